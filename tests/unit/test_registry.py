"""Who is listed under which identity, and what the user's word does to it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from atomcam_gui.camera.camera import STALL_AFTER_S, Camera, CameraState
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import (
    MAX_LOST,
    MAX_WAITING,
    CameraAdded,
    CameraChanged,
    CameraRegistry,
    CameraRemoved,
    RegistryEvent,
)
from atomcam_gui.camera.trust import KeyEntry, Trust, TrustBook, Verdict

ID, OTHER_ID = "0a1b2c3d4e5f", "0a1b2c3d4e60"
HERE, THERE = "192.168.1.23", "192.168.1.99"
KEY = bytes(range(32))


@dataclass(eq=False)
class Line:
    """A connection that remembers what it was told."""

    closed: list[tuple[int, str]] = field(default_factory=list)

    def send(self, text: str) -> None:
        raise AssertionError("the registry sends nothing")

    def close(self, code: int, reason: str) -> None:
        self.closed.append((code, reason))


class World:
    def __init__(self) -> None:
        self.now = 1000.0
        self.book = TrustBook()
        self.registry = CameraRegistry(self.book, Hub(), lambda: self.now)
        self.events: list[RegistryEvent] = []
        self.registry.subscribe(self.events.append)

    def attach(
        self, address: str = HERE, claimed: str | None = ID, verdict: Verdict | None = None, name: str | None = None
    ) -> tuple[Line, Camera]:
        line = Line()
        decided = verdict or self.book.verdict(address, claimed)
        camera = self.registry.attach(line, address, claimed, decided, name)
        assert camera is not None
        return line, camera

    def ids(self) -> list[str]:
        return [camera.id for camera in self.registry]

    def told(self) -> list[tuple[type, str]]:
        """Kinds and cameras of the events since the last call."""
        out = [(type(event), event.camera.id) for event in self.events if not hasattr(event, "reason")]
        self.events.clear()
        return out


@pytest.fixture
def world() -> World:
    return World()


# -- identities ----------------------------------------------------------------------------------------------------


def test_a_camera_is_listed_under_its_id_or_else_its_address(world: World) -> None:
    _, named = world.attach()
    _, nameless = world.attach(claimed=None)
    assert (named.id, named.claimed_id, named.label) == (ID, ID, HERE)
    assert (nameless.id, nameless.claimed_id, nameless.label) == (HERE, None, HERE)
    assert world.told() == [(CameraAdded, ID), (CameraAdded, HERE)]


def test_nameless_cameras_of_one_address_get_numbers_and_free_ones_are_used_again(world: World) -> None:
    lines = [world.attach(claimed=None, verdict=Verdict.ALLOW) for _ in range(3)]
    assert world.ids() == [HERE, f"{HERE}#2", f"{HERE}#3"]
    line, camera = lines[1]
    world.registry.detach(line, camera)
    assert world.attach(claimed=None, verdict=Verdict.ALLOW)[1].id == f"{HERE}#2"


def test_an_id_that_comes_back_replaces_its_old_connection(world: World) -> None:
    old, camera = world.attach(verdict=Verdict.ALLOW)
    new, again = world.attach(address=THERE, verdict=Verdict.ALLOW)
    assert again is camera
    assert camera.connection is new
    assert camera.address == THERE
    assert old.closed == [(4001, "replaced by a newer connection")]
    assert new.closed == []
    assert world.told() == [(CameraAdded, ID), (CameraChanged, ID)]


def test_the_end_of_a_replaced_connection_is_no_end_of_the_camera(world: World) -> None:
    old, camera = world.attach(verdict=Verdict.ALLOW)
    world.attach(verdict=Verdict.ALLOW)
    world.told()
    world.registry.detach(old, camera)
    assert camera.connection is not None
    assert camera.state is not CameraState.LOST
    assert world.told() == []


def test_a_stranger_does_not_take_the_place_of_an_allowed_camera(world: World) -> None:
    line, camera = world.attach(verdict=Verdict.ALLOW)
    _, stranger = world.attach(address=THERE, verdict=Verdict.WAIT)
    assert stranger.id == f"{ID}@{THERE}"
    assert (camera.connection, camera.trust) == (line, Trust.ALLOWED)
    assert line.closed == []


def test_a_stranger_does_not_take_the_place_of_a_stranger_at_another_address(world: World) -> None:
    """Else the user's "allow" for the one that is seen would let in the one that came last."""
    line, first = world.attach(verdict=Verdict.WAIT)
    _, second = world.attach(address=THERE, verdict=Verdict.WAIT)
    assert (first.id, second.id) == (ID, f"{ID}@{THERE}")
    assert line.closed == []
    world.registry.decide(ID, Trust.ALLOWED)
    assert (first.trust, second.trust) == (Trust.ALLOWED, Trust.WAITING)


