"""A hidden file beside each recording that runs: ``.NAME.mkv.recording``.

It is locked by the program that records, and the system lifts the lock however that program ends. So a mark that can be
locked belongs to a recording that was cut short, and one that cannot is somebody's who is at work. All of it blocks.
"""

from __future__ import annotations

import contextlib
import errno
import json
import logging
import os
import socket
import sys
from pathlib import Path
from typing import Any

from atomcam_gui.recording.disk_errors import on_disk

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

logger = logging.getLogger(__name__)

_PREFIX, _SUFFIX = ".", ".recording"
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK)
_LOCKED_BYTE = 1 << 30
"""Windows lets nobody read what is locked: a byte that is not there."""


def mark_path(recording: Path) -> Path:
    """Where a recording's mark is, if it has one."""
    return recording.with_name(f"{_PREFIX}{recording.name}{_SUFFIX}")


def marked_recordings(folder: Path) -> tuple[Path, ...]:
    """The recordings in a folder that have a mark: those that run and those that were cut short.

    Raises:
        RecordingError: the folder cannot be read. One that is not there has none.
    """
    with on_disk(folder / _PREFIX):
        try:
            names = sorted(entry.name for entry in os.scandir(folder))
        except FileNotFoundError:
            return ()
    return tuple(
        folder / name[len(_PREFIX) : -len(_SUFFIX)]
        for name in names
        if name.startswith(_PREFIX) and name.endswith(_SUFFIX) and len(name) > len(_PREFIX + _SUFFIX)
    )


def is_open(recording: Path) -> bool:
    """Whether a program, this or another, records into the file or repairs it at the moment."""
    try:
        handle = _open_locked(mark_path(recording), os.O_RDWR)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    if handle is None:
        return True
    os.close(handle)
    return False


class Mark:
    """A mark that this program has locked."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle = handle

    @classmethod
    def make(cls, recording: Path) -> Mark | None:
        """Mark a recording that is about to begin; None where another program is at work under this name.

        Raises:
            OSError: the mark cannot be made.
        """
        path = mark_path(recording)
        handle = _open_locked(path, os.O_RDWR | os.O_CREAT)
        if handle is None:
            return None
        try:
            _sign(handle)
        except BaseException:
            os.close(handle)
            raise
        return cls(path, handle)

    @classmethod
    def take_over(cls, recording: Path) -> Mark | None:
        """Take the mark of a recording that was cut short; None where its program is still at work, or it has none.

        Raises:
            OSError: the mark cannot be opened.
        """
        path = mark_path(recording)
        try:
            handle = _open_locked(path, os.O_RDWR)
        except FileNotFoundError:
            return None
        return None if handle is None else cls(path, handle)

    def remove(self) -> None:
        """The recording is complete, or gone."""
        try:
            if sys.platform != "win32":
                self._path.unlink(missing_ok=True)
                return
        except OSError as error:
            # The next start finds a complete recording, and tries again.
            logger.warning("%s could not be removed (%s)", self._path, error)
        finally:
            self.let_go()
        with contextlib.suppress(OSError):  # Windows removes nothing that is open
            self._path.unlink(missing_ok=True)

    def let_go(self) -> None:
        """Leave the mark to whoever completes the recording."""
        os.close(self._handle)


def _open_locked(path: Path, flags: int) -> int | None:
    """A descriptor of the mark, locked; None where somebody else has locked or just removed it. Raises OSError."""
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0), 0o644)
    try:
        if _lock(handle) and _is_at(path, handle):
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _is_at(path: Path, handle: int) -> bool:
    """Whether the mark is still at its path: its owner may have removed it before we could lock it."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        # Some network folders have no locks; then the process that signed the mark is asked for.
        return not _signer_lives(handle)
    return True


def _sign(handle: int) -> None:
    import psutil

    process = psutil.Process()
    signature = {"host": socket.gethostname(), "pid": process.pid, "started": process.create_time()}
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, json.dumps(signature).encode("ascii"))


def _signer_lives(handle: int) -> bool:
    """Whether the process that signed still runs. Of another computer's process nothing is known: it may."""
    import psutil

    os.lseek(handle, 0, os.SEEK_SET)
    try:
        signature: Any = json.loads(os.read(handle, 4096))
        host, pid, started = signature["host"], signature["pid"], signature["started"]
    except (ValueError, KeyError, TypeError):
        return False
    if host != socket.gethostname():
        return True
    try:
        return bool(abs(psutil.Process(pid).create_time() - started) < 1.0)
    except psutil.NoSuchProcess:
        return False
