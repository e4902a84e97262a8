"""Whether something moves in a camera's pictures: pure arithmetic on small grey pictures.

A picture becomes a grid of cells, some 40×30, each a mean brightness. What a brighter light, or a camera that turns
its gain up, does to all of them alike is taken away: the median of their ratios, then of what is left. A cell has
moved when it differs both from the background (a running average) and from the picture before: what has come and
stays does not count for long, what drifts slowly does not count at all. How much a cell flickers by itself, by noise
or as leaves do, is learnt and has to be exceeded. When most of the picture changes at once, the light was switched or
the camera turned: the background begins anew.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import simplejpeg

from atomcam_gui.errors import BadJpeg, JpegFault
from atomcam_gui.settings import Region
from atomcam_gui.video.decode import decoded_size

Grey = npt.NDArray[np.uint8]
"""H×W, 0 black to 255 white."""

Cells = npt.NDArray[np.float32]
"""R×C."""
Mask = npt.NDArray[np.bool_]

SMALL = (160, 120)
"""Width and height in pixels that a picture is decoded to at least."""

ROWS = 30
_DARKEST = np.float32(24)
"""Added before brightnesses are compared by ratio: noise in the dark must not look large."""
_DIM = np.float32(4)
"""The same where the gain is sought."""

_BACKGROUND_S = 4.0
"""Time constant of the background where nothing moves."""
_ABSORB_S = 20.0
"""And where something does: a parked car becomes background."""
_FLICKER_S = 12.0
"""Time constant of what is known of each cell's flicker."""
_FLICKER_TIMES = 4.0
_WHOLE_SHARE = 0.6
"""More than this share of the picture: not something in it has moved, but all of it."""
_LONGEST_STEP_S = 2.0
"""After a longer time without a picture there is nothing to compare with."""
_LEARN = 6
"""First pictures of a view, in which nothing counts: how much it flickers is not known yet."""
_SETTLE = 2
"""The same after the light was switched or the camera turned."""
_RECENT = 3
"""Of so many pictures two must show movement: a flash, or one damaged picture, is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What one picture showed."""

    moving: bool
    """Something moves."""
    level: float
    """How much, from 0 to 1; more than 0.5 is what the sensitivity asks for."""
    cells: Mask
    """R×C, over the whole picture: where."""


def small_grey(data: bytes) -> Grey:
    """A JPEG in grey, decoded no larger than it takes to be at least ``SMALL``, if it is. Releases the GIL.

    Raises:
        BadJpeg: it is damaged or claims too many pixels.
    """
    decoded_size(data)
    try:
        grey: Grey = simplejpeg.decode_jpeg(data, "GRAY", min_width=SMALL[0], min_height=SMALL[1], min_factor=1)[
            :, :, 0
        ]
    except ValueError as error:
        raise BadJpeg(JpegFault.DAMAGED, str(error)) from error
    return grey


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a sensitivity from 1 to 100 asks for."""

    change: float
    """Least change of a cell's brightness, as a natural logarithm: 0.1 is 10 %."""
    share: float
    """Least share of the watched cells that have moved."""

    @classmethod
    def of(cls, sensitivity: int) -> Thresholds:
        """Each step is as large as any other, by ratio."""
        step = (min(max(sensitivity, 1), 100) - 1) / 99
        return cls(_between(0.30, 0.035, step), _between(0.03, 0.0005, step))


def _between(first: float, last: float, step: float) -> float:
    return float(first * (last / first) ** step)


