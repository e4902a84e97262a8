"""The demo scene's birds: a bluebird that comes to the bird box, rests and leaves, and gulls far away.

All movement is a function of time alone. Places are those of ``stage``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from atomcam_gui.demo.layers import Colour, Layer, Plane, Scratch
from atomcam_gui.demo.layers import Frame as Picture
from atomcam_gui.demo.shapes import Area, Canvas, Line, Point, circle, cover, polygon, taper
from atomcam_gui.demo.stage import ROOF_TIP, Stage

_BEATS = 12
"""Pictures of one beat of the wings."""
_GLIDE = 6
"""The picture with the wings close to the body."""
_NEAR_SIZE, _FAR_SIZE = 0.115, 0.058
"""Side of the square patch of the bluebird and of a gull, in heights."""

Tint = tuple[int, int, int]
_BLUE, _DEEP, _SHADE, _PALE = (78, 116, 174), (50, 78, 130), (42, 62, 102), (134, 164, 204)
_RUST, _CREAM, _DARK = (202, 124, 84), (238, 228, 212), (40, 42, 54)

_ROUND = 21.0
"""Seconds from one visit of the bluebird to the next."""
_COMES, _RESTS, _LEAVES = 5.2, 12.0, 15.4
_GULLS = ((0.150, 0.030, 0.55), (0.172, 0.030, 0.61), (0.118, 0.024, 1.15))
"""Height, speed in heights a second, and start of each gull."""

Look = Literal[1, -1]
"""To the right, to the left."""

_SEAT = (ROOF_TIP[0] + 0.001, ROOF_TIP[1] - 0.0225)


@dataclass(frozen=True)
class _Brush:
    """A canvas with coordinates from a bird's middle, mirrored if it looks to the left."""

    canvas: Canvas
    u: Line
    v: Line
    scale: float

    def stroke(self, colour: Tint, start: Point, end: Point, radii: Point, share: float = 1) -> None:
        """A stroke whose radius changes from one end to the other."""
        u, v, here = self._around([start, end], max(radii))
        self.canvas.paint(colour, share * cover(taper(u, v, start, end, radii) * self.scale), here)

    def spot(self, colour: Tint, centre: Point, radii: Point, share: float = 1) -> None:
        """A filled ellipse."""
        u, v, here = self._around([centre], max(radii))
        self.canvas.paint(colour, share * cover(circle(u, v, centre, radii) * self.scale), here)

    def beak(self, at: Point) -> None:
        """A small triangle that points ahead."""
        corners = [(at[0], at[1] - 0.0028), (at[0] + 0.0085, at[1] + 0.0012), (at[0], at[1] + 0.0030)]
        u, v, here = self._around(corners, 0)
        self.canvas.paint(_DARK, cover(polygon(u, v, corners) * self.scale), here)

    def _around(self, points: list[Point], radius: float) -> tuple[Line, Line, Area]:
        """The part of the canvas that a shape can touch, and its coordinates."""
        reach = radius + 1.5 / self.scale
        columns = _span(self.u[0], [u for u, _ in points], reach)
        rows = _span(self.v[:, 0], [v for _, v in points], reach)
        return self.u[:, columns], self.v[rows], (rows, columns)


def _span(places: Line, around: list[float], reach: float) -> slice:
    """The run of places within ``reach`` of what lies around; at least one."""
    inside = np.flatnonzero((places > min(around) - reach) & (places < max(around) + reach))
    return slice(int(inside[0]), int(inside[-1]) + 1) if inside.size else slice(0, 1)


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _wing(brush: _Brush, shoulder: Point, lift: float, tints: tuple[Tint, Tint]) -> None:
    """A fan of feathers along an arm, raised by ``lift`` from -1 to 1; ``tints`` of the feathers and of the arm."""
    rise = 0.12 + 0.88 * lift
    span = 0.034 + 0.018 * abs(rise)
    wrist = (shoulder[0] + 0.005 * (1 - rise), shoulder[1] - 0.42 * span * rise)
    tip = (shoulder[0] - 0.020 + 0.010 * abs(rise), shoulder[1] - span * rise)
    rear = (shoulder[0] - 0.021, shoulder[1] + 0.004)
    for feather in range(7):
        share = feather / 6
        end = _between(rear, tip, share**0.85)
        brush.stroke(tints[0], _between(shoulder, wrist, share), end, (0.0052, 0.0024 - 0.0010 * share))
    brush.stroke(tints[1], shoulder, wrist, (0.0072, 0.0048))
    brush.stroke(tints[1], wrist, _between(wrist, tip, 0.75), (0.0046, 0.0014), 0.85)
    brush.stroke(_PALE, _between(shoulder, wrist, 0.3), wrist, (0.0026, 0.0018), 0.4)


