#!/usr/bin/env python3
"""No other command, lock, plan or lost file makes a run lose or pay again for what was bought.
Usage: money_journal_test.py PRESSRUN"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time

from harness import case, expect, main
from money_server import MoneyApi, campaign

KEY = {"ABYSSALE_API_KEY": "k"}


def run(p, api, *words, manifest="a.yaml"):
    return p.against(api.url, "run", manifest, *words)


def journal_of(p):
    """The journal, as soon as there is one."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        found = [path for path in (p.folder / ".pressrun").glob("*.db") if path.stat().st_size]
        if found:
            return found[0]
        time.sleep(0.01)
    raise AssertionError("no journal within 20 s")


def by_name(texts):
    text = campaign(texts)
    return text.replace(text.split("design_id: ")[1].split("\n")[0], "Teaser").replace("design_id:", "design:")


# ---- the listed cases


@case
def m04_plans_beside_a_run_do_not_disturb_it(p):
    with MoneyApi(render=0.5) as api:
        p.write("a.yaml", by_name([f"t{n}" for n in range(40)]))
        process = p.start("run", "a.yaml", "--base-url", api.url, "--rate", "10", **KEY)
        journal_of(p)
        plans = []

        def planning():
            while process.poll() is None:
                plans.append(p.against(api.url, "plan", "a.yaml"))

        planners = [threading.Thread(target=planning) for _ in range(3)]
        for each in planners:
            each.start()
        out, err = process.communicate(timeout=120)
        for each in planners:
            each.join()
        assert process.returncode == 0, f"exit code {process.returncode}\n{out}{err}"
        assert plans and all(code == 0 for code, _, _ in plans), [each for each in plans if each[0]][:1]
        api.must_be(posts=40, credits=40)
        expect(run(p, api), 0)
        api.must_be(posts=40, after="the next run")
        assert p.results()["summary"]["succeeded"] == 40, p.results()["summary"]


@case
def m04_status_explain_and_results_beside_a_run_do_not_disturb_it(p):
    with MoneyApi(render=0.5) as api:
        p.write("a.yaml", by_name([f"t{n}" for n in range(30)]))
        process = p.start("run", "a.yaml", "--base-url", api.url, "--rate", "10", **KEY)
        journal_of(p)
        api.wait_for(2)
        while process.poll() is None:
            expect(p.run("status", "a.yaml", "--json"), 0)
            code, out, err = p.run("results", "a.yaml", "-o", "seen.json")
            assert code == 0, f"results: exit code {code}\n{out}{err}"
            expect(p.against(api.url, "plan", "a.yaml", "--json"), 0)
        out, err = process.communicate()
        assert process.returncode == 0, f"exit code {process.returncode}\n{out}{err}"
        api.must_be(posts=30)


def locked(path, seconds):
    """Another process's write lock on the journal."""
    with sqlite3.connect(path, timeout=10, isolation_level=None) as database:
        database.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        database.execute("ROLLBACK")


@case
def m05_a_journal_that_is_busy_is_waited_for(p):
    with MoneyApi(render=0.5) as api:
        p.write("a.yaml", campaign([f"t{n}" for n in range(40)]))
        process = p.start("run", "a.yaml", "--base-url", api.url, "--rate", "10", **KEY)
        journal = journal_of(p)
        api.wait_for(3)
        for _ in range(3):
            locked(journal, 0.6)
            time.sleep(0.3)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, f"exit code {process.returncode}\n{out}{err}"
        api.must_be(posts=40, credits=40)
        expect(run(p, api), 0)
        api.must_be(posts=40, after="the next run")


@case
def m05_also_when_a_run_begins(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign("ab"))
        expect(run(p, api), 0)
        p.write("a.yaml", campaign("abc"))
        lock = threading.Thread(target=locked, args=(journal_of(p), 1.0))
        lock.start()
        time.sleep(0.1)
        expect(run(p, api), 0)
        lock.join()
        api.must_be(posts=3)


