"""The open console of the board that is being set up, kept from page to page and let go after a failure."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from atomcam_gui.provisioning.console.board_console import BoardConsole, BoardLook, Software
from atomcam_gui.provisioning.serial.ports import Port, PortKind
from atomcam_gui.provisioning.troubles import SetupError, Trouble

OpenConsole = Callable[[str], Awaitable[BoardConsole]]
"""``BoardConsole.open``, or what a test puts in its place."""

LOADERS = frozenset({PortKind.LOADER, PortKind.OTG_LOADER})

_LOOK_S = 8.0
_LOADER_LOOK_S = 4.0
"""Behind a loader's ids there is most often a loader, which only speaks when it is asked in its own way, at the end."""

_HEALTHY = frozenset(
    {
        Trouble.CONSOLE_REFUSED,
        Trouble.WIFI_PASSWORD,
        Trouble.WIFI_NOT_FOUND,
        Trouble.WIFI_WEAK,
        Trouble.WIFI_SECURITY,
        Trouble.WIFI_TIMEOUT,
        Trouble.WIFI_FAILED,
        Trouble.WIFI_BAD_INPUT,
        Trouble.BOOK_FAILED,
    }
)
"""Troubles after which the board still answers."""


def trouble_of(look: BoardLook, port: Port) -> SetupError | None:
    """Why a board that looks like this cannot be set up over its console; None where it can."""
    if may_be_new(look, port):
        return SetupError(Trouble.NO_SOFTWARE, port=port.path)
    return look.trouble(port.path)


def patience_with(port: Port) -> float:
    """Seconds for which it is worth asking who is there."""
    return _LOADER_LOOK_S if port.kind in LOADERS else _LOOK_S


def may_be_new(look: BoardLook, port: Port) -> bool:
    """Whether it is what a board out of its box is like: it has no camera software, and nothing is wrong with that."""
    if look.software in (Software.REPL, Software.LOADER):
        return True
    return look.software is Software.SILENT and port.kind in LOADERS


class BoardSession:
    """Opens the console when it is needed. Only one piece of work at a time may use it."""

    def __init__(self, open_console: OpenConsole) -> None:
        self._open_console = open_console
        self._console: BoardConsole | None = None
        self._path = ""
        self.look: BoardLook | None = None
        """What answered at the open console."""

    async def recognise(self, port: Port) -> BoardLook:
        """Look what is on the board, and let go of the port.

        Raises:
            SetupError: the port cannot be opened.
        """
        await self.close()
        try:
            return await self._open(port)
        finally:
            await self.close()

    @contextlib.asynccontextmanager
    async def use(self, port: Port) -> AsyncIterator[BoardConsole]:
        """The board's console, ready for commands.

        Raises:
            SetupError: the port cannot be opened, or what is there cannot be set up.
        """
        try:
            yield await self._ready(port)
        except SetupError as error:
            if error.trouble not in _HEALTHY:
                await self.close()
            raise
        except BaseException:
            # Between a command and its answer: the next one shall not read this one's.
            await self.close()
            raise

    @property
    def camera_id(self) -> str:
        """The id that the board tells; empty where its firmware tells none."""
        return (self.look.camera_id if self.look else None) or ""

    async def close(self) -> None:
        """Let go of the port. May be called again where it was cancelled."""
        if self._console is not None:
            await self._console.close()
            self._console = None

    async def _ready(self, port: Port) -> BoardConsole:
        if self._console is not None and self._path != port.path:
            await self.close()
        if self._console is None:
            trouble = trouble_of(await self._open(port), port)
            if trouble is not None:
                raise trouble
        assert self._console is not None
        return self._console

    async def _open(self, port: Port) -> BoardLook:
        self._console, self._path = await self._open_console(port.path), port.path
        self.look = await self._console.recognise(patience_with(port))
        return self.look
