"""Adding a network camera in the window: found, seen, named; and changed or forgotten later."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator

import pytest
import simplejpeg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QPushButton

from atomcam_gui.errors import SettingsError
from atomcam_gui.sources import source_feed
from atomcam_gui.sources.address import parse_address
from atomcam_gui.sources.source_book import SourceBook
from atomcam_gui.sources.source_feed import SourceState
from atomcam_gui.sources.troubles import SourceError, SourceTrouble
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui.actions import Actions
from atomcam_gui.ui.collector import WindowThreadCollector
from atomcam_gui.ui.notices import NoticeArea
from atomcam_gui.ui.sources import texts
from atomcam_gui.ui.sources.source_dialog import SourceDialog
from atomcam_gui.ui.sources.sources_control import SourcesControl
from tests.fakes.mjpeg_server import HttpCamera, Visit, digest, esp32, page
from tests.fakes.sources import SourceRig, source_threads
from tests.peers import running_station
from tests.ui.conftest import click, corners, quarters_jpeg, until


@pytest.fixture(autouse=True)
def collector(qapp: QApplication) -> Iterator[None]:
    """As in the program: no other thread may destroy what belongs to the window's."""
    made = WindowThreadCollector()
    yield
    gc.collect()
    made.close()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_feed, "BACKOFF_S", (0.05, 0.1, 0.2))


