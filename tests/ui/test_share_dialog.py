"""Letting others watch, from the window: links, codes, viewers, servers. All over real sockets."""

from __future__ import annotations

import asyncio
import contextlib
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import segno
from PySide6.QtCore import QEvent, Qt, QTranslator
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMainWindow, QMessageBox, QWidget
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from atomcam_gui.backend import Backend
from atomcam_gui.camera.trust import TrustBook
from atomcam_gui.errors import SettingsError
from atomcam_gui.paths import Paths
from atomcam_gui.push.push_book import PushBook
from atomcam_gui.push.push_order import PushForm, PushPhase
from atomcam_gui.push.push_run import PushTimes
from atomcam_gui.push.push_service import PushService
from atomcam_gui.push.push_url import parse_push_url
from atomcam_gui.settings import Appearance
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import theme
from atomcam_gui.ui.actions import Actions
from atomcam_gui.ui.collector import WindowThreadCollector
from atomcam_gui.ui.sharing.qr_code import QrCode
from atomcam_gui.ui.sharing.share_dialog import ShareDialog
from atomcam_gui.ui.sharing.sharing_control import SharingControl
from tests.fakes.push_server import PushServer, push_server
from tests.peers import FRONT_DOOR, peer_camera, picture
from tests.ui.conftest import click, free_port, grab, until

SECRET = "s3cret"


class Bench:
    """What the control needs, with a server that listens, and a camera."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.backend = Backend.build(TrustBook(allow_unknown=True))
        self.faults: list[BaseException] = []
        self.tasks = TaskSet(self.faults.append)
        self.window: Any = QMainWindow()
        self.window.actions_ = Actions(self.window)
        self.sharing = self.backend.sharing(paths)
        book = PushBook(paths.config / "pushes.json")
        times = PushTimes(pauses=(0.1,), answer=2.0)
        self.pushes = PushService(self.backend.hub, self.backend.registry, self.sharing.encoders, book, times)
        self.told: list[str] = []
        self.control = SharingControl(
            self.window,
            self.tasks,
            self.sharing,
            self.pushes,
            self.backend.registry,
            self.backend.server,
            lambda _key, _kind, text: self.told.append(text),
        )

    @property
    def dialog(self) -> ShareDialog:
        assert self.control.dialog is not None
        return self.control.dialog

    def open(self) -> ShareDialog:
        self.window.actions_.share.trigger()
        return self.dialog

    def texts(self) -> str:
        """All that is written in the dialog."""
        labels = self.dialog.findChildren(QLabel)
        return "\n".join(f"{label.text()} {label.accessibleName()} {label.toolTip()}" for label in labels)


@pytest.fixture
async def bench(qapp: QApplication, paths: Paths) -> AsyncIterator[Bench]:
    collector = WindowThreadCollector()
    made = Bench(paths)
    await made.backend.server.start("127.0.0.1", free_port())
    made.control.start()
    try:
        yield made
    finally:
        made.control.finish()
        await made.control.close()
        await made.tasks.cancel_all()
        await made.backend.server.stop()
        await made.backend.close()
        made.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        collector.close()
        assert not made.faults


@contextlib.asynccontextmanager
async def camera(bench: Bench, camera_id: str = FRONT_DOOR) -> AsyncIterator[None]:
    """A camera that sends twenty pictures a second."""
    port = bench.backend.server.port
    async with peer_camera(f"ws://127.0.0.1:{port}/ws/camera", camera_id) as peer:

        async def send() -> None:
            while True:
                await peer.show(picture())
                await asyncio.sleep(0.05)

        sending = asyncio.create_task(send())
        try:
            await until(lambda: bench.backend.registry.streaming, "a live camera")
            yield
        finally:
            sending.cancel()
            await asyncio.wait([sending])


def press(widget: QWidget, key: Qt.Key) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


async def fetch(url: str) -> int:
    """The status that a browser gets."""

    def ask() -> int:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(url, timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    return await asyncio.to_thread(ask)


# -- in a browser --------------------------------------------------------------------------------------------------


async def test_nothing_is_shared_until_the_switch_is_turned(bench: Bench) -> None:
    dialog = bench.open()
    assert not dialog.browser.switch.isChecked()
    assert not bench.control.badge.isVisibleTo(bench.window)
    assert "nobody else can see" in bench.texts()
    dialog.browser.switch.setFocus()
    press(dialog.browser.switch, Qt.Key.Key_Space)
    assert bench.sharing.on
    url = dialog.browser.panel.line.text
    assert url.startswith(f"http://127.0.0.1:{bench.backend.server.port}/?token=")
    assert await fetch(url) == 200
    assert bench.control.badge.isVisibleTo(bench.window)
    assert bench.control.badge.text() == "0 watching"
    click(dialog.browser.switch)
    assert not bench.sharing.on
    assert dialog.browser.panel.line.text == ""
    assert not dialog.browser.panel.code.isVisible()
    assert await fetch(url) != 200


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
async def test_the_code_on_the_screen_is_the_link(bench: Bench, qapp: QApplication, appearance: Appearance) -> None:
    theme.apply(qapp, appearance)
    try:
        dialog = bench.open()
        click(dialog.browser.switch)
        code = dialog.browser.panel.code
        await until(lambda: code.isVisible() and code.width() > 100, "the code")
        expected = [list(row) for row in segno.make(dialog.browser.panel.line.text, error="m", micro=False).matrix]
        assert read_code(code) == expected
        assert "QR code" in code.accessibleName()
    finally:
        theme.apply(qapp, Appearance.SYSTEM)


def read_code(code: QrCode) -> list[list[int]]:
    """The code's modules, read from the pixels; the white around it is checked."""
    image = grab(code)
    ratio = image.width() / code.width()
    area, module = code.area()
    count = len(code.modules)

    def dark(across: float, down: float) -> int:
        at = (area.left() + (across + 4.5) * module) * ratio, (area.top() + (down + 4.5) * module) * ratio
        colour = image.pixelColor(int(at[0]), int(at[1]))
        assert colour in (QColor(0, 0, 0), QColor(255, 255, 255))
        return int(colour == QColor(0, 0, 0))

    around = [(a, d) for a in range(-4, count + 4) for d in range(-4, count + 4)]
    assert not any(dark(a, d) for a, d in around if not (0 <= a < count and 0 <= d < count))
    return [[dark(across, down) for across in range(count)] for down in range(count)]


