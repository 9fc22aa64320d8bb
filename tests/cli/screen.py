"""A terminal for tests: a pseudo-terminal with the program at its far end, and what a person would see of it."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
import unicodedata

from harness import PRESSRUN

SEQUENCE = re.compile(r"\x1b(?:\[([0-9;?]*)([A-Za-z])|\](.*?)\x07|([78]))", re.S)


def cells(text):
    """Each column of it: a wide character is two, a combining one none."""
    made = []
    for char in text:
        if unicodedata.combining(char):
            continue
        made.append(char)
        if unicodedata.east_asian_width(char) in "WF":
            made.append("")
    return made


class Screen:
    """What stands on a terminal: lines as they were written, however many rows the window makes of them. `wraps`: what is
    longer than a narrower window is wrapped anew, as most terminals do; else it is cut, as xterm does."""

    def __init__(self, width, wraps=True):
        self.width = width
        self.wraps = wraps
        self.lines = [[]]
        self.row = self.column = 0
        self.kept = (0, 0)
        self.titles = []
        self.shares = []
        self.colors = 0
        self.unread = ""
        self.unknown = []

    def resize(self, width):
        self.width = width
        if self.wraps:
            return
        self.lines = [line[:width] for line in self.lines]
        self.column = min(self.column, width - 1)
        self.kept = (self.kept[0], min(self.kept[1], width - 1))

    def feed(self, text):
        text = self.unread + text
        self.unread = ""
        at = 0
        while at < len(text):
            char = text[at]
            if char != "\x1b":
                self.put(char)
                at += 1
                continue
            found = SEQUENCE.match(text, at)
            if not found:
                self.unread = text[at:]  # the rest of it is still to come
                return
            self.obey(*found.groups())
            at = found.end()

    def put(self, char):
        if char == "\r":
            self.column -= self.column % self.width if self.wraps else self.column
        elif char == "\n":
            self.row += 1
            self.column = 0
            while len(self.lines) <= self.row:
                self.lines.append([])
        else:
            line = self.lines[self.row]
            for cell in cells(char):
                line += [" "] * (self.column - len(line))
                line[self.column:self.column + 1] = [cell]
                self.column += 1

    def obey(self, numbers, letter, told, place):
        if place == "7":
            self.kept = (self.row, self.column)
        elif place == "8":
            self.row, self.column = self.kept
        elif told is not None:
            (self.shares if told.startswith("9;4;") else self.titles).append(told)
        elif letter == "K":
            del self.lines[self.row][self.column:]
        elif letter == "J":
            del self.lines[self.row][self.column:]
            del self.lines[self.row + 1:]
        elif letter == "m":
            self.colors += 1
        elif letter == "t":
            self.titles.append(numbers)
        else:
            self.unknown.append((numbers, letter))

    def text(self):
        return ["".join(line).rstrip() for line in self.lines]


class Terminal:
    """The program, with its standard error on a terminal."""

    def __init__(self, place, *words, width=80, wraps=True, **env):
        self.screen = Screen(width, wraps)
        self.raw = ""
        self.master, slave = pty.openpty()
        self.set_width(width)
        given = {**place.env, "TERM": "xterm-256color", **env}
        self.process = subprocess.Popen([PRESSRUN, *map(str, words)], cwd=place.folder, env=given,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=slave)
        place.started.append(self.process)
        os.close(slave)

    def set_width(self, width):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))

    def read(self, patience=30):
        """What came next; nothing: it has ended."""
        if not select.select([self.master], [], [], patience)[0]:
            raise AssertionError("nothing is written any more")
        try:
            some = os.read(self.master, 65536)
        except OSError:  # the far end is closed
            return ""
        self.raw += some.decode(errors="ignore")
        self.screen.feed(some.decode(errors="ignore"))
        return some

    def pull_to(self, width):
        """Somebody pulls at the window, between two drawings."""
        self.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WNOWAIT)
        while select.select([self.master], [], [], 0.2)[0]:
            self.read()
        self.set_width(width)
        self.screen.resize(width)
        self.process.send_signal(signal.SIGCONT)

    def end(self):
        while self.read():
            pass
        os.close(self.master)
        return self.process.wait(timeout=60)
