"""What the tests of the real program share: a folder each, the program in it, and what is expected of it."""
import concurrent.futures
import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

PRESSRUN = str(pathlib.Path(sys.argv[1]).resolve())
TEASER = "5fcec999-2bfb-4dd7-ba38-2d9e16c49149"
FAST = "limits: {per_second: 0, polling: {per_minute: 0, per_hour: 0}, read: {per_minute: 0, per_hour: 0}}\n" \
       "render: {median: 20ms, sigma: 0.1}\n"


def manifest(jobs=3, name="spring", more=""):
    return (f"pressrun: 1\nname: {name}\ndesigns:\n  - design_id: {TEASER}\n    name: teaser\n"
            f"    template_format_names: [rectangle]\n    elements: {{title: {{payload: \"number ${{n}}\"}}}}\n"
            f"    matrix: {{n: [{', '.join(str(n) for n in range(jobs))}]}}\n{more}")


class Place:
    """A folder of its own, and an environment without a key."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        self.started = []

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def start(self, *words, stdin=subprocess.DEVNULL, **env):
        process = subprocess.Popen([PRESSRUN, *map(str, words)], cwd=self.folder, env={**self.env, **env}, stdin=stdin,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="strict")
        self.started.append(process)
        return process

    def run(self, *words, text=None, **env):
        process = self.start(*words, stdin=subprocess.PIPE if text is not None else subprocess.DEVNULL, **env)
        out, err = process.communicate(text, timeout=60)
        return process.returncode, out, err

    def simulator(self, scenario=FAST):
        self.write("scenario.yaml", scenario)
        process = self.start("simulate", "--scenario", "scenario.yaml")
        url = process.stdout.readline().split()[-1]
        return url

    def against(self, url, *words, **env):
        return self.run(*words, "--base-url", url, "--rate", "1000", **{"ABYSSALE_API_KEY": "k", **env})

    def results(self, name="spring"):
        return json.loads((self.folder / f"{name}.results.json").read_text())

    def close(self):
        for process in self.started:
            if process.poll() is None:
                process.kill()
            with contextlib.suppress(ValueError):  # read to its end already
                process.communicate()


def stats(url):
    with urllib.request.urlopen(url + "/simulator/stats", timeout=10) as answer:
        return json.load(answer)


CASES = []


def case(function):
    CASES.append(function)
    return function


def expect(run, code, *texts, absent=()):
    got, out, err = run
    assert got == code, f"exit code {got}, expected {code}\nstdout: {out}\nstderr: {err}"
    for text in texts:
        assert text in out + err, f"{text!r} is not in\nstdout: {out}\nstderr: {err}"
    for text in absent:
        assert text not in out + err, f"{text!r} is in\nstdout: {out}\nstderr: {err}"
    return out, err


def play(check):
    with tempfile.TemporaryDirectory(prefix="pressrun-cli-") as folder:
        place = Place(folder)
        try:
            check(place)
            return None
        except Exception as error:  # whatever it was, the others go on
            return f"{check.__name__}: {type(error).__name__}: {error}"
        finally:
            place.close()


def main():
    only = sys.argv[2:]
    chosen = [check for check in CASES if not only or check.__name__ in only]
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        failures = [failure for failure in pool.map(play, chosen) if failure]
    for failure in failures:
        print(failure)
    print(f"{len(chosen) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0
