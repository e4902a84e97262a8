"""A JPEG on its way out: where the stamp goes, and one message of it in two pieces without a copy of the picture.

The stamp is a comment segment after SOI and the JFIF APP0 segment: ``FF FE``, length 22, ``atomcam``, 1, ``u32``
sequence number, ``u64`` capture time in microseconds of the board's clock, big-endian. The picture stays a valid JPEG.
"""

import struct

from micropython import const

from atomcam.websocket import BINARY, MAX_HEADER, put_header

STAMP_SIZE = const(24)
"""Marker, length, tag, sequence number and time, in bytes."""

_TAG = b"\xff\xfe\x00\x16atomcam\x01"
_STAMP = ">12sIQ"
_PACKET = const(1460)  # the payload of one TCP segment on WiFi: what goes out first fills one
_SEQUENCE = const(0xFFFFFFFF)


def is_whole(jpeg) -> bool:
    """Whether the bytes begin as a JPEG and end as one."""
    size = len(jpeg)
    return (
        size > 24
        and jpeg[0] & 0xFF == 0xFF
        and jpeg[1] & 0xFF == 0xD8
        and jpeg[size - 2] & 0xFF == 0xFF
        and jpeg[size - 1] & 0xFF == 0xD9
    )


def stamp_position(jpeg) -> int:
    """Where the stamp belongs: after SOI and, if there is one, APP0. In bytes from the start."""
    if jpeg[2] == 0xFF and jpeg[3] == 0xE0:
        return 4 + (jpeg[4] << 8 | jpeg[5])
    return 2


class Envelope:
    """One message's memory, used for every picture.

    After ``pack``, the message is ``first`` and then ``rest``: WebSocket header, the picture's head, stamp and the
    beginning of the rest in one preallocated buffer, then the encoder's own bytes.
    """

    def __init__(self) -> None:
        self._buffer = bytearray(_PACKET)
        self._view = memoryview(self._buffer)
        self.first = self._view
        self.rest = self._view[:0]
        self.payload_at = 0
        """Where in ``first`` the header ends and the masked part begins."""

    def pack(self, jpeg: bytes, sequence: int, capture_us: int, key=None) -> None:
        """Put a picture in. ``key`` is the mask's; what it does to the bytes is the caller's.

        Raises:
            ValueError: no picture whose head we can read.
        """
        buffer, view, size = self._buffer, self._view, len(jpeg)
        source = memoryview(jpeg)
        head = stamp_position(jpeg)
        end = MAX_HEADER + head + STAMP_SIZE
        if end > _PACKET or head > size:
            raise ValueError("the head of this JPEG is too long")
        start = put_header(buffer, MAX_HEADER, BINARY, size + STAMP_SIZE, key)
        view[MAX_HEADER : MAX_HEADER + head] = source[:head]
        struct.pack_into(_STAMP, buffer, MAX_HEADER + head, _TAG, sequence & _SEQUENCE, capture_us)
        taken = min(_PACKET - end, size - head)
        view[end : end + taken] = source[head : head + taken]
        self.payload_at = MAX_HEADER - start
        self.first = view[start : end + taken]
        self.rest = source[head + taken :]
