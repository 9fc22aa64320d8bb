#!/usr/bin/env python3
"""From addresses to files: fetched, verified, named, listed. Usage: download_test.py PRESSRUN"""
import contextlib
import csv
import hashlib
import json
import os
import random
import signal
import sqlite3
import sys
import time

from harness import FAST, case, expect, main, manifest, stats

DOWNLOAD = "download: {to: pictures}\n"
HERO = "64238d01-d402-474b-8c2d-fbc957e9d290"
CLIP = "e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75"
FLYER = "3d2b7c94-5e0a-4c8f-9b61-7a4e8d0f2c53"
CATALOGUE = "b6a1e0d7-2c43-4f95-8e17-9d5c3b7f1a64"


def faults(*lines):
    return FAST + "faults:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


def files(p, folder="pictures"):
    there = sorted(path for path in (p.folder / folder).rglob("*") if path.is_file())
    return [str(path.relative_to(p.folder / folder)) for path in there]


def pictures(p, folder="pictures"):
    return [name for name in files(p, folder) if not name.startswith("index.")]


def assets(p, name="spring"):
    return [asset for job in p.results(name)["jobs"] for asset in job["assets"]]


def is_sound(p, asset):
    body = open(asset["path"], "rb").read()
    assert len(body) == asset["bytes"] and "sha256:" + hashlib.sha256(body).hexdigest() == asset["sha256"], asset
    return True


@case
def a_run_fetches_what_it_made_and_lists_it(p):
    p.write("a.yaml", manifest(3, more=DOWNLOAD))
    expect(p.run("run", "a.yaml", "--simulate"), 0, "3 fetched")
    assert pictures(p) == [f"teaser/{n}/rectangle.{e}" for n, e in zip(range(3), [f.rsplit(".")[-1] for f in pictures(p)])]
    found = assets(p, "spring.simulated")
    assert len(found) == 3 and all(a["verified"] is True and is_sound(p, a) for a in found), found
    rows = list(csv.DictReader((p.folder / "pictures/index.csv").open(newline="")))
    assert [row["n"] for row in rows] == ["0", "1", "2"], rows
    assert all((p.folder / "pictures" / row["path"]).exists() for row in rows)
    listed = json.loads((p.folder / "pictures/index.json").read_text())
    assert [one["variables"]["n"] for one in listed] == [0, 1, 2] and listed[0]["sha256"] == rows[0]["sha256"]
    expect(p.run("results", "a.yaml", "--simulate", "-o", "out.csv"), 0)
    row = next(csv.DictReader((p.folder / "out.csv").open(newline="")))
    assert row["path"].endswith("rectangle." + row["type"]) and row["sha256"] == rows[0]["sha256"] and row["bytes"]


@case
def every_kind_of_file_is_taken_for_what_it_is(p):
    p.write("a.yaml", f"""pressrun: 1
name: spring
download: {{to: out, name: "${{job}}-${{format}}.${{ext}}"}}
designs:
  - design_id: {HERO}
    name: hero
    template_format_names: [facebook-feed]
    matrix: {{type: [jpeg, png, webp, avif, pdf]}}
    key: "${{type}}"
    image_file_type: "${{type}}"
    elements: {{title: {{payload: "${{type}}"}}}}
  - {{design_id: {CLIP}, name: film, image_file_type: mp4}}
  - {{design_id: {CLIP}, name: mail, template_format_names: [square], image_file_type: gif}}
  - {{design_id: {CLIP}, name: ad, template_format_names: [square], image_file_type: html5}}
  - {{design_id: {FLYER}, name: flyer, elements: {{price: {{payload: 9 EUR}}}}}}
  - {{design_id: {CATALOGUE}, name: catalogue, pages: {{page_1: {{title: {{payload: Spring}}}}}}}}
""")
    url = p.simulator(FAST + "format_failure_rate: 0\n")
    expect(p.against(url, "run", "a.yaml"), 0, absent=["failed"])
    assert {name.rsplit(".")[-1] for name in pictures(p, "out")} == {"jpeg", "png", "webp", "avif", "pdf", "mp4", "gif", "zip"}
    assert all(is_sound(p, asset) for asset in assets(p))


