#!/usr/bin/env python3
"""What people do to a manifest between two runs buys only what is new, and loses nothing that was bought.
Usage: money_edits_test.py PRESSRUN"""
import json
import random
import shutil
import signal
import sys
import time

from harness import case, expect, main
from money_server import LOSE, OTHER, TEASER, MoneyApi, apart, campaign, design

FORMATS = ("rectangle", "square", "story")
CALLBACK = "    callback_url: https://hooks.example/x\n"
SYNC = "    delivery: sync\n"


def teaser(**changes):
    return design(formats=FORMATS, **changes)


def run(p, api, *words, manifest="a.yaml"):
    return p.against(api.url, "run", manifest, *words)


def all_there(p, name="spring", jobs=None):
    results = p.results(name)
    lacking = [job["key"] for job in results["jobs"] if job["status"] != "succeeded" or not job["assets"]]
    assert not lacking, f"not there: {lacking}"
    assert jobs is None or len(results["jobs"]) == jobs, len(results["jobs"])
    return results


def bought_by_steps(p, *steps):
    """Each step: the manifest, and how many renditions its run buys. Where nothing is new, no POST leaves."""
    with MoneyApi(teaser(), design(OTHER, "Hero")) as api:
        for number, (text, new) in enumerate(steps):
            before, posts = api.credits, api.posts
            if callable(text):
                text(p)
            else:
                p.write("a.yaml", text)
            out, _ = expect(p.against(api.url, "plan", "a.yaml", "--json"), 0)
            planned = json.loads(out)["credits"]
            expect(run(p, api), 0)
            api.must_be(credits=before + new, after=f"step {number + 1}")
            assert new or api.posts == posts, f"step {number + 1} sent {api.posts - posts} POSTs"
            assert planned == new, f"the plan of step {number + 1} says {planned} credits, {new} were spent"
            all_there(p)


# ---- the listed cases


@case
def m08_formats_in_another_order_are_the_same(p):
    bought_by_steps(p, (campaign("ab", ("rectangle", "square")), 4), (campaign("ab", ("square", "rectangle")), 0))


@case
def m08_an_added_format_is_the_one_that_is_new(p):
    bought_by_steps(p, (campaign("ab", ("rectangle",)), 2), (campaign("ab", ("rectangle", "square")), 2),
                    (campaign("ab", ("story", "square", "rectangle")), 2))


@case
def m08_a_removed_format_buys_nothing(p):
    bought_by_steps(p, (campaign("ab", ("rectangle", "square")), 4), (campaign("ab", ("square",)), 0))


@case
def m08_all_formats_named_instead_of_none(p):
    bought_by_steps(p, (campaign("ab", ()), 6), (campaign("ab", FORMATS), 0), (campaign("ab", ()), 0))


@case
def m08_none_named_instead_of_some_buys_the_rest(p):
    bought_by_steps(p, (campaign("ab", ("story",)), 2), (campaign("ab", ()), 4), (campaign("ab", FORMATS[::-1]), 0))


def two_entries(*formats):
    entry = "  - {{design_id: {}, name: e{}, {}elements: {{title: {{payload: Soon}}}}}}\n"
    return "pressrun: 1\nname: spring\ndesigns:\n" + "".join(
        entry.format(TEASER, number, f"template_format_names: [{', '.join(names)}], " if names else "")
        for number, names in enumerate(formats))


@case
def m09_all_formats_beside_one_of_the_same_content(p):
    bought_by_steps(p, (two_entries((), ("square",)), 3), (two_entries(("square",), ()), 0))


@case
def m09_also_where_the_one_comes_first(p):
    bought_by_steps(p, (two_entries(("square",), ()), 3))


@case
def m09_formats_that_overlap(p):
    bought_by_steps(p, (two_entries(("rectangle", "square"), ("square", "story"), ("story",)), 3))


@case
def m09_without_preflight_too(p):
    with MoneyApi(teaser()) as api:
        p.write("a.yaml", two_entries((), ("square",)))
        expect(run(p, api, "--no-preflight"), 0)
        api.must_be(credits=3)
        all_there(p, jobs=2)