TARGETS = (("run", "a.yaml", "-o", "a.yaml"), ("run", "a.yaml", "-o", "rows.csv"), ("run", "a.yaml", "-o", "link.json"),
           ("run", "a.yaml", "-o", "sub/../a.yaml"), ("run", "a.yaml", "-o", "hard.json"),
           ("plan", "a.yaml", "--out", "JOURNAL"), ("plan", "a.yaml", "--out", "rows.csv"), ("plan", "a.yaml", "--out", "a.yaml"),
           ("run", "a.yaml", "-o", "JOURNAL"), ("run", "a.yaml", "--log-file", "JOURNAL"), ("run", "a.yaml", "--log-file", "rows.csv"),
           ("run", "a.yaml", "-o", "saved.plan"))


@case
def m18_inputs_and_journals_are_no_targets(p):
    with MoneyApi() as api:
        p.write("rows.csv", "sku,text\n1,a\n2,b\n")
        text = campaign([]).split("    rows:")[0] + "    rows: rows.csv\n    key: \"${row.sku}\"\n"
        p.write("a.yaml", text)
        (p.folder / "sub").mkdir()
        (p.folder / "link.json").symlink_to("a.yaml")
        (p.folder / "hard.json").hardlink_to(p.folder / "a.yaml")
        expect(p.against(api.url, "plan", "a.yaml", "--out", "saved.plan"), 0)
        expect(run(p, api), 0)
        journal = journal_of(p)
        with sqlite3.connect(journal) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        kept = {path: path.read_bytes() for path in (p.folder / "a.yaml", p.folder / "rows.csv", p.folder / "saved.plan", journal)}
        wrong = []
        for words in TARGETS:
            words = [str(journal) if word == "JOURNAL" else word for word in words]
            code, out, err = p.against(api.url, *words)
            broken = [path.name for path, before in kept.items() if path != journal and path.read_bytes() != before]
            if kept[journal][:16] != journal.read_bytes()[:16]:
                broken.append("journal")
            if broken or (code != 2 and "hard.json" not in words):  # a rename leaves the other name as it was
                wrong.append((" ".join(words), code, broken))
            for path, before in kept.items():
                if path.name in broken or (path == journal and "journal" in broken):
                    path.write_bytes(before)
        assert not wrong, wrong
        api.must_be(posts=2)


@case
def m28_a_journal_deleted_during_a_run_is_noticed(p):
    with MoneyApi(render=4) as api:
        p.write("a.yaml", campaign([f"t{n}" for n in range(8)]))
        process = p.start("run", "a.yaml", "--base-url", api.url, "--rate", "1000", "-o", "out.json",
                          "--progress", "plain", **KEY)
        api.wait_for(8)
        time.sleep(1.2)
        shutil.rmtree(p.folder / ".pressrun")
        out, err = process.communicate(timeout=60)
        assert process.returncode == 6, f"exit code {process.returncode}\n{out}{err}"
        assert "journal" in err or ".pressrun" in err, f"not said: {err}"
        assert "rescue" in err, f"the rescue file is not named: {err}"
        assert (p.folder / "out.json").exists(), "no results of what is known"
        assert len(json.loads((p.folder / "out.json").read_text())["jobs"]) == 8
        code, out, err = run(p, api)
        assert code == 0 or (code in (2, 6, 13) and err.strip()), f"exit code {code}\n{out}{err}"
        api.must_be(posts=8, after="the journal was deleted")


@case
def m28_nothing_is_sent_once_it_is_gone(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign([f"t{n}" for n in range(60)]))
        process = p.start("run", "a.yaml", "--base-url", api.url, "--rate", "10", "--progress", "none", **KEY)
        api.wait_for(10)
        shutil.rmtree(p.folder / ".pressrun")
        seen = len(api.accepted)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 6, f"exit code {process.returncode}\n{out}{err}"
        assert api.posts <= seen + 8, f"{api.posts - seen} POSTs after the journal was gone"
        done = api.posts
        code, out, err = run(p, api)
        assert code in (0, 2, 6, 13), f"exit code {code}\n{out}{err}"
        assert not api.twice, "bought twice after the journal was deleted"
        assert code == 0 or api.posts == done, api.posts


