"""The numbers beside a picture: rates, losses, ages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui.camera.statistics import RATE_WINDOW_S, RateMeter, SequenceCounter, StreamStatistics
from atomcam_gui.jpeg import Stamp


def metered(interval: float, count: int, size: int = 1000) -> tuple[RateMeter, float]:
    meter, now = RateMeter(), 100.0
    for number in range(count):
        now = 100.0 + number * interval
        meter.add(now, size)
    return meter, now


def test_a_steady_stream_has_its_rate() -> None:
    meter, now = metered(0.04, 200, size=20_000)
    fps, kbps = meter.rates(now)
    assert fps == pytest.approx(25)
    assert kbps == pytest.approx(25 * 20_000 * 8 / 1000)


def test_the_rate_is_right_from_the_second_picture_on() -> None:
    meter, now = metered(0.1, 2)
    assert meter.rates(now)[0] == pytest.approx(10)
    assert RateMeter().rates(5) == (0, 0)
    assert metered(1, 1)[0].rates(100) == (0, 0)


def test_the_rate_does_not_sink_between_two_pictures_of_a_slow_camera() -> None:
    meter, now = metered(0.5, 7)
    assert meter.rates(now + 0.49)[0] == pytest.approx(2)


def test_a_stream_that_stops_sinks_to_nothing() -> None:
    meter, now = metered(0.04, 100)
    rates = [meter.rates(now + wait)[0] for wait in (0.0, 0.5, 1.0, 2.0, 2.9)]
    assert rates == sorted(rates, reverse=True)
    assert rates[2] < 25 * 0.8
    assert meter.rates(now + RATE_WINDOW_S + 0.01) == (0, 0)


def test_a_stream_that_slows_down_shows_its_new_rate_after_the_window() -> None:
    meter, now = metered(0.01, 500)
    for number in range(1, 40):
        meter.add(now + number * 0.1, 1000)
    assert meter.rates(now + 3.9)[0] == pytest.approx(10, rel=0.01)


def test_pictures_that_come_in_the_same_moment_are_no_infinite_rate() -> None:
    meter, now = metered(0.0, 5)
    assert meter.rates(now) == (0, 0)


def test_a_new_connection_begins_its_rate_anew() -> None:
    meter, now = metered(0.04, 50)
    meter.clear()
    assert meter.rates(now) == (0, 0)
    meter.add(now + 10, 500)
    meter.add(now + 10.5, 500)
    assert meter.rates(now + 10.5) == pytest.approx((2, 8))


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(0, 4 * 2**20)), max_size=60), st.floats(0, 10))
def test_rates_are_never_negative_or_broken(arrivals: list[tuple[float, int]], wait: float) -> None:
    meter, now = RateMeter(), 0.0
    for gap, size in arrivals:
        now += gap
        meter.add(now, size)
    fps, kbps = meter.rates(now + wait)
    assert fps >= 0
    assert kbps >= 0


def lost(*sequence: int) -> int:
    counter = SequenceCounter()
    return sum(counter.gap_before(Stamp(number & 0xFFFFFFFF, 0)) for number in sequence)


def test_what_is_missing_in_the_numbers_is_lost() -> None:
    assert lost(5, 6, 7) == 0
    assert lost(5, 7) == 1
    assert lost(5, 16, 17, 20) == 12


def test_numbers_wrap_without_a_loss() -> None:
    assert lost(2**32 - 2, 2**32 - 1, 0, 1) == 0
    assert lost(2**32 - 2, 1) == 2


def test_a_board_that_starts_anew_has_lost_nothing() -> None:
    assert lost(50_000, 50_001, 0, 1, 2) == 0
    assert lost(50_001, 3, 5) == 1


def test_a_leap_into_the_blue_is_no_loss_of_millions() -> None:
    assert lost(0, 10_001) == 10_000
    assert lost(0, 10_002) == 0
    assert lost(0, 2**31) == 0


def test_the_same_picture_twice_is_no_loss() -> None:
    assert lost(5, 5, 6) == 0


def test_pictures_without_a_number_are_no_loss() -> None:
    counter = SequenceCounter()
    assert [counter.gap_before(stamp) for stamp in (None, Stamp(1, 0), None, Stamp(2, 0), None, Stamp(4, 0))] == [
        0,
        0,
        0,
        0,
        0,
        1,
    ]


def test_the_time_between_two_connections_is_no_loss() -> None:
    numbers = StreamStatistics()
    numbers.sequence.gap_before(Stamp(5, 0))
    numbers.meter.add(1.0, 100)
    numbers.frames = 7
    numbers.new_connection()
    assert numbers.sequence.gap_before(Stamp(500, 0)) == 0
    assert numbers.meter.rates(1.0) == (0, 0)
    assert numbers.frames == 7


def test_the_age_of_the_newest_picture_is_told_in_milliseconds() -> None:
    numbers = StreamStatistics()
    assert numbers.age_ms(10) is None
    numbers.newest_at = 9.75
    assert numbers.age_ms(10) == 250
    assert numbers.age_ms(9) == 0
