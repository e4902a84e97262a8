"""The lake of the demo scene: the picture above the waterline mirrored in moving water."""

from __future__ import annotations

import math

import numpy as np

from atomcam_gui.demo.landscape import water
from atomcam_gui.demo.layers import Frame, Scratch
from atomcam_gui.demo.stage import SUN, WATERLINE, Stage

_NEAR_SHORE = 0.912
"""Where the meadow hides the water everywhere, as ``v``."""
_SQUEEZE = 1.5
"""Rows above the waterline for each row of the mirrored picture."""
_GLINTS = 64


class _Glint:
    """The sun on one wave: a short line that lights up and fades."""

    def __init__(self, stage: Stage, u: float, v: float, half: float, rate: float, phase: float) -> None:
        self._rate, self._phase = rate, phase
        ends = ((u + side * half) * stage.height + stage.width / 2 for side in (-1, 1))
        left, right = (min(max(0, round(end)), stage.width) for end in ends)
        top, thick = round(v * stage.height), max(1, round(stage.height / 480))
        self._here = (slice(top, top + thick), slice(3 * left, 3 * right))
        along = np.sin(np.linspace(0, np.pi, right - left + 2)[1:-1])
        self._strength = np.repeat(along, 3).astype(np.float32)

    def draw(self, frame: Frame, moment: float) -> None:
        light = math.sin(self._rate * (moment % 10_000.0) + self._phase) - 0.25
        if light > 0.02:
            here = frame[self._here]
            here += ((255 - here) * (self._strength * np.float32(0.8 * light))).astype(np.uint8)


class Lake:
    """The lake at one size of the picture."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._first = stage.row(WATERLINE)
        rows = max(1, min(stage.height, stage.row(_NEAR_SHORE)) - self._first)
        self._depth = np.arange(rows, dtype=np.float64) / stage.height
        self._tint = water(stage, rows)
        random = np.random.default_rng(200)
        down = random.uniform(0.02, 1.0, _GLINTS) ** 1.4
        self._glints = [
            _Glint(stage, u, v, w, rate, phase)
            for u, v, w, rate, phase in zip(
                SUN[0] + random.normal(0, 1, _GLINTS) * (0.030 + 0.045 * down),
                WATERLINE + down * (_NEAR_SHORE - 0.06 - WATERLINE),
                0.006 + 0.018 * down,
                random.uniform(1.1, 2.9, _GLINTS),
                random.uniform(0, math.tau, _GLINTS),
                strict=True,
            )
        ]

    def draw(self, frame: Frame, scratch: Scratch, moment: float) -> None:
        """Mirror what the frame holds above the waterline at a moment in seconds."""
        below = frame[self._first : self._first + self._depth.size]
        below[...] = frame[self._mirrored_rows(moment)]
        self._tint.draw(frame, scratch, 0, self._first)
        for glint in self._glints:
            glint.draw(frame, moment)

    def _mirrored_rows(self, moment: float) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """For each row of water, the row that it shows. Waves look larger near the eye."""
        depth = self._depth
        phase = moment % 1000.0
        waves = np.sin(150 * np.sqrt(depth + 0.02) + 2.1 * phase) + 0.6 * np.sin(
            330 * np.sqrt(depth + 0.02) - 2.9 * phase
        )
        source = WATERLINE - _SQUEEZE * depth + waves * 0.028 * depth
        rows = np.floor(source * self._stage.height - 0.5)
        return np.clip(rows, 0, self._first - 1).astype(np.intp)
