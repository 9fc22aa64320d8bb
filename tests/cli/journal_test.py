#!/usr/bin/env python3
"""A journal in trouble: checked, made small, exported, restored, of an earlier version. Usage: journal_test.py PRESSRUN"""
import json
import os
import pathlib
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys

from harness import FAST, PRESSRUN, case, expect, main, manifest, stats

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "data" / "journals"
NEVER_FAILS = FAST + "format_failure_rate: 0\n"


def after_a_run(p, jobs=3):
    url = p.simulator(NEVER_FAILS)
    p.write("a.yaml", manifest(jobs))
    expect(p.against(url, "run", "a.yaml"), 0)
    return url, p.folder / ".pressrun" / "spring.db"


def of_an_earlier_version(p):
    url = p.simulator(NEVER_FAILS)
    p.write("a.yaml", manifest())
    journal = p.folder / ".pressrun" / "spring.db"
    journal.parent.mkdir(mode=0o700)
    with sqlite3.connect(journal) as database:
        database.executescript((FIXTURES / "version_2.sql").read_text())
    return url, journal


def settle(journal):
    """All in one file, as a copy made with a file manager would want it."""
    with sqlite3.connect(journal) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def spoil(journal, table):
    """Overwrites the page in which the table's rows begin."""
    settle(journal)
    with sqlite3.connect(journal) as database:
        page, = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()
        size, = database.execute("PRAGMA page_size").fetchone()
    with open(journal, "r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)


def exported(out):
    rows = [json.loads(line) for line in out.splitlines()]
    return {table: [row["row"] for row in rows if row["table"] == table] for table in
            ("runs", "campaigns", "jobs", "wants", "contents", "requests")}


@case
def a_sound_journal_is_sound(p):
    url, _ = after_a_run(p)
    expect(p.run("journal", "check", "a.yaml"), 0, "sound, version 5", "3 jobs", "3 contents", "3 requests")
    out, _ = expect(p.run("journal", "check", "a.yaml", "--json"), 0)
    found = json.loads(out)
    assert found["sound"] and not found["held"] and found["rows"]["runs"] == 1, found
    expect(p.against(url, "run", "a.yaml"), 0)


@case
def what_is_not_there_cannot_be_checked(p):
    p.write("a.yaml", manifest())
    expect(p.run("journal", "check", "a.yaml"), 4)
    expect(p.run("journal", "mend", "a.yaml"), 2, "mend")
    expect(p.run("journal"), 2)


@case
def a_damaged_table_is_found_and_the_rest_is_saved(p):
    url, journal = after_a_run(p)
    spoil(journal, "requests")
    before = journal.read_bytes()
    expect(p.against(url, "run", "a.yaml"), 6, "damaged", "pressrun journal check", "pays for everything again")
    assert stats(url)["accepted_generations"] == 3
    expect(p.run("journal", "check", "a.yaml"), 6, "DAMAGED", "damage:", "journal export a.yaml -o FILE")
    out, err = expect(p.run("journal", "export", "a.yaml"), 6, "not all rows could be read of requests")
    saved = exported(out)
    assert len(saved["jobs"]) == 3 and len(saved["contents"]) == 3 and not saved["requests"], saved
    assert journal.read_bytes() == before, "looking at it changed it"


@case
def rows_behind_the_damage_are_saved_too(p):
    url, journal = after_a_run(p, 400)
    settle(journal)
    with sqlite3.connect(journal) as database:
        size, = database.execute("PRAGMA page_size").fetchone()
    data = bytearray(journal.read_bytes())
    pages = range(0, len(data), size)
    begin, = [at for at in pages if b"teaser/200" in data[at:at + size] and b'{"n"' in data[at:at + size]]
    data[begin:begin + size] = b"\xa5" * size
    journal.write_bytes(data)
    out, _ = expect(p.run("journal", "export", "a.yaml"), 6, "of jobs")
    keys = {row["key"] for row in exported(out)["jobs"]}
    assert {"teaser/0", "teaser/399"} <= keys and "teaser/200" not in keys and len(keys) > 300, len(keys)


@case
def a_journal_that_was_cut_off_is_read_as_far_as_it_goes(p):
    url, journal = after_a_run(p, 400)
    settle(journal)
    os.truncate(journal, journal.stat().st_size // 2)
    before = journal.read_bytes()
    expect(p.against(url, "run", "a.yaml"), 6, "it is damaged: 'pressrun journal check'")
    expect(p.run("status", "a.yaml"), 6, "it is damaged: 'pressrun journal check'")
    expect(p.run("journal", "check", "a.yaml"), 6, "DAMAGED", "damage:", "version 5", absent=["\\x0A"])
    out, err = expect(p.run("journal", "export", "a.yaml"), 6, "rows exported", "not all rows could be read of")
    assert len(exported(out)["jobs"]) > 50, err
    assert journal.read_bytes() == before and stats(url)["accepted_generations"] == 400


@case
def what_a_run_finds_damaged_is_not_called_sound(p):
    url, journal = after_a_run(p)
    settle(journal)
    os.truncate(journal, journal.stat().st_size - 4096)
    expect(p.against(url, "run", "a.yaml"), 6, "it is damaged")
    expect(p.run("journal", "check", "a.yaml"), 6, "DAMAGED", "damage:")
    (journal.parent / "spring.lock").unlink()
    expect(p.run("journal", "check", "a.yaml"), 6, "DAMAGED", "damage:")


NOBODY = 65534


def by_one_who_may_not_write(p, *words):
    """Root may write everywhere: another user then, with a program that he may read."""
    program = p.folder / "pressrun"
    if not program.exists():
        shutil.copy(PRESSRUN, program)
    p.folder.chmod(0o755)
    run = subprocess.run([program, *words], cwd=p.folder, env=p.env, capture_output=True, text=True, timeout=60,
                         **({"user": NOBODY, "group": NOBODY} if os.geteuid() == 0 else {}))
    return run.returncode, run.stdout, run.stderr


@case
def a_journal_where_nothing_can_be_written_can_be_read(p):
    url, journal = after_a_run(p)
    settle(journal)
    with_log = p.folder / "with_log.db"
    with sqlite3.connect(journal) as keeps_log:
        keeps_log.execute("SELECT count(*) FROM jobs").fetchone()
        p.write("a.yaml", manifest(5))
        expect(p.against(url, "run", "a.yaml"), 0)
        logged = pathlib.Path(f"{journal}-wal").read_bytes()
        shutil.copy(journal, with_log)
    assert logged
    settle(journal)
    for log in (b"", logged):
        folder = p.folder / ("logged" if log else "plain") / "state"
        folder.mkdir(parents=True)
        shutil.copy(with_log if log else journal, folder / "spring.db")
        if log:
            (folder / "spring.db-wal").write_bytes(log)
        for file in folder.iterdir():
            file.chmod(0o444)
        folder.chmod(0o555)
        kept = sorted(file.name for file in folder.iterdir())
        link = p.folder / f"link-{len(kept)}.db"
        link.symlink_to(folder / "spring.db")
        expect(by_one_who_may_not_write(p, "status", "a.yaml", "--state", str(link)), 0, "5 succeeded")
        if log:
            p.env["TMPDIR"] = "/nowhere"
            expect(by_one_who_may_not_write(p, "status", "a.yaml", "--state", str(link)), 6, "a copy to read it from")
            del p.env["TMPDIR"]
        state = ["a.yaml", "--state", str(folder / "spring.db")]
        expect(by_one_who_may_not_write(p, "status", *state), 0, "5 succeeded")
        expect(by_one_who_may_not_write(p, "plan", "--offline", *state), 0)
        expect(by_one_who_may_not_write(p, "journal", "check", *state), 0, "sound, version 5", "5 jobs")
        out, _ = expect(by_one_who_may_not_write(p, "journal", "export", *state), 0)
        assert len(exported(out)["jobs"]) == 5
        assert sorted(file.name for file in folder.iterdir()) == kept
        folder.chmod(0o755)


@case
def journals_whose_names_differ_in_their_ending_are_two(p):
    url = p.simulator(NEVER_FAILS)
    p.write("a.yaml", manifest(1))
    expect(p.run("run", "a.yaml", "--simulate", "--rate", "1000", "--state", "night"), 0)
    for state in "night", "night.1", "night.db", "night", "night.1":
        expect(p.against(url, "run", "a.yaml", "--state", state, "--yes"), 0)


@case
def a_request_of_an_unknown_state_is_found(p):
    _, journal = after_a_run(p)
    with sqlite3.connect(journal) as database:
        database.execute("UPDATE requests SET state = 77 WHERE request = 1")
    expect(p.run("journal", "check", "a.yaml"), 6, "CONTRADICTS", "is kept in a state that its facts do not add up to")


@case
def jobs_that_are_no_longer_as_they_were_announced_are_announced_again(p):
    url, journal = after_a_run(p)
    for change in "registration = 'another'", "registered_jobs = 0, registration = ''":
        with sqlite3.connect(journal) as database:
            database.execute(f"UPDATE campaigns SET {change}")
        expect(p.against(url, "run", "a.yaml"), 0)
        assert p.results()["summary"]["unchanged"] == len(p.results()["jobs"]) == 3, p.results()
    assert stats(url)["accepted_generations"] == 3


@case
def a_journal_that_contradicts_itself_is_found(p):
    _, journal = after_a_run(p)
    with sqlite3.connect(journal) as database:
        database.execute("DELETE FROM requests WHERE content = 2")
        database.execute("UPDATE requests SET settled = 5 WHERE content = 1")
    expect(p.run("journal", "check", "a.yaml"), 6, "CONTRADICTS", "counts for other credits than its facts add up to",
           "its jobs are kept as succeeded with 1 files, and are planned with 0")


@case
def what_is_no_journal_is_said_to_be_none(p):
    _, journal = after_a_run(p)
    journal.write_text("not a database at all, but long enough for a header of one hundred bytes" * 3)
    expect(p.run("journal", "check", "a.yaml"), 6, "not a database")
    expect(p.run("journal", "export", "a.yaml"), 6, "not a database")
    journal.unlink()
    with sqlite3.connect(journal) as database:
        database.execute("CREATE TABLE t (x)")
    expect(p.run("journal", "check", "a.yaml"), 6, "not a pressrun journal")


@case
def an_export_is_every_row_and_never_overwrites(p):
    after_a_run(p)
    out, _ = expect(p.run("journal", "export", "a.yaml"), 0, "rows exported")
    saved = exported(out)
    assert [row["key"] for row in saved["jobs"]] == ["teaser/0", "teaser/1", "teaser/2"], saved["jobs"]
    assert len(saved["requests"]) == 3 and saved["requests"][0]["ids"] and "rectangle" in saved["requests"][0]["assets"]
    expect(p.run("journal", "export", "a.yaml", "-o", "saved.jsonl"), 0)
    assert (p.folder / "saved.jsonl").read_text() == out
    assert (p.folder / "saved.jsonl").stat().st_mode & 0o777 == 0o600
    expect(p.run("journal", "export", "a.yaml", "-o", "saved.jsonl"), 2, "saved.jsonl")


@case
def compacting_gives_back_what_is_free_and_drops_no_job(p):
    url, journal = after_a_run(p, 50)
    with sqlite3.connect(journal) as database:
        database.execute("INSERT INTO answers VALUES ('designs/old', 0, ?)", ["x" * 3_000_000])
    expect(p.run("journal", "compact", "a.yaml"), 0, "MB before", "no job was dropped")
    assert journal.stat().st_size < 1_000_000
    expect(p.against(url, "run", "a.yaml"), 0)
    assert stats(url)["accepted_generations"] == 50


@case
def a_restored_copy_is_noticed(p):
    url, journal = after_a_run(p)
    settle(journal)
    copy = p.folder / "copy.db"
    shutil.copy(journal, copy)
    p.write("a.yaml", manifest(5))
    expect(p.against(url, "run", "a.yaml"), 0, absent=["warning"])
    for ending in ("", "-wal", "-shm"):
        pathlib.Path(str(journal) + ending).unlink(missing_ok=True)
    shutil.copy(copy, journal)
    older = "is older than when it was last used here"
    expect(p.run("status", "a.yaml"), 0, older)
    out, _ = expect(p.run("journal", "check", "a.yaml", "--json"), 0, older)
    assert json.loads(out)["older_than_last_used_here"]
    expect(p.run("plan", "a.yaml", "--offline"), 0, older)
    expect(p.run("journal", "compact", "a.yaml"), 0, older)
    expect(p.run("resolve", "a.yaml", "--all", "--as", "drop", "-y"), 0, older)
    expect(p.against(url, "run", "a.yaml"), 2, older, "nothing was submitted", "--yes")
    assert stats(url)["accepted_generations"] == 5
    expect(p.against(url, "run", "a.yaml", "--yes"), 0, older)
    expect(p.against(url, "run", "a.yaml"), 0, absent=[older])


def remove(journal):
    for ending in ("", "-wal", "-shm"):
        pathlib.Path(str(journal) + ending).unlink(missing_ok=True)


@case
def a_copy_from_the_middle_of_a_run_is_noticed(p):
    url = p.simulator(NEVER_FAILS)
    p.write("a.yaml", manifest(40))
    journal = p.folder / ".pressrun" / "spring.db"
    running = p.start("run", "a.yaml", "--base-url", url, "--rate", "20", ABYSSALE_API_KEY="k")
    copied = None
    while running.poll() is None:
        if copied is None and stats(url)["accepted_generations"] >= 5:
            with sqlite3.connect(journal) as source, sqlite3.connect(p.folder / "copy.db") as copy:
                source.backup(copy)
            copied = stats(url)["accepted_generations"]
        if copied is not None and stats(url)["accepted_generations"] >= copied + 5:
            running.kill()
            running.wait()
    remove(journal)
    shutil.copy(p.folder / "copy.db", journal)
    paid = stats(url)["accepted_generations"]
    expect(p.against(url, "run", "a.yaml"), 2, "is older than when it was last used here")
    assert stats(url)["accepted_generations"] == paid


@case
def a_link_to_a_journal_is_no_way_round_its_lock(p):
    url = p.simulator(NEVER_FAILS.replace("median: 20ms", "median: 2s"))
    p.write("a.yaml", manifest(3))
    folder, links = p.folder / ".pressrun", p.folder / "links"
    links.mkdir()
    (links / "file.db").symlink_to("../.pressrun/spring.db")  # leads nowhere yet
    (links / "folder").symlink_to(folder)
    running = p.start("run", "a.yaml", "--base-url", url, "--state", str(links / "file.db"), ABYSSALE_API_KEY="k")
    while stats(url)["accepted_generations"] < 3:
        assert running.poll() is None
    held = "another run holds this journal"
    for state in (folder / "spring.db", links / "folder" / "spring.db", links / "file.db"):
        expect(p.against(url, "run", "a.yaml", "--state", str(state)), 11, held)
    assert running.wait() == 0 and stats(url)["accepted_generations"] == 3
    assert (folder / "spring.lock").exists() and not (links / "file.lock").exists()


@case
def a_journal_that_has_gone_is_noticed(p):
    url, journal = after_a_run(p)
    remove(journal)
    gone = "is not there, and was used here before"
    for command in (("status", "a.yaml"), ("resolve", "a.yaml", "--all", "--as", "drop", "-y"),
                    ("journal", "check", "a.yaml"), ("journal", "compact", "a.yaml")):
        expect(p.run(*command), 4, gone)
    expect(p.run("plan", "a.yaml", "--offline"), 0, gone)
    expect(p.against(url, "run", "a.yaml"), 2, gone, "nothing was submitted")
    assert not journal.exists() and stats(url)["accepted_generations"] == 3
    expect(p.against(url, "run", "a.yaml", "--yes"), 0, gone)
    expect(p.against(url, "run", "a.yaml"), 0, absent=["warning"])


@case
def a_journal_that_was_emptied_is_noticed(p):
    url, journal = after_a_run(p)
    remove(journal)
    journal.touch()
    for command in (["status"], ["journal", "check"], ["journal", "compact"], ["journal", "export"]):
        expect(p.run(*command, "a.yaml"), 4, "is empty, and was not", absent=["no job was dropped"])
    expect(p.against(url, "run", "a.yaml"), 2, "is empty, and was not")
    assert stats(url)["accepted_generations"] == 3


@case
def a_journal_of_another_campaign_is_noticed(p):
    url, journal = after_a_run(p)
    p.write("there/a.yaml", manifest(2))
    expect(p.against(url, "run", "there/a.yaml"), 0)
    other = p.folder / "there" / ".pressrun" / "spring.db"
    settle(other)
    remove(journal)
    shutil.copy(other, journal)
    expect(p.against(url, "run", "a.yaml"), 2, "is another than was last used here")


@case
def whoever_deletes_the_whole_folder_is_asked_where_results_stand_beside_it(p):
    url, journal = after_a_run(p)
    shutil.rmtree(journal.parent)
    expect(p.against(url, "run", "a.yaml"), 2, "lists what an earlier run bought", "--yes")
    assert stats(url)["accepted_generations"] == 3
    (p.folder / "spring.results.json").unlink()
    expect(p.against(url, "run", "a.yaml"), 0, absent=["warning"])
    assert stats(url)["accepted_generations"] == 6


@case
def a_copy_of_another_place_is_asked_about(p):
    url, journal = after_a_run(p)
    settle(journal)
    p.write("there/a.yaml", manifest())
    (p.folder / "there" / ".pressrun").mkdir()
    shutil.copy(journal, p.folder / "there" / ".pressrun" / "spring.db")
    expect(p.against(url, "run", "there/a.yaml"), 2, "is that of", "still there", "--yes")
    expect(p.against(url, "run", "there/a.yaml", "--yes"), 0)
    expect(p.against(url, "run", "there/a.yaml"), 0, absent=["warning"])
    assert stats(url)["accepted_generations"] == 3


def expect_brought_up(run, *texts):
    """What the fixtures bought was bought elsewhere, hence --yes; some of it failed there, or is in doubt."""
    code, out, err = run
    expect((0 if code in (3, 13) else code, out, err), 0, *texts)


@case
def an_earlier_version_is_backed_up_before_it_is_changed(p):
    url = p.simulator(NEVER_FAILS)
    p.write("a.yaml", manifest())
    for version in (1, 2, 3):
        folder = p.folder / ".pressrun"
        shutil.rmtree(folder, ignore_errors=True)
        (p.folder / "spring.results.json").unlink(missing_ok=True)
        folder.mkdir(mode=0o700)
        with sqlite3.connect(folder / "spring.db") as database:
            database.executescript((FIXTURES / f"version_{version}.sql").read_text())
            jobs = database.execute("SELECT key, status, request_id FROM jobs ORDER BY job").fetchall()
        expect(p.run("status", "a.yaml"), 0)
        expect(p.run("journal", "check", "a.yaml"), 0, f"sound, version {version}")
        code, out, err = p.against(url, "run", "a.yaml", "--yes")
        assert code in (0, 3, 13) and "brought up to date" in err and f"spring.db.v{version}.bak" in err, (code, out, err)
        backup = folder / f"spring.db.v{version}.bak"
        assert backup.stat().st_mode & 0o777 == 0o600
        with sqlite3.connect(backup) as database:
            assert database.execute("PRAGMA user_version").fetchone() == (version,)
            assert database.execute("SELECT key, status, request_id FROM jobs ORDER BY job").fetchall() == jobs
        with sqlite3.connect(folder / "spring.db") as database:
            assert database.execute("PRAGMA user_version").fetchone() == (5,)
            known = " ".join(ids for ids, in database.execute("SELECT ids FROM requests"))
            # Of hero/3 a refused attempt had taken the place of what was paid for: versions 1 and 2 did not know what.
            lost = [request for key, _, request in jobs if request not in known and key != "hero/3"]
            assert not lost, (lost, known)
        expect(p.run("journal", "check", "a.yaml"), 0, "sound, version 5")


@case
def a_restored_backup_of_an_earlier_version_is_noticed(p):
    url, journal = of_an_earlier_version(p)
    expect_brought_up(p.against(url, "run", "a.yaml", "--yes"))
    remove(journal)
    shutil.copy(f"{journal}.v2.bak", journal)
    paid = stats(url)["accepted_generations"]
    expect(p.run("status", "a.yaml"), 0, "is older than when it was last used here")
    expect(p.against(url, "run", "a.yaml"), 2, "is older than when it was last used here", "nothing was submitted")
    assert stats(url)["accepted_generations"] == paid


@case
def a_journal_whose_backup_cannot_be_written_stays_as_it_is(p):
    url, journal = of_an_earlier_version(p)
    before = journal.read_bytes()
    run = subprocess.run([PRESSRUN, "run", "a.yaml", "--base-url", url], cwd=p.folder, capture_output=True, text=True,
                         env={**p.env, "ABYSSALE_API_KEY": "k"}, timeout=60,
                         preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)))
    expect((run.returncode, run.stdout, run.stderr), 6, "spring.db")
    assert journal.read_bytes() == before and stats(url)["accepted_generations"] == 0
    assert not list(journal.parent.glob("*.bak")), "half a backup"
    expect_brought_up(p.against(url, "run", "a.yaml", "--yes"), "spring.db.v2.bak")