class MotionDetector:
    """Looks at one camera's pictures, one after the other. For one thread at a time.

    Args:
        sensitivity: 1 (only what is large and clear) to 100 (anything).
        region: where to look.
    """

    def __init__(self, sensitivity: int = 50, region: Region | None = None) -> None:
        self._wanted = Thresholds.of(sensitivity)
        self._region = region or Region()
        self._watched: Mask = np.zeros((0, 0), np.bool_)
        self._background: Cells | None = None
        self._before: Cells = np.zeros((0, 0), np.float32)
        self._flicker: Cells = np.zeros((0, 0), np.float32)
        self._seen_at = 0.0
        self._settling = 0
        self._recent: list[bool] = []

    def configure(self, sensitivity: int, region: Region) -> None:
        """Look at other places, or more or less closely, from the next picture on. What was learnt stays."""
        self._wanted = Thresholds.of(sensitivity)
        if region != self._region:
            self._region = region
            self._watched = _watched_cells(region, self._watched.shape[0], self._watched.shape[1])

    def look(self, grey: Grey, now: float) -> Reading:
        """What a picture shows.

        Args:
            grey: H×W; of any size, which may change.
            now: seconds, of any clock that does not go back.
        """
        cells = _cells(grey)
        step = now - self._seen_at
        self._seen_at = now
        background = self._background
        if background is None or cells.shape != background.shape or not 0 <= step <= _LONGEST_STEP_S:
            return self._begin(cells)
        return self._compare(cells, background, step)

    def _begin(self, cells: Cells) -> Reading:
        """Nothing is known of this view, or nothing any more."""
        if cells.shape != self._watched.shape:
            self._watched = _watched_cells(self._region, *cells.shape)
            self._flicker = np.zeros_like(cells)
            self._settling = _LEARN
        self._settling = max(self._settling, _SETTLE)
        self._background = cells.copy()
        self._before = cells
        self._recent.clear()
        return Reading(False, 0.0, np.zeros(cells.shape, np.bool_))

    def _compare(self, cells: Cells, background: Cells, step: float) -> Reading:
        expected = _in_light_of(background, cells)
        away = _difference(cells, expected)
        moved = np.abs(_difference(cells, _in_light_of(self._before, cells)))
        # A cell that was still by chance will flicker as the others do.
        flicker = _FLICKER_TIMES * np.maximum(self._flicker, _median(self._flicker))
        changed = np.abs(away) > np.maximum(self._wanted.change, flicker)
        if np.count_nonzero(changed) > _WHOLE_SHARE * changed.size:
            return self._begin(cells)
        # What moves on has left the middle of its own place unchanged: neighbours of moving cells count with them.
        moved_enough = moved > np.maximum(self._wanted.change / 2, flicker)
        active = _joined(changed & _grown(moved_enough)) & self._watched
        self._learn(cells, expected, moved, changed, step)
        self._before = cells
        if self._settling:
            self._settling -= 1
            return Reading(False, 0.0, np.zeros(cells.shape, np.bool_))
        share = float(np.count_nonzero(active)) / max(1, int(np.count_nonzero(self._watched)))
        self._recent = [*self._recent, share >= self._wanted.share][-_RECENT:]
        moving = self._recent[-1] and sum(self._recent) >= 2
        return Reading(moving, share / (share + self._wanted.share), active)

    def _learn(self, cells: Cells, expected: Cells, moved: Cells, changed: Mask, step: float) -> None:
        pace = np.where(changed, _share(step, _ABSORB_S), _share(step, _BACKGROUND_S)).astype(np.float32)
        # The gain belongs to the background at once: only what differs from it is learnt slowly.
        self._background = expected + pace * (cells - expected)
        # At first the mean of what was seen so far.
        learnt = max(_share(step, _FLICKER_S), 1 / (_LEARN + 1 - self._settling) if self._settling else 0.0)
        self._flicker += np.float32(learnt) * (moved - self._flicker)


def _share(step: float, constant: float) -> float:
    return 1 - math.exp(-step / constant)


def _cells(grey: Grey) -> Cells:
    """The grid of a picture: means of squares. What is left over at the right and below is left out."""
    height, width = grey.shape
    side = max(1, height // ROWS)
    rows, columns = height // side, width // side
    # In two steps, which is five times quicker than in one.
    bands = grey[: rows * side, : columns * side].reshape(rows, side, columns * side).sum(axis=1, dtype=np.uint32)
    sums = np.add.reduceat(bands, np.arange(0, columns * side, side), axis=1)
    return np.asarray(sums / np.float32(side * side), np.float32)


def _watched_cells(region: Region, rows: int, columns: int) -> Mask:
    """The cells whose middles are in the region; the nearest one where it is smaller than a cell."""
    mask = np.zeros((rows, columns), np.bool_)
    if rows and columns:
        mask[_span(region.top, region.height, rows), _span(region.left, region.width, columns)] = True
    return mask


def _span(start: float, length: float, count: int) -> slice:
    first = min(max(0, math.ceil(start * count - 0.5)), count - 1)
    last = min(max(first + 1, math.ceil((start + length) * count - 0.5)), count)
    return slice(first, last)


def _in_light_of(known: Cells, cells: Cells) -> Cells:
    """What was known, as it would be with the gain of the present picture."""
    gain = _median((cells + _DIM) / (known + _DIM))
    return np.asarray(np.minimum(known * gain, np.float32(255)), np.float32)


def _difference(cells: Cells, expected: Cells) -> Cells:
    """By ratio, as natural logarithms, without what all cells have in common."""
    ratios = np.log((cells + _DARKEST) / (expected + _DARKEST))
    return np.asarray(ratios - _median(ratios), np.float32)


def _median(values: Cells) -> np.float32:
    middle = values.size // 2
    return np.float32(np.partition(values, middle, axis=None)[middle])


def _grown(mask: Mask) -> Mask:
    return mask | _beside(mask)


def _beside(mask: Mask) -> Mask:
    """The neighbours above, below and at the sides."""
    beside = np.zeros(mask.shape, np.bool_)
    beside[1:] = mask[:-1]
    beside[:-1] |= mask[1:]
    beside[:, 1:] |= mask[:, :-1]
    beside[:, :-1] |= mask[:, 1:]
    return beside


def _joined(mask: Mask) -> Mask:
    """Without cells that are alone: things hang together, noise does not."""
    return mask & _beside(mask)