class Window(QMainWindow):
    """As much of the main window as is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.actions_ = Actions(self)
        self.notices = NoticeArea(self)
        self.setCentralWidget(self.notices)

    @property
    def said(self) -> str:
        return " ".join(label.text() for label in self.notices.findChildren(QLabel))


class Bench(SourceRig):
    """A window with network cameras."""

    window: Window
    control: SourcesControl
    faults: list[BaseException]

    @property
    def dialog(self) -> SourceDialog:
        assert self.control.dialog is not None
        return self.control.dialog

    async def is_seen(self) -> None:
        await until(lambda: not self.dialog.picture.image.isNull(), "the picture is seen")

    async def is_told(self, words: str) -> None:
        await until(lambda: not self.dialog.trouble.isHidden(), "it is told")
        assert words in self.dialog.trouble.text


@pytest.fixture
async def bench(qapp: QApplication) -> AsyncIterator[Bench]:
    async with running_station() as station:
        made = Bench(station, SourceBook())
        made.faults = []
        tasks = TaskSet(made.faults.append)
        made.window = Window()
        made.control = SourcesControl(made.window, tasks, made.service, made.book)  # type: ignore[arg-type]
        made.window.resize(900, 600)
        made.window.show()
        made.control.start()
        yield made
        made.control.finish()
        await made.control.close()
        await tasks.cancel_all()
        await until(lambda: not source_threads(), "no thread is left")
        made.window.close()
        made.window.deleteLater()
        assert made.faults == []


def quarters(visit: Visit) -> None:
    visit.answer(quarters_jpeg(), "image/jpeg")


def enter(widget: QLineEdit) -> None:
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))


async def test_from_the_camera_s_number_to_its_picture_in_the_list(bench: Bench) -> None:
    with HttpCamera({"/": page, "/stream": quarters}) as server:
        bench.window.actions_.add_source.trigger()
        dialog = bench.dialog
        assert not dialog.add.isEnabled()
        dialog.address.setText(server.host)
        enter(dialog.address)
        await bench.is_seen()
        assert dialog.address.text() == server.url("/stream")
        image = dialog.picture.image
        left = (dialog.picture.width() - dialog.picture.height() * image.width() // image.height()) // 2
        shown = corners(dialog.picture, left, 0, dialog.picture.width() - 2 * left, dialog.picture.height())
        assert shown == ["red", "green", "blue", "white"]
        dialog.name.setText("  Kitchen ")
        enter(dialog.name)
        assert bench.control.dialog is None
        (source,) = bench.book.sources
        assert (source.name, source.address.url) == ("Kitchen", server.url("/stream"))
        await bench.shows(source.id, 1)
        assert simplejpeg.decode_jpeg_header(bench.station.shown.of(source.id)[0].data)[:2] == (240, 320)


async def test_a_password_is_asked_for_where_one_is_wanted(bench: Bench) -> None:
    with HttpCamera({"/stream": digest("admin", "right", esp32)}) as server:
        bench.window.actions_.add_source.trigger()
        dialog = bench.dialog
        assert not dialog.user.isVisible()
        dialog.address.setText(server.url())
        click(dialog.search)
        await bench.is_told("wants a user name and a password")
        assert dialog.user.isVisible()
        assert dialog.password.echoMode() == QLineEdit.EchoMode.Password
        assert dialog.anyway.isHidden()
        dialog.user.setText("admin")
        dialog.password.setText("wrong")
        click(dialog.search)
        await until(lambda: "does not accept" in dialog.trouble.text, "it is wrong")
        dialog.password.setText("right")
        enter(dialog.password)
        await bench.is_seen()
        assert dialog.trouble.isHidden()
        click(dialog.add)
        (source,) = bench.book.sources
        assert (source.address.user, source.address.password) == ("admin", "right")
        await bench.shows(source.id)


async def test_a_password_in_the_address_does_not_stay_in_the_open(bench: Bench) -> None:
    with HttpCamera({"/stream": digest("admin", "right", esp32)}) as server:
        bench.control.add()
        bench.dialog.address.setText(f"http://admin:right@{server.host}/stream")
        click(bench.dialog.search)
        assert bench.dialog.address.text() == server.url()
        assert bench.dialog.password.text() == "right"
        await bench.is_seen()


async def test_what_is_typed_after_the_search_must_be_seen_anew(bench: Bench) -> None:
    with HttpCamera({"/stream": esp32}) as server:
        bench.control.add()
        dialog = bench.dialog
        dialog.address.setText(server.url())
        click(dialog.search)
        await bench.is_seen()
        assert dialog.add.isEnabled()
        dialog.address.textEdited.emit("x")
        assert not dialog.add.isEnabled()
        assert dialog.picture.image.isNull()


async def test_a_camera_that_is_not_there_can_be_added_all_the_same(bench: Bench) -> None:
    bench.control.add()
    dialog = bench.dialog
    with HttpCamera({"/stream": esp32}) as server:
        port = server.port
    dialog.address.setText(f"http://127.0.0.1:{port}/stream")
    click(dialog.search)
    await bench.is_told("nothing answers at this port")
    click(dialog.anyway)
    (source,) = bench.book.sources
    await bench.fails(source.id, SourceTrouble.REFUSED)
    assert "nothing answers at this port" in bench.control.reason(source.id)
    with HttpCamera({"/stream": esp32}, port=port):
        await bench.shows(source.id)
        assert bench.control.reason(source.id) == ""


async def test_what_is_no_address_is_said_in_the_page(bench: Bench) -> None:
    bench.control.add()
    bench.dialog.address.setText("ftp://camera/")
    click(bench.dialog.search)
    await bench.is_told("not the address of a camera")
    assert bench.dialog.address.text() == "ftp://camera/"


async def test_a_search_can_be_stopped_and_ends_with_the_dialog(bench: Bench) -> None:
    def stuck(visit: Visit) -> None:
        visit.wait()

    with HttpCamera(stuck) as server:
        bench.control.add()
        dialog = bench.dialog
        dialog.address.setText(server.host)
        for _ in range(2):
            click(dialog.search)
            assert dialog.search.text() == "Stop"
            await until(lambda: server.visitors > 2, "it searches")
            click(dialog.search)
            assert dialog.search.text() == "&Find it"
            await until(lambda: not server.visitors, "it has stopped")
            assert dialog.trouble.isHidden()
        click(dialog.search)
        await until(lambda: server.visitors > 2, "it searches")
        dialog.reject()
        await until(lambda: not server.visitors, "it has stopped")


async def test_a_camera_that_is_here_already_is_not_added_twice(bench: Bench) -> None:
    with HttpCamera({"/stream": esp32}) as server:
        bench.add(server.url(), "Kitchen")
        bench.control.add()
        bench.dialog.address.setText(server.url())
        click(bench.dialog.search)
        await bench.is_seen()
        click(bench.dialog.add)
        await bench.is_told("already here: “Kitchen”")
        assert len(bench.book.sources) == 1


async def test_the_address_and_the_name_can_be_changed_later(bench: Bench) -> None:
    with HttpCamera({"/stream": digest("admin", "right", esp32)}) as server:
        camera_id = bench.add(f"http://admin:wrong@{server.host}/stream", "Door")
        await bench.fails(camera_id, SourceTrouble.WRONG_PASSWORD)
        bench.control.edit(camera_id)
        dialog = bench.dialog
        assert (dialog.address.text(), dialog.user.text(), dialog.name.text()) == (server.url(), "admin", "Door")
        assert "wrong" not in dialog.address.text()
        assert dialog.add.isEnabled(), "the name alone may be another"
        dialog.password.setText("right")
        dialog.password.textEdited.emit("right")
        assert not dialog.add.isEnabled()
        click(dialog.search)
        await bench.is_seen()
        dialog.name.setText("Front door")
        click(dialog.add)
        await bench.shows(camera_id)
        assert bench.camera(camera_id).label == "Front door"
        assert len(bench.book.sources) == 1


async def test_a_camera_that_was_forgotten_comes_back_when_the_user_thinks_again(bench: Bench) -> None:
    with HttpCamera({"/stream": esp32}) as server:
        camera_id = bench.add(server.url(), "Door")
        await bench.shows(camera_id)
        assert bench.control.is_source(camera_id)
        bench.control.rename(camera_id, "Gate")
        back = bench.control.forget(camera_id)
        assert not bench.control.is_source(camera_id)
        assert bench.station.registry.get(camera_id) is None
        back()
        await bench.shows(camera_id)
        assert bench.camera(camera_id).label == "Gate"
        bench.control.forget("0a0000000009")()


async def test_what_cannot_be_written_is_told_in_the_window(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise SettingsError("the disk is full")

    with HttpCamera({"/stream": esp32}) as server:
        bench.control.add()
        bench.dialog.address.setText(server.url())
        click(bench.dialog.search)
        await bench.is_seen()
        monkeypatch.setattr(bench.book, "put", fail)
        click(bench.dialog.add)
        assert "the disk is full" in bench.window.said
        (source,) = bench.service.sources
        await bench.shows(source.id)


async def test_the_kinds_say_what_to_do_and_leave_what_was_typed(bench: Bench) -> None:
    bench.control.add()
    dialog = bench.dialog

    def choose(number: int) -> None:
        dialog.kind.setCurrentIndex(number)
        dialog.kind.activated.emit(number)

    choose(1)
    assert dialog.address.text() == "http://192.168.4.1/api/v1/stream"
    assert "join the camera's own WiFi" in dialog.hint.text()
    choose(3)
    assert dialog.address.text() == "rtsp://"
    assert dialog.user.isVisible()
    dialog.address.setText("rtsp://192.168.1.7/live")
    choose(2)
    assert dialog.address.text() == "rtsp://192.168.1.7/live"


async def test_a_second_wish_shows_the_same_dialog(bench: Bench) -> None:
    bench.control.add()
    first = bench.dialog
    bench.control.add()
    assert bench.dialog is first
    bench.add("http://127.0.0.1:9/stream")
    bench.control.edit(bench.service.sources[0].id)
    assert bench.dialog is not first
    await asyncio.sleep(0)
    assert bench.dialog.isVisible()


async def test_everything_can_be_reached_by_keys_and_has_a_name(bench: Bench) -> None:
    bench.control.add()
    dialog = bench.dialog
    dialog.wants_password.setChecked(True)
    fields = [dialog.kind, dialog.address, dialog.user, dialog.password, dialog.name, dialog.picture]
    assert all(field.accessibleName() for field in fields)
    assert all(button.text() for button in dialog.findChildren(QPushButton))
    order = [
        dialog.kind,
        dialog.address,
        dialog.search,
        dialog.wants_password,
        dialog.user,
        dialog.password,
        dialog.name,
    ]
    widget = dialog.kind
    seen = [widget]
    for _ in range(60):
        widget = widget.nextInFocusChain()
        if widget in order and widget not in seen:
            seen.append(widget)
    assert seen == order
    shortcuts = [
        label.text()[label.text().index("&") + 1].lower() for label in dialog.findChildren(QLabel) if label.buddy()
    ]
    shortcuts.append("f")
    assert len(set(shortcuts)) == len(shortcuts)


async def test_texts_that_are_longer_fit_and_a_small_screen_scrolls(bench: Bench) -> None:
    bench.control.add()
    dialog = bench.dialog
    dialog.resize(420, 320)
    for button in (dialog.add, dialog.anyway, dialog.search):
        button.setText(button.text() + "x" * (len(button.text()) * 2 // 5))
    error = SourceError(SourceTrouble.NOT_PICTURES, "a-camera-with-a-long-name.example", "video/something-strange")
    dialog.show_trouble(error)
    await asyncio.sleep(0.05)
    for widget in (dialog.add, dialog.search):
        assert widget.width() >= widget.sizeHint().width()
    assert dialog.trouble.height() >= dialog.trouble.heightForWidth(dialog.trouble.width())


@pytest.mark.parametrize("trouble", list(SourceTrouble))
def test_every_trouble_has_words_and_no_gaps(qapp: QApplication, trouble: SourceTrouble) -> None:
    happened, cure = texts.trouble_text(SourceError(trouble, "192.168.1.7", "some detail"))
    assert happened.endswith(".")
    assert cure.endswith(".")
    assert "%" not in happened + cure
    assert "{" not in str(SourceError(trouble, "192.168.1.7", "some detail"))
    state = SourceState(source_feed.SourcePhase.WAITING, SourceError(trouble, "192.168.1.7"))
    assert texts.state_line(state)


def test_an_address_that_was_found_is_one_that_can_be_typed() -> None:
    assert parse_address("192.168.4.1/api/v1/stream").url == "http://192.168.4.1/api/v1/stream"