def _flying(brush: _Brush, lift: float) -> None:
    _wing(brush, (0.008, -0.003), 0.92 * lift, (_SHADE, _DEEP))
    for spread in (0.0, 0.0052):
        brush.stroke(_DEEP, (-0.016, 0.000), (-0.040, 0.0015 + spread), (0.0044, 0.0026))
    brush.stroke(_BLUE, (-0.019, 0.000), (0.012, -0.002), (0.0058, 0.0116))
    brush.stroke(_RUST, (-0.001, 0.0056), (0.017, 0.0030), (0.0052, 0.0074))
    brush.stroke(_CREAM, (-0.020, 0.0036), (-0.004, 0.0068), (0.0016, 0.0042))
    brush.spot(_BLUE, (0.0225, -0.0072), (0.0102, 0.0095))
    brush.spot(_PALE, (0.0205, -0.0112), (0.0060, 0.0034), 0.5)
    brush.beak((0.0310, -0.0068))
    brush.spot(_DARK, (0.0262, -0.0080), (0.0017, 0.0017))
    _wing(brush, (0.004, -0.004), lift, (_DEEP, _BLUE))


def _sitting(brush: _Brush, nod: float) -> None:
    """At rest; ``nod`` from 0 to 1 lowers the head and lifts the tail."""
    for spread in (0.0, 0.0040):
        brush.stroke(_DEEP, (-0.009, 0.013), (-0.0285 - spread, 0.034 - 0.014 * nod), (0.0044, 0.0026))
    for foot in (0.001, 0.006):
        brush.stroke((92, 76, 70), (foot, 0.018), (foot, 0.0245), (0.0012, 0.0012))
    brush.stroke(_BLUE, (-0.007, 0.012), (0.007, -0.006), (0.0092, 0.0112))
    brush.stroke(_RUST, (0.0055, 0.009), (0.0118, -0.003), (0.0072, 0.0074))
    brush.stroke(_CREAM, (-0.001, 0.0165), (0.006, 0.014), (0.0046, 0.0050))
    head = (0.0115 + 0.003 * nod, -0.0160 + 0.005 * nod)
    brush.spot(_BLUE, head, (0.0106, 0.0100))
    brush.spot(_PALE, (head[0] - 0.002, head[1] - 0.004), (0.0062, 0.0036), 0.5)
    brush.beak((head[0] + 0.0088, head[1] + 0.0006))
    brush.spot(_DARK, (head[0] + 0.0040, head[1] - 0.0010), (0.0018, 0.0018))
    brush.stroke(_DEEP, (-0.001, -0.003), (-0.019, 0.020), (0.0078, 0.0022))
    brush.stroke(_PALE, (0.000, -0.004), (-0.011, 0.009), (0.0044, 0.0020), 0.55)


def _gull(brush: _Brush, lift: float) -> None:
    grey = (92, 100, 118)
    rise = 0.75 * math.sin(lift)
    for side in (-1, 1):
        elbow = (side * 0.0105, -0.0085 * rise - 0.003)
        tip = (side * 0.0240, -0.0150 * rise + 0.002 + 0.002 * abs(rise))
        brush.stroke(grey, (0.0, 0.0), elbow, (0.0021, 0.0017))
        brush.stroke(grey, elbow, tip, (0.0017, 0.0006))
    brush.stroke(grey, (-0.002, 0.0), (0.006, 0.001), (0.0022, 0.0012))


