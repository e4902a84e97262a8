"""Where there is little room: what gives way, and what stays."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget

from atomcam_gui.app import Program
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import TrustBook
from atomcam_gui.library.items import Item, Kind
from atomcam_gui.ui.address_label import AddressLabel
from atomcam_gui.ui.bar_buttons import BarButton
from atomcam_gui.ui.cameras_dialog import CamerasDialog
from atomcam_gui.ui.elided_label import ElidedLabel
from atomcam_gui.ui.library.item_actions import ItemActions
from atomcam_gui.ui.library.selection_bar import SelectionBar
from atomcam_gui.ui.player.control_panel import ControlPanel
from atomcam_gui.ui.player.player_actions import PlayerActions
from atomcam_gui.ui.player.timeline_bar import TimelineBar
from atomcam_gui.ui.report_dialog import ReportDialog
from atomcam_gui.ui.translation import Speech
from tests.ui.conftest import until
from tests.ui.tour import hover

ADDRESS = "ws://192.168.178.123:8080/ws/camera"
SNAPSHOT = "Front door of the house 2026-11-22 15.20.31.123.jpg"


def settle() -> None:
    for _ in range(3):
        QCoreApplication.processEvents()


def overlaps(program: Program) -> bool:
    window = program.window
    return window.record_overlay.geometry().intersects(window.view.overlay_area)


async def test_recording_and_statistics_do_not_cover_each_other(program: Program) -> None:
    window = program.window
    window.show_picture_page(True)
    await asyncio.sleep(0)
    window.record_overlay.show_lines("02:13 · 41 MB", ("3,120 pictures · 0 not kept",))
    lines = ("640×480   24.0 fps   3.2 Mbit/s", "decode 0.3 ms   receipt to screen 1.2 ms   age 2 ms")
    for width in (900, 560, 480):
        window.resize(width, 480)
        await asyncio.sleep(0)
        window.view.set_overlay(lines)
        window.record_overlay.place()
        assert not overlaps(program), width
        assert window.view.rect().contains(window.view.overlay_area), width
        assert window.view.rect().contains(window.record_overlay.geometry()), width


async def test_buttons_over_a_narrow_picture_leave_out_the_turns_but_never_snapshot_and_record(
    program: Program,
) -> None:
    window = program.window
    window.show_picture_page(True)
    for width, all_there in ((1000, True), (240, False)):
        window.view.setFixedWidth(width)
        await asyncio.sleep(0)
        hover(window.view)
        buttons = [each for each in window.controls.findChildren(BarButton) if each.isVisible()]
        shown = [each.defaultAction() for each in buttons]
        assert {window.actions_.snapshot, window.actions_.record} <= set(shown)
        assert (window.actions_.rotate_left in shown) is all_there
        assert window.view.rect().contains(window.controls.geometry())


def test_address_stands_alone_where_there_is_no_room_for_words(qapp: QApplication) -> None:
    label = AddressLabel()
    label.set_urls((ADDRESS,))
    label.show()
    for width, text in ((700, f"Cameras connect to {ADDRESS}"), (380, ADDRESS), (700, f"Cameras connect to {ADDRESS}")):
        label.resize(width, 30)
        settle()
        assert label.text == text
        assert label._label.width() >= label._label.sizeHint().width()
    label.close()


@pytest.mark.parametrize(("width", "with_words"), [(1100, True), (560, False)])
def test_name_of_what_is_selected_keeps_its_room(qapp: QApplication, width: int, with_words: bool) -> None:
    parent = QWidget()
    bar = SelectionBar(ItemActions(parent), parent)
    moment = datetime.now().astimezone()
    item = Item(Path("/"), SNAPSHOT, Kind.SNAPSHOT, "", moment.timestamp(), moment.date(), 0, 0)
    bar.show_selection([item])
    parent.show()
    bar.resize(width, 40)
    settle()
    assert bar.label.width() >= 160
    assert any(button.toolButtonStyle().name == "ToolButtonTextBesideIcon" for button in bar.buttons) is with_words
    assert bar.label.toolTip() == SNAPSHOT
    parent.close()


def test_text_without_room_is_cut_with_dots_in_the_middle_and_whole_in_the_tooltip(qapp: QApplication) -> None:
    parent = QWidget()
    label = ElidedLabel(parent, Qt.TextElideMode.ElideMiddle)
    label.say(SNAPSHOT)
    label.resize(120, 20)
    assert label.shown.startswith("Front")
    assert label.shown.endswith(".jpg")
    assert "…" in label.shown
    label.resize(800, 20)
    assert label.shown == label.toolTip() == SNAPSHOT


def test_player_leaves_the_weekday_out_before_anything_is_cut_off(qapp: QApplication) -> None:
    parent = QWidget()
    panel = ControlPanel(PlayerActions(parent), TimelineBar(str), parent)
    moment = datetime(2026, 9, 24, 12, 0)
    panel.show_position(1.0, 3600.0)
    parent.show()
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    try:
        for width, date in ((700, "Donnerstag, 24. September 2026"), (380, "24.09.26")):
            panel.resize(width, 120)
            panel.show_moment(moment)
            settle()
            assert panel._date.text() == date
            assert panel._date.width() >= panel._date.sizeHint().width()
    finally:
        QLocale.setDefault(before)
        parent.close()


def test_without_cameras_the_dialog_says_so_and_offers_nothing(qapp: QApplication) -> None:
    dialog = CamerasDialog(CameraRegistry(TrustBook(), Hub()))
    dialog.show()
    assert not dialog.table.isVisible()
    (box,) = dialog.findChildren(QDialogButtonBox)
    buttons = box.buttons()
    assert [button.text() for button in buttons if button.isVisible() and button.isEnabled()] == ["Close"]
    dialog.close()


async def test_folder_of_a_report_is_shown_once_there_is_one(program: Program, tmp_path: Path) -> None:
    program.help.open_report()
    (dialog,) = program.window.findChildren(ReportDialog)
    await until(dialog.save_button.isEnabled, "it is collected")
    assert not dialog.folder_button.isVisible()
    dialog.save_to(tmp_path / "report.zip")
    await until(dialog.folder_button.isVisible, "it is saved")
    dialog.close()


def test_tooltips_name_keys_as_the_language_does(qapp: QApplication) -> None:
    parent = QWidget()
    speech = Speech(qapp, "de")
    try:
        assert ItemActions(parent).open.toolTip() == "Hier zeigen (Strg+O)"
    finally:
        speech.end()
