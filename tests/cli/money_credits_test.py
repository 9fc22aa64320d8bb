#!/usr/bin/env python3
"""Credits are reserved when a request is sent and settled at its end; no path goes round a limit.
Usage: money_credits_test.py PRESSRUN"""
import json
import signal
import sys
import time

from harness import case, expect, main
from money_server import LOSE, MoneyApi, campaign, design, envelope

FOUR = ("rectangle", "square", "story", "leaderboard")
LATE = "The rendering timed out."
KEY = {"ABYSSALE_API_KEY": "k"}


def run(p, api, *words):
    return p.against(api.url, "run", "a.yaml", *words)


def book(p):
    return p.results()["summary"]["credit_book"]


@case
def m17_a_limit_holds_where_no_design_was_read(p):
    with MoneyApi(design(formats=FOUR)) as api:
        p.write("a.yaml", campaign([f"t{n}" for n in range(8)], ()))
        code, out, err = run(p, api, "--no-preflight", "--max-credits", "8")
        assert code in (2, 8), f"exit code {code}\n{out}{err}"
        assert api.credits <= 8, f"{api.credits} credits spent under --max-credits 8"
        assert code == 8 or "teaser" in out + err, f"not said by name whose price is unknown\n{out}{err}"


@case
def m17_an_assumed_price_counts(p):
    with MoneyApi(design(formats=FOUR)) as api:
        p.write("a.yaml", campaign([f"t{n}" for n in range(8)], ()))
        code, out, err = run(p, api, "--no-preflight", "--max-credits", "8", "--assume-credits", "4")
        assert code == 8, f"exit code {code}\n{out}{err}"
        api.must_be(posts=2, credits=8)


@case
def m17_a_price_known_from_the_names_of_the_formats_needs_no_design(p):
    with MoneyApi(design(formats=FOUR)) as api:
        p.write("a.yaml", campaign([f"t{n}" for n in range(8)], FOUR[:2]))
        code, out, err = run(p, api, "--no-preflight", "--max-credits", "8")
        assert code in (2, 8), f"exit code {code}\n{out}{err}"
        assert api.credits <= 8, api.credits


@case
def m20_force_under_a_limit_leaves_the_rest_pending(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign([f"t{n}" for n in range(10)]))
        expect(run(p, api), 0)
        out, err = expect(run(p, api, "--force", "--max-credits", "4", "--yes"), 8)
        assert api.posts == 14, api.posts
        assert "nothing left to do" not in out + err, out + err
        summary = p.results()["summary"]
        assert summary["pending"] == 6, summary
        assert all(job["assets"] for job in p.results()["jobs"]), "what was there is not listed any more"


@case
def m20_force_again_after_an_interruption_buys_nothing_twice(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign("abc"))
        expect(run(p, api), 0)
        api.render = 5
        process = p.start("run", "a.yaml", "--force", "--yes", "--base-url", api.url, "--rate", "1000", **KEY)
        api.wait_for(6)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == 130, process.returncode
        expect(run(p, api, "--force", "--yes"), 0)
        assert api.posts == 6, f"{api.posts} POSTs: three were rendering"
        newest = {order.title: order.banners["rectangle"]["id"] for order in api.orders}
        assert {each["id"] for job in p.results()["jobs"] for each in job["assets"]} == set(newest.values())


@case
def m20_force_again_after_a_kill_buys_nothing_twice(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign("abc"))
        expect(run(p, api), 0)
        api.render = 4
        process = p.start("run", "a.yaml", "--force", "--yes", "--base-url", api.url, "--rate", "1000", **KEY)
        api.wait_for(6)
        time.sleep(0.5)
        process.kill()
        process.communicate(timeout=30)
        expect(run(p, api, "--force", "--yes"), 0)
        assert api.posts == 6, f"{api.posts} POSTs: three were rendering"


@case
def m20_force_asks_first(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign("abc"))
        expect(run(p, api), 0)
        expect(run(p, api, "--force"), 2, "--yes")
        assert api.posts == 3, api.posts


@case
def m20_force_buys_equal_jobs_once(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign(["Soon"] * 5))
        expect(run(p, api), 0)
        expect(run(p, api, "--force", "--yes"), 0)
        assert api.posts == 2, api.posts


@case
def m20_force_of_what_is_in_doubt_waits(p):
    with MoneyApi() as api:
        api.on_submit = lambda order: LOSE
        p.write("a.yaml", campaign("a"))
        expect(run(p, api), 13)
        expect(run(p, api, "--force", "--yes"), 13)
        assert api.posts == 1, api.posts


