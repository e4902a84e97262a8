"""Translucent picture layers that are placed on a frame at fractions of a pixel, in 8-bit arithmetic.

A frame is an H×3W uint8 array here: the red, green and blue of a row's pixels side by side. Rows that long let numpy
work on whole rows at a time (0.3 ns a byte), which a last axis of length 3 would prevent.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]
"""H×3W, see above."""
Plane = NDArray[np.floating[Any]]
"""H×W: one value a pixel."""
Colour = NDArray[np.floating[Any]]
"""H×W×3, or anything that broadcasts to it: red, green and blue from 0 to 255."""

Painter = Callable[[float, float], tuple[Colour, Plane]]
"""Draws a layer moved right and down by fractions of a pixel: its colour and its opacity from 0 to 1."""


class Scratch:
    """Working memory for blending, reused from layer to layer. One thread at a time."""

    def __init__(self, size: int) -> None:
        self._memory = np.empty(size, np.uint16)

    def like(self, target: Frame) -> NDArray[np.uint16]:
        """Uninitialised memory of the target's shape."""
        return self._memory[: target.size].reshape(target.shape)


class Patch:
    """A layer at one fraction of a pixel: what it keeps of what lies below it, and what it adds."""

    def __init__(self, colour: Colour, opacity: Plane) -> None:
        keep = np.rint(255 - 255 * np.clip(opacity, 0, 1)).astype(np.uint8)
        # 255 more, because (255 * value + 255) >> 8 is the value itself.
        add = np.rint(colour * (255 - keep.astype(np.float32))[:, :, None] + 255).astype(np.uint16)
        self.height, self.width = opacity.shape
        self._keep = np.repeat(keep, 3, axis=1)
        self._add = np.ascontiguousarray(add.reshape(self.height, 3 * self.width))

    def draw(self, frame: Frame, scratch: Scratch, x: int, y: int) -> None:
        """Blend onto a frame with the upper left corner at pixel (x, y); what lies outside is cut off."""
        top, bottom = max(0, y), min(frame.shape[0], y + self.height)
        left, right = max(0, 3 * x), min(frame.shape[1], 3 * (x + self.width))
        if top >= bottom or left >= right:
            return
        here = (slice(top - y, bottom - y), slice(left - 3 * x, right - 3 * x))
        blend(frame[top:bottom, left:right], self._keep[here], self._add[here], scratch)


def blend(target: Frame, keep: NDArray[np.uint8], add: NDArray[np.uint16], scratch: Scratch) -> None:
    """target = (target * keep + add) / 256, in place."""
    work = scratch.like(target)
    np.multiply(target, keep, out=work, dtype=np.uint16)
    np.add(work, add, out=work)
    np.right_shift(work, 8, out=target, casting="unsafe")


class Layer:
    """A layer drawn beforehand at several fractions of a pixel, so that it moves smoothly."""

    def __init__(
        self, painter: Painter, columns: int, rows: int = 1, checkpoint: Callable[[], None] = lambda: None
    ) -> None:
        """``columns`` and ``rows`` say how many steps a pixel is divided into each way.

        ``checkpoint`` is called before each; what it raises ends the work.
        """
        self._columns, self._rows = columns, rows
        self._patches: list[list[Patch]] = [[] for _ in range(rows)]
        for row in range(rows):
            for column in range(columns):
                checkpoint()
                self._patches[row].append(Patch(*painter(column / columns, row / rows)))

    def draw(self, frame: Frame, scratch: Scratch, x: float, y: float) -> None:
        """Blend onto a frame with the upper left corner at (x, y) pixels, to the nearest step."""
        left, column = _steps(x, self._columns)
        top, row = _steps(y, self._rows)
        self._patches[row][column].draw(frame, scratch, left, top)


def _steps(position: float, steps: int) -> tuple[int, int]:
    """Whole pixels and steps of a pixel, nearest to a position."""
    return divmod(math.floor(position * steps + 0.5), steps)
