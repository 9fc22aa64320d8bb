#!/usr/bin/env python3
"""The failure matrix. `matrix.py --markdown` prints it."""
import poll_table
import read_table
import shutdown_table
import submit_table
import trouble_table

PHASES = {"read": read_table.CELLS, "submit": submit_table.CELLS, "poll": poll_table.CELLS, "trouble": trouble_table.CELLS,
          "shutdown": shutdown_table.CELLS}
