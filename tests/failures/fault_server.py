"""Stands before the simulator and passes calls on, but for those that a rule strikes. Plain HTTP, TLS, or a proxy
that tunnels to itself. All servers share one event loop in a thread of its own."""
import asyncio
import contextlib
import os
import socket
import struct
import threading

import certificates
from acts import passed_on

LOOP = asyncio.new_event_loop()
_started = threading.Lock()
_thread = []


def in_loop(coroutine, timeout=20):
    with _started:
        if not _thread:
            _thread.append(threading.Thread(target=LOOP.run_forever, daemon=True))
            _thread[0].start()
    return asyncio.run_coroutine_threadsafe(coroutine, LOOP).result(timeout)


def kind_of(method, target):
    path = target.split("?")[0]
    if method == "POST" and "/banner-builder/" in path:
        return "submit"
    if path.startswith("/generation-request/"):
        return "poll"
    return {"/ready": "probe", "/auth": "auth"}.get(path, "banner" if path.startswith("/banners/") else "read")


class Cut(Exception):
    """The connection is over."""


class FaultServer:
    def __init__(self, upstream, rules, via, certificate, hook):
        self.host, self.port = upstream.removeprefix("http://").split(":")
        self.rules, self.via, self.hook = list(rules), via, hook
        self.certificate = certificate
        self.seen = {}                # calls by kind, connections by rule
        self.answered = set()         # kinds of which one was answered
        self.behind = []              # what the simulator answered to submissions
        self.struck = set()           # rules that struck
        self.targets = {}             # what the calls that a rule struck asked for, by rule
        self.tasks = set()
        self.listener = None
        self.reserved = bound_socket(0)  # never listens: keeps the port ours while nobody does
        self.own_port = self.reserved.getsockname()[1]
        in_loop(self.listen())

    # ---- from the test's thread

    @property
    def url(self):
        return f"http://127.0.0.1:{self.own_port}" if self.via == "http" else f"https://api.test:{self.own_port}"

    def idle_rules(self):
        """Rules that never struck: what they stand for was not tried."""
        return [rule for rule in self.rules if rule not in self.struck]

    def heal(self):
        in_loop(self._heal())

    def begin(self, rules):
        """Counts anew: another run begins under these rules."""
        self.seen, self.rules = {}, list(rules)

    def close(self):
        in_loop(self._close())

    async def _heal(self):
        self.rules, self.certificate = [], "good"
        await self.listen()

    async def _close(self):
        self.deafen()
        self.reserved.close()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    # ---- listening

    async def listen(self):
        if self.listener is not None:
            return
        self.listener = bound_socket(self.own_port)
        self.listener.listen(64)
        self.listener.setblocking(False)
        self.keep(self.accept(self.listener))

    def keep(self, coroutine):
        task = LOOP.create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def accept(self, listener):
        with contextlib.suppress(OSError, asyncio.CancelledError):
            while True:
                raw, _ = await LOOP.sock_accept(listener)
                self.keep(self.meet(raw))

    def deafen(self):
        if self.listener is not None:
            LOOP.remove_reader(self.listener.fileno())
            self.listener.close()
            self.listener = None

    def stay_away(self, act):
        self.deafen()
        full = full_queue(self.own_port) if act.hole else []

        def come_back():
            for each in full:
                each.close()
            self.keep(self.listen())

        LOOP.call_later(act.down or act.hole, come_back)

    # ---- one connection

    async def meet(self, raw):
        raw.setblocking(False)
        streams = None
        try:
            await self.before_streams(raw)
            streams = await self.open_streams(raw)
            while True:
                await self.request(*streams)
        except (Cut, OSError, EOFError, asyncio.CancelledError):
            pass
        finally:
            if streams:
                streams[1].transport.abort()
            else:
                raw.close()

    async def before_streams(self, raw):
        """What comes before the first request: accepting, the tunnel, the TLS handshake."""
        await self.strike_connection("accept", raw)
        if self.via == "proxy":
            await received_head(raw)
            await self.strike_connection("connect", raw)
            await LOOP.sock_sendall(raw, b"HTTP/1.1 200 Connection established\r\n\r\n")
        if self.via != "http":
            await self.strike_connection("hello", raw)

    async def open_streams(self, raw):
        reader = asyncio.StreamReader(1 << 20, LOOP)
        protocol = asyncio.StreamReaderProtocol(reader, loop=LOOP)
        tls = None if self.via == "http" else certificates.context(self.certificate)
        transport, _ = await LOOP.connect_accepted_socket(lambda: protocol, raw, ssl=tls)
        return reader, asyncio.StreamWriter(transport, protocol, reader, LOOP)

    async def strike_connection(self, at, raw):
        for rule in self.rules:
            if rule.act.at != at or (rule.after and rule.after not in self.answered):
                continue
            if rule.strikes(self.count(rule)):
                self.struck.add(rule)
                if at == "hello":
                    await LOOP.sock_recv(raw, 5)
                await self.misbehave_raw(rule.act, raw)

    async def misbehave_raw(self, act, raw):
        if act.answer is not None:
            await LOOP.sock_sendall(raw, act.answer)
        if act.then == "stall":
            await asyncio.sleep(60)
        if act.then == "reset":
            linger_no_more(raw)
        raise Cut

    def count(self, kind):
        self.seen[kind] = self.seen.get(kind, 0) + 1
        return self.seen[kind]

    async def request(self, reader, writer):
        line = await reader.readuntil(b"\r\n")
        method, target, _ = line.decode("latin-1").split(" ", 2)
        kind = kind_of(method, target)
        rule = self.rule_for(kind, self.count(kind), target)
        head = b"" if rule and rule.act.read == "line" else line + await reader.readuntil(b"\r\n\r\n")
        if rule:
            self.struck.add(rule)
            return await self.misbehave(kind, rule.act, reader, writer, head)
        real = await self.forward(head, await reader.readexactly(length_of(head)))
        self.answered.add(kind)
        writer.write(passed_on(*real))
        await writer.drain()

    def rule_for(self, kind, number, target):
        def strikes(rule):
            return rule.strikes(number) or (rule.same and target in self.targets.get(rule, ()))

        found = next((rule for rule in self.rules if rule.on == kind and strikes(rule)), None)
        if found:
            self.targets.setdefault(found, set()).add(target)
        return found

    # ---- misbehaving

    async def misbehave(self, kind, act, reader, writer, head):
        body = await reader.readexactly(wanted_of(act, head)) if head else b""
        real = await self.forward(head, body) if act.effect else None
        self.answered.add(kind)
        if act.hook:
            self.hook(act.hook)
        await asyncio.sleep(act.pause)
        if act.down or act.hole:
            self.stay_away(act)
        self.certificate = act.certificate or self.certificate
        if act.answer is not None:
            data = act.answer(*(real or [body])) if callable(act.answer) else act.answer
            await self.say(writer, announced(data) if act.then == "close" else data, act.then == "drip")
        await self.part(act.then, writer)

    async def say(self, writer, data, slowly):
        if not slowly:
            writer.write(data)
            return await writer.drain()
        for byte in data:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.05)

    async def part(self, how, writer):
        if how == "keep":
            return
        if how in ("stall", "drip"):
            await asyncio.sleep(60)
        with contextlib.suppress(OSError):
            await flushed(writer)
            if how == "plain":  # bytes that are no TLS, in the middle of it
                os.write(writer.get_extra_info("socket").fileno(), b"HTTP/1.1 400 Bad Request\r\n\r\n")
                await asyncio.sleep(0.2)
            if how == "close":
                await closed(writer)
            else:
                linger_no_more(writer.get_extra_info("socket"))
        raise Cut

    # ---- the simulator behind

    async def forward(self, head, body):
        reader, writer = await asyncio.open_connection(self.host, int(self.port), limit=1 << 24)
        try:
            writer.write(head + body)
            answered = await reader.readuntil(b"\r\n\r\n")
            lines = answered.decode("latin-1").split("\r\n")
            content = await reader.readexactly(length_of(answered))
            if b"/banner-builder/" in head.split(b"\r\n")[0]:
                self.behind.append(content)
            return int(lines[0].split(" ")[1]), [line for line in lines[1:] if line], content
        finally:
            writer.close()


