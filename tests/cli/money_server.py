"""A scriptable API that keeps books: what was asked for, what it accepted, and what was bought twice.

Hooks, each a function or None; a call goes its ordinary way where a hook gives None:
  on_submit(order)            before an order is accepted → an answer (nothing is accepted), or REFUSE: the connection
                              ends without an answer; LOSE: accepted, and the connection ends without an answer
  on_accepted(order, answer)  → another answer in place of {"generation_request_id": …}
  on_poll(order, answer)      → another answer in place of (status, body); `answer` is (200 or 202, body)
  on_banner(banner)           → another answer to GET /banners/{id}
  fails(order, format)        → the reason why this format of this order comes out as an error
An answer is (status, body) or (status, body, headers); a body is JSON, or bytes as they are."""
import collections
import contextlib
import copy
import email.utils
import gzip
import http.server
import json
import threading
import time
import uuid

TEASER = "5fcec999-2bfb-4dd7-ba38-2d9e16c49149"
OTHER = "64238d01-d402-474b-8c2d-fbc957e9d290"
VERSION = "v2026-08-21"
REFUSE, LOSE = "refuse", "lose"
NOT_CONTENT = ("template_format_names", "template_format_name", "callback_url")


def envelope(status, error_id, message="Something went wrong."):
    return status, {"id": error_id, "message": message, "version": VERSION}


def design(design_id=TEASER, name="Teaser", formats=("rectangle", "square"), updated_at=1781000000):
    return {"id": design_id, "template_id": design_id, "name": name, "type": "static", "created_at": 1780000000,
            "updated_at": updated_at, "project_id": None, "project_name": None,
            "formats": [{"id": each, "uid": str(uuid.uuid5(uuid.NAMESPACE_URL, design_id + each)), "width": 300, "height": 250,
                         "unit": "px"} for each in formats],
            "elements": [{"name": "root", "type": "container",
                          "attributes": [{"id": "background_color", "values": {each: "#FFFFFF" for each in formats}}]},
                         {"name": "title", "type": "text",
                          "layout": {each: {"x": 1, "y": 2, "width": 200, "height": 40} for each in formats},
                          "attributes": [{"id": "payload", "values": {each: "Hello" for each in formats}},
                                         {"id": "color", "values": {each: "#101010" for each in formats}}]}],
            "variables": {}}


def campaign(texts, formats=("rectangle",), name="spring", entry="teaser", more="", key="k${row.sku}", top=""):
    """A manifest of one entry with a row for each text; a pair is (sku, text), else rows are numbered."""
    rows = [text if isinstance(text, tuple) else (number, text) for number, text in enumerate(texts)]
    named = f"    template_format_names: [{', '.join(formats)}]\n" if formats else ""
    return ("pressrun: 1\n" + (f"name: {name}\n" if name else "") +
            f"{top}designs:\n  - design_id: {TEASER}\n    name: {entry}\n{named}"
            "    elements: {title: {payload: \"${row.text}\"}}\n    rows:\n"
            + "".join(f"      - {{sku: {sku}, text: {json.dumps(text)}}}\n" for sku, text in rows)
            + (f"    key: \"{key}\"\n" if key else "") + more)


@contextlib.contextmanager
def apart(place, name):
    """The place in a folder of its own below: for a case of several odd answers."""
    folder = place.folder
    place.folder = folder / str(name)
    place.folder.mkdir()
    try:
        yield
    finally:
        place.folder = folder


class Order:
    """One generation POST."""

    def __init__(self, number, design_id, body, key, sync):
        self.number, self.design_id, self.body, self.key, self.sync = number, design_id, body, key, sync
        self.id = str(uuid.uuid4())
        self.accepted = False
        self.formats = []
        self.polls = 0
        self.at = time.monotonic()
        self.reasons = {}  # by format that came out as an error
        self.banners = {}  # by format

    @property
    def content(self):
        return json.dumps([self.design_id, {name: value for name, value in self.body.items() if name not in NOT_CONTENT}],
                          sort_keys=True)

    @property
    def title(self):
        return self.body.get("elements", {}).get("title", {}).get("payload")