BY_ROWS = (f"pressrun: 1\nname: spring\ndesigns:\n  - design_id: {TEASER}\n    name: teaser\n    rows: rows.csv\n"
           "    template_format_names: [rectangle]\n    elements: {title: {payload: \"${row.title}\"}}\n")


def rows(*titles):
    def write(p):
        p.write("a.yaml", BY_ROWS)
        p.write("rows.csv", "title\n" + "".join(f"{title}\n" for title in titles))
    return write


@case
def m10_a_row_inserted_on_top_is_the_only_new_one(p):
    bought_by_steps(p, (rows("a", "b", "c"), 3), (rows("new", "a", "b", "c"), 1))


@case
def m10_rows_sorted_deleted_and_put_back(p):
    bought_by_steps(p, (rows("c", "a", "b"), 3), (rows("a", "b", "c"), 0), (rows("a", "c"), 0), (rows("a", "x", "c"), 1),
                    (rows("c", "b", "a", "x"), 0))


@case
def m11_another_name_of_the_entry_buys_nothing(p):
    bought_by_steps(p, (campaign("abc"), 3), (campaign("abc", entry="banner"), 0), (campaign("abc"), 0))


def three_out(p, api, text):
    p.write("a.yaml", text)
    process = p.start("run", "a.yaml", "--base-url", api.url, "--rate", "1000", ABYSSALE_API_KEY="k")
    api.wait_for(3)
    return process


@case
def m19_what_renders_when_its_job_leaves_is_fetched_and_told(p):
    with MoneyApi(teaser(), render=4) as api:
        process = three_out(p, api, campaign("abc"))
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == 130, process.returncode
        p.write("a.yaml", campaign([(0, "a"), (1, "edited")]))  # the third row removed, the second edited
        api.render = 0
        out, err = expect(run(p, api), 0)
        api.must_be(posts=4, credits=4)
        assert "no longer" in out + err, f"not told that two are no longer asked for:\n{out}{err}"
        results = all_there(p, jobs=2)
        assert len(results["orphans"]) == 2, results["orphans"]
        for order in api.orders[:3]:
            assert order.polls, f"{order.title} was never fetched"
        for order in (each for each in api.orders if each.title in "bc"):
            assert order.banners["rectangle"]["id"] in str(results["orphans"]), results["orphans"]
        out, err = expect(p.run("status", "a.yaml"), 0)
        assert "no longer" in out + err, f"{out}{err}"
        p.write("a.yaml", campaign("abc"))  # and the edit undone
        expect(run(p, api), 0)
        api.must_be(posts=4, credits=4, after="the edit was undone")


@case
def m19_also_when_the_process_was_killed(p):
    with MoneyApi(teaser(), render=3) as api:
        process = three_out(p, api, campaign("abc"))
        time.sleep(0.5)
        process.kill()
        process.communicate(timeout=30)
        p.write("a.yaml", campaign([(0, "a"), (1, "edited")]))
        api.render = 0
        expect(run(p, api), 0)
        api.must_be(posts=4, credits=4)
        assert len(p.results()["orphans"]) == 2 and all(order.polls for order in api.orders), p.results()["orphans"]


@case
def m19_what_is_in_doubt_when_its_job_leaves_is_told(p):
    with MoneyApi(teaser()) as api:
        api.on_submit = lambda order: "lose" if order.number == 1 else None
        p.write("a.yaml", campaign("ab"))
        expect(p.against(api.url, "run", "a.yaml", "-j", "1"), 13)
        lost = api.orders[0].title
        p.write("a.yaml", campaign([(7, "other"), (8, "ab".replace(lost, ""))]))
        expect(run(p, api), 13, "in doubt")
        expect(p.run("status", "a.yaml"), 0, "in doubt")
        keys = {"a": "teaser/k0", "b": "teaser/k1"}
        expect(p.run("resolve", "a.yaml", "--job", keys[lost], "--as", f"id={api.orders[0].id}", "--yes"), 0)
        expect(run(p, api), 0)
        api.must_be(posts=3, credits=3)


