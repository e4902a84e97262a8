"""The demo camera against a real WebSocket server."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import socket
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from http import HTTPStatus
from itertools import pairwise
from typing import Any

import pytest
import simplejpeg
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from atomcam_gui import jpeg, wire
from atomcam_gui.demo.client import DemoCamera, run
from atomcam_gui.demo.clock_reader import read_clock
from atomcam_gui.demo.scene import Scene, clock_text
from atomcam_gui.demo.session import Board
from atomcam_gui.demo.studio import Shot
from atomcam_gui.errors import DemoCameraError

CAMERA_ID = "0a1b2c3d4e5f"
KEY = bytes(range(32))
SOON = 5.0
"""Seconds after which a test that still waits has failed."""

Handler = Callable[[ServerConnection], Awaitable[None]]
Answer = Callable[[ServerConnection, Request], Response | None]


@asynccontextmanager
async def listening(handler: Handler, answer: Answer | None = None, port: int = 0) -> AsyncIterator[str]:
    """A server for cameras on this computer; gives its address."""
    async with serve(
        handler,
        "127.0.0.1",
        port,
        subprotocols=[Subprotocol(wire.SUBPROTOCOL)],
        compression=None,
        max_size=wire.MAX_MESSAGE_BYTES,
        process_request=answer,
        close_timeout=0.2,
        ping_interval=None,
    ) as server:
        yield wire.camera_url("127.0.0.1", server.sockets[0].getsockname()[1])


@asynccontextmanager
async def running(camera: DemoCamera) -> AsyncIterator[asyncio.Task[None]]:
    """The camera at work, cancelled at the end."""
    task = asyncio.create_task(run(camera))
    try:
        async with asyncio.timeout(SOON):
            yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def small(url: str, **changes: Any) -> DemoCamera:
    """A camera whose pictures cost next to nothing."""
    return replace(DemoCamera(url, fps=100, size=(160, 120), retry=(0.02, 0.05), patience=SOON), **changes)


@pytest.fixture(autouse=True)
def one_scene_for_each_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small scenes are made once for all tests; no two cameras run at a time."""

    def get(width: int, height: int, checkpoint: Callable[[], None]) -> Scene:
        if width > 640:
            return Scene(width, height, checkpoint)
        if (width, height) not in SCENES:
            SCENES[width, height] = Scene(width, height)
        return SCENES[width, height]

    monkeypatch.setattr("atomcam_gui.demo.studio.Scene", get)


SCENES: dict[tuple[int, int], Scene] = {}


class Desk:
    """A server's end that keeps what cameras send, and lets a test talk to the newest of them."""

    def __init__(self) -> None:
        self.connections: list[ServerConnection] = []
        self.pictures: asyncio.Queue[bytes] = asyncio.Queue()
        self.texts: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def handle(self, connection: ServerConnection) -> None:
        self.connections.append(connection)
        with suppress(ConnectionClosed):
            async for message in connection:
                if isinstance(message, bytes):
                    self.pictures.put_nowait(message)
                else:
                    self.texts.put_nowait(json.loads(message))

    async def ask(self, **fields: object) -> dict[str, Any]:
        """Send a message to the newest camera and wait for the next text from it, which is not its hello."""
        await self.connections[-1].send(json.dumps(fields))
        return await self.text("reply", "proof")

    async def text(self, *types: str) -> dict[str, Any]:
        while True:
            message = await self.texts.get()
            if message["type"] in types:
                return message

    async def picture_where(self, condition: Callable[[bytes], bool]) -> bytes:
        while True:
            picture = await self.pictures.get()
            if condition(picture):
                return picture


@pytest.fixture
def desk() -> Desk:
    return Desk()


def unused_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


def sequence_of(picture: bytes) -> int:
    stamp = jpeg.inspect(picture).stamp
    assert stamp is not None
    return stamp.sequence


