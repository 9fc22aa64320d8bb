#!/usr/bin/env python3
"""Manifests made from live designs, and run as they are. Usage: init_test.py PRESSRUN"""
import json
import subprocess
import sys

from harness import FAST, PRESSRUN, TEASER, case, expect, main, stats
from workspace import DESIGNS


def starts(kind):
    def check(p):
        url = p.simulator(FAST)
        expect(p.run("init", "--base-url", url, DESIGNS[kind], "-o", "a.yaml", ABYSSALE_API_KEY="k"), 0, "pressrun plan a.yaml")
        plan = json.loads(expect(p.against(url, "plan", "a.yaml", "--strict", "--json"), 0)[0])
        assert plan["new"] == 1, plan
        expect(p.against(url, "run", "a.yaml", "-o", "r.json"), 0)
        job = json.loads((p.folder / "r.json").read_text())["jobs"][0]
        assert job["status"] == "succeeded" and job["assets"] and not job["errors"], job
        assert stats(url)["accepted_generations"] == 1
    check.__name__ = "init_starts_" + kind
    return check


for _kind in DESIGNS:
    case(starts(_kind))


@case
def init_takes_a_name_where_it_is_unique(p):
    by_id, _ = expect(p.run("init", "--simulate", TEASER), 0)
    assert expect(p.run("init", "--simulate", "Teaser banner"), 0)[0] == by_id
    expect(p.run("init", "--simulate", "Teaser bannr"), 4, "no design named 'Teaser bannr'", "did you mean 'Teaser banner'?")
    double = "designs:\n" + "".join(
        f"  - {{id: {n * 8}-0000-4000-8000-000000000001, name: Sale, type: static, updated_at: 1781000000, project_id: aaaaaaaa-0000-4000-8000-00000000000{n}, project_name: P{n}, formats: [{{id: f, width: 1, height: 1}}], elements: []}}\n" for n in "12")
    p.write("s.yaml", FAST + double)
    expect(p.run("init", "--simulate", "--scenario", "s.yaml", "Sale"), 2, "several designs are named 'Sale'",
           "11111111-0000-4000-8000-000000000001", "22222222-0000-4000-8000-000000000001")


@case
def init_sets_what_a_campaign_says_and_with_all_everything(p):
    usual, _ = expect(p.run("init", "--simulate", TEASER), 0)
    whole, _ = expect(p.run("init", "--simulate", TEASER, "--all"), 0)
    settings = [[line for line in text.splitlines() if line.startswith("        ") and not line.strip().startswith("#")]
                for text in (usual, whole)]
    assert any("payload:" in line for line in settings[0]), usual
    assert not any("font_weight:" in line for line in settings[0]), usual
    assert any("font_weight:" in line for line in settings[1]) and len(settings[1]) > len(settings[0]), whole


@case
def init_and_run_need_no_key_with_simulate(p):
    out, _ = expect(p.run("init", "--simulate", TEASER), 0)
    p.write("a.yaml", out)
    p.write("s.yaml", FAST)
    expect(p.run("run", "--simulate", "--scenario", "s.yaml", "a.yaml"), 0)


@case
def init_does_not_overwrite_unless_told_to(p):
    p.write("a.yaml", "mine")
    expect(p.run("init", "--simulate", TEASER, "-o", "a.yaml"), 2, "'a.yaml' is there already")
    assert (p.folder / "a.yaml").read_text() == "mine"
    expect(p.run("init", "--simulate", TEASER, "-o", "a.yaml", "-y"), 0)
    assert TEASER in (p.folder / "a.yaml").read_text()


@case
def what_is_made_for_people_to_share_can_be_read_as_the_umask_says(p):
    for mask, mode in (("022", 0o644), ("077", 0o600)):
        for words in (["init", "--simulate", TEASER, "-o", f"{mask}.yaml"], ["schema", "-o", f"{mask}.json"]):
            subprocess.run(["sh", "-c", f'umask {mask} && exec "$0" "$@"', PRESSRUN, *words], cwd=p.folder, env=p.env,
                           check=True, timeout=60)
            assert (p.folder / words[-1]).stat().st_mode & 0o777 == mode, words


@case
def init_tells_what_each_value_may_be(p):
    out, _ = expect(p.run("init", DESIGNS["static"], "--simulate"), 0)
    for note in ("# number from 0 to 100", "# one of 'cover', 'fill'", "# colour or gradient", "font's name or id",
                 "text of 1 to 10000 characters", "number from 100 to 900 in steps of 100",
                 "mask_properties {radius: number of at least 0, or {tl, tr, br, bl}", "skew_y: number from -22 to 22}",
                 "text_to_image_properties {prompt: prompt of three words or more"):
        assert note in out, f"{note!r} is not in\n{out}"
    assert "(mapping)" not in out, out


@case
def init_tells_what_is_wrong(p):
    expect(p.run("init", "--simulate", "99999999-9999-4999-8999-999999999999"), 4, "not in this workspace")
    expect(p.run("init", "--simulate", "hero"), 4, "there is no design named 'hero'; 'pressrun designs' lists them")
    expect(p.run("init"), 2, "no design named")
    expect(p.run("init", TEASER), 12)
    expect(p.run("init", "--simulate", TEASER, "-o", "nowhere/a.yaml"), 1, "cannot write 'nowhere/a.yaml'")


if __name__ == "__main__":
    sys.exit(main())