# ---- every edit: (before, after, what the second run buys); then back, and forth again: nothing


EDITS = {
    "formats_reordered": (campaign("ab", FORMATS), campaign("ab", FORMATS[::-1]), 0),
    "formats_added": (campaign("ab", ("square",)), campaign("ab", ("story", "square")), 2),
    "formats_removed": (campaign("ab", FORMATS), campaign("ab", FORMATS[1:]), 0),
    "formats_exchanged": (campaign("ab", ("square",)), campaign("ab", ("story",)), 2),
    "all_formats_named": (campaign("ab", ()), campaign("ab", FORMATS), 0),
    "no_format_named": (campaign("ab", FORMATS[:2]), campaign("ab", ()), 2),
    "an_empty_list_of_formats": (campaign("ab", FORMATS),
                                 campaign("ab", ()).replace("    elements", "    template_format_names: []\n    elements"), 0),
    "rows_inserted": (campaign([(1, "a"), (2, "b")]), campaign([(9, "new"), (1, "a"), (8, "newer"), (2, "b")]), 2),
    "rows_deleted": (campaign("abc"), campaign("ac"), 0),
    "rows_sorted": (campaign([(2, "b"), (3, "c"), (1, "a")]), campaign([(1, "a"), (2, "b"), (3, "c")]), 0),
    "rows_inserted_without_a_key": (campaign("ab", key=""), campaign("xab", key=""), 1),
    "a_row_edited": (campaign("abc"), campaign("axc"), 1),
    "two_rows_exchanged": (campaign([(1, "a"), (2, "b")]), campaign([(1, "b"), (2, "a")]), 0),
    "an_entry_renamed": (campaign("ab"), campaign("ab", entry="banner"), 0),
    "keys_changed": (campaign("ab"), campaign("ab", key="n${row.text}"), 0),
    "the_key_left_out": (campaign("ab"), campaign("ab", key=""), 0),
    "a_callback_added": (campaign("ab"), campaign("ab", more=CALLBACK), 0),
    "a_callback_changed": (campaign("ab", more=CALLBACK), campaign("ab", more=CALLBACK.replace("/x", "/y")), 0),
    "a_callback_removed": (campaign("ab", more=CALLBACK), campaign("ab"), 0),
    "delivered_at_once": (campaign("ab"), campaign("ab", more=SYNC), 0),
    "no_longer_delivered_at_once": (campaign("ab", more=SYNC), campaign("ab"), 0),
    "equal_jobs_added": (campaign([(1, "a")]), campaign([(1, "a"), (2, "a"), (3, "a")]), 0),
    "equal_jobs_and_a_format_added": (campaign([(1, "a")]), campaign([(1, "a"), (2, "a")], FORMATS[:2]), 1),
    "another_text_and_equal_jobs": (campaign([(1, "a")]), campaign([(1, "b"), (2, "a"), (3, "b")]), 1),
    "the_entry_doubled_under_another_name": (two_entries(("square",)), two_entries(("square",), ("square",)), 0),
    "a_default_moved_into_the_entry": (campaign("ab", top="defaults: {image_file_type: png}\n"),
                                       campaign("ab", more="    image_file_type: png\n"), 0),
    "a_file_type_given": (campaign("ab"), campaign("ab", more="    image_file_type: webp\n"), 2),
    "auto_instead_of_no_file_type": (campaign("ab"), campaign("ab", more="    image_file_type: auto\n"), 0),
    "members_in_another_order": (campaign("a").replace("{payload:", "{color: \"#aabbcc\", payload:"),
                                 campaign("a").replace("text}\"}", "text}\", color: \"#AABBCC\"}"), 0),
    "a_variable_instead_of_a_text": (campaign("ab"), campaign("ab", top="vars: {t: \"\"}\n").replace(
        "${row.text}", "${row.text}${vars.t}"), 0),
    "the_design_in_capitals": (campaign("ab"), campaign("ab").replace(TEASER, TEASER.upper()), 0),
    "the_design_by_its_name": (campaign("ab"), campaign("ab").replace(f"design_id: {TEASER}", "design: Teaser"), 0),
    "the_same_texts_for_another_design": (campaign("ab"), campaign("ab", ("rectangle",)).replace(TEASER, OTHER), 2),
    "the_name_of_the_manifest_changed": (campaign("ab"), campaign("ab", name="spring") + "# a remark\n", 0),
}