async def test_sends_as_many_stamped_pictures_as_were_asked_for(desk: Desk) -> None:
    async with listening(desk.handle) as url, asyncio.timeout(SOON):
        await run(small(url, frames=12))
        await desk.connections[0].wait_closed()
    infos = [jpeg.inspect(desk.pictures.get_nowait()) for _ in range(12)]
    assert desk.pictures.empty()
    assert {(info.width, info.height) for info in infos} == {(160, 120)}
    stamps = [info.stamp for info in infos if info.stamp is not None]
    assert [stamp.sequence for stamp in stamps] == list(range(12))
    times = [stamp.capture_us for stamp in stamps]
    assert times == sorted(times)
    assert 90_000 < times[-1] - times[0] < 2_000_000
    assert desk.connections[0].close_code == 1000


async def test_introduces_itself_in_the_handshake_and_in_its_hello(desk: Desk) -> None:
    async with listening(desk.handle) as url, running(small(url, camera_id=f" {CAMERA_ID.upper()}\n", name="Window")):
        hello = await desk.text("hello")
        connection = desk.connections[0]
        assert connection.request is not None
        assert connection.request.headers[wire.ID_HEADER] == CAMERA_ID
        assert connection.subprotocol == wire.SUBPROTOCOL
        parsed = wire.parse_message(json.dumps(hello))
        assert isinstance(parsed, wire.Hello)
        assert (parsed.camera_id, parsed.name, parsed.sensor) == (CAMERA_ID, "Window", "demo")
        assert parsed.firmware is not None
        assert parsed.firmware.startswith("atomcam ")
        assert parsed.controls["fps"] == {"min": 1, "max": 100, "value": 100}
        assert parsed.controls["frame_size"]["value"] == "QQVGA"


async def test_a_camera_without_an_id_sends_none(desk: Desk) -> None:
    async with listening(desk.handle) as url, running(small(url)):
        assert "id" not in await desk.text("hello")
        request = desk.connections[0].request
        assert request is not None
        assert wire.ID_HEADER not in request.headers


async def test_clock_in_the_picture_shows_the_time_of_capture(desk: Desk) -> None:
    async with listening(desk.handle) as url, running(small(url, size=(320, 240))):
        for _ in range(5):
            before = time.time()
            while not desk.pictures.empty():
                desk.pictures.get_nowait()
            await desk.pictures.get()
            shown = read_clock(simplejpeg.decode_jpeg(await desk.pictures.get(), "RGB"))
            assert shown is not None
            assert clock_text(before) <= shown <= clock_text(time.time()) or clock_text(before) > "23:59"


async def test_keeps_its_pace(desk: Desk) -> None:
    async with listening(desk.handle) as url, running(small(url, fps=50)):
        stamps = [jpeg.inspect(await desk.pictures.get()).stamp for _ in range(26)]
    first, last = stamps[1], stamps[-1]
    assert first is not None
    assert last is not None
    mean = (last.capture_us - first.capture_us) / (last.sequence - first.sequence)
    assert mean == pytest.approx(20_000, rel=0.08)


async def test_connects_again_when_the_server_drops_it(desk: Desk) -> None:
    async with listening(desk.handle) as url, running(small(url, camera_id=CAMERA_ID)):
        for reconnections in range(3):
            await desk.text("hello")
            last = sequence_of(await desk.pictures.get())
            assert len(desk.connections) == reconnections + 1
            if reconnections % 2:
                desk.connections[-1].transport.abort()
            else:
                await desk.connections[-1].close(1001, "going away")
            while not desk.pictures.empty():
                last = sequence_of(desk.pictures.get_nowait())
        await desk.text("hello")
        assert sequence_of(await desk.pictures.get()) > last


async def test_waits_for_a_server_that_starts_late(desk: Desk) -> None:
    port = unused_port()
    async with running(small(wire.camera_url("127.0.0.1", port), frames=3)) as task:
        await asyncio.sleep(0)
        async with listening(desk.handle, port=port):
            await task
    assert desk.pictures.qsize() == 3


