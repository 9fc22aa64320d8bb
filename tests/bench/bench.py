#!/usr/bin/env python3
"""Measures pressrun and prints every figure beside its mark. Started by scripts/bench.sh, which builds first.

    bench.py PROGRAMS OUT [--quick] [--readme] [SCENARIO …]
    bench.py PROGRAMS OUT --from OUT/bench.json [--readme]     draws again, measures nothing
"""
import argparse
import concurrent.futures
import datetime
import json
import os
import pathlib
import platform
import sys
import tempfile

import nights
import picture
import process
import readme
import size
import tables
import throughput
import workload

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
NIGHTS_AT_ONCE = 8  # they wait nearly all of their time
ONLY_BY_NAME = {"million"}  # takes minutes, and stands for no figure of the table
MANY = {"steady": (workload.steady, 200), "bimodal": (workload.bimodal, 200), "troubled": (workload.troubled, 200),
        "small": (workload.steady, 20)}


class Plan:
    """What is measured, and how often."""

    def __init__(self, programs, folder, quick):
        self.programs, self.folder, self.quick = programs, folder, quick

    def times(self, full):
        return 1 if self.quick else full

    def repeated(self, name, times, play):
        return [one for n in range(self.times(times)) for one in play(self.folder / f"{name}-{n}", n)]

    def real(self, name, times, scenario, jobs=200, **more):
        """Nights to be played beside others: a function for each repetition."""
        def play(n):
            return nights.real(self.programs, self.folder / f"{name}-{n}", scenario, jobs, seed=10 * n + 1, **more)
        return [(name, lambda n=n: play(n)) for n in range(self.times(times))]

    def paced(self):
        """Scenarios of real time, the longest first."""
        both = (workload.STATIC_ENTRY, workload.VIDEO_ENTRY)
        return {
            "slow-video": lambda: self.real("slow-video", 3, workload.slow_video, entries=(workload.VIDEO_ENTRY,)),
            "mixed": lambda: self.real("mixed", 1, workload.mixed, entries=both),
            "bimodal": lambda: self.real("bimodal", 9, workload.bimodal, nights=2),
            "steady": lambda: self.real("steady", 9, workload.steady, nights=2),
            "troubled": lambda: self.real("troubled", 9, workload.troubled, codes=(0, 13)),
            "outage": lambda: self.real("outage", 3, workload.outage, codes=(0, 13)),
            "small": lambda: self.real("small", 9, workload.steady, jobs=20),
        }

    def alone(self):
        """Scenarios that want the machine for themselves."""
        jobs = 20_000
        many = {f"many-{name}": lambda name=name: self.many(name) for name in MANY}
        return many | {
            "long": lambda: self.repeated("long", 5, lambda place, n: nights.virtual(
                self.programs, place, workload.steady(), 2_000, seed=n + 1)),
            "hours": lambda: self.repeated("hours", 3, lambda place, n: nights.virtual(
                self.programs, place, workload.steady(), 40_000, seed=n + 1)),
            "windows": self.windows,
            "limits-off": lambda: [throughput.limits_off(self.programs, self.folder / f"off-{n}", jobs)
                                   for n in range(self.times(5))],
            "journal": lambda: [size.journal(self.programs, self.folder / f"journal-{n}", 150_000)
                                for n in range(self.times(3))],
            "large": lambda: [size.large_run(self.programs, self.folder / "large", 100_000, self.times(5))],
            "plan": lambda: [size.plan(self.programs, self.folder / "plan", 1_000_000, self.times(3))],
            "million": lambda: [size.large_run(self.programs, self.folder / "million", 1_000_000, 1)],
            "start": lambda: [size.start(self.programs, self.folder / "start")],
        }

    def many(self, name):
        """Renderings are chance: what a few real nights leave open, many in virtual time tell."""
        scenario, jobs = MANY[name]
        return [one for seed in range(1, 62) for one in nights.virtual(
            self.programs, self.folder / f"many-{name}", scenario(), jobs, nights=2, seed=seed)]

    def windows(self):
        found = []
        for sliding in "true", "false":
            scenario = workload.steady(more=f"limits: {{sliding: {sliding}}}\n")
            for jobs in 200, 2_000:
                found += self.repeated(f"windows-{sliding}-{jobs}", 5, lambda place, n: nights.virtual(
                    self.programs, place, scenario, jobs, seed=n + 1, jitter_ms=20))
        return found