def edited(name, before, after, new):
    def check(p):
        bought_by_steps(p, (before, count_of(before)), (after, new), (before, 0), (after, 0))
    check.__name__ = f"edits_between_two_runs_buy_only_what_is_new__{name}"
    return case(check)


def count_of(text):
    """Renditions of a manifest as it stands: different texts times formats."""
    entries = text.count("design_id:") + text.count("design: ")
    texts = {line.split("text: ")[1] for line in text.splitlines() if "text: \"" in line and "sku" in line}
    named = [line.split("[")[1].split("]")[0] for line in text.splitlines() if "template_format_names" in line]
    formats = {each.strip() for names in named for each in names.split(",")} if named and len(named) == entries else set(FORMATS)
    return max(1, len(texts)) * len(formats)


for edit_name, (first, second, fresh) in EDITS.items():
    edited(edit_name, first, second, fresh)


@case
def edits_between_two_runs_buy_only_what_is_new__the_manifest_renamed(p):
    """The journal beside it is adopted, or asked about: nothing is bought without a word."""
    with MoneyApi(teaser()) as api:
        p.write("a.yaml", campaign("ab", name=None))
        expect(run(p, api), 0)
        (p.folder / "a.yaml").rename(p.folder / "b.yaml")
        code, out, err = run(p, api, manifest="b.yaml")
        assert code in (0, 2), f"exit code {code}\n{out}{err}"
        api.must_be(posts=2, credits=2)
        if code == 2:
            expect(run(p, api, "--yes", manifest="b.yaml"), 0)
            api.must_be(posts=2, credits=2)
        all_there(p, "b", 2)


@case
def edits_between_two_runs_buy_only_what_is_new__the_folder_renamed(p):
    with MoneyApi(teaser()) as api:
        p.write("here/a.yaml", campaign("ab"))
        expect(run(p, api, manifest="here/a.yaml"), 0)
        (p.folder / "here").rename(p.folder / "there")
        code, out, err = run(p, api, manifest="there/a.yaml")
        assert code in (0, 2), f"exit code {code}\n{out}{err}"
        api.must_be(posts=2, credits=2)


@case
def edits_between_two_runs_buy_only_what_is_new__the_name_inside_changed(p):
    with MoneyApi(teaser()) as api:
        p.write("a.yaml", campaign("ab"))
        expect(run(p, api), 0)
        p.write("a.yaml", campaign("ab", name="summer"))
        code, out, err = run(p, api)
        assert code in (0, 2), f"exit code {code}\n{out}{err}"
        api.must_be(posts=2, credits=2)


@case
def edits_between_two_runs_buy_only_what_is_new__the_manifest_split(p):
    """One entry of two goes into a file of its own."""
    with MoneyApi(teaser()) as api:
        p.write("a.yaml", campaign("abcd"))
        expect(run(p, api), 0)
        p.write("a.yaml", campaign("ab"))
        p.write("b.yaml", campaign("cd", name="summer"))
        expect(run(p, api), 0)
        code, out, err = run(p, api, manifest="b.yaml")
        assert code in (0, 2), f"exit code {code}\n{out}{err}"
        api.must_be(posts=4, credits=4)


@case
def an_edit_while_it_renders_buys_what_is_new_alone(p):
    with MoneyApi(teaser(), render=3) as api:
        process = three_out(p, api, campaign("abc", FORMATS[:2]))
        time.sleep(0.5)
        process.kill()
        process.communicate(timeout=30)
        p.write("a.yaml", campaign([(9, "c"), (8, "b"), (7, "a"), (6, "a")], FORMATS[::-1]))
        expect(run(p, api), 0)
        api.must_be(posts=6, credits=9)
        all_there(p, jobs=4)


