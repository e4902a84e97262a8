"""What the set-up needs of the rest of the program and of the computer, handed in so that it can be played."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from atomcam_gui.provisioning.computer.firewall import FirewallState
from atomcam_gui.provisioning.console.board_console import BoardConsole
from atomcam_gui.provisioning.firmware.firmware_image import FirmwareImage
from atomcam_gui.provisioning.firmware.firmware_store import FirmwareStore
from atomcam_gui.provisioning.flashing.flash_events import FlashEvent
from atomcam_gui.provisioning.flow.board_session import OpenConsole
from atomcam_gui.provisioning.flow.first_picture import CameraWatch
from atomcam_gui.provisioning.serial.ports import Port, PortWatcher
from atomcam_gui.server.addresses import LocalAddress

if TYPE_CHECKING:
    from atomcam_gui.provisioning.flashing.flasher import Flasher
    from atomcam_gui.provisioning.flashing.installing import Installed


class Install(Protocol):
    """``installing.install``."""

    async def __call__(
        self,
        port: Port,
        firmware: FirmwareImage,
        *,
        keep_settings: bool,
        erase_all: bool,
        watcher: PortWatcher,
        flasher: Flasher,
        on_event: Callable[[FlashEvent], None],
        open_console: Callable[[str], Awaitable[BoardConsole]],
    ) -> Installed:
        """Write, verify, restart, find again, and wait for the console."""


class Remembered(Protocol):
    """``RememberedNetworks``: the system's keyring."""

    async def available(self) -> bool:
        """Whether there is a keyring that can be used."""

    async def password_of(self, ssid: str) -> str | None:
        """The password of a network, where it is known."""

    async def remember(self, ssid: str, password: str) -> bool:
        """Keep a password; whether that worked."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long set-up waits before it offers help, in seconds."""

    no_board: float = 5.0
    settle: float = 1.5
    """A board that starts shows its loader's ids for half a second before it shows its own."""
    grey_tick: float = 10.0
    doubt: float = 2.0
    """How long what the board says against the first picture may still be about what was before."""
    look_again: float = 1.0
    """Between two looks at the board while the first picture is awaited."""


def report_to_loop(error: BaseException) -> None:
    """Hand an exception that nobody expected to the running event loop, where the program's fault reporter listens."""
    context = {"message": "a fault in the set-up of a camera", "exception": error}
    asyncio.get_running_loop().call_exception_handler(context)


@dataclass(frozen=True, slots=True)
class SetupServices:
    """All of it."""

    watcher: PortWatcher
    open_console: OpenConsole
    flasher: Flasher
    install: Install
    store: FirmwareStore
    local_addresses: Callable[[], Sequence[LocalAddress]]
    """May block; called in a thread."""
    firewall_state: Callable[[int], Awaitable[FirewallState]]
    current_ssid: Callable[[], Awaitable[str | None]]
    remembered: Remembered
    install_rule: Callable[[], Awaitable[None]]
    cameras: CameraWatch
    report: Callable[[BaseException], None] = report_to_loop
    """Told of exceptions that nobody expected."""
    patience: Patience = Patience()
