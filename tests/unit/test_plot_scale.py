"""Where things are in a plot: scales, round values, round times, lines that break where nothing is known."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui.ui.inspector import plot_scale
from atomcam_gui.ui.inspector.plot_scale import Scale

numbers = st.floats(-1e6, 1e6)
QUARTER_PAST_TWELVE = 12.25 * 3600.0


def test_a_scale_maps_its_ends_and_back() -> None:
    scale = Scale(0.0, 30.0, 100.0, 0.0)
    assert [scale.place(value) for value in (0, 15, 30)] == [100.0, 50.0, 0.0]
    assert scale.value(50.0) == 15.0


def test_a_scale_without_extent_puts_everything_at_its_start() -> None:
    assert Scale(5.0, 5.0, 10.0, 20.0).place(7.0) == 10.0
    assert Scale(5.0, 6.0, 10.0, 10.0).value(10.0) == 5.0


@given(numbers, numbers, numbers)
def test_what_is_at_a_place_is_found_there(low: float, extent: float, value: float) -> None:
    scale = Scale(low, low + abs(extent) + 1.0, 0.0, 200.0)
    assert scale.value(scale.place(value)) == pytest.approx(value, abs=1e-3)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 10, (0, 5, 10)),
        (0, 24, (0, 10, 20, 30)),
        (0, 0.3, (0, 0.1, 0.2, 0.3)),
        (-100, -25, (-100, -75, -50, -25)),
        (0, 1234, (0, 500, 1000, 1500)),
        (7, 7, (7, 8)),
    ],
)
def test_values_at_the_edge_are_round(low: float, high: float, ticks: tuple[float, ...]) -> None:
    assert plot_scale.value_ticks(low, high) == ticks


@given(numbers, st.floats(0, 1e6), st.integers(1, 6))
def test_the_ticks_embrace_every_value_and_are_few(low: float, extent: float, most: int) -> None:
    ticks = plot_scale.value_ticks(low, low + extent, most)
    grace = 1e-6 * max(1.0, abs(low), extent)
    assert ticks[0] <= low + grace
    assert ticks[-1] >= low + extent - grace
    assert 2 <= len(ticks) <= most + 2


def test_times_are_round_on_the_wall_clock_wherever_one_lives() -> None:
    start, end = QUARTER_PAST_TWELVE + 7 * 60, QUARTER_PAST_TWELVE + 67 * 60
    assert plot_scale.time_ticks(start, end, 4) == tuple(13 * 3600.0 + m * 60 for m in (-30, -15, 0, 15))
    # In Kathmandu clocks are 5 h 45 min ahead of UTC.
    ahead = 5.75 * 3600
    ticks = plot_scale.time_ticks(start, end, 3, ahead)
    assert ticks
    assert all((tick + ahead) % 1200 == 0 and start <= tick <= end for tick in ticks)


@given(st.floats(0, 4e9), st.sampled_from([600.0, 1800.0, 3600.0]), st.integers(1, 12))
def test_there_are_never_more_times_than_there_is_room_for(start: float, span: float, most: int) -> None:
    assert len(plot_scale.time_ticks(start, start + span, most)) <= most


def test_a_plot_shows_no_more_than_is_known() -> None:
    spans = (600.0, 1800.0, 3600.0)
    assert [plot_scale.span_for(age, spans) for age in (0, 600, 601, 3000, 9000)] == [600, 600, 1800, 3600, 3600]


def test_a_line_breaks_where_a_value_is_missing_and_where_time_was_lost() -> None:
    times = [0, 5, 10, 15, 20, 50, 55]
    values = [1.0, 2.0, None, 3.0, 4.0, 5.0, 6.0]
    assert plot_scale.stretches(times, values, 15) == ((0, 1), (3, 4), (5, 6))
    assert plot_scale.stretches([], [], 15) == ()
    assert plot_scale.stretches([1, 2], [None, None], 15) == ()


@given(st.lists(st.one_of(st.none(), numbers), max_size=50))
def test_every_known_value_is_in_exactly_one_stretch(values: list[float | None]) -> None:
    found = plot_scale.stretches([5.0 * i for i in range(len(values))], values, 15)
    covered = [index for first, last in found for index in range(first, last + 1)]
    assert covered == [index for index, value in enumerate(values) if value is not None]


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40), st.floats(-10, 1e6))
def test_the_nearest_sample_is_found(times: list[float], at: float) -> None:
    times.sort()
    index = plot_scale.nearest(times, at)
    assert index is not None
    assert abs(times[index] - at) == min(abs(time - at) for time in times)


def test_nothing_is_near_where_there_is_nothing() -> None:
    assert plot_scale.nearest([], 3.0) is None


def test_one_wild_value_does_not_move_the_middle() -> None:
    assert plot_scale.middle([10, 11, None, 12, 9000.0, 10]) == 11
    assert plot_scale.middle([1.0, 2.0]) == 1.5
    assert plot_scale.middle([None]) is None
    assert not math.isnan(plot_scale.middle([0.0]) or 0.0)
