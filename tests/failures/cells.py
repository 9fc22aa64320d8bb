"""The shape of the matrix: a cell is one failure in one phase, and what must come of it."""
import dataclasses

JOBS = 3
SECRET = "key-that-nobody-may-see-2f6d81"


@dataclasses.dataclass(frozen=True)
class Books:
    """How many jobs the journal holds in each state."""
    succeeded: int = 0
    failed: int = 0
    in_doubt: int = 0
    pending: int = 0
    partial: int = 0

    def text(self):
        parts = [f"{count} {name.replace('_', ' ')}" for name, count in dataclasses.asdict(self).items() if count]
        return ", ".join(parts) or "nothing"


@dataclasses.dataclass(frozen=True)
class Cell:
    failure: str                 # the row
    name: str                    # how the test is called, unique within the phase
    rules: tuple = ()            # what the fault server does
    code: int = 0                # exit code of the first run
    says: tuple = ()             # what must be read on its standard error
    books: Books | None = None   # what the journal holds then; None: there is none yet
    posts: int = JOBS            # generation POSTs that reached the server, whole or in part, in the first run
    second: int | None = None    # exit code of a second run against a healthy server; None: as the books say
    stays: int = 0               # jobs that have failed for good: the second run buys them no more, --select status:failed does
    paid: int = JOBS             # generations accepted when all is settled, jobs in doubt having been resubmitted
    via: str = "http"            # http, tls or proxy
    options: tuple = ()          # more words of the command line
    env: dict = dataclasses.field(default_factory=dict)
    hides: tuple = ()            # what must not be read
    certificate: str = "good"    # what the server shows in the first run
    drive: str = ""              # a way of running it other than to wait for its end; see drives.py

    def second_code(self):
        if self.second is not None:
            return self.second
        if self.books is not None and self.books.in_doubt:
            return 13
        return 3 if self.stays else 0
