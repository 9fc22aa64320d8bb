"""The table of all figures, and what is said beside it."""
import statistics

from marks import ROWS, median_of, of_nights, over_bound, over_bound_and_outage

MANY = (("steady", "200 jobs, steady"), ("bimodal", "200 jobs, bimodal"), ("troubled", "503s and outage"),
        ("small", "20 jobs, steady"))


def figures(data):
    lines = [(row.measure, row.mark, row.values(data), row.met(data)) for row in ROWS]
    return [("measure", "mark", "value", "met"), *lines]


def many_nights(data):
    """Medians over many nights of virtual time, the first on a journal / the next; no lines where there are none."""
    lines = []
    for scenario, title in MANY:
        nights = data.get(f"many-{scenario}", [])
        over = over_bound_and_outage if scenario == "troubled" else over_bound
        columns = ((over, "{:.3f}"), (lambda one: one["polls_per_job"], "{:.2f}"),
                   (lambda one: one["lag_median"], "{:.1f} s"), (lambda one: one["end_lag"], "{:.1f} s"))
        if nights:
            lines.append((title, *(" / ".join(form.format(of_nights(data, f"many-{scenario}", figure, night))
                                              for night in (0, 1)) for figure, form in columns)))
    heading = ("medians of many nights in virtual time, first / next", "of the bound", "polls a job", "lag",
               "end after the last rendering")
    return [heading, *lines] if lines else []


def plain(lines):
    if not lines:
        return ""
    wide = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    shown = ["  ".join(text.ljust(width) for text, width in zip(line, wide)).rstrip() for line in lines]
    return "\n".join([shown[0], "-" * max(map(len, shown)), *shown[1:]]) + "\n"


def markdown(lines):
    if not lines:
        return ""
    shown = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([shown[0], "|---" * len(lines[0]) + "|", *shown[1:]]) + "\n"


def later_nights(data):
    for scenario in "steady", "bimodal":
        ratio = of_nights(data, scenario, over_bound, night=1)
        if ratio is not None:
            polls = of_nights(data, scenario, lambda one: one["polls_per_job"], night=1)
            lag = of_nights(data, scenario, lambda one: one["lag_median"], night=1)
            yield (f"{scenario}, a later night, which knows the render times: {ratio:.3f} of the bound, "
                   f"{polls:.2f} polls a job, lag {lag:.1f} s")


def other_nights(data):
    for scenario, title in (("mixed", "100 static jobs of about 4 s mixed with 100 videos of about 80 s"),
                            ("outage", "200 steady jobs with a 10 s outage of 502")):
        seconds = of_nights(data, scenario, lambda one: one["seconds"])
        if seconds is not None:
            polls = of_nights(data, scenario, lambda one: one["polls_per_job"])
            end = of_nights(data, scenario, lambda one: one["end_lag"])
            yield f"{title}: {seconds:.0f} s, {polls:.2f} polls a job, the end {end:.1f} s after the last rendering"


def doubts(data):
    for scenario, title in ("troubled", "503s and outage"), ("outage", "outage"):
        found = of_nights(data, scenario, lambda one: one["in_doubt"])
        if found is not None:
            yield f"{title}: {found:.0f} of 200 jobs held in doubt, all others finished"


def whole(number):
    return f"{number:,.0f}".replace(",", " ")


def compared(data):
    if data.get("limits-off"):
        bare = median_of(data, "limits-off", lambda one: one["bare"]["jobs_per_second"])
        wrk = median_of(data, "limits-off", lambda one: one["wrk"]["jobs_per_second"])
        yield f"limits off: the bare loop {whole(bare)} jobs/s, `wrk` {whole(wrk)} with the same calls"
    for scenario in "large", "million":
        for one in data.get(scenario, []):
            status, idle = (statistics.median(one[what]) for what in ("status_seconds", "idle_seconds"))
            yield (f"a run of {whole(one['jobs'])} jobs: {whole(one['jobs'] / one['seconds'])} jobs/s, "
                   f"{one['peak_mb']:.0f} MB; then `pressrun status` {status:.2f} s, "
                   f"a run with nothing to do {idle:.2f} s and {one['idle_peak_mb']:.0f} MB")
    if data.get("steady"):
        most = max(one["most_calls_in_a_second"] for one in data["steady"])
        yield f"most calls that the server saw within any second of a steady night: {most}"


def excuses(data):
    """Where a mark is missed: what bounds it."""
    return [f"{row.measure}: {row.bound}" for row in ROWS if row.bound and row.missed(data)]


def remarks(data):
    """What has no mark, for orientation."""
    return [*later_nights(data), *other_nights(data), *doubts(data), *compared(data)]