# ---- saved plans


@case
def a_saved_plan_used_twice_buys_once(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign("abc"))
        expect(p.against(api.url, "plan", "a.yaml", "--out", "night.plan"), 0)
        expect(p.against(api.url, "run", "--plan", "night.plan"), 0)
        expect(p.against(api.url, "run", "--plan", "night.plan"), 2)
        api.must_be(posts=3)


@case
def a_saved_plan_in_a_copied_folder_does_not_buy_again(p):
    with MoneyApi() as api:
        p.write("here/a.yaml", campaign("abc"))
        folder, p.folder = p.folder, p.folder / "here"
        expect(p.against(api.url, "plan", "a.yaml", "--out", "night.plan"), 0)
        shutil.copytree(p.folder, folder / "there")
        shutil.copytree(p.folder, folder / "bare", ignore=shutil.ignore_patterns(".*"))
        expect(p.against(api.url, "run", "--plan", "night.plan"), 0)
        for other in ("there", "bare"):
            p.folder = folder / other
            expect(p.against(api.url, "run", "--plan", "night.plan"), 2)
            api.must_be(posts=3, after=other)


@case
def a_saved_plan_is_refused_when_its_content_was_bought_meanwhile(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign("abc"))
        p.write("b.yaml", campaign("bc", name="summer"))
        expect(p.against(api.url, "plan", "a.yaml", "--out", "night.plan", "--state", "shared.db"), 0)
        expect(run(p, api, "--state", "shared.db", manifest="b.yaml"), 0)
        code, out, err = p.against(api.url, "run", "--plan", "night.plan", "--state", "shared.db")
        assert code in (0, 2), f"exit code {code}\n{out}{err}"
        api.must_be(posts=2 if code == 2 else 3)


@case
def two_runs_at_once_on_one_journal_buy_each_once(p):
    with MoneyApi(render=1) as api:
        p.write("a.yaml", campaign("abcdef"))
        p.write("b.yaml", campaign("defghi", name="summer"))
        both = [p.start("run", manifest, "--base-url", api.url, "--rate", "1000", "--state", "shared.db", **KEY)
                for manifest in ("a.yaml", "b.yaml")]
        codes = []
        for each in both:
            each.communicate(timeout=60)
            codes.append(each.returncode)
        assert sorted(codes) in ([0, 0], [0, 11]), codes
        for manifest in ("a.yaml", "b.yaml"):
            expect(run(p, api, "--state", "shared.db", manifest=manifest), 0)
        api.must_be(posts=9, credits=9)


@case
def two_manifests_in_one_command_share_a_journal_when_told_so(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign("abc"))
        p.write("b.yaml", campaign("bcd", name="summer"))
        expect(p.against(api.url, "run", "a.yaml", "b.yaml", "--state", "shared.db"), 0)
        api.must_be(posts=4, credits=4)
        assert p.results("spring")["summary"]["succeeded"] == 3 and p.results("summer")["summary"]["succeeded"] == 3


@case
def a_run_killed_at_any_moment_buys_each_once(p):
    with MoneyApi(render=0.3) as api:
        p.write("a.yaml", campaign([f"t{n}" for n in range(30)], ("rectangle", "square")))
        for number in range(12):
            process = p.start("run", "a.yaml", "--base-url", api.url, "--rate", "60", "-j", "2", "--progress", "none", **KEY)
            time.sleep(0.15 + 0.07 * number)
            process.kill()
            process.communicate()
            assert not api.twice, api.twice
        code, out, err = run(p, api)
        assert code in (0, 13), f"exit code {code}\n{out}{err}"
        assert not api.twice, api.twice
        doubts = p.results()["summary"]["in_doubt"]
        assert p.results()["summary"]["succeeded"] == 30 - doubts, p.results()["summary"]


