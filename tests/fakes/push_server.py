"""A small real RTSP server for publishers, which also does what no good server would."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

REALM, NONCE = "a kitchen", "0123456789abcdef"


@dataclass
class Request:
    """What somebody asked."""

    method: str
    url: str
    headers: dict[str, str]
    body: str


@dataclass
class PushServer:
    """Collects what it is told and sent."""

    login: tuple[str, str, str] | None = None
    """Name, password and "Basic", "MD5" or "SHA-256"."""
    statuses: Mapping[str, int] = field(default_factory=dict)
    """Methods that it refuses."""
    is_silent: bool = False
    """It takes connections and never says a word."""
    greeting: bytes = b""
    """What it says instead of RTSP."""
    reads_packets: bool = True
    """Else it takes no more bytes once the stream begins."""
    session_s: int = 60
    requests: list[Request] = field(default_factory=list)
    packets: list[bytes] = field(default_factory=list)
    """RTP, without the frame around it."""
    reports: list[bytes] = field(default_factory=list)
    """RTCP."""
    connections: int = 0
    port: int = 0
    writers: set[asyncio.StreamWriter] = field(default_factory=set)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def methods(self) -> Counter[str]:
        """How often each was asked."""
        return Counter(request.method for request in self.requests)

    @property
    def pictures(self) -> int:
        """Complete ones: packets with RTP's marker."""
        return sum(packet[1] >> 7 for packet in self.packets)

    def drop(self) -> None:
        """End all connections."""
        for writer in self.writers:
            writer.transport.abort()

    def url(self, login: str = "", scheme: str = "rtsp", path: str = "/kitchen") -> str:
        """Where to push to."""
        return f"{scheme}://{login}{'@' if login else ''}127.0.0.1:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.connections += 1
        self.writers.add(writer)
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        try:
            await self._talk(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self.writers.discard(writer)
            self.tasks.discard(task)
            writer.transport.abort()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.greeting:
            writer.write(self.greeting)
        while True:
            first = await reader.readexactly(1)
            if first == b"$":
                channel, size = await reader.readexactly(1), int.from_bytes(await reader.readexactly(2), "big")
                (self.reports if channel[0] else self.packets).append(await reader.readexactly(size))
                continue
            request = await _request(first, reader)
            self.requests.append(request)
            if self.is_silent or self.greeting:
                continue
            writer.write(self._answer(request))
            if request.method == "RECORD" and not self.reads_packets:
                writer.transport.pause_reading()  # type: ignore[attr-defined]
                await asyncio.get_running_loop().create_future()

    def _answer(self, request: Request) -> bytes:
        extra, status = "", self.statuses.get(request.method, 200)
        if status == 200 and self.login is not None and not self._knows(request):
            status, extra = 401, f"WWW-Authenticate: {self._challenge()}\r\n"
        elif request.method == "SETUP":
            extra = f"Session: 12345;timeout={self.session_s}\r\nTransport: {request.headers['transport']}\r\n"
        return f"RTSP/1.0 {status} As told\r\nCSeq: {request.headers['cseq']}\r\n{extra}\r\n".encode()

    def _challenge(self) -> str:
        assert self.login is not None
        kind = self.login[2]
        if kind == "Basic":
            return f'Basic realm="{REALM}"'
        return f'Digest realm="{REALM}", nonce="{NONCE}", algorithm={kind}'

    def _knows(self, request: Request) -> bool:
        assert self.login is not None
        name, password, kind = self.login
        given = request.headers.get("authorization", "")
        if kind == "Basic":
            return given == "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()
        digest = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}[kind]
        who = digest(f"{name}:{REALM}:{password}".encode()).hexdigest()
        what = digest(f"{request.method}:{request.url}".encode()).hexdigest()
        return f'response="{digest(f"{who}:{NONCE}:{what}".encode()).hexdigest()}"' in given


async def _request(first: bytes, reader: asyncio.StreamReader) -> Request:
    head = (first + await reader.readuntil(b"\r\n\r\n")).decode()
    line, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in lines)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    method, url, _ = line.split(" ")
    return Request(method, url, headers, body.decode())


@contextlib.asynccontextmanager
async def push_server(encryption: ssl.SSLContext | None = None, **does: object) -> AsyncIterator[PushServer]:
    """A server on this computer's loopback that ends in good time."""
    server = PushServer(**does)  # type: ignore[arg-type]
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=encryption)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for task in tuple(server.tasks):
            task.cancel()
        if server.tasks:
            await asyncio.wait(tuple(server.tasks))
