#!/usr/bin/env python3
"""Designs and fonts by name: looked up once, refused where they mean nothing or too much, known offline afterwards.
Usage: named_designs_test.py PRESSRUN"""
import json
import sys

from harness import FAST, case, expect, main, stats

LORA = "5d8f1f0e-4a8b-4f43-8e0b-6f1a9d7c2b02"
HERO = "64238d01-d402-474b-8c2d-fbc957e9d290"
TWINS = FAST + """fonts:
  - {id: 0c1f5a52-7d1e-4d0a-9a6b-3f5c1d2e4a01, name: Lora, type: google}
  - {id: 5d8f1f0e-4a8b-4f43-8e0b-6f1a9d7c2b02, name: Lora, type: custom}
"""


def named(font="Lora", design="design: seasonal hero", fields=""):
    return (f"pressrun: 1\nname: spring\ndesigns:\n  - {design}\n    template_format_names: [leaderboard]\n{fields}"
            f"    elements: {{title: {{payload: Kites, font: {font}}}}}\n")


@case
def names_are_looked_up_once_and_sent_as_ids(p):
    url = p.simulator()
    p.write("a.yaml", named("'${row.font}'", fields="    rows: [{font: Lora}, {font: HOUSE SANS}]\n"))
    expect(p.against(url, "run", "a.yaml"), 0)
    results = p.results()
    assert [job["key"] for job in results["jobs"]] == ["seasonal hero/1", "seasonal hero/2"], results
    assert {job["design_id"] for job in results["jobs"]} == {HERO}
    assert results["summary"]["api_calls"]["read"] == 4  # listing, design, fonts, workspace
    by_id = p.folder / "by_id"
    p.write("by_id/a.yaml", named(LORA, f"design_id: {HERO}"))
    expect(p.against(url, "run", by_id / "a.yaml"), 0)
    by_name, by_uuid = p.results()["jobs"][0], json.loads((by_id / "spring.results.json").read_text())["jobs"][0]
    assert by_name["fingerprint"] == by_uuid["fingerprint"]  # the same request


@case
def names_that_mean_nothing_stop_the_run_with_the_nearest(p):
    url = p.simulator()
    p.write("a.yaml", named("Loora", "design: Saesonal hero"))
    expect(p.against(url, "run", "a.yaml"), 2, "a.yaml:4:13: error: there is no design named 'Saesonal hero'",
           "did you mean 'Seasonal hero'?", "there is no font named 'Loora'", "did you mean 'Lora'?")
    p.write("a.yaml", named(design="design: seasonal hero\n    project: print"))
    expect(p.against(url, "run", "a.yaml"), 2, "in project 'print'", "it is in project 'Campaigns'")
    assert stats(url)["accepted_generations"] == 0


@case
def names_that_mean_too_much_stop_the_run_with_what_tells_them_apart(p):
    url = p.simulator(TWINS)
    p.write("a.yaml", named())
    expect(p.against(url, "run", "a.yaml"), 2, "there are several fonts named 'Lora'", LORA + " (custom)")
    p.write("a.yaml", named(LORA))
    expect(p.against(url, "run", "a.yaml"), 0)


@case
def a_workspace_without_fonts_has_no_font_of_any_name(p):
    url = p.simulator()
    p.write("a.yaml", named())
    expect(p.against(url, "run", "a.yaml"), 0)  # keeps what the name stood for
    bare = p.simulator(FAST + "fonts: []\n")
    p.write("a.yaml", named().replace("Kites", "More"))
    expect(p.against(bare, "run", "a.yaml"), 2, "there is no font named 'Lora'")
    assert stats(bare)["accepted_generations"] == 0


@case
def a_font_and_another_mistake_of_one_job_are_on_one_page(p):
    url = p.simulator()
    p.write("a.yaml", named("Loora").replace("payload: Kites", "payload: Kites, font_size: 0"))
    expect(p.against(url, "plan", "a.yaml"), 2, "there is no font named 'Loora'", "'font_size' must be", "2 errors")


@case
def without_preflight_names_are_looked_up_all_the_same(p):
    url = p.simulator()
    p.write("a.yaml", named())
    expect(p.against(url, "run", "a.yaml", "--no-preflight"), 0)
    assert p.results()["summary"]["api_calls"]["read"] == 3  # listing, fonts, workspace
    assert p.results()["jobs"][0]["design_id"] == HERO


@case
def offline_names_stand_for_what_they_stood_for_last(p):
    url = p.simulator()
    p.write("a.yaml", named())
    before = json.loads(expect(p.run("plan", "a.yaml", "--offline", "--json"), 0)[0])
    assert before["new"] == 1, before
    expect(p.against(url, "run", "a.yaml"), 0)
    after = json.loads(expect(p.run("plan", "a.yaml", "--offline", "--json"), 0)[0])
    assert after["unchanged"] == 1, after
    p.write("a.yaml", named("Just bought"))  # may be there since
    expect(p.run("plan", "a.yaml", "--offline"), 0)


@case
def a_listing_that_is_refused_stops_the_run_with_the_apis_words(p):
    url = p.simulator(FAST + "faults: [{kind: status, status: 400, on: read, at_most: 1}]\n")
    p.write("a.yaml", named())
    expect(p.against(url, "run", "a.yaml"), 2, "names of designs and fonts cannot be looked up", "write their ids")
    assert stats(url)["accepted_generations"] == 0


if __name__ == "__main__":
    sys.exit(main())
