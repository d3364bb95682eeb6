#!/usr/bin/env bash
# Makes the pictures of README.md again: the report page, and what Flux says of a Deployment that is refused. Needs Chromium and curl.
#
#   CHROMIUM=$(command -v chromium) docs/pictures.sh
#
# made-of.txt says what they were made of; a test holds it against what is written today, and names this script where that is something else.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build src/Webhook -v q --nologo
tool() { dotnet artifacts/bin/Webhook/debug/homelab-storage.dll "$@"; }
work=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
shot() { # NAME ADDRESS WIDTH HEIGHT [MORE…]
  "${CHROMIUM:-chromium}" --headless --no-sandbox --hide-scrollbars --virtual-time-budget=3000 --window-size="$3,$4" --screenshot="docs/pictures/$1.png" "${@:5}" "$2" 2>/dev/null
}

tool audit docs/pictures/household.yaml --fail-on never --format html="$work/page.html"
shot page "file://$work/page.html" 1280 1160
shot page-dark "file://$work/page.html" 1280 1160 --blink-settings=preferredColorScheme=0

# The very words of a running server, in the line that Flux puts before what an admission webhook says.
dotnet artifacts/bin/Webhook/debug/homelab-storage.dll serve --port 18443 --metrics-port none --log-format json >"$work/log" &
server=$!
until curl -sk https://127.0.0.1:18443/readyz >/dev/null; do sleep 1; done
answer=$(curl -sk https://127.0.0.1:18443/validate -H 'Content-Type: application/json' --data-binary @src/Webhook/Samples/linkding-on-nfs.json)
said=$(printf '%b' "$(grep -oE '"message":"([^"\\]|\\.)*"' <<<"$answer" | head -n 1 | sed -E 's/^"message":"(.*)"$/\1/')")
{
  cat <<'HTML'
<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; padding: 28px 32px; background: #0f1420; color: #e8edf6; font: 15px/1.6 ui-monospace, "DejaVu Sans Mono", monospace; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; } b { color: #8fb0ff; } i { color: #ff9d94; font-style: normal; }
</style><pre>
HTML
  printf '<b>$</b> flux get kustomization apps\n<b>NAME  READY  MESSAGE</b>\napps  <i>False</i>  Deployment/linkding/linkding dry-run failed (Forbidden): '
  printf 'admission webhook "validate.homelab-storage.io" denied the request: '
  sed 's/&/\&amp;/g; s/</\&lt;/g' <<<"$said"
} >"$work/refused.html"
shot refused "file://$work/refused.html" 1280 345

sha256sum <"$work/page.html" | cut -d' ' -f1 >docs/pictures/made-of.txt
