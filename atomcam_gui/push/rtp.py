"""RTP packets (RFC 3550) as they travel between RTSP's messages (RFC 2326, 10.12)."""

from __future__ import annotations

import secrets
import struct

CLOCK_HZ = 90_000
"""Of every form of video that we send."""

MAX_PAYLOAD = 1400
"""Bytes. By TCP more would do, but servers pass packets on by UDP as they came."""

_INTERLEAVED = struct.Struct(">cBHBBHII")
_INTERLEAVED_SIZE = 4
_HEADER_SIZE = 12
_REPORT = struct.Struct(">cBHBBHIIIIII")
_NTP_EPOCH = 2_208_988_800
"""Seconds from 1900 to 1970."""

_NAME = b"atomcam"


class RtpStream:
    """One stream's numbering. Not thread-safe.

    Args:
        payload_type: as the SDP has it.
    """

    def __init__(self, payload_type: int) -> None:
        self._type = payload_type
        # Random, as RFC 3550 wants it: what is sent must not be guessed.
        self._source = secrets.randbits(32)
        self._sequence = secrets.randbits(16)
        self._base = secrets.randbits(32)
        self._packets = self._bytes = 0

    def packet(self, payload: bytes, ticks: int, *, is_last: bool) -> bytes:
        """The next packet on channel 0.

        Args:
            payload: ``MAX_PAYLOAD`` bytes at most.
            ticks: the picture's time, in 1/90,000 s from any beginning.
            is_last: of its picture.
        """
        head = _INTERLEAVED.pack(
            b"$",
            0,
            _HEADER_SIZE + len(payload),
            0x80,
            is_last << 7 | self._type,
            self._sequence,
            (self._base + ticks) & 0xFFFFFFFF,
            self._source,
        )
        self._sequence = (self._sequence + 1) & 0xFFFF
        self._packets = (self._packets + 1) & 0xFFFFFFFF
        self._bytes = (self._bytes + len(payload)) & 0xFFFFFFFF
        return head + payload

    def report(self, moment: float, ticks: int) -> bytes:
        """A sender report on channel 1: which wall clock's time ``ticks`` stands for.

        Args:
            moment: seconds since the epoch.
        """
        seconds = moment + _NTP_EPOCH
        whole = int(seconds)
        name = bytes((1, len(_NAME))) + _NAME
        name += bytes(4 - len(name) % 4)
        description = struct.pack(">BBHI", 0x81, 202, 1 + len(name) // 4, self._source) + name
        size = _REPORT.size - _INTERLEAVED_SIZE
        report = _REPORT.pack(
            b"$",
            1,
            size + len(description),
            0x80,
            200,
            size // 4 - 1,
            self._source,
            whole & 0xFFFFFFFF,
            int((seconds - whole) * (1 << 32)),
            (self._base + ticks) & 0xFFFFFFFF,
            self._packets,
            self._bytes,
        )
        return report + description
