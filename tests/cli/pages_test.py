#!/usr/bin/env python3
"""The page of a report as a file: when it is written, where it may not be, what a review makes of the next run; and the
list of runs. How it looks is tested in tests/browser. Usage: pages_test.py PRESSRUN"""
import base64
import gzip
import json
import os
import signal
import sys
import time
import zipfile

from harness import FAST, case, expect, main, manifest, stats

BEGIN = '<script type="application/octet-stream" id="data">'
NEVER_FAILS = FAST + "format_failure_rate: 0\n"
ALL_FAIL = FAST + "format_failure_rate: 1\n"
TWO_FORMATS = manifest(jobs=3).replace("[rectangle]", "[rectangle, billboard]")
HEAD = "key,format,sha256,picture,verdict,comment\r\n"


def data(p, name):
    text = (p.folder / name).read_text(encoding="utf-8")
    return json.loads(gzip.decompress(base64.b64decode(text.split(BEGIN)[1].split("</script>")[0])))


def review_of(p, name, rows):
    p.write(name, HEAD + "".join(",".join(row) + "\r\n" for row in rows))


@case
def a_run_writes_the_page_that_the_manifest_names(p):
    url = p.simulator(NEVER_FAILS)
    p.write("sub/spring.yaml", manifest(more="report: look.html\n"))
    expect(p.against(url, "run", "sub/spring.yaml"), 0, "report:  sub/look.html")
    made = data(p, "sub/look.html")
    assert [job["status"] for job in made["jobs"]] == ["succeeded"] * 3
    assert made["facts"]["run"]["exit_code"] == 0 and len(made["facts"]["runs"]) == 1
    assert sum(day["settled"] for day in made["facts"]["spending"]) == 3, made["facts"]["spending"]
    assert oct((p.folder / "sub/look.html").stat().st_mode)[-3:] == "600"


@case
def the_option_wins_and_environments_have_pages_of_their_own(p):
    url = p.simulator(NEVER_FAILS)
    p.write("spring.yaml", manifest(more="report: look.html\nenvironments: {fr: {vars: {}}}\n"))
    expect(p.against(url, "run", "spring.yaml", "--environment", "fr"), 0, "report:  look.fr.html")
    expect(p.against(url, "run", "spring.yaml", "--report", "other.htm"), 0, "report:  other.htm")
    assert not (p.folder / "look.html").exists()


@case
def a_page_is_written_at_every_ending(p):
    url = p.simulator(ALL_FAIL)
    p.write("spring.yaml", manifest())
    expect(p.against(url, "run", "spring.yaml", "--report", "look.html"), 3, "report:  look.html")
    made = data(p, "look.html")
    assert {job["status"] for job in made["jobs"]} == {"failed"} and made["facts"]["run"]["exit_code"] == 3
    assert made["jobs"][0]["errors"][0]["message"]
    expect(p.against(url, "run", "spring.yaml", "--report", "limit.html", "--force", "--yes", "--max-credits", "0"), 8)
    assert data(p, "limit.html")["facts"]["run"]["exit_code"] == 8


