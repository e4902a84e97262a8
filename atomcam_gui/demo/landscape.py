"""The demo scene's distance: sky, clouds, mountains, far shore and water, drawn once for a size."""

from __future__ import annotations

import numpy as np

from atomcam_gui.demo.layers import Colour, Layer, Patch, Plane
from atomcam_gui.demo.shapes import Line, gradient, mix, noise_line, noise_plane, smooth
from atomcam_gui.demo.stage import SUN, WATERLINE, Placed, Stage, ranged, spikes

_WISPS_END = 0.36
_HAZE = (236, 214, 196)
_SUNLIGHT = (255, 240, 208)


def sky(stage: Stage) -> Colour:
    """The sky with its sun, rows×W×3, down to the waterline."""
    u, v = stage.u(stage.width, 0), stage.v(stage.row(WATERLINE), 0)
    random = np.random.default_rng(1)
    colour = np.empty((v.size, u.size, 3), np.float32)
    for here in stage.strips(v.size):
        # Half a step of noise hides the edges between the steps of the gradient.
        noise = random.random((v[here].size, u.size), np.float32) - 0.5
        colour[here] = _sky_strip(u, v[here]) + noise[:, :, None]
    return colour


def _sky_strip(u: Line, v: Line) -> Colour:
    stops = [
        (0.0, (88, 136, 190)),
        (0.16, (128, 170, 210)),
        (0.32, (184, 205, 218)),
        (0.45, (236, 219, 201)),
        (0.56, (249, 221, 190)),
    ]
    colour = np.repeat(gradient(stops, v[:, 0])[:, None, :], u.size, axis=1)
    if v[0, 0] < _WISPS_END:
        wisps = noise_plane(1.5 * u[0], 9 * v[:, 0] + 1, 50, 5) * smooth(_WISPS_END, 0.08, v)
        colour = mix(colour, (250, 244, 238), 0.34 * smooth(0.05, 1.0, wisps))
    distance = np.hypot(u - SUN[0], v - SUN[1])
    glow = 0.75 * np.exp(-distance / 0.085) + 0.40 * np.exp(-distance / 0.33)
    colour = mix(colour, _SUNLIGHT, np.clip(glow, 0, 1))
    return mix(colour, (255, 252, 240), smooth(0.046, 0.034, distance))


def cloud(stage: Stage, seed: int, width: float, height: float) -> Layer:
    """A fair-weather cloud, ``width`` × ``height`` in heights of the picture."""
    rows = max(4, stage.row(height))
    columns = max(6, stage.row(width))

    def paint(dx: float, _dy: float) -> tuple[Colour, Plane]:
        x = (np.arange(columns, dtype=np.float32) + 0.5 - dx) / columns
        y = (np.arange(rows, dtype=np.float32) + 0.5) / rows
        ragged = noise_plane(x * width * 14 + seed, y * height * 20 + seed, seed, 4)
        across = np.sqrt(np.clip(1 - (2 * x - 1) ** 2, 0, 1))[None, :]
        hump = noise_line(x * width * 11, seed + 7, 3)[None, :]
        top = 0.72 - across * (0.46 + 0.15 * hump)
        dense = smooth(0.0, 0.34, y[:, None] - top + 0.10 * ragged) * smooth(0.98, 0.66, y[:, None] - 0.12 * ragged)
        opacity = dense * smooth(0.0, 0.55, across + 0.25 * ragged) * smooth(0.02, 0.2, across)
        light = np.clip(0.52 - 0.75 * (y[:, None] - 0.45) + 0.22 * ragged, 0, 1)
        return mix(np.full((rows, columns, 3), (196, 194, 208), np.float32), (255, 250, 240), light), 0.92 * opacity

    return stage.layer(paint)


