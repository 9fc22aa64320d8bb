"""A headless Chromium, and how the tests talk to it."""
import pathlib
import shutil
import sys
import time

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError:
    print("skipped: python3-selenium is not installed (scripts/install-deps.sh --tests)")
    sys.exit(77)

PROGRAM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
if not PROGRAM or not DRIVER:
    print("skipped: chromium or chromedriver is not installed (scripts/install-deps.sh --tests)")
    sys.exit(77)

AXE = (pathlib.Path(__file__).parent / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def eventually(read, wanted, what):
    """Asks until it is so: a page may take a while, and nothing is concluded from how long."""
    got = read()
    for _ in range(1500):
        if wanted(got):
            return got
        time.sleep(0.02)
        got = read()
    raise AssertionError(f"{what}: still {got!r}")


class Chrome:
    def __init__(self, downloads):
        options = Options()
        options.binary_location = PROGRAM
        for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions",
                     "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"):
            options.add_argument(word)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service(DRIVER), options=options)
        self.driver.execute_cdp_cmd("Page.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)})
        self.size(1280, 800)

    def size(self, width, height):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                    {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def scheme(self, scheme):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                    {"features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def open(self, file):
        self.driver.get(pathlib.Path(file).as_uri())
        eventually(lambda: self.js("return document.documentElement.dataset.ready"), lambda ready: ready == "true",
                   "the page is not ready: " + self.js("return document.getElementById('loading').textContent"))

    def forget(self):
        self.js("localStorage.clear()")

    def js(self, text, *values):
        return self.driver.execute_script(text, *values)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.one(selector).text

    def keys(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def press(self, words, within="body"):
        """Clicks the button that says so."""
        found = [button for button in self.all(f"{within} button") if button.text == words and button.is_displayed()]
        assert found, f"no button says {words!r}: {[b.text for b in self.all(within + ' button')]}"
        found[0].click()

    def type(self, words):
        field = self.one("#search")
        field.clear()
        field.send_keys(words)

    def choose(self, selector, value):
        self.js("const s = arguments[0]; s.value = arguments[1]; s.dispatchEvent(new Event('input', {bubbles: true}))",
                self.one(selector), value)

    def complaints(self):
        """What the console says, but for pictures that are not there."""
        return [entry["message"] for entry in self.driver.get_log("browser") if "Failed to load resource" not in entry["message"]]

    def axe(self):
        self.js(AXE)
        found = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then((r) => done(r.violations.map("
            "(v) => v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | '))))")
        return found

    def shot(self, file):
        self.driver.save_screenshot(str(file))

    def close(self):
        self.driver.quit()


__all__ = ["Chrome", "Keys", "eventually"]