@case
def a_bundle_has_the_page_and_the_pictures(p):
    url = p.simulator(NEVER_FAILS)
    p.write("spring.yaml", manifest(more="download: {to: out}\n"))
    expect(p.against(url, "run", "spring.yaml", "--no-download"), 0)
    expect(p.run("report", "spring.yaml", "--bundle", "client.zip"), 0, "with 0 pictures: none was downloaded")
    expect(p.against(url, "download", "spring.yaml"), 0)
    expect(p.run("report", "spring.yaml", "--bundle", "client.zip"), 0, "bundle: client.zip, with 3 pictures\n")
    assert not (p.folder / "spring.report.html").exists()
    assert oct((p.folder / "client.zip").stat().st_mode)[-3:] == "600"
    with zipfile.ZipFile(p.folder / "client.zip") as made:
        assert made.testzip() is None
        names = made.namelist()
        assert names[0] == "client/report.html" and all(name.startswith("client/") for name in names), names
        made.extractall(p.folder / "elsewhere")
    page = data(p, "elsewhere/client/report.html")
    for job in page["jobs"]:
        for asset in job["assets"]:
            packed = p.folder / "elsewhere/client" / asset["path"]
            assert packed.read_bytes() == (p.folder / "out" / asset["path"].removeprefix("pictures/")).read_bytes()
    pictures = sorted((p.folder / "out").rglob("*.jpeg")) or sorted((p.folder / "out/teaser").rglob("*.*"))
    pictures[0].write_bytes(b"cut")
    expect(p.run("report", "spring.yaml", "--bundle", "client.zip", "-o", "page.html"), 0,
           "with 2 pictures; left out, as no longer what was downloaded: 1", "report: page.html")
    expect(p.run("report", "spring.yaml", "--bundle", "client.tar"), 2, "ends in .zip")
    expect(p.run("report", "spring.yaml", "--bundle", "no/such/client.zip"), 6, "could not be written")


@case
def a_signal_leaves_a_page_too(p):
    url = p.simulator("render: {median: 60s, sigma: 0.1}\n")
    p.write("spring.yaml", manifest())
    process = p.start("run", "spring.yaml", "--base-url", url, "--report", "look.html", "--progress", "plain", ABYSSALE_API_KEY="k")
    while stats(url)["accepted_generations"] < 3:
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 143, process.returncode
    made = data(p, "look.html")
    assert made["facts"]["run"]["exit_code"] == 143 and {job["status"] for job in made["jobs"]} == {"rendering"}


@case
def report_writes_it_from_the_journal(p):
    url = p.simulator(NEVER_FAILS)
    p.write("spring.yaml", manifest())
    expect(p.run("report", "spring.yaml"), 4)
    expect(p.against(url, "run", "spring.yaml"), 0, absent=("report:",))
    expect(p.run("report", "spring.yaml"), 0, "report: spring.report.html")
    expect(p.run("report", "spring.yaml", "-o", "look.html", "-q"), 0, absent=("report:",))
    assert len(data(p, "look.html")["jobs"]) == 3


@case
def what_is_precious_is_not_written_over(p):
    url = p.simulator(NEVER_FAILS)
    p.write("spring.yaml", manifest())
    expect(p.against(url, "run", "spring.yaml"), 0)
    p.write("rows.html", "n\n1\n")
    os.symlink("spring.yaml", p.folder / "link.html")
    os.symlink(".pressrun/spring.db", p.folder / "journal.html")
    for target in ("link.html", "journal.html", ".pressrun/look.html"):
        for words in (("report", "spring.yaml", "-o", target), ("run", "spring.yaml", "--report", target, "--base-url", url)):
            expect(p.run(*words, ABYSSALE_API_KEY="k"), 2, "would overwrite")
    expect(p.run("report", "spring.yaml", "-o", "look.pdf"), 2, "ends in .html")
    expect(p.against(url, "run", "spring.yaml", "--report", "no/such/look.html"), 2, "cannot be written")
    p.write("bad.yaml", manifest(name="bad", more="report: look.pdf\n"))
    expect(p.against(url, "plan", "bad.yaml"), 2, "bad.yaml:9:9: error: 'report' must name a file that ends in .html")
    p.write("other.yaml", manifest(name="other"))
    expect(p.against(url, "run", "spring.yaml", "other.yaml", "--report", "look.html"), 2, "names one page")


