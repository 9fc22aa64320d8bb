#!/usr/bin/env python3
"""Answers are read generously, and never as permission to pay. Usage: money_answers_test.py PRESSRUN"""
import json
import resource
import signal
import sys
import time
import zlib

from harness import case, expect, main
from money_server import LOSE, OTHER, MoneyApi, apart, campaign, design, envelope

ONE = campaign(["Soon"])
BOTH = campaign(["Soon"], ("rectangle", "square"))
BRIEFLY = ("--max-duration", "5s")


def run(p, api, *words):
    return p.against(api.url, "run", "a.yaml", *words)


def final(spoil):
    """A hook that changes the body of final answers."""
    def hook(order, answer):
        status, body = answer
        return (status, spoil(body) or body) if status == 200 else None
    return hook


def bought_once(p, api, text=ONE, credits=1, warned=False):
    """One run delivers what was asked for, another finds it there; one POST in all."""
    p.write("a.yaml", text)
    out, err = expect(run(p, api), 0)
    jobs = p.results()["jobs"]
    assert not warned or "warning" in out + err or any(job["warnings"] for job in jobs), f"no warning\n{out}{err}"
    expect(run(p, api), 0)
    api.must_be(posts=1, credits=credits, after="two runs")
    [job] = p.results()["jobs"]
    assert job["status"] == "succeeded" and job["assets"], job
    return job


def never_bought_again(p, api, codes=(0, 3, 13), text=ONE, posts=1, words=()):
    """Whatever becomes of it: not in this run, and not in the next two."""
    p.write("a.yaml", text)
    for night in range(3):
        code, out, err = run(p, api, *words)
        assert code in codes, f"exit code {code}, expected one of {codes}\n{out}{err}"
        api.must_be(posts=posts, after=f"run {night + 1}")
    return code, out, err


# ---- the listed cases


@case
def m06_a_banner_without_a_format_id_is_the_only_format_asked_for(p):
    with MoneyApi() as api:
        api.on_poll = final(lambda body: [each["format"].pop("id") for each in body["banners"]] and None)
        job = bought_once(p, api)
        assert job["assets"][0]["format"] == "rectangle", job


@case
def m06_nor_need_it_have_a_format_at_all(p):
    for number, spoilt in enumerate(({}, None, {"id": None, "width": 300, "height": 250}, {"id": ""})):
        with apart(p, number), MoneyApi() as api:
            api.on_poll = final(lambda body: [each.update(format=spoilt) for each in body["banners"]] and None)
            bought_once(p, api)


def cdn_alone(url):
    return final(lambda body: [each["file"].update(url=url) for each in body["banners"]] and None)


@case
def m07_a_url_with_a_space_is_no_reason_where_the_cdn_url_is_fine(p):
    with MoneyApi() as api:
        api.on_poll = cdn_alone("https://files.example/a picture.png")
        job = bought_once(p, api, warned=True)
        assert job["assets"][0]["cdn_url"].startswith("https://cdn.example/"), job


@case
def m07_a_url_of_nine_thousand_bytes_is_none_either(p):
    with MoneyApi() as api:
        api.on_poll = cdn_alone("https://files.example/" + "a" * 9000)
        bought_once(p, api, warned=True)


@case
def m07_nor_is_one_that_is_no_text(p):
    for number, url in enumerate(("", None, 7, ["x"], "ftp://files.example/a.png")):
        with apart(p, number), MoneyApi() as api:
            api.on_poll = cdn_alone(url)
            bought_once(p, api, warned=True)


def lagging(polls):
    return lambda order, _: envelope(404, "generation_request_not_found", "Unknown.") if order.polls <= polls else None


@case
def m27_an_id_that_a_replica_does_not_know_yet_is_asked_for_again(p):
    with MoneyApi() as api:
        api.on_poll = lagging(1)
        bought_once(p, api)


@case
def m27_also_where_each_of_several_is_unknown_at_first(p):
    with MoneyApi(render=0.5) as api:
        api.on_poll = lagging(2)
        p.write("a.yaml", campaign(["a", "b", "c"]))
        expect(run(p, api), 0)
        expect(run(p, api), 0)
        api.must_be(posts=3, credits=3)


@case
def m27_an_id_that_stays_unknown_is_never_bought_again_by_itself(p):
    with MoneyApi() as api:
        api.on_poll = lagging(1_000_000)
        never_bought_again(p, api, (10, 13), words=BRIEFLY)
        api.on_poll = None
        expect(run(p, api), 0)
        api.must_be(posts=1, credits=1, after="the id was known again")


