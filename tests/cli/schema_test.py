#!/usr/bin/env python3
"""The JSON Schema of the manifest against an existing validator: what the loader takes it takes, what is wrong it
marks. Usage: schema_test.py PRESSRUN"""
import copy
import json
import pathlib
import re
import sys

import yaml
from jsonschema import Draft7Validator

from harness import TEASER, case, expect, main
from workspace import DESIGNS

INPUTS = pathlib.Path(__file__).resolve().parent.parent / "data" / "inputs"
JOBS = pathlib.Path(__file__).resolve().parent.parent.parent / "jobs"


class Yaml12(yaml.SafeLoader):
    """YAML 1.2's core schema, as the loader reads it and editors do: `no` and 2026-11-27 are texts."""
    yaml_implicit_resolvers = {}


for _tag, _pattern, _first in (
        ("bool", r"^(true|True|TRUE|false|False|FALSE)$", "tTfF"),
        ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
        ("int", r"^([-+]?[0-9]+)$", "-+0123456789"),
        ("float", r"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?)$", "-+.0123456789"),
        ("merge", r"^<<$", "<")):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


def read(text):
    return yaml.load(text, Yaml12)


def schema(p, *words):
    made = json.loads(expect(p.run("schema", *words), 0)[0])
    Draft7Validator.check_schema(made)
    return Draft7Validator(made)


def complaints(validator, manifest):
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
            for error in validator.iter_errors(manifest)]


def accepts(validator, manifest):
    found = complaints(validator, manifest)
    assert not found, found


def refuses(validator, manifest, change, where=""):
    wrong = copy.deepcopy(manifest)
    change(wrong)
    assert complaints(validator, wrong), f"{where}: not marked"


# ---- what is right -------------------------------------------------------------------------------------------------

@case
def every_example_and_every_included_file_fits(p):
    plain = schema(p)
    files = sorted(JOBS.rglob("*.yaml"))
    assert len(files) >= 4
    for file in files:
        accepts(plain, read(file.read_text()))


@case
def the_schema_beside_the_examples_is_the_one_that_is_printed(p):
    out, _ = expect(p.run("schema"), 0)
    assert (JOBS / "pressrun.schema.json").read_text() == out, \
        "make it anew: pressrun schema -y -o jobs/pressrun.schema.json"


@case
def every_example_names_the_schema_file(p):
    for file in JOBS.rglob("*.yaml"):
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text())
        assert named and (file.parent / named[1]).resolve() == JOBS / "pressrun.schema.json", file


def fits(kind):
    def check(p):
        manifest = read(expect(p.run("init", "--simulate", DESIGNS[kind]), 0)[0])
        accepts(schema(p), manifest)
        accepts(schema(p, "--simulate", DESIGNS[kind]), manifest)
    check.__name__ = "a_new_manifest_fits_both_schemas_" + kind
    return check


for _kind in DESIGNS:
    case(fits(_kind))


@case
def what_the_loader_turns_into_what_is_wanted_is_let_through(p):
    manifest = read("""
pressrun: 1
x-shared: &shared {rating_score: "4.5"}
vars: {a: 1, b: [2]}
include: more.yaml
defaults: {image_file_type: "${vars.type}", elements: {title: {payload: 007}}}
designs:
  - design_id: "${env.DESIGN}"
    name: 12
    template_format_names: ["${f}", rectangle]
    rows: [{n: 1}]
    matrix: {f: "${vars.b}", g: [1, {name: x}]}
    exclude: [{g: 1}]
    file_compression_level: "85"
    something_new: {of: [the, API]}
    elements:
      title: {payload: 12, font_size: "12", hidden: "yes", auto_resize: 1, color: "${c}", max_lines: null, newer: 1}
      stars: {<<: *shared, star_color: "#FFFFFF"}
      photo: {mask_properties: {radius: {tl: "1", tr: 2}}, text_to_image: true}
      all: "${row.everything}"
      vars: {city: Lyon}
    variants: [{key: a, elements: {title: null}}]
  - {design: Kite sale, project: Kites}
""")
    accepts(schema(p), manifest)


