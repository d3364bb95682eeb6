#!/usr/bin/env bash
# The bill of materials of a release, in CycloneDX: every package that is compiled into the executable or compiles it, with the hash under which it is locked.
#   sbom.sh VERSION >homelab-storage.cdx.json
set -euo pipefail
version=${1:?a version}
cd "$(dirname "$0")/../.."
jq -n --arg version "$version" '
  [inputs.dependencies[] | to_entries[] | select(.value.type != "Project") | {name: .key, version: .value.resolved, hash: .value.contentHash}]
  | unique_by([.name, .version])
  | {
      bomFormat: "CycloneDX", specVersion: "1.6", version: 1,
      metadata: {component: {type: "application", "bom-ref": "homelab-storage", name: "homelab-storage", version: $version}},
      components: map({
        type: "library", "bom-ref": "pkg:nuget/\(.name)@\(.version)", name, version, purl: "pkg:nuget/\(.name)@\(.version)",
        properties: (if .hash then [{name: "nuget:contentHash:sha512", value: .hash}] else [] end)})
    }' src/*/packages.lock.json
