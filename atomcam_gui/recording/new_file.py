"""New files: whole under a name that nobody had, or not there at all, also after a power cut.

A file grows under a hidden name in the folder that it is for and then takes its own, which no other program that does
the same can have taken. All of it blocks: for a thread.
"""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import sys
import time
from pathlib import Path

from atomcam_gui.recording.disk_errors import on_disk
from atomcam_gui.recording.names import numbered

logger = logging.getLogger(__name__)

PART_PREFIX = ".atomcam-"
PART_SUFFIX = ".part"

LEFTOVER_AFTER_S = 24 * 60 * 60.0
"""A part that has not been written to for so long is what a program left behind that was killed."""


def part_path(folder: Path) -> Path:
    """A hidden path of one's own for a file on its way to ``folder``."""
    return folder / f"{PART_PREFIX}{secrets.token_hex(8)}{PART_SUFFIX}"


def write_new(folder: Path, name: str, content: bytes, modified_ns: int | None = None) -> Path:
    """Write a file that was not there before, with its folder.

    Args:
        name: one that ``names`` made; where it is taken, the file gets a number.
        modified_ns: the file's time, in nanoseconds since the epoch.

    Returns:
        Where it is.

    Raises:
        RecordingError: it could not be written; nothing of it is left.
    """
    part = part_path(folder)
    with on_disk(folder / name):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        with on_disk(folder / name):
            with part.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _set_time(part, modified_ns)
        return publish(part, folder / name)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def publish(part: Path, wanted: Path) -> Path:
    """Give a finished file its name, or the next free one. Never another file's, whoever is quicker.

    Args:
        part: on the same file system; its content is on the disk already (``os.fsync``).

    Returns:
        Its path from now on.

    Raises:
        RecordingError: it could not be renamed, and is still where it was.
    """
    with on_disk(wanted):
        for name in numbered(wanted.name):
            target = wanted.with_name(name)
            with contextlib.suppress(FileExistsError):
                _rename_to_free(part, target)
                break
    _sync(wanted.parent)
    return target


def _rename_to_free(part: Path, target: Path) -> None:
    """Rename. Raises FileExistsError where there is something already, and OSError."""
    if sys.platform == "win32":
        part.rename(target)  # which does not replace there
        return
    try:
        target.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:
        # FAT, exFAT and many network folders have no hard links. Any other reason comes up again.
        _rename_to_reserved(part, target)
        return
    try:
        part.unlink()
    except OSError as error:
        logger.warning("%s is saved, but its second name %s stays (%s)", target, part, error)


def _rename_to_reserved(part: Path, target: Path) -> None:
    """Take the name with an empty file and replace that. A kill in between, of microseconds, leaves the empty file."""
    target.touch(exist_ok=False)
    try:
        part.replace(target)
    except OSError:
        target.unlink()
        raise


def _set_time(path: Path, modified_ns: int | None) -> None:
    if modified_ns is None:
        return
    try:
        os.utime(path, ns=(modified_ns, modified_ns))
    except OSError as error:
        # Some network folders refuse. The name has the time too, and the content matters more.
        logger.info("the time of a file in %s could not be set (%s)", path.parent, error)


def _sync(folder: Path) -> None:
    """Make the rename itself survive a power cut, where folders can be opened (not on Windows)."""
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        # Some file systems cannot; the file itself is written and in its place.
        logger.info("the folder %s could not be synchronised (%s)", folder, error)


def remove_leftovers(folder: Path) -> int:
    """Delete the hidden parts of programs that were killed; returns how many there were.

    Raises:
        RecordingError: the folder cannot be looked at.
    """
    removed = 0
    limit = time.time() - LEFTOVER_AFTER_S
    with on_disk(folder / PART_PREFIX):
        for part in tuple(folder.glob(f"{PART_PREFIX}*{PART_SUFFIX}")):
            if part.stat().st_mtime < limit:
                part.unlink(missing_ok=True)
                removed += 1
    return removed
