"""Plays one cell: the run under the failure, what it left, a second run, and the end of the story."""
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
import urllib.request

from cells import JOBS, SECRET, Books
from fault_server import LOOP, FaultServer
import certificates
import drives

TEASER = "5fcec999-2bfb-4dd7-ba38-2d9e16c49149"
MANIFEST = f"""pressrun: 1
name: night
designs:
  - design_id: {TEASER}
    name: teaser
    template_format_names: [rectangle]
    elements: {{title: {{payload: "number ${{n}}"}}}}
    matrix: {{n: [{', '.join(str(n + 1) for n in range(JOBS))}]}}
"""
SCENARIO = """limits: {per_second: 0, polling: {per_minute: 0, per_hour: 0}, read: {per_minute: 0, per_hour: 0}}
render: {median: 20ms, sigma: 0.1}
"""
PATIENCE = 45  # seconds; a run that takes longer hangs
UNHURRIED = "15s"  # for an answer that comes, however busy the machine is; SHORT where none does


class Failed(Exception):
    pass


def check(condition, text):
    if not condition:
        raise Failed(text)


class Stage:
    """A folder, a simulator, the fault server before it, and the runs of one cell."""

    def __init__(self, cell, pressrun, shim, folder):
        self.cell, self.pressrun, self.shim = cell, pressrun, shim
        self.folder = pathlib.Path(folder)
        self.process = None
        self.listener = None  # our end of what the program speaks into
        (self.folder / "night.yaml").write_text(MANIFEST)
        (self.folder / "scenario.yaml").write_text(SCENARIO)
        self.simulator = subprocess.Popen([pressrun, "simulate", "--scenario", "scenario.yaml"], cwd=self.folder,
                                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.upstream = self.simulator.stdout.readline().split()[-1]
        self.server = FaultServer(self.upstream, cell.rules, cell.via, cell.certificate, self.hook)

    def close(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.server.close()
        self.simulator.terminate()
        self.simulator.wait(timeout=20)
        self.simulator.stdout.close()
        if self.listener is not None:
            os.close(self.listener)

    def hook(self, what):
        """What the fault server does to this machine at the moment of an act; runs in the server's loop."""
        word, _, rest = what.partition(" ")
        if not self.folder.exists():  # it comes late: all is over
            pass
        elif word == "arm":
            (self.folder / "armed").touch()
        elif word == "delete":
            shutil.rmtree(self.folder / ".pressrun")
        elif word == "lock":
            threading.Thread(target=hold_write_lock, args=(self.folder / ".pressrun" / "night.db", float(rest))).start()
        elif word in ("hang", "close"):
            os.close(self.listener)
            self.listener = None
        elif word == "sleep":
            self.signal("SIGSTOP")
            LOOP.call_later(float(rest), self.signal, "SIGCONT")
        elif word == "later":
            LOOP.call_later(0.5, self.hook, rest)
        else:
            self.signal(word)
            if rest:  # two at once would come as one
                LOOP.call_later(0.3, self.signal, rest)

    def signal(self, name):
        if self.process.poll() is None:
            self.process.send_signal(getattr(signal, name))

    def disarm(self):
        (self.folder / "armed").unlink(missing_ok=True)

    def environment(self, faulty):
        env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "ABYSSALE_API_KEY": SECRET, "LD_PRELOAD": self.shim}
        # Of a build with sanitizers: our library is preloaded before theirs.
        env["ASAN_OPTIONS"] = ":".join(filter(None, (os.environ.get("ASAN_OPTIONS"), "verify_asan_link_order=0")))
        if self.cell.via != "http":
            env["SSL_CERT_FILE"] = str(certificates.authority())
        if self.cell.via == "proxy":
            env["HTTPS_PROXY"] = f"http://127.0.0.1:{self.server.own_port}"
        if faulty:
            env |= {"PRESSRUN_FAIL_FILE": str(self.folder / "armed"), "PRESSRUN_FAIL_MARK": str(self.folder / "failed"),
                    **self.cell.env}
        return {name: value for name, value in env.items() if value is not None}

    def words(self, faulty, more=()):
        options = [word for word in self.cell.options] if faulty else ["--timeout", UNHURRIED, *more]
        if faulty and "--timeout" not in options:
            options += ["--timeout", UNHURRIED]
        base = [] if faulty and "--base-url" in options else ["--base-url", self.server.url]
        return [self.pressrun, "run", "night.yaml", "--rate", "1000", "-j", "1", *base, *options]

    def start(self, faulty=True, more=(), **how):
        how = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
        self.process = subprocess.Popen(self.words(faulty, more), cwd=self.folder, env=self.environment(faulty), text=True,
                                        errors="surrogateescape", **how)
        return self.process

    def finish(self):
        try:
            out, err = self.process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            out, err = self.process.communicate()
            raise Failed(f"the run hangs\n{err}") from None
        return self.process.returncode, out or "", err or ""

    def run(self, faulty, *more):
        self.start(faulty, more)
        return self.finish()

    def command(self, *words):
        return subprocess.run([self.pressrun, *words], cwd=self.folder, env=self.environment(False), text=True,
                              capture_output=True, timeout=PATIENCE)

    # ---- what is there

    def accepted(self):
        with urllib.request.urlopen(self.upstream + "/simulator/stats", timeout=10) as answer:
            return json.load(answer)["accepted_generations"]

    def books(self):
        status = self.command("status", "night.yaml", "--json")
        if status.returncode == 4:
            return None
        check(status.returncode == 0, f"status ended with {status.returncode}: {status.stderr}")
        return books_in(json.loads(status.stdout)["summary"])

    def results(self):
        path = self.folder / "night.results.json"
        return json.loads(path.read_text()) if path.exists() else None


def hold_write_lock(journal, seconds):
    """Another process would look the same to the program: SQLite's locks are between connections of files."""
    connection = sqlite3.connect(journal)
    connection.execute("BEGIN IMMEDIATE")
    time.sleep(seconds)
    connection.rollback()
    connection.close()


def books_in(summary):
    return Books(**{name: summary[name] for name in ("succeeded", "failed", "in_doubt", "pending", "partial")})


def check_words(cell, out, err):
    for text in cell.says:
        check(text in err, f"{text!r} is not in the standard error:\n{err}")
    for text in (*cell.hides, "unexpected", "terminate called", "internal:"):
        check(text not in err, f"{text!r} is in the standard error:\n{err}")
    check(SECRET not in out + err, "the key is shown")
    raw = [c for c in err if ord(c) < 32 and c not in "\n" or "\x7f" <= c < "\xa0" or "\udc80" <= c <= "\udcff"]
    check(cell.drive == "terminal" or not raw, f"control characters reach the terminal: {raw!r}\n{err}")


def check_results(stage, when, books):
    """Whatever the ending, the results can be read, and say what the journal says."""
    drafts = [path.name for path in stage.folder.glob("night.results.json.*")]
    check(stage.cell.code == -9 or not drafts, f"{when}: {drafts} is left behind")
    results = stage.results()
    if results is not None and books is not None and when != "killed":
        check(books_in(results["summary"]) == books, f"{when}: the results say {books_in(results['summary'])}, the journal {books}")
        statuses = [job["status"] for job in results["jobs"]]
        check(len(statuses) == JOBS and statuses.count("succeeded") == books.succeeded, f"{when}: {statuses}")


def check_first(stage, code, out, err):
    cell = stage.cell
    check(code == cell.code, f"exit code {code}, expected {cell.code}\n{err}")
    check_words(cell, out, err)
    books = stage.books()
    check(books == cell.books, f"the journal holds {books}, expected {cell.books}\n{err}")
    posts = stage.server.seen.get("submit", 0)
    check(posts == cell.posts, f"{posts} generation POSTs, expected {cell.posts}\n{err}")
    check(not stage.server.idle_rules(), f"a failure never struck: {stage.server.idle_rules()}")
    preloaded = any(name in cell.env for name in ("PRESSRUN_FAIL", "PRESSRUN_CLOCK", "PRESSRUN_STEADY"))
    check((stage.folder / "failed").exists() or not preloaded, "no system call ever failed")
    check_results(stage, "killed" if cell.code in (6, -9) else "after the first run", books)


def check_second(stage):
    """Healthy again: what can be done is done; what is in doubt is submitted again, what failed for good is asked for
    once more, and all is there."""
    cell = stage.cell
    stage.server.heal()
    stage.disarm()
    asked_whose = stage.server.seen.get("auth", 0)
    code, _, err = stage.run(False)
    check(code == cell.second_code(), f"the second run ended with {code}, expected {cell.second_code()}\n{err}")
    check(cell.books is None or stage.server.seen.get("auth", 0) == asked_whose, "it was asked twice whose the key is")
    after = stage.books()
    check_results(stage, "after the second run", after)
    doubts = after.in_doubt
    expected = Books(succeeded=JOBS - doubts - cell.stays, failed=cell.stays, in_doubt=doubts)
    check(after == expected, f"after the second run the journal holds {after}, expected {expected}\n{err}")
    if doubts:
        resolved = stage.command("resolve", "night.yaml", "--all", "--as", "resubmit", "--yes")
        check(resolved.returncode == 0, f"resolve ended with {resolved.returncode}: {resolved.stderr}")
    if doubts or cell.stays:
        code, _, err = stage.run(False, *(("--select", "status:failed") if cell.stays else ()))
        check(code == 0, f"the run after the user's word ended with {code}\n{err}")
        after = stage.books()
    check(after == Books(succeeded=JOBS), f"in the end the journal holds {after}")
    check(stage.accepted() == cell.paid, f"{stage.accepted()} generations were accepted in all, expected {cell.paid}")


def play(cell, pressrun, shim):
    """None, or what went wrong; and what the first run said."""
    err = ""
    with tempfile.TemporaryDirectory(prefix="pressrun-failures-") as folder:
        stage = Stage(cell, pressrun, shim, folder)
        try:
            code, out, err = drives.find(cell.drive)(stage)
            check_first(stage, code, out, err)
            check_second(stage)
            return None, err
        except Exception as error:  # whatever it was, the others go on
            return f"{type(error).__name__}: {error}", err
        finally:
            stage.close()
