"""From a camera's JPEG to what the encoder takes."""

from __future__ import annotations

import av  # noqa: F401 - before its parts, for two threads (see tests/unit/test_ffmpeg_loading.py)
import numpy as np
import simplejpeg
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter

from atomcam_gui.errors import BadJpeg, JpegFault
from atomcam_gui.video.decode import Pixels, Size, decoded_size

_SMALLEST = 16
"""Edge of a macroblock; browsers refuse pictures of a few pixels."""

_LONGEST = 8192
"""Edge that decoders take."""


def coded_size(size: Size) -> Size:
    """The size in which pictures of ``size`` are encoded: even, since colours have half of it."""
    share = min(1.0, _LONGEST / max(size))
    width, height = (round(edge * share) for edge in size)
    return max(_SMALLEST, width - width % 2), max(_SMALLEST, height - height % 2)


class JpegReader:
    """Decodes the pictures of one camera. For one thread.

    simplejpeg reads them, and FFmpeg only converts the pixels. FFmpeg's own decoder shows damaged pictures without a
    word; with simplejpeg before it to see that they are whole, it takes longer (VGA 1.03 ms to 0.91). Colours of a JPEG
    with half as many are repeated, not interpolated, and one of two lines is taken: what comes out is what was in the
    JPEG. The faster transform is off by 45 dB, which is far below what the encoder leaves out.
    """

    def __init__(self) -> None:
        self._pixels: Pixels | None = None
        self._converter = VideoReformatter()

    def read(self, data: bytes) -> VideoFrame:
        """The picture as yuv420p, in the range of video, of ``coded_size``.

        Raises:
            BadJpeg: it is damaged, cut short or claims too many pixels.
        """
        size = decoded_size(data)
        if min(size) < 1:
            raise BadJpeg(JpegFault.NO_SIZE)
        pixels = self._decode(data, size)
        width, height = coded_size(size)
        # The frame does not own the pixels; it is gone before they are written to again.
        whole = VideoFrame.from_numpy_buffer(pixels, format="bgra")
        return self._converter.reformat(
            whole, width=width, height=height, format="yuv420p", interpolation=Interpolation.POINT, threads=1
        )

    def _decode(self, data: bytes, size: Size) -> Pixels:
        shape = (size[1], size[0], 4)
        if self._pixels is None or self._pixels.shape != shape:
            self._pixels = np.empty(shape, np.uint8)
        try:
            decoded = simplejpeg.decode_jpeg(data, "BGRA", fastdct=True, fastupsample=True, buffer=self._pixels)
        except ValueError as error:
            raise BadJpeg(JpegFault.DAMAGED, str(error)) from error
        if decoded.shape != shape:
            raise BadJpeg(JpegFault.DAMAGED, "a size other than the header's")
        return self._pixels
