"""The submit phase, where the money is. Of three jobs the second one's submission is struck, one at a time."""
from acts import answer, envelope, html, passed_on
from cells import Books, Cell
from table_parts import ALL_DONE, DONE, SHORT, STOPPED, compressed, cut, few, strike, then_connection, when, with_body, with_length

DOUBT = Books(succeeded=2, in_doubt=1)
FAILED = Books(succeeded=2, failed=1)


def once_read(**act):
    """Strikes between the last read and the first submission."""
    return when("auth", 1, then="close", **act)


def on_next_connection(at, which=(1,), **act):
    return then_connection("auth", 1, at, which, **act)


def came_back(*words):
    return 0, ("the service does not answer as it should", *words, "looking whether it is back", "3 succeeded"), DONE


def second(**act):
    """Strikes the second submission."""
    return strike("submit", 2, **act)


BEFORE_CONNECT = (
    Cell("connection refused for a second", "refused", once_read(down=2.0), *came_back("cannot connect to", "Connection refused")),
    Cell("connection refused for good", "refused-for-good", once_read(down=60), 10,
         ("3 pending", "the deadline came with work left, and the service away", "Connection refused"), STOPPED, posts=0,
         options=("--max-duration", "3s")),
    Cell("black hole while connecting", "hole", once_read(hole=3.0), *came_back("cannot connect to", "not within the time"), options=SHORT),
    Cell("DNS failure for a second", "dns", once_read(hook="arm"), *came_back("cannot find api.test", "Host not found"), via="tls",
         env=few("lookup:api.test:EIO")),
    Cell("network unreachable for a second", "unreachable", once_read(hook="arm"), *came_back("Network is unreachable"),
         env=few("connect::ENETUNREACH")),
    Cell("no file descriptor left for a second (EMFILE)", "emfile", once_read(hook="arm"), *came_back("Too many open files"),
         env=few("socket::EMFILE")),
    Cell("proxy refuses CONNECT with 403 once", "proxy-403", on_next_connection("connect", answer=html(403)), *came_back("proxy", "refused the tunnel with status 403"), via="proxy"),
    Cell("proxy refuses CONNECT with 407 once", "proxy-407", on_next_connection("connect", answer=html(407)), *came_back("status 407 (user or password missing or wrong)"), via="proxy"),
    Cell("proxy answers CONNECT with 502 once", "proxy-502", on_next_connection("connect", answer=html(502)), *came_back("refused the tunnel with status 502"), via="proxy"),
    Cell("proxy refuses CONNECT for good", "proxy-for-good", on_next_connection("connect", (), answer=html(403)), 10,
         ("3 pending", "the service away: proxy", "status 403"), STOPPED, posts=0, via="proxy", options=("--max-duration", "3s")),
    Cell("proxy dies while it is asked for the tunnel", "proxy-dies", on_next_connection("connect", then="reset"), *came_back("proxy", "opened no tunnel"), via="proxy"),
    Cell("proxy is silent", "proxy-silent", on_next_connection("connect", then="stall"), *came_back("proxy", "opened no tunnel"),
         via="proxy", options=SHORT),
    Cell("reset as soon as it is accepted", "reset-accepted", on_next_connection("accept", then="reset"), *came_back("api.test"), via="tls"),
)

