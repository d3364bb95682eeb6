#!/bin/sh
# Mutation testing of the engine, on demand: tests/mutation/run.sh [glob...], for example '**/Resolution/*.cs'.
set -eu
cd "$(dirname "$0")"
dotnet tool restore >/dev/null
for project in Policies.Tests Doors.Tests; do
    dotnet build "../$project" --nologo -v quiet -p:RunAnalyzers=false >/dev/null
done
for glob in "$@"; do
    set -- "$@" --mutate "$glob"
    shift
done
exec dotnet stryker --config-file stryker-config.json --output ../../artifacts/mutation --skip-version-check "$@"
