# ruff: noqa: T201, UP031 - MicroPython has not, or differs
"""Stand-in for mp_jpeg's ``Encoder``: real pictures from a bank, chosen by the frame that is encoded.

Refuses what the module refuses, and writes down every picture that it hands out. Like the module it looks at no
more of the frame than its bytes, so what would come out as garbage there is reported as a violation here.
"""

import time

import _hw
import camera

_FORMATS = {
    "RGB565_BE": 2,
    "RGB565_LE": 2,
    "CbYCrY": 2,
    "YCbYCr": 2,
    "YCbY2YCrY2": 2,
    "RGB888": 3,
    "RGBA": 4,
    "GRAY": 1,
}


class Encoder:
    """``Encoder(height=, width=, pixel_format=, quality=90, rotation=0)``."""

    def __init__(self, height, width, pixel_format, *, quality=90, rotation=0):
        if pixel_format not in _FORMATS:
            raise ValueError("Format %s not supported" % pixel_format)
        if rotation not in (0, 90, 180, 270):
            print("Rotation %i invalid. Using default rotation 0" % rotation)
        if not 1 <= quality <= 100 or width <= 0 or height <= 0 or width % 8 or height % 8:
            raise ValueError("Failed to initialize JPEG encoder object: Invalid argument")
        if _hw.ctl[_hw.ENCODER_MEMORY]:
            raise MemoryError("Failed to allocate work buffer")
        self._size = width * height * _FORMATS[pixel_format]
        self._shape = width, height
        self._format = pixel_format
        self._pictures = camera.pictures(width, height, quality, pixel_format == "GRAY")

    def encode(self, frame):
        """New bytes of a JPEG; RuntimeError where the frame is not of the size that the encoder was made for."""
        if _hw.ctl[_hw.ENCODER_MEMORY]:
            raise MemoryError("memory allocation failed, allocating 15234 bytes")
        if len(frame) != self._size:
            raise RuntimeError("JPEG encoding failed")
        number = camera.identify(frame, self._shape, self._format)
        delay = _hw.word(_hw.ENCODE_MS)
        if delay:
            time.sleep_ms(delay)
        first, places = self._pictures
        index = number % len(places)
        start, end = places[index]
        picture = bytes(_hw.bank[start:end])
        _hw.made(first + index)
        return picture

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass
