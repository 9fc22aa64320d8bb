#!/bin/sh
# Formats the sources; with --check, says which would change and fails.
set -eu
cd "$(dirname "$0")/.."
mode="-i"
[ "${1:-}" = "--check" ] && mode="--dry-run --Werror"
# shellcheck disable=SC2086
git ls-files -z '*.hpp' '*.cpp' | xargs -0 clang-format $mode
