"""Network cameras beside those that come by themselves: who they are, and what the user decides about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from atomcam_gui.camera.camera import CameraState
from atomcam_gui.camera.registry import CameraRemoved, ImpostorRefused
from atomcam_gui.camera.trust import Decision, Trust, TrustBook
from atomcam_gui.errors import SettingsError
from atomcam_gui.sources import source_feed, source_service
from atomcam_gui.sources.address import parse_address
from atomcam_gui.sources.source_book import SourceBook
from atomcam_gui.sources.source_feed import SourcePhase
from atomcam_gui.sources.troubles import SourceTrouble
from tests.fakes.mjpeg_server import HttpCamera, esp32
from tests.fakes.sources import source_rig
from tests.peers import GARDEN, LOOPBACK, peer_camera, picture, running_station, until, unused_port


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_feed, "BACKOFF_S", (0.05, 0.1, 0.2))
    monkeypatch.setattr(source_service, "BOOK_INTERVAL_S", 0.05)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sources.json"


def opened(path: Path) -> SourceBook:
    book = SourceBook(path)
    book.load()
    return book


# -- a stranger with its id ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("allow_unknown", [False, True])
async def test_a_stranger_with_a_network_camera_s_id_is_refused(allow_unknown: bool) -> None:
    """Also where strangers are let in, and whether it is connected or not."""
    book = TrustBook(allow_unknown=allow_unknown)
    async with running_station(book) as station, source_rig(station=station) as rig:
        with HttpCamera({"/stream": esp32}) as server:
            camera_id = rig.add(server.url())
            await rig.shows(camera_id)
            async with peer_camera(station.url, camera_id) as stranger:
                await stranger.hello(name="I am it")
                nonce = await stranger.challenge()
                await stranger.show()
                await stranger.prove(bytes(32), nonce)
                assert (await stranger.closed())[0] == 1008
            await rig.shows(camera_id)
            assert all(frame.data != picture() for frame in station.shown.frames)
            assert [event.camera_id for event in station.events_of(ImpostorRefused)] == [camera_id]
            assert [camera.id for camera in station.registry] == [camera_id]
        await until(lambda: rig.camera(camera_id).state is CameraState.LOST, "it is lost")
        async with peer_camera(station.url, camera_id) as stranger:
            await stranger.hello()
            await stranger.prove(bytes(32), await stranger.challenge())
            assert (await stranger.closed())[0] == 1008
        assert rig.camera(camera_id).state is CameraState.LOST


async def test_a_network_camera_opens_the_door_to_nobody_else_at_its_address() -> None:
    async with source_rig() as rig:
        with HttpCamera({"/stream": esp32}) as server:
            await rig.shows(rig.add(server.url()))
            async with peer_camera(rig.station.url, GARDEN) as camera:
                await camera.hello()
                await camera.show()
                assert (await rig.station.listed(GARDEN)).trust is Trust.WAITING


async def test_a_decision_about_another_camera_changes_nothing_for_it() -> None:
    async with source_rig() as rig:
        with HttpCamera({"/stream": esp32}) as server:
            live = rig.add(server.url())
            never = rig.add(f"http://{LOOPBACK}:{unused_port()}/stream")
            await rig.shows(live)
            await rig.fails(never, SourceTrouble.REFUSED)
            rig.station.book.decide(Decision("192.168.1.7", None, Trust.BLOCKED))
            rig.station.registry.apply_book()
            await rig.shows(live)
            assert rig.camera(never).trust is Trust.ALLOWED


# -- what the user decides in the list of all cameras --------------------------------------------------------------


async def test_a_blocked_camera_is_asked_for_nothing_until_it_is_allowed_again(path: Path) -> None:
    with HttpCamera({"/stream": esp32}) as server:
        async with source_rig(opened(path)) as rig:
            camera_id = rig.add(server.url(), "Kitchen")
            await rig.shows(camera_id)
            rig.station.registry.decide(camera_id, Trust.BLOCKED)
            await until(lambda: not server.visitors, "the connection is closed")
            assert rig.camera(camera_id).trust is Trust.BLOCKED
            assert rig.state(camera_id).phase is SourcePhase.OFF
        asked = len(server.requests)
        async with source_rig(opened(path)) as rig:
            assert rig.camera(camera_id).trust is Trust.BLOCKED, "the next start knows it"
            assert rig.camera(camera_id).label == "Kitchen"
            assert len(server.requests) == asked
            rig.station.registry.decide(camera_id, Trust.ALLOWED)
            await rig.shows(camera_id)
        assert [source.blocked for source in opened(path).sources] == [False]


async def test_a_name_that_it_is_given_in_the_list_stays(path: Path) -> None:
    with HttpCamera({"/stream": esp32}) as server:
        async with source_rig(opened(path)) as rig:
            camera_id = rig.add(server.url(), "Kitchen")
            await rig.shows(camera_id)
            rig.station.registry.rename(camera_id, "Hall")
            await until(lambda: opened(path).sources[0].name == "Hall", "it is written")
            rig.service.rename(camera_id, "Door")
            assert rig.camera(camera_id).label == "Door"
            server.hang_up()
            await until(lambda: rig.camera(camera_id).state is CameraState.LOST, "it is lost")
            await rig.shows(camera_id)
            assert rig.camera(camera_id).label == "Door", "after it came back, too"
        assert opened(path).sources[0].name == "Door"


async def test_a_camera_that_is_forgotten_in_the_list_is_gone_for_good(path: Path) -> None:
    """The list drops its key and takes it off, as it does with every camera that has a key."""
    with HttpCamera({"/stream": esp32}) as server:
        async with source_rig(opened(path)) as rig:
            camera_id = rig.add(server.url())
            await rig.shows(camera_id)
            rig.station.book.forget_key(camera_id)
            rig.station.registry.remove(camera_id)
            await until(lambda: not rig.service.is_source(camera_id), "it is forgotten")
            await until(lambda: not server.visitors, "the connection is closed")
            assert opened(path).sources == ()
            assert rig.service.state(camera_id) is None


async def test_a_camera_that_is_removed_leaves_nothing(path: Path) -> None:
    with HttpCamera({"/stream": esp32}) as server:
        async with source_rig(opened(path)) as rig:
            camera_id = rig.add(server.url())
            await rig.shows(camera_id)
            rig.service.remove(camera_id)
            assert rig.station.registry.get(camera_id) is None
            await until(lambda: not server.visitors, "the connection is closed")
            assert len(rig.station.events_of(CameraRemoved)) == 1
            assert opened(path).sources == ()
            assert rig.add(server.url()) == camera_id, "the same camera again"
            await rig.shows(camera_id)


async def test_another_address_is_the_same_camera(path: Path) -> None:
    with HttpCamera({"/stream": esp32, "/other": esp32}) as server:
        async with source_rig(opened(path)) as rig:
            camera_id = rig.add(server.url("/nothing"), "Kitchen")
            await rig.fails(camera_id, SourceTrouble.NOT_FOUND)
            rig.service.change(camera_id, parse_address(server.url("/other")), "Kitchen")
            await rig.shows(camera_id)
            second = rig.add(server.url("/nothing"))
            assert second != camera_id, "the address is free for another, the id is not"
        assert {source.address.target for source in opened(path).sources} == {"/other", "/nothing"}


async def test_the_listeners_are_told_of_every_turn() -> None:
    with HttpCamera({"/stream": esp32}) as server:
        async with source_rig() as rig:
            phases: list[object] = []
            camera_id = ""
            end = rig.service.subscribe(lambda each: phases.append((s := rig.service.state(each)) and s.phase))
            camera_id = rig.add(server.url())
            await rig.shows(camera_id)
            server.hang_up()
            await until(lambda: SourcePhase.WAITING in phases, "it waits")
            await rig.shows(camera_id)
            rig.service.remove(camera_id)
            assert phases[0] is SourcePhase.CONNECTING
            assert SourcePhase.STREAMING in phases
            assert phases[-1] is None
            end()
            before = len(phases)
            rig.add(server.url())
            assert len(phases) == before


async def test_trying_again_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_feed, "BACKOFF_S", (60.0,))
    port = unused_port()
    async with source_rig() as rig:
        camera_id = rig.add(f"http://{LOOPBACK}:{port}/stream")
        await rig.fails(camera_id, SourceTrouble.REFUSED)
        with HttpCamera({"/stream": esp32}, port=port):
            rig.service.retry(camera_id)
            await rig.shows(camera_id)


# -- two programs --------------------------------------------------------------------------------------------------


async def test_two_programs_share_the_book_and_each_has_the_picture(path: Path) -> None:
    with HttpCamera({"/stream": esp32}) as server:
        async with source_rig(opened(path)) as one, source_rig(opened(path)) as other:
            camera_id = one.add(server.url(), "Kitchen")
            await one.shows(camera_id)
            await until(lambda: other.service.is_source(camera_id), "the other one learns of it")
            await other.shows(camera_id)
            assert other.camera(camera_id).label == "Kitchen"
            for_now = other.service.add_for_now(parse_address(server.url("/nothing")))
            other.service.rename(camera_id, "Hall")
            await until(lambda: one.camera(camera_id).label == "Hall", "the new name is known here")
            one.service.remove(camera_id)
            await until(lambda: not other.service.is_source(camera_id), "it is forgotten there")
            assert other.service.is_source(for_now), "what is for now is nobody's business"


async def test_what_cannot_be_written_is_said_and_holds_for_now(path: Path) -> None:
    book = opened(path / "x")
    path.write_text("no folder")  # noqa: ASYNC240
    with HttpCamera({"/stream": esp32}) as server:
        async with source_rig(book) as rig:
            with pytest.raises(SettingsError):
                rig.add(server.url())
            (source,) = rig.service.sources
            await rig.shows(source.id)


async def test_a_camera_of_the_book_is_not_added_a_second_time_for_now(path: Path) -> None:
    with HttpCamera({"/stream": esp32}) as server:
        async with source_rig(opened(path)) as rig:
            camera_id = rig.add(server.url())
            assert rig.service.add_for_now(parse_address(server.url())) == camera_id
            assert len(rig.service.sources) == 1