@case
def a_database_of_something_else_is_left_alone(p):
    url = p.simulator(NEVER_FAILS)
    p.write("a.yaml", manifest())
    with sqlite3.connect(p.folder / "accounts.db") as database:
        database.execute("CREATE TABLE accounts (owner)")
    before = (p.folder / "accounts.db").read_bytes()
    expect(p.against(url, "run", "a.yaml", "--state", "accounts.db"), 6, "not a pressrun journal")
    assert (p.folder / "accounts.db").read_bytes() == before and stats(url)["accepted_generations"] == 0


@case
def who_waits_for_the_lock_runs_after_the_other(p):
    url = p.simulator(NEVER_FAILS.replace("median: 20ms", "median: 1s"))
    p.write("a.yaml", manifest())
    first = p.start("run", "a.yaml", "--base-url", url, ABYSSALE_API_KEY="k")
    while stats(url)["accepted_generations"] == 0:
        assert first.poll() is None
    expect(p.against(url, "run", "a.yaml", "--lock-timeout", "50s"), 0, "3 succeeded")
    assert first.wait() == 0 and stats(url)["accepted_generations"] == 3


def of_many_pages(journal):
    """As one of a hundred thousand jobs, that is not looked over at every start."""
    with sqlite3.connect(journal) as database:
        database.execute("CREATE TABLE padding AS SELECT zeroblob(20000000) AS of_nothing")


