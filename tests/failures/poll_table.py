"""Polls: generations that are paid for are out, and no failure of a GET may lose one."""
import re

from acts import Act, Rule, answer, envelope, html, passed_on
from cells import Books, Cell
from table_parts import ALL_DONE, DONE, SHORT, STOPPED, compressed, cut, few, strike, then_connection, when, with_body, with_length

FAILED = Books(succeeded=2, failed=1)
DOUBT = Books(succeeded=2, in_doubt=1)
MINUTES = {"PRESSRUN_STEADY": "240"}  # pass at once, when the hook arms them: more than any patience with an answer
LIMITED = ("--max-duration", "5s")


def submitted(**act):
    """Strikes between the last submission and the first poll."""
    return when("submit", 3, then="close", **act)


def on_next_connection(at, which=(1,), **act):
    return then_connection("submit", 3, at, which, **act)


def first(**act):
    return strike("poll", 1, **act)


def for_good(data=None, **act):
    """The first request is answered like this however often it is asked for, and some minutes pass."""
    act = {"answer": data, "then": "keep", "hook": "later arm", **act}
    return (Rule("poll", Act(**act), (1,), same=True),)


BEFORE = (
    Cell("connection refused for a second", "refused", submitted(down=4.5), *ALL_DONE),
    Cell("connection refused for good", "refused-for-good", submitted(down=60), 10,
         ("3 pending", "the service away", "Connection refused"), STOPPED, options=LIMITED),
    Cell("black hole while connecting", "hole", submitted(hole=4.5), *ALL_DONE, options=SHORT),
    Cell("DNS failure for a second", "dns", submitted(hook="arm"), *ALL_DONE, via="tls",
         env=few("lookup:api.test:EIO")),
    Cell("network unreachable for a second", "unreachable", submitted(hook="arm"), *ALL_DONE,
         env=few("connect::ENETUNREACH")),
    Cell("no file descriptor left for a second (EMFILE)", "emfile", submitted(hook="arm"), *ALL_DONE,
         env=few("socket::EMFILE")),
    Cell("proxy refuses CONNECT once", "proxy-403", on_next_connection("connect", answer=html(403)), *ALL_DONE, via="proxy"),
    Cell("proxy refuses CONNECT for good", "proxy-for-good", on_next_connection("connect", (), answer=html(403)), 10,
         ("3 pending", "the service away: proxy", "status 403"), STOPPED, via="proxy", options=LIMITED),
    Cell("proxy dies while it is asked for the tunnel", "proxy-dies", on_next_connection("connect", then="reset"), *ALL_DONE,
         via="proxy"),
    Cell("TLS: reset in the handshake", "tls-reset", on_next_connection("hello", then="reset"), *ALL_DONE, via="tls"),
    Cell("TLS: silence in the handshake", "tls-silence", on_next_connection("hello", then="stall"), *ALL_DONE, via="tls",
         options=SHORT),
    Cell("TLS: plain HTTP where TLS was spoken", "tls-plain", on_next_connection("hello", answer=html(400)), *ALL_DONE,
         via="tls"),
    Cell("TLS: the certificate has expired meanwhile", "tls-expired", submitted(certificate="expired"), 1,
         ("certificate has expired",), STOPPED, via="tls"),
    Cell("TLS: the certificate is suddenly a stranger's", "tls-untrusted", submitted(certificate="untrusted"), 1,
         ("certificate comes from an unknown issuer",), STOPPED, via="tls"),
)

SENT = (
    Cell("the connection is lost within the headers, on our side", "half-lost", submitted(hook="arm"), *ALL_DONE,
         env=few("cut-head:GET:ECONNRESET", 1)),
    Cell("reset when the server has read the request line", "half-reset", first(read="line", then="reset"), *ALL_DONE),
    Cell("reset", "reset", first(then="reset"), *ALL_DONE),
    Cell("closed", "closed", first(), *ALL_DONE),
    Cell("silence (black hole)", "silence", first(then="stall"), *ALL_DONE, options=SHORT),
    Cell("the tunnel breaks", "tunnel", first(then="reset"), *ALL_DONE, via="proxy"),
    Cell("TLS breaks", "tls", first(then="plain"), *ALL_DONE, via="tls"),
    Cell("the laptop sleeps for 3 s, longer than the time allowed", "sleep", when("poll", 1, hook="sleep 3"), *ALL_DONE,
         options=SHORT),
    Cell("kill -9", "kill", first(hook="SIGKILL"), -9, (), STOPPED),
)


def spoilt(name, failure, build, *more, **others):
    """The first poll's real answer, spoilt."""
    return Cell(failure, name, first(effect=True, answer=build, then=others.pop("then", "close")), *(more or ALL_DONE), **others)


def finalized(body):
    return lambda status, headers, real: answer(200, body)


def without_address(body):
    return re.sub(rb'"(url|cdn_url)":"[^"]*"', rb'"\1":null', body)


