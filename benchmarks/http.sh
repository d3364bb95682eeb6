#!/usr/bin/env bash
# Requests per second and latency over TLS with keep-alive: the webhook beside a bare endpoint of the same process that reads
# the same body and returns a constant answer. Needs wrk (Debian: apt-get install wrk). Rounds alternate, because machines drift.
# "again" sends one dry run over and over, as a GitOps controller does; with "fresh" no two requests are alike.
#
#   benchmarks/http.sh [ROUNDS] [SECONDS] [CONNECTIONS]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5} seconds=${2:-8} connections=${3:-8}
command -v wrk >/dev/null || { echo "wrk is not installed" >&2; exit 2; }
dotnet build benchmarks -c Release -v q --nologo >/dev/null
export REVIEW=benchmarks/Data/three-volumes.json
dotnet artifacts/bin/Benchmarks/release/HomelabStorage.Benchmarks.dll serve >/dev/null 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
until curl -sko /dev/null https://127.0.0.1:8543/healthz; do sleep 0.2; done
run() { wrk -t1 -c"$connections" -d"$2"s --latency -s benchmarks/http.lua "https://127.0.0.1:8543$1"; }
run /bare 4 >/dev/null; run /validate 4 >/dev/null; FRESH=1 run /validate 4 >/dev/null   # warm up
echo "| questions | round | bare req/s | webhook req/s | ratio | bare p99 | webhook p99 |"
echo "|---|---|---|---|---|---|---|"
for round in $(seq "$rounds"); do
  for questions in again fresh; do
    if [ $questions = fresh ]; then export FRESH=1; else unset FRESH; fi
    bare=$(run /bare "$seconds"); ours=$(run /validate "$seconds")
    b=$(awk '/Requests\/sec/{print $2}' <<<"$bare"); o=$(awk '/Requests\/sec/{print $2}' <<<"$ours")
    echo "| $questions | $round | $b | $o | $(awk -v a="$o" -v b="$b" 'BEGIN{printf "%.2f", a/b}') | $(awk '/99%/{print $2}' <<<"$bare") | $(awk '/99%/{print $2}' <<<"$ours") |"
  done
done