@case
def m21_credits_count_when_they_are_submitted(p):
    with MoneyApi(render=8) as api:
        p.write("a.yaml", campaign([f"t{n}" for n in range(60)]))
        process = p.start("run", "a.yaml", "--base-url", api.url, "--rate", "1000", "--max-in-flight", "37", **KEY)
        api.wait_for(37)
        time.sleep(0.7)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert process.returncode == 130 and api.posts == 37, (process.returncode, api.posts, err)
        assert "0 credits spent" not in err.replace("100", ""), f"not told what is out\n{err}"
        summary = p.results()["summary"]
        assert (summary["credits"], summary["credit_book"]["out"], summary["credit_book"]["settled"]) == (37, 37, 0), summary
        status = json.loads(expect(p.run("status", "a.yaml", "--json"), 0)[0])
        assert "37" in str(status), status
        api.render = 0
        expect(run(p, api, "--max-credits", "30"), 0)
        api.must_be(posts=60, credits=60)
        assert p.results()["summary"]["credits"] <= 30 or book(p)["settled"] == 60, p.results()["summary"]
        assert book(p)["limit"] == 30 and book(p)["out"] == 0 and book(p)["in_doubt"] == 0, book(p)


@case
def m21_what_is_in_doubt_is_told_apart(p):
    with MoneyApi() as api:
        api.on_submit = lambda order: LOSE if order.number == 1 else None
        p.write("a.yaml", campaign("abc", ("rectangle", "square")))
        expect(run(p, api), 13)
        assert (book(p)["in_doubt"], book(p)["settled"], book(p)["out"], book(p)["limit"]) == (2, 4, 0, None), book(p)


@case
def a_limit_counts_what_is_in_doubt(p):
    with MoneyApi() as api:
        api.on_submit = lambda order: LOSE if order.number == 1 else None
        p.write("a.yaml", campaign("abcdef"))
        code, out, err = run(p, api, "--max-credits", "3", "-j", "1")
        assert code in (8, 13), f"exit code {code}\n{out}{err}"
        assert api.posts <= 3, f"{api.posts} POSTs under --max-credits 3"


@case
def a_limit_counts_what_failed_formats_give_back(p):
    with MoneyApi() as api:
        api.fails = lambda order, name: "The text cannot fit within the defined space." if order.title == "a" else None
        p.write("a.yaml", campaign("abc"))
        code, out, err = run(p, api, "--max-credits", "2", "-j", "1")
        assert code in (3, 8), f"exit code {code}\n{out}{err}"
        assert api.credits <= 2, api.credits


@case
def retries_stay_within_the_limit(p):
    with MoneyApi() as api:
        api.fails = lambda order, name: LATE if order.number <= 4 else None
        p.write("a.yaml", campaign("abcdefgh"))
        code, out, err = run(p, api, "--max-credits", "5")
        assert code in (3, 8), f"exit code {code}\n{out}{err}"
        assert api.credits <= 5, f"{api.credits} credits under --max-credits 5"


@case
def resubmitting_stays_within_the_limit(p):
    with MoneyApi() as api:
        api.on_submit = lambda order: LOSE if order.number <= 2 else None
        p.write("a.yaml", campaign("abcd"))
        expect(run(p, api), 13)
        expect(p.run("resolve", "a.yaml", "--all", "--as", "resubmit", "--yes"), 0)
        before = api.posts
        code, out, err = run(p, api, "--max-credits", "1")
        assert code in (8, 13), f"exit code {code}\n{out}{err}"
        assert api.posts <= before + 1, f"{api.posts - before} POSTs under --max-credits 1"


def with_budget(texts, budget):
    return campaign(texts, top=f"budget: {budget}\n")


@case
def a_budget_of_the_manifest_holds_over_runs(p):
    with MoneyApi() as api:
        p.write("a.yaml", with_budget("abcdef", "{day: 4, zone: UTC}"))
        expect(run(p, api), 8)
        api.must_be(posts=4, credits=4)
        expect(run(p, api), 8)
        api.must_be(posts=4, after="another run of the same day")
        p.write("a.yaml", with_budget("abcdef", "{run: 1, day: 10, zone: UTC}"))
        expect(run(p, api, "--max-credits", "5"), 8)
        api.must_be(posts=5, after="a run's own budget")
        p.write("a.yaml", with_budget("abcdef", "{month: 6, zone: UTC}"))
        expect(run(p, api), 0)
        api.must_be(posts=6, credits=6)


@case
def a_refusal_costs_nothing_and_gives_back_its_credits(p):
    with MoneyApi() as api:
        api.on_submit = lambda order: envelope(400, "invalid_payload", "No.") if order.title == "a" else None
        p.write("a.yaml", campaign("abc"))
        code, out, err = run(p, api, "--max-credits", "2", "-j", "1")
        assert code in (3, 8), f"exit code {code}\n{out}{err}"
        assert api.credits == 2, api.credits


if __name__ == "__main__":
    sys.exit(main())
