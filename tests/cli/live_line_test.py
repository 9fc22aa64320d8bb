"""What a person sees on a terminal while a run goes on, and what a log file gets of it."""
import re
import sys

from harness import FAST, case, main, manifest
from screen import Terminal

SLOWER = "limits: {per_second: 0, polling: {per_minute: 0, per_hour: 0}, read: {per_minute: 0, per_hour: 0}}\n" \
         "render: {median: 600ms, sigma: 0.3}\n"
LIVE = re.compile(r"\d+% +\d+/\d+ there")


def drawn(screen):
    return [line for line in screen.text() if LIVE.search(line)]


def against(url, *more, rate=8):
    return ["run", "m.yaml", "--base-url", url, "--rate", str(rate), *more]


def watched(p, *more, rate=8, width=80, wraps=True, jobs=24, scenario=SLOWER, **env):
    p.write("m.yaml", manifest(jobs=jobs))
    url = p.simulator(scenario)
    return Terminal(p, *against(url, *more, rate=rate), width=width, wraps=wraps, **{"ABYSSALE_API_KEY": "k", **env})


def read_frames(terminal, count):
    seen = 0
    while seen < count:
        some = terminal.read()
        assert some, "it ended too soon"
        seen += some.count(b"there")
        assert len(drawn(terminal.screen)) <= 1, terminal.screen.text()


@case
def one_line_is_drawn_over_itself_and_gone_at_the_end(p):
    terminal = watched(p)
    read_frames(terminal, 3)
    line = drawn(terminal.screen)[0]
    assert len(line) <= 79, line
    assert terminal.end() == 0, terminal.screen.text()
    assert drawn(terminal.screen) == [], terminal.screen.text()
    assert any("24 succeeded" in line for line in terminal.screen.text()), terminal.screen.text()
    assert not terminal.screen.unknown, terminal.screen.unknown


def pulled_at(p, wraps):
    terminal = watched(p, "-v", width=200, wraps=wraps, LANG="C.UTF-8")
    read_frames(terminal, 5)
    assert len(drawn(terminal.screen)[0]) > 100, drawn(terminal.screen)
    terminal.pull_to(20)
    read_frames(terminal, 5)
    assert len(drawn(terminal.screen)[0]) <= 19, drawn(terminal.screen)
    terminal.pull_to(200)
    read_frames(terminal, 5)
    assert len(drawn(terminal.screen)[0]) > 100, drawn(terminal.screen)
    assert terminal.end() == 0, terminal.screen.text()
    text = terminal.screen.text()
    assert not [line for line in text if "▕" in line or "% " in line], text
    return text


@case
def a_window_pulled_to_and_fro_keeps_no_stray_line_where_lines_are_wrapped(p):
    pulled_at(p, wraps=True)


@case
def nor_where_they_are_cut(p):
    pulled_at(p, wraps=False)


@case
def logs_stand_whole_above_the_line(p):
    terminal = watched(p, "-v", width=120)
    assert terminal.end() == 0, terminal.screen.text()
    text = terminal.screen.text()
    logged = [line for line in text if " info " in line]
    assert len(logged) >= 48, text  # each job was submitted, and succeeded
    for line in logged:
        assert re.fullmatch(r"20\d\d-\S+Z info teaser/\d+ (submitted: [0-9a-f-]{36}|succeeded)", line), line


@case
def wide_letters_are_measured_by_their_columns(p):
    p.write("m.yaml", manifest(jobs=12).replace("matrix:", "key: \"接続が拒否されました-${n}\"\n    matrix:"))
    url = p.simulator(SLOWER)
    terminal = Terminal(p, *against(url, "--progress", "full"), width=120, ABYSSALE_API_KEY="k")
    named = False
    while terminal.read():
        for line in terminal.screen.lines:
            assert len(line) <= 119, "".join(line)
        named = named or any("slowest teaser/接続" in line for line in drawn(terminal.screen))
    assert named, "what renders longest was never named"


@case
def a_terminal_is_told_the_title_and_the_share_where_it_takes_them(p):
    terminal = watched(p, TERM_PROGRAM="WezTerm", jobs=6)
    assert terminal.end() == 0, terminal.screen.text()
    titles, shares = terminal.screen.titles, terminal.screen.shares
    assert titles[0] == "22;2" and titles[-1] == "23;2", titles
    assert titles[1] == "2;pressrun 0% of 6 jobs", titles
    assert shares[0] == "9;4;1;0" and shares[-1] == "9;4;0", shares
    terminal = Terminal(p, *against(p.simulator(), "--force", "--yes"), ABYSSALE_API_KEY="k", TERM="linux")
    terminal.end()
    assert not terminal.screen.titles and not terminal.screen.shares, terminal.screen.titles


@case
def colours_are_as_the_environment_says(p):
    terminal = watched(p, jobs=6)
    terminal.end()
    assert terminal.screen.colors > 0, terminal.raw
    for off in ({"NO_COLOR": "1"}, {"PRESSRUN_COLOR": "never"}):
        terminal = Terminal(p, *against(p.simulator(), "--force", "--yes"), ABYSSALE_API_KEY="k", **off)
        terminal.end()
        assert terminal.screen.colors == 0, terminal.raw
    code, out, err = p.against(p.simulator(FAST), "run", "m.yaml", "--force", "--yes", CLICOLOR_FORCE="1")
    assert code == 0 and "\x1b[32m" in err, err


@case
def a_log_file_gets_the_result_and_little_else(p):
    p.write("m.yaml", manifest(jobs=1500))
    code, out, err = p.against(p.simulator(FAST), "run", "m.yaml", "--state", "n.db")
    assert code == 0 and out == "", err
    lines = err.splitlines()
    assert len(lines) < 12, err
    assert sum(1 for line in lines if LIVE.search(line)) <= 2, err
    assert "\x1b" not in err and "\r" not in err, err


@case
def equal_failures_are_said_once_and_counted(p):
    p.write("m.yaml", manifest(jobs=60))
    url = p.simulator(FAST + "format_failure_rate: 1\nfailure_reasons: [\"the text does not fit\"]\n")
    code, out, err = p.against(url, "run", "m.yaml")
    assert code == 3, (code, err)
    said = [line for line in err.splitlines() if " failed: " in line]
    assert 1 <= len(said) <= 4, err
    assert any(" more failed: " in line for line in said), err


if __name__ == "__main__":
    sys.exit(main())
