#!/bin/sh
# Builds everything with a sanitizer, and runs the tests under it.
#   scripts/sanitize.sh [address|thread] [CTEST OPTION…]       address (the default) is ASan, LeakSanitizer and UBSan
set -eu
cd "$(dirname "$0")/.."

case ${1:-address} in
  address) preset=asan ;;
  thread) preset=tsan ;;
  *) sed -n '2,3s/^# //p' "$0" >&2; exit 2 ;;
esac
[ $# -eq 0 ] || shift

cmake --preset $preset
cmake --build --preset $preset

# The crash tests preload their shim: it then stands before ASan's own library, and does not mind.
export ASAN_OPTIONS=verify_asan_link_order=0:detect_stack_use_after_return=1
export UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions=$PWD/scripts/lsan.supp
export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1:suppressions=$PWD/scripts/tsan.supp
ctest --preset $preset --label-exclude bench --timeout 1800 "$@"
