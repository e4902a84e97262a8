"""Where the program's log goes: small files beside its state, and sentences on standard error where there is one."""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from atomcam_gui.faults import FaultReporter
from atomcam_gui.paths import find_paths

WINDOW_LOG = "atomcam.log"
"""All that the program with the window says."""
COMMANDS_LOG = "commands.log"
"""The faults of all that runs without a window: what else it says is on its standard error."""
FORMAT = "%(asctime)s  %(levelname)-7s  %(name)s: %(message)s"

_CONSOLE_FORMAT = "atomcam: %(message)s"
_MAX_BYTES = 1_000_000
_MAX_DESCRIPTION = 200


def start_for_command() -> None:
    """Warnings go to standard error; faults also, whole, to a file. For a process without a window."""
    root = logging.getLogger()
    if root.handlers:  # it is a test, say, and has a log of its own
        return
    root.setLevel(logging.WARNING)
    console = console_handler()
    if console is not None:
        root.addHandler(console)
    faults = LogFile(find_paths().state / COMMANDS_LOG)
    faults.setLevel(logging.ERROR)
    root.addHandler(faults)
    FaultReporter(lambda: None).install()


def console_handler() -> logging.Handler | None:
    """Sentences on standard error, from warnings on. None where there is none, as in a program without a console."""
    if sys.stderr is None:
        return None
    handler = _Console(sys.stderr)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(_Sentences(_CONSOLE_FORMAT))
    return handler


class LogFile(logging.handlers.RotatingFileHandler):
    """A log that stays small, and is made when there is something to write. Where it cannot be, there is none."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_MAX_BYTES, backupCount=1, encoding="utf-8", errors="replace", delay=True)
        self.setFormatter(logging.Formatter(FORMAT))

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """A full disk is no reason to fail, nor to fill a console with it."""

    def close(self) -> None:
        """Write what the disk takes."""
        with contextlib.suppress(OSError):
            super().close()


class _Console(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Nobody reads it any more."""


class _Sentences(logging.Formatter):
    """An error in a word, where the log file has its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        record.message = record.getMessage()
        line = self.formatMessage(record)
        if error is not None:
            line = line.partition("\n")[0] + f" ({described(error)})"
        return line


def described(error: BaseException) -> str:
    """An error that nobody expected, in one line."""
    first = (str(error).strip().splitlines() or [""])[0][:_MAX_DESCRIPTION]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
