#!/usr/bin/env python3
"""`delivery: sync`: the picture comes with the answer to its submission. Usage: delivery_test.py PRESSRUN"""
import json
import sys

from harness import FAST, case, expect, main, stats

HERO = "64238d01-d402-474b-8c2d-fbc957e9d290"
NEVER_FAILS = FAST + "format_failure_rate: 0\n"
AT_ONCE = f"""pressrun: 1
name: spring
designs:
  - design_id: {HERO}
    name: hero
    delivery: sync
    template_format_names: ["${{format}}"]
    elements: {{title: {{payload: "${{title}}"}}}}
    matrix: {{title: [Soon, Now], format: [facebook-feed, instagram-post]}}
    key: "${{title}}-${{format}}"
"""


def jobs_of(p):
    return {job["key"]: job for job in p.results()["jobs"]}


@case
def each_job_is_one_call(p):
    url = p.simulator(NEVER_FAILS)
    p.write("a.yaml", AT_ONCE)
    out, _ = expect(p.against(url, "plan", "a.yaml", "--json"), 0)
    planned = json.loads(out)
    assert (planned["to_submit"], planned["requests"], planned["credits"]) == (4, 4, 4), planned
    expect(p.against(url, "run", "a.yaml"), 0)
    summary = p.results()["summary"]
    assert (summary["succeeded"], summary["assets"], summary["credits"]) == (4, 4, 4), summary
    assert (summary["api_calls"]["submit"], summary["api_calls"]["poll"]) == (4, 0), summary
    for key, job in jobs_of(p).items():
        assert [asset["format"] for asset in job["assets"]] == [key.split("-", 1)[1]], job
        assert job["submitted_at"] and job["finished_at"] and not job["generation_request_id"], job
    assert stats(url)["accepted_generations"] == 4


@case
def nothing_is_made_twice_whichever_way_it_came(p):
    url = p.simulator(NEVER_FAILS)
    p.write("a.yaml", AT_ONCE)
    expect(p.against(url, "run", "a.yaml"), 0)
    expect(p.against(url, "run", "a.yaml"), 0)
    p.write("a.yaml", AT_ONCE.replace("    delivery: sync\n", ""))
    expect(p.against(url, "run", "a.yaml"), 0)
    assert stats(url)["accepted_generations"] == 4
    assert p.results()["summary"]["unchanged"] == 4


@case
def identical_jobs_are_one_call(p):
    url = p.simulator(NEVER_FAILS)
    p.write("a.yaml", AT_ONCE.replace('payload: "${title}"', "payload: Soon"))
    expect(p.against(url, "run", "a.yaml"), 0)
    assert stats(url)["accepted_generations"] == 2
    assert p.results()["summary"]["succeeded"] == 4


@case
def a_lost_answer_leaves_doubt_and_the_user_decides(p):
    url = p.simulator(NEVER_FAILS + "faults: [{kind: reset_after, on: submit, probability: 1, at_most: 1}]\n")
    p.write("a.yaml", AT_ONCE)
    expect(p.against(url, "run", "a.yaml"), 13, "in doubt")
    expect(p.against(url, "run", "a.yaml"), 13)
    assert stats(url)["accepted_generations"] == 4, stats(url)
    expect(p.run("resolve", "a.yaml", "--all", "--as", "resubmit", "--yes"), 0)
    expect(p.against(url, "run", "a.yaml"), 0)
    assert stats(url)["accepted_generations"] == 5
    assert p.results()["summary"]["succeeded"] == 4


@case
def what_it_cannot_do_is_said_before_anything_is_sent(p):
    url = p.simulator(NEVER_FAILS)
    p.write("a.yaml", AT_ONCE.replace('    template_format_names: ["${format}"]\n', ""))
    expect(p.against(url, "run", "a.yaml"), 2, "'delivery: sync' makes one format", "a.yaml:6:5")
    p.write("a.yaml", AT_ONCE.replace("delivery: sync", "delivery: snyc"))
    expect(p.against(url, "run", "a.yaml"), 2, "'delivery' must be", "sync")
    p.write("a.yaml", AT_ONCE.replace("delivery: sync", "delivery: sync\n    callback_url: https://x.test/h"))
    expect(p.against(url, "plan", "a.yaml", "--offline"), 2, "'callback_url' does not go with 'delivery: sync'")
    assert stats(url)["accepted_generations"] == 0


if __name__ == "__main__":
    sys.exit(main())
