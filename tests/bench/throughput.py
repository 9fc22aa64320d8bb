"""The program itself, with nothing to wait for: limits off, renderings that take no time."""
import json
import pathlib
import re

import process
import workload

HERE = pathlib.Path(__file__).resolve().parent
WORKERS = 128
QUICK = ["-j", str(WORKERS), "--rate", "1000000", "--progress", "none"]
KEY = {"ABYSSALE_API_KEY": "bench"}
WRK_SECONDS = 3


def ours(programs, folder, jobs):
    workload.write_campaign(folder, jobs)
    with process.simulator(programs["pressrun"], folder, workload.limits_off()) as api:
        used = process.run_well([programs["pressrun"], "run", "night.yaml", "--base-url", api.url, *QUICK], folder, KEY)
        accepted = api.read("stats")["accepted_generations"]
    if accepted != jobs:
        raise process.Broken(f"{accepted} generations for {jobs} jobs")
    return {"jobs_per_second": jobs / used.seconds, "cpu_ms_per_job": used.cpu / jobs * 1000, "peak_mb": used.peak_mb}


def bare(programs, folder, jobs):
    with process.simulator(programs["pressrun"], folder, workload.limits_off()) as api:
        used = process.run_well([programs["bench_bare_loop"], "--port", api.port, "--target", workload.TARGET, "--body",
                                 workload.BODY, "--jobs", jobs, "--connections", WORKERS], folder)
    said = json.loads(used.out)
    return {"jobs_per_second": said["jobs"] / said["seconds"], "cpu_ms_per_job": said["cpu_seconds"] / jobs * 1000}


def wrk(programs, folder):
    with process.simulator(programs["pressrun"], folder, workload.limits_off()) as api:
        used = process.run_well(["wrk", "-t1", f"-c{WORKERS}", f"-d{WRK_SECONDS}s", "-s", f"{HERE}/post_and_get.lua",
                                 api.url, "--", workload.TARGET, workload.BODY], folder)
        accepted = api.read("stats")["accepted_generations"]
    rate = re.search(r"Requests/sec:\s+([\d.]+)", used.out)
    if "Non-2xx" in used.out or "Socket errors" in used.out or not rate or not accepted:
        raise process.Broken(f"wrk: {used.out}")
    return {"jobs_per_second": float(rate.group(1)) / 2}  # a POST and a GET each


def limits_off(programs, folder, jobs):
    """One after another, so that whatever else the machine does meets all three."""
    one = {"ours": ours(programs, folder / "ours", jobs), "bare": bare(programs, folder / "bare", jobs),
           "wrk": wrk(programs, folder / "wrk")}
    one["of_bare"] = one["ours"]["jobs_per_second"] / one["bare"]["jobs_per_second"]
    one["of_wrk"] = one["ours"]["jobs_per_second"] / one["wrk"]["jobs_per_second"]
    return one
