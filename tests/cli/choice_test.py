#!/usr/bin/env python3
"""Which jobs and which manifests: several of which one is broken or held, environments, samples, limits, and how many
failures a run bears. Usage: choice_test.py PRESSRUN [CASE]"""
import fcntl
import json
import sys

from harness import FAST, TEASER, case, expect, main, manifest, stats

QUIET = ["--progress", "none"]
BROKEN = manifest(1, "broken", "    matrx: {n: [1]}\n")


def keys(p, name):
    return {job["key"]: job["status"] for job in p.results(name)["jobs"]}


def submitted(p, name):
    return sorted(key for key, status in keys(p, name).items() if status == "succeeded")


@case
def a_broken_manifest_hides_nothing_of_the_others(p):
    p.write("all/a.yaml", manifest(2, "a"))
    p.write("all/b.yaml", BROKEN)
    p.write("all/c.yaml", manifest(3, "c"))
    p.write("all/d.yaml", "pressrun: 1\n  designs: [}\n")
    out, err = expect(p.run("plan", "--simulate", "all"), 2, "did you mean 'matrix'?", "d.yaml:2:")
    assert "a" in out and "2 to submit" in out + err and "3 to submit" in out + err, out + err
    expect(p.run("plan", "--simulate", "all", "--keep-going"), 3, "did you mean 'matrix'?")
    expect(p.run("run", "--simulate", "all", *QUIET), 2, "did you mean 'matrix'?", "d.yaml:2:", "nothing was submitted")
    assert not (p.folder / "all" / "a.simulated.results.json").exists()


@case
def with_keep_going_the_others_run(p):
    url = p.simulator(FAST)
    p.write("all/a.yaml", manifest(2, "a"))
    p.write("all/b.yaml", BROKEN)
    p.write("all/c.yaml", manifest(3, "c").replace("[rectangle]", "[rectangel]"))
    p.write("all/d.yaml", manifest(1, "d"))
    expect(p.against(url, "run", "all", "none.yaml", "--keep-going", *QUIET), 3, "did you mean 'matrix'?",
           "did you mean 'rectangle'?", "none.yaml", "c.yaml is left out: it has mistakes")
    assert stats(url)["accepted_generations"] == 3
    assert len(submitted(p, "all/a")) == 2 and len(submitted(p, "all/d")) == 1
    assert not (p.folder / "all" / "c.results.json").exists()
    expect(p.against(url, "run", "all/b.yaml", "all/c.yaml", "--keep-going", *QUIET), 2, "nothing was submitted")
    out, _ = expect(p.run("status", "all"), 4, "did you mean 'matrix'?", "there is no run of 'c'")
    assert "a" in out and "d" in out


@case
def with_keep_going_a_journal_that_is_held_holds_up_its_own_manifest_alone(p):
    url = p.simulator(FAST)
    texts = {name: lambda jobs, name=name: manifest(jobs, name).replace("number", name) for name in "ab"}
    for name in "ab":
        p.write(f"{name}.yaml", texts[name](1))
        expect(p.against(url, "run", f"{name}.yaml", *QUIET), 0)
    for name in "ab":
        p.write(f"{name}.yaml", texts[name](3))
    with open(p.folder / ".pressrun" / "a.lock", "r+b") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        fcntl.flock(lock, fcntl.LOCK_EX)
        expect(p.against(url, "run", "a.yaml", "b.yaml", *QUIET), 11)
        expect(p.against(url, "run", "a.yaml", "b.yaml", "--keep-going", *QUIET), 3, "a.yaml is left out")
    assert len(submitted(p, "a")) == 1 and len(submitted(p, "b")) == 3


@case
def an_environment_is_a_campaign_of_its_own_on_the_same_journal(p):
    url = p.simulator(FAST)
    text = manifest(2, "spring", "environments:\n  staging:\n    designs: {teaser: {matrix: {n: [1, 2, 3]}}}\n")
    p.write("spring.yaml", text)
    expect(p.against(url, "run", "spring.yaml", *QUIET), 0)
    expect(p.against(url, "run", "spring.yaml", *QUIET, PRESSRUN_ENVIRONMENT="staging"), 0)
    assert stats(url)["accepted_generations"] == 4, "what one bought the other does not buy again"
    assert len(keys(p, "spring")) == 2 and len(keys(p, "spring.staging")) == 3
    assert [path.name for path in (p.folder / ".pressrun").glob("*.db")] == ["spring.db"]
    expect(p.against(url, "run", "spring.yaml", *QUIET), 0)
    expect(p.against(url, "run", "spring.yaml", "--environment", "staging", *QUIET), 0)
    assert stats(url)["accepted_generations"] == 4
    for words, jobs in ([], 2), (["--environment", "staging"], 3):
        out, _ = expect(p.run("status", "spring.yaml", "--json", *words), 0)
        assert json.loads(out)["summary"]["jobs"] == jobs, out
    expect(p.run("plan", "spring.yaml", "--simulate", "--environment", "stagin"), 2, "did you mean 'staging'?")


@case
def a_saved_plan_knows_its_environment_sample_and_limit(p):
    url = p.simulator(FAST)
    p.write("spring.yaml", manifest(9, "spring", "environments:\n  staging: {defaults: {image_file_type: jpeg}}\n"))
    expect(p.against(url, "plan", "spring.yaml", "--environment", "staging", "--sample", "5", "--limit", "2", "--out", "p.plan"),
           0)
    expect(p.against(url, "run", "--plan", "p.plan", *QUIET), 0)
    assert len(submitted(p, "spring.staging")) == 2 and stats(url)["accepted_generations"] == 2


