#!/usr/bin/env python3
"""What the workspace has: tables for people, JSON for scripts. Usage: listings_test.py PRESSRUN"""
import contextlib
import fcntl
import http.server
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import threading

from harness import FAST, PRESSRUN, TEASER, case, expect, main, stats
from workspace import DESIGNS

CAMPAIGNS = "9a1d6f0c-2b77-4c55-8f8e-0d9e6b1c7a10"


def ask(p, url, *words, **env):
    return p.run(*words, "--base-url", url, **{"ABYSSALE_API_KEY": "k", **env})


def yaml(value):
    """A scenario's lists: JSON is YAML, but for the escapes of what lies beyond 16 bits."""
    return json.dumps(value, ensure_ascii=False)


def rows(out):
    """The cells of each line, the head's first, by the places where the titles begin."""
    head, *lines = [line for line in out.splitlines() if not line.startswith("    ")]  # formats stand there
    starts = [0] + [i for i in range(2, len(head)) if head[i] != " " and head[i - 2:i] == "  "]
    cuts = list(zip(starts, starts[1:] + [None]))
    return [[line[a:b].strip() for a, b in cuts] for line in [head, *lines]]


def design(number, name, project="Odd", kind="static"):
    return {"id": f"{number:08d}-0000-4000-8000-000000000000", "name": name, "type": kind, "updated_at": 1781000000,
            "project_id": f"aaaaaaaa-0000-4000-8000-{len(project):012d}", "project_name": project,
            "formats": [{"id": "f", "width": 1, "height": 1}], "elements": []}


