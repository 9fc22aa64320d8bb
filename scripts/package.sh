#!/bin/sh
# Builds the packages of Debian, pressrun and pressrun-simulator, into build/release/packages. The same sources give the
# same bytes: every date in them is that of the last commit.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build/release}

if [ ! -f "$build/CMakeCache.txt" ]; then
  ./scripts/install-deps.sh
  cmake --preset release >/dev/null
fi
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
cmake --build "$build" --target pressrun pressrun_simulator_program documents changelog
umask 022
(cd "$build" && cpack -G DEB --config CPackConfig.cmake >/dev/null)
ls "$build"/packages/*.deb
