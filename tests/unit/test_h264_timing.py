"""When pictures of a live stream are shown."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from atomcam_gui.camera.frame import Frame
from atomcam_gui.sharing.h264.timing import STEP_US, StreamClock
from tests.fakes.recording_rig import CameraFake

MS = 1_000_000


def steps_ms(clock: StreamClock, frames: list[Frame]) -> list[int]:
    times = [clock.pts_us(frame) for frame in frames]
    assert all(after >= before + STEP_US for before, after in itertools.pairwise(times))
    return [round((after - before) / 1000) for before, after in itertools.pairwise(times)]


@pytest.mark.parametrize("stamps", [True, False])
def test_pictures_are_shown_as_far_apart_as_they_were_taken(stamps: bool) -> None:
    camera = CameraFake(stamps=stamps)
    gaps = [333, 25, 67, 900, 40, 3000]
    frames = [camera.frame(), *(camera.frame(after_ns=gap * MS) for gap in gaps)]
    assert steps_ms(StreamClock(), frames) == gaps


def test_a_slow_network_does_not_change_the_speed() -> None:
    camera = CameraFake()
    frames = camera.frames(6)
    late = [
        replace(frame, received_ns=frame.received_ns + delay * MS)
        for frame, delay in zip(frames, (0, 0, 180, 140, 100, 60), strict=True)
    ]
    assert steps_ms(StreamClock(), late) == [40] * 5


def test_a_board_that_starts_anew_goes_on_by_the_computers_time() -> None:
    camera = CameraFake()
    frames = camera.frames(3)
    camera.reboot()
    frames += [camera.frame(after_ns=5000 * MS), camera.frame()]
    assert steps_ms(StreamClock(), frames) == [40, 40, 5000, 40]


def test_a_boards_clock_that_is_set_does_not_stop_the_picture() -> None:
    camera = CameraFake()
    frames = camera.frames(3)
    camera.capture_us += 3_000_000
    frames += camera.frames(3)
    assert steps_ms(StreamClock(), frames) == [40] * 5


def test_a_clock_that_stands_still_or_goes_back_still_gives_times() -> None:
    camera = CameraFake()
    frames = camera.frames(3)
    for _ in range(300):
        camera.capture_us -= 40_000 + 7
        frames.append(camera.frame())
    clock = StreamClock()
    steps_ms(clock, frames)
    # All in all it takes as long as it took.
    assert clock.again_us() == pytest.approx(302 * 40_000, abs=200_000)


def test_a_picture_shown_once_more_leaves_the_next_ones_time_alone() -> None:
    camera = CameraFake()
    clock = StreamClock()
    assert clock.pts_us(camera.frame()) == 0
    assert clock.again_us() == STEP_US
    assert clock.pts_us(camera.frame(after_ns=200 * MS)) == pytest.approx(200_000, abs=2)