def announced(data):
    """A close that nobody announces races with the next request on the connection: for that there are tests of their own."""
    whole_head = data.startswith(b"HTTP/1.1 ") and b"\r\n\r\n" in data
    return data.replace(b"\r\n", b"\r\nConnection: close\r\n", 1) if whole_head else data


async def flushed(writer):
    """Until the last byte was handed to the system."""
    while writer.transport.get_write_buffer_size() > 0:
        await asyncio.sleep(0.01)


async def closed(writer):
    writer.close()
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(writer.wait_closed(), 2)


async def received_head(raw):
    head = b""
    while b"\r\n\r\n" not in head:
        some = await LOOP.sock_recv(raw, 4096)
        if not some:
            raise Cut
        head += some


def length_of(head):
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


def wanted_of(act, head):
    """How much of the body is read before the act."""
    whole = length_of(head)
    if act.read == "whole":
        return whole
    return min(act.read, whole) if isinstance(act.read, int) else 0


def bound_socket(port):
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind(("127.0.0.1", port))
    return made


def full_queue(port):
    """Sockets that make the port one that answers nobody: its queue of connections is full."""
    listener = bound_socket(port)
    listener.listen(0)
    held = [listener]
    for _ in range(4):
        held.append(socket.socket())
        held[-1].setblocking(False)
        with contextlib.suppress(BlockingIOError):
            held[-1].connect(("127.0.0.1", port))
    return held


def linger_no_more(raw):
    """Closing is a reset from now on, in place of an end of file."""
    if raw is not None:  # gone already
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
