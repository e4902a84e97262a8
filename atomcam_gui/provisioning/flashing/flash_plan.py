"""What a board's flash should hold, and what has to be done to a flash that holds something else. Pure.

A plan is wanted content, not a list of writes: blank parts are wanted as much as data. What is on the board is compared
with it chunk by chunk, so that a second try, or an update, costs what differs and no more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.firmware.firmware_image import BLANK, SECTOR, FirmwareImage, Partition
from atomcam_gui.provisioning.flashing import board_filesystem
from atomcam_gui.provisioning.troubles import SetupError, Trouble

CHUNK = 64 * 1024
"""Bytes that are compared, and written if they differ, at a time. It is what flash erases fastest: one such block takes
about a fifth of the time of its 16 sectors one by one. A board reads some 3 MB a second for its MD5: comparing 8 MB
costs about 3 s, and each chunk that need not be written saves 0.3 s (by data sheets and reports; not seen on a board).
"""
_LONGEST_ERASE = 4 * CHUNK
_LONGEST_WRITE = 16 * CHUNK
_LONGEST_STRETCH = 16 * CHUNK

# Partition types and subtypes of data: the radio's calibration, and settings.
_DATA, _PHY, _NVS = 1, 1, 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Content for one stretch of flash, in whole sectors."""

    name: str
    """For people: what is there."""
    address: int
    data: bytes

    @property
    def end(self) -> int:
        """The first address behind it."""
        return self.address + len(self.data)


@dataclass(frozen=True, slots=True)
class FlashPlan:
    """What is wanted on the board."""

    pieces: tuple[Piece, ...]
    """By address, not overlapping."""
    erase_all: bool
    """Everything outside of the pieces is to be blank, whatever it was."""
    flash_size: int
    """Bytes of flash that the board must have."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of the wanted content that is compared and brought about as a whole."""

    where: str
    address: int
    size: int
    data: bytes | None
    """None: blank."""

    @property
    def end(self) -> int:
        """The first address behind it."""
        return self.address + self.size


def make_plan(
    firmware: FirmwareImage, filesystem: bytes, *, keep_settings: bool = True, erase_all: bool = False
) -> FlashPlan:
    """What a board with this firmware and these files holds.

    Args:
        filesystem: as ``board_filesystem.build_filesystem`` makes it.
        keep_settings: leave alone what the board has saved (WiFi, address, key). Means nothing with ``erase_all``.

    Raises:
        SetupError: IMAGE_TOO_LARGE, because the firmware would look for the files elsewhere.
    """
    _check_room_for_files(firmware)
    kept = [partition for partition in firmware.partitions if _is_kept(partition)] if keep_settings else []
    pieces = [
        *_without(_whole_sectors(firmware.data), kept),
        Piece(Phrase("files"), board_filesystem.ADDRESS, filesystem),
    ]
    return FlashPlan(tuple(pieces), erase_all, pieces[-1].end)


def _check_room_for_files(firmware: FirmwareImage) -> None:
    """MicroPython adds the file system behind the last partition."""
    end = max(partition.end for partition in firmware.partitions)
    if end != board_filesystem.ADDRESS:
        detail = Phrase(
            "its partitions end at {end:#x}, not at {wanted:#x}, where the files begin",
            end=end,
            wanted=board_filesystem.ADDRESS,
        )
        raise SetupError(Trouble.IMAGE_TOO_LARGE, file=firmware.name, detail=detail)


def _is_kept(partition: Partition) -> bool:
    return partition.type == _DATA and partition.subtype in (_PHY, _NVS)


def _without(data: bytes, kept: Iterable[Partition]) -> Iterator[Piece]:
    """The firmware's pieces around what is kept."""
    start, name = 0, Phrase("bootloader")
    for partition in sorted(kept, key=lambda partition: partition.address):
        if start < min(partition.address, len(data)):
            yield Piece(name, start, data[start : partition.address])
        start, name = max(start, partition.end), Phrase("firmware")
    if start < len(data):
        yield Piece(Phrase("firmware"), start, data[start:])


def _whole_sectors(data: bytes) -> bytes:
    return data + bytes([BLANK]) * (-len(data) % SECTOR)


