"""What is counted of a camera's stream."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from atomcam_gui.jpeg import Stamp

RATE_WINDOW_S = 3.0
"""Rates are means over this long."""

_RESTART_GAP = 10_000
"""A jump of more frames than this is taken for a new start of the board, not for a loss."""


class RateMeter:
    """Frames and bits a second over the last ``RATE_WINDOW_S`` seconds."""

    def __init__(self) -> None:
        self._arrivals: deque[tuple[float, int]] = deque()
        self._bytes = 0

    def add(self, now: float, size: int) -> None:
        """Count one message of ``size`` bytes at ``now`` seconds."""
        self._arrivals.append((now, size))
        self._bytes += size
        self._forget(now)

    def clear(self) -> None:
        """Start anew: a new connection has a rate of its own."""
        self._arrivals.clear()
        self._bytes = 0

    def _forget(self, now: float) -> None:
        arrivals = self._arrivals
        while arrivals and arrivals[0][0] < now - RATE_WINDOW_S:
            self._bytes -= arrivals.popleft()[1]

    def rates(self, now: float) -> tuple[float, float]:
        """(frames a second, kilobits a second) at ``now``. Both 0.0 until there are two frames."""
        self._forget(now)
        if len(self._arrivals) < 2:
            return 0.0, 0.0
        first_at, first_size = self._arrivals[0]
        # A stream that has stopped must sink towards 0, not keep the rate that it had.
        span = max(self._arrivals[-1][0] - first_at, now - first_at - self._mean_gap())
        if span <= 0:
            return 0.0, 0.0
        return (len(self._arrivals) - 1) / span, (self._bytes - first_size) * 8 / 1000 / span

    def _mean_gap(self) -> float:
        return (self._arrivals[-1][0] - self._arrivals[0][0]) / (len(self._arrivals) - 1)


class SequenceCounter:
    """Counts the frames that a board made and that never arrived, from its sequence numbers (modulo 2³²)."""

    def __init__(self) -> None:
        self._next: int | None = None

    def restart(self) -> None:
        """Forget the last number: after a new connection a gap is the time away, not a loss."""
        self._next = None

    def gap_before(self, stamp: Stamp | None) -> int:
        """How many frames are missing between the last one and this one."""
        if stamp is None:
            return 0
        expected, self._next = self._next, (stamp.sequence + 1) & 0xFFFFFFFF
        if expected is None:
            return 0
        gap = (stamp.sequence - expected) & 0xFFFFFFFF
        return gap if gap <= _RESTART_GAP else 0


@dataclass(slots=True)
class StreamStatistics:
    """The numbers of one camera. Counters run over all of its connections in this run of the program."""

    frames: int = 0
    """Pictures received, including those of a camera that still waits; without corrupt ones."""
    lost: int = 0
    """Frames missing in the board's sequence numbers."""
    corrupt: int = 0
    """Binary messages that are no complete, sound JPEG of a size that we take."""
    ignored: int = 0
    """Text messages that could not be read."""
    width: int = 0
    """Pixels of the newest picture; 0 until there is one."""
    height: int = 0
    newest_at: float | None = None
    """Monotonic seconds of the newest picture's receipt."""
    meter: RateMeter = field(default_factory=RateMeter)
    sequence: SequenceCounter = field(default_factory=SequenceCounter)

    def age_ms(self, now: float) -> int | None:
        """Age of the newest picture in milliseconds, or None."""
        return None if self.newest_at is None else max(0, round((now - self.newest_at) * 1000))

    def new_connection(self) -> None:
        """What starts anew with a connection."""
        self.meter.clear()
        self.sequence.restart()
