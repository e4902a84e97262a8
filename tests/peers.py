"""The other ends of a camera server, all over real sockets: cameras, browsers, and those that mean it no good.

``Station`` is the real server with ears; everything else connects to it from outside.
"""

from __future__ import annotations

import asyncio
import base64
import functools
import hashlib
import hmac
import json
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import simplejpeg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from atomcam_gui import jpeg, wire
from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import CameraRegistry, RegistryEvent
from atomcam_gui.camera.trust import Decision, Trust, TrustBook
from atomcam_gui.server.camera_server import CameraServer

SOON = 10.0
"""Seconds after which something that was awaited has failed to come. Long, since the machine may be busy."""

LOOPBACK = "127.0.0.1"
FRONT_DOOR = "0a0000000001"
GARDEN = "0a0000000002"
WITNESS = "0a00000000ee"


# -- waiting -------------------------------------------------------------------------------------------------------


async def until(condition: Callable[[], Any], what: str, within: float = SOON) -> float:
    """Go on as soon as ``condition`` holds, and fail when it does not within so many seconds. Returns the seconds."""
    began = time.monotonic()
    while True:
        if condition():
            return time.monotonic() - began
        assert time.monotonic() - began < within, f"still not after {within} s: {what}"
        await asyncio.sleep(0.005)


# -- pictures ------------------------------------------------------------------------------------------------------


@functools.cache
def picture(width: int = 64, height: int = 48, shade: int = 128) -> bytes:
    """A small real JPEG."""
    return simplejpeg.encode_jpeg(np.full((height, width, 3), shade, np.uint8), 80, "RGB", "420")


def stamped(sequence: int, width: int = 64, height: int = 48, capture_us: int | None = None) -> bytes:
    """A picture with a board's stamp."""
    time_us = sequence * 40_000 if capture_us is None else capture_us
    return jpeg.with_stamp(picture(width, height), jpeg.Stamp(sequence, time_us))


def segment(marker: int, body: bytes) -> bytes:
    """A marker segment of a JPEG."""
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def frame_header(width: int, height: int) -> bytes:
    """A start-of-frame segment for one grey component."""
    return segment(0xC0, b"\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big") + b"\x01\x01\x11\x00")


def sketch(*segments: bytes, width: int = 64, height: int = 48, data: bytes = b"\x12\x34") -> bytes:
    """The structure of a JPEG without its tables: what is checked before anything is decoded."""
    head = b"".join(segments) + frame_header(width, height)
    return b"\xff\xd8" + head + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + data + b"\xff\xd9"


# -- the server ----------------------------------------------------------------------------------------------------


class StationClock:
    """Monotonic seconds that a test can push forward."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self._ahead

    def jump(self, seconds: float) -> None:
        self._ahead += seconds


class Collector:
    """A sink that keeps all frames."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []

    def submit(self, frame: Frame) -> None:
        self.frames.append(frame)

    def of(self, camera_id: str) -> list[Frame]:
        """The frames of one camera."""
        return [frame for frame in self.frames if frame.camera_id == camera_id]


class Station:
    """A real camera server with all that belongs to it, a sink that keeps every frame and a list of all events."""

    def __init__(self, book: TrustBook | None = None) -> None:
        self.book = book or TrustBook()
        self.clock = StationClock()
        self.hub = Hub()
        self.registry = CameraRegistry(self.book, self.hub, self.clock)
        self.server = CameraServer(self.registry)
        self.shown = Collector()
        self.events: list[RegistryEvent] = []
        self.hub.attach(self.shown)
        self.registry.subscribe(self.events.append)

    @property
    def url(self) -> str:
        return wire.camera_url(self.server.bind, self.server.port)

    @property
    def counters(self) -> Any:
        return self.server.counters

    def allow(self, camera_id: str | None, address: str = LOOPBACK) -> None:
        """Let a camera in for now, before it comes."""
        self.book.decide(Decision(address, camera_id, Trust.ALLOWED, permanent=False))

    def camera(self, camera_id: str) -> Camera:
        """A camera that must be listed."""
        camera = self.registry.get(camera_id)
        assert camera is not None, f"{camera_id} is not among {[c.id for c in self.registry]}"
        return camera

    async def listed(self, camera_id: str) -> Camera:
        """Wait until a camera is listed and connected."""
        await until(lambda: (c := self.registry.get(camera_id)) and c.connection, f"{camera_id} listed and connected")
        return self.camera(camera_id)

    def events_of(self, kind: type) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]


