#!/usr/bin/env python3
"""The page of a report in headless Chromium: looked at, searched, reviewed, printed, attacked.
Usage: page_test.py PRESSRUN [CASE…]; screenshots go to the folder that PRESSRUN_SCREENSHOTS names."""
import base64
import csv
import io
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
from chrome import Chrome, Keys, eventually  # noqa: E402
from harness import FAST, Place, expect, manifest, stats  # noqa: E402
from pages import data_of, document, job, troubled, with_data  # noqa: E402

CASES = []
BIDI = "\u202e\u2066right to left\u2069"
HOSTILE = ["<script>window.hostile = 1</script>", "</script><script>window.hostile = 1</script>", "<img src=x onerror=window.hostile=1>",
           "\"><svg onload=window.hostile=1>", "' onfocus='window.hostile=1' autofocus='", "javascript:window.hostile=1",
           "<!--", "]]>", "<style>*{display:none}</style>", "<iframe srcdoc='<script>parent.hostile=1</script>'>", "&lt;b&gt;&amp;amp;",
           BIDI, "\u0000\u0007\u001b[31mred", "a\u2028b\u2029c", "{{TITLE}}{{DATA}}", "${alert(1)}", "=HYPERLINK(\"http://x\")",
           "x" * 10000, "é" * 3000 + "🎈" * 500, "<a href='javascript:window.hostile=1'>click</a>", "-1+1", "a\"b,c;d\n'e'"]


def case(function):
    CASES.append(function)
    return function


