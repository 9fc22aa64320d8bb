#!/usr/bin/env python3
"""One manifest with a mistake of each kind in designs of all four types: one readable page, exit code 2, no generation.
Mended as the page suggests, it runs clean. Usage: mistakes_test.py PRESSRUN"""
import re
import sys

from harness import FAST, case, expect, main, stats

HERO = "64238d01-d402-474b-8c2d-fbc957e9d290"
FLYER = "3d2b7c94-5e0a-4c8f-9b61-7a4e8d0f2c53"
CATALOGUE = "b6a1e0d7-2c43-4f95-8e17-9d5c3b7f1a64"
CLIP = "e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75"

# «wrong|right|what the page must say of it»: the texts before and after mending.
MANIFEST = """pressrun: 1
name: spring
designs:
  - design_id: HERO
    name: hero
    rows: rows.csv
    key: "${row.sku}"
    template_format_names: [«facebook-fed|facebook-feed|did you mean 'facebook-feed'?», leaderboard]
    image_file_type: «mp4|png|does not suit»
    file_compression_level: «120|90|100»
    elements:
      «titel|title|did you mean 'title'?»: {payload: "${row.«txt|text|did you mean 'row.text'?»}"}
      subtitle: {«colour|color|did you mean 'color'?»: "#101010", alignment: «midle center|middle center|did you mean 'middle center'?»}
      price: {font_size: «0|12|at least 1», color: "«#12345G|#123456|colour»", font_weight: «450|400|font_weight»}
      cta: {auto_resize: true, «text_align: left|min_font_size: 8|min_font_size»}
      stars: {rating_score: «120|80|100»}
      photo: {image_url: «no address|https://x.example/p.jpg|image_url», mask_properties: {«radios|radius|did you mean 'radius'?»: 4}}
      badge: {hidden: «perhaps|yes|hidden»}
      vars: {«saison|season|did you mean 'season'?»: Spring}
  - design_id: FLYER
    name: flyer
    print: {color_profile: «CMYK ISO Uncoatet|CMYK ISO Uncoated|did you mean 'CMYK ISO Uncoated'?»}
    elements:
      body: {max_lines: «two|2|max_lines»}
      «logos|logo|did you mean 'logo'?»: {image_url: https://x.example/logo.svg}
  - design_id: CATALOGUE
    name: catalogue
    pages:
      «page_9|page_1|has no page 'page_9'»: {title: {payload: Spring}}
      page_2: {«prise|price|did you mean 'price'?»: {payload: 12 EUR}}
  - design_id: CLIP
    name: clip
    image_file_type: mp4
    elements:
      clip: {audio_muted: «yes|1|audio_muted»}
      «countdown|title|takes no values»: {payload: Soon}
      music: {speed: «9|1.5|2»}
""".replace("HERO", HERO).replace("FLYER", FLYER).replace("CATALOGUE", CATALOGUE).replace("CLIP", CLIP)
MISTAKE = re.compile("«([^|»]*)[|]([^|»]*)[|]([^»]*)»")


def filled(group):
    return MISTAKE.sub(lambda found: found.group(group), MANIFEST)


@case
def a_mistake_of_each_kind_is_on_one_page_and_mended_runs_clean(p):
    url = p.simulator(FAST)
    p.write("rows.csv", "sku,text\n" + "".join(f"s{n},Kite {n}\n" for n in range(12)))
    p.write("a.yaml", filled(1))
    code, _, err = p.against(url, "run", "a.yaml", "--progress", "none")
    assert code == 2 and stats(url)["accepted_generations"] == 0, err
    missing = [(found.group(1), found.group(3)) for found in MISTAKE.finditer(MANIFEST) if found.group(3) not in err]
    assert not missing, f"not on the page: {missing}\n{err}"
    mistakes = len(MISTAKE.findall(MANIFEST))
    assert len(err.splitlines()) <= 5 * mistakes, f"{len(err.splitlines())} lines for {mistakes} mistakes\n{err}"
    p.write("a.yaml", filled(2))
    expect(p.against(url, "run", "a.yaml", "--progress", "none"), 0, absent=["error:", "warning:"])
    assert stats(url)["accepted_generations"] == 12 + 3


if __name__ == "__main__":
    sys.exit(main())
