"""The set-up's window, drawn from states that a test makes up: what it shows, and what it tells the flow."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.provisioning.computer.this_computer import HostChoice, HostWarning
from atomcam_gui.provisioning.console.board_console import BoardLook, Network
from atomcam_gui.provisioning.firmware.firmware_store import FirmwareSource
from atomcam_gui.provisioning.flashing.flasher import ChipInfo, FlashStep
from atomcam_gui.provisioning.flow.setup_state import HostNotice, Page, Tick, TickState
from atomcam_gui.provisioning.troubles import SetupError, Text, Trouble
from atomcam_gui.ui.wizard import texts, wizard_window
from atomcam_gui.ui.wizard.computer_page import ComputerPage
from atomcam_gui.ui.wizard.firmware_page import FirmwarePage
from atomcam_gui.ui.wizard.flash_page import FlashPage
from atomcam_gui.ui.wizard.picture_page import PicturePage
from atomcam_gui.ui.wizard.plug_page import PlugPage
from atomcam_gui.ui.wizard.wifi_page import WifiPage
from atomcam_gui.ui.wizard.wizard_window import WizardWindow
from atomcam_gui.video.pool import DecodePool
from tests.ui.conftest import click, mouse, plain_jpeg
from tests.ui.wizard_fakes import (
    BOARD,
    CAFE,
    EMPTY,
    HOME,
    LOADER,
    MAC,
    MODEM,
    NEIGHBOUR,
    OLDER,
    OURS,
    SECOND,
    HandFlow,
    permission_trouble,
    ticks,
)

CHIP = ChipInfo("ESP32-S3", MAC, 8, 8, "ESP32-S3-PICO-1 (revision v0.2)")
WLAN = HostChoice("192.168.1.5", "wlan0", same_subnet=True, loopback=False)
LOOPBACK = HostChoice("127.0.0.1", "lo", same_subnet=False, loopback=True)
BEFORE_WIFI = frozenset({Page.PLUG, Page.FIRMWARE, Page.FLASH})


class Wizard:
    """A window over a flow that is moved by hand."""

    def __init__(self, pool: DecodePool) -> None:
        self.flow = HandFlow()
        self.hub = Hub()
        self.window = WizardWindow(self.flow, self.hub, pool)  # type: ignore[arg-type]
        self.window.show()
        self.window.activateWindow()

    @property
    def plug(self) -> PlugPage:
        page = self.window.pages[Page.PLUG]
        assert isinstance(page, PlugPage)
        return page

    @property
    def firmware(self) -> FirmwarePage:
        page = self.window.pages[Page.FIRMWARE]
        assert isinstance(page, FirmwarePage)
        return page

    @property
    def flash(self) -> FlashPage:
        page = self.window.pages[Page.FLASH]
        assert isinstance(page, FlashPage)
        return page

    @property
    def wifi(self) -> WifiPage:
        page = self.window.pages[Page.WIFI]
        assert isinstance(page, WifiPage)
        return page

    @property
    def computer(self) -> ComputerPage:
        page = self.window.pages[Page.COMPUTER]
        assert isinstance(page, ComputerPage)
        return page

    @property
    def picture(self) -> PicturePage:
        page = self.window.pages[Page.PICTURE]
        assert isinstance(page, PicturePage)
        return page

    def button(self, text: str) -> QAbstractButton:
        """The visible button of this text."""
        buttons = [b for b in self.window.findChildren(QAbstractButton) if b.isVisible()]
        found = [b for b in buttons if b.text().replace("&", "").strip() == text]
        assert len(found) == 1, (text, [b.text() for b in buttons])
        return found[0]

    @property
    def said(self) -> str:
        """All text that can be seen."""
        labels = [label.text() for label in self.window.findChildren(QLabel) if label.isVisible()]
        return "\n".join(text for text in labels if text)

    @property
    def trouble(self) -> str:
        """The trouble that can be seen; empty for none."""
        box = self.window.page.trouble
        return box.text if box is not None and box.isVisible() else ""

    def with_networks(self, **wifi: object) -> None:
        """The WiFi page with three networks."""
        networks = {"networks": (HOME, NEIGHBOUR, CAFE), "scanned": True, "here": "HomeNet"}
        self.flow.set(Page.WIFI, finished=BEFORE_WIFI, wifi=networks | wifi)

    def while_flashing(self, **flash: object) -> None:
        """In the middle of the installation."""
        now = {"running": True, "chip": CHIP, "step": FlashStep.WRITE, "fraction": 0.43, "seconds_left": 24.0}
        self.flow.set(Page.FLASH, finished=frozenset({Page.PLUG, Page.FIRMWARE}), flash=now | flash)


@pytest.fixture
def wizard(qapp: QApplication) -> Iterator[Wizard]:
    pool = DecodePool(1)
    made = Wizard(pool)
    yield made
    made.window.done(0)
    pool.close()
    made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def press(widget: QWidget, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier | None = None) -> None:
    """One key."""
    held = modifiers or Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, held, text))


def tick(check: QCheckBox) -> None:
    """Click a check box on its box: it may be wider than its text."""
    assert check.isVisible()
    assert check.isEnabled()
    place = QPoint(8, check.height() // 2)
    mouse(check, QEvent.Type.MouseButtonPress, place)
    mouse(check, QEvent.Type.MouseButtonRelease, place)


def settle() -> None:
    """Let the layouts and what waits for them happen."""
    for _ in range(3):
        QCoreApplication.processEvents()


def click_row(view: QWidget, row: int) -> None:
    """Click a row of a list."""
    place: QPoint = view.visualRect(view.model().index(row, 0)).center()  # type: ignore[attr-defined]
    mouse(view.viewport(), QEvent.Type.MouseButtonPress, place)  # type: ignore[attr-defined]
    mouse(view.viewport(), QEvent.Type.MouseButtonRelease, place)  # type: ignore[attr-defined]


def rows(view: QWidget) -> list[str]:
    """What a screen reader says of each row."""
    model = view.model()  # type: ignore[attr-defined]
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.data(model.index(row, 0), role) for row in range(model.rowCount())]


# -- plug it in --------------------------------------------------------------------------------------------------------


def test_without_a_board_a_drawing_is_shown_and_after_a_while_what_to_try(wizard: Wizard) -> None:
    assert "Looking for a camera…" in wizard.said
    assert "Nothing has appeared" not in wizard.said
    wizard.flow.set(plug={"waited_long": True})
    assert "Another cable. Many charge only and carry no data." in wizard.said
    assert "Hold the button at the camera's side for 2 seconds" in wizard.said


def test_boards_come_and_go_while_the_choice_stays(wizard: Wizard) -> None:
    flow, boards = wizard.flow, wizard.plug.boards
    flow.set(plug={"ports": (BOARD, MODEM), "chosen": BOARD, "look": OURS})
    assert rows(boards) == ["AtomS3R-CAM, F4:12:FA:9B:3C:5D, ttyACM0, Runs the AtomCam software 1.0.0 – “Kitchen”"]
    boards.setFocus()
    flow.set(plug={"ports": (SECOND, BOARD, MODEM)})
    assert [row.split(", ")[1] for row in rows(boards)] == ["F4:12:FA:9B:3C:99", "F4:12:FA:9B:3C:5D"]
    assert boards.currentIndex().row() == 1
    assert boards.hasFocus()
    flow.set(plug={"ports": (BOARD, MODEM)})
    assert boards.currentIndex().row() == 0
    flow.set(plug={"ports": (MODEM,), "chosen": None, "look": None})
    assert not boards.isVisible()
    assert flow.calls == [], "nothing of this was the user's choice"


def test_other_serial_ports_are_listed_on_demand_and_can_be_chosen(wizard: Wizard) -> None:
    wizard.flow.set(plug={"ports": (BOARD, MODEM), "chosen": BOARD})
    tick(wizard.plug.show_all)
    assert wizard.flow.calls == [("show_all", True)]
    wizard.flow.set(plug={"show_all": True})
    assert rows(wizard.plug.boards)[1] == "USB modem, ttyUSB0"
    click_row(wizard.plug.boards, 1)
    assert wizard.flow.calls[-1] == ("choose_port", "/dev/ttyUSB0")


def test_what_runs_on_the_board_is_said_as_soon_as_it_is_known(wizard: Wizard) -> None:
    wizard.flow.set(plug={"ports": (BOARD,), "chosen": BOARD, "recognising": True})
    assert "Looking what is on it…" in wizard.said
    assert not wizard.window.primary_button.isEnabled()
    wizard.flow.set(plug={"recognising": False, "look": EMPTY})
    assert "Waits for its software" in rows(wizard.plug.boards)[0]
    assert wizard.window.primary_button.isEnabled()
    click(wizard.button("Use this camera"))
    assert wizard.flow.calls == [("advance",)]


def test_board_with_our_software_goes_straight_to_wifi_or_is_installed_anew(wizard: Wizard) -> None:
    wizard.flow.set(plug={"ports": (BOARD,), "chosen": BOARD, "look": OURS})
    click(wizard.button("Set up WiFi"))
    click(wizard.button("Install its software anew"))
    assert wizard.flow.calls == [("skip_flashing",), ("advance",)]


def test_older_firmware_is_better_replaced_but_may_stay(wizard: Wizard) -> None:
    wizard.flow.set(plug={"ports": (BOARD,), "chosen": BOARD, "look": OLDER})
    assert "only it has a key" in wizard.said
    assert wizard.window.primary_button.text() == "Install the newer software"
    click(wizard.button("Install the newer software"))
    click(wizard.button("Keep it and set up WiFi"))
    assert wizard.flow.calls == [("advance",), ("skip_flashing",)]


def test_missing_permission_is_explained_cured_by_a_button_and_shown_as_a_command(wizard: Wizard) -> None:
    wizard.flow.set(plug={"ports": (BOARD,), "chosen": BOARD, "trouble": permission_trouble()})
    assert "This user may not open the camera's port /dev/ttyACM0." in wizard.trouble
    click(wizard.button("Install the rule"))
    assert wizard.flow.calls == [("install_rule",)]
    click(wizard.button("Copy"))
    assert QGuiApplication.clipboard().text() == "sudo install -m 644 70-atomcam.rules /etc/udev/rules.d/"
    wizard.flow.set(plug={"installing_rule": True, "trouble": None})
    assert "Installing the rule." in wizard.said
    assert wizard.trouble == ""


def test_busy_port_names_its_holder_and_is_tried_again(wizard: Wizard) -> None:
    trouble = SetupError(Trouble.PORT_BUSY, port="/dev/ttyACM0", holder="Thonny")
    wizard.flow.set(plug={"ports": (BOARD,), "chosen": BOARD, "trouble": trouble})
    assert "Another program is using the camera's port /dev/ttyACM0: Thonny." in wizard.trouble
    click(wizard.button("Try again"))
    assert wizard.flow.calls == [("look_again",)]
    wizard.flow.set(plug={"trouble": None})
    assert wizard.trouble == ""


def test_silent_board_is_shown_its_button_and_more_help_unfolds(wizard: Wizard) -> None:
    trouble = SetupError(Trouble.NO_ANSWER, port="/dev/ttyACM0")
    wizard.flow.set(plug={"ports": (LOADER,), "chosen": LOADER, "trouble": trouble})
    box = wizard.plug.trouble
    assert box is not None
    drawings = [label for label in box.findChildren(QLabel) if "button at the camera's side" in label.accessibleName()]
    assert [drawing.isVisible() for drawing in drawings] == [True]
    assert "let go when the green light is on" not in wizard.said
    click(wizard.button("More help"))
    assert "let go when the green light is on" in wizard.said


# -- firmware ----------------------------------------------------------------------------------------------------------


def on_firmware_page(wizard: Wizard, **firmware: object) -> None:
    offer = {"offered_version": "v0.6.2", "offered_size": 1_930_000}
    plug = {"ports": (BOARD,), "chosen": BOARD, "look": OLDER}
    wizard.flow.set(Page.FIRMWARE, finished=frozenset({Page.PLUG}), plug=plug, firmware=offer | firmware)


def test_firmware_page_says_what_is_there_what_will_be_and_from_where(wizard: Wizard) -> None:
    on_firmware_page(wizard)
    assert "Runs the older camera software" in wizard.said
    assert "Camera firmware v0.6.2, 1.9 MB" in wizard.said
    assert "is downloaded from the project's page" in wizard.said
    click(wizard.button("Download and install"))
    wizard.flow.set(firmware={"offered": FirmwareSource.BUNDLED})
    assert "comes with AtomCam" in wizard.said
    click(wizard.button("Install"))
    assert wizard.flow.calls == [("advance",), ("advance",)]


def test_wifi_settings_are_kept_unless_everything_is_to_be_erased(wizard: Wizard) -> None:
    on_firmware_page(wizard)
    page = wizard.firmware
    assert page.keep.isChecked()
    assert not page.erase.isVisible()
    click(wizard.button("More choices"))
    tick(page.erase)
    assert wizard.flow.calls == [("erase_all", True)]
    wizard.flow.set(firmware={"erase_all": True, "keep_settings": False})
    assert not page.keep.isChecked()
    assert not page.keep.isEnabled()
    assert wizard.flow.calls == [("erase_all", True)], "drawing is no choice"
    wizard.flow.set(firmware={"erase_all": False, "keep_settings": True})
    tick(page.keep)
    assert wizard.flow.calls[-1] == ("keep_settings", False)


def test_file_of_ones_own_is_asked_for_without_stopping_the_program(wizard: Wizard, tmp_path: Path) -> None:
    on_firmware_page(wizard)
    click(wizard.button("More choices"))
    click(wizard.button("Choose a file…"))
    (dialog,) = wizard.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "firmware.zip"))
    dialog.close()
    assert wizard.flow.calls == [("use_file", tmp_path / "firmware.zip")]
    wizard.flow.set(firmware={"own_file": True, "trouble": SetupError(Trouble.WEB_PAGE, file="firmware.zip")})
    assert "firmware.zip is a web page, not a firmware." in wizard.trouble
    assert wizard.firmware.pinned.isVisible()
    click(wizard.firmware.pinned)
    assert wizard.flow.calls[-1] == ("use_pinned",)


def test_download_shows_its_megabytes_and_can_be_cancelled(wizard: Wizard) -> None:
    on_firmware_page(wizard, fetching=True, received=700_000, total=1_930_000)
    assert "0.7 MB of 1.9 MB downloaded" in wizard.said
    assert wizard.firmware.bar.value() == 362
    assert not wizard.window.primary_button.isEnabled()
    click(wizard.button("Cancel"))
    assert wizard.flow.calls == [("cancel_fetch",)]
    wizard.flow.set(firmware={"total": None})
    assert "0.7 MB downloaded" in wizard.said
    assert wizard.firmware.bar.maximum() == 0, "nobody knows how far it is"


def test_cut_download_is_tried_again_from_where_it_happened(wizard: Wizard) -> None:
    on_firmware_page(wizard, trouble=SetupError(Trouble.DOWNLOAD_CUT, have="0.7 MB", total="1.9 MB"))
    assert "The download was cut off at 0.7 MB of 1.9 MB." in wizard.trouble
    click(wizard.button("Try again"))
    assert wizard.flow.calls == [("fetch",)]


# -- flash -------------------------------------------------------------------------------------------------------------


def test_installation_shows_chip_step_bar_and_remaining_time(wizard: Wizard) -> None:
    wizard.while_flashing()
    for words in (
        "Writing the software…",
        "about 25 seconds left",
        "ESP32-S3-PICO-1 (revision v0.2)",
        "F4:12:FA:9B:3C:5D",
    ):
        assert words in wizard.said
    assert "8 MB flash, 8 MB PSRAM" in wizard.said
    assert wizard.flash.bar.value() == 430
    click(wizard.button("Cancel"))
    assert wizard.flow.calls == [("cancel_flash",)]
    wizard.flow.set(flash={"cancelling": True})
    assert "Stopping…" in wizard.said
    assert "seconds left" not in wizard.said


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (3, "a few seconds left"),
        (24, "about 25 seconds left"),
        (61, "about a minute left"),
        (130, "about 2 minutes left"),
    ],
)
def test_remaining_time_is_said_as_one_would_say_it(seconds: float | None, words: str) -> None:
    assert texts.time_left(seconds) == words


def test_failed_installation_stays_on_its_page_and_is_tried_again(wizard: Wizard) -> None:
    wizard.while_flashing()
    trouble = SetupError(Trouble.UNPLUGGED, doing="the software was being written")
    wizard.flow.set(flash={"running": False, "trouble": trouble})
    assert "The camera was unplugged" in wizard.trouble
    assert "The software is not installed yet" in wizard.said
    assert "The software is installed" not in wizard.said
    click(wizard.button("Try again"))
    assert wizard.flow.calls == [("flash",)]


def test_finished_installation_goes_on_with_one_key(wizard: Wizard) -> None:
    wizard.while_flashing()
    assert wizard.window.focusWidget() is wizard.flash.heading, "a key too many must not cancel"
    press(wizard.flash.heading, Qt.Key.Key_Return)
    wizard.flow.set(flash={"running": False, "done": True, "fraction": 1.0})
    assert "The software is installed" in wizard.said
    assert wizard.window.focusWidget() is wizard.window.primary_button
    press(wizard.window.primary_button, Qt.Key.Key_Return)
    assert wizard.flow.calls == [("advance",)]


def test_board_of_another_kind_leads_back_to_the_choice(wizard: Wizard) -> None:
    trouble = SetupError(Trouble.WRONG_CHIP, port="/dev/ttyACM0", chip="ESP32-C3", wanted="ESP32-S3")
    wizard.while_flashing(running=False, trouble=trouble)
    click(wizard.button("Choose another board"))
    assert wizard.flow.calls == [("go", Page.PLUG)]


# -- WiFi --------------------------------------------------------------------------------------------------------------


def test_networks_show_strength_lock_and_where_this_computer_is(wizard: Wizard) -> None:
    wizard.with_networks(ssid="HomeNet")
    assert rows(wizard.wifi.networks) == [
        "HomeNet, signal very good, with a password, this computer's network",
        "Neighbour, signal good, with a password",
        "Cafe, signal weak, open, without a password",
        "Another network, whose name does not show itself",
    ]
    assert wizard.wifi.networks.currentIndex().row() == 0
    click_row(wizard.wifi.networks, 1)
    assert wizard.flow.calls == [("choose_network", "Neighbour")]
    press(wizard.wifi.networks, Qt.Key.Key_Down)
    assert wizard.flow.calls[-1] == ("choose_network", "Cafe")


def test_list_with_the_focus_alone_chooses_nothing(wizard: Wizard) -> None:
    wizard.with_networks()
    wizard.wifi.networks.setFocus()
    assert wizard.flow.calls == []
    assert wizard.flow.state.wifi.ssid == ""


def test_typed_password_keeps_its_cursor_and_is_told_letter_by_letter(wizard: Wizard) -> None:
    wizard.with_networks(ssid="HomeNet")
    edit = wizard.wifi.password
    edit.setFocus()
    for letter in "secrt":
        press(edit, Qt.Key.Key_A, letter)
    edit.setCursorPosition(4)
    press(edit, Qt.Key.Key_E, "e")
    assert edit.text() == "secret"
    assert edit.cursorPosition() == 5
    assert wizard.flow.state.wifi.password == "secret"
    assert edit.echoMode() is QLineEdit.EchoMode.Password
    tick(wizard.wifi.show_password)
    assert edit.echoMode() is QLineEdit.EchoMode.Normal
    press(edit, Qt.Key.Key_Return)
    assert wizard.flow.calls[-1] == ("advance",)


def test_password_shown_in_clear_is_hidden_again_when_the_page_is_left(wizard: Wizard) -> None:
    wizard.with_networks(ssid="HomeNet", password="secret")
    tick(wizard.wifi.show_password)
    wizard.flow.set(Page.COMPUTER)
    wizard.flow.set(Page.WIFI)
    assert wizard.wifi.password.echoMode() is QLineEdit.EchoMode.Password


def test_another_scan_keeps_choice_place_and_focus(wizard: Wizard) -> None:
    many = tuple(Network(f"Net {number:02}", -40 - number, 1, "WPA2") for number in range(30))
    wizard.with_networks(networks=many, ssid="Net 20")
    settle()
    view = wizard.wifi.networks
    view.setFocus()
    place = view.verticalScrollBar().value()
    assert place > 0, "what is chosen was scrolled to"
    wizard.flow.set(wifi={"scanning": True})
    assert "The camera looks for networks…" in wizard.said
    wizard.flow.set(wifi={"scanning": False, "networks": (*many[1:], Network("New", -90, 3, "WPA2"))})
    assert view.currentIndex().data() == "Net 20"
    assert view.hasFocus()
    assert abs(view.verticalScrollBar().value() - place) <= view.sizeHintForRow(0)
    assert wizard.flow.calls == []
    click(wizard.button("Look again"))
    assert wizard.flow.calls == [("rescan",)]


def test_joining_is_watched_can_be_cancelled_and_loses_nothing_typed(wizard: Wizard) -> None:
    wizard.with_networks(ssid="HomeNet", password="secret", joining=True)
    assert "The camera joins HomeNet…" in wizard.said
    assert wizard.wifi.password.isReadOnly()
    click(wizard.button("Cancel"))
    assert wizard.flow.calls == [("cancel_join",)]
    wizard.flow.set(wifi={"joining": False, "trouble": SetupError(Trouble.WIFI_PASSWORD, ssid="HomeNet")})
    assert "The camera could not join HomeNet: probably the wrong password." in wizard.trouble
    assert wizard.wifi.password.text() == "secret"
    assert wizard.wifi.password.selectedText() != ""
    assert wizard.window.focusWidget() is wizard.wifi.password
    assert wizard.window.primary_button.isEnabled()


def test_open_network_warns_and_asks_for_no_password(wizard: Wizard) -> None:
    wizard.with_networks(ssid="Cafe")
    assert "This network has no password." in wizard.said
    assert not wizard.wifi.password.isVisible()


def test_hidden_network_is_the_last_row_and_asks_for_its_name(wizard: Wizard) -> None:
    wizard.with_networks(ssid="HomeNet")
    assert not wizard.wifi.ssid.isVisible()
    click_row(wizard.wifi.networks, 3)
    assert wizard.flow.calls == [("choose_hidden",)]
    wizard.wifi.ssid.setFocus()
    press(wizard.wifi.ssid, Qt.Key.Key_X, "x")
    assert wizard.flow.calls[-1] == ("set_ssid", "x")
    assert wizard.wifi.networks.currentIndex().row() == 3


def test_camera_that_sees_no_network_says_so(wizard: Wizard) -> None:
    wizard.with_networks(networks=(Network("", -50, 1, "WPA2"),))
    assert "The camera sees no network." in wizard.said


def test_remembering_is_offered_where_there_is_a_key_ring_only(wizard: Wizard) -> None:
    wizard.with_networks(ssid="HomeNet")
    assert not wizard.wifi.remember.isVisible()
    wizard.flow.set(wifi={"can_remember": True})
    tick(wizard.wifi.remember)
    assert wizard.flow.calls == [("remember", True)]


def test_camera_that_is_in_the_network_already_just_goes_on(wizard: Wizard) -> None:
    wizard.with_networks(ssid="HomeNet", joined=True)
    assert "The camera is in HomeNet." in wizard.said
    click(wizard.button("Go on"))
    assert wizard.flow.calls == [("advance",)]


# -- this computer -----------------------------------------------------------------------------------------------------


def on_computer_page(wizard: Wizard, **computer: object) -> None:
    chosen = {"addresses": (WLAN, LOOPBACK), "address": WLAN.address, "name": "Camera 3c5d"}
    wizard.flow.set(Page.COMPUTER, finished=BEFORE_WIFI | {Page.WIFI}, computer=chosen | computer)


def test_address_is_chosen_already_and_others_say_what_they_mean(wizard: Wizard) -> None:
    on_computer_page(wizard)
    page = wizard.computer
    assert page.address.currentText() == "192.168.1.5   (wlan0)"
    assert "This computer, in the same network as the camera." in wizard.said
    page.address.activated.emit(1)
    assert wizard.flow.calls == [("choose_address", "127.0.0.1")]
    wizard.flow.set(computer={"address": "127.0.0.1"})
    assert "a camera does not" in wizard.said
    click(wizard.button("Use this computer"))
    assert wizard.flow.calls[-1] == ("advance",)


def test_port_is_told_once_when_it_is_typed(wizard: Wizard) -> None:
    on_computer_page(wizard)
    edit = wizard.computer.port.lineEdit()
    edit.setFocus()
    edit.selectAll()
    for digit in "8123":
        press(edit, Qt.Key.Key_1, digit)
    assert wizard.flow.calls == []
    click(wizard.button("Use this computer"))
    assert wizard.flow.calls == [("set_port", 8123), ("advance",)]


def test_half_typed_port_counts_when_its_page_is_left(wizard: Wizard) -> None:
    on_computer_page(wizard)
    wizard.window.activateWindow()
    settle()
    port = wizard.computer.port
    port.setFocus()
    port.selectAll()
    for digit in "8123":
        press(port.lineEdit(), Qt.Key.Key_1, digit)
    wizard.flow.on_port = lambda number: wizard.flow.set(computer={"port": number})
    wizard.flow.set(Page.WIFI, wifi={"networks": (HOME,), "scanned": True})
    assert ("set_port", 8123) in wizard.flow.calls
    assert wizard.flow.state.computer.port == 8123
    assert wizard.wifi.isVisible()
    assert wizard.window.steps.steps[Page.WIFI].accessibleName() == "WiFi, open step"


def test_name_is_told_and_obstacles_come_with_their_cure(wizard: Wizard) -> None:
    notice = HostNotice(HostWarning.FIREWALL, Text("The firewall keeps cameras out.", "Type: sudo ufw allow 8080/tcp"))
    on_computer_page(wizard, notices=(notice,))
    assert "The firewall keeps cameras out.\nType: sudo ufw allow 8080/tcp" in wizard.said
    click(wizard.button("Check again"))
    assert wizard.flow.calls == [("recheck",)]
    wizard.flow.set(computer={"notices": ()})
    assert "firewall" not in wizard.said
    wizard.computer.name.setFocus()
    wizard.computer.name.selectAll()
    press(wizard.computer.name, Qt.Key.Key_K, "K")
    assert wizard.flow.calls[-1] == ("set_name", "K")


def test_while_the_camera_is_told_nothing_can_be_changed(wizard: Wizard) -> None:
    on_computer_page(wizard, applying=True)
    assert "Telling the camera…" in wizard.said
    assert not wizard.window.primary_button.isEnabled()
    assert not wizard.computer.address.isEnabled()


# -- first picture -----------------------------------------------------------------------------------------------------


def on_picture_page(wizard: Wizard, **picture: object) -> None:
    done = frozenset(Page) - {Page.PICTURE}
    wizard.flow.set(Page.PICTURE, finished=done, computer={"name": "Kitchen"}, picture=picture)


def test_ticks_are_said_in_words_and_slow_ones_help(wizard: Wizard) -> None:
    help_text = SetupError(Trouble.HOST_UNREACHABLE, host="192.168.1.5", port=8080)
    states = ticks(wifi=TickState.OK, address=TickState.OK, connection=TickState.SLOW)
    on_picture_page(wizard, ticks=states, troubles={Tick.CONNECTION: help_text})
    names = [row.accessibleName() for row in wizard.picture.ticks.rows.values()]
    assert names == [
        "WiFi: the camera is in the network",
        "Address: it knows this computer's address",
        "Connection: takes longer than usual",
        "Key: waiting…",
        "Picture: waiting…",
    ]
    assert "does not reach this computer at 192.168.1.5:8080" in wizard.picture.ticks.rows[Tick.CONNECTION].help.text()
    assert not wizard.window.primary_button.isEnabled()
    click(wizard.button("Try again"))
    assert wizard.flow.calls == [("watch_again",)]


def test_only_the_picture_ends_it_and_is_seen_in_the_page(wizard: Wizard) -> None:
    ready: list[str] = []
    wizard.window.camera_ready.connect(ready.append)
    almost = {tick.value: TickState.OK for tick in Tick if tick is not Tick.PICTURE}
    on_picture_page(wizard, ticks=ticks(**almost), camera_id=MAC)
    assert not wizard.button("Finish").isEnabled()
    wizard.hub.publish(Frame(MAC, 1, plain_jpeg((220, 0, 0)), 320, 240, None, time.monotonic_ns(), 0.0))
    wizard.flow.set(picture={"ticks": ticks(**almost, picture=TickState.OK), "done": True})
    deadline = time.monotonic() + 8
    while wizard.picture.view.frame is None:
        assert time.monotonic() < deadline, "the picture is not shown"
        QCoreApplication.processEvents()
    assert ready == [MAC]
    assert "Kitchen is ready" in wizard.said
    click(wizard.button("Set up another camera"))
    assert wizard.flow.calls == [("set_up_another",)]
    wizard.flow.set(picture={"done": True})
    assert ready == [MAC], "told once"
    assert wizard.window.focusWidget() is wizard.window.primary_button
    click(wizard.button("Finish"))
    assert not wizard.window.isVisible()
    assert wizard.hub._of_camera == {}
    assert wizard.flow.listeners == 0


# -- closing and cancelling --------------------------------------------------------------------------------------------


def test_closing_while_flashing_asks_in_the_window(wizard: Wizard) -> None:
    wizard.while_flashing()
    wizard.window.close()
    assert wizard.window.isVisible()
    (bar,) = wizard.window.notices.bars
    assert bar.notice.text.startswith("Stop the installation?")
    assert bar.buttons[1].hasFocus(), "the harmless answer is the one at hand"
    click(wizard.button("Keep going"))
    assert wizard.window.notices.bars == ()
    assert wizard.window.isVisible()
    wizard.window.close()
    click(wizard.button("Stop"))
    assert not wizard.window.isVisible()


def test_unplugged_board_is_not_tried_again_before_it_is_back(wizard: Wizard) -> None:
    wizard.while_flashing()
    wizard.flow.ready = False
    wizard.flow.set(flash={"running": False, "trouble": SetupError(Trouble.UNPLUGGED, doing="it was written")})
    assert not wizard.window.primary_button.isEnabled()
    wizard.flow.ready = True
    wizard.flow.set(plug={"ports": (BOARD,), "chosen": BOARD})
    assert wizard.window.primary_button.isEnabled()
    assert wizard.window.focusWidget() is wizard.window.primary_button


def test_question_goes_when_the_installation_is_done_meanwhile(wizard: Wizard) -> None:
    wizard.while_flashing()
    wizard.window.close()
    wizard.flow.set(flash={"running": False, "done": True})
    assert wizard.window.notices.bars == ()
    assert wizard.window.focusWidget() is wizard.window.primary_button


def test_escape_cancels_what_runs_and_else_closes(wizard: Wizard) -> None:
    window = wizard.window
    wizard.with_networks(ssid="HomeNet", joining=True)
    press(window, Qt.Key.Key_Escape)
    assert wizard.flow.calls == [("cancel_join",)]
    wizard.flow.set(wifi={"joining": False})
    wizard.while_flashing()
    press(window, Qt.Key.Key_Escape)
    assert len(window.notices.bars) == 1
    press(window, Qt.Key.Key_Escape)
    assert window.notices.bars == ()
    press(window, Qt.Key.Key_Escape)
    click(wizard.button("Stop"))
    assert wizard.flow.calls[-1] == ("cancel_flash",)
    assert window.isVisible(), "it tells in what state the camera is"
    wizard.flow.set(flash={"running": False})
    press(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


# -- the steps ---------------------------------------------------------------------------------------------------------


def test_steps_say_how_they_stand_and_lead_back(wizard: Wizard) -> None:
    wizard.with_networks(ssid="HomeNet")
    steps = wizard.window.steps.steps
    assert [step.accessibleName() for step in steps.values()] == [
        "Plug it in, done",
        "Firmware, done",
        "Flash, done",
        "WiFi, open step",
        "Computer, to come",
        "Picture, to come",
    ]
    assert not steps[Page.PICTURE].isEnabled()
    click(steps[Page.FIRMWARE])
    assert wizard.flow.calls == [("go", Page.FIRMWARE)]
    settle()
    QTest.keyClick(wizard.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert wizard.flow.calls[-1] == ("back",)


def test_skipped_steps_are_called_so(wizard: Wizard) -> None:
    wizard.with_networks(ssid="HomeNet")
    wizard.flow.set(finished=frozenset({Page.PLUG}), skipped_flash=True)
    steps = wizard.window.steps.steps
    assert [steps[page].accessibleName() for page in (Page.FIRMWARE, Page.FLASH)] == [
        "Firmware, skipped",
        "Flash, skipped",
    ]


def test_back_is_away_where_there_is_nothing_to_go_back_to(wizard: Wizard) -> None:
    assert not wizard.window.back_button.isVisible()
    wizard.with_networks(ssid="HomeNet")
    assert wizard.window.back_button.isVisible()
    wizard.flow.set(wifi={"joining": True})
    assert not wizard.window.back_button.isVisible()


# -- the log -----------------------------------------------------------------------------------------------------------


def test_log_unfolds_grows_and_is_copied_whole(wizard: Wizard) -> None:
    first = tuple(f"line {number}" for number in range(40))
    wizard.while_flashing(log=first)
    assert not wizard.window.log.isVisible()
    click(wizard.button("Log"))
    lines = wizard.window.log.lines
    assert lines.toPlainText() == "\n".join(first)
    cursor = lines.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(6, cursor.MoveMode.KeepAnchor)
    lines.setTextCursor(cursor)
    lines.verticalScrollBar().setValue(0)
    wizard.flow.set(flash={"log": (*first[5:], "the last one")})
    assert lines.toPlainText().endswith("line 39\nthe last one")
    assert lines.textCursor().selectedText() == "line 0"
    assert lines.verticalScrollBar().value() == 0, "it does not scroll away from what is read"
    click(wizard.window.log.copy)
    assert QGuiApplication.clipboard().text().endswith("line 39\nthe last one")
    click(wizard.button("Log"))
    assert not wizard.window.log.isVisible()


# -- for everybody -----------------------------------------------------------------------------------------------------


def every_state(wizard: Wizard) -> Iterator[str]:
    """The window in each page's fullest state, one after the other."""
    wizard.flow.set(plug={"waited_long": True})
    yield "plug, nothing there"
    plug = {"ports": (BOARD, MODEM), "show_all": True, "chosen": BOARD}
    wizard.flow.set(plug=plug | {"trouble": permission_trouble()})
    yield "plug, no permission"
    wizard.flow.set(plug={"trouble": None, "look": OLDER})
    yield "plug, older firmware"
    on_firmware_page(wizard, own_file=True, trouble=SetupError(Trouble.WEB_PAGE, file="firmware.zip"))
    wizard.firmware.more.button.setChecked(True)
    yield "firmware"
    wizard.while_flashing(running=False, trouble=SetupError(Trouble.NOT_IN_LOADER, port="/dev/ttyACM0"))
    yield "flash"
    wizard.with_networks(ssid="x", hidden=True, can_remember=True, trouble=SetupError(Trouble.WIFI_WEAK, ssid="x"))
    yield "wifi"
    notice = HostNotice(HostWarning.NOT_LISTENING, Text("Nothing listens on port 8080.", "Open the settings."))
    on_computer_page(wizard, notices=(notice, notice), trouble=SetupError(Trouble.BOOK_FAILED, reason="full disk"))
    yield "computer"
    trouble = SetupError(Trouble.HOST_UNREACHABLE, host="192.168.1.5", port=8080)
    on_picture_page(wizard, ticks=ticks(connection=TickState.SLOW), troubles={Tick.CONNECTION: trouble})
    yield "picture"


