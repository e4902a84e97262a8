"""The small picture that stands for an item. Blocks for tens of milliseconds; releases the GIL where it decodes."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import av
import numpy as np
import simplejpeg
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from atomcam_gui.errors import BadJpeg, JpegFault
from atomcam_gui.library.items import Kind
from atomcam_gui.library.probe import MAX_PIXELS, MAX_SNAPSHOT_BYTES, jpeg_size, open_recording
from atomcam_gui.recording import exif
from atomcam_gui.video.decode import Pixels, Size

_QUALITY = 82
_TRIES = 4
"""A recording whose first pictures are all damaged is not searched to its end."""


def first_picture(path: Path, kind: Kind, box: Size) -> Pixels:
    """An item's first picture, turned as it says and fitted into ``box`` (width and height in pixels), never enlarged.

    Raises:
        OSError: the file cannot be read.
        BadJpeg: nothing in it can be shown.
    """
    if kind is Kind.SNAPSHOT:
        with path.open("rb") as file:
            data = file.read(MAX_SNAPSHOT_BYTES)
        turned = exif.read_orientation(data)
        return fitted(_turned(decode_small(data, box), turned), box)
    with path.open("rb"):
        pass  # FFmpeg's errors are OSErrors too: what the disk refuses comes out here.
    try:
        with open_recording(path) as container:
            return fitted(_first_frame(container.streams.video[0], box), box)
    except (av.FFmpegError, ValueError, LookupError, OverflowError) as error:
        raise BadJpeg(JpegFault.DAMAGED, str(error)) from error


def _first_frame(stream: VideoStream, box: Size) -> Pixels:
    container = stream.container
    if stream.codec_context.name == "mjpeg":
        # The camera's own JPEG: far cheaper small, and refused where it is damaged. The first good one will do.
        for number, packet in enumerate(container.demux(stream)):  # type: ignore[attr-defined]
            try:
                return decode_small(bytes(packet), box)
            except BadJpeg:
                if number + 1 == _TRIES:
                    raise
        raise BadJpeg(JpegFault.EMPTY)
    if stream.codec_context.width * stream.codec_context.height > MAX_PIXELS:
        raise BadJpeg(JpegFault.TOO_LARGE)
    stream.thread_count = 1
    frame = next(container.decode(stream), None)  # type: ignore[attr-defined]
    if frame is None:
        raise BadJpeg(JpegFault.EMPTY)
    return _bgra(frame, _fit((frame.width, frame.height), box))


def decode_small(data: bytes, box: Size) -> Pixels:
    """A JPEG, not much larger than ``box`` needs.

    Raises:
        BadJpeg: it is damaged or cut short.
    """
    size = jpeg_size(data)
    if size is None:
        raise BadJpeg(JpegFault.NO_SIZE)
    # The smaller factor of both decides: a wide picture need not be as high as the box.
    width, height = _fit(size, box)
    try:
        pixels: Pixels = simplejpeg.decode_jpeg(data, "BGRA", min_width=width, min_height=height, min_factor=1)
    except ValueError as error:
        raise BadJpeg(JpegFault.DAMAGED, str(error)) from error
    return pixels


def encode(pixels: Pixels) -> bytes:
    """As a JPEG, for the cache."""
    data: bytes = simplejpeg.encode_jpeg(np.ascontiguousarray(pixels), _QUALITY, "BGRA", "420")
    return data


def fitted(pixels: Pixels, box: Size) -> Pixels:
    """Made smaller to fit into ``box``, by averages; as it is where it fits."""
    height, width, _ = pixels.shape
    size = _fit((width, height), box)
    if size == (width, height):
        return pixels
    return _bgra(VideoFrame.from_ndarray(np.ascontiguousarray(pixels), "bgra"), size)


def _bgra(frame: VideoFrame, size: Size) -> Pixels:
    pixels = cast(Pixels, frame.reformat(*size, format="bgra", interpolation="AREA").to_ndarray())
    pixels[:, :, 3] = 255
    return pixels


def _fit(size: Size, box: Size) -> Size:
    """The largest size of the same shape that fits into ``box`` and is no larger than ``size``."""
    factor = min(box[0] / size[0], box[1] / size[1], 1.0)
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def _turned(pixels: Pixels, orientation: int) -> Pixels:
    """As the EXIF orientation says that it is to be shown."""
    if orientation in (5, 6, 7, 8):
        pixels = pixels.swapaxes(0, 1)
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)
