#!/usr/bin/env python3
"""One job: what a run would do with it and why. Usage: explain_test.py PRESSRUN"""
import json
import sys

from harness import FAST, TEASER, case, expect, main

ROWS = "sku,title\na,Kite\nb,Moon\n"


def campaign(p, rows=ROWS, more=""):
    p.write("rows.csv", rows)
    p.write("a.yaml", f"pressrun: 1\nname: spring\ndesigns:\n  - design_id: {TEASER}\n    name: teaser\n"
            "    template_format_names: [rectangle]\n    rows: rows.csv\n    key: \"${row.sku}\"\n"
            f"    elements: {{title: {{payload: \"${{row.title}}\"}}}}\n{more}")


@case
def a_new_job_says_what_it_costs_and_where_its_values_stand(p):
    url = p.simulator()
    campaign(p)
    out, _ = expect(p.against(url, "explain", "a.yaml", "--job", "teaser/b"), 0,
                    "teaser/b: new: a run buys rectangle for 1 credit",
                    "elements.title.payload: \"Moon\"  [line 9, rows.csv:3:3 (title)]",
                    "nothing was ever submitted for it")
    assert len(out.splitlines()) <= 12, out


@case
def a_job_that_was_edited_shows_old_and_new_and_what_was_bought(p):
    url = p.simulator()
    campaign(p)
    expect(p.against(url, "run", "a.yaml"), 0)
    expect(p.against(url, "explain", "a.yaml", "--job", "teaser/a"), 0, "teaser/a: unchanged: all that it asks for is there",
           "1 rendition there, 1 credit")
    campaign(p, ROWS.replace("Kite", "Kite sale"))
    out, _ = expect(p.against(url, "explain", "a.yaml", "--job", "teaser/a"), 0, "teaser/a: changed: a run buys rectangle for 1 credit",
                    "elements.title.payload: \"Kite\" → \"Kite sale\"", "for what it asked for before")
    assert len(out.splitlines()) <= 12, out
    quiet, _ = expect(p.against(url, "explain", "a.yaml", "--job", "teaser/a", "-q"), 0)
    assert quiet == "teaser/a: changed: a run buys rectangle for 1 credit\n", quiet
    expect(p.against(url, "explain", "a.yaml", "--job", "teaser/a", "-v"), 0, "content sha256:")
    made = json.loads(expect(p.against(url, "explain", "a.yaml", "--job", "teaser/a", "--json"), 0)[0])
    assert (made["reason"], made["credits"], made["formats"]) == ("changed", 1, ["rectangle"]), made
    first = made["fields"][0]
    assert (first["path"], first["old"], first["new"], first["column"]) == \
        ("elements.title.payload", "Kite", "Kite sale", "title"), first
    assert [past["present"] for past in made["history"]] == [False], made
    expect(p.run("explain", "a.yaml", "--job", "teaser/a", "--offline"), 0, "changed")


@case
def a_job_that_is_nowhere_ends_with_4_and_one_that_left_is_told(p):
    url = p.simulator()
    campaign(p)
    expect(p.against(url, "explain", "a.yaml", "--job", "teaser/aa"), 4, "no job 'teaser/aa'", "did you mean 'teaser/a'?")
    expect(p.against(url, "explain", "a.yaml"), 2, "no job named")
    expect(p.against(url, "run", "a.yaml"), 0)
    campaign(p, "sku,title\nb,Moon\n")
    expect(p.against(url, "run", "a.yaml"), 0)
    expect(p.against(url, "explain", "a.yaml", "--job", "teaser/a"), 0, "no longer in the manifest", "1 rendition there")


@case
def mistakes_come_first(p):
    url = p.simulator()
    campaign(p, more="    titel: 1\n")
    expect(p.against(url, "explain", "a.yaml", "--job", "teaser/a"), 2, "error:", absent=["no job"])
    p.write("b.yaml", "pressrun: 1\n")
    expect(p.against(url, "explain", "b.yaml", "--job", "teaser/a"), 2, "error:")


@case
def no_text_drives_the_terminal(p):
    url = p.simulator()
    campaign(p, rows="sku,title\na,\x1b[2JKite\u202e\n")
    for words in (["explain", "a.yaml", "--job", "teaser/a"], ["explain", "a.yaml", "--job", "teaser/a", "-v"],
                  ["explain", "a.yaml", "--job", "teaser/a", "--json"], ["plan", "a.yaml"], ["plan", "a.yaml", "--json"]):
        out, err = expect(p.against(url, *words), 0)
        assert "\x1b" not in out + err and "\u202e" not in out + err, (words, out)


if __name__ == "__main__":
    sys.exit(main())
