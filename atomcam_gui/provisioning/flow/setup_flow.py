"""Set up a camera: which step comes next, what each may do, and what is shown. No window; the wizard draws ``state``.

Each step is a module: ``plug_step``, ``firmware_step``, ``flash_step``, ``wifi_step``, ``computer_step``,
``picture_step``. Every page can be reached, left and repeated; what was chosen or typed on it stays.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from atomcam_gui.provisioning.flow.computer_step import ComputerStep
from atomcam_gui.provisioning.flow.firmware_step import FirmwareStep
from atomcam_gui.provisioning.flow.flash_step import FlashStep
from atomcam_gui.provisioning.flow.picture_step import PictureStep
from atomcam_gui.provisioning.flow.plug_step import PlugStep
from atomcam_gui.provisioning.flow.setup_context import Listener, SetupContext
from atomcam_gui.provisioning.flow.setup_services import SetupServices
from atomcam_gui.provisioning.flow.setup_state import Page, SetupState
from atomcam_gui.provisioning.flow.wifi_step import WifiStep

__all__ = ["SetupFlow", "SetupServices"]

_ORDER = tuple(Page)


class SetupFlow:
    """For the event loop's thread. Nothing here blocks, and no method waits but ``close``."""

    def __init__(self, services: SetupServices) -> None:
        self._context = SetupContext(services)
        self._plug = PlugStep(self._context, self._resume)
        self._firmware = FirmwareStep(self._context)
        self._flash = FlashStep(self._context, self._plug.follow)
        self._wifi = WifiStep(self._context)
        self._computer = ComputerStep(self._context)
        self._picture = PictureStep(self._context)
        self._entrances: dict[Page, Callable[[], None]] = {
            Page.PLUG: self._let_go,
            Page.FIRMWARE: self._enter_firmware,
            Page.FLASH: self._enter_flash,
            Page.WIFI: self._wifi.enter,
            Page.COMPUTER: self._computer.enter,
            Page.PICTURE: self._picture.watch,
        }

    @property
    def state(self) -> SetupState:
        """All that is known now."""
        return self._context.state

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with the state after every change. Returns what ends it."""
        return self._context.subscribe(listener)

    def start(self) -> None:
        """Begin to look for boards."""
        self._firmware.enter()
        self._plug.start()

    async def close(self) -> None:
        """Cancel everything and let go of the port; at any moment, more than once too."""
        self._context.closing = True
        self._plug.close()
        if self.state.flash.running:
            self._context.services.flasher.cancel()
        await self._context.tasks.cancel_all()
        await self._context.session.close()

    # -- from page to page ---------------------------------------------------------------------------------------

    def may_go(self, page: Page) -> bool:
        """Whether what the page needs is there."""
        state = self.state
        if page is state.page:
            return True
        if state.busy:
            return False
        has_software = state.flash.done or state.plug.may_skip_flashing
        return {
            Page.PLUG: True,
            Page.FIRMWARE: self._plug.is_usable,
            Page.FLASH: self._plug.is_usable and (state.firmware.firmware is not None or state.flash.done),
            Page.WIFI: state.plug.chosen is not None and has_software,
            Page.COMPUTER: state.plug.chosen is not None and state.wifi.joined,
            Page.PICTURE: state.computer.done,
        }[page]

    def go(self, page: Page) -> None:
        """Show a page, and do what it does by itself. Nothing happens where ``may_go`` says no."""
        if page is not self.state.page and self.may_go(page):
            self._context.change(page=page)
            self._entrances[page]()

    def back(self) -> None:
        """The page before, without those that were skipped."""
        skipped = {Page.FIRMWARE, Page.FLASH} if self.state.skipped_flash else set()
        before = [page for page in _ORDER[: _ORDER.index(self.state.page)] if page not in skipped]
        if before:
            self.go(before[-1])

    def may_advance(self) -> bool:
        """Whether the page's main button does something."""
        state = self.state
        return {
            Page.PLUG: self.may_go(Page.FIRMWARE),
            Page.FIRMWARE: self._plug.is_usable and not state.firmware.fetching and not self._lacks_file,
            Page.FLASH: self.may_go(Page.WIFI) if state.flash.done else self._flash.may_flash,
            Page.WIFI: state.plug.chosen is not None and bool(state.wifi.ssid) and not state.wifi.joining,
            Page.COMPUTER: state.plug.chosen is not None and self._computer.may_apply,
            Page.PICTURE: state.picture.done,
        }[state.page]

    @property
    def _lacks_file(self) -> bool:
        """The user wants a file of their own, and there is none that can be used."""
        return self.state.firmware.own_file and self.state.firmware.firmware is None

    def advance(self) -> None:
        """The page's main button. On the last page it sets up another camera."""
        if not self.may_advance():
            return
        match self.state.page:
            case Page.PLUG:
                self._context.change(skipped_flash=False)
                self.go(Page.FIRMWARE)
            case Page.FIRMWARE if self.state.firmware.firmware is None:
                self._firmware.fetch(self._start_flashing)
            case Page.FIRMWARE:
                self._start_flashing()
            case Page.FLASH if not self.state.flash.done:
                self.flash()
            case Page.FLASH:
                self.go(Page.WIFI)
            case Page.WIFI if self.state.wifi.joined:
                self.go(Page.COMPUTER)
            case Page.WIFI:
                self._wifi.join(lambda: self.go(Page.COMPUTER))
            case Page.COMPUTER:
                self._computer.apply(lambda: self.go(Page.PICTURE))
            case Page.PICTURE:
                self.set_up_another()

    def _start_flashing(self) -> None:
        if self.state.page is Page.FIRMWARE and self.may_go(Page.FLASH):
            self.go(Page.FLASH)
            self._flash.flash()

    def _let_go(self) -> None:
        self._context.board.start(self._context.session.close)

    def _enter_firmware(self) -> None:
        self._firmware.enter()
        self._let_go()

    def _enter_flash(self) -> None:
        self._let_go()

    def _resume(self) -> None:
        """The board is back: the page goes on."""
        match self.state.page:
            case Page.WIFI:
                self._wifi.enter()
            case Page.PICTURE:
                self._picture.watch()
            case Page.COMPUTER:
                pass  # the console is opened for what is to be told
            case _:
                self._plug.recognise()

    # -- plug it in ----------------------------------------------------------------------------------------------

    def show_all(self, on: bool) -> None:
        """List ports that are no boards too."""
        self._context.update(Page.PLUG, show_all=on)

    def choose_port(self, path: str) -> None:
        """This is the board, whatever USB says of it."""
        if not self.state.busy:
            self._plug.choose(path)

    def look_again(self) -> None:
        """Look anew what is on the board."""
        if not self.state.busy:
            self._plug.look_again()

    def install_rule(self) -> None:
        """Linux: let this user open boards' ports, then look again."""
        if not self.state.busy:
            self._plug.install_rule()

    def skip_flashing(self) -> None:
        """Keep the software that is on the board, and go on with WiFi."""
        if self.state.plug.may_skip_flashing and self.may_go(Page.WIFI):
            self._context.change(skipped_flash=True)
            self.go(Page.WIFI)

    # -- firmware ------------------------------------------------------------------------------------------------

    def use_pinned(self) -> None:
        """Use the firmware that this version of the program is made for."""
        self._firmware.use_pinned()

    def use_file(self, path: Path) -> None:
        """Use a file of the user's own; it is checked at once."""
        self._firmware.use_file(path)

    def fetch(self) -> None:
        """Get the pinned firmware ready."""
        self._firmware.fetch()

    def cancel_fetch(self) -> None:
        """Stop the download; the next one goes on with it."""
        self._firmware.cancel()

    def keep_settings(self, on: bool) -> None:
        """Keep the board's WiFi and other settings."""
        self._firmware.keep_settings(on)

    def erase_all(self, on: bool) -> None:
        """Erase the board wholly first, settings too."""
        self._firmware.erase_all(on)

    # -- flash ---------------------------------------------------------------------------------------------------

    def flash(self) -> None:
        """Write the software; also to try again."""
        self._flash.flash()

    def cancel_flash(self) -> None:
        """Stop writing; the page's trouble then says in what state the board is."""
        self._flash.cancel()

    # -- WiFi ----------------------------------------------------------------------------------------------------

    def rescan(self) -> None:
        """Let the board look for networks again."""
        if not self.state.busy:
            self._wifi.rescan()

    def choose_network(self, ssid: str) -> None:
        """Choose a network of the list."""
        self._wifi.choose(ssid)

    def choose_hidden(self, ssid: str = "") -> None:
        """Choose a network that does not show itself; its name is typed."""
        self._wifi.choose_hidden(ssid)

    def set_ssid(self, ssid: str) -> None:
        """Type the network's name."""
        self._wifi.set_ssid(ssid)

    def set_password(self, text: str) -> None:
        """Type the network's password."""
        self._wifi.set_password(text)

    def remember(self, on: bool) -> None:
        """Keep the network in the system's keyring for the next camera, once it has worked."""
        self._wifi.remember(on)

    def join(self) -> None:
        """Let the board join the chosen network, and stay on the page."""
        if not self.state.busy and self.may_advance():
            self._wifi.join()

    def cancel_join(self) -> None:
        """Stop trying to join."""
        self._wifi.cancel()

    # -- this computer -------------------------------------------------------------------------------------------

    def choose_address(self, address: str) -> None:
        """Where the camera sends its pictures: an address of the list, or a typed one."""
        self._computer.choose_address(address)

    def set_port(self, port: int) -> None:
        """Another port than the server's."""
        self._computer.set_port(port)

    def set_name(self, text: str) -> None:
        """What the camera is called."""
        self._computer.set_name(text)

    def apply(self) -> None:
        """Tell the camera, and stay on the page."""
        if not self.state.busy and self.may_advance():
            self._computer.apply()

    def recheck(self) -> None:
        """Look again what stands in the way."""
        self._computer.enter()

    # -- first picture -------------------------------------------------------------------------------------------

    def watch_again(self) -> None:
        """Begin to wait anew."""
        if self.state.page is Page.PICTURE:
            self._picture.watch()

    def set_up_another(self) -> None:
        """Back to the first page for the next camera; firmware, network and choices stay."""
        if not self.state.busy:
            self._wifi.forget_choice()
            self._plug.forget()
            self.go(Page.PLUG)
            self._plug.look_again()
