"""What several tables of the matrix share."""
import gzip

from acts import Act, Rule, answer, passed_on
from cells import Books

DONE = Books(succeeded=3)
STOPPED = Books(pending=3)
SHORT = ("--timeout", "1500ms")
ALL_DONE = (0, ("3 succeeded",), DONE)


def strike(kind, *which, **act):
    """Strikes the calls of a kind with these numbers; with none, every one."""
    return (Rule(kind, Act(**act), which),)


def when(kind, number, **act):
    """Something happens to this machine while a call is answered as it should be."""
    return (Rule(kind, Act(effect=True, answer=passed_on, **{"then": "keep", **act}), (number,)),)


def then_connection(kind, number, at, which=(1,), **act):
    """The connection that follows the n-th call of a kind."""
    return (*when(kind, number, then="close"), Rule("", Act(at=at, **act), which, kind))


def few(trouble, times=2):
    """A system call fails so many times."""
    return {"PRESSRUN_FAIL": trouble, "PRESSRUN_FAIL_TIMES": str(times)}


def cut(places):
    return lambda *real: passed_on(*real)[:places]


def with_length(more):
    def build(status, headers, body):
        return answer(status, body, length=len(body) + more)
    return build


def compressed(status, headers, body, cut_off=None):
    """Nobody asks for it; something between us and the API does it all the same."""
    return answer(status, gzip.compress(body)[:cut_off], ("Content-Encoding: gzip",))


def with_body(make, **how):
    """The real answer with another body."""
    return lambda status, headers, body: answer(status, make(body), **how)
