"""Peers that misbehave: each is counted and told of in the log, and another camera's picture goes on meanwhile."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import time
from contextlib import AsyncExitStack

import pytest

from atomcam_gui.camera.camera import CameraState
from atomcam_gui.server import camera_server
from atomcam_gui.server.connection import MAX_TEXTS_PER_SECOND
from tests.peers import (
    BINARY,
    CONTINUATION,
    FRONT_DOOR,
    LOOPBACK,
    TEXT,
    RawPeer,
    Station,
    ask,
    frame_header,
    peer_camera,
    picture,
    raw_peer,
    segment,
    sketch,
    stamped,
    until,
    upgrade_request,
    websocket_frame,
    witness,
)

MEBIBYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    """Whatever a peer does, it causes no exception in the program."""
    caplog.set_level(logging.INFO)
    yield
    for record in caplog.records:
        assert record.exc_info is None, record.getMessage()
        assert record.levelno < logging.ERROR, record.getMessage()


async def frames(station: Station, count: int) -> None:
    """Wait until so many pictures of the peer itself were shown."""
    await until(lambda: len(station.shown.of(FRONT_DOOR)) >= count, f"{count} pictures")


# -- messages that are no pictures ---------------------------------------------------------------------------------

BAD_PICTURES = {
    "binary no JPEG": bytes(range(256)) * 40,
    "an empty message": b"",
    "half a JPEG": picture(640, 480)[: len(picture(640, 480)) // 2],
    "a JPEG with a newline after it": picture() + b"\n",
    "two JPEGs in one": picture() + picture(),
    "a header that claims 65500×65500": sketch(width=65500, height=65500),
    "a JPEG without a size": b"\xff\xd8" + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x01\xff\xd9",
    "four mebibytes of fill bytes": b"\xff\xd8" + b"\xff" * (4 * MEBIBYTE - 2),
    "a text as binary": b'{"type":"hello"}',
    "a progressive JPEG of thousands of scans": (
        b"\xff\xd8\xff\xc2" + frame_header(64, 48)[2:] + segment(0xDA, b"\x01\x01\x00\x00\x00\x00") * 3000 + b"\xff\xd9"
    ),
}


@pytest.mark.parametrize("bad", BAD_PICTURES.values(), ids=BAD_PICTURES.keys())
async def test_a_message_that_is_no_picture_is_counted_and_not_shown(
    station: Station, bad: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    station.allow(FRONT_DOOR)
    async with witness(station) as other, peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.show(stamped(1), bad, bad, stamped(2))
        await other.sees_more()
        await frames(station, 2)
        listed = station.camera(FRONT_DOOR)
        assert (listed.statistics.frames, listed.statistics.corrupt, listed.statistics.lost) == (2, 2, 0)
        assert listed.state is CameraState.LIVE
        assert [frame.data for frame in station.shown.of(FRONT_DOOR)] == [stamped(1), stamped(2)]
    assert "sent a message that is no picture" in caplog.text


@pytest.mark.parametrize("size", [4 * MEBIBYTE + 1, 5 * MEBIBYTE])
@pytest.mark.parametrize("opcode", [BINARY, TEXT], ids=["binary", "text"])
async def test_a_message_above_four_mebibytes_closes_with_1009_and_is_counted(
    station: Station, size: int, opcode: int, caplog: pytest.LogCaptureFixture
) -> None:
    station.allow(FRONT_DOOR)
    async with witness(station) as other, raw_peer(station.server.port) as peer:
        await peer.upgrade(FRONT_DOOR)
        await peer.send_frame(BINARY, picture())
        await frames(station, 1)
        await peer.send_frame(opcode, bytes(size))
        close_frame = await peer.rest()
        assert (close_frame[0], close_frame[2:4]) == (0x88, (1009).to_bytes(2, "big"))
        peer.writer.close()
        await other.sees_more()
        await until(lambda: station.counters.oversized == 1, "counted")
        listed = station.camera(FRONT_DOOR)
        assert (listed.statistics.frames, listed.statistics.corrupt) == (1, 1)
        await until(lambda: listed.state is CameraState.LOST, "lost")
    assert "more than 4 MiB" in caplog.text
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.show()
        await frames(station, 2)


async def test_a_large_message_in_pieces_is_too_large_as_well(station: Station) -> None:
    async with witness(station), raw_peer(station.server.port) as peer:
        await peer.upgrade(FRONT_DOOR)
        await peer.send_frame(BINARY, bytes(MEBIBYTE), fin=False)
        for _ in range(3):
            await peer.send_frame(CONTINUATION, bytes(MEBIBYTE), fin=False)
        await peer.send_frame(CONTINUATION, b"x", fin=False)
        await peer.rest()
        peer.writer.close()
        await until(lambda: station.counters.oversized == 1, "counted")


async def test_a_claim_of_a_huge_message_takes_no_memory(station: Station) -> None:
    async with witness(station), raw_peer(station.server.port) as peer:
        await peer.upgrade(FRONT_DOOR)
        await peer.send(bytes((0x82, 0xFF)) + (2**62).to_bytes(8, "big") + bytes(4))
        await peer.rest()
        peer.writer.close()
        await until(lambda: station.counters.oversized == 1, "counted")


@pytest.mark.parametrize(
    "text", ["", "hello", "{", "[]", "[" * 60_000, "x" * 70_000, '{"type":"hello","id":"kitchen"}', "\0"]
)
async def test_a_text_that_is_no_message_is_counted_and_changes_nothing(station: Station, text: str) -> None:
    station.allow(FRONT_DOOR)
    async with witness(station) as other, peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.show()
        await camera.socket.send(text)
        await camera.show()
        await frames(station, 2)
        await other.sees_more(3)
        assert station.camera(FRONT_DOOR).statistics.ignored == 1
        assert station.camera(FRONT_DOOR).statistics.corrupt == 0


async def flood(peer: RawPeer, data: bytes) -> None:
    """Send for as long as anybody takes it."""
    async with asyncio.timeout(10):
        while True:
            await peer.send(data)


async def test_a_flood_of_texts_is_cut_off(station: Station, caplog: pytest.LogCaptureFixture) -> None:
    """Whether they can be read or not."""
    async with witness(station) as other, raw_peer(station.server.port) as peer:
        await peer.upgrade(FRONT_DOOR)
        texts = websocket_frame(TEXT, b"x") + websocket_frame(TEXT, b'{"type":"hello"}')
        with pytest.raises(ConnectionError):
            await flood(peer, texts * 10_000)
        await other.sees_more()
        assert station.counters.flooded == 1
        await until(lambda: station.registry.get(FRONT_DOOR) is None, "gone")
    assert f"more than {MAX_TEXTS_PER_SECOND} text messages in a second" in caplog.text


async def test_a_camera_that_talks_a_lot_is_no_flood(station: Station) -> None:
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        for number in range(MAX_TEXTS_PER_SECOND // 2):
            await camera.say(type="reply", id=number, ok=True)
        await camera.show()
        await frames(station, 1)
    assert station.counters.flooded == 0


# -- frames of another kind ----------------------------------------------------------------------------------------


async def test_a_picture_in_pieces_is_a_picture(station: Station) -> None:
    station.allow(FRONT_DOOR)
    data = stamped(1, 160, 120)
    async with witness(station), raw_peer(station.server.port) as peer:
        await peer.upgrade(FRONT_DOOR)
        await peer.send_frame(BINARY, data[:100], fin=False)
        for start in range(100, len(data) - 50, 100):
            await peer.send_frame(CONTINUATION, data[start : min(start + 100, len(data) - 50)], fin=False)
        await peer.send_frame(CONTINUATION, b"", fin=False)
        await peer.send_frame(CONTINUATION, data[-50:])
        await frames(station, 1)
        assert station.shown.of(FRONT_DOOR)[0].data == data


async def test_a_picture_byte_by_byte_is_a_picture(station: Station) -> None:
    station.allow(FRONT_DOOR)
    async with witness(station) as other, raw_peer(station.server.port) as peer:
        await peer.upgrade(FRONT_DOOR)
        for byte in websocket_frame(BINARY, picture()):
            await peer.send(bytes((byte,)))
            await asyncio.sleep(0)
        await frames(station, 1)
        assert station.shown.of(FRONT_DOOR)[0].data == picture()
        await other.sees_more()


async def test_a_camera_that_would_compress_is_told_not_to_and_sends_plainly(station: Station) -> None:
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR, compression="deflate") as camera:
        assert camera.socket.protocol.extensions == []
        await camera.show()
        await frames(station, 1)


BROKEN_FRAMES = {
    "compressed though nobody agreed to it": websocket_frame(BINARY, picture(), rsv1=True),
    "an unknown kind of frame": websocket_frame(0x3, b"x"),
    "a continuation of nothing": websocket_frame(CONTINUATION, b"x"),
    "a ping too long": websocket_frame(0x9, bytes(126)),
    "a ping in pieces": websocket_frame(0x9, b"x", fin=False),
    "not masked": bytes((0x82, 0x01)) + b"x",
    "a text that is no UTF-8": websocket_frame(TEXT, b"\xff\xfe"),
    "a new message within another": websocket_frame(BINARY, b"x", fin=False) + websocket_frame(BINARY, b"x"),
    "a close of one byte": websocket_frame(0x8, b"x"),
    "an HTTP request": upgrade_request(),
}


@pytest.mark.parametrize("broken", BROKEN_FRAMES.values(), ids=BROKEN_FRAMES.keys())
async def test_what_is_no_websocket_ends_the_connection_and_is_counted(
    station: Station, broken: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    station.allow(FRONT_DOOR)
    async with witness(station) as other, raw_peer(station.server.port) as peer:
        await peer.upgrade(FRONT_DOOR)
        await peer.send_frame(BINARY, picture())
        await frames(station, 1)
        await peer.send(broken)
        await peer.rest(within=2)
        peer.writer.close()
        await until(lambda: station.camera(FRONT_DOOR).state is CameraState.LOST, "cut off", within=4)
        await other.sees_more(3)
        assert station.counters.violations == 1
    assert "does not keep to WebSocket" in caplog.text


async def test_a_camera_whose_connection_breaks_in_the_middle_of_a_picture_is_lost(station: Station) -> None:
    station.allow(FRONT_DOOR)
    async with witness(station) as other:
        async with raw_peer(station.server.port) as peer:
            await peer.upgrade(FRONT_DOOR)
            await peer.send_frame(BINARY, picture())
            await frames(station, 1)
            await peer.send(websocket_frame(BINARY, picture())[:-10])
        await until(lambda: station.camera(FRONT_DOOR).state is CameraState.LOST, "lost", within=3)
        await other.sees_more()
    assert station.camera(FRONT_DOOR).statistics.frames == 1


# -- connections that become nothing -------------------------------------------------------------------------------


async def test_a_browser_at_the_cameras_address_is_told_and_counted(
    station: Station, caplog: pytest.LogCaptureFixture
) -> None:
    async with witness(station) as other:
        answer = await ask(station.server.port, "/ws/camera")
        assert answer.status == 426
        assert answer.headers["upgrade"] == "websocket"
        await other.sees_more()
    assert (station.counters.requests, station.counters.refused) == (1, 1)
    assert station.counters.connections == 1
    assert "asked for /ws/camera, but not as a camera does: 426" in caplog.text


@pytest.mark.parametrize(
    ("method", "target", "statuses"),
    [
        ("GET", "/", {404}),
        ("GET", "/ws/cam", {404}),
        ("POST", "/", {404}),
        ("POST", "/ws/camera", {405}),
        ("HEAD", "/x", {404}),
    ],
)
async def test_other_requests_are_answered_and_counted(
    station: Station, method: str, target: str, statuses: set[int], caplog: pytest.LogCaptureFixture
) -> None:
    async with witness(station) as other:
        answer = await ask(station.server.port, target, method=method)
        assert answer.status in statuses
        await other.sees_more(3)
    assert (station.counters.requests, station.counters.refused) == (1, 1)
    assert "asked for" in caplog.text


BAD_HANDSHAKES = {
    "no key": upgrade_request().replace(b"Sec-WebSocket-Key", b"X"),
    "a short key": b"GET /ws/camera HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: AAAA\r\nSec-WebSocket-Version: 13\r\n\r\n",
    "an old version": upgrade_request().replace(b"Version: 13", b"Version: 8"),
    "HTTP/1.0": upgrade_request().replace(b"HTTP/1.1", b"HTTP/1.0"),
    "another upgrade": upgrade_request().replace(b"Upgrade: websocket", b"Upgrade: h2c"),
}


@pytest.mark.parametrize("request_bytes", BAD_HANDSHAKES.values(), ids=BAD_HANDSHAKES.keys())
async def test_a_handshake_that_is_wrong_is_refused_and_counted(station: Station, request_bytes: bytes) -> None:
    async with witness(station), raw_peer(station.server.port) as peer:
        await peer.send(request_bytes)
        head = (await peer.rest(within=3)).partition(b"\r\n")[0]
        assert head.split()[1][:1] in (b"4", b"5")
    assert (station.counters.requests, station.counters.refused, station.counters.connections) == (1, 1, 1)


GARBAGE = {
    "random bytes": os.urandom(2000) + b"\r\n\r\n",
    "zeros": bytes(2000) + b"\n",
    "TLS": bytes.fromhex("1603010200010001fc0303") + bytes(500) + b"\n",
    "a JPEG": picture() + b"\n\n",
    "no HTTP": b"SSH-2.0-OpenSSH_9.2\r\n",
    "a body": b"POST /ws/camera HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello",
    "an endless line": b"GET /" + b"a" * 100_000,
    "endless headers": b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 10_000,
    "a header that is none": b"GET / HTTP/1.1\r\nno colon here\r\n\r\n",
    "only newlines": b"\r\n" * 1000,
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE.keys())
async def test_what_is_no_http_is_hung_up_on_and_counted(
    station: Station, garbage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with witness(station) as other, raw_peer(station.server.port) as peer:
        await peer.send(garbage)
        await peer.rest(within=3)
        peer.writer.close()
        await other.sees_more(3)
        await until(lambda: station.counters.handshakes_failed == 1, "counted")
    assert "connected and left without a word" in caplog.text


async def test_connections_that_come_and_go_at_once_are_counted(station: Station) -> None:
    async with witness(station) as other:
        for _ in range(50):
            async with raw_peer(station.server.port):
                pass
        await until(lambda: station.counters.handshakes_failed == 50, "counted")
        await other.sees_more()


async def test_two_hundred_handshakes_that_never_end_are_ended_and_counted(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one that trickles in byte by byte: what counts is the time that it takes in all."""

    async def trickle(peer: RawPeer) -> None:
        for byte in upgrade_request() + b"x" * 1000:
            await peer.send(bytes((byte,)))
            await asyncio.sleep(0.02)

    patience = 2.0
    assert camera_server.OPEN_TIMEOUT_S == 5
    monkeypatch.setattr(camera_server, "OPEN_TIMEOUT_S", patience)
    await station.server.start(LOOPBACK, station.server.port)
    async with witness(station) as other, AsyncExitStack() as stack:
        peers = [await stack.enter_async_context(raw_peer(station.server.port)) for _ in range(200)]
        for peer in peers[:100]:
            await peer.send(b"GET /ws/camera HTTP/1.1\r\nHost: ")
        trickler = await stack.enter_async_context(raw_peer(station.server.port))
        trickling = asyncio.create_task(trickle(trickler))
        await other.sees_more(20)
        async with peer_camera(station.url, FRONT_DOOR):
            await station.listed(FRONT_DOOR)
        assert station.counters.handshakes_failed == 0
        await until(lambda: station.counters.handshakes_failed == 201, "all ended", within=patience + 3)
        await other.sees_more(20)
        trickling.cancel()
        await asyncio.wait([trickling])
        if not trickling.cancelled():
            assert isinstance(trickling.exception(), ConnectionError)


async def test_the_server_stops_at_once_with_two_hundred_unfinished_handshakes(station: Station) -> None:
    async with AsyncExitStack() as stack:
        for number in range(200):
            peer = await stack.enter_async_context(raw_peer(station.server.port))
            await peer.send(b"GET /ws/camera HTTP/1.1\r\n"[: number % 25])
        began = time.monotonic()
        await station.server.stop()
        assert time.monotonic() - began < 0.8
        await until(lambda: station.counters.handshakes_failed == 200, "counted")


async def test_nothing_is_left_of_peers_that_came_and_went(station: Station) -> None:
    async with witness(station):
        for _ in range(5):
            async with peer_camera(station.url, FRONT_DOOR) as camera:
                await camera.hello()
            async with raw_peer(station.server.port) as peer:
                await peer.send(b"garbage\n\n")
            await ask(station.server.port, "/")
        await until(lambda: len(station.registry) == 1, "only the witness listed")
        await until(lambda: len(station.server._sockets) == 1, "only its connection left")
        assert len(station.server._connections) == 1
    gc.collect()
