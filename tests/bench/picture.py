"""The picture: a steady night against the ceiling, and how much of each mark is used up. SVG, text as text."""
from xml.sax.saxutils import escape

import marks

WIDTH = 900
STYLE = """
  svg { --ground: #ffffff; --ink: #1f2933; --faint: #6b7785; --line: #d5dae0; --sent: #8a97a6; --ready: #3f8fd2;
        --known: #b3541e; --lag: #3f8fd226; --good: #2f8f5b; --bad: #c0392b; font-family: system-ui, sans-serif; }
  @media (prefers-color-scheme: dark) {
    svg { --ground: #0d1117; --ink: #e6edf3; --faint: #9aa7b4; --line: #30363d; --sent: #7d8896; --ready: #6cb6ff;
          --known: #f0a36b; --lag: #6cb6ff2e; --good: #4cc38a; --bad: #ff7b72; }
  }
  text { fill: var(--ink); font-size: 12px; } .faint { fill: var(--faint); } .title { font-size: 14px; font-weight: 600; }
  .grid { stroke: var(--line); stroke-width: 1; } .curve { fill: none; stroke-width: 2; }
  .ideal { fill: none; stroke: var(--ink); stroke-width: 1.2; stroke-dasharray: 5 4; }
"""


def text(x, y, words, kind="", anchor="start", colour=None):
    style = f' style="fill:var(--{colour})"' if colour else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}"{style}>{escape(words)}</text>'


class Axes:
    """A box of the picture, in the figures' own units."""

    def __init__(self, left, top, width, height, most_x, most_y):
        self.left, self.top, self.width, self.height = left, top, width, height
        self.most_x, self.most_y = most_x, most_y

    def x(self, value):
        return self.left + self.width * value / self.most_x

    def y(self, value):
        return self.top + self.height * (1 - value / self.most_y)

    def steps(self, times):
        """Cumulative: one up at each time."""
        points = [(0, 0)]
        for count, at in enumerate(sorted(times), 1):
            points += [(at, count - 1), (at, count)]
        return points

    def path(self, points):
        return " ".join(f"{'L' if index else 'M'}{self.x(x):.1f},{self.y(y):.1f}" for index, (x, y) in enumerate(points))

    def grid(self, every_x, every_y):
        for value in range(0, int(self.most_x) + 1, every_x):
            yield f'<line class="grid" x1="{self.x(value):.1f}" x2="{self.x(value):.1f}" y1="{self.top}" y2="{self.top + self.height}"/>'
            yield text(self.x(value), self.top + self.height + 16, f"{value} s", "faint", "middle")
        for value in range(0, int(self.most_y) + 1, every_y):
            yield f'<line class="grid" x1="{self.left}" x2="{self.left + self.width}" y1="{self.y(value):.1f}" y2="{self.y(value):.1f}"/>'
            yield text(self.left - 6, self.y(value) + 4, str(value), "faint", "end")


def median_night(data):
    first = sorted((one for one in data["steady"] if one["night"] == 0), key=marks.over_bound)
    return first[len(first) // 2]


def curves(night, top):
    """What was sent, rendered and known, against the calls that the ceiling allows."""
    axes = Axes(44, top + 46, 400, 300, night["seconds"] * 1.03, night["submissions"])
    sent, ready, known = (axes.steps(at for at in times if at is not None) for times in zip(*night["timeline"]))
    yield text(14, top + 16, f"{night['submissions']} jobs, rendering about 4 s each, at 10 calls a second", "title")
    yield text(14, top + 34, f"{night['seconds']:.1f} s; the calls alone take {night['bound']:.0f} s; a result is known "
               f"{night['lag_median']:.1f} s after it is there", "faint")
    yield from axes.grid(10, 50)
    yield f'<path d="{axes.path(ready + known[::-1])} Z" style="fill:var(--lag);stroke:none"/>'
    for points, colour in (sent, "sent"), (ready, "ready"), (known, "known"):
        yield f'<path class="curve" d="{axes.path(points)}" style="stroke:var(--{colour})"/>'
    yield f'<path class="ideal" d="{axes.path([(0, 0), (night["bound"], night["submissions"])])}"/>'
    names = [("submitted", "sent"), ("rendered", "ready"), ("result known", "known")]
    for index, (name, colour) in enumerate(names):
        x, y = axes.left + 14, axes.top + 20 + 18 * index
        yield f'<line x1="{x}" x2="{x + 18}" y1="{y - 4}" y2="{y - 4}" style="stroke:var(--{colour});stroke-width:3"/>'
        yield text(x + 24, y, name)
    y = axes.top + 20 + 18 * len(names)
    yield f'<line class="ideal" x1="{axes.left + 14}" x2="{axes.left + 32}" y1="{y - 4}" y2="{y - 4}"/>'
    yield text(axes.left + 38, y, "a submission and a poll for")
    yield text(axes.left + 38, y + 15, "each, with no call wasted")


def bars(data, left, top):
    """A bar a figure; where the line is crossed the mark is missed."""
    full = 130  # the width of a mark
    yield text(left, top + 16, "Each figure as a share of its mark", "title")
    yield text(left, top + 34, "shorter is better; the line is the mark", "faint")
    parts = [(LABELS[row_number][part_number], part) for row_number, row in enumerate(marks.ROWS)
             for part_number, part in enumerate(row.parts)]
    start, pitch, base = left + 196, 15.2, top + 56
    for index, (label, part) in enumerate(parts):
        share, y = part.share(data), base + pitch * index
        yield text(start - 8, y + 9, label, anchor="end")
        if share is None:
            yield text(start + 4, y + 9, "not measured", "faint")
            continue
        colour = "good" if part.met(data) else "bad"
        width = max(1.0, min(share, 1.5) * full)
        yield f'<rect x="{start}" y="{y:.1f}" width="{width:.1f}" height="10" rx="2" style="fill:var(--{colour})"/>'
        yield text(start + max(width, 0) + 5, y + 9, part.form.format(part.value(data)), "faint")
    foot = base + pitch * len(parts)
    yield f'<line x1="{start + full}" x2="{start + full}" y1="{base - 6}" y2="{foot:.1f}" style="stroke:var(--ink)" stroke-width="1"/>'


# A short name for each part of each row of the table.
LABELS = [
    ["makespan, steady", "makespan, bimodal"], ["makespan, 503s and outage"],
    ["polls a job, steady", "polls a job, bimodal", "polls a job, slow video"], ["20 jobs: end", "20 jobs: polls a job"],
    ["lag, steady"], ["2 000 jobs: makespan", "2 000 jobs: lag", "2 000 jobs: lag, 95 %"], ["429 answers"],
    ["40 000 jobs: share of 18 000/h"], ["limits off: jobs/s", "limits off: of the bare loop"], ["CPU a job"],
    ["memory, 100 000 jobs", "memory, a million rows"], ["plan of a million rows"], ["CPU while waiting"],
    ["--version", "nothing to do, 100 000 jobs"],
]


def draw(data):
    night = median_night(data)
    height = 440
    parts = [*curves(night, 8), *bars(data, 480, 8)]
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
            f'aria-label="A steady night over time, and every figure as a share of its mark">\n<style>{STYLE}</style>\n'
            f'<rect width="{WIDTH}" height="{height}" rx="8" style="fill:var(--ground)"/>\n' + "\n".join(parts) + "\n</svg>\n")
