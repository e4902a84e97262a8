"""Where one clock stands beside another, from questions and answers whose way takes now longer, now shorter. Pure.

An answer was given somewhere between the question and its arrival: half the round trip to either side of the middle.
That bounds the difference of the clocks then, and, since crystals drift by little, for a while before and after. Where
all these bounds overlap, the difference lies. Source of the idea: Marzullo's intersection, as NTP uses it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

_USUAL_DRIFT = 60e-6
"""Two crystals of ±20 millionths each, and some for warming up."""
_MOST_DRIFT = 300e-6
_LEAST_DRIFT = 2e-6
"""What is left once the drift has been measured."""
_MOST_SAMPLES = 64
_LEAST_SPAN_US = 60e6


@dataclass(frozen=True, slots=True)
class _Sample:
    remote_us: int
    offset_ns: int
    """Local minus remote time."""
    reach_ns: float
    """How far off that can be."""


class ClockEstimate:
    """The remote clock counts microseconds, the local one nanoseconds, each from any beginning."""

    def __init__(self) -> None:
        self._samples: deque[_Sample] = deque(maxlen=_MOST_SAMPLES)
        self._at_us = 0
        self._offset_ns = 0
        self._drift = 0.0
        self._reach_ns = 0.0

    @property
    def known(self) -> bool:
        """Whether there was an answer."""
        return bool(self._samples)

    @property
    def uncertainty_ns(self) -> float:
        """How far off ``local_ns`` can be, for the time of the newest answer."""
        return self._reach_ns

    @property
    def drift(self) -> float:
        """How much the local clock gains on the remote one, in seconds a second; 0.0 until it is known."""
        return self._drift

    def add(self, remote_us: int, sent_ns: int, received_ns: int) -> None:
        """The remote clock said ``remote_us`` at some moment between these two of the local clock."""
        middle = (sent_ns + received_ns) // 2
        self._samples.append(_Sample(remote_us, middle - remote_us * 1000, (received_ns - sent_ns) / 2))
        if not self._overlap(remote_us):
            # The clock was set, or the camera started again: what came before is of another time.
            newest = self._samples[-1]
            self._samples.clear()
            self._samples.append(newest)
            self._overlap(remote_us)

    def local_ns(self, remote_us: int) -> int:
        """What the local clock showed when the remote one showed ``remote_us``."""
        since = remote_us - self._at_us
        return remote_us * 1000 + self._offset_ns + round(since * 1000 * self._drift)

    def _overlap(self, at_us: int) -> bool:
        """Find the difference at ``at_us`` that fits all samples; False where none does."""
        drift, doubt = self._measured_drift()
        low, high = float("-inf"), float("inf")
        base = self._samples[-1].offset_ns
        for sample in self._samples:
            away_ns = (at_us - sample.remote_us) * 1000
            centre = sample.offset_ns - base + away_ns * drift
            reach = sample.reach_ns + abs(away_ns) * doubt
            low, high = max(low, centre - reach), min(high, centre + reach)
        if low > high:
            return False
        self._at_us, self._drift = at_us, drift
        self._offset_ns = base + round((low + high) / 2)
        self._reach_ns = (high - low) / 2
        return True

    def _measured_drift(self) -> tuple[float, float]:
        """The drift, and how far off it can be: from the best sample of the older half and that of the newer."""
        half = len(self._samples) // 2
        if half:
            samples = tuple(self._samples)
            old = min(samples[:half], key=lambda sample: sample.reach_ns)
            new = min(samples[half:], key=lambda sample: sample.reach_ns)
            span_us = new.remote_us - old.remote_us
            if span_us >= _LEAST_SPAN_US:
                doubt = (old.reach_ns + new.reach_ns) / (span_us * 1000) + _LEAST_DRIFT
                drift = (new.offset_ns - old.offset_ns) / (span_us * 1000)
                if doubt < _USUAL_DRIFT and abs(drift) <= _MOST_DRIFT:
                    return drift, doubt
        return 0.0, _USUAL_DRIFT
