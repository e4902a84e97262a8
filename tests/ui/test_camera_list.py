"""The list of cameras: naming, allowing, blocking and forgetting them, by list, menu and dialog."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QTableWidget
from websockets.asyncio.client import ClientConnection

from atomcam_gui import wire
from atomcam_gui.app import Program
from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.trust import KeyEntry, Trust
from atomcam_gui.paths import Paths
from atomcam_gui.ui.cameras_dialog import CamerasDialog
from atomcam_gui.ui.name_editor import NameEditor
from tests.ui.conftest import camera, click, plain_jpeg, quarters_jpeg, running, until

KITCHEN = "aabbccddee01"
GARAGE = "aabbccddee02"


@asynccontextmanager
async def at_home(program: Program) -> AsyncIterator[tuple[ClientConnection, ClientConnection]]:
    """Two cameras that are always allowed and have sent a picture; the kitchen's is shown."""
    registry = program.backend.registry
    async with camera(program, KITCHEN, name="Kitchen") as kitchen, camera(program, GARAGE, name="Garage") as garage:
        for camera_id, connection in ((KITCHEN, kitchen), (GARAGE, garage)):
            await until(lambda c=camera_id: (k := registry.get(c)) and k.name, "it tells its name")
            registry.decide(camera_id, Trust.ALLOWED)
            await connection.send(quarters_jpeg())
            await until(lambda c=camera_id: (k := registry.get(c)) and k.statistics.frames, "its picture")
        program.window.cameras.choose(KITCHEN)
        yield kitchen, garage


def listed(program: Program, camera_id: str) -> Camera:
    found = program.backend.registry.get(camera_id)
    assert found is not None
    return found