class _Sprite:
    """A bird in one posture."""

    def __init__(self, stage: Stage, posture: Callable[[_Brush], None], size: float, look: Look = 1) -> None:
        self._stage, self._posture, self._look = stage, posture, look
        self._side = max(4, math.ceil(size * stage.height))
        steps = max(1, stage.steps // 2)
        self._layer = Layer(self._paint, steps, steps, stage.checkpoint)

    def _paint(self, dx: float, dy: float) -> tuple[Colour, Plane]:
        canvas, scale = Canvas(self._side, self._side), self._stage.height
        place = (np.arange(self._side, dtype=np.float32) + 0.5 - self._side / 2) / scale
        u = (place - np.float32(dx / scale))[None, :] * np.float32(self._look)
        v = (place - np.float32(dy / scale))[:, None]
        self._posture(_Brush(canvas, u, v, scale))
        return canvas.colour, canvas.opacity

    def draw(self, frame: Picture, scratch: Scratch, u: float, v: float) -> None:
        """Blend onto a frame with the bird's middle at (u, v)."""
        x = u * self._stage.height + self._stage.width / 2
        self._layer.draw(frame, scratch, x - self._side / 2, v * self._stage.height - self._side / 2)


@dataclass(frozen=True)
class Pose:
    """What the bluebird does at a moment, and where its middle is."""

    u: float
    v: float
    beat: int | None
    """The picture of its wing beat; None where it sits."""
    look: Look
    nod: bool = False


def _curve(points: tuple[Point, Point, Point, Point], share: float) -> Point:
    """A point of a cubic Bézier curve."""
    a, b = 1 - share, share
    weights = (a * a * a, 3 * a * a * b, 3 * a * b * b, b * b * b)
    u, v = (sum(w * point[i] for w, point in zip(weights, points, strict=True)) for i in (0, 1))
    return u, v


def _beat(clock: float, landing: bool) -> int:
    """Wing beats with a glide after each burst, as small birds fly."""
    burst = clock % 1.35
    if burst > 0.95 and not landing:
        return _GLIDE
    return int(burst / 0.95 * 4 * _BEATS) % _BEATS


def bluebird(moment: float, edge: float) -> Pose | None:
    """The bluebird at a moment in seconds, or None while it is away. ``edge`` is the picture's right side as ``u``."""
    clock = moment % _ROUND
    away = edge + 0.10
    if clock < _COMES:
        share = 1 - (1 - clock / _COMES) ** 1.5
        u, v = _curve(((-away, 0.30), (-0.45, 0.16), (0.10, 0.66), _SEAT), share)
        bob = 0.008 * math.sin(clock * 4.65) * (1 - share)
        return Pose(u, v + bob, _beat(clock, landing=clock > _COMES - 1.0), 1)
    if clock < _RESTS:
        rest = clock - _COMES
        look: Look = -1 if 2.2 < rest < 5.1 else 1
        nod = rest % 1.9 < 0.22 or 3.3 < rest < 3.6
        return Pose(*_SEAT, None, look, nod)
    if clock < _LEAVES:
        share = ((clock - _RESTS) / (_LEAVES - _RESTS)) ** 1.4
        u, v = _curve((_SEAT, (_SEAT[0] + 0.10, 0.50), (away - 0.15, 0.30), (away + 0.05, 0.05)), share)
        return Pose(u, v, _beat(clock - _RESTS, landing=clock < _RESTS + 1.2), 1)
    return None


def _with_lift(posture: Callable[[_Brush, float], None], lift: float) -> Callable[[_Brush], None]:
    return lambda brush: posture(brush, lift)


def _wing_beat(stage: Stage, posture: Callable[[_Brush, float], None], size: float) -> list[_Sprite]:
    """The pictures of one beat; the wings go up the way they come down, so most serve twice."""
    lifts = [round(math.sin(math.tau * beat / _BEATS), 6) for beat in range(_BEATS)]
    sprites = {lift: _Sprite(stage, _with_lift(posture, lift), size) for lift in set(lifts)}
    return [sprites[lift] for lift in lifts]


class Birds:
    """All birds at one size of the picture."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._flying = _wing_beat(stage, _flying, _NEAR_SIZE)
        self._gulls = _wing_beat(stage, _gull, _FAR_SIZE)
        looks: tuple[Look, ...] = (1, -1)
        self._sitting = {
            (look, nod): _Sprite(stage, _with_lift(_sitting, float(nod)), _NEAR_SIZE, look)
            for look in looks
            for nod in (False, True)
        }

    def draw_far(self, frame: Picture, scratch: Scratch, moment: float) -> None:
        """The gulls over the lake."""
        width = self._stage.width / self._stage.height + 0.5
        for number, (height, speed, start) in enumerate(_GULLS):
            u = width / 2 - (moment * speed + start) % (width + 0.25)
            v = height + 0.012 * math.sin(0.5 * moment + 2 * number)
            burst = (moment + 1.7 * number) % 5.0
            beat = int(burst * 1.6 * _BEATS) % _BEATS if burst < 2.5 else 1
            self._gulls[beat].draw(frame, scratch, u, v)

    def draw_near(self, frame: Picture, scratch: Scratch, moment: float, sway: float) -> None:
        """The bluebird; ``sway`` is how many pixels the foreground stands to the right of its place."""
        pose = bluebird(moment, self._stage.width / self._stage.height / 2)
        if pose is not None:
            sprite = self._sitting[pose.look, pose.nod] if pose.beat is None else self._flying[pose.beat]
            sprite.draw(frame, scratch, pose.u + sway / self._stage.height, pose.v)
