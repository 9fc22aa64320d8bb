#!/usr/bin/env python3
"""Looks at each file by itself, as nobody's precompiled header and no joined source helps it: a header compiles as the
only include of a file; a source compiles, and passes .clang-tidy.

    scripts/lint.py              what was changed since the commit named in .ci/linted
    scripts/lint.py --all        everything (half an hour on two cores), as before .ci/linted is set to the commit
    scripts/lint.py FILE...
"""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "no-pch"
BASE = ROOT / ".ci" / "linted"
TREES = ("include", "src", "tests")
SUFFIXES = {".cpp", ".hpp"}


def git(*words):
    return subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True)


def everything():
    return [path for tree in TREES for path in sorted((ROOT / tree).rglob("*")) if path.suffix in SUFFIXES]


def changed():
    """Of a history that is cut off before that commit nothing is known: all of it may have changed."""
    base = BASE.read_text().strip()
    listed = git("diff", "--name-only", "--diff-filter=d", base, "--", *TREES)
    new = git("ls-files", "--others", "--exclude-standard", "--", *TREES)
    if listed.returncode != 0:
        print(f"lint: commit {base[:12]} is not here, so everything is looked at")
        return everything()
    names = sorted(set(listed.stdout.split("\n") + new.stdout.split("\n")))
    return [ROOT / name for name in names if pathlib.Path(name).suffix in SUFFIXES]


def configure():
    subprocess.run(["cmake", "--preset", "no-pch"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    entries = json.loads((BUILD / "compile_commands.json").read_text())
    return {pathlib.Path(entry["file"]): entry["command"].split() for entry in entries}


def options_for(header, commands):
    """Those of a source in the same folder, or else of any."""
    near = [source for source in commands if source.parent == header.parent] or list(commands)
    words = commands[near[0]]
    return [word for word in words[1:words.index("-o")] if not word.startswith("-W")]


def look_at_header(header, commands):
    compiler = ["g++", *[word for word in options_for(header, commands) if word not in ("g++", "ccache")]]
    places = ["-I", str(ROOT / "include"), "-I", str(ROOT / "src"), "-I", str(ROOT / "tests")]
    alone = f'#include "{header}"\n'
    return subprocess.run([*compiler, *places, "-fsyntax-only", "-x", "c++", "-"], input=alone, cwd=BUILD,
                          capture_output=True, text=True)


def look_at_source(source, _):
    return subprocess.run(["clang-tidy", "--quiet", "--header-filter=^$", "-p", str(BUILD), "--extra-arg=-Wno-unknown-warning-option", str(source)],
                          capture_output=True, text=True)


def look(path, commands):
    """What is wrong with it; nothing where all is well or nothing compiles it."""
    if path.suffix == ".cpp" and path not in commands:
        return ""
    result = (look_at_header if path.suffix == ".hpp" else look_at_source)(path, commands)
    return "" if result.returncode == 0 else (result.stdout + result.stderr)[:2000]


def main(words):
    if words == ["--all"]:
        files = everything()
    else:
        files = [pathlib.Path(word).resolve() for word in words] if words else changed()
    commands = configure() if files else {}
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, said in zip(files, pool.map(lambda one: look(one, commands), files)):
            if said:
                wrong += 1
                print(f"== {path.relative_to(ROOT)}\n{said}", flush=True)
    print(f"lint: {len(files)} files looked at, {wrong} with complaints")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
