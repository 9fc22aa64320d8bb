#!/usr/bin/env python3
"""Workspaces that are not as the manifest was written for: designs and formats gone, no access, designs of odd names and
of great size. Usage: odd_designs_test.py PRESSRUN"""
import json
import sys

from harness import FAST, TEASER, case, expect, main, manifest, stats

DESIGN = "11111111-2222-4333-8444-555555555555"
ODD = "Größe \"XL\" / a'b %2F <b> \U0001f3a8"


def design(elements, formats=("one",), **more):
    return {"id": DESIGN, "template_id": DESIGN, "name": "odd", "type": "static", "created_at": 1769990400,
            "updated_at": 1781006400,
            "formats": [{"id": name, "uid": f"11111111-0000-4000-8000-{i:012}", "width": 100, "height": 50, "unit": "px"}
                        for i, name in enumerate(formats)],
            "elements": elements, "variables": {}, **more}


def scenario(one):
    return FAST + "designs: " + json.dumps([one], ensure_ascii=False) + "\n"


def text(name):
    return {"name": name, "type": "text", "attributes": [{"id": "payload", "values": {"one": "x"}}]}


def entry(elements, formats=()):
    fields = {"design_id": DESIGN, "name": "odd", "elements": elements}
    if formats:
        fields["template_format_names"] = list(formats)
    return "pressrun: 1\nname: spring\ndesigns: [" + json.dumps(fields, ensure_ascii=False) + "]\n"


@case
def a_format_that_was_removed_since_the_last_run_is_named(p):
    before = p.simulator(scenario(design([text("title")], ("one", "two"))))
    p.write("a.yaml", entry({"title": {"payload": "Kites"}}, ["two"]))
    expect(p.against(before, "run", "a.yaml"), 0)
    p.write("a.yaml", entry({"title": {"payload": "New kites"}}, ["two"]))
    after = p.simulator(scenario(design([text("title")], ("one",), updated_at=1781006401)))
    expect(p.against(after, "run", "a.yaml"), 2, "design 'odd' has no format 'two'", "known: 'one'")
    assert stats(after)["accepted_generations"] == 0


@case
def a_design_that_is_gone_is_named_and_what_was_made_stays(p):
    before = p.simulator()
    p.write("a.yaml", manifest(1))
    expect(p.against(before, "run", "a.yaml"), 0)
    made = (p.folder / "spring.results.json").read_bytes()
    after = p.simulator(scenario(design([text("title")])))
    expect(p.against(after, "run", "a.yaml"), 2, f"a.yaml:4:16: error: the design '{TEASER}' cannot be used",
           "not in this workspace, or was deleted")
    assert (p.folder / "spring.results.json").read_bytes() == made


@case
def a_key_without_access_is_refused_in_the_apis_words(p):
    url = p.simulator(FAST + "api_access: false\n")
    p.write("a.yaml", manifest(1))
    expect(p.against(url, "run", "a.yaml"), 12, "The plan does not include the API", "nothing was submitted")


@case
def names_with_spaces_slashes_quotes_and_unicode_work(p):
    url = p.simulator(scenario(design([text(ODD), text("  ")], (ODD, "a b/c"))))
    p.write("a.yaml", entry({ODD: {"payload": "Kites"}, "  ": {"payload": "more"}}, [ODD, "a b/c"]))
    expect(p.against(url, "run", "a.yaml"), 0)
    assert [asset["format"] for asset in p.results()["jobs"][0]["assets"]] == [ODD, "a b/c"], p.results()
    p.write("a.yaml", entry({ODD[:-1]: {"payload": "Kites"}}))
    expect(p.against(url, "plan", "a.yaml"), 2, f"did you mean '{ODD}'?")


@case
def terminal_escapes_in_names_of_a_design_do_not_reach_the_terminal(p):
    url = p.simulator(scenario(design([text("evil\x1b[2J\x07")])))
    p.write("a.yaml", entry({"evil": {"payload": "Kites"}}))
    expect(p.against(url, "plan", "a.yaml"), 2, "has no element 'evil'", absent=("\x1b", "\x07"))


@case
def an_enormous_design_is_read_checked_and_run(p):
    layers = [text(f"layer-{i}") for i in range(500)]
    url = p.simulator(scenario(design(layers, [f"format-{i}" for i in range(60)])))
    p.write("a.yaml", entry({f"layer-{i}": {"payload": str(i)} for i in range(500)}))
    expect(p.against(url, "run", "a.yaml"), 0)
    assert len(p.results()["jobs"][0]["assets"]) == 60
    p.write("a.yaml", entry({f"layr-{i}": {"payload": str(i)} for i in range(500)}))
    _, page = expect(p.against(url, "plan", "a.yaml"), 2, "did you mean 'layer-0'?", "500 errors")
    assert len(page.splitlines()) < 500, len(page.splitlines())


@case
def answers_that_lack_fields_or_have_unknown_ones_are_read(p):
    bare = {"id": DESIGN, "name": "odd", "type": "static", "new": {"deep": [1]},
            "formats": [{"id": "one", "width": 10, "height": 10, "depth": 3}],
            "elements": [{"name": "title", "type": "text", "attributes": {"payload": {"value": "x"}}, "blend": True}]}
    url = p.simulator(scenario(bare))
    p.write("a.yaml", entry({"title": {"payload": "Kites"}}))
    expect(p.against(url, "run", "a.yaml"), 0)
    expect(p.against(url, "run", "a.yaml"), 0, "1 unchanged")


if __name__ == "__main__":
    sys.exit(main())
