"""A board's serial console as coroutines: what the set-up asks of it, for our software and the older firmware alike."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from typing import Self, TypeVar

from atomcam_gui.camera.board_words import heard
from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.console import console_answers
from atomcam_gui.provisioning.console.board_recognition import BoardLook, Recognition, Software
from atomcam_gui.provisioning.console.console_answers import Json, Network, StreamStatus, WifiState, WifiStatus
from atomcam_gui.provisioning.console.console_protocol import json_answer, quote
from atomcam_gui.provisioning.console.console_session import ConsoleSession
from atomcam_gui.provisioning.console.wifi_join import JoinWatch, OnStatus, check_credentials
from atomcam_gui.provisioning.serial.serial_link import SerialLink
from atomcam_gui.provisioning.troubles import SetupError, Trouble

__all__ = [
    "BoardConsole",
    "BoardLook",
    "Network",
    "Software",
    "StreamStatus",
    "WifiState",
    "WifiStatus",
]

_RECOGNISE_S = 8.0
_ANSWER_S = 5.0
_SCAN_S = 15.0
_JOIN_S = 30.0
_POLL_S = 0.3
SECOND_CHANCE_S = 3.0
"""How long a failure to join must stand before it is believed: an attempt of the board's takes two seconds."""
_MOST_NETWORKS = 40
_LEAVING_TRIES = 3
_KEY_BYTES = 32
_BUSY_RADIO = "ESP_ERR_WIFI_STATE"
"""The older firmware's words for a radio that is just connecting."""

T = TypeVar("T")


