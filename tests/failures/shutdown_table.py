"""Signals, and what else ends a run from outside."""
from acts import envelope, passed_on
from cells import Books, Cell
from table_parts import DONE, SHORT, STOPPED, strike, when

STOPPING = "stopping: no new submission"
AT_ONCE = "stopping at once"
NEVER = "nothing was submitted"
SLOW = envelope(429, "request_rate_limited", "Too many requests.", ("Retry-After: 1700",))
ONE_DOUBT = Books(in_doubt=1, pending=2)


def stopped(failure, name, rules, code, *says, **others):
    return Cell(failure, name, rules, code, says, **others)


def answered(kind, number, signal):
    """The signal comes just before an answer that is on its way."""
    return when(kind, number, hook=signal, pause=0.5)


def silent(kind, number, signal, effect=True):
    """The signal comes, and the answer never."""
    return strike(kind, number, effect=effect, hook=signal, then="stall")


SIGNALS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}


def each(signal):
    code, low = SIGNALS[signal], signal.lower()
    twice = f"{signal} {signal}"
    return (
        stopped(f"{signal} while the design is read", f"{low}-read", silent("read", 1, signal), code, NEVER, books=None, posts=0),
        stopped(f"{signal} while a submission's answer is on its way", f"{low}-submit", answered("submit", 2, signal), code,
                STOPPING, books=STOPPED, posts=2),
        stopped(f"{signal} while a submission's answer never comes", f"{low}-submit-silent", silent("submit", 2, signal), 13,
                STOPPING, "teaser/2 is in doubt", books=ONE_DOUBT, posts=2, paid=4, options=SHORT),
        stopped(f"{signal} twice while a submission's answer never comes", f"{low}-twice-submit", silent("submit", 2, twice), 13,
                STOPPING, AT_ONCE, "teaser/2 is in doubt", "no whole answer came before the run was stopped", books=ONE_DOUBT,
                posts=2, paid=4, options=("--timeout", "30s")),
        stopped(f"{signal} while a poll's answer is on its way", f"{low}-poll", answered("poll", 1, signal), code, STOPPING,
                books=Books(succeeded=1, pending=2)),
        stopped(f"{signal} twice while a poll's answer never comes", f"{low}-twice-poll", silent("poll", 1, twice), code,
                STOPPING, AT_ONCE, books=STOPPED, options=("--timeout", "30s")),
        stopped(f"{signal} while the API asks to wait 1700 s", f"{low}-wait",
                (*strike("submit", 2, answer=SLOW, then="keep"), *when("poll", 1, hook=f"later {signal}")), code, STOPPING,
                books=Books(succeeded=1, pending=2), posts=2),
    )


OTHERS = (
    stopped("SIGHUP because the terminal is lost, which no longer takes a word", "terminal-lost", answered("submit", 2, "hang up"),
            129, books=STOPPED, posts=2, drive="terminal"),
    Cell("SIGHUP under nohup", "nohup", answered("submit", 2, "SIGHUP"), 0, ("3 succeeded",), DONE, drive="nohup"),
    Cell("the reader of standard error has gone (SIGPIPE)", "pipe", when("submit", 2, hook="close stderr"), 0, (), DONE,
         drive="no listener"),
    Cell("standard output and error closed from the start", "closed", (), 0, (), DONE, drive="closed"),
    Cell("SIGKILL between two submissions", "kill", answered("submit", 2, "SIGKILL"), -9, (), STOPPED, posts=2, second=13,
         paid=4),
    Cell("SIGSTOP and SIGCONT: the laptop sleeps for 3 s while rendering", "sleep", when("submit", 3, hook="sleep 3"), 0,
         ("3 succeeded",), DONE, options=SHORT),
    Cell("the power fails while rendering (SIGKILL)", "kill-rendering", strike("poll", 1, hook="SIGKILL"), -9, (), STOPPED),
)

SECTIONS = {"SIGINT": each("SIGINT"), "SIGTERM": each("SIGTERM"), "SIGHUP": each("SIGHUP"), "others": OTHERS}
