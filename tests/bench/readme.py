"""Puts the figures into README.md of this folder, between two marks, and the picture beside it."""
import picture
import tables

BEGIN, END = "<!-- figures of scripts/bench.sh -->", "<!-- end of the figures -->"
FOLDER = "tests/bench"
PICTURE = "how_fast.svg"


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
        raise ValueError(f"tests/bench/README.md has no '{BEGIN}' … '{END}'")
    return before + section(data) + after


def write(root, data):
    folder = root / FOLDER
    text = (folder / "README.md").read_text()
    (folder / "README.md").write_text(replaced(text, data))
    (folder / PICTURE).write_text(picture.draw(data))
