#!/usr/bin/env bash
# Packs an executable with what belongs to it: completion for shells and the manual page.
#   pack.sh EXECUTABLE VERSION KIND FOLDER      where KIND is linux-amd64 or linux-arm64
set -euo pipefail
program=${1:?} version=${2:?} kind=${3:?} folder=${4:?}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
install -m 755 "$program" "$work/homelab-storage"
for shell in bash zsh fish; do "$work/homelab-storage" completion "$shell" >"$work/homelab-storage.$shell"; done
"$work/homelab-storage" man >"$work/homelab-storage.1"
mkdir -p "$folder"
# The same files are the same bytes: no times, no owners.
tar --sort=name --mtime='2000-01-01 00:00Z' --owner=0 --group=0 --numeric-owner -C "$work" -cf - . | gzip -n >"$folder/homelab-storage-$version-$kind.tar.gz"
