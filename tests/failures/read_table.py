"""What is asked before anything is paid for, and before there is a journal: the design, and whose the key is."""
from acts import Act, Rule, answer, envelope, html, passed_on
from cells import Cell
from table_parts import ALL_DONE, SHORT, compressed, cut, strike, with_body, with_length

AWAY = "nothing was submitted"


def first(**act):
    return strike("read", 1, **act)


def connection(at, which=(1,), **act):
    return (Rule("", Act(at=at, **act), which),)


def never(failure, name, rules, code, *says, **others):
    """Nothing was begun: no journal, no generation."""
    return Cell(failure, name, rules, code, says, None, 0, **others)


def arming(rule):
    return {"PRESSRUN_FAIL": rule, "PRESSRUN_FAIL_FILE": "/dev/null"}


CONNECTING = (
    never("DNS failure for good", "dns", (), 5, "api.test", AWAY, via="tls", env=arming("lookup:api.test:EIO")),
    never("connection refused for good", "refused", (), 5, "refused", AWAY, options=("--base-url", "http://127.0.0.1:9")),
    never("network unreachable for good", "unreachable", (), 5, "unreachable", AWAY, env=arming("connect::ENETUNREACH")),
    never("no file descriptor left (EMFILE)", "emfile", (), 5, "Too many open files", AWAY, env=arming("socket::EMFILE")),
    Cell("reset as soon as it is accepted, once", "reset-accepted", connection("accept", then="reset"), *ALL_DONE, via="tls"),
    Cell("proxy refuses CONNECT once", "proxy-403", connection("connect", answer=html(403)), *ALL_DONE, via="proxy"),
    never("proxy refuses CONNECT for good", "proxy-for-good", connection("connect", (), answer=html(403)), 5, "proxy", "403",
          AWAY, via="proxy"),
    never("proxy wants a password", "proxy-407", connection("connect", (), answer=html(407)), 5, "proxy", "407", AWAY,
          via="proxy"),
    Cell("proxy dies while it is asked for the tunnel", "proxy-dies", connection("connect", then="reset"), *ALL_DONE,
         via="proxy"),
    never("the proxy is not there", "proxy-gone", (), 5, "proxy", AWAY, via="proxy", env={"HTTPS_PROXY": "http://127.0.0.1:9"}),
    Cell("TLS: reset in the handshake, once", "tls-reset", connection("hello", then="reset"), *ALL_DONE, via="tls"),
    Cell("TLS: silence in the handshake, once", "tls-silence", connection("hello", then="stall"), *ALL_DONE, via="tls",
         options=SHORT),
    never("TLS: plain HTTP where TLS was spoken, for good", "tls-plain", connection("hello", (), answer=html(400)), 5, AWAY,
          via="tls"),
    never("TLS: another host's certificate", "tls-host", (), 1, "certificate is for another name than 'api.test'", AWAY,
          via="tls", certificate="other-host"),
    never("TLS: an expired certificate", "tls-expired", (), 1, "certificate has expired", AWAY, via="tls", certificate="expired"),
    never("TLS: a stranger's certificate", "tls-untrusted", (), 1, "certificate comes from an unknown issuer", AWAY, via="tls",
          certificate="untrusted"),
)


def spoilt(name, failure, build, **others):
    return Cell(failure, name, first(effect=True, answer=build, then=others.pop("then", "close")), *ALL_DONE, **others)


