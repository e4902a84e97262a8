"""Those who watch: quick ones, slow ones, many, and how each of them ends."""

from __future__ import annotations

import asyncio
import gc
import os
import re
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager

import psutil
import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus

from atomcam_gui import jpeg
from atomcam_gui.camera.trust import Trust
from atomcam_gui.server import progress, viewers
from atomcam_gui.server.live_viewer import LiveViewer
from atomcam_gui.sharing.share_book import ShareBook
from tests.fakes.shared_station import (
    SharedStation,
    close_code,
    next_message,
    sharing_station,
    streaming_camera,
    viewer,
)
from tests.peers import (
    FRONT_DOOR,
    GARDEN,
    LOOPBACK,
    SOON,
    peer_camera,
    sketch,
    stamped,
    until,
    witness,
)

MEBIBYTE = 1024 * 1024
FORMS = ["/ws/jpeg", "/stream.mjpg"]


@pytest.fixture
async def shared() -> AsyncIterator[SharedStation]:
    async with sharing_station() as running:
        yield running


class StreamReader:
    """Somebody who reads ``/stream.mjpg``, when asked to."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader
        self.head = ""

    async def begin(self) -> None:
        async with asyncio.timeout(SOON):
            self.head = (await self._reader.readuntil(b"\r\n\r\n")).decode()
            assert await self._reader.readexactly(len(b"--atomcam\r\n")) == b"--atomcam\r\n"

    async def picture(self) -> bytes:
        """The next one. Fails where the stream is not what it says."""
        async with asyncio.timeout(SOON):
            fields = (await self._reader.readuntil(b"\r\n\r\n")).decode()
            assert "Content-Type: image/jpeg\r\n" in fields
            found = re.search(r"Content-Length: (\d+)\r\n", fields)
            assert found is not None
            data = await self._reader.readexactly(int(found[1]))
            # The delimiter comes at once, not with the next picture.
            assert await self._reader.readexactly(13) == b"\r\n--atomcam\r\n"
        return data

    async def ended(self) -> bool:
        """Wait for the end."""
        async with asyncio.timeout(SOON):
            try:
                while await self._reader.read(65536):
                    pass
            except ConnectionError:
                return True
        return True


def slow_socket(port: int) -> socket.socket:
    """A connection that can take little at a time."""
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.connect((LOOPBACK, port))
    raw.setblocking(False)
    return raw


@asynccontextmanager
async def stream_reader(
    shared: SharedStation, camera_id: str | None = None, *, slow: bool = False
) -> AsyncIterator[StreamReader]:
    raw = slow_socket(shared.port) if slow else None
    place = {"sock": raw, "limit": 4096} if raw else {"host": LOOPBACK, "port": shared.port}
    reader, writer = await asyncio.open_connection(**place)  # type: ignore[arg-type]
    writer.write(
        f"GET {shared.target('/stream.mjpg', camera_id)} HTTP/1.1\r\nHost: {LOOPBACK}:{shared.port}\r\n\r\n".encode()
    )
    try:
        yield StreamReader(reader)
    finally:
        writer.transport.abort()


def sequence_of(data: bytes | str) -> int:
    assert isinstance(data, bytes)
    stamp = jpeg.inspect(data).stamp
    assert stamp is not None
    return stamp.sequence


def large_stamped(sequence: int, size: int = 400_000) -> bytes:
    return jpeg.with_stamp(sketch(data=b"\x12" * size), jpeg.Stamp(sequence, sequence * 40_000))


async def watched(shared: SharedStation, count: int) -> None:
    await until(lambda: len(shared.sharing.viewers) == count, f"{count} viewers")


# -- pictures ------------------------------------------------------------------------------------------------------


async def test_a_viewer_gets_every_picture_byte_for_byte(shared: SharedStation) -> None:
    station = shared.station
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.show(stamped(0, 160, 120))
        await until(lambda: station.shown.frames, "the first")
        async with viewer(shared.socket_url("/ws/jpeg")) as socket, stream_reader(shared) as stream:
            await stream.begin()
            await watched(shared, 2)
            assert stream.head.startswith("HTTP/1.1 200 OK\r\n")
            for sequence in range(20):
                wanted = stamped(sequence, 160, 120)
                if sequence:
                    await camera.show(wanted)
                assert await next_message(socket) == wanted
                assert await stream.picture() == wanted


@pytest.mark.parametrize("size", [1, 100, 125, 126, 65535, 65536, MEBIBYTE])
async def test_pictures_of_every_size_arrive(shared: SharedStation, size: int) -> None:
    station = shared.station
    station.allow(FRONT_DOOR)
    data = sketch(data=b"\x01" * size)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.show(data)
        await until(lambda: station.shown.frames, "it came")
        async with viewer(shared.socket_url("/ws/jpeg")) as socket, stream_reader(shared) as stream:
            await stream.begin()
            assert await next_message(socket) == data
            assert await stream.picture() == data


@pytest.mark.parametrize("form", FORMS)
async def test_a_new_viewer_has_a_picture_at_once_however_slow_the_camera(shared: SharedStation, form: str) -> None:
    station = shared.station
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.show(stamped(1))
        await until(lambda: station.shown.frames, "the only one")
        if form == "/ws/jpeg":
            async with viewer(shared.socket_url(form)) as socket:
                assert await next_message(socket) == stamped(1)
        else:
            async with stream_reader(shared) as stream:
                await stream.begin()
                assert await stream.picture() == stamped(1)


async def test_each_viewer_sees_the_camera_that_it_chose(shared: SharedStation) -> None:
    station = shared.station
    async with (
        streaming_camera(station, FRONT_DOOR, size=(64, 48)),
        streaming_camera(station, GARDEN, size=(80, 48)),
    ):
        await until(lambda: {f.camera_id for f in station.shown.frames} == {FRONT_DOOR, GARDEN}, "both")
        async with (
            viewer(shared.socket_url("/ws/jpeg", GARDEN)) as garden,
            viewer(shared.socket_url("/ws/jpeg")) as default,
        ):
            for _ in range(5):
                for socket, width in ((garden, 80), (default, 64)):
                    data = await next_message(socket)
                    assert isinstance(data, bytes)
                    assert jpeg.inspect(data).width == width


async def test_a_viewer_stays_while_its_camera_is_away_and_goes_on_by_itself(shared: SharedStation) -> None:
    station = shared.station
    async with AsyncExitStack() as stack:
        first = AsyncExitStack()
        await first.enter_async_context(streaming_camera(station))
        socket = await stack.enter_async_context(viewer(shared.socket_url("/ws/jpeg")))
        stream = await stack.enter_async_context(stream_reader(shared))
        await next_message(socket)
        await stream.begin()
        await first.aclose()
        await until(lambda: station.camera(FRONT_DOOR).connection is None, "away")
        async with viewer(shared.socket_url("/ws/jpeg", FRONT_DOOR)) as late:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await late.recv()  # an old picture would look like a live one
            async with streaming_camera(station, size=(96, 48)):
                data = await next_message(late)
                assert isinstance(data, bytes)
                assert jpeg.inspect(data).width == 96
                while jpeg.inspect(await stream.picture()).width != 96:
                    pass


# -- slow ones -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
async def test_a_slow_viewer_sees_the_newest_picture_and_costs_others_nothing(shared: SharedStation, form: str) -> None:
    station = shared.station
    station.allow(FRONT_DOOR)
    async with AsyncExitStack() as stack:
        camera = await stack.enter_async_context(peer_camera(station.url, FRONT_DOOR))
        await camera.show(large_stamped(0))
        await until(lambda: station.shown.frames, "the first")
        quick = await stack.enter_async_context(viewer(shared.socket_url("/ws/jpeg")))
        if form == "/ws/jpeg":
            raw = slow_socket(shared.port)
            slow: ClientConnection | StreamReader = await stack.enter_async_context(
                viewer(shared.socket_url(form), sock=raw, max_queue=1)
            )
        else:
            slow = await stack.enter_async_context(stream_reader(shared, slow=True))
            await slow.begin()
        await watched(shared, 2)
        for sequence in range(1, 60):
            await camera.show(large_stamped(sequence, 300_000))
            while sequence_of(await next_message(quick)) < sequence:
                pass
        dropped = shared.sharing.viewers[1].dropped
        seen = []
        while not seen or seen[-1] < 59:
            data = await (next_message(slow) if isinstance(slow, ClientConnection) else slow.picture())
            seen.append(sequence_of(data))
    # What was on its way, and then the newest: nothing of what came between.
    assert len(seen) <= 12, seen
    assert dropped >= 40


async def test_what_is_kept_for_a_slow_viewer_does_not_grow(shared: SharedStation) -> None:
    station = shared.station
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.show(large_stamped(0))
        await until(lambda: station.shown.frames, "the first")
        async with stream_reader(shared, slow=True) as slow:
            await slow.begin()
            await watched(shared, 1)
            (live,) = shared.sharing._live
            for sequence in range(1, 40):
                await camera.show(large_stamped(sequence))
                await until(lambda s=sequence: len(station.shown.frames) > s, "it came")
                assert live._transport.get_write_buffer_size() <= len(large_stamped(0)) + 200
            assert live._waiting is not None
            assert sequence_of(live._waiting[live._waiting.index(b"\xff\xd8") : -13]) == 39


@pytest.mark.parametrize("form", [*FORMS, "/ws/viewer", "/ws/mse"])
async def test_a_viewer_that_stops_reading_is_dropped(
    shared: SharedStation, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "STUCK_AFTER_S", 0.5)
    station = shared.station
    station.allow(FRONT_DOOR)
    noise = [os.urandom(60_000) for _ in range(4)]
    async with witness(station) as other, AsyncExitStack() as stack:
        if form in FORMS:
            camera = await stack.enter_async_context(peer_camera(station.url, FRONT_DOOR))

            async def stream() -> None:
                sequence = 0
                while True:
                    data = sketch(data=noise[sequence % 4].replace(b"\xff", b"\xfe"))
                    await camera.show(jpeg.with_stamp(data, jpeg.Stamp(sequence, sequence)))
                    sequence += 1
                    await asyncio.sleep(0.01)

            sending = asyncio.create_task(stream())
            stack.callback(sending.cancel)
        else:
            await stack.enter_async_context(noisy_camera(station.url))
        await until(lambda: station.shown.of(FRONT_DOOR), "pictures")
        raw = slow_socket(shared.port)
        stack.callback(raw.close)
        upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        request = f"GET {shared.target(form, FRONT_DOOR)} HTTP/1.1\r\nHost: {LOOPBACK}\r\n{upgrade}"
        raw.send(f"{request}Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode())
        await watched(shared, 1)
        await until(lambda: station.counters.viewers_stuck == 1, "dropped", within=20)
        await watched(shared, 0)
        await other.sees_more()


@asynccontextmanager
async def noisy_camera(url: str) -> AsyncIterator[None]:
    """Real pictures that do not shrink by much as H.264 either."""
    import numpy as np
    import simplejpeg

    random = np.random.default_rng(1)
    shown = [
        simplejpeg.encode_jpeg(random.integers(0, 255, (240, 320, 3), np.uint8), 90, "RGB", "420") for _ in range(6)
    ]
    async with peer_camera(url, FRONT_DOOR) as camera:

        async def stream() -> None:
            sequence = 0
            while True:
                await camera.show(jpeg.with_stamp(shown[sequence % 6], jpeg.Stamp(sequence, sequence * 20_000)))
                sequence += 1
                await asyncio.sleep(0.02)

        task = asyncio.create_task(stream())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])


# -- ends ----------------------------------------------------------------------------------------------------------


async def test_a_revoked_link_cuts_those_who_watch_by_it_and_nobody_else(shared: SharedStation) -> None:
    book = shared.sharing.book
    neighbour = book.add("Neighbour")
    async with streaming_camera(shared.station), AsyncExitStack() as stack:
        cut = [
            await stack.enter_async_context(viewer(shared.socket_url(path)))
            for path in ("/ws/jpeg", "/ws/viewer", "/ws/mse")
        ]
        stream = await stack.enter_async_context(stream_reader(shared))
        url = f"ws://{LOOPBACK}:{shared.port}/ws/jpeg?token={neighbour.token}"
        other = await stack.enter_async_context(viewer(url))
        await stream.begin()
        await watched(shared, 5)
        assert {info.link_name for info in shared.sharing.viewers} == {"Grandma", "Neighbour"}
        book.revoke(shared.link.id)
        assert [info.link_name for info in shared.sharing.viewers] == ["Neighbour"]
        assert [await close_code(socket) for socket in cut] == [4401] * 3
        assert await stream.ended()
        await next_message(other)
        with pytest.raises(InvalidStatus) as refused:
            async with viewer(shared.socket_url("/ws/jpeg")):
                pass
        assert refused.value.response.status_code == 401


async def test_a_link_that_another_program_revokes_cuts_as_well(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("book") / "shares.json"
    async with (
        sharing_station(ShareBook(path)) as shared,
        streaming_camera(shared.station),
        viewer(shared.socket_url("/ws/jpeg")) as socket,
    ):
        await next_message(socket)
        window = ShareBook(path)
        window.load()
        window.revoke(shared.link.id)
        assert await close_code(socket) == 4401


async def test_a_viewer_that_reads_nothing_is_cut_all_the_same(shared: SharedStation) -> None:
    station = shared.station
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.show(large_stamped(0, 3_000_000))
        await until(lambda: station.shown.frames, "the first")
        async with viewer(shared.socket_url("/ws/jpeg"), sock=slow_socket(shared.port), max_queue=1) as stuck:
            await watched(shared, 1)
            await until(lambda: any(not live._is_clear for live in shared.sharing._live), "it is stuck")
            shared.sharing.book.revoke(shared.link.id)
            assert len(shared.sharing.viewers) == 0
            await until(lambda: len(station.server._sockets) == 1, "the connection has ended", within=5)
            assert await close_code(stuck) in (1006, 4401)


async def test_cutting_a_link_ends_its_viewers_and_lets_them_come_again(shared: SharedStation) -> None:
    async with streaming_camera(shared.station):
        async with viewer(shared.socket_url("/ws/jpeg")) as socket:
            await next_message(socket)
            shared.sharing.cut("another")
            await next_message(socket)
            shared.sharing.cut(shared.link.id)
            assert await close_code(socket) == 4401
        async with viewer(shared.socket_url("/ws/jpeg")) as socket:
            await next_message(socket)


async def test_switching_off_ends_everybody() -> None:
    async with sharing_station(always=False) as shared:
        shared.sharing.set_on(True)
        async with streaming_camera(shared.station), viewer(shared.socket_url("/ws/jpeg")) as socket:
            await next_message(socket)
            shared.sharing.set_on(False)
            assert await close_code(socket) == 4401
        assert not shared.station.hub._of_camera


@pytest.mark.parametrize("end", ["blocked", "removed", "asked again"])
async def test_a_camera_that_is_no_longer_allowed_is_gone_for_viewers(shared: SharedStation, end: str) -> None:
    station = shared.station
    async with streaming_camera(station, GARDEN), streaming_camera(station, FRONT_DOOR):
        await until(lambda: station.shown.of(FRONT_DOOR), "pictures")
        async with (
            viewer(shared.socket_url("/ws/jpeg", FRONT_DOOR)) as socket,
            viewer(shared.socket_url("/ws/mse", FRONT_DOOR)) as h264,
            viewer(shared.socket_url("/ws/jpeg", GARDEN)) as other,
            stream_reader(shared, FRONT_DOOR) as stream,
        ):
            await next_message(socket)
            await stream.begin()
            await watched(shared, 4)
            if end == "removed":
                station.registry.remove(FRONT_DOOR)
            else:
                trust = Trust.BLOCKED if end == "blocked" else Trust.WAITING
                station.registry.decide(FRONT_DOOR, trust, permanent=False)
            assert [await close_code(one) for one in (socket, h264)] == [1013, 1013]
            assert await stream.ended()
            await next_message(other)
            if end != "removed":
                assert (await shared.ask("/snapshot.jpg", camera=FRONT_DOOR)).status == 404


async def test_when_the_program_ends_viewers_may_try_again() -> None:
    async with sharing_station() as shared, streaming_camera(shared.station), viewers_of(shared) as (socket, stream):
        await shared.sharing.close()
        assert await close_code(socket) == 1001
        assert await stream.ended()
    async with sharing_station() as shared, streaming_camera(shared.station), viewers_of(shared) as (socket, stream):
        await shared.station.server.stop()
        assert await close_code(socket) == 1001
        assert await stream.ended()


@asynccontextmanager
async def viewers_of(shared: SharedStation) -> AsyncIterator[tuple[ClientConnection, StreamReader]]:
    """One of each kind, who have seen a picture."""
    async with viewer(shared.socket_url("/ws/jpeg")) as socket, stream_reader(shared) as stream:
        await stream.begin()
        await next_message(socket)
        await stream.picture()
        yield socket, stream


async def test_the_program_ends_in_time_however_stuck_its_viewers_are() -> None:
    async with sharing_station() as shared:
        station = shared.station
        station.allow(FRONT_DOOR)
        async with peer_camera(station.url, FRONT_DOOR) as camera:
            await camera.show(large_stamped(0, 3_000_000))
            await until(lambda: station.shown.frames, "the first")
            async with (
                viewer(shared.socket_url("/ws/jpeg"), sock=slow_socket(shared.port), max_queue=1),
                viewer(shared.socket_url("/ws/viewer"), sock=slow_socket(shared.port), max_queue=1),
                stream_reader(shared, slow=True),
            ):
                await watched(shared, 3)
                began = time.monotonic()
                await station.server.stop()
                await shared.sharing.close()
                assert time.monotonic() - began < 5
                assert not station.server._sockets
                assert not station.server._plain


@pytest.mark.parametrize("path", ["/ws/viewer", "/ws/mse"])
async def test_where_no_h264_can_be_made_the_viewer_is_told_so(
    shared: SharedStation, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("no encoder here")

    monkeypatch.setattr("atomcam_gui.sharing.h264.encoding.H264Encoder", broken)
    async with streaming_camera(shared.station), witness(shared.station) as other:
        async with viewer(shared.socket_url(path)) as h264, viewer(shared.socket_url("/ws/jpeg")) as plain:
            assert await close_code(h264) == 1011
            await next_message(plain)
        await other.sees_more()


@pytest.mark.parametrize("words", [[b"\x00" * 100], ["hello"] * 100])
async def test_a_viewer_that_talks_too_much_is_sent_away(shared: SharedStation, words: list[str | bytes]) -> None:
    async with streaming_camera(shared.station), witness(shared.station) as other:
        async with viewer(shared.socket_url("/ws/jpeg")) as socket:
            try:
                for word in words:
                    await socket.send(word)
            except ConnectionClosed:
                pass
            assert await close_code(socket) == 1008
        async with viewer(shared.socket_url("/ws/jpeg")) as socket:
            await socket.send("keep-alive")
            for _ in range(5):
                await next_message(socket)
        await other.sees_more()


# -- many ----------------------------------------------------------------------------------------------------------


async def test_there_is_always_room_for_cameras(shared: SharedStation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewers, "MAX_VIEWERS", 3)
    async with streaming_camera(shared.station), AsyncExitStack() as stack:
        for _ in range(2):
            await stack.enter_async_context(viewer(shared.socket_url("/ws/jpeg")))
        stream = await stack.enter_async_context(stream_reader(shared))
        await stream.begin()
        await watched(shared, 3)
        for path in ("/ws/jpeg", "/ws/mse", "/stream.mjpg"):
            with pytest.raises(InvalidStatus) as refused:
                async with viewer(shared.socket_url(path)):
                    pass
            assert refused.value.response.status_code == 503
            assert "Retry-After" in refused.value.response.headers
        assert (await shared.ask("/status")).json()["viewer_clients"] == 3
        async with streaming_camera(shared.station, GARDEN):
            await until(lambda: shared.station.shown.of(GARDEN), "another camera's picture")


@pytest.fixture
def frozen_heap() -> Iterator[None]:
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("frozen_heap")
async def test_two_hundred_viewers_come_and_go_while_four_cameras_stream(shared: SharedStation) -> None:
    station = shared.station
    ids = [f"0a00000003{number:02x}" for number in range(4)]
    async with AsyncExitStack() as stack:
        for camera_id in ids:
            await stack.enter_async_context(streaming_camera(station, camera_id, every_s=0.04))
        other = await stack.enter_async_context(witness(station))
        await until(lambda: {f.camera_id for f in station.shown.frames} >= set(ids), "all stream")
        await visit(shared, ids, range(8))  # what the first ones leave behind is not a leak
        await watched(shared, 0)
        before = leftovers(shared)
        crowd = asyncio.Semaphore(60)
        async with asyncio.TaskGroup() as group:
            for number in range(200):

                async def one(number: int = number) -> None:
                    async with crowd:
                        await visit(shared, ids, [number])

                group.create_task(one())
            await other.sees_more()
        await watched(shared, 0)
        await until(lambda: leftovers(shared) == before, f"everything is as before, {before}")
        for camera_id in ids:
            numbers = station.camera(camera_id).statistics
            assert (numbers.lost, numbers.corrupt) == (0, 0)
            assert station.camera(camera_id).state.value == "live"


async def visit(shared: SharedStation, ids: list[str], numbers: range | list[int]) -> None:
    """Come, see some pictures, and go, each in another way."""
    for number in numbers:
        camera_id = ids[number % 4]
        kind = number % 5
        if kind == 0:
            async with stream_reader(shared, camera_id) as stream:
                await stream.begin()
                for _ in range(3):
                    await stream.picture()
        elif kind == 1:
            assert (await shared.ask("/snapshot.jpg", camera=camera_id)).status == 200
        else:
            path = ("/ws/jpeg", "/ws/jpeg", "/ws/viewer")[kind - 2]
            async with viewer(shared.socket_url(path, camera_id)) as socket:
                for _ in range(3):
                    await next_message(socket)
                if kind == 3:
                    socket.transport.abort()


def leftovers(shared: SharedStation) -> tuple[int, ...]:
    """What a viewer could leave behind."""
    gc.collect()
    server = shared.station.server
    return (
        len(server._sockets),
        len(server._plain),
        len(shared.sharing._feed._viewers),
        len(shared.sharing._service._tasks._tasks),
        len(asyncio.all_tasks()),
        psutil.Process().num_fds() if hasattr(psutil.Process, "num_fds") else 0,
        sum(LiveViewer in type(thing).__mro__ for thing in gc.get_objects()),
    )


# -- what is told of them ------------------------------------------------------------------------------------------


async def test_the_window_sees_who_watches(shared: SharedStation) -> None:
    heard: list[int] = []
    end = shared.sharing.subscribe(lambda: heard.append(len(shared.sharing.viewers)))
    before = time.time()
    async with streaming_camera(shared.station):
        async with viewer(shared.socket_url("/ws/jpeg")) as socket:

            async def read() -> None:
                while True:
                    await socket.recv()

            reading = asyncio.create_task(read())
            await until(lambda: shared.sharing.viewers and shared.sharing.viewers[0].fps > 5, "its rate")
            (info,) = shared.sharing.viewers
            assert (info.address, info.link_name, info.camera_id) == (LOOPBACK, "Grandma", FRONT_DOOR)
            assert (info.link_id, info.format) == (shared.link.id, "JPEG")
            assert before <= info.since <= time.time()
            assert info.kbps > 10
            assert info.dropped == 0
            reading.cancel()
            await asyncio.wait([reading])
        await watched(shared, 0)
        assert heard == [1, 0]
        shared.sharing.book.add("Neighbour")
        assert heard == [1, 0, 0]
        end()
        shared.sharing.book.add("Aunt")
        assert len(heard) == 3