def type_name(editor: NameEditor, name: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    editor.setText(name)
    QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


def the_editor(program: Program) -> NameEditor:
    (editor,) = [e for e in program.window.findChildren(NameEditor) if e.isVisible()]
    return editor


def menu(program: Program, camera_id: str) -> dict[str, Callable[[], None]]:
    """What the menu of a camera offers: texts and what they do."""
    opened = program.controller._menu.menu_of(listed(program, camera_id))
    found = {a.text().replace("&", ""): a.trigger for a in opened.actions() if a.text() and a.isEnabled()}
    assert all(a.toolTip() for a in opened.actions() if a.text())
    return found


def notice_button(program: Program, text: str) -> QAbstractButton:
    (found,) = [b for bar in program.window.notices.bars for b in bar.buttons if b.text() == text]
    return found


# -- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["list", "wall", "picture"])
async def test_camera_is_renamed_where_its_name_is_seen(program: Program, place: str) -> None:
    window = program.window
    async with at_home(program):
        window.actions_.wall.setChecked(place == "wall")
        window.actions_.sidebar.setChecked(place == "list")
        window.actions_.rename.trigger()
        editor = the_editor(program)
        assert editor.text() == "Kitchen"
        assert editor.selectedText() == "Kitchen"
        type_name(editor, "  Larder ")
        assert listed(program, KITCHEN).name == "Larder"
        assert window.windowTitle() == "Larder"
        assert window.wall_is_shown == (place == "wall"), "Enter went nowhere else"


async def test_escape_leaves_the_name_as_it_was(program: Program) -> None:
    async with at_home(program):
        program.window.actions_.rename.trigger()
        type_name(the_editor(program), "Larder", Qt.Key.Key_Escape)
        assert listed(program, KITCHEN).name == "Kitchen"
        assert not [e for e in program.window.findChildren(NameEditor) if e.isVisible()]


async def test_name_of_a_camera_with_a_key_is_kept_in_the_book(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths) as program:
        program.backend.book.add_key(KeyEntry(KITCHEN, wire.new_key(), "Kitchen"))
        program.controller._rename(KITCHEN, "Larder")
        assert program.backend.book.name_of(KITCHEN) == "Larder"
    async with running(qapp, paths) as program:
        assert listed(program, KITCHEN).label == "Larder"


async def test_name_that_a_camera_tells_later_is_known_while_it_is_away(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths) as program, camera(program, KITCHEN) as connection:
        await until(lambda: program.backend.registry.get(KITCHEN), "it knocks without a name")
        program.backend.registry.decide(KITCHEN, Trust.ALLOWED)
        await connection.send(wire.hello_message(wire.Hello(camera_id=KITCHEN, name="Kitchen")))
        await until(lambda: listed(program, KITCHEN).name == "Kitchen", "it tells its name")
    async with running(qapp, paths) as program:
        assert listed(program, KITCHEN).label == "Kitchen"


async def test_whoever_carries_names_to_cameras_is_told(program: Program) -> None:
    told: list[tuple[str, str]] = []
    program.controller.hooks.rename = lambda camera_id, name: told.append((camera_id, name))
    async with at_home(program):
        program.window.actions_.rename.trigger()
        type_name(the_editor(program), "Larder")
    assert told == [(KITCHEN, "Larder")]


async def test_camera_is_renamed_in_the_dialog(program: Program) -> None:
    async with at_home(program):
        dialog, table = open_dialog(program)
        table.selectRow(1)
        dialog._rename.click()
        table.item(1, 0).setText("Barn")
        assert listed(program, GARAGE).name == "Barn"
        assert not table.item(1, 1).flags() & Qt.ItemFlag.ItemIsEditable, "an address is not the user's to change"
        dialog.close()


def open_dialog(program: Program) -> tuple[CamerasDialog, QTableWidget]:
    program.window.actions_.cameras.trigger()
    (dialog,) = [d for d in program.window.findChildren(CamerasDialog) if d.isVisible()]
    return dialog, dialog.table


# -- allow and block ---------------------------------------------------------------------------------------------------


async def test_camera_is_blocked_and_allowed_from_its_menu(program: Program) -> None:
    async with at_home(program) as (kitchen, _):
        menu(program, KITCHEN)["Block"]()
        await kitchen.wait_closed()
        assert listed(program, KITCHEN).trust is Trust.BLOCKED
        offered = menu(program, KITCHEN)
        assert "Snapshot" not in offered
        offered["Allow"]()
        assert listed(program, KITCHEN).trust is Trust.ALLOWED
        async with camera(program, KITCHEN) as again:
            await again.send(quarters_jpeg())
            await until(lambda: listed(program, KITCHEN).statistics.frames == 2, "it is let in")


async def test_menu_is_about_the_camera_below_the_pointer_and_does_not_leave_the_wall(program: Program) -> None:
    window = program.window
    async with at_home(program):
        window.actions_.wall.setChecked(True)
        row = window.cameras.visualRect(window.cameras.model().index(1, 0)).center()
        viewport = window.cameras.viewport()
        at = viewport.mapToGlobal(row)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, row, at, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(viewport, event)
        (opened,) = [m for m in window.findChildren(QMenu) if m.isVisible()]
        assert program.controller.shown.camera_id == GARAGE
        assert window.wall_is_shown
        assert window.wall.chosen == GARAGE
        texts = [a.text().replace("&", "") for a in opened.actions() if a.text()]
        assert texts[:3] == ["Show alone", "Snapshot", "Record"]
        assert texts[-2:] == ["Block", "Forget…"]
        opened.close()


async def test_menu_key_opens_the_menu_of_the_chosen_tile(program: Program) -> None:
    window = program.window
    async with at_home(program):
        window.actions_.wall.setChecked(True)
        asked: list[str] = []
        window.wall.menu_wanted.disconnect()
        window.wall.menu_wanted.connect(lambda camera_id, _at: asked.append(camera_id))
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1), Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(window.wall, event)
        assert asked == [KITCHEN]


# -- forget ------------------------------------------------------------------------------------------------------------