@case
def what_is_there_is_not_fetched_again_and_what_is_gone_is(p):
    url = p.simulator()
    p.write("a.yaml", manifest(3, more=DOWNLOAD))
    expect(p.against(url, "run", "a.yaml"), 0, "3 fetched")
    before = {name: (p.folder / "pictures" / name).stat().st_mtime_ns for name in pictures(p)}
    expect(p.against(url, "run", "a.yaml"), 0, "0 fetched", "3 were there")
    assert before == {name: (p.folder / "pictures" / name).stat().st_mtime_ns for name in pictures(p)}
    (p.folder / "pictures" / pictures(p)[0]).unlink()
    expect(p.against(url, "download", "a.yaml"), 0, "1 fetched", "2 were there")
    assert stats(url)["accepted_generations"] == 3


@case
def a_run_without_downloads_and_the_files_later(p):
    url = p.simulator()
    p.write("a.yaml", manifest(2))
    expect(p.against(url, "download", "a.yaml"), 2, "--to")
    expect(p.against(url, "download", "a.yaml", "--to", "out"), 4)
    expect(p.against(url, "run", "a.yaml"), 0, absent=["fetched"])
    expect(p.against(url, "download", "a.yaml", "--to", "out"), 0, "2 fetched")
    assert len(pictures(p, "out")) == 2
    expect(p.against(url, "run", "a.yaml", "--download-to", "other"), 0, "2 fetched")
    p.write("a.yaml", manifest(3, more=DOWNLOAD))
    expect(p.against(url, "run", "a.yaml", "--no-download"), 0, absent=["fetched"])
    assert not (p.folder / "pictures").exists()


@case
def verify_reads_everything_again(p):
    url = p.simulator()
    p.write("a.yaml", manifest(3, more=DOWNLOAD))
    expect(p.against(url, "run", "a.yaml"), 0)
    expect(p.against(url, "download", "a.yaml", "--verify"), 0, "3 were there")
    path = p.folder / "pictures" / pictures(p)[1]
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    path.write_bytes(body)
    expect(p.against(url, "download", "a.yaml", "--verify"), 3, "1 failed", "teaser/1")


@case
def a_wrong_file_is_fetched_once_more_and_then_told(p):
    url = p.simulator(faults("kind: wrong_file, on: file, at_most: 1"))
    p.write("a.yaml", manifest(1, more=DOWNLOAD))
    expect(p.against(url, "run", "a.yaml"), 0, "1 fetched")
    assert len(pictures(p)) == 1


@case
def a_file_that_stays_wrong_is_damaged_and_costs_nothing(p):
    url = p.simulator(faults("kind: wrong_file, on: file"))
    p.write("a.yaml", manifest(1, more=DOWNLOAD))
    expect(p.against(url, "run", "a.yaml"), 3, "fetched twice", "no picture, film or document")
    assert pictures(p) == []
    job, = p.results()["jobs"]
    assert job["status"] == "succeeded" and job["assets"][0]["verified"] is False and job["assets"][0]["path"] is None
    assert [error["id"] for error in job["errors"]] == ["download_damaged"], job
    expect(p.against(url, "run", "a.yaml"), 3)
    assert stats(url)["accepted_generations"] == 1


@case
def a_cut_transfer_is_gone_on_with(p):
    url = p.simulator(faults("kind: truncate, on: file, at_most: 2"))
    p.write("a.yaml", manifest(1, more=DOWNLOAD))
    expect(p.against(url, "run", "a.yaml"), 0, "1 fetched")
    assert len(pictures(p)) == 1 and is_sound(p, assets(p)[0])


@case
def a_refused_address_is_asked_for_anew_once(p):
    url = p.simulator(faults("kind: status, status: 403, on: file, at_most: 1"))
    p.write("a.yaml", manifest(1, more=DOWNLOAD))
    expect(p.against(url, "run", "a.yaml"), 0, "1 fetched")


@case
def an_address_that_stays_refused_is_told(p):
    url = p.simulator(faults("kind: status, status: 403, on: file"))
    p.write("a.yaml", manifest(1, more=DOWNLOAD))
    expect(p.against(url, "run", "a.yaml"), 3, "the server answers 403")
    assert [error["id"] for error in p.results()["jobs"][0]["errors"]] == ["download_failed"]


