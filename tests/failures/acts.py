"""What the fault server can do to one request, as data: see Rule and Act."""
import dataclasses


@dataclasses.dataclass(frozen=True)
class Act:
    """One misbehaviour. By default the request is read whole, and nothing of it takes effect."""
    read: int | str = "whole"    # what is read of the request first: "line", "headers", so many bytes of the body, "whole"
    effect: bool = False         # the request reaches the simulator, which may accept a generation
    answer: object = None        # bytes, or a function giving them: of the real answer's (status, headers, body) where
    #                              there is one, else of the request's body
    then: str = "close"          # keep, close, reset, stall (stay silent), drip (a byte now and then)
    hook: str = ""               # signals for the program under test ("SIGINT SIGINT"); "arm": system calls begin to fail;
    #                              "sleep 2": the program is stopped for so long; "later SIGINT", "later arm"; "hang up",
    #                              "close stderr"; "delete": the journal's folder is; "lock 2": another holds its write lock
    pause: float = 0             # seconds between that and the answer
    down: float = 0              # so many seconds nobody listens, from now on
    hole: float = 0              # so many seconds connecting meets with silence
    certificate: str = ""        # what the server shows from now on
    at: str = "request"          # or "accept": before a byte is read; "hello": within the TLS handshake;
    #                              "connect": the proxy is asked for a tunnel


@dataclasses.dataclass(frozen=True)
class Rule:
    """Which calls an act strikes: the n-th of a kind (read, auth, submit, poll, banner, probe), counted from one; empty:
    every one. Acts of a connection count the connections from the first that follows `after` answered calls."""
    on: str
    act: Act
    which: tuple = (1,)
    after: str = ""              # for acts of a connection: only once a call of this kind has been answered
    same: bool = False           # and every later call that asks for the same

    def strikes(self, number):
        return not self.which or number in self.which


def passed_on(status, headers, body):
    """The real answer, byte for byte."""
    return "\r\n".join([f"HTTP/1.1 {status} Status", *headers]).encode("latin-1") + b"\r\n\r\n" + body


def answer(status, body=b"", headers=(), length=None, content_type="application/json", reason="Status"):
    """The bytes of an HTTP answer; `length` lies about the body's."""
    if isinstance(body, str):
        body = body.encode()
    lines = [f"HTTP/1.1 {status} {reason}"]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    lines += list(headers)
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def envelope(status, error_id, message="Something went wrong.", headers=()):
    return answer(status, '{"id":"%s","message":"%s","version":"v2026-08-21"}' % (error_id, message), headers)


def html(status):
    return answer(status, f"<html><body><center><h1>{status} Bad Gateway</h1></center></body></html>\r\n", content_type="text/html")
