"""The line that a terminal would show, made of the bytes that a device sends. No I/O.

Consoles draw: they erase what was typed, go back to the line's beginning, move the cursor and ask where it is. Only
what stands on the line in the end means anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_COLUMNS = 1000
"""What a device that asks how wide the terminal is finds out: so wide that it never breaks a line."""

_LONGEST_LINE = 32 * 1024
_LONGEST_SEQUENCE = 24

_TOKEN = re.compile(
    rb"(?P<text>[^\x00-\x08\x0a-\x1f\x7f]+)"
    rb"|\x1b\[(?P<numbers>[0-9;?]*)(?P<final>[@-~])"
    rb"|\x1b[^\[]"
    rb"|(?P<control>[\x00-\x1f\x7f])",
    re.DOTALL,
)
_UNFINISHED = re.compile(rb"\x1b(\[[0-9;?]*)?\Z")


@dataclass(frozen=True, slots=True)
class FinishedLine:
    """A line feed came; the line as it stood."""

    data: bytes


@dataclass(frozen=True, slots=True)
class CursorQuestion:
    """The device asks where the cursor is, and waits for the answer: nothing else that comes is typed meanwhile."""

    answer: bytes
    """What a terminal sends back."""


class TerminalScreen:
    """One line of a terminal."""

    def __init__(self) -> None:
        self._line = bytearray()
        self._column = 0
        self._rest = b""

    @property
    def current(self) -> bytes:
        """The unfinished line up to the cursor."""
        return bytes(self._line[: self._column])

    @property
    def column(self) -> int:
        """Where the cursor is, counted from 0."""
        return self._column

    def restart(self, line: bytes) -> None:
        """Go on with another unfinished line."""
        self._line = bytearray(line)
        self._column = len(line)

    def pieces(self, data: bytes) -> list[re.Match[bytes]]:
        """What came, cut into texts and control sequences. An unfinished sequence waits for its rest."""
        data = self._rest + data
        unfinished = _UNFINISHED.search(data, max(0, len(data) - _LONGEST_SEQUENCE))
        self._rest = unfinished[0] if unfinished else b""
        return list(_TOKEN.finditer(data, 0, len(data) - len(self._rest)))

    def draw(self, piece: re.Match[bytes]) -> FinishedLine | CursorQuestion | None:
        """Draw one piece. After a FinishedLine, ``restart`` may put a part of it back."""
        if piece["text"] is not None:
            self._put(piece["text"])
        elif piece["final"] is not None:
            return self._obey(piece["numbers"], piece["final"])
        elif piece["control"] == b"\n":
            line, self._line, self._column = bytes(self._line), bytearray(), 0
            return FinishedLine(line)
        elif piece["control"] == b"\r":
            self._column = 0
        elif piece["control"] == b"\x08":
            self._column = max(0, self._column - 1)
        return None

    def _put(self, text: bytes) -> None:
        text = text[: max(0, _LONGEST_LINE - self._column)]
        self._line += b" " * (self._column - len(self._line))
        self._line[self._column : self._column + len(text)] = text
        self._column += len(text)

    def _obey(self, numbers: bytes, final: bytes) -> CursorQuestion | None:
        first = numbers.split(b";")[0]
        number = min(int(first), MOST_COLUMNS) if first.isdigit() else None
        if final == b"C":
            self._column = max(self._column, min(self._column + (number or 1), MOST_COLUMNS - 1))
        elif final == b"D":
            self._column = max(0, self._column - (number or 1))
        elif final == b"K" and not number:
            del self._line[self._column :]
        elif final == b"n" and number == 6:
            return CursorQuestion(b"\x1b[1;%dR" % (self._column + 1))
        return None