TLS = (
    Cell("reset in the handshake", "tls-reset", on_next_connection("hello", then="reset"), *came_back("no TLS with api.test", "Connection reset by peer"),
         via="tls"),
    Cell("closed in the handshake", "tls-closed", on_next_connection("hello", then="close"), *came_back("no TLS with api.test"),
         via="tls"),
    Cell("silence in the handshake", "tls-silence", on_next_connection("hello", then="stall"), *came_back("no TLS with api.test"),
         via="tls", options=SHORT),
    Cell("plain HTTP where TLS was spoken", "tls-plain", on_next_connection("hello", answer=html(400)), *came_back("no TLS with api.test", "wrong version number"), via="tls"),
    Cell("the tunnel breaks in the handshake", "tls-tunnel", on_next_connection("hello", then="reset"), *came_back("no TLS with api.test"), via="proxy"),
    Cell("the certificate is suddenly another host's", "tls-host", once_read(certificate="other-host"), 1,
         ("certificate",), STOPPED, posts=0, via="tls"),
    Cell("the certificate has expired meanwhile", "tls-expired", once_read(certificate="expired"), 1, ("certificate",),
         STOPPED, posts=0, via="tls"),
    Cell("the certificate is suddenly a stranger's", "tls-untrusted", once_read(certificate="untrusted"), 1,
         ("certificate",), STOPPED, posts=0, via="tls"),
)

HALF_SENT = (
    Cell("the connection is lost within the headers, on our side", "half-head-lost", once_read(hook="arm"), 13,
         ("teaser/1 is in doubt",), DOUBT, env=few("cut-head:POST:ECONNRESET", 1)),
    Cell("the connection is lost within the body, on our side", "half-body-lost", once_read(hook="arm"), 13,
         ("teaser/1 is in doubt",), DOUBT, env=few("cut-body:POST:ECONNRESET", 1)),
    Cell("reset when the server has read the request line", "half-head-reset", second(read="line", then="reset"), 13,
         ("teaser/2 is in doubt",), DOUBT),
    Cell("closed when the server has read the request line", "half-head-closed", second(read="line", then="close"), 13,
         ("teaser/2 is in doubt",), DOUBT),
    Cell("silence when the server has read the request line", "half-head-silence", second(read="line", then="stall"), 13,
         ("teaser/2 is in doubt",), DOUBT, options=SHORT),
    Cell("reset when the server has read the headers", "half-body-reset", second(read="headers", then="reset"), 13,
         ("teaser/2 is in doubt",), DOUBT),
    Cell("closed when the server has read some of the body", "half-body-closed", second(read=9, then="close"), 13,
         ("teaser/2 is in doubt",), DOUBT),
    Cell("silence when the server has read some of the body", "half-body-silence", second(read=9, then="stall"), 13,
         ("teaser/2 is in doubt",), DOUBT, options=SHORT),
    Cell("TLS breaks when the server has read some of the body", "half-body-tls", second(read=9, then="plain"), 13,
         ("teaser/2 is in doubt",), DOUBT, via="tls"),
    Cell("413 before the body was read", "half-body-413", second(read="headers", answer=html(413)), 13,
         ("teaser/2 is in doubt", "413"), DOUBT),
)

NO_ANSWER = (
    Cell("reset", "reset", second(then="reset", effect=True), 13, ("teaser/2 is in doubt",), DOUBT, paid=4),
    Cell("closed", "closed", second(effect=True), 13, ("teaser/2 is in doubt",), DOUBT, paid=4),
    Cell("silence (black hole)", "silence", second(then="stall", effect=True), 13, ("teaser/2 is in doubt",), DOUBT,
         options=SHORT, paid=4),
    Cell("the tunnel breaks", "tunnel", second(then="reset", effect=True), 13, ("teaser/2 is in doubt",), DOUBT, paid=4,
         via="proxy"),
    Cell("TLS breaks", "tls", second(then="plain", effect=True), 13, ("teaser/2 is in doubt",), DOUBT, paid=4, via="tls"),
    Cell("the laptop sleeps for 3 s, longer than the time allowed", "sleep",
         second(then="keep", effect=True, answer=passed_on, hook="sleep 3"), *ALL_DONE, options=SHORT),
    Cell("kill -9", "kill", second(effect=True, hook="SIGKILL"), -9, (), STOPPED, posts=2, second=13, paid=4),
)


def made(name, failure, build, *more, **others):
    """The generation is accepted, and the answer about it spoilt. A connection that is closed after a whole answer, and
    does not say so, may take the next submission with it: what can be read is answered on one that stays."""
    return Cell(failure, name, second(effect=True, answer=build, then=others.pop("then", "close")), *more, **others)


