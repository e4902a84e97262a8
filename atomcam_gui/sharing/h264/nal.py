"""NAL units, the pieces that H.264 consists of (ITU-T H.264, 7.3.1 and annex B). Pure."""

from __future__ import annotations

import struct

_START_CODE = b"\x00\x00\x01"
_SLICE, _IDR_SLICE, _SPS, _PPS = 1, 5, 7, 8
_LENGTH = struct.Struct(">I")


def nal_units(annex_b: bytes) -> list[bytes]:
    """The NAL units of a byte stream, without start codes and the zeros between them."""
    # Zeros at the end are never a unit's own: each ends with a bit that is set.
    return [unit.rstrip(b"\x00") for unit in annex_b.split(_START_CODE)[1:]]


def parameter_sets(annex_b: bytes) -> tuple[bytes, bytes] | None:
    """SPS and PPS of an access unit, or None where it does not carry both."""
    found = {unit[0] & 31: unit for unit in nal_units(annex_b) if unit}
    if _SPS in found and _PPS in found:
        return found[_SPS], found[_PPS]
    return None


def length_prefixed(annex_b: bytes) -> bytes:
    """The picture's slices, each after its length in four bytes, as MP4 has them (ISO/IEC 14496-15)."""
    pieces: list[bytes] = []
    for unit in nal_units(annex_b):
        if unit and unit[0] & 31 in (_SLICE, _IDR_SLICE):
            pieces += (_LENGTH.pack(len(unit)), unit)
    return b"".join(pieces)
