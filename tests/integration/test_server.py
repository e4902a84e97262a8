"""The camera server with real cameras: who is who, what is counted, which state is shown, where it listens."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import time
from contextlib import AsyncExitStack

import pytest
from websockets.exceptions import ConnectionClosed

from atomcam_gui.camera.camera import CameraState
from atomcam_gui.camera.registry import CameraAdded, CameraChanged, CameraRemoved
from atomcam_gui.camera.trust import Trust
from atomcam_gui.errors import AddressUnavailable, PortInUse, PortNotPermitted, ServerError
from atomcam_gui.server import camera_server
from atomcam_gui.server.camera_server import find_free_port
from tests.peers import (
    BINARY,
    FRONT_DOOR,
    GARDEN,
    LOOPBACK,
    PeerCamera,
    Station,
    peer_camera,
    picture,
    raw_peer,
    running_station,
    sketch,
    stamped,
    until,
    unused_port,
    upgrade_request,
    witness,
)


async def frames(station: Station, camera_id: str, count: int) -> None:
    await until(lambda: len(station.shown.of(camera_id)) >= count, f"{count} frames of {camera_id}")


async def received(station: Station, camera_id: str, count: int) -> None:
    await until(lambda: station.camera(camera_id).statistics.frames >= count, f"{count} pictures from {camera_id}")


# -- a picture's way -----------------------------------------------------------------------------------------------


async def test_a_picture_arrives_as_it_was_sent(station: Station) -> None:
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        sent = stamped(41, 160, 120, capture_us=2**40)
        before, before_ns = time.time(), time.monotonic_ns()
        await camera.show(sent)
        await frames(station, FRONT_DOOR, 1)
        frame = station.shown.frames[0]
        assert frame.data == sent
        assert type(frame.data) is bytes
        assert (frame.camera_id, frame.number, frame.width, frame.height) == (FRONT_DOOR, 1, 160, 120)
        assert frame.stamp is not None
        assert (frame.stamp.sequence, frame.stamp.capture_us) == (41, 2**40)
        assert before <= frame.received_at <= time.time()
        assert before_ns <= frame.received_ns <= time.monotonic_ns()


async def test_a_thirty_line_script_is_a_camera(station: Station) -> None:
    """No id, no hello, no subprotocol, no stamp, not even a word that it is allowed to speak."""
    station.allow(None)
    async with raw_peer(station.server.port) as peer:
        assert "101" in await peer.upgrade()
        await peer.send_frame(BINARY, picture())
        await frames(station, LOOPBACK, 1)
    assert station.camera(LOOPBACK).name == ""


@pytest.mark.parametrize("offered", [[], ["atomcam.v1"], ["chat", "atomcam.v1"], ["chat"]])
async def test_our_subprotocol_is_chosen_where_it_is_offered(station: Station, offered: list[str]) -> None:
    async with raw_peer(station.server.port) as peer:
        await peer.send(upgrade_request(None, *([f"Sec-WebSocket-Protocol: {', '.join(offered)}"] if offered else [])))
        head = await peer.read_head()
    assert head.startswith("HTTP/1.1 101")
    assert ("Sec-WebSocket-Protocol: atomcam.v1" in head) == ("atomcam.v1" in offered)


async def test_a_picture_of_four_mebibytes_is_taken(station: Station) -> None:
    station.allow(FRONT_DOOR)
    largest = sketch(data=bytes(4 * 1024 * 1024 - len(sketch(data=b""))))
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.show(largest)
        await frames(station, FRONT_DOOR, 1)
        assert station.shown.frames[0].data == largest


async def test_many_cameras_at_once_keep_apart(station: Station) -> None:
    ids = [f"0a00000001{number:02x}" for number in range(16)]
    async with AsyncExitStack() as stack:
        cameras: list[PeerCamera] = []
        for camera_id in ids:
            station.allow(camera_id)
            cameras.append(await stack.enter_async_context(peer_camera(station.url, camera_id)))

        async def stream(number: int, camera: PeerCamera) -> None:
            for sequence in range(10 + number):
                await camera.show(stamped(sequence, 64 + 16 * number))

        await asyncio.gather(*(stream(number, camera) for number, camera in enumerate(cameras)))
        for number, camera_id in enumerate(ids):
            await frames(station, camera_id, 10 + number)
        for number, camera_id in enumerate(ids):
            listed = station.camera(camera_id)
            numbers = listed.statistics
            assert (numbers.frames, numbers.lost, numbers.corrupt) == (10 + number, 0, 0)
            assert listed.state is CameraState.LIVE
            own = station.shown.of(camera_id)
            assert {frame.width for frame in own} == {64 + 16 * number}
            assert [frame.number for frame in own] == list(range(1, 11 + number))
    assert station.counters.connections == 16


# -- identity ------------------------------------------------------------------------------------------------------


async def test_the_handshakes_id_and_the_hellos_id_are_the_same_thing(station: Station) -> None:
    async with (
        peer_camera(station.url, FRONT_DOOR, header=FRONT_DOOR.upper()) as by_header,
        peer_camera(station.url, GARDEN, header=None) as by_hello,
    ):
        await by_hello.hello(name="Garden")
        await station.listed(FRONT_DOOR)
        await station.listed(GARDEN)
        await by_header.hello(name="Front door")
        await until(lambda: station.camera(FRONT_DOOR).label == "Front door", "its name")
        assert station.camera(GARDEN).label == "Garden"
        assert len(station.registry) == 2


async def test_cameras_without_an_id_are_told_apart_by_address_and_number(station: Station) -> None:
    async with (
        peer_camera(station.url) as first,
        peer_camera(station.url) as second,
        peer_camera(station.url, address="127.0.0.2") as elsewhere,
    ):
        for camera in (first, second, elsewhere):
            await camera.show()
            await until(lambda: sum(c.statistics.frames for c in station.registry) >= 1, "a picture")
        await until(lambda: len(station.registry) == 3, "three cameras")
        assert {camera.id for camera in station.registry} == {"127.0.0.1", "127.0.0.1#2", "127.0.0.2"}


async def test_a_header_that_is_no_id_is_no_id(station: Station) -> None:
    async with peer_camera(station.url, header="kitchen") as camera:
        await camera.show()
        await station.listed(LOOPBACK)
        assert station.camera(LOOPBACK).claimed_id is None


@pytest.mark.parametrize("header", [FRONT_DOOR, None])
async def test_a_hello_that_names_another_id_than_before_closes(station: Station, header: str | None) -> None:
    async with peer_camera(station.url, FRONT_DOOR, header=header) as camera:
        await camera.hello()
        await station.listed(FRONT_DOOR)
        await camera.say(type="hello", id=GARDEN)
        assert await camera.closed() == (1008, "hello names another id than the handshake or an earlier hello")
    await until(lambda: len(station.registry) == 0, "nobody listed")


async def test_a_nameless_camera_that_tells_its_id_later_is_one_camera(station: Station) -> None:
    async with peer_camera(station.url, GARDEN, header=None) as camera:
        await camera.show()
        await station.listed(LOOPBACK)
        await camera.hello()
        await station.listed(GARDEN)
        assert [listed.id for listed in station.registry] == [GARDEN]
        assert [event.camera.id for event in station.events_of(CameraRemoved)] == [LOOPBACK]
        assert [event.camera.id for event in station.events_of(CameraAdded)] == [LOOPBACK, GARDEN]


async def test_an_id_that_comes_back_replaces_its_old_connection_at_once(station: Station) -> None:
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as old:
        await old.show(stamped(1))
        await frames(station, FRONT_DOOR, 1)
        async with peer_camera(station.url, FRONT_DOOR) as new:
            await new.show(stamped(50))
            assert await old.closed(within=2) == (4001, "replaced by a newer connection")
            await frames(station, FRONT_DOOR, 2)
            listed = station.camera(FRONT_DOOR)
            assert listed.connection is not None
            assert listed.state is CameraState.LIVE
            assert (listed.statistics.frames, listed.statistics.lost) == (2, 0)
            assert len(station.registry) == 1
            with pytest.raises(ConnectionClosed):
                await old.show(stamped(2))
            await new.show(stamped(51))
            await frames(station, FRONT_DOOR, 3)
    await until(lambda: station.camera(FRONT_DOOR).state is CameraState.LOST, "lost")


async def test_an_id_that_comes_back_does_not_wait_for_a_dead_connection(station: Station) -> None:
    station.allow(FRONT_DOOR)
    async with raw_peer(station.server.port) as dead:
        await dead.upgrade(FRONT_DOOR)
        await dead.send_frame(BINARY, picture())
        await frames(station, FRONT_DOOR, 1)
        began = time.monotonic()
        async with peer_camera(station.url, FRONT_DOOR) as back:
            await back.show()
            await frames(station, FRONT_DOOR, 2)
            assert time.monotonic() - began < 1
            await dead.rest(within=4)
            await back.show()
            await frames(station, FRONT_DOOR, 3)


# -- numbers -------------------------------------------------------------------------------------------------------


async def show_sequence(station: Station, camera: PeerCamera, *sequence: int) -> int:
    """Send pictures of these numbers and tell how many are counted as lost after them."""
    assert camera.camera_id is not None
    goal = len(station.shown.of(camera.camera_id)) + len(sequence)
    await camera.show(*(stamped(number & 0xFFFFFFFF) for number in sequence))
    await frames(station, camera.camera_id, goal)
    return station.camera(camera.camera_id).statistics.lost


async def test_lost_pictures_show_in_the_numbers(station: Station) -> None:
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        assert await show_sequence(station, camera, 10, 11, 12) == 0
        assert await show_sequence(station, camera, 14) == 1
        assert await show_sequence(station, camera, 20, 21) == 6


async def test_numbers_wrap_without_a_loss(station: Station) -> None:
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        assert await show_sequence(station, camera, 2**32 - 2, 2**32 - 1, 0, 1) == 0
        assert await show_sequence(station, camera, 3) == 1


async def test_a_board_that_starts_anew_or_comes_back_has_lost_nothing(station: Station) -> None:
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        assert await show_sequence(station, camera, 500_000, 500_001, 0, 1, 2) == 0
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        assert await show_sequence(station, camera, 900, 901) == 0
        assert await show_sequence(station, camera, 903) == 1


async def test_a_paced_stream_has_its_rate_and_a_stopped_one_sinks_to_nothing(station: Station) -> None:
    station.allow(FRONT_DOOR)
    data = picture(160, 120)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        began = time.monotonic()
        for number in range(1, 51):
            await camera.show(data)
            await asyncio.sleep(max(0.0, began + number * 0.02 - time.monotonic()))
        await received(station, FRONT_DOOR, 50)
        status = station.camera(FRONT_DOOR).as_status(station.clock())
        assert status["fps"] == pytest.approx(50, rel=0.2)
        assert status["kbps"] == pytest.approx(status["fps"] * len(data) * 8 / 1000, rel=0.1)
        assert status["frame_age_ms"] < 1000
        station.clock.jump(1)
        sinking = station.camera(FRONT_DOOR).as_status(station.clock())
        assert 0 < sinking["fps"] < 40
        station.clock.jump(3)
        still = station.camera(FRONT_DOOR).as_status(station.clock())
        assert (still["fps"], still["kbps"]) == (0, 0)
        assert still["frame_age_ms"] >= 4000


# -- states --------------------------------------------------------------------------------------------------------


async def test_a_camera_goes_from_waiting_to_live_to_stalled_to_live_to_lost(station: Station) -> None:
    def state_is(state: CameraState) -> bool:
        return station.camera(FRONT_DOOR).state is state

    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await station.listed(FRONT_DOOR)
        assert state_is(CameraState.WAITING)
        await camera.show()
        await received(station, FRONT_DOOR, 1)
        assert state_is(CameraState.WAITING)
        station.registry.decide(FRONT_DOOR, Trust.ALLOWED)
        assert state_is(CameraState.WAITING)
        await camera.show()
        await until(lambda: state_is(CameraState.LIVE), "live")
        assert station.registry.streaming
        station.clock.jump(2)
        station.registry.tick()
        assert state_is(CameraState.LIVE)
        station.clock.jump(1.1)
        await until(lambda: state_is(CameraState.STALLED), "stalled", within=2)
        assert not station.registry.streaming
        await camera.show()
        await until(lambda: state_is(CameraState.LIVE), "live again")
    await until(lambda: state_is(CameraState.LOST), "lost")
    changes = [event.camera for event in station.events_of(CameraChanged)]
    assert len(changes) >= 5


async def test_a_camera_without_power_is_noticed_within_six_seconds(station: Station) -> None:
    """Its TCP connection stays open and takes whatever is sent; only nobody answers any more."""
    station.allow(FRONT_DOOR)
    async with raw_peer(station.server.port) as dead:
        await dead.upgrade(FRONT_DOOR)
        await dead.send_frame(BINARY, picture())
        await frames(station, FRONT_DOOR, 1)
        dead.writer.transport.pause_reading()  # type: ignore[attr-defined]
        took = await until(lambda: station.camera(FRONT_DOOR).state is CameraState.LOST, "lost", within=8)
        assert took < 6


async def test_a_connection_that_says_nothing_is_listed_as_waiting(station: Station) -> None:
    async with peer_camera(station.url):
        await until(lambda: station.counters.connections == 1, "a connection")
        assert len(station.registry) == 0
        station.clock.jump(6)
        listed = await station.listed(LOOPBACK)
        assert listed.trust is Trust.WAITING


# -- limits --------------------------------------------------------------------------------------------------------


async def test_too_many_connections_at_once_are_turned_away(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera_server, "MAX_CONNECTIONS", 5)
    async with witness(station), AsyncExitStack() as stack:
        for _ in range(4):
            await stack.enter_async_context(raw_peer(station.server.port))
        async with raw_peer(station.server.port) as one_too_many:
            assert await one_too_many.rest(within=2) == b""
        await until(lambda: station.counters.crowded_out == 1, "counted")
        await stack.aclose()
        await until(lambda: station.counters.handshakes_failed == 5, "all gone")
        async with peer_camera(station.url, GARDEN):
            await station.listed(GARDEN)


# -- where it listens ----------------------------------------------------------------------------------------------


async def test_it_says_where_it_listens(station: Station) -> None:
    assert station.server.listening
    assert station.server.urls == (f"ws://127.0.0.1:{station.server.port}/ws/camera",)


async def test_on_all_interfaces_the_addresses_can_really_be_dialled() -> None:
    async with running_station(bind="0.0.0.0") as station:
        assert station.server.urls
        for url in station.server.urls:
            async with peer_camera(url) as camera:
                await camera.show()
        await until(lambda: station.counters.connections == len(station.server.urls), "all arrived")


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="no IPv6 here")
async def test_on_all_ipv6_interfaces_ipv4_cameras_come_in_too() -> None:
    async with running_station(bind="::") as station:
        for url in station.server.urls:
            async with peer_camera(url, GARDEN):
                await station.listed(GARDEN)
        station.allow(FRONT_DOOR)
        async with peer_camera(f"ws://127.0.0.1:{station.server.port}/ws/camera", FRONT_DOOR) as camera:
            await camera.show()
            await frames(station, FRONT_DOOR, 1)
            assert station.camera(FRONT_DOOR).address == "127.0.0.1"
        async with peer_camera(f"ws://[::1]:{station.server.port}/ws/camera", GARDEN):
            await until(lambda: any(camera.address == "::1" for camera in station.registry), "over IPv6")


async def test_a_port_in_use_is_told_with_one_that_is_free(station: Station) -> None:
    other = Station()
    port = station.server.port
    with pytest.raises(PortInUse, match=f"port {port} is already in use by another program") as caught:
        await other.server.start(LOOPBACK, port)
    assert not other.server.listening
    free = caught.value.free_port
    assert free is not None
    assert free > port
    assert f"use port {free} instead" in str(caught.value)
    await other.server.start(LOOPBACK, free)
    async with peer_camera(other.url, GARDEN):
        await other.listed(GARDEN)
    await other.server.stop()


async def test_a_port_that_another_kind_of_program_has_is_in_use_too() -> None:
    with socket.socket() as holder:
        holder.bind((LOOPBACK, 0))
        holder.listen()
        with pytest.raises(PortInUse):
            await Station().server.start(LOOPBACK, holder.getsockname()[1])


@pytest.mark.parametrize("bind", ["203.0.113.7", "2001:db8::7", "a..b", "x" * 70])
async def test_an_address_of_somebody_else_is_told(bind: str) -> None:
    station = Station()
    with pytest.raises(AddressUnavailable, match="is not an address of this computer now") as caught:
        await station.server.start(bind, 0)
    assert caught.value.address == bind
    assert not station.server.listening
    await station.server.stop()


async def test_a_port_for_administrators_is_told_with_one_for_everybody() -> None:
    if os.geteuid() == 0:  # root may have any port: what the system would say to others
        error = camera_server._as_server_error(PermissionError(errno.EACCES, "Permission denied"), LOOPBACK, 80)
    else:
        with pytest.raises(PortNotPermitted) as caught:
            await Station().server.start(LOOPBACK, 80)
        error = caught.value
    assert isinstance(error, PortNotPermitted)
    assert "does not let ordinary programs use port 80" in str(error)
    assert error.free_port is not None
    assert error.free_port >= 8080


async def test_whatever_else_goes_wrong_is_one_sentence() -> None:
    error = camera_server._as_server_error(OSError(errno.EMFILE, "Too many open files"), LOOPBACK, 8080)
    assert type(error) is ServerError
    assert str(error) == "cannot listen on 127.0.0.1 port 8080 (Too many open files): choose another port"


def test_a_free_port_is_free_and_above() -> None:
    with socket.socket() as holder:
        holder.bind((LOOPBACK, 0))
        holder.listen()
        taken = holder.getsockname()[1]
        free = find_free_port(LOOPBACK, taken - 1)
        assert free is not None
        assert free > taken
        with socket.socket() as probe:
            probe.bind((LOOPBACK, free))
    assert find_free_port(LOOPBACK, 65535) is None
    assert find_free_port("203.0.113.7", 8080) is None


async def test_it_moves_to_another_port_and_its_cameras_are_told_to_come_again(station: Station) -> None:
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await station.listed(FRONT_DOOR)
        old, new = station.server.port, unused_port()
        await station.server.start(LOOPBACK, new)
        assert (await camera.closed())[0] == 1001
    assert station.server.port == new
    async with peer_camera(station.url, FRONT_DOOR):
        await station.listed(FRONT_DOOR)
    with pytest.raises(OSError, match="Connect call failed"):
        async with raw_peer(old):
            pass


async def test_the_same_port_can_be_had_again_at_once(station: Station) -> None:
    port = station.server.port
    async with peer_camera(station.url, FRONT_DOOR):
        for _ in range(3):
            await station.server.stop()
            assert not station.server.listening
            await station.server.start(LOOPBACK, port)
            async with peer_camera(station.url, GARDEN):
                await station.listed(GARDEN)


async def test_a_start_that_fails_leaves_it_stopped_and_startable(station: Station) -> None:
    port = station.server.port
    with pytest.raises(AddressUnavailable):
        await station.server.start("203.0.113.7", port)
    assert not station.server.listening
    await station.server.start(LOOPBACK, port)
    async with peer_camera(station.url, GARDEN):
        await station.listed(GARDEN)


async def test_stopping_twice_is_stopping(station: Station) -> None:
    await station.server.stop()
    await station.server.stop()


async def test_stopping_says_goodbye_and_takes_no_time(station: Station) -> None:
    station.allow(FRONT_DOOR)
    async with (
        peer_camera(station.url, FRONT_DOOR) as live,
        peer_camera(station.url, GARDEN) as waiting,
        raw_peer(station.server.port) as dead,
    ):
        await dead.upgrade()
        await dead.send_frame(BINARY, picture())
        await live.show()
        await frames(station, FRONT_DOOR, 1)
        await station.listed(LOOPBACK)
        began = time.monotonic()
        await station.server.stop()
        assert time.monotonic() - began < 2
        assert (await live.closed())[0] == 1001
        assert (await waiting.closed())[0] == 1001
    assert station.camera(FRONT_DOOR).state is CameraState.LOST
    assert len(station.registry) == 1
