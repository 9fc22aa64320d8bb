#!/usr/bin/env python3
"""What was bought belongs to an account and a manifest, and is never taken for another's. Usage: money_accounts_test.py PRESSRUN"""
import json
import shutil
import signal
import sys
import time
import uuid

from harness import case, expect, main
from money_server import LOSE, MoneyApi, campaign

ABC = campaign("abc")


def run(p, api, *words, manifest="a.yaml", **env):
    return p.against(api.url, "run", manifest, *words, **env)


def urls_of(p, name="spring"):
    return {each["id"] for job in p.results(name)["jobs"] for each in job["assets"]}


def ids_of(api):
    return {banner["id"] for order in api.accepted for banner in order.banners.values()}


@case
def m12_what_another_server_made_is_not_taken_for_done(p):
    with MoneyApi() as rehearsal, MoneyApi() as production:
        p.write("a.yaml", ABC)
        expect(run(p, rehearsal), 0)
        expect(run(p, production), 2, "--yes")
        production.must_be(posts=0)
        expect(run(p, production, "--yes"), 0)
        production.must_be(posts=3, credits=3)
        results = p.results()
        assert urls_of(p) == ids_of(production), "the results name what another server made"
        assert results["summary"]["unchanged"] == 0, results["summary"]
        assert results["account"]["origin"].rstrip("/") == production.url, results["account"]
        expect(run(p, rehearsal), 0)  # the campaign was confirmed for both
        expect(run(p, production), 0)
        rehearsal.must_be(posts=3)
        production.must_be(posts=3)
        assert urls_of(p) == ids_of(production)


@case
def m12_another_workspace_of_the_same_server_is_another_account(p):
    with MoneyApi() as api:
        api.companies = {"other": "Other Inc."}
        p.write("a.yaml", ABC)
        expect(run(p, api), 0)
        expect(run(p, api, ABYSSALE_API_KEY="other"), 2, "--yes")
        assert api.posts == 3, api.posts
        expect(run(p, api, "--yes", ABYSSALE_API_KEY="other"), 0)
        assert [order.key for order in api.orders] == ["k"] * 3 + ["other"] * 3
        assert not api.unknown_polls, api.unknown_polls


@case
def a_new_key_of_the_same_workspace_finds_what_was_bought(p):
    with MoneyApi() as api:
        p.write("a.yaml", ABC)
        expect(run(p, api), 0)
        expect(run(p, api, ABYSSALE_API_KEY="rotated"), 0)
        api.must_be(posts=3)
        assert p.results()["summary"]["unchanged"] == 3, p.results()["summary"]
        assert any(path.startswith("/banners/") and key == "rotated" for _, path, key in api.calls), \
            "nothing that was bought was read with the new key"


@case
def a_new_key_that_cannot_read_what_was_bought_is_asked_about(p):
    """Two workspaces of one name: the banner that was bought is not known to the other."""
    with MoneyApi() as api:
        p.write("a.yaml", ABC)
        expect(run(p, api), 0)
        kept, api.banners = api.banners, {}
        expect(run(p, api, ABYSSALE_API_KEY="namesake"), 2)
        api.must_be(posts=3)
        api.banners = kept
        expect(run(p, api), 0)
        api.must_be(posts=3)


@case
def a_workspace_that_was_renamed_is_no_new_account(p):
    with MoneyApi() as api:
        p.write("a.yaml", ABC)
        expect(run(p, api), 0)
        api.companies = {"k": "Acme Holding", "k2": "Acme Holding"}
        expect(run(p, api), 0)
        expect(run(p, api, ABYSSALE_API_KEY="k2"), 0)
        api.must_be(posts=3)


@case
def the_workspace_is_asked_for_once_a_key(p):
    with MoneyApi() as api:
        p.write("a.yaml", ABC)
        for _ in range(3):
            expect(run(p, api), 0)
        asked = [path for method, path, _ in api.calls if path == "/auth"]
        assert len(asked) == 1, asked
        journal = b"".join(path.read_bytes() for path in (p.folder / ".pressrun").iterdir() if path.is_file())
        assert b"secret-key-of-mine" not in journal


def interrupted(p, api, how=signal.SIGINT):
    process = p.start("run", "a.yaml", "--base-url", api.url, "--rate", "1000", ABYSSALE_API_KEY="k")
    api.wait_for(3)
    time.sleep(0.5)
    process.send_signal(how)
    process.communicate(timeout=30)