@case
def m27_all_ids_unknown_at_once_are_not_so_many_failures(p):
    with MoneyApi() as api:
        api.on_poll = lagging(1_000_000)
        texts = campaign([f"t{n}" for n in range(12)])
        never_bought_again(p, api, (2, 5, 10, 13), texts, posts=12, words=BRIEFLY)
        assert p.results()["summary"]["failed"] == 0, p.results()["summary"]
        api.on_poll = None
        expect(run(p, api), 0)
        api.must_be(posts=12, credits=12)


def without_urls(banner):
    return {**banner, "file": {**banner["file"], "url": None, "cdn_url": None}}


@case
def m29_a_url_that_comes_seconds_later_is_waited_for(p):
    with MoneyApi() as api:
        early = lambda: time.monotonic() < api.orders[0].at + 4  # noqa: E731
        api.on_poll = lambda order, answer: (200, {**answer[1], "banners": [without_urls(each) for each in answer[1]["banners"]]})
        api.on_banner = lambda banner: (200, without_urls(banner)) if early() else None
        job = bought_once(p, api)
        assert job["assets"][0]["url"].startswith("https://files.example/"), job


@case
def m29_also_where_the_poll_is_what_knows_it(p):
    with MoneyApi() as api:
        early = lambda: time.monotonic() < api.orders[0].at + 4  # noqa: E731
        api.on_poll = final(lambda body: {**body, "banners": [without_urls(each) for each in body["banners"]]} if early() else None)
        api.on_banner = lambda banner: (200, without_urls(banner)) if early() else None
        bought_once(p, api)


@case
def m29_a_url_that_comes_days_later_costs_nothing(p):
    with MoneyApi() as api:
        spoilt = [True]
        api.on_poll = final(lambda body: {**body, "banners": [without_urls(each) for each in body["banners"]]} if spoilt else None)
        api.on_banner = lambda banner: (200, without_urls(banner)) if spoilt else None
        never_bought_again(p, api, (3, 10, 13), words=BRIEFLY)
        spoilt.clear()
        expect(run(p, api), 0)
        api.must_be(posts=1, credits=1, after="the URL was there")


@case
def m30_answers_are_inflated_though_nobody_asked_for_it(p):
    with MoneyApi(render=0.2) as api:
        api.compress = True
        p.write("a.yaml", campaign(["a", "b", "c"], ("rectangle", "square")))
        expect(run(p, api), 0)
        expect(run(p, api), 0)
        api.must_be(posts=3, credits=6)


@case
def m30_one_that_inflates_without_end_is_a_doubt(p):
    squeeze = zlib.compressobj(1, wbits=31)
    bomb = b"".join([*(squeeze.compress(b" " * (1 << 20)) for _ in range(400)), squeeze.flush()])
    with MoneyApi() as api:
        api.on_accepted = lambda *_: (200, bomb, {"Content-Encoding": "gzip"})
        never_bought_again(p, api, (13,))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak < 300 << 10, f"{peak >> 10} MB"


@case
def m30_one_in_an_encoding_that_nobody_knows_is_a_doubt_that_keeps_what_was_seen(p):
    with MoneyApi() as api:
        api.on_accepted = lambda *_: (200, b"\x0b\x02\x80 what was seen \x03", {"Content-Encoding": "br"})
        never_bought_again(p, api, (13,))
        code, out, err = p.run("resolve", "a.yaml")
        assert code in (0, 13) and "br" in out + err, f"exit code {code}\n{out}{err}"


# ---- others of their kind


@case
def what_is_null_or_empty_is_nothing(p):
    for number, more in enumerate(({"errors": None}, {"errors": []}, {"errors": {}}, {"errors": [None]}, {"errors": [{}]},
                                   {"errors": [{"template_format_name": None, "reason": None}]})):
        with apart(p, number), MoneyApi() as api:
            api.on_poll = final(lambda body: {**body, **more})
            bought_once(p, api)


@case
def a_banner_that_comes_twice_is_one(p):
    with MoneyApi() as api:
        api.on_poll = final(lambda body: {**body, "banners": body["banners"] * 2})
        job = bought_once(p, api)
        assert len(job["assets"]) == 1, job


@case
def a_banner_beats_an_error_of_the_same_format(p):
    with MoneyApi() as api:
        error = {"template_format_name": "rectangle", "reason": "The text cannot fit within the defined space."}
        api.on_poll = final(lambda body: {**body, "errors": [error]})
        bought_once(p, api, warned=True)