ANSWERS = (
    Cell("reset when the server has read the request line", "half-reset", first(read="line", then="reset"), *ALL_DONE),
    Cell("reset instead of an answer", "reset", first(then="reset"), *ALL_DONE),
    Cell("closed instead of an answer", "closed", first(), *ALL_DONE),
    Cell("silence (black hole)", "silence", first(then="stall"), *ALL_DONE, options=SHORT),
    never("silence for good", "silence-for-good", strike("read", then="stall"), 5, AWAY, options=SHORT),
    Cell("TLS breaks", "tls", first(then="plain"), *ALL_DONE, via="tls"),
    Cell("the tunnel breaks", "tunnel", first(then="reset"), *ALL_DONE, via="proxy"),
    spoilt("cut-headers", "cut in the headers", cut(30)),
    spoilt("cut-body", "cut in the body", cut(-20)),
    spoilt("drip", "slow drip", passed_on, then="drip", options=SHORT),
    spoilt("length-more", "Content-Length is larger than the body", with_length(9)),
    spoilt("length-less", "Content-Length is smaller than the body", with_length(-9)),
    spoilt("gzip", "compressed with gzip, unasked", compressed),
    spoilt("gzip-cut", "compressed with gzip, and cut", lambda s, h, b: compressed(s, h, b, -9)),
    spoilt("empty", "200 with an empty body", with_body(lambda b: b"")),
    spoilt("html", "200 with HTML", lambda s, h, b: html(200)),
    spoilt("deep", "JSON nested 100 000 deep", with_body(lambda b: b'{"formats":' + b"[" * 100_000)),
    spoilt("huge", "a body of 70 MB", with_body(lambda b: b'{"x":"' + b"x" * 70_000_000 + b'"}')),
    spoilt("unknown-fields", "unknown fields", with_body(lambda b: b[:-1] + b',"new":{"a":[1]}}')),
    spoilt("content-type", "a wrong content type", with_body(lambda b: b, content_type="text/html")),
    spoilt("duplicate-headers", "every header twice", lambda s, h, b: answer(s, b, ("X-RateLimit-Remaining: 5",
           "X-RateLimit-Remaining: -7", "Retry-After: 1", "Retry-After: x"))),
    spoilt("no-utf8", "invalid UTF-8 in the design's name", with_body(lambda b: b.replace(b'"name":"', b'"name":"\xff\xfe', 1))),
)


def refused(name, failure, data, code, *says, **others):
    return never(failure, name, first(answer=data, then="keep"), code, *says, **others)


def limited(name, failure, header):
    headers = (f"Retry-After: {header}",) if header is not None else ()
    data = envelope(429, "request_rate_limited", "Too many requests.", headers)
    return Cell(failure, name, first(answer=data, then="keep"), *ALL_DONE)


REFUSED = (
    refused("401", "401 with the envelope", envelope(401, "unauthorized", "Unauthorized: invalid API key."), 12,
            "the API refuses the key: Unauthorized: invalid API key.", AWAY),
    refused("403-html", "403 with HTML", html(403), 12, "the API refuses the key", AWAY),
    refused("404", "404 with the envelope", envelope(404, "template_not_found", "No such design."), 2,
            "cannot be used: No such design."),
    refused("400", "400 with the envelope", envelope(400, "invalid_payload", "Bad id."), 2, "cannot be used: Bad id."),
    refused("301", "a redirect", answer(301, b"", ("Location: http://127.0.0.1:1/",)), 2, "301"),
    Cell("500 with the envelope, once", "500", first(answer=envelope(500, "internal_error"), then="keep"), *ALL_DONE),
    Cell("502 with HTML, once", "502-html", first(answer=html(502), then="keep"), *ALL_DONE),
    never("503 with HTML, for good", "503-for-good", strike("read", answer=html(503), then="keep"), 5, "503", AWAY),
    never("503 with an empty body, for good", "503-empty", strike("read", answer=answer(503), then="keep"), 5, "503", AWAY),
    limited("429-seconds", "429, Retry-After in seconds", "1"),
    limited("429-fraction", "429, Retry-After a fraction", "0.5"),
    limited("429-date", "429, Retry-After an HTTP date that has passed", "Sun, 06 Nov 1994 08:49:37 GMT"),
    limited("429-garbage", "429, Retry-After garbage", "soon"),
    limited("429-bare", "a bare 429", None),
    never("429, Retry-After 1700 s", "429-1700",
          first(answer=envelope(429, "request_rate_limited", "Too many requests.", ("Retry-After: 1700",)), then="keep"), 10,
          "the API asks to wait 28m 20s", "deadline", AWAY, options=("--max-duration", "2s")),
)



def whose(**act):
    return strike("auth", 1, **act)