@asynccontextmanager
async def running_station(book: TrustBook | None = None, bind: str = LOOPBACK, port: int = 0) -> AsyncIterator[Station]:
    """A station that listens, and ends in good time."""
    station = Station(book)
    await station.server.start(bind, port)
    try:
        yield station
    finally:
        await station.server.stop()


# -- cameras -------------------------------------------------------------------------------------------------------


@dataclass
class PeerCamera:
    """A camera that does what a test says."""

    socket: ClientConnection
    camera_id: str | None

    async def show(self, *pictures: bytes) -> None:
        """Send pictures; a plain one if none are given."""
        for data in pictures or (picture(),):
            await self.socket.send(data)

    async def say(self, **fields: Any) -> None:
        """Send a text message."""
        await self.socket.send(json.dumps(fields))

    async def hello(self, **fields: Any) -> None:
        """Say who it is."""
        await self.say(**({"type": "hello"} | ({"id": self.camera_id} if self.camera_id else {}) | fields))

    async def challenge(self) -> str:
        """The nonce of the challenge that must come now."""
        async with asyncio.timeout(SOON):
            fields = json.loads(await self.socket.recv())
        assert fields.keys() == {"type", "nonce"}
        assert fields["type"] == "challenge"
        return str(fields["nonce"])

    async def prove(self, key: bytes, nonce: str, own_nonce: str = "00112233445566778899aabbccddeeff") -> None:
        """Send the proof that this key and this nonce ask for."""
        assert self.camera_id is not None
        await self.say(type="proof", nonce=own_nonce, mac=proof(key, self.camera_id, nonce, own_nonce))

    async def come_in(self, key: bytes) -> None:
        """Hello, challenge, proof."""
        await self.hello()
        await self.prove(key, await self.challenge())

    async def closed(self, within: float = SOON) -> tuple[int | None, str | None]:
        """Wait for the server to close: code and reason."""
        async with asyncio.timeout(within):
            with suppress(ConnectionClosed):
                while True:
                    await self.socket.recv()
        return self.socket.close_code, self.socket.close_reason


def proof(key: bytes, camera_id: str, server_nonce: str, own_nonce: str) -> str:
    """The mac of docs/protocol, worked out here without a line of the program's."""
    message = b"camera" + camera_id.encode() + server_nonce.encode() + own_nonce.encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()


@asynccontextmanager
async def peer_camera(
    url: str, camera_id: str | None = None, *, header: str | None = "", address: str | None = None, **options: Any
) -> AsyncIterator[PeerCamera]:
    """A camera on a real WebSocket.

    Args:
        camera_id: sent in the handshake's header, unless ``header`` says otherwise.
        header: another content for the header; None for no header.
        address: the loopback address that it comes from.
    """
    header_id = camera_id if header == "" else header
    async with connect(
        url,
        subprotocols=[Subprotocol(wire.SUBPROTOCOL)],
        additional_headers={wire.ID_HEADER: header_id} if header_id is not None else None,
        compression=options.pop("compression", None),
        ping_interval=None,
        close_timeout=2,
        max_size=None,
        proxy=None,
        **({"local_addr": (address, 0)} if address else {}),
        **options,
    ) as connection:
        yield PeerCamera(connection, camera_id)


@dataclass
class Witness:
    """A camera that behaves, beside others that do not."""

    station: Station
    arrivals: list[float] = field(default_factory=list)

    def submit(self, frame: Frame) -> None:
        self.arrivals.append(time.monotonic())

    async def sees_more(self, pictures: int = 5) -> None:
        """Wait until so many more pictures were shown."""
        goal = len(self.arrivals) + pictures
        await until(lambda: len(self.arrivals) >= goal, "the other camera's picture goes on", within=5)


