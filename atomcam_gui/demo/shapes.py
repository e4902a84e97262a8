"""Numbers to draw with: smooth noise, and the distance fields of simple shapes.

Lengths are in whatever unit the caller's coordinates have. Noise is the same on every computer and in every run.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from atomcam_gui.demo.layers import Colour, Plane

Line = NDArray[np.floating[Any]]
"""One value for each column or row."""
Point = tuple[float, float]
Area = tuple[slice, slice]
"""Rows and columns of a part of a picture."""

_LATTICE = 64


def smooth(edge0: float, edge1: float, value: ArrayLike) -> Plane:
    """0 up to ``edge0``, 1 from ``edge1``, smooth between."""
    t = np.clip((np.asarray(value, np.float32) - edge0) / (edge1 - edge0), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def gradient(stops: list[tuple[float, tuple[int, int, int]]], at: Line) -> Colour:
    """Colours between stops, for each value of ``at``: its shape with an axis of 3 more."""
    places = [place for place, _ in stops]
    channels = [np.interp(at, places, [colour[i] for _, colour in stops]) for i in range(3)]
    return np.stack(channels, axis=-1).astype(np.float32)


def mix(below: Colour, above: ArrayLike, share: Plane | float) -> Colour:
    """``below`` with a share (0 to 1) of ``above``."""
    part = share[..., None] if isinstance(share, np.ndarray) else share
    return np.asarray(below + (np.asarray(above, np.float32) - below) * part, np.float32)


def noise_line(x: Line, seed: int, octaves: int, *, sharp: bool = False) -> Line:
    """Noise from -1 to 1 along a line; ``sharp`` joins its values with straight lines, like crags."""
    total = np.zeros_like(x)
    for octave in range(octaves):
        values = np.random.default_rng(seed + octave).uniform(-1, 1, _LATTICE).astype(np.float32)
        place = x * 2**octave
        cell = np.floor(place)
        t = place - cell
        weight = t if sharp else t * t * (3 - 2 * t)
        index = cell.astype(np.int64) % _LATTICE
        total += (values[index] * (1 - weight) + values[(index + 1) % _LATTICE] * weight) / 2**octave
    return total


def noise_plane(x: Line, y: Line, seed: int, octaves: int) -> Plane:
    """Smooth noise from about -1 to 1 on the grid of the columns ``x`` and the rows ``y``."""
    total = np.zeros((y.size, x.size), np.float32)
    for octave in range(octaves):
        lattice = np.random.default_rng(seed + octave).uniform(-1, 1, (_LATTICE, _LATTICE)).astype(np.float32)
        lattice /= 2**octave
        row, down = _cells(y * 2**octave)
        column, across = _cells(x * 2**octave)
        lines = lattice[row] + (lattice[(row + 1) % _LATTICE] - lattice[row]) * down[:, None]
        rises = np.roll(lines, -1, axis=1) - lines
        total += np.take(lines, column, axis=1)
        total += np.take(rises, column, axis=1) * across
    return total


def _cells(place: Line) -> tuple[NDArray[np.int64], Line]:
    """For each place the lattice point before it, and how far it is on to the next (0 to 1, eased)."""
    cell = np.floor(place)
    t = place - cell
    return cell.astype(np.int64) % _LATTICE, t * t * (3 - 2 * t)


def circle(x: Line, y: Line, centre: Point, radii: Point) -> Plane:
    """Distance from an ellipse's edge (nearly, for unequal radii), negative inside. ``x`` is 1×W, ``y`` H×1."""
    dx, dy = (x - centre[0]) / radii[0], (y - centre[1]) / radii[1]
    return np.asarray((np.hypot(dx, dy) - 1) * min(radii), np.float32)


def polygon(x: Line, y: Line, corners: list[Point]) -> Plane:
    """Distance from a convex polygon's edge, negative inside; corners clockwise as seen with y down."""
    distance = np.full(np.broadcast_shapes(x.shape, y.shape), -1e9, np.float32)
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        length = math.hypot(bx - ax, by - ay)
        np.maximum(distance, ((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / length, out=distance)
    return distance


def taper(x: Line, y: Line, start: Point, end: Point, radii: Point) -> Plane:
    """Distance from a stroke whose radius changes from one end to the other, negative inside."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = np.clip(((x - start[0]) * dx + (y - start[1]) * dy) / max(dx * dx + dy * dy, 1e-9), 0, 1)
    reach = np.hypot(x - start[0] - along * dx, y - start[1] - along * dy)
    return np.asarray(reach - (radii[0] + (radii[1] - radii[0]) * along), np.float32)


def cover(distance: Plane, softness: float = 1.0) -> Plane:
    """Opacity of a shape from its distance field in pixels: its edge fades over ``softness`` pixels."""
    return np.asarray(np.clip(0.5 - distance / softness, 0, 1), np.float32)


class Canvas:
    """A translucent picture that shapes are painted onto, one over the other."""

    def __init__(self, height: int, width: int) -> None:
        self._painted = np.zeros((height, width, 3), np.float32)
        self.opacity: Plane = np.zeros((height, width), np.float32)

    def paint(self, colour: ArrayLike, share: Plane, here: Area = (slice(None), slice(None))) -> None:
        """Lay a colour over what is there, where ``share`` (0 to 1, as large as ``here``) says."""
        keep = 1 - share
        painted, opacity = self._painted[here], self.opacity[here]
        painted *= keep[:, :, None]
        painted += np.asarray(colour, np.float32) * share[:, :, None]
        opacity *= keep
        opacity += share

    @property
    def colour(self) -> Colour:
        """H×W×3, where the picture is not fully clear."""
        return self._painted / np.maximum(self.opacity, 1e-4)[:, :, None]