@case
def what_a_review_rejects_is_made_again_and_that_alone(p):
    url = p.simulator(NEVER_FAILS)
    p.write("spring.yaml", TWO_FORMATS)
    expect(p.against(url, "run", "spring.yaml", "--report", "look.html"), 0)
    before = data(p, "look.html")["jobs"]
    first = before[0]["assets"][1]
    other = before[2]["assets"][0]
    review_of(p, "review.csv", [(before[0]["key"], first["format"], "", first["id"], "rejected", "too dark"),
                                (before[1]["key"], "billboard", "", "", "approved", ""),
                                (before[2]["key"], other["format"], "", other["id"], "Approved with changes", "")])
    out, err = expect(p.against(url, "plan", "spring.yaml", "--select", "@review.csv"), 0, "with --force")
    expect(p.against(url, "plan", "spring.yaml", "--select", "@review.csv", "--force"), 0, "2 to submit", "2 credits")
    out, err = expect(p.against(url, "run", "spring.yaml", "--select", "@review.csv", "--force"), 2, "--yes")
    expect(p.against(url, "run", "spring.yaml", "--select", "@review.csv", "--force", "--yes", "--report", "look.html"), 0)
    after = data(p, "look.html")["jobs"]
    changed = [(job["key"], new["format"]) for job, old in zip(after, before)
               for new, was in zip(sorted(job["assets"], key=lambda a: a["format"]), sorted(old["assets"], key=lambda a: a["format"]))
               if new["id"] != was["id"]]
    assert changed == [(before[0]["key"], first["format"]), (before[2]["key"], other["format"])], changed
    expect(p.against(url, "plan", "spring.yaml", "--select", "@review.csv", "--force"), 0, absent=("credits: 2",))
    bought = stats(url)["assets"]
    expect(p.against(url, "run", "spring.yaml", "--select", "@review.csv", "--force", "--yes", "--report", "again.html"), 0)
    assert stats(url)["assets"] == bought
    again = data(p, "again.html")["jobs"]
    assert [job["assets"] for job in again] == [job["assets"] for job in after], "the same review buys nothing twice"


@case
def a_review_that_cannot_be_used_is_refused_with_its_place(p):
    url = p.simulator(NEVER_FAILS)
    p.write("spring.yaml", manifest())
    p.write("other.csv", "sku,title\n1,2\n")
    review_of(p, "typo.csv", [("teaser/0", "rectangle", "", "", "rejectd", "")])
    review_of(p, "stranger.csv", [("teaser/99", "rectangle", "", "", "rejected", "")])
    expect(p.against(url, "plan", "spring.yaml", "--select", "@other.csv"), 2, "other.csv:1", "no column 'key'")
    expect(p.against(url, "plan", "spring.yaml", "--select", "@typo.csv"), 2, "typo.csv:2", "did you mean 'rejected'?")
    expect(p.against(url, "plan", "spring.yaml", "--select", "@none.csv"), 2, "cannot be read")
    expect(p.against(url, "plan", "spring.yaml", "--select", "@"), 2, "needs the file of a review")
    expect(p.against(url, "plan", "spring.yaml", "--select", "@stranger.csv"), 4)
    expect(p.against(url, "run", "spring.yaml", "--select", "@typo.csv", "-o", "typo.csv"), 2)


@case
def past_runs_are_listed(p):
    url = p.simulator(NEVER_FAILS)
    p.write("spring.yaml", manifest())
    expect(p.run("runs", "spring.yaml"), 4)
    expect(p.against(url, "run", "spring.yaml"), 0)
    expect(p.against(url, "run", "spring.yaml"), 0)
    out, _ = expect(p.run("runs", "spring.yaml"), 0)
    lines = out.splitlines()
    assert len(lines) == 3 and lines[0].split()[:4] == ["started", "took", "jobs", "unchanged"], out
    out, _ = expect(p.run("runs", "spring.yaml", "-f", "jobs,unchanged,credits,exit_code"), 0)
    assert [line.split() for line in out.splitlines()[1:]] == [["3", "3", "0", "0"], ["3", "0", "3", "0"]], out
    out, _ = expect(p.run("runs", "spring.yaml", "--json"), 0)
    newest, oldest = json.loads(out)
    assert newest["started"] >= oldest["started"] and oldest["credits"] == 3 and oldest["id"] != newest["id"]
    expect(p.run("runs", "spring.yaml", "-f", "credit"), 2, "did you mean 'credits'?")


if __name__ == "__main__":
    sys.exit(main())