@case
def m13_ids_are_asked_for_where_they_were_issued(p):
    with MoneyApi(render=4) as production, MoneyApi() as rehearsal:
        p.write("a.yaml", ABC)
        interrupted(p, production)
        expect(run(p, rehearsal, "--yes"), 0)
        assert not rehearsal.unknown_polls, f"ids of another server were asked for: {rehearsal.unknown_polls}"
        expect(run(p, production), 0)
        production.must_be(posts=3, credits=3)
        assert urls_of(p) == ids_of(production)
        assert all(order.polls for order in production.orders)


@case
def m13_also_when_the_process_was_killed(p):
    with MoneyApi(render=4) as production, MoneyApi() as rehearsal:
        p.write("a.yaml", ABC)
        interrupted(p, production, signal.SIGKILL)
        code, out, err = run(p, rehearsal)
        assert code == 2 and not rehearsal.posts and not rehearsal.unknown_polls, f"{code}\n{out}{err}"
        expect(run(p, rehearsal, "--yes"), 0)
        expect(run(p, production), 0)
        production.must_be(posts=3, credits=3)
        assert not rehearsal.unknown_polls, rehearsal.unknown_polls


@case
def m14_two_manifests_of_one_name_in_one_folder(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign("ab"))
        p.write("b.yaml", campaign("xyz"))
        codes = []
        for manifest in ("a.yaml", "b.yaml") * 3:
            code, out, err = run(p, api, manifest=manifest)
            assert code in (0, 2) and (code == 0 or err.strip()), f"{manifest}: exit code {code}\n{out}{err}"
            codes.append(code)
        if 2 in codes:
            assert codes[0] == 0 and len(set(codes[::2])) == 1, codes
            api.must_be(posts=2)
            assert urls_of(p) == ids_of(api)
        else:
            api.must_be(posts=5, credits=5)
            written = [json.loads(path.read_text()) for path in p.folder.glob("*.results.json")]
            assert sorted(len(results["jobs"]) for results in written) == [2, 3], "one overwrote the other's results"


@case
def m14_a_manifest_and_its_variation_of_one_name(p):
    """They share a text: it is bought once, or the second is refused."""
    with MoneyApi() as api:
        p.write("a.yaml", campaign("ab"))
        p.write("b.yaml", campaign("bc"))
        for manifest in ("a.yaml", "b.yaml") * 2:
            code, out, err = run(p, api, manifest=manifest)
            assert code in (0, 2), f"{manifest}: exit code {code}\n{out}{err}"
        assert api.posts <= 4 and len([order for order in api.orders if order.title == "a"]) == 1, api.posts


@case
def names_that_differ_in_script_or_case_have_journals_of_their_own(p):
    with MoneyApi() as api:
        names = ["ночь.yaml", "день.yaml", "Spring.yaml", "spring.yaml", "a b.yaml", "a-b.yaml", "夜.yaml"]
        for number, name in enumerate(names):
            p.write(name, campaign([f"text {number}"], name=None))
        for _ in range(2):
            for name in names:
                expect(run(p, api, manifest=name), 0)
        api.must_be(posts=len(names))


def in_doubt(p, api):
    api.on_submit = lambda order: LOSE if order.number == 1 else None
    p.write("a.yaml", campaign("a"))
    expect(run(p, api), 13)
    assert api.posts == 1, api.posts
    return api.orders[0].id


def wrong(right):
    return right[:-1] + ("0" if right[-1] != "0" else "1")


@case
def m15_a_wrong_id_leaves_the_doubt_as_it_was(p):
    with MoneyApi() as api:
        right = in_doubt(p, api)
        expect(p.run("resolve", "a.yaml", "--job", "teaser/k0", "--as", f"id={wrong(right)}", "--yes"), 0)
        _, err = expect(run(p, api), 13, "in doubt")
        assert wrong(right) in err or "does not exist" in err or "not known" in err, f"not said why: {err}"
        expect(run(p, api), 13)
        api.must_be(posts=1, after="a wrong id")
        expect(p.run("resolve", "a.yaml", "--job", "teaser/k0", "--as", f"id={right}", "--yes"), 0)
        expect(run(p, api), 0)
        api.must_be(posts=1, credits=1, after="the right id")
        assert urls_of(p) == ids_of(api)


@case
def m15_the_right_id_may_follow_before_a_run(p):
    with MoneyApi() as api:
        right = in_doubt(p, api)
        expect(p.run("resolve", "a.yaml", "--job", "teaser/k0", "--as", f"id={wrong(right)}", "--yes"), 0)
        expect(p.run("resolve", "a.yaml", "--job", "teaser/k0", "--as", f"id={right}", "--yes"), 0)
        code, out, err = run(p, api)
        assert code in (0, 13), f"exit code {code}\n{out}{err}"
        api.must_be(posts=1, credits=1)
        assert api.orders[0].polls, "the right id was never asked for"


