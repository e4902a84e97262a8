"""Which picture is due, by a time that the test makes up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui.playback.clock import SPEEDS, PlaybackClock
from atomcam_gui.playback.frame_index import FrameIndex, make_index

MS = Fraction(1, 1000)


def index_of(times_ms: list[int]) -> FrameIndex:
    return make_index(times_ms, [True] * len(times_ms), MS)


def clock_for(index: FrameIndex) -> PlaybackClock:
    clock = PlaybackClock(interval_s=1 / 60)
    clock.set_end(0.0, index.end_s)
    return clock


TEN_A_SECOND = index_of(list(range(0, 60_000, 100)))


def test_picture_that_is_due_is_the_one_taken_then() -> None:
    clock = clock_for(TEN_A_SECOND)
    clock.play(100.0)
    assert [clock.due(100.0 + s, TEN_A_SECOND) for s in (0.0, 0.05, 0.11, 1.01, 9.99)] == [0, 0, 1, 10, 99]


def test_paused_playback_stays_and_goes_on_from_there() -> None:
    clock = clock_for(TEN_A_SECOND)
    clock.play(0.0)
    clock.pause(2.5)
    assert clock.position(1000.0) == 2.5
    clock.play(1000.0)
    assert clock.position(1001.0) == 3.5


@pytest.mark.parametrize("speed", SPEEDS)
def test_speed_is_exact_over_an_hour_however_often_one_looks(speed: float) -> None:
    index = index_of(list(range(0, 8 * 3_600_000 + 1000, 1000)))
    clock = clock_for(index)
    clock.set_speed(7.0, speed)
    clock.play(7.0)
    now = 7.0
    for number in range(20_000):
        now = 7.0 + number * 0.18
        clock.due(now, index)
    assert clock.position(now) == pytest.approx((now - 7.0) * speed, abs=1e-9)


def test_change_of_speed_does_not_jump() -> None:
    clock = clock_for(TEN_A_SECOND)
    clock.play(0.0)
    clock.set_speed(4.0, 8.0)
    assert clock.position(4.0) == 4.0
    assert clock.position(5.0) == 12.0


def test_playback_ends_behind_the_last_picture_and_starts_anew_from_the_first() -> None:
    clock = clock_for(TEN_A_SECOND)
    clock.seek(0.0, 59.8)
    clock.play(0.0)
    assert not clock.is_over(0.15)
    assert clock.due(0.15, TEN_A_SECOND) == 599
    assert clock.is_over(0.21)
    assert clock.position(50.0) == clock.end_s
    assert clock.next_change(50.0, TEN_A_SECOND) is None
    clock.play(50.0)
    assert clock.due(50.0, TEN_A_SECOND) == 0


def test_hundred_rounds_take_exactly_a_hundred_times_the_length() -> None:
    clock = clock_for(TEN_A_SECOND)
    clock.loops = True
    clock.play(0.0)
    assert clock.position(100 * clock.end_s + 12.34) == pytest.approx(12.34, abs=1e-6)
    assert not clock.is_over(100 * clock.end_s + 12.34)


def test_step_stops_at_the_neighbour_and_not_before_the_first_or_behind_the_last() -> None:
    index = index_of([0, 40, 90, 5000])
    clock = clock_for(index)
    clock.play(0.0)
    shown = []
    for by in (1, 1, 1, 1, -1, -1, -1, -1):
        clock.step(0.05, index, by)
        shown.append(clock.due(99.0, index))
    assert shown == [2, 3, 3, 3, 2, 1, 0, 0]
    assert not clock.running


def test_step_back_from_the_middle_of_a_gap_shows_the_picture_before_the_last() -> None:
    index = index_of([0, 40, 5000])
    clock = clock_for(index)
    clock.seek(0.0, 3.0)
    clock.step(0.0, index, -1)
    assert clock.due(0.0, index) == 0


def test_seek_goes_no_further_than_the_ends() -> None:
    clock = clock_for(TEN_A_SECOND)
    clock.seek(0.0, -5.0)
    assert clock.position(0.0) == 0.0
    clock.seek(0.0, 1e9)
    assert clock.position(0.0) == clock.end_s


def test_playback_that_caught_up_with_the_index_goes_on_when_more_is_known() -> None:
    short = index_of([0, 100, 200])
    clock = clock_for(short)
    clock.play(0.0)
    assert clock.position(10.0) == short.end_s
    clock.set_end(10.0, 60.0)
    assert clock.position(11.0) == pytest.approx(short.end_s + 1.0)


def test_eight_times_as_fast_shows_at_most_one_picture_a_screen_refresh() -> None:
    index = index_of(list(range(0, 60_000, 40)))
    clock = clock_for(index)
    clock.set_speed(0.0, 8.0)
    clock.play(0.0)
    shown = {clock.due(ms / 1000, index) for ms in range(1000)}
    assert len(shown) <= 61
    assert max(shown) == pytest.approx(200, abs=4)


def test_single_picture_has_nothing_to_play() -> None:
    index = index_of([0])
    clock = clock_for(index)
    clock.play(0.0)
    assert clock.is_over(0.0)
    assert clock.due(5.0, index) == 0
    assert clock.next_change(0.0, index) is None
    assert clock.upcoming(0.0, index, 4) == ()


times = st.lists(st.integers(1, 400), min_size=1, max_size=80).map(
    lambda steps: [sum(steps[:number]) for number in range(len(steps) + 1)]
)


@given(times, st.sampled_from(SPEEDS), st.floats(0.0, 1.0))
def test_what_is_read_ahead_is_what_is_shown(times_ms: list[int], speed: float, share: float) -> None:
    index = index_of(times_ms)
    clock = clock_for(index)
    clock.set_speed(0.0, speed)
    clock.seek(0.0, share * index.end_s)
    clock.play(0.0)
    now = 0.0
    for _ in range(30):
        ahead = clock.upcoming(now, index, 4)
        change = clock.next_change(now, index)
        if change is None or not ahead:
            break
        now = change + 1e-6
        assert clock.due(now, index) in (ahead[0], index.at(clock.position(now)))
        assert clock.due(now, index) <= index.at(clock.position(now))


@given(times, st.floats(0.0, 1.0))
def test_paused_at_any_place_shows_exactly_the_picture_of_the_place(times_ms: list[int], share: float) -> None:
    index = index_of(times_ms)
    clock = clock_for(index)
    clock.set_speed(0.0, 8.0)
    position = share * index.end_s
    clock.seek(0.0, position)
    number = clock.due(1.0, index)
    assert index.seconds_of(number) <= position
    assert number == len(index) - 1 or index.seconds_of(number + 1) > position
