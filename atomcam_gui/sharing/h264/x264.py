"""The H.264 encoder: libx264, which every PyAV wheel carries, set up for live pictures."""

from __future__ import annotations

from fractions import Fraction

import av
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType, VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, ColorTrc

from atomcam_gui.video.decode import Size

_MICROSECOND = Fraction(1, 1_000_000)

_NOMINAL_RATE = 30
"""What the stream claims, as a hint for the level; every picture has a time of its own."""

_SPACE_SMPTE170M = 6
_OPTIONS = {
    "preset": "ultrafast",
    # Every picture comes out before the next one goes in.
    "tune": "zerolatency",
    "profile": "baseline",
    "crf": "23",
    # Keyframes are made when they are asked for, each one a place to begin at.
    "forced-idr": "1",
    "g": "100000",
}

_MACROBLOCK = 16
_LEVELS = (("3.0", 1350, 113), ("3.1", 3600, 169), ("3.2", 5120, 202), ("4.0", 8192, 256), ("5.0", 19660, 420))
"""Most macroblocks of a picture at the nominal rate, and along an edge (ITU-T H.264, table A-1)."""
_HIGHEST_LEVEL = "5.1"

_VGA_PIXELS = 640 * 480
_VGA_RATE = 4_000_000
_LEAST_RATE, _MOST_RATE = 500_000, 16_000_000
_LEAST_FPS, _MOST_FPS = 1.0, 120.0


def most_bits_per_s(size: Size) -> int:
    """The bit rate that pictures of this size stay below: larger ones have less detail a pixel."""
    share = size[0] * size[1] / _VGA_PIXELS
    return min(_MOST_RATE, max(_LEAST_RATE, int(_VGA_RATE * share**0.75)))


def level(size: Size) -> str:
    """The lowest level from 3.0 on that pictures of this size fit into: each browser and telephone has a highest."""
    columns, rows = -(-size[0] // _MACROBLOCK), -(-size[1] // _MACROBLOCK)
    for name, most, longest in _LEVELS:
        if columns * rows <= most and max(columns, rows) <= longest:
            return name
    return _HIGHEST_LEVEL


class H264Encoder:
    """Encodes pictures of one size. Made, used and dropped in one thread.

    Args:
        size: even numbers of pixels.
        fps: how many pictures come in a second, for the limit of the bit rate: without delay the encoder cannot learn
            it from their times. A rate of half as much halves the limit.

    Raises:
        FFmpegError: no such encoder can be had.
    """

    def __init__(self, size: Size, fps: float) -> None:
        self.size = size
        self.fps = min(max(fps, _LEAST_FPS), _MOST_FPS)
        most = most_bits_per_s(size)
        context = av.CodecContext.create("libx264", "w")
        assert isinstance(context, VideoCodecContext)
        context.width, context.height = size
        context.pix_fmt = "yuv420p"
        context.time_base = _MICROSECOND
        context.framerate = Fraction(_NOMINAL_RATE)
        # There is a thread for each camera already.
        context.thread_count = 1
        # What a JPEG means (JFIF): sRGB, with the weights of BT.601.
        context.colorspace = _SPACE_SMPTE170M
        context.color_range = ColorRange.MPEG
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.IEC61966_2_1
        context.options = _OPTIONS | {
            "level": level(size),
            "maxrate": str(round(most * _NOMINAL_RATE / self.fps)),
            "bufsize": str(most),
        }
        context.open()
        self._context = context

    def encode(self, picture: VideoFrame, pts_us: int, *, as_key: bool) -> tuple[bytes, bool]:
        """One picture as an access unit in Annex B, and whether it is a keyframe.

        Args:
            picture: yuv420p, of the encoder's size.
            pts_us: more than the one before.

        Raises:
            FFmpegError: the encoder failed.
        """
        picture.pts, picture.time_base = pts_us, _MICROSECOND
        picture.pict_type = PictureType.I if as_key else PictureType.NONE
        packets = self._context.encode(picture)
        return b"".join(map(bytes, packets)), any(packet.is_keyframe for packet in packets)
