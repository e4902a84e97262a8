"""Decoding one picture, with the gate that refuses damaged ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from atomcam_gui.errors import BadJpeg, JpegFault
from atomcam_gui.jpeg import MAX_PIXELS

# Imported where pictures are decoded: the window is there before the first picture, and these take a while.
if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Pixels: TypeAlias = "npt.NDArray[np.uint8]"
"""H×W×4, blue, green, red, 255: what Qt calls RGB32 on little-endian machines."""

Size = tuple[int, int]
"""Width and height in pixels."""


def decoded_size(data: bytes, wanted: Size | None = None) -> Size:
    """The size that ``decode`` would give, without decoding.

    Raises:
        BadJpeg: the header is damaged or claims too many pixels.
    """
    import simplejpeg

    min_width, min_height = wanted or (0, 0)
    try:
        height, width, _, _ = simplejpeg.decode_jpeg_header(data, min_height=min_height, min_width=min_width)
        full_height, full_width, _, _ = simplejpeg.decode_jpeg_header(data) if wanted else (height, width, "", "")
    except ValueError as error:
        raise BadJpeg(JpegFault.DAMAGED, str(error)) from error
    if int(full_width) * int(full_height) > MAX_PIXELS:
        raise BadJpeg(JpegFault.TOO_LARGE, f"{full_width}×{full_height}")
    return int(width), int(height)


def decode(data: bytes, size: Size, buffer: Pixels | None = None, wanted: Size | None = None) -> Pixels:
    """Decode a JPEG; releases the GIL meanwhile. For any thread.

    Args:
        size: what ``decoded_size`` said; without ``wanted`` that is the size in the JPEG's header.
        buffer: contiguous array of that size to decode into.
        wanted: the picture may be made smaller by a power of two while it stays at least this large: cheaper.

    Raises:
        BadJpeg: the picture data is damaged or cut short.
    """
    import numpy as np
    import simplejpeg

    width, height = size
    if buffer is None or buffer.shape != (height, width, 4):
        buffer = np.empty((height, width, 4), np.uint8)
    min_width, min_height = wanted or (0, 0)
    try:
        decoded = simplejpeg.decode_jpeg(data, "BGRA", min_height=min_height, min_width=min_width, buffer=buffer)
    except ValueError as error:
        raise BadJpeg(JpegFault.DAMAGED, str(error)) from error
    if decoded.shape != buffer.shape:
        raise BadJpeg(JpegFault.DAMAGED, "a size other than the header's")
    return buffer
