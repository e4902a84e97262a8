"""The last line of defence: what nobody expected ends in one sentence and a log, never in a traceback on a console."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import NoReturn

from atomcam_gui import program_log
from atomcam_gui.paths import find_paths

_ERROR_ICON = 0x10  # MB_ICONERROR


def end(error: BaseException) -> NoReturn:
    """Tell of a fault that the program cannot outlive, and end it with status 1, at once: whatever is half made may
    hang or crash at the interpreter's own end."""
    text = "".join(traceback.format_exception(error))
    end_with(f"something went wrong that nobody expected ({program_log.described(error)})", text)


def end_with(what: str, details: str) -> NoReturn:
    """The same for what is no exception.

    Args:
        what: a part of a sentence.
        details: for the log.
    """
    log = _note(details)
    tell(f"{what}; {f'{log} says more, for a report' if log is not None else 'nothing more could be written down'}")
    logging.shutdown()
    os._exit(1)


def tell(sentence: str) -> None:
    """One line on standard error; where a program without a console fails on Windows, a box that says it."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):  # nobody reads it
            print(f"atomcam: {sentence}", file=sys.stderr, flush=True)  # noqa: T201
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence[:1].upper() + sentence[1:], "AtomCam", _ERROR_ICON)


def _note(details: str) -> Path | None:
    """Write to the program's log, or where that cannot be to a file of its own. Returns which."""
    record = logging.LogRecord(__name__, logging.CRITICAL, __file__, 0, details.rstrip(), None, None)
    line = logging.Formatter(program_log.FORMAT).format(record) + "\n"
    with contextlib.suppress(OSError, RuntimeError):
        log = find_paths().state / program_log.WINDOW_LOG
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", errors="replace") as file:
            file.write(line)
        return log
    with contextlib.suppress(OSError):
        handle, name = tempfile.mkstemp(prefix="atomcam-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as other:
            other.write(line)
        return Path(name)
    return None