async def test_forgotten_camera_is_a_stranger_and_comes_back_by_undo(program: Program) -> None:
    async with at_home(program) as (_, garage):
        menu(program, GARAGE)["Forget…"]()
        await garage.wait_closed()
        assert program.backend.registry.get(GARAGE) is None
        assert program.window.notices.bars[0].notice.text == "“Garage” was forgotten."
        async with camera(program, GARAGE):
            await until(lambda: program.backend.registry.waiting, "it has to ask")
            click(notice_button(program, "Undo"))
            await until(lambda: listed(program, GARAGE).trust is Trust.ALLOWED, "it is let in again")
        assert program.window.notices.bars == ()


async def test_forgetting_a_camera_with_a_key_tells_what_that_means_and_undo_knows_the_key(program: Program) -> None:
    key = wire.new_key()
    program.backend.book.add_key(KeyEntry(KITCHEN, key, "Kitchen"))
    registry = program.backend.registry
    registry.remember(KITCHEN, KITCHEN, "", "Kitchen", None)
    menu(program, KITCHEN)["Forget…"]()
    assert program.backend.book.key_of(KITCHEN) is None
    assert "it must be set up again" in program.window.notices.bars[0].notice.text
    click(notice_button(program, "Undo"))
    assert program.backend.book.key_of(KITCHEN) == key
    assert listed(program, KITCHEN).label == "Kitchen"


async def test_last_picture_of_a_forgotten_camera_is_deleted(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths) as program, at_home(program):
        pass
    assert len(list(paths.cache.rglob("*.jpg"))) == 2
    async with running(qapp, paths) as program:
        menu(program, KITCHEN)["Forget…"]()
        await until(lambda: [p.stem for p in paths.cache.rglob("*.jpg")] == [GARAGE], "it goes at once")


class _Sources:
    """One network camera."""

    def __init__(self) -> None:
        self.edited: list[str] = []
        self.forgotten: list[str] = []
        self.restored = False

    def is_source(self, camera_id: str) -> bool:
        return camera_id == GARAGE

    def edit(self, camera_id: str) -> None:
        self.edited.append(camera_id)

    def forget(self, camera_id: str) -> Callable[[], None]:
        self.forgotten.append(camera_id)

        def restore() -> None:
            self.restored = True

        return restore


async def test_network_camera_has_its_address_edited_and_is_forgotten_by_whoever_asks_it(program: Program) -> None:
    sources = program.controller.hooks.sources = _Sources()
    async with at_home(program):
        assert "Edit address…" not in menu(program, KITCHEN)
        menu(program, GARAGE)["Edit address…"]()
        dialog, table = open_dialog(program)
        table.selectRow(0)
        assert not dialog._edit.isVisible()
        table.selectRow(1)
        click(dialog._edit)
        assert sources.edited == [GARAGE, GARAGE]
        await until(lambda: not dialog.isVisible(), "the dialog makes room")
        menu(program, GARAGE)["Forget…"]()
        assert sources.forgotten == [GARAGE]
        click(notice_button(program, "Undo"))
        assert sources.restored


# -- what the list shows -----------------------------------------------------------------------------------------------


async def test_list_shows_the_last_picture_of_a_camera_that_is_away(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths) as program, at_home(program):
        pass
    async with running(qapp, paths) as program:
        model = program.window.cameras.model()
        assert [model.index(row, 0).data() for row in range(2)] == ["Kitchen", "Garage"]
        thumbnails = program.window._model._thumbnails
        await until(lambda: all(not t.image.isNull() for t in thumbnails.values()), "their last pictures")
        tips = [model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(2)]
        assert all(": lost " in tip for tip in tips)


async def test_all_entry_is_there_for_several_cameras_only(program: Program) -> None:
    window = program.window
    async with camera(program, KITCHEN) as connection:
        await until(lambda: window.notices.bars, "it is asked about")
        click(window.notices.bars[0].buttons[1])
        await connection.send(plain_jpeg((0, 0, 0)))
        assert window.cameras.isVisible()
        assert not window._all_entry.isVisible()
        async with at_home(program):
            assert window._all_entry.isVisible()
            assert window._all_entry.accessibleName() == "All cameras"
