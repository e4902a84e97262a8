"""What the set-up knows at one moment: all that a window needs to draw its pages, and nothing of how it looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from atomcam_gui.provisioning.computer.this_computer import HostChoice, HostWarning
from atomcam_gui.provisioning.console.board_console import BoardLook, Network, Software, WifiStatus
from atomcam_gui.provisioning.firmware.firmware_store import Firmware, FirmwareSource
from atomcam_gui.provisioning.flashing.flash_events import ChipInfo, FlashStep
from atomcam_gui.provisioning.serial.ports import Port
from atomcam_gui.provisioning.troubles import SetupError, Text


class Page(StrEnum):
    """The steps, in their order."""

    PLUG = "plug"
    FIRMWARE = "firmware"
    FLASH = "flash"
    WIFI = "wifi"
    COMPUTER = "computer"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class PlugState:
    """Plug it in."""

    ports: tuple[Port, ...] = ()
    """All ports, boards first; the page shows only boards unless ``show_all``."""
    show_all: bool = False
    chosen: Port | None = None
    """None while nothing is plugged in, and while several boards are and none was chosen."""
    waited_long: bool = False
    """No board has appeared for some seconds: time for the picture and the steps."""
    recognising: bool = False
    look: BoardLook | None = None
    """What is on the board, once recognised."""
    trouble: SetupError | None = None
    installing_rule: bool = False

    @property
    def may_skip_flashing(self) -> bool:
        """The board runs software that can be set up as it is."""
        return self.look is not None and self.look.software in (Software.OURS, Software.ESP_IDF)


@dataclass(frozen=True, slots=True)
class FirmwareState:
    """Firmware."""

    offered: FirmwareSource = FirmwareSource.DOWNLOAD
    """Where the pinned firmware would come from: bundled, cached or downloaded."""
    offered_version: str = ""
    offered_size: int | None = None
    """Bytes, where known beforehand."""
    own_file: bool = False
    """The user chose a file of their own rather than the pinned one."""
    firmware: Firmware | None = None
    """Ready and checked."""
    fetching: bool = False
    received: int = 0
    total: int | None = None
    """Bytes of the download, where known."""
    keep_settings: bool = True
    erase_all: bool = False
    trouble: SetupError | None = None


@dataclass(frozen=True, slots=True)
class FlashState:
    """Flash."""

    running: bool = False
    cancelling: bool = False
    chip: ChipInfo | None = None
    step: FlashStep | None = None
    fraction: float = 0.0
    """Of all steps together, 0 to 1."""
    seconds_left: float | None = None
    log: tuple[str, ...] = ()
    done: bool = False
    """Written, verified, restarted, and its console answered."""
    trouble: SetupError | None = None


@dataclass(frozen=True, slots=True)
class WifiPageState:
    """WiFi."""

    networks: tuple[Network, ...] = ()
    scanned: bool = False
    scanning: bool = False
    here: str | None = None
    """The network that this computer is on, where it can be known."""
    ssid: str = ""
    hidden: bool = False
    """The user types the name of a network that does not show itself."""
    password: str = field(default="", repr=False)
    can_remember: bool = False
    remember: bool = False
    joining: bool = False
    status: WifiStatus | None = None
    joined: bool = False
    trouble: SetupError | None = None

    @property
    def network(self) -> Network | None:
        """The chosen network as the board sees it; None while it does not."""
        return next((n for n in self.networks if n.ssid == self.ssid and not n.hidden), None)


@dataclass(frozen=True, slots=True)
class HostNotice:
    """Something to know about the chosen address, in words."""

    warning: HostWarning
    text: Text


@dataclass(frozen=True, slots=True)
class ComputerState:
    """This computer."""

    addresses: tuple[HostChoice, ...] = ()
    address: str = ""
    port: int = 8080
    name: str = ""
    """The camera's."""
    notices: tuple[HostNotice, ...] = ()
    applying: bool = False
    done: bool = False
    trouble: SetupError | None = None


class Tick(StrEnum):
    """What must come true for the first picture, in the order in which it does."""

    WIFI = "wifi"
    ADDRESS = "address"
    CONNECTION = "connection"
    KEY = "key"
    PICTURE = "picture"


class TickState(StrEnum):
    """One tick."""

    WAITING = "waiting"
    SLOW = "slow"
    """Grey for 10 s: its help is due."""
    OK = "ok"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PictureState:
    """First picture."""

    ticks: Mapping[Tick, TickState] = field(default_factory=lambda: dict.fromkeys(Tick, TickState.WAITING))
    troubles: Mapping[Tick, SetupError] = field(default_factory=dict)
    """Help for ticks that are slow or failed."""
    camera_id: str | None = None
    """The camera as the server knows it, once it is connected."""
    done: bool = False
    """Its first picture has come. Nothing else says so."""


@dataclass(frozen=True, slots=True)
class SetupState:
    """All pages."""

    page: Page = Page.PLUG
    finished: frozenset[Page] = frozenset()
    skipped_flash: bool = False
    plug: PlugState = PlugState()
    firmware: FirmwareState = FirmwareState()
    flash: FlashState = FlashState()
    wifi: WifiPageState = WifiPageState()
    computer: ComputerState = ComputerState()
    picture: PictureState = PictureState()

    @property
    def busy(self) -> bool:
        """Something runs that must end or be cancelled before the board is let go."""
        return self.flash.running or self.wifi.joining or self.computer.applying
