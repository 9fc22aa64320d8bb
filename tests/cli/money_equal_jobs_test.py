#!/usr/bin/env python3
"""Equal jobs are bought once, at the first attempt and at every other. Usage: money_equal_jobs_test.py PRESSRUN"""
import sys

from harness import case, expect, main
from money_server import LOSE, TEASER, MoneyApi, campaign, envelope

LATE = "The rendering timed out."
EQUAL = campaign(["Soon"] * 50)


def run(p, api, *words):
    return p.against(api.url, "run", "a.yaml", *words)


@case
def m01_fifty_equal_jobs_share_one_retry(p):
    with MoneyApi() as api:
        api.fails = lambda order, _: LATE if order.number == 1 else None
        p.write("a.yaml", EQUAL)
        expect(run(p, api, "--max-credits", "1"), 0)
        assert api.posts <= 2, api.posts
        api.must_be(credits=1)
        assert p.results()["summary"]["succeeded"] == 50, p.results()["summary"]
        expect(run(p, api), 0)
        api.must_be(posts=2, credits=1)


@case
def m02_one_rejected_request_is_one_for_fifty_equal_jobs(p):
    with MoneyApi() as api:
        api.on_submit = lambda order: envelope(400, "invalid_payload", "No.") if order.number == 1 else None
        p.write("a.yaml", EQUAL)
        expect(run(p, api), 3)
        api.must_be(posts=1, credits=0)
        assert p.results()["summary"]["failed"] == 50, p.results()["summary"]
        expect(run(p, api), 3)
        api.must_be(posts=1, credits=0, after="the next run")


@case
def m03_one_format_of_fifty_equal_jobs_is_tried_again_once(p):
    with MoneyApi() as api:
        api.fails = lambda _, name: LATE if name == "square" else None
        p.write("a.yaml", campaign(["Soon"] * 50, ("rectangle", "square")))
        expect(run(p, api), 3)
        first = api.posts
        assert first <= 3, first
        assert p.results()["summary"]["partial"] == 50, p.results()["summary"]
        api.fails = None
        expect(run(p, api), 0)
        api.must_be(posts=first + 1, credits=2)
        assert api.orders[-1].body["template_format_names"] == ["square"], api.orders[-1].body
        assert p.results()["summary"]["succeeded"] == 50, p.results()["summary"]


@case
def equal_jobs_of_different_formats_share_what_failed(p):
    """Three jobs want a format that fails once: alone, with another, and as one of all."""
    one = "\n".join(["  - {{design_id: %s, name: {}, elements: {{title: {{payload: Soon}}}}{}}}" % TEASER] * 3).format(
        "a", ", template_format_names: [square]", "b", ", template_format_names: [square, rectangle]", "c", "")
    with MoneyApi() as api:
        failures = []
        api.fails = lambda order, name: LATE if name == "square" and not failures and not failures.append(1) else None
        p.write("a.yaml", f"pressrun: 1\nname: spring\ndesigns:\n{one}\n")
        expect(run(p, api), 0)
        api.must_be(credits=2)
        assert p.results()["summary"]["succeeded"] == 3, p.results()["summary"]


@case
def equal_jobs_of_one_lost_answer_are_one_doubt(p):
    with MoneyApi() as api:
        api.on_submit = lambda order: LOSE if order.number == 1 else None
        p.write("a.yaml", EQUAL)
        expect(run(p, api), 13)
        api.must_be(posts=1)
        assert p.results()["summary"]["in_doubt"] == 50, p.results()["summary"]
        expect(run(p, api), 13)
        api.must_be(posts=1, after="the next run")
        expect(p.run("resolve", "a.yaml", "--job", "teaser/k7", "--as", f"id={api.orders[0].id}", "--yes"), 0)
        expect(run(p, api), 0)
        api.must_be(posts=1, credits=1, after="the id was found")
        assert p.results()["summary"]["succeeded"] == 50, p.results()["summary"]


@case
def equal_jobs_in_doubt_are_submitted_again_once(p):
    with MoneyApi() as api:
        api.on_submit = lambda order: LOSE if order.number == 1 else None
        p.write("a.yaml", EQUAL)
        expect(run(p, api), 13)
        expect(p.run("resolve", "a.yaml", "--all", "--as", "resubmit", "--yes"), 0)
        expect(run(p, api), 0)
        assert api.posts == 2, api.posts
        assert p.results()["summary"]["succeeded"] == 50, p.results()["summary"]


@case
def equal_jobs_in_doubt_are_submitted_again_once_unattended(p):
    with MoneyApi() as api:
        api.on_submit = lambda order: LOSE
        p.write("a.yaml", EQUAL)
        expect(run(p, api), 13)
        for night in range(3):
            expect(run(p, api, "--in-doubt", "resubmit"), 13)
        assert api.posts == 2, f"{api.posts} POSTs: --in-doubt resubmit is once per rendition"


