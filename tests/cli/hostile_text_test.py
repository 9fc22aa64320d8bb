#!/usr/bin/env python3
"""No text of the server drives a terminal, leaves its place in a file, or runs in a spreadsheet.
Usage: hostile_text_test.py PRESSRUN"""
import csv
import io
import json
import sys
import unicodedata

import yaml

from harness import FAST, case, expect, main, manifest
from odd_api import DESIGN, OddApi

# Clear the screen; set the title; colours by C1; overwrite the line; turn the direction; YAML's other line breaks.
ESCAPES = ["\x1b[2J\x1b[H", "\x1b]0;title\x07", "\x9b31m", "\x1b]8;;http://evil.example\x1b\\", "a\rb\bc", "\u202e\u2066",
           "\u0085- evil: 1", "\u2028- evil: 1\u2029", "\n- evil: 1\n# ", "\x00\x7f", "\x1bP+q\x1b\\", "' \" \\ # : {} [] & * ! | > % @ `"]
TALK = ["-v", "--color", "always"]


def hidden(text):
    """Characters that a terminal acts on; ours are the line end, and colours where they are asked for."""
    return [c for c in text if (unicodedata.category(c) in ("Cc", "Zl", "Zp") and c not in "\n\t") or c in "\u202a\u202b\u202c\u202d\u202e"
            "\u2066\u2067\u2068\u2069\u200e\u200f\u061c"]


def without_colours(text):
    for code in ("0", "1", "2", "31", "32", "33", "34", "35", "36", "1;31", "1;32", "1;33"):
        text = text.replace(f"\x1b[{code}m", "")
    return text


def refuse_hidden(text, where):
    found = hidden(without_colours(text))
    assert not found, f"{where} holds {sorted(set(found))!r} in {text!r}"


def quiet(p, api, *words, codes=(0,), key="k"):
    """Runs the program; what it prints cannot drive a terminal."""
    code, out, err = p.run(*words, "--base-url", api.url, ABYSSALE_API_KEY=key)
    assert code in codes, (words, code, out, err)
    refuse_hidden(out + err, f"what {words} printed")
    return code, out, err


def each(p):
    """A server for each hostile text, and one that says ordinary ones in between."""
    for number, text in enumerate(ESCAPES):
        yield f"{number}", OddApi(say=lambda plain, text=text: plain + text), text


@case
def the_search_finds_what_it_looks_for(p):
    assert all(hidden(text) for text in ESCAPES[:8]) and not hidden("plain ’ é 日本 🎉\n")
    assert without_colours("\x1b[31mred\x1b[0m") == "red" and hidden(without_colours("\x1b[2J"))


@case
def listings_are_printable(p):
    for _, api, _ in each(p):
        with api:
            for command in ("designs", "fonts", "projects"):
                _, out, _ = quiet(p, api, command, *TALK)
                lines = 3 if command == "designs" else 2  # a head and one line; the formats of a design have one more
                assert len(out.splitlines()) == lines, out
                json.loads(quiet(p, api, command, "--json")[1])


@case
def runs_plans_status_and_logs_are_printable(p):
    p.write("spring.yaml", manifest(2))
    for number, api, _ in each(p):
        with api:
            for form in ("text", "json"):
                log = f"{number}-{form}.log"
                quiet(p, api, "plan", "spring.yaml", *TALK)
                quiet(p, api, "plan", "spring.yaml", "--json")
                quiet(p, api, "run", "spring.yaml", "--force", "--yes", "--rate", "1000", "--log-file", log, "--log-format", form, *TALK,
                      codes=(0, 3))
                lines = (p.folder / log).read_text().split("\n")
                refuse_hidden("\n".join(lines), log)
                assert len(lines) > 2 and lines[-1] == ""
                for line in lines[:-1] if form == "json" else []:
                    json.loads(line)
            _, out, err = p.run("status", "spring.yaml")
            refuse_hidden(out + err, "status")
            json.loads(p.run("status", "spring.yaml", "--json")[1])


@case
def results_of_every_kind_hold_the_text_and_nothing_else(p):
    p.write("spring.yaml", manifest(1))
    for number, api, text in each(p):
        with api:
            kinds = [f"{number}.{kind}" for kind in ("json", "jsonl", "csv", "yaml")]
            quiet(p, api, "run", "spring.yaml", "--force", "--yes", "--rate", "1000", *(word for kind in kinds for word in ("-o", kind)), codes=(0, 3))
        files = [(p.folder / kind).read_bytes().decode() for kind in kinds]
        whole = json.loads(files[0])
        for jobs in (whole["jobs"], [json.loads(files[1])], yaml.safe_load(files[3])["jobs"]):
            job, = jobs
            assert len(job["assets"]) == 1 and len(job["errors"]) <= 2, job
            assert job["assets"][0]["filename"].startswith("a.png") and jobs == whole["jobs"]
        refuse_hidden(files[0].replace("\n", ""), kinds[0])
        refuse_hidden(files[3], kinds[3])
        rows = list(csv.DictReader(io.StringIO(files[2], newline="")))
        assert [row["key"] for row in rows] == ["teaser/0"] * len(rows) and 1 <= len(rows) <= 3, rows
        assert all(None not in row for row in rows), rows


