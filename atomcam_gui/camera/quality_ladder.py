"""The settings from what the user chose down to the least that is still of use, each cheaper to send than the last.

Pure. Quality goes down first, since a softer picture still shows everything; then the size, at the chosen quality
again.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from atomcam_gui.camera.controls import size_pixels

_BYTES = ((10, 0.27), (20, 0.37), (30, 0.46), (40, 0.55), (50, 0.62), (60, 0.69), (70, 0.81), (80, 1.0), (90, 1.44),
          (95, 2.1), (100, 4.6))  # fmt: skip
"""Bytes of a JPEG by its quality, beside quality 80; measured with libjpeg-turbo on the demo camera's scene."""

_PIXELS_EXPONENT = 0.75
"""A picture of a quarter of the pixels has 0.37 of the bytes, not 0.25: measured on the same."""

_LEAST_QUALITY = 40
"""Below it, a smaller picture of a better quality shows more."""
_LEAST_QUALITY_OF_THE_SMALLEST = 25
_QUALITY_STEP = 5
_LEAST_WIDTH = 160
_SAME_SHAPE = 0.03
_WORTH_A_STEP = 0.97


@dataclass(frozen=True, slots=True)
class Setting:
    """Size and quality; None for what the camera does not offer."""

    size: str | None
    quality: float | None


@dataclass(frozen=True, slots=True)
class Rung:
    """A setting, and its bytes a picture beside those of the first rung."""

    setting: Setting
    cost: float


def make_ladder(chosen: Setting, sizes: tuple[str, ...], least_quality: float) -> tuple[Rung, ...]:
    """The rungs from ``chosen`` down; one alone where nothing can be lowered.

    Args:
        sizes: what the camera offers. Only those of the chosen one's shape are used: the picture must not jump.
        least_quality: the camera's least.
    """
    first = _cost(chosen)
    rungs = [Rung(chosen, 1.0)]
    usable = _smaller_sizes(chosen.size, sizes)
    for size in (chosen.size, *usable):
        floor = _LEAST_QUALITY_OF_THE_SMALLEST if size == ([chosen.size, *usable])[-1] else _LEAST_QUALITY
        for quality in _qualities(chosen.quality, max(floor, least_quality)):
            setting = Setting(size, quality)
            cost = _cost(setting) / first
            if cost < rungs[-1].cost * _WORTH_A_STEP:
                rungs.append(Rung(setting, cost))
    return tuple(rungs)


def _smaller_sizes(chosen: str | None, sizes: tuple[str, ...]) -> list[str]:
    """Sizes of the same shape with fewer pixels, largest first."""
    whole = size_pixels(chosen) if chosen is not None else None
    if whole is None:
        return []
    found: list[tuple[int, str]] = []
    for name in sizes:
        pixels = size_pixels(name)
        if pixels is None or pixels[0] < _LEAST_WIDTH or pixels[0] >= whole[0]:
            continue
        if abs(pixels[0] * whole[1] / (pixels[1] * whole[0]) - 1) <= _SAME_SHAPE:
            found.append((pixels[0] * pixels[1], name))
    return [name for _, name in sorted(found, reverse=True)]


def _qualities(chosen: float | None, floor: float) -> list[float | None]:
    if chosen is None:
        return [None]
    lower = [q for q in range(100, 0, -_QUALITY_STEP) if floor <= q < chosen]
    return [chosen, *lower]


def _cost(setting: Setting) -> float:
    """Bytes a picture, in no unit."""
    width, height = (size_pixels(setting.size) if setting.size is not None else None) or (1, 1)
    pixels = float(width * height)
    return float(pixels**_PIXELS_EXPONENT) * (1.0 if setting.quality is None else relative_bytes(setting.quality))


def relative_bytes(quality: float) -> float:
    """Bytes of a JPEG of this quality, beside one of quality 80."""
    at = bisect_left(_BYTES, (quality, 0.0))
    if at == 0:
        return _BYTES[0][1]
    if at == len(_BYTES):
        return _BYTES[-1][1]
    (left, less), (right, more) = _BYTES[at - 1], _BYTES[at]
    return less + (more - less) * (quality - left) / (right - left)
