#!/usr/bin/env python3
"""--on-error skip: bad rows fail by themselves, the sound jobs are bought, and a night with the row mended buys that one.
Usage: on_error_test.py PRESSRUN"""
import json
import sys

from harness import FAST, case, expect, main, stats

HERO = "64238d01-d402-474b-8c2d-fbc957e9d290"


def manifest(rows="p.csv", more="", key="${row.sku}", size="${row.size}"):
    return (f"pressrun: 1\nname: spring\n{more}designs:\n  - design_id: {HERO}\n    name: hero\n"
            f"    template_format_names: [facebook-feed]\n    rows: {rows}\n    key: \"{key}\"\n    elements:\n"
            f"      title: {{payload: \"${{row.title}}\", font_size: \"{size}\"}}\n"
            "      price: {payload: \"${row.price | number:2}\"}\n")


# Line 3 has a cell too few, 4 a price that is no number, 5 a size out of range, 6 no title, 7 the key of line 2,
# 8 a quote that does not fit, 9 no key.
BAD = ("sku,title,price,size\nA1,Lamp,9.90,20\nA2,Chair\nA3,Desk,\"1,5\",20\nA4,Bed,5,-3\nA5,,5,20\nA1,Again,5,20\n"
       "A6,\"Sofa\"x,5,20\n,Nameless,5,20\nA7,Shelf,7,20\n")
KEYS = ["hero/A1", "hero/(line 3)", "hero/A3", "hero/A4", "hero/A5", "hero/A1 (line 7)", "hero/(line 8)", "hero/(line 9)",
        "hero/A7"]


def jobs(p):
    return {job["key"]: job for job in p.results()["jobs"]}


def run(p, url, *more, **env):
    return p.against(url, "run", "--progress", "none", "m.yaml", *more, **env)


@case
def without_it_one_bad_row_stops_all(p):
    url = p.simulator(FAST)
    p.write("m.yaml", manifest())
    p.write("p.csv", BAD)
    for more in ([], ["--on-error", "stop"]):
        expect(run(p, url, *more), 2, "p.csv:3:", "nothing was submitted")
    assert stats(url)["accepted_generations"] == 0
    assert not (p.folder / "spring.results.json").exists()


@case
def bad_rows_fail_by_themselves(p):
    url = p.simulator(FAST)
    p.write("m.yaml", manifest())
    p.write("p.csv", BAD)
    expect(run(p, url, "--on-error", "skip"), 3, "p.csv:3:", "7 jobs cannot be made and fail", "--on-error skip")
    assert stats(url)["accepted_generations"] == 2
    results = p.results()
    assert [job["key"] for job in results["jobs"]] == KEYS, [job["key"] for job in results["jobs"]]
    told = jobs(p)
    for key in KEYS[1:-1]:
        assert told[key]["status"] == "failed" and not told[key]["assets"], told[key]
        assert told[key]["errors"][0]["id"] == "bad_row", told[key]
    assert "p.csv:3:" in told["hero/(line 3)"]["errors"][0]["message"]
    assert "no number" in json.dumps(told["hero/A3"]["errors"]), told["hero/A3"]
    assert "font_size" in json.dumps(told["hero/A4"]["errors"])
    assert told["hero/A1"]["status"] == told["hero/A7"]["status"] == "succeeded"
    summary = results["summary"]
    assert (summary["jobs"], summary["succeeded"], summary["failed"], summary["credits"]) == (9, 2, 7, 2), summary
    assert results["exit_code"] == 3
    out, _ = expect(p.run("status", "m.yaml"), 0, "7 failed", "hero/A4")
    expect(p.run("status", "--exit-code", "m.yaml"), 3)
    status = json.loads(expect(p.run("status", "--json", "m.yaml"), 0)[0])
    assert status["summary"]["failed"] == 7, status["summary"]
    expect(p.run("results", "m.yaml", "-o", "again.csv"), 0)
    assert "hero/A4" in (p.folder / "again.csv").read_text()
    expect(p.run("journal", "check", "m.yaml"), 0)
    # Nothing changes by itself: the same once more buys nothing.
    expect(run(p, url, "--on-error", "skip"), 3)
    assert stats(url)["accepted_generations"] == 2


@case
def a_row_that_is_mended_is_bought_and_it_alone(p):
    url = p.simulator(FAST)
    p.write("m.yaml", manifest())
    p.write("p.csv", "sku,title,price,size\nA1,Lamp,9.90,20\nA2,Chair,oops,20\n")
    expect(run(p, url, "--on-error", "skip"), 3)
    p.write("p.csv", "sku,title,price,size\nA1,Lamp,9.90,20\nA2,Chair,5,20\n")
    expect(run(p, url), 0)
    assert stats(url)["accepted_generations"] == 2
    told = jobs(p)
    assert list(told) == ["hero/A1", "hero/A2"]
    assert told["hero/A2"]["status"] == "succeeded" and told["hero/A1"]["unchanged"]
    expect(p.run("status", "--exit-code", "m.yaml"), 0)


