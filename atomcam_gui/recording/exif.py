"""The orientation tag of a JPEG's EXIF: how the picture is to be turned to be shown. Not a pixel changes.

Sources: CIPA DC-008 (Exif 2.32), 4.6.4 for the tag and 4.7.2 for the segment; TIFF 6.0 for the directory in it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Literal

from atomcam_gui import jpeg
from atomcam_gui.settings import ViewSettings

_APP1 = 0xE1
_HEADER = b"Exif\0\0"
_ORIENTATION_TAG = 0x0112
_SHORT = 3
_ENTRY_SIZE = 12
_SOS = 0xDA
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD8)))
_MAX_BODY = 65535 - 2
"""A segment's length is two bytes and counts itself."""

_ORIENTATIONS = {
    (0, False): 1,
    (0, True): 2,
    (180, False): 3,
    (180, True): 4,
    (270, True): 5,
    (90, False): 6,
    (90, True): 7,
    (270, False): 8,
}
"""By degrees clockwise and whether the picture is mirrored left to right before."""


def orientation_of(view: ViewSettings) -> int:
    """The tag's value, 1 to 8, with which a picture is shown as in this view."""
    return _ORIENTATIONS[view.rotation % 360, view.mirrored]


def view_of(orientation: int) -> ViewSettings:
    """The view in which a picture with this tag, 1 to 8, is to be shown."""
    return next(ViewSettings(*turn) for turn, value in _ORIENTATIONS.items() if value == orientation)


def with_orientation(data: bytes, view: ViewSettings) -> bytes:
    """A copy of a JPEG that is shown as in this view, whatever it said of itself. ``data`` where it says so already.

    What else is in an EXIF segment is kept. One that cannot be read is left behind ours: readers take the first.
    """
    value = orientation_of(view)
    if read_orientation(data) == value:
        return data
    segment = _find_exif(data)
    if segment is not None:
        changed = _tiff_with_orientation(data[segment.start : segment.end], value)
        if changed is not None:
            return data[: segment.marker] + _segment(changed) + data[segment.end :]
    position = jpeg.stamp_position(data)
    return data[:position] + _segment(_new_tiff(value)) + data[position:]


def read_orientation(data: bytes) -> int:
    """What a JPEG says of how it is to be shown, 1 to 8; 1 where it says nothing that can be understood."""
    segment = _find_exif(data)
    if segment is None:
        return 1
    tiff = data[segment.start : segment.end]
    directory = _Directory.read(tiff)
    at = directory.find(tiff) if directory else None
    if directory is None or at is None:
        return 1
    value = int(struct.unpack_from(directory.order + "H", tiff, at + 8)[0])
    return value if 1 <= value <= 8 else 1


@dataclass(frozen=True, slots=True)
class _Exif:
    """Where the first EXIF segment is, in bytes from the picture's start."""

    marker: int
    start: int
    """Of the TIFF structure behind the EXIF header."""
    end: int


def _find_exif(data: bytes) -> _Exif | None:
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == 0xFF:  # fill byte
            position += 1
            continue
        if marker in _STANDALONE:
            position += 2
            continue
        if marker == _SOS:
            return None
        body, end = position + 4, position + 2 + int.from_bytes(data[position + 2 : position + 4], "big")
        if end < body:
            return None
        if marker == _APP1 and data.startswith(_HEADER, body):
            return _Exif(position, body + len(_HEADER), end)
        position = end
    return None


def _segment(tiff: bytes) -> bytes:
    body = _HEADER + tiff
    return bytes((0xFF, _APP1)) + struct.pack(">H", len(body) + 2) + body


def _entry(order: Literal["<", ">"], value: int) -> bytes:
    return struct.pack(order + "HHIHH", _ORIENTATION_TAG, _SHORT, 1, value, 0)


def _new_tiff(value: int) -> bytes:
    """A TIFF structure with one directory of one entry."""
    return b"MM" + struct.pack(">HIH", 42, 8, 1) + _entry(">", value) + bytes(4)


@dataclass(frozen=True, slots=True)
class _Directory:
    """The first directory of a TIFF structure."""

    order: Literal["<", ">"]
    at: int
    """Of its first entry, in bytes from the structure's start."""
    count: int

    @classmethod
    def read(cls, tiff: bytes) -> _Directory | None:
        """The directory, or None where there is none that lies in the structure as a whole."""
        order: Literal["<", ">"] | None = {b"II": "<", b"MM": ">"}.get(tiff[:2])  # type: ignore[assignment]
        if order is None or len(tiff) < 10 or struct.unpack_from(order + "H", tiff, 2)[0] != 42:
            return None
        offset = int(struct.unpack_from(order + "I", tiff, 4)[0])
        if not 8 <= offset <= len(tiff) - 2:
            return None
        count = int(struct.unpack_from(order + "H", tiff, offset)[0])
        directory = cls(order, offset + 2, count)
        # Some writers leave out the four bytes that point to the next directory.
        return directory if directory.end <= len(tiff) else None

    @property
    def end(self) -> int:
        return self.at + self.count * _ENTRY_SIZE

    def find(self, tiff: bytes) -> int | None:
        """Where the orientation's entry begins."""
        for at in range(self.at, self.end, _ENTRY_SIZE):
            if struct.unpack_from(self.order + "H", tiff, at)[0] == _ORIENTATION_TAG:
                return at
        return None


def _tiff_with_orientation(tiff: bytes, value: int) -> bytes | None:
    """The structure with the tag set, or None where it cannot be read or has no room left."""
    directory = _Directory.read(tiff)
    if directory is None:
        return None
    entry = _entry(directory.order, value)
    at = directory.find(tiff)
    if at is not None:
        return tiff[:at] + entry + tiff[at + _ENTRY_SIZE :]
    grown = _with_entry(tiff, directory, entry)
    return grown if len(_HEADER) + len(grown) <= _MAX_BODY else None


def _with_entry(tiff: bytes, directory: _Directory, entry: bytes) -> bytes:
    """The structure with one more entry, in a new directory at its end.

    All other offsets in the structure count from its start, so nothing else may move.
    """
    order = directory.order
    entries = [tiff[at : at + _ENTRY_SIZE] for at in range(directory.at, directory.end, _ENTRY_SIZE)]
    entries.append(entry)
    entries.sort(key=lambda each: int(struct.unpack_from(order + "H", each)[0]))
    following = tiff[directory.end : directory.end + 4].ljust(4, b"\0")
    even = tiff + bytes(len(tiff) % 2)
    return (
        even[:4]
        + struct.pack(order + "I", len(even))
        + even[8:]
        + struct.pack(order + "H", len(entries))
        + b"".join(entries)
        + following
    )
