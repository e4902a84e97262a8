"""The demo scene's measures, and the layers that it is made of.

Places are in heights of the picture: ``u`` to the right of its middle, ``v`` down from its top. So the landscape keeps
its shape in pictures of any proportions. Layers nearer to the eye sway farther when the camera does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from atomcam_gui.demo.layers import Colour, Layer, Painter, Plane
from atomcam_gui.demo.shapes import Line, cover

WATERLINE = 0.605
SWAY = 0.018
"""How far a layer of depth 1 goes to either side, in heights."""
SUN = (-0.30, 0.335)
ROOF_TIP = (0.405, 0.452)
"""Where a bird can sit."""

_STRIP = 64


@dataclass(frozen=True)
class Stage:
    """The size of the picture in pixels, and what to call now and then while drawing for it."""

    width: int
    height: int
    checkpoint: Callable[[], None] = lambda: None

    @property
    def steps(self) -> int:
        """Steps of a pixel that slow layers move by: finer where pixels are large."""
        pixels = self.width * self.height
        return 4 if pixels <= 500_000 else 2 if pixels <= 2_000_000 else 1

    def u(self, columns: int, first: float) -> Line:
        """Middles of pixel columns, 1×columns, from pixel ``first`` on."""
        x = np.arange(columns, dtype=np.float32)[None, :] + (0.5 + first - self.width / 2)
        return np.asarray(x / self.height, np.float32)

    def v(self, rows: int, first: float) -> Line:
        """Middles of pixel rows, rows×1, from pixel ``first`` on."""
        y = np.arange(rows, dtype=np.float32)[:, None] + (0.5 + first)
        return np.asarray(y / self.height, np.float32)

    def layer(self, painter: Painter) -> Layer:
        """A layer that moves to the sides."""
        return Layer(painter, self.steps, checkpoint=self.checkpoint)

    def strips(self, rows: int) -> Iterator[slice]:
        """Runs of rows that are quickly drawn, with a checkpoint before each."""
        for first in range(0, rows, _STRIP):
            self.checkpoint()
            yield slice(first, min(first + _STRIP, rows))

    def row(self, v: float) -> int:
        """The pixel row nearest to ``v``."""
        return round(v * self.height)


@dataclass(frozen=True)
class Placed:
    """A layer and where it stands, in pixels, and how deep: 0 does not sway, 1 sways most."""

    layer: Layer
    x: float
    y: float
    depth: float


Ridge = Callable[[Line], Line]
"""Height of a ridge, as v, for each u."""


def ranged(stage: Stage, ridge: Ridge, bottom: float, depth: float, tint: Callable[..., Colour]) -> Placed:
    """A layer from its ridge down to ``bottom``; ``tint(u, v, ridge)`` gives its colours."""
    pad = math.ceil(SWAY * stage.height * depth) + 1
    columns = stage.width + 2 * pad
    highest = float(ridge(stage.u(columns, -pad)[0]).min())
    first = min(max(0, stage.row(highest) - 2), stage.height - 1)
    rows = max(1, stage.row(bottom) - first)

    def paint(dx: float, _dy: float) -> tuple[Colour, Plane]:
        u, v = stage.u(columns, -pad - dx), stage.v(rows, first)
        samples = max(2, stage.steps)
        top = ridge(u[0])[None, :]
        finer = [ridge(u[0] + ((i + 0.5) / samples - 0.5) / stage.height)[None, :] for i in range(samples)]
        colour, opacity = np.empty((rows, columns, 3), np.float32), np.zeros((rows, columns), np.float32)
        for here in stage.strips(rows):
            colour[here] = tint(u, v[here], top)
            for line in finer:
                opacity[here] += cover((line - v[here]) * stage.height) / samples
        return colour, opacity

    return Placed(stage.layer(paint), -pad, first, depth)


def spikes(u: Line, spacing: float, seed: int, height: tuple[float, float], slope: float) -> Line:
    """A row of pointed shapes, as the height of the highest at each ``u``; ``slope`` is height by half width."""
    cell = np.floor(u / spacing).astype(np.int64)
    random = np.random.default_rng(seed)
    shift = random.uniform(0.05, 0.95, 509).astype(np.float32)
    tall = random.uniform(*height, 509).astype(np.float32)
    reach = math.ceil(height[1] / slope / spacing) + 1
    best = np.zeros_like(u)
    for step in range(-reach, reach + 1):
        tip = (cell + step + shift[(cell + step) % 509]) * spacing
        np.maximum(best, tall[(cell + step) % 509] - np.abs(u - tip) * slope, out=best)
    return best