@case
def the_example_of_every_key_fits_on_its_level(p):
    plain = schema(p)
    made = plain.schema
    levels = {"top": made, "budget": made["properties"]["budget"],
              **{name: made["definitions"][name] for name in ("design", "variant", "defaults")}}
    tried = 0
    for name, level in levels.items():
        for key, rule in level["properties"].items():
            for example in rule.get("examples", []) if isinstance(rule, dict) else []:
                manifest = plain_manifest()
                at = {"top": manifest, "design": entry(manifest), "defaults": manifest.setdefault("defaults", {}),
                      "budget": manifest.setdefault("budget", {"run": 1}),
                      "variant": entry(manifest).setdefault("variants", [{}])[0]}[name]
                at[key] = example
                accepts(plain, manifest)
                tried += 1
    assert tried > 30, tried


@case
def a_key_of_another_level_is_marked(p):
    plain = schema(p)
    variant = {"key": "a"}
    for change in (lambda m: entry(m).update(vars={"a": 1}), lambda m: m.update(elements={}),
                   lambda m: entry(m).update(variants=[{**variant, "design": "teaser"}]),
                   lambda m: m.update(defaults={"outdated": "keep"}), lambda m: m.update(budget={"run": 1, "key": "a"}),
                   lambda m: m.update(only=[{"lang": "en"}]), lambda m: entry(m).update(variants=[{**variant, "month": 1}])):
        refuses(plain, plain_manifest(), change)


# ---- what is wrong -------------------------------------------------------------------------------------------------

def entry(manifest):
    return manifest["designs"][0]


def plain_manifest():
    return {"pressrun": 1, "designs": [{"design_id": TEASER, "elements": {"title": {"payload": "Soon"}}}]}


WRONG = {
    "version": lambda m: m.update(pressrun=2),
    "no_version": lambda m: m.pop("pressrun"),
    "misspelt_top_key": lambda m: m.update(desings=[]),
    "name": lambda m: m.update(name="No name"),
    "designs_as_number": lambda m: m.update(designs=7),
    "no_design": lambda m: entry(m).pop("design_id"),
    "design_id": lambda m: entry(m).update(design_id="hero"),
    "name_with_slash": lambda m: entry(m).update(name="a/b"),
    "formats_as_text": lambda m: entry(m).update(template_format_names="square"),
    "file_type": lambda m: entry(m).update(image_file_type="bmp"),
    "matrix_as_list": lambda m: entry(m).update(matrix=["a"]),
    "axis_as_text": lambda m: entry(m).update(matrix={"cta": "Shop now"}),
    "axis_called_row": lambda m: entry(m).update(matrix={"row": [1]}),
    "row_as_text": lambda m: entry(m).update(rows=["a"]),
    "exclude_inside_matrix": lambda m: entry(m).update(matrix={"lang": ["en"], "exclude": [{"lang": "en"}]}),
    "include_inside_matrix": lambda m: entry(m).update(matrix={"lang": ["en"], "include": [{"lang": "de"}]}),
    "row_of_a_pattern_as_text": lambda m: entry(m).update(rows="a.csv", exclude=[{"row": "A1"}]),
    "empty_list_in_a_pattern": lambda m: entry(m).update(matrix={"lang": ["en"]}, only=[{"lang": []}]),
    "pattern_of_nothing": lambda m: entry(m).update(matrix={"lang": ["en"]}, only=[{}]),
    "text_of_a_variable_cut_at_a_comma": lambda m: m.update(vars={"slogan": "Fast", "cheap and good": None}),
    "text_of_a_row_cut_at_a_comma": lambda m: entry(m).update(rows=[{"sku": "a", "title": "Red", "white and blue": None}]),
    "text_of_the_matrix_cut_at_a_comma":
        lambda m: entry(m).update(matrix={"lang": [{"code": "en", "more": "Buy now", "pay later": None}]}),
    "blank_that_is_none": lambda m: m.update({"\u00a0vars": {}}),
    "fixed_in_variant": lambda m: entry(m).update(variants=[{"key": "a", "rows": "a.csv"}]),
    "elements_as_list": lambda m: entry(m).update(elements=["title"]),
    "number": lambda m: entry(m)["elements"]["title"].update(font_size="big"),
    "above_the_range": lambda m: entry(m)["elements"].update(stars={"rating_score": 120}),
    "below_the_range": lambda m: entry(m)["elements"]["title"].update(font_size=0),
    "between_steps": lambda m: entry(m)["elements"]["title"].update(font_weight=450),
    "choice": lambda m: entry(m)["elements"].update(photo={"fitting_type": "stretch"}),
    "truth": lambda m: entry(m)["elements"]["title"].update(hidden="maybe"),
    "payload_as_list": lambda m: entry(m)["elements"]["title"].update(payload=["a"]),
    "member": lambda m: entry(m)["elements"].update(photo={"mask_properties": {"skew_y": "steep"}}),
}