@case
def what_an_earlier_night_made_stays_listed(p):
    url = p.simulator(FAST)
    p.write("m.yaml", manifest())
    sound = "sku,title,price,size\nA1,Lamp,9.90,20\nA2,Chair,5,20\n"
    p.write("p.csv", sound)
    expect(run(p, url), 0)
    before = jobs(p)["hero/A2"]["assets"][0]["id"]
    p.write("p.csv", sound.replace("5,20", "oops,20"))
    expect(run(p, url, "--on-error", "skip"), 3)
    job = jobs(p)["hero/A2"]
    assert job["status"] == "failed" and job["assets"][0]["id"] == before and job["assets"][0]["stale"], job
    assert not p.results()["orphans"]
    p.write("p.csv", sound)
    expect(run(p, url), 0)
    job = jobs(p)["hero/A2"]
    assert job["status"] == "succeeded" and job["unchanged"] and job["assets"][0]["id"] == before
    assert stats(url)["accepted_generations"] == 2


@case
def plan_shows_the_same(p):
    url = p.simulator(FAST)
    p.write("m.yaml", manifest())
    p.write("p.csv", BAD)
    expect(p.against(url, "plan", "m.yaml"), 2)
    out, err = expect(p.against(url, "plan", "--on-error", "skip", "m.yaml"), 3, "p.csv:3:", "7 jobs cannot be made and fail",
                      "2 to submit")
    made = json.loads(expect(p.against(url, "plan", "--json", "--on-error", "skip", "m.yaml"), 3)[0])
    assert made["bad_rows"] == 7 and made["to_submit"] == 2, made
    expect(p.against(url, "plan", "--on-error", "skip", "--out", "x.plan", "m.yaml"), 2, "a plan is saved without bad rows")
    p.write("p.csv", "sku,title,price,size\nA1,Lamp,9.90,20\n")
    expect(p.against(url, "plan", "--on-error", "skip", "m.yaml"), 0, absent=["cannot be made"])
    assert stats(url)["accepted_generations"] == 0


@case
def what_is_wrong_with_manifest_file_or_design_stops_all_the_same(p):
    url = p.simulator(FAST)
    sound = "sku,title,price,size\nA1,Lamp,9.90,20\nA2,Chair,oops,20\n"
    for text, rows in [
            (manifest().replace("title: {", "titel: {"), sound),
            (manifest().replace("${row.title}", "${row.titel}"), sound),
            (manifest().replace("facebook-feed", "facebook-fed"), sound),
            (manifest(size="-3"), sound),
            (manifest(rows="q.csv"), sound),
            (manifest(), "sku,sku,price,size\nA1,Lamp,9.90,20\n"),
            (manifest(), "sku,title,price,size\nA1,Lamp,9.90,20\nA2,\"Chair,5,20\n"),
            (manifest(more="naem: x\n"), sound)]:
        p.write("m.yaml", text)
        p.write("p.csv", rows)
        expect(run(p, url, "--on-error", "skip"), 2, "nothing was submitted")
        expect(p.against(url, "plan", "--on-error", "skip", "m.yaml"), 2)
    assert stats(url)["accepted_generations"] == 0


@case
def warnings_about_rows_are_skipped_where_they_are_errors(p):
    url = p.simulator(FAST)
    p.write("m.yaml", manifest())
    p.write("p.csv", "sku,title,price,size\nA1,Lamp,9.90,20\nA2,#REF!,5,20\n")
    expect(run(p, url, "--strict"), 2)
    expect(run(p, url, "--strict", "--on-error", "skip"), 3, "leftover")
    assert stats(url)["accepted_generations"] == 1
    assert jobs(p)["hero/A2"]["status"] == "failed"
    # A warning about the file is about all of its rows.
    p.write("p.csv", ",sku,title,price,size\n0,A1,Lamp,9.90,20\n")
    expect(run(p, url, "--strict", "--on-error", "skip"), 2, "nameless-column")


@case
def failures_that_are_not_borne_stop_before_anything_is_bought(p):
    url = p.simulator(FAST)
    p.write("m.yaml", manifest())
    p.write("p.csv", BAD)
    expect(run(p, url, "--on-error", "skip", "--max-failures", "6"), 3, "--max-failures allows 6")
    assert stats(url)["accepted_generations"] == 0
    expect(run(p, url, "--on-error", "skip", "--max-failures", "7"), 3)
    assert stats(url)["accepted_generations"] == 2


@case
def the_environment_says_it_too_and_suggestions_repeat_it(p):
    url = p.simulator(FAST)
    p.write("m.yaml", manifest())
    p.write("p.csv", BAD)
    _, err = expect(run(p, url, PRESSRUN_ON_ERROR="skip"), 3)
    assert stats(url)["accepted_generations"] == 2
    expect(run(p, url, PRESSRUN_ON_ERROR="skp"), 2, "'skp' is none of")
    p.write("p.csv", BAD.replace("Shelf", "Board"))
    _, err = expect(run(p, url, "--on-error", "skip", "--max-credits", "0"), 8)
    assert "--on-error skip" in err.split("pressrun run")[-1], err


if __name__ == "__main__":
    sys.exit(main())
