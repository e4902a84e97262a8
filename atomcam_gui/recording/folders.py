"""Which folder a snapshot or recording goes to, and what room there is. All but the first four functions block.

A folder counts as usable when a file could be made in it a moment ago. Access rights say little: of read-only disks, of
network folders, of Windows.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from atomcam_gui.errors import KeptElsewhere, RecordingError
from atomcam_gui.paths import Paths
from atomcam_gui.recording.disk_errors import on_disk
from atomcam_gui.recording.new_file import part_path
from atomcam_gui.settings import Settings

GB = 10**9
LEAST_FLOOR = GB
FLOOR_SHARE = 0.02
"""Of the disk's size."""

_PROBE = bytes(4096)
"""As much as the smallest block of a disk: an empty file can be made on a full one."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A folder in which files can be made."""

    folder: Path
    trouble: RecordingError | None = None
    """Why it is not the one that was wanted, and where things go instead; None where it is."""


def pictures_folder(settings: Settings, paths: Paths) -> Path:
    """The folder for snapshots that the user chose, or the usual one."""
    return _own_or_usual(settings.pictures_folder, paths.pictures)


def recordings_folder(settings: Settings, paths: Paths) -> Path:
    """The folder for recordings that the user chose, or the usual one."""
    return _own_or_usual(settings.recordings_folder, paths.videos)


def rescue_pictures(paths: Paths) -> Path:
    """Where snapshots go when they cannot be kept where they should."""
    return paths.state / "rescued pictures"


def rescue_recordings(paths: Paths) -> Path:
    """Where recordings go when they cannot be kept where they should."""
    return paths.state / "rescued recordings"


def _own_or_usual(text: str, usual: Path) -> Path:
    if not text.strip():
        return usual
    own = Path(text)
    with contextlib.suppress(RuntimeError):  # "~somebody" whom this system does not know
        own = own.expanduser()
    return own.absolute()


def choose_folder(wanted: Path, rescue: Path) -> Chosen:
    """``wanted``, or ``rescue`` where nothing can be written in it.

    Raises:
        RecordingError: what is wrong with ``wanted``, where ``rescue`` is no better.
    """
    try:
        check_writable(wanted)
    except RecordingError as trouble:
        try:
            check_writable(rescue)
        except RecordingError:
            raise trouble from None
        return Chosen(rescue, KeptElsewhere(trouble, rescue))
    return Chosen(wanted)


def check_writable(folder: Path) -> None:
    """Make the folder, and a file in it that goes at once.

    Raises:
        RecordingError: one of both was refused.
    """
    probe = part_path(folder)
    with on_disk(probe):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with probe.open("xb", buffering=0) as file:
                file.write(_PROBE)
        finally:
            probe.unlink(missing_ok=True)


def free_bytes(folder: Path) -> int:
    """Bytes that this user may still write on the disk of a folder, which need not exist yet.

    Raises:
        RecordingError: the disk cannot be asked.
    """
    return _disk(folder)[1]


def floor_bytes(folder: Path, floor_gb: float | None) -> int:
    """How much of the disk of a folder must stay free: as set, or 1 GB or 2 % of the disk, the larger.

    Raises:
        RecordingError: the disk cannot be asked.
    """
    if floor_gb is not None:
        return round(floor_gb * GB)
    return max(LEAST_FLOOR, round(_disk(folder)[0] * FLOOR_SHARE))


def _disk(folder: Path) -> tuple[int, int]:
    """Size and free room in bytes of the disk that the folder is on, or would be."""
    with on_disk(folder / "any"):
        there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
        usage = shutil.disk_usage(there)
    return usage.total, usage.free
