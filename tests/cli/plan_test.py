#!/usr/bin/env python3
"""What is known before money moves: plans, saved plans, kept designs, the page of findings.
Usage: plan_test.py PRESSRUN"""
import json
import sqlite3
import sys

from harness import FAST, TEASER, case, expect, main, manifest, stats

HERO = "64238d01-d402-474b-8c2d-fbc957e9d290"
GONE = "99999999-9999-4999-8999-999999999999"


def generations(url):
    return stats(url)["accepted_generations"]


@case
def a_plan_counts_and_prices_what_a_run_would_do(p):
    url = p.simulator(FAST + "credits: 2\n")
    p.write("a.yaml", manifest(3))
    out, _ = expect(p.against(url, "plan", "a.yaml", "--json"), 0)
    plan = json.loads(out)
    assert (plan["new"], plan["assets"], plan["credits"], plan["credits_exact"]) == (3, 3, 3, True), plan
    assert plan["balance"]["available"] == 2 and plan["credits_wanting"] == 1, plan
    expect(p.against(url, "plan", "a.yaml"), 0, "2 available", "1 too few", "3 to submit")
    assert generations(url) == 0


@case
def mistakes_that_are_found_without_the_api_do_not_hide_why_it_was_not_asked(p):
    p.write("a.yaml", manifest(1).replace("payload:", "font_size: 0, payload:"))
    expect(p.run("plan", "a.yaml"), 2, "at least 1", "1 error: nothing was submitted", "no design was read",
           "no API key")
    expect(p.run("run", "a.yaml", "--base-url", "http://127.0.0.1:1", "--max-duration", "1s", ABYSSALE_API_KEY="k"), 2,
           "at least 1", "no design was read, so names and formats were not compared")


@case
def findings_are_told_to_programs_too(p):
    url = p.simulator()
    p.write("rows.csv", "sku,size\na,big\nb,12\nc,small\n")
    p.write("a.yaml", f"pressrun: 1\nname: spring\ndesigns:\n  - design_id: {TEASER}\n    rows: rows.csv\n"
            "    elements: {title: {font_size: \"${row.size}\"}}\n    new_field: 1\n")
    for words in (["--base-url", url], ["--offline"]):
        out, err = expect(p.run("plan", "a.yaml", "--json", *words, ABYSSALE_API_KEY="k"), 2, "rows.csv:2:3: 'big'")
        plan = json.loads(out)
        size, field = plan["findings"]
        assert (size["severity"], size["line"], size["count"]) == ("error", 6, 2), size
        assert size["path"] == "elements.title.font_size" and size["file"] == "a.yaml" and size["hint"] == "", size
        assert [(cell["file"], cell["line"], cell["column"], cell["value"]) for cell in size["cells"]] == \
            [("rows.csv", 2, 3, "big"), ("rows.csv", 4, 3, "small")], size
        assert field["severity"] == "error" and field["count"] == 3 and field["cells"] == [], field
        assert plan["jobs"] == 0 and plan["name"] == "spring", plan
    p.write("rows.csv", "sku,size\na,10\nb,\n")
    p.write("a.yaml", f"pressrun: 1\nname: spring\ndesigns:\n  - design_id: {TEASER}\n    rows: rows.csv\n"
            "    elements: {title: {payload: \"in ${row.size} px\"}}\n")
    plan = json.loads(expect(p.against(url, "plan", "a.yaml", "--json"), 0)[0])
    assert [(one["severity"], one["lint"]) for one in plan["findings"]] == [("warning", "hole")], plan
    p.write("b.yaml", "pressrun: 1\n")
    nothing = json.loads(expect(p.run("plan", "b.yaml", "--json", "--offline"), 2)[0])
    assert len(nothing["findings"]) == 1, nothing
    out, _ = expect(p.run("plan", "b.yaml", "--json"), 2)
    assert len(json.loads(out)["findings"]) == 1, out


@case
def offline_the_designs_of_the_last_run_are_compared_with(p):
    p.write("a.yaml", manifest(2))
    expect(p.run("plan", "a.yaml", "--offline"), 0, "names and formats of 1 design were not compared", "≥ 2")
    expect(p.against(p.simulator(), "run", "a.yaml"), 0)
    p.write("a.yaml", manifest(3))
    expect(p.run("plan", "a.yaml", "--offline"), 0, "names and formats of 1 design are as of 20", absent=["≥", "were not"])
    plan = json.loads(expect(p.run("plan", "a.yaml", "--offline", "--json"), 0)[0])
    assert (plan["offline"]["designs"], plan["offline"]["not_compared"], plan["new"]) == (1, 0, 1), plan
    assert plan["offline"]["as_of"].startswith("20") and plan["credits_exact"], plan
    p.write("a.yaml", manifest(2).replace("title:", "titel:"))
    expect(p.run("plan", "a.yaml", "--offline"), 2, "did you mean 'title'?")


