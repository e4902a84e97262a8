"""JPEG by RTP (RFC 2435): headers and Huffman tables stay at home, the quantisation tables go along."""

from __future__ import annotations

import struct

from atomcam_gui import jpeg
from atomcam_gui.push.jpeg_anatomy import BASELINE, JpegAnatomy
from atomcam_gui.push.rtp import CLOCK_HZ, MAX_PAYLOAD, RtpStream
from atomcam_gui.push.sdp import MediaDescription
from atomcam_gui.push.troubles import PictureUnfit

PAYLOAD_TYPE = 26
DESCRIPTION = MediaDescription(PAYLOAD_TYPE, (f"rtpmap:{PAYLOAD_TYPE} JPEG/{CLOCK_HZ}",))
MAX_SIDE = 2040
"""Pixels: a side travels as one byte, in blocks of 8."""

_TABLES_COME_ALONG = 255
_HEADER = struct.Struct(">IBBBB")
_TABLES = struct.Struct(">BBH")

# 4:2:2 and 4:2:0, by the sampling of the first component; the others have one block a unit.
_TYPES = {(2, 1): 0, (2, 2): 1}


def check_fit(anatomy: JpegAnatomy | None) -> None:
    """See whether a picture can go as JPEG, be it after its Huffman tables were rewritten.

    Raises:
        PictureUnfit: it cannot. Says why.
    """
    if anatomy is None:
        raise PictureUnfit("whose tables do not belong together")
    if anatomy.process != BASELINE or anatomy.precision != 8 or anatomy.scanned != len(anatomy.components):
        raise PictureUnfit("of a kind other than baseline (progressive, for example)")
    if _type_of(anatomy) is None:
        raise PictureUnfit("in grey, or with colours sampled otherwise than 4:2:0 or 4:2:2,")
    if _tables_of(anatomy) is None:
        raise PictureUnfit("with quantisation tables of an unusual kind")
    if anatomy.width % 8 or anatomy.height % 8:
        raise PictureUnfit(
            "of {width}×{height} pixels (width and height must be multiples of 8)",
            width=anatomy.width,
            height=anatomy.height,
        )
    if max(anatomy.width, anatomy.height) > MAX_SIDE:
        raise PictureUnfit(
            "of {width}×{height} pixels (no side may be longer than {most})",
            width=anatomy.width,
            height=anatomy.height,
            most=MAX_SIDE,
        )


def _type_of(anatomy: JpegAnatomy) -> int | None:
    if len(anatomy.components) != 3:
        return None
    first, *others = anatomy.components
    if any((c.horizontal, c.vertical) != (1, 1) for c in others):
        return None
    return _TYPES.get((first.horizontal, first.vertical))


def _tables_of(anatomy: JpegAnatomy) -> bytes | None:
    """The two quantisation tables that can travel: one for luminance, one for both the others."""
    first, second, third = (anatomy.quantisers.get(c.quantiser) for c in anatomy.components)
    if first is None or second is None or second != third:
        return None
    return first + second


def travels_as_it_is(anatomy: JpegAnatomy) -> bool:
    """Whether the picture's data goes without being rewritten.

    There is a form with restart markers too, but not every server that we know reads it.
    """
    return anatomy.huffman_is_standard and not anatomy.restart_interval


def travelling_data(data: bytes, anatomy: JpegAnatomy) -> bytes:
    """The picture's data without EOI, rewritten where it has to be, which takes milliseconds. For any thread.

    Raises:
        PictureUnfit: it is damaged.
    """
    if travels_as_it_is(anatomy):
        return data[anatomy.data_at : -len(jpeg.EOI)]
    # Not at the top: it brings NumPy along, and few cameras have tables of their own.
    from atomcam_gui.push.huffman_rewrite import CannotRewrite, with_standard_tables

    try:
        return with_standard_tables(data, anatomy)
    except CannotRewrite as error:
        raise PictureUnfit("that are damaged ({error})", error=error.args[0]) from error


def packets(stream: RtpStream, anatomy: JpegAnatomy, data: bytes, ticks: int) -> bytes:
    """All packets of one picture, one after the other.

    Args:
        anatomy: of a picture that fits.
        data: what ``travelling_data`` made of it.
    """
    kind, tables = _type_of(anatomy), _tables_of(anatomy)
    assert kind is not None
    assert tables is not None
    shape = (kind, _TABLES_COME_ALONG, anatomy.width // 8, anatomy.height // 8)
    extra = _TABLES.pack(0, 0, len(tables)) + tables
    done: list[bytes] = []
    at = 0
    while at < len(data):
        head = _HEADER.pack(at, *shape) + extra
        extra = b""
        after = at + MAX_PAYLOAD - len(head)
        done.append(stream.packet(head + data[at:after], ticks, is_last=after >= len(data)))
        at = after
    return b"".join(done)