@case
def all_formats_without_preflight_buy_only_what_is_not_there(p):
    """S1: the ledger holds something of that content, so the design is read in spite of --no-preflight."""
    for number, (formats, credits) in enumerate(((FORMATS, 3), (FORMATS[:2], 3), (FORMATS[2:], 3))):
        with apart(p, number), MoneyApi(teaser()) as api:
            p.write("a.yaml", campaign("a", formats))
            expect(run(p, api), 0)
            p.write("a.yaml", campaign("a", ()))
            expect(run(p, api, "--no-preflight"), 0)
            api.must_be(credits=credits, after=f"{formats}, then all")
            expect(run(p, api, "--no-preflight"), 0)
            api.must_be(credits=credits)


@case
def what_was_bought_without_preflight_is_there_with_it(p):
    for number, formats in enumerate(((), FORMATS[:2])):
        with apart(p, number), MoneyApi(teaser()) as api:
            p.write("a.yaml", campaign("ab", formats))
            expect(run(p, api, "--no-preflight"), 0)
            expect(run(p, api), 0)
            expect(run(p, api, "--no-preflight"), 0)
            api.must_be(posts=2)
            p.write("a.yaml", campaign("ab", FORMATS))
            expect(run(p, api), 0)
            api.must_be(credits=6)


@case
def a_manifest_then_another_then_the_first_buys_each_once(p):
    """Two manifests drawn from one pool of contents and formats, run in turn: the union is bought, once."""
    for seed in range(8):
        draw = random.Random(seed)

        def drawn():
            texts = [(number, draw.choice("abcde")) for number in range(draw.randint(1, 6))]
            return texts, draw.sample(FORMATS, draw.randint(0, 3)), draw.choice(("teaser", "banner"))

        first, second = drawn(), drawn()
        union = {(text, each) for texts, formats, _ in (first, second) for _, text in texts for each in formats or FORMATS}
        with apart(p, seed), MoneyApi(teaser()) as api:
            for texts, formats, entry in (first, second, first, second):
                p.write("a.yaml", campaign(texts, formats, entry=entry))
                expect(run(p, api), 0)
                all_there(p, jobs=len(texts))
            api.must_be(credits=len(union), after=f"seed {seed}: {first} {second}")


@case
def two_contents_for_one_slot_are_an_error(p):
    slot = "    original_visual_id: 11111111-2222-4333-8444-555555555555\n"
    with MoneyApi(teaser()) as api:
        p.write("a.yaml", campaign("ab", more=slot))
        expect(run(p, api), 2, "original_visual_id")
        api.must_be(posts=0)


def slotted(text):
    return campaign(text, more="    original_visual_id: 11111111-2222-4333-8444-555555555555\n")


@case
def a_slot_holds_the_newest_content(p):
    with MoneyApi(teaser()) as api:
        for text, posts in ("a", 1), ("b", 2), ("a", 3), ("a", 3):
            p.write("a.yaml", slotted(text))
            out, _ = expect(p.against(api.url, "plan", "a.yaml", "--json"), 0)
            planned = json.loads(out)["credits"]
            assert planned == posts - api.posts, f"the plan says {planned} credits"
            expect(run(p, api), 0)
            assert api.posts == posts, f"{api.posts} POSTs, {posts} were expected"
            all_there(p)


@case
def a_doubt_about_another_content_holds_a_slot(p):
    with MoneyApi(teaser()) as api:
        p.write("a.yaml", slotted("a"))
        expect(run(p, api), 0)
        p.write("a.yaml", slotted("b"))
        api.on_submit = lambda order: LOSE
        expect(run(p, api), 13)
        api.on_submit = None
        p.write("a.yaml", slotted("a"))
        posts = api.posts
        run(p, api)
        assert api.posts == posts, "the slot is held by a doubt about another content"


