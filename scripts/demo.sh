#!/bin/sh
# Installs what is needed, builds pressrun, and renders the main campaign of jobs/ against the bundled simulator at
# the API's real limits. No key, no account, no credits.
set -eu
cd "$(dirname "$0")/.."

./scripts/install-deps.sh
cmake --preset release >build-demo.log 2>&1 || { cat build-demo.log >&2; exit 1; }
rm -f build-demo.log
echo "building pressrun (a few minutes the first time) …"
cmake --build --preset release

program=build/release/bin/pressrun
out=build/demo
mkdir -p "$out"
echo
echo "rendering jobs/black-friday.yaml against the bundled simulator, at 10 requests a second:"
"$program" run --simulate --force --state "$out/black-friday.db" \
  -o "$out/black-friday.results.json" -o "$out/black-friday.results.csv" jobs/black-friday.yaml

echo
echo "results: $out/black-friday.results.json"
echo "         $out/black-friday.results.csv"
