#!/usr/bin/env python3
"""Plays the cells of the failure matrix. Usage: failures_test.py PRESSRUN FAILING_CALLS_SO PHASE [NAME…]

With -v before PRESSRUN it shows what each first run said."""
import concurrent.futures
import pathlib
import sys
import time

from matrix import cells_of
from play import play

AT_ONCE = 16


def main():
    words = sys.argv[1:]
    loud = words[0] == "-v"
    pressrun, shim, phase, *names = words[1:] if loud else words
    pressrun, shim = (str(pathlib.Path(path).resolve()) for path in (pressrun, shim))
    chosen = [cell for cell in cells_of(phase) if not names or cell.name in names]
    failures = 0

    def timed(cell):
        began = time.monotonic()
        return *play(cell, pressrun, shim), time.monotonic() - began

    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for cell, (problem, said, took) in zip(chosen, pool.map(timed, chosen)):
            failures += problem is not None
            if problem is not None or loud:
                print(f"---- {phase}/{cell.name} ({took:.1f} s): {problem or 'passed'}")
            if loud and problem is None:
                print(said)
    print(f"{phase}: {len(chosen) - failures} passed, {failures} failed")
    return 1 if failures or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