@case
def a_banner_beats_an_error_that_can_pass(p):
    with MoneyApi() as api:
        error = {"template_format_name": "rectangle", "reason": "The rendering timed out."}
        api.on_poll = final(lambda body: {**body, "errors": [error]})
        bought_once(p, api, warned=True)


@case
def a_format_that_nobody_asked_for_is_there_when_somebody_does(p):
    with MoneyApi() as api:
        def more(order, answer):
            if "square" not in order.banners and not order.banners.get("surplus"):
                order.banners["surplus"] = api.make_banner(order, "square")
                answer[1]["banners"].append(order.banners["surplus"])
            return answer
        api.on_poll = more
        p.write("a.yaml", ONE)
        expect(run(p, api), 0)
        p.write("a.yaml", BOTH)
        expect(run(p, api), 0)
        assert api.posts == 1, api.posts
        [job] = p.results()["jobs"]
        assert sorted(each["format"] for each in job["assets"]) == ["rectangle", "square"], job


@case
def a_format_of_another_design_is_not_taken_for_ours(p):
    with MoneyApi(design(), design(OTHER, "Hero")) as api:
        def more(order, answer):
            foreign = {**api.make_banner(order, "square"), "template": {"id": OTHER, "name": "Hero"}}
            return answer[0], {**answer[1], "banners": [*answer[1]["banners"], foreign]}
        api.on_poll = lambda order, answer: more(order, answer) if order.number == 1 else None
        p.write("a.yaml", ONE)
        expect(run(p, api), 0)
        p.write("a.yaml", BOTH)
        expect(run(p, api), 0)
        assert api.posts == 2 and api.orders[1].formats == ["square"], api.orders[-1].formats


@case
def the_format_asked_for_under_another_designs_name_is_not_bought_again(p):
    with MoneyApi(design(), design(OTHER, "Hero")) as api:
        api.on_poll = final(lambda body: [each.update(template={"id": OTHER, "name": "Hero"}) for each in body["banners"]] and None)
        never_bought_again(p, api, (0, 3, 13), words=BRIEFLY)


@case
def a_file_of_an_unknown_type_is_delivered(p):
    with MoneyApi() as api:
        api.on_poll = final(lambda body: [each["file"].update(type="jxl") for each in body["banners"]] and None)
        bought_once(p, api)


@case
def numbers_where_nobody_expects_them_lose_nothing(p):
    with MoneyApi() as api:
        odd = {"version": "three", "sharing_id": 7, "format": {"id": "rectangle", "width": "wide", "height": None, "unit": 5}}
        api.on_poll = final(lambda body: [each.update(odd) for each in body["banners"]] and None)
        bought_once(p, api)


@case
def a_banner_seen_in_a_202_is_never_dropped(p):
    """Early answers carry the banner, the final one has forgotten it; it can still be read by its id."""
    with MoneyApi(render=4) as api:
        def early(order, answer):
            status, body = answer
            return status, {**body, "banners": list(order.banners.values()) if status == 202 else []}
        api.on_poll = early
        bought_once(p, api)


@case
def banners_null_while_it_renders_is_not_an_end(p):
    with MoneyApi(render=0.6) as api:
        api.on_poll = lambda order, answer: (202, {"id": order.id, "is_finalized": False, "banners": None, "errors": None}) \
            if answer[0] == 202 else None
        bought_once(p, api)


@case
def a_final_answer_that_cannot_be_read_once_is_asked_for_again(p):
    for number, odd in enumerate(((200, b""), (200, b"<html>"), (200, []), (200, {}), (500, b""), (503, b"<html>"),
                                  (404, b"<html>no such page</html>"), (403, b"<html>blocked</html>"))):
        with apart(p, number), MoneyApi() as api:
            api.on_poll = lambda order, _: odd if order.polls == 1 else None
            p.write("a.yaml", ONE)
            code, out, err = run(p, api)
            assert code in (0, 3, 5, 12, 13), f"{odd}: exit code {code}\n{out}{err}"
            expect(run(p, api), 0)
            api.must_be(posts=1, credits=1, after=str(odd))