@case
def redirects_are_followed_within_bounds(p):
    url = p.simulator(faults("kind: redirect, on: file, at_most: 3"))
    p.write("a.yaml", manifest(1, more=DOWNLOAD))
    expect(p.against(url, "run", "a.yaml"), 0, "1 fetched")
    endless = p.simulator(faults("kind: redirect, on: file"))
    p.write("b.yaml", manifest(1, name="other", more="download: {to: others}\n"))
    expect(p.against(endless, "run", "b.yaml", "--yes"), 3, "again and again")


@case
def names_that_would_be_one_file_are_found_before_anything_is_paid(p):
    url = p.simulator()
    p.write("a.yaml", manifest(2, more="download: {to: out, name: \"${design}.${ext}\"}\n"))
    for command in ("plan", "run"):
        expect(p.against(url, command, "a.yaml"), 2, "would take the place of", "download.name")
    p.write("a.yaml", manifest(1, more="download: {to: out, name: \"../${job}.${ext}\"}\n"))
    expect(p.against(url, "run", "a.yaml"), 2, "leads out of its folder")
    p.write("a.yaml", manifest(1, more="download: {to: out, name: \"index.csv\"}\n"))
    expect(p.against(url, "run", "a.yaml"), 2, "list of all files")
    rows = "download: {to: out, name: \"${row.name}.${ext}\"}\n"
    p.write("b.yaml", f"pressrun: 1\n{rows}designs:\n  - design_id: {HERO}\n    name: hero\n"
                      "    template_format_names: [facebook-feed]\n    rows: [{name: Café}, {name: CAFE\u0301}]\n"
                      "    elements: {title: {payload: \"${row.name}\"}}\n")
    expect(p.against(url, "run", "b.yaml"), 2, "would take the place of")
    assert stats(url)["accepted_generations"] == 0 and not (p.folder / "out").exists()


@case
def an_edited_job_replaces_its_file_or_both_stay(p):
    url = p.simulator()
    p.write("a.yaml", manifest(1, more=DOWNLOAD))
    expect(p.against(url, "run", "a.yaml"), 0)
    first = (p.folder / "pictures" / pictures(p)[0]).read_bytes()
    p.write("a.yaml", manifest(1, more=DOWNLOAD).replace("number", "figure"))
    expect(p.against(url, "run", "a.yaml"), 0, "1 fetched")
    assert len(pictures(p)) == 1 and (p.folder / "pictures" / pictures(p)[0]).read_bytes() != first
    all_kept = "download: {to: all, keep: all, name: \"${job}-${id}.${ext}\"}\n"
    for word in ("number", "figure", "amount"):
        p.write("a.yaml", manifest(1, more=all_kept).replace("number", word))
        expect(p.against(url, "run", "a.yaml"), 0)
    assert len(pictures(p, "all")) == 3


@case
def a_file_of_somebody_else_is_left_alone(p):
    url = p.simulator()
    p.write("a.yaml", manifest(1, more=DOWNLOAD))
    for ending in ("jpeg", "png"):
        p.write(f"pictures/teaser/0/rectangle.{ending}", "mine")
    expect(p.against(url, "run", "a.yaml"), 3, "pressrun did not fetch")
    assert {(p.folder / "pictures" / name).read_bytes() for name in pictures(p)} == {b"mine"}
    expect(p.against(url, "run", "a.yaml"), 3, "pressrun did not fetch")


@case
def places_that_cannot_be_written_are_told_before_anything_is_paid(p):
    url = p.simulator()
    p.write("file", "")
    p.write("a.yaml", manifest(1))
    expect(p.against(url, "run", "a.yaml", "--download-to", "file/below"), 6, "nothing was submitted")
    for place in ("s3://bucket/x", "rclone:drive:x"):
        expect(p.against(url, "run", "a.yaml", "--download-to", place), 2, "folders alone")
    if os.geteuid() != 0:
        (p.folder / "closed").mkdir(mode=0o555)
        expect(p.against(url, "run", "a.yaml", "--download-to", "closed"), 6, "cannot write into")
    assert stats(url)["accepted_generations"] == 0


