#!/usr/bin/env python3
"""Runs that take the API's webhooks. Usage: webhooks_test.py PRESSRUN"""
import socket
import sys
import time
import urllib.error
import urllib.request

from harness import FAST, case, expect, main, manifest, stats

SECRET = "whsec_" + "5" * 64
SIGNED = FAST + f"format_failure_rate: 0\nwebhooks: {{secret: {SECRET}, delay: 5ms, ladder: [50ms, 100ms, 200ms]}}\n"
SLOWER = SIGNED.replace("median: 20ms", "median: 300ms")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def listening(p, url, *words, secret=SECRET, port=None, **env):
    port = port or free_port()
    return p.against(url, "run", "a.yaml", *words, "--listen", f"127.0.0.1:{port}",
                     "--public-url", f"http://127.0.0.1:{port}/hooks/",
                     **{"ABYSSALE_SIGNING_SECRET": secret, **env})


def calls(p):
    return p.results()["summary"]["api_calls"]


@case
def a_signed_delivery_is_the_answer(p):
    url = p.simulator(SLOWER)
    p.write("a.yaml", manifest(30))
    expect(listening(p, url), 0, absent=["does not lead", "refused", "hint"])
    summary = p.results()["summary"]
    assert (summary["succeeded"], summary["assets"], summary["in_doubt"]) == (30, 30, 0), summary
    assert calls(p)["submit"] == 30 and stats(url)["polls"] < 30, (calls(p), stats(url))


@case
def the_simulator_beside_a_run_signs_too(p):
    p.write("a.yaml", manifest(5))
    expect(p.run("run", "a.yaml", "--simulate", "--listen", "127.0.0.1:0"), 0, absent=["does not lead", "hint"])
    assert p.results("spring.simulated")["summary"]["succeeded"] == 5


@case
def a_lost_answer_is_no_doubt(p):
    url = p.simulator(SLOWER + "faults: [{kind: reset_after, on: submit, probability: 1, at_most: 1}]\n")
    p.write("a.yaml", manifest(3))
    expect(listening(p, url), 0)
    summary = p.results()["summary"]
    assert (summary["succeeded"], summary["in_doubt"], summary["credits"]) == (3, 0, 3), summary
    assert stats(url)["accepted_generations"] == 3


@case
def another_run_settles_the_doubt(p):
    """The first run is over before the rendering is: what is tried again reaches the second."""
    url = p.simulator(SIGNED.replace("median: 20ms", "median: 3s").replace(
        "ladder: [50ms, 100ms, 200ms]", "ladder: [1s, 1s, 1s, 1s, 1s]") +
        "faults: [{kind: reset_after, on: submit, probability: 1, at_most: 1}]\n")
    p.write("a.yaml", manifest(2))
    port = free_port()
    expect(listening(p, url, "--max-duration", "2s", port=port), 13)
    assert p.results()["summary"]["in_doubt"] == 1
    p.write("a.yaml", manifest(3))
    expect(listening(p, url, port=port), 0)
    summary = p.results()["summary"]
    assert (summary["succeeded"], summary["in_doubt"]) == (3, 0), summary
    assert stats(url)["accepted_generations"] == 3


@case
def without_a_secret_deliveries_are_hints(p):
    url = p.simulator(SLOWER)
    p.write("a.yaml", manifest(10))
    expect(listening(p, url, secret=""), 0, "is a hint alone")
    assert p.results()["summary"]["succeeded"] == 10
    assert stats(url)["polls"] >= 10, stats(url)


@case
def a_callback_of_the_authors_own_stays(p):
    """Its deliveries are not ours: each request is polled."""
    url = p.simulator(SLOWER)
    p.write("a.yaml", manifest(3).replace("    elements:", "    callback_url: https://author.example/hook\n    elements:"))
    expect(listening(p, url), 0)
    assert p.results()["summary"]["succeeded"] == 3
    assert stats(url)["polls"] >= 3, stats(url)


