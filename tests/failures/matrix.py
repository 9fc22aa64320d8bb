#!/usr/bin/env python3
"""The failure matrix as a document: `matrix.py --markdown` prints it, `matrix.py --check` compares README.md beside it
with it, `matrix.py --write` brings that up to date. The check fails too where a pair that can occur has no cell."""
import pathlib
import sys

import kinds
import poll_table
import read_table
import shutdown_table
import submit_table
import trouble_table
from cells import JOBS

TABLES = {"read": read_table, "submit": submit_table, "poll": poll_table, "trouble": trouble_table,
          "shutdown": shutdown_table}
SECTIONS = {f"{name}/{section}": cells for name, table in TABLES.items() for section, cells in table.SECTIONS.items()}
README = pathlib.Path(__file__).parent / "README.md"
BEGIN = "<!-- begin: python3 tests/failures/matrix.py --write -->\n"
END = "<!-- end -->\n"


def cells_of(name):
    return [cell for cells in TABLES[name].SECTIONS.values() for cell in cells]


def code_text(code):
    return "killed" if code == -9 else str(code)


def seen(cell):
    words = " … ".join(f"“{word}”" for word in cell.says)
    return f"{code_text(cell.code)}" + (f": {words}" if words else "")


def second(cell):
    code = cell.second_code()
    after = cell.paid - JOBS
    if code == 13:
        paid = "nothing was paid for twice" if after == 0 else f"{after} lost, so {cell.paid} paid for"
        return f"13, the rest done; after `resolve --as resubmit` all done, {paid}"
    if cell.stays:
        return f"{code}, nothing is sent; after `run --select status:failed` all done, {cell.paid} paid for"
    if after > 0:
        return f"{code}, all done; {cell.paid} paid for"
    return f"{code}, all done, each paid for once"


def escaped(text):
    return text.replace("|", "\\|")


def section_table(name, cells):
    lines = ["| failure | exit code, and what the user reads | POSTs | the journal holds | the second run | test |",
             "|---|---|---|---|---|---|"]
    for cell in cells:
        books = cell.books.text() if cell.books else "no journal"
        lines.append("| " + " | ".join(map(escaped, (cell.failure, seen(cell), str(cell.posts), books, second(cell),
                                                     f"`{name} {cell.name}`"))) + " |")
    return lines


def overview():
    codes = list(kinds.PHASES)
    lines = [f"| failure | {' | '.join(codes)} | why nowhere else |", "|---" * (len(codes) + 2) + "|"]
    for kind in kinds.KINDS:
        counts = [sum(kind.owns(cell) for name in kinds.PHASES[code][1] for cell in SECTIONS[name]) for code in codes]
        shown = " | ".join(str(count) if count else "–" for count in counts)
        lines.append(f"| {escaped(kind.title)} | {shown} | {kind.elsewhere} |")
    return lines


def markdown():
    lines = ["Phases: " + "; ".join(f"**{code}** {title}" for code, (title, _) in kinds.PHASES.items()) + ". A figure is the",
             "number of cells; – cannot occur.", "", *overview()]
    for code, (title, names) in kinds.PHASES.items():
        lines += ["", f"#### {code}: {title}"]
        for name in names:
            table = name.split("/")[0]
            lines += ["", *section_table(table, SECTIONS[name])]
    return "\n".join(lines) + "\n"


def with_matrix(text):
    head, _, rest = text.partition(BEGIN)
    return head + BEGIN + "\n" + markdown() + "\n" + END + rest.partition(END)[2]


def check():
    problems = kinds.gaps(SECTIONS)
    for name in TABLES:
        names = [cell.name for cell in cells_of(name)]
        problems += [f"{name}: two cells are called {each}" for each in sorted({n for n in names if names.count(n) > 1})]
    text = README.read_text()
    if with_matrix(text) != text:
        problems.append(f"{README.name} is out of date: python3 tests/failures/matrix.py --write")
    return problems


def main():
    if sys.argv[1:] == ["--markdown"]:
        print(markdown(), end="")
    elif sys.argv[1:] == ["--write"]:
        README.write_text(with_matrix(README.read_text()))
    elif sys.argv[1:] == ["--check"]:
        problems = check()
        print("\n".join(problems) or f"{len(SECTIONS)} sections, {sum(map(len, SECTIONS.values()))} cells")
        return 1 if problems else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