@asynccontextmanager
async def witness(station: Station) -> AsyncIterator[Witness]:
    """Another camera whose picture goes on, 100 times a second, while whatever is inside happens.

    At the end: pictures came to the last moment, none was lost, and it never stood still for long.
    """
    station.allow(WITNESS)
    seen = Witness(station)
    station.hub.attach(seen, WITNESS)
    async with peer_camera(station.url, WITNESS) as camera:

        async def stream() -> None:
            sequence = 0
            while True:
                await camera.show(stamped(sequence))
                sequence += 1
                await asyncio.sleep(0.01)

        streaming = asyncio.create_task(stream())
        try:
            await seen.sees_more(2)
            yield seen
            await seen.sees_more()
        finally:
            streaming.cancel()
            await asyncio.wait([streaming])
            station.hub.detach(seen, WITNESS)
        listed = station.camera(WITNESS)
        assert listed.state.value == "live"
        assert (listed.statistics.lost, listed.statistics.corrupt) == (0, 0)
        gaps = [after - before for before, after in zip(seen.arrivals, seen.arrivals[1:], strict=False)]
        assert max(gaps) < 1.5, f"the other camera's picture stood still for {max(gaps):.2f} s"


# -- raw TCP -------------------------------------------------------------------------------------------------------


class RawPeer:
    """Speaks TCP and whatever a test wants, byte by byte. Answers nothing by itself: no ping, no close."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def upgrade(self, camera_id: str | None = None, *headers: str) -> str:
        """Do the opening handshake; returns the answer's status line."""
        await self.send(upgrade_request(camera_id, *headers))
        answer = await self.read_head()
        return answer.partition("\r\n")[0]

    async def read_head(self) -> str:
        async with asyncio.timeout(SOON):
            return (await self.reader.readuntil(b"\r\n\r\n")).decode()

    async def send_frame(self, opcode: int, payload: bytes, *, fin: bool = True, rsv1: bool = False) -> None:
        await self.send(websocket_frame(opcode, payload, fin=fin, rsv1=rsv1))

    async def rest(self, within: float = SOON) -> bytes:
        """All that comes until the server ends the connection."""
        async with asyncio.timeout(within):
            with suppress(ConnectionError):
                return await self.reader.read()
        return b""


def upgrade_request(camera_id: str | None = None, *headers: str) -> bytes:
    """A camera's handshake."""
    lines = [
        f"GET {wire.CAMERA_PATH} HTTP/1.1",
        "Host: 127.0.0.1",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        "Sec-WebSocket-Version: 13",
        *([f"{wire.ID_HEADER}: {camera_id}"] if camera_id else []),
        *headers,
    ]
    return "\r\n".join((*lines, "", "")).encode()


def websocket_frame(opcode: int, payload: bytes, *, fin: bool = True, rsv1: bool = False) -> bytes:
    """A client's frame, masked with zeros."""
    head = bytes(((fin << 7) | (rsv1 << 6) | opcode,))
    size = len(payload)
    if size < 126:
        head += bytes((0x80 | size,))
    elif size < 65536:
        head += bytes((0x80 | 126,)) + size.to_bytes(2, "big")
    else:
        head += bytes((0x80 | 127,)) + size.to_bytes(8, "big")
    return head + bytes(4) + payload


TEXT, BINARY, CONTINUATION = 0x1, 0x2, 0x0


@asynccontextmanager
async def raw_peer(port: int, host: str = LOOPBACK) -> AsyncIterator[RawPeer]:
    """A TCP connection to the server."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        yield RawPeer(reader, writer)
    finally:
        with suppress(AttributeError):  # CPython 3.11, where the transport is closed already
            writer.transport.abort()
        with suppress(OSError):
            await writer.wait_closed()


@dataclass(frozen=True)
class Answer:
    """What came back for an HTTP request."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


