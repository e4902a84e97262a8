"""MPEG transport stream with one video (ISO/IEC 13818-1). Pure.

Written here and not by FFmpeg, whose muxer repeats its tables before every picture or by the clock, but not before the
keyframes, where a receiver can begin.
"""

from __future__ import annotations

import struct

PACKET = 188
"""Bytes of each packet."""

_PMT_PID, _VIDEO_PID = 0x1000, 0x100
_H264 = 0x1B

_LEAD_TICKS = 9000
"""How far the stream's clock is behind the pictures (0.1 s): how late one may come and still be in time."""

_BEGIN_TICKS = 90_000
_PTS_MASK = (1 << 33) - 1

_ROOM = PACKET - 4
_CLOCK_FIELD = 8
"""Adaptation field with a clock in it, with its length byte."""

_LONGEST_TOLD = 0xFFFF
_DELIMITER = b"\x00\x00\x00\x01\x09\xf0"
"""An access unit delimiter, which a transport stream has to have before each picture."""

_FLAGS_AT = 2 * PACKET + 5
_DISCONTINUITY, _RANDOM_ACCESS, _HAS_CLOCK = 0x80, 0x40, 0x10


def _crc(table: bytes) -> bytes:
    crc = 0xFFFFFFFF
    for byte in table:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ (0x04C11DB7 if crc & 0x80000000 else 0)) & 0xFFFFFFFF
    return crc.to_bytes(4, "big")


def _section(table_id: int, body: bytes) -> bytes:
    """A table in one section, as a packet's payload. Program or stream number 1, version 0."""
    head = struct.pack(">BHHBBB", table_id, 0xB000 | len(body) + 9, 1, 0xC1, 0, 0)
    section = head + body
    return (b"\x00" + section + _crc(section)).ljust(_ROOM, b"\xff")


_PAT = _section(0, struct.pack(">HH", 1, 0xE000 | _PMT_PID))
_PMT = _section(2, struct.pack(">HHBHH", 0xE000 | _VIDEO_PID, 0xF000, _H264, 0xE000 | _VIDEO_PID, 0xF000))


def _header(pid: int, counter: int, *, start: bool, field: bool) -> bytes:
    return struct.pack(">BHB", 0x47, (0x4000 if start else 0) | pid, (0x30 if field else 0x10) | counter)


_MIDDLE = [_header(_VIDEO_PID, counter, start=False, field=False) for counter in range(16)]


class TransportMuxer:
    """Keeps the packets' counters. For one thread."""

    def __init__(self) -> None:
        self._tables = 0
        self._video = 0

    def picture(self, annex_b: bytes, pts_us: int, *, is_key: bool) -> bytes:
        """The packets of one access unit; of a keyframe, PAT and PMT before it.

        Args:
            pts_us: when it is shown, in microseconds.
        """
        ticks = _BEGIN_TICKS + pts_us * 9 // 100
        packets = self._pes(_pes_header(len(annex_b) + len(_DELIMITER), ticks) + _DELIMITER + annex_b, ticks, is_key)
        if not is_key:
            return packets
        counter, self._tables = self._tables, (self._tables + 1) & 15
        pat = _header(0, counter, start=True, field=False) + _PAT
        pmt = _header(_PMT_PID, counter, start=True, field=False) + _PMT
        return pat + pmt + packets

    def _pes(self, pes: bytes, ticks: int, is_key: bool) -> bytes:
        flags = _HAS_CLOCK | (_RANDOM_ACCESS if is_key else 0)
        first = min(len(pes), _ROOM - _CLOCK_FIELD)
        field = bytes((_ROOM - first - 1, flags)) + _clock(ticks - _LEAD_TICKS)
        pieces = [self._next(start=True, field=True), field.ljust(_ROOM - first, b"\xff"), pes[:first]]
        whole = (len(pes) - first) // _ROOM
        end = first + whole * _ROOM
        counter = self._video
        for position in range(first, end, _ROOM):
            pieces += (_MIDDLE[counter], pes[position : position + _ROOM])
            counter = (counter + 1) & 15
        self._video = counter
        if end < len(pes):
            pieces += (self._next(start=False, field=True), _stuffing(_ROOM - len(pes) + end), pes[end:])
        return b"".join(pieces)

    def _next(self, *, start: bool, field: bool) -> bytes:
        counter, self._video = self._video, (self._video + 1) & 15
        return _header(_VIDEO_PID, counter, start=start, field=field)


def tables(keyframe: bytes) -> bytes:
    """PAT and PMT of a keyframe's packets."""
    return keyframe[: 2 * PACKET]


def after_loss(keyframe: bytes) -> bytes:
    """A keyframe's packets for somebody who has not got all before it: counters and clock may jump here."""
    flags = keyframe[_FLAGS_AT] | _DISCONTINUITY
    return keyframe[:_FLAGS_AT] + bytes((flags,)) + keyframe[_FLAGS_AT + 1 :]


def _stuffing(size: int) -> bytes:
    """An adaptation field that fills ``size`` bytes, at least one."""
    return b"\x00" if size == 1 else bytes((size - 1, 0)).ljust(size, b"\xff")


def _clock(ticks: int) -> bytes:
    """A clock reference; 6 bits between the 33 of its base and the 9 of its extension are set."""
    return ((ticks & _PTS_MASK) << 15 | 0x7E00).to_bytes(6, "big")


def _pes_header(payload: int, ticks: int) -> bytes:
    ticks &= _PTS_MASK
    # A receiver that knows the length need not wait for the next picture to see that this one is whole.
    length = payload + 8
    return struct.pack(
        ">IHBBBBHH",
        0x1E0,
        length if length <= _LONGEST_TOLD else 0,
        0x84,  # data alignment: the payload begins with an access unit
        0x80,
        5,
        0x21 | ticks >> 29 & 0x0E,
        ticks >> 14 & 0xFFFE | 1,
        ticks << 1 & 0xFFFE | 1,
    )
