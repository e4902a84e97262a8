"""The last hour of each camera: samples, gaps, bounds."""

from __future__ import annotations

import itertools
import sys
from collections.abc import AsyncIterator

import pytest

from atomcam_gui.camera.health import SAMPLE_S, SAMPLES
from tests.fakes.controlled import ID, FakeCamera, House, house
from tests.peers import picture, stamped


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


def live(home: House, camera: FakeCamera, seconds: float, fps: int = 10, first: int = 0, **stats: float) -> None:
    """A camera streams; reports come every 5 s."""
    for step in range(int(seconds * 4)):
        for picture_number in range(step * fps // 4, (step + 1) * fps // 4):
            camera.link.receive_bytes(stamped(first + picture_number))
        if stats and step % 20 == 10:
            camera.say("stats", **stats)
        home.tick(0.25)


async def test_a_sample_every_five_seconds_says_how_it_went(home: House) -> None:
    camera = home.come_in()
    live(home, camera, 20, capture_ms=3, encode_ms=20, send_ms=9.5, rssi=-61)
    samples = home.health.samples(ID)
    assert len(samples) == 4
    assert [round(after.at - before.at, 2) for before, after in itertools.pairwise(samples)] == [5, 5, 5]
    newest = samples[-1]
    assert newest.fps == pytest.approx(10)
    assert (newest.lost, newest.corrupt) == (0, 0)
    assert (newest.capture_ms, newest.encode_ms, newest.send_ms, newest.rssi) == (3, 20, 9.5, -61)
    assert newest.latency_ms is None


async def test_losses_and_damage_are_counted_in_the_sample_in_which_they_came(home: House) -> None:
    camera = home.come_in()
    live(home, camera, 10)
    camera.link.receive_bytes(stamped(107))
    camera.link.receive_bytes(b"no picture")
    live(home, camera, 5, first=108)
    live(home, camera, 5, first=158)
    *_, hurt, after = home.health.samples(ID)
    assert (hurt.lost, hurt.corrupt) == (7, 1)
    assert (after.lost, after.corrupt) == (0, 0)


async def test_time_away_is_a_gap_and_the_history_goes_on(home: House) -> None:
    camera = home.come_in()
    live(home, camera, 10, rssi=-50)
    camera.link.closed()
    for _ in range(60):
        home.tick(0.25)
    camera = home.come_in()
    live(home, camera, 15, rssi=-40)
    samples = home.health.samples(ID)
    assert [sample.fps is None for sample in samples] == [True, False, True, True, True, True, False, False]
    assert samples[3].rssi is None
    assert samples[-1].rssi == -40


async def test_a_connected_camera_without_pictures_has_a_rate_of_zero_and_old_reports_are_none(home: House) -> None:
    camera = home.come_in()
    camera.say("stats", rssi=-50)
    for _ in range(120):
        home.tick(0.25)
    samples = home.health.samples(ID)
    assert samples[-1].fps == 0
    assert samples[0].rssi == -50
    assert samples[-1].rssi is None


async def test_the_median_latency_of_a_sample_is_kept(home: House) -> None:
    camera = home.come_in()
    for ms in (40.0, 42.0, 900.0):
        home.health.note_latency(ID, ms)  # nothing is known of it yet
    live(home, camera, 5)
    for ms in (40.0, 42.0, 900.0):
        home.health.note_latency(ID, ms)
    for _ in range(100_000):
        home.health.note_latency(ID, 42.0)
    live(home, camera, 10, first=50)
    assert [sample.latency_ms for sample in home.health.samples(ID)] == [None, 42, None]


async def test_an_hour_is_kept_and_no_more(home: House) -> None:
    camera = home.come_in()
    for _ in range(SAMPLES + 50):
        camera.link.receive_bytes(picture())
        home.tick(SAMPLE_S)
    samples = home.health.samples(ID)
    assert len(samples) == SAMPLES
    times = [sample.at for sample in samples]
    assert times == sorted(times)
    assert samples[-1].at == pytest.approx(home.now)


async def test_sixty_four_cameras_and_more_take_a_few_megabytes(home: House) -> None:
    for number in range(100):
        camera_id = f"0a1b2c3d{number:04x}"
        home.allow(camera_id)
        home.connect(camera_id=camera_id).hello()
    for _ in range(SAMPLES + 5):
        home.tick(SAMPLE_S)
    rings = [patient.ring for patient in home.health._patients.values()]
    assert len(rings) == 100
    size = sum(sys.getsizeof(ring._numbers) + sys.getsizeof(ring._times) for ring in rings)
    assert size < 4_000_000


async def test_strangers_have_no_history_and_a_removed_camera_leaves_none(home: House) -> None:
    home.book.forget("192.168.1.23", ID)
    stranger = home.come_in()
    stranger.say("stats", rssi=-50)
    home.tick(SAMPLE_S)
    assert home.health.samples(ID) == ()
    home.allow(ID)
    home.registry.apply_book()
    home.tick(SAMPLE_S)
    assert len(home.health.samples(ID)) == 1
    home.registry.remove(ID)
    assert home.health.samples(ID) == ()


async def test_listeners_are_told_after_each_round(home: House) -> None:
    told: list[int] = []
    end = home.health.subscribe(lambda: told.append(len(home.health.samples(ID))))
    home.come_in()
    home.tick(SAMPLE_S)
    home.tick(1)
    home.tick(SAMPLE_S)
    end()
    home.tick(SAMPLE_S)
    assert told == [1, 2]


async def test_nothing_is_taken_after_the_end(home: House) -> None:
    home.come_in()
    home.health.close()
    home.tick(SAMPLE_S)
    assert home.health.samples(ID) == ()
