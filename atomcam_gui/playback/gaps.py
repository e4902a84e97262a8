"""Stretches of a recording in which the camera sent nothing."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np

from atomcam_gui.playback.frame_index import FrameIndex

LEAST_S = 3.0
"""Shorter silences are not worth a word."""

_TIMES_USUAL = 5.0
"""Nor are those of a camera that sends a picture every few seconds anyway."""

_HOLD_S = 1.0
"""The picture before a gap stands for so long, or for the usual time, before it counts as old."""


@dataclass(frozen=True, slots=True)
class Gap:
    """No pictures from ``start_s`` until ``end_s``, in seconds since the first picture."""

    start_s: float
    end_s: float
    """The time of the next picture."""
    length_s: float
    """From picture to picture."""


class Gaps:
    """The gaps of a recording, in their order. Immutable."""

    def __init__(self, gaps: tuple[Gap, ...] = ()) -> None:
        self.all = gaps
        self._starts = [gap.start_s for gap in gaps]

    def at(self, position_s: float) -> Gap | None:
        """The gap that a position lies in."""
        number = bisect_right(self._starts, position_s) - 1
        if number < 0 or position_s >= self.all[number].end_s:
            return None
        return self.all[number]


def find_gaps(index: FrameIndex, least_s: float = LEAST_S) -> Gaps:
    """The gaps among the pictures that are known.

    Args:
        least_s: shorter ones are not looked for, nor such as are usual for this recording.
    """
    seconds = index.seconds[: index.known]
    if len(seconds) < 2:
        return Gaps()
    least = max(least_s, _TIMES_USUAL * index.typical_s)
    lengths = np.diff(seconds)
    hold = min(max(index.typical_s, _HOLD_S), least)
    return Gaps(
        tuple(
            Gap(float(seconds[number]) + hold, float(seconds[number + 1]), float(lengths[number]))
            for number in np.flatnonzero(lengths > least)
        )
    )
