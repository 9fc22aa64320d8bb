#!/usr/bin/env python3
"""The real program as its users meet it: words in, text and exit code out. Usage: command_line_test.py PRESSRUN"""
import contextlib
import fcntl
import json
import os
import signal
import socket
import sqlite3
import ssl
import struct
import subprocess
import sys
import threading
import time

from harness import CASES, FAST, TEASER, case, expect, main, manifest, stats


# ---- usage ---------------------------------------------------------------------------------------------------------

@case
def help_names_every_command(p):
    out, _ = expect(p.run("help"), 0, "run", "plan", "status", "resolve", "init", "designs", "fonts", "projects", "schema",
                    "simulate")
    expect(p.run("help", "run"), 0, "--max-credits", "PRESSRUN_MAX_CREDITS", "10/1s")
    expect(p.run("run", "--help"), 0, "--rate")
    expect(p.run("--version"), 0, "pressrun ")


@case
def unknown_words_are_refused_with_the_nearest(p):
    expect(p.run("rnu"), 2, "unknown command 'rnu'", "did you mean 'run'?")
    expect(p.run("run", "--max-credit", "3", "x.yaml"), 2, "did you mean '--max-credits'?")
    expect(p.run("run", "--rate", "fast", "x.yaml"), 2, "'fast'")
    expect(p.run("run"), 2, "no manifest given")


@case
def an_option_can_come_from_the_environment(p):
    p.write("a.yaml", manifest())
    expect(p.run("plan", "--offline", "a.yaml", PRESSRUN_RATE="nonsense"), 2, "nonsense")
    out, _ = expect(p.run("plan", "a.yaml", PRESSRUN_OFFLINE="true", PRESSRUN_JSON="true"), 0)
    assert json.loads(out)["new"] == 3


# ---- the manifest --------------------------------------------------------------------------------------------------

BAD_MANIFESTS = {
    "empty": ("", ["a.yaml"]),
    "not_yaml": ("pressrun: 1\ndesigns: [}\n", ["a.yaml:2:"]),
    "duplicate_key": ("pressrun: 1\nname: a\nname: b\ndesigns: []\n", ["a.yaml:3:1", "name"]),
    "unknown_key": ("pressrun: 1\ndesings: []\n", ["a.yaml:2:1", "did you mean 'designs'?"]),
    "wrong_type": ("pressrun: 1\ndesigns: 7\n", ["a.yaml:2:10"]),
    "bad_uuid": ("pressrun: 1\ndesigns:\n  - design_id: hero\n", ["a.yaml:3:16", "hero"]),
    "unknown_variable": (manifest().replace("${n}", "${m}"), ["a.yaml:7:", "unknown name 'm'"]),
    "key_clash": (manifest(more="    key: same\n"), ["a.yaml", "teaser/same"]),
    "missing_rows": (manifest(more="    rows: nowhere.csv\n"), ["nowhere.csv"]),
    "alias_bomb": ("pressrun: 1\nvars:\n  a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"  {chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(9)) + "designs: []\n",
        ["a.yaml"]),
    "deep": ("pressrun: 1\nvars: " + "[" * 5000 + "\n", ["a.yaml"]),
    "nul": (b"pressrun: 1\nname: a\x00b\ndesigns: []\n", ["a.yaml"]),
}


def bad_manifest(name):
    text, expected = BAD_MANIFESTS[name]

    def check(p):
        p.write("a.yaml", text)
        expect(p.run("run", "--simulate", "a.yaml"), 2, "error", *expected)
        assert not (p.folder / ".pressrun").exists(), "a journal was made for a manifest that cannot be run"
    check.__name__ = "manifest_" + name
    return check


for _name in BAD_MANIFESTS:
    CASES.append(bad_manifest(_name))


@case
def a_missing_manifest_is_named(p):
    expect(p.run("run", "nowhere.yaml"), 2, "nowhere.yaml")


@case
def bad_rows_name_file_row_and_column(p):
    p.write("a.yaml", manifest(1, more="    rows: p.csv\n").replace("${n}", "${n} ${row.sku}"))
    p.write("p.csv", "sku,title\n1,a\n2,b,c\n")
    expect(p.run("run", "--simulate", "a.yaml"), 2, "p.csv:3")
    p.write("p.csv", b"sku,title\n1,a\n2,\xff\n")
    expect(p.run("run", "--simulate", "a.yaml"), 2, "p.csv:3", "UTF-8")