@contextlib.contextmanager
def server(answer):
    """Answers each GET with what `answer` makes of its path: status, headers, body."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            status, headers, body = answer(self.path)
            body = body.encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", "Content-Length": len(body), **headers}.items():
                self.send_header(name, str(value))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words):
            pass
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listener.server_port}"
        listener.shutdown()


# ---- tables and JSON -----------------------------------------------------------------------------------------------

@case
def designs_are_a_table_sorted_by_project_and_name(p):
    out, err = expect(p.run("designs", "--simulate"), 0, "6 designs")
    table = rows(out)
    assert table[0] == ["name", "type", "project", "updated", "id"], table
    assert [row[0] for row in table[1:]] == ["Launch clip", "Product card", "Seasonal hero", "Teaser banner", "A5 flyer",
                                             "Spring catalogue"], table
    assert ["Teaser banner", "static", "Campaigns", "2026-06-07", TEASER] in table, table
    assert "designs" not in out and "\x1b" not in out + err
    hero = out.splitlines().index(next(line for line in out.splitlines() if line.startswith("Seasonal hero")))
    assert out.splitlines()[hero + 1].startswith("    facebook-feed 1200×628, instagram-post 1080×1080"), out


@case
def fonts_and_projects_are_tables(p):
    table = rows(expect(p.run("fonts", "--simulate"), 0, "4 fonts")[0])
    assert table[0] == ["name", "source", "id", "weights"], table
    assert ["House Sans", "custom", "a4d6b8f2-1c3e-4a57-9b80-2e7f5c9d1a04", "400 700"] in table, table
    assert rows(expect(p.run("projects", "--simulate"), 0, "2 projects")[0])[:2] == [["name", "id"], ["Campaigns", CAMPAIGNS]]


@case
def json_is_an_array_with_stable_keys_and_nothing_else(p):
    designs = json.loads(expect(p.run("designs", "--simulate", "--json"), 0)[0])
    assert len(designs) == 6
    assert all(list(one) == ["id", "name", "type", "updated_at", "project_id", "project_name", "formats"] for one in designs), designs
    formats = designs[0].pop("formats")
    assert formats and list(formats[0]) == ["name", "width", "height", "unit"], formats
    assert designs[0] == {"id": DESIGNS["animated"], "name": "Launch clip", "type": "animated",
                          "updated_at": "2026-06-04T12:00:00Z", "project_id": CAMPAIGNS, "project_name": "Campaigns"}
    fonts = json.loads(expect(p.run("fonts", "--simulate", "--json"), 0)[0])
    assert fonts[1] == {"id": "a4d6b8f2-1c3e-4a57-9b80-2e7f5c9d1a04", "name": "House Sans", "type": "custom",
                        "weights": ["400", "700"]}
    projects = json.loads(expect(p.run("projects", "--simulate", PRESSRUN_JSON="true"), 0)[0])
    assert projects[0] == {"id": CAMPAIGNS, "name": "Campaigns", "created_at": "2026-01-31T00:00:00Z"}


@case
def quiet_is_the_list_alone(p):
    for command in ("designs", "fonts", "projects"):
        out, err = expect(p.run(command, "--simulate", "-q"), 0)
        assert out and not err, err


@case
def help_tells_the_filters_and_the_keys(p):
    expect(p.run("help"), 0, "  designs ", "  fonts ", "  projects ")
    expect(p.run("help", "designs"), 0, "--project", "--type", "printer_multipage", "--json", "project_name")
    expect(p.run("fonts", "--type", "google", "--simulate"), 2, "unknown option '--type'")
    expect(p.run("projects", "Print", "--simulate"), 2, "takes no 'Print'")


# ---- filters -------------------------------------------------------------------------------------------------------

def names(p, *words):
    return [one["name"] for one in json.loads(expect(p.run("designs", "--simulate", "--json", *words), 0)[0])]


@case
def designs_of_one_project_or_type(p):
    assert names(p, "--project", "Print") == ["A5 flyer", "Spring catalogue"]
    assert names(p, "--project", "print", "--type", "printer") == ["A5 flyer"]
    assert names(p, "--project", CAMPAIGNS, "--type", "animated") == ["Launch clip"]
    assert names(p, "--project", "Print", "--type", "static") == []
    expect(p.run("designs", "--simulate", "--project", "Print"), 0, "2 of 6 designs")
    out, _ = expect(p.run("designs", "--simulate", "--project", "Print", "--type", "static"), 0, "none of 6 designs")
    assert out == ""


@case
def an_unknown_project_or_type_is_refused(p):
    expect(p.run("designs", "--simulate", "--project", "Campagns"), 2, "no project 'Campagns'", "did you mean 'Campaigns'?")
    expect(p.run("designs", "--simulate", "--json", "--project", "99999999-9999-4999-8999-999999999999"), 2, "no project")
    expect(p.run("designs", "--simulate", "--type", "statik"), 2, "'statik' is none of static, animated, printer, printer_multipage")
    expect(p.run("designs", "--simulate", "--project", ""), 2, "--project")


@case
def a_project_without_designs_is_no_mistake(p):
    p.write("s.yaml", FAST + "designs: []\nprojects: [{id: p1, name: Next year}]\n")
    out, _ = expect(p.run("designs", "--simulate", "--scenario", "s.yaml", "--project", "next year"), 0, "no designs")
    assert out == ""


# ---- few and many --------------------------------------------------------------------------------------------------

@case
def an_empty_workspace_says_so(p):
    url = p.simulator(FAST + "designs: []\nfonts: []\nprojects: []\n")
    for command in ("designs", "fonts", "projects"):
        out, err = expect(ask(p, url, command), 0)
        assert out == "" and err == f"no {command} in this workspace\n", (out, err)
        assert expect(ask(p, url, command, "--json"), 0)[0] == "[]\n"


@case
def every_page_is_read(p):
    url = p.simulator(FAST + "paging: true\nprojects: " + json.dumps([{"id": f"p{i}", "name": f"P {i:03}"} for i in range(45)])
                      + "\nfonts: " + json.dumps([{"id": f"f{i}", "name": f"F {i:03}", "type": "google"} for i in range(20)])
                      + "\ndesigns: " + yaml([design(i, f"D {i:03}") for i in range(61)]) + "\n")
    for command, count, calls in (("projects", 45, 3), ("fonts", 20, 1), ("designs", 61, 4)):
        before = stats(url)["requests"]
        listed = json.loads(expect(ask(p, url, command, "--json"), 0)[0])
        assert [one["name"] for one in listed] == [f"{command[0].upper()} {i:03}" for i in range(count)], listed
        assert stats(url)["requests"] - before == calls, stats(url)
    expect(ask(p, url, "projects"), 0, "45 projects")


@case
def a_list_with_items_missing_says_how_many(p):
    items = json.dumps([{"id": "a", "name": "A"}, {"id": "b", "name": "B"}])
    with server(lambda path: (200, {"X-Total-Count": 9}, items)) as url:
        for more in ((), ("--json",), ("-q",)):
            out, err = expect(ask(p, url, "projects", *more), 0, "not complete", "7 more projects")
            assert "7 more" not in out


# ---- names ---------------------------------------------------------------------------------------------------------

ODD = ["Noël", "summer sale/2026", "it's \"quoted\"", "日本のりんご", "👍 done", "a\x1b[31mred\x1b[0m\nb\tc\u202e", "007", "-q"]


@case
def odd_names_stay_in_their_cells(p):
    url = p.simulator(FAST + "designs: " + yaml([design(i, name) for i, name in enumerate(ODD)]) + "\n")
    out, _ = expect(ask(p, url, "designs"), 0, "8 designs")
    assert len([line for line in out.splitlines() if not line.startswith("    ")]) == 9 and "\x1b" not in out and "\u202e" not in out, out
    assert all(name in out for name in ODD if "\x1b" not in name), out
    assert "a\\x1B[31mred\\x1B[0m\\x0Ab c\\u202E" in out, out
    listed = json.loads(expect(ask(p, url, "designs", "--json"), 0)[0])
    assert sorted(one["name"] for one in listed) == sorted(ODD), listed


@case
def a_project_may_have_any_name(p):
    odd = ["a/b \"c\"", "Été 🌞"]
    url = p.simulator(FAST + "designs: " + yaml([design(i, f"D{i}", project) for i, project in enumerate(odd)])
                      + "\nprojects: " + json.dumps([{"id": "evil", "name": "r\x1b[2Jd"}]) + "\n")
    for i, project in enumerate(odd):
        assert json.loads(expect(ask(p, url, "designs", "--json", "--project", project), 0)[0])[0]["name"] == f"D{i}"
    expect(ask(p, url, "designs", "--project", "r[2Jd"), 2, "did you mean 'r\\x1B[2Jd'?", absent=["\x1b"])


LONG = "A name that goes on and on " * 5


def on_terminal(p, columns, *words):
    """Standard output as a terminal of so many columns shows it."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen([PRESSRUN, *words], cwd=p.folder, env=p.env, stdin=subprocess.DEVNULL, stdout=theirs,
                               stderr=subprocess.PIPE)
    p.started.append(process)
    os.close(theirs)
    seen = b""
    with contextlib.suppress(OSError):  # the end of a terminal
        while piece := os.read(ours, 65536):
            seen += piece
    os.close(ours)
    assert process.wait(timeout=30) == 0, process.stderr.read()
    return seen.decode().replace("\r\n", "\n")


