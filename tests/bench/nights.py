"""Whole nights: the real program against the simulator on loopback, and the real run in virtual time."""
import json
import statistics

import process
import workload

CALLS_PER_SECOND = 10


def figures(timeline, stats, began_ms, seconds):
    """What a night came to. Times are seconds; the timeline's, since the night began."""
    since = [[None if at is None else (at - began_ms) / 1000 for at in times] for times in timeline]
    lags = sorted(told - ready for _, ready, told in since if told is not None)
    posts = len(since)
    if not lags:
        raise process.Broken("nobody was told of any rendering")
    return {
        "seconds": seconds, "submissions": posts, "told": len(lags), "polls": stats["polls"],
        "polls_per_job": stats["polls"] / posts, "rate_limited": stats["rate_limited"],
        "most_calls_in_a_second": stats["max_in_any_second"],
        # one call for each submission and one for each result: nothing can be quicker at the ceiling
        "bound": (posts + len(lags)) / CALLS_PER_SECOND,
        "lag_median": statistics.median(lags), "lag_95": lags[min(len(lags) - 1, len(lags) * 95 // 100)],
        "end_lag": seconds - max(ready for _, ready, _ in since),
        "timeline": [[None if at is None else round(at, 2) for at in times] for times in since],
    }


def real(programs, folder, scenario, jobs, seed=1, nights=1, entries=(workload.STATIC_ENTRY,), codes=(0,)):
    """Nights after one another on one journal: those after the first know what rendering takes."""
    workload.write_campaign(folder, jobs, entries)
    found = []
    port = 0
    for night in range(nights):
        with process.simulator(programs["pressrun"], folder, scenario(seed=seed + night), port) as api:
            port = api.port
            # a key of its own: nights that run at once on one key would share its ten calls a second
            words = [programs["pressrun"], "run", "night.yaml", "--base-url", api.url, "--progress", "none"]
            used = process.run_well(words + (["--force", "--yes"] if night else []), folder,
                                    {"ABYSSALE_API_KEY": f"bench-{folder.name}"}, codes)
            one = figures(api.read("timeline"), api.read("stats"), used.began * 1000, used.seconds)
        summary = json.loads((folder / "night.results.json").read_text())["summary"]
        one |= {"night": night, "cpu": used.cpu, "peak_mb": used.peak_mb, "code": used.code,
                "in_doubt": summary["in_doubt"], "succeeded": summary["succeeded"]}
        if summary["succeeded"] + summary["in_doubt"] != jobs:
            raise process.Broken(f"{summary['succeeded']} of {jobs} jobs succeeded")
        found.append(one)
    return found


def virtual(programs, folder, scenario, jobs, nights=1, seed=1, jitter_ms=1):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scenario.yaml").write_text(scenario)
    words = [programs["bench_night"], "scenario.yaml", "--jobs", jobs, "--nights", nights, "--seed", seed,
             "--jitter-ms", jitter_ms]
    used = process.run_well(words, folder)
    found = []
    for line in used.out.splitlines():
        night = json.loads(line)
        one = figures(night["timeline"], night["stats"], night["began_ms"], night["seconds"])
        one |= {"night": night["night"], "in_doubt": night["in_doubt"]}
        if not night["ended_by_itself"] or one["told"] + one["in_doubt"] != jobs:
            raise process.Broken(f"{one['told']} of {jobs} jobs ended, {one['in_doubt']} in doubt")
        del one["timeline"]  # the raw data would be megabytes
        found.append(one)
    return found