@case
def a_large_journal_is_looked_over_after_a_run_that_did_not_end(p):
    url, journal = after_a_run(p)
    of_many_pages(journal)
    spoil(journal, "padding")
    expect(p.against(url, "run", "a.yaml"), 0)
    with sqlite3.connect(journal) as database:
        database.execute("UPDATE runs SET finished_at = NULL")
    expect(p.against(url, "run", "a.yaml"), 6, "damaged")
    assert stats(url)["accepted_generations"] == 3


@case
def results_that_will_soon_lapse_are_warned_of(p):
    url = p.simulator(NEVER_FAILS.replace("median: 20ms", "median: 60s"))
    p.write("a.yaml", manifest())
    expect(p.against(url, "run", "a.yaml", "--max-duration", "1s"), 10, "3 pending (3 rendering)", "kept by the API until")
    lapse = "the API keeps what they came to until"
    for command in (["status", "a.yaml"], ["plan", "a.yaml", "--offline"]):
        expect(p.run(*command), 0, absent=[lapse])
    with sqlite3.connect(p.folder / ".pressrun" / "spring.db") as database:
        database.execute("UPDATE requests SET accepted_at = accepted_at - 6 * 86400000 WHERE request = 2")
    for command in (["status", "a.yaml"], ["plan", "a.yaml", "--offline"]):
        expect(p.run(*command), 0, lapse, "pressrun run a.yaml")


