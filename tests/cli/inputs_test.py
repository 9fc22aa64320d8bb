#!/usr/bin/env python3
"""What people really write (tests/data/inputs): each mistake is told at its place before anything is planned, each sound
input is read as it was meant. Usage: inputs_test.py PRESSRUN"""
import json
import pathlib
import shutil
import sys

from harness import FAST, case, expect, main, stats

INPUTS = pathlib.Path(__file__).resolve().parent.parent / "data" / "inputs"

# Folder, manifest, exit code of plan and of plan --strict, what is told.
TOLD = [
    ("dollar-before-reference", "m", 0, 0, []),
    ("flow-comma-drops-text", "m", 2, 2, [
        "m.yaml:2:22: error: 'cheap' has no value", "m.yaml:2:42: error: '90 €' has no value", '"dès 9,90 €"',
        "m.yaml:8:30: error: 'white and blue' has no value", "m.yaml:10:40: error: 'pay later' has no value"]),
    ("hash-cuts-text", "m", 0, 2, [
        "m.yaml:3:13: warning: the text ends before '#'", "m.yaml:11:22: warning", "p.yaml:2:17: warning"]),
    ("exclude-include-inside-matrix", "m", 2, 2, ["m.yaml:9:7: error", "write 'exclude' beside 'matrix'"]),
    ("exclude-include-inside-matrix", "include", 2, 2, ["include.yaml:9:7: error", "there is nothing like it"]),
    ("exclude-row-matches-nothing", "m", 2, 2, ["m.yaml:8:22: error: the rows have no column 'SKU'", "did you mean 'sku'?"]),
    ("exclude-row-matches-nothing", "row-scalar", 2, 2, ["row-scalar.yaml:8:21: error: 'row' must be a mapping"]),
    ("exclude-row-matches-nothing", "variant", 2, 2, ["variant.yaml:9:25: error: there is no variant 'fx'", "did you mean 'fr'?"]),
    ("hole-in-a-text", "m", 0, 2, ["m.yaml:10:24: warning: 'row.price' is empty", "p.csv:3:10", "m.yaml:11:28: warning",
                                   "m.yaml:12:26: warning"]),
    ("foreign-template-syntax", "m", 0, 2, ["m.yaml:9:24: warning", "m.yaml:10:30: warning", "m.yaml:11:24: warning",
                                            "m.yaml:12:28: warning", "write '${row.price}'"]),
    ("separator-guessed-from-half-a-header", "m", 0, 0, []),
    ("separator-guessed-from-half-a-header", "q", 0, 0, []),
    ("default-hides-a-misspelt-column", "m", 2, 2, ["no column 'titel'", "did you mean 'row.title'?", "did you mean 'vars.slogan'?"]),
    ("leftovers-of-tools-in-cells", "m", 0, 2, ["p.csv:2:4: '#REF!'", "p.csv:3:4: 'nan'", "p.csv:4:4: '########'", "U+FFFD",
                                                "U+000B", "U+0002", "only white space"]),
    ("leftovers-of-tools-in-cells", "j", 0, 2, ["p.json:1:22", "U+0000"]),
    ("nameless-columns-and-separator-rows", "m", 0, 0, []),
    ("nameless-columns-and-separator-rows", "rows-only", 0, 0, []),
    ("nameless-columns-and-separator-rows", "pandas", 0, 2, ["r.csv:1:1: warning: column 1 has no name"]),
    ("invisible-characters-in-names", "m", 2, 2, ["'Product<U+00A0>name'", "'Gro<U+0308>ße'"]),
    ("invisible-characters-in-names", "bom", 0, 2, ["U+FEFF"]),
    ("invisible-characters-in-names", "nbsp", 2, 2, ["nbsp.yaml:8:1: error: the line is indented with U+00A0"]),
    ("places-of-csv-and-json-errors", "m", 2, 2, ["p.csv:3:4: error: a quote is opened here"]),
    ("places-of-csv-and-json-errors", "j", 2, 2, ["p.json:10:5: error: not valid JSON", "a comma is missing before this"]),
]


def told(folder, name, code, strict_code, texts):
    def check(p):
        shutil.copytree(INPUTS / folder, p.folder, dirs_exist_ok=True)
        out, err = expect(p.run("plan", "--offline", f"{name}.yaml"), code, *texts)
        if not texts:
            assert "warning" not in err and "error" not in err, err
        expect(p.run("plan", "--offline", "--strict", f"{name}.yaml"), strict_code, *texts)
    check.__name__ = f"{folder}_{name}".replace("-", "_")
    return check


for row in TOLD:
    case(told(*row))