@pytest.mark.parametrize("size", [(100, 100), (151, 240), (333, 333), (700, 500)])
async def test_the_code_is_crisp_at_every_size(qapp: QApplication, size: tuple[int, int]) -> None:
    parent = QWidget()
    code = QrCode(parent)
    code.setMinimumSize(1, 1)
    code.show_text("http://192.168.1.5:8080/?token=abcdefghijklmnopqrstuvwxyz012345", "code")
    code.resize(*size)
    assert read_code(code) == [list(row) for row in code.modules]
    parent.deleteLater()


async def test_links_are_made_named_copied_and_revoked(bench: Bench) -> None:
    dialog = bench.open()
    click(dialog.browser.switch)
    click(dialog.browser.links.new)
    await asyncio.sleep(0)
    editor = QApplication.focusWidget()
    bench.sharing.book.rename(dialog.browser.links.chosen_id, "Anna")
    if editor is not None:
        press(editor, Qt.Key.Key_Escape)
    bench.control.refresh()
    assert [link.name for link in bench.sharing.book.links] == ["Everybody", "Anna"]
    chosen = bench.sharing.book.links[1]
    assert dialog.browser.links.chosen_id == chosen.id
    click(dialog.browser.panel.line.copy)
    assert QGuiApplication.clipboard().text() == bench.sharing.url(chosen, "127.0.0.1")
    dialog.browser.links.list.item(1).setText("Anna & Ben")
    assert bench.sharing.book.links[1].name == "Anna & Ben"
    revoke_chosen(dialog, "Whoever has this link")
    assert [link.name for link in bench.sharing.book.links] == ["Everybody"]


def revoke_chosen(dialog: ShareDialog, words: str) -> None:
    """Press Revoke, see that its consequence is told, and say yes."""
    click(dialog.browser.links.revoke)
    box = dialog.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert words in box.informativeText()
    button = next(b for b in box.buttons() if box.buttonRole(b) is QMessageBox.ButtonRole.DestructiveRole)
    button.click()


async def test_who_watches_is_seen_and_cut_off_with_the_link(bench: Bench) -> None:
    dialog = bench.open()
    click(dialog.browser.switch)
    token = bench.sharing.book.links[0].token
    address = f"ws://127.0.0.1:{bench.backend.server.port}/ws/jpeg?token={token}"
    async with camera(bench), connect(address, proxy=None, compression=None) as viewer:
        await viewer.recv()
        await until(lambda: bench.control.badge.text() == "1 watching", "the badge")
        bench.control.refresh()
        row = [dialog.browser.viewers.item(0, column).text() for column in range(6)]
        assert row[:2] == ["Everybody", "127.0.0.1"]
        assert row[3] == "JPEG"
        assert "fps" in row[4]
        revoke_chosen(dialog, "1 watching by it now")
        with contextlib.suppress(ConnectionClosed):
            async with asyncio.timeout(5):
                while True:
                    await viewer.recv()
        assert viewer.close_code == 4401
        await until(lambda: bench.control.badge.text() == "0 watching", "the badge again")


