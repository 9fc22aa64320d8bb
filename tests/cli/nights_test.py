"""Runs that nobody watches: who is told, what monitoring reads, and what holds nobody up."""
import fcntl
import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

from harness import FAST, PRESSRUN, case, expect, main, manifest, stats

SLOW = "limits: {per_second: 0, polling: {per_minute: 0, per_hour: 0}, read: {per_minute: 0, per_hour: 0}}\n" \
       "render: {median: 3s, sigma: 0.1}\n"


class Listener:
    """Takes what is posted, and remembers it."""

    def __init__(self, status=200):
        seen = self.seen = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
                seen.append((self.path, dict(self.headers), body))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def paths(self):
        return [path.split("?")[0] for path, _, _ in self.seen]


def teller(p):
    """A program that writes down what it is told, and how."""
    script = p.write("tell.sh", "#!/bin/sh\n"
                     "{ echo \"args $*\"; env | grep ^PRESSRUN_NOTIFY_ | sort; echo \"key ${ABYSSALE_API_KEY-none}\"; cat; } >> told.txt\n")
    return f"sh, {script}"


def told(p):
    path = p.folder / "told.txt"
    return path.read_text() if path.exists() else ""


@case
def a_command_is_told_by_environment_and_json_and_never_by_arguments(p):
    url = p.simulator()
    p.write("a.yaml", manifest(2, more=f"notify: [{{command: [{teller(p)}, --channel, nights], on: [success]}}]\n"))
    expect(p.against(url, "run", "a.yaml"), 0)
    text = told(p)
    assert "args --channel nights\n" in text, text
    assert "PRESSRUN_NOTIFY_STATE=success" in text and "PRESSRUN_NOTIFY_SUCCEEDED=2" in text, text
    assert "key none" in text, "the key is for the API alone"
    document = json.loads(text.splitlines()[-1])
    assert document["states"] == ["success"] and document["jobs"] == 2 and document["exit_code"] == 0, document
    assert document["run_id"] and document["pressrun"] == 1 and document["name"] == "spring"


@case
def by_default_a_night_that_went_well_is_told_to_nobody_but_a_service_that_watches(p):
    url, listener = p.simulator(), Listener()
    p.write("a.yaml", manifest(1, more=f"notify:\n  - command: [{teller(p)}]\n  - ping: {listener.url}/one?a=b\n  - http: {listener.url}/hook\n"))
    expect(p.against(url, "run", "a.yaml"), 0)
    assert told(p) == ""
    assert listener.paths() == ["/one/start", "/one/0"], listener.paths()
    ids = {re.search(r"\?a=b&rid=([0-9a-f-]{36})$", path).group(1) for path, _, _ in listener.seen}
    assert len(ids) == 1, "start and end are of one run"
    assert "1 job" in listener.seen[1][2], listener.seen[1][2]


@case
def trouble_is_told_with_a_body_of_ones_own_and_then_that_all_is_well(p):
    url, listener = p.simulator(), Listener()
    body = '{"text": "${name}: ${state} ${exit_code} ${message}"}'
    p.write("a.yaml", manifest(1, more=f"notify:\n  - http: '{listener.url}/hook?t=${{env.HOOK_TOKEN}}'\n    body: '{body}'\n    on: [failure, recovered]\n"))
    expect(p.against(url, "run", "a.yaml", "--max-credits", "0", HOOK_TOKEN="secret"), 8)
    assert listener.seen == [], "a limit of credits is a state of its own"
    expect(p.run("run", "a.yaml", HOOK_TOKEN="secret"), 12, "no API key")
    path, headers, text = listener.seen[0]
    assert path == "/hook?t=secret" and headers["Content-Type"] == "application/json", (path, headers)
    said = json.loads(text)["text"]
    assert said.startswith("spring: failure 12 spring: no API key"), said
    expect(p.against(url, "run", "a.yaml", HOOK_TOKEN="secret"), 0)
    assert "recovered 0" in json.loads(listener.seen[1][2])["text"], listener.seen
    assert not any("authorization" in name.lower() or "api-key" in name.lower() for _, seen, _ in listener.seen for name in seen)