def test_a_stranger_that_comes_back_from_its_address_replaces_itself(world: World) -> None:
    old, camera = world.attach(verdict=Verdict.WAIT)
    _, again = world.attach(verdict=Verdict.WAIT)
    assert again is camera
    assert old.closed[0][0] == 4001


def test_the_true_camera_takes_the_place_that_a_stranger_held(world: World) -> None:
    stranger, camera = world.attach(address=THERE, verdict=Verdict.WAIT)
    line, again = world.attach(verdict=Verdict.PROVE)
    assert again is camera
    assert (camera.connection, camera.trust, camera.has_key, camera.address) == (line, Trust.ALLOWED, True, HERE)
    assert stranger.closed[0][0] == 4001


def test_counters_run_on_over_connections_and_losses_do_not(world: World) -> None:
    line, camera = world.attach(verdict=Verdict.ALLOW)
    camera.statistics.frames, camera.statistics.corrupt = 10, 2
    world.registry.detach(line, camera)
    _, again = world.attach(verdict=Verdict.ALLOW)
    assert (again.statistics.frames, again.statistics.corrupt) == (10, 2)


def test_the_name_is_the_users_then_the_cameras(world: World) -> None:
    world.book.add_key(KeyEntry(ID, KEY, "Kitchen"))
    assert world.attach(name="atomcam-4e5f", verdict=Verdict.PROVE)[1].label == "Kitchen"
    _, other = world.attach(claimed=OTHER_ID, name="Garden", verdict=Verdict.ALLOW)
    assert other.label == "Garden"
    assert world.attach(claimed=OTHER_ID, verdict=Verdict.ALLOW)[1].label == "Garden"


# -- limits --------------------------------------------------------------------------------------------------------


def test_a_name_that_the_user_gives_goes_before_the_cameras_own(world: World) -> None:
    names = {"192.168.1.9": "Attic"}
    world.registry.name_of = lambda camera_id: world.book.name_of(camera_id) or names.get(camera_id, "")
    world.book.add_key(KeyEntry(ID, bytes(32), "Door"))
    for camera_id, address in ((ID, "192.168.1.8"), (None, "192.168.1.9")):
        world.registry.attach(Line(), address, camera_id, Verdict.ALLOW, "its own")
    assert [camera.label for camera in world.registry] == ["Door", "Attic"]
    world.registry.rename(ID, "Gate")
    world.registry.rename("nobody", "Ghost")
    assert world.book.name_of(ID) == "Gate"
    assert [camera.label for camera in world.registry] == ["Gate", "Attic"]


def test_a_crowd_of_strangers_is_turned_away_and_the_allowed_are_not(world: World) -> None:
    for number in range(MAX_WAITING):
        world.attach(address=f"10.0.0.{number}", claimed=None, verdict=Verdict.WAIT)
    assert len(world.registry.waiting) == MAX_WAITING
    assert world.registry.attach(Line(), HERE, ID, Verdict.WAIT, None) is None
    world.attach(verdict=Verdict.ALLOW)
    assert len(world.registry) == MAX_WAITING + 1


def test_there_is_room_again_when_a_stranger_leaves_or_is_let_in(world: World) -> None:
    lines = [world.attach(f"10.0.0.{n}", None, Verdict.WAIT) for n in range(MAX_WAITING)]
    world.registry.detach(*lines[0])
    world.attach(verdict=Verdict.WAIT)
    world.registry.decide("10.0.0.1", Trust.ALLOWED)
    world.attach(claimed=OTHER_ID, verdict=Verdict.WAIT)


