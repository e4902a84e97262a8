"""The library's page, as a person uses it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from atomcam_gui.errors import RecordingError
from atomcam_gui.library.items import Condition, Item, Kind
from atomcam_gui.library.library import Library
from atomcam_gui.library.notes import is_marked
from atomcam_gui.recording import marks
from atomcam_gui.ui import show_in_folder
from atomcam_gui.ui.library import library_page
from atomcam_gui.ui.library.library_model import ITEM_ROLE
from atomcam_gui.ui.library.library_page import LibraryPage
from atomcam_gui.ui.library.trash import move_to_trash
from tests.fakes.saved_files import jpeg, recording, snapshot
from tests.ui.conftest import click, grab, mouse, name_of_colour, until

NOON = datetime(2026, 11, 22, 12, 0)


@pytest.fixture(autouse=True)
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trash of this test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "Trash" / "files"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "saved"
    path.mkdir()
    return path


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path, folder: Path) -> Iterator[LibraryPage]:
    library = Library([folder], tmp_path / "cache", move_to_trash)
    page = LibraryPage(library)
    page.resize(900, 700)
    yield page
    library.close()
    page.hide()
    page.deleteLater()
    qapp.processEvents()


def items(page: LibraryPage) -> list[Item]:
    rows = (page.model.item_at(page.model.index(row)) for row in range(page.model.rowCount()))
    return [item for item in rows if item is not None]


def names(page: LibraryPage) -> list[str]:
    return [item.file_name for item in items(page)]


async def opened(page: LibraryPage, count: int) -> list[Item]:
    """Show the page and wait until so many items are there, and looked into."""
    page.show()
    await until(
        lambda: len(items(page)) == count and all(item.condition is not Condition.UNSEEN for item in items(page)),
        f"{count} items are shown",
    )
    page.view.setFocus()
    return items(page)


def press(
    widget: QWidget, key: Qt.Key, text: str = "", held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, held, text))


def three(folder: Path) -> list[Path]:
    """Newest first."""
    return [snapshot(folder, "Garden", NOON - timedelta(minutes=number)) for number in range(3)]


async def test_an_empty_library_says_what_to_do_and_leads_to_the_live_picture(page: LibraryPage) -> None:
    page.show()
    await until(lambda: page.empty.button.isVisible())
    assert page.empty.heading.text() == "No snapshots or recordings yet"
    told: list[bool] = []
    page.live_wanted.connect(lambda: told.append(True))
    click(page.empty.button)
    assert told == [True]


async def test_a_new_snapshot_appears_while_one_looks(page: LibraryPage, folder: Path) -> None:
    page.show()
    await until(lambda: page.empty.button.isVisible())
    path = snapshot(folder, "Garden", NOON)
    await until(lambda: names(page) == [path.name])
    assert page.view.isVisible()


async def test_a_card_shows_the_picture(page: LibraryPage, folder: Path) -> None:
    snapshot(folder, "Garden", NOON, jpeg((220, 0, 0), (640, 480)))
    await opened(page, 1)

    def middle() -> str:
        place = page.view.visualRect(page.model.index(0)).center() - QPoint(0, 30)
        return name_of_colour(QColor(grab(page.view.viewport()).pixelColor(place)))

    await until(lambda: middle() == "red", "the small picture is painted")


async def test_what_is_damaged_runs_or_was_recovered_is_said(page: LibraryPage, folder: Path) -> None:
    snapshot(folder, "Damaged", NOON, b"nothing")
    running = recording(folder, "Running", NOON)
    recording(folder, "Recovered", NOON, recovered=True)
    mark = marks.Mark.make(running)
    assert mark is not None
    shown = await opened(page, 3)
    spoken = [str(page.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(3)]
    assert [item.camera_name for item in shown] == ["Damaged", "Recovered", "Running"]
    assert [word in text for word, text in zip(("Damaged,", "0:05, Recovered", "Recording now"), spoken, strict=True)]
    grab(page)
    page.view.choose(2)
    assert not page.actions_.delete.isEnabled()
    assert not page.actions_.rename.isEnabled()
    mark.remove()
    await until(lambda: not items(page)[2].is_open)
    assert page.actions_.delete.isEnabled(), "the recording has ended, and can be thrown away"


async def test_enter_opens_a_sound_item_and_nothing_else(page: LibraryPage, folder: Path) -> None:
    recording(folder, "Garden", NOON)
    snapshot(folder, "Kitchen", NOON, b"nothing")
    await opened(page, 2)
    wanted: list[Item] = []
    page.open_wanted.connect(wanted.append)
    page.view.choose(0)
    press(page.view, Qt.Key.Key_Return)
    assert [item.kind for item in wanted] == [Kind.RECORDING]
    page.view.choose(1)
    press(page.view, Qt.Key.Key_Return)
    assert len(wanted) == 1


async def test_only_a_recording_can_be_converted_and_taken_apart(page: LibraryPage, folder: Path) -> None:
    recording(folder, "Garden", NOON)
    snapshot(folder, "Kitchen", NOON)
    await opened(page, 2)
    asked: list[tuple[str, Item]] = []
    page.convert_wanted.connect(lambda item: asked.append(("convert", item)))
    page.export_wanted.connect(lambda item: asked.append(("export", item)))
    page.view.choose(0)
    page.actions_.convert.trigger()
    page.actions_.export.trigger()
    assert [what for what, _ in asked] == ["convert", "export"]
    page.view.choose(1)
    assert not page.actions_.convert.isVisible()


async def test_the_keyboard_goes_through_the_cards(page: LibraryPage, folder: Path) -> None:
    for number in range(8):
        snapshot(folder, "Garden", NOON + timedelta(minutes=number))
    for number in range(2):
        snapshot(folder, "Kitchen", NOON + timedelta(minutes=number))
    await opened(page, 10)
    page.view.choose(0)

    def after(*keys: Qt.Key) -> int:
        for key in keys:
            press(page.view, key)
        return page.view.currentIndex().row()

    assert after(Qt.Key.Key_Right) == 1
    assert after(Qt.Key.Key_Down) == 5, "four cards stand beside each other"
    assert after(Qt.Key.Key_Down) == 9, "the shelf below has two"
    assert after(Qt.Key.Key_Up) == 5
    assert after(Qt.Key.Key_Home) == 0
    assert after(Qt.Key.Key_End) == 9
    press(page.view, Qt.Key.Key_Home)
    press(page.view, Qt.Key.Key_Right, held=Qt.KeyboardModifier.ShiftModifier)
    press(page.view, Qt.Key.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    assert [index.row() for index in sorted(page.view.selectedIndexes())] == list(range(6))
    assert page.view.currentIndex().data(ITEM_ROLE) == items(page)[5]


async def test_a_click_chooses_and_a_drag_over_empty_ground_chooses_many(page: LibraryPage, folder: Path) -> None:
    three(folder)
    await opened(page, 3)
    view, left = page.view, Qt.MouseButton.LeftButton
    mouse(view.viewport(), QEvent.Type.MouseButtonPress, view.visualRect(page.model.index(1)).center())
    mouse(view.viewport(), QEvent.Type.MouseButtonRelease, view.visualRect(page.model.index(1)).center())
    assert [item.file_name for item in view.selected()] == [names(page)[1]]
    below = view.visualRect(page.model.index(0)).bottomLeft() + QPoint(2, 60)
    mouse(view.viewport(), QEvent.Type.MouseButtonPress, below, left)
    mouse(view.viewport(), QEvent.Type.MouseMove, below - QPoint(0, 40), left)
    mouse(view.viewport(), QEvent.Type.MouseMove, view.visualRect(page.model.index(1)).center(), left)
    mouse(view.viewport(), QEvent.Type.MouseButtonRelease, view.visualRect(page.model.index(1)).center(), left)
    assert [item.file_name for item in view.selected()] == names(page)[:2]


async def test_a_name_is_typed_in_place_and_the_item_stays_chosen(page: LibraryPage, folder: Path) -> None:
    paths = three(folder)
    await opened(page, 3)
    page.view.choose(1)
    page.actions_.rename.trigger()
    editor = page.view.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == paths[1].stem
    grab(page)
    editor.setText("Birthday")
    press(editor, Qt.Key.Key_Return)
    await until(lambda: (folder / "Birthday.jpg").exists() and "Birthday.jpg" in names(page))
    await until(lambda: [item.name for item in page.view.selected()] == ["Birthday"])
    assert items(page)[1].camera_name == "Garden"


async def test_news_of_an_item_does_not_disturb_who_types_its_name(page: LibraryPage, folder: Path) -> None:
    path = snapshot(folder, "Garden", NOON)
    await opened(page, 1)
    page.view.choose(0)
    page.actions_.rename.trigger()
    editor = page.view.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Birth")
    page.model.show_pictures([str(path)])
    later = snapshot(folder, "Garden", NOON + timedelta(hours=1))
    await until(lambda: later.name in names(page))
    assert editor.text() == "Birth"
    press(editor, Qt.Key.Key_Return)
    await until(lambda: "Birth.jpg" in names(page))


async def test_escape_leaves_the_name_as_it_was(page: LibraryPage, folder: Path) -> None:
    (path,) = [snapshot(folder, "Garden", NOON)]
    await opened(page, 1)
    page.view.choose(0)
    page.actions_.rename.trigger()
    editor = page.view.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Birthday")
    press(editor, Qt.Key.Key_Escape)
    assert path.exists()


async def test_a_mark_is_set_shown_and_searched_for(page: LibraryPage, folder: Path) -> None:
    paths = three(folder)
    await opened(page, 3)
    page.view.choose(1)
    page.actions_.mark.trigger()
    await until(lambda: items(page)[1].marked)
    assert is_marked(paths[1])
    assert page.actions_.mark.isChecked()
    page.filter.marked.setChecked(True)
    await until(lambda: names(page) == [paths[1].name])
    page.view.choose(0)
    page.actions_.mark.trigger()
    await until(lambda: page.empty.isVisible())
    assert not is_marked(paths[1])


async def test_one_item_goes_to_the_trash_at_once_and_the_next_is_chosen(
    page: LibraryPage, folder: Path, trash: Path
) -> None:
    paths = three(folder)
    await opened(page, 3)
    page.view.choose(1)
    page.actions_.delete.trigger()
    await until(lambda: names(page) == [paths[0].name, paths[2].name])
    assert (trash / paths[1].name).exists()
    await until(lambda: [item.file_name for item in page.view.selected()] == [paths[2].name])


async def test_several_items_go_to_the_trash_after_a_question_only(
    page: LibraryPage, folder: Path, trash: Path
) -> None:
    paths = three(folder)
    await opened(page, 3)
    page.view.selectAll()
    page.actions_.delete.trigger()
    (bar,) = page.notices.bars
    assert "3 items" in bar.notice.text
    click(bar.buttons[1])
    assert page.notices.bars == ()
    assert all(path.exists() for path in paths)
    page.actions_.delete.trigger()
    (bar,) = page.notices.bars
    click(bar.buttons[0])
    await until(lambda: page.empty.isVisible())
    assert all((trash / path.name).exists() for path in paths)


async def test_a_marked_item_is_asked_about(page: LibraryPage, folder: Path) -> None:
    three(folder)
    await opened(page, 3)
    page.view.choose(0)
    page.actions_.mark.trigger()
    await until(lambda: items(page)[0].marked)
    page.actions_.delete.trigger()
    assert "You marked" in page.notices.bars[0].notice.text


async def test_why_something_was_not_thrown_away_is_said_in_the_page(
    qapp: QApplication, tmp_path: Path, folder: Path
) -> None:
    def no_trash(path: Path) -> None:
        raise RecordingError(f"{path.name} could not be moved")

    library = Library([folder], tmp_path / "cache", no_trash)
    page = LibraryPage(library)
    (path, *_) = three(folder)
    await opened(page, 3)
    page.view.choose(0)
    page.actions_.delete.trigger()
    await until(lambda: page.notices.bars)
    assert page.notices.bars[0].notice.text == f"{path.name} could not be moved."
    assert len(names(page)) == 3
    library.close()
    page.deleteLater()


async def test_a_search_finds_by_name_and_day_and_says_when_there_is_nothing(page: LibraryPage, folder: Path) -> None:
    three(folder)
    kitchen = snapshot(folder, "Kitchen", NOON - timedelta(days=1))
    await opened(page, 4)
    page.filter.search.setText("kit 2026-11-21")
    await until(lambda: names(page) == [kitchen.name])
    assert page.selection.label.text().startswith("1 shown of 4 snapshots")
    page.filter.search.setText("zebra")
    await until(lambda: page.empty.isVisible())
    assert page.empty.heading.text() == "Nothing found"
    click(page.empty.button)
    await until(lambda: len(names(page)) == 4)


async def test_typing_over_the_cards_begins_a_search(page: LibraryPage, folder: Path) -> None:
    three(folder)
    await opened(page, 3)
    page.view.choose(0)
    press(page.view, Qt.Key.Key_K, "k")
    assert page.filter.search.text() == "k"
    await until(lambda: page.empty.isVisible())


async def test_kind_and_camera_narrow_what_is_shown(page: LibraryPage, folder: Path) -> None:
    snapshot(folder, "Garden", NOON)
    film = recording(folder, "Kitchen", NOON)
    await opened(page, 2)
    page.filter.kinds.button(2).click()
    await until(lambda: names(page) == [film.name])
    page.filter.kinds.button(0).click()
    page.filter.camera.setCurrentText("Garden")
    await until(lambda: [item.camera_name for item in items(page)] == ["Garden"])


async def test_dragging_and_copying_hand_out_the_files(page: LibraryPage, folder: Path) -> None:
    paths = three(folder)
    await opened(page, 3)
    page.view.selectAll()
    data = page.model.mimeData(page.view.selectedIndexes())
    assert {url.toLocalFile() for url in data.urls()} == {str(path) for path in paths}
    assert page.model.supportedDragActions() == Qt.DropAction.CopyAction
    page.view.choose(0)
    page.actions_.copy.trigger()
    assert [url.toLocalFile() for url in QGuiApplication.clipboard().mimeData().urls()] == [str(paths[0])]


async def test_show_in_folder_is_asked_for_with_the_chosen_files(
    page: LibraryPage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = three(folder)
    await opened(page, 3)
    asked: list[list[Path]] = []
    monkeypatch.setattr(library_page, "show_in_folder", lambda files, _parent: asked.append(files))
    page.view.choose(2)
    page.actions_.show_in_folder.trigger()
    assert asked == [[paths[2]]]


def test_what_the_systems_file_managers_are_told() -> None:
    path = Path("/a b/c.jpg")
    assert show_in_folder.command("win32", [path]) == f'explorer /select,"{path}"'
    assert show_in_folder.command("darwin", [path, path]) == ["open", "-R", str(path), str(path)]


async def test_a_folder_that_vanishes_is_said_and_comes_back(page: LibraryPage, folder: Path) -> None:
    three(folder)
    await opened(page, 3)
    away = folder.with_name("away")
    os.rename(folder, away)  # noqa: PTH104
    await until(lambda: page.notices.bars)
    assert str(folder) in page.notices.bars[0].notice.text
    assert names(page) == []
    os.rename(away, folder)  # noqa: PTH104
    await until(lambda: len(names(page)) == 3 and not page.notices.bars)


async def test_the_selection_stays_when_something_new_comes(page: LibraryPage, folder: Path) -> None:
    paths = three(folder)
    await opened(page, 3)
    page.view.choose(1)
    snapshot(folder, "Garden", NOON + timedelta(hours=1))
    await until(lambda: len(names(page)) == 4)
    assert [item.file_name for item in page.view.selected()] == [paths[1].name]


async def test_the_place_is_kept_when_the_window_becomes_wider(page: LibraryPage, folder: Path) -> None:
    for number in range(60):
        snapshot(folder, "Garden", NOON + timedelta(minutes=number))
    await opened(page, 60)
    page.view.choose(40)
    top = page.view.indexAt(QPoint(60, 120)).row()
    assert top > 0
    page.resize(1300, 700)
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    shown = [
        row for row in range(60) if page.view.viewport().rect().intersects(page.view.visualRect(page.model.index(row)))
    ]
    assert top in shown


@pytest.mark.parametrize("width", [320, 640, 1600])
async def test_all_cards_are_within_the_page(page: LibraryPage, folder: Path, width: int) -> None:
    three(folder)
    page.resize(width, 600)
    await opened(page, 3)
    for row in range(3):
        rect = page.view.visualRect(page.model.index(row))
        assert rect.left() >= 0
        assert rect.right() <= page.view.viewport().width() or width < 300
    grab(page)


async def test_a_screen_reader_finds_names_and_rows(page: LibraryPage, folder: Path) -> None:
    three(folder)
    await opened(page, 3)
    interface = QAccessible.queryAccessibleInterface(page.view)
    assert interface.text(QAccessible.Text.Name) == "Snapshots and recordings"
    assert "Snapshot, Garden" in str(page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))


async def test_a_hidden_page_does_not_ask_the_disk(page: LibraryPage, folder: Path) -> None:
    three(folder)
    await opened(page, 3)
    page.hide()
    added = snapshot(folder, "Kitchen", NOON)
    assert added.name not in names(page)
    page.show()
    await until(lambda: added.name in names(page))


async def test_light_and_dark_paint_different_cards(page: LibraryPage, folder: Path, qapp: QApplication) -> None:
    from atomcam_gui.settings import Appearance
    from atomcam_gui.ui import theme

    three(folder)
    await opened(page, 3)
    theme.apply(qapp, Appearance.LIGHT)
    light = grab(page.view).pixelColor(3, 3)
    theme.apply(qapp, Appearance.DARK)
    dark = grab(page.view).pixelColor(3, 3)
    theme.apply(qapp, Appearance.SYSTEM)
    assert light.lightness() > dark.lightness() + 80
