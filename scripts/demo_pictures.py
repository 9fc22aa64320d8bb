#!/usr/bin/env python3
"""Says what the simulated server counted, and fetches a sample of the finished pictures: demo_pictures.py URL FOLDER"""
import html
import json
import pathlib
import sys
import urllib.request

SAMPLE = 16


def fetch(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read()


def main():
    url, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    stats = json.loads(fetch(url + "/simulator/stats"))
    print(f"  {stats['accepted_generations']} generations, {stats['polls']} polls, {stats['assets']} assets; "
          f"at most {stats['max_in_any_second']} requests in any second, {stats['rate_limited']} refused by a rate limit")
    results = json.loads((folder / "black-friday.results.json").read_text(encoding="utf-8"))
    assets = [(job["key"], asset) for job in results["jobs"] for asset in job["assets"]]
    pictures = folder / "pictures"
    pictures.mkdir(exist_ok=True)
    figures = []
    for number, (key, asset) in enumerate(assets[:: max(1, len(assets) // SAMPLE)]):
        name = f"{number:02}.{asset['type']}"  # never a name that a server chose
        (pictures / name).write_bytes(fetch(asset["url"]))
        caption = html.escape(f"{key}, {asset['format']}")
        figures.append(f'<figure><img src="{name}" alt="{caption}"><figcaption>{caption}</figcaption></figure>')
    page = ("<!doctype html><meta charset='utf-8'><title>pressrun demo</title>"
            "<style>body{font:14px sans-serif;display:flex;flex-wrap:wrap;gap:16px}img{max-width:300px;max-height:300px}"
            "figure{margin:0}</style>" + "\n".join(figures))
    (pictures / "index.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
