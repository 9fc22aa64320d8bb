"""Memory and time of what is large, and the time of what should take none."""
import json

import plan_rows
import process
import throughput
import workload


def large_run(programs, folder, jobs, times):
    """So many jobs to their end; then a run with nothing to do, and `status`, on what is left."""
    workload.write_campaign(folder, jobs)
    with process.simulator(programs["pressrun"], folder, workload.limits_off()) as api:
        again = [programs["pressrun"], "run", "night.yaml", "--base-url", api.url, *throughput.QUICK]
        used = process.run_well(again, folder, throughput.KEY)
        accepted = api.read("stats")["accepted_generations"]
        idle = [process.run_well(again, folder, throughput.KEY) for _ in range(times)]
        if accepted != jobs or api.read("stats")["accepted_generations"] != jobs:
            raise process.Broken("the second run was to find nothing to do")
    status = [process.run_well([programs["pressrun"], "status", "night.yaml"], folder) for _ in range(times)]
    return {"jobs": jobs, "seconds": used.seconds, "peak_mb": used.peak_mb,
            "idle_seconds": [one.seconds for one in idle], "idle_peak_mb": max(one.peak_mb for one in idle),
            "status_seconds": [one.seconds for one in status]}


def journal(programs, folder, jobs):
    """The journal alone, without a run: what a job costs in it, what it takes on disk, and how soon it is counted."""
    used = process.run_well([programs["bench_journal"], folder / "journal", "--jobs", jobs, "--formats", 3], folder)
    return {"jobs": jobs, **json.loads(used.out)}


def plan(programs, folder, rows, times):
    if not folder.exists():
        plan_rows.write_rows(folder, rows)
    found = [plan_rows.measure(programs["pressrun"], folder, "--offline") for _ in range(times)]
    return {"rows": rows, "seconds": [one.seconds for one in found], "peak_mb": max(one.peak_mb for one in found)}


def start(programs, folder):
    found = [process.run_well([programs["pressrun"], "--version"], folder) for _ in range(31)]
    return {"seconds": [one.seconds for one in found]}
