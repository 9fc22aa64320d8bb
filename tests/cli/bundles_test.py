#!/usr/bin/env python3
"""Jobs that differ in their formats alone go out as one request, identical ones once. Usage: bundles_test.py PRESSRUN"""
import json
import sqlite3
import sys

from harness import FAST, case, expect, main, stats

HERO = "64238d01-d402-474b-8c2d-fbc957e9d290"
FORMATS = ["facebook-feed", "instagram-post", "story"]
NEVER_FAILS = FAST + "format_failure_rate: 0\n"
BY_FORMAT = f"""pressrun: 1
name: spring
designs:
  - design_id: {HERO}
    name: hero
    template_format_names: ["${{format}}"]
    elements: {{title: {{payload: "${{title}}"}}}}
    matrix: {{title: [Soon, Now], format: [facebook-feed, instagram-post]}}
    key: "${{title}}-${{format}}"
"""


def jobs_of(p):
    return {job["key"]: job for job in p.results()["jobs"]}


@case
def jobs_that_differ_in_formats_alone_are_one_request(p):
    url = p.simulator(NEVER_FAILS)
    p.write("a.yaml", BY_FORMAT)
    expect(p.against(url, "plan", "a.yaml"), 0, "4 to submit as 2 requests")
    expect(p.against(url, "run", "a.yaml"), 0)
    assert stats(url)["accepted_generations"] == 2
    jobs = jobs_of(p)
    for key, job in jobs.items():
        assert [asset["format"] for asset in job["assets"]] == [key.split("-", 1)[1]], job
        assert job["status"] == "succeeded"
    assert jobs["hero/Soon-facebook-feed"]["generation_request_id"] == \
        jobs["hero/Soon-instagram-post"]["generation_request_id"]
    summary = p.results()["summary"]
    assert (summary["jobs"], summary["assets"], summary["credits"]) == (4, 4, 4), summary
    assert (summary["api_calls"]["submit"], summary["api_calls"]["poll"] >= 2) == (2, True), summary
    expect(p.against(url, "run", "a.yaml"), 0)
    assert stats(url)["accepted_generations"] == 2


@case
def identical_jobs_go_out_once_and_are_reported_each(p):
    url = p.simulator(NEVER_FAILS)
    p.write("rows.csv", "sku,title\n1,Soon\n2,Soon\n3,Now\n4,Soon\n")
    p.write("a.yaml", f"""pressrun: 1
name: spring
designs:
  - design_id: {HERO}
    name: hero
    template_format_names: [facebook-feed, instagram-post]
    elements: {{title: {{payload: "${{row.title}}"}}}}
    rows: rows.csv
    key: "${{row.sku}}"
""")
    expect(p.against(url, "plan", "a.yaml"), 0, "4 to submit as 2 requests")
    out, _ = expect(p.against(url, "plan", "a.yaml", "--json"), 0)
    planned = json.loads(out)
    assert (planned["to_submit"], planned["requests"], planned["credits"]) == (4, 2, 4), planned
    expect(p.against(url, "run", "a.yaml", "--max-credits", "4"), 0)
    assert stats(url)["accepted_generations"] == 2
    jobs = jobs_of(p)
    assert len(jobs) == 4 and all(len(job["assets"]) == 2 for job in jobs.values())
    assert jobs["hero/1"]["assets"] == jobs["hero/4"]["assets"]
    assert p.results()["summary"]["credits"] == 4


@case
def what_is_wrong_with_one_job_fails_no_other(p):
    """Without preflight the API is the one to refuse a format: the whole request."""
    url = p.simulator(NEVER_FAILS)
    p.write("a.yaml", BY_FORMAT.replace("instagram-post]", "instagram-post, no-such-format]"))
    expect(p.against(url, "run", "a.yaml", "--no-preflight"), 3)
    jobs = jobs_of(p)
    for key, job in jobs.items():
        assert job["status"] == ("failed" if "no-such" in key else "succeeded"), job
    assert stats(url)["accepted_generations"] == 2  # each title: one that is refused, then the rest of it


@case
def a_format_that_failed_is_asked_for_again_for_its_job_alone(p):
    url = p.simulator(FAST + "format_failure_rate: 0.4\nfailure_reasons: [The rendering timed out.]\nseed: 4\n")
    p.write("a.yaml", BY_FORMAT.replace("[Soon, Now]", "[" + ", ".join(f"t{n}" for n in range(20)) + "]"))
    code, _, err = p.against(url, "run", "a.yaml")
    assert code in (0, 3), err
    jobs = jobs_of(p)
    attempts = {job["attempts"] for job in jobs.values()}
    assert len(jobs) == 40 and max(attempts) > 1 and min(attempts) == 1, attempts
    for key, job in jobs.items():
        formats = [asset["format"] for asset in job["assets"]]
        assert formats == ([key.split("-", 1)[1]] if job["status"] == "succeeded" else []), job


@case
def a_lost_answer_puts_each_job_of_the_request_in_doubt(p):
    url = p.simulator(NEVER_FAILS + "faults: [{kind: reset_after, on: submit, probability: 1, at_most: 1}]\n")
    p.write("a.yaml", BY_FORMAT)
    expect(p.against(url, "run", "a.yaml"), 13)
    jobs = jobs_of(p)
    doubts = sorted(key for key, job in jobs.items() if job["status"] == "in_doubt")
    assert len(doubts) == 2 and doubts[0].split("-")[0] == doubts[1].split("-")[0], doubts
    expect(p.against(url, "run", "a.yaml", "--in-doubt", "resubmit"), 0)
    assert stats(url)["accepted_generations"] == 3


@case
def a_request_that_was_out_when_the_process_died_is_polled_once_for_all(p):
    url = p.simulator("limits: {per_second: 0}\nrender: {median: 3s, sigma: 0.1}\nformat_failure_rate: 0\n")
    p.write("a.yaml", BY_FORMAT)
    process = p.start("run", "a.yaml", "--base-url", url, "--rate", "1000", ABYSSALE_API_KEY="k")
    while stats(url)["accepted_generations"] < 2:
        assert process.poll() is None
    journal = sqlite3.connect(p.folder / ".pressrun" / "spring.db")
    while journal.execute("SELECT count(*) FROM requests WHERE ids <> ''").fetchone()[0] < 2:
        assert process.poll() is None
    journal.close()
    process.kill()
    process.communicate()
    expect(p.against(url, "run", "a.yaml"), 0)
    assert stats(url)["accepted_generations"] == 2
    jobs = jobs_of(p)
    assert all(job["status"] == "succeeded" and len(job["assets"]) == 1 for job in jobs.values()), jobs
    assert p.results()["summary"]["api_calls"]["poll"] <= 6, p.results()["summary"]


@case
def an_equal_job_with_another_callback_is_no_other_purchase(p):
    url = p.simulator(NEVER_FAILS)
    p.write("a.yaml", BY_FORMAT.replace("    key:", "    callback_url: https://hooks.example/x\n    key:"))
    expect(p.against(url, "run", "a.yaml"), 0)
    assert stats(url)["accepted_generations"] == 2
    p.write("b.yaml", BY_FORMAT.replace("    key:", "    callback_url: \"https://hooks.example/${format}\"\n    key:")
            .replace("[Soon, Now]", "[Other]").replace("spring", "summer"))
    expect(p.against(url, "plan", "b.yaml"), 0, "2 to submit as 1 request", "1 job whose callback_url is not called")


if __name__ == "__main__":
    sys.exit(main())
