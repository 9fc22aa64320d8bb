#!/usr/bin/env python3
"""What can be done about a job in doubt, with the real program. Usage: doubt_test.py PRESSRUN FAILING_CALLS_SO"""
import concurrent.futures
import dataclasses
import json
import pathlib
import re
import sys
import tempfile
import time
import urllib.request

from acts import Act, Rule, html, passed_on
from cells import Books, Cell
from play import MANIFEST, TEASER, Stage, check
from table_parts import strike

KILLED = strike("submit", 2, effect=True, hook="SIGKILL")
LOST = strike("submit", 2, effect=True, then="reset")      # accepted, and the answer lost
UNSEEN = strike("submit", 2, answer=html(503), then="keep")  # never accepted
TWO = (Rule("submit", Act(then="reset"), (1, 3)),)
LATE = strike("submit", 2, effect=True, answer=passed_on, then="keep", pause=2)
TWINS = MANIFEST.replace("n: [1, 2, 3]", "n: [1, 2], twin: [a, b]")  # each content is asked for by two jobs
EDITED = MANIFEST.replace("number ${n}", "edited ${n}")
CASES = []


@dataclasses.dataclass(frozen=True)
class Case:
    """What a first run under these rules ends with; the case is played after it, or beside it."""
    function: object
    rules: tuple
    code: int
    after: bool
    manifest: str


def case(rules, code=13, after=True, manifest=MANIFEST):
    def keep(function):
        CASES.append(Case(function, rules, code, after, manifest))
        return function
    return keep


def expect(done, code, *words):
    check(done.returncode == code, f"{done.args[1]} ended with {done.returncode}, expected {code}\n{done.stdout}{done.stderr}")
    for word in words:
        check(word in done.stdout + done.stderr, f"{word!r} is not in\n{done.stdout}{done.stderr}")


def run(stage, code, books, accepted, *options, rules=()):
    stage.server.heal()
    stage.server.begin(rules)
    done = stage.command("run", "night.yaml", "--base-url", stage.server.url, "--rate", "1000", "-j", "1", *options)
    expect(done, code)
    check(stage.books() == books, f"the journal holds {stage.books()}, expected {books}\n{done.stderr}")
    check(stage.accepted() == accepted, f"{stage.accepted()} generations accepted, expected {accepted}\n{done.stderr}")
    return done.stderr


def resolve(stage, code, words, *says):
    expect(stage.command("resolve", "night.yaml", *words), code, *says)


ONE = Books(succeeded=2, in_doubt=1)
DONE = Books(succeeded=3)
DROPPED = Books(succeeded=2, failed=1)
JOB = ("--job", "teaser/2")
FIRST = ("--job", "teaser/1")
UNKNOWN = "11111111-1111-4111-8111-111111111111"


def lost_id(stage):
    """Of the generation that was accepted, and whose answer nobody saw: as the vendor's dashboard shows it."""
    known = {job.get("generation_request_id") for job in stage.results()["jobs"]}
    ids = {json.loads(answer)["generation_request_id"] for answer in stage.server.behind}
    check(len(ids - known) == 1, f"{ids} but for {known}")
    return (ids - known).pop()


