"""Why a recording, or a picture in it, cannot be shown.

::

    RecordingError
    └── CannotPlay           the file as a whole
    DamagedPicture           one picture of it; never seen by the user as such
"""

from __future__ import annotations

import errno
from enum import StrEnum
from pathlib import Path

from atomcam_gui.errors import RecordingError


class PlayFault(StrEnum):
    """What is wrong with a file."""

    GONE = "gone"
    FORBIDDEN = "forbidden"
    EMPTY = "empty"
    NOT_A_RECORDING = "not a recording"
    NO_PICTURES = "no pictures"
    NO_VIDEO = "no video"
    UNREADABLE = "unreadable"


SENTENCES = {
    PlayFault.GONE: "{path} is gone: it was moved, renamed or deleted, or its disk was taken out. Look in the library",
    PlayFault.FORBIDDEN: "{path} may not be read by you: ask the person who owns it, or change its permissions",
    PlayFault.EMPTY: "{path} is empty: nothing was ever written to it, and it can be deleted",
    PlayFault.NOT_A_RECORDING: "{path} cannot be played: it is not a video, or its beginning is destroyed",
    PlayFault.NO_PICTURES: "{path} holds no pictures: the recording ended before the first one, and it can be deleted",
    PlayFault.NO_VIDEO: "{path} holds no pictures that this program can show: try another player",
    PlayFault.UNREADABLE: "{path} cannot be read ({detail}): check the disk that it is on",
}


class CannotPlay(RecordingError):
    """A file cannot be played, or not any longer."""

    def __init__(self, path: Path, fault: PlayFault, detail: str = "") -> None:
        self.path = path
        self.fault = fault
        self.detail = detail
        super().__init__(SENTENCES[fault], path=path, detail=detail)


class DamagedPicture(Exception):
    """One picture of a recording is missing or damaged; those around it may be sound."""


def unreadable(path: Path, error: OSError | ValueError) -> CannotPlay:
    """What the system's refusal to read ``path`` means. A ValueError is a path that no system can take."""
    if isinstance(error, FileNotFoundError | ValueError) or error.errno == errno.ENOTDIR:
        return CannotPlay(path, PlayFault.GONE)
    if isinstance(error, PermissionError):
        return CannotPlay(path, PlayFault.FORBIDDEN)
    if isinstance(error, IsADirectoryError):
        return CannotPlay(path, PlayFault.NOT_A_RECORDING)
    return CannotPlay(path, PlayFault.UNREADABLE, error.strerror or str(error))