@pytest.mark.parametrize("status", [HTTPStatus.FORBIDDEN, HTTPStatus.SERVICE_UNAVAILABLE])
async def test_tries_again_after_the_handshake_was_refused(desk: Desk, status: HTTPStatus) -> None:
    attempts = 0

    def refuse_the_second_and_third(connection: ServerConnection, _request: Request) -> Response | None:
        nonlocal attempts
        attempts += 1
        return connection.respond(status, "no\n") if attempts in (2, 3) else None

    async with listening(desk.handle, refuse_the_second_and_third) as url, running(small(url)):
        await desk.text("hello")
        await desk.connections[0].close()
        await desk.text("hello")
    assert attempts == 4


async def test_proves_that_it_has_its_key(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with listening(desk.handle) as url, running(small(url, camera_id=CAMERA_ID, key=KEY)):
        await desk.text("hello")
        nonce = wire.new_nonce()
        answer = await desk.ask(type="challenge", nonce=nonce)
        proof = wire.parse_message(json.dumps(answer))
        assert isinstance(proof, wire.Proof)
        assert wire.proof_is_right(KEY, CAMERA_ID, nonce, proof)
        assert not wire.proof_is_right(bytes(32), CAMERA_ID, nonce, proof)
        again = await desk.ask(type="challenge", nonce=nonce)
        assert again["nonce"] != answer["nonce"]
    assert KEY.hex() not in caplog.text
    assert KEY.hex() not in repr(small(url, camera_id=CAMERA_ID, key=KEY))
    assert str(KEY) not in repr(small(url, camera_id=CAMERA_ID, key=KEY))


async def test_settings_are_applied_and_answered(desk: Desk) -> None:
    async with listening(desk.handle) as url, running(small(url)):
        await desk.text("hello")
        assert await desk.ask(type="set", id=1, frame_size="QVGA", quality=30) == {"type": "reply", "id": 1, "ok": True}
        picture = await desk.picture_where(lambda data: jpeg.inspect(data).width == 320)
        assert await desk.ask(type="set", id="two", quality=95) == {"type": "reply", "id": "two", "ok": True}
        await desk.picture_where(lambda data: len(data) > 1.5 * len(picture))


async def test_flips_show_in_the_picture(desk: Desk) -> None:
    async with listening(desk.handle) as url, running(small(url)):
        await desk.text("hello")
        assert (await desk.ask(type="set", id=1, vflip=True))["ok"]

        def meadow_is_on_top(data: bytes) -> bool:
            red, green, blue = simplejpeg.decode_jpeg(data, "RGB")[1:10, 100:].mean(axis=(0, 1))
            return bool(green > red and green > blue)

        await desk.picture_where(meadow_is_on_top)


async def test_settings_out_of_range_are_refused_as_a_whole(desk: Desk) -> None:
    async with listening(desk.handle) as url, running(small(url)):
        await desk.text("hello")
        reply = await desk.ask(type="set", id=1, frame_size="QVGA", fps=1000)
        assert reply == {"type": "reply", "id": 1, "ok": False, "error": "fps must be a number from 1 to 60"}
        reply = await desk.ask(type="set", id=2, sharpness=1)
        assert (reply["ok"], reply["error"]) == (False, "this camera has no control named sharpness")
        while not desk.pictures.empty():
            desk.pictures.get_nowait()
        await desk.pictures.get()
        assert jpeg.inspect(await desk.pictures.get()).width == 160


async def test_tells_its_clock(desk: Desk) -> None:
    async with listening(desk.handle) as url, running(small(url)):
        await desk.text("hello")
        before = jpeg.inspect(await desk.pictures.get()).stamp
        reply = wire.parse_message(json.dumps(await desk.ask(type="time", id=9)))
        assert isinstance(reply, wire.Reply)
        assert reply.ok
        assert reply.request_id == 9
        while not desk.pictures.empty():
            desk.pictures.get_nowait()
        await desk.pictures.get()
        after = jpeg.inspect(await desk.pictures.get()).stamp
        assert before is not None
        assert after is not None
        assert reply.clock_us is not None
        assert before.capture_us < reply.clock_us < after.capture_us


async def test_identify_puts_a_border_around_the_picture_for_a_while(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def has_border(data: bytes) -> bool:
        picture = simplejpeg.decode_jpeg(data, "RGB")
        sides = (picture[0], picture[-1], picture[:, 0], picture[:, -1])
        return all(side[:, 2].min() > side[:, 0].max() + 80 for side in sides)

    monkeypatch.setattr("atomcam_gui.demo.session._MARK_US", 300_000)
    async with listening(desk.handle) as url, running(small(url)):
        assert not has_border(await desk.pictures.get())
        assert await desk.ask(type="identify", id=4) == {"type": "reply", "id": 4, "ok": True}
        await desk.picture_where(has_border)
        await desk.picture_where(lambda data: not has_border(data))


async def test_ignores_what_it_does_not_understand(desk: Desk) -> None:
    async with listening(desk.handle) as url, running(small(url)):
        await desk.text("hello")
        for text in ("no json", "[]", '{"type":"dance","id":1}', '{"type":"set"}', '{"type":"challenge","nonce":"00"}'):
            await desk.connections[0].send(text)
        await desk.connections[0].send(b"\x00\x01")
        assert (await desk.ask(type="time", id=5))["id"] == 5
        assert len(desk.connections) == 1


async def test_a_camera_without_a_key_leaves_a_challenge_unanswered(desk: Desk) -> None:
    async with listening(desk.handle) as url, running(small(url, camera_id=CAMERA_ID)):
        await desk.text("hello")
        await desk.connections[0].send(wire.challenge_message(wire.new_nonce()))
        assert (await desk.ask(type="time", id=5))["type"] == "reply"


async def test_reports_its_work(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atomcam_gui.demo.session._STATS_SECONDS", 0.25)
    async with listening(desk.handle) as url, running(small(url)):
        await desk.text("stats")
        stats = wire.parse_message(json.dumps(await desk.text("stats")))
        assert isinstance(stats, wire.Stats)
        assert stats.fps == pytest.approx(100, rel=0.35)
        assert stats.sent is not None
        assert stats.sent > 5
        assert stats.dropped == 0
        for value in (stats.capture_ms, stats.encode_ms, stats.send_ms, stats.uptime_s):
            assert value is not None
            assert 0 <= value < 1000


class StuckDesk(Desk):
    """A server's end that takes nothing in until it is released, and keeps little waiting meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.released = asyncio.Event()
        self.arrivals = asyncio.Semaphore(0)

    async def handle(self, connection: ServerConnection) -> None:
        connection.transport.pause_reading()
        self.arrivals.release()
        await self.released.wait()
        connection.transport.resume_reading()
        await super().handle(connection)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        """As the function of this name, with small buffers: connections inherit the listening socket's."""
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 * 1024)
        sock.bind(("127.0.0.1", 0))
        url = wire.camera_url("127.0.0.1", sock.getsockname()[1])
        async with serve(
            self.handle, sock=sock, compression=None, max_size=None, close_timeout=0.2, ping_interval=None
        ) as server:
            try:
                yield url
            finally:
                self.released.set()
                server.close()


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> asyncio.Semaphore:
    """Can be acquired once for each picture that the camera took."""
    pictures = asyncio.Semaphore(0)
    note_taken = Board.note_taken

    def note(board: Board, shot: Shot) -> None:
        note_taken(board, shot)
        pictures.release()

    monkeypatch.setattr(Board, "note_taken", note)
    return pictures


async def test_a_slow_server_gets_the_newest_picture_and_sees_the_loss(taken: asyncio.Semaphore) -> None:
    desk = StuckDesk()
    async with desk.listening() as url, running(small(url, size=(320, 240), quality=95)):
        for _ in range(50):
            await taken.acquire()
        desk.released.set()
        seen = [sequence_of(await desk.pictures.get())]
        while seen[-1] < 60:
            seen.append(sequence_of(await desk.pictures.get()))
    steps = [after - before for before, after in pairwise(seen)]
    assert min(steps) >= 1
    assert max(steps) > 20
    assert steps[-5:] == [1, 1, 1, 1, 1]


async def test_leaves_a_server_that_takes_no_more_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atomcam_gui.demo.session._SEND_TIMEOUT", 0.2)
    desk = StuckDesk()
    async with desk.listening() as url, running(small(url, size=(320, 240), quality=95)):
        await desk.arrivals.acquire()
        await desk.arrivals.acquire()


@pytest.mark.parametrize(
    "url", ["", "http://127.0.0.1:8080/ws/camera", "ws://", "ws://host:99999/", "127.0.0.1:8080", "ws://a b/ws/camera"]
)
def test_an_address_that_is_none_is_refused_at_once(url: str) -> None:
    with pytest.raises(DemoCameraError, match="not the address of a camera server"):
        DemoCamera(url)


@pytest.mark.parametrize(
    "url", ["ws://[::1]:8080/ws/camera", "wss://kitchen.local/ws/camera", "ws://büro:8080/ws/camera", "WS://HOST"]
)
def test_addresses_of_all_kinds_are_taken(url: str) -> None:
    DemoCamera(url)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"fps": 0}, "no 0 pictures a second"),
        ({"fps": float("nan")}, "no nan pictures a second"),
        ({"size": (10, 10)}, "no pictures of 10×10"),
        ({"size": (4000, 3000)}, "no pictures of 4000×3000"),
        ({"quality": 0}, "no quality of 0"),
        ({"frames": 0}, "no fewer than one picture"),
        ({"camera_id": "kitchen"}, "12 hex digits"),
        ({"camera_id": CAMERA_ID, "key": b"short"}, "a camera's key has 32 bytes"),
        ({"key": KEY}, "give the id as well"),
    ],
)
def test_a_camera_that_cannot_be_is_refused_at_once(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DemoCameraError, match=sentence):
        DemoCamera("ws://127.0.0.1:8080/ws/camera", **changes)


