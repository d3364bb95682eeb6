#!/usr/bin/env bash
# Writes every generated file again: pages of the documentation, and manifests that are made from the code. CI runs it and fails when a file differs.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build src/Webhook -v q --nologo
tool() { dotnet artifacts/bin/Webhook/debug/homelab-storage.dll "$@"; }
rm -rf docs/rules
tool rules --format markdown --cases tests/cases/rules --output docs/rules
tool apps --format markdown >docs/apps.md
tool backends --format markdown >docs/backends.md
tool policy schema >docs/policy.schema.json
tool settings schema >docs/settings.schema.json
tool manifests pin-policy >deploy/manifests/components/pin-policy/policy.yaml
tool manifests webhooks >deploy/manifests/base/webhooks/configurations.yaml
tool manifests rbac-server >deploy/manifests/base/controller/rbac.yaml
tool manifests rbac-certificate >deploy/manifests/self-managed/controller/rbac.yaml
tool manifests rbac-backups >deploy/manifests/components/backups/rbac.yaml
cp policies.yaml deploy/manifests/base/controller/policies.yaml
