"""Silences of a camera, found in the times of its pictures."""

from __future__ import annotations

import time
from fractions import Fraction

from atomcam_gui.playback.frame_index import FrameIndex, make_index
from atomcam_gui.playback.gaps import find_gaps

MS = Fraction(1, 1000)


def index_of(times_ms: list[int], known: int | None = None) -> FrameIndex:
    return make_index(times_ms, [True] * len(times_ms), MS, known=known)


def test_silence_of_four_minutes_is_a_gap_between_the_two_pictures() -> None:
    index = index_of([0, 100, 200, 300, 240_300, 240_400, 240_500])
    (gap,) = find_gaps(index).all
    assert (gap.start_s, gap.end_s, gap.length_s) == (1.3, 240.3, 240.0)


def test_last_picture_before_a_gap_is_shown_for_a_second_before_it_counts_as_old() -> None:
    gaps = find_gaps(index_of([0, 100, 200, 300, 240_300, 240_400]))
    assert gaps.at(1.2) is None
    assert gaps.at(1.4) is gaps.all[0]
    assert gaps.at(240.29) is gaps.all[0]
    assert gaps.at(240.3) is None
    assert gaps.at(0.0) is None


def test_short_stall_is_no_gap() -> None:
    assert find_gaps(index_of([0, 100, 200, 3100, 3200, 3300])).all == ()


def test_camera_that_sends_a_picture_every_ten_seconds_has_no_gaps_between_them() -> None:
    assert find_gaps(index_of(list(range(0, 600_000, 10_000)))).all == ()


def test_gap_is_found_in_a_time_lapse_too() -> None:
    times = [*range(0, 100_000, 10_000), *range(400_000, 500_000, 10_000)]
    (gap,) = find_gaps(index_of(times)).all
    assert (gap.start_s, gap.end_s) == (100.0, 400.0)


def test_recordings_with_one_picture_or_none_have_no_gaps() -> None:
    assert find_gaps(index_of([])).all == ()
    assert find_gaps(index_of([0])).all == ()


def test_what_has_not_been_read_yet_is_not_taken_for_a_gap() -> None:
    index = index_of([0, 100, 200, 60_000, 120_000], known=3)
    assert find_gaps(index).all == ()


def test_gaps_of_a_hundred_thousand_pictures_are_found_at_once() -> None:
    times, moment = [], 0
    for number in range(100_000):
        times.append(moment)
        moment += 5000 if number % 10 == 0 else 40
    index = index_of(times)
    begun = time.process_time()
    gaps = find_gaps(index)
    assert len(gaps.all) == 10_000
    assert gaps.at(gaps.all[5000].start_s) is gaps.all[5000]
    assert time.process_time() - begun < 0.5
