"""What a disk refuses, in the program's words."""

from __future__ import annotations

import contextlib
import errno
import sys
from collections.abc import Iterator
from pathlib import Path

from atomcam_gui.errors import DiskFull, FolderUnusable, PathTooLong, RecordingError
from atomcam_gui.phrase import Phrase

_FULL = (errno.ENOSPC, errno.EDQUOT)
_WINDOWS_MAX_PATH = 260
_REASONS = {
    errno.EEXIST: Phrase("a file of that name is there"),
    errno.ENOTDIR: Phrase("a file is in the place of a folder"),
}


@contextlib.contextmanager
def on_disk(path: Path) -> Iterator[None]:
    """Around calls that write the file ``path`` or its folder.

    Raises:
        RecordingError: instead of the system's OSError, or Python's ValueError for a path that no system can take.
    """
    try:
        yield
    except (OSError, ValueError) as error:
        raise disk_trouble(path, error) from error


def disk_trouble(path: Path, error: OSError | ValueError) -> RecordingError:
    """What an error means that came up while the file ``path`` was written."""
    if isinstance(error, ValueError):
        return FolderUnusable(path.parent, Phrase("its name has characters that this system cannot write"))
    if error.errno in _FULL:
        return DiskFull(path.parent)
    if error.errno == errno.ENAMETOOLONG or _is_too_long_for_windows(path, error):
        return PathTooLong(path)
    reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
    return FolderUnusable(path.parent, reason)


def _is_too_long_for_windows(path: Path, error: OSError) -> bool:
    # Windows says of a long path that it is not there.
    return sys.platform == "win32" and error.errno == errno.ENOENT and len(str(path)) >= _WINDOWS_MAX_PATH
