"""Where a camera's motion recording is set up: over its own picture, with a meter that shows what would count."""

from __future__ import annotations

import functools
import gc
import threading
from collections.abc import AsyncIterator, Iterator

import numpy as np
import pytest
import simplejpeg
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.recording.motion_analysis import MotionAnalysis
from atomcam_gui.settings import MotionSettings, Region, ViewSettings
from atomcam_gui.ui.collector import WindowThreadCollector
from atomcam_gui.ui.motion_dialog import MotionDialog
from atomcam_gui.video.pool import DecodePool
from tests.ui.conftest import click, corners, drag, mouse, quarters_jpeg, until

CAMERA = "0a0000000001"


@functools.cache
def view(place: int | None) -> bytes:
    pixels = np.full((120, 160, 3), 150, np.uint8)
    if place is not None:
        pixels[40:80, 14 * place : 14 * place + 30] = 40
    return simplejpeg.encode_jpeg(pixels, 80, "RGB", "420")


class Bench:
    """What a dialog needs, and a camera."""

    def __init__(self) -> None:
        self.hub = Hub()
        self.analysis = MotionAnalysis(self.hub)
        self.pool = DecodePool(1)
        self.number = 0

    def open(
        self,
        settings: MotionSettings | None = None,
        turned: ViewSettings | None = None,
        newest: Frame | None = None,
    ) -> MotionDialog:
        dialog = MotionDialog(
            CAMERA,
            "Front & back",
            settings or MotionSettings(),
            turned or ViewSettings(),
            self.hub,
            self.analysis,
            self.pool,
            newest,
        )
        dialog.show()
        return dialog

    def send(self, data: bytes, size: tuple[int, int] = (160, 120)) -> None:
        """The next picture, a quarter of a second later."""
        self.number += 1
        self.hub.publish(Frame(CAMERA, self.number, data, *size, None, self.number * 250_000_000, 0.0))

    async def show(self, dialog: MotionDialog, data: bytes, size: tuple[int, int] = (160, 120)) -> None:
        """A picture that is waited for."""
        self.send(data, size)
        await until(lambda: dialog.editor.picture_area.width() > 1, "the picture is shown")

    async def look(self, dialog: MotionDialog, *places: int | None) -> None:
        """Pictures that are looked at one by one."""
        for place in places:
            sink = dialog._sink
            assert sink is not None
            before = sink.looked
            self.send(view(place))
            await until(lambda sink=sink, before=before: sink.looked > before, "it was looked at")


@pytest.fixture(autouse=True)
def collector(qapp: QApplication) -> Iterator[None]:
    """As in the program: no other thread may destroy what belongs to the window's."""
    made = WindowThreadCollector()
    yield
    gc.collect()
    made.close()


@pytest.fixture
async def bench(qapp: QApplication) -> AsyncIterator[Bench]:
    made = Bench()
    yield made
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MotionDialog):
            widget.close()
    assert not made.analysis.is_running
    assert not any(thread.name == "motion" for thread in threading.enumerate())
    assert made.hub._of_camera == {}
    made.pool.close()


def point(area: QRectF, right: float, down: float) -> QPoint:
    """A place in the picture, by fractions as seen."""
    return QPoint(round(area.left() + right * area.width()), round(area.top() + down * area.height()))