@case
def a_backup_never_takes_the_place_of_another(p):
    url, _ = of_an_earlier_version(p)
    p.write(".pressrun/spring.db.v2.bak", "precious")
    expect_brought_up(p.against(url, "run", "a.yaml", "--yes"), "spring.db.v2-2.bak")
    assert (p.folder / ".pressrun" / "spring.db.v2.bak").read_text() == "precious"


@case
def what_version_4_bought_stays_bought(p):
    url = p.simulator(NEVER_FAILS)
    path = p.write("a.yaml", manifest())
    folder = p.folder / ".pressrun"
    folder.mkdir(mode=0o700)
    with sqlite3.connect(folder / "spring.db") as database:
        database.executescript((FIXTURES / "version_4.sql").read_text())
        database.execute("UPDATE campaigns SET path = ?", (str(path.resolve()),))
        database.execute("UPDATE accounts SET origin = ?", (url,))
        ids = database.execute("SELECT ids FROM requests ORDER BY request").fetchall()
    expect(p.run("journal", "check", "a.yaml"), 0, "sound, version 4")
    expect(p.against(url, "run", "a.yaml", "--yes"), 13, "brought up to date", "spring.db.v4.bak")
    with sqlite3.connect(folder / "spring.db") as database:
        assert database.execute("PRAGMA user_version").fetchone() == (5,)
        assert database.execute("SELECT ids FROM requests ORDER BY request").fetchall() == ids
    summary = p.results()["summary"]
    assert (summary["succeeded"], summary["in_doubt"], summary["api_calls"]["submit"]) == (2, 1, 0), summary
    expect(p.run("journal", "check", "a.yaml"), 0, "sound, version 5")


