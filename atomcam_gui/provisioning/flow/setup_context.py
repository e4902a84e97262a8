"""What the steps of set-up share: the state and who listens to it, the board's console, the tasks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.flow.board_session import BoardSession
from atomcam_gui.provisioning.flow.setup_services import SetupServices
from atomcam_gui.provisioning.flow.setup_state import (
    FlashState,
    Page,
    PictureState,
    SetupState,
    WifiPageState,
)
from atomcam_gui.provisioning.flow.work import Work
from atomcam_gui.provisioning.serial.ports import Port
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from atomcam_gui.tasks import TaskSet

Listener = Callable[[SetupState], None]


class SetupContext:
    """Belongs to the event loop's thread."""

    def __init__(self, services: SetupServices) -> None:
        self.services = services
        self.state = SetupState()
        self.tasks = TaskSet(services.report)
        self.session = BoardSession(services.open_console)
        self.board = Work(self.tasks, "set-up: the board")
        """Everything that uses the board's port, one thing at a time."""
        self.closing = False
        """Nothing new is begun."""
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every change. Returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def update(self, page: Page, **changes: Any) -> None:
        """Change a page's state. The parts of ``SetupState`` are called as the pages are."""
        part = replace(getattr(self.state, page.value), **changes)
        self.change(**{page.value: part})

    def change(self, **parts: Any) -> None:
        """Change whole parts of the state, and tell everybody who listens where anything is another than before."""
        state = replace(self.state, **parts)
        state = replace(state, finished=_finished(state))
        if state != self.state:
            self.state = state
            for listener in tuple(self._listeners):
                listener(state)

    # -- the board -----------------------------------------------------------------------------------------------

    @property
    def port(self) -> Port:
        """The chosen board's port.

        Raises:
            SetupError: UNPLUGGED, it is not there.
        """
        port = self.state.plug.chosen
        if port is None:
            raise SetupError(Trouble.UNPLUGGED, doing=DOING[self.state.page])
        return port

    @property
    def camera_id(self) -> str | None:
        """The chosen board's id, 12 hex digits, where anything told it."""
        plug, chip = self.state.plug, self.state.flash.chip
        told = plug.look.camera_id if plug.look else None
        return told or (plug.chosen.mac if plug.chosen else None) or (chip.mac if chip else None)

    def forget_board(self) -> None:
        """Another board: what was done with the one before counts no more."""
        self.change(skipped_flash=False, flash=FlashState())
        self.forget_setup()

    def forget_setup(self) -> None:
        """What the board was told may be gone. The user's choices stay, for this camera and the next."""
        wifi = self.state.wifi
        self.change(
            wifi=WifiPageState(
                here=wifi.here,
                ssid=wifi.ssid,
                hidden=wifi.hidden,
                password=wifi.password,
                can_remember=wifi.can_remember,
                remember=wifi.remember,
            ),
            computer=replace(self.state.computer, name="", done=False, notices=(), trouble=None),
            picture=PictureState(),
        )

    def trouble(self, page: Page, error: SetupError | None) -> None:
        """Show a trouble on its page, or take it away. The picture's page keeps its troubles by their ticks."""
        if "trouble" in {field.name for field in fields(getattr(self.state, page.value))}:
            self.update(page, trouble=error)


DOING: dict[Page, str] = {
    Page.PLUG: Phrase("it was being looked at"),
    Page.FIRMWARE: Phrase("its software was being chosen"),
    Page.FLASH: Phrase("its software was being installed"),
    Page.WIFI: Phrase("its WiFi was being set up"),
    Page.COMPUTER: Phrase("it was being told about this computer"),
    Page.PICTURE: Phrase("its first picture was awaited"),
}
"""What the unplugged board was in the middle of, by page."""


def _finished(state: SetupState) -> frozenset[Page]:
    done = {
        Page.PLUG: state.plug.chosen is not None and state.plug.look is not None,
        Page.FIRMWARE: state.firmware.firmware is not None and not state.skipped_flash,
        Page.FLASH: state.flash.done,
        Page.WIFI: state.wifi.joined,
        Page.COMPUTER: state.computer.done,
        Page.PICTURE: state.picture.done,
    }
    return frozenset(page for page, is_done in done.items() if is_done)