@case
def m15_an_id_of_another_design_or_format_is_not_taken(p):
    with MoneyApi() as api:
        api.on_submit = lambda order: LOSE if order.title == "a" else None
        p.write("a.yaml", campaign("a"))
        p.write("b.yaml", campaign("x", ("square",), name="summer"))
        expect(run(p, api), 13)
        expect(run(p, api, manifest="b.yaml"), 0)
        other = api.orders[1].id
        code, out, err = p.run("resolve", "a.yaml", "--job", "teaser/k0", "--as", f"id={other}", "--yes")
        assert code in (0, 2), f"exit code {code}\n{out}{err}"
        expect(run(p, api), 13)
        api.must_be(posts=2)
        assert p.results()["jobs"][0]["status"] == "in_doubt", p.results()["jobs"]
        expect(p.run("resolve", "a.yaml", "--job", "teaser/k0", "--as", f"id={api.orders[0].id}", "--yes"), 0)
        expect(run(p, api), 0)
        api.must_be(posts=2)


@case
def a_random_id_never_makes_the_next_run_pay(p):
    with MoneyApi() as api:
        in_doubt(p, api)
        for _ in range(3):
            expect(p.run("resolve", "a.yaml", "--job", "teaser/k0", "--as", f"id={uuid.uuid4()}", "--yes"), 0)
            expect(run(p, api), 13)
        api.must_be(posts=1)


@case
def a_dropped_doubt_is_not_bought_until_somebody_says_so(p):
    with MoneyApi() as api:
        in_doubt(p, api)
        expect(p.run("resolve", "a.yaml", "--job", "teaser/k0", "--as", "drop", "--yes"), 0)
        for _ in range(2):
            code, out, err = run(p, api)
            assert code in (0, 3), f"exit code {code}\n{out}{err}"
            assert api.posts == 1, api.posts
        p.write("a.yaml", campaign([(0, "a"), (1, "a")]))  # for no job of that content
        run(p, api)
        assert api.posts == 1, api.posts


@case
def resolve_without_arguments_lists_and_settles_nothing(p):
    with MoneyApi() as api:
        right = in_doubt(p, api)
        code, out, err = p.run("resolve", "a.yaml")
        assert code in (0, 13) and "teaser/k0" in out + err and "id=" in out + err, f"exit code {code}\n{out}{err}"
        assert "resubmit" not in out + err or (out + err).index("id=") < (out + err).index("resubmit"), out + err
        expect(run(p, api), 13)
        api.must_be(posts=1)
        expect(p.run("resolve", "a.yaml", "--job", "teaser/k0", "--as", f"id={right}", "--yes"), 0)
        expect(run(p, api), 0)


@case
def a_copied_folder_has_what_was_bought(p):
    with MoneyApi() as api:
        p.write("here/a.yaml", ABC)
        expect(run(p, api, manifest="here/a.yaml"), 0)
        shutil.copytree(p.folder / "here", p.folder / "there")
        code, out, err = run(p, api, manifest="there/a.yaml")
        assert code in (0, 2), f"exit code {code}\n{out}{err}"
        api.must_be(posts=3)


@case
def a_folder_copied_without_its_journal_does_not_pay_again_without_a_word(p):
    with MoneyApi() as api:
        p.write("here/a.yaml", ABC)
        expect(run(p, api, manifest="here/a.yaml"), 0)
        shutil.copytree(p.folder / "here", p.folder / "there", ignore=shutil.ignore_patterns(".*"))
        expect(run(p, api, manifest="there/a.yaml"), 2, "--yes")
        api.must_be(posts=3)


@case
def after_a_rehearsal_the_results_are_those_of_the_account_in_force(p):
    with MoneyApi() as rehearsal, MoneyApi() as production:
        p.write("a.yaml", ABC)
        expect(run(p, rehearsal), 0)
        rehearsal_only = p.results()["summary"]["credit_book"]["settled"]
        expect(run(p, production, "--yes"), 0)
        for _ in range(2):
            results = p.results()
            assert results["orphans"] == [], results["orphans"]
            assert results["summary"]["credit_book"]["settled"] == rehearsal_only == 3, results["summary"]
            out, _ = expect(p.run("status", "a.yaml"), 0, "3 credits settled", absent=("no longer asked for",))
            expect(p.run("results", "a.yaml"), 0)
        p.write("a.yaml", campaign("ab"))
        expect(run(p, production), 0)
        assert len(p.results()["orphans"]) == 1, p.results()["orphans"]


if __name__ == "__main__":
    sys.exit(main())
