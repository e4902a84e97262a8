"""Who may show a picture, over real connections: strangers, the user's word, keys, impostors."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from atomcam_gui.camera.camera import CameraState
from atomcam_gui.camera.registry import MAX_WAITING, CameraAdded, ImpostorRefused
from atomcam_gui.camera.trust import KeyEntry, Trust, TrustBook
from tests.peers import (
    FRONT_DOOR,
    GARDEN,
    LOOPBACK,
    SOON,
    PeerCamera,
    Station,
    peer_camera,
    picture,
    proof,
    running_station,
    stamped,
    until,
    witness,
)

KEY = bytes(range(100, 132))
ELSEWHERE = "127.0.0.2"


async def counted(station: Station, camera_id: str, count: int) -> None:
    await until(lambda: (c := station.registry.get(camera_id)) and c.statistics.frames >= count, f"{count} pictures")


async def shown(station: Station, camera_id: str, count: int) -> None:
    await until(lambda: len(station.shown.of(camera_id)) >= count, f"{count} pictures of {camera_id} shown")


@pytest.fixture
def book(tmp_path: Path) -> TrustBook:
    return TrustBook(tmp_path / "cameras.json")


# -- strangers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("camera_id", [FRONT_DOOR, None])
async def test_a_strangers_pictures_are_counted_but_never_looked_at_or_passed_on(
    station: Station, camera_id: str | None
) -> None:
    async with peer_camera(station.url, camera_id) as camera:
        await camera.show(picture(640, 480), stamped(5), b"no picture at all", stamped(9))
        listed_as = camera_id or LOOPBACK
        await counted(station, listed_as, 4)
        listed = station.camera(listed_as)
        assert (listed.trust, listed.state, listed.address) == (Trust.WAITING, CameraState.WAITING, LOOPBACK)
        numbers = listed.statistics
        assert (numbers.width, numbers.height, numbers.lost, numbers.corrupt) == (0, 0, 0, 0)
        assert station.registry.waiting == (listed,)
        assert not station.registry.streaming
    await until(lambda: len(station.registry) == 0, "a stranger that left is forgotten")
    assert station.shown.frames == []


@pytest.mark.parametrize("permanent", [False, True])
async def test_a_stranger_that_is_allowed_shows_its_picture_from_then_on(station: Station, permanent: bool) -> None:
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.show(stamped(1), stamped(2))
        await counted(station, FRONT_DOOR, 2)
        station.registry.decide(FRONT_DOOR, Trust.ALLOWED, permanent=permanent)
        await camera.show(stamped(100), stamped(101))
        await shown(station, FRONT_DOOR, 2)
        listed = station.camera(FRONT_DOOR)
        assert (listed.trust, listed.state) == (Trust.ALLOWED, CameraState.LIVE)
        assert (listed.statistics.frames, listed.statistics.lost) == (4, 0)
        assert [f.stamp.sequence for f in station.shown.frames if f.stamp] == [100, 101]
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.show()
        await shown(station, FRONT_DOOR, 3)


async def test_always_survives_a_restart_and_once_does_not(book: TrustBook, tmp_path: Path) -> None:
    async with running_station(book) as station:
        for camera_id, permanent in ((FRONT_DOOR, True), (GARDEN, False)):
            async with peer_camera(station.url, camera_id):
                await station.listed(camera_id)
                station.registry.decide(camera_id, Trust.ALLOWED, permanent=permanent)
    again = TrustBook(tmp_path / "cameras.json")
    assert again.load() is None
    async with (
        running_station(again) as station,
        peer_camera(station.url, FRONT_DOOR) as always,
        peer_camera(station.url, GARDEN) as once,
    ):
        await always.show()
        await once.show()
        await shown(station, FRONT_DOOR, 1)
        await counted(station, GARDEN, 1)
        assert station.camera(GARDEN).trust is Trust.WAITING
        assert station.shown.of(GARDEN) == []


async def test_an_allowed_id_waits_when_it_comes_from_another_address(station: Station) -> None:
    async with peer_camera(station.url, FRONT_DOOR):
        await station.listed(FRONT_DOOR)
        station.registry.decide(FRONT_DOOR, Trust.ALLOWED)
    await until(lambda: station.camera(FRONT_DOOR).connection is None, "gone")
    async with peer_camera(station.url, FRONT_DOOR, address=ELSEWHERE) as camera:
        await camera.show()
        listed = await station.listed(FRONT_DOOR)
        await counted(station, FRONT_DOOR, 1)
        assert (listed.trust, listed.address) == (Trust.WAITING, ELSEWHERE)
    assert station.shown.frames == []


async def test_a_stranger_with_the_id_of_a_live_camera_does_not_displace_it(station: Station) -> None:
    station.allow(FRONT_DOOR)
    async with (
        peer_camera(station.url, FRONT_DOOR) as true,
        peer_camera(station.url, FRONT_DOOR, address=ELSEWHERE) as false,
    ):
        await true.show(stamped(1))
        await false.show(picture(shade=1))
        await counted(station, f"{FRONT_DOOR}@{ELSEWHERE}", 1)
        await true.show(stamped(2))
        await shown(station, FRONT_DOOR, 2)
        assert {frame.data for frame in station.shown.frames} == {stamped(1), stamped(2)}
        assert station.camera(FRONT_DOOR).address == LOOPBACK


async def test_a_stranger_does_not_slip_in_under_the_yes_for_another(station: Station) -> None:
    """Both claim one id; the user allows the one that came first and was shown."""
    async with peer_camera(station.url, FRONT_DOOR, address=ELSEWHERE) as first:
        await station.listed(FRONT_DOOR)
        async with peer_camera(station.url, FRONT_DOOR) as second:
            await second.show()
            await counted(station, f"{FRONT_DOOR}@{LOOPBACK}", 1)
            station.registry.decide(FRONT_DOOR, Trust.ALLOWED)
            await second.show(picture(shade=1))
            await counted(station, f"{FRONT_DOOR}@{LOOPBACK}", 2)
            await first.show(picture(shade=2))
            await shown(station, FRONT_DOOR, 1)
    assert [frame.data for frame in station.shown.frames] == [picture(shade=2)]


async def test_a_crowd_of_strangers_is_turned_away_at_the_door(station: Station) -> None:
    async with witness(station), AsyncExitStack() as stack:
        for number in range(MAX_WAITING):
            await stack.enter_async_context(peer_camera(station.url, f"{number:012x}"))
        await until(lambda: len(station.registry.waiting) == MAX_WAITING, "a full door")
        async with peer_camera(station.url, GARDEN) as one_too_many:
            assert await one_too_many.closed() == (1013, "too many cameras wait to be allowed")
        assert station.registry.get(GARDEN) is None
        station.allow(GARDEN)
        async with peer_camera(station.url, GARDEN) as friend:
            await friend.show()
            await shown(station, GARDEN, 1)


# -- blocking ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("camera_id", [FRONT_DOOR, None])
@pytest.mark.parametrize("first", [Trust.ALLOWED, Trust.WAITING])
async def test_a_blocked_camera_is_cut_off_and_comes_back_in_vain(
    book: TrustBook, tmp_path: Path, camera_id: str | None, first: Trust
) -> None:
    listed_as = camera_id or LOOPBACK
    async with running_station(book) as station:
        async with peer_camera(station.url, camera_id) as camera:
            await camera.show()
            await counted(station, listed_as, 1)
            station.registry.decide(listed_as, first)
            station.registry.decide(listed_as, Trust.BLOCKED)
            assert await camera.closed(within=2) == (1008, "blocked by the user")
        listed = station.camera(listed_as)
        assert (listed.trust, listed.state, listed.connection) == (Trust.BLOCKED, CameraState.LOST, None)
        async with peer_camera(station.url, camera_id) as camera:
            if camera_id is None:
                await camera.show()
            assert await camera.closed(within=2) == (1008, "blocked by the user")
        assert station.camera(listed_as).trust is Trust.BLOCKED
        assert station.camera(listed_as).statistics.frames == 1

    after_restart = TrustBook(tmp_path / "cameras.json")
    after_restart.load()
    async with running_station(after_restart) as station, peer_camera(station.url, camera_id) as camera:
        if camera_id is None:
            await camera.show()
        assert (await camera.closed(within=2))[0] == 1008
        assert station.camera(listed_as).trust is Trust.BLOCKED
        assert [event.camera.trust for event in station.events_of(CameraAdded)] == [Trust.BLOCKED]


async def test_a_camera_that_is_no_longer_blocked_waits_again(station: Station) -> None:
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await station.listed(FRONT_DOOR)
        station.registry.decide(FRONT_DOOR, Trust.BLOCKED)
        await camera.closed()
    station.registry.decide(FRONT_DOOR, Trust.WAITING)
    async with peer_camera(station.url, FRONT_DOOR):
        assert (await station.listed(FRONT_DOOR)).trust is Trust.WAITING


# -- keys ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def keyed(station: Station) -> Station:
    station.book.add_key(KeyEntry(FRONT_DOOR, KEY, "Front door"))
    return station


async def refused(station: Station, camera: PeerCamera, reason: str) -> None:
    """The camera is closed out for this reason, and the user is told."""
    assert await camera.closed() == (1008, reason)
    impostors = station.events_of(ImpostorRefused)
    assert impostors
    last = impostors[-1]
    assert (last.camera_id, last.name, last.reason) == (FRONT_DOOR, "Front door", reason)


@pytest.mark.parametrize("header", [FRONT_DOOR, None])
async def test_a_camera_with_a_key_is_in_after_its_proof_and_needs_nobodys_word(
    keyed: Station, header: str | None
) -> None:
    async with peer_camera(keyed.url, FRONT_DOOR, header=header) as camera:
        await camera.hello(name="atomcam-1")
        nonce = await camera.challenge()
        assert len(bytes.fromhex(nonce)) == 16
        await camera.prove(KEY, nonce)
        await camera.show()
        await shown(keyed, FRONT_DOOR, 1)
        listed = keyed.camera(FRONT_DOOR)
        assert (listed.trust, listed.has_key, listed.label) == (Trust.ALLOWED, True, "Front door")


async def test_pictures_before_the_proof_are_neither_shown_nor_kept(keyed: Station) -> None:
    async with peer_camera(keyed.url, FRONT_DOOR) as camera:
        await camera.show(stamped(1), stamped(2))
        await camera.hello()
        nonce = await camera.challenge()
        await camera.show(stamped(3))
        assert len(keyed.registry) == 0
        await camera.prove(KEY, nonce)
        await camera.show(stamped(4))
        await shown(keyed, FRONT_DOOR, 1)
        assert [frame.data for frame in keyed.shown.frames] == [stamped(4)]
        numbers = keyed.camera(FRONT_DOOR).statistics
        assert (numbers.frames, numbers.lost) == (1, 0)


async def test_the_key_counts_and_not_the_address(keyed: Station) -> None:
    for number, address in enumerate((LOOPBACK, ELSEWHERE), 1):
        async with peer_camera(keyed.url, FRONT_DOOR, address=address) as camera:
            await camera.come_in(KEY)
            await camera.show()
            await shown(keyed, FRONT_DOOR, number)
            assert keyed.camera(FRONT_DOOR).address == address
        await until(lambda: keyed.camera(FRONT_DOOR).state is CameraState.LOST, "lost")


async def test_an_impostor_is_refused_and_told_while_the_true_cameras_picture_goes_on(keyed: Station) -> None:
    async with peer_camera(keyed.url, FRONT_DOOR) as true:
        await true.come_in(KEY)
        await true.show(stamped(1))
        await shown(keyed, FRONT_DOOR, 1)
        async with peer_camera(keyed.url, FRONT_DOOR, address=ELSEWHERE) as false:
            await false.show(picture(shade=1))
            await false.hello()
            await false.prove(bytes(32), await false.challenge())
            await true.show(stamped(2))
            await refused(keyed, false, "a wrong proof of its key")
        assert keyed.events_of(ImpostorRefused)[0].address == ELSEWHERE
        await true.show(stamped(3))
        await shown(keyed, FRONT_DOOR, 3)
        listed = keyed.camera(FRONT_DOOR)
        assert (listed.address, listed.statistics.lost, listed.statistics.corrupt) == (LOOPBACK, 0, 0)
        assert [frame.data for frame in keyed.shown.frames] == [stamped(1), stamped(2), stamped(3)]
        assert len(keyed.registry) == 1


async def test_a_known_id_without_a_proof_cannot_be_allowed_by_mistake(keyed: Station) -> None:
    """It is not even listed, so there is nothing to click on; and words about its address do not help it."""
    keyed.allow(FRONT_DOOR)
    keyed.allow(None)
    async with peer_camera(keyed.url, FRONT_DOOR) as camera:
        await camera.hello()
        await camera.challenge()
        await camera.show()
        assert len(keyed.registry) == 0
        keyed.clock.jump(6)
        await refused(keyed, camera, "no proof of its key")
    assert keyed.shown.frames == []


@pytest.mark.parametrize("says_hello", [False, True])
async def test_a_camera_that_never_proves_its_key_is_refused(keyed: Station, says_hello: bool) -> None:
    async with peer_camera(keyed.url, FRONT_DOOR) as camera:
        if says_hello:
            await camera.hello()
            await camera.challenge()
        else:
            await until(lambda: keyed.counters.connections == 1, "connected")
        keyed.clock.jump(5.1)
        await refused(keyed, camera, "no proof of its key")


async def test_a_proof_that_was_overheard_earlier_is_worth_nothing(keyed: Station) -> None:
    own = "ab" * 16
    async with peer_camera(keyed.url, FRONT_DOOR) as true:
        await true.hello()
        old_nonce = await true.challenge()
        overheard = {"type": "proof", "nonce": own, "mac": proof(KEY, FRONT_DOOR, old_nonce, own)}
        await true.say(**overheard)
        await keyed.listed(FRONT_DOOR)
    async with peer_camera(keyed.url, FRONT_DOOR, address=ELSEWHERE) as thief:
        await thief.hello()
        assert await thief.challenge() != old_nonce
        await thief.say(**overheard)
        await refused(keyed, thief, "a wrong proof of its key")


async def test_our_own_challenge_cannot_be_turned_against_another_camera(keyed: Station) -> None:
    """A mac over another id is wrong, though key and nonces are right."""
    async with peer_camera(keyed.url, FRONT_DOOR) as camera:
        await camera.hello()
        nonce = await camera.challenge()
        await camera.say(type="proof", nonce="ab" * 16, mac=proof(KEY, GARDEN, nonce, "ab" * 16))
        await refused(keyed, camera, "a wrong proof of its key")


async def test_a_proof_before_its_challenge_is_ignored(keyed: Station) -> None:
    async with peer_camera(keyed.url, FRONT_DOOR) as camera:
        await camera.prove(KEY, "")
        await camera.come_in(KEY)
        await camera.show()
        await shown(keyed, FRONT_DOOR, 1)


async def test_a_proof_from_a_stranger_makes_it_no_friend(station: Station) -> None:
    async with peer_camera(station.url, GARDEN) as camera:
        await camera.hello()
        await camera.prove(KEY, "ab" * 16)
        await camera.show()
        await counted(station, GARDEN, 1)
        assert station.camera(GARDEN).trust is Trust.WAITING
        assert not station.camera(GARDEN).has_key


async def test_hex_may_be_in_capitals_and_nonces_count_as_they_travel(keyed: Station) -> None:
    own = "ABCDEF" * 6
    async with peer_camera(keyed.url, FRONT_DOOR) as camera:
        await camera.say(type="hello", id=FRONT_DOOR.upper())
        mac = proof(KEY, FRONT_DOOR, await camera.challenge(), own)
        await camera.say(type="proof", nonce=own, mac=mac.upper())
        await camera.show()
        await shown(keyed, FRONT_DOOR, 1)
    async with peer_camera(keyed.url, FRONT_DOOR) as camera:
        await camera.hello()
        mac = proof(KEY, FRONT_DOOR, await camera.challenge(), own.lower())
        await camera.say(type="proof", nonce=own, mac=mac)
        await refused(keyed, camera, "a wrong proof of its key")


@pytest.mark.parametrize("proof_fields", [{}, {"nonce": "ab" * 16}, {"nonce": "ab" * 16, "mac": "00"}, {"mac": 5}])
async def test_a_proof_that_is_none_is_not_even_a_wrong_one(keyed: Station, proof_fields: dict[str, object]) -> None:
    async with peer_camera(keyed.url, FRONT_DOOR) as camera:
        await camera.hello()
        nonce = await camera.challenge()
        await camera.say(type="proof", **proof_fields)
        await camera.prove(KEY, nonce)
        await keyed.listed(FRONT_DOOR)


async def test_a_camera_that_comes_back_with_its_proof_replaces_its_old_connection(keyed: Station) -> None:
    async with peer_camera(keyed.url, FRONT_DOOR) as old:
        await old.come_in(KEY)
        await keyed.listed(FRONT_DOOR)
        async with peer_camera(keyed.url, FRONT_DOOR) as new:
            await new.hello()
            nonce = await new.challenge()
            await old.show()
            await shown(keyed, FRONT_DOOR, 1)
            await new.prove(KEY, nonce)
            assert (await old.closed(within=2))[0] == 4001
            await new.show()
            await shown(keyed, FRONT_DOOR, 2)


async def test_a_camera_that_was_waiting_and_gets_a_key_must_come_again_and_prove_it(station: Station) -> None:
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await station.listed(FRONT_DOOR)
        station.book.add_key(KeyEntry(FRONT_DOOR, KEY))
        station.registry.apply_book()
        assert (await camera.closed())[0] == 1012
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.come_in(KEY)
        assert (await station.listed(FRONT_DOOR)).has_key


async def test_a_camera_with_a_key_that_is_blocked_gets_no_challenge(keyed: Station) -> None:
    async with peer_camera(keyed.url, FRONT_DOOR) as camera:
        await camera.come_in(KEY)
        await keyed.listed(FRONT_DOOR)
        keyed.registry.decide(FRONT_DOOR, Trust.BLOCKED)
        assert await camera.closed() == (1008, "blocked by the user")
    async with peer_camera(keyed.url, FRONT_DOOR) as camera:
        assert await camera.closed() == (1008, "blocked by the user")
    assert keyed.events_of(ImpostorRefused) == []


async def test_a_camera_without_a_key_is_never_challenged(station: Station) -> None:
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.hello()
        await camera.show()
        await shown(station, FRONT_DOOR, 1)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                raise AssertionError(await camera.socket.recv())


async def test_the_key_never_goes_over_the_air(keyed: Station) -> None:
    heard: list[str] = []
    async with peer_camera(keyed.url, FRONT_DOOR) as camera:
        await camera.hello()
        async with asyncio.timeout(SOON):
            heard.append(str(await camera.socket.recv()))
        await camera.prove(KEY, json.loads(heard[0])["nonce"])
        await keyed.listed(FRONT_DOOR)
        keyed.registry.decide(FRONT_DOOR, Trust.BLOCKED)
        heard.append(str(await camera.closed()))
    assert KEY.hex() not in "".join(heard).lower()
