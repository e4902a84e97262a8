"""Recording by button and key: what is in the files, what the window says of it, and how it ends."""

from __future__ import annotations

import asyncio
import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import av
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QSpinBox, QWidget

from atomcam_gui.app import Program
from atomcam_gui.backend import DEMO_ID
from atomcam_gui.camera.trust import Trust
from atomcam_gui.errors import DiskFloorReached, FolderUnusable, KeptElsewhere
from atomcam_gui.library.items import Item, Kind
from atomcam_gui.paths import Paths
from atomcam_gui.recording.status import (
    DiskWarning,
    RecordingRecovered,
    RecordingStopped,
    StopReason,
)
from atomcam_gui.settings import MotionSettings, RecordingSettings, Settings
from atomcam_gui.ui.motion_dialog import MotionDialog
from atomcam_gui.ui.picture_window import PictureWindow
from atomcam_gui.ui.player.player_window import PlayerWindow
from atomcam_gui.ui.settings_dialog import SettingsDialog, SettingsPage
from tests.ui.conftest import camera, click, mouse, noise_jpeg, quarters_jpeg, running, until

KITCHEN = "aabbccddee01"
GARDEN = "aabbccddee02"


def recordings(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.mkv"))


def hashes_in(path: Path) -> list[str]:
    """The pictures of a recording, as sha256."""
    with av.open(str(path)) as container:
        return [hashlib.sha256(bytes(packet)).hexdigest() for packet in container.demux(video=0) if packet.size]


class Witness:
    """Sees what the hub publishes."""

    def __init__(self) -> None:
        self.hashes: list[str] = []

    def submit(self, frame: Any) -> None:
        self.hashes.append(hashlib.sha256(frame.data).hexdigest())


async def let_in(program: Program, camera_id: str = KITCHEN) -> None:
    await until(lambda: program.backend.registry.get(camera_id), "it knocks")
    program.backend.registry.decide(camera_id, Trust.ALLOWED, permanent=False)


def hover(program: Program) -> None:
    mouse(program.window.view, QEvent.Type.MouseMove, QPoint(60, 60), Qt.MouseButton.NoButton)


def record_button(program: Program) -> Any:
    (button,) = [b for b in program.window.controls._labelled if b.defaultAction() is program.window.actions_.record]
    return button


async def ended(program: Program) -> None:
    await until(lambda: not program.keeping.service.recording_ids, "it has ended")
    await until(lambda: not program.keeping.service._open, "its files are complete")


# -- button ------------------------------------------------------------------------------------------------------------


async def test_button_records_every_picture_with_the_seconds_before_it(program: Program, paths: Paths) -> None:
    window = program.window
    witness = Witness()
    program.backend.hub.attach(witness)
    window.actions_.demo.setChecked(True)
    await until(lambda: len(witness.hashes) > 10, "pictures come")
    hover(program)
    assert record_button(program).text() == " Record"
    click(record_button(program))
    assert record_button(program).text() == " Stop"
    assert record_button(program).accessibleName() == "Stop recording"
    await until(lambda: (status := program.keeping.service.status(DEMO_ID)) and status.frames > 30, "it records")
    click(record_button(program))
    await ended(program)
    (path,) = recordings(paths.videos)
    recorded = hashes_in(path)
    assert recorded == witness.hashes[: len(recorded)], "from the first picture on, none missing, byte for byte"
    assert len(recorded) > 30
    assert path.name.startswith("Demo camera ")


async def test_what_a_recording_says_while_it_runs(program: Program) -> None:
    window = program.window
    window.actions_.demo.setChecked(True)
    await until(lambda: window.view.frame is not None, "pictures come")
    assert not window.record_overlay.isVisible()
    QTest.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: "pictures · 0 not kept" in window.record_overlay.text, "pictures are counted")
    await until(lambda: " free" in window.record_overlay.text, "room is told")
    assert window.record_overlay.isVisible()
    assert window.record_overlay.text.startswith("00:0")
    model, index = window.cameras.model(), window.cameras.model().index(0, 0)
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole).split(" (")[0].endswith(", recording")
    entry = program.backend.registry.get(DEMO_ID)
    assert entry is not None
    assert entry.as_status(0.0)["recording"] is True
    window.controls.hide()
    assert window.record_overlay.isVisible(), "it stays when the buttons go"
    window.actions_.record.trigger()
    assert not window.record_overlay.isVisible()
    await ended(program)
    assert entry.as_status(0.0)["recording"] is False


