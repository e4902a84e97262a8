"""Which serial ports this computer has, which of them are camera boards, and when they come and go.

A board changes its port and its USB product id with every restart; its MAC, which it gives as USB serial number, stays.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from serial.tools import list_ports as serial_ports
from serial.tools.list_ports_common import ListPortInfo

from atomcam_gui.daemon_call import DaemonCall
from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.troubles import SetupError, Trouble

logger = logging.getLogger(__name__)

ESPRESSIF = 0x303A
"""The USB vendor id of all boards that we know."""

_LISTINGS = 3
_MOST_HUNG = 3
_SEARCH_INTERVAL_S = 0.2
_LONGEST_PRODUCT = 60


class PortKind(StrEnum):
    """What a port's USB ids say about what is behind it."""

    LOADER = "loader"
    """303a:1001, the chip's own USB: its boot loader, or the console of software other than MicroPython."""
    OTG_LOADER = "otg_loader"
    """303a:0009, the boot loader by the chip's other USB. It has no MAC."""
    MICROPYTHON = "micropython"
    """303a:4001."""
    ESPRESSIF = "espressif"
    """Any other product of the chip's maker."""
    OTHER = "other"


_KINDS = {0x1001: PortKind.LOADER, 0x0009: PortKind.OTG_LOADER, 0x4001: PortKind.MICROPYTHON}

_NAMES = {
    PortKind.LOADER: Phrase("Espressif board"),
    PortKind.OTG_LOADER: Phrase("Espressif board"),
    PortKind.MICROPYTHON: Phrase("MicroPython board"),
    PortKind.ESPRESSIF: Phrase("Espressif board"),
}


@dataclass(frozen=True, slots=True)
class Port:
    """A serial port, or the address of one (``socket://HOST:PORT``)."""

    path: str
    """What to open: ``/dev/ttyACM0``, ``/dev/cu.usbmodem1101``, ``COM5``."""
    kind: PortKind = PortKind.OTHER
    product: str = ""
    """The device's own name for itself, else one by kind; may be empty."""
    mac: str | None = None
    """12 lower-case hex digits, where USB tells them."""
    vid: int | None = None
    pid: int | None = None

    @property
    def is_board(self) -> bool:
        """Whether it is a board of the kind that a camera is."""
        return self.kind is not PortKind.OTHER

    @property
    def label(self) -> str:
        """For people: "Espressif Device f4:12:fa:9b:3c:5d at ttyACM0"."""
        mac = f" {mac_with_colons(self.mac)}" if self.mac else ""
        return f"{self.product or 'Serial port'}{mac} at {self.path.removeprefix('/dev/')}"


PortLister = Callable[[], Sequence[Port]]
"""Gives what is plugged in now. May block; is called in any thread; raises OSError where the system does not tell."""


def mac_with_colons(mac: str) -> str:
    """``f412fa9b3c5d`` as it is printed on boards: ``f4:12:fa:9b:3c:5d``."""
    return ":".join(re.findall("..", mac))


def parse_mac(serial_number: str | None) -> str | None:
    """The MAC in a board's USB serial number, or None.

    The chip's own USB gives it with colons, MicroPython as the first 12 of 16 hex digits.
    """
    digits = re.sub(r"[:\-]", "", serial_number or "").lower()
    if not re.fullmatch(r"[0-9a-f]{12}(?:[0-9a-f]{4})?", digits):
        return None
    mac = digits[:12]
    return mac if mac.strip("0") else None


# -- listing -------------------------------------------------------------------------------------------------------


def list_ports() -> list[Port]:
    """The ports that this computer has now, boards first. Blocks for some milliseconds.

    Raises:
        OSError: the system does not tell.
    """
    ports = {port.path: port for port in map(_port, _known_to_the_system()) if port is not None}
    return sorted(ports.values(), key=_rank)


def _known_to_the_system() -> list[ListPortInfo]:
    for _ in range(_LISTINGS):
        try:
            return list(serial_ports.comports())
        except (TypeError, ValueError, AttributeError) as error:
            # pyserial met a device that was unplugged between two questions about it.
            unlisted = error
    raise OSError(f"a device goes and comes too fast to be looked at ({unlisted})")


def _port(info: ListPortInfo) -> Port | None:
    if info.vid is None and info.device.startswith("/dev/ttyS") and info.hwid in (None, "", "n/a"):
        return None  # Linux has these names whether or not there is a socket behind them.
    kind = _KINDS.get(info.pid or 0, PortKind.ESPRESSIF) if info.vid == ESPRESSIF else PortKind.OTHER
    mac = parse_mac(info.serial_number) if info.vid == ESPRESSIF else None
    return Port(_callout(info.device), kind, _product(info, kind), mac, info.vid, info.pid)


def _product(info: ListPortInfo, kind: PortKind) -> str:
    product = _plain(info.product)
    if product in ("", "n/a"):
        # Windows knows only its driver's name for the port: "USB Serial Device (COM5)".
        described = re.sub(r"\s*\(COM\d+\)$", "", _plain(info.description))
        product = _NAMES.get(kind) or ("" if described in ("n/a", info.name) else described)
    return product


