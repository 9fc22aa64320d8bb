#!/bin/sh
# Builds the release and measures it: every figure beside its mark, in one table. About a quarter of an hour; with
# --quick, when each is measured once, half of that. Scenario names choose a few; --readme writes the figures into
# tests/bench/README.md too. Raw data and picture: build/bench/; `--from build/bench/bench.json` draws them again.
set -eu
cd "$(dirname "$0")/.."

./scripts/install-deps.sh --tests
command -v wrk >/dev/null || {
  as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo"
  echo "installing: wrk"
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends wrk >/dev/null
}
cmake --preset release >/dev/null
cmake --build build/release --target pressrun bench_night bench_bare_loop bench_journal

exec python3 tests/bench/bench.py build/release/bin build/bench "$@"