def test_the_longest_lost_cameras_are_dropped_first(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(10_000))
    monkeypatch.setattr("atomcam_gui.camera.registry.time.time", lambda: float(next(moments)))
    for number in range(MAX_LOST + 3):
        line, camera = world.attach(claimed=f"{number:012x}", verdict=Verdict.ALLOW)
        world.registry.detach(line, camera)
    assert len(world.registry) == MAX_LOST
    assert world.ids()[0] == f"{3:012x}"
    assert [event for event in world.told() if event[0] is CameraRemoved] == [
        (CameraRemoved, f"{number:012x}") for number in range(3)
    ]


def test_blocked_cameras_that_knock_do_not_fill_the_list(world: World) -> None:
    for number in range(3 * MAX_LOST):
        world.registry.record_blocked(f"10.0.{number // 250}.{number % 250}", None)
    assert len(world.registry) == MAX_LOST


# -- states --------------------------------------------------------------------------------------------------------


def test_a_camera_that_goes_is_lost_and_a_stranger_that_goes_is_forgotten(world: World) -> None:
    line, camera = world.attach(verdict=Verdict.ALLOW)
    stranger = world.attach(claimed=None, verdict=Verdict.WAIT)
    world.told()
    world.registry.detach(line, camera)
    world.registry.detach(*stranger)
    assert camera.state is CameraState.LOST
    assert camera.lost_at is not None
    assert world.ids() == [ID]
    assert world.told() == [(CameraChanged, ID), (CameraRemoved, HERE)]


def test_a_live_camera_stalls_after_three_seconds_without_a_picture(world: World) -> None:
    _, camera = world.attach(verdict=Verdict.ALLOW)
    camera.statistics.newest_at = world.now
    world.registry.set_state(camera, CameraState.LIVE)
    assert STALL_AFTER_S == 3
    world.now += 3
    world.registry.tick()
    assert camera.state is CameraState.LIVE
    assert world.registry.streaming
    world.now += 0.1
    world.told()
    world.registry.tick()
    assert camera.state is CameraState.STALLED
    assert not world.registry.streaming
    world.registry.tick()
    assert world.told() == [(CameraChanged, ID)]


def test_a_camera_that_has_sent_nothing_yet_waits_and_does_not_stall(world: World) -> None:
    _, camera = world.attach(verdict=Verdict.ALLOW)
    world.now += 100
    world.registry.tick()
    assert camera.state is CameraState.WAITING


def test_the_same_state_again_is_no_event(world: World) -> None:
    _, camera = world.attach(verdict=Verdict.ALLOW)
    world.told()
    world.registry.set_state(camera, CameraState.LIVE)
    world.registry.set_state(camera, CameraState.LIVE)
    assert world.told() == [(CameraChanged, ID)]


def test_pictures_that_turn_out_damaged_later_are_counted(world: World) -> None:
    _, camera = world.attach(verdict=Verdict.ALLOW)
    world.registry.count_corrupt(ID, 2)
    world.registry.count_corrupt("gone")
    assert camera.statistics.corrupt == 2


def test_who_no_longer_listens_is_not_told(world: World) -> None:
    heard: list[RegistryEvent] = []
    end = world.registry.subscribe(heard.append)
    world.attach()
    end()
    world.attach(claimed=None)
    assert len(heard) == 1


# -- the user's word -----------------------------------------------------------------------------------------------


def test_allowing_lets_a_waiting_camera_in_where_it_is(world: World) -> None:
    line, camera = world.attach()
    world.told()
    world.registry.decide(ID, Trust.ALLOWED)
    assert (camera.trust, camera.connection, line.closed) == (Trust.ALLOWED, line, [])
    assert world.registry.waiting == ()
    assert world.told() == [(CameraChanged, ID)]
    assert world.book.verdict(HERE, ID) is Verdict.ALLOW


def test_blocking_closes_and_keeps_the_camera_listed_as_blocked(world: World) -> None:
    line, camera = world.attach(verdict=Verdict.ALLOW)
    world.registry.decide(ID, Trust.BLOCKED)
    assert line.closed == [(1008, "blocked by the user")]
    assert (camera.trust, camera.state, camera.connection) == (Trust.BLOCKED, CameraState.LOST, None)
    assert world.ids() == [ID]


