#!/usr/bin/env bash
# Writes every generated page of the documentation anew. CI runs it and fails when a page differs.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build src/Webhook -v q --nologo
tool() { dotnet artifacts/bin/Webhook/debug/homelab-storage.dll "$@"; }
rm -rf docs/rules
tool rules --format markdown --cases tests/cases/rules --output docs/rules
tool apps --format markdown >docs/apps.md
tool backends --format markdown >docs/backends.md
tool policy schema >docs/policy.schema.json
