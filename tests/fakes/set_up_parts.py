"""What the set-up flow is given in tests: real parts, and hand-written ones for what no test machine has."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from atomcam_gui import paths
from atomcam_gui.backend import Backend
from atomcam_gui.camera.trust import TrustBook
from atomcam_gui.provisioning.computer.firewall import FirewallState
from atomcam_gui.provisioning.console.board_console import BoardConsole
from atomcam_gui.provisioning.firmware.firmware_catalogue import load_catalogue
from atomcam_gui.provisioning.firmware.firmware_store import FirmwareStore
from atomcam_gui.provisioning.flashing.flasher import Flasher
from atomcam_gui.provisioning.flashing.installing import install
from atomcam_gui.provisioning.flow.first_picture import BackendCameras
from atomcam_gui.provisioning.flow.setup_flow import SetupFlow
from atomcam_gui.provisioning.flow.setup_services import Patience, SetupServices
from atomcam_gui.provisioning.flow.setup_state import Page, SetupState
from atomcam_gui.provisioning.serial.ports import Port, PortLister, PortWatcher
from atomcam_gui.provisioning.serial.serial_link import SerialLink
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from atomcam_gui.server.addresses import LocalAddress
from tests.fakes.stories import HOME

LOOPBACK = LocalAddress("127.0.0.1", "lo", 8)
PATIENCE = Patience(no_board=0.2, settle=0.6, grey_tick=10.0, doubt=0.7, look_again=0.1)
SOON = 30.0


@dataclass
class Keyring:
    """A keyring that is a dictionary."""

    passwords: dict[str, str] = field(default_factory=dict)
    there: bool = True

    async def available(self) -> bool:
        return self.there

    async def password_of(self, ssid: str) -> str | None:
        return self.passwords.get(ssid) if self.there else None

    async def remember(self, ssid: str, password: str) -> bool:
        self.passwords[ssid] = password
        return True


async def open_quickly(path: str) -> BoardConsole:
    """``BoardConsole.open``, for boards whose WiFi fails in tenths of a second."""
    return BoardConsole(await SerialLink.open(path), second_chance_s=0.5)


async def no_firewall(_port: int) -> FirewallState:
    return FirewallState()


async def unknown_network() -> str | None:
    return None


async def no_rule() -> None:
    raise AssertionError("nobody asked for the rule")


class Hub:
    """A USB hub: several boards at one computer."""

    def __init__(self, *listers: PortLister) -> None:
        self.listers = list(listers)

    def __call__(self) -> Sequence[Port]:
        return [port for lister in self.listers for port in lister()]


class Story:
    """A set-up flow, with everything around it real but what is said otherwise."""

    def __init__(self, backend: Backend, services: SetupServices, faults: list[BaseException]) -> None:
        self.backend = backend
        self.flow = SetupFlow(services)
        self.faults = faults
        """Exceptions that nobody expected; a test that provokes one clears them."""
        self.seen: list[SetupState] = []
        self._changed = asyncio.Event()
        self.flow.subscribe(self._note)

    @property
    def state(self) -> SetupState:
        return self.flow.state

    def _note(self, state: SetupState) -> None:
        self.seen.append(state)
        self._changed.set()

    async def reach(self, condition: Callable[[SetupState], Any], what: str, within: float = SOON) -> SetupState:
        """Go on as soon as the state is so."""
        loop = asyncio.get_running_loop()
        end = loop.time() + within
        while not condition(self.state):
            self._changed.clear()
            try:
                async with asyncio.timeout_at(end):
                    await self._changed.wait()
            except TimeoutError:
                raise AssertionError(f"still not after {within} s: {what}; {self._summary()}") from None
        return self.state

    def _summary(self) -> str:
        """The state without the firmware's two megabytes."""
        state = self.state
        return repr(replace(state, firmware=replace(state.firmware, firmware=None)))

    async def open_when_free(self, path: str) -> BoardConsole:
        """The board's console, as soon as the flow has let go of it."""
        end = asyncio.get_running_loop().time() + SOON
        while True:
            try:
                return await open_quickly(path)
            except SetupError as error:
                if error.trouble is not Trouble.PORT_BUSY or asyncio.get_running_loop().time() > end:
                    raise
                await asyncio.sleep(0.02)

    async def recognised(self) -> SetupState:
        """The board is known."""
        return await self.reach(lambda s: s.plug.look and not s.plug.recognising, "the board is recognised")

    async def page(self, page: Page, within: float = SOON) -> SetupState:
        """The flow has gone there."""
        return await self.reach(lambda s: s.page is page, f"page {page.value}", within)

    async def skip_to_wifi(self) -> SetupState:
        """From a board that has software to its list of networks."""
        await self.recognised()
        self.flow.skip_flashing()
        return await self.reach(lambda s: s.wifi.scanned and not s.wifi.scanning, "the board has scanned")

    async def join(self, ssid: str = "Workshop", password: str = "correct horse") -> SetupState:
        """Join, and be on the next page."""
        self.flow.choose_network(ssid)
        self.flow.set_password(password)
        self.flow.advance()
        await self.page(Page.COMPUTER)
        return await self.reach(lambda s: s.computer.address, "an address is chosen")


@contextlib.asynccontextmanager
async def story(lister: PortLister, *, bind: str = "127.0.0.1", **parts: Any) -> AsyncIterator[Story]:
    """A flow that has been started, with a server that listens.

    Args:
        parts: other services than the usual.
    """
    home = HOME.get(None) or paths.find_paths().config.parent
    book = TrustBook(home / "config" / "cameras.json")
    book.load()
    backend = Backend.build(book)
    await backend.server.start(bind, 0)
    faults: list[BaseException] = []
    services = SetupServices(
        watcher=PortWatcher(lister, interval_s=0.05),
        open_console=open_quickly,
        flasher=Flasher(),
        install=install,
        store=FirmwareStore(load_catalogue(), home / "cache", home / "none"),
        local_addresses=lambda: (LOOPBACK,),
        firewall_state=no_firewall,
        current_ssid=unknown_network,
        remembered=Keyring(),
        install_rule=no_rule,
        cameras=BackendCameras(backend),
        report=faults.append,
        patience=PATIENCE,
    )
    told = Story(backend, replace(services, **parts), faults)
    told.flow.start()
    try:
        yield told
    finally:
        await told.flow.close()
        await backend.server.stop()
    assert not faults, faults
