"""Which frames of a stream become pictures: not more than are of use, and old ones never for long."""

from __future__ import annotations

from atomcam_gui.sources.pace import LATE_S, MAX_FPS, TOO_LATE_S, Pace


def run(pace: Pace, fps: float, seconds: float, work_s: float = 0.0, start: float = 100.0) -> list[float]:
    """A camera of this rate, and a reader that needs so long for each picture; the ages of those that were made."""
    now, ages = start, []
    for number in range(round(fps * seconds)):
        at = number / fps
        waited = max(0.0, start + at - now)
        now += waited
        pace.arrived(at, now, waited)
        if pace.is_wanted(at, now):
            now += work_s
            ages.append(now - start - at)
    return ages


def test_a_camera_of_usual_rate_loses_nothing() -> None:
    for fps in (5, 15, 25, 30):
        assert len(run(Pace(), fps, 4)) == 4 * fps


def test_a_faster_camera_is_thinned_evenly() -> None:
    assert 4 * 25 <= len(run(Pace(), 60, 4)) <= 4 * MAX_FPS
    assert len(run(Pace(), 50, 4)) == 4 * 25


def test_a_computer_that_cannot_keep_up_shows_fewer_pictures_not_older_ones() -> None:
    ages = run(Pace(), 25, 20, work_s=0.08)
    assert len(ages) > 60
    assert max(ages) < LATE_S + 0.2


def test_after_a_pause_of_the_network_what_had_piled_up_is_passed_over() -> None:
    pace = Pace()
    run(pace, 25, 2)
    pace.arrived(2.0, 106.0, 0.0)
    assert pace.lateness > TOO_LATE_S
    assert pace.is_wanted(2.0, 106.0)
    pace.arrived(2.04, 106.0, 0.0)
    assert not pace.is_wanted(2.04, 106.01)


def test_a_camera_that_sets_its_clock_back_is_not_taken_for_late() -> None:
    pace = Pace()
    run(pace, 25, 2)
    pace.arrived(-8.0, 102.04, 0.04)
    assert pace.lateness == 0.0
    assert pace.is_wanted(-8.0, 102.04)