@case
def two_manifests_on_one_journal_share_what_was_bought(p):
    with MoneyApi(teaser()) as api:
        p.write("a.yaml", campaign("abc"))
        p.write("b.yaml", campaign("bcd", ("square", "rectangle"), name="summer"))
        expect(run(p, api, "--state", "shared.db"), 0)
        expect(run(p, api, "--state", "shared.db", manifest="b.yaml"), 0)
        api.must_be(credits=3 + 4)
        expect(run(p, api, "--state", "shared.db"), 0)
        expect(run(p, api, "--state", "shared.db", manifest="b.yaml"), 0)
        api.must_be(credits=3 + 4)
        all_there(p, "spring", 3)
        all_there(p, "summer", 3)


@case
def a_copied_manifest_in_the_same_folder_does_not_pay_again_without_a_word(p):
    with MoneyApi(teaser()) as api:
        p.write("a.yaml", campaign("ab", name=None))
        expect(run(p, api), 0)
        shutil.copy(p.folder / "a.yaml", p.folder / "copy of a.yaml")
        code, out, err = run(p, api, manifest="copy of a.yaml")
        assert code in (0, 2), f"exit code {code}\n{out}{err}"
        api.must_be(posts=2, credits=2)


@case
def a_link_to_a_manifest_does_not_pay_again(p):
    with MoneyApi(teaser()) as api:
        p.write("a.yaml", campaign("ab", name=None))
        (p.folder / "b.yaml").symlink_to("a.yaml")
        expect(run(p, api), 0)
        code, out, err = run(p, api, manifest="b.yaml")
        assert code in (0, 2), f"exit code {code}\n{out}{err}"
        api.must_be(posts=2, credits=2)


@case
def a_link_in_another_folder_does_not_pay_again_without_a_word(p):
    with MoneyApi() as api:
        p.write("there/a.yaml", campaign("abc"))
        expect(run(p, api, manifest="there/a.yaml"), 0)
        (p.folder / "here").mkdir()
        (p.folder / "here/a.yaml").symlink_to("../there/a.yaml")
        expect(run(p, api, manifest="here/a.yaml"), 2, "knows some of these contents", "--yes")
        api.must_be(posts=3)
        expect(run(p, api, "--state", "there/.pressrun/spring.db", manifest="here/a.yaml"), 0)
        api.must_be(posts=3)


@case
def a_manifest_moved_into_another_folder_does_not_pay_again_without_a_word(p):
    for there, here in (("x/a.yaml", "y/a.yaml"), ("x/a.yaml", "a.yaml"), ("a.yaml", "x/a.yaml")):
        with MoneyApi() as api, apart(p, f"{there}-{here}".replace("/", "_")):
            p.write(there, campaign("ab"))
            expect(run(p, api, manifest=there), 0)
            (p.folder / here).parent.mkdir(exist_ok=True)
            (p.folder / there).rename(p.folder / here)
            expect(run(p, api, manifest=here), 2, "knows some of these contents", "--state")
            api.must_be(posts=2)
            p.write(there, campaign("ab"))  # it is there: the other is a campaign of its own
            expect(run(p, api, manifest=here), 0)
            assert api.posts == 4, api.posts


@case
def the_id_of_a_file_settles_a_synchronous_doubt(p):
    with MoneyApi() as api:
        api.on_submit = lambda order: LOSE if order.number == 1 else None
        p.write("a.yaml", campaign(["a"], more=SYNC))
        expect(run(p, api), 13)
        [banner] = api.accepted[0].banners.values()
        expect(p.run("resolve", "a.yaml", "--job", "teaser/k0", "--as", f"id={banner['id']}"), 0)
        expect(run(p, api), 0)
        api.must_be(posts=1)
        [job] = p.results()["jobs"]
        assert job["assets"][0]["id"] == banner["id"], job


@case
def a_simulated_api_that_is_started_again_gives_other_ids(p):
    p.write("a.yaml", campaign(["a", "b"]))
    expect(p.run("run", "a.yaml", "--simulate", "--rate", "100"), 0)
    p.write("a.yaml", campaign(["a", "b", "c"]))
    code, out, err = p.run("run", "a.yaml", "--simulate", "--rate", "100")
    assert code == 0, f"exit code {code}\n{out}{err}"


if __name__ == "__main__":
    sys.exit(main())
