#!/usr/bin/env bash
# Puts the executable of a release into a folder, once its checksum is what the release says.
#   install.sh VERSION FOLDER
# STORAGE_RELEASES is where releases are; a folder of files will do.
set -euo pipefail
version=${1:?a version, such as 0.1.0} folder=${2:?a folder to put the executable into}
releases=${STORAGE_RELEASES:-https://github.com/homelab-storage/homelab-storage/releases/download}
case $(uname -m) in
  x86_64) kind=linux-amd64 ;;
  aarch64 | arm64) kind=linux-arm64 ;;
  *) echo "there is no executable for $(uname -m): amd64 and arm64 have one" >&2; exit 2 ;;
esac
archive=homelab-storage-$version-$kind.tar.gz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for file in "$archive" SHA256SUMS; do
  curl --fail --silent --show-error --location --retry 3 --output "$work/$file" "$releases/v$version/$file" ||
    { echo "$releases/v$version/$file cannot be had" >&2; exit 2; }
done
(cd "$work" && grep -F "  $archive" SHA256SUMS | sha256sum --check --strict --quiet) ||
  { echo "$archive is not what the release says it is" >&2; exit 2; }
mkdir -p "$folder"
tar -xzf "$work/$archive" -C "$folder"
"$folder/homelab-storage" --version