IN_DOUBT = (13, ("teaser/2 is in doubt",), DOUBT)

HALF_READ = (
    made("cut-status-line", "cut in the status line", cut(9), *IN_DOUBT, paid=4),
    made("cut-headers", "cut in the headers", cut(30), *IN_DOUBT, paid=4),
    made("cut-body", "cut in the body", cut(-20), *IN_DOUBT, paid=4),
    made("reset-body", "reset in the body", cut(-20), *IN_DOUBT, paid=4, then="reset"),
    made("silence-body", "silence in the middle of the body", cut(-20), *IN_DOUBT, paid=4, then="stall", options=SHORT),
    made("tls-body", "TLS breaks in the body", cut(-20), *IN_DOUBT, paid=4, then="plain", via="tls"),
    made("tunnel-body", "the tunnel breaks in the body", cut(-20), *IN_DOUBT, paid=4, then="reset", via="proxy"),
    made("drip", "slow drip", passed_on, *IN_DOUBT, paid=4, then="drip", options=SHORT),
    made("length-more", "Content-Length is larger than the body", with_length(9), *IN_DOUBT, paid=4),
    made("length-less", "Content-Length is smaller than the body", with_length(-9), *IN_DOUBT, paid=4),
    made("length-twice", "two different Content-Lengths",
         lambda s, h, b: answer(200, b, headers=("Content-Length: 3",)), *IN_DOUBT, paid=4),
    made("length-garbage", "Content-Length is no number", lambda s, h, b: answer(200, b, length="many"), *IN_DOUBT, paid=4),
    made("chunk-garbage", "a chunk that is none",
         lambda s, h, b: b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + b, *IN_DOUBT, paid=4),
    made("huge-headers", "headers without end", lambda s, h, b: b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000, *IN_DOUBT, paid=4),
    made("no-http", "no HTTP at all", lambda s, h, b: b"SSH-2.0-OpenSSH_9.2\r\n\r\n", *IN_DOUBT, paid=4),
)