def foreign_id(stage, *formats):
    """Of a generation that somebody else made of the same design."""
    body = {"template_format_names": list(formats), "elements": {"title": {"payload": "somebody else's"}}}
    request = urllib.request.Request(f"{stage.upstream}/async/banner-builder/{TEASER}/generate", json.dumps(body).encode(),
                                     {"x-api-key": "other", "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)["generation_request_id"]


# ---- what is seen of it

@case(LOST)
def status_tells_when_and_what_was_sent_and_what_was_seen(stage):
    done = stage.command("status", "night.yaml")
    expect(done, 0, "1 in doubt", "teaser/2  no whole answer came: Connection reset by peer", 'with {"n":2}',
           "pressrun resolve night.yaml --job teaser/2 --as id=UUID", "2 credits settled, 0 out, 1 in doubt")
    check(re.search(r"attempt 1, sent at 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ: design 5fcec999-", done.stdout), done.stdout)
    job = json.loads(stage.command("status", "night.yaml", "--json").stdout)["jobs"][0]
    check(job["status"] == "in_doubt" and job["attempts"] == 1 and job["submitted_at"], job)


@case(LOST)
def resolve_alone_lists_what_is_needed_to_decide(stage):
    done = stage.command("resolve", "night.yaml")
    expect(done, 0, "teaser/2  a request for rectangle of design 5fcec999-", "seen: no whole answer came",
           "pressrun resolve night.yaml --job teaser/2 --as drop")
    ways = re.findall(r"--as (\w+)", done.stdout)
    check(ways == ["id", "drop", "resubmit"], f"the one that may pay twice comes last: {ways}")
    expect(stage.command("resolve", "night.yaml", "--job", "teaser/1"), 0, "nothing is in doubt")
    run(stage, 13, ONE, 3)


@case(LOST)
def nothing_is_settled_off_a_terminal_without_yes(stage):
    resolve(stage, 2, (*JOB, "--as", "resubmit"), "off a terminal, confirm with --yes")
    run(stage, 13, ONE, 3)


@case(LOST)
def what_cannot_be_settled_is_refused(stage):
    resolve(stage, 2, ("--all", "--as", f"id={UNKNOWN}", "-y"), "an id belongs to one request")
    resolve(stage, 2, (*JOB, "--as", "id=nonsense", "-y"))
    resolve(stage, 2, (*JOB, "--as", "perhaps", "-y"))
    resolve(stage, 2, ("--all", "-y"), "say how")
    resolve(stage, 2, (*FIRST, "--as", "drop", "-y"), "is not in doubt")
    resolve(stage, 4, ("--job", "teaser/9", "--as", "drop", "-y"), "no job 'teaser/9'")
    resolve(stage, 4, ("--job", "teaser/2@99", "--as", "drop", "-y"))
    run(stage, 13, ONE, 3)


# ---- given up

@case(LOST)
def a_dropped_job_is_never_sent_again(stage):
    resolve(stage, 0, (*JOB, "--as", "drop", "-y"), "given up")
    run(stage, 3, DROPPED, 3)
    run(stage, 3, DROPPED, 3)
    run(stage, 3, DROPPED, 3, "--select", "status:failed")


@case(LOST)
def a_dropped_job_is_bought_when_that_is_ordered(stage):
    resolve(stage, 0, (*JOB, "--as", "drop", "-y"))
    run(stage, 0, DONE, 4, "--force", "--select", "teaser/2", "--yes")
    run(stage, 0, DONE, 4)


# ---- found

@case(LOST)
def the_id_from_the_dashboard_brings_the_result_without_paying_again(stage):
    resolve(stage, 0, (*JOB, "--as", f"id={lost_id(stage)}", "-y"), "polled under this id")
    run(stage, 0, DONE, 3)


@case(LOST)
def the_id_counts_in_whatever_letters(stage):
    resolve(stage, 0, (*JOB, "--as", f"id={lost_id(stage).upper()}", "-y"), "polled under this id")
    run(stage, 0, DONE, 3)


@case(LOST)
def a_wrong_id_leaves_the_doubt_as_it_was_and_the_right_one_is_taken_then(stage):
    resolve(stage, 0, (*JOB, "--as", f"id={UNKNOWN}", "-y"))
    check("no longer knows" in run(stage, 13, ONE, 3), "nothing is said of the wrong id")
    expect(stage.command("resolve", "night.yaml"), 0, "seen: Generation request not found.")
    run(stage, 13, ONE, 3)
    resolve(stage, 0, (*JOB, "--as", f"id={lost_id(stage)}", "-y"))
    run(stage, 0, DONE, 3)


@case(LOST)
def a_wrong_id_can_be_taken_back_before_it_is_asked_for(stage):
    resolve(stage, 0, (*JOB, "--as", f"id={UNKNOWN}", "-y"))
    expect(stage.command("resolve", "night.yaml"), 0, f"id {UNKNOWN}: attached by hand, not confirmed yet")
    resolve(stage, 0, (*JOB, "--as", f"id={lost_id(stage)}", "-y"))
    run(stage, 0, DONE, 3)


@case(LOST)
def an_attached_id_gives_way_to_another_decision(stage):
    resolve(stage, 0, (*JOB, "--as", f"id={UNKNOWN}", "-y"))
    resolve(stage, 0, (*JOB, "--as", "drop", "-y"))
    run(stage, 3, DROPPED, 3)


@case(LOST)
def an_id_of_other_formats_is_taken_back(stage):
    resolve(stage, 0, (*JOB, "--as", f"id={foreign_id(stage, 'rectangle', 'billboard')}", "-y"))
    check("in doubt" in run(stage, 13, ONE, 4), "nothing is said of the foreign id")
    resolve(stage, 0, (*JOB, "--as", f"id={lost_id(stage)}", "-y"))
    run(stage, 0, DONE, 4)


@case(TWO)
def an_id_that_another_request_has_is_refused(stage):
    known = {job["key"]: job.get("generation_request_id") for job in stage.results()["jobs"]}
    taken = "is that of a request for rectangle of design 5fcec999-"
    resolve(stage, 2, (*FIRST, "--as", f"id={known['teaser/2']}", "-y"), taken, "and no other's")
    resolve(stage, 2, (*FIRST, "--as", f"id={known['teaser/2'].upper()}", "-y"), taken)
    resolve(stage, 0, (*FIRST, "--as", f"id={UNKNOWN}", "-y"))
    resolve(stage, 2, ("--job", "teaser/3", "--as", f"id={UNKNOWN}", "-y"), taken)
    run(stage, 13, Books(succeeded=1, in_doubt=2), 1)


# ---- submitted again

@case(UNSEEN)
def what_was_never_accepted_is_paid_for_once(stage):
    resolve(stage, 0, (*JOB, "--as", "resubmit", "-y"), "1 request: submitted again by the next run")
    run(stage, 0, DONE, 3)
    run(stage, 0, DONE, 3)


@case(TWO)
def all_are_settled_together(stage):
    resolve(stage, 0, ("--all", "--as", "resubmit", "--yes"), "2 requests: submitted again by the next run")
    resolve(stage, 0, ("--all", "--as", "resubmit", "--yes"), "no job is in doubt")
    run(stage, 0, DONE, 3)


@case(TWO)
def resubmitting_at_once_is_bounded_by_max_credits(stage):
    run(stage, 8, Books(succeeded=2, pending=1), 2, "--in-doubt", "resubmit", "--max-credits", "1")
    run(stage, 0, DONE, 3, "--max-credits", "1")


@case(LOST)
def resubmitting_unattended_happens_once(stage):
    lost = strike("submit", effect=True, then="reset")
    run(stage, 13, ONE, 4, "--in-doubt", "resubmit", rules=lost)
    run(stage, 13, ONE, 4, "--in-doubt", "resubmit", rules=lost)
    run(stage, 13, ONE, 4, "--in-doubt", "resubmit")
    resolve(stage, 0, ("--all", "--as", "resubmit", "-y"))
    run(stage, 0, DONE, 5)


# ---- several under one key, several jobs of one content

@case(LOST)
def several_doubts_under_one_key_are_told_apart(stage):
    found = lost_id(stage)
    (stage.folder / "night.yaml").write_text(EDITED)
    run(stage, 13, ONE, 6, rules=LOST)
    listed = stage.command("resolve", "night.yaml").stdout
    first, second = re.findall(r"^(teaser/2@\d+)  a request", listed, re.MULTILINE)
    check(f"--job {first} --as id=UUID" in listed, listed)
    resolve(stage, 2, (*JOB, "--as", f"id={found}", "-y"), "several requests in doubt: say which")
    resolve(stage, 0, ("--job", first, "--as", f"id={found}", "-y"))
    resolve(stage, 0, ("--job", second, "--as", "resubmit", "-y"))  # the printed name holds when the other is settled
    run(stage, 0, DONE, 7)
    (stage.folder / "night.yaml").write_text(MANIFEST)  # the edit is undone: all is there
    run(stage, 0, DONE, 7)


@case(LOST, manifest=TWINS)
def what_several_jobs_ask_for_is_settled_once_and_names_them(stage):
    both = Books(succeeded=2, in_doubt=2)
    check(stage.books() == both, stage.books())
    first, second = (job["key"] for job in stage.results()["jobs"] if job["status"] == "in_doubt")
    resolve(stage, 2, ("--job", second, "--as", f"id={lost_id(stage)}"), first, second, "off a terminal, confirm with --yes")
    resolve(stage, 0, ("--job", second, "--as", f"id={lost_id(stage)}", "--yes"), first, "1 request")
    run(stage, 0, Books(succeeded=4), 2)


@case(LOST)
def a_doubt_whose_job_has_left_the_manifest_is_listed_and_settled(stage):
    found = lost_id(stage)
    (stage.folder / "night.yaml").write_text(MANIFEST.replace("n: [1, 2, 3]", "n: [1, 3]"))
    run(stage, 13, Books(succeeded=2), 3)
    expect(stage.command("resolve", "night.yaml"), 0, "teaser/2  a request")
    resolve(stage, 0, (*JOB, "--as", f"id={found}", "-y"))
    run(stage, 0, Books(succeeded=2), 3)
    (stage.folder / "night.yaml").write_text(MANIFEST)
    run(stage, 0, DONE, 3)


# ---- a run that was killed, and one that goes on

@case(KILLED, -9)
def after_a_kill_status_tells_that_something_may_be_in_doubt(stage):
    note = "the last run was killed while 1 job was being sent"
    expect(stage.command("status", "night.yaml"), 0, "3 pending", note)
    resolve(stage, 2, ("--job", "teaser/3", "--as", "resubmit", "-y"), "is not in doubt")
    run(stage, 13, ONE, 3)
    done = stage.command("status", "night.yaml")
    expect(done, 0, "1 in doubt")
    check(note not in done.stderr, done.stderr)


@case(KILLED, -9)
def what_was_being_sent_when_a_run_was_killed_is_settled_without_another_run(stage):
    resolve(stage, 0, ("--all", "--as", "drop", "-y"), "1 request: given up")
    run(stage, 3, DROPPED, 3)


@case(KILLED, -9)
def the_id_of_what_was_being_sent_when_a_run_was_killed_is_taken(stage):
    ids = [json.loads(answer)["generation_request_id"] for answer in stage.server.behind]
    resolve(stage, 2, (*JOB, "--as", f"id={ids[0]}", "-y"), "and no other's")
    resolve(stage, 0, (*JOB, "--as", f"id={ids[1]}", "-y"))
    run(stage, 0, DONE, 3)


@case(LATE, 0, after=False)
def beside_a_run_nothing_is_said_of_a_kill(stage):
    while stage.server.seen.get("submit", 0) < 2:
        time.sleep(0.01)
    done = stage.command("status", "night.yaml")
    expect(done, 0, "3 pending")
    check("killed" not in done.stderr, done.stderr)
    expect(stage.command("resolve", "night.yaml", "--all", "--as", "drop", "-y"), 11, "another run holds this journal")


def play(pressrun, shim, case_):
    name = case_.function.__name__
    with tempfile.TemporaryDirectory(prefix="pressrun-doubt-") as folder:
        stage = Stage(Cell("", name, case_.rules), pressrun, shim, folder)
        (stage.folder / "night.yaml").write_text(case_.manifest)
        try:
            stage.start()
            if not case_.after:
                case_.function(stage)
            got, _, err = stage.finish()
            check(got == case_.code, f"the run ended with {got}\n{err}")
            if case_.after:
                case_.function(stage)
            return None
        except Exception as error:  # whatever it was, the others go on
            return f"{name}: {type(error).__name__}: {error}"
        finally:
            stage.close()


def main():
    pressrun, shim = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        failures = [f for f in pool.map(lambda c: play(pressrun, shim, c), CASES) if f]
    print("\n".join([*failures, f"{len(CASES) - len(failures)} passed, {len(failures)} failed"]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