async def test_nobody_listening_is_told_after_some_patience() -> None:
    url = wire.camera_url("127.0.0.1", unused_port())
    began = time.monotonic()
    with pytest.raises(DemoCameraError, match=f"no AtomCam listens at {url}: start it there"):
        await run(small(url, patience=0.3))
    assert 0.25 < time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(403, "refuses this camera"), (503, "takes no more cameras now"), (404, "the address must end in /ws/camera")],
)
async def test_a_server_that_never_lets_it_in_is_told(desk: Desk, status: int, sentence: str) -> None:
    def refuse(connection: ServerConnection, _request: Request) -> Response | None:
        return connection.respond(HTTPStatus(status), "no\n")

    async with listening(desk.handle, refuse) as url:
        with pytest.raises(DemoCameraError, match=sentence):
            await run(small(url, patience=0.1))


@asynccontextmanager
async def odd_server(answer: bytes | None) -> AsyncIterator[str]:
    """Takes connections and answers with some bytes, or never."""

    ended: list[asyncio.Event] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ended.append(asyncio.Event())
        if answer is not None:
            writer.write(answer)
            writer.write_eof()
        with suppress(OSError):
            await reader.read()
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
        ended[-1].set()

    async with await asyncio.start_server(handle, "127.0.0.1", 0) as server:
        yield wire.camera_url("127.0.0.1", server.sockets[0].getsockname()[1])
        async with asyncio.timeout(SOON):
            for end in ended:
                await end.wait()


