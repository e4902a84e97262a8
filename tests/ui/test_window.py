"""The window around the picture: pages, notices, dialogs, what is remembered."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import socket
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from atomcam_gui import wire
from atomcam_gui.app import Program
from atomcam_gui.backend import DEMO_ID
from atomcam_gui.camera.registry import ImpostorRefused
from atomcam_gui.camera.trust import KeyEntry, Trust
from atomcam_gui.demo.clock_reader import read_clock
from atomcam_gui.paths import Paths
from atomcam_gui.settings import Appearance, ViewSettings
from atomcam_gui.single_instance import Wish
from atomcam_gui.ui import theme
from atomcam_gui.ui.connect_dialog import own_camera_script
from atomcam_gui.ui.settings_dialog import SettingsDialog
from atomcam_gui.video.decode import decode, decoded_size
from tests.ui.conftest import camera, click, free_port, mouse, plain_jpeg, quarters_jpeg, running, until

KITCHEN = "aabbccddee01"
CONTROLS = QAbstractButton | QComboBox | QLineEdit | QSpinBox | QAbstractItemView | QPlainTextEdit
COMPOUND = QSpinBox | QComboBox | QLineEdit | QAbstractItemView


def button(parent: QWidget, text: str) -> QAbstractButton:
    """The visible button of this text."""
    buttons = [b for b in parent.findChildren(QAbstractButton) if b.isVisible()]
    found = [b for b in buttons if b.text().replace("&", "").strip() == text]
    assert len(found) == 1, [b.text() for b in buttons]
    return found[0]


def dialog(program: Program) -> QDialog:
    """The dialog that is open."""
    (found,) = [d for d in program.window.findChildren(QDialog) if d.isVisible()]
    return found


# -- the empty window and the demo camera ------------------------------------------------------------------------------


async def test_empty_window_says_what_to_do_next(program: Program) -> None:
    page = program.window.empty_page
    assert program.window.pages.currentWidget() is page
    texts = " ".join(b.text() for b in page.findChildren(QPushButton))
    assert texts == "Set up a camera… Try the demo camera I have my own camera"
    click(page.set_up)
    assert dialog(program).windowTitle() == "Set up a camera"
    dialog(program).close()
    click(page.own)
    assert dialog(program).windowTitle() == "Connect your own camera"


async def test_demo_camera_from_the_empty_page_shows_a_picture_with_the_right_time(program: Program) -> None:
    window = program.window
    click(window.empty_page.demo)
    await until(lambda: window.view.frame is not None, "the demo camera's picture")
    assert window.pages.currentWidget() is window.view
    frame = window.view.frame
    assert frame is not None
    assert frame.stamp is not None
    registered = program.backend.registry.get(DEMO_ID)
    assert registered is not None
    assert registered.has_key, "the demo camera proves its key like a board"
    pixels = decode(frame.data, decoded_size(frame.data))
    assert read_clock(pixels[..., 2::-1]) is not None
    window.actions_.demo.setChecked(False)
    await until(lambda: window.pages.currentWidget() is window.empty_page, "the demo camera is gone")


async def test_demo_option_starts_with_the_demo_camera_but_is_not_remembered(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths, demo=True) as program:
        await until(lambda: program.window.view.frame is not None, "the demo camera's picture")
    async with running(qapp, paths) as program:
        assert not program.window.actions_.demo.isChecked()


# -- the server's troubles ---------------------------------------------------------------------------------------------


async def test_port_in_use_is_told_and_another_is_one_click_away(qapp: QApplication, paths: Paths) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        async with running(qapp, paths, port=taken, bind="127.0.0.1") as program:
            (bar,) = program.window.notices.bars
            assert f"another program already uses port {taken}" in bar.notice.text
            assert program.window.address.text == "Cameras cannot connect at the moment"
            assert bar.buttons[0].text().startswith("Use port ")
            port = int(bar.buttons[0].text().split()[2])
            click(bar.buttons[0])
            await until(lambda: program.backend.server.listening, "it listens on the other port")
            assert program.window.notices.bars == ()
            assert program.backend.server.port == port
            assert f":{port}/ws/camera" in program.window.address.text
            assert program.store.current.port == port


async def test_address_that_is_not_ours_is_told(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths, port=free_port(), bind="192.0.2.77") as program:
        (bar,) = program.window.notices.bars
        assert "192.0.2.77 is not an address of this computer" in bar.notice.text
        click(button(bar, "Settings…"))
        assert isinstance(dialog(program), SettingsDialog)


async def test_address_bar_shows_and_copies_what_a_camera_needs(program: Program) -> None:
    url = wire.camera_url("127.0.0.1", program.backend.server.port)
    assert program.window.address.text == f"Cameras connect to {url}"
    click(button(program.window.address, "Copy"))
    assert QGuiApplication.clipboard().text() == url
    assert button(program.window.address, "Copied")


# -- trust -------------------------------------------------------------------------------------------------------------


async def test_always_allowed_camera_is_let_in_after_a_restart(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths) as program, camera(program, KITCHEN):
        await until(lambda: program.window.notices.bars, "it is asked about")
        click(program.window.notices.bars[0].buttons[1])
        await until(lambda: not program.window.notices.bars, "decided")
    async with running(qapp, paths) as program, camera(program, KITCHEN) as connection:
        await connection.send(quarters_jpeg())
        await until(lambda: program.window.view.frame is not None, "its picture, without a question")


async def test_camera_allowed_once_is_asked_about_after_a_restart(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths) as program, camera(program, KITCHEN):
        await until(lambda: program.window.notices.bars, "it is asked about")
        click(program.window.notices.bars[0].buttons[0])
        await until(lambda: not program.window.notices.bars, "decided")
    async with running(qapp, paths) as program, camera(program, KITCHEN):
        await until(lambda: program.window.notices.bars, "it is asked about again")


async def test_decisions_can_be_changed_in_the_cameras_dialog(program: Program) -> None:
    async with camera(program, KITCHEN, name="Kitchen") as connection:
        await until(lambda: program.window.notices.bars, "it is asked about")
        program.window.actions_.cameras.trigger()
        table = dialog(program)
        (choice,) = table.findChildren(QComboBox)
        assert choice.currentText() == "Ask me"
        choice.setCurrentIndex(choice.findText("Allowed"))
        choice.activated.emit(choice.currentIndex())
        await connection.send(quarters_jpeg())
        await until(lambda: program.window.view.frame is not None, "it is allowed")
        (choice,) = [c for c in table.findChildren(QComboBox) if c.isVisible()]
        choice.setCurrentIndex(choice.findText("Blocked"))
        choice.activated.emit(choice.currentIndex())
        await connection.wait_closed()
    (row,) = table._rows  # type: ignore[attr-defined]
    assert (row.name, row.verdict) == ("Kitchen", "block")
    table.table.selectRow(0)  # type: ignore[attr-defined]
    click(button(table, "Forget this camera"))
    async with camera(program, KITCHEN):
        await until(lambda: program.window.notices.bars, "it is asked about anew")


async def test_many_strangers_fill_three_bars_and_no_more(program: Program) -> None:
    strangers = [f"aabbccddee{number:02x}" for number in range(6)]
    contexts = [camera(program, name) for name in strangers]
    try:
        for context in contexts:
            await context.__aenter__()
        await until(lambda: len(program.backend.registry.waiting) == 6, "all knock")
        bars = program.window.notices.bars
        assert len(bars) == 4
        assert bars[-1].notice.text == "3 more cameras ask to be let in"
    finally:
        for context in contexts:
            await context.__aexit__(None, None, None)
    await until(lambda: not program.window.notices.bars, "the bars go with the strangers")


async def test_impostor_is_told_to_the_user_while_the_real_picture_goes_on(program: Program) -> None:
    key = wire.new_key()
    program.backend.book.add_key(KeyEntry(KITCHEN, key, "Kitchen"))
    async with camera(program, KITCHEN, name="?") as real:
        await prove(real, key)
        await real.send(quarters_jpeg())
        await until(lambda: program.window.view.frame is not None, "the real camera's picture")
        async with camera(program, KITCHEN, name="?") as impostor:
            await prove(impostor, wire.new_key())
            await impostor.wait_closed()
        (bar,) = program.window.notices.bars
        assert "says it is the camera “Kitchen” but does not have its key" in bar.notice.text
        await real.send(plain_jpeg((220, 0, 0)))
        await until(lambda: program.window.view.frame and program.window.view.frame.number == 2, "it goes on")


async def prove(connection: object, key: bytes) -> None:
    """Answer the server's challenge with a key."""
    import json

    challenge = json.loads(await connection.recv())  # type: ignore[attr-defined]
    nonce = wire.new_nonce()
    mac = wire.proof_mac(key, KITCHEN, challenge["nonce"], nonce)
    await connection.send(wire.proof_message(nonce, mac))  # type: ignore[attr-defined]


