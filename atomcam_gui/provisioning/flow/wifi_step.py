"""WiFi: the networks that the board sees, the one that is most likely meant, and joining it while the user watches."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from atomcam_gui.provisioning.console.board_console import Network, WifiState, WifiStatus
from atomcam_gui.provisioning.flow.setup_context import SetupContext
from atomcam_gui.provisioning.flow.setup_state import Page
from atomcam_gui.provisioning.flow.work import Work
from atomcam_gui.provisioning.troubles import SetupError

_GUESSES = 10
"""The keyring is asked for the passwords of no more networks than this."""


class WifiStep:
    """What the user chose or typed is never replaced by a guess."""

    def __init__(self, context: SetupContext) -> None:
        self._context = context
        self._remembered = context.services.remembered
        self._hints = Work(context.tasks, "set-up: known networks")
        self._by_hand = False

    def enter(self) -> None:
        """Look at the board, and at what this computer knows of networks."""
        self._hints.start(self._find_hints)
        self.rescan()

    def rescan(self) -> None:
        """Let the board look for networks."""
        self._context.board.start(self._scan, settle=self._scanned)
        self._context.update(Page.WIFI, scanning=True, trouble=None)

    def _scanned(self) -> None:
        self._context.update(Page.WIFI, scanning=False)

    async def _scan(self) -> None:
        context = self._context
        try:
            async with context.session.use(context.port) as console:
                if context.state.plug.look is None:
                    context.update(Page.PLUG, look=context.session.look)
                self._see(await console.wifi_status())
                networks = await console.scan()
            context.update(Page.WIFI, networks=networks, scanned=True)
            self._guess()
            self._hints.start(self._find_hints)
        except SetupError as error:
            context.trouble(Page.WIFI, error)

    def _see(self, status: WifiStatus) -> None:
        """The board's state, and whether it is where the user wants it."""
        wifi = self._context.state.wifi
        ssid = wifi.ssid
        if status.state is WifiState.CONNECTED and not self._by_hand:
            ssid = status.ssid
        joined = status.state is WifiState.CONNECTED and status.ssid == ssid
        self._context.update(Page.WIFI, status=status, ssid=ssid, joined=joined)

    # -- guessing ------------------------------------------------------------------------------------------------

    async def _find_hints(self) -> None:
        """This computer's own network and the keyring; each answers soon, or not at all."""
        services, update = self._context.services, self._context.update
        here, can_remember = await asyncio.gather(services.current_ssid(), self._remembered.available())
        update(Page.WIFI, here=here, can_remember=can_remember)
        self._guess()
        if can_remember:
            await self._recall()

    def _guess(self) -> None:
        """Preselect the network that the board is in, else the one that this computer is in."""
        wifi = self._context.state.wifi
        if self._by_hand or wifi.joined or wifi.network is not None:
            return
        if any(network.ssid == wifi.here for network in wifi.networks):
            self._context.update(Page.WIFI, ssid=wifi.here, hidden=False, password="")

    async def _recall(self) -> None:
        """Fill in the remembered password, of the strongest remembered network where none is chosen."""
        wifi = self._context.state.wifi
        if wifi.network is not None or self._by_hand:
            await self._fill_in(wifi.ssid)
            return
        for network in _named(wifi.networks)[:_GUESSES]:
            if await self._fill_in(network.ssid):
                return

    async def _fill_in(self, ssid: str) -> bool:
        password = await self._remembered.password_of(ssid) if ssid else None
        wifi = self._context.state.wifi
        if password is None or wifi.password or wifi.joining or (self._by_hand and wifi.ssid != ssid):
            return False
        self._context.update(Page.WIFI, ssid=ssid, password=password, remember=True)
        return True

    # -- the user's choice ---------------------------------------------------------------------------------------

    def choose(self, ssid: str) -> None:
        """A network of the list."""
        self._take(ssid, hidden=False)

    def choose_hidden(self, ssid: str) -> None:
        """A network that does not show itself; its name is typed."""
        self._take(ssid, hidden=True)

    def set_ssid(self, ssid: str) -> None:
        """The name, as far as it is typed."""
        self._take(ssid, hidden=self._context.state.wifi.hidden)

    def _take(self, ssid: str, *, hidden: bool) -> None:
        wifi = self._context.state.wifi
        self._by_hand = True
        typed_on = hidden and wifi.hidden
        password = wifi.password if ssid == wifi.ssid or typed_on else ""
        status = wifi.status
        joined = status is not None and status.state is WifiState.CONNECTED and status.ssid == ssid
        self._context.update(Page.WIFI, ssid=ssid, hidden=hidden, password=password, joined=joined, trouble=None)
        if wifi.can_remember and not hidden:
            self._hints.start(self._recall)

    def set_password(self, password: str) -> None:
        """The password, as far as it is typed. Another one than before has to be tried."""
        if password != self._context.state.wifi.password:
            self._context.update(Page.WIFI, password=password, joined=False, trouble=None)

    def remember(self, on: bool) -> None:
        """Keep name and password in the system's keyring, once they have worked."""
        self._context.update(Page.WIFI, remember=on)

    def forget_choice(self) -> None:
        """For the next camera, what was typed counts as a guess like any other."""
        self._by_hand = False

    # -- joining -------------------------------------------------------------------------------------------------

    def join(self, then: Callable[[], None] | None = None) -> None:
        """Let the board join the chosen network.

        Args:
            then: called once it has.
        """
        self._context.board.start(self._join, settle=self._tried, then=then)
        self._context.update(Page.WIFI, joining=True, joined=False, trouble=None)

    def _tried(self) -> None:
        self._context.update(Page.WIFI, joining=False)

    async def _join(self) -> bool:
        context = self._context
        wifi = context.state.wifi
        try:
            async with context.session.use(context.port) as console:
                status = await console.join(wifi.ssid, wifi.password, on_status=self._watch)
        except SetupError as error:
            context.trouble(Page.WIFI, error)
            return False
        context.update(Page.WIFI, status=status, joined=True)
        if wifi.remember and wifi.can_remember:
            context.tasks.start(self._keep(wifi.ssid, wifi.password), "set-up: remember the network")
        return True

    def _watch(self, status: WifiStatus) -> None:
        self._context.update(Page.WIFI, status=status)

    async def _keep(self, ssid: str, password: str) -> None:
        await self._remembered.remember(ssid, password)

    def cancel(self) -> None:
        """Stop trying."""
        if self._context.state.wifi.joining:
            self._context.board.cancel()


def _named(networks: tuple[Network, ...]) -> list[Network]:
    return [network for network in networks if not network.hidden]
