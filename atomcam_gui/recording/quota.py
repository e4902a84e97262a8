"""Keeps the recordings in a folder below a size: the oldest go first.

Deleting is for good, so it is narrow: only files that this program made, as their own first bytes say, and named; never
one that is in use by any program, or marked, or has been given a name by hand; never what else is kept in the folder.
"""

from __future__ import annotations

import logging
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from atomcam_gui.errors import RecordingError
from atomcam_gui.recording.disk_errors import on_disk
from atomcam_gui.recording.marks import is_open, mark_path
from atomcam_gui.recording.names import RECORDING_SUFFIX, parse_name

logger = logging.getLogger(__name__)

PROGRAM_TAG = b"RECORDED_WITH"
"""In every recording of ours, before its first picture (``mkv.RecordingTags``)."""

_MKV = b"\x1aE\xdf\xa3"
_HEAD_BYTES = 8192


@dataclass(frozen=True, slots=True)
class Recording:
    """A file that counts against the quota."""

    path: Path
    size: int
    """Bytes, without its side files."""
    began: float
    """Seconds since the epoch, as its name says or else its last change."""
    is_renamed: bool
    """A person has given it another name."""


@dataclass(frozen=True, slots=True)
class QuotaResult:
    """What was deleted, and what is left."""

    limit: int
    """Bytes."""
    left: int
    """Bytes of all recordings that are left."""
    deleted: tuple[Recording, ...] = ()
    """Oldest first."""
    refused: tuple[RecordingError, ...] = ()
    """Files that had to go and could not."""

    @property
    def freed(self) -> int:
        """Bytes that were deleted, without side files."""
        return sum(recording.size for recording in self.deleted)

    @property
    def is_met(self) -> bool:
        """Whether the recordings are within the limit now."""
        return self.left <= self.limit


class Quota:
    """The quota of one folder; folders inside it do not count. Each call blocks: for one thread at a time.

    Args:
        is_spared: whether a recording must stay, since the user marked it. Called in that thread.
    """

    def __init__(self, folder: Path, is_spared: Callable[[Path], bool]) -> None:
        self._folder = folder
        self._is_spared = is_spared
        # By path and inode: what a file is does not change, so its head is read once, not at every look.
        self._ours: set[tuple[Path, int]] = set()

    def enforce(self, limit: int) -> QuotaResult:
        """Delete the oldest recordings, with their side files, until all together have at most ``limit`` bytes.

        Raises:
            RecordingError: the folder cannot be read.
        """
        paths = self._paths()
        recordings, sides = self._recordings(paths), _sides(paths)
        left = sum(recording.size for recording in recordings)
        deleted: list[Recording] = []
        refused: list[RecordingError] = []
        for recording in recordings:
            if left <= limit:
                break
            if recording.is_renamed or self._is_spared(recording.path) or is_open(recording.path):
                continue
            try:
                _delete(recording.path, (mark_path(recording.path), *sides.get(recording.path.name, ())))
            except RecordingError as error:
                logger.warning("a recording that is over the quota could not be deleted: %s", error)
                refused.append(error)
            else:
                logger.info("%s was deleted: recordings are to stay below %d MB", recording.path, limit // 10**6)
                left -= recording.size
                deleted.append(recording)
        return QuotaResult(limit, left, tuple(deleted), tuple(refused))

    def recordings(self) -> list[Recording]:
        """The folder's recordings that this program made, oldest first.

        Raises:
            RecordingError: the folder cannot be read.
        """
        return self._recordings(self._paths())

    def _paths(self) -> tuple[Path, ...]:
        with on_disk(self._folder / "any"):
            try:
                return tuple(self._folder.iterdir())
            except FileNotFoundError:
                return ()

    def _recordings(self, paths: tuple[Path, ...]) -> list[Recording]:
        found = [self._look_at(path) for path in paths if path.suffix == RECORDING_SUFFIX]
        known = [recording for recording in found if recording is not None]
        return sorted(known, key=lambda recording: (recording.began, recording.path.name))

    def _look_at(self, path: Path) -> Recording | None:
        try:
            state = path.lstat()
            key = (path, state.st_ino)
            if not stat.S_ISREG(state.st_mode) or not (key in self._ours or _is_ours(path)):
                return None
        except OSError as error:
            # Deleted in this moment, or not ours to read: then not ours to delete either.
            logger.debug("%s does not count against the quota (%s)", path, error)
            return None
        self._ours.add(key)
        parts = parse_name(path.name)
        began = state.st_mtime if parts is None else _seconds(parts.moment, state.st_mtime)
        return Recording(path, state.st_size, began, parts is None)


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    return head.startswith(_MKV) and PROGRAM_TAG in head


def _seconds(moment: datetime, otherwise: float) -> float:
    try:
        return moment.timestamp()
    except (OverflowError, ValueError, OSError):  # a year that this system's clock does not know
        return otherwise


def _sides(paths: tuple[Path, ...]) -> Mapping[str, list[Path]]:
    """The files whose names go on after a recording's and a dot, by the recording's name."""
    sides: dict[str, list[Path]] = {}
    for path in paths:
        owner, dot, _ = path.name.rpartition(f"{RECORDING_SUFFIX}.")
        if dot and not path.name.endswith(RECORDING_SUFFIX):
            sides.setdefault(f"{owner}{RECORDING_SUFFIX}", []).append(path)
    return sides


def _delete(recording: Path, sides: Iterable[Path]) -> None:
    """Delete a recording, then what belongs to it.

    Raises:
        RecordingError: the recording could not be deleted.
    """
    with on_disk(recording):
        recording.unlink(missing_ok=True)
    for side in sides:
        try:
            side.unlink(missing_ok=True)
        except OSError as error:
            logger.warning("%s was left behind by a recording that was deleted (%s)", side, error)
