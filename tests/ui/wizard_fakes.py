"""A set-up that is moved by hand: it holds a state, notes what it is told, and lets a test say what comes next."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from atomcam_gui.provisioning.console.board_console import BoardLook, Network, Software
from atomcam_gui.provisioning.flow.setup_state import Page, SetupState, Tick, TickState
from atomcam_gui.provisioning.serial.ports import Port, PortKind
from atomcam_gui.provisioning.troubles import SetupError, Trouble

MAC = "f412fa9b3c5d"
BOARD = Port("/dev/ttyACM0", PortKind.MICROPYTHON, "AtomS3R-CAM", MAC)
LOADER = Port("/dev/ttyACM0", PortKind.LOADER, "AtomS3R-CAM", MAC)
SECOND = Port("/dev/ttyACM1", PortKind.MICROPYTHON, "AtomS3R-CAM", "f412fa9b3c99")
MODEM = Port("/dev/ttyUSB0", PortKind.OTHER, "USB modem")
OURS = BoardLook(Software.OURS, MAC, "Kitchen", "1.0.0", "AtomS3R-CAM", "HomeNet")
OLDER = BoardLook(Software.ESP_IDF, MAC, "", "", "AtomS3R-CAM")
EMPTY = BoardLook(Software.LOADER, MAC)
HOME = Network("HomeNet", -41, 6, "WPA2")
CAFE = Network("Cafe", -78, 1, "OPEN")
NEIGHBOUR = Network("Neighbour", -63, 11, "WPA2/WPA3")


class HandFlow:
    """What the window uses of a ``SetupFlow``. ``calls`` has what it was told, with the arguments."""

    def __init__(self, state: SetupState | None = None) -> None:
        self.state = state or SetupState()
        self.calls: list[tuple[Any, ...]] = []
        self.ready = True
        """What ``may_advance`` says."""
        self.on_port: Callable[[int], None] = lambda _: None
        self._listeners: list[Callable[[SetupState], None]] = []

    def subscribe(self, listener: Callable[[SetupState], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @property
    def listeners(self) -> int:
        return len(self._listeners)

    def may_go(self, page: Page) -> bool:
        return page in self.state.finished

    def may_advance(self) -> bool:
        return self.ready

    def set(self, page: Page | None = None, **parts: Any) -> None:
        """Change parts of the state; each is a dictionary of changes or a whole part."""
        changes: dict[str, Any] = {} if page is None else {"page": page}
        for name, part in parts.items():
            old = getattr(self.state, name)
            changes[name] = dataclasses.replace(old, **part) if isinstance(part, dict) else part
        self.state = dataclasses.replace(self.state, **changes)
        for listener in tuple(self._listeners):
            listener(self.state)

    # What the user types is in the state at once, as in the real one.

    def set_password(self, text: str) -> None:
        self.calls.append(("set_password", text))
        self.set(wifi={"password": text})

    def set_ssid(self, text: str) -> None:
        self.calls.append(("set_ssid", text))
        self.set(wifi={"ssid": text})

    def set_name(self, text: str) -> None:
        self.calls.append(("set_name", text))
        self.set(computer={"name": text})

    def set_port(self, port: int) -> None:
        self.calls.append(("set_port", port))
        self.on_port(port)

    def choose_network(self, ssid: str) -> None:
        self.calls.append(("choose_network", ssid))
        self.set(wifi={"ssid": ssid, "hidden": False})

    def choose_hidden(self, ssid: str = "") -> None:
        self.calls.append(("choose_hidden",))
        self.set(wifi={"ssid": ssid, "hidden": True})

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *arguments: self.calls.append((name, *arguments))


def ticks(**states: TickState) -> MappingProxyType[Tick, TickState]:
    """All ticks waiting but those named."""
    return MappingProxyType({tick: states.get(tick.value, TickState.WAITING) for tick in Tick})


def permission_trouble() -> SetupError:
    """A port that this user may not open."""
    command = "sudo install -m 644 70-atomcam.rules /etc/udev/rules.d/"
    return SetupError(Trouble.PORT_NOT_PERMITTED, port="/dev/ttyACM0", command=command)