@case
def a_sink_that_is_down_is_said_and_changes_nothing(p):
    url, listener = p.simulator(), Listener(status=500)
    p.write("a.yaml", manifest(1, more="notify:\n  - command: [./missing]\n    on: [success]\n  - command: ['false']\n    on: [success]\n"
                               f"  - ping: {listener.url}/x\n  - ping: http://127.0.0.1:9/y\n  - http: http://example.com/z\n    on: [success]\n"))
    _, err = expect(p.against(url, "run", "a.yaml"), 0, "the command of line", "cannot be started", "it ended with 1", "HTTP 500")
    assert err.count("warning: ") >= 5, err


@case
def a_sink_that_hangs_is_ended(p):
    url = p.simulator()
    script = p.write("hang.sh", "#!/bin/sh\nsleep 600 & echo $! > child; wait\n")
    p.write("a.yaml", manifest(1, more=f"notify: [{{command: [sh, {script}], on: [success]}}]\n"))
    expect(p.against(url, "run", "a.yaml"), 0, "took too long")
    child = int((p.folder / "child").read_text())
    state = pathlib.Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z", "what it started was left"


@case
def nobody_is_told_of_what_is_simulated_or_planned_or_read_from_a_stream_or_written_by_others(p):
    url = p.simulator()
    text = manifest(1, more=f"notify: [{{command: [{teller(p)}], on: [start, success, failure, nothing]}}]\n")
    p.write("a.yaml", text)
    p.write("s.yaml", FAST)
    expect(p.run("run", "--simulate", "--scenario", "s.yaml", "a.yaml", "--ping", "http://127.0.0.1:9/x"), 0)
    expect(p.against(url, "plan", "a.yaml"), 0)
    expect(p.run("run", "-", "--base-url", url, "--rate", "1000", "--state", "x.db", text=text, ABYSSALE_API_KEY="k"), 0,
           "is not heeded: it was read from standard input")
    (p.folder / "a.yaml").chmod(0o666)
    expect(p.against(url, "run", "a.yaml", "-y"), 0, "others may write the file")
    assert told(p) == "", told(p)


@case
def a_test_goes_the_way_that_a_run_takes(p):
    listener = Listener()
    p.write("a.yaml", manifest(1, more=f"notify:\n  - command: [{teller(p)}]\n    on: [doubt]\n  - ping: {listener.url}/x\n"))
    out, _ = expect(p.run("notify", "test", "a.yaml", "--ping", listener.url + "/y"), 0)
    assert "command (line 13): told" in out or "command (line" in out, out
    assert '"state":"test"' in told(p) and listener.paths() == ["/x/log", "/y/log"], (told(p), listener.paths())
    p.write("b.yaml", manifest(1, more="notify: [{command: ['false']}]\n"))
    expect(p.run("notify", "test", "b.yaml"), 5, "it ended with 1")
    p.write("c.yaml", manifest(1))
    expect(p.run("notify", "test", "c.yaml"), 2, "nobody is told of anything")


@case
def mistakes_in_sinks_stand_at_their_places(p):
    p.write("a.yaml", manifest(1, more="notify:\n  - pnig: https://x.test\n  - {ping: https://x.test, on: [failur]}\n"
                               "  - {ping: https://x.test, body: x}\n  - {command: tell}\n  - {http: ftp://x}\n"
                               "  - {http: https://x.test, body: '${stat}'}\n"))
    expect(p.run("plan", "--offline", "a.yaml"), 2, "a.yaml:", "did you mean 'ping'?", "did you mean 'failure'?" , "'body' belongs to 'http'",
           "'command' must be a list", "'http' must be a web address", "did you mean 'state'?")


@case
def a_run_that_never_began_is_told_to_the_ping_and_the_metrics(p):
    listener = Listener()
    expect(p.run("run", "missing.yaml", "--ping", listener.url + "/x", "--metrics", "m.prom"), 2)
    assert listener.paths() == ["/x/2"], listener.paths()
    assert "cannot be read" in listener.seen[0][2]


