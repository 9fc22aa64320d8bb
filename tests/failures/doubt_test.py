#!/usr/bin/env python3
"""What can be done about a job in doubt, with the real program. Usage: doubt_test.py PRESSRUN FAILING_CALLS_SO"""
import concurrent.futures
import json
import pathlib
import re
import sys
import tempfile
import time

from acts import Act, Rule, html, passed_on
from cells import Books, Cell
from play import Stage, check
from table_parts import strike

KILLED = strike("submit", 2, effect=True, hook="SIGKILL")
LOST = strike("submit", 2, effect=True, then="reset")      # accepted, and the answer lost
UNSEEN = strike("submit", 2, answer=html(503), then="keep")  # never accepted
TWO = (Rule("submit", Act(then="reset"), (1, 3)),)
CASES = []


def case(rules, code=13, after=True):
    """What a first run under these rules ends with; the case is played after it, or beside it."""
    def keep(function):
        CASES.append((function, rules, code, after))
        return function
    return keep


def expect(done, code, *words):
    check(done.returncode == code, f"{done.args[1]} ended with {done.returncode}, expected {code}\n{done.stdout}{done.stderr}")
    for word in words:
        check(word in done.stdout + done.stderr, f"{word!r} is not in\n{done.stdout}{done.stderr}")


def run(stage, code, books, accepted, *options):
    stage.server.heal()
    done = stage.command("run", "night.yaml", "--base-url", stage.server.url, "--rate", "1000", "-j", "1", *options)
    expect(done, code)
    check(stage.books() == books, f"the journal holds {stage.books()}, expected {books}\n{done.stderr}")
    check(stage.accepted() == accepted, f"{stage.accepted()} generations accepted, expected {accepted}")
    return done.stderr


def resolve(stage, code, words, *says):
    expect(stage.command("resolve", "night.yaml", *words), code, *says)


ONE = Books(succeeded=2, in_doubt=1)
DONE = Books(succeeded=3)
JOB = ("--job", "teaser/2")
FIRST = ("--job", "teaser/1")
UNKNOWN = "11111111-1111-4111-8111-111111111111"


@case(LOST)
def status_tells_when_and_what_was_sent_and_what_was_seen(stage):
    done = stage.command("status", "night.yaml")
    expect(done, 0, "1 in doubt", "teaser/2  no whole answer came: Connection reset by peer", 'with {"n":2}',
           "pressrun resolve night.yaml --job teaser/2 --as resubmit")
    check(re.search(r"attempt 1, sent at 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ: design 5fcec999-", done.stdout), done.stdout)
    job = json.loads(stage.command("status", "night.yaml", "--json").stdout)["jobs"][0]
    check(job["status"] == "in_doubt" and job["attempts"] == 1 and job["submitted_at"], job)


@case(LOST)
def nothing_is_settled_off_a_terminal_without_yes(stage):
    resolve(stage, 2, (*JOB, "--as", "resubmit"), "off a terminal, confirm with --yes")
    run(stage, 13, ONE, 3)


@case(LOST)
def what_cannot_be_settled_is_refused(stage):
    resolve(stage, 2, ("--all", "--as", "id=11111111-1111-4111-8111-111111111111", "-y"), "an id belongs to one job")
    resolve(stage, 2, (*JOB, "--as", "id=nonsense", "-y"))
    resolve(stage, 2, (*JOB, "--as", "perhaps", "-y"))
    resolve(stage, 2, (*JOB, "-y"), "say how")
    resolve(stage, 2, ("--job", "teaser/1", "--as", "drop", "-y"), "is not in doubt")
    resolve(stage, 4, ("--job", "teaser/9", "--as", "drop", "-y"), "no job 'teaser/9'")
    run(stage, 13, ONE, 3)


@case(LOST)
def a_dropped_job_is_never_sent_again(stage):
    resolve(stage, 0, (*JOB, "--as", "drop", "-y"), "given up")
    run(stage, 3, Books(succeeded=2, failed=1), 3)
    run(stage, 3, Books(succeeded=2, failed=1), 3)


