"""A camera as the program knows it: one identity over all of its connections."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from atomcam_gui.camera.statistics import StreamStatistics
from atomcam_gui.camera.trust import Trust
from atomcam_gui.wire import Hello, Stats

STALL_AFTER_S = 3.0
"""A connected camera without a new picture for this long is stalled."""


class CameraState(StrEnum):
    """What a camera does at the moment."""

    WAITING = "waiting"
    """Connected, but not (yet) allowed, or no picture yet."""
    LIVE = "live"
    STALLED = "stalled"
    """Connected and allowed, but no picture for ``STALL_AFTER_S``."""
    LOST = "lost"
    """Not connected."""


class Connection(Protocol):
    """The way back to a camera."""

    def send(self, text: str) -> None:
        """Send a text message soon; never blocks."""

    def close(self, code: int, reason: str) -> None:
        """Close soon; never blocks. Nothing that arrives afterwards counts."""


@dataclass(slots=True, eq=False)
class Camera:
    """One camera. Belongs to the event loop's thread; only the registry changes it."""

    id: str
    """Unique here: the 12 hex digits that it sent or, for a camera without an id, made from its address."""
    claimed_id: str | None
    """The 12 hex digits that it sent, or None."""
    address: str
    """The IP address that it connected from last."""
    trust: Trust
    name: str = ""
    state: CameraState = CameraState.LOST
    has_key: bool = False
    """It proved with its key that it is itself."""
    connection: Connection | None = None
    statistics: StreamStatistics = field(default_factory=StreamStatistics)
    hello: Hello | None = None
    board_stats: Stats | None = None
    connected_at: float | None = None
    """Seconds since the epoch of the current or last connection's start."""
    lost_at: float | None = None
    """Seconds since the epoch of the last connection's end, while there is none."""
    is_recorded: bool = False
    """Its pictures are being kept."""

    @property
    def label(self) -> str:
        """A name to show: its own, or its address."""
        return self.name or self.address

    def as_status(self, now: float) -> dict[str, Any]:
        """The camera's entry in ``/status``. ``now`` in monotonic seconds."""
        numbers = self.statistics
        fps, kbps = numbers.meter.rates(now)
        return {
            "id": self.id,
            "name": self.label,
            "address": self.address,
            "state": self.state.value,
            "trust": self.trust.value,
            "fps": round(fps, 1),
            "kbps": round(kbps),
            "width": numbers.width,
            "height": numbers.height,
            "frames": numbers.frames,
            "lost": numbers.lost,
            "corrupt": numbers.corrupt,
            "frame_age_ms": numbers.age_ms(now),
            "recording": self.is_recorded,
        }
