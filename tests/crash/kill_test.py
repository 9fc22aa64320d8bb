#!/usr/bin/env python3
"""Kills the real program at every sync of its journal, before and after, and at random times; then runs it again.

After every history: no job is lost, the API accepted no generation that the journal cannot account for, and no more
than jobs + jobs in doubt that were submitted again. Usage: kill_test.py PRESSRUN KILL_AT_SYNC_SO [SEED]
"""
import concurrent.futures
import itertools
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

PRESSRUN, SHIM = sys.argv[1], sys.argv[2]
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 20261123
JOBS = 30
RANDOM_NIGHTS = 180  # of one to three kills each: more than 200 in all
AT_ONCE = 8
ASLEEP_AT_ONCE = 16  # most of the time these wait

MANIFEST = """pressrun: 1
name: crash
designs:
  - design_id: 5fcec999-2bfb-4dd7-ba38-2d9e16c49149
    name: teaser
    template_format_names: [rectangle]
    elements: {title: {payload: "number ${n}"}}
    matrix: {n: [%s]}
""" % ", ".join(str(n) for n in range(JOBS))

SCENARIO = """limits: {per_second: 0, polling: {per_minute: 0, per_hour: 0}, read: {per_minute: 0, per_hour: 0}}
render: {median: 50ms, sigma: 0.3}
"""


class Failed(Exception):
    pass


def check(condition, text):
    if not condition:
        raise Failed(text)


class Night:
    """One simulator, one folder, one journal; as many processes as it takes."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        (self.folder / "crash.yaml").write_text(MANIFEST)
        (self.folder / "scenario.yaml").write_text(SCENARIO)
        self.simulator = subprocess.Popen(
            [PRESSRUN, "simulate", "--scenario", self.folder / "scenario.yaml"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.simulator.stdout.readline()
        self.url = next((word for word in line.split() if word.startswith("http://")), None)
        check(self.url, f"the simulator printed no URL: {line!r}")

    def close(self):
        self.simulator.terminate()
        self.simulator.wait(timeout=20)
        self.simulator.stdout.close()

    def start(self, *words, **environment):
        command = [PRESSRUN, *words, "--base-url", self.url, "--rate", "2000", "--progress", "none",
                   self.folder / "crash.yaml"]
        env = {**os.environ, "ABYSSALE_API_KEY": "test", **environment}
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=env)

    def finish(self, process):
        _, errors = process.communicate(timeout=120)
        return process.returncode, errors

    def run(self, **environment):
        return self.finish(self.start("run", **environment))

    def accepted(self):
        with urllib.request.urlopen(self.url + "/simulator/stats", timeout=10) as answer:
            return json.load(answer)["accepted_generations"]

    def results(self):
        return json.loads((self.folder / "crash.results.json").read_text())

    def check_books(self, most=8):
        """A run that ends by itself, and what must hold then; then the jobs in doubt are submitted again."""
        code, errors = self.run()
        check(code in (0, 13), f"the next run ended with {code}: {errors}")
        summary = self.results()["summary"]
        doubts, done = summary["in_doubt"], summary["succeeded"]
        check(done + doubts == JOBS, f"{done} done and {doubts} in doubt of {JOBS}")
        check(doubts <= most, f"{doubts} in doubt")
        check((code == 13) == (doubts > 0), f"exit code {code} with {doubts} in doubt")
        accepted = self.accepted()
        check(done <= accepted <= done + doubts, f"{accepted} generations for {done} done and {doubts} in doubt")
        if doubts:
            self.resubmit(doubts)
        return doubts

    def resubmit(self, doubts):
        process = subprocess.run(
            [PRESSRUN, "resolve", self.folder / "crash.yaml", "--all", "--as", "resubmit", "-y"],
            capture_output=True, text=True, timeout=60)
        check(process.returncode == 0, f"resolve ended with {process.returncode}: {process.stderr}")
        code, errors = self.run()
        check(code == 0, f"the run after resolve ended with {code}: {errors}")
        check(self.results()["summary"]["succeeded"] == JOBS, "not every job succeeded after resolve")
        check(self.accepted() <= JOBS + doubts, f"{self.accepted()} generations for {JOBS} jobs and {doubts} resubmitted")


def night(play):
    with tempfile.TemporaryDirectory(prefix="pressrun-crash-") as folder:
        it = Night(folder)
        try:
            return play(it)
        finally:
            it.close()


def killed_at_sync(when, number):
    """The number of jobs in doubt, or None when the run ended before that sync."""
    def play(it):
        code, errors = it.run(LD_PRELOAD=SHIM, **{when: str(number)})
        if code == 0:
            return None
        check(code == -signal.SIGKILL, f"expected a kill, got {code}: {errors}")
        return it.check_books()
    return night(play)


def killed_at_random(number):
    moments = random.Random(SEED * 1000 + number)
    def play(it):
        killed = 0
        for _ in range(1 + number % 3):
            process = it.start("run")
            time.sleep(moments.uniform(0.02, 0.3))
            process.kill()
            code, _ = it.finish(process)
            killed += code == -signal.SIGKILL  # else it was over
        it.check_books(most=8 * max(killed, 1))
        return killed
    return night(play)


def report(label, job):
    try:
        return job(), None
    except Failed as failure:
        return None, f"{label}: {failure}"


def at_every_sync(pool, when):
    """Kills at sync 1, 2, … until a run ends before its number comes up."""
    failures, counts, numbers, ended = [], [], itertools.count(1), False
    while not ended:
        batch = list(itertools.islice(numbers, AT_ONCE))
        for number, (doubts, failure) in zip(batch, pool.map(
                lambda n: report(f"{when}={n}", lambda: killed_at_sync(when, n)), batch)):
            if failure:
                failures.append(failure)
            elif doubts is None:
                ended = True
            else:
                counts.append(doubts)
        if len(failures) > 20:
            break
    return counts, failures


def main():
    passed, failed = 0, []
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for when in ("PRESSRUN_KILL_BEFORE", "PRESSRUN_KILL_AFTER"):
            counts, failures = at_every_sync(pool, when)
            print(f"{when}: killed at {len(counts)} syncs, {sum(counts)} jobs in doubt in all, {max(counts, default=0)} at most")
            check(len(counts) + len(failures) >= 20, "the program hardly ever syncs its journal")
            passed, failed = passed + len(counts), failed + failures
    with concurrent.futures.ThreadPoolExecutor(ASLEEP_AT_ONCE) as pool:
        nights = list(pool.map(lambda n: report(f"random kills, night {n}", lambda: killed_at_random(n)), range(RANDOM_NIGHTS)))
        kills = sum(count for count, failure in nights if not failure)
        print(f"killed at {kills} random times in {RANDOM_NIGHTS} nights")
        check(kills >= 200 or any(failure for _, failure in nights), "too few kills")
        passed, failed = passed + sum(not failure for _, failure in nights), failed + [f for _, f in nights if f]
    for failure in failed:
        print(failure)
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
