"""Bursts and time-lapses: at a pace, each picture once, and one word when it cannot go on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.errors import DiskFull, KeptElsewhere, RecordingError
from atomcam_gui.recording.series import BURST_PER_S, MAX_PENDING, Pace, Series, SeriesResult
from atomcam_gui.recording.snapshot import Saved, Snapshot, save_or_rescue
from tests.peers import FRONT_DOOR, GARDEN, SOON, picture, until

MS = 1_000_000
FULL = DiskFull(Path("/disk"))


def taken(pace: Pace, times_ms: list[int]) -> list[int]:
    """Which of these receipts a pace takes."""
    return [each for each in times_ms if pace.takes(each * MS)]


# -- the pace ------------------------------------------------------------------------------------------------------


def test_a_burst_takes_no_more_than_its_number_of_a_fast_camera() -> None:
    times = list(range(7, 3007, 40))
    assert len(taken(Pace(1 / BURST_PER_S), times)) == 3 * BURST_PER_S


def test_a_burst_takes_every_picture_of_a_slow_camera() -> None:
    times = list(range(0, 3000, 200))
    assert taken(Pace(1 / BURST_PER_S), times) == times


def test_a_time_lapse_does_not_drift_in_a_day_of_odd_arrivals() -> None:
    times = [123 + 67 * number + number % 31 for number in range(86_400_000 // 67)]
    lapse = taken(Pace(60), times)
    assert len(lapse) == 24 * 60
    assert all(0 <= time - 123 - 60_000 * number < 67 + 31 for number, time in enumerate(lapse))


def test_after_a_camera_stood_still_the_slots_that_it_missed_are_not_made_up_for() -> None:
    assert taken(Pace(1), [0, 500, 1000, 9700, 9800, 9900, 10_100, 10_200]) == [0, 1000, 9700, 10_100]


@given(st.lists(st.integers(0, 400), min_size=1), st.integers(1, 500))
def test_no_slot_ever_gives_two_and_none_with_a_picture_gives_nothing(gaps: list[int], interval_ms: int) -> None:
    times = [sum(gaps[: index + 1]) for index in range(len(gaps))]
    slots = [(each - times[0]) // interval_ms for each in taken(Pace(interval_ms / 1000), times)]
    assert slots == sorted({(each - times[0]) // interval_ms for each in times})


# -- the series ----------------------------------------------------------------------------------------------------


def frame(number: int, ms: int, camera_id: str = FRONT_DOOR) -> Frame:
    return Frame(camera_id, number, picture(), 64, 48, None, ms * MS, 1_000_000.0 + ms / 1000)


def saved(of: Frame, trouble: RecordingError | None = None) -> Saved:
    moment = datetime.fromtimestamp(of.received_at, UTC)
    return Saved(Snapshot(Path(f"{of.number}.jpg"), of.camera_id, "A", moment, 64, 48), trouble)


class Told:
    """What a series says, and the disk that it writes to."""

    def __init__(self, save: Callable[[Frame], Saved] = saved) -> None:
        self.hub = Hub()
        self.saved: list[Saved] = []
        self.ended: list[SeriesResult] = []
        self.threads: set[threading.Thread] = set()
        self._save = save
        self.series = Series(
            self.hub,
            FRONT_DOOR,
            Pace(0.1),
            self._on_disk,
            on_saved=self.saved.append,
            on_ended=self.ended.append,
        )

    def _on_disk(self, of: Frame) -> Saved:
        self.threads.add(threading.current_thread())
        return self._save(of)

    @property
    def numbers(self) -> list[str]:
        return [each.snapshot.path.stem for each in self.saved]

    def gets_frames(self) -> bool:
        """Whether the series is still on the hub."""
        seen: list[Frame] = []
        self.series.submit = seen.append  # type: ignore[method-assign]
        self.hub.publish(frame(10**6, 10**9))
        return bool(seen)

    @asynccontextmanager
    async def running(self, first: Frame | None = None) -> AsyncIterator[asyncio.Task[None]]:
        task = asyncio.create_task(self.series.run(first))
        await asyncio.sleep(0)
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.wait([task])
            assert not any(thread.is_alive() for thread in self.threads)


async def finished(task: asyncio.Task[None]) -> None:
    async with asyncio.timeout(SOON):
        await task


async def test_a_burst_begins_with_the_picture_on_the_screen_and_takes_each_once() -> None:
    told = Told()
    on_screen = frame(7, 1000)
    async with told.running(on_screen) as task:
        told.hub.publish(on_screen)
        for number, ms in ((8, 1040), (9, 1110), (10, 1150), (11, 1200)):
            told.hub.publish(frame(number, ms))
        told.hub.publish(frame(99, 1300, GARDEN))
        told.series.stop()
        await finished(task)
    assert told.numbers == ["7", "9", "11"]
    assert told.ended == [SeriesResult(saved=3, left_out=0)]
    assert threading.current_thread() not in told.threads


async def test_what_was_taken_before_the_button_was_let_go_is_saved_and_nothing_later() -> None:
    disk = threading.Event()
    told = Told(lambda of: saved(of) if disk.wait(SOON) else saved(of, FULL))
    async with told.running() as task:
        for number in range(5):
            told.hub.publish(frame(number + 1, number * 100))
        told.series.stop()
        told.hub.publish(frame(6, 900))
        disk.set()
        await finished(task)
    assert told.numbers == ["1", "2", "3", "4", "5"]
    assert told.ended == [SeriesResult(5, 0)]


async def test_a_slow_disk_holds_up_neither_the_program_nor_memory() -> None:
    disk = threading.Event()
    told = Told(lambda of: saved(of) if disk.wait(SOON) else saved(of, FULL))
    async with told.running() as task:
        told.hub.publish(frame(1, 0))
        await until(lambda: told.threads, "the first picture is on its way to the disk")
        for number in range(1, MAX_PENDING + 11):
            told.hub.publish(frame(number + 1, number * 100))
        assert told.saved == []
        disk.set()
        told.series.stop()
        await finished(task)
    assert told.ended == [SeriesResult(saved=MAX_PENDING + 1, left_out=10)]


async def test_a_disk_that_fails_ends_the_series_with_one_word() -> None:
    def fail_at_the_third(of: Frame) -> Saved:
        if of.number >= 3:
            raise FULL
        return saved(of)

    told = Told(fail_at_the_third)
    async with told.running() as task:
        for number in range(10):
            told.hub.publish(frame(number + 1, number * 100))
        await finished(task)
        assert told.numbers == ["1", "2"]
        assert told.ended == [SeriesResult(2, 0, FULL)]
        assert not told.gets_frames()


async def test_pictures_that_go_elsewhere_are_told_with_one_word_not_with_one_each() -> None:
    elsewhere = [None, KeptElsewhere(FULL, Path("/rescue")), KeptElsewhere(FULL, Path("/rescue")), None, None]
    told = Told(lambda of: saved(of, elsewhere[of.number - 1]))
    async with told.running() as task:
        for number in range(5):
            told.hub.publish(frame(number + 1, number * 100))
        told.series.stop()
        await finished(task)
    assert [each.trouble for each in told.saved] == [None, elsewhere[1], None, None, None]


async def test_a_series_that_is_cancelled_is_off_the_hub_and_its_thread_lets_go() -> None:
    disk = threading.Event()
    told = Told(lambda of: saved(of) if disk.wait(SOON) else saved(of, FULL))
    async with told.running() as task:
        told.hub.publish(frame(1, 0))
        told.hub.publish(frame(2, 100))
        assert told.gets_frames()
        await until(lambda: told.threads, "the first picture is on its way to the disk")
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled()
        assert not told.gets_frames()
        disk.set()
        for thread in told.threads:
            thread.join(SOON)
    assert told.ended == []


async def test_a_burst_is_really_on_the_disk(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    told = Told(partial(save_or_rescue, name="A", folder=pictures, rescue=tmp_path / "rescue"))
    async with told.running() as task:
        for number in range(10):
            told.hub.publish(frame(number + 1, number * 100))
        told.series.stop()
        await finished(task)
    assert [each.snapshot.path for each in told.saved] == sorted(pictures.iterdir())
    assert {path.read_bytes() for path in pictures.iterdir()} == {picture()}
    assert len({path.stat().st_mtime for path in pictures.iterdir()}) == 10
