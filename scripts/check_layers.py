#!/usr/bin/env python3
"""Checks that includes point down only, that foreign libraries stay in their layers, and that each public header
compiles alone (with --headers, which needs a configured build).

    cli -> app -> {manifest, api, report, ports} -> core -> domain
    cli -> io -> ports        cli -> simulator -> api        cli -> authoring -> {manifest, api}
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# layer -> layers it may include besides itself
MAY_INCLUDE = {
    "domain": set(),
    "core": {"domain"},
    "manifest": {"domain"},
    "api": {"core", "domain"},
    "report": {"core", "domain"},
    "authoring": {"manifest", "api", "core", "domain"},
    "ports": {"core", "domain"},
    "app": {"manifest", "api", "report", "ports", "core", "domain"},
    "io": {"ports", "core", "domain"},
    "simulator": {"api", "core", "domain"},
    "cli": {"app", "io", "simulator", "authoring", "manifest", "api", "report", "ports", "core", "domain"},
}

# layer -> prefixes of foreign headers it may include; the standard library is always allowed
FOREIGN = {
    "domain": (),
    "core": (),
    "manifest": ("yaml-cpp/", "csv.h", "zlib.h", "unicode/", "expat.h", "archive.h", "archive_entry.h", "boost/json", "boost/unordered", "boost/locale/utf.hpp"),
    "api": ("boost/json", "boost/system", "boost/url/", "boost/locale/utf.hpp", "openssl/"),
    "report": ("boost/json",),
    "authoring": ("boost/json", "boost/system"),
    "ports": ("boost/asio/awaitable.hpp",),
    "app": ("boost/asio/", "boost/json", "boost/system/", "boost/unordered", "boost/url/"),
    "io": ("boost/", "openssl/", "sqlite3.h", "SQLiteCpp/", "sys/", "unistd.h", "fcntl.h", "termios.h", "poll.h", "zlib.h",
           "netinet/", "arpa/", "ext/stdio_filebuf.h", "signal.h", "langinfo.h", "wchar.h"),
    "simulator": ("boost/", "openssl/", "yaml-cpp/", "cairo", "pango", "glib", "jpeglib.h", "png.h", "webp/", "avif/",
                  "gif_lib.h", "archive", "zlib.h", "hpdf", "zip.h", "sys/", "setjmp.h"),
    "cli": ("boost/", "CLI/", "spdlog/", "fmt/", "sys/", "unistd.h", "fcntl.h", "signal.h", "poll.h", "termios.h"),
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def layer_of(path):
    parts = path.relative_to(ROOT).parts
    return parts[2] if parts[0] == "include" else parts[1]


def owner(name):
    """The layer that a quoted include belongs to, or None when it is not ours."""
    if name.startswith("pressrun/"):
        return name.split("/")[1]
    first = name.split("/")[0]
    return first if first in MAY_INCLUDE else None


def is_standard(name):
    return "/" not in name and "." not in name


def complaints(path):
    layer = layer_of(path)
    if layer not in MAY_INCLUDE:
        return [f"{path.relative_to(ROOT)}: in no known layer"]
    found = []
    for quote, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
        ours = owner(name) if quote == '"' else None
        if ours is not None:
            if ours != layer and ours not in MAY_INCLUDE[layer]:
                found.append(f"{path.relative_to(ROOT)}: {layer} may not include {name}")
        elif quote == "<" and not is_standard(name) and not name.startswith(FOREIGN[layer]):
            found.append(f"{path.relative_to(ROOT)}: {layer} may not include <{name}>")
    return found


def check_headers():
    """Each public header must compile as the only include of a file."""
    failed = []
    for header in sorted(ROOT.glob("include/pressrun/**/*.hpp")):
        command = ["g++", "-std=c++20", "-fsyntax-only", "-I", str(ROOT / "include"), "-x", "c++", str(header)]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode != 0:
            failed.append(f"{header.relative_to(ROOT)} does not compile alone:\n{result.stderr[:600]}")
    return failed


def main():
    sources = [p for tree in ("include/pressrun", "src") for p in sorted((ROOT / tree).rglob("*.[ch]pp"))]
    found = [c for path in sources for c in complaints(path)]
    if "--headers" in sys.argv[1:]:
        found += check_headers()
    for complaint in found:
        print(complaint, file=sys.stderr)
    print(f"check_layers: {len(sources)} files, {len(found)} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
