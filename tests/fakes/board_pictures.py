"""Real JPEG pictures for the virtual board's encoder: a test card with a square that moves round."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import simplejpeg
from numpy.typing import NDArray

COUNT = 16
"""Pictures in a round."""


@lru_cache(maxsize=64)
def make_pictures(width: int, height: int, quality: int, grey: bool) -> tuple[bytes, ...]:
    """A round of pictures. At QVGA and quality 80 each has about 15 KB, as the board's have."""
    random = np.random.default_rng(3)
    y, x = np.mgrid[0:height, 0:width]
    card = np.empty((height, width, 3), dtype=np.int16)
    card[..., 0] = 60 + 120 * x // width
    card[..., 1] = 60 + 120 * y // height
    card[..., 2] = 120 + 60 * ((x // 32 + y // 32) % 2)
    card += random.integers(-11, 12, size=(height, width, 1), dtype=np.int16)
    return tuple(_picture(card, number, quality, grey) for number in range(COUNT))


def _picture(card: NDArray[np.int16], number: int, quality: int, grey: bool) -> bytes:
    height, width = card.shape[:2]
    side = max(8, height // 5)
    left = (width - side) * number // (COUNT - 1)
    top = (height - side) * (number % 4) // 3
    pixels = card.copy()
    pixels[top : top + side, left : left + side] = (235, 235 - 12 * number, 20 + 12 * number)
    picture = np.ascontiguousarray(pixels.clip(0, 255).astype(np.uint8))
    if grey:
        picture = np.ascontiguousarray(picture[..., 1:2])
        return bytes(simplejpeg.encode_jpeg(picture, quality=quality, colorspace="GRAY"))
    return bytes(simplejpeg.encode_jpeg(picture, quality=quality, colorspace="RGB", colorsubsampling="422"))
