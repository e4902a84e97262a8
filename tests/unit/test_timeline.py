"""When pictures were taken: the board's clock, this computer's, and what lies between."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from atomcam_gui.camera.frame import Frame
from atomcam_gui.jpeg import Stamp
from atomcam_gui.recording.timeline import Timeline

NOON = 1_790_000_000.0
HALF_AN_HOUR = 1800.0

Delay = Callable[[random.Random, float], float]


@dataclass
class Board:
    """A board with a clock of its own and a network in between, in virtual time."""

    fps: float = 25.0
    drift: float = 0.0
    delay: Delay = lambda chance, now: 0.005
    chance: random.Random = field(default_factory=lambda: random.Random(5))
    booted_at: float = -7.5
    sequence: int = 0
    number: int = 0
    now: float = 0.0
    arrived: float = 0.0
    wall_offset: float = NOON

    def stream(self, seconds: float) -> list[tuple[float, Frame]]:
        """Moments of capture in true seconds, and the frames as they come in."""
        taken = []
        end = self.now + seconds
        while self.now < end:
            taken.append((self.now, self.shoot()))
            self.now += self.chance.uniform(0.8, 1.2) / self.fps
        return taken

    def shoot(self) -> Frame:
        self.arrived = max(self.arrived, self.now + self.delay(self.chance, self.now))
        self.number += 1
        stamp = Stamp(self.sequence, round((self.now - self.booted_at) * (1 + self.drift) * 1e6))
        self.sequence += 1
        received = 1000 + self.arrived
        return Frame("c", self.number, b"", 1, 1, stamp, round(received * 1e9), self.arrived + self.wall_offset)


def errors_ms(taken: list[tuple[float, Frame]], timeline: Timeline | None = None) -> list[float]:
    """How far the pictures' times beside the first one's are from the truth."""
    timeline = timeline or Timeline()
    times = [timeline.time_of(frame) for _, frame in taken]
    return [(time - times[0] - (moment - taken[0][0])) * 1000 for time, (moment, _) in zip(times, taken, strict=True)]


def worst(errors: list[float]) -> float:
    return max(map(abs, errors))


@pytest.mark.parametrize(
    ("what", "delay"),
    [
        ("evenly up to 40 ms late", lambda chance, _: chance.uniform(0, 0.04)),
        ("mostly soon, now and then 100 ms late", lambda chance, _: chance.expovariate(1 / 0.015)),
        ("a stall of 2 s now and then", lambda chance, _: 2.0 if chance.random() < 0.002 else chance.uniform(0, 0.02)),
        (
            "a busy network for minutes",
            lambda chance, now: chance.expovariate(100) + (0.08 if 300 < now % 600 < 400 else 0),
        ),
    ],
)
@pytest.mark.parametrize("drift", [0.0, 20e-6, -40e-6])
def test_times_stay_within_2_ms_of_capture_for_half_an_hour(what: str, delay: Delay, drift: float) -> None:
    taken = Board(drift=drift, delay=delay).stream(HALF_AN_HOUR)
    assert len(taken) > 44_000
    assert worst(errors_ms(taken)) + 0.5 < 2.0, what  # half a millisecond is lost to Matroska's ticks


def test_a_drifting_clock_is_followed_and_not_believed() -> None:
    drift = 40e-6
    taken = Board(drift=drift).stream(HALF_AN_HOUR)
    first, last = taken[0][1].stamp, taken[-1][1].stamp
    assert first is not None
    assert last is not None
    by_the_board = (last.capture_us - first.capture_us) / 1e6 - (taken[-1][0] - taken[0][0])
    assert by_the_board > 0.07
    assert worst(errors_ms(taken)) < 1.5


def test_a_clock_without_drift_is_not_bent_by_a_network_that_is_hardly_usable() -> None:
    taken = Board(delay=lambda chance, _: max(0.0, chance.gauss(0.05, 0.012))).stream(HALF_AN_HOUR)
    assert worst(errors_ms(taken)) < 3


def test_a_late_first_picture_shifts_nothing_after_it() -> None:
    delays = itertools.chain([0.4, 0.3, 0.2], itertools.repeat(0.004))
    taken = Board(delay=lambda *_: next(delays)).stream(60)
    assert worst(errors_ms(taken)) < 0.5


def test_pictures_seen_ahead_place_the_first_one_better() -> None:
    delays = itertools.chain([0.4, 0.3], itertools.repeat(0.004))
    taken = Board(delay=lambda *_: next(delays)).stream(4)
    timeline = Timeline()
    timeline.learn([frame for _, frame in taken])
    assert timeline.time_of(taken[0][1]) == pytest.approx(NOON + taken[0][0], abs=0.01)
    assert Timeline().time_of(taken[0][1]) == pytest.approx(NOON + taken[0][0] + 0.4, abs=0.01)


def test_reboot_of_the_board_leaves_the_time_away_as_it_was() -> None:
    board = Board()
    taken = board.stream(30)
    board.now += 12
    board.booted_at, board.sequence = board.now - 3, 0
    taken += board.stream(30)
    errors = errors_ms(taken)
    assert worst(errors) < 6  # what the first picture after it was late


def test_reboot_among_pictures_seen_ahead() -> None:
    board = Board()
    taken = board.stream(2)
    board.now += 1
    board.booted_at, board.sequence = board.now - 3, 0
    taken += board.stream(2)
    timeline = Timeline()
    timeline.learn([frame for _, frame in taken])
    assert worst(errors_ms(taken, timeline)) < 6


def test_clock_that_jumps_ahead_is_a_new_clock() -> None:
    board = Board()
    taken = board.stream(5)
    board.booted_at -= 3600
    taken += board.stream(5)
    assert worst(errors_ms(taken)) < 6


def test_sequence_that_wraps_is_no_reboot() -> None:
    board = Board(delay=lambda chance, _: chance.uniform(0, 0.04), sequence=2**32 - 100)
    taken = [(moment, frame) for moment, frame in board.stream(20)]
    wrapped = [
        (moment, _with_sequence(frame, frame.stamp.sequence & 0xFFFFFFFF)) for moment, frame in taken if frame.stamp
    ]
    assert errors_ms(wrapped) == errors_ms(taken)


def _with_sequence(frame: Frame, sequence: int) -> Frame:
    assert frame.stamp is not None
    stamp = Stamp(sequence, frame.stamp.capture_us)
    return Frame("c", frame.number, b"", 1, 1, stamp, frame.received_ns, frame.received_at)


def test_wall_clock_set_back_changes_no_time_within_a_file() -> None:
    board = Board()
    taken = board.stream(10)
    board.wall_offset -= 3600
    taken += board.stream(10)
    assert worst(errors_ms(taken)) < 0.1


def test_next_file_counts_by_the_wall_clock_as_it_is_then() -> None:
    board = Board()
    timeline = Timeline()
    errors_ms(board.stream(10), timeline)
    board.wall_offset -= 3600
    moment, frame = board.stream(0.01)[0]
    timeline.begin(frame)
    assert timeline.time_of(frame) == pytest.approx(NOON - 3600 + moment + 0.005, abs=0.001)


def test_pictures_without_a_stamp_count_from_their_receipt() -> None:
    timeline = Timeline()
    frames = [
        Frame("c", number, b"", 1, 1, None, received_ns, NOON + received_ns / 1e9)
        for number, received_ns in enumerate([10**9, 10**9 + 50_000_000, 4 * 10**9])
    ]
    assert [timeline.time_of(frame) - NOON for frame in frames] == pytest.approx([1.0, 1.05, 4.0])


def test_times_increase_whatever_comes() -> None:
    chance = random.Random(11)
    timeline = Timeline()
    received_ns, times = 0, []
    for number in range(3000):
        received_ns += chance.choice([0, 0, 1, 40_000_000, 3_000_000_000])
        stamp = Stamp(chance.randrange(2**32), chance.randrange(2**63)) if chance.random() < 0.7 else None
        frame = Frame("c", number, b"", 1, 1, stamp, received_ns, chance.uniform(0, 2e9))
        times.append(timeline.time_of(frame))
    assert all(after > before for before, after in itertools.pairwise(times))
