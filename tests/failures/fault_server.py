"""Stands before the simulator and passes calls on, but for those that a rule strikes. Plain HTTP, TLS, or a proxy
that tunnels to itself. All servers share one event loop in a thread of its own."""
import asyncio
import contextlib
import os
import socket
import struct
import threading

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
    return "probe" if path == "/ready" else "read"


class Cut(Exception):
    """The connection is over."""


class FaultServer:
    def __init__(self, upstream, rules=(), tls=None, hook=lambda name: None):
        self.host, self.port = upstream.removeprefix("http://").split(":")
        self.rules, self.tls, self.hook = list(rules), tls, hook
        self.seen = {}                # calls by kind, and connections
        self.answered = set()         # kinds that were answered
        self.struck = 0               # how often a rule struck
        self.tasks = set()
        self.listener = None
        self.own_port = 0
        in_loop(self.listen())

    # ---- from the test's thread

    @property
    def url(self):
        return f"{'https' if self.tls else 'http'}://{'api.test' if self.tls else '127.0.0.1'}:{self.own_port}"

    def heal(self):
        in_loop(self._heal())

    def close(self):
        in_loop(self._close())

    async def _heal(self):
        self.rules = []
        await self.listen()

    async def _close(self):
        await self.deafen()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    # ---- listening

    async def listen(self):
        if self.listener is None:
            self.listener = await asyncio.start_server(self.meet, "127.0.0.1", self.own_port, limit=1 << 20)
            self.own_port = self.listener.sockets[0].getsockname()[1]

    async def deafen(self):
        if self.listener is not None:
            self.listener.close()
            self.listener = None

    async def stay_down(self, seconds):
        await self.deafen()
        LOOP.call_later(seconds, lambda: LOOP.create_task(self.listen()))

    # ---- one connection

    async def meet(self, reader, writer):
        task = asyncio.current_task()
        self.tasks.add(task)
        try:
            await self.connection(reader, writer)
        except (Cut, ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, OSError, EOFError):
            pass
        finally:
            self.tasks.discard(task)
            writer.transport.abort() if writer.transport.is_closing() else writer.close()

    async def connection(self, reader, writer):
        await self.strike_connection("accept", reader, writer)
        if self.tls and await self.is_tunnel_asked(reader):
            await self.strike_connection("connect", reader, writer, count=False, head=True)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await writer.drain()
        if self.tls:
            await self.strike_connection("hello", reader, writer, count=False)
            await writer.start_tls(self.tls)
        while await self.request(reader, writer):
            pass

    async def is_tunnel_asked(self, reader):
        """Whether the first bytes are those of CONNECT rather than of TLS."""
        while not reader._buffer and not reader.at_eof():
            await reader._wait_for_data("is_tunnel_asked")
        return bytes(reader._buffer[:1]) == b"C"

    async def strike_connection(self, at, reader, writer, count=True, head=False):
        if head:
            await reader.readuntil(b"\r\n\r\n")
        for rule in self.rules:
            if rule.act.at != at or (rule.after and rule.after not in self.answered):
                continue
            number = self.count((rule, at))
            if rule.strikes(number):
                if at == "hello":
                    await reader.readexactly(5)
                await self.misbehave(rule.act, reader, writer, None)

    def count(self, kind):
        self.seen[kind] = self.seen.get(kind, 0) + 1
        return self.seen[kind]

    async def request(self, reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n")[0].decode("latin-1").split(" ", 2)
        kind = kind_of(method, target)
        number = self.count(kind)
        for rule in self.rules:
            if rule.on == kind and rule.act.at == "request" and rule.strikes(number):
                await self.misbehave(rule.act, reader, writer, head)
                self.answered.add(kind)
                return True
        real = await self.forward(head, await self.body(head, reader))
        writer.write(self.whole(*real))
        await writer.drain()
        self.answered.add(kind)
        return True

    async def body(self, head, reader):
        return await reader.readexactly(length_of(head))

    # ---- misbehaving

    async def misbehave(self, act, reader, writer, head):
        self.struck += 1
        body = b""
        if head is not None and act.read == "whole":
            body = await self.body(head, reader)
        elif isinstance(act.read, int) and head is not None:
            body = await reader.readexactly(min(act.read, length_of(head)))
        real = await self.forward(head, body) if act.effect else None
        if act.hook:
            self.hook(act.hook)
        if act.down:
            await self.stay_down(act.down)
        if act.answer is not None:
            data = act.answer(*real) if callable(act.answer) else act.answer
            await self.say(writer, data, act.then == "drip")
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
        if how == "reset":
            reset(writer)
        elif how == "plain":  # bytes that are no TLS, in the middle of it
            os.write(writer.get_extra_info("socket").fileno(), b"HTTP/1.1 400 Bad Request\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            await writer.drain()
        writer.close()
        raise Cut

    # ---- the simulator behind

    async def forward(self, head, body):
        reader, writer = await asyncio.open_connection(self.host, int(self.port), limit=1 << 24)
        try:
            writer.write(head + body)
            answered = await reader.readuntil(b"\r\n\r\n")
            lines = answered.decode("latin-1").split("\r\n")
            content = await reader.readexactly(length_of(answered))
            return int(lines[0].split(" ")[1]), [line for line in lines[1:] if line], content
        finally:
            writer.close()

    @staticmethod
    def whole(status, headers, body):
        return "\r\n".join([f"HTTP/1.1 {status} Status", *headers]).encode("latin-1") + b"\r\n\r\n" + body


def length_of(head):
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


def reset(writer):
    """Closes with a reset in place of an end of file."""
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