DEEP = b'{"generation_request_id":' + b"[" * 100_000
UNREADABLE = (
    made("empty", "200 with an empty body", with_body(lambda b: b""), *IN_DOUBT, paid=4),
    made("html", "200 with HTML", lambda s, h, b: html(200), *IN_DOUBT, paid=4),
    made("truncated", "200 with truncated JSON", with_body(lambda b: b[:-5]), *IN_DOUBT, paid=4),
    made("no-id", "200 without an id", with_body(lambda b: b'{"version":"v2026-08-21"}'), *IN_DOUBT, paid=4),
    made("null-id", "200 with an id of null", with_body(lambda b: b'{"generation_request_id":null}'), *IN_DOUBT, paid=4),
    made("number-id", "200 with a number for an id", with_body(lambda b: b'{"generation_request_id":7}'), *IN_DOUBT, paid=4),
    made("no-uuid", "200 with an id that is no UUID", with_body(lambda b: b'{"generation_request_id":"../../x"}'), *IN_DOUBT,
         paid=4),
    made("nul", "NUL in the id", with_body(lambda b: b.replace(b'-', b'\\u0000', 1)), *IN_DOUBT, paid=4),
    made("raw-nul", "a raw NUL in the body", with_body(lambda b: b.replace(b'"', b'"\0', 1)), *IN_DOUBT, paid=4),
    made("no-utf8", "invalid UTF-8 and terminal escapes in the body",
         with_body(lambda b: b"\xff\xfe\x1b[2J\x1b]0;owned\x07\xc3( nonsense"), *IN_DOUBT, paid=4),
    made("array", "200 with an array", with_body(lambda b: b"[" + b + b"]"), *IN_DOUBT, paid=4),
    made("deep", "JSON nested 100 000 deep", with_body(lambda b: DEEP), *IN_DOUBT, paid=4),
    made("huge", "a body of 70 MB", with_body(lambda b: b'{"x":"' + b"x" * 70_000_000 + b'"}'), *IN_DOUBT, paid=4),
    made("204", "204 without a body", lambda s, h, b: answer(204), *IN_DOUBT, paid=4),
    made("301", "a redirect", lambda s, h, b: answer(301, b"", ("Location: http://127.0.0.1:1/",)), 13,
         ("teaser/2 is in doubt", "redirects are not followed"), DOUBT, paid=4),
    made("400-made", "400 with HTML, of something in front of the API, though it was passed on", lambda s, h, b: html(400), 13,
         ("teaser/2 is in doubt", "HTTP status 400"), DOUBT, paid=4),
    made("unknown-fields", "unknown fields", with_body(lambda b: b[:-1] + b',"new":{"a":[1]}}'), *ALL_DONE, then="keep"),
    made("content-type", "a wrong content type", with_body(lambda b: b, content_type="text/html"), *ALL_DONE, then="keep"),
    made("no-content-type", "no content type", with_body(lambda b: b, content_type=""), *ALL_DONE, then="keep"),
    made("duplicate-headers", "every header twice",
         lambda s, h, b: answer(200, b, ("X-RateLimit-Remaining: 5", "X-RateLimit-Remaining: -7", "Date: x", "Date: y")), *ALL_DONE, then="keep"),
    made("duplicate-keys", "the id twice", with_body(lambda b: b'{"generation_request_id":"x",' + b[1:]), *ALL_DONE, then="keep"),
    made("byte-order-mark", "a byte order mark before the JSON", with_body(lambda b: b"\xef\xbb\xbf" + b), *IN_DOUBT, paid=4),
    made("gzip", "compressed with gzip, unasked", compressed, *ALL_DONE, then="keep"),
    made("gzip-cut", "compressed with gzip, and cut", lambda s, h, b: compressed(s, h, b, -9), *IN_DOUBT, paid=4),
    made("coding", "in a content coding that nobody knows", with_body(lambda b: b, headers=("Content-Encoding: x-secret",)), *ALL_DONE,
         then="keep"),
    made("http10", "HTTP/1.0 without a length, closed at the end", lambda s, h, b: b"HTTP/1.0 200 OK\r\n\r\n" + b, *ALL_DONE),
)


def refused(name, failure, data, *more, **others):
    """Nothing is accepted, and the answer says why."""
    return Cell(failure, name, second(answer=data, then="keep"), *more, **others)


def limited(name, failure, header, *more, **others):
    headers = (f"Retry-After: {header}",) if header is not None else ()
    data = envelope(429, "request_rate_limited", "Too many requests.", headers)
    return refused(name, failure, data, *more, **others)