@case
def a_request_that_is_gone_after_eight_days_is_in_doubt(p):
    with MoneyApi(render=30) as api:
        p.write("a.yaml", ONE)
        process = p.start("run", "a.yaml", "--base-url", api.url, ABYSSALE_API_KEY="k")
        api.wait_for(1)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        api.on_poll = lambda *_: envelope(410, "generation_request_gone", "Results are kept for seven days.")
        for _ in range(3):
            expect(run(p, api, *BRIEFLY), 13)
            api.must_be(posts=1, after="it was gone")
        assert p.results()["summary"]["in_doubt"] == 1, p.results()["summary"]


def lost(answer):
    def hook(order, _):
        return answer(order) if order.number == 1 else None
    return hook


@case
def an_answer_to_a_post_that_cannot_be_read_is_a_doubt(p):
    odd = ((200, b""), (200, b"not JSON"), (200, []), (200, {}), (200, {"generation_request_id": 7}),
           (200, {"generation_request_id": ""}), (200, {"generation_request_id": None}), (500, b""),
           envelope(500, "internal_error"), (502, b"<html>bad gateway</html>"), (504, b""))
    for number, answer in enumerate(odd):
        with apart(p, number), MoneyApi() as api:
            api.on_accepted = lost(lambda _: answer)
            never_bought_again(p, api, (13,))


@case
def a_refusal_that_is_no_envelope_is_no_permission_to_pay(p):
    """The order was accepted, and something in between answered in its place."""
    for number, answer in enumerate(((403, b"<html>blocked</html>"), (404, b"<html>no such page</html>"), (400, b""),
                                     (418, {"teapot": True}), (409, b"<html>"))):
        with apart(p, number), MoneyApi() as api:
            api.on_accepted = lost(lambda _: answer)
            never_bought_again(p, api, (3, 5, 12, 13))


@case
def two_banners_of_one_format_cost_no_third(p):
    with MoneyApi() as api:
        def doubled(order, answer):
            order.banners.setdefault("again", api.make_banner(order, "rectangle"))
            return answer[0], {**answer[1], "banners": list(order.banners.values())}
        api.on_poll = doubled
        p.write("a.yaml", ONE)
        for _ in range(2):
            expect(run(p, api), 0)
            assert api.posts == 1, api.posts


@case
def an_answer_about_another_request_is_not_taken_for_ours(p):
    """The body's own id is not the one that was asked for, once."""
    with MoneyApi() as api:
        api.on_poll = lambda order, answer: (200, {**answer[1], "id": "11111111-2222-4333-8444-555555555555",
                                                   "banners": []}) if order.polls == 1 else None
        p.write("a.yaml", ONE)
        code, out, err = run(p, api)
        assert code in (0, 3, 13), f"exit code {code}\n{out}{err}"
        expect(run(p, api), 0)
        api.must_be(posts=1, credits=1)


@case
def a_nameless_error_for_several_formats_is_no_verdict_on_each(p):
    with MoneyApi() as api:
        error = [{"reason": "The text cannot fit within the defined space."}]
        api.on_poll = final(lambda body: {**body, "errors": error, "banners": [
            each for each in body["banners"] if each["format"]["id"] == "rectangle"]})
        api.on_banner = lambda banner: envelope(404, "visual_not_found")
        p.write("a.yaml", campaign(["Soon"], ("rectangle", "square", "story")))
        api.designs = {each["id"]: each for each in [design(formats=("rectangle", "square", "story"))]}
        for night in range(3):
            code, out, err = run(p, api, *BRIEFLY)
            assert code in (3, 10), f"exit code {code}\n{out}{err}"
        assert api.posts <= 2 and all("rectangle" not in order.formats for order in api.orders[1:]), \
            [order.formats for order in api.orders]


@case
def an_id_is_taken_whatever_stands_around_it(p):
    for number, answer in enumerate(({"version": None}, {"errors": []}, {"id": "x"}, {"message": "Created"})):
        for status in (200, 201, 202):
            with apart(p, f"{number}-{status}"), MoneyApi() as api:
                api.on_accepted = lambda order, _: (status, {**answer, "generation_request_id": order.id})
                bought_once(p, api)


@case
def one_id_for_two_orders_is_taken_for_one_of_them(p):
    """The API gives the second order the id of the first: never taken for the second's, and neither is bought again."""
    with MoneyApi() as api:
        api.on_accepted = lambda order, _: (200, {"generation_request_id": api.orders[0].id})
        p.write("a.yaml", campaign(["one", "two"]))
        for night in range(3):
            code, out, err = p.against(api.url, "run", "a.yaml", "-j", "1")
            assert code == 13, f"{code}\n{out}{err}"
            api.must_be(posts=2, after=f"run {night + 1}")
        jobs = p.results()["jobs"]
        assert sorted(job["status"] for job in jobs) == ["in_doubt", "succeeded"], jobs


