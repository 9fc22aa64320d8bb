"""The picture: a steady night against the ceiling, and how much of each mark is used up. SVG, text as text."""
from xml.sax.saxutils import escape

import marks

WIDTH, HEIGHT = 900, 440
LONGEST = 1.35  # of a bar, in marks
LIGHT = {"ground": "#ffffff", "ink": "#1f2933", "faint": "#5f6b78", "line": "#dde2e8", "sent": "#8a97a6",
         "ready": "#2f7fc4", "known": "#c0561b", "good": "#2f8f5b", "bad": "#c0392b"}
DARK = {"ground": "#0d1117", "ink": "#e6edf3", "faint": "#9aa7b4", "line": "#272d35", "sent": "#7d8896",
        "ready": "#6cb6ff", "known": "#f0a36b", "good": "#4cc38a", "bad": "#ff7b72"}

# A short name for each part of each row of the table.
LABELS = [
    ["makespan, steady", "makespan, bimodal"], ["makespan, 503s and outage"],
    ["polls a job, steady", "polls a job, bimodal", "polls a job, slow video"],
    ["20 jobs: end", "20 jobs: polls a job"],
    ["lag, steady"], ["2 000 jobs: makespan", "2 000 jobs: lag", "2 000 jobs: lag, 95 %"],
    ["429, virtual time", "429, real nights"],
    ["40 000 jobs: of 18 000/h"], ["limits off: jobs/s", "limits off: of the bare loop"], ["CPU a job"],
    ["memory, 100 000 jobs", "memory, a million rows"], ["journal: kB a job", "journal: counted"],
    ["plan of a million rows"], ["CPU while waiting"],
    ["--version", "nothing to do, 100 000 jobs"],
]


def colours(of):
    """Rules that every viewer knows: no custom properties."""
    return (f".ground {{ fill: {of['ground']}; }} text {{ fill: {of['ink']}; }} .faint {{ fill: {of['faint']}; }}\n"
            f".grid {{ stroke: {of['line']}; }} .ideal {{ stroke: {of['ink']}; }} .lag {{ fill: {of['ready']}; }}\n"
            f".sent {{ stroke: {of['sent']}; }} .ready {{ stroke: {of['ready']}; }}\n"
            f".known {{ stroke: {of['known']}; }}\n"
            f".good {{ fill: {of['good']}; }} .bad {{ fill: {of['bad']}; }}")


STYLE = f"""
text {{ font: 12px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; }}
text.title {{ font-size: 14px; font-weight: 600; }}
.curve {{ fill: none; stroke-width: 2; }} .ideal {{ fill: none; stroke-width: 1.2; }} .lag {{ opacity: 0.15; }}
.dashed {{ stroke-dasharray: 5 4; }}
{colours(LIGHT)}
@media (prefers-color-scheme: dark) {{
{colours(DARK)}
}}
"""


def text(x, y, words, kind="", anchor="start"):
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(words)}</text>'


def line(kind, x1, y1, x2, y2):
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


class Axes:
    """A box of the picture, in the figures' own units."""

    def __init__(self, left, top, width, height, most_x, most_y):
        self.left, self.top, self.width, self.height = left, top, width, height
        self.most_x, self.most_y = most_x, most_y

    def x(self, value):
        return self.left + self.width * value / self.most_x

    def y(self, value):
        return self.top + self.height * (1 - value / self.most_y)

    def path(self, points):
        return "M" + " L".join(f"{self.x(x):.1f},{self.y(y):.1f}" for x, y in points)

    def grid(self, every_x, every_y):
        bottom, right = self.top + self.height, self.left + self.width
        for value in range(0, int(self.most_x) + 1, every_x):
            yield line("grid", self.x(value), self.top, self.x(value), bottom)
            yield text(self.x(value), bottom + 16, f"{value} s", "faint", "middle")
        for value in range(0, int(self.most_y) + 1, every_y):
            yield line("grid", self.left, self.y(value), right, self.y(value))
            yield text(self.left - 6, self.y(value) + 4, str(value), "faint", "end")


