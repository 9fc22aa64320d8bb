#!/usr/bin/env python3
"""Kills the real program at every sync of its journal, before and after, and at random times; then runs it again.

After every history, by the simulator's books: nothing that was accepted is lost, and no format of a content was accepted
twice, but where it was in doubt and submitted again. In every other night a doubt is settled with the id that the books
have: then each was accepted exactly once. Usage: kill_test.py PRESSRUN KILL_AT_SYNC_SO [SEED]
"""
import collections
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
CONTENTS = 30
FORMATS = ("billboard", "rectangle")
JOBS = 2 * CONTENTS  # each content is asked for by two jobs, one of which wants it in one format only
RANDOM_NIGHTS = 180  # of one to three kills each: more than 200 in all
AT_ONCE = 8
ASLEEP_AT_ONCE = 16  # most of the time these wait

ENTRY = """  - design_id: 5fcec999-2bfb-4dd7-ba38-2d9e16c49149
    name: %s
    template_format_names: [%s]
    elements: {title: {payload: "number ${n}"}}
    matrix: {n: [%s]}
"""
NUMBERS = ", ".join(map(str, range(CONTENTS)))
MANIFEST = "pressrun: 1\nname: crash\ndesigns:\n" + ENTRY % ("teaser", ", ".join(FORMATS), NUMBERS) + ENTRY % (
    "small", FORMATS[1], NUMBERS)

SCENARIO = """limits: {per_second: 0, polling: {per_minute: 0, per_hour: 0}, read: {per_minute: 0, per_hour: 0}}
render: {median: 50ms, sigma: 0.3, slow_share: 0}
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

    def command(self, *words):
        done = subprocess.run([PRESSRUN, *words], cwd=self.folder, capture_output=True, text=True, timeout=60)
        check(done.returncode == 0, f"{words} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def accepted(self):
        """The simulator's books: every generation that it took."""
        with urllib.request.urlopen(self.url + "/simulator/generations", timeout=10) as answer:
            return json.load(answer)

    def results(self):
        return json.loads((self.folder / "crash.results.json").read_text())

    def run_to_the_end(self, codes):
        code, errors = self.run()
        check(code in codes, f"a run ended with {code}: {errors}")
        return self.results()

    def check_books(self, most=8, attach=False):
        """A run that ends by itself, and what must hold then; then what is in doubt is settled, and all is there."""
        results = self.run_to_the_end((0, 13))
        doubts = {job["variables"]["n"] for job in results["jobs"] if job["status"] == "in_doubt"}
        done = {job["variables"]["n"] for job in results["jobs"] if job["status"] == "succeeded"}
        check(doubts | done == set(range(CONTENTS)) and not doubts & done, f"done {done}, in doubt {doubts}")
        check(len(doubts) <= most, f"{len(doubts)} in doubt")
        check((results["exit_code"] == 13) == bool(doubts), f"exit code {results['exit_code']} with {doubts} in doubt")
        self.check_accepted(done, ())
        self.check_ids(results)
        if doubts:
            again = self.attach(doubts) if attach else doubts
            if again:
                self.command("resolve", "crash.yaml", "--all", "--as", "resubmit", "-y")
            results = self.run_to_the_end((0,))
            self.check_accepted(set(range(CONTENTS)), () if attach else again)
        check(results["summary"]["succeeded"] == JOBS, f"{results['summary']} in the end")
        self.command("journal", "check", "crash.yaml")
        before = self.accepted()
        self.run_to_the_end((0,))
        check(self.accepted() == before, "a run with nothing to do bought something")
        return len(doubts)

    def check_accepted(self, done, again):
        """Each format of each content at most once, but for what was submitted again; what is done, at least once."""
        counts = collections.Counter(
            (number_in(one), name) for one in self.accepted() for name in one["formats"])
        for n in range(CONTENTS):
            for name in FORMATS:
                count = counts.pop((n, name), 0)
                check(count >= (n in done), f"{n} in {name} is done, and was never accepted")
                check(count <= 1 + (n in again), f"{n} in {name} was accepted {count} times")
        check(not counts, f"accepted, and asked for by nobody: {counts}")

    def check_ids(self, results):
        numbers = {one["id"]: number_in(one) for one in self.accepted()}
        for job in results["jobs"]:
            if job["status"] == "succeeded":
                got = numbers.get(job["generation_request_id"])
                check(got == job["variables"]["n"], f"{job['key']} has the id of {got}")

    def attach(self, doubts):
        """Gives back the ids that the books have, as a user would from the vendor's dashboard. Those it does not have."""
        ids = {number_in(one): one["id"] for one in self.accepted()}
        for n in doubts & ids.keys():
            self.command("resolve", "crash.yaml", "--job", f"teaser/{n}", "--as", f"id={ids[n]}", "-y")
        return doubts - ids.keys()


def number_in(accepted):
    return int(accepted["body"]["elements"]["title"]["payload"].removeprefix("number "))


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
        return it.check_books(attach=number % 2 == 0)
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
        it.check_books(most=8 * max(killed, 1), attach=number % 2 == 0)
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
