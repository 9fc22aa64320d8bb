"""An API in a few lines, that says whatever a test wants it to say, and remembers what it was asked."""
import http.server
import json
import ssl
import subprocess
import threading

DESIGN = "5fcec999-2bfb-4dd7-ba38-2d9e16c49149"
REQUEST = "3f2a9c18-6b1e-4f4a-9a75-2b6d0e1c8f77"  # the first; the last digits count on


def plain(text):
    return text


class OddApi:
    """One design with one format, one font, one project. `say` makes what every text of it becomes; `answer`, if
    given, is asked first: (method, path) → (status, headers, body) or None."""

    def __init__(self, say=plain, answer=None, tls=None):
        self.say, self.answer, self.requests = say, answer, []
        self.accepted = 0
        self.lock = threading.Lock()
        odd = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self):
                size = int(self.headers.get("content-length") or 0)
                odd.requests.append((self.command, self.path, dict(self.headers.items()), self.rfile.read(size)))
                status, headers, body = odd.reply(self.command, self.path)
                if status is None:  # something that is no HTTP
                    self.wfile.write(body)
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_CONNECT = handle_any

            def log_message(self, *_):
                pass

        class Quiet(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):  # a client that goes away, or trusts no certificate of ours
                pass

        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.scheme = "http"
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
            self.scheme = "https"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self):
        return f"{self.scheme}://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def reply(self, method, path):
        special = self.answer(method, path) if self.answer else None
        if special is not None:
            return special
        made = self.route(method, path.split("?")[0])
        if made is None:
            return self.error(404, "not_found", "no such thing")
        return 200, {"content-type": "application/json"}, json.dumps(made).encode()

    def error(self, status, name, message, **headers):
        body = {"id": name, "message": self.say(message), "version": "v2026-08-21"}
        return status, {"content-type": "application/json", **headers}, json.dumps(body).encode()

    def route(self, method, path):
        say = self.say
        if path == "/designs":
            return [{"id": DESIGN, "name": say("Teaser"), "type": "static", "created_at": 1, "updated_at": 2,
                     "project_id": say("p1"), "project_name": say("Spring")}]
        if path == f"/designs/{DESIGN}":
            return self.design()
        if path == "/fonts":
            return [{"id": "0c1f5a52-7d1e-4d0a-9a6b-3f5c1d2e4a01", "name": say("Inter"), "type": say("google"),
                     "available_weights": [400, say("700-italic")]}]
        if path == "/projects":
            return [{"id": say("p1"), "name": say("Spring"), "created_at_ts": 1769817600}]
        if path == "/credits":
            return {"generation_credits": {"available": 1000, "extra": 0}}
        if method == "POST" and path.endswith("/generate"):
            with self.lock:
                self.accepted += 1
                return {"generation_request_id": REQUEST[:-4] + f"{int(REQUEST[-4:], 16) + self.accepted - 1:04x}"}
        if path.startswith("/generation-request/"):
            return self.finished(path.rsplit("/", 1)[1])
        return {} if path in ("/auth", "/ready") else None

    def design(self):
        say = self.say
        return {"id": DESIGN, "name": say("Teaser"), "type": "static", "created_at": 1, "updated_at": 2,
                "project_name": say("Spring"),
                "formats": [{"id": "rectangle", "width": 300, "height": 250, "unit": say("px")},
                            {"id": say("square"), "width": 100, "height": 100, "unit": "px"}],
                "elements": [{"name": "title", "type": "text", "attributes": [
                                 {"id": "payload", "help": say("The text"), "values": {"rectangle": say("Hello")}}]},
                             {"name": say("subtitle"), "type": say("text"), "attributes": [
                                 {"id": say("payload"), "help": say("The text"), "values": {"rectangle": say("x")}}]}],
                "variables": {say("city"): say("{city}")}}

    def finished(self, request):
        say = self.say
        return {"id": request, "is_finalized": True,
                "banners": [{"id": say("b1") + request[-4:], "file": {"type": say("png"), "url": "https://files.example/a.png",
                                                     "cdn_url": "https://cdn.example/" + say("a.png"),
                                                       "filename": say("a.png")},
                             "format": {"id": "rectangle", "unit": say("px"), "width": 300, "height": 250}}],
                "errors": [{"template_format_name": say("square"), "reason": say("The text cannot fit.")}]}


def certificate(folder):
    """A key and a certificate for 127.0.0.1 that nobody vouches for."""
    cert, key = folder / "cert.pem", folder / "cert.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                    "-keyout", key, "-out", cert], check=True, capture_output=True)
    return cert, key
