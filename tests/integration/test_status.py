"""What the camera port answers to plain HTTP, and to whom."""

from __future__ import annotations

import json
import socket

import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request

from atomcam_gui import __version__
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import Decision, KeyEntry, Trust
from atomcam_gui.server import addresses
from atomcam_gui.server.counters import ServerCounters
from atomcam_gui.server.http import Gatekeeper
from tests.peers import (
    FRONT_DOOR,
    GARDEN,
    LOOPBACK,
    Answer,
    PeerCamera,
    Station,
    ask,
    peer_camera,
    raw_peer,
    running_station,
    stamped,
    until,
    witness,
)

KEY = bytes(range(60, 92))
OUTSIDE = next((a.address for a in addresses.local_addresses() if not addresses.is_loopback(a.address)), None)


async def status(station: Station, *headers: str, target: str = "/status") -> Answer:
    return await ask(station.server.port, target, *headers)


async def connects(station: Station, *headers: str) -> int:
    """HTTP status of a camera's handshake with these headers."""
    async with raw_peer(station.server.port) as peer:
        return int((await peer.upgrade(None, *headers)).split()[1])


# -- what it says --------------------------------------------------------------------------------------------------


async def test_with_no_camera_it_says_so(station: Station) -> None:
    answer = await status(station)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    document = answer.json()
    counters = document.pop("server")
    assert document == {
        "camera_clients": 0,
        "viewer_clients": 0,
        "streaming": False,
        "version": __version__,
        "cameras": [],
    }
    assert all(type(value) is int for value in counters.values())
    assert counters["connections"] == 0


async def test_it_tells_all_about_every_camera(station: Station) -> None:
    station.allow(FRONT_DOOR)
    station.book.decide(Decision("127.0.0.9", None, Trust.BLOCKED))
    async with (
        peer_camera(station.url, FRONT_DOOR) as live,
        peer_camera(station.url, GARDEN) as waiting,
        peer_camera(station.url, address="127.0.0.9") as blocked,
    ):
        await live.hello(name="Front door")
        await live.show(stamped(1, 160, 120), stamped(2, 160, 120), stamped(5, 160, 120))
        await live.show(b"not a picture")
        await waiting.show()
        await blocked.show()
        await blocked.closed()
        await until(lambda: len(station.registry) == 3, "three cameras")
        await until(lambda: station.camera(FRONT_DOOR).statistics.corrupt, "everything arrived")
        await until(lambda: station.camera(GARDEN).statistics.frames, "everything arrived")
        document = (await status(station)).json()
    assert (document["camera_clients"], document["streaming"]) == (2, True)
    cameras = {camera["id"]: camera for camera in document["cameras"]}
    age = cameras[FRONT_DOOR].pop("frame_age_ms")
    assert 0 <= age < 5000
    for name in ("fps", "kbps"):
        assert cameras[FRONT_DOOR].pop(name) >= 0
    assert cameras[FRONT_DOOR] == {
        "id": FRONT_DOOR,
        "name": "Front door",
        "address": LOOPBACK,
        "state": "live",
        "trust": "allowed",
        "width": 160,
        "height": 120,
        "frames": 3,
        "lost": 2,
        "corrupt": 1,
        "recording": False,
    }
    stranger = cameras[GARDEN]
    assert (stranger["state"], stranger["trust"], stranger["frames"]) == ("waiting", "waiting", 1)
    assert (stranger["width"], stranger["height"]) == (0, 0)
    refused = cameras["127.0.0.9"]
    assert (refused["state"], refused["trust"], refused["frame_age_ms"]) == ("lost", "blocked", None)


async def test_a_lost_camera_is_no_client_and_streams_nothing(station: Station) -> None:
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.show()
        await until(lambda: station.registry.streaming, "streaming")
    await until(lambda: not station.registry.streaming, "gone")
    document = (await status(station)).json()
    assert (document["camera_clients"], document["streaming"]) == (0, False)
    assert document["cameras"][0]["state"] == "lost"


async def test_it_tells_no_secrets(station: Station) -> None:
    station.book.add_key(KeyEntry(FRONT_DOOR, KEY, "Front door"))
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.come_in(KEY)
        await station.listed(FRONT_DOOR)
        answer = await status(station)
    text = answer.body.decode().lower()
    assert "front door" in text
    assert KEY.hex() not in text
    assert "key" not in text
    assert "nonce" not in text


async def test_a_name_of_any_kind_leaves_it_json(station: Station) -> None:
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.hello(name='Küche "</script>\u2028 \\ 🐦')
        await until(lambda: "Küche" in station.camera(FRONT_DOOR).label, "its name")
        assert (await status(station)).json()["cameras"][0]["name"] == 'Küche "</script> \\ 🐦'


async def test_it_counts_what_was_asked(station: Station) -> None:
    for target in ("/status", "/nothing", "/ws/camera"):
        await status(station, target=target)
    counters = (await status(station)).json()["server"]
    assert (counters["requests"], counters["refused"]) == (4, 2)
    async with raw_peer(station.server.port):
        pass
    await until(lambda: station.counters.handshakes_failed == 1, "one that said nothing")
    assert (await status(station)).json()["server"]["handshakes_failed"] == 1


async def test_it_may_be_asked_with_a_query(station: Station) -> None:
    assert (await status(station, target="/status?camera=x")).status == 200


