"""Which of the library's files are in a folder. Blocks; some microseconds a file."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from atomcam_gui.library.items import Kind, kind_of
from atomcam_gui.library.pacing import gently
from atomcam_gui.recording import marks


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is there."""

    name: str
    kind: Kind
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class FolderLook:
    """A folder at one moment. What is in folders inside it is not the library's."""

    found: Mapping[str, Found]
    open_names: frozenset[str]
    """Recordings that a program writes at the moment."""


def scan(folder: Path) -> FolderLook:
    """Look into a folder.

    Raises:
        OSError: it is not there or cannot be read.
    """
    found: dict[str, Found] = {}
    with os.scandir(folder) as entries:
        for entry in gently(entries):
            each = _found(entry)
            if each is not None:
                found[each.name] = each
    return FolderLook(found, _open_names(folder, found))


def _found(entry: os.DirEntry[str]) -> Found | None:
    kind = kind_of(entry.name)
    if kind is None:
        return None
    try:
        state = entry.stat()
    except OSError:  # gone in this moment, or a link that leads nowhere
        return None
    if not stat.S_ISREG(state.st_mode):
        return None
    return Found(entry.name, kind, state.st_size, state.st_mtime_ns)


def _open_names(folder: Path, found: Mapping[str, Found]) -> frozenset[str]:
    marked = (path for path in marks.marked_recordings(folder) if path.name in found)
    return frozenset(path.name for path in marked if marks.is_open(path))


def folder_time(folder: Path) -> int | None:
    """A number that changes with the files that come and go; None where there is no such folder."""
    try:
        state = folder.stat()
    except (OSError, ValueError):
        return None
    return state.st_mtime_ns if stat.S_ISDIR(state.st_mode) else None