async def ask(
    port: int, target: str, *headers: str, method: str = "GET", host: str = LOOPBACK, named: str | None = "127.0.0.1"
) -> Answer:
    """One plain HTTP request; ``named`` is its ``Host``."""
    async with raw_peer(port, host) as peer:
        lines = [f"{method} {target} HTTP/1.1", *([f"Host: {named}"] if named is not None else []), *headers, "", ""]
        await peer.send("\r\n".join(lines).encode())
        head, _, body = (await peer.rest()).partition(b"\r\n\r\n")
    status, *fields = head.decode().split("\r\n")
    pairs = (line.partition(":") for line in fields)
    return Answer(int(status.split()[1]), {name.lower(): value.strip() for name, _, value in pairs}, body)


def unused_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


# -- the program itself --------------------------------------------------------------------------------------------


class Program:
    """A running ``atomcam``."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.out: list[str] = []
        """Lines of its standard output that were read so far."""
        assert process.stderr is not None
        self._stderr = asyncio.create_task(process.stderr.read())

    async def line(self, containing: str, within: float = SOON) -> str:
        """The next line of its output that holds a text."""
        assert self.process.stdout is not None
        try:
            async with asyncio.timeout(within):
                while data := await self.process.stdout.readline():
                    self.out.append(data.decode().rstrip("\r\n"))
                    if containing in self.out[-1]:
                        return self.out[-1]
        except TimeoutError:
            raise AssertionError(f"no {containing!r} within {within} s, only {self.out}") from None
        raise AssertionError(f"it ended without {containing!r}: {self.out}, {(await self._stderr).decode()}")

    async def event(self, containing: str, within: float = SOON) -> dict[str, Any]:
        """The next line of its output that holds a text, as JSON."""
        fields = json.loads(await self.line(containing, within))
        assert isinstance(fields, dict)
        return fields

    async def listening(self) -> tuple[str, int]:
        """The address and the port that it says it listens on."""
        line = await self.line("listening")
        url = json.loads(line)["url"] if line.startswith("{") else line.removeprefix("listening on ")
        return url, int(url.rpartition(":")[2].partition("/")[0])

    def signal(self, number: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(number)

    async def end(self, within: float = SOON) -> tuple[int, str]:
        """Wait for its end: exit status and standard error. What it still prints is added to ``out``."""
        try:
            async with asyncio.timeout(within):
                if self.process.stdout is not None:
                    rest = (await self.process.stdout.read()).decode()
                    self.out += rest.splitlines()
                status = await self.process.wait()
        except TimeoutError:
            raise AssertionError(f"it still runs after {within} s; it printed {self.out}") from None
        return status, (await self._stderr).decode()

    async def make_sure_of_its_end(self) -> None:
        if self.process.returncode is None:
            with suppress(ProcessLookupError):
                self.process.kill()
        await self.process.wait()
        await self._stderr


@asynccontextmanager
async def program(
    *arguments: str,
    environment: Mapping[str, str | None] | None = None,
    interpreter: Iterable[str] = ("-m", "atomcam_gui"),
    stdout: int = asyncio.subprocess.PIPE,
) -> AsyncIterator[Program]:
    """The real ``atomcam`` with these arguments, warnings as errors and no screen. Whatever happens, it ends.

    Args:
        environment: variables that differ from this process's; None takes one away.
        interpreter: what Python is to run.
    """
    variables = dict(os.environ) | {"PYTHONWARNINGS": "error"}
    changes = {"DISPLAY": None, "WAYLAND_DISPLAY": None, "QT_QPA_PLATFORM": None} | dict(environment or {})
    for name, value in changes.items():
        variables.pop(name, None)
        if value is not None:
            variables[name] = value
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *interpreter,
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=stdout,
        stderr=asyncio.subprocess.PIPE,
        env=variables,
        cwd=Path(__file__).parent.parent,
    )
    running = Program(process)
    try:
        yield running
    finally:
        await running.make_sure_of_its_end()


async def run_to_end(
    *arguments: str, within: float = SOON, environment: Mapping[str, str | None] | None = None
) -> tuple[int, list[str], str]:
    """Run ``atomcam`` until it ends by itself: exit status, lines of output, standard error."""
    async with program(*arguments, environment=environment) as running:
        status, errors = await running.end(within)
        return status, running.out, errors
