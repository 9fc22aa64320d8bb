#!/usr/bin/env python3
"""The API key goes to the API and nowhere else, whatever happens. Usage: key_hygiene_test.py PRESSRUN"""
import base64
import os
import pathlib
import signal
import stat
import subprocess
import sys
import tempfile
import time
import urllib.parse

from harness import FAST, PRESSRUN, Place, case, expect, main, manifest
from odd_api import DESIGN, OddApi, certificate

KEY = "kEy/5e+Cr=eT~hYgIeNe/4711"
MANIFEST = manifest(2)
LOGGED = ("-v", "--log-level", "debug")


def spellings():
    """The key as it is, as URLs and JSON write it, in hex, and in base64 wherever in a text it begins."""
    raw = KEY.encode()
    yield from (KEY, urllib.parse.quote(KEY, safe=""), urllib.parse.quote_plus(KEY), KEY.replace("/", "\\/"),
                raw.hex(), raw.hex().upper(), KEY[:20], KEY[5:])
    for before in range(3):  # less the characters that the neighbours have a part in
        whole = base64.b64encode(b"x" * before + raw).decode()
        middle = whole[(before * 8 + 5) // 6:(before + len(raw)) * 8 // 6]
        yield from (middle, middle.replace("+", "-").replace("/", "_"))


SPELLINGS = [spelling.encode() for spelling in spellings()]


def refuse_leaks(data, where):
    for spelling in SPELLINGS:
        assert spelling not in data, f"{where} holds the key as {spelling!r}"


class Watched:
    """Runs the program with the key, and looks for it in all that the program says and leaves behind."""

    def __init__(self, p, **env):
        self.p = p
        for name in ("home", "config", "state", "cache", "data", "runtime", "tmp"):
            (p.folder / "_" / name).mkdir(parents=True, exist_ok=True)
        here = p.folder / "_"
        p.env.update(HOME=here / "home", TMPDIR=here / "tmp", XDG_CONFIG_HOME=here / "config",
                     XDG_STATE_HOME=here / "state", XDG_CACHE_HOME=here / "cache", XDG_DATA_HOME=here / "data",
                     XDG_RUNTIME_DIR=here / "runtime", ABYSSALE_API_KEY=KEY, **env)
        p.write("spring.yaml", MANIFEST)

    def run(self, *words, **env):
        got = self.p.run(*words, **env)
        refuse_leaks((got[1] + got[2]).encode(), f"what {words} printed")
        self.look()
        return got

    def look(self):
        for path in self.p.folder.rglob("*"):
            if path.is_file():
                refuse_leaks(path.read_bytes(), path)


def every_command(url, logs):
    """Command lines of every command that meets the API or the journal, logging as much as can be."""
    talk = ["--base-url", url, *LOGGED, *logs]
    pace = ["--rate", "1000"]
    return [["designs", *talk], ["designs", "--json", *talk], ["fonts", "--json", *talk], ["projects", "--json", *talk],
            ["init", DESIGN, "-y", "-o", "init.yaml", *talk], ["schema"], ["schema", DESIGN, "-y", "-o", "schema.json", *talk],
            ["plan", "spring.yaml", *talk, *pace], ["plan", "spring.yaml", "--json", "--out", "saved.plan", *talk, *pace],
            ["run", "--plan", "saved.plan", "--yes", *talk, *pace],
            ["run", "spring.yaml", "--force", "--yes", "-o", "r.json", "-o", "r.jsonl", "-o", "r.csv", "-o", "r.yaml", *talk,
             *pace],
            ["run", "spring.yaml", "--force", "--yes", "-o", "-", *talk, *pace], ["status", "spring.yaml"],
            ["status", "spring.yaml", "--json"], ["resolve", "spring.yaml", "--all", "--as", "drop", "-y"],
            ["results", "spring.yaml", "-o", "again.json"]]


def all_of_it(w, url, logs=("--log-file", "run.log")):
    return {words[0]: w.run(*words)[0] for words in every_command(url, logs)}


def covered(p):
    return {words[0] for words in every_command("", ())} | {"simulate"}  # its log is the server's


@case
def the_search_finds_a_key_however_it_is_spelt(p):
    for text in (KEY, "x" + KEY, urllib.parse.quote(KEY, safe=""), KEY.encode().hex(),
                 base64.b64encode(KEY.encode()).decode(), base64.b64encode(f"user:{KEY}".encode()).decode(),
                 base64.urlsafe_b64encode(f"ab{KEY}cd".encode()).decode()):
        try:
            refuse_leaks(text.encode(), "a text")
        except AssertionError:
            continue
        raise AssertionError(f"the search does not see it in {text}")


@case
def every_command_that_the_program_has_is_looked_at(p):
    _, out, _ = p.run("help")
    listed = {line.split()[0] for line in out.splitlines() if line.startswith("  ") and line[2:3].islower()}
    assert covered(p) & listed >= {"run", "plan", "status"}, out
    w = Watched(p)
    with OddApi() as api:
        w.run("run", "spring.yaml", "--base-url", api.url, "--rate", "1000")
        for name in listed - covered(p) - {"help"}:
            w.run(name, "spring.yaml", "--base-url", api.url)
            w.run(name, "spring.yaml")


@case
def nothing_of_a_run_that_works_holds_the_key(p):
    w = Watched(p)
    for log in (["--log-file", "run.log", "--log-format", "text"], ["--log-file", "run.json", "--log-format", "json"], []):
        with OddApi() as api:
            (p.folder / "saved.plan").unlink(missing_ok=True)  # a saved plan is never overwritten
            codes = all_of_it(w, api.url, log)
            assert codes["designs"] == codes["init"] == codes["plan"] == codes["status"] == 0, codes
            assert codes["run"] in (0, 3), codes
            keys = {headers.get("x-api-key") for _, path, headers, _ in api.requests if path != "/ready"}
            assert keys == {KEY}, "the server did not get the key: this test looks for nothing"
            assert not [path for _, path, _, body in api.requests if KEY in path or KEY.encode() in body]
    for name in ("run.log", "run.json", "r.json", "r.jsonl", "r.csv", "r.yaml", "saved.plan", "again.json", "init.yaml", ".pressrun/spring.db"):
        assert (p.folder / name).stat().st_size > 100, name


def refused_with(status, name):
    return lambda api: api.error(status, name, f"the key '{KEY}' is not known to us", **{"x-key": KEY, "retry-after": "1"})


@case
def a_server_that_repeats_the_key_brings_it_nowhere(p):
    w = Watched(p)
    for status, name in ((401, "invalid_api_key"), (403, "forbidden"), (400, "invalid_payload"), (404, "not_found")):
        with OddApi() as api:
            api.answer = lambda *_: refused_with(status, name)(api)
            codes = all_of_it(w, api.url)
            if status in (401, 403):
                assert codes["designs"] == codes["plan"] == codes["run"] == 12, (status, codes)


@case
def a_key_in_names_reasons_and_addresses_is_struck_out(p):
    w = Watched(p)
    with OddApi(say=lambda text: f"{text} {KEY}") as api:
        codes = all_of_it(w, api.url)
        assert codes["designs"] == 0, codes
        assert "[API key]" in w.run("designs", "--base-url", api.url)[1]


@case
def unreadable_answers_leave_no_trace_of_it(p):
    w = Watched(p)
    html = b"<html><body>your header x-api-key: " + KEY.encode() + b"</body></html>"
    for reply in ((200, {}, html), (500, {}, html), (200, {"content-type": "application/json"}, b'{"x":'),
                  (None, {}, b"garbage " + KEY.encode() + b"\r\n\r\n"), (None, {}, b"")):
        with OddApi(answer=lambda *_: reply) as api:
            for words in (["designs"], ["init", DESIGN, "-o", "i.yaml"], ["plan", "spring.yaml"],
                          ["run", "spring.yaml", "--rate", "1000", "--max-duration", "1s", "--no-preflight"]):
                code = w.run(*words, "--base-url", api.url, *LOGGED, "--log-file", "x.log", "--timeout", "2s")[0]
                assert code != 0, (words, reply)


@case
def an_untrusted_certificate_gets_no_request(p):
    w = Watched(p)
    with OddApi(tls=certificate(p.folder)) as api:
        for words in (["designs"], ["plan", "spring.yaml"], ["run", "spring.yaml", "--no-preflight"]):
            code = w.run(*words, "--base-url", api.url, *LOGGED, "--log-file", "x.log")[0]
            assert code != 0, words
        assert api.requests == []
        assert w.run("designs", "--base-url", api.url, "--ca-file", "cert.pem")[0] == 0  # it does listen
        assert api.requests[0][2]["x-api-key"] == KEY


@case
def redirects_are_not_followed(p):
    w = Watched(p)
    for status in (301, 302, 303, 307, 308):
        with OddApi() as target, OddApi() as api:
            api.answer = lambda method, path: (status, {"location": target.url + path}, b"")
            for words in (["designs"], ["fonts"], ["init", DESIGN, "-o", "i.yaml"], ["plan", "spring.yaml"],
                          ["run", "spring.yaml", "--no-preflight", "--rate", "1000", "--max-duration", "1s"]):
                code = w.run(*words, "--base-url", api.url, *LOGGED)[0]
                assert code != 0, (status, words)
            assert target.requests == [] and len(api.requests) >= 5, (status, len(api.requests))


PLAIN_HTTP = ["http://api.abyssale.com", "http://10.0.0.1:8080", "http://0.0.0.0:1", "http://[::]:1", "http://127.0.0.1.nip.io",
              "http://localhost.example", "http://localhost.", "http://ip6-loopback:1", "http://[::ffff:10.0.0.1]:1",
              "http://user@127.0.0.1:1", "ftp://127.0.0.1", "127.0.0.1:80", "http://", "https://"]


@case
def plain_http_is_for_loopback_alone(p):
    w = Watched(p)
    for url in PLAIN_HTTP:
        for words, env in ((["--base-url", url], {}), ([], {"ABYSSALE_BASE_URL": url}), ([], {"PRESSRUN_BASE_URL": url})):
            for command in (["designs"], ["plan", "spring.yaml"], ["run", "spring.yaml"]):
                code, _, err = w.run(*command, *words, **env)
                assert code == 2, (url, command, code, err)
    with OddApi() as api:  # a name is not trusted for what it resolves to: only "localhost" and addresses are
        port = api.url.rsplit(":", 1)[1]
        assert w.run("designs", "--base-url", f"http://{os.uname().nodename}:{port}")[0] == 2
        assert api.requests == []
        assert w.run("designs", "--base-url", f"http://localhost:{port}")[0] == 0


@case
def a_proxy_sees_no_key(p):
    w = Watched(p)
    with OddApi(answer=lambda *_: (407, {}, b"")) as proxy, OddApi() as api:
        env = {"HTTPS_PROXY": proxy.url.replace("http://", "http://user:pAsSwOrD1@")}
        code, out, err = w.run("designs", "--base-url", "https://api.example", *LOGGED, **env)
        assert code == 5 and "pAsSwOrD1" not in out + err, (code, err)
        assert [method for method, *_ in proxy.requests][:1] == ["CONNECT"]
        for _, path, headers, body in proxy.requests:
            refuse_leaks(f"{path}{headers}{body}".encode(), "what the proxy got")
        proxy.requests.clear()
        assert w.run("designs", "--base-url", api.url, **env)[0] == 0  # loopback goes past it
        assert proxy.requests == []


@case
def keys_that_cannot_be_are_refused_and_not_shown(p):
    w = Watched(p)
    with OddApi() as api:
        for bad in (KEY + "\nx-evil: 1", KEY + "\r", KEY + "\r\nx: 1", KEY + "\t", " " + KEY, KEY + "\x7f", KEY + "é", KEY * 300,
                    KEY + "\x1b[2J"):
            file = p.folder / "_" / "key"
            file.write_text(bad)
            for env in ({"ABYSSALE_API_KEY": bad}, {"ABYSSALE_API_KEY": "", "ABYSSALE_API_KEY_FILE": str(file)}):
                if "FILE" in "".join(env) and bad.rstrip("\r\n") == KEY:
                    continue  # a line end after the key is how files end
                code, out, err = p.run("designs", "--base-url", api.url, **env)
                if bad.rstrip("\r\n") != KEY:
                    assert code == 12, (bad, env, code, err)
                refuse_leaks((out + err).encode(), bad)
            file.unlink()
        for _, _, headers, _ in api.requests:
            assert headers["x-api-key"] == KEY and "x-evil" not in headers and "x" not in headers, headers


@case
def a_key_from_a_file_stays_in_it(p):
    w = Watched(p)
    p.env.pop("ABYSSALE_API_KEY")
    with tempfile.TemporaryDirectory() as folder, OddApi() as api:
        (pathlib.Path(folder) / "abyssale-api-key").write_text(KEY + "\n")
        for env in ({"ABYSSALE_API_KEY_FILE": folder + "/abyssale-api-key"}, {"CREDENTIALS_DIRECTORY": folder}):
            assert w.run("run", "spring.yaml", "--force", "--yes", "--base-url", api.url, "--rate", "1000", **env)[0] in (0, 3)
        assert {headers.get("x-api-key") for _, path, headers, _ in api.requests if path != "/ready"} == {KEY}


@case
def the_command_line_takes_no_key_and_shows_none(p):
    w = Watched(p)
    for words in (["--api-key", KEY], [f"--api-key={KEY}"], ["--key", KEY]):
        assert p.run("run", "spring.yaml", *words)[0] == 2, words
    p.write("env.yaml", MANIFEST.replace("number ${n}", "${env.ABYSSALE_API_KEY} ${n}"))
    assert w.run("plan", "env.yaml", "--offline")[0] == 2
    with OddApi(answer=lambda *_: time.sleep(0.3)) as api:
        process = p.start("run", "spring.yaml", "--base-url", api.url)
        refuse_leaks(pathlib.Path(f"/proc/{process.pid}/cmdline").read_bytes(), "the command line")
        process.send_signal(signal.SIGKILL)
        process.communicate()


@case
def the_programs_that_it_starts_do_not_see_the_key(p):
    """The simulator, and what a manifest's own 'notify' names: nothing else is started, and by these calls alone."""
    names = subprocess.run(["nm", "-D", "--undefined-only", PRESSRUN], capture_output=True, text=True, check=True).stdout
    called = {line.split()[-1].split("@")[0] for line in names.splitlines()}
    assert "write" in called or "writev" in called or len(called) > 100
    starters = {"fork", "vfork", "execve", "execv", "execvp", "execl", "execlp", "posix_spawn", "posix_spawnp", "system", "popen"}
    assert called & starters <= {"posix_spawn", "posix_spawnp", "execve"}, called & starters
    folder = p.folder / "bin"
    folder.mkdir()
    # Not written by this process, of which another thread may start a program that holds the file open.
    p.write("spy.sh", "#!/bin/sh\nenv > seen.txt\n")
    subprocess.run(["install", "-m", "755", PRESSRUN, folder / "pressrun"], check=True)
    subprocess.run(["install", "-m", "755", p.folder / "spy.sh", folder / "pressrun-simulator"], check=True)
    p.write("a.yaml", manifest(1))
    for words in (["simulate"], ["run", "--simulate", "a.yaml"]):
        (p.folder / "seen.txt").unlink(missing_ok=True)
        subprocess.run([folder / "pressrun", *words], cwd=p.folder, env={**p.env, "ABYSSALE_API_KEY": "never-seen"}, capture_output=True)
        seen = (p.folder / "seen.txt").read_text()
        assert "PATH=" in seen and "never-seen" not in seen, (words, seen)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@case
def what_holds_payloads_is_for_its_owner_alone(p):
    w = Watched(p)
    before = set(p.folder.rglob("*"))
    old = os.umask(0)
    try:
        with OddApi() as api:
            process = p.start("run", "spring.yaml", "--base-url", api.url, "--rate", "1", "--log-file", "run.log", "-o", "r.csv",
                              "-o", "r.json")
            deadline = time.monotonic() + 20
            while not (p.folder / ".pressrun/spring.db-wal").exists() and time.monotonic() < deadline:
                time.sleep(0.01)
            process.kill()  # so that -wal and -shm stay behind
            process.communicate()
            for words in (["plan", "spring.yaml", "--out", "saved.plan"], ["init", DESIGN, "-o", "init.yaml"],
                          ["run", "spring.yaml", "--rate", "1000", "-o", "r.csv", "-o", "r.json", "--log-file", "run.log"]):
                process_of = p.run(*words, "--base-url", api.url)
                assert process_of[0] in (0, 3, 13), process_of
    finally:
        os.umask(old)
    made = {path for path in p.folder.rglob("*") if path not in before}
    names = {path.name for path in made}
    assert {".pressrun", "spring.db", "run.log", "r.csv", "r.json", "saved.plan", "init.yaml"} <= names, names
    for path in made:
        wanted = 0o700 if path.is_dir() else 0o600
        if path.name == "init.yaml":  # made to be edited and shared: as the umask says
            wanted = 0o666
        assert mode(path) == wanted, f"{path.name} is {mode(path):o}, not {wanted:o}"
    assert w


@case
def the_journal_of_a_killed_run_is_private_too(p):
    Watched(p)
    old = os.umask(0)
    try:
        with OddApi() as api:
            process = p.start("run", "spring.yaml", "--base-url", api.url, "--rate", "1")
            wanted = [p.folder / f".pressrun/spring.db{end}" for end in ("", "-wal", "-shm")]
            deadline = time.monotonic() + 20
            while not all(path.exists() for path in wanted) and time.monotonic() < deadline:
                time.sleep(0.01)
            process.send_signal(signal.SIGSTOP)
            modes = {path.name: mode(path) for path in (p.folder / ".pressrun").iterdir()}
            folder_mode = mode(p.folder / ".pressrun")
            process.kill()
            process.communicate()
    finally:
        os.umask(old)
    assert {path.name for path in wanted} <= set(modes), modes
    assert set(modes.values()) == {0o600} and folder_mode == 0o700, (modes, folder_mode)


if __name__ == "__main__":
    sys.exit(main())
