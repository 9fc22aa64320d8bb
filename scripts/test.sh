#!/bin/sh
# Installs what is needed, checks layers and formatting, builds the program and its tests, runs every test, fuzzes a
# little, looks at each changed file by itself. Says how long each part took; what failed stands in the last lines.
set -eu
cd "$(dirname "$0")/.."

part() {  # NAME COMMAND…
  name=$1
  shift
  began=$(date +%s)
  "$@" || { code=$?; echo "test.sh: $name FAILED after $(($(date +%s) - began)) s"; exit $code; }
  echo "test.sh: $name took $(($(date +%s) - began)) s"
}

part "installing" ./scripts/install-deps.sh --tests
part "layers" python3 scripts/check_layers.py
part "documents" python3 scripts/check_documents.py
part "formatting" ./scripts/format.sh --check

# The program as users build it, and the tests with it.
part "configuring" cmake --preset release -DBUILD_TESTING=ON
part "building" cmake --build --preset release
# Most of them wait for a simulated night: three at once on two cores.
part "testing" ctest --test-dir build/release -j 3 --output-on-failure

# Every decoder against odd bytes, under clang, ASan and UBSan; scripts/fuzz.sh alone takes a minute each.
part "fuzzing" ./scripts/fuzz.sh --seconds 3
part "each changed file by itself" python3 scripts/lint.py
