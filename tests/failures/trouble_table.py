"""The machine itself in trouble: journal, results, clock."""
from acts import passed_on
from cells import Books, Cell
from table_parts import ALL_DONE, DONE, STOPPED, strike, when

NOW = "/dev/null"  # a file that is there: the trouble is in force from the start


def never(failure, name, trouble, *says, **others):
    """The journal cannot even be made: nothing is begun."""
    env = {"PRESSRUN_FAIL": trouble, "PRESSRUN_FAIL_FILE": NOW}
    return Cell(failure, name, (), 6, says, None, 0, env=env, **others)


def journal(failure, name, moment, trouble, *says, books=STOPPED, **others):
    """The journal fails from some moment on."""
    env = {"PRESSRUN_FAIL": trouble, **others.pop("more", {})}
    return Cell(failure, name, moment, others.pop("code", 6), says, books, env=env, **others)


def writes(error):
    return f"write:night.db:{error}"


def commits(error):
    """The journal's log alone: the rescue file beside it can be written."""
    return f"write:night.db-wal:{error}"


def deleted(failure, name, moment, posts):
    """Noticed at the next commit; what the journal held is saved, and the next run takes it in."""
    return Cell(failure, name, moment, 6, ("was deleted", "night.db.rescue"), None, posts)


BEFORE_POST = when("auth", 1, hook="arm")
AFTER_ANSWER = when("submit", 2, hook="arm")
AT_POLL = when("poll", 1, hook="arm")
ACCEPTED = "teaser/2 was accepted as generation request"
RESCUED = (ACCEPTED, "which the journal could not take; it is kept in", "night.db.rescue.jsonl", "the next command takes it in")
UNSAVED = (ACCEPTED, "which the journal could not take", "--job 'teaser/2' --as id=")

JOURNAL = (
    never("EACCES: the journal's folder cannot be made", "no-folder", "mkdir:.pressrun:EACCES", "Permission denied"),
    never("EACCES: the journal cannot be opened", "no-open", "open:night.db:EACCES", "journal"),
    never("EMFILE: the journal cannot be opened", "no-descriptor", "open:night.db:EMFILE", "journal"),
    never("ENOSPC: the journal cannot be begun", "no-space", writes("ENOSPC"), "full"),
    never("EIO: the journal cannot be begun", "no-disk", writes("EIO"), "I/O"),
    journal("ENOSPC before the intent is recorded", "intent-enospc", BEFORE_POST, writes("ENOSPC"), "full", posts=0, books=None),
    journal("ENOSPC after the answer, before the commit", "answer-enospc", AFTER_ANSWER, commits("ENOSPC"), *RESCUED, posts=2),
    journal("EIO after the answer, before the commit", "answer-eio", AFTER_ANSWER, commits("EIO"), *RESCUED, posts=2),
    journal("ENOSPC after the answer, for the rescue file too", "answer-enospc-all", AFTER_ANSWER, writes("ENOSPC"), *UNSAVED,
            posts=2, second=13, paid=4),
    journal("EIO after the answer, for the rescue file too", "answer-eio-all", AFTER_ANSWER, writes("EIO"), *UNSAVED, posts=2,
            second=13, paid=4),
    journal("EACCES: no rescue file can be made after the answer", "answer-eacces", AFTER_ANSWER,
            commits("EIO") + ",open:night.db.rescue:EACCES", *UNSAVED, posts=2, second=13, paid=4),
    journal("kill -9 while the rescue file is written", "rescue-kill", AFTER_ANSWER,
            commits("EIO") + ",write:night.db.rescue:SIGKILL", code=-9, posts=2, second=13, paid=4),
    journal("EIO only when syncing: the id is in the file, and found again", "answer-sync", AFTER_ANSWER, "sync:night.db:EIO",
            *UNSAVED, posts=2),
    journal("EIO before the next intent is recorded", "intent-eio", AFTER_ANSWER, "sync:night.db:EIO", "journal", posts=2, second=13,
            more={"PRESSRUN_FAIL_AFTER": "1"}),
    journal("kill -9 after the answer, before the commit", "answer-kill", AFTER_ANSWER, "write:night.db:SIGKILL", code=-9,
            posts=2, second=13, paid=4),
    journal("kill -9 in the middle of the commit", "commit-kill", AFTER_ANSWER, "sync:night.db:SIGKILL", code=-9, posts=2,
            paid=3),
    journal("ENOSPC when a result is recorded", "poll-enospc", AT_POLL, writes("ENOSPC"), "full"),
    journal("ENOSPC when a result is recorded, and the rescue file takes it", "poll-rescued", AT_POLL, commits("ENOSPC"),
            "was delivered, which the journal could not take; it is kept in"),
    journal("EIO when a result is recorded", "poll-eio", AT_POLL, writes("EIO"), "I/O"),
    journal("kill -9 when a result is recorded", "poll-kill", AT_POLL, "write:night.db:SIGKILL", code=-9),
    deleted("the journal's folder is deleted while a submission is under way", "deleted-submit", when("submit", 2, hook="delete"), 2),
    deleted("the journal's folder is deleted while rendering", "deleted-poll", when("poll", 1, hook="delete"), 3),
    Cell("another process holds the journal's write lock for a second", "locked", when("submit", 2, hook="lock 1"), *ALL_DONE),
)


