#!/usr/bin/env python3
"""Several processes on one key keep one ceiling together. Usage: sharing_test.py PRESSRUN"""
import os
import stat
import sys
import time
import urllib.error
import urllib.request

from harness import case, expect, main, manifest, stats

CEILING = """limits: {per_second: 40, polling: {per_minute: 0, per_hour: 0}, read: {per_minute: 0, per_hour: 0}}
render: {median: 300ms, sigma: 0.3, slow_share: 0}
format_failure_rate: 0
"""


def nights(p, url, **env):
    """Three manifests at once, each with the whole ceiling for itself as far as it knows."""
    for n in range(3):
        p.write(f"m{n}.yaml", manifest(60, f"m{n}").replace("number", f"number {n} of"))
    runs = [p.start("run", f"m{n}.yaml", "--base-url", url, "--rate", "40", "--progress", "none",
                    ABYSSALE_API_KEY="shared", **env) for n in range(3)]
    return [(run.communicate(timeout=120), run.returncode) for run in runs]


@case
def processes_on_one_host_share_the_budget(p):
    url = p.simulator(CEILING)
    for (_, err), code in nights(p, url, HOME=str(p.folder / "home")):
        assert code == 0, err
        assert "another client" not in err, err
    seen = stats(url)
    assert seen["accepted_generations"] == 180, seen
    assert seen["rate_limited"] == 0 and seen["max_in_any_second"] <= 40, seen
    folder = p.folder / "home" / ".local" / "state" / "pressrun"
    shared, = folder.iterdir()
    assert stat.S_IMODE(os.stat(shared).st_mode) == 0o600 and stat.S_IMODE(os.stat(folder).st_mode) == 0o700
    assert b"shared" not in shared.read_bytes() and "shared" not in shared.name


@case
def without_a_state_folder_refusals_correct_each(p):
    url = p.simulator(CEILING)
    for (_, err), code in nights(p, url):
        assert code == 0, err
    assert stats(url)["accepted_generations"] == 180


@case
def a_state_folder_that_cannot_be_used_is_no_reason_to_stop(p):
    url = p.simulator(CEILING)
    p.write("home", "a file")
    p.write("a.yaml", manifest(2))
    expect(p.run("run", "a.yaml", "--base-url", url, ABYSSALE_API_KEY="k", HOME=str(p.folder / "home")), 0)


@case
def a_foreign_client_on_the_key_is_noticed(p):
    url = p.simulator(CEILING.replace("per_minute: 0, per_hour: 0}, read", "per_minute: 6000, per_hour: 0}, read"))
    p.write("a.yaml", manifest(60))
    run = p.start("run", "a.yaml", "--base-url", url, "--rate", "40", "--progress", "none", ABYSSALE_API_KEY="k")
    while run.poll() is None:
        request = urllib.request.Request(url + "/generation-request/3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77",
                                         headers={"x-api-key": "k"})
        try:
            urllib.request.urlopen(request, timeout=10).read()
        except urllib.error.HTTPError as error:  # 404, or 429 where it is too fast
            error.close()
        time.sleep(0.1)
    _, err = run.communicate()
    assert run.returncode == 0, err
    assert "another client uses this API key" in err, err


if __name__ == "__main__":
    sys.exit(main())
