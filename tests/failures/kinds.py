"""The kinds of failure that there are, and in which phases each can occur: there it needs a cell."""
import dataclasses
import re

# Code → phase, and the sections of the tables that are about it.
PHASES = {
    "R": ("reads before the first submission", ("read/connecting", "read/asking and being answered", "read/refused",
                                                "read/whose the key is")),
    "S1": ("submit: before connect", ("submit/before connect",)),
    "S2": ("submit: during TLS", ("submit/during TLS",)),
    "S3": ("submit: headers or body half sent", ("submit/headers or body half sent",)),
    "S4": ("submit: sent, no answer", ("submit/sent, no answer",)),
    "S5": ("submit: answer half read", ("submit/answer half read",)),
    "S6": ("submit: answer unreadable, or a refusal", ("submit/answer unreadable", "submit/refused")),
    "S7": ("submit: after the answer, before the commit", ("trouble/the journal",)),
    "P1": ("poll: before connect, during TLS", ("poll/before connect and during TLS",)),
    "P2": ("poll: half sent; sent, no answer", ("poll/half sent, and sent with no answer",)),
    "P3": ("poll: answer half read, unreadable, or a refusal", ("poll/answer half read, and unreadable", "poll/refused")),
    "W": ("results writing", ("trouble/results writing",)),
    "X": ("shutdown", ("shutdown/SIGINT", "shutdown/SIGTERM", "shutdown/SIGHUP", "shutdown/others")),
    "T": ("at any time", ("trouble/the wall clock",)),
}


@dataclasses.dataclass(frozen=True)
class Kind:
    title: str
    pattern: str      # of "NAME: FAILURE"; these are its cells
    where: str        # codes of the phases in which it can occur
    elsewhere: str    # why not in the others

    def owns(self, cell):
        return re.search(self.pattern, f"{cell.name}: {cell.failure}") is not None


CONNECTING = "strikes only while a connection is made"
TRAVELLING = "strikes only while bytes travel"
READ = "needs an answer, and is over when it is read"
FILES = "strikes where a file is written; the program writes no other in a run"
SIGNALS = "X meets it in each phase; in the other tables the same would be seen"