async def test_other_programs_get_an_address_of_their_own(bench: Bench) -> None:
    dialog = bench.open()
    click(dialog.browser.switch)
    async with camera(bench):
        bench.control.refresh()
        programs = dialog.browser.programs
        token = bench.sharing.book.links[0].token
        place = f"http://127.0.0.1:{bench.backend.server.port}/stream.mjpg"
        assert programs.line.text == f"{place}?token={token}"
        programs.camera.setCurrentIndex(1)
        programs.camera.activated.emit(1)
        assert programs.line.text == f"{place}?camera={FRONT_DOOR}&token={token}"

        def first_bytes() -> bytes:
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(programs.line.text, timeout=5) as answer:
                assert "multipart" in answer.headers["Content-Type"]
                return bytes(answer.read(2000))

        assert b"\xff\xd8" in await asyncio.to_thread(first_bytes)


async def test_another_address_of_this_computer_can_be_chosen(bench: Bench) -> None:
    dialog = bench.open()
    click(dialog.browser.switch)
    panel = dialog.browser.panel
    panel.set_addresses(("192.168.1.5", "10.0.0.9"))
    assert panel.address.isVisible()
    panel.address.setCurrentIndex(1)
    panel.address.activated.emit(1)
    assert panel.line.text.startswith("http://10.0.0.9:")
    assert panel.code.text == panel.line.text
    assert dialog.browser.programs.line.text.startswith("http://10.0.0.9:")


async def test_a_damaged_book_is_kept_and_told_of(qapp: QApplication, paths: Paths) -> None:
    paths.config.mkdir(parents=True)
    (paths.config / "pushes.json").write_text("{")
    paths.shares_file.write_text("{")
    made = Bench(paths)
    try:
        made.control.start()
        assert len(made.told) == 2
        assert all("damaged" in text and "broken" in text for text in made.told)
    finally:
        made.control.finish()
        await made.control.close()
        await made.backend.close()
        made.window.deleteLater()


async def test_what_cannot_be_written_is_told_and_holds(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_book: object, _on: bool) -> None:
        raise SettingsError("the disk is full: make some room")

    dialog = bench.open()
    monkeypatch.setattr(type(bench.sharing.book), "set_on", full)
    click(dialog.browser.switch)
    assert bench.told == ["The disk is full: make some room."]


# -- to a server ---------------------------------------------------------------------------------------------------


def fill_in(dialog: ShareDialog, server: PushServer, password: str = "", form: PushForm = PushForm.JPEG) -> None:
    """Open the editor for a new order and write into it."""
    click(dialog.server.add)
    editor = dialog.server.editor
    editor.address.setText(server.url())
    editor.user.setText("cook" if password else "")
    editor.password.setText(password)
    editor.form.setCurrentIndex(editor.form.findData(form))


@pytest.fixture
async def server_page(bench: Bench) -> ShareDialog:
    dialog = bench.open()
    dialog.pages.setCurrentIndex(1)
    return dialog


async def test_a_camera_is_passed_on_from_the_window(bench: Bench, server_page: ShareDialog) -> None:
    async with push_server(login=("cook", SECRET, "MD5")) as server, camera(bench):
        bench.control.refresh()
        fill_in(server_page, server, SECRET)
        click(server_page.server.editor.save)
        await until(lambda: server.pictures >= 3, "pictures")
        await until(lambda: bench.control.badge.text() == "1 passed on", "the badge")
        (row,) = server_page.server.rows.values()
        bench.control.refresh()
        assert "Live since" in row.state.text()
        assert "fps" in row.state.text()
        assert "cook:•••@" in row.where.accessibleName()
        assert SECRET not in bench.texts()
        click(row.switch)
        assert row.state.text() == "Switched off"
        assert not bench.control.badge.isVisibleTo(bench.window)
        click(row.remove)
        assert bench.pushes.orders == ()
        assert not server_page.server.rows


