"""Whether the last run ended as it should, and what the interpreter said where it did not."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import time
from pathlib import Path
from typing import TextIO

logger = logging.getLogger(__name__)

CRASH_FILE = "crash.txt"
"""What ``faulthandler`` wrote when the interpreter itself came down."""

_MARK = "running"


class LastRun:
    """Marks that the program runs, in the folder of its state. Only the first window of a user has one.

    Where nothing can be written there, nothing is known of the last run, and that is all.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._crash: TextIO | None = None
        self.crashed = False
        """The last run ended without saying so: it was killed, it crashed, or the power failed."""

    def begin(self) -> None:
        """Look what the last run left, and mark this one."""
        mark = self._folder / _MARK
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self.crashed = mark.exists() and not _booted_since(mark)
            crash = self._folder / CRASH_FILE
            if crash.exists() and crash.stat().st_size:
                self.crashed = True
                crash.replace(self._folder / f"{CRASH_FILE}.1")
            mark.write_text(f"{os.getpid()}\n")
            self._crash = crash.open("w")
        except OSError as error:
            logger.info("nothing can be noted in %s: %s", self._folder, error)
            return
        faulthandler.enable(self._crash)

    def end(self) -> None:
        """This run ends as it should."""
        if self._crash is not None:
            faulthandler.disable()
            self._crash.close()
            self._crash = None
            for name in (CRASH_FILE, _MARK):
                with contextlib.suppress(OSError):
                    (self._folder / name).unlink()


def _booted_since(mark: Path) -> bool:
    """Whether the computer was started anew after the mark was made: then the power failed, not the program."""
    import psutil

    return float(psutil.boot_time()) > mark.stat().st_mtime + 1 or mark.stat().st_mtime > time.time() + 60
