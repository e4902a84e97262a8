"""The window that makes something to pass on of a recording: choice, progress, result, and what goes wrong."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import simplejpeg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from atomcam_gui.errors import DiskFull, FolderUnusable, PathTooLong, RecordingError
from atomcam_gui.recording.convert import Converted, Exported
from atomcam_gui.recording.mkv import MkvWriter, RecordingTags
from atomcam_gui.recording.work_progress import WorkProgress
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import convert_dialog, convert_parts, convert_texts
from atomcam_gui.ui.collector import WindowThreadCollector
from atomcam_gui.ui.convert_dialog import ConvertDialog, Stage
from tests.ui.conftest import click, until


def record(path: Path, pictures: int, size: tuple[int, int] = (320, 240)) -> Path:
    writer = MkvWriter(path, *size, RecordingTags("0a0000000001", "Garden", datetime.now(UTC), "AtomCam"))
    random = np.random.default_rng(1)
    for number in range(pictures):
        pixels = random.integers(0, 256, (size[1], size[0], 3), np.uint8)
        writer.write(simplejpeg.encode_jpeg(pixels, 60, "RGB", "420"), number * 100, 100)
    writer.close()
    return path


@pytest.fixture(autouse=True)
def collector(qapp: QApplication) -> Iterator[None]:
    """As in the program: no other thread may destroy what belongs to the window's."""
    made = WindowThreadCollector()
    yield
    gc.collect()
    made.close()


@pytest.fixture
async def tasks() -> AsyncIterator[TaskSet]:
    failed: list[BaseException] = []
    owned = TaskSet(failed.append)
    yield owned
    await owned.cancel_all()
    assert failed == []


@pytest.fixture
async def dialog(qapp: QApplication, tasks: TaskSet, tmp_path: Path) -> AsyncIterator[ConvertDialog]:
    shown = ConvertDialog(record(tmp_path / "Garden.mkv", 12), tasks)
    shown.show()
    yield shown
    shown.close()


def lose(path: Path) -> None:
    path.unlink()


def press(widget: ConvertDialog, key: Qt.Key) -> None:
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


async def test_from_the_button_to_the_mp4_and_the_folder_that_it_is_in(
    dialog: ConvertDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    shown: list[Path] = []
    dialog.made.connect(made.append)
    monkeypatch.setattr(convert_dialog, "show_in_folder", lambda paths, _parent: shown.extend(paths))
    click(dialog.choices.convert)
    assert dialog.stage is Stage.WORK
    assert dialog.cancel.isVisible()
    await until(lambda: dialog.stage is Stage.DONE, "it is made")
    assert isinstance(made[0], Converted)
    assert made[0].path == tmp_path / "Garden.mp4"
    assert "Garden.mp4" in dialog.finished_part.text
    assert "12 pictures" in dialog.finished_part.text
    click(dialog.show_result)
    assert shown == [tmp_path / "Garden.mp4"]


async def test_the_pictures_go_into_the_folder_that_was_chosen(dialog: ConvertDialog, tmp_path: Path) -> None:
    made: list[object] = []
    dialog.made.connect(made.append)
    dialog.save_in(tmp_path / "elsewhere")
    click(dialog.choices.export)
    await until(lambda: dialog.stage is Stage.DONE, "they are saved")
    assert isinstance(made[0], Exported)
    assert made[0].folder == tmp_path / "elsewhere" / "Garden"
    assert len(list(made[0].folder.iterdir())) == 12
    click(dialog.again)
    assert dialog.stage is Stage.CHOOSE


async def test_cancel_leaves_nothing_and_leads_back_to_the_choice(
    qapp: QApplication, tasks: TaskSet, tmp_path: Path
) -> None:
    dialog = ConvertDialog(record(tmp_path / "Long.mkv", 400), tasks)
    dialog.show()
    click(dialog.choices.convert)
    await until(lambda: dialog.working.bar.value() > 0, "it has begun")
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.stage is Stage.WORK
    click(dialog.cancel)
    assert dialog.stage is Stage.CHOOSE
    await until(lambda: [path.name for path in tmp_path.iterdir()] == ["Long.mkv"], "nothing is left")
    assert not dialog.trouble.isVisible()
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


async def test_closing_the_window_gives_it_up(qapp: QApplication, tasks: TaskSet, tmp_path: Path) -> None:
    dialog = ConvertDialog(record(tmp_path / "Long.mkv", 400), tasks)
    dialog.show()
    click(dialog.choices.convert)
    await until(lambda: dialog.working.bar.value() > 0, "it has begun")
    dialog.close()
    await until(lambda: [path.name for path in tmp_path.iterdir()] == ["Long.mkv"], "nothing is left")


async def test_what_went_wrong_is_said_where_it_happened_and_can_be_tried_again(
    dialog: ConvertDialog, tmp_path: Path
) -> None:
    dialog.save_in(tmp_path / "Garden.mkv")
    click(dialog.choices.convert)
    await until(dialog.trouble.isVisible, "it says what is wrong")
    assert dialog.stage is Stage.CHOOSE
    assert "Nothing can be written in the folder" in dialog.trouble.text
    dialog.save_in(tmp_path)
    click(dialog.choices.convert)
    assert not dialog.trouble.isVisible()
    await until(lambda: dialog.stage is Stage.DONE, "it is made")


async def test_a_recording_that_is_gone_is_said_to_be_gone(dialog: ConvertDialog, tmp_path: Path) -> None:
    lose(tmp_path / "Garden.mkv")
    click(dialog.choices.convert)
    await until(dialog.trouble.isVisible, "it says what is wrong")
    assert "gone" in dialog.trouble.text


async def test_progress_is_a_bar_a_number_and_the_time_left(
    dialog: ConvertDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr(convert_parts.time, "monotonic", lambda: clock[0])
    dialog.working.begin("Making the MP4…")
    clock[0] += 60
    dialog.working.show_progress(WorkProgress(0.25, 900))
    assert dialog.working.bar.value() == 250
    assert dialog.working.left.text() == "25 %  ·  900 pictures  ·  about 3 minutes left"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (3.0, "a few seconds left"),
        (22.0, "about 20 seconds left"),
        (58.0, "about a minute left"),
        (170.0, "about 3 minutes left"),
        (9000.0, "about 2.5 hours left"),
    ],
)
def test_the_time_left_is_said_as_people_say_it(qapp: QApplication, seconds: float | None, words: str) -> None:
    assert convert_texts.time_left(seconds) == words


def test_every_trouble_says_what_happened_and_what_to_do(qapp: QApplication) -> None:
    folder = Path("/media/disk")
    for error in (
        DiskFull(folder),
        FolderUnusable(folder, "Read-only file system"),
        PathTooLong(folder / "x"),
        RecordingError("it could not be made: try again"),
    ):
        happened, cure = convert_texts.trouble(error)
        assert happened.endswith(".")
        assert cure.endswith(".")
        assert "settings" not in cure