async def test_a_trouble_stands_there_as_a_sentence(bench: Bench, server_page: ShareDialog) -> None:
    async with camera(bench), push_server(login=("cook", SECRET, "Basic")) as server:
        bench.control.refresh()
        fill_in(server_page, server, "wrong-s3cret")
        click(server_page.server.editor.save)
        (row,) = server_page.server.rows.values()

        def says_it() -> bool:
            bench.control.refresh()
            return "does not accept this name and password" in row.state.text()

        await until(says_it, "the trouble in words")
        await until(lambda: "1 waiting for a server" in bench.control.badge.text(), "the badge")
        assert SECRET not in bench.texts()


@pytest.mark.parametrize("form", list(PushForm))
async def test_a_server_can_be_tried_before(bench: Bench, server_page: ShareDialog, form: PushForm) -> None:
    async with push_server() as server:
        fill_in(server_page, server, form=form)
        editor = server_page.server.editor
        click(editor.test)
        await until(lambda: editor.result.text() == "The server takes it.", editor.result.text())
        server.statuses = {"ANNOUNCE": 404}
        click(editor.test)
        await until(lambda: "404" in editor.result.text(), "a refusal")
        assert bench.pushes.orders == ()


async def test_what_is_no_address_is_said_where_it_is_written(bench: Bench, server_page: ShareDialog) -> None:
    click(server_page.server.add)
    editor = server_page.server.editor
    editor.address.setText("http://cook:s3cret@nas")
    click(editor.save)
    assert editor.isVisible()
    assert "rtsp://" in editor.result.text()
    assert SECRET not in editor.result.text()
    click(editor.cancel)
    assert not editor.isVisible()
    assert bench.pushes.orders == ()


async def test_a_password_stays_with_its_server_and_goes_to_no_other(bench: Bench, server_page: ShareDialog) -> None:
    async with push_server() as server, push_server() as other:
        fill_in(server_page, server, SECRET)
        click(server_page.server.editor.save)
        editor = server_page.server.editor

        async def change(address: str) -> str:
            (row,) = server_page.server.rows.values()
            await until(row.edit.isVisible, "the row")
            click(row.edit)
            assert editor.password.text() == ""
            assert SECRET not in editor.address.text()
            editor.address.setText(address)
            click(editor.save)
            (order,) = bench.pushes.orders
            assert order.url.path == "/garage"
            return order.url.password

        assert await change(server.url(path="/garage")) == SECRET
        assert await change(other.url(path="/garage")) == ""


async def test_orders_are_back_at_the_next_start(bench: Bench, server_page: ShareDialog) -> None:
    async with push_server() as server:
        fill_in(server_page, server, SECRET)
        click(server_page.server.editor.save)
        again = PushBook(bench.paths.config / "pushes.json")
        again.load()
        assert again.orders == bench.pushes.orders
        assert [state.phase for state in bench.pushes.states] == [PushPhase.AWAY]


# -- looks ---------------------------------------------------------------------------------------------------------


class Longer(QTranslator):
    """A language whose words are 40 % longer."""

    def translate(self, context: str, text: str, note: str | None = None, number: int = -1) -> str:
        return f"{text} {'wordy ' * 30}"[: int(len(text) * 1.4) + 1]

    def isEmpty(self) -> bool:  # noqa: N802
        return False


@contextlib.contextmanager
def long_words(qapp: QApplication) -> Iterator[None]:
    translator = Longer()
    qapp.installTranslator(translator)
    try:
        yield
    finally:
        qapp.removeTranslator(translator)


async def test_it_fits_on_a_small_screen_in_a_wordy_language(bench: Bench, qapp: QApplication) -> None:
    with long_words(qapp):
        dialog = bench.open()
        click(dialog.browser.switch)
        async with push_server() as server:
            dialog.pages.setCurrentIndex(1)
            fill_in(dialog, server)
            hint = dialog.minimumSizeHint()
            assert (hint.width() <= 780, hint.height() <= 560) == (True, True), hint
            dialog.resize(780, 560)
            for page in (dialog.browser, dialog.server):
                dialog.pages.setCurrentWidget(page)
                await asyncio.sleep(0.01)
                assert page.widget().minimumSizeHint().width() <= page.viewport().width()


async def test_every_button_has_a_name_and_can_be_reached_by_keyboard(bench: Bench) -> None:
    dialog = bench.open()
    click(dialog.browser.switch)
    bench.pushes.add(parse_push_url(f"rtsp://127.0.0.1:{free_port()}/x"))
    bench.control.refresh()
    buttons = [b for page in (dialog.browser, dialog.server) for b in page.findChildren(QAbstractButton)]
    assert len(buttons) > 10
    for button in buttons:
        if not button.objectName().startswith("qt_"):
            assert button.accessibleName() or button.text(), button
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus, button