def results(failure, name, trouble, *says, **others):
    return Cell(failure, name, when("poll", 3, hook="arm"), others.pop("code", 6), says, DONE,
                env={"PRESSRUN_FAIL": trouble}, **others)


LOST = ("the results could not be written to 'night.results.json'", "nothing is lost: run again")
RESULTS = (
    results("ENOSPC while writing", "enospc", "write:night.results:ENOSPC", *LOST, "No space left on device"),
    results("EIO while writing", "eio", "write:night.results:EIO", *LOST, "Input/output error"),
    results("EIO while syncing", "sync", "sync:night.results:EIO", *LOST, "Input/output error"),
    results("EACCES in the folder", "eacces", "open:night.results:EACCES", *LOST, "Permission denied"),
    results("EMFILE", "emfile", "open:night.results:EMFILE", *LOST, "Too many open files"),
    results("EIO when it takes the old one's place", "rename", "rename:night.results:EIO", *LOST, "Input/output error"),
    results("kill -9 while writing", "kill", "write:night.results:SIGKILL", code=-9),
    results("kill -9 before it takes the old one's place", "kill-rename", "rename:night.results:SIGKILL", code=-9),
    Cell("the folder of -o is not there", "no-o-folder", (), 2, ("nothing was submitted",), None, 0,
         options=("-o", "nowhere/out.json")),
    Cell("standard output is a full device", "full", (), 6, ("could not be written", "No space left on device", "nothing is lost"), DONE,
         options=("-o", "-"), drive="full"),
    Cell("the reader of standard output has gone (SIGPIPE)", "pipe", (), 6, ("could not be written",), DONE,
         options=("-o", "-"), drive="no reader"),
)


def clock(failure, name, moment, seconds, **others):
    return Cell(failure, name, moment, *ALL_DONE, env={"PRESSRUN_CLOCK": str(seconds)}, **others)


CLOCK = (
    clock("back by 5 hours before the submissions", "back-submit", when("auth", 1, hook="arm"), -18000),
    clock("forward by 5 hours before the submissions", "forward-submit", when("auth", 1, hook="arm"), 18000),
    clock("back by 5 hours between the submissions", "back-between", when("submit", 2, hook="arm"), -18000),
    clock("forward by 5 hours while rendering", "forward-render", when("submit", 3, hook="arm"), 18000),
    clock("back by 5 hours while rendering", "back-render", when("submit", 3, hook="arm"), -18000),
    clock("forward by 5 hours in the middle of the polls", "forward-poll", when("poll", 1, hook="arm"), 18000),
    clock("back by 10 days while rendering", "back-days", when("submit", 3, hook="arm"), -864000),
    Cell("forward by 5 hours for a run that is killed, right again for the next", "forward-killed",
         (*when("submit", 2, hook="arm"), *strike("poll", 1, hook="SIGKILL")), -9, (), STOPPED,
         env={"PRESSRUN_CLOCK": "18000"}),
)

SECTIONS = {"the journal": JOURNAL, "results writing": RESULTS, "the wall clock": CLOCK}