@case
def every_earlier_version_has_its_fixture(p):
    _, journal = after_a_run(p)
    with sqlite3.connect(journal) as database:
        newest, = database.execute("PRAGMA user_version").fetchone()
    missing = [n for n in range(1, newest) if not (FIXTURES / f"version_{n}.sql").exists()]
    assert not missing, f"dump a journal of version {missing} before the schema moves on"


@case
def runs_of_three_years_ago_are_kept_until_a_person_says_how_many(p):
    url, journal = after_a_run(p)
    with sqlite3.connect(journal) as database:
        database.executemany(
            "INSERT INTO runs SELECT ?, campaign, account, ?, ?, name, started_at, finished_at, ending, jobs, unchanged, assets, "
            "credits, credits_exact, credit_limit, submits, polls, reads, rate_limited, exit_code FROM runs WHERE run = 1",
            [(n, n, f"run-{n}") for n in range(2, 1500)])
    expect(p.against(url, "run", "a.yaml"), 0)
    with sqlite3.connect(journal) as database:
        assert database.execute("SELECT count(*), max(run) FROM runs").fetchone() == (1500, 1500)
    expect(p.run("journal", "compact", "a.yaml", "--keep-runs", "1000"), 0, "500 runs were forgotten")
    with sqlite3.connect(journal) as database:
        assert database.execute("SELECT count(*), min(run) FROM runs").fetchone() == (1000, 501)
    assert stats(url)["accepted_generations"] == 3