@case
def a_callback_is_no_part_of_what_was_bought(p):
    url = p.simulator(SLOWER)
    p.write("a.yaml", manifest(3))
    expect(listening(p, url), 0)
    expect(p.against(url, "run", "a.yaml"), 0)
    expect(listening(p, url), 0)
    assert stats(url)["accepted_generations"] == 3
    assert p.results()["summary"]["unchanged"] == 3


@case
def an_address_that_leads_elsewhere_is_told(p):
    url = p.simulator(SLOWER)
    p.write("a.yaml", manifest(2))
    _, err = expect(p.against(url, "run", "a.yaml", "--listen", "127.0.0.1:0", "--public-url",
                              f"http://127.0.0.1:{free_port()}", ABYSSALE_SIGNING_SECRET=SECRET), 0)
    assert "does not lead to this process" in err and "are polled" in err, err


@case
def what_cannot_be_listened_on_is_said_before_anything_is_sent(p):
    url = p.simulator(SLOWER)
    p.write("a.yaml", manifest(2))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        expect(p.against(url, "run", "a.yaml", "--listen", f"127.0.0.1:{port}", "--public-url", "https://h.example"), 2,
               "cannot be listened for", str(port))
    wrong = [
        (["--listen", "127.0.0.1:0"], "--listen needs --public-url"),
        (["--listen", "here", "--public-url", "https://h.example"], "is no ADDRESS:PORT"),
        (["--listen", "127.0.0.1:99999", "--public-url", "https://h.example"], "is no ADDRESS:PORT"),
        (["--listen", "0.0.0.0:0", "--public-url", "https://h.example"], "without --tls-cert"),
        (["--public-url", "http://h.example"], "https only"),
        (["--public-url", "https://h.example/?x=1"], "has to end with its path"),
        (["--public-url", "nonsense"], "is no address"),
        (["--public-url", "https://h.example", "--tls-cert", "x.pem"], "go together"),
        (["--public-url", "https://h.example", "--listen", "127.0.0.1:0", "--tls-cert", "x.pem", "--tls-key", "y.pem"],
         "cannot be listened for"),
    ]
    for words, text in wrong:
        expect(p.against(url, "run", "a.yaml", *words), 2, text)
    expect(listening(p, url, secret="hunter2"), 2, "ABYSSALE_SIGNING_SECRET", absent=["hunter2"])
    assert stats(url)["accepted_generations"] == 0


@case
def strangers_learn_nothing_and_stop_nothing(p):
    """While a run waits, its receiver is asked by whoever comes along."""
    url = p.simulator(SLOWER.replace("median: 300ms", "median: 3s"))
    p.write("a.yaml", manifest(3))
    port = free_port()
    run = p.start("run", "a.yaml", "--base-url", url, "--listen", f"127.0.0.1:{port}",
                  "--public-url", f"http://127.0.0.1:{port}",
                  ABYSSALE_API_KEY="k", ABYSSALE_SIGNING_SECRET=SECRET)

    def ask(path, body=b"{}", **headers):
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=body, headers=headers)
        while run.poll() is None:
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    return answer.status
            except urllib.error.HTTPError as error:
                return error.code
            except (ConnectionError, urllib.error.URLError):
                time.sleep(0.02)  # it is not there yet
        return None

    token = "a" * 32
    asked = [ask("/" + token), ask("/"), ask("/" + token, b"\x00" * 100),
             ask("/" + token, **{"X-Abyssale-Signature": "t=1,v1=" + "0" * 64}), ask("/../../etc/passwd")]
    assert asked == [401, 404, 401, 401, 404], asked
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(b"\x16\x03\x01 no request at all\r\n\r\n")
        assert raw.recv(1000).startswith(b"HTTP/1.1 400 ")
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(b"POST /" + token.encode() + b" HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")
        assert raw.recv(1000).startswith(b"HTTP/1.1 413 ")
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(200)]
    for one in slow:
        one.sendall(b"P")
    out, err = run.communicate(timeout=60)
    for one in slow:
        one.close()
    assert run.returncode == 0, (out, err)
    assert p.results()["summary"]["succeeded"] == 3


sys.exit(main())
