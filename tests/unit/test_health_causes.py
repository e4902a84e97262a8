"""What a camera's last hour says about its troubles, and the figures that go with it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime

import pytest

from atomcam_gui.camera.camera import Camera, CameraState
from atomcam_gui.camera.controls import CameraControls, ChoiceControl, NumberControl, SwitchControl
from atomcam_gui.camera.health import SAMPLE_S, HealthSample
from atomcam_gui.camera.trust import Trust
from atomcam_gui.ui.inspector.control_defaults import defaults_of
from atomcam_gui.ui.inspector.health_causes import Cause, CauseKind, find_causes
from atomcam_gui.ui.inspector.health_csv import as_csv
from atomcam_gui.ui.inspector.health_numbers import losses_of, numbers_of
from atomcam_gui.wire import Stats

WELL = HealthSample(0.0, 15.0, 0.0, 0.0, 12.0, 40.0, 15.0, -58.0, 90.0)


def minutes(sample: HealthSample, count: float = 5) -> tuple[HealthSample, ...]:
    """So many minutes of the same."""
    return tuple(replace(sample, at=SAMPLE_S * i) for i in range(round(count * 60 / SAMPLE_S)))


def kinds(samples: tuple[HealthSample, ...], wanted_fps: float | None = 15.0) -> list[CauseKind]:
    return [cause.kind for cause in find_causes(samples, wanted_fps)]


def test_a_camera_that_is_well_has_no_causes() -> None:
    assert find_causes(minutes(WELL, 60), 15.0) == ()
    assert find_causes(minutes(WELL, 60), None) == ()


def test_what_is_hardly_known_is_not_judged() -> None:
    assert find_causes((), 15.0) == ()
    assert find_causes(minutes(replace(WELL, rssi=-90.0))[:2], 15.0) == ()


def test_a_weak_signal_is_named_with_its_strength() -> None:
    assert find_causes(minutes(replace(WELL, rssi=-82.0)), 15.0) == (Cause(CauseKind.WEAK_WIFI, -82.0),)
    assert find_causes(minutes(replace(WELL, rssi=-75.0)), 15.0) == ()


def test_what_weak_wifi_does_is_not_told_as_a_second_cause() -> None:
    weak = replace(WELL, rssi=-84.0, fps=4.0, send_ms=200.0, lost=9.0, latency_ms=900.0)
    assert kinds(minutes(weak)) == [CauseKind.WEAK_WIFI]


def test_a_board_that_encodes_too_slowly_is_told_to_take_a_smaller_size() -> None:
    slow = replace(WELL, fps=6.5, encode_ms=140.0)
    assert find_causes(minutes(slow), 15.0) == (Cause(CauseKind.SLOW_ENCODE, 140.0),)


def test_slow_work_is_no_trouble_where_the_camera_was_not_asked_for_more() -> None:
    slow = replace(WELL, fps=5.0, encode_ms=140.0, send_ms=150.0)
    assert find_causes(minutes(slow), 5.0) == ()


def test_a_dark_room_is_told_from_a_slow_encoder() -> None:
    assert kinds(minutes(replace(WELL, fps=5.0, capture_ms=180.0))) == [CauseKind.SLOW_CAPTURE]


def test_sends_that_fill_the_time_of_a_picture_are_a_cause_with_a_good_signal() -> None:
    assert kinds(minutes(replace(WELL, fps=8.0, send_ms=110.0))) == [CauseKind.SLOW_SENDS]


def test_of_a_camera_that_says_nothing_of_its_work_only_what_is_seen_here_is_judged() -> None:
    plain = HealthSample(0.0, 2.0, 0.0, 0.0)
    assert find_causes(minutes(plain), None) == ()
    assert kinds(minutes(replace(plain, corrupt=1.0)), None) == [CauseKind.DAMAGED]


def test_losses_count_from_two_in_a_hundred() -> None:
    assert kinds(minutes(replace(WELL, lost=1.0))) == []  # 1 of 76
    assert kinds(minutes(replace(WELL, lost=4.0))) == [CauseKind.LOSSES]


def test_one_damaged_picture_is_no_cause_and_old_ones_are_forgotten() -> None:
    damaged = (replace(WELL, corrupt=5.0), *minutes(WELL, 6))
    assert kinds(damaged) == []
    assert find_causes((*minutes(WELL, 6), replace(WELL, corrupt=5.0)), 15.0) == (Cause(CauseKind.DAMAGED, 5.0),)


def test_one_interruption_may_be_anything_and_two_are_a_pattern() -> None:
    away = minutes(HealthSample(0.0), 1)
    once = (*minutes(WELL), *away, *minutes(WELL))
    assert kinds(once) == []
    assert find_causes((*once, *away, *minutes(WELL)), 15.0)[0] == Cause(CauseKind.BREAKS, 2)
    assert kinds((*once, *away)) == [CauseKind.BREAKS]


def test_pictures_that_come_late_for_no_other_reason_are_told() -> None:
    assert kinds(minutes(replace(WELL, latency_ms=650.0))) == [CauseKind.LATE]


def test_one_wild_sample_is_no_cause() -> None:
    samples = list(minutes(WELL))
    samples[-2] = replace(WELL, rssi=-95.0, latency_ms=4000.0, fps=1.0, encode_ms=800.0)
    assert find_causes(samples, 15.0) == ()


def test_losses_are_shares_of_what_the_camera_made() -> None:
    losses = losses_of([replace(WELL, fps=9.0, lost=4.0, corrupt=1.0)])
    assert losses.made == 50.0
    assert losses.lost_share == pytest.approx(0.08)
    assert losses.corrupt_share == pytest.approx(0.02)
    assert losses_of(()).lost_share == 0.0


def test_a_camera_that_is_away_has_no_figures_of_now() -> None:
    camera = Camera("0a0000000001", "0a0000000001", "192.168.1.9", Trust.ALLOWED, state=CameraState.LOST)
    camera.board_stats = Stats(rssi=-60.0, uptime_s=10.0)
    numbers = numbers_of(camera, minutes(WELL), 300.0)
    assert (numbers.fps, numbers.rssi, numbers.uptime_s) == (None, None, None)
    assert numbers.losses.made > 0
    camera.state = CameraState.LIVE
    assert numbers_of(camera, minutes(WELL), 300.0).rssi == -60.0


def test_the_table_has_a_line_for_each_sample_and_leaves_unknown_cells_empty() -> None:
    samples = (replace(WELL, at=100.0), HealthSample(105.0), HealthSample(110.0, fps=12.3456))
    rows = list(csv.reader(io.StringIO(as_csv(samples, 1_700_000_000.0).decode(), newline="")))
    assert rows[0] == ["time", "fps", "lost", "corrupt", "capture_ms", "encode_ms", "send_ms", "rssi", "latency_ms"]
    assert rows[1][1:] == ["15", "0", "0", "12", "40", "15", "-58", "90"]
    assert rows[2][1:] == [""] * 8
    assert rows[3][1] == "12.35"
    moments = [datetime.fromisoformat(row[0]) for row in rows[1:]]
    assert moments[0].timestamp() == 1_700_000_100
    assert moments[0].utcoffset() is not None


def test_a_reset_touches_only_what_is_not_as_it_was_and_what_the_camera_has() -> None:
    controls = CameraControls(
        (
            ChoiceControl("frame_size", ("QVGA", "VGA"), "VGA"),
            NumberControl("quality", 10, 60, 1, 20),
            NumberControl("fps", 1, 30, 1, 30),
            NumberControl("brightness", -2, 2, 1, 1),
            SwitchControl("vflip", True),
        )
    )
    assert defaults_of(controls) == {"quality": 60, "brightness": 0, "vflip": False}
    assert defaults_of(controls.changed({"quality": 60, "brightness": 0, "vflip": False})) == {}
