#!/usr/bin/env python3
"""The failure matrix. `matrix.py --markdown` prints it."""
import submit_table

PHASES = {"submit": submit_table.CELLS}
