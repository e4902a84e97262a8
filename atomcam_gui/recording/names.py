"""Names of files: the camera's name and the local time, in characters that every file system takes.

The rules are those of Windows, the strictest (learn.microsoft.com, "Naming Files, Paths, and Namespaces"), with the 255
bytes of Linux's file systems and the assigned characters of macOS's APFS. A name that is safe here stays so on a memory
stick or a network folder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from atomcam_gui.settings import FileNames

MAX_NAME_BYTES = 255
"""Longest name of a file, in bytes of UTF-8, on ext4, Btrfs, XFS and APFS. NTFS and exFAT take 255 UTF-16 units."""

ROOM_BYTES = 24
"""Left free in the names that are made here, for a number and for the suffixes of side files."""

NAMELESS = "Camera"
SNAPSHOT_SUFFIX = ".jpg"
RECORDING_SUFFIX = ".mkv"

_REFUSED = frozenset('<>:"/\\|?*')
_UNPRINTABLE = frozenset(("Cc", "Cs", "Cn", "Zl", "Zp"))
# They would show a name's letters in another order than they are in: "gpj.exe".
_BIDIRECTIONAL = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
# Joiners and variation selectors belong to the character that a cut may have taken away.
_HALF_A_CHARACTER = "\u200c\u200d\ufe0e\ufe0f"
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?= *(?:\.|$))", re.IGNORECASE)
# The last one only, and never the milliseconds or seconds of a time.
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}$")
_STAMP = r"(?P<stamp>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d(?:\.\d{3})?)"
_OURS = re.compile(rf"(?:(?P<first>.+) {_STAMP}|{_STAMP.replace('stamp', 'front')} (?P<last>.+?))(?: \(\d+\))?")


def safe_name(text: str, max_bytes: int = MAX_NAME_BYTES - ROOM_BYTES) -> str:
    """``text`` as the name of a file or folder on any system; the text itself wherever it can be.

    Never empty, hidden, reserved or longer than ``max_bytes`` in UTF-8. Applied to its own result it changes nothing.
    """
    allowed = unicodedata.normalize("NFC", "".join(_safe(character) for character in text))
    name = _trimmed(" ".join(allowed.split()))
    name = _cut(_RESERVED.sub(r"\1_", name, count=1) if _RESERVED.match(name) else name, max_bytes)
    # What a cut has left of "CONSOLE" may be reserved, in a limit so small that nothing can be added.
    return NAMELESS[:max_bytes] if not name or _RESERVED.match(name) else name


def _safe(character: str) -> str:
    if character.isspace():
        return " "
    if character in _BIDIRECTIONAL:
        return ""
    return "_" if character in _REFUSED or unicodedata.category(character) in _UNPRINTABLE else character


def _trimmed(name: str) -> str:
    """Without the blanks and dots that Windows drops at the end, or that hide a file at the front."""
    return name.strip(" .")


def _cut(name: str, max_bytes: int) -> str:
    """The whole characters of ``name`` that fit."""
    encoded = name.encode()
    if len(encoded) <= max_bytes:
        return name
    return _trimmed(encoded[:max_bytes].decode(errors="ignore").rstrip(_HALF_A_CHARACTER + " ."))


def snapshot_name(camera_name: str, moment: datetime, order: FileNames = FileNames.CAMERA_FIRST) -> str:
    """``Garden 2026-11-22 15.20.31.123.jpg``, in local time. A moment without a time zone is local already."""
    local = _local(moment)
    stamp = f"{local:%Y-%m-%d %H.%M.%S}.{local.microsecond // 1000:03d}"
    return _composed(camera_name, stamp, SNAPSHOT_SUFFIX, order)


def recording_name(camera_name: str, moment: datetime, order: FileNames = FileNames.CAMERA_FIRST) -> str:
    """``Garden 2026-11-22 15.20.31.mkv``, in local time. A moment without a time zone is local already."""
    return _composed(camera_name, f"{_local(moment):%Y-%m-%d %H.%M.%S}", RECORDING_SUFFIX, order)


def _local(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone()


def _composed(camera_name: str, stamp: str, suffix: str, order: FileNames) -> str:
    name = safe_name(camera_name, MAX_NAME_BYTES - ROOM_BYTES - len(f" {stamp}{suffix}"))
    return f"{stamp} {name}{suffix}" if order is FileNames.DATE_FIRST else f"{name} {stamp}{suffix}"


@dataclass(frozen=True, slots=True)
class NameParts:
    """What the name of a file of ours tells."""

    camera_name: str
    moment: datetime
    """Local time, without a time zone."""


def parse_name(name: str) -> NameParts | None:
    """What ``snapshot_name`` and ``recording_name`` put in, in either order; None for any other name."""
    match = _OURS.fullmatch(_SUFFIX.sub("", name))
    if match is None:
        return None
    stamp = match["stamp"] or match["front"]
    try:
        moment = datetime.strptime(stamp, "%Y-%m-%d %H.%M.%S.%f" if len(stamp) > 19 else "%Y-%m-%d %H.%M.%S")
    except ValueError:
        return None
    return NameParts(match["first"] or match["last"], moment)


def numbered(name: str) -> Iterator[str]:
    """``name`` itself, then with " (2)", " (3)" … before its suffix; never longer than a file system takes."""
    yield name
    match = _SUFFIX.search(name)
    suffix = match[0] if match else ""
    stem = name.removesuffix(suffix)
    number = 1
    while True:
        number += 1
        mark = f" ({number})"
        yield _cut(stem, MAX_NAME_BYTES - len(mark) - len(suffix)) + mark + suffix


def free_path(folder: Path, name: str) -> Path:
    """A path in ``folder`` at which nothing is: ``name``'s, or with a number. Blocks for a look at the disk.

    Another program may be quicker: only ``new_file`` takes a name and keeps it.
    """
    # lexists: a link that leads nowhere is somebody's file too.
    return next(path for path in (folder / each for each in numbered(name)) if not _is_taken(path))


def _is_taken(path: Path) -> bool:
    return path.is_symlink() or path.exists()