@case
def misspelt_names_are_found_before_anything_is_submitted(p):
    url = p.simulator()
    p.write("a.yaml", manifest(name="a").replace("title:", "titel:").replace("rectangle", "rectangel"))
    expect(p.against(url, "run", "a.yaml"), 2, "did you mean 'title'?", "did you mean 'rectangle'?", "(3 jobs)", "^")
    assert stats(url)["accepted_generations"] == 0


@case
def a_manifest_from_standard_input_and_a_folder_of_them(p):
    out, _ = expect(p.run("plan", "--offline", "--json", "-", text=manifest(2)), 0)
    assert json.loads(out)["jobs"] == 2
    p.write("night/one.yaml", manifest(1, name="one"))
    p.write("night/two.yml", manifest(2, name="two"))
    p.write("night/readme.txt", "no manifest")
    out, _ = expect(p.run("plan", "--offline", "--json", "night"), 0)
    assert [json.loads(line)["jobs"] for line in out.splitlines()] == [1, 2]


# ---- key and connection --------------------------------------------------------------------------------------------

@case
def a_missing_key_says_what_to_set(p):
    p.write("a.yaml", manifest())
    expect(p.run("run", "a.yaml"), 12, "ABYSSALE_API_KEY")


@case
def a_refused_key_stops_before_anything_is_submitted(p):
    url = p.simulator(FAST + "api_key: right\n")
    p.write("a.yaml", manifest())
    expect(p.against(url, "run", "a.yaml", ABYSSALE_API_KEY="wrong-key-4711"), 12, "nothing was submitted", absent=["wrong-key-4711"])
    assert stats(url)["accepted_generations"] == 0


@case
def the_key_is_read_from_a_file(p):
    url = p.simulator(FAST + "api_key: right\n")
    p.write("a.yaml", manifest())
    p.write("key", "right\n")
    expect(p.run("plan", "--base-url", url, "a.yaml", ABYSSALE_API_KEY_FILE="key"), 0, "to submit")


@case
def plain_http_is_refused_but_to_loopback(p):
    p.write("a.yaml", manifest())
    expect(p.run("run", "--base-url", "http://api.example.com", "a.yaml", ABYSSALE_API_KEY="k"), 2, "loopback")


@case
def a_service_that_is_not_there(p):
    p.write("a.yaml", manifest())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    expect(p.run("run", "--base-url", f"http://127.0.0.1:{port}", "a.yaml", ABYSSALE_API_KEY="k"), 5, "refused", "nothing was submitted")


@case
def an_unknown_host(p):
    p.write("a.yaml", manifest())
    expect(p.run("run", "--base-url", "https://nowhere.invalid", "a.yaml", ABYSSALE_API_KEY="k"), 5, "nowhere.invalid")