NOTHING = '{"is_finalized":true,"banners":[],"errors":[]}'
ANSWERS = (
    spoilt("cut-status-line", "cut in the status line", cut(9)),
    spoilt("cut-headers", "cut in the headers", cut(30)),
    spoilt("cut-body", "cut in the body", cut(-20)),
    spoilt("silence-body", "silence in the middle of the body", cut(-20), then="stall", options=SHORT),
    spoilt("tls-body", "TLS breaks in the body", cut(-20), then="plain", via="tls"),
    spoilt("drip", "slow drip", passed_on, then="drip", options=SHORT),
    spoilt("length-more", "Content-Length is larger than the body", with_length(9)),
    spoilt("length-less", "Content-Length is smaller than the body", with_length(-9)),
    spoilt("length-garbage", "Content-Length is no number", lambda s, h, b: answer(200, b, length="many")),
    spoilt("no-http", "no HTTP at all", lambda s, h, b: b"SSH-2.0-OpenSSH_9.2\r\n\r\n"),
    spoilt("empty", "200 with an empty body", finalized("")),
    spoilt("html", "200 with HTML", lambda s, h, b: html(200)),
    spoilt("truncated", "200 with truncated JSON", with_body(lambda b: b[:-5])),
    spoilt("array", "200 with an array", with_body(lambda b: b"[" + b + b"]")),
    spoilt("deep", "JSON nested 100 000 deep", finalized('{"banners":' + "[" * 100_000)),
    spoilt("huge", "a body of 70 MB", finalized('{"x":"' + "x" * 70_000_000 + '"}')),
    spoilt("no-utf8", "invalid UTF-8 and terminal escapes in the body", finalized(b"\xff\xfe\x1b[2J\x1b]0;owned\x07")),
    spoilt("other-id", "the answer is about another request",
           finalized('{"id":"11111111-1111-4111-8111-111111111111","is_finalized":true,"banners":[],"errors":[]}')),
    spoilt("no-banners", "is_finalized without banners", finalized('{"is_finalized":true}')),
    spoilt("unknown-fields", "unknown fields", with_body(lambda b: b[:-1] + b',"new":{"a":[1]}}')),
    spoilt("content-type", "a wrong content type", with_body(lambda b: b, content_type="text/html")),
    spoilt("duplicate-headers", "every header twice", lambda s, h, b: answer(s, b, ("X-RateLimit-Remaining: 5",
           "X-RateLimit-Remaining: -7", "Retry-After: 1", "Retry-After: x"))),
    spoilt("nothing", "is_finalized true with nothing in it, once", finalized(NOTHING)),
    Cell("is_finalized true with nothing in it, for minutes", "nothing-for-good", for_good(answer(200, NOTHING)), 3,
         ("teaser/1 failed",), FAILED, paid=4, env=MINUTES),
    spoilt("no-address", "an asset without an address, once", with_body(without_address)),
    Cell("an asset without an address, and its banner has none for a moment", "no-address-banner",
         (*first(effect=True, answer=with_body(without_address), then="keep"),
          *strike("banner", 1, effect=True, answer=with_body(without_address), then="keep")), *ALL_DONE),
    Cell("an asset without an address, for minutes", "no-address-for-good",
         (*for_good(effect=True, data=with_body(without_address)),
          *strike("banner", effect=True, answer=with_body(without_address), then="keep")), 3, ("teaser/1",), FAILED, env=MINUTES),
    spoilt("address", "an asset whose address is no web address, once",
           lambda s, h, b: answer(200, b.replace(b'"url":"http', b'"url":"javascript:http'))),
    spoilt("cdn-only", "an asset whose address is no web address beside one of the CDN that is",
           lambda s, h, b: answer(200, b.replace(b'"url":"http', b'"url":"ht tp'))),
    spoilt("no-format-name", "an asset that does not say its format", with_body(
        lambda b: re.sub(rb'"format":\{[^}]*\}', b'"format":{}', b))),
    spoilt("escapes", "NUL, invalid UTF-8 and terminal escapes in an error's reason",
           finalized(b'{"is_finalized":true,"banners":[],"errors":[{"template_format_name":"rectangle",'
                     b'"reason":"a\\u0000\\u001b[2J\\u009b31m\xff\\u202e"}]}'), 3, ("teaser/1 failed",), FAILED, paid=4, stays=1),
    spoilt("gzip", "an answer compressed with gzip, though nobody asked for it", compressed),
    spoilt("gzip-cut", "an answer compressed with gzip, and cut", lambda s, h, b: compressed(s, h, b, -9)),
    spoilt("gzip-bomb", "a gzip of 70 MB", lambda s, h, b: compressed(s, h, b'{"x":"' + b"x" * 70_000_000 + b'"}')),
)


def refused(name, failure, data, *more, **others):
    return Cell(failure, name, first(answer=data, then="keep"), *(more or ALL_DONE), **others)