@case
def a_lost_answer_stays_a_doubt_when_the_design_is_edited(p):
    with MoneyApi() as api:
        api.on_submit = lambda order: LOSE if order.number == 1 else None
        p.write("a.yaml", ONE)
        expect(run(p, api), 13)
        api.designs = {each["id"]: each for each in [design(updated_at=1790000000)]}
        expect(run(p, api), 13)
        api.must_be(posts=1, after="the design was edited")


@case
def an_error_without_a_format_is_that_of_the_only_one(p):
    with MoneyApi() as api:
        api.fails = lambda order, name: "The text cannot fit within the defined space."
        api.on_poll = final(lambda body: {**body, "errors": [{"reason": each["reason"]} for each in body["errors"]]})
        never_bought_again(p, api, (3,))
        assert p.results()["summary"]["failed"] == 1, p.results()["summary"]


@case
def a_design_newer_than_what_was_bought_is_bought_anew_and_only_once(p):
    with MoneyApi() as api:
        p.write("a.yaml", ONE)
        expect(run(p, api), 0)
        edited = design(updated_at=1790000000)
        edited["elements"][1]["layout"]["rectangle"]["x"] = 99
        api.designs = {edited["id"]: edited}
        expect(run(p, api), 0)
        assert api.posts == 2, api.posts
        expect(run(p, api), 0)
        assert api.posts == 2, api.posts


@case
def a_design_saved_without_a_change_outdates_nothing(p):
    """V3: `updated_at` is later, but the format's attributes and layout are what they were."""
    with MoneyApi() as api:
        p.write("a.yaml", ONE)
        expect(run(p, api), 0)
        api.designs = {each["id"]: each for each in [design(updated_at=1790000000)]}
        expect(run(p, api), 0)
        api.must_be(posts=1)


@case
def a_format_added_to_the_design_outdates_no_other(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign(["a", "b"]))
        expect(run(p, api), 0)
        api.designs = {each["id"]: each for each in [design(formats=("rectangle", "square", "story"), updated_at=1790000000)]}
        expect(run(p, api), 0)
        api.must_be(posts=2)


@case
def outdated_keep_keeps_what_is_there(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign(["a"], top="outdated: keep\n"))
        expect(run(p, api), 0)
        edited = design(updated_at=1790000000)
        edited["elements"][1]["layout"]["rectangle"]["x"] = 99
        api.designs = {edited["id"]: edited}
        expect(run(p, api), 0)
        api.must_be(posts=1)


@case
def m29_an_address_that_never_comes_costs_later_runs_no_time(p):
    with MoneyApi() as api:
        p.write("a.yaml", BOTH)
        lacks = {"rectangle", "square"}
        spoil = lambda banner: without_urls(banner) if banner["format"]["id"] in lacks else banner
        api.on_poll = final(lambda body: {**body, "banners": [spoil(each) for each in body["banners"]]})
        api.on_banner = lambda banner: (200, spoil(banner))
        run_to_the_end = p.start("run", "a.yaml", "--base-url", api.url, "--rate", "1000", "--progress", "none",
                                 ABYSSALE_API_KEY="k")
        run_to_the_end.communicate(timeout=200)
        began = time.monotonic()
        code, out, err = run(p, api)
        assert code == 3 and time.monotonic() - began < 20, f"{time.monotonic() - began:.0f} s\n{out}{err}"
        lacks.clear()
        expect(run(p, api), 0)
        api.must_be(posts=1, credits=2, after="the addresses were there")


@case
def a_colour_written_in_other_letters_outdates_nothing(p):
    """V3: hexadecimal letters have no case where a colour is told; a text's letters do."""
    with MoneyApi() as api:
        p.write("a.yaml", ONE)
        expect(run(p, api), 0)
        before = design(updated_at=1785000000)
        before["elements"][0]["attributes"][0]["values"] = {"rectangle": "#ffffff", "square": "#ffffff"}
        api.designs = {before["id"]: before}
        expect(run(p, api), 0)
        api.must_be(posts=1)
        edited = design(updated_at=1790000000)
        edited["elements"][1]["attributes"][0]["values"] = {"rectangle": "HELLO", "square": "HELLO"}
        api.designs = {edited["id"]: edited}
        expect(run(p, api), 0)
        assert api.posts == 2, api.posts


if __name__ == "__main__":
    sys.exit(main())
