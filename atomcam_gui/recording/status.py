"""What a recording tells while it runs, and what has happened to recordings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from atomcam_gui.errors import RecordingError


class RecordingState(StrEnum):
    """What a recording does at the moment."""

    WAITING = "waiting"
    """For a picture: none has come yet, or none for so long that the last file was finished."""
    RECORDING = "recording"
    STOPPING = "stopping"
    """The last pictures are being written."""


class StopReason(StrEnum):
    """Why a recording ended."""

    WANTED = "wanted"
    """The user, or whoever else started it, stopped it."""
    DISK_FULL = "disk full"
    """No room, or less than has to stay free."""
    FAILED = "failed"
    """It could be written nowhere."""
    CAMERA_GONE = "camera gone"
    """The camera was blocked, or taken off the list."""
    PROGRAM_ENDS = "program ends"


@dataclass(frozen=True, slots=True)
class RecordingStatus:
    """One camera's recording. Made when it is asked for, without looking at a disk."""

    camera_id: str
    state: RecordingState
    elapsed_s: float
    """Since the button was pressed."""
    bytes: int
    """Of all its files."""
    frames: int
    """Pictures in all its files."""
    not_kept: int
    """Pictures that the disk was too slow for, or did not take."""
    path: Path | None
    """The file that grows; None while there is none."""
    free_bytes: int | None
    """On the disk, as of less than two seconds ago while pictures come; None before the first."""
    seconds_left: float | None
    """Until the floor is reached at the present rate of all recordings; None while that is not known."""
    trouble: RecordingError | None = None
    """What the user should know: it goes on, but elsewhere."""


@dataclass(frozen=True, slots=True)
class RecordingStarted:
    """A camera is being recorded."""

    camera_id: str


@dataclass(frozen=True, slots=True)
class RecordingChanged:
    """Another state, file or trouble than before; numbers alone are no event."""

    camera_id: str


@dataclass(frozen=True, slots=True)
class SegmentDone:
    """A file is complete."""

    camera_id: str
    path: Path
    started: datetime
    duration_s: float
    frames: int
    bytes: int


@dataclass(frozen=True, slots=True)
class RecordingStopped:
    """A recording has ended; all its files are complete, but for those that ``trouble`` tells of."""

    camera_id: str
    reason: StopReason
    paths: tuple[Path, ...]
    """Its files, oldest first; none where there was no picture."""
    not_kept: int = 0
    trouble: RecordingError | None = None


@dataclass(frozen=True, slots=True)
class RecordingRecovered:
    """A recording that an earlier run could not end has been completed."""

    camera_id: str
    path: Path
    frames: int


@dataclass(frozen=True, slots=True)
class DiskWarning:
    """The disk will soon be as full as it may get. Told once; ``RecordingStatus.seconds_left`` goes on."""

    folder: Path
    free_bytes: int
    seconds_left: float


RecordingEvent = RecordingStarted | RecordingChanged | SegmentDone | RecordingStopped | RecordingRecovered | DiskWarning
Listener = Callable[[RecordingEvent], None]