@pytest.mark.parametrize(
    "answer", [b"", b"220 mail.example ESMTP\r\n", b"HTTP/1.1 302 Found\r\nLocation: ws://x:99999/\r\n\r\n"]
)
async def test_a_server_of_another_kind_is_told(answer: bytes) -> None:
    async with odd_server(answer) as url:
        with pytest.raises(DemoCameraError, match=r"is no AtomCam|no AtomCam listens"):
            await run(small(url, patience=0.1))


async def test_a_password_in_the_address_is_not_repeated() -> None:
    url = f"ws://me:secret@127.0.0.1:{unused_port()}/ws/camera?token=hidden"
    with pytest.raises(DemoCameraError) as caught:
        await run(small(url, patience=0.05))
    assert "secret" not in str(caught.value)
    assert "hidden" not in str(caught.value)


async def test_being_turned_away_ends_it_with_the_servers_reason() -> None:
    async def refuse(connection: ServerConnection) -> None:
        await connection.close(1008, "its key is wrong")

    async with listening(refuse) as url:
        with pytest.raises(
            DemoCameraError, match=r"turned this camera away \(its key is wrong\): allow the camera there"
        ):
            await run(small(url))


async def test_a_persistent_camera_comes_back_after_being_turned_away(desk: Desk) -> None:
    async def refuse_twice(connection: ServerConnection) -> None:
        if len(desk.connections) < 2:
            desk.connections.append(connection)
            await connection.close(1008, "not yet")
        else:
            await desk.handle(connection)

    async with listening(refuse_twice) as url:
        await run(small(url, persistent=True, patience=0.01, frames=2))
    assert desk.pictures.qsize() == 2


