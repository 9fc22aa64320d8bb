#!/bin/sh
# Lives through many histories of a campaign in virtual time, on every core: processes killed between any two steps,
# disks full, answers lost, clocks stepped, people who edit. One list of invariants is checked after each process.
#   scripts/soak.sh [--seeds N] [--profile quiet|killed|flaky|brittle|handled|hostile] [--first SEED]
# 10 000 of the hostile profile unless told otherwise. Every violation is printed with what plays it again (in a
# build of the tests, such as build/dev/bin/simulation_test). 0: nothing was violated; 1: something was.
set -eu
cd "$(dirname "$0")/.."

./scripts/install-deps.sh --tests
cmake --preset release >/dev/null
cmake --build build/release --target soak
exec build/release/bin/soak "$@"
