"""The demo camera's picture: a lake among mountains at dawn, a bird box, and the clock.

Everything that moves is a function of the moment, so that a moment always gives the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atomcam_gui.demo.birds import Birds
from atomcam_gui.demo.caption import Caption, Cell, clock_cells, clock_region, clock_text
from atomcam_gui.demo.foreground import bird_box, meadow
from atomcam_gui.demo.lake import Lake
from atomcam_gui.demo.landscape import cloud, far_mountains, near_mountains, shore, sky
from atomcam_gui.demo.layers import Scratch
from atomcam_gui.demo.stage import SWAY, Placed, Stage
from atomcam_gui.demo.tone import Tone

Picture = NDArray[np.uint8]
"""H×W×3: red, green, blue."""

SMALLEST = (64, 48)
"""Least width and height in pixels: room for the clock. The scene is made for sizes up to 1600×1200, but takes more."""

_SWAY_SECONDS = 46.0
_BORDER = (64, 160, 255)


@dataclass(frozen=True)
class _Drift:
    """A cloud's shape, height and speed, in heights of the picture (and seconds)."""

    seed: int
    width: float
    height: float
    start: float
    v: float
    speed: float


_CLOUDS = (
    _Drift(3, 0.42, 0.130, 0.10, 0.105, 0.0080),
    _Drift(8, 0.30, 0.085, 0.78, 0.215, 0.0055),
    _Drift(5, 0.52, 0.150, 1.15, 0.030, 0.0105),
    _Drift(12, 0.24, 0.062, 1.42, 0.170, 0.0065),
    _Drift(17, 0.20, 0.050, 0.50, 0.255, 0.0045),
)


class Scene:
    """Draws pictures of one size. One thread at a time."""

    def __init__(self, width: int, height: int, checkpoint: Callable[[], None] = lambda: None) -> None:
        """Draw all that stands still: 0.3 s at 640×480.

        Args:
            width: pixels, 64 at least.
            height: pixels, 48 at least.
            checkpoint: called many times on the way; what it raises ends the work.
        """
        stage = Stage(width, height, checkpoint)
        self._stage = stage
        self._frame = np.empty((height, 3 * width), np.uint8)
        self._turned = np.empty((height, width, 3), np.uint8)
        self._scratch = Scratch(self._frame.size)
        self._sky = np.clip(np.rint(sky(stage)), 0, 255).astype(np.uint8).reshape(-1, 3 * width)
        self._clouds = [(drift, cloud(stage, drift.seed, drift.width, drift.height)) for drift in _CLOUDS]
        self._distance = [paint(stage) for paint in (far_mountains, near_mountains, shore)]
        self._foreground = [paint(stage) for paint in (meadow, bird_box)]
        self._lake = Lake(stage)
        self._birds = Birds(stage)
        self._caption = Caption(width, height)

    def render(
        self, number: int, moment: float, *, vflip: bool = False, hmirror: bool = False, tone: Tone | None = None
    ) -> Picture:
        """The picture of a moment, H×W×3.

        The array is used again by the next call. Flips and tone change the landscape; the text stays readable.

        Args:
            number: the frame's number, written into the picture.
            moment: seconds since 1970; the clock in the picture shows it in local time.
            vflip: turn the picture upside down.
            hmirror: exchange left and right.
            tone: brightness, contrast and saturation; None leaves them.
        """
        frame = self._frame
        self._draw_landscape(moment)
        if vflip or hmirror:
            rows, columns = slice(None, None, -1 if vflip else 1), slice(None, None, -1 if hmirror else 1)
            self._turned[...] = frame.reshape(self._turned.shape)[rows, columns]
            frame = self._turned.reshape(frame.shape)
        if tone is not None:
            tone.apply(frame.reshape(self._turned.shape))
        self._caption.draw(frame, self._scratch, number, moment)
        return frame.reshape(self._turned.shape)

    def _draw_landscape(self, moment: float) -> None:
        frame, scratch = self._frame, self._scratch
        frame[: self._sky.shape[0]] = self._sky
        self._draw_clouds(moment)
        sway = SWAY * self._stage.height * math.sin(math.tau * (moment % _SWAY_SECONDS) / _SWAY_SECONDS)
        self._draw_placed(self._distance, sway)
        self._birds.draw_far(frame, scratch, moment)
        self._lake.draw(frame, scratch, moment)
        self._draw_placed(self._foreground, sway)
        self._birds.draw_near(frame, scratch, moment, sway)

    def _draw_clouds(self, moment: float) -> None:
        width = self._stage.width / self._stage.height
        for drift, layer in self._clouds:
            u = (drift.start + drift.speed * moment) % (width + drift.width + 0.05) - drift.width
            layer.draw(self._frame, self._scratch, u * self._stage.height, round(drift.v * self._stage.height))

    def _draw_placed(self, layers: list[Placed], sway: float) -> None:
        for placed in layers:
            placed.layer.draw(self._frame, self._scratch, placed.x + sway * placed.depth, placed.y)


def draw_border(picture: Picture) -> None:
    """Put a coloured border around a picture, in place: "this is the camera that you asked for"."""
    width = max(2, round(picture.shape[0] / 40))
    for side in (picture[:width], picture[-width:], picture[:, :width], picture[:, -width:]):
        side[...] = _BORDER


__all__ = [
    "SMALLEST",
    "Cell",
    "Picture",
    "Scene",
    "clock_cells",
    "clock_region",
    "clock_text",
    "draw_border",
]