@case
def long_names_are_cut_on_a_terminal_only(p):
    p.write("s.yaml", FAST + "designs: " + yaml([design(1, LONG), design(2, "short")]) + "\n")
    words = ("designs", "--simulate", "--scenario", "s.yaml")
    lines = on_terminal(p, 100, *words).splitlines()
    assert all(len(line) <= 100 for line in lines) and "…" in lines[1], lines
    lines = [line for line in lines if not line.startswith("    ")]
    assert design(1, "")["id"] in lines[1] and lines[2].startswith("short  "), lines
    assert LONG in on_terminal(p, 300, *words)
    out, _ = expect(p.run(*words), 0)
    assert LONG in out and "…" not in out


# ---- what goes wrong -----------------------------------------------------------------------------------------------

@case
def a_key_without_access_stops_with_twelve(p):
    for scenario in ("api_key: right\n", "api_access: false\n", "faults: [{kind: status, on: any, status: 403, body: envelope}]\n"):
        url = p.simulator(FAST + scenario)
        for command in ("designs", "fonts", "projects"):
            out, _ = expect(ask(p, url, command, "--json", ABYSSALE_API_KEY="wrong-key-4711"), 12, "refuses the key",
                            absent=["wrong-key-4711"])
            assert out == ""
    expect(p.run("designs"), 12, "ABYSSALE_API_KEY")


@case
def a_refused_page_leaves_no_half_list(p):
    def answer(path):
        if "page=" in path:
            return 401, {}, json.dumps({"id": "unauthorized", "message": "revoked\x1b[2J"})
        return 200, {"X-Total-Count": 4}, json.dumps([{"id": "a", "name": "A"}, {"id": "b", "name": "B"}])
    with server(answer) as url:
        out, _ = expect(ask(p, url, "projects"), 12, "revoked", absent=["\x1b"])
        assert out == ""


@case
def other_refusals_say_what_the_api_says(p):
    def answer(path):
        plan = path.startswith("/fonts")
        return (429 if plan else 404), {}, json.dumps({"id": "feature_not_in_plan" if plan else "endpoint_not_found",
                                                       "message": "Not for you."})
    with server(answer) as url:
        expect(ask(p, url, "fonts"), 7, "does not list the fonts", "Not for you.")
        expect(ask(p, url, "projects", "--json"), 1, "does not list the projects", "Not for you.")


@case
def a_service_that_is_not_there(p):
    with server(lambda path: (200, {}, "[]")) as url:
        pass
    expect(ask(p, url, "fonts"), 5, "refused")


@case
def trouble_that_passes_is_waited_out(p):
    url = p.simulator(FAST + "faults: [{kind: status, on: read, status: 503, at_most: 2}]\n")
    expect(ask(p, url, "designs"), 0, "6 designs")


@case
def a_signal_cuts_off_a_call_that_is_under_way(p):
    url = p.simulator(FAST + "faults: [{kind: stall, on: any}]\n")
    process = p.start("designs", "--base-url", url, "--timeout", "300s", ABYSSALE_API_KEY="k")
    while stats(url)["requests"] == 0:
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130 and out == "", (process.returncode, out, err)


@case
def a_list_that_cannot_be_written_is_an_error(p):
    with open("/dev/full", "w") as full:
        process = subprocess.run([PRESSRUN, "fonts", "--simulate"], env=p.env, stdout=full, stderr=subprocess.PIPE, text=True)
    assert process.returncode == 6 and "standard output could not be written: No space left" in process.stderr, process


if __name__ == "__main__":
    sys.exit(main())
