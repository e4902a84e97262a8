"""One connection's way through hello, challenge, proof and pictures, without a socket."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import pytest

from atomcam_gui.camera.camera import Camera, CameraState
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.link import PROOF_TIMEOUT_S, CameraLink
from atomcam_gui.camera.registry import MAX_WAITING, CameraRegistry, CameraRemoved, ImpostorRefused, RegistryEvent
from atomcam_gui.camera.trust import Decision, KeyEntry, Trust, TrustBook
from tests.peers import Collector, picture, stamped

ID, OTHER_ID = "0a1b2c3d4e5f", "0a1b2c3d4e60"
HERE = "192.168.1.23"
KEY = bytes(range(32))
OWN = "ab" * 16


class Wire:
    """A transport that remembers."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.closed: list[tuple[int, str]] = []

    def send(self, text: str) -> None:
        self.sent.append(json.loads(text))

    def close(self, code: int, reason: str) -> None:
        self.closed.append((code, reason))


class Door:
    """A registry and what is seen of it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.book = TrustBook()
        hub = Hub()
        self.shown = Collector()
        hub.attach(self.shown)
        self.registry = CameraRegistry(self.book, hub, lambda: self.now)
        self.events: list[RegistryEvent] = []
        self.registry.subscribe(self.events.append)

    def knock(self, header_id: str | None = None, address: str = HERE) -> tuple[CameraLink, Wire]:
        wire = Wire()
        return CameraLink(self.registry, wire, address, header_id), wire

    def camera(self, camera_id: str = ID) -> Camera:
        camera = self.registry.get(camera_id)
        assert camera is not None
        return camera

    def wait(self, link: CameraLink, seconds: float) -> None:
        self.now += seconds
        link.tick()

    @property
    def impostors(self) -> list[ImpostorRefused]:
        return [event for event in self.events if isinstance(event, ImpostorRefused)]


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def keyed(door: Door) -> Door:
    door.book.add_key(KeyEntry(ID, KEY, "Kitchen"))
    return door


def hello(link: CameraLink, **fields: Any) -> None:
    link.receive_text(json.dumps({"type": "hello"} | fields))


def prove(link: CameraLink, nonce: str, key: bytes = KEY, own: str = OWN, upper: bool = False) -> None:
    mac = hmac.new(key, f"camera{ID}{nonce}{own}".encode(), hashlib.sha256).hexdigest()
    link.receive_text(json.dumps({"type": "proof", "nonce": own, "mac": mac.upper() if upper else mac}))


# -- who is it -----------------------------------------------------------------------------------------------------


def test_the_handshakes_id_lists_a_camera_before_its_first_word(door: Door) -> None:
    door.knock(ID)
    assert door.camera().trust is Trust.WAITING
    assert door.camera().connection is not None


def test_a_camera_without_an_id_is_listed_with_its_first_picture(door: Door) -> None:
    link, _ = door.knock()
    assert len(door.registry) == 0
    link.receive_bytes(picture())
    assert door.camera(HERE).statistics.frames == 1


def test_a_camera_without_an_id_is_listed_with_its_hello(door: Door) -> None:
    link, _ = door.knock()
    hello(link, name="Garden")
    assert door.camera(HERE).label == "Garden"


def test_a_connection_that_says_nothing_is_listed_after_a_while(door: Door) -> None:
    """Else a crowd of them would hold all places, and nobody would see why."""
    link, wire = door.knock()
    door.wait(link, PROOF_TIMEOUT_S)
    assert len(door.registry) == 0
    door.wait(link, 0.1)
    assert door.camera(HERE).trust is Trust.WAITING
    assert wire.closed == []


def test_the_hellos_id_lists_a_camera_that_had_none_in_the_handshake(door: Door) -> None:
    link, _ = door.knock()
    hello(link, id=ID.upper())
    assert door.camera().claimed_id == ID


def test_a_nameless_camera_that_tells_its_id_late_changes_its_identity(door: Door) -> None:
    link, wire = door.knock()
    link.receive_bytes(picture())
    hello(link, id=ID)
    assert [camera.id for camera in door.registry] == [ID]
    assert any(isinstance(event, CameraRemoved) and event.camera.id == HERE for event in door.events)
    assert wire.closed == []
    link.receive_bytes(picture())
    assert door.camera().statistics.frames == 1


def test_what_was_allowed_without_an_id_is_not_allowed_with_one(door: Door) -> None:
    door.book.decide(Decision(HERE, None, Trust.ALLOWED))
    link, _ = door.knock()
    link.receive_bytes(picture())
    assert len(door.shown.frames) == 1
    hello(link, id=ID)
    link.receive_bytes(picture())
    assert door.camera().trust is Trust.WAITING
    assert len(door.shown.frames) == 1


@pytest.mark.parametrize("header", [ID, None])
def test_an_id_that_changes_ends_the_connection(door: Door, header: str | None) -> None:
    link, wire = door.knock(header)
    hello(link, id=ID)
    hello(link, id=OTHER_ID)
    assert wire.closed[0][0] == 1008
    link.receive_bytes(picture())
    assert link.held == 1
    assert len(door.registry) == 0


def test_connections_that_ended_for_a_changed_id_hold_no_place_at_the_door(door: Door) -> None:
    for number in range(2 * MAX_WAITING):
        link, wire = door.knock(f"{number:012x}")
        hello(link, id=ID)
        assert wire.closed == [(1008, "hello names another id than the handshake or an earlier hello")]
    assert door.registry.waiting == ()


def test_an_allowed_camera_whose_id_changes_is_lost(door: Door) -> None:
    door.book.decide(Decision(HERE, ID, Trust.ALLOWED))
    link, _ = door.knock(ID)
    link.receive_bytes(picture())
    hello(link, id=OTHER_ID)
    assert (door.camera().state, door.camera().connection) == (CameraState.LOST, None)


def test_the_same_id_again_and_no_id_again_are_fine(door: Door) -> None:
    link, wire = door.knock(ID)
    hello(link, id=ID, name="One")
    hello(link, name="Two")
    assert wire.closed == []
    assert door.camera().label == "Two"


def test_a_hello_without_a_name_takes_none_away(door: Door) -> None:
    link, _ = door.knock(ID)
    hello(link, id=ID, name="Garden")
    hello(link, id=ID)
    assert door.camera().label == "Garden"


# -- proof ---------------------------------------------------------------------------------------------------------


def test_a_right_proof_lets_in_and_only_then_do_pictures_count(keyed: Door) -> None:
    link, wire = keyed.knock(ID)
    link.receive_bytes(stamped(1))
    assert len(keyed.registry) == 0
    hello(link, id=ID)
    link.receive_bytes(stamped(2))
    prove(link, wire.sent[0]["nonce"])
    link.receive_bytes(stamped(3))
    camera = keyed.camera()
    assert (camera.trust, camera.has_key, camera.label) == (Trust.ALLOWED, True, "Kitchen")
    assert [frame.stamp.sequence for frame in keyed.shown.frames if frame.stamp] == [3]
    assert (camera.statistics.frames, camera.statistics.lost, link.held) == (1, 0, 2)


def test_a_proof_in_capitals_is_right(keyed: Door) -> None:
    link, wire = keyed.knock(ID)
    hello(link)
    prove(link, wire.sent[0]["nonce"], upper=True)
    assert keyed.camera().has_key


def test_there_is_one_challenge_however_often_hello_is_said(keyed: Door) -> None:
    link, wire = keyed.knock(ID)
    for _ in range(3):
        hello(link, id=ID)
    assert [message["type"] for message in wire.sent] == ["challenge"]
    assert len(wire.sent[0]["nonce"]) == 32


def test_every_connection_gets_another_challenge(keyed: Door) -> None:
    nonces = set()
    for _ in range(50):
        link, wire = keyed.knock(ID)
        hello(link)
        nonces.add(wire.sent[0]["nonce"])
    assert len(nonces) == 50


def test_no_challenge_before_hello(keyed: Door) -> None:
    _, wire = keyed.knock(ID)
    assert wire.sent == []


def test_a_proof_that_nobody_asked_for_is_ignored(keyed: Door) -> None:
    link, wire = keyed.knock(ID)
    prove(link, "")
    assert (wire.closed, len(keyed.registry)) == ([], 0)
    hello(link)
    prove(link, wire.sent[0]["nonce"])
    assert keyed.camera().has_key


def test_a_proof_from_a_camera_without_a_key_is_ignored(door: Door) -> None:
    link, wire = door.knock(ID)
    prove(link, OWN)
    assert (wire.closed, door.impostors) == ([], [])
    assert door.camera().trust is Trust.WAITING


def test_a_wrong_proof_is_refused_and_the_user_told(keyed: Door) -> None:
    link, wire = keyed.knock(ID, "10.9.9.9")
    hello(link, name="Kitchen, really")
    prove(link, wire.sent[0]["nonce"], key=bytes(32))
    assert wire.closed == [(1008, "a wrong proof of its key")]
    assert keyed.impostors == [ImpostorRefused(ID, "Kitchen", "10.9.9.9", "a wrong proof of its key")]
    assert len(keyed.registry) == 0
    prove(link, wire.sent[0]["nonce"])
    link.receive_bytes(picture())
    assert len(keyed.registry) == 0


def test_an_old_proof_is_wrong(keyed: Door) -> None:
    first, wire = keyed.knock(ID)
    hello(first)
    old_nonce = wire.sent[0]["nonce"]
    prove(first, old_nonce)
    first.closed()
    second, wire = keyed.knock(ID)
    hello(second)
    prove(second, old_nonce)
    assert wire.closed[0][0] == 1008
    assert len(keyed.impostors) == 1


def test_a_proof_may_take_five_seconds() -> None:
    assert PROOF_TIMEOUT_S == 5


@pytest.mark.parametrize("says_hello", [False, True])
def test_no_proof_in_time_is_refused(keyed: Door, says_hello: bool) -> None:
    link, wire = keyed.knock(ID)
    if says_hello:
        hello(link, id=ID)
    keyed.wait(link, PROOF_TIMEOUT_S)
    assert wire.closed == []
    keyed.wait(link, 0.1)
    assert wire.closed == [(1008, "no proof of its key")]
    assert [event.reason for event in keyed.impostors] == ["no proof of its key"]


def test_a_camera_that_tells_its_id_late_still_gets_its_time_for_the_proof(keyed: Door) -> None:
    link, wire = keyed.knock()
    link.receive_bytes(picture())
    keyed.wait(link, PROOF_TIMEOUT_S + 60)
    hello(link, id=ID)
    keyed.wait(link, PROOF_TIMEOUT_S - 1)
    prove(link, wire.sent[0]["nonce"])
    assert keyed.camera().has_key
    assert (wire.closed, keyed.impostors) == ([], [])


def test_a_camera_that_is_in_is_not_asked_for_more_proof(keyed: Door) -> None:
    link, wire = keyed.knock(ID)
    hello(link)
    prove(link, wire.sent[0]["nonce"])
    keyed.wait(link, 1000)
    hello(link)
    assert len(wire.sent) == 1
    assert wire.closed == []


@pytest.mark.parametrize("key", [KEY, bytes(32)], ids=["right", "wrong"])
def test_another_proof_of_a_camera_that_is_in_is_ignored(keyed: Door, key: bytes) -> None:
    link, wire = keyed.knock(ID)
    hello(link)
    prove(link, wire.sent[0]["nonce"])
    prove(link, wire.sent[0]["nonce"], key=key)
    assert (wire.closed, keyed.impostors) == ([], [])
    assert keyed.camera().connection is link


def test_a_key_that_is_forgotten_during_the_proof_lets_nobody_in(keyed: Door) -> None:
    link, wire = keyed.knock(ID)
    hello(link)
    keyed.book.forget_key(ID)
    prove(link, wire.sent[0]["nonce"])
    assert wire.closed[0][0] == 1008
    assert len(keyed.registry) == 0


# -- pictures ------------------------------------------------------------------------------------------------------


@pytest.fixture
def allowed(door: Door) -> Door:
    door.book.decide(Decision(HERE, ID, Trust.ALLOWED))
    return door


def test_a_frame_carries_what_was_received_and_is_not_copied(allowed: Door) -> None:
    link, _ = allowed.knock(ID)
    data = stamped(7, 64, 48, capture_us=123)
    link.receive_bytes(data)
    frame = allowed.shown.frames[0]
    assert frame.data is data
    assert (frame.camera_id, frame.number, frame.width, frame.height) == (ID, 1, 64, 48)
    assert frame.stamp is not None
    assert (frame.stamp.sequence, frame.stamp.capture_us) == (7, 123)
    assert allowed.camera().state is CameraState.LIVE


def test_frame_numbers_run_on_over_connections(allowed: Door) -> None:
    for _ in range(2):
        link, _ = allowed.knock(ID)
        link.receive_bytes(picture())
        link.receive_bytes(picture())
        link.closed()
    assert [frame.number for frame in allowed.shown.frames] == [1, 2, 3, 4]


def test_a_stranger_is_counted_and_not_even_looked_at(door: Door) -> None:
    link, _ = door.knock(ID)
    link.receive_bytes(picture(640, 480))
    link.receive_bytes(b"no picture at all")
    numbers = door.camera().statistics
    assert (numbers.frames, numbers.corrupt, numbers.width, numbers.height) == (2, 0, 0, 0)
    assert (door.shown.frames, door.camera().state) == ([], CameraState.WAITING)


def test_a_message_that_is_no_picture_is_counted_and_changes_nothing(allowed: Door) -> None:
    link, _ = allowed.knock(ID)
    link.receive_bytes(picture())
    for bad in (b"", b"x", picture()[:-1], picture() + b"x"):
        link.receive_bytes(bad)
    link.receive_bytes(picture())
    numbers = allowed.camera().statistics
    assert (numbers.frames, numbers.corrupt) == (2, 4)
    assert len(allowed.shown.frames) == 2


def test_bad_pictures_fill_no_log(allowed: Door, caplog: pytest.LogCaptureFixture) -> None:
    link, _ = allowed.knock(ID)
    for _ in range(100):
        link.receive_bytes(b"x")
    assert caplog.text.count("no picture") == 1
    allowed.now += 11
    link.receive_bytes(b"x")
    assert caplog.text.count("no picture") == 2
    assert "101 so far" in caplog.text


def test_a_message_too_large_is_counted(allowed: Door, caplog: pytest.LogCaptureFixture) -> None:
    link, _ = allowed.knock(ID)
    link.oversized()
    assert allowed.camera().statistics.corrupt == 1
    assert "more than 4 MiB" in caplog.text
    allowed.knock()[0].oversized()


# -- what is passed on ---------------------------------------------------------------------------------------------


def listen(door: Door) -> list[tuple[str, str]]:
    heard: list[tuple[str, str]] = []
    door.registry.subscribe_messages(lambda camera, message: heard.append((camera.id, type(message).__name__)))
    return heard


def test_hello_stats_and_replies_are_passed_on_and_nothing_else(allowed: Door) -> None:
    heard = listen(allowed)
    link, _ = allowed.knock()
    link.receive_bytes(picture())
    hello(link, id=ID, name="Kitchen")
    for text in ('{"type":"stats"}', '{"type":"reply","id":1}', '{"type":"of tomorrow"}', "no JSON"):
        link.receive_text(text)
    hello(link)
    assert heard == [(ID, kind) for kind in ("Hello", "Stats", "Reply", "Hello")]
    link.closed()
    link.receive_text('{"type":"stats"}')
    assert len(heard) == 4


def test_a_camera_with_a_key_is_heard_once_it_has_proved_it(keyed: Door) -> None:
    heard = listen(keyed)
    link, wire = keyed.knock(ID)
    for _ in range(3):
        hello(link)
        link.receive_text('{"type":"stats"}')
        link.receive_text('{"type":"reply","id":1}')
    assert heard == []
    prove(link, wire.sent[0]["nonce"])
    assert heard == [(ID, "Hello")]
    liar, wire = keyed.knock(ID)
    hello(liar)
    prove(liar, wire.sent[0]["nonce"], key=bytes(32))
    liar.receive_text('{"type":"stats"}')
    assert heard == [(ID, "Hello")]


def test_who_no_longer_listens_to_messages_or_ticks_is_not_told(allowed: Door) -> None:
    heard: list[str] = []
    ends = [
        allowed.registry.subscribe_messages(lambda *_: heard.append("message")),
        allowed.registry.subscribe_ticks(lambda: heard.append("tick")),
    ]
    link, _ = allowed.knock(ID)
    hello(link)
    allowed.registry.tick()
    for end in (*ends, *ends):
        end()
    hello(link)
    allowed.registry.tick()
    assert heard == ["message", "tick"]


# -- texts ---------------------------------------------------------------------------------------------------------


def test_texts_that_cannot_be_read_are_counted_and_change_nothing(allowed: Door) -> None:
    link, wire = allowed.knock(ID)
    for text in ("", "no JSON", "[]", "{}", '{"type":"hello","id":"x"}', "[" * 60_000):
        link.receive_text(text)
    link.receive_text('{"type":"of tomorrow"}')
    assert allowed.camera().statistics.ignored == 6
    assert wire.closed == []


def test_texts_that_came_before_the_id_are_counted_too(door: Door) -> None:
    link, _ = door.knock()
    for _ in range(3):
        link.receive_text("no JSON")
    hello(link, id=ID)
    assert door.camera().statistics.ignored == 3


def test_the_boards_own_report_is_kept(allowed: Door) -> None:
    link, _ = allowed.knock(ID)
    link.receive_text('{"type":"stats","fps":24.5,"rssi":-41}')
    stats = allowed.camera().board_stats
    assert stats is not None
    assert (stats.fps, stats.rssi) == (24.5, -41)


def test_after_its_end_a_connection_says_nothing_more(allowed: Door) -> None:
    link, _ = allowed.knock(ID)
    link.closed()
    link.closed()
    link.receive_text('{"type":"hello","name":"Ghost"}')
    link.receive_bytes(picture())
    link.tick()
    assert allowed.camera().state is CameraState.LOST
    assert allowed.camera().label == HERE
    assert allowed.shown.frames == []


def test_a_blocked_camera_is_refused_and_listed(door: Door) -> None:
    door.book.decide(Decision(HERE, ID, Trust.BLOCKED))
    link, wire = door.knock(ID)
    assert wire.closed == [(1008, "blocked by the user")]
    assert (door.camera().trust, door.camera().connection) == (Trust.BLOCKED, None)
    link.receive_bytes(picture())
    assert door.camera().statistics.frames == 0