def unsaid(name, failure, build, **others):
    """An API that will not say whose the key is has a workspace all the same."""
    return Cell(failure, name, whose(effect=True, answer=build, then=others.pop("then", "close")), *ALL_DONE, **others)


WHOSE = (
    Cell("reset instead of an answer", "whose-reset", whose(then="reset"), *ALL_DONE),
    Cell("closed instead of an answer", "whose-closed", whose(), *ALL_DONE),
    Cell("silence (black hole)", "whose-silence", whose(then="stall"), *ALL_DONE, options=SHORT),
    never("silence for good", "whose-silence-for-good", strike("auth", then="stall"), 5, AWAY, options=SHORT),
    Cell("TLS breaks", "whose-tls", whose(then="plain"), *ALL_DONE, via="tls"),
    Cell("the tunnel breaks", "whose-tunnel", whose(then="reset"), *ALL_DONE, via="proxy"),
    unsaid("whose-cut-body", "cut in the body", cut(-5)),
    unsaid("whose-drip", "slow drip", passed_on, then="drip", options=SHORT),
    unsaid("whose-empty", "200 with an empty body", lambda s, h, b: answer(200)),
    unsaid("whose-html", "200 with HTML", lambda s, h, b: html(200)),
    unsaid("whose-array", "200 with an array", lambda s, h, b: answer(200, b"[" + b + b"]")),
    unsaid("whose-nothing", "JSON without a workspace, and unknown fields", lambda s, h, b: answer(200, '{"new":{"a":[1]}}'),
           then="keep"),
    unsaid("whose-deep", "JSON nested 100 000 deep", lambda s, h, b: answer(200, '{"company":' + "[" * 100_000)),
    unsaid("whose-huge", "a body of 70 MB", lambda s, h, b: answer(200, '{"x":"' + "x" * 70_000_000 + '"}')),
    unsaid("whose-escapes", "NUL, invalid UTF-8 and terminal escapes in the workspace's name",
           lambda s, h, b: answer(200, b'{"company":"a\\u0000\\u001b[2J\xff\\u202e"}')),
    unsaid("whose-content-type", "a wrong content type", with_body(lambda b: b, content_type="text/html")),
    unsaid("whose-duplicate-headers", "every header twice", lambda s, h, b: answer(s, b, ("X-RateLimit-Remaining: 5",
           "X-RateLimit-Remaining: -7", "Retry-After: 1", "Retry-After: x"))),
    Cell("401: with the envelope", "whose-401", whose(answer=envelope(401, "unauthorized", "Unauthorized: invalid API key."), then="keep"),
         12, ("the API refuses the key: Unauthorized: invalid API key.", AWAY), None, 0),
    Cell("403 with HTML, of something in front of the API", "whose-403", whose(answer=html(403), then="keep"), *ALL_DONE),
    Cell("404 with the envelope: a server that does not know the question", "whose-404",
         strike("auth", answer=envelope(404, "not_found"), then="keep"), *ALL_DONE),
    Cell("404 with HTML: a server that does not know the question", "whose-404-html", strike("auth", answer=html(404), then="keep"), *ALL_DONE),
    Cell("400 with the envelope", "whose-400", strike("auth", answer=envelope(400, "invalid_payload"), then="keep"), *ALL_DONE),
    Cell("a redirect", "whose-301", strike("auth", answer=answer(301, b"", ("Location: http://127.0.0.1:1/",)), then="keep"), *ALL_DONE),
    Cell("500 with the envelope, once", "whose-500", whose(answer=envelope(500, "internal_error"), then="keep"), *ALL_DONE),
    never("503 with HTML, for good", "whose-503-for-good", strike("auth", answer=html(503), then="keep"), 5, "503", AWAY),
    Cell("429, Retry-After in seconds", "whose-429", whose(answer=envelope(429, "request_rate_limited", headers=("Retry-After: 1",)),
         then="keep"), *ALL_DONE),
    Cell("a bare 429", "whose-429-bare", whose(answer=answer(429), then="keep"), *ALL_DONE),
)

SECTIONS = {"connecting": CONNECTING, "asking and being answered": ANSWERS, "refused": REFUSED, "whose the key is": WHOSE}