def at_the_first_design(api, do):
    """Calls `do` once, when the API is asked for a design: the journal was looked at, and nothing was bought yet."""
    left, answer = [do], api.answer

    def asked(method, path, key, body):
        if path.startswith("/designs/") and left:
            left.pop()()
        return answer(method, path, key, body)

    api.answer = asked


@case
def m28_a_journal_folder_put_back_from_a_copy_while_a_run_begins_is_noticed(p):
    """With the file of the lock: nothing in it says that it is older."""
    with MoneyApi() as api:
        p.write("a.yaml", campaign(["a"]))
        expect(run(p, api), 0)
        shutil.copytree(p.folder / ".pressrun", p.folder / "copy")
        p.write("a.yaml", campaign(["a", "b"]))
        expect(run(p, api), 0)
        api.designs = {each: {**found, "updated_at": 1790000000} for each, found in api.designs.items()}

        def put_back():
            shutil.rmtree(p.folder / ".pressrun")
            (p.folder / "copy").rename(p.folder / ".pressrun")

        at_the_first_design(api, put_back)
        expect(run(p, api), 6, "replaced", "nothing was submitted")
        api.must_be(posts=2)


@case
def m28_a_journal_folder_deleted_while_a_run_begins_is_noticed(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign(["a", "b"]))
        expect(run(p, api), 0)
        api.designs = {each: {**found, "updated_at": 1790000000} for each, found in api.designs.items()}
        at_the_first_design(api, lambda: shutil.rmtree(p.folder / ".pressrun"))
        code, out, err = run(p, api)
        assert code in (2, 6) and "replaced" in err, f"exit code {code}\n{out}{err}"
        api.must_be(posts=2)


@case
def m28_a_journal_folder_put_back_from_a_copy_between_runs_is_told_by_the_results(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign(["a"]))
        expect(run(p, api), 0)
        shutil.copytree(p.folder / ".pressrun", p.folder / "copy")
        time.sleep(1.1)
        p.write("a.yaml", campaign(["a", "b"]))
        expect(run(p, api), 0)
        shutil.rmtree(p.folder / ".pressrun")
        (p.folder / "copy").rename(p.folder / ".pressrun")
        expect(p.against(api.url, "plan", "a.yaml"), 0, "was an older copy of its folder put back?")
        expect(run(p, api), 2, "was an older copy of its folder put back?", "--yes")
        api.must_be(posts=2)
        expect(run(p, api, "--yes"), 0)
        assert api.posts == 3, api.posts
        expect(run(p, api), 0)


def under_a_run(p, api, spoil):
    """A run of thirty jobs after one of sixty, whose journal is spoilt after some; answers what it ended with."""
    p.write("a.yaml", campaign([f"s{n}" for n in range(60)]))
    expect(run(p, api), 0)
    p.write("a.yaml", campaign([f"t{n}" for n in range(30)]))
    process = p.start("run", "a.yaml", "--base-url", api.url, "--rate", "20", "-o", "out.json", "--progress", "none", **KEY)
    api.wait_for(66)
    spoil(journal_of(p))
    posts = api.posts
    out, err = process.communicate(timeout=60)
    assert process.returncode == 6, f"exit code {process.returncode}\n{out}{err}"
    assert api.posts <= posts + 8, f"{api.posts - posts} POSTs after the journal was spoilt"
    assert "stopped: ;" not in err, err
    return err


def cut_to(share):
    def cut(journal):
        size = journal.stat().st_size
        with open(journal, "r+b") as file:
            file.truncate(int(size * share) if share < 1 else size - 1)
    return cut