def test_impostor_event_carries_no_key() -> None:
    assert "key" not in {field.name for field in dataclasses.fields(ImpostorRefused)}


# -- settings and what is remembered -----------------------------------------------------------------------------------


async def test_settings_dialog_moves_the_server_and_the_appearance(program: Program) -> None:
    program.window.actions_.settings.trigger()
    opened = dialog(program)
    assert isinstance(opened, SettingsDialog)
    port = free_port()
    opened.port.setValue(port)
    opened.appearance.setCurrentIndex(opened.appearance.findData(Appearance.DARK))
    opened.accept()
    await until(lambda: program.backend.server.listening and program.backend.server.port == port, "moved")
    assert theme.is_dark()
    program.controller._use(dataclasses.replace(program.store.current, appearance=Appearance.LIGHT))
    assert not theme.is_dark()


async def test_cancelled_settings_change_nothing(program: Program) -> None:
    before = program.store.current
    program.window.actions_.settings.trigger()
    opened = dialog(program)
    assert isinstance(opened, SettingsDialog)
    opened.port.setValue(free_port())
    opened.reject()
    assert program.store.current == before


async def test_window_size_parts_and_camera_come_back(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths) as program:
        program.window.resize(720, 540)
        program.window.actions_.statistics.setChecked(True)
        program.window.actions_.sidebar.setChecked(False)
    async with running(qapp, paths) as program:
        assert (program.window.width(), program.window.height()) == (720, 540)
        assert program.window.actions_.statistics.isChecked()
        assert not program.window.actions_.sidebar.isChecked()