def test_every_control_has_a_name_and_a_tooltip(wizard: Wizard) -> None:
    controls = QAbstractButton | QLineEdit | QComboBox | QPlainTextEdit
    wizard.window.log_button.setChecked(True)
    for state in every_state(wizard):
        shown = [w for w in wizard.window.findChildren(QWidget) if w.isVisible() and isinstance(w, controls)]
        shown = [w for w in shown if not w.objectName().startswith("qt_")]
        nameless = [
            type(w).__name__
            for w in shown
            if not w.accessibleName() and not (isinstance(w, QAbstractButton) and w.text())
        ]
        assert nameless == [], state
        tipless = [w.text() for w in shown if isinstance(w, QAbstractButton) and not w.toolTip()]
        assert tipless == [], state


@pytest.mark.parametrize("size", [(640, 480), (780, 540)])
def test_no_page_is_cut_off_at_the_side(wizard: Wizard, size: tuple[int, int]) -> None:
    wizard.window.resize(*size)
    for state in every_state(wizard):
        settle()
        assert (wizard.window.width(), wizard.window.height()) == size, state
        (scroll,) = wizard.window.page.findChildren(QScrollArea, "wizardScroll")
        assert scroll.widget().width() <= scroll.viewport().width(), state
        last = wizard.window.primary_button.geometry()
        assert last.right() < wizard.window.width(), state


