#!/usr/bin/env bash
# Requests per second, latency and processor time over TLS with keep-alive: the webhook beside a bare endpoint of the same process that reads the same
# body and returns a constant answer. Needs wrk (Debian: apt-get install wrk). Rounds alternate, because machines drift.
# "again" sends one dry run over and over, as a GitOps controller does; with all others no two requests are alike: "fresh" as fast as it goes, "one" over
# one connection, "paced" three hundred a second over fifteen, which is what a busy cluster asks: there each request wakes threads that sleep.
#
#   benchmarks/http.sh [ROUNDS] [SECONDS] [CONNECTIONS]
#   benchmarks/http.sh --published EXECUTABLE [ROUNDS] [SECONDS] [CONNECTIONS]    the published executable, beside nothing
set -euo pipefail
cd "$(dirname "$0")/.."
executable=
if [ "${1:-}" = --published ]; then executable=$2; shift 2; fi
rounds=${1:-5} seconds=${2:-8} connections=${3:-8}
command -v wrk >/dev/null || { echo "wrk is not installed" >&2; exit 2; }
export REVIEW=benchmarks/Data/three-volumes.json
if [ -n "$executable" ]; then
  "$executable" serve --port 8543 --metrics-port none >/dev/null 2>&1 &
else
  dotnet build benchmarks -c Release -v q --nologo >/dev/null
  dotnet artifacts/bin/Benchmarks/release/HomelabStorage.Benchmarks.dll serve >/dev/null 2>&1 &
fi
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
until curl -sko /dev/null https://127.0.0.1:8543/healthz; do sleep 0.2; done
ticks() { awk '{sub(/.*\) /, ""); print $12 + $13}' "/proc/$server/stat"; }

# PATH SECONDS CONNECTIONS: requests per second, p99, and microseconds of the server's processor time for a request.
run() {
  local begun said
  begun=$(ticks)
  said=$(wrk -t1 -c"$3" -d"$2"s --latency -s benchmarks/http.lua "https://127.0.0.1:8543$1")
  awk -v ticks=$(($(ticks) - begun)) -v hz="$(getconf CLK_TCK)" \
    '/requests in/{n = $1} /Requests\/sec/{rate = $2} $1 == "99%"{p99 = $2} END{printf "%d %s %.0f\n", rate, p99, ticks * 1e6 / hz / n}' <<<"$said"
}

run /validate 4 4 >/dev/null; FRESH=1 run /validate 4 4 >/dev/null   # warm up
if [ -z "$executable" ]; then run /bare 4 4 >/dev/null; fi
echo "| questions | round | bare req/s | webhook req/s | ratio | bare p99 | webhook p99 | bare µs of CPU | webhook µs of CPU |"
echo "|---|---|---|---|---|---|---|---|---|"
for round in $(seq "$rounds"); do
  for questions in again fresh one paced; do
    many=$connections
    unset FRESH PAUSE
    case $questions in
      fresh) export FRESH=1 ;;
      one) export FRESH=1; many=1 ;;
      paced) export FRESH=1 PAUSE=50; many=15 ;;
    esac
    bare="0 – –"
    if [ -z "$executable" ]; then bare=$(run /bare "$seconds" "$many"); fi
    read -r b bp bc <<<"$bare"
    read -r o op oc <<<"$(run /validate "$seconds" "$many")"
    echo "| $questions | $round | $b | $o | $(awk -v a="$o" -v b="$b" 'BEGIN{if (b > 0) printf "%.2f", a/b; else print "–"}') | $bp | $op | $bc | $oc |"
  done
done
