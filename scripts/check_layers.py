#!/usr/bin/env python3
"""Checks that includes point down only, and that foreign libraries stay in their layers.

    cli -> {views, usage, wiring} -> app -> {manifest, api, report, ports} -> core -> domain
    wiring -> {usage, io} -> ports     simulator -> domain     cli -> authoring -> {manifest, api}

What a layer may include and does not is a complaint too.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# layer -> layers it may include besides itself
MAY_INCLUDE = {
    "domain": set(),
    "assets": set(),
    "core": {"domain"},
    "manifest": {"domain"},
    "api": {"core", "domain"},
    "report": {"domain"},
    "authoring": {"manifest", "api", "domain"},
    "ports": {"assets", "core", "domain"},
    "app": {"assets", "manifest", "api", "report", "ports", "core", "domain"},
    "views": {"app", "api", "report", "core", "domain"},
    "io": {"assets", "ports", "core", "domain"},
    "simulator": {"domain"},
    "usage": {"app", "manifest", "core", "domain"},
    "wiring": {"usage", "app", "io", "manifest", "api", "report", "ports", "core", "domain"},
    "cli": {"usage", "wiring", "views", "app", "io", "authoring", "api", "report", "ports", "domain"},
}

# layer -> prefixes of foreign headers it may include; the standard library is always allowed
FOREIGN = {
    "domain": (),
    "assets": ("zlib.h",),
    "core": (),
    "manifest": ("yaml-cpp/", "csv.h", "zlib.h", "unicode/", "expat.h", "archive.h", "archive_entry.h",
                 "boost/json", "boost/unordered"),
    "api": ("boost/json", "boost/url/", "boost/locale/utf.hpp", "openssl/"),
    "report": ("boost/json", "zlib.h"),
    "authoring": ("boost/json",),
    "ports": ("boost/asio/awaitable.hpp",),
    "app": ("boost/asio/", "boost/json", "boost/system/", "boost/unordered", "boost/url/"),
    "views": ("boost/json", "fmt/"),
    "io": ("boost/", "openssl/", "sqlite3.h", "SQLiteCpp/", "sys/", "unistd.h", "fcntl.h", "zlib.h",
           "poll.h", "pthread.h", "spawn.h", "ext/stdio_filebuf.h"),
    "simulator": ("boost/", "yaml-cpp/", "CLI/", "unistd.h", "cairo", "pango", "glib", "jpeglib.h", "webp/", "avif/", "gif_lib.h", "archive",
                  "setjmp.h", "openssl/"),
    "usage": ("CLI/",),
    "wiring": ("boost/", "sys/", "unistd.h", "fcntl.h", "spawn.h"),
    "cli": ("boost/", "CLI/", "sys/", "unistd.h", "fcntl.h"),
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


def complaints(path, used):
    """What `path` may not include; what it does include is added to `used`."""
    layer = layer_of(path)
    if layer not in MAY_INCLUDE:
        return [f"{path.relative_to(ROOT)}: in no known layer"]
    found = []
    for quote, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
        ours = owner(name) if quote == '"' else None
        if ours is not None:
            used.add((layer, ours))
            if ours != layer and ours not in MAY_INCLUDE[layer]:
                found.append(f"{path.relative_to(ROOT)}: {layer} may not include {name}")
        elif quote == "<" and not is_standard(name):
            used.update((layer, prefix) for prefix in FOREIGN[layer] if name.startswith(prefix))
            if not name.startswith(FOREIGN[layer]):
                found.append(f"{path.relative_to(ROOT)}: {layer} may not include <{name}>")
    return found


def unused(used):
    allowed = [(layer, one) for table in (MAY_INCLUDE, FOREIGN) for layer, names in table.items() for one in sorted(names)]
    return [f"{layer} may include {one}, and does not" for layer, one in allowed if (layer, one) not in used]


def main():
    sources = [p for tree in ("include/pressrun", "src") for p in sorted((ROOT / tree).rglob("*.[ch]pp"))]
    used = set()
    found = [c for path in sources for c in complaints(path, used)]
    found += unused(used)
    for complaint in found:
        print(complaint, file=sys.stderr)
    print(f"check_layers: {len(sources)} files, {len(found)} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
