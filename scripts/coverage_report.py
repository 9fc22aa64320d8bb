#!/usr/bin/env python3
"""Prints how many lines of each layer and file were run. Usage: coverage_report.py LINES.json UNCOVERED.txt
1: a layer is below 90 %."""
import collections
import json
import pathlib
import sys

WANTED = 0.90


def layer_of(path):
    parts = pathlib.PurePath(path).parts
    return parts[2] if parts[0] == "include" else parts[1]


def source_lines(path):
    return pathlib.Path(path).read_text(encoding="utf-8").splitlines()


def lines_of(files):
    """path -> {line: was run}. A header's line counts once, whoever includes it."""
    runs = collections.defaultdict(dict)
    for entry in files:
        text = source_lines(entry["file"])
        for line in entry["lines"]:
            number = line["line_number"]
            if line.get("gcovr/noncode") or not text[number - 1].strip(" \t{}();"):
                continue  # a brace has its count from what unwinds there
            runs[entry["file"]][number] = runs[entry["file"]].get(number, False) or line["count"] > 0
    return runs


def main(lines_file, uncovered_file):
    runs = lines_of(json.loads(pathlib.Path(lines_file).read_text())["files"])
    layers = collections.defaultdict(lambda: [0, 0])
    with open(uncovered_file, "w", encoding="utf-8") as uncovered:
        for path in sorted(runs):
            missed = [number for number, run in sorted(runs[path].items()) if not run]
            layers[layer_of(path)][0] += len(runs[path]) - len(missed)
            layers[layer_of(path)][1] += len(runs[path])
            if missed:
                print(f"{path:48} {len(runs[path]) - len(missed):5} of {len(runs[path]):5} lines")
            text = source_lines(path)
            uncovered.writelines(f"{path}:{number}: {text[number - 1].strip()}\n" for number in missed)
    low = False
    for layer, (run, there) in sorted(layers.items()):
        print(f"{layer:6} {run / there:7.1%} of {there} lines")
        low = low or run / there < WANTED
    print(f"never run: {uncovered_file}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