# -- comparing -----------------------------------------------------------------------------------------------------


def chunks(plan: FlashPlan, flash_size: int) -> list[Chunk]:
    """The plan's content by chunks, in order of address.

    Args:
        flash_size: bytes that the board has; matters with ``erase_all``.
    """
    found: list[Chunk] = []
    end = 0
    for piece in plan.pieces:
        if plan.erase_all:
            found += _blank_chunks(end, piece.address)
        found += _piece_chunks(piece)
        end = piece.end
    if plan.erase_all:
        found += _blank_chunks(end, flash_size)
    return found


def stretches(wanted: Iterable[Chunk], *, of_data: bool) -> list[tuple[Chunk, ...]]:
    """Neighbours that one question can settle, as each costs a round trip. Up to 1 MiB, which a board reads in 0.3 s.

    Args:
        of_data: those with data too, because all are likely to be right; else each of them stands alone.
    """
    found: list[tuple[Chunk, ...]] = []
    for chunk in wanted:
        before = found[-1] if found else ()
        is_neighbour = before and before[-1].end == chunk.address
        fits = is_neighbour and chunk.end - before[0].address <= _LONGEST_STRETCH
        if fits and (of_data or (chunk.data is None and before[-1].data is None)):
            found[-1] = (*before, chunk)
        else:
            found.append((chunk,))
    return found


def md5_of(stretch: Sequence[Chunk]) -> str:
    """Of neighbours together, in lower-case hex, as the board tells it."""
    if all(chunk.data is None for chunk in stretch):
        return _blank_md5(sum(chunk.size for chunk in stretch))
    content = hashlib.md5(usedforsecurity=False)
    for chunk in stretch:
        content.update(bytes([BLANK]) * chunk.size if chunk.data is None else chunk.data)
    return content.hexdigest()


def _piece_chunks(piece: Piece) -> Iterator[Chunk]:
    for start, end in _cut(piece.address, piece.end):
        data = piece.data[start - piece.address : end - piece.address]
        is_blank = data.count(BLANK) == len(data)
        yield Chunk(piece.name, start, len(data), None if is_blank else data)


def _blank_chunks(start: int, end: int) -> Iterator[Chunk]:
    for first, last in _cut(start, end):
        yield Chunk(Phrase("what must be blank"), first, last - first, None)


def _cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut at multiples of CHUNK."""
    while start < end:
        last = min(end, (start // CHUNK + 1) * CHUNK)
        yield start, last
        start = last


@cache
def _blank_md5(size: int) -> str:
    return hashlib.md5(bytes([BLANK]) * size, usedforsecurity=False).hexdigest()


# -- bringing about ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do to the board's flash."""

    address: int
    size: int
    data: bytes | None
    """What to write there; None: erase only."""


def jobs(wanted: Sequence[Chunk], differing: Sequence[Chunk]) -> list[Job]:
    """What brings about the chunks that differ, in the order in which it must be done.

    A board whose writing was cut off must not start, or a later look at it would take it for complete. So what it
    starts from, the first sector, is erased first; the last job writes it.
    """
    if not differing:
        return []
    start = wanted[0]
    rest = [chunk for chunk in differing if chunk.address != start.address]
    last = Job(start.address, start.size, start.data)
    if not rest:
        return [last]
    erase = _joined((chunk for chunk in rest if chunk.data is None), _LONGEST_ERASE)
    write = _joined((chunk for chunk in rest if chunk.data is not None), _LONGEST_WRITE)
    return [Job(start.address, SECTOR, None), *erase, *write, last]


def _joined(parts: Iterable[Chunk], longest: int) -> list[Job]:
    """Neighbours at a time, up to ``longest`` bytes: each job costs a round trip, and none may be silent for long."""
    found: list[Job] = []
    for part in parts:
        last = found[-1] if found else None
        if last is not None and last.address + last.size == part.address and last.size + part.size <= longest:
            data = None if last.data is None or part.data is None else last.data + part.data
            found[-1] = Job(last.address, last.size + part.size, data)
        else:
            found.append(Job(part.address, part.size, part.data))
    return found
