"""The submit phase, where the money is."""
from acts import Act, Rule, answer, envelope, html
from cells import Books, Cell

DOUBT = Books(succeeded=2, in_doubt=1)
DONE = Books(succeeded=3)


def second(**act):
    """Strikes the second submission."""
    return (Rule("submit", Act(**act), (2,)),)


CELLS = (
    Cell("connection reset before a byte of the answer", "reset-sent-no-answer", second(then="reset"), 13,
         ("teaser/2 is in doubt",), DOUBT),
    Cell("no answer at all (black hole)", "silence-after-sending", second(then="stall", effect=True), 13,
         ("teaser/2 is in doubt", "timeout"), DOUBT, options=("--timeout", "400ms"), paid=4),
    Cell("503 with HTML", "503-html", second(answer=html(503), then="keep"), 13, ("teaser/2 is in doubt", "503"), DOUBT),
    Cell("400 with the envelope", "400-envelope", second(answer=envelope(400, "invalid_payload"), then="keep"), 3,
         ("Something went wrong.", "invalid_payload"), Books(succeeded=2, failed=1)),
    Cell("401 in the middle of a run", "401", second(answer=envelope(401, "unauthorized"), then="keep"), 12,
         ("the API refuses the key",), Books(pending=3), posts=2),
    Cell("200 without an id", "200-no-id", second(answer=answer(200, "{}"), effect=True, then="keep"), 13,
         ("teaser/2 is in doubt",), DOUBT, paid=4),
    Cell("SIGKILL between sending and the answer", "kill-no-answer", second(effect=True, hook="SIGKILL", then="close"), -9,
         (), Books(pending=3), posts=2, second=13, paid=4),
)