@case
def no_cell_of_the_csv_is_a_formula(p):
    p.write("spring.yaml", manifest(1))
    for start in ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", '"=', "=\"\"", "-1;=1", "1,=1"):
        with OddApi(say=lambda plain: f"{start}cmd|' /C calc'!A0 {plain}") as api:
            api.design = lambda: {"id": DESIGN, "name": "Teaser", "type": "static", "elements": [],
                                  "formats": [{"id": "rectangle", "width": 1, "height": 1, "unit": "px"}]}
            quiet(p, api, "run", "spring.yaml", "--force", "--yes", "--no-preflight", "--rate", "1000", "-o", "r.csv", codes=(0, 3))
        text = (p.folder / "r.csv").read_bytes().decode()
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")), (start, row)
            assert len(row) == 18, row


@case
def what_init_writes_stays_yaml_and_runs(p):
    for number, api, text in each(p):
        with api:
            name = f"init-{number}.yaml"
            quiet(p, api, "init", DESIGN, "-o", name, *TALK)
            written = (p.folder / name).read_text()
            refuse_hidden(written, name)
            loaded = yaml.safe_load(written)
            assert set(loaded) == {"pressrun", "name", "designs"}, loaded
            entry, = loaded["designs"]
            assert set(entry) <= {"design_id", "name", "template_format_names", "image_file_type", "elements"}, entry
            quiet(p, api, "plan", name, *TALK)
            _, out, _ = quiet(p, api, "init", DESIGN)
            assert yaml.safe_load(out) == loaded


@case
def schemas_are_json_that_hides_nothing(p):
    for _, api, _ in each(p):
        with api:
            _, out, _ = quiet(p, api, "schema", DESIGN)
            json.loads(out)


def error(api, status, name, message):
    return lambda *_: (status, {"content-type": "application/json"},
                       json.dumps({"id": name, "message": message, "errors": [{"path": message, "message": message}] * 2}).encode())


@case
def error_messages_are_printable(p):
    p.write("spring.yaml", manifest(1))
    for text in ("".join(ESCAPES), ESCAPES[2]):
        for status in (400, 401, 404, 410):
            with OddApi() as api:
                api.answer = error(api, status, "odd_" + text, "no: " + text)
                for words in (["designs"], ["init", DESIGN], ["plan", "spring.yaml"],
                              ["run", "spring.yaml", "--no-preflight", "--force", "--yes", "--yes", "--rate", "1000", "--max-duration", "300ms"]):
                    quiet(p, api, *words, "-v", codes=range(1, 14))
            _, out, err = p.run("status", "spring.yaml")
            refuse_hidden(out + err, "status")


@case
def raw_bytes_in_place_of_json_are_printable(p):
    p.write("spring.yaml", manifest(1))
    for body in (b"\x1b[2J\x9b31m\xff\xfe", b"<html>\x1b]0;t\x07<b>x</b>", "\u202eabc".encode(), b"[\x1b[2J", b""):
        for status in (400, 403):
            with OddApi(answer=lambda *_: (status, {"x-\x7f": "a", "server": "\x9b31m"}, body)) as api:
                for words in (["designs"], ["plan", "spring.yaml"], ["run", "spring.yaml", "--no-preflight", "--force", "--yes", "--max-duration", "500ms"]):
                    quiet(p, api, *words, "-v", codes=range(1, 14))


@case
def names_of_the_users_own_files_are_printable_too(p):
    odd = "sp\x1b[2J\u202e.yaml"
    p.write(odd, manifest(1).replace("pressrun: 1\n", "pressrun: 1\nnope: 1\n"))
    for words in (["plan", odd, "--offline"], ["plan", "missing\x1b[2J.yaml", "--offline"], ["status", "missing\x1b[2J.yaml"],
                  ["run", "--plan", "missing\x1b[2J.plan"], ["run", "--no\x1b[2Jpe"], ["ru\x1b[2Jn"], ["simulate", "--scenario", odd],
                  ["simulate", "--scenario", "missing\x1b[2J"]):
        code, out, err = p.run(*words)
        assert code != 0, words
        refuse_hidden(out + err, words)
    p.write("rows.yaml", manifest(1).replace("matrix: {n: [0]}", "rows: rows.csv").replace("${n}", "${row.n}"))
    p.write("rows.csv", "n,n\x1b[2J\n1\n2,\x1b[2J,3\n")
    code, out, err = p.run("plan", "rows.yaml", "--offline")
    assert code == 2
    refuse_hidden(out + err, "plan")


@case
def the_bundled_simulator_with_hostile_texts_is_no_different(p):
    evil = json.dumps("x\x1b[2J\u0085\u202e")
    url = p.simulator(FAST + f"""company: {evil}
format_failure_rate: 1
failure_reasons: [{evil}]
fonts: [{{id: 0c1f5a52-7d1e-4d0a-9a6b-3f5c1d2e4a01, name: {evil}, type: google, available_weights: [400]}}]
projects: [{{id: 9a1d6f0c-2b77-4c55-8f8e-0d9e6b1c7a10, name: {evil}, created_at_ts: 1}}]
""")
    p.write("spring.yaml", manifest(2))
    for words, code in ((["fonts"], 0), (["projects"], 0), (["run", "spring.yaml", "-v"], 3), (["plan", "spring.yaml"], 0)):
        out, err = expect(p.run(*words, "--base-url", url, ABYSSALE_API_KEY="k"), code)
        refuse_hidden(out + err, words)
    expect(p.run("status", "spring.yaml"), 0, "x\\x1B[2J")


if __name__ == "__main__":
    sys.exit(main())