# -- to whom -------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(OUTSIDE is None, reason="this computer has no network")
async def test_it_answers_this_computer_by_loopback_only() -> None:
    assert OUTSIDE is not None
    async with running_station(bind="0.0.0.0") as station:
        answer = await ask(station.server.port, "/status", host=OUTSIDE, named=OUTSIDE)
        assert answer.status == 403
        assert b"this computer only" in answer.body
        assert b"cameras" not in answer.body
        assert (await ask(station.server.port, "/status")).status == 200
        assert station.counters.refused == 1
        async with peer_camera(f"ws://{OUTSIDE}:{station.server.port}/ws/camera", GARDEN):
            await station.listed(GARDEN)


@pytest.mark.parametrize("peer", ["192.168.1.23", "10.0.0.1", "8.8.8.8", "fe80::1", "unknown"])
async def test_others_are_refused_whatever_they_call_us(station: Station, peer: str) -> None:
    counters = ServerCounters()
    gatekeeper = Gatekeeper(CameraRegistry(station.book, station.hub), counters)
    for host in ("localhost", "127.0.0.1:8080", "192.168.1.5:8080"):
        answer = gatekeeper.answer(Request("/status", Headers(Host=host)), peer)
        assert answer is not None
        assert answer.status_code == 403
    assert (counters.requests, counters.refused) == (3, 3)
    for own in ("127.0.0.1", "::1"):
        answer = gatekeeper.answer(Request("/status", Headers(Host="localhost")), own)
        assert answer is not None
        assert answer.status_code == 200


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="no IPv6 here")
async def test_loopback_is_loopback_over_ipv6_too() -> None:
    async with running_station(bind="::") as station:
        for host in (LOOPBACK, "::1"):
            assert (await ask(station.server.port, "/status", host=host)).status == 200


@pytest.mark.parametrize(
    "named", ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:8080", socket.gethostname(), None]
)
async def test_every_own_name_is_answered(station: Station, named: str | None) -> None:
    assert (await ask(station.server.port, "/status", named=named)).status == 200


@pytest.mark.parametrize(
    "named", ["evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.nip.io", ""]
)
async def test_a_name_that_was_bent_to_this_computer_is_refused(station: Station, named: str) -> None:
    answer = await ask(station.server.port, "/status", named=named)
    assert answer.status == 403
    assert b"cameras" not in answer.body
    assert station.counters.refused == 1


FOREIGN = [
    "http://evil.example",
    "https://evil.example:8080",
    "null",
    "http://127.0.0.1:1",
    "http://localhost.evil.example",
]


@pytest.mark.parametrize("origin", FOREIGN)
async def test_pages_of_other_sites_can_neither_read_nor_be_cameras(station: Station, origin: str) -> None:
    async with witness(station):
        answer = await status(station, f"Origin: {origin}")
        assert answer.status == 403
        assert b"cameras" not in answer.body
        assert "access-control-allow-origin" not in answer.headers
        assert await connects(station, f"Origin: {origin}") == 403
    assert station.counters.refused == 2
    assert station.counters.connections == 1


async def test_what_microcontrollers_and_own_pages_send_as_origin_is_fine(station: Station) -> None:
    assert await connects(station, "Origin: file://") == 101
    assert await connects(station, "Origin: http://127.0.0.1") == 101
    assert (await status(station, "Origin: http://127.0.0.1")).status == 200


@pytest.mark.parametrize("header", ["Host: evil.example", "Origin: http://evil.example"])
async def test_a_header_that_comes_twice_is_refused(
    station: Station, header: str, caplog: pytest.LogCaptureFixture
) -> None:
    name = header.partition(":")[0]
    first = "Origin: http://127.0.0.1" if name == "Origin" else ""
    for target in ("/status", "/ws/camera"):
        answer = await status(station, *([first] if first else []), header, target=target)
        assert answer.status == 400
    assert station.counters.refused == 2
    assert "Traceback" not in caplog.text


async def test_two_ids_in_one_handshake_are_refused(station: Station, caplog: pytest.LogCaptureFixture) -> None:
    ids = (f"X-AtomCam-Id: {FRONT_DOOR}", f"x-atomcam-id: {GARDEN}")
    assert await connects(station, *ids) == 400
    assert station.counters.connections == 0
    assert "Traceback" not in caplog.text


# -- anything else -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target", ["/", "/ws", "/ws/camera/", "/ws/cameras", "/WS/CAMERA", "//status", "/status/", "/..", "*"]
)
async def test_there_is_nothing_at_other_addresses(station: Station, target: str) -> None:
    answer = await status(station, target=target)
    assert answer.status == 404
    assert b"/ws/camera" in answer.body
    assert (answer.headers["connection"], answer.headers["x-content-type-options"]) == ("close", "nosniff")
    assert station.counters.refused == 1


async def test_a_websocket_at_another_address_is_refused(station: Station) -> None:
    async with raw_peer(station.server.port) as peer:
        request = b"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        await peer.send(request + b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n")
        assert (await peer.read_head()).startswith("HTTP/1.1 404 ")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
async def test_the_status_can_only_be_read(station: Station, method: str) -> None:
    answer = await ask(station.server.port, "/status", method=method)
    assert answer.status == 405
    assert b"cameras" not in answer.body
    assert station.counters.refused == 1


async def test_a_camera_with_a_query_in_its_address_is_a_camera(station: Station) -> None:
    async with peer_camera(station.url + "?x=1", GARDEN) as camera:
        assert isinstance(camera, PeerCamera)
        await station.listed(GARDEN)


async def test_the_answer_is_whole(station: Station) -> None:
    answer = await status(station)
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert json.loads(answer.body)["version"] == __version__
