"""What stands nearest in the demo scene: the meadow, and the bird box on its post."""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import numpy as np

from atomcam_gui.demo.layers import Colour, Plane
from atomcam_gui.demo.shapes import (
    Canvas,
    Line,
    circle,
    cover,
    gradient,
    mix,
    noise_line,
    noise_plane,
    polygon,
    smooth,
)
from atomcam_gui.demo.stage import ROOF_TIP, Placed, Stage, ranged, spikes

_FOOT = 0.865
"""Where the post goes into the grass."""


def _hillside(u: Line) -> Line:
    return np.asarray(0.835 - 0.055 * np.tanh(2.6 * (u - 0.12)) + 0.006 * noise_line(u * 5, 100, 2), np.float32)


def meadow(stage: Stage) -> Placed:
    """The meadow in front, with grass and flowers."""

    def ridge(u: Line) -> Line:
        blades = np.maximum(
            spikes(u, 0.0045, 101, (0.004, 0.026), 9.0), spikes(u + 0.3, 0.017, 102, (0.010, 0.046), 14.0)
        )
        return np.asarray(_hillside(u) - blades, np.float32)

    def tint(u: Line, v: Line, _top: Line) -> Colour:
        depth = v - _hillside(u[0])[None, :]
        stops = [(-0.045, (196, 190, 104)), (0.0, (128, 148, 74)), (0.06, (84, 118, 62)), (0.2, (44, 76, 50))]
        grass = gradient(stops, depth)
        rough = noise_plane(u[0] * 70, v[:, 0] * 16, 110, 3)
        patches = noise_plane(u[0] * 5, v[:, 0] * 9, 120, 3)
        grass *= (1 + 0.13 * rough + 0.12 * patches)[:, :, None]
        grass = mix(grass, (226, 208, 128), 0.30 * np.exp(-np.abs(u + 0.35) / 0.3) * smooth(0.10, 0.0, depth))
        grass = np.clip(grass, 0, 255)
        _plant(grass, _flowers(), u, v, stage.height)
        return grass

    return ranged(stage, ridge, 1.0, 1.0, tint)


class _Flower(NamedTuple):
    u: float
    v: float
    radius: float
    colour: tuple[int, int, int]


@cache
def _flowers() -> tuple[_Flower, ...]:
    random = np.random.default_rng(130)
    colours = ((250, 244, 228), (246, 208, 84), (226, 132, 120), (196, 170, 222))
    u = random.uniform(-0.95, 0.95, 120)
    deep = random.uniform(0.004, 0.17, 120)
    v = _hillside(u) + deep
    radius = 0.0016 + 0.026 * deep * random.uniform(0.5, 1.0, 120)
    colour = [colours[i] for i in random.integers(4, size=120)]
    return tuple(map(_Flower, u.tolist(), v.tolist(), radius.tolist(), colour))


def _plant(grass: Colour, flowers: tuple[_Flower, ...], u: Line, v: Line, scale: int) -> None:
    """Paint flowers onto the grass, in place."""
    for flower in flowers:
        near = 2 / scale + flower.radius
        rows = np.flatnonzero(np.abs(v[:, 0] - flower.v) < near)
        columns = np.flatnonzero(np.abs(u[0] - flower.u) < near)
        if rows.size and columns.size:
            here = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
            middle, radii = (flower.u, flower.v), (flower.radius, 0.72 * flower.radius)
            spot = circle(u[:, here[1]], v[here[0]], middle, radii)
            grass[here] = mix(grass[here], flower.colour, 0.92 * cover(spot * scale, 1.4))


def bird_box(stage: Stage) -> Placed:
    """The bird box on its post."""
    left, top, right, bottom = 0.285, 0.425, 0.525, 0.885
    first_x = math.floor(left * stage.height + stage.width / 2)
    first_y = stage.row(top)
    columns, rows = max(3, stage.row(right - left)), max(3, stage.row(bottom - top))

    def paint(dx: float, _dy: float) -> tuple[Colour, Plane]:
        canvas = Canvas(rows, columns)
        u, v = stage.u(columns, first_x - dx), stage.v(rows, first_y)
        _paint_post(canvas, u, v, stage.height)
        _paint_house(canvas, u, v, stage.height)
        _paint_roof(canvas, u, v, stage.height)
        _paint_tuft(canvas, u, v, stage.height)
        return canvas.colour, canvas.opacity

    return Placed(stage.layer(paint), first_x, first_y, 1.0)


def _wood(u: Line, v: Line, colour: tuple[int, int, int], grain: float) -> Colour:
    lines = noise_plane(u[0] * 190, v[:, 0] * 9, 140, 3)
    return np.asarray(np.asarray(colour, np.float32) * (1 + grain * lines)[:, :, None], np.float32)