class Stage:
    """A browser, a folder, and a page of a real run against the simulator."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.place = Place(folder)
        self.chrome = Chrome(self.folder)
        self.shots = pathlib.Path(os.environ.get("PRESSRUN_SCREENSHOTS", folder))
        self.shots.mkdir(parents=True, exist_ok=True)
        self.url = self.place.simulator(FAST + "format_failure_rate: 0\n")
        self.place.write("spring.yaml", manifest(jobs=4, more="report: look.html\n"))
        expect(self.place.against(self.url, "run", "spring.yaml"), 0, "report:  look.html")
        self.real = (self.folder / "look.html").read_text(encoding="utf-8")

    def show(self, made):
        file = self.place.write("page.html", with_data(self.real, made))
        self.chrome.open(file)
        self.chrome.forget()
        self.chrome.complaints()  # of the page before
        self.chrome.open(file)
        return self.chrome

    def show_real(self):
        self.chrome.open(self.folder / "look.html")
        self.chrome.forget()
        self.chrome.open(self.folder / "look.html")
        return self.chrome

    def close(self):
        self.chrome.close()
        self.place.close()


def tiles(chrome):
    return chrome.all("#grid .tile")


@case
def a_real_run_is_shown_with_its_pictures(stage):
    chrome = stage.show_real()
    assert len(tiles(chrome)) == 4, len(tiles(chrome))
    eventually(lambda: chrome.js("return [...document.querySelectorAll('#grid img')].filter((i) => i.naturalWidth > 0).length"),
               lambda loaded: loaded == 4, "pictures that are loaded")
    assert "4 jobs" in chrome.text("#counts"), chrome.text("#counts")
    complaints = chrome.complaints()
    assert complaints == [], complaints
    chrome.shot(stage.shots / "real.png")


@case
def nothing_is_loaded_but_pictures(stage):
    chrome = stage.show_real()
    eventually(lambda: len(chrome.js("return performance.getEntriesByType('resource')")), lambda seen: seen >= 4, "pictures")
    kinds = {entry["initiatorType"] for entry in chrome.js("return performance.getEntriesByType('resource').map((e) => e.toJSON())")}
    assert kinds <= {"img", "css", "link", "other"}, kinds
    blocked = chrome.driver.execute_async_script(
        "const done = arguments[0]; addEventListener('securitypolicyviolation', (e) => done(e.violatedDirective));"
        "const s = document.createElement('script'); s.textContent = 'window.hostile = 1'; document.body.append(s);")
    assert blocked.startswith("script-src"), blocked
    refused = chrome.driver.execute_async_script(
        f"const done = arguments[0]; fetch('{stage.url}/simulator/stats').then(() => done('fetched'), () => done('refused'))")
    assert refused == "refused" and chrome.js("return window.hostile") is None


@case
def it_is_searched_as_one_types(stage):
    chrome = stage.show(document([job(number) for number in range(30)] + [troubled(40, "failed", "The text does not fit")]))
    chrome.type("kite-00007")
    assert chrome.text("#found") == "3 of 91 pictures", chrome.text("#found")
    chrome.type("kite-00007 format:story")
    assert len(tiles(chrome)) == 1
    chrome.type("-format:story sku:kite-0000")
    assert chrome.text("#found") == "20 of 91 pictures", chrome.text("#found")
    chrome.type("status:failed")
    assert "text does not fit" in tiles(chrome)[0].text, tiles(chrome)[0].text
    chrome.type("nothing of that kind")
    assert chrome.one("#nothing").is_displayed() and tiles(chrome) == []
    chrome.press("Show all")
    assert chrome.text("#found") == "91 pictures"


@case
def it_is_grouped_by_what_rows_have(stage):
    chrome = stage.show(document([job(number) for number in range(6)]))
    chrome.choose("#group", "row:theme")
    heads = [head.text.replace("\n", " ") for head in chrome.all("#grid h2")]
    assert heads == ["light 9 pictures", "dark 9 pictures"], heads
    chrome.choose("#group", "format")
    assert chrome.all("#grid h2")[0].text.replace("\n", " ") == "facebook-feed 6 pictures"


@case
def keys_lead_through_the_pictures(stage):
    chrome = stage.show(document([job(number) for number in range(20)]))
    chrome.one("#search").send_keys(Keys.ARROW_DOWN)
    chrome.keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER)
    assert chrome.text("#viewer h2") == "hero/kite-00000" and "3 of 60" in chrome.text("#viewer")
    chrome.keys(Keys.ARROW_RIGHT)
    assert chrome.text("#viewer h2") == "hero/kite-00001" and "4 of 60" in chrome.text("#viewer")
    chrome.keys("a")
    eventually(lambda: chrome.text("#progress"), lambda said: said == "1 of 60 pictures reviewed: 1 approved", "progress")
    chrome.keys(Keys.ARROW_LEFT, Keys.ESCAPE)
    assert chrome.js("return document.activeElement.dataset.place") == "2"
    chrome.keys(Keys.END)
    eventually(lambda: chrome.js("return document.activeElement.dataset.place"), lambda place: place == "59", "the last one")
    chrome.keys(Keys.HOME, "f")
    assert chrome.text("#found") == "20 of 60 pictures"


@case
def pictures_are_compared(stage):
    chrome = stage.show_real()
    chrome.js("document.querySelectorAll('.tile')[0].focus()")
    chrome.keys("x", Keys.ARROW_RIGHT, "x", "c")
    assert len(chrome.all("#compare figure")) == 2
    chrome.press("Slider", "#compare")
    chrome.one("#compare input").send_keys(Keys.ARROW_LEFT)
    assert "49%" in chrome.js("return document.querySelectorAll('.over img')[1].style.clipPath")
    chrome.press("In turns", "#compare")
    hidden = "return document.querySelectorAll('.over img')[1].hidden"
    eventually(lambda: chrome.js(hidden), lambda now: now is True, "blink")
    chrome.shot(stage.shots / "compare.png")
    chrome.keys(Keys.ESCAPE)
    assert not chrome.one("#compare").is_displayed()


@case
def a_review_goes_round(stage):
    chrome = stage.show_real()
    chrome.js("document.querySelectorAll('.tile')[1].focus()")
    chrome.keys("r", "m")
    chrome.one("#remark-text").send_keys("=1+1, bigger \"logo\"")
    chrome.press("Save", "#remark")
    chrome.js("document.querySelectorAll('.tile')[0].focus()")
    chrome.keys("a")
    chrome.js("document.querySelectorAll('.tile')[2].focus()")
    chrome.keys("w", "w", "w", "u")
    assert chrome.text("#progress") == "2 of 4 pictures reviewed: 1 approved, 1 rejected", chrome.text("#progress")
    chrome.press("Save review")
    saved = stage.folder / "spring.review.csv"
    eventually(lambda: saved.exists() and saved.stat().st_size, lambda size: size, "the file")
    rows = list(csv.reader(io.StringIO(saved.read_text(encoding="utf-8"))))
    assert rows[0] == ["key", "format", "sha256", "picture", "verdict", "comment"], rows[0]
    assert [row[4] for row in rows[1:]] == ["approved", "rejected"] and rows[2][5] == "'=1+1, bigger \"logo\"", rows
    chrome.open(stage.folder / "look.html")
    assert "2 of 4" in chrome.text("#progress"), "what was said is kept in the browser"
    chrome.forget()
    chrome.open(stage.folder / "look.html")
    assert "2 of 4" not in chrome.text("#progress")
    chrome.one("#file").send_keys(str(saved))
    eventually(lambda: chrome.text("#progress"), lambda said: said.startswith("2 of 4"), "the review is read")
    chrome.type("review:rejected")
    assert len(tiles(chrome)) == 1
    tiles(chrome)[0].click()
    assert "=1+1, bigger \"logo\"" in chrome.text("#viewer")
    chrome.keys(Keys.ESCAPE)

    # What comes back is made again, and that alone, and once.
    before = stats(stage.url)["accepted_generations"]
    key = rows[2][0]
    out, _ = expect(stage.place.against(stage.url, "plan", "spring.yaml", "--select", "@spring.review.csv", "--force"), 0, key)
    assert "1 to submit" in out, out
    expect(stage.place.against(stage.url, "run", "spring.yaml", "--select", "@spring.review.csv", "--force", "--yes"), 0)
    made = data_of((stage.folder / "look.html").read_text(encoding="utf-8"))
    fresh = [one["key"] for one in made["jobs"] if not one.get("unchanged")]
    assert fresh == [key], fresh
    expect(stage.place.against(stage.url, "run", "spring.yaml", "--select", "@spring.review.csv", "--force", "--yes"), 0)
    assert stats(stage.url)["accepted_generations"] == before + 1
    chrome.open(stage.folder / "look.html")
    chrome.type("")
    assert "changed since" in " ".join(tile.text for tile in tiles(chrome)), "the picture is another one now"
    stage.show_real()


@case
def a_file_that_is_no_review_is_refused(stage):
    chrome = stage.show_real()
    file = stage.place.write("other.csv", "a,b\n1,2\n")
    chrome.one("#file").send_keys(str(file))
    eventually(lambda: chrome.text("#say"), lambda said: "no review" in said, "what is said")


@case
def what_needs_a_person_comes_with_its_command(stage):
    jobs = [job(1), troubled(2, "failed", "The text of 'title' does not fit"), troubled(3, "failed", "The text of 'title' does not fit"),
            troubled(4, "in_doubt", "lost", key="hero/it's 4"), troubled(5, "partial", "The host is down")]
    chrome = stage.show(document(jobs))
    assert chrome.text("#alert").startswith("4 jobs need a person.")
    chrome.press("See what to do")
    heads = [head.text for head in chrome.all("#needs h2")]
    assert heads == ["1 job in doubt", "2 jobs failed", "1 job partial"], heads
    said = chrome.text("#needs")
    assert "pressrun resolve kites.yaml --job 'hero/it'\\''s 4' --as id=UUID" in said, said
    assert said.index("--as id=UUID") < said.index("--as resubmit")
    assert "pressrun run kites.yaml --select hero/kite-00002 --select hero/kite-00003" in said, said
    chrome.press("hero/kite-00005")
    assert chrome.one("#search").get_attribute("value") == 'job:="hero/kite-00005"' and len(tiles(chrome)) == 3
    chrome.shot(stage.shots / "found.png")


@case
def time_and_costs_are_drawn(stage):
    chrome = stage.show(document([job(number) for number in range(40)]))
    chrome.press("Timeline")
    assert chrome.one("#timeline svg .flight").get_attribute("d").startswith("M40")
    assert "requests were out at once" in chrome.one("#timeline svg").get_attribute("aria-label")
    chrome.press("Costs")
    cells = [row.text for row in chrome.all("#costs tbody tr")]
    assert "teaser 123 3 3" in cells and "hero 123 3 3" in cells and len(cells) == 5, cells
    chrome.press("Facts")
    assert "run-2" in chrome.text("#facts") and len(chrome.all("#facts tbody tr")) == 4


@case
def ten_thousand_are_a_handful_of_elements(stage):
    made = document([job(number) for number in range(3400)])
    chrome = stage.show(made)
    size = (stage.folder / "page.html").stat().st_size
    assert size <= 1_000_000, size
    assert chrome.text("#found") == "10,200 pictures", chrome.text("#found")
    most = chrome.driver.execute_async_script("""
      const done = arguments[0]; let most = 0; let top = 0;
      const step = () => {
        most = Math.max(most, document.getElementsByTagName('*').length);
        top += 9999;
        if (top > document.body.scrollHeight) return done([most, document.querySelectorAll('#grid .tile').length]);
        scrollTo(0, top); requestAnimationFrame(() => requestAnimationFrame(step));
      };
      step();""")
    assert most[0] <= 400 and most[1] > 3, most
    chrome.keys(Keys.HOME)
    chrome.js("scrollTo(0, 0)")
    chrome.type("kite-03399 story")
    assert len(tiles(chrome)) == 1


def hostile_document(text):
    key = f"hero/{text}"
    asset = {"format": text, "width": 10, "height": 10, "type": text, "id": text, "url": text, "unit": text, "still": text}
    picture = {**asset, "type": "png", "url": "https://cdn.example.com/" + text}
    one = {"key": key, "design": text, "design_id": text, "status": "partial", "values": {text or "x": text, "map": {"name": text}},
           "request": text, "sent": 1764300000000, "done": 1764300001000, "reason": text, "warnings": [text], "assets": [asset, picture],
           "errors": [{"format": text, "id": text, "message": text}]}
    made = document([one, {**one, "key": key + "2", "status": "in_doubt"}], name=text, manifest=text, run_options=text, path=text,
                    version=text, origin=text, workspace=text)
    made["facts"]["run"].update(id=text, ending=text)
    made["facts"]["spending"] = [{"design": text, "day": 1764201600000, "settled": 1, "out": 0, "in_doubt": 0}]
    made["orphans"] = [{**one, "status": "succeeded"}]
    return made


@case
def hostile_texts_are_texts(stage):
    for text in HOSTILE:
        chrome = stage.show(hostile_document(text))
        allowed = chrome.js("return document.querySelectorAll('script').length")
        for view in ("needs", "timeline", "costs", "facts", "gallery"):
            chrome.js("document.querySelector(`[data-view=${arguments[0]}]`).click()", view)
        chrome.js("document.querySelector('.tile').click()")
        shown = chrome.js("return document.body.innerText")
        assert chrome.js("return window.hostile") is None, text[:60]
        assert chrome.js("return document.querySelectorAll('script').length") == allowed, text[:60]
        assert chrome.js("return document.querySelectorAll('svg[onload], img[onerror], iframe[srcdoc], style:not(head style)').length") == 0
        addresses = chrome.js("return [...document.querySelectorAll('[src], [href]')].map((e) => e.getAttribute('src') ?? e.getAttribute('href'))")
        assert all(one.startswith(("https://", "http://", "./", "#", "data:,")) for one in addresses), addresses
        assert "\u202e" not in shown and "\u0007" not in shown, "what turns the direction is spelled out"
        if text.isascii() and text.isprintable() and len(text) < 100:
            assert text in shown, f"{text!r} is not shown as it is: {shown[:400]!r}"
        complaints = chrome.complaints()
        assert complaints == [], (text[:60], complaints)


@case
def a_review_of_hostile_keys_comes_back_the_same(stage):
    for text in HOSTILE:
        chrome = stage.show(document([job(1, key=f"{text}"), job(2, key=f"'{text}")]))
        chrome.js("document.querySelectorAll('.tile')[0].focus()")
        chrome.keys("r")
        name = stage.folder / "kites.review.csv"
        name.unlink(missing_ok=True)
        chrome.press("Save review")
        eventually(lambda: name.exists() and name.stat().st_size, lambda size: size, "the file")
        first = list(csv.reader(io.StringIO(name.read_bytes().decode("utf-8"))))[1][0]
        assert not first.startswith(("=", "+", "-", "@", "\t", "\r", "\n")), first[:40]
        chrome.forget()
        chrome.open(stage.folder / "page.html")
        chrome.one("#file").send_keys(str(name))
        eventually(lambda: chrome.text("#progress"), lambda said: said.startswith("1 of 6"), f"{text[:40]!r} comes back")


@case
def it_is_dark_where_that_is_liked(stage):
    chrome = stage.chrome
    back = "return getComputedStyle(document.body).backgroundColor"
    chrome.scheme("dark")
    stage.show(document([job(number) for number in range(9)]))
    dark = chrome.js(back)
    chrome.shot(stage.shots / "dark.png")
    chrome.press("Light")
    light = chrome.js(back)
    assert dark != light and chrome.js("return document.documentElement.dataset.theme") == "light"
    chrome.open(stage.folder / "page.html")
    assert chrome.js(back) == light, "what was chosen is kept"
    chrome.scheme("light")


@case
def it_fits_every_screen(stage):
    chrome = stage.show(document([job(number) for number in range(60)] + [troubled(70, "failed", "x" * 300)]))
    try:
        for width, height in ((320, 640), (768, 1024), (1280, 800), (3840, 2160)):
            chrome.size(width, height)
            for view in ("needs", "timeline", "costs", "facts", "gallery"):
                chrome.js("document.querySelector(`[data-view=${arguments[0]}]`).click()", view)
                wide = chrome.js("return document.documentElement.scrollWidth")
                assert wide <= width, (width, view, wide)
            eventually(lambda: chrome.js("const r = [...document.querySelectorAll('.tile')].map((t) => t.getBoundingClientRect().right);"
                                         "return r.length ? Math.max(...r) : -1"), lambda right, most=width: 0 < right <= most + 1, "tiles")
            count = chrome.js("return document.getElementsByTagName('*').length")
            assert count <= (400 if width < 2000 else 700), (width, count)
            chrome.shot(stage.shots / f"wide-{width}.png")
    finally:
        chrome.size(1280, 800)


@case
def it_is_printed_as_a_contact_sheet(stage):
    chrome = stage.show_real()
    chrome.js("window.print = () => { window.printed = document.querySelectorAll('#paper figure').length; }")
    chrome.press("Print")
    eventually(lambda: chrome.js("return window.printed"), lambda printed: printed == 4, "figures on paper")
    pdf = base64.b64decode(chrome.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"])
    assert pdf.startswith(b"%PDF") and pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type/Page/") <= 2
    assert "number 0" not in pdf.decode("latin-1")[:10]
    chrome.js("dispatchEvent(new Event('afterprint'))")
    assert chrome.all("#paper figure") == []


@case
def nobody_is_kept_out(stage):
    chrome = stage.chrome
    jobs = [job(number) for number in range(12)] + [troubled(20, "failed", "does not fit"), troubled(21, "in_doubt", "lost")]
    for scheme in ("light", "dark"):
        chrome.scheme(scheme)
        stage.show(document(jobs))
        chrome.js("document.querySelectorAll('.tile')[0].focus()")
        chrome.keys("x", "r", Keys.ARROW_RIGHT, "x", "w", Keys.ARROW_RIGHT)
        for view in ("gallery", "needs", "timeline", "costs", "facts"):
            chrome.js("document.querySelector(`[data-view=${arguments[0]}]`).click()", view)
            found = chrome.axe()
            assert found == [], (scheme, view, found)
        chrome.js("document.querySelector('[data-view=gallery]').click(); document.querySelector('.tile').click()")
        assert chrome.axe() == [], (scheme, "large view", chrome.axe())
        chrome.keys("c")
        assert chrome.axe() == [], (scheme, "comparison", chrome.axe())
        chrome.keys(Keys.ESCAPE, Keys.ESCAPE, "?")
        assert chrome.axe() == [], (scheme, "help", chrome.axe())
        chrome.keys(Keys.ESCAPE)
    chrome.scheme("light")


@case
def the_focus_goes_where_one_expects(stage):
    chrome = stage.show(document([job(number) for number in range(12)]))
    chrome.js("document.activeElement.blur(); scrollTo(0, 0)")
    order = []
    for _ in range(16):
        chrome.keys(Keys.TAB)
        order.append(chrome.js("const e = document.activeElement; return e.id || e.dataset.view || e.className"))
    wanted = ["skip", "gallery", "needs", "timeline", "costs", "facts", "help-open", "theme", "search", "group", "show", "size", "load",
              "sheet", "tile"]
    assert [one for one in order if one in wanted][:len(wanted)] == wanted, order


def main():
    only = sys.argv[2:]
    chosen = [check for check in CASES if not only or check.__name__ in only]
    failures = []
    with tempfile.TemporaryDirectory(prefix="pressrun-browser-") as folder:
        stage = Stage(folder)
        try:
            for check in chosen:
                try:
                    check(stage)
                except Exception as error:  # whatever it was, the others go on
                    failures.append(f"{check.__name__}: {type(error).__name__}: {str(error)[:3000]}")
                    stage.chrome.close()
                    stage.chrome = Chrome(stage.folder)
        finally:
            stage.close()
    for failure in failures:
        print(failure)
    print(f"{len(chosen) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
