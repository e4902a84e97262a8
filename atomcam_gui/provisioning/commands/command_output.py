"""How ``atomcam flash`` and ``atomcam setup`` tell what they do: lines for people, or JSON objects for programs.

With ``--json`` one object a line goes to standard output, the last one ``{"event": "done", …}`` or
``{"event": "failed", "error": CODE, "message": …}``. Else progress goes to standard error, on a terminal as one line
that is written over and over, and the result to standard output.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from typing import Protocol, TextIO

from atomcam_gui.provisioning.troubles import SetupError

UNNAMED = "failed"
"""The code of errors that are no trouble with a camera, such as a settings file that cannot be read."""

_STEPS = 10
"""Where the line cannot be written over, progress is told for each new step and each tenth of the whole."""


class Output(Protocol):
    """Where a command's news go."""

    def event(self, event: str, text: str, **fields: object) -> None:
        """A fact.

        Args:
            event: its name, for programs.
            text: the same for people; empty for what only programs want.
            fields: what programs get.
        """

    def progress(self, step: str, text: str, fraction: float | None, seconds_left: float | None = None) -> None:
        """How far it is.

        Args:
            step: what is done now, for programs.
            text: the same for people.
            fraction: 0 to 1; None where it is not known.
        """

    def done(self, text: str, **fields: object) -> None:
        """All is done."""

    def failed(self, error: Exception) -> None:
        """It has failed. What to tell people is the caller's."""


def make_output(*, as_json: bool) -> Output:
    """The output that was asked for."""
    return JsonOutput() if as_json else TextOutput(sys.stderr)


class JsonOutput:
    """For programs."""

    def event(self, event: str, text: str, **fields: object) -> None:
        """One object."""
        self._print(event=event, **fields)

    def progress(self, step: str, text: str, fraction: float | None, seconds_left: float | None = None) -> None:
        """One object; fraction and seconds to the thousandth and the tenth."""
        self._print(
            event="progress",
            step=step,
            fraction=None if fraction is None else round(fraction, 3),
            seconds_left=None if seconds_left is None else round(seconds_left, 1),
        )

    def done(self, text: str, **fields: object) -> None:
        """The last object."""
        self._print(event="done", **fields)

    def failed(self, error: Exception) -> None:
        """The last object."""
        code = error.trouble.value if isinstance(error, SetupError) else UNNAMED
        self._print(event="failed", error=code, message=str(error))

    @staticmethod
    def _print(**fields: object) -> None:
        _write(sys.stdout, json.dumps(fields) + "\n")


class TextOutput:
    """For people.

    Args:
        stream: where progress goes.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_terminal = stream.isatty()
        self._open_line = False
        self._told: tuple[str, int] = ("", 0)

    def event(self, event: str, text: str, **fields: object) -> None:
        """A line of its own."""
        if text:
            self._line(text)

    def progress(self, step: str, text: str, fraction: float | None, seconds_left: float | None = None) -> None:
        """The terminal's line, or a line now and then."""
        if self._is_terminal:
            self._over(_with_numbers(text, fraction, seconds_left))
            return
        now = (step, int((fraction or 0.0) * _STEPS))
        if now != self._told:
            self._told = now
            self._line(_with_numbers(text, fraction, None))

    def done(self, text: str, **fields: object) -> None:
        """The result, on standard output."""
        self._end_line()
        _write(sys.stdout, text + "\n")

    def failed(self, error: Exception) -> None:
        """Make room for what the caller tells."""
        self._end_line()

    def _line(self, text: str) -> None:
        self._end_line()
        _write(self._stream, text + "\n")

    def _over(self, text: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        _write(self._stream, f"\r{text[:width]}\x1b[K")
        self._open_line = True

    def _end_line(self) -> None:
        if self._open_line:
            _write(self._stream, "\n")
            self._open_line = False


def _with_numbers(text: str, fraction: float | None, seconds_left: float | None) -> str:
    if fraction is not None:
        text += f"  {fraction:.0%}"
    if seconds_left is not None:
        text += f", {_duration(seconds_left)} left"
    return text


def _duration(seconds: float) -> str:
    whole = max(1, round(seconds))
    return f"{whole} s" if whole < 100 else f"{whole // 60} min {whole % 60} s"


def _write(stream: TextIO, text: str) -> None:
    """Write at once, past Python's buffer, so that a reader that went away fails here and is no failure of ours.

    Letters that the terminal lacks are written as escapes.
    """
    left = memoryview(text.encode(stream.encoding or "utf-8", "backslashreplace"))
    with contextlib.suppress(OSError):
        while left:
            left = left[os.write(stream.fileno(), left) :]