async def test_turned_picture_is_remembered_for_its_camera_only(qapp: QApplication, paths: Paths) -> None:
    other = "aabbccddee02"
    async with running(qapp, paths) as program, camera(program, KITCHEN) as connection:
        await until(lambda: program.window.notices.bars, "it is asked about")
        click(program.window.notices.bars[0].buttons[1])
        await connection.send(quarters_jpeg())
        await until(lambda: program.window.view.frame is not None, "its picture")
        program.window.actions_.rotate_right.trigger()
        program.window.actions_.mirror.trigger()
        turned = program.window.view.view_settings
        assert turned != ViewSettings()
    async with (
        running(qapp, paths) as program,
        camera(program, KITCHEN) as connection,
        camera(program, other) as second,
    ):
        await connection.send(quarters_jpeg())
        await until(lambda: program.window.view.frame is not None, "its picture")
        assert program.window.view.view_settings == turned
        await until(lambda: program.window.notices.bars, "the other is asked about")
        click(program.window.notices.bars[0].buttons[0])
        await second.send(quarters_jpeg())
        program.window.cameras.choose(other)
        assert program.window.view.view_settings == ViewSettings()


async def test_broken_settings_file_is_kept_and_told(qapp: QApplication, paths: Paths) -> None:
    paths.config.mkdir(parents=True)
    paths.settings_file.write_text("{ this is no JSON")
    program = Program(qapp, paths, __import__("atomcam_gui.ui.log_window").ui.log_window.LogBuffer())
    program.store.change(port=free_port(), bind="127.0.0.1")
    try:
        await program.start(Wish())
        (bar,) = program.window.notices.bars
        assert "settings file was damaged" in bar.notice.text
        (kept,) = paths.config.glob("settings.json.broken-*")
        assert kept.read_text() == "{ this is no JSON"
    finally:
        await program.stop()