class BoardConsole:
    """An open port with a board at its other end. For the event loop's thread; commands wait for each other.

    Every method raises SetupError: UNPLUGGED, CONSOLE_FAILED (no whole answer, twice), CONSOLE_REFUSED (the board
    says no), and what ``BoardLook.trouble`` tells where no board of ours is there.
    """

    def __init__(self, link: SerialLink, *, second_chance_s: float = SECOND_CHANCE_S) -> None:
        self._link = link
        self._second_chance_s = second_chance_s
        self._session = ConsoleSession(link)
        self._look: BoardLook | None = None
        self._turn = asyncio.Lock()

    @classmethod
    async def open(cls, path: str) -> Self:
        """Open the port; who is there is found out by ``recognise``.

        Raises:
            SetupError: PORT_….
        """
        return cls(await SerialLink.open(path))

    @property
    def path(self) -> str:
        """The port."""
        return self._link.path

    async def recognise(self, seconds: float = _RECOGNISE_S) -> BoardLook:
        """What is there. A board in MicroPython's REPL, raw REPL or paste mode is brought back to its program.

        Raises:
            SetupError: UNPLUGGED. A silent or foreign device is no error: the look says so.
        """
        async with self._turn:
            return await self._recognise(seconds)

    async def close(self) -> None:
        """Close the port; the board goes on. May be called twice."""
        await self._link.close()

    # -- WiFi ------------------------------------------------------------------------------------------------------

    async def scan(self) -> tuple[Network, ...]:
        """The networks in the board's reach, strongest first, each name once, the nameless last. Takes some seconds."""
        async with self._doing(Phrase("it looked for WiFi networks")) as software:
            command = f"wifi scan {_MOST_NETWORKS}"
            if software is Software.OURS:
                found = await self._ours(command, console_answers.networks_from_json, _SCAN_S)
            else:
                found = await self._scan_by_older(command)
            return console_answers.in_order(found)

    async def _scan_by_older(self, command: str) -> list[Network]:
        try:
            return await self._older(command, console_answers.networks_from_text, _SCAN_S)
        except SetupError as error:
            if not _is_busy(error):
                raise
        await self._run("wifi disconnect", "disconnect requested")
        found = await self._older(command, console_answers.networks_from_text, _SCAN_S)
        await self._run("wifi connect", "connect requested")
        return found

    async def wifi_status(self) -> WifiStatus:
        """The board's WiFi."""
        async with self._doing(Phrase("it was asked for its WiFi")):
            return await self._wifi_status()

    async def join(
        self, ssid: str, password: str, *, seconds: float = _JOIN_S, on_status: OnStatus | None = None
    ) -> WifiStatus:
        """Connect to a network, and save it once that has worked.

        After a failure the board does not try on, and what was saved before still is: its next start takes that.

        Args:
            password: empty for an open network.
            seconds: after which it is given up.
            on_status: told whenever state, address or reason changes.

        Raises:
            SetupError: WIFI_….
        """
        async with self._doing(Phrase("it connected to the WiFi")) as software:
            check_credentials(ssid, password, software)
            watch = JoinWatch(ssid, software, bool(password), self._second_chance_s, on_status)
            credentials = f"wifi set --ssid {quote(ssid)} --pass {quote(password)}"
            try:
                await self._set_credentials(credentials, software)
                await self._run("wifi connect", "connect requested")
                await self._watch(watch, seconds)
                await self._run(f"{credentials} --save", "credentials set (")
            except SetupError as error:
                if error.trouble is not Trouble.UNPLUGGED:
                    with contextlib.suppress(SetupError):  # the first failure is the one to tell
                        await self._run("wifi disconnect", "disconnect requested")
                raise
            return await self._wifi_status()

    async def _set_credentials(self, command: str, software: Software) -> None:
        """Set what the next ``wifi connect`` takes. The older firmware does not while it connects or still leaves."""
        for left in range(_LEAVING_TRIES, -1, -1):
            try:
                if software is Software.ESP_IDF:
                    await self._run("wifi disconnect", "disconnect requested")
                await self._run(command, "credentials set (")
            except SetupError as error:
                if not left or not _is_busy(error):
                    raise
                await asyncio.sleep(_POLL_S)
            else:
                return

    async def _watch(self, watch: JoinWatch, seconds: float) -> None:
        due = time.monotonic()
        end = due + seconds
        while not watch.take(await self._wifi_status()):
            due = max(due + _POLL_S, time.monotonic())
            if due > end:
                raise watch.too_late()
            await asyncio.sleep(due - time.monotonic())

    async def _wifi_status(self) -> WifiStatus:
        return await self._either(
            "wifi status", console_answers.wifi_status_from_json, console_answers.wifi_status_from_text
        )

    # -- name, computer, stream ------------------------------------------------------------------------------------

    async def set_name(self, name: str) -> bool:
        """Name the camera, for good. False where the older firmware has no names."""
        async with self._doing(Phrase("it was given its name")):
            return await self._ours_only(f"device name {quote(name)}")

    async def set_target(self, host: str, port: int) -> None:
        """Tell the board, for good, which computer its pictures go to."""
        async with self._doing(Phrase("it was told this computer's address")):
            await self._run(f"stream set host {quote(host)} {port} save", "stream target set (")

    async def set_key(self, key: bytes) -> bool:
        """Give the board its key, for good. False where the older firmware knows none.

        Args:
            key: 32 bytes.
        """
        if len(key) != _KEY_BYTES:
            raise ValueError("a camera's key has 32 bytes")
        async with self._doing(Phrase("it was given its key")):
            return await self._ours_only(f"stream set key {key.hex()} save")

    async def start_stream(self) -> None:
        """Let the board send its pictures."""
        async with self._doing(Phrase("it started its stream")) as software:
            if software is Software.ESP_IDF:
                await self._run("cam power 1", "camera power set to 1")  # which it leaves off by itself
            await self._run("stream start", "stream start requested")

    async def stream_status(self) -> StreamStatus:
        """Where the pictures go, and whether they do."""
        async with self._doing(Phrase("it was asked for its stream")):
            return await self._either(
                "stream status", console_answers.stream_status_from_json, console_answers.stream_status_from_text
            )

    # -- commands --------------------------------------------------------------------------------------------------

    @contextlib.asynccontextmanager
    async def _doing(self, what: str) -> AsyncIterator[Software]:
        """One command's turn, at a board that is known to take it.

        Args:
            what: for "The camera was unplugged while …".
        """
        async with self._turn:
            look = self._look
            if look is None or not look.has_console:
                look = await self._recognise(_RECOGNISE_S)
            trouble = look.trouble(self.path)
            if trouble is not None:
                raise trouble
            self._link.doing = what
            yield look.software

    async def _recognise(self, seconds: float) -> BoardLook:
        self._link.doing = Phrase("it was being recognised")
        self._session.is_plain = False
        self._look = await Recognition(self._session, seconds).run()
        return self._look

    async def _either(self, line: str, ours: Callable[[Json], T | None], older: Callable[[list[str]], T | None]) -> T:
        """Run a command that both firmwares know."""
        if self._is_ours:
            return await self._ours(line, ours)
        return await self._older(line, older)

    async def _run(self, line: str, done: str) -> None:
        """Run a command that only does something.

        Args:
            done: how the older firmware's answer begins.
        """
        if self._is_ours:
            await self._ours(line, lambda answer: answer)
        else:
            await self._older(line, lambda lines: any(text.startswith(done) for text in lines) or None)

    async def _ours_only(self, line: str) -> bool:
        if self._is_ours:
            await self._ours(line, lambda answer: answer)
        return self._is_ours

    async def _ours(self, line: str, read: Callable[[Json], T | None], seconds: float = _ANSWER_S) -> T:
        def read_lines(lines: list[str]) -> T | None:
            answer = json_answer(lines)
            if answer is not None and answer["ok"] is not True:
                raise _refused(answer)
            return None if answer is None else read(answer)

        return await self._session.ask(f"{line} --json", read_lines, seconds)

    async def _older(self, line: str, read: Callable[[list[str]], T | None], seconds: float = _ANSWER_S) -> T:
        def read_lines(lines: list[str]) -> T | None:
            value = read(lines)
            reason = console_answers.refusal(lines) if value is None else None
            if reason is not None:
                raise SetupError(Trouble.CONSOLE_REFUSED, reason=reason)
            return value

        return await self._session.ask(line, read_lines, seconds)

    @property
    def _is_ours(self) -> bool:
        return self._look is not None and self._look.software is Software.OURS


def _refused(answer: Json) -> SetupError:
    said = str(answer.get("message") or answer.get("error") or "").rstrip(".")
    if answer.get("error") == "bad_credentials":
        return SetupError(Trouble.WIFI_BAD_INPUT, reason=heard(f"{said[:1].upper()}{said[1:]}."))
    return SetupError(Trouble.CONSOLE_REFUSED, reason=heard(said) if said else Phrase("it does not say why"))


def _is_busy(error: SetupError) -> bool:
    return error.trouble is Trouble.CONSOLE_REFUSED and _BUSY_RADIO in str(error.facts["reason"])
