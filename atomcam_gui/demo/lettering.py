"""A small stroke font, drawn anti-aliased with round ends from distance fields.

Each glyph is a few polylines in a box of height 1 (y down) and its own width; arcs are polylines too. All digits have
one width, so that a running clock stands still and each digit can be found again at its place in a picture.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]
"""H×W, 0 outside the letters and 255 inside."""

_Point = tuple[float, float]
_Stroke = list[_Point]

STROKE = 0.135
"""Thickness of a stroke; 1 is the height between the middles of the top and the bottom stroke."""
_MIN_STROKE_PX = 1.1
_GAP = 0.30
_ARC_STEP = math.radians(15)


def _arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float) -> _Stroke:
    """Points on an ellipse from ``start`` to ``end`` degrees: 0 is right, 90 is down."""
    begin, sweep = math.radians(start), math.radians(end - start)
    steps = max(1, math.ceil(abs(sweep) / _ARC_STEP))
    angles = (begin + sweep * i / steps for i in range(steps + 1))
    return [(cx + rx * math.cos(a), cy + ry * math.sin(a)) for a in angles]


def _ring(cx: float, cy: float, rx: float, ry: float) -> _Stroke:
    return _arc(cx, cy, rx, ry, 0, 360)


def _turned(strokes: list[_Stroke], width: float) -> list[_Stroke]:
    """The strokes turned by half a turn within their box."""
    return [[(width - x, 1 - y) for x, y in stroke] for stroke in strokes]


@dataclass(frozen=True)
class _Glyph:
    width: float
    strokes: list[_Stroke]


_DIGIT = 0.56
_SIX = [_ring(0.28, 0.69, 0.28, 0.31), [(0.0, 0.69), *_arc(0.46, 0.69, 0.46, 0.69, 186, 266)]]


def _digits() -> dict[str, _Glyph]:
    strokes: dict[str, list[_Stroke]] = {
        "0": [[*_arc(0.28, 0.28, 0.28, 0.28, 180, 360), *_arc(0.28, 0.72, 0.28, 0.28, 0, 180), (0.0, 0.28)]],
        "1": [[(0.08, 0.20), (0.32, 0.0), (0.32, 1.0)]],
        "2": [[*_arc(0.28, 0.28, 0.27, 0.28, 188, 395), (0.02, 1.0), (0.56, 1.0)]],
        "3": [
            [(0.03, 0.0), (0.52, 0.0), (0.25, 0.40), *_arc(0.26, 0.70, 0.30, 0.30, 275, 500)],
        ],
        "4": [[(0.34, 0.0), (0.0, 0.70), (0.56, 0.70)], [(0.42, 0.40), (0.42, 1.0)]],
        "5": [[(0.51, 0.0), (0.08, 0.0), (0.04, 0.45), *_arc(0.26, 0.68, 0.30, 0.32, 228, 500)]],
        "6": _SIX,
        "7": [[(0.0, 0.0), (0.55, 0.0), (0.18, 1.0)]],
        "8": [_ring(0.28, 0.23, 0.235, 0.23), _ring(0.28, 0.73, 0.28, 0.27)],
        "9": _turned(_SIX, _DIGIT),
    }
    return {character: _Glyph(_DIGIT, lines) for character, lines in strokes.items()}


def _signs() -> dict[str, _Glyph]:
    return {
        ":": _Glyph(0.10, [[(0.05, 0.30), (0.05, 0.32)], [(0.05, 0.80), (0.05, 0.82)]]),
        ".": _Glyph(0.10, [[(0.05, 0.98), (0.05, 1.0)]]),
        "-": _Glyph(0.40, [[(0.04, 0.54), (0.36, 0.54)]]),
        " ": _Glyph(0.22, []),
    }


def _letters() -> dict[str, _Glyph]:
    bowl = _arc(0.30, 0.26, 0.24, 0.26, 270, 450)
    round_c = [*_arc(0.32, 0.34, 0.32, 0.34, 330, 180), *_arc(0.32, 0.66, 0.32, 0.34, 180, 30)]
    return {
        "A": _Glyph(0.66, [[(0.0, 1.0), (0.33, 0.0), (0.66, 1.0)], [(0.12, 0.66), (0.54, 0.66)]]),
        "B": _Glyph(
            0.58,
            [
                [(0.0, 0.0), *_arc(0.28, 0.235, 0.24, 0.235, 270, 450), (0.0, 0.47)],
                [(0.28, 0.47), *_arc(0.31, 0.735, 0.27, 0.265, 270, 450), (0.0, 1.0), (0.0, 0.0)],
            ],
        ),
        "C": _Glyph(0.60, [round_c]),
        "D": _Glyph(
            0.62,
            [
                [
                    (0.0, 0.0),
                    *_arc(0.26, 0.36, 0.36, 0.36, 270, 360),
                    *_arc(0.26, 0.64, 0.36, 0.36, 0, 90),
                    (0.0, 1.0),
                    (0.0, 0.0),
                ]
            ],
        ),
        "E": _Glyph(0.50, [[(0.50, 0.0), (0.0, 0.0), (0.0, 1.0), (0.50, 1.0)], [(0.0, 0.48), (0.43, 0.48)]]),
        "F": _Glyph(0.48, [[(0.48, 0.0), (0.0, 0.0), (0.0, 1.0)], [(0.0, 0.50), (0.42, 0.50)]]),
        "G": _Glyph(0.62, [[*round_c, (0.60, 0.55), (0.36, 0.55)]]),
        "H": _Glyph(0.60, [[(0.0, 0.0), (0.0, 1.0)], [(0.60, 0.0), (0.60, 1.0)], [(0.0, 0.48), (0.60, 0.48)]]),
        "I": _Glyph(0.06, [[(0.03, 0.0), (0.03, 1.0)]]),
        "J": _Glyph(0.44, [[(0.44, 0.0), *_arc(0.20, 0.74, 0.24, 0.26, 0, 160)]]),
        "K": _Glyph(0.56, [[(0.0, 0.0), (0.0, 1.0)], [(0.54, 0.0), (0.0, 0.60)], [(0.20, 0.40), (0.56, 1.0)]]),
        "L": _Glyph(0.46, [[(0.0, 0.0), (0.0, 1.0), (0.46, 1.0)]]),
        "M": _Glyph(0.74, [[(0.0, 1.0), (0.0, 0.0), (0.37, 0.62), (0.74, 0.0), (0.74, 1.0)]]),
        "N": _Glyph(0.62, [[(0.0, 1.0), (0.0, 0.0), (0.62, 1.0), (0.62, 0.0)]]),
        "O": _Glyph(0.68, [_ring(0.34, 0.50, 0.34, 0.50)]),
        "P": _Glyph(0.54, [[(0.0, 1.0), (0.0, 0.0), *bowl, (0.0, 0.52)]]),
        "Q": _Glyph(0.68, [_ring(0.34, 0.50, 0.34, 0.50), [(0.42, 0.74), (0.68, 1.04)]]),
        "R": _Glyph(0.56, [[(0.0, 1.0), (0.0, 0.0), *bowl, (0.0, 0.52)], [(0.28, 0.52), (0.56, 1.0)]]),
        "S": _Glyph(0.56, [[*_arc(0.28, 0.25, 0.26, 0.25, 330, 100), *_arc(0.28, 0.745, 0.28, 0.255, 280, 515)]]),
        "T": _Glyph(0.58, [[(0.0, 0.0), (0.58, 0.0)], [(0.29, 0.0), (0.29, 1.0)]]),
        "U": _Glyph(0.60, [[(0.0, 0.0), *_arc(0.30, 0.70, 0.30, 0.30, 180, 0), (0.60, 0.0)]]),
        "V": _Glyph(0.62, [[(0.0, 0.0), (0.31, 1.0), (0.62, 0.0)]]),
        "W": _Glyph(0.88, [[(0.0, 0.0), (0.22, 1.0), (0.44, 0.20), (0.66, 1.0), (0.88, 0.0)]]),
        "X": _Glyph(0.58, [[(0.0, 0.0), (0.58, 1.0)], [(0.58, 0.0), (0.0, 1.0)]]),
        "Y": _Glyph(0.60, [[(0.0, 0.0), (0.30, 0.50), (0.60, 0.0)], [(0.30, 0.50), (0.30, 1.0)]]),
        "Z": _Glyph(0.56, [[(0.0, 0.0), (0.56, 0.0), (0.0, 1.0), (0.56, 1.0)]]),
    }


_GLYPHS: Mapping[str, _Glyph] = _digits() | _signs() | _letters()


@dataclass(frozen=True)
class _Metrics:
    """How unit coordinates become pixels at one height."""

    scale: float
    stroke: float
    margin: float


@lru_cache(maxsize=32)
def _metrics(height: int) -> _Metrics:
    stroke = max(_MIN_STROKE_PX, height * STROKE / (1 + STROKE))
    return _Metrics(scale=height - stroke - 0.2, stroke=stroke, margin=stroke / 2 + 0.1)


@lru_cache(maxsize=1024)
def advance(character: str, height: int) -> int:
    """Width in whole pixels of a character's cell, with the space to the next, at ``height`` pixels.

    Raises:
        KeyError: the font has no such character.
    """
    metrics = _metrics(height)
    return math.ceil(metrics.scale * (_GLYPHS[character].width + _GAP - STROKE) + metrics.stroke)


def text_width(text: str, height: int) -> int:
    """Width in pixels of a line of text whose letters are ``height`` pixels high."""
    return sum(advance(character, height) for character in text)


def _distance(strokes: list[_Stroke], x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.float32]:
    """Distance of each pixel of a grid (x: 1×W, y: H×1) to the nearest stroke, H×W."""
    nearest = np.full((y.shape[0], x.shape[1]), 1e9, np.float32)
    for stroke in strokes:
        for (ax, ay), (bx, by) in pairwise(stroke):
            dx, dy = bx - ax, by - ay
            length = max(dx * dx + dy * dy, 1e-9)
            along = np.clip(((x - ax) * dx + (y - ay) * dy) / length, 0, 1)
            np.minimum(nearest, np.hypot(x - ax - along * dx, y - ay - along * dy), out=nearest)
    return nearest


@lru_cache(maxsize=1024)
def glyph(character: str, height: int) -> Mask:
    """One character as a read-only mask of ``height`` × ``advance(character, height)`` pixels.

    Raises:
        KeyError: the font has no such character.
    """
    shape, metrics, width = _GLYPHS[character], _metrics(height), advance(character, height)
    left = (width - metrics.scale * shape.width) / 2
    placed = [
        [(left + px * metrics.scale, metrics.margin + py * metrics.scale) for px, py in stroke]
        for stroke in shape.strokes
    ]
    x = np.arange(width, dtype=np.float32)[None, :] + 0.5
    y = np.arange(height, dtype=np.float32)[:, None] + 0.5
    inside = np.clip(metrics.stroke / 2 + 0.5 - _distance(placed, x, y), 0, 1)
    mask: Mask = np.rint(inside * 255).astype(np.uint8)
    mask.flags.writeable = False
    return mask


def line(text: str, height: int) -> Mask:
    """A line of text as a mask of ``height`` × ``text_width(text, height)`` pixels (at least one pixel wide).

    Raises:
        KeyError: the font has no such character.
    """
    letters = [glyph(character, height) for character in text] or [np.zeros((height, 1), np.uint8)]
    joined: Mask = np.concatenate(letters, axis=1)
    return joined
