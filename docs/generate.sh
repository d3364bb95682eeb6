#!/usr/bin/env bash
# Writes every generated file again: pages of the documentation, and manifests that are made from the code. CI runs it and fails when a file differs.
set -euo pipefail
cd "$(dirname "$0")/.."
# The page of a rule shows what its cases give: one that was not asked yet would be shown without it, and the page differ later.
bare=0
for object in tests/cases/rules/*/*/object.yaml; do
  [[ -f ${object%/*}/expected.yaml ]] && continue
  echo "${object%/*} has no expected.yaml: docs/adding-a-rule.md says what writes it" >&2
  bare=1
done
[[ $bare -eq 0 ]] || exit 1
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