def marks(name):
    def check(p):
        accepts(schema(p), plain_manifest())
        refuses(schema(p), plain_manifest(), WRONG[name], name)
    check.__name__ = "marks_" + name
    return check


for _name in WRONG:
    case(marks(_name))


# What the loader refuses of these inputs, and data alone can tell; the others need the rows, or the text of the file.
REFUSED = {"flow-comma-drops-text/m.yaml", "exclude-include-inside-matrix/m.yaml", "exclude-include-inside-matrix/include.yaml",
           "exclude-row-matches-nothing/row-scalar.yaml", "invisible-characters-in-names/nbsp.yaml"}


@case
def inputs_of_the_field_that_are_refused_are_marked_as_far_as_data_can_tell(p):
    plain = schema(p)
    tried = 0
    for file in sorted(INPUTS.rglob("*.yaml")):
        manifest = read(file.read_text(encoding="utf-8-sig"))
        if not isinstance(manifest, dict) or "pressrun" not in manifest:
            continue  # rows
        name = str(file.relative_to(INPUTS))
        found = complaints(plain, manifest)
        assert bool(found) == (name in REFUSED), f"{name}: {found}"
        tried += 1
    assert tried >= 20 and all((INPUTS / name).exists() for name in REFUSED), tried


@case
def a_narrowed_schema_marks_what_the_design_does_not_have(p):
    validator = schema(p, "--simulate", TEASER)
    accepts(validator, plain_manifest())
    for change in (
            lambda m: entry(m).update(design_id=DESIGNS["static"]),
            lambda m: entry(m).update(tempalte_format_names=[]),
            lambda m: entry(m).update(template_format_names=["sqare"]),
            lambda m: entry(m).update(image_file_type="mp4"),
            lambda m: entry(m).update(html5={}),
            lambda m: entry(m).update(pages={}),
            lambda m: entry(m)["elements"].update(titel={}),
            lambda m: entry(m)["elements"]["title"].update(paylaod="x"),
            lambda m: entry(m)["elements"].update(root={"payload": "x"}),
            lambda m: entry(m).update(variants=[{"key": "a", "elements": {"titel": {}}}]),
            lambda m: m.update(defaults={"elements": {"titel": {}}})):
        refuses(validator, plain_manifest(), change)


@case
def a_narrowed_schema_of_a_document_knows_its_pages(p):
    validator = schema(p, "--simulate", DESIGNS["printer_multipage"])
    manifest = {"pressrun": 1, "designs": [{"design_id": DESIGNS["printer_multipage"],
                                            "pages": {"page_1": {"title": {"payload": "x"}}}}]}
    accepts(validator, manifest)
    refuses(validator, manifest, lambda m: entry(m)["pages"].update(page_77={}))
    refuses(validator, manifest, lambda m: entry(m)["pages"]["page_1"].update(titel={}))
    refuses(validator, manifest, lambda m: entry(m).update(elements={}))
    refuses(validator, manifest, lambda m: entry(m).update(print={"colour_profile": "x"}))


if __name__ == "__main__":
    sys.exit(main())