def _plain(text: str | None) -> str:
    """What a device calls itself, fit to be shown on one line of a terminal."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text or "")
    return " ".join(printable.split())[:_LONGEST_PRODUCT]


def _callout(path: str) -> str:
    """macOS has each port twice; opening ``/dev/tty.*`` waits for a carrier that a board never gives."""
    if sys.platform == "darwin" and path.startswith("/dev/tty."):
        return "/dev/cu." + path.removeprefix("/dev/tty.")
    return path


def _rank(port: Port) -> tuple[bool, list[tuple[int, str]]]:
    parts = re.findall(r"\d+|\D+", port.path)
    return not port.is_board, [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def port_at(path: str, lister: PortLister = list_ports) -> Port:
    """The port that a person named: all that is known of it, or just its path. Blocks as ``lister`` does."""
    try:
        ports = lister()
    except OSError as error:
        logger.warning("the ports cannot be listed: %s", error)
        ports = ()
    wanted = _canonical(path)
    return next((port for port in ports if _canonical(port.path) == wanted), Port(path))


def _canonical(path: str) -> str:
    if sys.platform == "win32":
        return path.upper().removeprefix("\\\\.\\")
    return path if "://" in path else _callout(os.path.realpath(path))


# -- watching ------------------------------------------------------------------------------------------------------


class PortWatcher:
    """Looks again and again which ports there are. For the event loop's thread.

    Args:
        lister: what is plugged in; called in threads, never twice at a time unless it hangs.
        interval_s: seconds between two looks.
        patience_s: seconds after which a look hangs and another one is tried.
    """

    def __init__(self, lister: PortLister = list_ports, *, interval_s: float = 0.5, patience_s: float = 5.0) -> None:
        self._lister = lister
        self._interval_s = interval_s
        self._patience_s = patience_s
        self._look: DaemonCall[Sequence[Port]] | None = None
        self._hung: list[DaemonCall[Sequence[Port]]] = []
        self._complained = False
        self.ports: tuple[Port, ...] = ()
        """The newest known, also while the system does not tell."""

    async def run(self, on_change: Callable[[tuple[Port, ...]], None]) -> None:
        """Look until cancelled.

        Args:
            on_change: told what there is at the start, and whenever it is not what it was. A lister that fails or
                hangs changes nothing.
        """
        told: tuple[Port, ...] | None = None
        try:
            while True:
                await self._newest(self._patience_s)
                if self.ports != told:
                    told = self.ports
                    on_change(told)
                await asyncio.sleep(self._interval_s)
        finally:
            await self._finish()

    async def find_again(self, board: Port, seconds: float, *, kinds: frozenset[PortKind] | None = None) -> Port:
        """Wait for a board that was restarted or plugged in again. ``run`` need not run.

        Args:
            board: as it was known before. Where it has a MAC, the port with that MAC is taken, wherever it is. Where it
                has none, or was no board as far as USB told, its path counts too.
            seconds: how long to wait.
            kinds: a port of these kinds only. What USB says nothing of, such as a PTY, is of every kind.

        Raises:
            SetupError: NOT_FOUND_AGAIN.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        try:
            while True:
                ports = await self._newest(max(0.0, end - loop.time()))
                found = None if ports is None else _same_board(board, ports, kinds)
                if found is not None:
                    return found
                if loop.time() >= end:
                    raise SetupError(Trouble.NOT_FOUND_AGAIN, port=board.path)
                await asyncio.sleep(min(self._interval_s, _SEARCH_INTERVAL_S, max(0.0, end - loop.time())))
        finally:
            await self._finish()

    async def _newest(self, seconds: float) -> tuple[Port, ...] | None:
        """Look once, or wait for the look that goes on. None where nothing came of it in ``seconds``."""
        look = self._current_look()
        if not await look.wait(seconds) or look.future.cancelled():
            return None
        try:
            self.ports = tuple(look.future.result())
        except OSError as error:
            self._complain(str(error))
            return None
        self._complained = False
        return self.ports

    def _current_look(self) -> DaemonCall[Sequence[Port]]:
        look = self._look
        if look is not None and not look.future.done():
            if look.age_s < self._patience_s:
                return look
            self._complain("the system does not answer")
            self._hung = [hung for hung in self._hung if hung.is_running]
            if len(self._hung) >= _MOST_HUNG:
                return look
            look.forget()
            self._hung.append(look)
        self._look = DaemonCall(self._lister, "ports")
        return self._look

    def _complain(self, reason: str) -> None:
        if not self._complained:
            logger.warning("the ports cannot be listed: %s", reason)
        self._complained = True

    async def _finish(self) -> None:
        """Leave no thread behind, unless it hangs."""
        if self._look is not None and await self._look.wait(_SEARCH_INTERVAL_S):
            self._look.join()


def _same_board(board: Port, ports: Sequence[Port], kinds: frozenset[PortKind] | None) -> Port | None:
    mac = parse_mac(board.mac)
    if mac is not None:
        for port in ports:
            if parse_mac(port.mac) == mac and (kinds is None or port.kind in kinds):
                return port
        if board.is_board:
            return None
    for port in ports:
        if port.path == board.path:
            other_board = mac is not None and parse_mac(port.mac) not in (None, mac)
            other_kind = port.is_board and kinds is not None and port.kind not in kinds
            return None if other_board or other_kind else port
    # Nothing that USB lists. An address is there as far as can be told without disturbing who listens at it.
    return board if "://" in board.path or Path(board.path).exists() else None
