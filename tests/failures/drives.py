"""Ways of running the program under a failure: by default it is started, and its end awaited."""
import os
import pty
import signal

from table_parts import strike


def plain(stage):
    return stage.run(True)


def resumed(stage):
    """A run before it was killed while all rendered: this one only fetches."""
    rules = stage.server.rules
    stage.server.begin(strike("poll", 1, hook="SIGKILL"))
    stage.run(False)
    stage.server.begin(rules)
    return stage.run(True)


def closed(stage):
    """Neither standard output nor standard error is open."""
    stage.start(stdout=None, stderr=None, preexec_fn=lambda: [os.close(1), os.close(2)])
    return stage.finish()


def full(stage):
    """Standard output is a device without room."""
    with open("/dev/full", "w", encoding="utf-8") as device:
        stage.start(stdout=device)
        return stage.finish()


def no_reader(stage):
    """Standard output is a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    stage.start(stdout=writing)
    os.close(writing)
    return stage.finish()


def no_listener(stage):
    """Standard error is a pipe whose reader goes away (the hook "close stderr")."""
    reading, writing = os.pipe()
    stage.listener = reading
    stage.start(stderr=writing)
    os.close(writing)
    return stage.finish()


def nohup(stage):
    """SIGHUP is ignored, as nohup has it."""
    stage.start(preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    return stage.finish()


def terminal(stage):
    """On a terminal that is lost (the hook "hang up"): the kernel sends SIGHUP, and every write fails."""
    ours, theirs = pty.openpty()
    stage.listener = ours

    def take_terminal():
        os.setsid()
        os.close(os.open(os.ttyname(0), os.O_RDWR))  # becomes the controlling one

    stage.start(stdin=theirs, stdout=theirs, stderr=theirs, preexec_fn=take_terminal)
    os.close(theirs)
    stage.process.wait(timeout=45)
    return stage.process.returncode, "", ""


DRIVES = {"": plain, "resumed": resumed, "closed": closed, "full": full, "no reader": no_reader, "no listener": no_listener, "nohup": nohup,
          "terminal": terminal}


def find(name):
    return DRIVES[name]
