"""Puts the camera software on a board. Only a board that answers on its console, under its own id, counts as done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Protocol

from atomcam_gui import resources
from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.console.board_console import BoardConsole, BoardLook, Software
from atomcam_gui.provisioning.firmware.firmware_image import FirmwareImage
from atomcam_gui.provisioning.flashing.board_filesystem import build_filesystem
from atomcam_gui.provisioning.flashing.flash_events import ChipInfo, FlashEvent, FlashLog, FlashProgress, FlashStep
from atomcam_gui.provisioning.flashing.flash_plan import FlashPlan, make_plan
from atomcam_gui.provisioning.flashing.flasher import FASTEST_BAUD, Flasher
from atomcam_gui.provisioning.serial.ports import Port, PortKind, PortWatcher
from atomcam_gui.provisioning.troubles import SetupError, Trouble

_log = logging.getLogger(__name__)

_SLOWER_BAUDS = (460800, 115200)
_LOADERS = frozenset({PortKind.LOADER, PortKind.OTG_LOADER})
_CONSOLES = frozenset({PortKind.MICROPYTHON})

_CONSOLE_S = 40.0
_LOADER_PASSES_S = 6.0
"""A board that starts shows its loader's ids for half a second. After this long it stays there."""
_COMES_BACK_S = 10.0
"""How long a board that vanished again may take to come back before it counts as unplugged."""
_LOADER_COMES_S = 5.0
_RECOGNISE_S = 8.0
_PAUSE_S = 0.3
_CRASHES = 3

_FLASH_SHARE, _RESTART_SHARE = 0.85, 0.93
"""Of the bar: where flashing ends, and where the restart does. Typical seconds of what follows:"""
_AFTER_FLASH_S, _AFTER_RESTART_S = 6.0, 3.0


class Console(Protocol):
    """What is needed of ``BoardConsole``."""

    async def recognise(self, seconds: float = ...) -> BoardLook: ...
    async def close(self) -> None: ...


OpenConsole = Callable[[str], Awaitable[Console]]


@dataclass(frozen=True, slots=True)
class Installed:
    """A board that runs the camera software."""

    port: Port
    """Where it is now."""
    look: BoardLook
    chip: ChipInfo


async def install(
    port: Port,
    firmware: FirmwareImage,
    *,
    keep_settings: bool,
    erase_all: bool,
    watcher: PortWatcher,
    flasher: Flasher,
    on_event: Callable[[FlashEvent], None],
    open_console: OpenConsole = BoardConsole.open,
    console_seconds: float = _CONSOLE_S,
) -> Installed:
    """Write firmware and camera software on a board, restart it, and wait until it answers.

    ``flasher.cancel()`` stops it at any moment.

    Args:
        port: where the board is, in its loader or not.
        keep_settings: leave alone what the board has saved.
        erase_all: blank everything else first; then nothing is kept.
        on_event: told of chip, progress and log.
        console_seconds: how long the restarted board may take to answer.

    Raises:
        SetupError: it is not done; its code says how far it came.
    """
    bar = _Bar(on_event)
    with flasher.operation():
        plan = await flasher.unless_cancelled(
            asyncio.to_thread(_plan, firmware, keep_settings=keep_settings, erase_all=erase_all)
        )
        port, chip = await _Writing(port, plan, watcher, flasher, bar).run()
        board = replace(port, mac=port.mac or chip.mac)
        answer = _FirstAnswer(board, chip.mac, watcher, bar, open_console, console_seconds)
        port, look = await flasher.unless_cancelled(answer.wait())
    bar.show(FlashStep.CONSOLE, 1.0, 0.0)
    return Installed(port, look, chip)


def _plan(firmware: FirmwareImage, *, keep_settings: bool, erase_all: bool) -> FlashPlan:
    try:
        filesystem = build_filesystem(resources.device_root())
    except OSError as error:
        reason = Phrase("the camera software cannot be read ({error})", error=error)
        raise SetupError(Trouble.FLASHER_FAILED, reason=reason) from error
    return make_plan(firmware, filesystem, keep_settings=keep_settings, erase_all=erase_all)


class _Bar:
    """One bar from the first byte to the first answer, which tries and steps never push back."""

    def __init__(self, on_event: Callable[[FlashEvent], None]) -> None:
        self._on_event = on_event
        self._fraction = 0.0

    def show(self, step: FlashStep, fraction: float, seconds_left: float | None) -> None:
        self._fraction = max(self._fraction, fraction)
        self._on_event(FlashProgress(step, self._fraction, seconds_left))

    def say(self, line: str) -> None:
        self._on_event(FlashLog(line))

    def take(self, event: FlashEvent) -> None:
        """From the flasher, whose bar ends before this one."""
        if isinstance(event, FlashProgress):
            left = None if event.seconds_left is None else event.seconds_left + _AFTER_FLASH_S
            self.show(event.step, event.fraction * _FLASH_SHARE, left)
        else:
            self._on_event(event)


