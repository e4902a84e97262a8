"""When each picture of a recording is shown: what is known without decoding any of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

_SHORTEST_HOLD_S = 1 / 60
_LONGEST_HOLD_S = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class FrameIndex:
    """The pictures in the order of their times. Immutable, so that threads may share it; ``make_index`` makes one."""

    ticks: npt.NDArray[np.int64]
    """The pictures' times in the file's own unit, strictly increasing. A picture's tick is its name."""
    seconds: npt.NDArray[np.float64]
    """The same since the first picture."""
    keyframes: npt.NDArray[np.bool_]
    """Which can be decoded without the pictures before."""
    known: int
    """So many pictures at the front are all that there are; between later ones there may be more."""
    typical_s: float
    """The usual distance of two pictures."""
    end_s: float
    """Where playback ends: the last picture is shown for the usual time. 0 where there is one picture or none."""
    complete: bool
    """Whether there are no further pictures in the file."""

    def __len__(self) -> int:
        return len(self.ticks)

    def at(self, position_s: float) -> int:
        """The number of the picture that is shown at a position: the last one that is not later, or the first."""
        return max(0, int(np.searchsorted(self.seconds, position_s, side="right")) - 1)

    def number_of(self, tick: int) -> int:
        """The number of the picture with this tick, or of the last one before it."""
        return max(0, int(np.searchsorted(self.ticks, tick, side="right")) - 1)

    def seconds_of(self, number: int) -> float:
        """When a picture is shown, since the first one."""
        return float(self.seconds[number])

    def tick_of(self, number: int) -> int:
        """A picture's tick."""
        return int(self.ticks[number])

    def keyframe_before(self, number: int) -> int:
        """The number of the last keyframe that is not later; the first picture where none is."""
        while number > 0 and not self.keyframes[number]:
            number -= 1
        return number


def make_index(
    ticks: npt.ArrayLike,
    keyframes: npt.ArrayLike,
    time_base: Fraction,
    *,
    known: int | None = None,
    expected_s: float = 0.0,
) -> FrameIndex:
    """Put pictures into their order.

    Args:
        ticks: times in any order; of several that are the same one is kept.
        keyframes: for each tick, whether it is a keyframe's.
        time_base: seconds a tick.
        known: see ``FrameIndex``; None where all pictures are given.
        expected_s: how long the recording will be, as far as one can tell, while it is not complete.
    """
    unique, first = np.unique(np.asarray(ticks, np.int64), return_index=True)
    flags = np.asarray(keyframes, np.bool_)[first]
    complete = known is None
    if len(unique) == 0:
        return FrameIndex(unique, np.zeros(0), flags, 0, 0.0, max(0.0, expected_s), complete)
    seconds = (unique - unique[0]) * time_base.numerator / time_base.denominator
    last = len(unique) if known is None else min(known, len(unique))
    typical = float(np.median(np.diff(seconds[:last]))) if last > 1 else 0.0
    hold = min(max(typical, _SHORTEST_HOLD_S), _LONGEST_HOLD_S) if len(unique) > 1 else 0.0
    end = float(seconds[-1]) + hold
    return FrameIndex(unique, seconds, flags, last, typical, end if complete else max(end, expected_s), complete)
