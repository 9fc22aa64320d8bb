"""Puts the figures into the README, between two marks, and the picture beside this file."""
import picture
import tables

BEGIN, END = "<!-- figures of scripts/bench.sh -->", "<!-- end of the figures -->"
PICTURE = "tests/bench/how_fast.svg"


def section(data):
    around = data["surroundings"]
    said = "\n".join(f"- {one}" for one in tables.remarks(data))
    return (f"{BEGIN}\n![A steady night over time, and every figure as a share of its mark]({PICTURE})\n\n"
            f"{tables.markdown(data)}\n\nWithout a mark, for orientation:\n\n{said}\n\n"
            f"Measured {around['date']} on {around['cores']} cores ({around['processor']}), "
            f"{'each once' if around['quick'] else 'medians of several runs'}.\n{END}")


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