@contextlib.contextmanager
def tls_server(p, *request):
    """Takes connections with a certificate of its own making, and serves nothing."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem",
                    *request], cwd=p.folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(p.folder / "cert.pem", p.folder / "key.pem")
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with contextlib.suppress(OSError):
                context.wrap_socket(connection, server_side=True).close()
    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"https://localhost:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@case
def a_certificate_for_another_name_says_so(p):
    p.write("a.yaml", manifest())
    with tls_server(p, "-days", "2", "-subj", "/CN=other", "-addext", "subjectAltName=DNS:other.example") as url:
        code, out, err = p.run("run", "--base-url", url, "--ca-file", "cert.pem", "a.yaml", ABYSSALE_API_KEY="k")
    assert code in (1, 5) and "name" in err, (code, err)


@case
def a_certificate_that_nobody_vouches_for_says_so(p):
    p.write("a.yaml", manifest())
    with tls_server(p, "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost") as url:
        code, out, err = p.run("run", "--base-url", url, "a.yaml", ABYSSALE_API_KEY="k")
    assert code in (1, 5) and ("self-signed" in err or "issuer" in err), (code, err)


# ---- journal and results -------------------------------------------------------------------------------------------

@case
def run_twice_pays_once(p):
    url = p.simulator()
    p.write("a.yaml", manifest(5))
    expect(p.against(url, "run", "a.yaml"), 0, "5 succeeded")
    expect(p.against(url, "run", "a.yaml"), 0, "5 unchanged")
    assert stats(url)["accepted_generations"] == 5
    summary = p.results()["summary"]
    assert (summary["unchanged"], summary["credits"], summary["assets"]) == (5, 0, 5), summary
    p.write("a.yaml", manifest(6))
    expect(p.against(url, "run", "a.yaml"), 0)
    assert stats(url)["accepted_generations"] == 6


@case
def results_in_every_form(p):
    url = p.simulator()
    p.write("a.yaml", manifest(2))
    expect(p.against(url, "run", "a.yaml", "-o", "r.json", "-o", "r.csv", "-o", "r.jsonl", "-o", "r.yaml"), 0)
    assert len(json.loads((p.folder / "r.json").read_text())["jobs"]) == 2
    assert len((p.folder / "r.jsonl").read_text().splitlines()) == 2
    assert (p.folder / "r.csv").read_text().startswith("key,design,design_id,status,format,")
    assert "pressrun:" in (p.folder / "r.yaml").read_text()
    code, out, _ = p.against(url, "run", "a.yaml", "-o", "-")
    assert code == 0 and len(json.loads(out)["jobs"]) == 2
    expect(p.against(url, "run", "a.yaml", "-o", "r.txt"), 2, "r.txt")


@case
def results_that_cannot_be_written_are_found_before_spending(p):
    url = p.simulator()
    p.write("a.yaml", manifest())
    expect(p.against(url, "run", "a.yaml", "-o", "nowhere/r.json"), 2, "nowhere/r.json", "nothing was submitted")
    assert stats(url)["accepted_generations"] == 0


@case
def a_damaged_journal_is_refused(p):
    url = p.simulator()
    p.write("a.yaml", manifest(1))
    p.write(".pressrun/spring.db", b"this is no database at all" * 200)
    expect(p.against(url, "run", "a.yaml"), 6, "spring.db")
    assert stats(url)["accepted_generations"] == 0


@case
def a_newer_journal_is_refused(p):
    url = p.simulator()
    p.write("a.yaml", manifest(1))
    expect(p.against(url, "run", "a.yaml"), 0)
    with contextlib.closing(sqlite3.connect(p.folder / ".pressrun/spring.db")) as db:
        db.execute("PRAGMA user_version = 99")
    expect(p.against(url, "run", "a.yaml"), 6, "newer")
    expect(p.run("status", "a.yaml"), 6, "newer")


@case
def a_full_disk_is_told_and_loses_nothing(p):
    """The journal stands on a disk of 200 KiB."""
    disk = p.folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk], capture_output=True)
    if mounted.returncode != 0:
        return  # not allowed here
    try:
        url = p.simulator()
        p.write("a.yaml", manifest(400))
        expect(p.against(url, "run", "a.yaml", "--state", "disk/j.db", "-o", "r.json"), 6, "full")
    finally:
        subprocess.run(["umount", "-l", disk], check=False)


@case
def a_second_run_on_the_same_journal_does_not_start(p):
    url = p.simulator()
    p.write("a.yaml", manifest(1))
    (p.folder / ".pressrun").mkdir()
    with open(p.folder / ".pressrun/spring.lock", "w") as lock:
        lock.write("pid 4711 on here since yesterday")
        lock.flush()
        fcntl.fcntl(lock, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))  # F_OFD_SETLK
        expect(p.against(url, "run", "a.yaml"), 11, "another run", "pid 4711")
    assert stats(url)["accepted_generations"] == 0


@case
def status_and_resolve_of_what_is_not_there(p):
    url = p.simulator()
    p.write("a.yaml", manifest(1))
    expect(p.run("status", "a.yaml"), 4, "no run")
    expect(p.run("resolve", "a.yaml", "--all", "--as", "drop", "-y"), 4, "no run")
    expect(p.against(url, "run", "a.yaml"), 0)
    expect(p.run("status", "a.yaml"), 0, "1 succeeded")
    expect(p.run("resolve", "a.yaml", "--job", "teaser/9", "--as", "drop", "-y"), 4, "teaser/9")
    expect(p.run("resolve", "a.yaml", "--job", "teaser/0", "--as", "drop", "-y"), 2, "not in doubt")
    out, _ = expect(p.run("status", "--json", "a.yaml"), 0)
    json.loads(out)


@case
def a_lost_answer_is_in_doubt_until_resolved(p):
    url = p.simulator(FAST + "faults: [{kind: reset_after, on: submit, at_most: 1}]\n")
    p.write("a.yaml", manifest(3))
    expect(p.against(url, "run", "a.yaml"), 13, "pressrun resolve", "teaser/")
    assert stats(url)["accepted_generations"] == 3
    expect(p.against(url, "run", "a.yaml"), 13)
    assert stats(url)["accepted_generations"] == 3, "a job in doubt was sent again"
    expect(p.run("resolve", "a.yaml", "--all", "--as", "resubmit"), 2, "--yes")
    expect(p.run("resolve", "a.yaml", "--all", "--as", "resubmit", "-y"), 0)
    expect(p.against(url, "run", "a.yaml"), 0, "3 succeeded")
    assert stats(url)["accepted_generations"] == 4


# ---- how runs end --------------------------------------------------------------------------------------------------

@case
def failed_and_partial_jobs(p):
    url = p.simulator(FAST + "format_failure_rate: 1\nfailure_reasons: [The text cannot fit within the defined space.]\n")
    p.write("a.yaml", manifest(2))
    expect(p.against(url, "run", "a.yaml"), 3, "2 failed", "cannot fit")


@case
def spent_credits(p):
    url = p.simulator(FAST + "credits: 2\n")
    p.write("a.yaml", manifest(5))
    expect(p.against(url, "run", "a.yaml"), 7, "credits")
    assert p.results()["summary"]["pending"] == 3


@case
def max_credits(p):
    url = p.simulator()
    p.write("a.yaml", manifest(5))
    expect(p.against(url, "run", "a.yaml", "--max-credits", "2"), 8, "--max-credits")
    assert stats(url)["accepted_generations"] == 2


@case
def max_duration(p):
    url = p.simulator(FAST.replace("20ms", "10m"))
    p.write("a.yaml", manifest(2))
    expect(p.against(url, "run", "a.yaml", "--max-duration", "1s"), 10, "deadline")
    _, err = expect(p.against(url, "run", "a.yaml", "--max-duration", "1s", "-q"), 10)
    assert err.count("\n") == 1 and "stopped: the deadline came" in err, err
    assert p.results()["summary"]["pending"] == 2


def stopped_by(number, code):
    def check(p):
        url = p.simulator(FAST)
        p.write("a.yaml", manifest(60))
        process = p.start("run", "--base-url", url, "--rate", "20", "a.yaml", ABYSSALE_API_KEY="k")
        while stats(url)["accepted_generations"] < 5:
            time.sleep(0.05)
        process.send_signal(number)
        _, err = process.communicate(timeout=30)
        assert process.returncode == code, (process.returncode, err)
        summary = p.results()["summary"]
        assert summary["in_doubt"] == 0 and summary["pending"] > 0, summary
        expect(p.against(url, "run", "a.yaml"), 0, "60 succeeded")
        assert stats(url)["accepted_generations"] == 60
    check.__name__ = f"stopped_by_signal_{int(number)}"
    return check


CASES.append(stopped_by(signal.SIGINT, 130))
CASES.append(stopped_by(signal.SIGTERM, 143))


@case
def a_service_away_in_the_middle_is_waited_out(p):
    url = p.simulator(FAST + "faults: [{kind: status, on: any, status: 503, from: 1s, until: 4s}]\n")
    p.write("a.yaml", manifest(60))
    code, _, err = p.run("run", "--base-url", url, "--rate", "20", "a.yaml", ABYSSALE_API_KEY="k")
    summary = p.results()["summary"]
    assert code in (0, 13) and summary["in_doubt"] <= 8 and summary["pending"] == 0, (code, summary, err)


@case
def simulate_needs_no_key_and_keeps_apart(p):
    p.write("a.yaml", manifest(1))
    p.write("s.yaml", FAST)
    expect(p.run("run", "--simulate", "--scenario", "s.yaml", "a.yaml"), 0, "spring.simulated.results.json")
    expect(p.run("status", "a.yaml"), 4, "found with --simulate")
    expect(p.run("status", "--simulate", "a.yaml"), 0)


@case
def the_key_is_written_nowhere(p):
    url = p.simulator()
    p.write("a.yaml", manifest(2))
    secret = "sEcReT0123456789"
    _, out, err = p.against(url, "run", "a.yaml", "-vv", "--log-file", "log.txt", "--log-level", "debug", ABYSSALE_API_KEY=secret)
    written = [path.read_bytes() for path in p.folder.rglob("*") if path.is_file()] + [out.encode(), err.encode()]
    assert not any(secret.encode() in text for text in written)
    assert (p.folder / "log.txt").stat().st_mode & 0o77 == 0


@case
def a_selection_of_nothing_is_told(p):
    url = p.simulator()
    p.write("a.yaml", manifest(2))
    for words in (("run",), ("plan",)):
        expect(p.against(url, *words, "a.yaml", "--select", "nobody/*"), 4, "no job matches --select 'nobody/*'")
        expect(p.against(url, *words, "a.yaml", "--exclude", "*"), 4, "no job matches --exclude '*'")
    assert stats(url)["accepted_generations"] == 0, stats(url)
    expect(p.against(url, "run", "a.yaml"), 0)
    expect(p.against(url, "run", "a.yaml", "--select", "status:failed"), 4, "no job matches")
    expect(p.against(url, "run", "a.yaml", "--select", "status:succeeded"), 0)


@case
def standard_output_takes_one_result(p):
    p.write("a.yaml", manifest(2))
    expect(p.run("run", "a.yaml", "--simulate", "-o", "-", "-o", "-"), 2, "'-o -' is there twice")
    expect(p.run("results", "a.yaml", "--simulate", "-o", "-", "-o", "-"), 2, "'-o -' is there twice")


@case
def what_is_suggested_next_repeats_the_options(p):
    url = p.simulator()
    p.write("a.yaml", manifest(3, more="vars: {x: 1}\n"))
    words = ("--base-url", url, "--state", "own.db", "--set", "x=2", "--max-credits", "1", "--select", "*",
             "--no-preflight", "--assume-credits", "1", "-o", "out.json")
    code, out, err = p.run("run", "a.yaml", "--rate", "1000", *words, ABYSSALE_API_KEY="k")
    assert code == 8, f"{code}\n{err}"
    said = next(line for line in err.splitlines() if "next:" in line)
    for option, value in zip(words[::1], words[1::1]):
        if option.startswith("-") and not value.startswith("-"):
            assert f"{option} {value}" in said or f"{option} '{value}'" in said, f"{option} {value}: {said}"
    assert "--no-preflight" in said, said
    expect(p.against(url, "plan", "a.yaml", "--out", "x.plan"), 0, f"run --plan x.plan --base-url {url}")


@case
def a_repeatable_option_has_one_value_a_line_in_the_environment(p):
    url = p.simulator()
    p.write("a.yaml", manifest(5))
    expect(p.against(url, "run", "a.yaml", PRESSRUN_SELECT="*/0\n*/1\n", PRESSRUN_OUTPUT="r.json\nr.csv"), 0)
    assert stats(url)["accepted_generations"] == 2 and (p.folder / "r.json").exists() and (p.folder / "r.csv").exists()


@case
def a_variable_that_no_option_has_is_told(p):
    p.write("a.yaml", manifest(1))
    expect(p.run("plan", "a.yaml", "--offline", PRESSRUN_MAX_CREDIT="1", PRESSRUN_PORT_80_TCP="x", PRESSRUN_SERVICE_HOST="x"), 0,
           "warning: the environment variable PRESSRUN_MAX_CREDIT is none of pressrun's; did you mean 'PRESSRUN_MAX_CREDITS'?",
           absent=("PRESSRUN_PORT", "PRESSRUN_SERVICE"))
    expect(p.run("plan", "a.yaml", "--offline", PRESSRUN_MAX_CREDITS="1", PRESSRUN_LOCK_TIMEOUT="1s"), 0, absent=("warning",))


if __name__ == "__main__":
    sys.exit(main())