@case
def m28_a_journal_cut_off_under_a_run_is_noticed(p):
    for share in (0, 0.5, 1):
        folder = p.folder
        p.folder = folder / str(share)
        p.folder.mkdir()
        with MoneyApi(render=0.3) as api:
            err = under_a_run(p, api, cut_to(share))
            assert "was cut off or written over while the run went on" in err, err
            posts = api.posts
            code, out, err = run(p, api)
            assert code in (0, 2, 6, 13) and err.strip(), f"exit code {code}\n{out}{err}"
            assert not api.twice, api.twice
            assert code in (0, 13) or api.posts == posts, f"{api.posts - posts} POSTs at exit code {code}"
        p.folder = folder


@case
def m28_an_older_copy_written_over_a_journal_under_a_run_is_noticed(p):
    with MoneyApi(render=0.3) as api:
        p.write("a.yaml", campaign(["a"]))
        expect(run(p, api), 0)
        older = journal_of(p).read_bytes()

        def write_over(journal):
            with open(journal, "r+b") as file:
                file.write(older)
                file.truncate(len(older))

        err = under_a_run(p, api, write_over)
        assert "was cut off or written over while the run went on" in err, err
        run(p, api)
        assert not api.twice, api.twice


@case
def a_journal_that_lacks_its_last_byte_is_damaged(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign(["a", "b"]))
        expect(run(p, api), 0)
        journal = journal_of(p)
        with sqlite3.connect(journal) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cut_to(1)(journal)
        expect(p.run("journal", "check", "a.yaml"), 6, "its end is missing")
        expect(p.run("status", "a.yaml"), 6, "its end is missing")
        p.write("a.yaml", campaign(["a", "b", "c"]))
        expect(run(p, api), 6, "its end is missing")
        api.must_be(posts=2)
        expect(p.run("journal", "export", "a.yaml", "-o", "saved.jsonl"), 0)


@case
def another_journal_than_that_of_the_results_is_asked_about(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign(["a", "b"]))
        for first, then in (((), ("--state", "k.db")), (("--state", "j.db"), ("--state", "l.db"))):
            for results in p.folder.glob("*.results.json"):
                results.unlink()
            posts = api.posts
            expect(p.run("run", "a.yaml", "--base-url", api.url, *first, "--yes", **KEY), 0)
            assert api.posts <= posts + 2, api.posts
            posts = api.posts
            code, _, err = p.run("run", "a.yaml", "--base-url", api.url, *then, **KEY)
            assert code == 2 and "would pay" in err, f"{code}\n{err}"
            assert api.posts == posts, "bought again for another journal"


@case
def a_journal_of_two_names_is_refused(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign(["a"]))
        expect(run(p, api), 0)
        os.link(journal_of(p), p.folder / "second.db")
        p.write("a.yaml", campaign(["a", "b"]))
        expect(run(p, api), 6, "second name")
        api.must_be(posts=1)
        (p.folder / "second.db").unlink()
        expect(run(p, api), 0)


@case
def force_that_a_limit_stops_is_gone_on_with(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign(["a", "b", "c", "d", "e"]))
        expect(run(p, api), 0)
        api.must_be(posts=5)
        for _ in range(3):
            p.run("run", "a.yaml", "--base-url", api.url, "--force", "--yes", "--max-credits", "2", **KEY)
        assert set(api.bought.values()) == {2}, api.bought


@case
def a_commit_that_was_killed_on_its_way_into_the_file_is_taken_back(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign(["a", "b"]))
        expect(run(p, api), 0)
        journal = journal_of(p)
        with sqlite3.connect(journal, isolation_level=None) as database:
            database.execute("PRAGMA journal_mode=DELETE")
            database.execute("PRAGMA cache_size=1")
            database.execute("BEGIN IMMEDIATE")
            database.execute("CREATE TABLE half_written(bytes)")
            for _ in range(50):
                database.execute("INSERT INTO half_written VALUES (zeroblob(8000))")
            undo = journal.with_name(journal.name + "-journal")
            killed = {file: file.read_bytes() for file in (journal, undo)}
            database.execute("ROLLBACK")
        # The first page, which counts the others, is the first that a commit writes.
        first = bytearray(killed[journal])
        first[28:32] = (10_000).to_bytes(4, "big")
        killed[journal] = bytes(first)
        for file, left in killed.items():
            file.write_bytes(left)
        out, _ = expect(p.run("status", "a.yaml"), 0)  # which takes nothing back: a run's business
        assert "2 succeeded" in out, out
        assert undo.exists()
        expect(run(p, api), 0)
        api.must_be(posts=2)
        assert not undo.exists()


