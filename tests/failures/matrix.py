#!/usr/bin/env python3
"""The failure matrix. `matrix.py --markdown` prints it."""
import poll_table
import read_table
import submit_table

PHASES = {"read": read_table.CELLS, "submit": submit_table.CELLS, "poll": poll_table.CELLS}
