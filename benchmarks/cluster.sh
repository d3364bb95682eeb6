#!/usr/bin/env bash
# A followed cluster of many objects: what it takes in memory, how fast answers come at a thousand reviews a second on one core, beside a bare
# endpoint asked the same in turn, and how long an audit of all of it takes. KUBECONFIG must name a cluster that may be filled; needs wrk and taskset.
#
#   benchmarks/cluster.sh EXECUTABLE OBJECTS
set -euo pipefail
cd "$(dirname "$0")/.."
executable=$1 objects=$2
log=$(mktemp)
dotnet build benchmarks -c Release -v q --nologo >/dev/null
benchmarks=artifacts/bin/Benchmarks/release/HomelabStorage.Benchmarks.dll
rss() { awk '/^Vm(RSS|HWM)/{printf "%s %d MB  ", $1, $2 / 1024}' "/proc/$server/status"; echo; }
answering() { until curl -sfko /dev/null "$1"; do kill -0 "$server" || { cat "$log"; exit 1; }; sleep 0.05; done; }
serve() {
  local begun; begun=$(date +%s%N)
  taskset -c 0 "$executable" serve --inventory cluster --port 8643 --metrics-port none >"$log" 2>&1 &
  server=$!
  answering https://127.0.0.1:8643/readyz
  echo "$1: ready after $(( ($(date +%s%N) - begun) / 1000000 )) ms"
  sleep 15; echo "resident:   $(rss)"
}

serve "a cluster as it is"; kill "$server"; wait "$server" || true
dotnet "$benchmarks" objects "$objects"
taskset -c 0 dotnet "$benchmarks" serve >/dev/null 2>&1 &
bare=$!
trap 'kill $bare $server 2>/dev/null || true' EXIT
serve "with $objects objects"
export REVIEW=benchmarks/Data/three-volumes.json FRESH=1 PAUSE=50
run() { taskset -c 1 wrk -t1 -c52 -d"$2"s --latency -s benchmarks/http.lua "$1" | awk '$1 == "50%" || $1 == "99%" || /Requests\/sec/{printf "%s %s  ", $1, $2}'; }
run https://127.0.0.1:8643/validate 5 >/dev/null; run https://127.0.0.1:8543/bare 5 >/dev/null
for round in 1 2 3 4 5; do
  echo "round $round: $(run https://127.0.0.1:8643/validate 15) bare $(run https://127.0.0.1:8543/bare 15)"
done
echo "under load: $(rss)"
kill "$server"; wait "$server" || true
for round in 1 2 3; do
  /usr/bin/time -f "audit --cluster: %e s, at most %M KB" "$executable" audit --cluster --format json --fail-on never 2>&1 >/dev/null | tail -1
done