def test_trouble_below_the_edge_is_scrolled_to(wizard: Wizard) -> None:
    wizard.window.resize(640, 480)
    wizard.with_networks(ssid="HomeNet", password="secret", can_remember=True)
    settle()
    wizard.flow.set(wifi={"trouble": SetupError(Trouble.WIFI_PASSWORD, ssid="HomeNet")})
    settle()
    box = wizard.wifi.trouble
    assert box is not None
    assert box.visibleRegion().boundingRect().size() == box.size()


def test_tab_leads_from_what_is_asked_over_the_buttons_to_the_steps(wizard: Wizard) -> None:
    wizard.with_networks(ssid="HomeNet", can_remember=True)
    wizard.wifi.rescan.setFocus()
    order = []
    for _ in range(9):
        order.append(QApplication.focusWidget() or wizard.window.focusWidget())
        press(order[-1], Qt.Key.Key_Tab)
    page = wizard.wifi
    window = wizard.window
    assert order == [
        page.rescan,
        page.networks,
        page.password,
        page.show_password,
        page.remember,
        window.back_button,
        window.primary_button,
        window.steps.steps[Page.PLUG],
        window.steps.steps[Page.FIRMWARE],
    ]


def test_buttons_of_a_trouble_come_after_what_it_is_about(wizard: Wizard) -> None:
    wizard.flow.set(plug={"ports": (BOARD,), "chosen": BOARD, "trouble": permission_trouble()})
    wizard.plug.boards.setFocus()
    order = []
    for _ in range(6):
        widget = wizard.window.focusWidget()
        assert widget is not None
        order.append(widget.accessibleName() or getattr(widget, "text", str)())
        press(widget, Qt.Key.Key_Tab)
    assert order == [
        "What is plugged in",
        "What to type",
        "Copy",
        "Install the rule",
        "Try again",
        "Show &all serial ports",
    ]