def limited(name, failure, header, *more, **others):
    headers = (f"Retry-After: {header}",) if header is not None else ()
    return refused(name, failure, envelope(429, "request_rate_limited", "Too many requests.", headers), *more, **others)


GONE = "teaser/1 is in doubt: the API no longer knows generation request"
UNKNOWN = envelope(404, "generation_request_not_found", "No such request.")
ASKED_AGAIN = (0, ("refuses to say what became of a generation", "it is asked again", "3 succeeded"), DONE)

REFUSED = (
    refused("404", "404 with the envelope, once", UNKNOWN),
    Cell("404 with the envelope, for minutes", "404-for-good", for_good(UNKNOWN), 13, (GONE, "No such request."), DOUBT, paid=4,
         env=MINUTES),
    Cell("404 with the envelope for every request, for minutes, where all were given by an earlier run", "404-all",
         strike("poll", answer=UNKNOWN, then="keep", hook="later arm"), 1,
         ("another server or workspace", "nothing is concluded"), STOPPED, posts=0, drive="resumed", env=MINUTES),
    refused("404-html", "404 with HTML", html(404)),
    refused("410", "410 with the envelope", envelope(410, "generation_request_gone", "Results are kept 7 days."), 13,
            (GONE, "Results are kept 7 days."), DOUBT, paid=4),
    refused("410-empty", "410 with an empty body", answer(410)),
    refused("400", "400 with the envelope", envelope(400, "invalid_payload", "Bad id."), *ASKED_AGAIN),
    refused("405", "405 with the envelope", envelope(405, "method_not_allowed"), *ASKED_AGAIN),
    refused("409", "409 with the envelope", envelope(409, "conflict"), *ASKED_AGAIN),
    refused("413", "413 with the envelope", envelope(413, "too_large"), *ASKED_AGAIN),
    refused("422", "422 with the envelope", envelope(422, "wrong_type"), *ASKED_AGAIN),
    Cell("409 with the envelope, for good", "409-for-good", strike("poll", answer=envelope(409, "conflict", "Not now."), then="keep"),
         10, ("3 pending", "refuses to say what became of a generation: Not now."), STOPPED, options=LIMITED),
    Cell("429 feature_not_in_plan", "429-plan",
         strike("poll", answer=envelope(429, "feature_not_in_plan", "Not in your plan."), then="keep"), 7,
         ("the plan does not include this: Not in your plan.", "3 pending"), STOPPED),
    refused("400-html", "400 with HTML", html(400)),
    refused("405-empty", "405 with an empty body", answer(405)),
    refused("413-html", "413 with HTML", html(413)),
    refused("418-truncated", "418 with truncated JSON", answer(418, '{"id":"tea')),
    refused("451-html", "451 with HTML", html(451)),
    refused("301", "a redirect", answer(301, b"", ("Location: http://127.0.0.1:1/",))),
    refused("401", "401 in the middle of the run", envelope(401, "unauthorized", "Unauthorized: invalid API key."), 12,
            ("the API refuses the key: Unauthorized: invalid API key.",), STOPPED),
    refused("401-html", "401: with HTML, of something in front of the API", html(401)),
    refused("403-html", "403 with HTML, of something in front of the API", html(403)),
    Cell("403 with HTML, for good", "403-for-good", strike("poll", answer=html(403), then="keep"), 10, ("3 pending",), STOPPED,
         options=LIMITED),
    refused("403", "403 with the envelope", envelope(403, "forbidden", "Not for this key."), 12,
            ("the API refuses the key: Not for this key.",), STOPPED),
    refused("500", "500 with the envelope", envelope(500, "internal_error")),
    refused("502-html", "502 with HTML", html(502)),
    refused("503-empty", "503 with an empty body", answer(503)),
    refused("504-truncated", "504 with truncated JSON", answer(504, '{"id":"internal_er')),
    Cell("503 with HTML, for good", "503-for-good", strike("poll", answer=html(503), then="keep"), 10, ("3 pending", "the service away: HTTP status 503"), STOPPED,
         options=LIMITED),
    limited("429-seconds", "429, Retry-After in seconds", "1"),
    limited("429-fraction", "429, Retry-After a fraction", "0.5"),
    limited("429-date", "429, Retry-After an HTTP date that has passed", "Sun, 06 Nov 1994 08:49:37 GMT"),
    limited("429-garbage", "429, Retry-After garbage", "soon"),
    limited("429-1700", "429, Retry-After 1700 s", "1700", 10, ("3 pending", "the API asks to wait 28m 20s"), STOPPED, options=LIMITED),
    limited("429-bare", "a bare 429", None),
)

SECTIONS = {"before connect and during TLS": BEFORE, "half sent, and sent with no answer": SENT,
            "answer half read, and unreadable": ANSWERS, "refused": REFUSED}