@case
def a_saved_plan_holds_while_others_buy_other_things(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign("abc"))
        p.write("b.yaml", campaign("xy", name="summer"))
        expect(p.against(api.url, "plan", "a.yaml", "--out", "night.plan", "--state", "shared.db"), 0)
        expect(run(p, api, "--state", "shared.db", manifest="b.yaml"), 0)
        expect(p.against(api.url, "run", "--plan", "night.plan"), 0)
        api.must_be(posts=5)


@case
def a_saved_plan_holds_while_what_was_out_comes_in(p):
    with MoneyApi(render=2) as api:
        p.write("a.yaml", campaign("a"))
        process = p.start("run", "a.yaml", "--base-url", api.url, "--rate", "1000", **KEY)
        api.wait_for(1)
        process.terminate()
        process.communicate(timeout=30)
        p.write("a.yaml", campaign("abc"))
        expect(p.against(api.url, "plan", "a.yaml", "--out", "night.plan"), 0)
        expect(run(p, api, "--select", "*/k0"), 0)
        expect(p.against(api.url, "run", "--plan", "night.plan"), 0)
        api.must_be(posts=3)


@case
def a_saved_plan_of_an_order_is_void_once_anything_was_bought(p):
    with MoneyApi() as api:
        p.write("a.yaml", campaign("a"))
        expect(run(p, api), 0)
        expect(p.against(api.url, "plan", "a.yaml", "--force", "--out", "night.plan"), 0)
        expect(run(p, api, "--force", "--yes"), 0)
        expect(p.against(api.url, "run", "--plan", "night.plan", "--yes"), 2, "moved on")
        assert api.posts == 2, api.posts


@case
def a_saved_plan_is_carried_out_from_any_folder(p):
    with MoneyApi() as api:
        p.write("here/rows.csv", "sku,text\n1,a\n2,b\n")
        text = campaign([]).split("    rows:")[0] + "    rows: rows.csv\n    key: \"${row.sku}\"\n"
        p.write("here/a.yaml", text)
        p.write("there/night.plan", "")
        folder = p.folder
        p.folder = folder / "here"
        expect(p.against(api.url, "plan", "a.yaml", "--out", "../there/night.plan", "--state", "own.db"), 0)
        p.folder = folder / "there"
        expect(p.against(api.url, "run", "--plan", "night.plan"), 0)
        api.must_be(posts=2)
        assert (folder / "here/own.db").exists() and not (p.folder / ".pressrun").exists()


@case
def a_pipe_in_the_place_of_a_journal_or_its_lock_holds_nothing_up(p):
    with MoneyApi() as api:
        for name, code in ((".pressrun/spring.db", 6), (".pressrun/spring.lock", None)):
            shutil.rmtree(p.folder / ".pressrun", ignore_errors=True)
            p.write("a.yaml", campaign(["a"], name="spring"))
            (p.folder / ".pressrun").mkdir()
            (p.folder / name).unlink(missing_ok=True)
            os.mkfifo(p.folder / name)
            for words in (("run", "a.yaml", "--base-url", api.url), ("status", "a.yaml")):
                process = p.start(*words, **KEY)
                try:
                    out, err = process.communicate(timeout=20)
                except subprocess.TimeoutExpired:
                    raise AssertionError(f"{words[0]} hangs at {name}") from None
                assert code is None or process.returncode == code, f"{process.returncode}\n{out}{err}"
            (p.folder / name).unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