class MoneyApi:
    """Serves on a loopback port of its own while in its `with` block."""

    def __init__(self, *designs, render=0.0, port=0):
        self.designs = {each["id"]: each for each in (designs or (design(),))}
        self.render = render            # seconds from an order to its banners
        self.companies = {}             # by key; any other key: acme
        self.days = 0                   # by which the calendar of the server is ahead
        self.compress = False           # every answer is sent with gzip
        self.on_submit = self.on_accepted = self.on_poll = self.on_banner = self.fails = None
        self.orders, self.by_id, self.banners, self.makers = [], {}, {}, {}
        self.calls = []                 # (method, path, key)
        self.unknown_polls = []         # ids that were asked for and never issued here
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.server = Server(("127.0.0.1", port), handler_of(self))
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    # ---- the books

    @property
    def posts(self):
        return len(self.orders)

    @property
    def accepted(self):
        return [order for order in self.orders if order.accepted]

    @property
    def bought(self):
        """How often each (content, format) was made: what comes out as an error costs nothing."""
        return collections.Counter((order.content, each) for order in self.accepted for each in order.banners)

    @property
    def credits(self):
        return sum(self.bought.values())

    @property
    def twice(self):
        return {what: often for what, often in self.bought.items() if often > 1}

    def must_be(self, posts=None, credits=None, after=""):
        """So many POSTs were seen, so many renditions were bought, and none of them twice."""
        asked = [(order.title, order.body.get("template_format_names"), order.accepted) for order in self.orders]
        words = f" after {after}: {asked}" if after else f": {asked}"
        assert posts is None or self.posts == posts, f"{self.posts} POSTs, expected {posts}{words}"
        assert credits is None or self.credits == credits, f"{self.credits} credits, expected {credits}{words}"
        assert not self.twice, f"bought twice{words}"

    def wait_for(self, orders, seconds=20):
        """Until so many orders have been accepted."""
        with self.changed:
            if not self.changed.wait_for(lambda: len(self.accepted) >= orders, seconds):
                raise AssertionError(f"{len(self.accepted)} orders accepted in {seconds} s, {orders} awaited")

    # ---- the API

    def answer(self, method, path, key, body):
        with self.lock:
            self.calls.append((method, path, key))
        route = path.split("?")[0].strip("/").split("/")
        if path == "/ready":
            return 200, {"status": "ok"}
        if method == "POST" and route == ["auth"]:
            return 200, {"company": self.company(key), "version": VERSION}
        if method == "POST" and "banner-builder" in route:
            return self.submit(route[-2], body, key, sync=route[0] != "async")
        if route[0] == "designs":
            return self.read_designs(route)
        if route[0] == "generation-request":
            return self.poll(route[1], key)
        if route[0] == "banners":
            return self.banner(route[1], key)
        if route[0] in ("fonts", "projects"):
            return 200, []
        return envelope(404, "endpoint_not_found")

    def company(self, key):
        return self.companies.get(key, "acme")

    def read_designs(self, route):
        if len(route) == 1:
            return 200, [{name: value for name, value in each.items() if name in
                          ("id", "name", "type", "created_at", "updated_at", "project_id", "project_name")}
                         for each in self.designs.values()]
        found = self.designs.get(route[1])
        return (200, {**found, "version": VERSION}) if found else envelope(404, "template_not_found")

    def submit(self, design_id, text, key, sync):
        body = json.loads(text or b"{}")
        with self.changed:
            order = Order(len(self.orders) + 1, design_id, body, key, sync)
            self.orders.append(order)
        special = self.on_submit(order) if self.on_submit else None
        if special is not None and special != LOSE:
            return special
        refusal = self.refusal(order)
        if refusal:
            return refusal
        self.accept(order)
        if special == LOSE:
            return REFUSE
        answer = (200, order.banners[order.formats[0]]) if sync else \
            (200, {"generation_request_id": order.id, "version": VERSION})
        return (self.on_accepted and self.on_accepted(order, answer)) or answer

    def refusal(self, order):
        found = self.designs.get(order.design_id)
        if not found:
            return envelope(404, "template_not_found")
        known = [each["id"] for each in found["formats"]]
        named = order.body.get("template_format_names") or known
        if order.sync:
            named = [order.body.get("template_format_name", known[0])]
        if any(each not in known for each in named):
            return envelope(404, "format_not_found", "One of the formats is not known.")
        order.formats = list(named)
        return None

    def accept(self, order):
        with self.changed:
            order.accepted = True
            self.by_id[order.id] = order
            for name in order.formats:
                reason = self.fails(order, name) if self.fails else None
                if reason:
                    order.reasons[name] = reason
                else:
                    order.banners[name] = self.make_banner(order, name)
            self.changed.notify_all()

    def make_banner(self, order, name):
        made = str(uuid.uuid4())
        banner = {"id": made, "version": 1, "sharing_id": str(uuid.uuid4()),
                  "file": {"type": "png", "url": f"https://files.example/{made}.png",
                           "cdn_url": f"https://cdn.example/{made}.png", "filename": f"{made}.png"},
                  "format": {"id": name, "unit": "px", "width": 300, "height": 250},
                  "template": {"id": order.design_id, "name": self.designs[order.design_id]["name"]}}
        self.banners[made], self.makers[made] = banner, order.key
        return banner

    def poll(self, request_id, key):
        with self.lock:
            order = self.by_id.get(request_id)
            if order is None or self.company(order.key) != self.company(key):
                self.unknown_polls.append(request_id)
                return envelope(404, "generation_request_not_found", "There is no such generation request.")
            order.polls += 1
        final = time.monotonic() >= order.at + self.render
        body = {"id": order.id, "is_finalized": final, "banners": [], "version": VERSION}
        if final:
            body["banners"] = copy.deepcopy(list(order.banners.values()))
            if order.reasons:
                body["errors"] = [{"template_format_name": name, "reason": reason}
                                  for name, reason in order.reasons.items()]
        answer = (200 if final else 202, body)
        return (self.on_poll and self.on_poll(order, answer)) or answer

    def banner(self, banner_id, key):
        found = self.banners.get(banner_id)
        if not found or self.company(self.makers[banner_id]) != self.company(key):
            return envelope(404, "visual_not_found")
        return (self.on_banner and self.on_banner(copy.deepcopy(found))) or (200, found)


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def handle_error(self, *_):  # a client that went away
        pass


def handler_of(api):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def answer(self):
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            answer = api.answer(self.command, self.path, self.headers.get("x-api-key", ""), body)
            if answer == REFUSE:
                self.close_connection = True
                with contextlib.suppress(OSError):
                    self.connection.shutdown(2)
                return
            status, content, *more = answer
            headers = dict(more[0]) if more else {}
            data = content if isinstance(content, bytes) else json.dumps(content).encode()
            if api.compress:
                data, headers["Content-Encoding"] = gzip.compress(data), "gzip"
            self.send(status, headers, data)

        def send(self, status, headers, data):
            lines = {"Date": email.utils.formatdate(time.time() + api.days * 86400, usegmt=True),
                     "Content-Type": "application/json", "Content-Length": len(data), **headers}
            head = f"HTTP/1.1 {status} Status\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
            self.wfile.write(head.encode() + b"\r\n" + data)

        do_GET = do_POST = do_PUT = answer

        def log_message(self, *_):
            pass

    return Handler