async def test_a_persistent_camera_waits_for_a_server_beyond_its_patience(desk: Desk) -> None:
    port = unused_port()
    camera = small(wire.camera_url("127.0.0.1", port), persistent=True, patience=0.0, frames=1)
    async with running(camera) as task:
        done, _ = await asyncio.wait([task], timeout=0.1)
        assert not done
        async with listening(desk.handle, port=port):
            await task


async def cancelled_in_time(task: asyncio.Task[None]) -> None:
    """Cancel a camera: it ends within 200 ms and leaves no task and no thread behind."""
    began = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - began < 0.2
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("demo-camera")]
    current = asyncio.current_task()
    servers = ("conn_handler", "serve.<locals>", "odd_server")
    left = [t for t in asyncio.all_tasks() if t is not current and not any(name in repr(t) for name in servers)]
    assert left == []
    gc.collect()


async def test_can_be_cancelled_while_it_sends(desk: Desk) -> None:
    async with listening(desk.handle) as url:
        task = asyncio.create_task(run(small(url)))
        async with asyncio.timeout(SOON):
            for _ in range(3):
                await desk.pictures.get()
        await cancelled_in_time(task)
        await asyncio.wait_for(desk.connections[0].wait_closed(), SOON)


async def test_can_be_cancelled_while_the_server_takes_nothing(taken: asyncio.Semaphore) -> None:
    desk = StuckDesk()
    async with desk.listening() as url:
        task = asyncio.create_task(run(small(url, size=(320, 240), quality=95)))
        async with asyncio.timeout(SOON):
            for _ in range(30):
                await taken.acquire()
        await cancelled_in_time(task)


async def test_can_be_cancelled_while_a_large_scene_is_being_made(desk: Desk) -> None:
    async with listening(desk.handle) as url:
        task = asyncio.create_task(run(small(url, size=(1600, 1200))))
        await asyncio.wait_for(desk.text("hello"), SOON)
        await cancelled_in_time(task)
    assert desk.pictures.empty()


async def test_can_be_cancelled_while_the_server_does_not_answer() -> None:
    async with odd_server(None) as url:
        task = asyncio.create_task(run(small(url)))
        await asyncio.wait([task], timeout=0.05)
        await cancelled_in_time(task)


async def test_can_be_cancelled_between_two_attempts() -> None:
    task = asyncio.create_task(run(small(wire.camera_url("127.0.0.1", unused_port()), retry=(30.0, 60.0), patience=60)))
    await asyncio.wait([task], timeout=0.05)
    await cancelled_in_time(task)


async def test_can_be_cancelled_before_it_began() -> None:
    task = asyncio.create_task(run(small(wire.camera_url("127.0.0.1", unused_port()))))
    await cancelled_in_time(task)