@case
def two_manifests_in_other_scripts_keep_a_journal_each(p):
    shutil.copytree(INPUTS / "two-manifests-one-journal", p.folder, dirs_exist_ok=True)
    url = p.simulator(FAST)
    for name in ("春", "夏", "春"):
        expect(p.against(url, "run", "--no-preflight", "--progress", "none", f"{name}.yaml"), 0)
    assert stats(url)["accepted_generations"] == 2


HEAD = "pressrun: 1\n{top}designs:\n  - design_id: 8c0f3f52-9a4e-4a61-b7d5-2f6f0c1d9e31\n    name: cards\n" \
       "    template_format_names: [square]\n"

# Manifests of different style, top and entry each: not a word is said of any of them.
SOUND = [
    ("", "    elements: {title: {payload: Plain text}}  # a comment\n"),
    ("", "    elements:\n      title:\n        payload: >-\n          Folded text, with\n          a #hash and {braces}\n"),
    ("", "    elements: {title: {payload: \"Our #1 lamp\"}, cta: {payload: 'Fast, cheap'}}\n"),
    ("", "    matrix: {lang: [en, fr], cta: [Buy now, pay later]}\n    elements: {title: {payload: \"${lang} ${cta}\"}}\n"),
    ("vars: {season: Été, price: 9.90}\n", "    elements: {title: {payload: \"${vars.season}, ab ${vars.price} €\"}}\n"),
    ("x-base: &base {color: \"#101010\"}\n", "    elements: {title: {<<: *base, payload: Basis}}\n"),
    ("", "    rows: [{sku: 1, title: Größe, off: 20}, {sku: 2, title: Łódź, off: }]\n    key: \"${row.sku}\"\n"
         "    elements: {title: {payload: \"${row.title}\"}, price: {payload: \"${row.off:+−${row.off} %}Nur heute\"}}\n"),
    ("", "    rows: [{sku: 1, price: \"9,90 €\"}, {sku: 2, price: gratuit}, {sku: 3, price: 12 €}]\n    key: \"${row.sku}\"\n"
         "    elements: {price: {payload: \"${row.price}\"}}\n"),
    ("", "    elements: {title: {payload: \"{season} für alle\"}, vars: {season: Sommer}}\n"),
    ("", "    elements: {title: {payload: 本日限り５０％割引}, cta: {payload: \"اشتري الآن\"}, price: {payload: \"Скидка: 5 000 ₽\"}}\n"),
    ("", "    elements: {photo: {image_url: https://x.example/a.jpg}, cta: {payload: \"https://x.example/?a=1&b=2#c\"}}\n"),
    ("", "    variants:\n      - {key: en, elements: {title: {payload: Soon}}}\n      - {key: fr, elements: {title: {payload: Bientôt}}}\n"
         "    only: [{variant: [en, fr]}]\n    exclude: [{variant: fr}]\n"),
    ("", "    matrix:\n      theme: [{name: light, color: \"#FFFFFF\"}, {name: dark, color: \"#111111\"}]\n"
         "    exclude: [{theme: {name: dark}}]\n    elements: {title: {payload: x, color: \"${theme.color}\"}}\n"),
    ("", "    elements:\n      title: {payload: \"$${row.price|number:2:en}\"}\n      subtitle: {payload: \"${row.day|date:'d MMMM':fr}\"}\n"
         "    rows: [{price: 9.9, day: 2026-11-27}]\n"),
    ("# pressrun: a comment\nname: a #not a text\n", "    take: 2\n    elements: {title: {payload: C# und F#}}\n"),
    ("", "    elements: {title: {payload: \"50 % de réduction : jusqu'à dimanche !\"}, cta: {payload: J'en profite}}\n"),
    ("", "    elements: {title: {payload: \"¿Listos? ¡Rebajas desde 9,90 €!\"}, cta: {payload: Más información}}\n"),
    ("", "    elements: {title: {payload: Wyprzedaż do −70%}, price: {payload: \"od 49,99 zł\"}, cta: {payload: Sprawdź »}}\n"),
    ("", "    elements: {title: {payload: Kış indirimi}, price: {payload: \"₺1.299,90\"}, cta: {payload: Hemen al}}\n"),
    ("", "    elements: {title: {payload: 여름 세일 최대 50%}, price: {payload: \"12,900원\"}, cta: {payload: 지금 구매}}\n"),
    ("", "    elements: {title: {payload: 全场五折起}, price: {payload: \"¥199 起\"}, cta: {payload: 立即购买}}\n"),
    ("", "    elements: {title: {payload: ทุกชิ้นลด 30%}, price: {payload: \"฿1,290\"}, cta: {payload: ซื้อเลย}}\n"),
    ("", "    elements: {title: {payload: आज ही ऑर्डर करें}, price: {payload: \"₹499 से\"}, cta: {payload: खरीदें}}\n"),
    ("", "    elements: {title: {payload: מבצע סוף עונה}, price: {payload: \"‎₪99.90\"}, cta: {payload: לקנייה}}\n"),
    ("", "    elements: {title: {payload: \"Nº 1 em vendas: 2 por 1\"}, price: {payload: \"R$ 19,90\"}, cta: {payload: Saiba mais >}}\n"),
    ("", "    elements: {title: {payload: \"<c=#FF0000>Ale</c> & rea <u>nu</u>\"}, cta: {payload: \"R&D @ K/S (ny)\"}}\n"),
    ("environments:\n  staging: {vars: {stadt: Test}, designs: {cards: {image_file_type: jpeg}}}\nvars: {stadt: Köln}\n",
     "    elements: {title: {payload: \"Neu in ${vars.stadt}\"}}\n"),
    ("", "    rows: [{sku: 1, tag: Neu}, {sku: 2, tag: }]\n    key: \"${row.sku}\"\n    elements:\n"
         "      ribbon_text: {payload: \"${row.tag}\", hidden: \"${row.tag | empty}\"}\n"),
    ("defaults:\n  image_file_type: webp\n  elements: {photo: {mask_name: rounded_corners, mask_properties: {radius: 12}}}\n",
     "    elements: {photo: {filter_name: duotone, filter_properties: {name: blue_orange}}}\n"),
    ("", "    matrix:\n      size: [S, M, L, XL]\n      on: [yes, no]\n    only: [{size: [S, M]}, {on: no}]\n"
         "    elements: {title: {payload: \"Size ${size}: ${on}\"}}\n"),
    ("outdated: keep\nbudget: {run: 100, zone: UTC}\n",
     "    variants:\n      - {key: a, take: 1}\n      - {key: b, take: 2}\n"
     "    elements: {title: {payload: \"take ${take}, #${variant}\"}}\n"),
]


