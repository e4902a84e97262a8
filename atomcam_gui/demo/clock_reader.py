"""Reads the demo camera's clock back from a picture: for measuring how old a picture is when it is seen."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from atomcam_gui.demo import lettering
from atomcam_gui.demo.caption import CLOCK_PATTERN, clock_cells

_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
_DIGITS = "0123456789"
_MIN_LIKENESS = 0.75
_MIN_LEAD = 0.03
"""How much better the best digit must fit than the second."""
_MIN_CONTRAST = 10.0
"""Standard deviation of the brightness in a cell, 0 to 255."""
_LIMITS = (24, 60, 62)
"""Hours, minutes and seconds are below these."""

Shape = NDArray[np.float32]
"""H×W of mean 0 and length 1."""


def read_clock(rgb: NDArray[np.uint8]) -> str | None:
    """HH:MM:SS.mmm as written in a demo picture (H×W×3, decoded), or None where there is no clock."""
    height, width = rgb.shape[:2]
    text = []
    for expected, (x, y, w, h) in zip(CLOCK_PATTERN, clock_cells(width, height), strict=True):
        shape = _shape(rgb[y : y + h, x : x + w] @ _LUMA)
        character = None if shape is None else _recognise(shape, _DIGITS if expected == "0" else expected)
        if character is None:
            return None
        text.append(character)
    return _plausible("".join(text))


def _recognise(shape: Shape, candidates: str) -> str | None:
    """The candidate that a cell shows, or None where none fits or two fit alike."""
    height, width = shape.shape
    likeness = [float(np.sum(shape * _template(character, height, width))) for character in candidates]
    best = int(np.argmax(likeness))
    others = [value for i, value in enumerate(likeness) if i != best]
    if likeness[best] < _MIN_LIKENESS or (others and likeness[best] - max(others) < _MIN_LEAD):
        return None
    return candidates[best]


@lru_cache(maxsize=256)
def _template(character: str, height: int, width: int) -> Shape:
    shape = _normal(lettering.glyph(character, height).astype(np.float32))
    return np.zeros((height, width), np.float32) if shape is None or shape.shape[1] != width else shape


def _shape(brightness: NDArray[np.float32]) -> Shape | None:
    """A cell's shape, or None where it is too even to hold a character."""
    return None if float(brightness.std()) < _MIN_CONTRAST else _normal(brightness)


def _normal(values: NDArray[np.float32]) -> Shape | None:
    centred = values - values.mean()
    length = float(np.linalg.norm(centred))
    return np.asarray(centred / length, np.float32) if length > 0 else None


def _plausible(text: str) -> str | None:
    fields = (int(text[0:2]), int(text[3:5]), int(text[6:8]))
    return text if all(value < limit for value, limit in zip(fields, _LIMITS, strict=True)) else None