def attempt(name, measure, data):
    try:
        data.setdefault(name, []).extend(measure())
        print(f"  {name}", file=sys.stderr, flush=True)
    except (process.Broken, OSError, ValueError, KeyError) as error:
        data.setdefault("broken", []).append(f"{name}: {error}")
        print(f"  {name}: {error}", file=sys.stderr, flush=True)


def measure(plan, chosen):
    data = {}
    wanted = [one for name, tasks in plan.paced().items() if not chosen or name in chosen for one in tasks()]
    with concurrent.futures.ThreadPoolExecutor(NIGHTS_AT_ONCE) as pool:
        list(pool.map(lambda one: attempt(*one, data), wanted))
    for name, task in plan.alone().items():
        if name in (chosen or plan.alone().keys() - ONLY_BY_NAME):
            attempt(name, task, data)
    return data


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def surroundings(quick):
    return {"date": datetime.date.today().isoformat(), "cores": os.cpu_count(), "processor": processor(),
            "quick": quick, "load_before": os.getloadavg()[0]}


def show(data):
    print(tables.plain(tables.figures(data)))
    print(tables.plain(tables.many_nights(data)), *tables.excuses(data), *tables.remarks(data), sep="\n")
    for broken in data.get("broken", []):
        print(f"NOT MEASURED {broken}")
    around = data["surroundings"]
    print(f"\n{around['date']}, {around['cores']} cores, {around['processor']}; "
          f"load before: {around['load_before']:.1f}; {'--quick: each once' if around['quick'] else 'medians'}")


def options_given():
    known = [*Plan(None, None, False).paced(), *Plan(None, None, False).alone()]
    parser = argparse.ArgumentParser(description="Prints every figure beside its mark.")
    parser.add_argument("programs", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true", help="each once")
    parser.add_argument("--readme", action="store_true", help="writes table and picture into tests/bench/README.md too")
    parser.add_argument("--from", dest="source", type=pathlib.Path, help="draws from raw data, measures nothing")
    parser.add_argument("scenario", nargs="*",
                        help=f"of {', '.join(known)}; default: all but {', '.join(ONLY_BY_NAME)}")
    options = parser.parse_intermixed_args()
    if unknown := set(options.scenario) - set(known):
        parser.error(f"no scenario '{min(unknown)}'; there are {', '.join(known)}")
    if options.readme and options.scenario:
        parser.error("the README gets every figure or none: leave the scenarios out")
    return options


def measured(options):
    around = surroundings(options.quick)
    with tempfile.TemporaryDirectory(prefix="pressrun-bench-") as folder:
        plan = Plan(process.Programs(options.programs.resolve()), pathlib.Path(folder), options.quick)
        data = measure(plan, set(options.scenario)) | {"surroundings": around}
    name = "chosen.json" if options.scenario else "bench.json"  # a few do not replace what is whole
    (options.out / name).write_text(json.dumps(data))
    return data


def main():
    options = options_given()
    options.out.mkdir(parents=True, exist_ok=True)
    data = json.loads(options.source.read_text()) if options.source else measured(options)
    show(data)
    if data.get("steady") and not options.scenario:
        (options.out / "how_fast.svg").write_text(picture.draw(data))
    if options.readme:
        readme.write(ROOT, data)
    return 1 if data.get("broken") else 0


if __name__ == "__main__":
    sys.exit(main())
