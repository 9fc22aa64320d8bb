#!/usr/bin/env python3
"""Makes the picture of the report that README shows: the demo's campaign against the simulator, in headless Chromium.
Usage: report_picture.py PRESSRUN [FILE.webp]"""
import base64
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))
from chrome import Chrome, eventually  # noqa: E402

MOST_BYTES = 300_000
LOADED = """return [...document.querySelectorAll('#grid img')].filter((image) => {
  const at = image.getBoundingClientRect(); return at.top < innerHeight && at.bottom > 0 && image.naturalWidth === 0; }).length"""


def served(program, folder):
    scenario = folder / "scenario.yaml"
    scenario.write_text("limits: {per_second: 0, polling: {per_minute: 0, per_hour: 0}, read: {per_minute: 0, per_hour: 0}}\n",
                        encoding="utf-8")
    process = subprocess.Popen([program, "simulate", "--scenario", str(scenario)], stdout=subprocess.PIPE, text=True)
    return process, process.stdout.readline().split()[-1]


def main():
    program = sys.argv[1]
    target = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "src" / "report" / "page" / "report.webp")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        process, url = served(program, folder)
        chrome = Chrome(folder)
        try:
            # Some formats of the demo fail: its end is not the point here.
            subprocess.run([program, "run", "--base-url", url, "--rate", "1000", "--state", str(folder / "demo.db"), "-q", "-o",
                            str(folder / "demo.json"), "--report", str(folder / "demo.html"), str(ROOT / "jobs" / "black-friday.yaml")],
                           env={"ABYSSALE_API_KEY": "demo", "PATH": "/usr/bin:/bin"}, check=False)
            chrome.size(1400, 860)
            chrome.open(folder / "demo.html")
            chrome.choose("#show", "files")
            chrome.js("const t = document.querySelectorAll('.tile'); t[1].focus();")
            chrome.keys("a")
            chrome.js("document.querySelectorAll('.tile')[3].focus()")
            chrome.keys("r")
            chrome.js("document.activeElement.blur(); document.getElementById('say').textContent = ''")
            eventually(lambda: chrome.js(LOADED), lambda missing: missing == 0, "pictures that are still to come")
            shot = chrome.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "webp", "quality": 82})
        finally:
            chrome.close()
            process.terminate()
            process.wait()
    picture = base64.b64decode(shot["data"])
    if len(picture) > MOST_BYTES:
        sys.exit(f"{len(picture)} bytes: the picture is larger than {MOST_BYTES}")
    target.write_bytes(picture)
    print(f"{target}: {len(picture)} bytes")


if __name__ == "__main__":
    main()
