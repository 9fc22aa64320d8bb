#!/usr/bin/env python3
"""Every 4xx with the API's envelope, and statuses of every kind with it, HTML, an empty and a truncated body, each for a
submission of its own: which jobs fail, and which are in doubt. Usage: statuses_test.py PRESSRUN FAILING_CALLS_SO"""
import concurrent.futures
import pathlib
import re
import sys
import tempfile

import play
from acts import answer, envelope, html
from cells import Cell
from play import Stage, check
from table_parts import strike

# Those that stop a run, and those that say "later", have cells of their own.
# After a doubt the run waits a second before it goes on; all of them are in tests/unit/api/classify_submission_test.cpp.
OTHERS = [300, 301, 302, 304, 307, 399, 500, 501, 502, 503, 504, 507, 520, 522, 524, 529, 599]
REFUSALS = [status for status in range(400, 500) if status not in (401, 402, 403, 408, 425, 429)]
BARE = [400, 401, 402, 403, 404, 405, 407, 408, 409, 410, 413, 418, 422, 425, 451, 499]
BODIES = {"envelope": lambda status: envelope(status, "some_error"), "html": html, "empty": answer,
          "truncated": lambda status: answer(status, '{"id":"some_err')}


# Stands after each of the others, is refused with an envelope, and so tells that submissions are not all lost.
REFUSED = 1000


def statuses(body):
    sent = (REFUSALS if body == "envelope" else BARE) + OTHERS
    return [number for status in sent for number in (status, REFUSED + status)]


def leaves_doubt(status, body):
    return status < REFUSED and (body != "envelope" or status in OTHERS)


def answer_to(number, body):
    return BODIES[body](number) if number < REFUSED else envelope(422, "some_error")


def status_in(body):
    return int(re.search(rb"number (\d+)", body)[1])


def manifest(body):
    numbers = ", ".join(map(str, statuses(body)))
    return re.sub(r"n: \[.*?\]", f"n: [{numbers}]", play.MANIFEST)


def run(stage, code, *more):
    stage.start(False, more)
    got, _, err = stage.finish()
    check(got == code, f"exit code {got}, expected {code}\n{err[-2000:]}")
    return {job["key"]: job["status"] for job in stage.results()["jobs"]}


def sweep(stage, body):
    sent = statuses(body)
    doubts = {status for status in sent if leaves_doubt(status, body)}
    seen = run(stage, 13)
    for status in sent:
        expected = "in_doubt" if status in doubts else "failed"
        check(seen[f"teaser/{status}"] == expected, f"{status} with {body}: {seen[f'teaser/{status}']}, not {expected}")
    check(stage.server.seen["submit"] == len(sent), f"{stage.server.seen['submit']} submissions")
    stage.server.heal()
    again = run(stage, 13)
    check(again == seen, "the second run touched what is in doubt, or bought again what was rejected")
    check(stage.accepted() == 0, f"{stage.accepted()} generations accepted")
    again = run(stage, 13, "--select", "status:failed")
    check(list(again.values()).count("in_doubt") == len(doubts), "asking for what failed touched what is in doubt")
    check(stage.accepted() == len(sent) - len(doubts), f"{stage.accepted()} generations accepted")


def attempt(pressrun, shim, body):
    with tempfile.TemporaryDirectory(prefix="pressrun-statuses-") as folder:
        rules = strike("submit", answer=lambda request: answer_to(status_in(request), body), then="keep")
        stage = Stage(Cell("", body, rules), pressrun, shim, folder)
        try:
            (stage.folder / "night.yaml").write_text(manifest(body))
            sweep(stage, body)
            return None
        except Exception as error:  # whatever it was, the others go on
            return f"{body}: {type(error).__name__}: {error}"
        finally:
            stage.close()


def main():
    pressrun, shim = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
    with concurrent.futures.ThreadPoolExecutor(len(BODIES)) as pool:
        failures = [f for f in pool.map(lambda body: attempt(pressrun, shim, body), BODIES) if f]
    print("\n".join([*failures, f"{len(REFUSALS + OTHERS)} statuses, {len(BODIES) - len(failures)} bodies passed, {len(failures)} failed"]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
