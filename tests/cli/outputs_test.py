#!/usr/bin/env python3
"""Every kind of output of the API, from manifest to results. Usage: outputs_test.py PRESSRUN"""
import csv
import sys
import urllib.request

from harness import FAST, case, expect, main, stats

HERO = "64238d01-d402-474b-8c2d-fbc957e9d290"
FLYER = "3d2b7c94-5e0a-4c8f-9b61-7a4e8d0f2c53"
CATALOGUE = "b6a1e0d7-2c43-4f95-8e17-9d5c3b7f1a64"
CLIP = "e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75"
NETWORKS = ["default", "google-ads", "google-marketing", "adform", "amazon-ads", "adroll", "iab", "custom"]


def outputs(p, entries):
    """Runs the entries; answers the server and the jobs of the results by key."""
    url = p.simulator(FAST + "format_failure_rate: 0\n")
    p.write("a.yaml", "pressrun: 1\nname: spring\ndesigns:\n" + entries)
    expect(p.against(url, "run", "a.yaml"), 0)
    return url, {job["key"]: job for job in p.results()["jobs"]}


def first_bytes(asset, size=12):
    with urllib.request.urlopen(asset["url"], timeout=10) as file:
        return file.read(size)


@case
def static_pictures_of_every_type(p):
    _, jobs = outputs(p, f"""
  - design_id: {HERO}
    name: hero
    template_format_names: [facebook-feed]
    file_compression_level: 80
    matrix: {{type: [jpeg, png, webp, avif, pdf, auto]}}
    key: "${{type}}"
    image_file_type: "${{type}}"
    elements: {{title: {{payload: "${{type}}"}}}}
""")
    starts = {"jpeg": b"\xff\xd8\xff", "png": b"\x89PNG", "webp": b"RIFF", "avif": b"\0\0\0", "pdf": b"%PDF"}
    for kind, start in starts.items():
        asset, = jobs[f"hero/{kind}"]["assets"]
        assert (asset["type"], asset["format"]) == (kind, "facebook-feed"), asset
        assert first_bytes(asset).startswith(start), kind
    assert jobs["hero/auto"]["assets"][0]["type"] in ("jpeg", "png")


@case
def printed_documents_with_their_own_unit_and_profile(p):
    _, jobs = outputs(p, f"""
  - design_id: {FLYER}
    name: flyer
    matrix: {{profile: [be2ab219-8fe4-4d85-91ba-65bdc9ddaf01, CMYK ISO Uncoated]}}
    key: "${{profile}}"
    print: {{color_profile: "${{profile}}", display_crop_marks: yes}}
    elements: {{price: {{payload: 9 EUR, color: "cmyka(0,0,0,100,100)"}}}}
""")
    assert len(jobs) == 2
    for job in jobs.values():
        assert [(a["format"], a["type"], a["unit"]) for a in job["assets"]] == [("a5-flyer", "pdf", "mm"),
                                                                               ("a4-poster", "pdf", "mm")], job
        assert job["assets"][0]["width"] == 148


@case
def a_multipage_document_goes_to_its_own_endpoint_and_has_no_format(p):
    url, jobs = outputs(p, f"""
  - design_id: {CATALOGUE}
    name: catalogue
    print: {{display_crop_marks: true}}
    pages:
      page_1: {{root: {{background_color: "#FFFFFF"}}, title: {{payload: Spring list}}}}
      page_2: {{price: {{payload: 12 EUR}}}}
""")
    asset, = jobs["catalogue/1"]["assets"]
    assert asset["type"] == "pdf" and not asset["format"], asset
    assert stats(url)["accepted_generations"] == 1
    expect(p.against(url, "run", "a.yaml", "-o", "again.csv"), 0)
    row, = csv.DictReader((p.folder / "again.csv").open())
    assert row["format"] == "" and row["url"] == asset["url"]


@case
def animated_films_and_pictures(p):
    _, jobs = outputs(p, f"""
  - design_id: {CLIP}
    name: film
    image_file_type: mp4
    video: {{fps: 25}}
    elements: {{music: {{audio_url: https://x.example/a.mp3}}, clip: {{audio_muted: 1}}}}
  - design_id: {CLIP}
    name: mail
    template_format_names: [square]
    image_file_type: gif
    gif: {{max_fps: 6, repeat: -1}}
""")
    assert [a["type"] for a in jobs["film/1"]["assets"]] == ["mp4"] * 3
    assert b"ftyp" in first_bytes(jobs["film/1"]["assets"][0])
    assert first_bytes(jobs["mail/1"]["assets"][0]).startswith(b"GIF8")


@case
def html5_for_every_ad_network_is_a_zip_without_cdn_url(p):
    _, jobs = outputs(p, f"""
  - design_id: {CLIP}
    name: ad
    template_format_names: [square]
    image_file_type: html5
    matrix: {{network: [{', '.join(NETWORKS)}], backup: [yes, no]}}
    key: "${{network}}-${{backup}}"
    html5: {{ad_network: "${{network}}", include_backup_image: "${{backup}}", click_tag: "[M]https://x.example", repeat: 2}}
""")
    assert len(jobs) == 2 * len(NETWORKS)
    for key, job in jobs.items():
        asset, = job["assets"]
        assert asset["type"] == "zip" and not asset.get("cdn_url"), asset
        assert first_bytes(asset).startswith(b"PK"), asset
        assert bool(asset.get("fallback_image_url")) == key.endswith("-yes"), (key, asset)


@case
def a_new_version_of_a_visual_and_a_callback_are_passed_through(p):
    url, jobs = outputs(p, f"""
  - design_id: {HERO}
    name: hero
    template_format_names: [leaderboard]
""")
    before = jobs["hero/1"]["assets"][0]["id"]
    p.write("a.yaml", f"""pressrun: 1
name: spring
designs:
  - design_id: {HERO}
    name: hero
    template_format_names: [leaderboard]
    original_visual_id: {before}
    callback_url: https://hooks.example/abyssale/job-77
""")
    expect(p.against(url, "run", "a.yaml"), 0)
    after = p.results()["jobs"][0]["assets"][0]["id"]
    assert after != before
    p.write("a.yaml", (p.folder / "a.yaml").read_text().replace("[leaderboard]", "[leaderboard, instagram-post]"))
    expect(p.against(url, "run", "a.yaml"), 2, "original_visual_id", "one format")


if __name__ == "__main__":
    sys.exit(main())
