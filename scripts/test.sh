#!/bin/sh
# Installs what is needed, checks layers and formatting, builds everything, runs every test, and fuzzes a little.
set -eu
cd "$(dirname "$0")/.."

./scripts/install-deps.sh
python3 scripts/check_layers.py
./scripts/format.sh --check

# The program as users run it, and the tests.
cmake --preset release
cmake --build --preset release
cmake --preset dev
cmake --build --preset dev
ctest --preset dev -j 2

# Every decoder against odd bytes, under ASan and UBSan; scripts/fuzz.sh alone takes a minute each.
./scripts/fuzz.sh --seconds 3
