"""What the set-up says, in words for people."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from atomcam_gui.provisioning.computer.this_computer import HostChoice
from atomcam_gui.provisioning.console.board_console import BoardLook, Network, Software
from atomcam_gui.provisioning.firmware.firmware_store import FirmwareSource
from atomcam_gui.provisioning.flashing.flasher import ChipInfo, FlashStep
from atomcam_gui.provisioning.flow.setup_state import HostNotice, Page, Tick, TickState
from atomcam_gui.provisioning.serial.ports import Port
from atomcam_gui.provisioning.troubles import SetupError, Text, Trouble
from atomcam_gui.ui import error_texts


def _tr(text: str) -> str:
    return QCoreApplication.translate("wizard", text)


def trouble_text(error: SetupError) -> Text:
    """A trouble in the user's language."""
    return error_texts.setup_text(error)


def notice_text(notice: HostNotice) -> Text:
    """What is to be known of the chosen address, in the user's language."""
    return Text(error_texts.words(notice.text.happened), error_texts.words(notice.text.next_step))


def page_name(page: Page) -> str:
    """The step's name in the list at the left."""
    return {
        Page.PLUG: _tr("Plug it in"),
        Page.FIRMWARE: _tr("Firmware"),
        Page.FLASH: _tr("Flash"),
        Page.WIFI: _tr("WiFi"),
        Page.COMPUTER: _tr("Computer"),
        Page.PICTURE: _tr("Picture"),
    }[page]


# -- the board ---------------------------------------------------------------------------------------------------------


def mac_text(mac: str) -> str:
    """Twelve hexadecimal digits as they are printed on boxes: in pairs."""
    return ":".join(mac[i : i + 2] for i in range(0, len(mac), 2)).upper()


_NAMES_OF_CHIPS = ("USB JTAG", "Espressif")
"""What boards are called that have no name of their own: it says nothing to people."""


def port_title(port: Port) -> str:
    """What a port is, for the first line of its row."""
    if port.is_board and (not port.product or port.product.startswith(_NAMES_OF_CHIPS)):
        return _tr("Camera board")
    return error_texts.words(port.product) or _tr("Serial port")


def port_place(port: Port) -> str:
    """Which one of its kind a port is: its MAC address and its path."""
    return "  ·  ".join(([mac_text(port.mac)] if port.mac else []) + [port.path.removeprefix("/dev/")])


def recognising_text() -> str:
    """While it is found out what runs on a board."""
    return _tr("Looking what is on it…")


def look_text(look: BoardLook) -> str:
    """What runs on a board."""
    match look.software:
        case Software.OURS:
            words = _with_version(_tr("Runs the AtomCam software %1"), look.version)
            return _tr("%1 – “%2”").replace("%1", words).replace("%2", look.name) if look.name else words
        case Software.ESP_IDF:
            return _with_version(_tr("Runs the older camera software %1"), look.version)
        case Software.REPL:
            return _with_version(_tr("Runs MicroPython %1, but no camera software"), look.version)
        case Software.LOADER:
            return _tr("Waits for its software")
        case Software.CRASH_LOOP:
            return _tr("Starts again and again and never gets ready")
        case Software.FOREIGN:
            return _tr("Answers, but not like a camera")
        case Software.SILENT:
            return _tr("Does not answer")


def _with_version(words: str, version: str) -> str:
    """``words`` with the version in place of ``%1``, or without where the board does not tell it."""
    return words.replace(" %1", f" {version}" if version else "")


def chip_text(chip: ChipInfo) -> str:
    """A chip's memory in words."""
    parts = [_tr("%1 MB flash").replace("%1", str(chip.flash_mb))]
    if chip.psram_mb is not None:
        parts.append(_tr("%1 MB PSRAM").replace("%1", str(chip.psram_mb)) if chip.psram_mb else _tr("no PSRAM"))
    return ", ".join(parts)


# -- firmware and flashing ---------------------------------------------------------------------------------------------


def size_text(size: int) -> str:
    """Bytes, in MB as people know them."""
    return _tr("%1 MB").replace("%1", QLocale().toString(size / 1e6, "f", 1))


def source_text(source: FirmwareSource) -> str:
    """Where a firmware comes from."""
    return {
        FirmwareSource.BUNDLED: _tr("comes with AtomCam"),
        FirmwareSource.CACHE: _tr("downloaded before, no internet needed"),
        FirmwareSource.DOWNLOAD: _tr("is downloaded from the project's page"),
        FirmwareSource.FILE: _tr("your own file"),
    }[source]


def received_text(received: int, total: int | None) -> str:
    """How far a download is."""
    if not received:
        return _tr("Starting the download…")
    if total is None:
        return _tr("%1 downloaded").replace("%1", size_text(received))
    return _tr("%1 of %2 downloaded").replace("%1", size_text(received)).replace("%2", size_text(total))


def step_text(step: FlashStep | None) -> str:
    """What happens to the board at the moment."""
    return {
        None: _tr("Getting ready…"),
        FlashStep.CONNECT: _tr("Talking to the camera…"),
        FlashStep.COMPARE: _tr("Looking what is on it already…"),
        FlashStep.ERASE: _tr("Erasing…"),
        FlashStep.WRITE: _tr("Writing the software…"),
        FlashStep.VERIFY: _tr("Checking what was written…"),
        FlashStep.RESET: _tr("Starting the camera…"),
    }.get(step, _tr("Waiting for the camera to start…"))