@case
def metrics_tell_of_the_last_run_and_the_last_success(p):
    url = p.simulator()
    p.write("a.yaml", manifest(2))
    p.write("b.yaml", manifest(1, name='autumn'))
    expect(p.against(url, "run", "a.yaml", "--metrics", "m.prom"), 0)
    first = (p.folder / "m.prom").read_text()
    assert 'pressrun_last_run_exit_code{campaign="spring"} 0' in first, first
    assert 'pressrun_jobs{campaign="spring",status="succeeded"} 2' in first, first
    success = re.search(r'pressrun_last_success_timestamp_seconds\{campaign="spring"\} ([0-9.]+)', first).group(1)
    expect(p.run("run", "a.yaml", "--metrics", "m.prom"), 12)
    expect(p.against(url, "run", "b.yaml", "-y", "--metrics", "m.prom"), 0)
    last = (p.folder / "m.prom").read_text()
    assert 'pressrun_last_run_exit_code{campaign="spring"} 12' in last, last
    assert f'pressrun_last_success_timestamp_seconds{{campaign="spring"}} {success}' in last, last
    assert 'pressrun_last_run_exit_code{campaign="autumn"} 0' in last, last
    if shutil.which("promtool"):
        check = subprocess.run(["promtool", "check", "metrics"], input=last, capture_output=True, text=True)
        assert check.returncode == 0 and not check.stdout and not check.stderr, check
    else:
        print("promtool is not installed: metrics are read by this test alone")
    expect(p.against(url, "run", "a.yaml", "--metrics", "a.yaml"), 2, "--metrics")


