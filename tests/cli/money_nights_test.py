#!/usr/bin/env python3
"""Sixty nights in a row: what is tried again, and when it is given up. The calendar of the program and that of the
server go on by a day each night; libfailing_calls.so (tests/failures), beside the program, moves the program's.
Usage: money_nights_test.py PRESSRUN"""
import pathlib
import sys

from harness import PRESSRUN, case, expect, main
from money_server import TEASER, MoneyApi, campaign, design, envelope

CLOCK = pathlib.Path(PRESSRUN).parent / "libfailing_calls.so"
NO_FIT = "The text cannot fit within the defined space."
NO_HOST = "The image could not be fetched: https://pictures.example/a.jpg"
LATE = "The rendering timed out."
PATIENCE = 900  # seconds for a night in which something that is missing is asked about for minutes
NIGHTS = 60


def night(p, api, number, *words, manifest="a.yaml"):
    assert CLOCK.exists(), f"{CLOCK} is not there: build the target failing_calls"
    api.days = number
    clock = {"LD_PRELOAD": str(CLOCK), "PRESSRUN_CLOCK": str(number * 86400), "ASAN_OPTIONS": "verify_asan_link_order=0"}
    process = p.start("run", manifest, "--base-url", api.url, "--rate", "1000", "--progress", "none", *words,
                      ABYSSALE_API_KEY="k", **(clock if number else {}))
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


def posts_for(api, title):
    return [order for order in api.orders if order.title == title]


@case
def sixty_nights_of_what_never_succeeds(p):
    """A text that never fits: 1 POST. A rejected row: 1. An image host that stays down: 9. And one that succeeds: 1."""
    with MoneyApi() as api:
        reasons = {"too long": NO_FIT, "no host": NO_HOST}
        api.on_submit = lambda order: envelope(400, "invalid_payload", "No.") if order.title == "bad" else None
        api.fails = lambda order, _: reasons.get(order.title)
        p.write("a.yaml", campaign(["too long", "no host", "bad", "good"]))
        seen = []
        for number in range(NIGHTS):
            expect(night(p, api, number), 3)
            seen.append(len(posts_for(api, "no host")))
        counts = {title: len(posts_for(api, title)) for title in ("too long", "bad", "no host", "good")}
        assert counts == {"too long": 1, "bad": 1, "no host": 9, "good": 1}, f"{counts}, the host's by night: {seen}"
        assert seen[0] <= 2, f"more than two tries in one run: {seen}"
        out, err = expect(p.run("status", "a.yaml"), 0)
        assert "given up" in out + err, f"not told that it was given up\n{out}{err}"
        api.fails = None
        for number in (NIGHTS, NIGHTS + 1):
            expect(night(p, api, number, "--select", "status:failed"), 3)  # a user's word
        counts = {title: len(posts_for(api, title)) for title in ("too long", "no host", "good")}
        assert counts == {"too long": 2, "no host": 10, "good": 1}, counts


@case
def sixty_nights_of_a_format_that_never_comes(p):
    """Neither banner nor error: 2 POSTs, then held as missing."""
    with MoneyApi() as api:
        api.on_poll = lambda order, answer: (answer[0], {**answer[1], "banners": [], "errors": []})
        api.on_banner = lambda _: envelope(404, "visual_not_found")
        p.write("a.yaml", campaign(["Soon"]))
        seen = []
        for number in range(NIGHTS):
            code, out, err = night(p, api, number, *(() if number < 3 else ("--max-duration", "20s")))
            assert code in (3, 10), f"night {number}: exit code {code}\n{out}{err}"
            seen.append(api.posts)
        assert api.posts == 2, f"{api.posts} POSTs; by night: {seen}"
        assert code == 3, f"the last night ended with {code}\n{out}{err}"
        assert "missing" in "".join(p.run("status", "a.yaml")[1:]), p.run("status", "a.yaml")


@case
def sixty_nights_of_one_format_of_two_that_never_comes(p):
    with MoneyApi() as api:
        api.on_poll = lambda order, answer: (answer[0], {**answer[1], "banners": [
            each for each in answer[1]["banners"] if each["format"]["id"] != "square"]})
        api.on_banner = lambda banner: envelope(404, "visual_not_found") if banner["format"]["id"] == "square" else None
        p.write("a.yaml", campaign(["Soon", "Soon"], ("rectangle", "square")))
        for number in range(NIGHTS):
            code, out, err = night(p, api, number, *(() if number < 3 else ("--max-duration", "20s")))
            assert code in (3, 10), f"night {number}: exit code {code}\n{out}{err}"
        assert api.posts == 2, api.posts
        assert api.orders[1].formats == ["square"], api.orders[1].formats


@case
def fifty_equal_jobs_of_a_cause_that_can_pass_are_given_up_together(p):
    with MoneyApi() as api:
        api.fails = lambda *_: LATE
        p.write("a.yaml", campaign(["Soon"] * 50))
        for number in range(NIGHTS):
            expect(night(p, api, number), 3)
        assert api.posts == 9, api.posts


@case
def an_edited_design_is_another_try(p):
    with MoneyApi() as api:
        api.fails = lambda *_: NO_FIT
        api.on_submit = lambda order: envelope(400, "invalid_payload", "No.") if order.title == "bad" else None
        p.write("a.yaml", campaign(["too long", "bad"]))
        for number in range(4):
            expect(night(p, api, number), 3)
        assert api.posts == 2, api.posts
        edited = design(updated_at=1797000000)
        edited["elements"][1]["layout"]["rectangle"]["width"] = 299
        edited["elements"][1]["layout"]["square"]["width"] = 299
        api.designs = {TEASER: edited}
        for number in range(4, 8):
            expect(night(p, api, number), 3)
        assert api.posts == 4, api.posts


@case
def a_night_after_a_week_away_finds_everything(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign("abc"))
        expect(night(p, api, 0), 0)
        for number in (8, 40, 400):
            expect(night(p, api, number), 0)
        api.must_be(posts=3)


if __name__ == "__main__":
    sys.exit(main())
