"""A download on its way: ``NAME.part``, and ``NAME.part.json`` that says what it is a part of.

``NAME.lock`` is held by the program that writes them. A second one that downloads the same at the same time gets a
part of its own, which nobody goes on with later. The system lets a lock go when its program dies.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from atomcam_gui.provisioning.troubles import SetupError, Trouble

Write = Callable[[bytes], None]

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Rest:
    """What is there already of a download that was cut."""

    size: int
    validator: str
    """The ``ETag`` or date that the server gave the file."""


class PartFile:
    """The bytes so far. Each method raises ``SetupError`` (``DISK_FULL``, ``CACHE_FAILED``) where the disk fails."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._note = path.with_name(f"{path.name}.json")
        self.folder = path.parent

    def rest(self, url: str) -> Rest | None:
        """What is there of this URL's file, if it is known of which version of it."""
        with on_disk(self.folder):
            try:
                note = json.loads(self._note.read_text(encoding="utf-8"))
                size = self._path.stat().st_size
            except (FileNotFoundError, ValueError, RecursionError):
                return None
        if not isinstance(note, dict) or note.get("url") != url or size == 0:
            return None
        validator = note.get("validator")
        return Rest(size, validator) if isinstance(validator, str) else None

    @contextlib.contextmanager
    def begin(self, url: str, validator: str | None) -> Iterator[Write]:
        """Write from the first byte on. Without a validator, the part cannot be gone on with."""
        with on_disk(self.folder):
            self._note.unlink(missing_ok=True)
            file = self._path.open("wb")
        with self._writing(file) as write:
            if validator is not None:
                with on_disk(self.folder):
                    self._note.write_text(json.dumps({"url": url, "validator": validator}), encoding="utf-8")
            yield write

    @contextlib.contextmanager
    def go_on(self) -> Iterator[Write]:
        """Write behind what is there."""
        with on_disk(self.folder):
            file = self._path.open("ab")
        with self._writing(file) as write:
            yield write

    @contextlib.contextmanager
    def _writing(self, file: BinaryIO) -> Iterator[Write]:
        def write(data: bytes) -> None:
            with on_disk(self.folder):
                file.write(data)

        try:
            yield write
        finally:
            # What the buffer still has may not fit the disk.
            with on_disk(self.folder):
                file.close()

    def sha256(self) -> str | None:
        """The hex digest of what is there; None where nothing is."""
        with on_disk(self.folder):
            return sha256_of(self._path) if self._path.is_file() else None

    def install(self, target: Path) -> None:
        """Make it the finished file, also through a power cut."""
        with on_disk(target.parent):
            with self._path.open("rb+") as file:
                os.fsync(file.fileno())
            self._path.replace(target)
            self._note.unlink(missing_ok=True)

    def discard(self) -> None:
        """Forget it."""
        with on_disk(self.folder):
            self._note.unlink(missing_ok=True)
            self._path.unlink(missing_ok=True)


@contextlib.contextmanager
def claim_part(target: Path) -> Iterator[PartFile]:
    """The part of a file that is to be downloaded; nobody else's while the block runs.

    Raises:
        SetupError: ``DISK_FULL`` or ``CACHE_FAILED``.
    """
    with on_disk(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = target.with_name(f"{target.name}.lock").open("ab")
    with lock:
        if _lock(lock):
            yield PartFile(target.with_name(f"{target.name}.part"))
            return
    with _part_of_its_own(target) as part:
        yield part


@contextlib.contextmanager
def _part_of_its_own(target: Path) -> Iterator[PartFile]:
    with on_disk(target.parent):
        handle, path = tempfile.mkstemp(prefix=f"{target.name}.", suffix=".part", dir=target.parent)
        os.close(handle)
    part = PartFile(Path(path))
    try:
        yield part
    finally:
        part.discard()


@contextlib.contextmanager
def on_disk(folder: Path) -> Iterator[None]:
    """Say in a set-up's words what a disk or its rights refused.

    Raises:
        SetupError: ``DISK_FULL`` or ``CACHE_FAILED``.
    """
    try:
        yield
    except OSError as error:
        raise disk_trouble(folder, error) from error


def disk_trouble(folder: Path, error: OSError) -> SetupError:
    """The trouble that a file's error means."""
    if error.errno in _FULL:
        return SetupError(Trouble.DISK_FULL, folder=folder)
    return SetupError(Trouble.CACHE_FAILED, folder=folder, reason=error.strerror or error)


def sha256_of(path: Path) -> str:
    """A file's SHA-256 in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _lock(file: BinaryIO) -> bool:
    """Lock a file until it is closed; False where another program has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        # A file system without locks (some network folders) gives each its own part too.
        return False
    return True
