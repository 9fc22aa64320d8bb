"""Starts the programs, and measures what they use."""
import contextlib
import dataclasses
import json
import os
import pathlib
import signal
import subprocess
import threading
import time
import urllib.request


class Broken(Exception):
    """A measurement that did not take place as meant; no figure comes of it."""


@dataclasses.dataclass
class Programs:
    """The folder of the built programs."""
    folder: pathlib.Path

    def __getitem__(self, name):
        return str(self.folder / name)


@dataclasses.dataclass
class Used:
    code: int
    began: float  # seconds since 1970, to compare with the simulator's timeline
    ended: float
    seconds: float
    cpu: float
    peak_mb: float  # never less than this process's own: a child begins as a copy of it
    out: str
    err: str


def run(words, folder, env=None, timeout=1800):
    """To its end, in `folder`; with no more of the environment than it needs."""
    folder.mkdir(parents=True, exist_ok=True)
    clean = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_STATE_HOME": str(folder / "state"),
             "LANG": "C.UTF-8"}
    with (folder / "stdout.txt").open("w+") as out, (folder / "stderr.txt").open("w+") as err:
        began, from_here = time.time(), time.monotonic()
        process = subprocess.Popen([str(word) for word in words], cwd=folder, env={**clean, **(env or {})},
                                   stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        late = threading.Timer(timeout, os.kill, (process.pid, signal.SIGKILL))
        late.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds, ended = time.monotonic() - from_here, time.time()
        late.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)  # or Popen would wait for it again
        out.seek(0)
        err.seek(0)
        return Used(process.returncode, began, ended, seconds, usage.ru_utime + usage.ru_stime,
                    usage.ru_maxrss / 1024, out.read(), err.read())


def run_well(words, folder, env=None, codes=(0,)):
    used = run(words, folder, env)
    if used.code not in codes:
        raise Broken(f"{' '.join(map(str, words))} ended with {used.code}: {used.err[-500:]}")
    return used


@contextlib.contextmanager
def simulator(pressrun, folder, scenario, port=0):
    """Serves the scenario on loopback; stops at the end of the block. Another port is another account."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scenario.yaml").write_text(scenario)
    with (folder / "simulator.txt").open("w") as err:
        process = subprocess.Popen([pressrun, "simulate", "--scenario", "scenario.yaml", "--port", str(port)], cwd=folder,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=err, text=True)
    try:
        line = process.stdout.readline()
        if "http://" not in line:
            raise Broken(f"the simulator did not start: {(folder / 'simulator.txt').read_text()[-500:]}")
        yield Simulator(line.split()[-1])
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


@dataclasses.dataclass
class Simulator:
    url: str

    @property
    def port(self):
        return self.url.rsplit(":", 1)[1]

    def read(self, name):
        with urllib.request.urlopen(f"{self.url}/simulator/{name}", timeout=60) as answer:
            return json.load(answer)
