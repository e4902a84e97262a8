"""A board's serial console without I/O: bytes in, events out; and how words are typed.

Understood are our own board's console, that of the ESP-IDF firmware before it (``esp_console`` with linenoise: echo,
colours, line drawing, and log lines in the middle of anything), MicroPython's REPL in all its modes, the ROM loader,
and what a board prints that starts again and again.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum

from atomcam_gui.provisioning.console.terminal_screen import CursorQuestion, TerminalScreen

ENTER = b"\r"
CLEAR_LINE = b"\x15"
BACKSPACE = b"\x7f"
INTERRUPT = b"\x03"
SOFT_RESET = b"\x04"
LEAVE_RAW_REPL = b"\x02"
LOADER_SYNC = b"\xc0\x00\x08\x24\x00\x00\x00\x00\x00\x07\x07\x12\x20" + b"U" * 32 + b"\xc0"
"""The ROM loader's first command (esptool's ``sync``), which it answers in any state."""


class Place(StrEnum):
    """What waits for input, by its prompt."""

    CONSOLE = "console"
    """``cam>``: our console, or that of the older firmware."""
    REPL = "repl"
    RAW_REPL = "raw repl"
    REPL_UNFINISHED = "repl, in the middle of something"
    """MicroPython's paste mode, or a statement of several lines. Ctrl-C leaves it."""
    LOADER = "loader"


class Sign(StrEnum):
    """What tells that a board starts, or fails."""

    BOOT = "boot"
    PANIC = "panic"
    PROGRAM_FAILED = "program failed"
    SOFT_RESET = "soft reset"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was finished: an answer's, or the echo of what was typed. Without control characters."""

    text: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """A log line of ESP-IDF's, cut out of wherever it stood."""

    text: str


Event = Line | LogLine | Place | Sign | CursorQuestion

_LOG = re.compile(rb"[EWIDV] \([0-9:. -]{1,20}\) [\w .:/-]{1,40}: ")
_PROMPT = re.compile(rb"\s*cam>\s+")
_REPL_PROMPTS = {b">>> ": Place.REPL, b"... ": Place.REPL_UNFINISHED}
_SIGNS = (
    (re.compile(r"\brst:0x[0-9a-f]+ \("), Sign.BOOT),
    (re.compile(r"Guru Meditation Error|abort\(\) was called|assert failed:|Brownout detector was"), Sign.PANIC),
    (re.compile(r"MPY: soft reboot"), Sign.SOFT_RESET),
)
_LOADER_ANSWER = b"\xc0\x01\x08"
_PLACES = (
    (re.compile(r"[> ]*raw REPL; CTRL-B to exit"), Place.RAW_REPL),
    (re.compile(r"waiting for download"), Place.LOADER),
)
_TRACEBACK = "Traceback (most recent call last):"


class ConsoleReader:
    """Reads a console. Memory is bounded whatever comes: lines are cut at 32 KiB."""

    def __init__(self) -> None:
        self._screen = TerminalScreen()
        self._tail = b""
        self._typed: bytes | None = None
        self._in_traceback = False

    def receive(self, data: bytes) -> list[Event]:
        """Take what came, in pieces of any size; what it means, in order.

        A prompt counts only where nothing follows it yet, so it is always the last event.
        """
        events: list[Event] = []
        for piece in self._screen.pieces(data):
            news = self._screen.draw(piece)
            if isinstance(news, CursorQuestion):
                events.append(news)
            elif news is not None:
                events += self._finish(news.data)
        place = self._place()
        if _LOADER_ANSWER in self._tail + data:
            place = Place.LOADER
        self._tail = (self._tail + data)[-2:]
        if place is not None:
            events.append(place)
        return events

    def is_typed(self, text: bytes) -> bool:
        """Whether exactly this stands after the prompt, as echo of what was typed. It is no log line, then."""
        self._typed = text
        return _without_prompt(self._screen.current) == text

    def _place(self) -> Place | None:
        current = self._screen.current
        if current.startswith(b"=== "):
            return Place.REPL_UNFINISHED
        if _PROMPT.fullmatch(current):
            return Place.CONSOLE
        return _REPL_PROMPTS.get(current)

    def _finish(self, data: bytes) -> list[Event]:
        is_ours = _is_json(data) or _without_prompt(data) == self._typed
        log = None if is_ours else _LOG.search(data)
        if log:
            # Printed into whatever line there was: that one goes on.
            self._screen.restart(data[: log.start()])
            return [LogLine(data[log.start() :].decode(errors="replace"))]
        text = data.decode(errors="replace")
        return [Line(text), *self._signs(text)] if text.strip() else []

    def _signs(self, text: str) -> list[Event]:
        for pattern, place in _PLACES:
            if pattern.fullmatch(text.strip()):
                return [place]
        if text.startswith(_TRACEBACK):
            self._in_traceback = True
        elif self._in_traceback and not text.startswith(" "):
            self._in_traceback = False
            # Ctrl-C is what somebody wanted, no failure.
            return [] if text.startswith("KeyboardInterrupt") else [Sign.PROGRAM_FAILED]
        return [sign for pattern, sign in _SIGNS if pattern.search(text)]


def quote(word: str) -> str:
    """A word as both consoles take it, whatever is in it: in double quotes."""
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def is_typeable(word: str) -> bool:
    """Whether a word can be typed at all: it has no control characters, and none that UTF-8 cannot write."""
    return not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in word)


def json_answer(lines: list[str]) -> dict[str, object] | None:
    """The JSON object among an answer's lines; None where there is none that is whole."""
    for text in reversed(lines):
        start = text.find("{")
        if start >= 0:
            try:
                answer = json.loads(text[start:])
            except ValueError:
                continue
            if isinstance(answer, dict) and isinstance(answer.get("ok"), bool):
                return answer
    return None


def _without_prompt(line: bytes) -> bytes:
    prompt = _PROMPT.match(line)
    return line[prompt.end() :] if prompt else line


def _is_json(data: bytes) -> bool:
    return data.lstrip().startswith(b'{"') and data.rstrip().endswith(b"}")