KINDS = (
    Kind("DNS failure", "DNS", "R S1 P1", CONNECTING),
    Kind("refused", "connection refused|proxy is not there", "R S1 P1", CONNECTING),
    Kind("network unreachable", "unreachable", "R S1 P1", CONNECTING),
    Kind("EMFILE (sockets)", "^emfile: no file", "R S1 P1", CONNECTING),
    Kind("timeout, black hole", "black hole|[Ss]ilen", "R S1 S2 S3 S4 S5 P1 P2 P3", TRAVELLING),
    Kind("reset, closed", "reset|closed|lost within|: cut in", "R S1 S2 S3 S4 S5 P1 P2 P3", TRAVELLING),
    Kind("TLS failure in the middle", "TLS breaks|handshake|plain HTTP", "R S2 S3 S4 S5 P1 P2 P3",
         "before TLS there is none to fail, and after the answer no more"),
    Kind("certificate: wrong host, expired, untrusted", "certificate", "R S2 P1", "looked at in the handshake alone"),
    Kind("proxy refusing CONNECT", "proxy (refuses|answers|wants)", "R S1 P1", CONNECTING),
    Kind("proxy dying", "proxy dies|proxy is silent|tunnel breaks", "R S1 S2 S4 S5 P1 P2", TRAVELLING),
    Kind("400 to 599 with envelope", "[45]\\d\\d with the envelope", "R S6 P3", READ),
    Kind("HTML, with 200 or 400 to 599", "[245]\\d\\d with HTML|in front of the API|before the body was read", "R S6 P3", READ),
    Kind("an empty body, with 200 or 400 to 599", "[245]\\d\\d with an empty body|without a body", "R S6 P3", READ),
    Kind("truncated body", "truncated JSON|cut in the body", "R S5 S6 P3", READ),
    Kind("wrong content length", "Content-Length", "R S5 P3", READ),
    Kind("wrong content type", "content type", "R S6 P3", READ),
    Kind("no HTTP, broken framing", "no HTTP|chunk|headers without end", "S5 P3", READ),
    Kind("JSON of another shape", "an array|the id twice|byte order mark|about another|no web address|200 with an empty",
         "R S6 P3", READ),
    Kind("huge body", "70 MB", "R S6 P3", READ),
    Kind("slow drip", "drip", "R S5 P3", READ),
    Kind("200 without id", "200 without an id|id of null", "S6", "only a submission is answered with an id"),
    Kind("id that is no UUID", "no UUID|number for an id", "S6", "only a submission is answered with an id"),
    Kind("compressed, unasked", "gzip|content coding", "R S6 P3", READ),
    Kind("a file without an address or a format name", "without an address|web address|say its format", "P3", "only a poll brings files"),
    Kind("unknown fields", "unknown fields", "R S6 P3", READ),
    Kind("NUL, invalid UTF-8, terminal escapes", "NUL|UTF-8", "R S6 P3", READ),
    Kind("deeply nested JSON", "nested", "R S6 P3", READ),
    Kind("duplicated headers", "header twice", "R S6 P3", READ),
    Kind("redirect", "redirect", "R S6 P3", READ),
    Kind("Retry-After: seconds", "Retry-After in seconds", "R S6 P3", READ),
    Kind("Retry-After: fraction", "Retry-After a fraction", "R S6 P3", READ),
    Kind("Retry-After: HTTP date", "Retry-After an HTTP date", "R S6 P3", READ),
    Kind("Retry-After: garbage", "Retry-After garbage", "R S6 P3", READ),
    Kind("Retry-After: 1700 s", "Retry-After 1700", "R S6 P3", READ),
    Kind("bare 429", "bare 429", "R S6 P3", READ),
    Kind("429 feature_not_in_plan", "feature_not_in_plan", "S6 P3", "the plan bounds generations, not reads of designs"),
    Kind("401 in the middle of a run", "^(whose-)?401(-html)?: ", "R S6 P3", READ),
    Kind("404 and 410", "^(whose-)?(404|410)(-[\\w-]+)?: ", "R S6 P3", READ),
    Kind("is_finalized with nothing in it", "is_finalized", "P3", "only a poll says so"),
    Kind("clock stepping back and forward", "(back|forward) by", "T", "T steps it in each phase"),
    Kind("ENOSPC", "ENOSPC|full device", "S7 W", FILES),
    Kind("EIO", "EIO", "S7 W", FILES),
    Kind("EMFILE (files)", "EMFILE(:|$)", "S7 W", FILES),
    Kind("EACCES", "EACCES|is not there$", "S7 W", FILES),
    Kind("the journal's folder deleted", "folder is deleted", "S7", "noticed at the next commit, whatever it is about"),
    Kind("the journal locked by another", "write lock", "S7", "every commit waits alike"),
    Kind("kill -9", "kill -9|SIGKILL", "S4 S7 P2 W X", "before the intent is recorded nothing is there to lose"),
    Kind("SIGTERM, once and twice", "^sigterm-", "X", SIGNALS),
    Kind("SIGINT, once and twice", "^sigint-", "X", SIGNALS),
    Kind("SIGHUP, lost terminal", "SIGHUP", "X", SIGNALS),
    Kind("SIGPIPE", "SIGPIPE", "W X", "nothing else is written to a pipe"),
    Kind("laptop sleep", "sleeps", "S4 P2 X", "elsewhere nothing waits that could be too late"),
)


def gaps(sections):
    """Pairs that can occur and have no cell, and cells of no kind."""
    missing, owned = [], set()
    for kind in KINDS:
        for code, (_, names) in PHASES.items():
            found = [cell for name in names for cell in sections[name] if kind.owns(cell)]
            owned.update(map(id, found))
            if not found and code in kind.where.split():
                missing.append(f"{kind.title} has no cell in {code}")
    return missing + [f"{name}: {cell.name} is of no kind" for name, cells in sections.items() for cell in cells
                      if id(cell) not in owned]
