"""Is this file a whole firmware for the camera, and undamaged? Asked before anything is written.

Sources: ESP-IDF ``esp_app_format.h``, "Firmware Image Format" of the esptool documentation, ``gen_esp32part.py``.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field
from pathlib import Path

from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.firmware import firmware_file
from atomcam_gui.provisioning.troubles import SetupError, Trouble

CHIP = "ESP32-S3"
FLASH_SIZE = 8 * 1024 * 1024
"""Bytes of flash that the camera has."""
SECTOR = 4096
"""Bytes that flash erases at a time, at least."""
TABLE_ADDRESS = 0x8000
BLANK = 0xFF

_CHIP_NAMES = {
    0: "ESP32",
    2: "ESP32-S2",
    5: "ESP32-C3",
    9: CHIP,
    12: "ESP32-C2",
    13: "ESP32-C6",
    16: "ESP32-H2",
    18: "ESP32-P4",
    20: "ESP32-C61",
    23: "ESP32-C5",
}

_IMAGE_MAGIC = 0xE9
_IMAGE_HEADER = struct.Struct("<BBBBIB3xHBHH4xB")
_SEGMENT = struct.Struct("<II")
_MOST_SEGMENTS = 16
_CHECKSUM_SEED = 0xEF
_SHA256_SIZE = 32

_TABLE_SIZE = 0xC00
_ENTRY = struct.Struct("<2sBBII16sI")
_ENTRY_MAGIC = b"\xaaP"
_TABLE_END = b"\xeb\xeb" + b"\xff" * 14
_APP = 0

_DESCRIPTION = struct.Struct("<II8x32s")
_DESCRIPTION_MAGIC = 0xABCD5432


@dataclass(frozen=True, slots=True)
class Partition:
    """A line of the partition table; address and size in bytes."""

    name: str
    type: int
    """0: a program; 1: data."""
    subtype: int
    address: int
    size: int

    @property
    def end(self) -> int:
        """The first address behind it."""
        return self.address + self.size

    @property
    def is_program(self) -> bool:
        """It holds a program, not data."""
        return self.type == _APP


@dataclass(frozen=True, slots=True)
class FirmwareImage:
    """A checked whole firmware, to be written from address 0."""

    data: bytes = field(repr=False)
    name: str
    """The file's name, for people."""
    chip: str
    partitions: tuple[Partition, ...]
    version: str
    """What the program says of itself; empty where it says nothing."""
    sha256: str
    """Of ``data``, in lower-case hex."""


@dataclass(frozen=True, slots=True)
class _Image:
    """One bootable image: where it ends, and the beginning of its first segment."""

    end: int
    description: bytes


def load_firmware(path: Path) -> FirmwareImage:
    """Read and check a ``firmware.bin``, or a zip with one in it; the content decides, not the name. Blocks.

    Raises:
        SetupError: it cannot be read, or is not a whole, undamaged firmware for the camera.
    """
    return parse_firmware(firmware_file.read(path), path.name)


def parse_firmware(data: bytes, name: str) -> FirmwareImage:
    """Check the content of a ``firmware.bin`` or of a zip with one in it. Takes some 20 ms.

    Every byte is vouched for: by a checksum, or by being blank where nothing belongs.

    Raises:
        SetupError: it is not a whole, undamaged firmware for the camera.
    """
    data = firmware_file.unpack(data, name)
    return _Parser(data, name).firmware()


