"""The last seconds in memory, and never more."""

from __future__ import annotations

from atomcam_gui.camera.frame import Frame
from atomcam_gui.recording.prerecord import PreRecord

SECOND = 1_000_000_000


def frame(second: float, size: int = 1000) -> Frame:
    return Frame("c", 1, bytes(size), 64, 48, None, round(second * SECOND), 0.0)


def filled(seconds: float, max_bytes: int = 10**9, size: int = 1000) -> PreRecord:
    """A ring that has seen 100 seconds at 10 frames/s."""
    ring = PreRecord(seconds, max_bytes)
    for tick in range(1000):
        ring.add(frame(tick / 10, size))
    return ring


def test_holds_the_last_seconds_and_no_more() -> None:
    ring = filled(5)
    assert (len(ring), ring.bytes) == (50, 50_000)
    assert next(each.received_ns for each in ring.take(100 * SECOND)) == 95 * SECOND


def test_is_bounded_by_bytes_where_pictures_are_large() -> None:
    ring = filled(60, max_bytes=200_000, size=30_000)
    assert ring.bytes <= 200_000
    assert len(ring) == 6
    ring.add(frame(101, 300_000))
    assert (len(ring), ring.bytes) == (0, 0), "a picture above the bound alone is too much, too"


def test_bytes_are_counted_right_after_everything() -> None:
    ring = filled(5)
    ring.take(100 * SECOND)
    assert (len(ring), ring.bytes) == (0, 0)
    ring.add(frame(200))
    assert (len(ring), ring.bytes) == (1, 1000)


def test_pictures_of_a_camera_that_went_away_are_too_old() -> None:
    assert filled(5).take(104 * SECOND)[0].received_ns == 99 * SECOND
    assert filled(5).take(200 * SECOND) == ()


def test_fewer_seconds_can_be_taken() -> None:
    assert len(filled(60).take(100 * SECOND, 5)) == 50
    assert filled(60).take(100 * SECOND, 0) == ()


def test_fewer_seconds_take_effect_at_once() -> None:
    ring = filled(60)
    ring.seconds = 2
    assert len(ring) == 20


def test_pictures_are_not_copied() -> None:
    ring = PreRecord(5)
    kept = frame(1)
    ring.add(kept)
    assert ring.take(SECOND)[0].data is kept.data
