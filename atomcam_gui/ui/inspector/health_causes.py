"""What a camera's last hour says about its troubles. Pure: samples in, causes out, the gravest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from atomcam_gui.camera.health import HealthSample
from atomcam_gui.ui.inspector.health_numbers import FIVE_MINUTES, MINUTE, losses_of
from atomcam_gui.ui.inspector.plot_scale import middle

WEAK_DBM = -75.0
"""Below this, boards fall back to slow rates and send again and again; the wizard calls it weak, too."""
SLOW_SHARE = 0.85
"""A camera is slow that makes less of the frame rate that it was asked for."""
USUAL_FPS = 10.0
"""What is expected of a camera that does not say what it was asked for."""
BUSY_SHARE = 0.8
"""Work that fills so much of a picture's time is what holds it up."""
LOST_SHARE = 0.02
LATE_MS = 500.0
DAMAGED = 3
"""In five minutes. One may be the moment in which the camera was switched on."""
BREAKS = 2
"""One interruption in an hour may be anything; this many are a pattern."""
ENOUGH = 3
"""Fewer samples say nothing yet."""


class CauseKind(StrEnum):
    """What is wrong."""

    BREAKS = "the connection breaks off"
    """value: how often in the last hour."""
    WEAK_WIFI = "weak WiFi"
    """value: dBm."""
    SLOW_SENDS = "slow sends"
    """value: milliseconds a picture."""
    SLOW_ENCODE = "slow encoding"
    """value: milliseconds a picture."""
    SLOW_CAPTURE = "slow capture"
    """value: milliseconds a picture."""
    LOSSES = "lost pictures"
    """value: share of the last five minutes' pictures, 0 … 1."""
    DAMAGED = "damaged pictures"
    """value: how many in the last five minutes."""
    LATE = "late pictures"
    """value: milliseconds from capture to screen."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that is wrong, with the number that shows it."""

    kind: CauseKind
    value: float


def find_causes(samples: Sequence[HealthSample], wanted_fps: float | None) -> tuple[Cause, ...]:
    """Why a camera is not what it could be; empty where nothing is wrong, or too little is known.

    What follows from another cause is not told as well: weak WiFi makes sends slow and pictures late.

    Args:
        samples: of the last hour, oldest first.
        wanted_fps: what the camera was asked for; None where that is not known.
    """
    heard = [sample for sample in samples[-MINUTE:] if sample.fps is not None]
    if len(heard) < ENOUGH:
        return tuple(_breaks(samples))
    transport = [*_weak_wifi(heard)] or [*_slow_sends(heard, wanted_fps)]
    return (
        *_breaks(samples),
        *transport,
        *_slow_making(heard, wanted_fps),
        *(() if transport else _losses(samples[-FIVE_MINUTES:])),
        *_damaged(samples[-FIVE_MINUTES:]),
        *(() if transport else _late(heard)),
    )


def breaks_in(samples: Sequence[HealthSample]) -> int:
    """How often the camera went away: changes from something to nothing."""
    heard = [sample.fps is not None for sample in samples]
    return sum(before and not after for before, after in pairwise(heard))


def _breaks(samples: Sequence[HealthSample]) -> list[Cause]:
    count = breaks_in(samples)
    return [Cause(CauseKind.BREAKS, count)] if count >= BREAKS else []


def _weak_wifi(heard: Sequence[HealthSample]) -> list[Cause]:
    rssi = middle([sample.rssi for sample in heard])
    return [Cause(CauseKind.WEAK_WIFI, rssi)] if rssi is not None and rssi < WEAK_DBM else []


def _is_slow(heard: Sequence[HealthSample], wanted: float) -> bool:
    fps = middle([sample.fps for sample in heard])
    return fps is not None and fps < SLOW_SHARE * wanted


def _slow_sends(heard: Sequence[HealthSample], wanted_fps: float | None) -> list[Cause]:
    wanted = wanted_fps or USUAL_FPS
    send = middle([sample.send_ms for sample in heard])
    if send is None or not _is_slow(heard, wanted) or send < BUSY_SHARE * 1000 / wanted:
        return []
    return [Cause(CauseKind.SLOW_SENDS, send)]


def _slow_making(heard: Sequence[HealthSample], wanted_fps: float | None) -> list[Cause]:
    """Capture and encoding follow one another; whichever takes longer is to blame."""
    wanted = wanted_fps or USUAL_FPS
    capture = middle([sample.capture_ms for sample in heard]) or 0.0
    encode = middle([sample.encode_ms for sample in heard]) or 0.0
    if not _is_slow(heard, wanted) or capture + encode < BUSY_SHARE * 1000 / wanted:
        return []
    if encode >= capture:
        return [Cause(CauseKind.SLOW_ENCODE, encode)]
    return [Cause(CauseKind.SLOW_CAPTURE, capture)]


def _losses(recent: Sequence[HealthSample]) -> list[Cause]:
    share = losses_of(recent).lost_share
    return [Cause(CauseKind.LOSSES, share)] if share >= LOST_SHARE else []


def _damaged(recent: Sequence[HealthSample]) -> list[Cause]:
    count = losses_of(recent).corrupt
    return [Cause(CauseKind.DAMAGED, count)] if count >= DAMAGED else []


def _late(heard: Sequence[HealthSample]) -> list[Cause]:
    latency = middle([sample.latency_ms for sample in heard])
    return [Cause(CauseKind.LATE, latency)] if latency is not None and latency >= LATE_MS else []