class _Parser:
    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name

    def firmware(self) -> FirmwareImage:
        if len(self._data) > FLASH_SIZE:
            raise self._too_large(
                Phrase("it has {size} bytes, the camera {room}", size=len(self._data), room=FLASH_SIZE)
            )
        boot = self._image(0, TABLE_ADDRESS)
        if self._is_only_a_part(boot):
            raise SetupError(Trouble.NO_PARTITION_TABLE, file=self._name)
        partitions = self._partitions()
        programs = [partition for partition in partitions if partition.is_program]
        if not programs:
            raise SetupError(Trouble.NO_PARTITION_TABLE, file=self._name)
        place = min(programs, key=lambda partition: partition.address)
        if place.address >= len(self._data):
            raise self._truncated()
        program = self._image(place.address, place.size)
        self._expect_blank(boot.end, TABLE_ADDRESS)
        self._expect_blank(TABLE_ADDRESS + _TABLE_SIZE, place.address)
        self._expect_blank(program.end, len(self._data))
        return FirmwareImage(
            self._data, self._name, CHIP, partitions, _version(program), hashlib.sha256(self._data).hexdigest()
        )

    # -- images ----------------------------------------------------------------------------------------------------

    def _image(self, start: int, room: int) -> _Image:
        """Check the bootable image at ``start``, which has ``room`` bytes of flash."""
        magic, count, _, _, _, _, chip, _, _, _, has_hash = _IMAGE_HEADER.unpack(self._bytes(start, _IMAGE_HEADER.size))
        if magic != _IMAGE_MAGIC:
            raise SetupError(Trouble.NOT_FIRMWARE, file=self._name) if start == 0 else self._damaged()
        if _CHIP_NAMES.get(chip) != CHIP:
            raise SetupError(
                Trouble.IMAGE_WRONG_CHIP,
                file=self._name,
                chip=_CHIP_NAMES.get(chip, Phrase("unknown chip")),
                wanted=CHIP,
            )
        if not 1 <= count <= _MOST_SEGMENTS or has_hash not in (0, 1):
            raise self._damaged()
        end, description = self._segments(start, count)
        if has_hash:
            if hashlib.sha256(self._data[start:end]).digest() != self._bytes(end, _SHA256_SIZE):
                raise self._damaged()
            end += _SHA256_SIZE
        if start and end > start + room:
            raise self._too_large(
                Phrase("its program has {size} bytes, its partition {room}", size=end - start, room=room)
            )
        return _Image(end, description)

    def _segments(self, start: int, count: int) -> tuple[int, bytes]:
        """Check that all segments are there and fit their checksum. Returns where the checksum ends."""
        checksum, at, description = _CHECKSUM_SEED, start + _IMAGE_HEADER.size, b""
        for number in range(count):
            _, size = _SEGMENT.unpack(self._bytes(at, _SEGMENT.size))
            segment = self._bytes(at + _SEGMENT.size, size)
            checksum ^= _xor(segment)
            if number == 0:
                description = bytes(segment[: _DESCRIPTION.size])
            at += _SEGMENT.size + size
        # The checksum is the last byte of a line of 16.
        end = start + (at - start) // 16 * 16 + 16
        if self._bytes(end - 1, 1)[0] != checksum:
            raise self._damaged()
        return end, description

    def _is_only_a_part(self, boot: _Image) -> bool:
        """A program without what belongs before it, or a bootloader without what belongs behind it."""
        is_program = _described(boot) is not None
        return is_program or boot.end > TABLE_ADDRESS or len(self._data) == boot.end

    # -- partition table -------------------------------------------------------------------------------------------

    def _partitions(self) -> tuple[Partition, ...]:
        table = bytes(self._bytes(TABLE_ADDRESS, _TABLE_SIZE))
        found: list[Partition] = []
        for at in range(0, _TABLE_SIZE, _ENTRY.size):
            line = table[at : at + _ENTRY.size]
            if line.startswith(_TABLE_END):
                if line[len(_TABLE_END) :] != hashlib.md5(table[:at], usedforsecurity=False).digest():
                    raise self._damaged()
                self._expect_blank(TABLE_ADDRESS + at + _ENTRY.size, TABLE_ADDRESS + _TABLE_SIZE)
                return tuple(found)
            if not line.startswith(_ENTRY_MAGIC):
                break
            found.append(self._partition(line))
        if not found:
            raise SetupError(Trouble.NO_PARTITION_TABLE, file=self._name)
        raise self._damaged()

    def _partition(self, line: bytes) -> Partition:
        _, kind, subtype, address, size, name, _ = _ENTRY.unpack(line)
        partition = Partition(_text(name), kind, subtype, address, size)
        if partition.end > FLASH_SIZE:
            raise self._too_large(
                Phrase("its partition {name!r} ends at {end:#x}", name=partition.name, end=partition.end)
            )
        if address < TABLE_ADDRESS + SECTOR or address % SECTOR:
            raise self._damaged()
        return partition

    # -- bytes -----------------------------------------------------------------------------------------------------

    def _bytes(self, start: int, size: int) -> memoryview:
        if start + size > len(self._data):
            raise self._truncated()
        return memoryview(self._data)[start : start + size]

    def _expect_blank(self, start: int, end: int) -> None:
        """What no checksum covers must be padding, or a change in it would go unseen."""
        padding = self._data[start:end]
        if padding.count(BLANK) != len(padding):
            raise self._damaged()

    def _truncated(self) -> SetupError:
        return SetupError(Trouble.IMAGE_TRUNCATED, file=self._name)

    def _damaged(self) -> SetupError:
        return SetupError(Trouble.IMAGE_DAMAGED, file=self._name)

    def _too_large(self, detail: str) -> SetupError:
        return SetupError(Trouble.IMAGE_TOO_LARGE, file=self._name, detail=detail)


def _xor(data: memoryview) -> int:
    """All bytes combined by exclusive or: as one large number, folded in half until one byte is left."""
    number, size = int.from_bytes(data, "little"), len(data)
    while size > 1:
        half = (size + 1) // 2
        number = (number >> 8 * half) ^ (number & ((1 << 8 * half) - 1))
        size = half
    return number


def _described(image: _Image) -> str | None:
    """The version in a program's description; None where the image begins with no description, as a bootloader."""
    if len(image.description) < _DESCRIPTION.size:
        return None
    magic, _, version = _DESCRIPTION.unpack(image.description)
    return _text(version) if magic == _DESCRIPTION_MAGIC else None


def _version(image: _Image) -> str:
    return _described(image) or ""


def _text(field: bytes) -> str:
    """A C string of fixed room, fit to be shown."""
    text = field.split(b"\0", 1)[0].decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "?" for letter in text)