@case
def nothing_is_said_of_sound_manifests(p):
    for number, (top, entry) in enumerate(SOUND):
        p.write(f"{number}.yaml", HEAD.format(top=top) + entry)
        out, err = expect(p.run("plan", "--offline", "--strict", f"{number}.yaml"), 0)
        assert err == "", f"{top}{entry}{err}"


@case
def one_warning_is_allowed_behind_its_line(p):
    text = (INPUTS / "hash-cuts-text" / "m.yaml").read_text()
    shutil.copytree(INPUTS / "hash-cuts-text", p.folder, dirs_exist_ok=True)
    p.write("m.yaml", text.replace("Shop #deals", "Shop #deals # pressrun: allow cut-text"))
    expect(p.run("plan", "--offline", "m.yaml"), 0, "m.yaml:11:22: warning", absent=["m.yaml:3:13"])
    p.write("m.yaml", text.replace("Shop #deals", "Shop #deals # pressrun: allow cut-txt"))
    expect(p.run("plan", "--offline", "m.yaml"), 2, "there is no warning 'cut-txt' to allow", "did you mean 'cut-text'?")


@case
def findings_are_named_in_json(p):
    shutil.copytree(INPUTS / "hole-in-a-text", p.folder, dirs_exist_ok=True)
    out, _ = expect(p.run("plan", "--offline", "--json", "--strict", "m.yaml"), 2)
    assert [finding["lint"] for finding in json.loads(out)["findings"]] == ["hole"] * 3, out


@case
def a_capped_list_says_that_it_is_capped(p):
    p.write("m.yaml", HEAD.format(top="") + "    elements:\n" + "".join(f"      t{n}: bare\n" for n in range(130)))
    out, err = expect(p.run("plan", "--offline", "--json", "m.yaml"), 2, "… and 30 more")
    plan = json.loads(out)
    assert len(plan["findings"]) == 100 and plan["findings_not_shown"] == 30, plan


@case
def rows_from_a_pipe_are_refused(p):
    (p.folder / "l.csv").symlink_to("/dev/stdin")
    p.write("m.yaml", (INPUTS / "dollar-before-reference" / "m.yaml").read_text().replace("p.csv", "l.csv"))
    expect(p.run("plan", "--offline", "m.yaml", text="sku,title,price\nA1,Lamp,1\n"), 2, "is a pipe, and rows are read more than once")


if __name__ == "__main__":
    sys.exit(main())