def far_mountains(stage: Stage) -> Placed:
    """Snow mountains in the haze."""
    peaks_u = (-1.5, -1.05, -0.80, -0.62, -0.42, -0.20, 0.02, 0.19, 0.33, 0.47, 0.62, 0.85, 1.2, 1.6)
    peaks_v = (0.40, 0.34, 0.40, 0.375, 0.44, 0.40, 0.335, 0.205, 0.30, 0.255, 0.34, 0.30, 0.39, 0.33)

    def ridge(u: Line) -> Line:
        coarse = np.interp(u, peaks_u, peaks_v).astype(np.float32)
        return coarse + 0.022 * noise_line(u * 9 + 3, 20, 4, sharp=True)

    def tint(u: Line, v: Line, top: Line) -> Colour:
        depth = v - top
        rough = noise_plane(u[0] * 16, v[:, 0] * 13, 30, 4)
        # Creases wander sideways and soften on their way down from the ridge.
        aside = u + noise_plane(u[0] * 7, v[:, 0] * 17, 34, 3) * np.minimum(depth * 0.6, 0.035)
        slopes = (ridge(u[0] + 0.004) - ridge(u[0] - 0.004)) / 0.008
        column = np.clip((aside - u[0, 0]) * stage.height, 0, u.size - 1).astype(np.intp)
        slope = slopes[column]
        lit = smooth(-0.9, 0.9, -0.9 * slope * np.exp(-depth / 0.16) + 0.55 * rough)
        rock = mix(np.full((*depth.shape, 3), (122, 142, 176), np.float32), (188, 186, 194), lit)
        snow = mix(np.full((*depth.shape, 3), (180, 196, 222), np.float32), (255, 247, 236), lit)
        line = smooth(0.10, 0.03, depth + 0.045 * rough + 0.9 * (top - 0.24))
        haze = smooth(0.34, 0.56, v) * 0.85 + 0.35 * np.exp(-np.abs(u - SUN[0]) / 0.25)
        return mix(mix(rock, snow, line), _HAZE, np.clip(haze, 0, 0.93))

    return ranged(stage, ridge, WATERLINE, 0.15, tint)


def near_mountains(stage: Stage) -> Placed:
    """Wooded mountains before them."""

    def ridge(u: Line) -> Line:
        wide = 0.465 + 0.10 * np.cos(2.6 * u - 0.35) * np.tanh(1.6 * (u + 0.12))
        return np.asarray(wide + 0.012 * noise_line(u * 8 + 11, 60, 5), np.float32)

    def tint(u: Line, v: Line, top: Line) -> Colour:
        rough = noise_plane(u[0] * 15 + 4, v[:, 0] * 10, 70, 5)
        wood = mix(np.full((*rough.shape, 3), (86, 117, 138), np.float32), (122, 146, 146), smooth(-0.8, 0.9, rough))
        haze = smooth(0.0, 0.13, v - top) * 0.62 + 0.30 * np.exp(-np.abs(u - SUN[0]) / 0.22)
        return mix(wood, _HAZE, np.clip(haze, 0, 0.86))

    return ranged(stage, ridge, WATERLINE, 0.3, tint)


def shore(stage: Stage) -> Placed:
    """The far shore with its firs."""

    def ground(u: Line) -> Line:
        return np.asarray(WATERLINE - 0.018 - 0.030 * np.tanh(4 * (np.abs(u + 0.02) - 0.30)).clip(-0.55, 1), np.float32)

    def ridge(u: Line) -> Line:
        thick = smooth(0.12, 0.36, np.abs(u + 0.02))
        firs = np.maximum(spikes(u, 0.011, 81, (0.010, 0.040), 5.0), spikes(u, 0.031, 82, (0.026, 0.068), 5.6))
        boughs = 0.007 * noise_line(u * 260, 83, 1, sharp=True) * smooth(0.004, 0.02, firs)
        return np.asarray(ground(u) - (firs + boughs) * thick, np.float32)

    def tint(u: Line, v: Line, _top: Line) -> Colour:
        rough = noise_plane(u[0] * 50, v[:, 0] * 30, 90, 3)
        wood = mix(np.full((*rough.shape, 3), (52, 84, 88), np.float32), (86, 118, 104), smooth(-0.5, 1.0, rough))
        mist = smooth(WATERLINE - 0.075, WATERLINE, v) * 0.42 + 0.24 * np.exp(-np.abs(u - SUN[0]) / 0.2)
        return mix(wood, (214, 208, 196), np.clip(mist, 0, 0.8))

    return ranged(stage, ridge, WATERLINE, 0.45, tint)


def water(stage: Stage, rows: int) -> Patch:
    """What lies on a mirrored sky to make it the water of a lake: its own colour, and light at the far shore."""
    v = stage.v(rows, stage.row(WATERLINE))
    u = stage.u(stage.width, 0)
    down = (v - WATERLINE) / 0.25
    colour = gradient(
        [(0.0, (214, 208, 198)), (0.25, (128, 150, 164)), (1.0, (62, 92, 112))], np.clip(down[:, 0], 0, 1)
    )
    sun = np.exp(-(((u - SUN[0]) / (0.07 + 0.05 * down)) ** 2))
    opacity = np.clip(0.20 + 0.42 * smooth(0, 1, down) + 0.35 * np.exp(-down / 0.035), 0, 1) * (1 - 0.45 * sun)
    tinted = mix(np.repeat(colour[:, None, :], stage.width, axis=1), (255, 232, 190), 0.9 * sun)
    return Patch(tinted, opacity)