async def test_settings_that_cannot_be_saved_are_told_and_hold(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths) as program:
        for path in paths.config.iterdir():
            path.unlink()
        paths.config.rmdir()
        paths.config.write_text("a file where the folder should be")
        program.controller._use(dataclasses.replace(program.store.current, start_with_last_state=False))
        (bar,) = program.window.notices.bars
        assert "could not be saved" in bar.notice.text
        assert not program.store.current.start_with_last_state


# -- full screen, keyboard, statistics ---------------------------------------------------------------------------------


async def test_double_click_goes_to_full_screen_and_escape_comes_back(program: Program) -> None:
    window = program.window
    async with camera(program, KITCHEN) as connection:
        await until(lambda: window.notices.bars, "it is asked about")
        click(window.notices.bars[0].buttons[0])
        await connection.send(quarters_jpeg())
        await until(lambda: window.view.frame is not None, "its picture")
        mouse(window.view, QEvent.Type.MouseButtonDblClick, QPoint(50, 50))
        assert window.isFullScreen()
        assert not window.toolbar.isVisible()
        assert not window.statusBar().isVisible()
        escape = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window.view, escape)
        assert not window.isFullScreen()
        assert window.toolbar.isVisible()


async def test_statistics_overlay_can_be_switched_on_and_off(program: Program) -> None:
    window = program.window
    async with camera(program, KITCHEN) as connection:
        await until(lambda: window.notices.bars, "it is asked about")
        click(window.notices.bars[0].buttons[0])
        await connection.send(quarters_jpeg())
        await until(lambda: window.view.frame is not None, "its picture")
        assert window.view._overlay == ()
        window.actions_.statistics.setChecked(True)
        assert window.view._overlay[0].startswith("320×240")
        assert "received 1   lost 0   corrupt 0" in window.view._overlay
        window.actions_.statistics.setChecked(False)
        assert window.view._overlay == ()