async def test_shortcuts_reach_everything(program: Program) -> None:
    actions = program.window.actions_
    keys = {each.shortcut().toString() for each in (actions.snapshot, actions.record, actions.record_all)}
    assert keys == {"Ctrl+S", "Ctrl+R", "Ctrl+Shift+R"}
    assert not actions.record.isEnabled(), "there is no camera"
    assert not actions.record_all.isEnabled()
    menus = {action.text() for menu in program.window.menuBar().actions() for action in menu.menu().actions()}
    assert {"&Snapshot", "&Burst", "&Time-lapse", "&Record", "Record &all cameras", "Stop a&ll recordings"} <= menus


async def test_all_cameras_are_recorded_and_stopped_together(program: Program, paths: Paths) -> None:
    actions = program.window.actions_
    async with camera(program, KITCHEN, name="Kitchen") as kitchen, camera(program, GARDEN, name="Garden") as garden:
        for each in (KITCHEN, GARDEN):
            await let_in(program, each)
        actions.record_all.trigger()
        assert set(program.keeping.service.recording_ids) == {KITCHEN, GARDEN}
        assert not actions.record_all.isEnabled()
        await kitchen.send(noise_jpeg(1))
        await garden.send(noise_jpeg(2))
        for each in (KITCHEN, GARDEN):
            await until(
                lambda each=each: program.keeping.service.status(each).frames == 1,  # type: ignore[misc,union-attr]
                "recorded",
            )
        actions.stop_all.trigger()
        await ended(program)
    assert [path.name.split()[0] for path in recordings(paths.videos)] == ["Garden", "Kitchen"]


async def test_recording_goes_on_when_a_lost_camera_comes_back(program: Program, paths: Paths) -> None:
    window = program.window
    first, second = noise_jpeg(1), noise_jpeg(2)
    async with camera(program, KITCHEN) as connection:
        await let_in(program)
        window.actions_.record.trigger()
        await connection.send(first)
        await until(lambda: program.keeping.service.status(KITCHEN).frames == 1, "recorded")  # type: ignore[union-attr]
    await until(lambda: "goes on when the camera is back" in window.record_overlay.text, "it waits")
    assert window.actions_.record.isEnabled()
    async with camera(program, KITCHEN) as connection:
        await connection.send(second)
        await until(lambda: program.keeping.service.status(KITCHEN).frames == 2, "it goes on")  # type: ignore[union-attr]
        window.actions_.record.trigger()
        await ended(program)
    (path,) = recordings(paths.videos)
    assert hashes_in(path) == [hashlib.sha256(data).hexdigest() for data in (first, second)]


async def test_end_of_the_program_completes_the_files_without_a_question(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths, demo=True) as program:
        await until(lambda: program.window.view.frame is not None, "pictures come")
        program.window.actions_.record.trigger()
        await until(lambda: (status := program.keeping.service.status(DEMO_ID)) and status.frames > 5, "it records")
        wanted = asyncio.Event()
        program.controller.close_wanted.connect(wanted.set)
        program.window.close()
        assert wanted.is_set()
        began = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - began < 2
    (path,) = recordings(paths.videos)
    with av.open(str(path)) as container:
        assert container.duration is not None
    assert [entry.name for entry in paths.videos.iterdir()] == [path.name]


# -- what goes wrong ---------------------------------------------------------------------------------------------------