def test_changes_are_announced_once_and_troubles_at_once(wizard: Wizard, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, bool]] = []
    monkeypatch.setattr(wizard_window, "announce", lambda _, text, urgent=False: said.append((text, urgent)))
    wizard.while_flashing(fraction=0.1)
    assert said == [
        ("Installing the software Leave the camera plugged in until this is done. Writing the software…", False)
    ]
    wizard.flow.set(flash={"fraction": 0.2})
    assert len(said) == 1, "not every percent"
    wizard.flow.set(flash={"step": FlashStep.VERIFY})
    assert said[-1] == ("Checking what was written…", False)
    wizard.flow.set(flash={"running": False, "trouble": SetupError(Trouble.NOT_FOUND_AGAIN)})
    text, urgent = said[-1]
    assert urgent
    assert "did not come back after its restart" in text
    count = len(said)
    wizard.flow.set(plug={"ports": (BOARD,)})
    assert len(said) == count


def test_trouble_is_translated_before_its_facts_are_put_in(wizard: Wizard, qapp: QApplication) -> None:
    class German(QTranslator):
        def translate(self, context: str, source: str, disambiguation: str = "", n: int = -1) -> str:  # type: ignore[override]
            words = {"{ssid} is too weak where the camera is.": "{ssid} ist bei der Kamera zu schwach."}
            return words.get(source, "") if context == "Trouble" else ""

        def isEmpty(self) -> bool:  # noqa: N802
            return False

    translator = German()
    assert qapp.installTranslator(translator)
    try:
        wizard.with_networks(ssid="HomeNet", trouble=SetupError(Trouble.WIFI_WEAK, ssid="HomeNet"))
        assert "HomeNet ist bei der Kamera zu schwach." in wizard.trouble
    finally:
        qapp.removeTranslator(translator)


def test_board_that_says_its_name_is_called_by_it(wizard: Wizard) -> None:
    nameless = BoardLook(OURS.software, MAC, "", "1.0.0", "")
    for product, look, title in (
        ("USB JTAG/serial debug unit", None, "Camera board"),
        ("Espressif Device", nameless, "Camera board"),
        ("Espressif Device", OURS, "AtomS3R-CAM"),
    ):
        port = type(BOARD)(BOARD.path, BOARD.kind, product, MAC)
        wizard.flow.set(plug={"ports": (port,), "chosen": port, "look": look})
        assert rows(wizard.plug.boards)[0].split(", ")[0] == title
