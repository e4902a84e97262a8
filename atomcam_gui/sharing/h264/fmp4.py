"""Fragmented MP4 with one video, a picture a fragment (ISO/IEC 14496-12 and -15). Pure.

Written here and not by FFmpeg: its muxer puts out a picture only when it knows how long that is shown, which is when
the next one comes. At 5 pictures a second that is 0.2 s late, and the last one before a pause never comes.
"""

from __future__ import annotations

import struct

from atomcam_gui.sharing.h264.chunk import Parameters

HOLD_S = 1.0
"""How long each picture claims to be shown. The next one cuts it short. MediaSource takes a picture that begins later
than twice this after the one before for a discontinuity, and shows nothing until the next keyframe; a hole in the
buffer stops playback. So nothing may begin after the end of the one before."""

_TICKS = 90_000
_HOLD_TICKS = round(HOLD_S * _TICKS)
_HOLD_US = round(HOLD_S * 1e6)

_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_KEY_FLAGS, _OTHER_FLAGS = 0x02000000, 0x01010000
_MOVIE_FRAGMENT = struct.Struct(">I4s I4sII I4s I4sII I4sIQ I4sIIIIII I4s")
_MOOF, _MFHD, _TRAF, _TFHD, _TFDT, _TRUN = 100, 16, 76, 16, 20, 32


def _box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _full(kind: bytes, flags: int, *content: bytes) -> bytes:
    return _box(kind, struct.pack(">I", flags), *content)


def init_segment(parameters: Parameters) -> bytes:
    """What comes before the first fragment: ``ftyp`` and ``moov``."""
    width, height = parameters.width, parameters.height
    movie = _full(
        b"mvhd", 0, struct.pack(">4IIH10x", 0, 0, 1000, 0, 0x10000, 0x100), _MATRIX, bytes(24), struct.pack(">I", 2)
    )
    track = _full(
        b"tkhd",
        3,
        struct.pack(">5I8xHHHH", 0, 0, 1, 0, 0, 0, 0, 0, 0),
        _MATRIX,
        struct.pack(">II", width << 16, height << 16),
    )
    media = _box(
        b"mdia",
        _full(b"mdhd", 0, struct.pack(">4IHH", 0, 0, _TICKS, 0, 0x55C4, 0)),  # language "und"
        _full(b"hdlr", 0, struct.pack(">I4s12x", 0, b"vide"), b"video\x00"),
        _box(b"minf", _full(b"vmhd", 1, bytes(8)), _box(b"dinf", _references()), _samples(parameters)),
    )
    extends = _box(b"mvex", _full(b"trex", 0, struct.pack(">5I", 1, 1, _HOLD_TICKS, 0, _OTHER_FLAGS)))
    brands = _box(b"ftyp", b"iso5", struct.pack(">I", 512), b"iso5iso6mp41avc1")
    return brands + _box(b"moov", movie, _box(b"trak", track, media), extends)


def _references() -> bytes:
    return _full(b"dref", 0, struct.pack(">I", 1), _full(b"url ", 1))


def _samples(parameters: Parameters) -> bytes:
    """The sample table, empty but for how the samples are to be decoded."""
    description = _box(
        b"avc1",
        struct.pack(">6xH16xHHIIIH32xHH", 1, parameters.width, parameters.height, 72 << 16, 72 << 16, 0, 1, 24, 0xFFFF),
        _box(b"avcC", _decoder_configuration(parameters)),
        _box(b"colr", b"nclx", struct.pack(">HHHB", 1, 13, 6, 0)),  # sRGB with the weights of BT.601, range of video
    )
    nothing = struct.pack(">I", 0)
    return _box(
        b"stbl",
        _full(b"stsd", 0, struct.pack(">I", 1), description),
        _full(b"stts", 0, nothing),
        _full(b"stsc", 0, nothing),
        _full(b"stsz", 0, nothing, nothing),
        _full(b"stco", 0, nothing),
    )


def _decoder_configuration(parameters: Parameters) -> bytes:
    sps, pps = parameters.sps, parameters.pps
    lengths_of_four = 0xFF
    return (
        bytes((1, *sps[1:4], lengths_of_four, 0xE1))
        + struct.pack(">H", len(sps))
        + sps
        + struct.pack(">BH", 1, len(pps))
        + pps
    )


class FragmentMuxer:
    """The fragments of one watcher: its times begin at 0 and leave no hole. For one thread."""

    def __init__(self) -> None:
        self._number = 0
        self._newest_us: int | None = None
        self._elapsed_us = 0

    def fragment(self, sample: bytes, pts_us: int, *, is_key: bool) -> bytes:
        """One picture as ``moof`` and ``mdat``.

        Args:
            sample: NAL units after their lengths.
            pts_us: when it is shown, in microseconds; more than the one before.
        """
        if self._newest_us is not None:
            self._elapsed_us += min(pts_us - self._newest_us, _HOLD_US)
        self._newest_us = pts_us
        self._number += 1
        head = _MOVIE_FRAGMENT.pack(
            *(_MOOF, b"moof"),
            *(_MFHD, b"mfhd", 0, self._number),
            *(_TRAF, b"traf"),
            *(_TFHD, b"tfhd", 0x020000, 1),  # offsets count from the beginning of this moof
            *(_TFDT, b"tfdt", 1 << 24, self._elapsed_us * 9 // 100),
            # With offset of the data; duration, size and flags of the sample.
            *(_TRUN, b"trun", 0x000701, 1, _MOOF + 8),
            *(_HOLD_TICKS, len(sample), _KEY_FLAGS if is_key else _OTHER_FLAGS),
            *(len(sample) + 8, b"mdat"),
        )
        return head + sample