@case
def after_a_run_the_plan_tells_new_changed_and_unchanged_apart(p):
    url = p.simulator()
    p.write("a.yaml", manifest(3))
    expect(p.against(url, "run", "a.yaml"), 0)
    p.write("a.yaml", manifest(5).replace('"number ${n}"', '"${n:-0} or ${n}"').replace("${n:-0} or", "number"))
    plan = json.loads(expect(p.against(url, "plan", "a.yaml", "--json"), 0)[0])
    assert (plan["new"], plan["unchanged"], plan["changed"]) == (2, 3, 0), plan
    p.write("a.yaml", manifest(5).replace("number", "no."))
    plan = json.loads(expect(p.against(url, "plan", "a.yaml", "--json"), 0)[0])
    assert (plan["new"], plan["unchanged"], plan["changed"]) == (2, 0, 3), plan


@case
def a_design_is_read_once_and_again_only_when_the_listing_shows_another_version(p):
    url = p.simulator()
    p.write("a.yaml", manifest(1))
    expect(p.against(url, "run", "a.yaml"), 0)
    first = p.results()["summary"]["api_calls"]["read"]  # the workspace, and the design
    expect(p.against(url, "run", "a.yaml", "--force", "--yes"), 0)
    assert p.results()["summary"]["api_calls"]["read"] == 1  # the listing alone
    with sqlite3.connect(p.folder / ".pressrun" / "spring.db") as journal:
        journal.execute("UPDATE answers SET body = replace(body, '\"updated_at\":', '\"updated_at\":1')")
    expect(p.against(url, "run", "a.yaml", "--force", "--yes"), 0)
    assert p.results()["summary"]["api_calls"]["read"] == 2  # the listing, and the design
    assert first == 2


@case
def what_a_run_learned_of_rendering_times_stays_in_the_journal(p):
    url = p.simulator()
    p.write("a.yaml", manifest(8))
    expect(p.against(url, "run", "a.yaml"), 0)
    with sqlite3.connect(p.folder / ".pressrun" / "spring.db") as journal:
        [(learned,)] = journal.execute("SELECT body FROM answers WHERE name = 'render times'").fetchall()
        assert list(json.loads(learned)) == [TEASER + " "], learned
        journal.execute("UPDATE answers SET body = 'no JSON' WHERE name = 'render times'")
    expect(p.against(url, "run", "a.yaml", "--force", "--yes"), 0)  # and does without where it must


@case
def designs_that_were_read_long_ago_are_read_again(p):
    url = p.simulator()
    p.write("a.yaml", manifest(1))
    expect(p.against(url, "run", "a.yaml"), 0)
    with sqlite3.connect(p.folder / ".pressrun" / "spring.db") as journal:
        journal.execute("UPDATE answers SET read_at = read_at - 25 * 3600 * 1000")
    expect(p.against(url, "run", "a.yaml", "--force", "--yes"), 0)
    assert p.results()["summary"]["api_calls"]["read"] == 2


@case
def a_saved_plan_is_carried_out_once(p):
    url = p.simulator()
    p.write("a.yaml", manifest(3))
    expect(p.against(url, "plan", "a.yaml", "--out", "night.plan", "--select", "*/1*"), 0, "run --plan night.plan")
    assert (p.folder / "night.plan").stat().st_mode & 0o77 == 0
    expect(p.against(url, "run", "--plan", "night.plan"), 0)
    assert generations(url) == 1
    expect(p.against(url, "run", "--plan", "night.plan"), 2, "runs once")
    assert generations(url) == 1


@case
def a_saved_plan_is_refused_when_anything_it_names_has_changed(p):
    url = p.simulator()
    rows = "sku,text\na,one\nb,two\n"
    text = (f"pressrun: 1\ndesigns:\n  - design_id: {TEASER}\n    name: teaser\n    rows: rows.csv\n"
            "    key: '${row.sku}'\n    elements: {title: {payload: '${row.text} ${env.TAIL}'}}\n")
    p.write("a.yaml", text)
    p.write("rows.csv", rows)
    expect(p.against(url, "plan", "a.yaml", "--out", "x.plan", TAIL="1"), 0)
    expect(p.against(url, "run", "--plan", "x.plan", TAIL="2"), 2, "another than the one that was planned", "'teaser/a'")
    p.write("rows.csv", rows + "c,three\n")
    expect(p.against(url, "run", "--plan", "x.plan", TAIL="1"), 2, "rows.csv: error: this file has changed",
           "does not name", "'teaser/c'")
    p.write("rows.csv", rows)
    expect(p.against(url, "run", "a.yaml", TAIL="1"), 0)
    expect(p.against(url, "run", "--plan", "x.plan", TAIL="1"), 2, "was done meanwhile")
    assert generations(url) == 2