REFUSED = (
    refused("400", "400 with the envelope", envelope(400, "invalid_payload", "name: too long."), 3,
            ("name: too long.", "invalid_payload"), FAILED, stays=1),
    refused("400-html", "400 with HTML", html(400), 13, ("teaser/2 is in doubt", "HTTP status 400"), DOUBT),
    refused("400-empty", "400 with an empty body", answer(400), 13, ("teaser/2 is in doubt", "HTTP status 400"), DOUBT),
    refused("409", "409 with the envelope", envelope(409, "conflict", "Not now."), 3, ("Not now.",), FAILED, stays=1),
    refused("407-html", "407 with HTML, of a proxy that has let the connection through", html(407), *IN_DOUBT),
    refused("302", "a redirect to a login page, and nothing done", answer(302, b"", ("Location: http://127.0.0.1:1/",)), 13,
            ("redirects are not followed",), DOUBT),
    refused("404", "404 with the envelope", envelope(404, "template_not_found", "No such design."), 3, ("No such design.",),
            FAILED, stays=1),
    refused("404-html", "404 with HTML", html(404), *IN_DOUBT),
    refused("401", "401 in the middle of the run", envelope(401, "unauthorized", "Unauthorized: invalid API key."), 12,
            ("the API refuses the key: Unauthorized: invalid API key.",), STOPPED, posts=2),
    refused("401-html", "401: with HTML, of something in front of the API", html(401), *IN_DOUBT),
    refused("403-html", "403 with HTML, of a firewall that dislikes one row", html(403), *IN_DOUBT),
    Cell("403 with HTML, and the API itself refuses the key then", "403-key", (*second(answer=html(403), then="keep"),
         *strike("auth", 2, answer=envelope(401, "unauthorized", "Unauthorized: invalid API key."), then="keep")), 13,
         ("teaser/2 is in doubt", "the API refuses the key: Unauthorized: invalid API key."), Books(in_doubt=1, pending=2), posts=2),
    refused("403", "403 with the envelope", envelope(403, "forbidden", "Not for this key."), 12,
            ("the API refuses the key: Not for this key.",), STOPPED, posts=2),
    refused("402", "402 with the envelope", envelope(402, "payment_required", "Credits are spent."), 7, ("Credits are spent.",),
            Books(succeeded=1, pending=2), posts=2),
    refused("408", "408 with the envelope", envelope(408, "request_timeout", "Not read in time."), *ALL_DONE, posts=4),
    refused("425", "425 with the envelope", envelope(425, "too_early", "Not yet."), *ALL_DONE, posts=4),
    refused("escapes", "NUL, invalid UTF-8 and terminal escapes in the message",
            answer(400, b'{"id":"invalid_payload","message":"a\\u0000b\xff\\u001b[2J\\u009b31m\\u202e\\u0007"}'), 3,
            ("teaser/2 failed",), FAILED, stays=1),
    refused("500", "500 with the envelope", envelope(500, "internal_error"), *IN_DOUBT),
    refused("502-html", "502 with HTML", html(502), 13, ("teaser/2 is in doubt", "HTTP status 502"), DOUBT),
    refused("503-empty", "503 with an empty body", answer(503), 13, ("teaser/2 is in doubt", "HTTP status 503"), DOUBT),
    refused("504-truncated", "504 with truncated JSON", answer(504, '{"id":"internal_er'), 13, ("teaser/2 is in doubt",), DOUBT),
    refused("408-bare", "408 of something in front of the API", html(408), *IN_DOUBT),
    limited("429-seconds", "429, Retry-After in seconds", "1", 0, ("3 succeeded", "1 refused by a rate limit"), DONE, posts=4),
    limited("429-fraction", "429, Retry-After a fraction", "0.5", 0, ("3 succeeded", "1 refused by a rate limit"), DONE, posts=4),
    limited("429-date", "429, Retry-After an HTTP date that has passed", "Sun, 06 Nov 1994 08:49:37 GMT", *ALL_DONE, posts=4),
    limited("429-garbage", "429, Retry-After garbage", "soon", *ALL_DONE, posts=4),
    limited("429-1700", "429, Retry-After 1700 s", "1700", 10, ("the API asks to wait 28m 20s", "the deadline came with work left"), Books(succeeded=1, pending=2), posts=2,
            options=("--max-duration", "4s")),
    limited("429-bare", "a bare 429 once", None, *ALL_DONE, posts=4),
    refused("429-plan", "429 feature_not_in_plan", envelope(429, "feature_not_in_plan", "Not in your plan."), 7,
            ("the plan does not include this: Not in your plan.",), Books(succeeded=1, pending=2), posts=2),
    Cell("a bare 429 for good: credits spent", "429-for-good", strike("submit", answer=answer(429), then="keep"), 7,
         ("3 pending",), STOPPED, posts=2),
)

SECTIONS = {
    "before connect": BEFORE_CONNECT,
    "during TLS": TLS,
    "headers or body half sent": HALF_SENT,
    "sent, no answer": NO_ANSWER,
    "answer half read": HALF_READ,
    "answer unreadable": UNREADABLE,
    "refused": REFUSED,
}