def _paint_post(canvas: Canvas, u: Line, v: Line, scale: int) -> None:
    middle, half = ROOF_TIP[0], 0.0125
    side = (u - middle) / half
    light = np.clip(0.98 - 0.40 * side - 0.30 * side**2, 0.35, 1.1)
    light = light * (1 - 0.45 * smooth(0.72, 0.665, v))
    colour = _wood(u, v, (140, 106, 78), 0.13) * light[:, :, None]
    canvas.paint(colour, cover((np.abs(u - middle) - half) * scale) * smooth(0.64, 0.65, v) * (v < _FOOT))


def _paint_tuft(canvas: Canvas, u: Line, v: Line, scale: int) -> None:
    """Grass before the foot of the post."""
    inside = smooth(0.042, 0.012, np.abs(u - ROOF_TIP[0]))
    blades = spikes(u, 0.0038, 150, (0.014, 0.052), 15.0) * inside
    grass = gradient([(-0.05, (172, 178, 96)), (0.0, (104, 134, 68)), (0.02, (84, 118, 62))], (v - _FOOT) + 0 * u)
    canvas.paint(grass, cover((_FOOT - blades - v) * scale) * smooth(_FOOT + 0.016, _FOOT - 0.004, v) * inside)


def _paint_house(canvas: Canvas, u: Line, v: Line, scale: int) -> None:
    middle, half, eaves, floor = ROOF_TIP[0], 0.066, 0.525, 0.675
    wall = [
        (middle - half, eaves),
        (middle, ROOF_TIP[1] + 0.008),
        (middle + half, eaves),
        (middle + half * 0.94, floor),
        (middle - half * 0.94, floor),
    ]
    wood = _wood(u, v, (206, 158, 108), 0.09)
    planks = np.abs(((u - middle) / 0.033 + 0.5) % 1.0 - 0.5) * 0.033
    wood = mix(wood, (110, 76, 50), 0.45 * cover(np.broadcast_to(planks - 0.0012, canvas.opacity.shape) * scale, 1.5))
    light = np.clip(1.06 - 2.6 * (u - middle + 0.03), 0.6, 1.12)
    under_roof = smooth(0.042, 0.004, v - (ROOF_TIP[1] + 0.03 + 1.12 * np.abs(u - middle)))
    wood = wood * (light * (1 - 0.42 * under_roof))[:, :, None]
    canvas.paint(np.clip(wood, 0, 255), cover(polygon(u, v, wall) * scale))
    _paint_door(canvas, u, v, (middle, 0.573), scale)


def _paint_door(canvas: Canvas, u: Line, v: Line, hole: tuple[float, float], scale: int) -> None:
    rim = circle(u, v, hole, (0.0262, 0.0262))
    canvas.paint((236, 198, 148), 0.75 * cover(rim * scale, 1.5))
    inside = circle(u, v, hole, (0.0222, 0.0222))
    dark = mix(
        np.full((*canvas.opacity.shape, 3), (38, 26, 22), np.float32), (96, 66, 46), smooth(-0.006, 0.02, v - hole[1])
    )
    canvas.paint(dark, cover(inside * scale))
    perch = (hole[0], hole[1] + 0.047)
    canvas.paint(
        (92, 62, 42), 0.55 * cover(circle(u, v, (perch[0] + 0.004, perch[1] + 0.006), (0.0085, 0.007)) * scale, 2)
    )
    canvas.paint((226, 184, 132), cover(circle(u, v, perch, (0.0075, 0.0075)) * scale))
    canvas.paint((176, 130, 88), cover(circle(u, v, perch, (0.0045, 0.0045)) * scale, 1.5))


def _paint_roof(canvas: Canvas, u: Line, v: Line, scale: int) -> None:
    tip_u, tip_v = ROOF_TIP
    reach, fall, thick = 0.088, 0.099, 0.019
    for side, colour in ((1, (118, 74, 62)), (-1, (170, 104, 80))):
        corners = [
            (tip_u, tip_v),
            (tip_u + side * reach, tip_v + fall),
            (tip_u + side * (reach - 0.010), tip_v + fall + thick * 0.8),
            (tip_u, tip_v + thick * 1.45),
        ]
        board = polygon(u, v, corners if side > 0 else corners[::-1])
        wood = _wood(u, v, colour, 0.06)
        edge = smooth(0.011, 0.0, v - (tip_v + fall / reach * np.abs(u - tip_u)))
        canvas.paint(np.clip(mix(wood, (238, 176, 140), 0.5 * edge), 0, 255), cover(board * scale))
