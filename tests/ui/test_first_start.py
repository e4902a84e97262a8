"""The first start: a page that says where to begin, and is gone once there is a picture."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPlainTextEdit, QPushButton, QWidget

from atomcam_gui.app import Program
from atomcam_gui.camera.trust import Decision, Trust
from atomcam_gui.paths import Paths
from atomcam_gui.settings import Appearance, SettingsStore
from atomcam_gui.ui.connect_dialog import ConnectDialog
from atomcam_gui.ui.sources.source_dialog import SourceDialog
from atomcam_gui.ui.welcome_page import WelcomePage
from tests.ui.conftest import camera, click, plain_jpeg, running, until

CAMERA = "0a0000000001"


@pytest.fixture
async def first_start(qapp: QApplication, paths: Paths) -> AsyncIterator[Program]:
    async with running(qapp, paths, welcomed=False) as program:
        yield program


def welcome(program: Program) -> WelcomePage:
    page = program.window.pages.currentWidget()
    assert isinstance(page, WelcomePage)
    return page


def saved(paths: Paths) -> SettingsStore:
    store = SettingsStore(paths.settings_file)
    store.load()
    return store


def link(page: QWidget, text: str) -> QPushButton:
    (found,) = [button for button in page.findChildren(QPushButton) if button.text() == text]
    return found


async def test_it_welcomes_and_the_keyboard_is_at_the_first_way(first_start: Program) -> None:
    page = welcome(first_start)
    first_start.window.activateWindow()
    await until(lambda: page.set_up.hasFocus(), "the first way has the keyboard")


async def test_demo_camera_is_one_click_and_its_picture_ends_the_welcome_for_good(
    qapp: QApplication, paths: Paths
) -> None:
    async with running(qapp, paths, welcomed=False) as program:
        click(welcome(program).demo)
        await until(lambda: program.window.picture_is_shown and program.window.view.frame, "its picture")
        await until(lambda: saved(paths).current.welcomed, "that is kept")
        program.window.actions_.demo.setChecked(False)
        await until(lambda: program.window.pages.currentWidget() is program.window.empty_page, "no camera is left")
    async with running(qapp, paths, start_with_last_state=False) as program:
        assert program.window.pages.currentWidget() is program.window.empty_page


async def test_set_up_opens(first_start: Program) -> None:
    click(welcome(first_start).set_up)
    window = first_start.controller.setup.window
    assert window is not None
    assert window.isVisible()


async def test_network_camera_asks_for_its_address(first_start: Program) -> None:
    click(welcome(first_start).source)
    assert isinstance(first_start.sources.dialog, SourceDialog)


async def test_own_camera_explains_the_address(first_start: Program) -> None:
    click(link(welcome(first_start), "I have my own camera"))
    (dialog,) = first_start.window.findChildren(ConnectDialog)
    texts = [field.toPlainText() for field in dialog.findChildren(QPlainTextEdit)]
    assert any(first_start.backend.server.urls[0] in text for text in texts)
    dialog.reject()


async def test_a_camera_that_has_sent_nothing_yet_does_not_end_the_welcome(first_start: Program, paths: Paths) -> None:
    first_start.backend.book.decide(Decision("127.0.0.1", CAMERA, Trust.ALLOWED))
    async with camera(first_start, CAMERA, name="Garden") as connection:
        await until(lambda: list(first_start.backend.registry), "it came")
        await asyncio.sleep(0)
        assert not saved(paths).current.welcomed
        await connection.send(plain_jpeg((220, 0, 0)))
        await until(lambda: saved(paths).current.welcomed, "its picture is seen")
    assert first_start.help.welcome is None


async def test_who_never_saw_a_picture_is_welcomed_again(qapp: QApplication, paths: Paths) -> None:
    for _ in range(2):
        async with running(qapp, paths, welcomed=False) as program:
            welcome(program)


async def test_nothing_is_asked_of_the_internet_but_by_the_users_tick(first_start: Program, paths: Paths) -> None:
    page = welcome(first_start)
    assert not page.updates.isChecked()
    assert not first_start.store.current.look_for_updates
    page.updates.click()
    assert saved(paths).current.look_for_updates
    page.updates.click()
    assert not saved(paths).current.look_for_updates
    # It does not come from nowhere: the tooltip says who is asked.
    assert "github.com" in page.updates.toolTip()


async def test_a_tick_made_earlier_is_shown(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths, welcomed=False, look_for_updates=True) as program:
        assert welcome(program).updates.isChecked()
    assert saved(paths).current.look_for_updates


async def test_all_ways_can_be_reached_by_keyboard_and_have_names(first_start: Program) -> None:
    page = welcome(first_start)
    order: list[QWidget] = []
    widget: QWidget = page.set_up
    while widget not in order:
        order.append(widget)
        widget = widget.nextInFocusChain()
    reached = [w for w in order if page.isAncestorOf(w) and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    ways = [w for w in reached if isinstance(w, QPushButton | QCheckBox)]
    assert ways == [page.set_up, page.demo, page.source, link(page, "I have my own camera"), page.updates]
    assert all(way.accessibleName() or way.text() for way in ways)


@pytest.mark.parametrize("size", [(800, 600), (1280, 800)])
@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
async def test_every_word_of_it_fits(
    qapp: QApplication, paths: Paths, size: tuple[int, int], appearance: Appearance
) -> None:
    async with running(qapp, paths, welcomed=False, appearance=appearance) as program:
        program.window.resize(*size)
        page = welcome(program)
        await until(lambda: page.viewport().width() > 400)
        assert page.horizontalScrollBar().maximum() == 0
        for label in page.findChildren(QLabel):
            if label.text():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
