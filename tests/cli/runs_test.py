"""A history to ask: past runs, and what two of them differ in."""
import json
import sys

from harness import FAST, case, expect, main, manifest


def three_runs(p):
    """Jobs 0, 1, 2; then 1 has another text, 2 is gone and 3 is new; then 0 is made again."""
    url = p.simulator(FAST)
    text = manifest(jobs=3).replace("matrix: {n: [0, 1, 2]}", "rows: rows.csv\n    key: \"${row.n}\"").replace(
        "number ${n}", "${row.text}")
    p.write("spring.yaml", text)
    p.write("rows.csv", "n,text\n0,nought\n1,one\n2,two\n")
    expect(p.against(url, "run", "spring.yaml"), 0)
    p.write("rows.csv", "n,text\n0,nought\n1,Eins\n3,three\n")
    expect(p.against(url, "run", "spring.yaml"), 0)
    expect(p.against(url, "run", "spring.yaml", "--force", "--yes", "--select", "teaser/0"), 0)


def ids(p):
    out, _ = expect(p.run("runs", "spring.yaml", "-f", "id", "--json"), 0)
    return [run["id"] for run in json.loads(out)]


@case
def what_two_runs_differ_in_is_told_field_by_field(p):
    three_runs(p)
    out, _ = expect(p.run("diff", "spring.yaml", "last-2", "last-1"), 0)
    lines = out.splitlines()
    assert lines[2] == "1 new, 1 gone, 1 changed; 1 picture differs", out
    assert lines[3:] == ["~ teaser/1", "    elements.title.payload: \"one\" → \"Eins\"", "    pictures: rectangle",
                         "- teaser/2", "+ teaser/3"], out
    out, _ = expect(p.run("diff", "spring.yaml", "last-1"), 0)
    assert "= teaser/0  made again, as ordered with --force\n    pictures: rectangle\n" in out, out
    assert "teaser/1" not in out, out
    expect(p.run("diff", "spring.yaml", "last"), 0, "no job differs")


@case
def runs_are_named_as_people_do(p):
    three_runs(p)
    newest, middle, oldest = ids(p)
    forward = p.run("diff", "spring.yaml", oldest, middle)
    assert p.run("diff", "spring.yaml", "last-1", oldest[:13]) == forward  # the earlier one is the one before
    expect(p.run("diff", "spring.yaml", "last-3"), 4, "there are 3")
    expect(p.run("diff", "spring.yaml", "nosuch"), 4, "no run 'nosuch'")
    expect(p.run("diff", "spring.yaml"), 2, "RUN")


@case
def programs_read_the_same(p):
    three_runs(p)
    out, _ = expect(p.run("diff", "spring.yaml", "last-2", "last", "--json"), 0)
    made = json.loads(out)
    by_key = {job["key"]: job for job in made["jobs"]}
    assert {key: job["difference"] for key, job in by_key.items()} == {
        "teaser/0": "remade", "teaser/1": "changed", "teaser/2": "gone", "teaser/3": "new"}, by_key
    assert by_key["teaser/1"]["fields"] == [{"path": "elements.title.payload", "old": "one", "new": "Eins"}]
    picture = by_key["teaser/0"]["pictures"][0]
    assert picture["format"] == "rectangle" and picture["old"] != picture["new"], picture


@case
def runs_are_kept_until_a_person_says_how_many(p):
    three_runs(p)
    expect(p.run("journal", "compact", "spring.yaml", "--keep-runs", "0"), 2)
    expect(p.run("journal", "compact", "spring.yaml"), 0, absent=("runs were",))
    assert len(ids(p)) == 3
    expect(p.run("journal", "compact", "spring.yaml", "--keep-runs", "2"), 0, "1 run was forgotten")
    assert len(ids(p)) == 2
    expect(p.run("diff", "spring.yaml", "last-1"), 0, "= teaser/0")
    expect(p.run("journal", "check", "spring.yaml"), 0, "sound")


if __name__ == "__main__":
    sys.exit(main())