def sweep(dialog: MotionDialog, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag over the picture from one place to another."""
    area = dialog.editor.picture_area
    first = point(area, *start)
    drag(dialog.editor, first, point(area, *end) - first)


def numbers(region: Region) -> tuple[float, ...]:
    return (region.left, region.top, region.width, region.height)


async def test_what_was_set_is_shown_and_what_is_chosen_is_handed_over(bench: Bench) -> None:
    before = MotionSettings(True, 70, Region(0.1, 0.2, 0.5, 0.6), 7, 20)
    dialog = bench.open(before)
    assert dialog.chosen() == before
    accepted: list[tuple[str, MotionSettings]] = []
    dialog.settings_accepted.connect(lambda camera_id, settings: accepted.append((camera_id, settings)))
    dialog.on.setChecked(False)
    dialog.sensitivity.setValue(30)
    dialog.before.setValue(0)
    dialog.after.setValue(60)
    click(dialog.whole)
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons is not None
    click(buttons.button(QDialogButtonBox.StandardButton.Ok))
    assert accepted == [(CAMERA, MotionSettings(False, 30, Region(), 0, 60))]


async def test_cancel_hands_nothing_over(bench: Bench) -> None:
    dialog = bench.open()
    accepted: list[object] = []
    dialog.settings_accepted.connect(lambda *words: accepted.append(words))
    dialog.on.setChecked(True)
    dialog.reject()
    assert accepted == []


async def test_the_camera_is_off_until_somebody_switches_it_on(bench: Bench) -> None:
    assert not bench.open().chosen().on


async def test_a_rectangle_is_drawn_by_dragging_over_the_picture(bench: Bench) -> None:
    dialog = bench.open()
    await bench.show(dialog, view(None))
    sweep(dialog, (0.75, 0.8), (0.25, 0.2))
    assert numbers(dialog.chosen().region) == pytest.approx((0.25, 0.2, 0.5, 0.6), abs=0.01)
    assert dialog.whole.isEnabled()
    mouse(dialog.editor, QEvent.Type.MouseButtonDblClick, dialog.editor.rect().center())
    assert dialog.chosen().region == Region()
    assert not dialog.whole.isEnabled()


async def test_a_rectangle_that_leaves_the_picture_ends_at_its_edge_and_a_slip_is_none(bench: Bench) -> None:
    dialog = bench.open()
    await bench.show(dialog, view(None))
    sweep(dialog, (0.5, 0.5), (3.0, 3.0))
    region = dialog.chosen().region
    assert region.is_valid
    assert numbers(region) == pytest.approx((0.5, 0.5, 0.5, 0.5), abs=0.01)
    sweep(dialog, (0.1, 0.1), (0.11, 0.11))
    assert dialog.chosen().region == region


@pytest.mark.parametrize(
    ("turned", "expected"),
    [
        (ViewSettings(), (0.0, 0.0, 0.5, 0.25)),
        (ViewSettings(90), (0.0, 0.5, 0.25, 0.5)),
        (ViewSettings(180), (0.5, 0.75, 0.5, 0.25)),
        (ViewSettings(270), (0.75, 0.0, 0.25, 0.5)),
        (ViewSettings(0, mirrored=True), (0.5, 0.0, 0.5, 0.25)),
    ],
)
async def test_what_is_drawn_on_a_turned_picture_is_kept_as_the_camera_sees_it(
    bench: Bench, turned: ViewSettings, expected: tuple[float, ...]
) -> None:
    dialog = bench.open(turned=turned)
    await bench.show(dialog, view(None))
    sweep(dialog, (0.0, 0.0), (0.5, 0.25))
    assert numbers(dialog.chosen().region) == pytest.approx(expected, abs=0.012)


async def test_the_picture_is_shown_in_its_colours_and_what_is_outside_is_darkened(bench: Bench) -> None:
    dialog = bench.open()
    await bench.show(dialog, quarters_jpeg(), (320, 240))
    area = dialog.editor.picture_area
    box = [round(number) for number in (area.left(), area.top(), area.width(), area.height())]
    assert corners(dialog.editor, *box) == ["red", "green", "blue", "white"]
    sweep(dialog, (0.0, 0.0), (0.5, 1.0))
    left, right = corners(dialog.editor, *box)[:2]
    assert left == "red"
    assert right != "green"


async def test_the_newest_picture_of_a_camera_that_sends_none_is_there_at_once(bench: Bench) -> None:
    dialog = bench.open(newest=Frame(CAMERA, 1, view(None), 160, 120, None, 1, 0.0))
    await until(lambda: dialog.editor.picture_area.width() > 1, "the picture is shown")


async def test_the_rectangle_can_be_moved_and_sized_by_keys(bench: Bench) -> None:
    dialog = bench.open(MotionSettings(region=Region(0.2, 0.2, 0.4, 0.4)))
    await bench.show(dialog, view(None))

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> tuple[float, ...]:
        QApplication.sendEvent(dialog.editor, QKeyEvent(QEvent.Type.KeyPress, key, modifier))
        return numbers(dialog.editor.region)

    assert press(Qt.Key.Key_Right) == pytest.approx((0.22, 0.2, 0.4, 0.4), abs=0.005)
    assert press(Qt.Key.Key_Down) == pytest.approx((0.22, 0.22, 0.4, 0.4), abs=0.005)
    shift = Qt.KeyboardModifier.ShiftModifier
    assert press(Qt.Key.Key_Left, shift) == pytest.approx((0.22, 0.22, 0.38, 0.4), abs=0.005)
    for _ in range(40):
        press(Qt.Key.Key_Left)
    assert numbers(dialog.editor.region) == pytest.approx((0, 0.22, 0.38, 0.4), abs=0.005)
    assert "38 %" in dialog.editor.accessibleDescription()
    assert press(Qt.Key.Key_Escape) == (0, 0, 1, 1)
    assert dialog.isVisible()


async def test_the_meter_shows_what_moves_and_the_word_beside_it_says_so(bench: Bench) -> None:
    dialog = bench.open()
    await bench.look(dialog, *[None] * 10)
    assert dialog.state.text() == "quiet"
    assert dialog.meter.level == 0
    await bench.look(dialog, 1, 2, 3, 4)
    await until(lambda: dialog.state.text() == "movement", "it says that something moves")
    assert dialog.meter.level > 0.5
    await bench.look(dialog, *[None] * 12)
    await until(lambda: dialog.state.text() == "quiet", "it says that nothing moves")


async def test_a_change_of_the_region_or_sensitivity_shows_at_once(bench: Bench) -> None:
    dialog = bench.open()
    await bench.look(dialog, *[None] * 10)
    await until(lambda: dialog.editor.picture_area.width() > 1, "the picture is shown")
    sweep(dialog, (0.0, 0.8), (1.0, 1.0))
    await bench.look(dialog, 1, 2, 3, 4)
    assert dialog.state.text() == "quiet"
    click(dialog.whole)
    await bench.look(dialog, 5, 6, 7, 8)
    await until(lambda: dialog.state.text() == "movement", "it says that something moves")


async def test_a_window_that_is_hidden_looks_at_nothing(bench: Bench) -> None:
    dialog = bench.open()
    assert bench.analysis.is_running
    dialog.hide()
    assert not bench.analysis.is_running
    dialog.show()
    assert bench.analysis.is_running


async def test_everything_has_a_name_for_a_screen_reader(bench: Bench) -> None:
    dialog = bench.open()
    for widget in (dialog.editor, dialog.sensitivity, dialog.meter, dialog.before, dialog.after):
        assert widget.accessibleName()
    assert dialog.on.text() == "&Record Front && back when something moves"
