#!/bin/sh
# Which lines of core, app and io the tests run. Builds with gcov, runs every test but the bench's, and prints the share of
# each layer and file; 1 where a layer is below 90 %.
#   scripts/coverage.sh [CTEST OPTION…]
# Lines that no test runs: build/coverage/uncovered.txt.
set -eu
cd "$(dirname "$0")/.."

./scripts/install-deps.sh --tests
command -v gcovr >/dev/null || {
  as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo"
  echo "installing: gcovr"
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends gcovr >/dev/null
}
cmake --preset coverage >/dev/null
cmake --build --preset coverage
find build/coverage -name '*.gcda' -delete
# A test that fails says so; the lines that it ran count all the same.
status=0
ctest --preset coverage -j "$(nproc)" --label-exclude bench --timeout 1800 "$@" || status=1

gcovr --root . --object-directory build/coverage --exclude-throw-branches -j "$(nproc)" \
  --filter 'src/(core|app|io)/' --filter 'include/pressrun/(core|app|io)/' --json build/coverage/lines.json
python3 scripts/coverage_report.py build/coverage/lines.json build/coverage/uncovered.txt || status=1
exit $status