@case
def equal_jobs_whose_callbacks_differ_are_bought_once(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign(["Soon"] * 3, more="    callback_url: \"https://hooks.example/${row.sku}\"\n"))
        _, err = expect(p.against(api.url, "plan", "a.yaml"), 0)
        expect(run(p, api), 0)
        api.must_be(posts=1, credits=1)
        assert api.orders[0].body["callback_url"] == "https://hooks.example/0", api.orders[0].body
        assert "callback_url" in err, f"plan does not warn: {err}"


@case
def a_format_that_does_not_exist_spoils_no_other_job(p):
    """Without preflight the API is the one to refuse it: the whole request. The design is read, and the rest sent once."""
    entry = "  - {design_id: %s, name: %s, template_format_names: [%s], elements: {title: {payload: Soon}}}\n"
    with MoneyApi() as api:
        p.write("a.yaml", "pressrun: 1\nname: spring\ndesigns:\n" + entry % (TEASER, "a", "rectangle") +
                entry % (TEASER, "b", "no-such") + entry % (TEASER, "c", "square"))
        for _ in range(2):
            expect(run(p, api, "--no-preflight"), 3)
            assert api.posts <= 4, api.posts
            api.must_be(credits=2)
        statuses = {job["key"][0]: job["status"] for job in p.results()["jobs"]}
        assert statuses == {"a": "succeeded", "b": "failed", "c": "succeeded"}, statuses


@case
def a_take_is_another_picture_of_equal_content(p):
    takes = ("pressrun: 1\nname: spring\ndesigns:\n" f"  - design_id: {TEASER}\n    name: teaser\n"
             "    template_format_names: [rectangle]\n    elements: {title: {payload: Soon}}\n    matrix: {take: [1, 2, 3]}\n")
    with MoneyApi() as api:
        p.write("a.yaml", takes)
        expect(run(p, api), 0)
        assert api.posts == 3 and all("take" not in str(order.body) for order in api.orders), api.orders[0].body
        p.write("a.yaml", takes.replace("[1, 2, 3]", "[3, 1]"))
        expect(run(p, api), 0)
        p.write("a.yaml", takes.replace("[1, 2, 3]", "[1, 2, 3, 4]"))
        expect(run(p, api), 0)
        assert api.posts == 4, api.posts


@case
def a_take_is_what_it_says_and_not_how_it_is_written(p):
    def text(*takes):
        return ("pressrun: 1\nname: spring\ndesigns:\n" f"  - design_id: {TEASER}\n    name: teaser\n"
                "    template_format_names: [rectangle]\n    elements: {title: {payload: Soon}}\n"
                f"    matrix: {{take: [{', '.join(takes)}]}}\n")

    with MoneyApi() as api:
        p.write("a.yaml", text("1", "true", "1.5"))
        expect(run(p, api), 0)
        p.write("a.yaml", text("'1'", "'true'", "'1.5'"))
        expect(run(p, api), 0)
        assert api.posts == 3, api.posts
        p.write("a.yaml", text("'1'", "'01'"))
        expect(run(p, api), 0)
        assert api.posts == 4, api.posts


@case
def counts_add_up_where_an_earlier_run_left_failures(p):
    with MoneyApi() as api:
        api.fails = lambda order, name: "The text cannot fit within the defined space." if order.title != "a" else None
        p.write("a.yaml", campaign("abc"))
        expect(run(p, api), 3, "1 succeeded, 2 failed")
        expect(run(p, api), 3, "1 succeeded, 2 failed; 3 of all these unchanged", absent=("(3 unchanged)",))


@case
def doubts_and_failures_of_equal_jobs_are_told_together(p):
    with MoneyApi() as api:
        api.on_submit = lambda order: LOSE if order.title == "same" else None
        p.write("a.yaml", campaign(["other"] + ["same"] * 400))
        code, out, err = run(p, api)
        assert code == 13 and "teaser/k1, teaser/k2, teaser/k3 and 397 more jobs of equal content" in err, f"{code}\n{err}"
        for words in (("status", "a.yaml"), ("resolve", "a.yaml")):
            code, out, _ = p.run(*words)
            assert len(out.splitlines()) < 25 and "397 more" in out or "more jobs" in out, out


@case
def many_doubts_are_a_line_each(p):
    with MoneyApi() as api:
        api.on_submit = lambda order: LOSE if order.number <= 12 else None
        p.write("a.yaml", campaign([f"t{n}" for n in range(14)]))
        for _ in range(14):
            p.start("run", "a.yaml", "--base-url", api.url, "--rate", "1000", "-j", "1", "--max-duration", "3s",
                    ABYSSALE_API_KEY="k").communicate(timeout=60)
            if api.posts >= 14:
                break
        code, out, _ = p.run("resolve", "a.yaml")
        doubts = p.results()["summary"]["in_doubt"]
        assert code == 0 and doubts == 12 and len(out.splitlines()) < 12 + 8, out
        assert out.count("--as id=UUID") == 1 and "--job KEY" in out, out


if __name__ == "__main__":
    sys.exit(main())