@case
def json_logs_have_fields_and_a_file_that_was_moved_is_begun_anew(p):
    url = p.simulator(SLOW)
    p.write("a.yaml", manifest(2))
    trace = "0af7651916cd43dd8448eb211c80319c"
    process = p.start("run", "a.yaml", "--base-url", url, "--log-file", "n.log", "--log-format", "json", ABYSSALE_API_KEY="k",
                      TRACEPARENT=f"00-{trace}-b7ad6b7169203331-01")
    deadline = time.monotonic() + 30
    while not ((p.folder / "n.log").exists() and (p.folder / "n.log").read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    (p.folder / "n.log").rename(p.folder / "n.log.1")
    process.communicate(timeout=60)
    lines = [json.loads(line) for name in ("n.log.1", "n.log") for line in (p.folder / name).read_text().splitlines()]
    assert {line["type"] for line in lines} >= {"accepted", "job"}, lines
    accepted = [line for line in lines if line["type"] == "accepted"]
    assert len(accepted) == 2 and all(line["job"].startswith("teaser/") and line["generation_request_id"] for line in accepted), lines
    assert {line["trace_id"] for line in lines} == {trace} and len({line["run_id"] for line in lines}) == 1, lines
    assert [line for line in map(json.loads, (p.folder / "n.log").read_text().splitlines()) if line["type"] == "job"], "nothing in the new file"


@case
def a_reader_of_standard_error_that_stopped_holds_nobody_up(p):
    """The pipe is full before anything runs."""
    url = p.simulator()
    p.write("a.yaml", manifest(3))
    read, write = os.pipe()
    fcntl.fcntl(write, fcntl.F_SETFL, os.O_NONBLOCK)
    try:
        while os.write(write, b"x" * 4096):
            pass
    except BlockingIOError:
        pass
    fcntl.fcntl(write, fcntl.F_SETFL, 0)
    process = subprocess.Popen([PRESSRUN, "run", "a.yaml", "--base-url", url, "-v"], cwd=p.folder, env={**p.env, "ABYSSALE_API_KEY": "k"},
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=write)
    assert process.wait(timeout=60) == 0
    os.close(read), os.close(write)
    assert p.results()["summary"]["succeeded"] == 3


@case
def a_journal_of_another_user_is_told_as_that(p):
    if os.geteuid() != 0:
        print("not root: another user's journal cannot be tried")
        return
    url = p.simulator()
    p.write("a.yaml", manifest(1))
    expect(p.against(url, "run", "a.yaml"), 0)
    p.folder.chmod(0o755)
    for words in (["status", "a.yaml"], ["journal", "check", "a.yaml"], ["results", "a.yaml", "-o", "-"]):
        for mode in (0o700, 0o755):
            (p.folder / ".pressrun").chmod(mode)
            done = subprocess.run([PRESSRUN, *words], cwd=p.folder, env=p.env, capture_output=True, text=True, timeout=60, user=65534, group=65534,
                                  extra_groups=[])
            assert done.returncode == 6, (words, mode, done)
            assert "permission denied: it belongs to user 0, and this is user 65534" in done.stderr, (words, mode, done)


@case
def a_file_system_without_locks_is_told_as_that(p):
    shim = pathlib.Path(PRESSRUN).parent / "libfailing_calls.so"
    assert shim.exists(), f"{shim} is not there: build the target failing_calls"
    url = p.simulator()
    p.write("a.yaml", manifest(1))
    for error in ("ENOLCK", "EOPNOTSUPP"):
        expect(p.against(url, "run", "a.yaml", LD_PRELOAD=str(shim), PRESSRUN_FAIL=f"lock:.pressrun/:{error}", ASAN_OPTIONS="verify_asan_link_order=0"),
               6, "keeps no locks", "--state PATH", absent=("another run holds",))
    assert stats(url)["accepted_generations"] == 0


@case
def standard_output_is_written_whole_into_a_pipe_that_does_not_block(p):
    read, write = os.pipe()
    fcntl.fcntl(write, fcntl.F_SETFL, os.O_NONBLOCK)
    process = subprocess.Popen([PRESSRUN, "schema"], cwd=p.folder, env=p.env, stdin=subprocess.DEVNULL, stdout=write, stderr=subprocess.PIPE)
    again = subprocess.Popen([PRESSRUN, "schema"], cwd=p.folder, env=p.env, stdin=subprocess.DEVNULL, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    text = b""
    while piece := os.read(read, 65536):
        text += piece
    assert process.wait(timeout=30) == 0 and again.wait(timeout=30) == 0, (process.stderr.read(), again.stderr.read())
    assert text.count(b'"$schema"') >= 1 and len(text) > 65536, len(text)


@case
def every_command_says_when_standard_output_cannot_be_written(p):
    url = p.simulator()
    p.write("a.yaml", manifest(1))
    expect(p.against(url, "run", "a.yaml"), 0)
    for words in (["status", "a.yaml"], ["plan", "--offline", "a.yaml"], ["schema"], ["journal", "check", "a.yaml"], ["help"], ["version"],
                  ["env"], ["completion", "bash"], ["explain", "a.yaml", "--job", "teaser/0", "--offline"]):
        with open("/dev/full", "w") as full:
            done = subprocess.run([PRESSRUN, *words], cwd=p.folder, env=p.env, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
        assert done.returncode == 6 and "No space left on device" in done.stderr, (words, done)


@case
def signals_that_were_ignored_at_the_start_stay_ignored(p):
    url = p.simulator(SLOW)
    p.write("a.yaml", manifest(1))
    process = subprocess.Popen([PRESSRUN, "run", "a.yaml", "--base-url", url], cwd=p.folder, env={**p.env, "ABYSSALE_API_KEY": "k"},
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                               preexec_fn=lambda: [signal.signal(each, signal.SIG_IGN) for each in (signal.SIGINT, signal.SIGTERM)])
    deadline = time.monotonic() + 30
    while not (p.folder / ".pressrun/spring.db").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0, process.stderr.read()


@case
def a_service_manager_is_told_how_far_it_is(p):
    url = p.simulator()
    p.write("a.yaml", manifest(2))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(p.folder / "notify"))
        listener.settimeout(30)
        process = p.start("run", "a.yaml", "-q", "--base-url", url, ABYSSALE_API_KEY="k", NOTIFY_SOCKET=str(p.folder / "notify"))
        first = listener.recv(4096).decode().splitlines()
        assert first[:2] == ["READY=1", "WATCHDOG=1"] and first[2].startswith("STATUS="), first
        last = first
        while last != ["STOPPING=1"]:
            last = listener.recv(4096).decode().splitlines()
        assert process.wait(timeout=60) == 0


@case
def a_deadline_says_which_moment_it_is_and_an_unknown_zone_is_an_error(p):
    url = p.simulator()
    p.write("a.yaml", manifest(1))
    expect(p.against(url, "run", "a.yaml", "--deadline", "06:00", TZ="Europe/Nowhere"), 2, "knows no zone 'Europe/Nowhere'")
    _, err = expect(p.against(url, "run", "a.yaml", "--deadline", "06:00", TZ="CET-1"), 0)
    assert re.search(r"note: the deadline is \d{4}-\d\d-\d\dT05:00:00Z, in ", err) or "T05:00:00" in err, err


@case
def the_doctor_says_what_is_good_and_what_to_do(p):
    url = p.simulator("api_key: right\n" + FAST)
    p.write("a.yaml", manifest(1))
    out, _ = expect(p.run("doctor", "a.yaml", "--base-url", url, ABYSSALE_API_KEY="right"), 0)
    for part in ("good  API key", "good  address", "good  clock", "the key is accepted", "proxy: none", "results of a.yaml", "MiB are free"):
        assert part in out, out
    out, _ = expect(p.run("doctor", "--base-url", url, ABYSSALE_API_KEY="wrong"), 12)
    assert "BAD   workspace: the API refuses the key" in out and "wrong" not in out, out
    out, _ = expect(p.run("doctor", "--base-url", "http://127.0.0.1:9", ABYSSALE_API_KEY="k"), 5)
    assert "BAD   address" in out, out
    expect(p.run("doctor"), 12)
    (p.folder / "a.yaml").write_text("pressrun: 1\nfoo: 2\n")
    expect(p.run("doctor", "a.yaml", "--base-url", url, ABYSSALE_API_KEY="right"), 2)


@case
def env_says_from_where_each_setting_comes(p):
    out, _ = expect(p.run("env", PRESSRUN_RATE="5/1s", ABYSSALE_API_KEY="hidden-one", HTTPS_PROXY="http://me:hidden-two@proxy:3128"), 0)
    assert "rate = 5/1s   (PRESSRUN_RATE)" in out and "timeout = 30s   (default)" in out and "API key = set   (ABYSSALE_API_KEY)" in out, out
    assert "hidden" not in out, out


@case
def bash_completes_commands_options_words_and_keys(p):
    if not shutil.which("bash"):
        print("bash is not installed")
        return
    p.write("a.yaml", manifest(3, more="environments: {staging: {}}\n"))
    out, _ = expect(p.run("completion", "bash"), 0)
    p.write("completion.bash", out)

    def complete(*words):
        script = (f"source ./completion.bash; COMP_WORDS=({' '.join(repr(w) for w in words)}); COMP_CWORD={len(words) - 1}; "
                  "_pressrun; printf '%s\\n' \"${COMPREPLY[@]}\"")
        path = f"{pathlib.Path(PRESSRUN).parent}:{os.environ['PATH']}"
        done = subprocess.run(["bash", "--norc", "-c", script], cwd=p.folder, env={**p.env, "PATH": path}, capture_output=True, text=True)
        assert done.returncode == 0, done
        return done.stdout.split("\n")[:-1]

    assert complete("pressrun", "expl") == ["explain"]
    assert "--max-credits" in complete("pressrun", "run", "--max-c")
    assert complete("pressrun", "run", "a.yaml", "--progress", "pl") == ["plain"]
    assert complete("pressrun", "explain", "a.yaml", "--job", "tea") == ["teaser/0", "teaser/1", "teaser/2"]
    assert complete("pressrun", "run", "a.yaml", "--environment", "") == ["staging"]
    assert complete("pressrun", "run", "") == ["a.yaml"]
    for shell in ("zsh", "fish"):
        out, _ = expect(p.run("completion", shell), 0)
        assert "max-credits" in out and "explain" in out
        if shutil.which(shell):
            p.write("completion." + shell, out)
            subprocess.run([shell, "-n", "completion." + shell], cwd=p.folder, check=True)


@case
def without_the_simulator_it_is_said_what_to_install(p):
    alone = p.folder / "bin" / "pressrun"
    alone.parent.mkdir()
    subprocess.run(["install", "-m", "755", PRESSRUN, alone], check=True)
    p.write("a.yaml", manifest(1))
    for words in (["simulate"], ["run", "--simulate", "a.yaml"]):
        done = subprocess.run([alone, *words], cwd=p.folder, env={**p.env, "PATH": "/nowhere"}, capture_output=True, text=True)
        assert done.returncode == 2 and "apt install pressrun-simulator" in done.stderr, done


if __name__ == "__main__":
    sys.exit(main())
