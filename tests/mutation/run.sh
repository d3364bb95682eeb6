#!/bin/sh
# Mutation testing of the engine, on demand: tests/mutation/run.sh [part...], for example Resolution or Inventories/Shelf.cs.
# Stryker.NET makes the mutants, all in one assembly, with a switch for each; Runner wakes them and puts them to the tests.
set -eu
cd "$(dirname "$0")"
out=$(cd ../.. && pwd)/artifacts/mutation
rm -rf "$out"
mkdir -p "$out"
dotnet tool restore >/dev/null
MUTATED_ENGINE="$out/HomelabStorage.Policies.dll" dotnet stryker --config-file stryker-config.json --output "$out" --skip-version-check
dotnet build Runner --nologo -v quiet -c Release -p:RunAnalyzers=false

# A mutant may loop forever or end the process. Then a new one goes on; without a line more than before there is no sense in that.
export DOTNET_GCHeapHardLimit=0x60000000
before=-1
until dotnet ../../artifacts/bin/Runner/release/HomelabStorage.Runner.dll "$out/HomelabStorage.Policies.dll" "$out/reports/mutation-report.json" "$out" "$@"; do
    lines=$(wc -l 2>/dev/null <"$out/results.txt" || echo 0)
    if [ "$lines" -le "$before" ]; then exit 1; fi
    before=$lines
done
