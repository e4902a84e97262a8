"""One thing in the library."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

SNAPSHOT_SUFFIXES = frozenset((".jpg", ".jpeg"))
RECORDING_SUFFIXES = frozenset((".mkv", ".mp4", ".mov", ".avi", ".webm"))


class Kind(StrEnum):
    """What an item is."""

    SNAPSHOT = "snapshot"
    RECORDING = "recording"


class Condition(StrEnum):
    """What is known of a file's content."""

    UNSEEN = "unseen"
    """Nobody has looked into it yet."""
    GOOD = "good"
    DAMAGED = "damaged"
    """Empty, cut short, or not what its name says."""
    OPEN = "open"
    """Somebody still writes it: a recording that runs, or a file that is just being copied here."""


def kind_of(name: str) -> Kind | None:
    """What a file is by the end of its name; None for what is none of the library's, hidden files among it."""
    dot = name.rfind(".")
    if dot <= 0 or name.startswith("."):
        return None
    suffix = name[dot:].lower()
    if suffix in SNAPSHOT_SUFFIXES:
        return Kind.SNAPSHOT
    return Kind.RECORDING if suffix in RECORDING_SUFFIXES else None


@dataclass(frozen=True, slots=True)
class Item:
    """A snapshot or recording, as far as it is known.

    There are thousands, so it is one object each for the garbage collector: no path or facts of its own.
    """

    folder: Path
    file_name: str
    kind: Kind
    camera_name: str
    """Empty where neither the file nor its name tells one."""
    moment: float
    """When it was made or begun, in seconds since the epoch."""
    day: date
    """Of the moment, in local time."""
    size: int
    """Bytes."""
    modified_ns: int
    """The file's time, in nanoseconds since the epoch. With the path and the size it stands for the content."""
    condition: Condition = Condition.UNSEEN
    camera_id: str = ""
    duration_s: float | None = None
    """Of a recording, where the file tells it."""
    width: int = 0
    """Pixels as they are shown, or 0 where they are not known."""
    height: int = 0
    marked: bool = False
    """The user wants to keep it: it is never deleted to make room."""
    recovered: bool = False
    """A recording that a crash had cut off, and that was repaired."""

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.folder / self.file_name

    @property
    def file(self) -> str:
        """Where it is, as text: cheaper, to tell one from another."""
        return f"{self.folder}{os.sep}{self.file_name}"

    @property
    def name(self) -> str:
        """What people call it: the file's name without its suffix."""
        return self.file_name[: self.file_name.rfind(".")]

    @property
    def is_open(self) -> bool:
        """Whether it is still being written, and so must be left alone."""
        return self.condition is Condition.OPEN

    @property
    def is_damaged(self) -> bool:
        """Whether it cannot be shown."""
        return self.condition is Condition.DAMAGED


def local_day(moment: float) -> date:
    """The day of a moment in local time; the first one for moments that no calendar here knows."""
    try:
        return datetime.fromtimestamp(moment).date()
    except (ValueError, OverflowError, OSError):
        return date(1970, 1, 1)