@case
def a_sample_is_the_same_every_time_and_a_limit_goes_on(p):
    url = p.simulator(FAST)
    p.write("spring.yaml", manifest(20))
    expect(p.against(url, "run", "spring.yaml", "--sample", "20%", *QUIET), 0)
    first = submitted(p, "spring")
    assert len(first) == 4 and len(keys(p, "spring")) == 20
    expect(p.against(url, "run", "spring.yaml", "--sample", "4", *QUIET), 0)
    assert submitted(p, "spring") == first
    expect(p.against(url, "run", "spring.yaml", "--limit", "5", *QUIET), 0)
    assert len(submitted(p, "spring")) == 9, "those that are there do not count"
    expect(p.against(url, "plan", "spring.yaml", "--limit", "5"), 0, "5 to submit")
    expect(p.against(url, "run", "spring.yaml", *QUIET, PRESSRUN_LIMIT="100"), 0)
    assert len(submitted(p, "spring")) == 20 and stats(url)["accepted_generations"] == 20
    expect(p.against(url, "run", "spring.yaml", "--limit", "5", *QUIET), 0)  # nothing is left: no mistake
    expect(p.against(url, "run", "spring.yaml", "--select", "x*", "--sample", "2", *QUIET), 4, "--sample 2")
    for wrong in ["--limit=0"], ["--sample=0"], ["--sample=200%"], ["--max-failures=x"]:
        expect(p.run("run", "spring.yaml", *wrong), 2)


@case
def a_run_bears_so_many_failures(p):
    url = p.simulator(FAST + "format_failure_rate: 1\nfailure_reasons: [\"The text cannot fit within the defined space.\"]\n")
    p.write("spring.yaml", manifest(60))
    expect(p.against(url, "run", "spring.yaml", "--max-failures", "0", "--max-in-flight", "1", *QUIET), 3,
           "--max-failures allows 0")
    assert stats(url)["accepted_generations"] < 60


@case
def a_folder_passes_over_dotfiles_and_what_pressrun_wrote(p):
    p.write("all/spring.yaml", manifest(2))
    p.write("all/.hidden.yaml", BROKEN)
    p.write("all/.pressrun/x.yaml", BROKEN)
    expect(p.run("run", "--simulate", "all", "-o", "all/out.yaml", "-o", "all/other.results.yaml", *QUIET), 0)
    assert (p.folder / "all" / "out.yaml").exists()
    expect(p.run("plan", "--simulate", "all"), 0, absent=["out.yaml", "hidden"])


@case
def a_hidden_layer_needs_no_text(p):
    p.write("rows.csv", "sku,title\na,Kite\nb,\n")
    text = manifest(1).replace("    matrix: {n: [0]}\n", "    rows: rows.csv\n")
    p.write("a.yaml", text.replace('{payload: "number ${n}"}', '{payload: "${row.title}"}'))
    expect(p.run("plan", "--simulate", "a.yaml"), 2, "payload")
    p.write("a.yaml", text.replace('{payload: "number ${n}"}', '{payload: "${row.title}", hidden: "${row.title | empty}"}'))
    expect(p.run("run", "--simulate", "a.yaml", *QUIET), 0, absent=["warning:"])


@case
def a_misspelt_twin_is_told_with_the_nearest(p):
    p.write("a.yaml", manifest(1))
    for wrong, right in ("PRESSRUN_LIMITS", "PRESSRUN_LIMIT"), ("PRESSRUN_ENVIROMENT", "PRESSRUN_ENVIRONMENT"), \
            ("PRESSRUN_KEEP_GONG", "PRESSRUN_KEEP_GOING"), ("PRESSRUN_MAX_FAILURE", "PRESSRUN_MAX_FAILURES"):
        expect(p.run("plan", "--simulate", "a.yaml", **{wrong: "1"}), 0, wrong, f"did you mean '{right}'?")
    expect(p.run("plan", "--simulate", "a.yaml", PRESSRUN_LIMIT="1", PRESSRUN_SAMPLE="1", PRESSRUN_KEEP_GOING="yes",
                 PRESSRUN_SERVICE_HOST="x", PRESSRUN_PORT_80_TCP="y"), 0, absent=["warning"])


@case
def mistakes_of_all_kinds_are_on_one_page(p):
    p.write("a.yaml", f"""pressrun: 1
name: spring
outdated: perhaps
designs:
  - design_id: {TEASER}
    name: one
    matrix: {{n: 1}}
    elements: {{titel: {{payload: "${{n}}"}}}}
  - design_id: {TEASER}
    name: two
    rows: none.csv
    elements: {{title: {{payload: "${{row.x}}", font_size: big}}}}
  - design_id: {TEASER}
    name: three
    variants: [en, {{key: fr, elements: {{title: x}}}}]
    template_format_names: [rectangel]
""")
    expect(p.run("run", "--simulate", "a.yaml", *QUIET), 2, "'outdated'", "'n' must be a list", "did you mean 'title'?",
           "none.csv", "'font_size'", "a variant must be a mapping", "'title' is a bare text", "did you mean 'rectangle'?")


if __name__ == "__main__":
    sys.exit(main())
