#!/usr/bin/env bash
# Writes the checksums of everything in a folder of a release, as install.sh reads them.
#   checksums.sh FOLDER
set -euo pipefail
cd "${1:?a folder}"
rm -f SHA256SUMS
sums=$(find . -maxdepth 1 -type f -printf '%f\0' | LC_ALL=C sort -z | xargs -0 sha256sum)
printf '%s\n' "$sums" >SHA256SUMS
