"""Snapshots by button and key: what is saved, where, and what the window says of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from atomcam_gui.app import Program
from atomcam_gui.backend import DEMO_ID
from atomcam_gui.camera.trust import Trust
from atomcam_gui.errors import RecordingError
from atomcam_gui.paths import Paths
from atomcam_gui.recording import exif
from atomcam_gui.recording.names import parse_name
from atomcam_gui.settings import RecordingSettings, SnapshotTurn
from atomcam_gui.ui import toast as toast_module
from atomcam_gui.ui.settings_dialog import SettingsDialog, SettingsPage
from tests.ui.conftest import camera, click, mouse, noise_jpeg, plain_jpeg, quarters_jpeg, running, until

KITCHEN = "aabbccddee01"
CONTROL = Qt.KeyboardModifier.ControlModifier


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def saved(folder: Path) -> list[Path]:
    """The snapshots in a folder, in the order of their names."""
    return sorted(folder.glob("*.jpg"))


async def let_in(program: Program) -> None:
    """Allow the camera that knocks."""
    await until(lambda: program.backend.registry.get(KITCHEN), "it knocks")
    program.backend.registry.decide(KITCHEN, Trust.ALLOWED, permanent=False)


async def shown(program: Program, connection: object, jpeg: bytes) -> None:
    """Send a picture and wait until it is on the screen."""
    await connection.send(jpeg)  # type: ignore[attr-defined]
    view = program.window.view
    await until(lambda: view.frame is not None and view.frame.data == jpeg, "the picture is shown")


def hover(program: Program) -> None:
    """Move the pointer over the picture."""
    mouse(program.window.view, QEvent.Type.MouseMove, QPoint(60, 60), Qt.MouseButton.NoButton)


def key(
    widget: QWidget,
    kind: QEvent.Type,
    code: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    *,
    repeats: bool = False,
) -> None:
    """One key event."""
    QApplication.sendEvent(widget, QKeyEvent(kind, code, modifiers, "", repeats))


async def test_button_saves_the_picture_on_the_screen_byte_for_byte(program: Program, paths: Paths) -> None:
    window = program.window
    jpeg = noise_jpeg(1)
    async with camera(program, KITCHEN, name="Küche: Süd") as connection:
        await let_in(program)
        await shown(program, connection, jpeg)
        hover(program)
        click(window.snapshot_button)
        await until(lambda: window.toast.isVisible(), "it is told")
    (path,) = saved(paths.pictures)
    assert sha256(path.read_bytes()) == sha256(jpeg)
    parts = parse_name(path.name)
    assert parts is not None
    assert parts.camera_name == "Küche_ Süd"
    frame = window.view.frame
    assert frame is not None
    assert path.stat().st_mtime == pytest.approx(frame.received_at, abs=0.001)
    assert window.toast.text == f"Snapshot saved: {path.name}"
    assert [entry.name for entry in paths.pictures.iterdir()] == [path.name], "nothing half-written is left"


async def test_key_saves_one_picture_a_press(program: Program, paths: Paths) -> None:
    window = program.window
    async with camera(program, KITCHEN) as connection:
        await let_in(program)
        await shown(program, connection, quarters_jpeg())
        for count in (1, 2):
            QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
            await until(lambda count=count: len(saved(paths.pictures)) == count, "saved")  # type: ignore[misc]
    assert window.actions_.snapshot.shortcut().toString() == "Ctrl+S"
    first, second = saved(paths.pictures)
    assert first.read_bytes() == second.read_bytes() == quarters_jpeg()


async def test_nothing_is_saved_while_nothing_is_shown(program: Program) -> None:
    assert not program.window.actions_.snapshot.isEnabled()
    program.window.actions_.snapshot.trigger()
    program.keeping.snapshots.take()
    assert not program.window.toast.isVisible()


@pytest.mark.parametrize("turn", [SnapshotTurn.AS_MADE, SnapshotTurn.TAGGED])
async def test_turned_view_is_noted_in_the_file_only_where_that_was_chosen(
    qapp: QApplication, paths: Paths, turn: SnapshotTurn
) -> None:
    jpeg = quarters_jpeg()
    async with (
        running(qapp, paths, recording=RecordingSettings(snapshot_turn=turn)) as program,
        camera(program, KITCHEN) as connection,
    ):
        await let_in(program)
        await shown(program, connection, jpeg)
        program.window.actions_.rotate_right.trigger()
        program.window.actions_.snapshot.trigger()
        await until(lambda: program.window.toast.isVisible(), "it is told")
    (path,) = saved(paths.pictures)
    data = path.read_bytes()
    if turn is SnapshotTurn.AS_MADE:
        assert data == jpeg
    else:
        assert exif.read_orientation(data) == 6
        assert data.endswith(jpeg[-1000:])


async def test_toast_copies_the_picture_and_the_file(program: Program, paths: Paths) -> None:
    window = program.window
    jpeg = plain_jpeg((220, 0, 0))
    async with camera(program, KITCHEN) as connection:
        await let_in(program)
        await shown(program, connection, jpeg)
        window.actions_.snapshot.trigger()
        await until(lambda: window.toast.isVisible(), "it is told")
        QGuiApplication.clipboard().setText("before")
        click(window.toast.copy_button)
        await until(lambda: QGuiApplication.clipboard().mimeData().hasImage(), "copied")
    data = QGuiApplication.clipboard().mimeData()
    assert bytes(data.data("image/jpeg").data()) == jpeg
    assert [url.toLocalFile() for url in data.urls()] == [str(path) for path in saved(paths.pictures)]
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (320, 240)
    assert image.pixelColor(9, 9).red() > 200


async def test_toast_shows_the_file_in_its_folder(
    program: Program, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[Path]] = []
    monkeypatch.setattr("atomcam_gui.ui.snapshot_control.show_in_folder", lambda files, _: asked.append(list(files)))
    async with camera(program, KITCHEN) as connection:
        await let_in(program)
        await shown(program, connection, quarters_jpeg())
        program.window.actions_.snapshot.trigger()
        await until(lambda: program.window.toast.isVisible(), "it is told")
        click(program.window.toast.show_button)
    assert asked == [saved(paths.pictures)]


async def test_toast_goes_by_itself_but_not_while_the_keyboard_is_in_it(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = program.window
    toast = window.toast
    toast._timer.setInterval(30)
    async with camera(program, KITCHEN) as connection:
        await let_in(program)
        await shown(program, connection, quarters_jpeg())
        window.actions_.snapshot.trigger()
        await until(toast.isVisible, "it is told")
        await until(lambda: not toast.isVisible(), "it goes")
        monkeypatch.setattr(toast_module, "animation_ms", lambda _: 0)
        window.activateWindow()
        window.actions_.snapshot.trigger()
        await until(toast.isVisible, "the next one is told")
        toast.copy_button.setFocus()
        ran_out: list[None] = []
        toast._timer.timeout.connect(lambda: ran_out.append(None))
        await until(lambda: len(ran_out) >= 2, "its time is over twice")
        assert toast.isVisible()
        window.view.setFocus()
        await until(lambda: not toast.isVisible(), "left alone, it goes at once")


async def test_no_movement_where_the_system_asks_for_none(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, False)
    try:
        async with camera(program, KITCHEN) as connection:
            await let_in(program)
            await shown(program, connection, quarters_jpeg())
            program.window.actions_.snapshot.trigger()
            assert not program.window.flash.isVisible()
            await until(lambda: program.window.toast.isVisible(), "it is told")
            assert program.window.toast.graphicsEffect() is None
    finally:
        QApplication.setEffectEnabled(Qt.UIEffect.UI_General, True)


async def test_folder_that_cannot_be_written_keeps_the_picture_elsewhere_and_says_so(
    qapp: QApplication, paths: Paths, tmp_path: Path
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("not a folder")
    jpeg = quarters_jpeg()
    async with (
        running(qapp, paths, pictures_folder=str(blocked)) as program,
        camera(program, KITCHEN) as connection,
    ):
        await let_in(program)
        await shown(program, connection, jpeg)
        program.window.actions_.snapshot.trigger()
        await until(lambda: program.window.notices.bars, "it is told")
        (bar,) = program.window.notices.bars
        assert str(blocked) in bar.notice.text
        assert "kept in" in bar.notice.text
        click(bar.buttons[0])
        (opened,) = [d for d in program.window.findChildren(SettingsDialog) if d.isVisible()]
        assert opened.pages.currentIndex() == SettingsPage.SNAPSHOTS
        opened.close()
    (path,) = saved(paths.state / "rescued pictures")
    assert path.read_bytes() == jpeg


async def test_picture_that_can_be_kept_nowhere_is_an_error_with_a_way_out(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise RecordingError("nothing can be written anywhere")

    monkeypatch.setattr(program.keeping.saver, "save_blocking", refuse)
    async with camera(program, KITCHEN) as connection:
        await let_in(program)
        await shown(program, connection, quarters_jpeg())
        program.window.actions_.snapshot.trigger()
        await until(lambda: program.window.notices.bars, "it is told")
    (bar,) = program.window.notices.bars
    assert bar.notice.text == "Nothing can be written anywhere."
    assert [button.text() for button in bar.buttons] == ["Choose another folder"]
    assert not program.window.toast.isVisible()


async def test_held_button_saves_a_burst_and_no_picture_twice(program: Program, paths: Paths) -> None:
    window = program.window
    window.actions_.demo.setChecked(True)
    await until(lambda: window.view.frame is not None, "the demo camera's picture")
    hover(program)
    button = window.snapshot_button
    mouse(button, QEvent.Type.MouseButtonPress, button.rect().center())
    await until(lambda: len(saved(paths.pictures)) >= 4, "a burst runs")
    assert window.actions_.burst.isChecked()
    mouse(button, QEvent.Type.MouseButtonRelease, button.rect().center())
    assert not window.actions_.burst.isChecked()
    await until(lambda: "snapshots saved" in window.toast.text, "it is told")
    window.actions_.demo.setChecked(False)
    await until(lambda: program.backend.registry.get(DEMO_ID) is None, "the demo camera is gone")
    await program.keeping.saver.close(1)
    contents = [path.read_bytes() for path in saved(paths.pictures)]
    assert len(set(contents)) == len(contents)
    times = [parse_name(path.name).moment for path in saved(paths.pictures)]  # type: ignore[union-attr]
    assert (times[3] - times[0]).total_seconds() > 0.15, "ten a second, not all"


async def test_held_key_saves_a_burst_until_it_is_let_go(program: Program, paths: Paths) -> None:
    window = program.window
    window.actions_.demo.setChecked(True)
    await until(lambda: window.view.frame is not None, "the demo camera's picture")
    window.view.setFocus()
    key(window.view, QEvent.Type.ShortcutOverride, Qt.Key.Key_S, CONTROL, repeats=True)
    window.actions_.snapshot.trigger()  # as the key's repetitions do
    await until(lambda: len(saved(paths.pictures)) >= 2, "a burst runs")
    key(window.view, QEvent.Type.KeyRelease, Qt.Key.Key_S, CONTROL, repeats=True)
    assert window.actions_.burst.isChecked(), "a repetition is no end"
    key(window.view, QEvent.Type.KeyRelease, Qt.Key.Key_S, CONTROL)
    assert not window.actions_.burst.isChecked()


async def test_time_lapse_goes_on_by_itself_and_is_told_over_the_picture(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths, recording=RecordingSettings(timelapse_s=1)) as program:
        window = program.window
        window.actions_.demo.setChecked(True)
        await until(lambda: window.view.frame is not None, "the demo camera's picture")
        window.actions_.timelapse.setChecked(True)
        await until(lambda: window.record_overlay.text == "Time-lapse: 2 saved", "two are saved")
        window.actions_.timelapse.setChecked(False)
        assert window.record_overlay.text == ""
        assert len(saved(paths.pictures)) == 2
        assert not window.toast.isVisible()


async def test_picture_taken_right_before_the_end_is_saved(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths) as program:
        async with camera(program, KITCHEN) as connection:
            await let_in(program)
            await shown(program, connection, quarters_jpeg())
        program.window.actions_.snapshot.trigger()
    (path,) = saved(paths.pictures)
    assert path.read_bytes() == quarters_jpeg()