def steps(times):
    """Cumulative: one up at each time."""
    points = [(0, 0)]
    for count, at in enumerate(sorted(at for at in times if at is not None), 1):
        points += [(at, count - 1), (at, count)]
    return points


def median_night(data):
    first = sorted((one for one in data["steady"] if one["night"] == 0), key=marks.over_bound)
    return first[len(first) // 2]


def legend(axes):
    left, top = axes.left + 14, axes.top + 20
    for index, (name, kind) in enumerate([("submitted", "sent"), ("rendered", "ready"), ("result known", "known")]):
        yield line(f"{kind} curve", left, top + 18 * index - 4, left + 18, top + 18 * index - 4)
        yield text(left + 24, top + 18 * index, name)
    yield f'<rect class="lag" x="{left}" y="{top + 43}" width="18" height="13"/>'
    yield text(left + 24, top + 54, "lag between the two")
    yield line("ideal dashed", left, top + 68, left + 18, top + 68)
    yield text(left + 24, top + 72, "no call wasted: a submission")
    yield text(left + 24, top + 87, "and a poll for each job")


def curves(night, left, top):
    """What was sent, rendered and known, against the calls that the ceiling allows."""
    axes = Axes(left + 30, top + 46, 400, 316, night["seconds"] * 1.02, night["submissions"])
    sent, ready, known = (steps(times) for times in zip(*night["timeline"]))
    yield text(left, top + 16, f"{night['submissions']} jobs, rendering about 4 s each, at 10 calls a second", "title")
    yield text(left, top + 34, f"{night['seconds']:.1f} s in all, of which its calls take {night['bound']:.0f} s; "
               f"median lag of a result {night['lag_median']:.1f} s", "faint")
    yield from axes.grid(10, 50)
    yield f'<path class="lag" d="{axes.path(ready + known[::-1])} Z"/>'
    for points, kind in (sent, "sent"), (ready, "ready"), (known, "known"):
        yield f'<path class="{kind} curve" d="{axes.path(points)}"/>'
    yield f'<path class="ideal dashed" d="{axes.path([(0, 0), (night["bound"], night["submissions"])])}"/>'
    yield from legend(axes)


def bar(part, data, left, top, of_mark):
    """To the left of `of_mark` the mark is met. What is far beyond it is cut off; its figure tells."""
    share = part.share(data)
    if share is None:
        return [text(left + 4, top + 9, "not measured", "faint")]
    width = max(1.0, min(share, LONGEST) * of_mark)
    kind = "good" if part.met(data) else "bad"
    return [f'<rect class="{kind}" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="10" rx="2"/>',
            text(left + LONGEST * of_mark + 8, top + 9, part.shown(data), "faint")]


def bars(data, left, top):
    """A bar a figure; where the line is crossed the mark is missed."""
    of_mark, pitch, start, base = 110, 15.4, left + 176, top + 50
    yield text(left, top + 16, "Each figure as a share of its mark", "title")
    yield text(left, top + 34, "shorter is better; up to the line the mark is met", "faint")
    parts = [(label, part) for labels, row in zip(LABELS, marks.ROWS, strict=True)
             for label, part in zip(labels, row.parts, strict=True)]
    for index, (label, part) in enumerate(parts):
        y = base + pitch * index
        yield text(start - 8, y + 9, label, anchor="end")
        yield from bar(part, data, start, y, of_mark)
    yield line("ideal", start + of_mark, base - 6, start + of_mark, base + pitch * len(parts))


def draw(data):
    parts = [*curves(median_night(data), 16, 8), *bars(data, 500, 8)]
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'aria-label="A steady night over time, and each figure as a share of its mark">\n'
            f'<style>{STYLE}</style>\n<rect class="ground" width="{WIDTH}" height="{HEIGHT}" rx="8"/>\n'
            + "\n".join(parts) + "\n</svg>\n")