async def test_disk_that_is_nearly_full_stops_with_the_reason_and_what_to_do(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths, recording=RecordingSettings(floor_gb=1_000_000)) as program:
        window = program.window
        window.actions_.demo.setChecked(True)
        await until(lambda: window.view.frame is not None, "pictures come")
        window.actions_.record.trigger()
        await until(lambda: window.notices.bars, "it is told")
        (bar,) = window.notices.bars
        assert "The recording of Demo camera has stopped, because the disk is nearly full" in bar.notice.text
        assert [button.text() for button in bar.buttons] == ["Choose another folder", "Record again"]
        assert window.actions_.record.text() == "&Record"
        click(bar.buttons[0])
        (opened,) = [d for d in window.findChildren(SettingsDialog) if d.isVisible()]
        assert opened.pages.currentIndex() == SettingsPage.RECORDINGS
        opened.recordings.floor.tick.setChecked(False)
        opened.accept()
        assert program.store.current.recording.floor_gb is None
        click(bar.buttons[1])
        await until(lambda: (status := program.keeping.service.status(DEMO_ID)) and status.frames > 2, "it records")
        assert window.notices.bars == ()


async def test_folder_that_cannot_be_written_is_told_while_it_records_elsewhere(
    qapp: QApplication, paths: Paths, tmp_path: Path
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("not a folder")
    async with running(qapp, paths, demo=True, recordings_folder=str(blocked)) as program:
        window = program.window
        await until(lambda: window.view.frame is not None, "pictures come")
        window.actions_.record.trigger()
        await until(lambda: window.notices.bars, "it is told")
        (bar,) = window.notices.bars
        assert str(blocked) in bar.notice.text
        assert [button.text() for button in bar.buttons] == ["Choose another folder", "Show in folder"]
        window.actions_.record.trigger()
        await ended(program)
    assert recordings(paths.state / "rescued recordings")


async def test_warning_has_the_time_left_goes_along_and_goes_with_the_recording(program: Program) -> None:
    window, service = program.window, program.keeping.service
    window.actions_.demo.setChecked(True)
    await until(lambda: window.view.frame is not None, "pictures come")
    window.actions_.record.trigger()
    service._emit(DiskWarning(Path("/videos"), 1_300_000_000, 480.0))
    (bar,) = window.notices.bars
    assert "1.3 GB free, room for 8 minutes" in bar.notice.text
    click(bar.buttons[1])
    await ended(program)
    assert window.notices.bars == ()


async def test_stop_for_other_reasons_names_the_camera_the_folder_and_what_is_missing(program: Program) -> None:
    service = program.keeping.service
    folder = Path("/media/stick")

    def texts() -> str:
        return "\n".join(bar.notice.text for bar in program.window.notices.bars)

    trouble = FolderUnusable(folder, "it is gone")
    service._emit(RecordingStopped("nobody", StopReason.FAILED, (), 0, trouble))
    assert "nothing can be written in the folder /media/stick (it is gone)" in texts()
    service._emit(RecordingStopped("nobody", StopReason.WANTED, (), 12, None))
    assert "12 pictures are missing from the recording of nobody" in texts()
    elsewhere = KeptElsewhere(trouble, Path("/rescued"))
    service._emit(RecordingStopped("nobody", StopReason.WANTED, (Path("/rescued/a.mkv"),), 0, elsewhere))
    assert "/rescued" in texts()
    full = DiskFloorReached(folder, 900_000_000, 1_000_000_000)
    service._emit(RecordingStopped("nobody", StopReason.DISK_FULL, (), 0, full))
    assert "900 MB are left, and 1.0 GB have to stay free" in texts()


# -- start -------------------------------------------------------------------------------------------------------------


async def test_recording_that_was_cut_short_is_repaired_at_the_next_start_and_told(
    qapp: QApplication, paths: Paths
) -> None:
    await asyncio.to_thread(cut_short, paths.videos)
    (cut,) = recordings(paths.videos)
    async with running(qapp, paths) as program:
        await until(lambda: program.window.notices.bars, "it is told")
        (bar,) = program.window.notices.bars
        assert "cut short" in bar.notice.text
        click(bar.buttons[0])
        page = program.keeping.library.page
        assert program.window.pages.currentWidget() is page
        await until(lambda: page.model.rowCount() == 1, "it is listed")
    with av.open(str(cut)) as container:
        assert container.duration is not None


def cut_short(folder: Path) -> None:
    """Leave a recording as a program that was killed does: begun in another process, which ends without a word."""
    script = """
import os, sys
from pathlib import Path
from atomcam_gui.recording.segment import Segment
from atomcam_gui.settings import FileNames
from tests.fakes.recording_rig import CameraFake
folder = Path(sys.argv[1])
folder.mkdir(parents=True)
frames = CameraFake().frames(30)
segment = Segment.create(folder, "0a0000000001", "Garden", FileNames.CAMERA_FIRST, frames[0], frames[0].received_at)
for frame in frames:
    segment.add(frame, frame.received_at)
os._exit(9)
"""
    done = subprocess.run([sys.executable, "-c", script, str(folder)], check=False, capture_output=True, text=True)
    assert done.returncode == 9, done.stderr


async def test_quota_deletes_the_oldest_after_a_file_is_complete(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths, demo=True) as program:
        await until(lambda: program.window.view.frame is not None, "pictures come")
        for _ in range(2):
            program.window.actions_.record.trigger()
            await until(lambda: (s := program.keeping.service.status(DEMO_ID)) and s.frames > 8, "it records")
            program.window.actions_.record.trigger()
            await ended(program)
        first, second = recordings(paths.videos)
        settings = program.store.current
        limit = (second.stat().st_size + 1000) / 1e9
        program.controller._use(
            Settings(port=settings.port, bind=settings.bind, recording=RecordingSettings(quota_gb=limit))
        )
        await until(lambda: recordings(paths.videos) == [second], "the oldest has gone")
        assert not first.exists()


# -- library, settings, room -------------------------------------------------------------------------------------------


async def test_library_is_a_page_of_the_window_and_opens_what_is_chosen(program: Program) -> None:
    window, control = program.window, program.keeping.library
    window.actions_.demo.setChecked(True)
    await until(lambda: window.view.frame is not None, "pictures come")
    window.actions_.snapshot.trigger()
    window.actions_.record.trigger()
    await until(lambda: (status := program.keeping.service.status(DEMO_ID)) and status.frames > 5, "it records")
    window.actions_.record.trigger()
    await ended(program)
    window.actions_.library.trigger()
    assert window.pages.currentWidget() is control.page
    assert not window.actions_.snapshot.isEnabled()
    assert not window.actions_.statistics.isEnabled(), "its letter is the beginning of a search here"
    await until(lambda: control.page.model.rowCount() == 2, "both are listed")
    await until(lambda: not any(item.is_open for item in items(control.page)), "both are complete")
    kinds = {}
    for item in items(control.page):

        def is_open(item: Item = item) -> bool:
            row = control.page.model.row_of(item.file)
            if row is not None and item.path not in control._opened:
                control.page.view.choose(row)
                control.page.actions_.open.trigger()
            return item.path in control._opened

        await until(is_open, "it is opened")
        kinds[item.kind] = type(control._opened[item.path])
    assert kinds == {Kind.SNAPSHOT: PictureWindow, Kind.RECORDING: PlayerWindow}
    (picture,) = [each for each in control._opened.values() if isinstance(each, PictureWindow)]
    await until(lambda: picture.view.frame is not None, "the snapshot is shown")
    (player,) = [each for each in control._opened.values() if isinstance(each, PlayerWindow)]
    await until(lambda: player.session.picture is not None, "the recording plays")
    player.actions_.save.trigger()
    await until(lambda: control.page.model.rowCount() == 3, "its picture is in the library")
    window.actions_.live.trigger()
    assert window.pages.currentWidget() is window.view


def items(page: Any) -> list[Any]:
    return list(page._shown.arrangement.rows) if page._shown else []


async def test_recording_settings_reach_the_service(program: Program) -> None:
    program.window.actions_.settings.trigger()
    (opened,) = [d for d in program.window.findChildren(SettingsDialog) if d.isVisible()]
    page = opened.recordings
    page.before.setValue(12)
    page.minutes.tick.setChecked(False)
    page.megabytes.number.setValue(700)
    page.floor.tick.setChecked(True)
    page.floor.number.setValue(3)
    page.quota.tick.setChecked(True)
    page.quota.number.setValue(250)
    opened.snapshots.names.setCurrentIndex(1)
    opened.snapshots.turn.setCurrentIndex(1)
    opened.snapshots.timelapse.setValue(5)
    opened.snapshots.folder.folder = "/somewhere"
    opened.accept()
    kept = program.store.current
    assert kept.recording == RecordingSettings(0, 700, 3.0, 250.0, 12, "tagged", 5, "date_first")  # type: ignore[arg-type]
    assert kept.pictures_folder == "/somewhere"


@pytest.mark.parametrize("floor", [None, 0.0, 2.5])
async def test_settings_that_nobody_touched_stay_exactly_so(
    qapp: QApplication, paths: Paths, floor: float | None
) -> None:
    wanted = RecordingSettings(0, 0, floor, 0.4, 0)
    async with running(qapp, paths, recording=wanted) as program:
        program.window.actions_.settings.trigger()
        (opened,) = [d for d in program.window.findChildren(SettingsDialog) if d.isVisible()]
        opened.accept()
        assert program.store.current.recording == wanted


async def test_status_bar_says_how_much_room_there_is(program: Program) -> None:
    await until(lambda: program.window.free_space.text().endswith(" free"), "it is told")
    assert any(unit in program.window.free_space.text() for unit in ("MB", "GB", "TB"))


async def test_motion_is_set_for_the_camera_that_is_shown(program: Program) -> None:
    window = program.window
    async with camera(program, KITCHEN, name="Kitchen") as connection:
        await let_in(program)
        await connection.send(quarters_jpeg())
        await until(lambda: window.view.frame is not None, "its picture")
        window.actions_.motion.trigger()
        (opened,) = [d for d in window.findChildren(MotionDialog) if d.isVisible()]
        opened.settings_accepted.emit(KITCHEN, MotionSettings(on=True))
        opened.close()
        assert program.keeping.motion.watched_ids == (KITCHEN,)
        assert program.store.current.motion == {KITCHEN: MotionSettings(on=True)}


async def test_recovered_recordings_are_counted(program: Program) -> None:
    service = program.keeping.service
    for number in range(3):
        service._emit(RecordingRecovered("x", Path(f"/videos/{number}.mkv"), 5))
    (bar,) = program.window.notices.bars
    assert bar.notice.text.startswith("3 recordings were cut short")


@pytest.mark.parametrize("page", list(SettingsPage))
async def test_every_control_of_every_page_of_the_settings_says_what_it_is(
    program: Program, page: SettingsPage
) -> None:
    program.controller.show_settings(page)
    (opened,) = [d for d in program.window.findChildren(SettingsDialog) if d.isVisible()]
    controls = [
        each
        for each in opened.pages.currentWidget().findChildren(QWidget)
        if each.isVisible()
        and isinstance(each, QAbstractButton | QComboBox | QLineEdit | QSpinBox)
        and not each.objectName().startswith("qt_")
        and not isinstance(each.parentWidget(), QSpinBox | QComboBox | QLineEdit)
    ]
    assert controls
    for each in controls:
        assert each.accessibleName() or (isinstance(each, QAbstractButton) and each.text()), each
        assert each.toolTip(), each
    opened.close()


async def test_snapshot_that_is_damaged_says_so(program: Program, paths: Paths) -> None:
    paths.pictures.mkdir(parents=True)
    path = paths.pictures / "Garden 2026-11-22 15.20.31.123.jpg"
    path.write_bytes(quarters_jpeg()[:500])
    window = PictureWindow(path, program.pool, program.tasks, program.window)
    window.show()
    await until(lambda: "damaged" in window.view.caption, "it is told")
    window.close()
    gone = PictureWindow(path.with_name("gone.jpg"), program.pool, program.tasks, program.window)
    await until(lambda: "cannot be read" in gone.view.caption, "it is told")
    gone.close()
