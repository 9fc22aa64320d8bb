#!/usr/bin/env python3
"""What is known before money moves: plans, saved plans, kept designs, the page of findings.
Usage: plan_test.py PRESSRUN"""
import contextlib
import fcntl
import json
import os
import pty
import re
import sqlite3
import struct
import subprocess
import sys
import termios

from harness import FAST, PRESSRUN, TEASER, case, expect, main, manifest, stats

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
def a_plan_shows_the_texts_of_the_first_job_of_each_design(p):
    url = p.simulator()
    p.write("a.yaml", manifest(3))
    expect(p.against(url, "plan", "a.yaml"), 0, "teaser: first of 3 jobs to submit", "  teaser/0  new: rectangle, 1 credit",
           '    title: "number 0"', absent=["number 1"])
    expect(p.against(url, "plan", "a.yaml", "--show", "2"), 0, "first 2 of 3", '"number 1"', absent=["number 2"])
    expect(p.against(url, "plan", "a.yaml", "--show", "all"), 0, "teaser: 3 jobs to submit", '"number 2"')
    expect(p.against(url, "plan", "a.yaml", "--show", "0"), 0, absent=["number 0"])
    expect(p.against(url, "plan", "a.yaml", "--show", "some"), 2, "neither a whole number nor all")
    shown = json.loads(expect(p.against(url, "plan", "a.yaml", "--json", "--show", "all"), 0)[0])["shown"]
    assert [job["texts"][0]["text"] for job in shown[0]["jobs"]] == ["number 0", "number 1", "number 2"], shown
    assert shown[0]["to_submit"] and shown[0]["not_shown"] == 0, shown


@case
def a_plan_says_why_jobs_changed_field_by_field(p):
    url = p.simulator()
    p.write("a.yaml", manifest(3))
    expect(p.against(url, "run", "a.yaml"), 0)
    p.write("a.yaml", manifest(3).replace("number", "no.").replace("payload:", "color: '#FF0000', payload:"))
    expect(p.against(url, "plan", "a.yaml"), 0, '    elements.title.payload: "number 0" → "no. 0"', "3 jobs, first teaser/0",
           'elements.title.color: not set → "#ff0000"')
    changes = json.loads(expect(p.against(url, "plan", "a.yaml", "--json"), 0)[0])["changes"]
    assert [(one["path"], one["jobs"], one["old"], one["new"]) for one in changes] == \
        [("elements.title.color", 3, None, "#ff0000"), ("elements.title.payload", 3, "number 0", "no. 0")], changes
    p.write("a.yaml", manifest(3).replace("[rectangle]", "[rectangle, billboard]"))
    expect(p.against(url, "plan", "a.yaml"), 0, 'template_format_names: ["rectangle"] → ["rectangle","billboard"]')
    with sqlite3.connect(p.folder / ".pressrun" / "spring.db") as journal:
        journal.execute("UPDATE contents SET text = ''")  # as of an earlier version
    p.write("a.yaml", manifest(3).replace("number", "no."))
    expect(p.against(url, "plan", "a.yaml"), 0, "of 3 jobs it is not known any more what was asked for before")


@case
def several_manifests_are_added_up(p):
    url = p.simulator()
    p.write("a.yaml", manifest(3))
    p.write("b.yaml", manifest(2, name="summer"))
    out, _ = expect(p.against(url, "plan", "a.yaml", "b.yaml"), 0, "all 2 manifests", "5 to submit")
    assert [line.split() for line in out.splitlines() if line.startswith("  all ")] == \
        [["all", "5", "5", "0", "0", "5", "5"]], out
    lines = [json.loads(line) for line in expect(p.against(url, "plan", "a.yaml", "b.yaml", "--json"), 0)[0].splitlines()]
    assert [one["name"] for one in lines] == ["spring", "summer"], lines
    for one in lines:
        assert (one["in_all"]["manifests"], one["in_all"]["jobs"], one["in_all"]["credits"]) == (2, 5, 5), one
        assert one["in_all"]["estimate"]["high_seconds"] >= one["estimate"]["high_seconds"] * 0.8, one


@case
def how_long_it_takes_is_a_range_that_earlier_runs_narrow(p):
    url = p.simulator()
    p.write("a.yaml", manifest(12))
    first = json.loads(expect(p.against(url, "plan", "a.yaml", "--json"), 0)[0])["estimate"]
    assert not first["learned"] and 0 < first["low_seconds"] < first["likely_seconds"] < first["high_seconds"], first
    expect(p.against(url, "plan", "a.yaml"), 0, "it takes ", "most likely", "none seen yet")
    expect(p.against(url, "run", "a.yaml"), 0)
    p.write("a.yaml", manifest(24))
    later = json.loads(expect(p.against(url, "plan", "a.yaml", "--json"), 0)[0])["estimate"]
    assert later["learned"] and later["high_seconds"] < first["high_seconds"] / 2, (first, later)
    expect(p.against(url, "plan", "a.yaml"), 0, "(rendering times of earlier runs)")


@case
def findings_are_coloured_on_a_terminal_and_say_the_same_without(p):
    p.write("a.yaml", manifest(1).replace("title:", "title: {payload: x}, tilte:").replace("elements:", "elemnts: 1\n    elements:"))
    plain = on_terminal(p, {"NO_COLOR": "1", "TERM": "xterm"})
    assert "error:" in plain and "\x1b" not in plain, plain
    coloured = on_terminal(p, {"TERM": "xterm"})
    assert "\x1b[1;31merror:\x1b[0m" in coloured, coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain, coloured
    assert on_terminal(p, {"TERM": "dumb"}) == plain
    assert on_terminal(p, {"TERM": "xterm"}, "--color", "never") == plain
    assert "\x1b" not in p.run("plan", "a.yaml", "--offline")[2]
    assert "\x1b" in p.run("plan", "a.yaml", "--offline", "--color", "always")[2]
    assert "\x1b" in p.run("plan", "a.yaml", "--offline", CLICOLOR_FORCE="1")[2]


@case
def a_plan_fits_a_terminal_of_eighty_columns(p):
    url = p.simulator()
    long = "Ein sehr langer Text, der erklärt, warum man genau diesen Drachen haben muss, und zwar sofort, " * 3
    p.write("a.yaml", manifest(2).replace("number", long).replace("name: teaser", "name: a-design-with-a-name-of-many-words"))
    out = on_terminal(p, {"TERM": "xterm", "ABYSSALE_API_KEY": "k"}, "--base-url", url, columns=80, offline=False)
    assert "to submit" in out and all(len(line) <= 80 for line in out.splitlines()), out


def on_terminal(p, env, *words, columns=80, offline=True):
    """What a plan shows on a terminal."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    more = ["--offline"] if offline else []
    process = subprocess.Popen([PRESSRUN, "plan", "a.yaml", *more, *words], cwd=p.folder, env={**p.env, **env}, stdin=slave,
                               stdout=slave, stderr=slave)
    os.close(slave)
    shown = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while piece := os.read(master, 65536):
            shown += piece
    os.close(master)
    process.wait(60)
    return shown.decode().replace("\r\n", "\n")


@case
def a_mistake_is_told_before_a_missing_key(p):
    p.write("a.yaml", manifest(1).replace("payload:", "font_size:"))
    _, err = expect(p.run("run", "a.yaml"), 2, "error:")
    assert err.index("error:") < err.index("ABYSSALE_API_KEY"), err


if __name__ == "__main__":
    sys.exit(main())
