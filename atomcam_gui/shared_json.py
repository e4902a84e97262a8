"""A small JSON file that several programs of one user read and change: nobody's entry is lost.

A program reads it anew when it ``changed``, and changes it inside ``locked``: read, merge, write.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from atomcam_gui import files

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_WAIT_S = 2.0
"""Another program holds the lock for one read and one write. Where the file stays the same for longer than this, it
hangs, and is not waited for: it is still read before the write, and the moment between both is short."""

_LOOK_S = 0.005

_Signature = tuple[int, int, int]


class SharedJson:
    """One file. Not thread-safe; blocks for as long as a small file takes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: _Signature | None = None

    def changed(self) -> bool:
        """Whether there is a file, and another than was last read or written here. Costs one ``stat``."""
        now = self._signature()
        return now is not None and now != self._known

    def read(self) -> Any:
        """The document, as ``files.read_json`` gives it.

        Raises:
            SettingsError: the file exists but cannot be opened.
        """
        # Taken before the content: a change in between is seen by the next look.
        self._known = self._signature()
        return files.read_json(self.path)

    def write(self, document: Any) -> None:
        """Replace the document; only the owner may read it.

        Raises:
            SettingsError: it could not be written.
        """
        files.write_json(self.path, document, private=True)
        self._known = self._signature()

    def set_aside(self) -> Path:
        """Rename a broken file, and say to what.

        Raises:
            SettingsError: it could not be renamed.
        """
        self._known = None
        return files.set_aside(self.path)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """While inside, no other program is. Where nothing can be locked, the write itself will say why."""
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(OSError):
                self.path.parent.mkdir(parents=True, exist_ok=True)
                lock = os.open(self.path.with_name(f".{self.path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
                stack.callback(os.close, lock)  # which gives the lock back
                self._wait_for(lock)
            yield

    def _wait_for(self, handle: int) -> None:
        """Take the lock, or give up where its holder has written nothing for ``LOCK_WAIT_S``."""
        # Programs that write one after the other on a slow disk are waited for, however many there are.
        before, deadline = self._signature(), time.monotonic() + LOCK_WAIT_S
        while True:
            try:
                _take(handle)
            except OSError:
                now = self._signature()
                if now != before:
                    before, deadline = now, time.monotonic() + LOCK_WAIT_S
                elif time.monotonic() > deadline:
                    raise
                time.sleep(_LOOK_S)
            else:
                return

    def _signature(self) -> _Signature | None:
        try:
            state = self.path.stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_size, state.st_ino


def _take(handle: int) -> None:
    """Lock, or fail at once with OSError."""
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
