"""Puts the figures into the README, between two marks, and the picture beside this file."""
import picture
import tables

BEGIN, END = "<!-- figures of scripts/bench.sh -->", "<!-- end of the figures -->"
PICTURE = "tests/bench/how_fast.svg"


def listed(heading, lines):
    return f"{heading}:\n\n" + "\n".join(f"- {line}" for line in lines) + "\n\n" if lines else ""


def section(data):
    around = data["surroundings"]
    return (f"{BEGIN}\n![A steady night over time, and each figure as a share of its mark]({PICTURE})\n\n"
            f"{tables.markdown(tables.figures(data))}\n{tables.markdown(tables.many_nights(data))}\n"
            f"{listed('What bounds those that are not met', tables.excuses(data))}"
            f"{listed('Without a mark, for orientation', tables.remarks(data))}"
            f"Measured {around['date']} on {around['cores']} cores ({around['processor']}), "
            f"{'each once' if around['quick'] else 'medians of several runs'}; the load before "
            f"it was {around['load_before']:.1f}.\n{END}")


def replaced(text, data):
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the README has no '{BEGIN}' … '{END}'")
    return before + section(data) + after


def write(root, data):
    text = (root / "README.md").read_text()
    (root / "README.md").write_text(replaced(text, data))
    (root / PICTURE).write_text(picture.draw(data))
