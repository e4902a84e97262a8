"""Finds out what is at the other end of a serial port, and brings a board that waits elsewhere back to its console."""

from __future__ import annotations

import logging
import time
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from atomcam_gui.provisioning.console import console_answers
from atomcam_gui.provisioning.console.console_protocol import (
    INTERRUPT,
    LEAVE_RAW_REPL,
    LOADER_SYNC,
    SOFT_RESET,
    Place,
    Sign,
    json_answer,
)
from atomcam_gui.provisioning.console.console_session import ConsoleSession
from atomcam_gui.provisioning.troubles import SetupError, Trouble

_log = logging.getLogger(__name__)

_KNOCKS = 8
_LONGEST_INTERVAL_S = 1.0
_ANSWER_S = 5.0
_CRASHES = 2

_STRONGER_KNOCKS = ((0.25, LEAVE_RAW_REPL), (0.5, INTERRUPT), (0.75, LOADER_SYNC))
"""What a silent board gets instead, after which part of the time: a raw REPL echoes nothing, a program may not listen,
and the ROM loader answers nothing but its own commands."""

_WAY_OUT = {
    Place.REPL: SOFT_RESET,
    Place.RAW_REPL: LEAVE_RAW_REPL,
    Place.REPL_UNFINISHED: INTERRUPT,
}


class Software(StrEnum):
    """What is at the other end."""

    OURS = "ours"
    ESP_IDF = "esp-idf"
    """The ESP-IDF firmware before ours: the same commands, fewer of them."""
    REPL = "repl"
    """MicroPython without our program."""
    LOADER = "loader"
    CRASH_LOOP = "crash loop"
    FOREIGN = "foreign"
    """It says something, but is no board that we know."""
    SILENT = "silent"


_TROUBLES = {
    Software.REPL: Trouble.NO_SOFTWARE,
    Software.LOADER: Trouble.NO_ANSWER,
    Software.CRASH_LOOP: Trouble.CRASH_LOOP,
    Software.FOREIGN: Trouble.NOT_A_BOARD,
    Software.SILENT: Trouble.NO_ANSWER,
}


@dataclass(frozen=True, slots=True)
class BoardLook:
    """What a board is, as far as its console tells."""

    software: Software
    camera_id: str | None = None
    """12 hex digits; our software only."""
    name: str = ""
    version: str = ""
    board: str = ""
    ssid: str = ""
    """The WiFi network that it is set to; empty for none."""

    @property
    def has_console(self) -> bool:
        """Whether it takes our commands."""
        return self.software in (Software.OURS, Software.ESP_IDF)

    def trouble(self, port: str) -> SetupError | None:
        """Why it cannot be set up as it is, or None where it can."""
        trouble = _TROUBLES.get(self.software)
        return SetupError(trouble, port=port) if trouble else None


class Recognition:
    """One try to recognise what is there.

    Args:
        session: of an open port.
        seconds: the most that it may take, apart from a last answer.
    """

    def __init__(self, session: ConsoleSession, seconds: float) -> None:
        self._session = session
        self._began = time.monotonic()
        self._seconds = seconds
        self._end = self._began + seconds
        self._interval = min(_LONGEST_INTERVAL_S, seconds / _KNOCKS)
        self._knocks = list(_STRONGER_KNOCKS)
        self._is_micropython = False
        self._was_reset = False
        self._signs: Counter[Sign] = Counter()
        self._answered: set[Place] = set()

    async def run(self) -> BoardLook:
        """Knock until something is recognised.

        Raises:
            SetupError: UNPLUGGED. Silence and strangers are no errors: the look says so.
        """
        try:
            while time.monotonic() < self._end:
                await self._knock()
                look = await self._watch(min(self._end, time.monotonic() + self._interval))
                if look is not None:
                    return look
        except SetupError as error:
            if error.trouble is not Trouble.NO_ANSWER:  # it takes nothing: that is silence
                raise
        return BoardLook(self._verdict())

    async def _knock(self) -> None:
        link, passed = self._session.link, time.monotonic() - self._began
        self._answered.clear()
        if self._knocks and not self._is_micropython and passed > self._knocks[0][0] * self._seconds:
            _, keys = self._knocks.pop(0)
            await link.write(keys)
        else:
            await self._session.wipe_line()

    async def _watch(self, until: float) -> BoardLook | None:
        while time.monotonic() < until:
            for event in await self._session.listen(until):
                look = None
                if isinstance(event, Sign):
                    look = self._take_sign(event)
                elif isinstance(event, Place):
                    look = await self._at(event)
                if look is not None:
                    return look
        return None

    def _take_sign(self, sign: Sign) -> BoardLook | None:
        if sign is Sign.SOFT_RESET:
            self._was_reset = self._is_micropython = True
            return None
        # One crash may show by a panic and by the start after it: each kind counts for itself.
        self._signs[sign] += 1
        return BoardLook(Software.CRASH_LOOP) if self._signs[sign] >= _CRASHES else None

    async def _at(self, place: Place) -> BoardLook | None:
        """Go on from a prompt. None where a key was needed, or the prompt meant nothing."""
        self._signs.clear()
        if place is Place.CONSOLE:
            return await self._identify()
        if place is Place.LOADER:
            return BoardLook(Software.LOADER)
        self._is_micropython = True
        if place is Place.REPL and self._was_reset:
            return BoardLook(Software.REPL)  # the reset should have started the program
        if place not in self._answered:  # once between two knocks: an echo shows the same prompt again
            self._answered.add(place)
            await self._session.link.write(_WAY_OUT[place])
        return None

    async def _identify(self) -> BoardLook | None:
        """Which firmware's console it is; None where it answers nothing of what either would."""
        session = self._session
        try:
            answer = await session.ask("device info --json", _json_or_refusal, _ANSWER_S)
            if answer:
                return await self._look_at_ours(answer)
            status = await session.ask("wifi status", console_answers.wifi_status_from_text, _ANSWER_S)
        except SetupError as error:
            if error.trouble is not Trouble.CONSOLE_FAILED:
                raise
            _log.info("%s has a prompt like a camera's, and answers otherwise", session.link.path)
            return None
        return BoardLook(Software.ESP_IDF, ssid=status.ssid)

    async def _look_at_ours(self, answer: dict[str, object]) -> BoardLook | None:
        info = console_answers.device_info_from_json(answer)
        if info is None:
            return None
        self._session.is_plain = True
        wifi = console_answers.wifi_status_from_json(
            await self._session.ask("wifi status --json", json_answer, _ANSWER_S)
        )
        ssid = wifi.ssid if wifi else ""
        return BoardLook(Software.OURS, info.camera_id, info.name, info.version, info.board, ssid)

    def _verdict(self) -> Software:
        """What it is that never came to a prompt of ours."""
        if self._is_micropython:
            return Software.REPL
        return Software.FOREIGN if self._session.heard else Software.SILENT


def _json_or_refusal(lines: list[str]) -> dict[str, object] | None:
    """Our JSON; an empty one for a refusal in the older firmware's words."""
    answer = json_answer(lines)
    if answer is None and console_answers.refusal(lines) is not None:
        return {}
    return answer
