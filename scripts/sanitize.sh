#!/bin/sh
# Builds tests with a sanitizer, and runs them.
#   scripts/sanitize.sh address|thread [LABEL…]       address is ASan, LeakSanitizer and UBSan, built by clang together
# with the fuzz targets. Labels: unit contract integration simulation; without any, every test there is.
set -eu
cd "$(dirname "$0")/.."

case ${1:-} in
  address) preset=fuzz ;;
  thread) preset=tsan ;;
  *) sed -n '2,4s/^# //p' "$0" >&2; exit 2 ;;
esac
shift

labels=""
targets=""
for label in "$@"; do
  labels="$labels${labels:+|}$label"
  targets="$targets tests_$label"
done

cmake --preset $preset -DBUILD_TESTING=ON
cmake --build build/$preset --target ${targets:-all}

# The crash tests preload their shim: it then stands before ASan's own library, and does not mind.
export ASAN_OPTIONS=verify_asan_link_order=0:detect_stack_use_after_return=1
export UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions=$PWD/scripts/lsan.supp
export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1:suppressions=$PWD/scripts/tsan.supp
exec ctest --test-dir build/$preset -j "$(nproc)" --output-on-failure --label-exclude bench --timeout 1800 --label-regex "^(${labels:-.*})$"