async def test_shortcuts_are_unique_and_the_usual_ones(program: Program) -> None:
    actions = program.window.actions_
    keys = [shortcut.toString() for action in actions.findChildren(QAction) for shortcut in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert {"F11", "Ctrl+Q", "Ctrl+,", "Ctrl+0"} <= set(keys)


async def test_every_control_has_an_accessible_name_and_a_tooltip(program: Program) -> None:
    actions = program.window.actions_
    async with camera(program, KITCHEN, name="Kitchen"):
        await until(lambda: program.window.notices.bars, "a notice bar is there too")
        for action in (actions.settings, actions.cameras, actions.about, actions.set_up, actions.log):
            action.trigger()
            controls = [
                w
                for w in program.window.findChildren(QWidget)
                if w.isVisible()
                and isinstance(w, CONTROLS)
                and not w.objectName().startswith("qt_")
                # Parts of a control, such as a spin box's own line, speak with its name.
                and not isinstance(w.parentWidget(), COMPOUND)
            ]
            nameless = [
                f"{type(w).__name__} in {type(w.parentWidget()).__name__}"
                for w in controls
                if not w.accessibleName() and not (isinstance(w, QAbstractButton) and w.text())
            ]
            assert nameless == []
            tipless = [
                w.text()
                for w in program.window.findChildren(QAbstractButton)
                if w.isVisible() and not w.toolTip() and w.text().replace("&", "") not in ("OK", "Cancel", "Close", "")
            ]
            assert tipless == []
            for opened in program.window.findChildren(QDialog):
                opened.close()
    program.controller.show_log()


# -- the log and faults ------------------------------------------------------------------------------------------------


async def test_log_window_copies_and_saves_what_happened(program: Program, tmp_path: Path) -> None:
    log = program.controller._log
    logging.getLogger("atomcam_gui.test").addHandler(log.handler)
    try:
        logging.getLogger("atomcam_gui.test").warning("the %s happened", "thing")
    finally:
        logging.getLogger("atomcam_gui.test").removeHandler(log.handler)
    program.window.actions_.log.trigger()
    window = program.controller._log_window
    assert window is not None
    assert "the thing happened" in window.text()
    click(button(window, "Copy"))
    assert "the thing happened" in QGuiApplication.clipboard().text()
    window.save_to(tmp_path / "log.txt")
    assert "the thing happened" in (tmp_path / "log.txt").read_text()
    window.save_to(tmp_path / "log.txt" / "impossible")
    window.close()


async def test_unexpected_fault_is_told_in_a_sentence_and_logged_whole(
    program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> None:
        raise RuntimeError("deliberate")

    program.tasks.start(fail(), "failing on purpose")
    await until(lambda: program.window.notices.bars, "it is told")
    (bar,) = program.window.notices.bars
    assert "Something went wrong inside AtomCam" in bar.notice.text
    assert "deliberate" not in bar.notice.text
    assert "deliberate" in caplog.text


# -- cameras of one's own ----------------------------------------------------------------------------------------------


async def test_script_that_the_program_shows_is_a_camera(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "one.jpg").write_bytes(quarters_jpeg())
    url = wire.camera_url("127.0.0.1", program.backend.server.port)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", own_camera_script(url), cwd=tmp_path, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        await until(lambda: program.window.notices.bars, "it is asked about")
        click(program.window.notices.bars[0].buttons[0])
        await until(lambda: program.window.view.frame is not None, "its picture")
        assert program.window.view.frame.data == quarters_jpeg()  # type: ignore[union-attr]
    finally:
        process.kill()
        await process.wait()


async def test_keyless_camera_is_asked_again_when_it_is_no_longer_allowed(program: Program) -> None:
    async with camera(program, KITCHEN) as connection:
        await until(lambda: program.window.notices.bars, "it is asked about")
        click(program.window.notices.bars[0].buttons[1])
        await connection.send(quarters_jpeg())
        await until(lambda: program.window.view.frame is not None, "its picture")
        program.backend.registry.decide(KITCHEN, Trust.WAITING)
        assert program.window.notices.bars
        assert program.window.pages.currentWidget() is program.window.empty_page


# -- which camera is looked at -----------------------------------------------------------------------------------------


async def test_remembered_camera_is_turned_to_when_it_comes_later_than_another(
    qapp: QApplication, paths: Paths
) -> None:
    other = "aabbccddee02"
    async with running(qapp, paths) as program, camera(program, other), camera(program, KITCHEN):
        await until(lambda: len(program.backend.registry.waiting) == 2, "both knock")
        for camera_id in (other, KITCHEN):
            program.backend.registry.decide(camera_id, Trust.ALLOWED)
        program.window.cameras.choose(KITCHEN)
    async with running(qapp, paths) as program, camera(program, other, name="Other"):
        await until(lambda: program.window.windowTitle() == "Other", "the first that comes is shown")
        async with camera(program, KITCHEN, name="Kitchen"):
            await until(lambda: program.window.windowTitle() == "Kitchen", "the remembered one takes its place")


async def test_camera_that_the_user_chose_is_not_left_for_the_remembered_one(qapp: QApplication, paths: Paths) -> None:
    others = ("aabbccddee02", "aabbccddee03")
    async with running(qapp, paths) as program:
        program.controller.shown.wanted = KITCHEN
        async with camera(program, others[0]), camera(program, others[1]), camera(program, KITCHEN):
            await until(lambda: len(program.backend.registry.waiting) == 3, "all knock")
            for camera_id in others:
                program.backend.registry.decide(camera_id, Trust.ALLOWED)
            program.window.cameras.step(1)
            program.backend.registry.decide(KITCHEN, Trust.ALLOWED)
            assert program.controller.shown.camera_id == others[1]


async def test_demo_camera_takes_the_view_from_a_live_camera(program: Program) -> None:
    window = program.window
    window.actions_.sidebar.setChecked(False)  # or its thumbnails would be decoded too
    async with camera(program, KITCHEN) as connection:
        await until(lambda: window.notices.bars, "it is asked about")
        click(window.notices.bars[0].buttons[0])
        await connection.send(quarters_jpeg())
        await until(lambda: window.view.frame is not None, "its picture")
        window.actions_.demo.setChecked(True)
        await until(lambda: window.view.frame and window.view.frame.camera_id == DEMO_ID, "the demo camera's picture")
        sinks = program.backend.hub._of_camera.get(KITCHEN, ())
        assert window.view not in sinks, "its frames would push the demo camera's out of the view"
