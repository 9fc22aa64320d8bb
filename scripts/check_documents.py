#!/usr/bin/env python3
"""Checks that the files which documents name in backticks or link to are there. NAME and TARGET stand for any."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = "core|app|api|io|cli|manifest|report|ports|views|authoring|simulator|tests|domain|scripts|src|jobs"
NAMED = re.compile(r"`((?:%s)/[\w./-]+)`" % FOLDERS)
LINKED = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
ENDINGS = ("", ".cpp", ".hpp")


def is_there(name, document):
    if re.search(r"NAME|TARGET", name):
        return True
    places = (ROOT, ROOT / "src", ROOT / "tests", ROOT / "include/pressrun", document.parent)
    return any((place / (name + ending)).exists() for place in places for ending in ENDINGS)


def complaints(document):
    text = document.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        for name in NAMED.findall(line) + LINKED.findall(line):
            if not is_there(name, document):
                yield f"{document.relative_to(ROOT)}:{number}: no file {name}"


def main():
    documents = [ROOT / "README.md", ROOT / "DECISIONS.md"]
    documents += [p for tree in ("src", "tests", "jobs") for p in sorted((ROOT / tree).rglob("*.md"))]
    found = [one for document in documents for one in complaints(document)]
    for complaint in found:
        print(complaint, file=sys.stderr)
    print(f"check_documents: {len(documents)} documents, {len(found)} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