@case
def status_reads_beside_a_run_and_counts_as_the_results_do(p):
    url = p.simulator(NEVER_FAILS.replace("median: 20ms", "median: 400ms"))
    p.write("a.yaml", manifest(15))
    running = p.start("run", "a.yaml", "--base-url", url, "--rate", "20", ABYSSALE_API_KEY="k")
    seen, told = set(), set()
    while running.poll() is None:
        code, out, _ = p.run("status", "a.yaml", "--json")
        if code != 0:
            continue  # it has not begun yet
        summary = json.loads(out)["summary"]
        if summary["jobs"] == 0:
            continue  # it has announced none yet
        seen.add(summary["pending"])
        parts = sum(summary[part] for part in ("succeeded", "partial", "failed", "in_doubt", "pending"))
        assert parts == summary["jobs"] == 15, summary
        told.add(p.run("status", "a.yaml")[1].split("\n")[1].split(", ")[-1])
    assert len(seen) > 1, "it was over before anything was seen"
    assert "and goes on" in told and "and was killed" not in told, told
    out, _ = expect(p.run("status", "a.yaml", "--json"), 0)
    summary = json.loads(out)["summary"]
    assert summary.pop("credits_exact") and summary == p.results()["summary"], (summary, p.results()["summary"])


ROWS = '''pressrun: 1
name: spring
designs:
  - design_id: 5fcec999-2bfb-4dd7-ba38-2d9e16c49149
    name: teaser
    template_format_names: [rectangle]
    elements: {title: {payload: "number ${row.n}"}}
    rows: many.csv
    key: "${row.n}"
'''


@case
def a_signal_while_jobs_are_checked_or_announced_leaves_nothing_half_done(p):
    url = p.simulator(NEVER_FAILS)
    p.write("a.yaml", ROWS)
    p.write("many.csv", "n\n" + "\n".join(map(str, range(400_000))) + "\n")
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        before = stats(url)["requests"]
        running = p.start("run", "a.yaml", "--base-url", url, ABYSSALE_API_KEY="k")
        while stats(url)["requests"] == before:
            assert running.poll() is None
        running.send_signal(number)
        _, err = running.communicate(timeout=20)
        assert running.returncode in (code, -number), (running.returncode, err)
        assert running.returncode != code or "nothing was submitted" in err, err
    done = p.against(url, "run", "a.yaml", "--max-duration", "300ms")
    expect(done, 10, "the deadline came before anything was submitted")
    assert not (p.folder / "spring.results.json").exists()
    assert stats(url)["accepted_generations"] == 0


if __name__ == "__main__":
    sys.exit(main())
