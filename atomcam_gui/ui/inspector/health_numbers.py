"""A camera's figures of this moment, gathered from what was counted here and what the board said. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atomcam_gui.camera.camera import Camera, CameraState
from atomcam_gui.camera.health import SAMPLE_S, HealthSample
from atomcam_gui.ui.inspector.plot_scale import middle

MINUTE = round(60 / SAMPLE_S)
"""Samples in a minute."""
FIVE_MINUTES = 5 * MINUTE


@dataclass(frozen=True, slots=True)
class Losses:
    """What did not come as it was made, over some samples. Shares are of the pictures that the camera made."""

    lost: float = 0.0
    corrupt: float = 0.0
    made: float = 0.0

    @property
    def lost_share(self) -> float:
        """0 … 1."""
        return self.lost / self.made if self.made else 0.0

    @property
    def corrupt_share(self) -> float:
        """0 … 1."""
        return self.corrupt / self.made if self.made else 0.0


@dataclass(frozen=True, slots=True)
class HealthNumbers:
    """Now. None: not known, or this camera does not say."""

    fps: float | None = None
    kbps: float | None = None
    losses: Losses = Losses()
    """Of the last five minutes."""
    capture_ms: float | None = None
    encode_ms: float | None = None
    send_ms: float | None = None
    rssi: float | None = None
    """dBm."""
    latency_ms: float | None = None
    uptime_s: float | None = None
    free_memory: float | None = None
    """Bytes."""


def losses_of(samples: Sequence[HealthSample]) -> Losses:
    """What these samples lost together."""
    lost = sum(sample.lost or 0.0 for sample in samples)
    corrupt = sum(sample.corrupt or 0.0 for sample in samples)
    received = sum((sample.fps or 0.0) * SAMPLE_S for sample in samples)
    return Losses(lost, corrupt, received + lost + corrupt)


def numbers_of(camera: Camera, samples: Sequence[HealthSample], now: float) -> HealthNumbers:
    """The figures of a camera; all unknown, but for losses, while it is not connected.

    Args:
        samples: of the last hour, oldest first.
        now: monotonic seconds of the registry's clock.
    """
    losses = losses_of(samples[-FIVE_MINUTES:])
    if camera.state is CameraState.LOST:
        return HealthNumbers(losses=losses)
    fps, kbps = camera.statistics.meter.rates(now)
    board = camera.board_stats
    latency = middle([sample.latency_ms for sample in samples[-2:]])
    if board is None:
        return HealthNumbers(fps, kbps, losses, latency_ms=latency)
    return HealthNumbers(
        fps,
        kbps,
        losses,
        board.capture_ms,
        board.encode_ms,
        board.send_ms,
        board.rssi,
        latency,
        board.uptime_s,
        board.free_memory,
    )
