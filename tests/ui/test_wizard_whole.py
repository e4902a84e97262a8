"""The whole set-up: the real window and flow, esptool, the virtual board and its first picture."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QListView, QWidget

from atomcam_gui.app import Program
from atomcam_gui.backend import Backend
from atomcam_gui.camera.trust import Trust
from atomcam_gui.paths import Paths
from atomcam_gui.provisioning.firmware.firmware_catalogue import load_catalogue
from atomcam_gui.provisioning.firmware.firmware_store import FirmwareStore
from atomcam_gui.provisioning.flow.setup_services import SetupServices
from atomcam_gui.provisioning.flow.setup_state import Page, SetupState
from atomcam_gui.provisioning.serial.ports import PortWatcher
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from atomcam_gui.settings import Appearance, SettingsStore
from atomcam_gui.single_instance import Wish
from atomcam_gui.ui.log_window import LogBuffer
from atomcam_gui.ui.wizard.services import program_services
from atomcam_gui.ui.wizard.wizard_window import WizardWindow
from tests.fakes.firmware import make_firmware
from tests.fakes.set_up_parts import LOOPBACK, Keyring, no_firewall, open_quickly, unknown_network
from tests.fakes.stories import write_firmware
from tests.fakes.usb_board import UsbBoard
from tests.fakes.virtual_board import MAC, WORKSHOP, AccessPoint
from tests.ui.conftest import click, free_port, mouse, until

NEIGHBOUR = AccessPoint("Neighbour", "battery staple", rssi=-70, channel=1)
SMALL = 300_000
"""Bytes: a firmware that is flashed in a moment."""
LONG = 60.0
"""Seconds after which a test that still waits has failed: esptool has to be started, and a board."""


class SetUp:
    """The program with the set-up's window open, and a board on its cable."""

    def __init__(self, program: Program) -> None:
        self.program = program
        window = program.controller.setup.window
        assert window is not None
        self.window: WizardWindow = window

    @property
    def state(self) -> SetupState:
        return self.window.flow.state

    async def reach(self, condition: Callable[[SetupState], Any], what: str) -> None:
        """Go on as soon as the state is so."""
        changed = asyncio.Event()
        unsubscribe = self.window.flow.subscribe(lambda _: changed.set())
        try:
            async with asyncio.timeout(LONG):
                while not condition(self.state):
                    changed.clear()
                    await changed.wait()
        except TimeoutError:
            raise AssertionError(f"still not: {what}; {self.state}") from None
        finally:
            unsubscribe()
        # What the window owes the state after its turn: layouts, and what was shown meanwhile.
        await asyncio.sleep(0)

    def button(self, text: str) -> QAbstractButton:
        """The visible button of this text."""
        buttons = [b for b in self.window.findChildren(QAbstractButton) if b.isVisible()]
        (found,) = [b for b in buttons if b.text().replace("&", "").strip() == text]
        return found

    def click_row(self, name: str) -> None:
        """Click the row of this name in the list that is shown."""
        (view,) = [v for v in self.window.page.findChildren(QListView, "wizardList") if v.isVisible()]
        model = view.model()
        (row,) = [r for r in range(model.rowCount()) if model.index(r, 0).data() == name]
        place: QPoint = view.visualRect(model.index(row, 0)).center()
        mouse(view.viewport(), QEvent.Type.MouseButtonPress, place)
        mouse(view.viewport(), QEvent.Type.MouseButtonRelease, place)

    def press(self, key: Qt.Key, text: str = "") -> None:
        """One key, to whatever has the focus."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            widget = self.window.focusWidget()
            assert isinstance(widget, QWidget)
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

    def type(self, text: str) -> None:
        """Keys for letters."""
        for letter in text:
            self.press(Qt.Key.Key_A, letter)


def bundled(folder: Path, firmware: bytes) -> FirmwareStore:
    """A store whose firmware came with the program."""
    release = replace(load_catalogue(), sha256=hashlib.sha256(firmware).hexdigest(), asset="firmware.bin")
    (folder / "bundled").mkdir()
    (folder / "bundled" / "firmware.bin").write_bytes(firmware)
    return FirmwareStore(release, folder / "cache", folder / "bundled")


@asynccontextmanager
async def set_up(qapp: QApplication, paths: Paths, board: UsbBoard, **parts: Any) -> AsyncIterator[SetUp]:
    """A program whose computer has this board; ``parts`` are other services than the usual."""

    def services(backend: Backend, paths: Paths) -> SetupServices:
        real = program_services(backend, paths)
        played = {
            "watcher": PortWatcher(board.lister, interval_s=0.05),
            "open_console": open_quickly,
            "local_addresses": lambda: (LOOPBACK,),
            "firewall_state": no_firewall,
            "current_ssid": unknown_network,
            "remembered": Keyring(),
        }
        return replace(real, **(played | parts))

    store = SettingsStore(paths.settings_file)
    store.change(port=free_port(), bind="127.0.0.1", appearance=Appearance.LIGHT, welcomed=True)
    program = Program(qapp, paths, LogBuffer(), services)
    try:
        await program.start(Wish())
        click(program.window.empty_page.set_up)
        yield SetUp(program)
    finally:
        await program.stop()


async def test_new_board_comes_to_its_first_picture_by_clicks(qapp: QApplication, paths: Paths, tmp_path: Path) -> None:
    file = write_firmware(tmp_path, make_firmware(SMALL))
    with UsbBoard(mode="loader", access_points=[WORKSHOP, NEIGHBOUR]) as board:
        async with set_up(qapp, paths, board) as on:
            await on.reach(lambda s: s.plug.look, "the board is recognised")
            click(on.button("Use this camera"))
            click(on.button("More choices"))
            await asyncio.sleep(0)
            click(on.button("Choose a file…"))
            (dialog,) = on.window.findChildren(QFileDialog)
            dialog.fileSelected.emit(str(file))
            dialog.close()
            await on.reach(lambda s: s.firmware.firmware, "the file is checked")
            click(on.button("Install"))
            await on.reach(lambda s: s.flash.done or s.flash.trouble, "the board is flashed")
            assert on.state.flash.trouble is None
            click(on.button("Log"))
            assert on.window.log.lines.toPlainText() != ""
            click(on.button("Log"))
            click(on.button("Choose WiFi"))
            await on.reach(lambda s: s.wifi.scanned and not s.wifi.scanning, "the board has scanned")
            on.click_row("Workshop")
            on.window.page.focus_widget(on.state).setFocus()  # type: ignore[union-attr]
            on.type("wrong horse")
            click(on.button("Connect"))
            await on.reach(lambda s: s.wifi.trouble, "the password is wrong")
            assert on.state.wifi.trouble is not None
            assert on.state.wifi.trouble.trouble is Trouble.WIFI_PASSWORD
            on.type("correct horse")  # it is selected, to be typed over
            click(on.button("Connect"))
            await on.reach(lambda s: s.page is Page.COMPUTER and s.computer.address, "it is in the network")
            on.type("Kitchen")  # the name is selected
            click(on.button("Use this computer"))
            await on.reach(lambda s: s.picture.done, "the first picture")
            await shows_the_camera(on)
            click(on.button("Finish"))
            assert on.program.controller.setup.window is None
            assert on.program.window.windowTitle() == "Kitchen"


async def test_board_is_installed_anew_and_comes_to_its_first_picture_by_keys_alone(
    qapp: QApplication, paths: Paths, tmp_path: Path
) -> None:
    with UsbBoard(mode="app", access_points=[NEIGHBOUR, WORKSHOP]) as board:
        async with set_up(qapp, paths, board, store=bundled(tmp_path, make_firmware(SMALL))) as on:
            await on.reach(lambda s: s.plug.look and not s.plug.recognising, "the board is recognised")
            on.press(Qt.Key.Key_Backtab)  # from "Set up WiFi"
            on.press(Qt.Key.Key_Space, " ")
            assert on.state.page is Page.FIRMWARE
            on.press(Qt.Key.Key_Return)
            await on.reach(lambda s: s.flash.done or s.flash.trouble, "the board is flashed")
            on.press(Qt.Key.Key_Return)
            await on.reach(lambda s: s.wifi.scanned and not s.wifi.scanning, "the board has scanned")
            on.press(Qt.Key.Key_Space, " ")
            assert on.state.wifi.ssid == "Workshop", "the strongest is the first"
            on.press(Qt.Key.Key_Tab)
            on.type("correct horse")
            on.press(Qt.Key.Key_Return)
            await on.reach(lambda s: s.page is Page.COMPUTER and s.computer.address, "it is in the network")
            on.press(Qt.Key.Key_Return)
            await on.reach(lambda s: s.picture.done, "the first picture")
            await shows_the_camera(on)
            on.press(Qt.Key.Key_Return)
            assert on.program.controller.setup.window is None


async def shows_the_camera(on: SetUp) -> None:
    """Its picture is in the page and in the main window, and it has proved its key."""
    main = on.program.window
    page = on.window.pages[Page.PICTURE]
    await until(lambda: page.view.frame, "the picture in the page")  # type: ignore[attr-defined]
    await until(lambda: main.view.frame, "the picture in the main window")
    assert main.view.frame is not None
    assert main.view.frame.camera_id == MAC
    camera = on.program.backend.registry.get(MAC)
    assert camera is not None
    assert camera.has_key
    assert camera.trust is Trust.ALLOWED


async def test_closing_the_window_in_the_middle_of_flashing_lets_go_of_the_board(
    qapp: QApplication, paths: Paths, tmp_path: Path
) -> None:
    with UsbBoard(mode="app") as board:
        board.slow_writes(20_000)
        async with set_up(qapp, paths, board, store=bundled(tmp_path, make_firmware(SMALL))) as on:
            await on.reach(lambda s: s.plug.look and not s.plug.recognising, "the board is recognised")
            click(on.button("Install its software anew"))
            click(on.button("Install"))
            await on.reach(lambda s: s.flash.step == "write" and s.flash.fraction > 0, "it writes")
            ended: list[bool] = []
            on.program.controller.close_wanted.connect(lambda: ended.append(True))
            on.program.window.close()
            assert ended == [], "the program asks before it ends, too"
            click(on.button("Keep going"))
            on.window.close()
            click(on.button("Stop"))
            await on.program.controller.setup.end()
            assert on.program.window.isVisible()
            assert board.virtual is None, "half a firmware starts nothing"


async def test_program_ends_while_a_camera_is_set_up(qapp: QApplication, paths: Paths) -> None:
    with UsbBoard(mode="app") as board:
        async with set_up(qapp, paths, board) as on:
            await on.reach(lambda s: s.plug.recognising or s.plug.look, "it looks at the board")
            window = on.window
        assert not window.flow.state.plug.recognising
        await port_is_free(board)


async def port_is_free(board: UsbBoard) -> None:
    """Soon it is: a driver that was just opening the port gives it back as soon as it has it."""
    async with asyncio.timeout(LONG):
        while True:
            try:
                console = await open_quickly(board.path)
            except SetupError as error:
                if error.trouble is not Trouble.PORT_BUSY:
                    raise
            else:
                await console.close()
                return