@case(LOST)
def the_id_from_the_dashboard_brings_the_result_without_paying_again(stage):
    known = {job["generation_request_id"] for job in stage.results()["jobs"]}
    ids = {json.loads(answer)["generation_request_id"] for answer in stage.server.behind}
    lost = list(ids - known)
    check(len(lost) == 1, f"{ids} but for {known}")
    resolve(stage, 0, (*JOB, "--as", f"id={lost[0]}", "-y"), "polled under this id")
    run(stage, 0, DONE, 3)


@case(TWO)
def an_id_that_another_job_has_is_refused(stage):
    known = {job["key"]: job["generation_request_id"] for job in stage.results()["jobs"]}
    resolve(stage, 2, (*FIRST, "--as", f"id={known['teaser/2']}", "-y"), "is that of attempt 1 of the job 'teaser/2'")
    resolve(stage, 2, (*FIRST, "--as", f"id={known['teaser/2'].upper()}", "-y"), "is that of attempt 1 of the job 'teaser/2'")
    resolve(stage, 0, (*FIRST, "--as", f"id={UNKNOWN}", "-y"))
    resolve(stage, 2, ("--job", "teaser/3", "--as", f"id={UNKNOWN}", "-y"), "is that of attempt 1 of the job 'teaser/1'")
    run(stage, 13, Books(succeeded=1, failed=1, in_doubt=1), 1)


@case(UNSEEN)
def an_id_that_the_api_does_not_know_fails_and_may_be_sent_again(stage):
    resolve(stage, 0, (*JOB, "--as", "id=11111111-1111-4111-8111-111111111111", "-y"))
    run(stage, 3, Books(succeeded=2, failed=1), 2)
    run(stage, 0, DONE, 3)


@case(TWO)
def all_are_settled_together(stage):
    resolve(stage, 0, ("--all", "--as", "resubmit", "--yes"), "2 jobs: submitted again by the next run")
    resolve(stage, 0, ("--all", "--as", "resubmit", "--yes"), "no job is in doubt")
    run(stage, 0, DONE, 3)


@case(TWO)
def resubmitting_at_once_is_bounded_by_max_credits(stage):
    run(stage, 13, Books(succeeded=2, in_doubt=1), 2, "--in-doubt", "resubmit", "--max-credits", "1")
    run(stage, 0, DONE, 3, "--in-doubt", "resubmit", "--max-credits", "1")


@case(KILLED, -9)
def after_a_kill_status_tells_that_something_may_be_in_doubt(stage):
    note = "the last run was killed while 1 job was being sent"
    expect(stage.command("status", "night.yaml"), 0, "3 pending", note)
    resolve(stage, 2, ("--all", "--as", "drop", "-y"), "run again first")
    resolve(stage, 2, (*JOB, "--as", "resubmit", "-y"), "run again first")
    resolve(stage, 2, ("--job", "teaser/3", "--as", "resubmit", "-y"), "is not in doubt")
    run(stage, 13, ONE, 3)
    done = stage.command("status", "night.yaml")
    expect(done, 0, "1 in doubt")
    check(note not in done.stderr, done.stderr)


@case(strike("submit", 2, effect=True, answer=passed_on, then="keep", pause=2), 0, after=False)
def beside_a_run_nothing_is_said_of_a_kill(stage):
    while stage.server.seen.get("submit", 0) < 2:
        time.sleep(0.01)
    done = stage.command("status", "night.yaml")
    expect(done, 0, "3 pending")
    check("killed" not in done.stderr, done.stderr)
    expect(stage.command("resolve", "night.yaml", "--all", "--as", "drop", "-y"), 11, "another run holds this journal")


def play(pressrun, shim, function, rules, code, after):
    with tempfile.TemporaryDirectory(prefix="pressrun-doubt-") as folder:
        stage = Stage(Cell("", function.__name__, rules), pressrun, shim, folder)
        try:
            stage.start()
            if not after:
                function(stage)
            got, _, err = stage.finish()
            check(got == code, f"the run ended with {got}\n{err}")
            if after:
                function(stage)
            return None
        except Exception as error:  # whatever it was, the others go on
            return f"{function.__name__}: {type(error).__name__}: {error}"
        finally:
            stage.close()


def main():
    pressrun, shim = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        failures = [f for f in pool.map(lambda c: play(pressrun, shim, *c), CASES) if f]
    print("\n".join([*failures, f"{len(CASES) - len(failures)} passed, {len(failures)} failed"]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