def test_being_asked_again_takes_a_lost_camera_off_the_list_and_lets_a_connected_one_wait(world: World) -> None:
    line, camera = world.attach()
    world.registry.decide(ID, Trust.ALLOWED)
    world.registry.decide(ID, Trust.WAITING)
    assert (camera.trust, camera.state, camera.connection) == (Trust.WAITING, CameraState.WAITING, line)
    world.registry.decide(ID, Trust.BLOCKED)
    world.registry.decide(ID, Trust.WAITING)
    assert world.ids() == []
    assert world.book.verdict(HERE, ID) is Verdict.WAIT


def test_the_time_at_the_door_is_no_loss(world: World) -> None:
    from atomcam_gui.jpeg import Stamp

    _, camera = world.attach(verdict=Verdict.ALLOW)
    camera.statistics.sequence.gap_before(Stamp(1, 0))
    world.registry.decide(ID, Trust.WAITING)
    world.registry.decide(ID, Trust.ALLOWED)
    assert camera.statistics.sequence.gap_before(Stamp(400, 0)) == 0


def test_a_word_on_a_camera_that_left_is_no_word(world: World) -> None:
    world.registry.decide("gone", Trust.ALLOWED)
    assert world.book.decisions == ()


def test_blocking_a_camera_with_a_key_keeps_its_key(world: World) -> None:
    world.book.add_key(KeyEntry(ID, KEY, "Kitchen"))
    line, camera = world.attach(verdict=Verdict.PROVE)
    world.registry.decide(ID, Trust.BLOCKED)
    assert line.closed[0][0] == 1008
    assert world.book.verdict(HERE, ID) is Verdict.BLOCK
    assert world.book.key_of(ID) == KEY
    world.registry.decide(ID, Trust.ALLOWED)
    assert world.book.verdict(HERE, ID) is Verdict.PROVE
    assert camera.connection is None


def test_a_camera_that_is_given_a_key_must_come_again_and_prove_it(world: World) -> None:
    line, _ = world.attach(verdict=Verdict.ALLOW)
    world.book.add_key(KeyEntry(ID, KEY))
    world.registry.apply_book()
    assert line.closed == [(1012, "connect again and prove your key")]
    assert world.ids() == []


def test_a_camera_that_has_proved_its_key_stays_when_the_book_changes(world: World) -> None:
    world.book.add_key(KeyEntry(ID, KEY))
    line, camera = world.attach(verdict=Verdict.PROVE)
    world.book.add_key(KeyEntry(OTHER_ID, KEY))
    world.registry.apply_book()
    assert (camera.connection, camera.trust, line.closed) == (line, Trust.ALLOWED, [])


def test_removing_a_camera_disconnects_it(world: World) -> None:
    line, camera = world.attach(verdict=Verdict.ALLOW)
    world.told()
    world.registry.remove(ID)
    world.registry.remove(ID)
    assert line.closed == [(1008, "removed")]
    assert camera.state is CameraState.LOST
    assert world.told() == [(CameraRemoved, ID)]


# -- the hub -------------------------------------------------------------------------------------------------------


def frame(camera_id: str, number: int = 1) -> Frame:
    return Frame(camera_id, number, b"", 1, 1, None, 0, 0.0)


class Sink:
    def __init__(self, *, fails: bool = False) -> None:
        self.numbers: list[int] = []
        self._fails = fails

    def submit(self, frame: Frame) -> None:
        self.numbers.append(frame.number)
        if self._fails:
            raise RuntimeError("out of paper")


def test_a_sink_gets_the_camera_that_it_asked_for_or_all() -> None:
    hub, one, both = Hub(), Sink(), Sink()
    hub.attach(one, "a")
    hub.attach(both)
    hub.publish(frame("a", 1))
    hub.publish(frame("b", 2))
    hub.detach(one, "b")
    hub.publish(frame("a", 3))
    hub.detach(one, "a")
    hub.detach(both)
    hub.publish(frame("a", 4))
    assert (one.numbers, both.numbers) == ([1, 3], [1, 2, 3])


def test_a_sink_that_fails_costs_the_others_nothing_and_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    hub, bad, good = Hub(), Sink(fails=True), Sink()
    hub.attach(bad, "a")
    hub.attach(good, "a")
    for number in range(3):
        hub.publish(frame("a", number))
    assert good.numbers == bad.numbers == [0, 1, 2]
    assert caplog.text.count("could not take frame") == 1