def time_left(seconds: float | None) -> str:
    """A remaining time as one would say it; empty where it is not known."""
    if seconds is None:
        return ""
    if seconds < 5:
        return _tr("a few seconds left")
    if seconds < 55:
        return _tr("about %1 seconds left").replace("%1", str(5 * round(seconds / 5)))
    if seconds < 90:
        return _tr("about a minute left")
    return _tr("about %1 minutes left").replace("%1", str(round(seconds / 60)))


# -- networks and addresses --------------------------------------------------------------------------------------------


def signal_text(bars: int) -> str:
    """How strong a network is."""
    return [_tr("very weak"), _tr("weak"), _tr("fair"), _tr("good"), _tr("very good")][max(0, min(bars, 4))]


def network_text(network: Network, *, here: bool) -> str:
    """A network as a screen reader says it."""
    parts = [network.ssid, _tr("signal %1").replace("%1", signal_text(network.bars))]
    parts.append(_tr("open, without a password") if network.is_open else _tr("with a password"))
    if here:
        parts.append(_tr("this computer's network"))
    return ", ".join(parts)


def address_text(choice: HostChoice) -> str:
    """An address in the list of those to choose from."""
    return f"{choice.address}   ({choice.interface})" if choice.interface else choice.address


def address_meaning(choice: HostChoice) -> str:
    """What it means to choose an address."""
    if choice.loopback:
        return _tr("Only programs on this computer reach this address; a camera does not.")
    if choice.same_subnet:
        return _tr("This computer, in the same network as the camera.")
    return _tr("This computer, but in another network than the camera.")


# -- the first picture -------------------------------------------------------------------------------------------------


def tick_name(tick: Tick) -> str:
    """What must come true."""
    return {
        Tick.WIFI: _tr("WiFi"),
        Tick.ADDRESS: _tr("Address"),
        Tick.CONNECTION: _tr("Connection"),
        Tick.KEY: _tr("Key"),
        Tick.PICTURE: _tr("Picture"),
    }[tick]


def tick_meaning(tick: Tick, state: TickState) -> str:
    """How it stands with it, in words."""
    if state is TickState.OK:
        return {
            Tick.WIFI: _tr("the camera is in the network"),
            Tick.ADDRESS: _tr("it knows this computer's address"),
            Tick.CONNECTION: _tr("it is connected"),
            Tick.KEY: _tr("it proved that it is yours"),
            Tick.PICTURE: _tr("here it is"),
        }[tick]
    return {
        TickState.WAITING: _tr("waiting…"),
        TickState.SLOW: _tr("takes longer than usual"),
        TickState.FAILED: _tr("failed"),
    }[state]


# -- more help ---------------------------------------------------------------------------------------------------------

_CABLE = (Trouble.LINK_ERROR, Trouble.UNPLUGGED, Trouble.PORT_FAILED, Trouble.CONSOLE_FAILED, Trouble.FLASHER_FAILED)
_BUTTON = (Trouble.NO_ANSWER, Trouble.NOT_IN_LOADER, Trouble.NOT_FOUND_AGAIN, Trouble.CRASH_LOOP, Trouble.NOT_A_BOARD)
_ROUTER = (Trouble.WIFI_PASSWORD, Trouble.WIFI_NOT_FOUND, Trouble.WIFI_WEAK, Trouble.WIFI_TIMEOUT, Trouble.WIFI_FAILED)
_INTERNET = (Trouble.NO_NETWORK, Trouble.DOWNLOAD_CUT, Trouble.DOWNLOAD_REFUSED, Trouble.HASH_UNKNOWN, Trouble.WEB_PAGE)
_REACH = (Trouble.HOST_UNREACHABLE, Trouble.SERVER_REFUSED)


def more_help(trouble: Trouble) -> tuple[str, ...]:
    """What else to try, the likelier first; empty where there is nothing more to say."""
    if trouble in _CABLE:
        return (
            _tr("Use the cable that came with the camera, or a short one that carries data."),
            _tr("Plug it straight into the computer, not into a hub or a screen."),
            _tr("Try another USB socket, if there is one at the back of the computer."),
        )
    if trouble in _BUTTON:
        return (
            _tr("Hold the button while you plug the cable in, and let go when the green light is on."),
            _tr("The small button is at the side of the camera, beside the USB socket."),
            _tr("After the installation, unplug the camera and plug it in again without touching the button."),
        )
    if trouble in _ROUTER:
        return (
            _tr("The camera can join 2.4 GHz networks only. Many routers give both bands the same name."),
            _tr("A network that asks for a login in a web page, as in hotels, does not work for cameras."),
            _tr("Try with the camera a few steps from the router first."),
        )
    if trouble in _INTERNET:
        return (
            _tr("A web browser shows whether the internet works, and whether the network asks for a login."),
            _tr(
                "On a computer with internet, download the firmware from the project's page, and choose that file here."
            ),
        )
    if trouble in _REACH:
        return (
            _tr("Computer and camera must be in the same network; a guest network keeps them apart."),
            _tr("A VPN on this computer can hide it from the camera."),
            _tr("On Windows, set this network to “Private” in the network settings."),
        )
    return ()