@case
def what_lies_in_the_way_is_told_and_gone_on_with(p):
    url = p.simulator()
    p.write("a.yaml", manifest(2, more=DOWNLOAD))
    p.write("pictures/teaser/0", "a file where a folder should be")
    expect(p.against(url, "run", "a.yaml"), 3, "cannot make the folder", "1 fetched")
    (p.folder / "pictures/teaser/0").unlink()
    expect(p.against(url, "run", "a.yaml"), 0, "1 fetched", "1 were there")
    assert stats(url)["accepted_generations"] == 2


@case
def pictures_that_came_out_the_same_are_pointed_at(p):
    url = p.simulator()
    p.write("a.yaml", manifest(2, more=DOWNLOAD).replace('"number ${n}"', "same").replace("{n: [", "{take: ["))
    expect(p.against(url, "run", "a.yaml"), 0, "are the same, byte for byte", "teaser/0, teaser/1")
    expect(p.against(url, "run", "a.yaml", "--strict-pictures"), 3)


@case
def a_journal_of_before_files_goes_on_and_buys_nothing(p):
    url = p.simulator()
    p.write("a.yaml", manifest(2))
    expect(p.against(url, "run", "a.yaml"), 0)
    with contextlib.closing(sqlite3.connect(p.folder / ".pressrun/spring.db")) as database:
        database.executescript("DROP TABLE former_jobs; ALTER TABLE jobs DROP COLUMN since; DROP TABLE files; "
                               "DROP TABLE request_tokens; DROP TABLE deliveries; PRAGMA user_version = 4;")
    expect(p.run("status", "a.yaml"), 0, "2 succeeded")
    expect(p.against(url, "run", "a.yaml", "--download-to", "out"), 0, "brought up to date", "2 fetched")
    assert stats(url)["accepted_generations"] == 2


@case
def the_key_goes_to_no_other_host_and_no_file_request_has_it(p):
    url = p.simulator()
    p.write("a.yaml", manifest(1, more=DOWNLOAD))
    secret = "a-very-secret-key-of-this-test"
    expect(p.against(url, "run", "a.yaml", "--log-file", "log", "-v", ABYSSALE_API_KEY=secret), 0, absent=[secret])
    for path in p.folder.rglob("*"):
        if path.is_file():
            assert secret.encode() not in path.read_bytes(), path


@case
def killed_at_any_time_no_half_file_has_a_name(p):
    url = p.simulator(faults("kind: delay, on: file, delay: 5ms"))
    p.write("a.yaml", manifest(40, more=DOWNLOAD))
    expect(p.against(url, "run", "a.yaml", "--no-download"), 0)
    draw = random.Random(5)
    seen = {}
    for _ in range(12):
        process = p.start("download", "a.yaml", "--base-url", url, ABYSSALE_API_KEY="k")
        time.sleep(draw.uniform(0.01, 0.35))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for name in pictures(p) if (p.folder / "pictures").exists() else []:
            if name.endswith((".part", ".part-of")):
                continue
            path = p.folder / "pictures" / name
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            stamp = path.stat().st_mtime_ns
            assert seen.setdefault(name, (digest, stamp)) == (digest, stamp), f"{name} was fetched twice"
    expect(p.against(url, "download", "a.yaml"), 0)
    names = pictures(p)
    assert len(names) == 40 and not any(".part" in name for name in names), names
    for name, (digest, stamp) in seen.items():
        path = p.folder / "pictures" / name
        assert (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) == (digest, stamp), name
    expect(p.against(url, "download", "a.yaml", "--verify"), 0, "40 were there")
    assert stats(url)["accepted_generations"] == 40


@case
def a_signal_ends_it_and_the_next_command_goes_on(p):
    url = p.simulator(faults("kind: delay, on: file, delay: 300ms"))
    p.write("a.yaml", manifest(60, more=DOWNLOAD))
    expect(p.against(url, "run", "a.yaml", "--no-download"), 0)
    process = p.start("download", "a.yaml", "--download-workers", "1", "--base-url", url, ABYSSALE_API_KEY="k")
    while not (p.folder / "pictures").exists() and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 143, (process.returncode, err)
    expect(p.against(url, "download", "a.yaml", "--download-workers", "30"), 0)
    assert len(pictures(p)) == 60


if __name__ == "__main__":
    sys.exit(main())
