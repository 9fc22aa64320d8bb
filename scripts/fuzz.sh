#!/bin/bash
# Runs the fuzz targets under ASan and UBSan, each with its corpus in tests/fuzz/corpus, and says what was found.
#   scripts/fuzz.sh [--seconds N] [--jobs N] [TARGET…]      60 s each, all targets, as many at once as there are cores
# Inputs that break something are kept in build/fuzz/findings, new interesting ones in build/fuzz/corpus.
# 0: nothing was found; 1: something was.
set -eu
cd "$(dirname "$0")/.."

seconds=60
jobs=$(nproc)
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=$2; shift 2 ;;
    --jobs) jobs=$2; shift 2 ;;
    -*) sed -n '2,5s/^# //p' "$0" >&2; exit 2 ;;
    *) break ;;
  esac
done

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz
if [ $# -eq 0 ]; then
  for program in build/fuzz/bin/fuzz_*; do set -- "$@" "${program##*/fuzz_}"; done
fi

mkdir -p build/fuzz/findings build/fuzz/logs
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=0 UBSAN_OPTIONS=print_stacktrace=1

fuzz_one() {  # TARGET SECONDS
  local log=build/fuzz/logs/$1.log dictionary=tests/fuzz/dictionaries/$1.dict
  mkdir -p "build/fuzz/corpus/$1"
  local options=(-max_total_time="$2" -max_len=4096 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
                 -artifact_prefix="build/fuzz/findings/$1-")
  [ ! -f "$dictionary" ] || options+=(-dict="$dictionary")
  local result=ok
  "build/fuzz/bin/fuzz_$1" "${options[@]}" "build/fuzz/corpus/$1" "tests/fuzz/corpus/$1" >"$log" 2>&1 || result=FOUND
  local runs rate edges
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")
  edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
  printf '%-14s %10s %8s %7s  %s\n' "$1" "${runs:--}" "${rate:--}" "${edges:--}" "$result"
  [ "$result" = ok ]
}
export -f fuzz_one

printf '%-14s %10s %8s %7s  %s\n' target runs runs/s edges result
status=0
printf '%s\n' "$@" | xargs -P "$jobs" -I{} bash -c "fuzz_one {} $seconds" || status=1
if [ $status -ne 0 ]; then
  for log in build/fuzz/logs/*.log; do
    if grep -q 'Test unit written to' "$log"; then
      echo "== $log"
      grep -m 6 -E 'property broken|ERROR: |SUMMARY: |runtime error|Test unit written' "$log"
    fi
  done
fi
exit $status
