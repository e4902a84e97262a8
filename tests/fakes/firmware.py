"""Whole firmware files, as the release has them: made here, valid to the last checksum, but without a program in them.

Format: ESP-IDF, ``esp_app_format.h`` and "Firmware Image Format"; flash map: MicroPython's ``partitions-4MiBplus.csv``.
"""

from __future__ import annotations

import functools
import hashlib
import io
import random
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

SIZE = 1_900_000
"""Bytes of a whole firmware file, as large as the release's."""

VERSION = "v1.27.0"
PROJECT = "micropython"

PARTITION_TABLE = 0x8000
APP = 0x10000
NVS = (0x9000, 0x6000)
"""Address and size."""
FILES = (0x200000, 0x600000)
"""Address and size of the file system, which no partition table has: the firmware adds it when it runs."""

_IMAGE_MAGIC, _CHECKSUM_SEED, _APP_MAGIC, _BOOTLOADER_MAGIC = 0xE9, 0xEF, 0xABCD5432, 80
_DIO_80M_4MB = (2, 0x2F)
_MMU_PAGE = 0x10000
_RAM, _RAM_CODE, _ROM, _ROM_CODE, _ENTRY = 0x3FC9A000, 0x40374000, 0x3C110020, 0x42000020, 0x403756EC


@dataclass(frozen=True, slots=True)
class Chip:
    """What an image tells of the chip that it is for, and where its bootloader is in flash."""

    image_id: int
    bootloader: int = 0


CHIPS = {"esp32": Chip(0, 0x1000), "esp32s2": Chip(2, 0x1000), "esp32c3": Chip(5), "esp32s3": Chip(9)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the partition table."""

    name: str
    kind: int
    subkind: int
    address: int
    size: int


PARTITIONS = (
    Entry("nvs", 1, 2, *NVS),
    Entry("phy_init", 1, 1, 0xF000, 0x1000),
    Entry("factory", 0, 0, APP, 0x1F0000),
)


@functools.cache
def make_firmware(
    size: int = SIZE,
    chip: str = "esp32s3",
    seed: int = 0,
    *,
    version: str = VERSION,
    partitions: tuple[Entry, ...] = PARTITIONS,
    signed: bool = True,
) -> bytes:
    """A whole ``firmware.bin``: bootloader, partition table and application, with 0xFF between them.

    The first byte belongs where the chip's bootloader is: 0 for the ESP32-S3, 0x1000 for the ESP32.

    Args:
        size: bytes of the whole file, rounded down to 16; from 0x10400 on.
        seed: another number, another program.
        signed: with SHA-256 appended to both images, as always in practice.
    """
    made_for = CHIPS[chip]
    filling = random.Random(f"{chip} {seed}")
    app_at = next(entry.address for entry in partitions if entry.kind == 0) - made_for.bootloader
    table_at = PARTITION_TABLE - made_for.bootloader
    boot = _bootloader(made_for, filling, signed=signed)
    app = _application(made_for, filling, size - app_at, version, signed=signed)
    whole = bytearray(b"\xff" * (app_at + len(app)))
    whole[: len(boot)] = boot
    table = partition_table(partitions)
    whole[table_at : table_at + len(table)] = table
    whole[app_at:] = app
    return bytes(whole)


def make_zip(firmware: bytes, name: str = "firmware.bin", **others: bytes) -> bytes:
    """The release's zip with the firmware in it, and more files (``readme_txt`` becomes ``readme.txt``)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for other, data in others.items():
            archive.writestr(".".join(other.rsplit("_", 1)), data)
        archive.writestr(name, firmware)
    return file.getvalue()


def partition_table(entries: Iterable[Entry] = PARTITIONS) -> bytes:
    """The partition table with its MD5, as large as its place: 0xC00 bytes."""
    lines = b"".join(
        struct.pack("<2sBBII16sI", b"\xaaP", e.kind, e.subkind, e.address, e.size, e.name.encode(), 0) for e in entries
    )
    check = b"\xeb\xeb" + b"\xff" * 14 + hashlib.md5(lines).digest()
    return (lines + check).ljust(0xC00, b"\xff")


def make_image(chip: Chip, segments: Iterable[tuple[int, bytes]], *, signed: bool = True) -> bytes:
    """One image of (load address, data) segments."""
    parts = list(segments)
    body = b"".join(struct.pack("<II", address, len(data)) + data for address, data in parts)
    header = struct.pack("<BBBBI", _IMAGE_MAGIC, len(parts), *_DIO_80M_4MB, _ENTRY)
    header += struct.pack("<B3xHBHH4xB", 0xEE, chip.image_id, 0, 0, 0x63, signed)
    checksum = _CHECKSUM_SEED
    for _, data in parts:
        checksum ^= int(np.bitwise_xor.reduce(np.frombuffer(data, np.uint8)))
    image = header + body
    image += bytes(15 - len(image) % 16) + bytes([checksum])
    return image + hashlib.sha256(image).digest() if signed else image


def app_description(version: str = VERSION, project: str = PROJECT) -> bytes:
    """``esp_app_desc_t``: 256 bytes that begin an application's first segment."""
    return struct.pack(
        "<II8x32s32s16s16s32s32sHHB3x72x",
        *(_APP_MAGIC, 0, version.encode(), project.encode(), b"12:00:00", b"Dec  9 2025", b"v5.5.1"),
        *(hashlib.sha256(version.encode()).digest(), 0, 199, 16),
    )


def _bootloader(chip: Chip, filling: random.Random, *, signed: bool) -> bytes:
    about = struct.pack("<B2xBI32s24s16x", _BOOTLOADER_MAGIC, 0, 1, b"v5.5.1", b"Dec  9 2025 12:00:00")
    segments = [
        (0x3FCE2810, about + _code(filling, 0x1400)),
        (0x403C8700, _code(filling, 0xBE4)),
        (0x403CB700, _code(filling, 0x2E00)),
    ]
    return make_image(chip, segments, signed=signed)


def _application(chip: Chip, filling: random.Random, size: int, version: str, *, signed: bool) -> bytes:
    """As a linker lays it out: what is mapped from flash has its place in the file by its address."""
    about = app_description(version)
    rom, room = len(about), size // 16 * 16 - (32 if signed else 0) - 4 - 24 - 8
    segments = [(_ROM, about + _code(filling, room - rom))]
    if room > 3 * _MMU_PAGE:
        rom = size // 12 * 4
        code_at = -(-(32 + rom + 0x1000) // _MMU_PAGE) * _MMU_PAGE + 24
        segments = [
            (_ROM, about + _code(filling, rom - len(about))),
            (_RAM, _code(filling, code_at - 32 - rom - 8)),
            (_ROM_CODE, _code(filling, room + 24 - code_at - 8 - 0x4000)),
            (_RAM_CODE, _code(filling, 0x4000)),
        ]
    return make_image(chip, segments, signed=signed)


def _code(filling: random.Random, size: int) -> bytes:
    """Bytes that deflate to about 60 %, as compiled code does."""
    noise = filling.randbytes(size)
    plain = b"\x36\x41\x00\x1d\xf0\x00\x00\x00" * 8
    pieces = [noise[at : at + 64] if filling.random() < 0.6 else plain for at in range(0, size, 64)]
    return b"".join(pieces)[:size]
