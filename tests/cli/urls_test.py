#!/usr/bin/env python3
"""Dynamic images: addresses that render when they are opened. Usage: urls_test.py PRESSRUN"""
import csv
import io
import urllib.request

from harness import FAST, TEASER, case, expect, main, manifest, stats
from workspace import DESIGNS


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def opened(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.headers["Content-Type"], answer.read()


def consumed(url):
    return stats(url)["credits_consumed"]


def of_design(design, elements, more=""):
    return f"pressrun: 1\nname: d\ndesigns:\n  - design_id: {design}\n    elements: {elements}\n{more}"


@case
def each_job_and_format_has_an_address_that_renders(p):
    url = p.simulator()
    p.write("spring.yaml", manifest(3))
    _, err = expect(p.against(url, "urls", "spring.yaml", "-o", "out.csv", "-y"), 0, "3 URLs in out.csv", "test mode")
    assert "had been made before" not in err, err
    table = rows((p.folder / "out.csv").read_text())
    assert [row["key"] for row in table] == ["teaser/0", "teaser/1", "teaser/2"], table
    assert {row["format"] for row in table} == {"rectangle"} and {row["design_id"] for row in table} == {TEASER}
    assert table[0]["url"].endswith("?title.payload=number%200"), table
    assert table[0]["other_url"].endswith("/rectangle?title.payload=number%200"), table
    assert consumed(url) == 0
    kind, picture = opened(table[0]["url"])
    assert kind in ("image/jpeg", "image/png") and len(picture) > 500, kind
    assert consumed(url) == 1
    assert opened(table[0]["other_url"])[1] == picture
    assert opened(table[1]["url"])[1] != picture


@case
def standard_output_carries_the_table_alone(p):
    url = p.simulator()
    p.write("spring.yaml", manifest(1))
    out, _ = expect(p.against(url, "urls", "spring.yaml", "-o", "-", "-y", "--production"), 0, absent=["test mode"])
    assert out.splitlines()[0] == "key,design,design_id,format,url,other_url" and len(rows(out)) == 1, out
    # It had been made before: whether the mode holds for it, nobody knows.
    expect(p.against(url, "urls", "spring.yaml", "-o", "-", "-y", "--production"), 0, "had been made before")


@case
def nothing_is_made_without_a_yes(p):
    url = p.simulator()
    p.write("spring.yaml", manifest(2))
    expect(p.against(url, "urls", "spring.yaml", "-o", "out.csv"), 2, "2 URLs of 1 design", "costs credits", "-y")
    assert not (p.folder / "out.csv").exists()


@case
def targets_are_checked_before_anything_is_asked(p):
    url = p.simulator()
    p.write("spring.yaml", manifest(1))
    p.write("rows.csv", "n\n1\n")
    before = stats(url)["requests"]
    expect(p.against(url, "urls", "spring.yaml", "-y"), 2, "-o FILE.csv")
    expect(p.against(url, "urls", "spring.yaml", "-y", "-o", "out.json"), 2, "written as .csv")
    expect(p.against(url, "urls", "spring.yaml", "-y", "-o", "no/such/out.csv"), 6, "cannot be written")
    assert stats(url)["requests"] == before


@case
def rows_are_never_replaced_by_the_table(p):
    url = p.simulator()
    p.write("rows.csv", "n\n1\n")
    p.write("m.yaml", f"pressrun: 1\ndesigns:\n  - design_id: {TEASER}\n    rows: rows.csv\n    key: \"${{row.n}}\"\n"
                      "    elements: {title: {payload: \"${row.n}\"}}\n")
    expect(p.against(url, "urls", "m.yaml", "-y", "-o", "rows.csv"), 2)
    assert (p.folder / "rows.csv").read_text() == "n\n1\n"


@case
def only_static_designs_have_them(p):
    url = p.simulator()
    p.write("m.yaml", of_design(DESIGNS["animated"], "{title: {payload: Soon}}"))
    expect(p.against(url, "urls", "m.yaml", "-y", "-o", "out.csv"), 2, "m.yaml:4", "static designs only")


@case
def what_a_url_cannot_say_is_refused_with_its_place(p):
    url = p.simulator()
    p.write("m.yaml", of_design(TEASER, "{title: {payload: Soon}}", "    image_file_type: png\n"))
    expect(p.against(url, "urls", "m.yaml", "-y", "-o", "out.csv"), 0, "'image_file_type' is no part")
    p.write("m.yaml", of_design(TEASER, "{title: {payload: \"" + "long " * 1700 + "\"}}"))
    expect(p.against(url, "urls", "m.yaml", "-y", "-o", "out.csv"), 2, "longer than 8000")
    p.write("m.yaml", of_design(TEASER, "{title: {payload: \"" + "long " * 400 + "\"}}"))
    expect(p.against(url, "urls", "m.yaml", "-y", "-o", "out.csv"), 0, "longer than 2000")
    expect(p.against(url, "urls", "m.yaml", "-y", "-o", "out.csv", "--strict"), 2, "longer than 2000")


@case
def mistakes_are_told_before_a_missing_key(p):
    p.write("m.yaml", of_design(TEASER, "{title: {payload: \"${nothing}\"}}"))
    expect(p.run("urls", "m.yaml", "-y", "-o", "out.csv"), 2, "nothing")
    p.write("m.yaml", of_design(TEASER, "{title: {payload: Soon}}"))
    expect(p.run("urls", "m.yaml", "-y", "-o", "out.csv"), 12)


@case
def a_refusal_says_the_apis_words_and_bad_days_pass(p):
    faults = 'faults:\n  - {kind: status, on: any, status: 503, probability: 0.3}\n'
    url = p.simulator(FAST + faults)
    p.write("m.yaml", of_design(TEASER, "{title: {payload: Soon}}"))
    expect(p.against(url, "urls", "m.yaml", "-y", "-o", "out.csv"), 0, "URLs in out.csv")


@case
def a_spreadsheet_runs_nothing_of_it(p):
    url = p.simulator()
    p.write("m.yaml", f"pressrun: 1\ndesigns:\n  - design_id: {TEASER}\n    name: \"=1+1\"\n    template_format_names: [rectangle]\n"
                      "    elements: {title: {payload: Soon}}\n")
    out, _ = expect(p.against(url, "urls", "m.yaml", "-y", "-o", "-"), 0)
    assert not any(cell.startswith("=") for row in rows(out) for cell in row.values()), out


@case
def an_answer_that_cannot_be_used_is_written_nowhere(p):
    url = p.simulator()
    p.write("m.yaml", of_design(TEASER, "{title: {payload: Soon}}"))
    expect(p.against(url, "urls", "m.yaml", "-y", "-o", "out.csv", ABYSSALE_API_KEY=""), 12)
    assert not (p.folder / "out.csv").exists()


@case
def it_renders_against_the_simulator_beside_it(p):
    p.write("spring.yaml", manifest(1))
    expect(p.run("urls", "spring.yaml", "-o", "out.csv", "-y", "--simulate"), 0, "1 URL in out.csv")


if __name__ == "__main__":
    raise SystemExit(main())