class _Writing:
    """Tries to write, more slowly where the link is bad, and goes after a board that changes its port on the way."""

    def __init__(self, port: Port, plan: FlashPlan, watcher: PortWatcher, flasher: Flasher, bar: _Bar) -> None:
        self._port = port
        self._plan = plan
        self._watcher = watcher
        self._flasher = flasher
        self._bar = bar
        self._bauds = [FASTEST_BAUD, *_SLOWER_BAUDS]

    async def run(self) -> tuple[Port, ChipInfo]:
        while True:
            port = self._port
            try:
                return port, await self._flasher.flash(port.path, self._plan, self._bar.take, baud=self._bauds[0])
            except SetupError as error:
                if not await self._flasher.unless_cancelled(self._may_try_again(error)):
                    raise

    async def _may_try_again(self, error: SetupError) -> bool:
        if error.trouble is Trouble.LINK_ERROR and len(self._bauds) > 1:
            self._bauds.pop(0)
            self._bar.say(f"The connection was disturbed ({error.facts['reason']}); again at {self._bauds[0]} baud")
            return await self._find(None)
        if self._port.kind in _LOADERS or not self._port.is_board or not _went_while_connecting(error):
            return False
        # MicroPython's port goes when it is asked for the loader, and the loader has a port of its own.
        return await self._find(_LOADERS)

    async def _find(self, kinds: frozenset[PortKind] | None) -> bool:
        try:
            self._port = await self._watcher.find_again(self._port, _LOADER_COMES_S, kinds=kinds)
        except SetupError:
            return False  # the error before says it better
        if kinds is not None:
            self._bar.say(f"The board's loader is at {self._port.path}")
        return True


def _went_while_connecting(error: SetupError) -> bool:
    gone = error.trouble is Trouble.UNPLUGGED and error.facts.get("doing") == "connecting"
    return gone or error.trouble in (Trouble.NOT_IN_LOADER, Trouble.PORT_NOT_FOUND)


class _FirstAnswer:
    """Waits for the restarted board, and tells apart the ways in which it may fail to come."""

    def __init__(
        self, board: Port, mac: str, watcher: PortWatcher, bar: _Bar, open_console: OpenConsole, seconds: float
    ) -> None:
        self._board = board
        self._mac = mac
        self._watcher = watcher
        self._bar = bar
        self._open_console = open_console
        self._loop = asyncio.get_running_loop()
        self._end = self._loop.time() + seconds
        self._lost = 0

    async def wait(self) -> tuple[Port, BoardLook]:
        self._bar.show(FlashStep.RESTART, _FLASH_SHARE, _AFTER_FLASH_S)
        trouble: SetupError | None = None
        while True:
            port = await self._find(trouble)
            self._bar.show(FlashStep.CONSOLE, _RESTART_SHARE, _AFTER_RESTART_S)
            try:
                look = await self._look(port)
            except SetupError as error:
                trouble = self._failed(port, error)
            else:
                if look.software is Software.OURS and look.camera_id == self._mac:
                    return port, look
                trouble = self._not_ours(port, look)
            self._bar.say(trouble.happened)
            if self._loop.time() >= self._end:
                raise trouble
            await asyncio.sleep(_PAUSE_S)

    async def _find(self, trouble: SetupError | None) -> Port:
        """The board, best as a running program, else as whatever it is.

        Args:
            trouble: what went wrong when it was seen last.
        """
        left = max(0.0, self._end - self._loop.time())
        try:
            return await self._watcher.find_again(self._board, min(left, _LOADER_PASSES_S), kinds=_CONSOLES)
        except SetupError as error:
            _log.info("%s is not back as a running program: %s", self._board.path, error.trouble)
        left = max(0.0, self._end - self._loop.time())
        try:
            return await self._watcher.find_again(self._board, left if trouble is None else min(left, _COMES_BACK_S))
        except SetupError as error:
            raise trouble or error from error

    async def _look(self, port: Port) -> BoardLook:
        console = await self._open_console(port.path)
        try:
            return await console.recognise(_RECOGNISE_S)
        finally:
            await console.close()

    def _failed(self, port: Port, error: SetupError) -> SetupError:
        """The console could not be asked. A port that comes and goes is a board that starts again and again."""
        self._lost += error.trouble is Trouble.UNPLUGGED
        if self._lost >= _CRASHES:
            raise SetupError(Trouble.CRASH_LOOP, port=port.path) from error
        return error

    def _not_ours(self, port: Port, look: BoardLook) -> SetupError:
        """What it means that something else answers.

        Raises:
            SetupError: waiting longer would not change it.
        """
        match look.software:
            case Software.CRASH_LOOP:
                raise SetupError(Trouble.CRASH_LOOP, port=port.path)
            case Software.LOADER:
                raise SetupError(Trouble.STUCK_IN_LOADER)
            case Software.SILENT if port.kind in _LOADERS:
                raise SetupError(Trouble.STUCK_IN_LOADER)
            case Software.REPL | Software.ESP_IDF:
                raise SetupError(Trouble.NO_SOFTWARE, port=port.path)
            case Software.OURS:
                raise SetupError(Trouble.NOT_FOUND_AGAIN)
        return look.trouble(port.path) or SetupError(Trouble.NO_ANSWER, port=port.path)
