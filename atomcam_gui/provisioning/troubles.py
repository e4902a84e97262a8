"""Everything that can go wrong while a camera is set up: a code, what happened and what it means, and what to do next.

The texts are templates, so that the window can translate them before the facts are put in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from atomcam_gui.errors import AtomCamError


class Trouble(StrEnum):
    """The codes, which ``--json`` gives as ``error``."""

    PORT_NOT_FOUND = "port_not_found"
    PORT_BUSY = "port_busy"
    PORT_NOT_PERMITTED = "port_not_permitted"
    PORT_STILL_NOT_PERMITTED = "port_still_not_permitted"
    PORT_FAILED = "port_failed"
    PORTS_UNKNOWN = "ports_unknown"
    RULE_NOT_INSTALLED = "rule_not_installed"
    UNPLUGGED = "unplugged"
    SEVERAL_BOARDS = "several_boards"

    NO_ANSWER = "no_answer"
    NOT_A_BOARD = "not_a_board"
    NO_SOFTWARE = "no_software"
    CRASH_LOOP = "crash_loop"
    CONSOLE_FAILED = "console_failed"
    CONSOLE_REFUSED = "console_refused"

    NOT_IN_LOADER = "not_in_loader"
    STUCK_IN_LOADER = "stuck_in_loader"
    WRONG_CHIP = "wrong_chip"
    FLASH_TOO_SMALL = "flash_too_small"
    BOARD_LOCKED = "board_locked"
    LINK_ERROR = "link_error"
    VERIFY_FAILED = "verify_failed"
    FLASHER_FAILED = "flasher_failed"
    CANCELLED = "cancelled"
    NOT_FOUND_AGAIN = "not_found_again"

    NO_FIRMWARE = "no_firmware"
    FIRMWARE_UNREADABLE = "firmware_unreadable"
    NOT_FIRMWARE = "not_firmware"
    WEB_PAGE = "web_page"
    ZIP_BROKEN = "zip_broken"
    ZIP_WITHOUT_FIRMWARE = "zip_without_firmware"
    IMAGE_WRONG_CHIP = "image_wrong_chip"
    IMAGE_TRUNCATED = "image_truncated"
    IMAGE_DAMAGED = "image_damaged"
    NO_PARTITION_TABLE = "no_partition_table"
    IMAGE_TOO_LARGE = "image_too_large"

    NO_NETWORK = "no_network"
    SERVER_NOT_TRUSTED = "server_not_trusted"
    DOWNLOAD_CUT = "download_cut"
    DOWNLOAD_REFUSED = "download_refused"
    HASH_MISMATCH = "hash_mismatch"
    HASH_UNKNOWN = "hash_unknown"
    DISK_FULL = "disk_full"
    CACHE_FAILED = "cache_failed"

    WIFI_PASSWORD = "wifi_password"
    WIFI_NOT_FOUND = "wifi_not_found"
    WIFI_WEAK = "wifi_weak"
    WIFI_SECURITY = "wifi_security"
    WIFI_TIMEOUT = "wifi_timeout"
    WIFI_FAILED = "wifi_failed"
    WIFI_BAD_INPUT = "wifi_bad_input"

    HOST_UNREACHABLE = "host_unreachable"
    SERVER_REFUSED = "server_refused"
    KEY_REFUSED = "key_refused"
    NO_PICTURE = "no_picture"
    BOOK_FAILED = "book_failed"


@dataclass(frozen=True, slots=True)
class Text:
    """One trouble in words. Both are whole sentences; ``{name}`` stands for a fact.

    A command to type comes last and without a full stop, which would be pasted with it.
    """

    happened: str
    next_step: str


TEXTS: dict[Trouble, Text] = {
    Trouble.PORT_NOT_FOUND: Text(
        "Nothing is plugged in at {port}.",
        "Plug the camera in with a USB cable that carries data, and choose its port again.",
    ),
    Trouble.PORT_BUSY: Text(
        "Another program is using the camera's port {port}: {holder}.",
        "Close that program, or unplug the camera and plug it in again, then try again.",
    ),
    Trouble.PORT_NOT_PERMITTED: Text(
        "This user may not open the camera's port {port}.",
        "Let AtomCam install its rule for these boards and plug the camera in again, or do so after typing: {command}",
    ),
    Trouble.PORT_FAILED: Text(
        "The camera's port {port} could not be opened: {reason}.",
        "Unplug the camera, plug it in again, and try again.",
    ),
    Trouble.PORTS_UNKNOWN: Text(
        "This computer's ports cannot be listed: {reason}.",
        "Unplug the camera, plug it in again, and try again. If that does not help, restart the computer.",
    ),
    Trouble.PORT_STILL_NOT_PERMITTED: Text(
        "This user may not open the camera's port {port}, although the rule for these boards is installed.",
        "Unplug the camera and plug it in again. If that does not help, log out and in again after typing: {command}",
    ),
    Trouble.RULE_NOT_INSTALLED: Text(
        "The rule that lets this user open the camera's port was not installed: {reason}.",
        "Try again, or type this in a terminal and plug the camera in again: {command}",
    ),
    Trouble.UNPLUGGED: Text(
        "The camera was unplugged, or its cable lost contact, while {doing}.",
        "Plug it in again and try again; what is on it already is kept.",
    ),
    Trouble.SEVERAL_BOARDS: Text(
        "More than one camera is plugged in ({ports}).",
        "Leave only the one that you want to set up, or name its port.",
    ),
    Trouble.NO_ANSWER: Text(
        "The camera at {port} does not answer.",
        "Hold its side button for 2 seconds until the green light comes on, and install its software.",
    ),
    Trouble.NOT_A_BOARD: Text(
        "What is plugged in at {port} answers, but not like a camera board.",
        "Check that you chose the camera's port. If it is the camera, install its software.",
    ),
    Trouble.NO_SOFTWARE: Text(
        "The board at {port} does not have the camera software yet.",
        "Install it first. Without a window, type: atomcam flash --port {port}",
    ),
    Trouble.CRASH_LOOP: Text(
        "The camera at {port} starts again and again and never gets ready.",
        "Install its software again with everything erased. If that does not help, try another USB cable or socket.",
    ),
    Trouble.CONSOLE_FAILED: Text(
        "The camera stopped answering while {doing}.",
        "Unplug it, plug it in again, and try again.",
    ),
    Trouble.CONSOLE_REFUSED: Text(
        "The camera did not accept this: {reason}.",
        "Change it and try again, or install the camera's software anew.",
    ),
    Trouble.NOT_IN_LOADER: Text(
        "The camera at {port} could not be switched to receive new software.",
        "Hold its side button for 2 seconds until the green light comes on, then try again.",
    ),
    Trouble.STUCK_IN_LOADER: Text(
        "The software is written and checked, but the camera still waits for new software.",
        "Unplug it, plug it in again without holding the button, and try again.",
    ),
    Trouble.WRONG_CHIP: Text(
        "The board at {port} is an {chip}; this software is for a camera board with an {wanted}.",
        "Choose the port of an AtomS3R-CAM. Nothing was written to this board.",
    ),
    Trouble.FLASH_TOO_SMALL: Text(
        "The board at {port} has {have} MB of memory for software; {need} MB are needed.",
        "Use an AtomS3R-CAM, which has 8 MB. Nothing was written to this board.",
    ),
    Trouble.BOARD_LOCKED: Text(
        "The board at {port} is locked by its maker and takes no other software.",
        "Use a board that is not locked. Nothing was written to this one.",
    ),
    Trouble.LINK_ERROR: Text(
        "The USB connection to the camera was disturbed, at lower speed too ({reason}).",
        "Use another cable, plug it straight into the computer, and try again; only what is missing is written.",
    ),
    Trouble.VERIFY_FAILED: Text(
        "What is on the camera is not what was written ({where}).",
        "Try again; only what differs is written. If it fails again, the board's memory may be damaged.",
    ),
    Trouble.FLASHER_FAILED: Text(
        "Writing the software did not work: {reason}.",
        "Unplug the camera, plug it in again, and try again; only what is missing is written.",
    ),
    Trouble.CANCELLED: Text(
        "Stopped as you asked. {state}",
        "Try again whenever you like; only what is missing is written.",
    ),
    Trouble.NOT_FOUND_AGAIN: Text(
        "The software is written and checked, but the camera did not come back after its restart.",
        "Unplug it, plug it in again, and try again.",
    ),
    Trouble.NO_FIRMWARE: Text(
        "The camera's firmware is not on this computer yet.",
        "Connect to the internet for the download, or choose a file that you have.",
    ),
    Trouble.FIRMWARE_UNREADABLE: Text(
        "The file {file} cannot be read: {reason}.",
        "Choose another file.",
    ),
    Trouble.NOT_FIRMWARE: Text(
        "{file} is not a firmware for this camera.",
        "Choose the release's .zip, or the firmware.bin that is in it. Nothing was written.",
    ),
    Trouble.WEB_PAGE: Text(
        "{file} is a web page, not a firmware. The network may have asked for a login instead of giving the file.",
        "Open a web browser, log in to the network where it asks for it, and fetch the file again.",
    ),
    Trouble.ZIP_BROKEN: Text(
        "{file} is a damaged or unfinished .zip.",
        "Download it again.",
    ),
    Trouble.ZIP_WITHOUT_FIRMWARE: Text(
        "There is no firmware.bin in {file}.",
        "Choose the .zip for M5STACK_ATOM_S3R from the release's page.",
    ),
    Trouble.IMAGE_WRONG_CHIP: Text(
        "{file} is a firmware for an {chip}; the camera has an {wanted}.",
        "Choose the one for M5STACK_ATOM_S3R. Nothing was written.",
    ),
    Trouble.IMAGE_TRUNCATED: Text(
        "{file} is not complete: it ends before the firmware does.",
        "Download it again.",
    ),
    Trouble.IMAGE_DAMAGED: Text(
        "{file} is damaged: its checksum does not fit.",
        "Download it again.",
    ),
    Trouble.NO_PARTITION_TABLE: Text(
        "{file} has no partition table at 0x8000; it is only a part of a firmware.",
        "Choose the whole firmware.bin of the release. Nothing was written.",
    ),
    Trouble.IMAGE_TOO_LARGE: Text(
        "{file} does not fit the camera: {detail}.",
        "Choose the firmware for M5STACK_ATOM_S3R. Nothing was written.",
    ),
    Trouble.NO_NETWORK: Text(
        "The download could not start: {reason}.",
        "Check this computer's internet connection and try again, or choose a file that you have.",
    ),
    Trouble.SERVER_NOT_TRUSTED: Text(
        "What answered as {host} could not prove that it is {host}: {reason}.",
        "Check this computer's date and time. If the network asks for a login, log in with a web browser; "
        "if a filter checks all traffic here, try another network or choose a file that you have.",
    ),
    Trouble.DOWNLOAD_CUT: Text(
        "The download was cut off at {have} of {total}.",
        "Try again; it goes on where it stopped.",
    ),
    Trouble.DOWNLOAD_REFUSED: Text(
        "The download was refused: {reason}.",
        "Try again later, or choose a file that you have.",
    ),
    Trouble.HASH_MISMATCH: Text(
        "What was downloaded is not what the project published. It was thrown away.",
        "Try again on another network. If it happens again, don't install it, and tell us.",
    ),
    Trouble.HASH_UNKNOWN: Text(
        "The download could not be checked, because its published checksum could not be fetched ({reason}).",
        "Try again later, or choose a file that you trust.",
    ),
    Trouble.DISK_FULL: Text(
        "There is not enough room on this computer for the download ({folder}).",
        "Make some room there and try again.",
    ),
    Trouble.CACHE_FAILED: Text(
        "The download could not be saved in {folder}: {reason}.",
        "Check that you may write there, and try again.",
    ),
    Trouble.WIFI_PASSWORD: Text(
        "The camera could not join {ssid}: probably the wrong password.",
        "Check the password, capital letters too, and try again.",
    ),
    Trouble.WIFI_NOT_FOUND: Text(
        "The camera does not find a network called {ssid}.",
        "Bring the camera nearer to the router. If the network is there, it may be a 5 GHz network: "
        "the camera can only join 2.4 GHz ones.",
    ),
    Trouble.WIFI_WEAK: Text(
        "{ssid} is too weak where the camera is.",
        "Bring the camera nearer to the router and try again.",
    ),
    Trouble.WIFI_SECURITY: Text(
        "{ssid} uses a kind of security that the camera does not know.",
        "Set the router to WPA2 or WPA2/WPA3, or use its guest network.",
    ),
    Trouble.WIFI_TIMEOUT: Text(
        "The camera could not join {ssid} in time.",
        "Check the password, bring the camera nearer to the router, and try again.",
    ),
    Trouble.WIFI_FAILED: Text(
        "The camera could not join {ssid} ({reason}).",
        "Try again. If it goes on, restart the router.",
    ),
    Trouble.WIFI_BAD_INPUT: Text(
        "{reason}",
        "Change it and try again.",
    ),
    Trouble.HOST_UNREACHABLE: Text(
        "The camera is in the WiFi, but does not reach this computer at {host}:{port}.",
        "Let AtomCam through this computer's firewall, and check that both are in the same network, "
        "not in a guest network.",
    ),
    Trouble.SERVER_REFUSED: Text(
        "The camera reaches {host}:{port}, but what answers there is not AtomCam ({reason}).",
        "Check address and port, and that AtomCam is running there.",
    ),
    Trouble.KEY_REFUSED: Text(
        "The camera reaches this computer, but its key was refused.",
        "Set the camera up once more, so that both have the same key.",
    ),
    Trouble.NO_PICTURE: Text(
        "The camera is connected, but no picture came: {reason}.",
        "Unplug the camera, plug it in again, and look whether its lens is firmly in place.",
    ),
    Trouble.BOOK_FAILED: Text(
        "The camera's key could not be saved on this computer: {reason}.",
        "Make room or allow writing there, and try again.",
    ),
}


class SetupError(AtomCamError):
    """A trouble with its facts. ``happened`` and ``next_step`` are for people; ``trouble`` is for programs."""

    def __init__(self, trouble: Trouble, **facts: object) -> None:
        self.trouble = trouble
        text = TEXTS[trouble]
        hint = " {hint}" if facts.get("hint") else ""
        super().__init__(f"{text.happened} {text.next_step}{hint}", **facts)

    @property
    def happened(self) -> str:
        """What happened and what it means."""
        return TEXTS[self.trouble].happened.format(**self.facts)

    @property
    def next_step(self) -> str:
        """What to do next. A fact called ``hint`` is one more sentence of it, where more is known than usual."""
        text = TEXTS[self.trouble].next_step.format(**self.facts)
        hint = self.facts.get("hint")
        return f"{text} {hint}" if hint else text
