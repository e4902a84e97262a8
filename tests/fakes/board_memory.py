"""The memory that a virtual board and its supervisor share: fault switches, the encoder's log, the picture bank."""

from __future__ import annotations

import mmap
import os
import struct
from collections.abc import Iterable

# Offsets in the control page; the same list stands in board/_hw.py.
RADIO_OFF = 0
WIFI_GENERATION = 1
CAMERA_ABSENT = 2
CAMERA_LOST = 3
ENCODER_MEMORY = 4
NVS_FULL = 5
CAPTURE_MS = 6
JPEG_BROKEN = 8
SENSOR_FPS = 10
ENCODE_MS = 12
WDT_FEED = 14
CAMERA_POWERED = 15
_MADE = 16
_LOG = 4096
_LOG_SIZE = 65536
_BANK = 262144
SIZE = 64 * 1024 * 1024
"""Bytes; only the touched part takes memory."""

_U16 = struct.Struct("<H")
_U32 = struct.Struct("<I")


class BoardMemory:
    """An anonymous file, mapped here and in the board's process."""

    def __init__(self) -> None:
        self.fd = os.memfd_create("virtual-board")
        os.ftruncate(self.fd, SIZE)
        self._map = mmap.mmap(self.fd, SIZE)
        self._bank_end = 0

    def close(self) -> None:
        """Give it back."""
        self._map.close()
        os.close(self.fd)

    def get(self, offset: int) -> int:
        """A byte of the control page."""
        return self._map[offset]

    def set(self, offset: int, value: int) -> None:
        """Set a byte of the control page."""
        self._map[offset] = value

    def set_word(self, offset: int, value: int) -> None:
        """Set an u16 of the control page."""
        _U16.pack_into(self._map, offset, value)

    @property
    def made(self) -> int:
        """How many pictures the encoder has made."""
        return int(_U32.unpack_from(self._map, _MADE)[0])

    def log(self, since: int = 0) -> list[int]:
        """Which pictures of the bank the encoder made, oldest first, from picture number ``since`` on."""
        made = self.made
        first = max(since, made - _LOG_SIZE)
        return [_U16.unpack_from(self._map, _LOG + 2 * (n % _LOG_SIZE))[0] for n in range(first, made)]

    def add_pictures(self, pictures: Iterable[bytes]) -> list[tuple[int, int]]:
        """Put pictures into the bank. Returns where each begins and ends."""
        places = []
        for picture in pictures:
            start, self._bank_end = self._bank_end, self._bank_end + len(picture)
            self._map[_BANK + start : _BANK + self._bank_end] = picture
            places.append((start, self._bank_end))
        return places
