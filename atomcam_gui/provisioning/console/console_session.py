"""Talks with a console the way a careful person does: types, looks at what was echoed, and only then presses Enter.

So a line that noise or a half-typed one has spoilt is never run, and an answer always belongs to its question, however
late the one before came. What was typed may hold a password: it appears in no log and no error.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import TypeVar

from atomcam_gui.provisioning.console.console_protocol import (
    BACKSPACE,
    CLEAR_LINE,
    ENTER,
    ConsoleReader,
    Event,
    Line,
    LogLine,
    Place,
)
from atomcam_gui.provisioning.console.terminal_screen import CursorQuestion
from atomcam_gui.provisioning.serial.serial_link import SerialLink
from atomcam_gui.provisioning.troubles import SetupError, Trouble

_log = logging.getLogger(__name__)

_ECHO_S = 2.0
_PROMPT_S = 2.0
_KEY_GAP_S = 0.05
"""linenoise takes bytes that come within 30 ms of each other as pasted: Enter and Ctrl-U then stand for themselves."""
_LONGEST_PAUSE_S = 0.5
_QUIET_S = 0.15
_MOST_LINES = 1000
_MOST_HELD = 1000
_MOST_BY_OTHERS = 100
"""Characters of a line that somebody else has left half-typed."""

T = TypeVar("T")


class Disturbed(Exception):
    """An answer did not come, or not whole."""


class ConsoleSession:
    """A link with a console at its other end. One exchange at a time; the caller sees to that.

    Attributes:
        is_plain: whether the console takes keys at any speed, as ours does. Else the typing keeps linenoise's rules.
        heard: bytes that came so far, whatever they were.
    """

    def __init__(self, link: SerialLink) -> None:
        self.link = link
        self.is_plain = False
        self.heard = 0
        self._reader = ConsoleReader()
        self._held: list[Event] = []
        # How much of a command may stand on the line, or be about to be answered: 0 once it was.
        self._typed = 0

    async def listen(self, until: float) -> list[Event]:
        """What comes next, up to ``until`` on the clock of ``time.monotonic``. Questions for the cursor are answered.

        Raises:
            SetupError: UNPLUGGED.
        """
        if self._held:
            events, self._held = self._held, []
            return events
        data = await self.link.read(until - time.monotonic())
        self.heard += len(data)
        events = self._reader.receive(data) if data else []
        questions = [event for event in events if isinstance(event, CursorQuestion)]
        if questions:  # who asks waits for the answer: more than one at once is noise
            await self.link.write(questions[-1].answer)
        await asyncio.sleep(0)  # a flood shall not keep the loop from everything else
        return events

    async def press_enter(self) -> None:
        """Enter, far enough from what was typed to be taken as a key."""
        await self._pause()
        await self.link.write(ENTER)

    async def wipe_line(self) -> None:
        """Forget whatever was typed so far, by this program or anybody else."""
        await self._clear_line()
        if not self.is_plain:
            # Where linenoise does not draw, Ctrl-U is no key. And where it waits for the cursor's place, since who
            # was asked has gone, 31 bytes of anything are an answer.
            await self.link.write(BACKSPACE * (self._typed + _MOST_BY_OTHERS))
        await self.press_enter()

    async def ask(self, line: str, read: Callable[[list[str]], T | None], seconds: float) -> T:
        """Run a command; once more, after both sides have come together again, where its answer was not whole.

        Args:
            line: what to type; it is never logged.
            read: makes something of the answer's lines, or None where they are not whole.
            seconds: for the answer.

        Raises:
            SetupError: CONSOLE_FAILED, UNPLUGGED, or what ``read`` raises.
        """
        for attempt in (1, 2):
            try:
                if self._typed:  # the exchange before was broken off
                    await self._come_together()
                result = read(await self._exchange(line.encode(), seconds))
            except Disturbed as disturbed:
                _log.info("%s: attempt %d: %s", self.link.path, attempt, disturbed)
            else:
                if result is not None:
                    return result
                _log.info("%s: attempt %d: the answer makes no sense", self.link.path, attempt)
        raise SetupError(Trouble.CONSOLE_FAILED, doing=self.link.doing)

    async def _exchange(self, line: bytes, seconds: float) -> list[str]:
        self._typed = len(line)
        await self._clear_line()
        await self.link.write(line)
        await self._see_echo(line)
        self._held.clear()
        await self.press_enter()
        answer = await self._read_answer(time.monotonic() + seconds)
        self._typed = 0
        return answer

    async def _clear_line(self) -> None:
        await self._pause()
        await self.link.write(CLEAR_LINE)
        await self._pause()

    async def _see_echo(self, line: bytes) -> None:
        until = time.monotonic() + _ECHO_S
        while not self._reader.is_typed(line):
            if time.monotonic() > until:
                raise Disturbed("what was typed did not come back as it was")
            await self.listen(until)

    async def _read_answer(self, until: float) -> list[str]:
        lines: list[str] = []
        while time.monotonic() < until:
            for event in await self.listen(until):
                if isinstance(event, Line):
                    lines = [*lines[-_MOST_LINES:], event.text]
                elif event is Place.CONSOLE and lines:  # the first line is the echo
                    return lines[1:]
                elif event in (Place.REPL, Place.RAW_REPL, Place.REPL_UNFINISHED):
                    raise Disturbed(f"the board is at its {event}")
        raise Disturbed("the answer did not end in time")

    async def _come_together(self) -> None:
        """Whatever was typed and is still being said: now the board is at an empty line, or does not answer."""
        await self.wipe_line()
        until = time.monotonic() + _PROMPT_S
        at_prompt_since: float | None = None
        while (now := time.monotonic()) < until:
            if at_prompt_since is not None and now - at_prompt_since >= _QUIET_S:
                return
            for event in await self.listen(min(until, now + _QUIET_S)):
                if event is Place.CONSOLE:
                    at_prompt_since = at_prompt_since or now
                elif not isinstance(event, LogLine):
                    at_prompt_since = None

    async def _pause(self) -> None:
        """Until the next key counts as one. A question for the cursor is answered first: it would take the key."""
        if self.is_plain:
            return
        latest = time.monotonic() + _LONGEST_PAUSE_S
        until = time.monotonic() + _KEY_GAP_S
        while time.monotonic() < min(until, latest):
            held, self._held = self._held, []
            events = await self.listen(until)
            self._held = [*held, *events][-_MOST_HELD:]
            if any(isinstance(event, CursorQuestion) for event in events):
                until = time.monotonic() + _KEY_GAP_S