@case
def a_plan_knows_the_version_of_each_design(p):
    url = p.simulator()
    p.write("a.yaml", manifest(1))
    expect(p.against(url, "plan", "a.yaml", "--out", "x.plan"), 0)
    whole = (p.folder / "x.plan").read_text()
    head = json.loads(whole.splitlines()[0])
    assert list(head["designs"]) == [TEASER] and head["designs"][TEASER] > 1_700_000_000
    p.write("cut.plan", whole[:-60])
    for text in ("[]", "1", "null", "{}", '{"jobs":[]}'):
        p.write("odd.plan", text + "\n")
        expect(p.against(url, "run", "--plan", "odd.plan"), 2, "'odd.plan' is no saved plan")
    p.write("forged.plan", whole.replace('"force":false', '"force":true'))
    for name, says in [("cut.plan", "cut off"), ("forged.plan", "changed by hand"), ("a.yaml", "no saved plan"),
                       ("none.plan", "cannot be read")]:
        expect(p.against(url, "run", "--plan", name), 2, says)
    expect(p.against(url, "run", "--plan", "x.plan", "--force"), 2, "leave them out")
    assert generations(url) == 0


@case
def one_reading_finds_a_mistake_of_each_kind_and_spends_nothing(p):
    url = p.simulator()
    p.write("rows.csv", "sku,text,size\n" + "".join(f"s{n},Kite {n},{'big' if n % 2 else 12}\n" for n in range(2000)))
    p.write("a.yaml", f"""pressrun: 1
designs:
  - design_id: {HERO}
    name: hero
    rows: rows.csv
    key: "${{row.sku}}"
    template_format_names: [facebook-fed]
    image_file_type: mp4
    elements:
      titel: {{payload: "${{row.text}}"}}
      title: {{payload: "${{row.txt}}", colour: "#101010"}}
      subtitle: {{font_size: "${{row.size}}"}}
  - design_id: {GONE}
    name: gone
""")
    code, out, err = p.against(url, "run", "a.yaml")
    assert code == 2 and generations(url) == 0, err
    for text in ["a.yaml:7:29: error: design 'hero' has no format 'facebook-fed'", "did you mean 'facebook-feed'?",
                 "a.yaml:8:22: error: file type 'mp4'", "a.yaml:10:7: error: design 'hero' has no element 'titel'",
                 "the rows have no column 'txt'", "did you mean 'row.text'?", "has no property 'colour'", f"a.yaml:13:16: error: the design '{GONE}' cannot be used"]:
        assert text in err, f"{text!r} is not in\n{err}"
    assert len(err.splitlines()) < 60, err
    assert not (p.folder / ".pressrun").exists()


@case
def a_named_journal_keeps_simulated_runs_apart_too(p):
    url = p.simulator()
    p.write("a b.yaml", manifest(2))
    _, err = expect(p.run("run", "a b.yaml", "--simulate", "--state", "s.db", "--max-credits", "1"), 8)
    assert "pressrun run 'a b.yaml' --simulate" in err, err
    plan = json.loads(expect(p.against(url, "plan", "a b.yaml", "--state", "s.db", "--json"), 0)[0])
    assert plan["new"] == 2, plan
    expect(p.run("status", "a b.yaml", "--simulate", "--state", "s.db"), 0, "1 succeeded")


@case
def ten_thousand_bad_rows_are_one_finding(p):
    url = p.simulator()
    p.write("rows.csv", "sku,size\n" + "".join(f"s{n},big{n}\n" for n in range(10_000)))
    p.write("a.yaml", f"pressrun: 1\ndesigns:\n  - design_id: {TEASER}\n    name: t\n    rows: rows.csv\n"
                      "    key: '${row.sku}'\n    elements: {title: {font_size: '${row.size}'}}\n")
    code, out, err = p.against(url, "plan", "a.yaml")
    assert code == 2 and len(err.splitlines()) < 12, err
    for text in ["a.yaml:7:35: error:", "(10000 jobs)", "rows.csv:2:4: 'big0'", "rows.csv:4:4: 'big2'", "9997 more",
                 "1 error"]:
        assert text in err, f"{text!r} is not in\n{err}"


@case
def a_mistake_is_told_before_a_missing_key(p):
    p.write("a.yaml", manifest(1).replace("payload:", "font_size:"))
    _, err = expect(p.run("run", "a.yaml"), 2, "error:")
    assert err.index("error:") < err.index("ABYSSALE_API_KEY"), err


if __name__ == "__main__":
    sys.exit(main())
