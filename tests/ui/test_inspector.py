"""The panel beside the picture, with real cameras on real sockets: settings, their answers, health, an update."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from atomcam_gui import wire
from atomcam_gui.app import Program
from atomcam_gui.backend import DEMO_ID
from atomcam_gui.camera.board_files import bundled_version
from atomcam_gui.camera.control_service import AutomaticReason, AutomaticState
from atomcam_gui.camera.trust import KeyEntry, Trust, decision_now
from atomcam_gui.ui.inspector import automatic
from atomcam_gui.ui.inspector.control_rows import ChoiceRow, ControlRow, NumberRow, SwitchRow
from atomcam_gui.ui.inspector.control_texts import size_words
from atomcam_gui.ui.inspector.inspector import Inspector, Section
from atomcam_gui.ui.inspector.inspector_control import InspectorControl
from atomcam_gui.ui.inspector.remark import RemarkKind
from atomcam_gui.ui.inspector.update_session import UpdateStep
from tests.ui.conftest import camera as connected
from tests.ui.conftest import click, plain_jpeg, until, wheel

BOARD = "0a0000000001"
OTHER = "0a0000000002"
KEY = bytes(range(32))
CONTROLS: dict[str, Any] = {
    "vflip": {"values": [False, True], "value": False},
    "quality": {"min": 10, "max": 95, "value": 80},
    "fps": {"min": 1, "max": 30, "value": 15},
    "frame_size": {"values": ["QVGA", "VGA"], "value": "VGA"},
    "brightness": {"min": -2, "max": 2, "value": 0},
}


class Board:
    """A camera that answers as a test says."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.asked: list[dict[str, Any]] = []
        self.refuses: dict[str, str] = {}
        """Reasons by the control's name, or by the kind of request."""
        self.speaks = asyncio.Event()
        """Cleared, it leaves the next setting unanswered."""
        self.speaks.set()

    async def say(self, **fields: Any) -> None:
        await self.socket.send(json.dumps(fields))

    async def show(self) -> None:
        await self.socket.send(plain_jpeg((0, 180, 0), (64, 48)))

    async def answer(self) -> None:
        """Answer until the connection ends."""
        with contextlib.suppress(ConnectionClosed):
            while True:
                request = json.loads(await self.socket.recv())
                self.asked.append(request)
                if request["type"] == "set":
                    await self.speaks.wait()
                if request["type"] == "challenge":
                    mac = wire.proof_mac(KEY, BOARD, request["nonce"], "00" * 16)
                    await self.say(type="proof", nonce="00" * 16, mac=mac)
                    continue
                await self.say(**({"type": "reply", "id": request["id"]} | self._verdict(request)))

    def _verdict(self, request: dict[str, Any]) -> dict[str, Any]:
        for name in (request["type"], *request):
            if name in self.refuses:
                return {"ok": False, "error": self.refuses[name]}
        if request["type"] == "time":
            return {"ok": True, "clock_us": 1_000_000}
        if request.get("action") == "begin":
            return {"ok": True, "nonce": "ab" * 16}
        if request.get("action") == "offer":
            smallest = min(request["files"], key=lambda entry: entry[1] or 10**9)
            return {"ok": True, "need": [smallest[0]]}
        return {"ok": True}

    def sets(self, name: str) -> list[Any]:
        """The values that this control was asked to have."""
        return [request[name] for request in self.asked if request["type"] == "set" and name in request]


@contextlib.asynccontextmanager
async def board(program: Program, camera_id: str = BOARD, **hello: Any) -> AsyncIterator[Board]:
    """A camera that is here, and answers in the background."""
    async with connected(program, camera_id) as socket:
        made = Board(socket)
        await made.say(**({"type": "hello", "id": camera_id, "name": "Kitchen", "controls": CONTROLS} | hello))
        task = asyncio.get_running_loop().create_task(made.answer())
        try:
            await made.show()
            yield made
        finally:
            task.cancel()
            await asyncio.wait([task])


def allow(program: Program, *camera_ids: str) -> None:
    for camera_id in camera_ids:
        program.backend.book.decide(decision_now("127.0.0.1", camera_id, Trust.ALLOWED, "", permanent=False))


@pytest.fixture
async def control(program: Program) -> AsyncIterator[InspectorControl]:
    """The panel, open, in a program that knows two cameras."""
    allow(program, BOARD, OTHER)
    backend = program.backend
    made = program.window.findChild(InspectorControl) or InspectorControl(
        program.window,
        program.controller,
        backend.control,
        backend.health,
        backend.updates,
        backend.registry,
        program.tasks,
    )
    program.window.resize(1000, 700)
    program.window.actions_.inspector.setChecked(True)
    yield made
    made.finish()


def row(control: InspectorControl, name: str) -> ControlRow:
    found = control.panel.picture.row(name)
    assert found is not None, f"no row for {name}"
    return found


def number_row(control: InspectorControl, name: str) -> NumberRow:
    found = row(control, name)
    assert isinstance(found, NumberRow)
    return found


async def rows_shown(control: InspectorControl) -> None:
    await until(lambda: control.panel.picture.rows, "the camera's settings are shown")


# -- what is there to set ------------------------------------------------------------------------------------------


async def test_only_what_this_sensor_has_is_there_in_a_fixed_order(program: Program, control: InspectorControl) -> None:
    async with board(program):
        await rows_shown(control)
        names = [row.control.name for row in control.panel.picture.rows]
        assert names == ["frame_size", "quality", "fps", "brightness", "vflip"]
        size = row(control, "frame_size")
        assert isinstance(size, ChoiceRow)
        assert [size.combo.itemText(i) for i in range(2)] == ["QVGA · 320 × 240", "VGA · 640 × 480"]
        assert size.combo.currentData() == "VGA"
        assert number_row(control, "fps").spin.text() == "15 fps"


def test_sizes_have_words_that_people_know() -> None:
    assert size_words("UXGA") == "UXGA · 1600 × 1200"
    assert size_words("96X96") == "96 × 96"
    assert size_words("700x500") == "700 × 500"
    assert size_words("SomethingNew") == "SomethingNew"


async def test_a_camera_without_settings_is_explained(program: Program, control: InspectorControl) -> None:
    async with board(program, controls={}):
        page = control.panel.picture
        await until(lambda: "no settings" in page.nothing.text(), "it is explained")
        assert page.nothing.isVisible()
        assert page.rows == ()
        assert not page.reset.isVisible()


async def test_turning_to_another_camera_shows_its_settings(program: Program, control: InspectorControl) -> None:
    few = {"quality": {"min": 0, "max": 63, "value": 12}}
    async with board(program), board(program, OTHER, name="Garden", controls=few):
        await until(lambda: len(control.panel.picture.rows) == 5)
        await until(lambda: program.backend.control.controls(OTHER) is not None)
        program.window.actions_.next_camera.trigger()
        await until(lambda: [r.control.name for r in control.panel.picture.rows] == ["quality"])
        assert number_row(control, "quality").slider.maximum() == 63


# -- setting it ----------------------------------------------------------------------------------------------------


async def test_the_demo_camera_does_what_the_panel_says(program: Program, control: InspectorControl) -> None:
    program.window.actions_.demo.setChecked(True)
    await rows_shown(control)
    number_row(control, "quality").slider.setValue(10)
    size, flip = row(control, "frame_size"), row(control, "vflip")
    assert isinstance(size, ChoiceRow)
    assert isinstance(flip, SwitchRow)
    size.combo.setCurrentIndex(size.combo.findData("QVGA"))
    size.combo.activated.emit(size.combo.currentIndex())
    flip.tick.click()

    def holds() -> bool:
        controls = program.backend.control.controls(DEMO_ID)
        wanted = {"quality": 20, "frame_size": "QVGA", "vflip": True}
        return controls is not None and wanted.items() <= controls.values.items()

    await until(holds, "the camera has taken it")
    camera = program.backend.registry.get(DEMO_ID)
    assert camera is not None
    await until(lambda: camera.statistics.width == 320, "its pictures are smaller")
    await until(lambda: not any(row.is_pending for row in control.panel.picture.rows))
    program.window.actions_.identify.trigger()
    answer = control.panel.picture.answer
    await until(lambda: answer.text, "it says what the light does")
    assert answer.kind is RemarkKind.DONE


async def test_a_slider_that_is_dragged_does_not_flood_the_camera(program: Program, control: InspectorControl) -> None:
    async with board(program) as camera:
        await rows_shown(control)
        quality = number_row(control, "quality")
        camera.speaks.clear()
        for position in range(1, 61):
            quality.slider.setValue(position)
        await until(lambda: camera.sets("quality"), "the first is on its way")
        camera.speaks.set()
        await until(lambda: not quality.is_pending, "all is answered")
        assert camera.sets("quality")[-1] == 70
        assert len(camera.sets("quality")) <= 4
        assert quality.spin.value() == 70


async def test_a_refused_value_goes_back_and_says_why(program: Program, control: InspectorControl) -> None:
    async with board(program) as camera:
        await rows_shown(control)
        camera.refuses["brightness"] = "brightness: the sensor is asleep"
        brightness = number_row(control, "brightness")
        brightness.spin.setValue(2)
        await until(lambda: brightness.remark.text, "the reason is shown")
        assert brightness.remark.text == "Not changed: brightness: the sensor is asleep."
        assert brightness.remark.kind is RemarkKind.ERROR
        assert (brightness.spin.value(), brightness.slider.value()) == (0, 2)
        camera.refuses.clear()
        brightness.spin.setValue(1)
        await until(lambda: not brightness.is_pending)
        assert brightness.remark.text == ""
        assert brightness.spin.value() == 1


async def test_a_camera_that_takes_its_time_shows_that_it_does(program: Program, control: InspectorControl) -> None:
    async with board(program) as camera:
        await rows_shown(control)
        flip = row(control, "vflip")
        assert isinstance(flip, SwitchRow)
        camera.speaks.clear()
        flip.tick.click()
        await until(lambda: flip.shows_busy, "it shows that an answer is awaited")
        assert flip.tick.isChecked(), "what the user chose stays until the answer is here"
        camera.speaks.set()
        await until(lambda: not flip.shows_busy)
        assert flip.tick.isChecked()


async def test_everything_goes_back_to_the_defaults_at_once(program: Program, control: InspectorControl) -> None:
    async with board(program) as camera:
        await rows_shown(control)
        click(control.panel.picture.reset)
        await until(lambda: camera.sets("fps") == [30], "the defaults are sent")
        assert "quality" not in camera.asked[-1], "what is as it was is not sent"
        assert "frame_size" not in camera.asked[-1]
        await until(lambda: not control.panel.picture.reset.isEnabled(), "there is nothing to reset any more")


async def test_scrolling_past_a_slider_does_not_move_it(program: Program, control: InspectorControl) -> None:
    async with board(program) as camera:
        await rows_shown(control)
        quality = number_row(control, "quality")
        for widget in (quality.slider, quality.spin):
            widget.clearFocus()
            wheel(widget, QPointF(widget.rect().center()), -120)
        assert quality.slider.value() == 70
        assert camera.sets("quality") == []


# -- a camera that is away -----------------------------------------------------------------------------------------


async def test_settings_of_a_camera_that_went_stay_and_promise_only_what_is_true(
    program: Program, control: InspectorControl
) -> None:
    page = control.panel.picture
    async with board(program):
        await rows_shown(control)
    await until(lambda: page.note.text, "it is told")
    assert len(page.rows) == 5
    assert not any(stop.isEnabled() for row in page.rows for stop in row.stops)
    assert "will be sent" not in page.note.text
    assert not program.window.actions_.identify.isEnabled()
    async with board(program) as camera:
        await until(lambda: page.note.text == "" and page.rows[0].stops[0].isEnabled())
        number_row(control, "quality").spin.setValue(50)
        await until(lambda: camera.sets("quality") == [50])
        await until(lambda: not number_row(control, "quality").is_pending)
    await until(lambda: "will be sent when it is back" in page.note.text, "what was set is sent again")
    async with board(program) as camera:
        await until(lambda: camera.sets("quality") == [50], "as was promised")


# -- automatic quality ---------------------------------------------------------------------------------------------


def state(reason: AutomaticReason, quality: float = 80, size: str = "VGA", fps: float = 15.0) -> AutomaticState:
    return AutomaticState(True, reason, 15.0, fps, 80, quality, "VGA", size)


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (state(AutomaticReason.STEADY), "Nothing to do: 15 pictures a second get through."),
        (state(AutomaticReason.SLOW_SENDS, 55), "WiFi is slow: quality 80 → 55 to keep 15 pictures a second."),
        (
            state(AutomaticReason.AT_THE_BOTTOM, 20, "QVGA"),
            "WiFi is too slow for 15 pictures a second, even so: size VGA → QVGA, quality 80 → 20.",
        ),
        (
            state(AutomaticReason.CAMERA_LIMIT, fps=7.4),
            "The camera itself makes no more than 7.4 pictures a second: lower quality would not help.",
        ),
    ],
)
def test_automatic_quality_says_what_it_does(known: AutomaticState, words: str) -> None:
    assert automatic.sentence(known) == words


async def test_automatic_quality_is_offered_where_the_camera_reports_and_can_be_switched_off(
    program: Program, control: InspectorControl
) -> None:
    box = control.panel.picture.automatic
    async with board(program) as camera:
        await rows_shown(control)
        await camera.say(type="stats", fps=15.0, sent=75, dropped=0, send_ms=9.0, encode_ms=20.0, capture_ms=10.0)
        await until(box.isVisible, "it is offered")
        assert box.tick.isChecked()
        box.tick.click()
        assert not program.backend.control.automatic(BOARD)
        await until(lambda: box.state.text == "")


# -- identify ------------------------------------------------------------------------------------------------------


async def test_a_board_without_a_light_says_so(program: Program, control: InspectorControl) -> None:
    async with board(program) as camera:
        await rows_shown(control)
        camera.refuses["identify"] = "this board has no light that it could blink"
        click(control.panel.picture.identify)
        answer = control.panel.picture.answer
        await until(lambda: answer.text)
        assert answer.text == "The camera cannot show itself: this board has no light that it could blink."


async def test_with_the_panel_closed_the_answer_stands_above_the_picture(
    program: Program, control: InspectorControl
) -> None:
    async with board(program):
        await until(lambda: program.window.actions_.identify.isEnabled())
        program.window.actions_.inspector.setChecked(False)
        program.window.actions_.identify.trigger()
        await until(lambda: any("light blinks" in bar.notice.text for bar in program.window.notices.bars))


# -- health --------------------------------------------------------------------------------------------------------


async def test_the_health_page_shows_what_the_board_reports(
    program: Program, control: InspectorControl, tmp_path: Path
) -> None:
    health = control.panel.health
    async with board(program) as camera:
        await rows_shown(control)
        await camera.say(type="stats", fps=15.0, capture_ms=12, encode_ms=40, send_ms=9, rssi=-58, uptime_s=7200)
        control.panel.show_section(Section.HEALTH)
        await until(lambda: health.signal.value == "good, −58 dBm", "what the board reports is shown")
        assert health.uptime.value == "2 h 0 min"
        await until(lambda: program.backend.health.samples(BOARD), "the first sample is here")
        await until(lambda: health.plots[0].data.times, "and drawn")
        control.export_to(BOARD, tmp_path / "hour.csv")
        await until(lambda: "hour.csv" in health.exported.text)
        rows = list(csv.DictReader((tmp_path / "hour.csv").read_text().splitlines()))
        assert rows[0]["rssi"] == "-58"
        control.export_to(BOARD, tmp_path / "hour.csv" / "no folder" / "hour.csv")
        await until(lambda: health.exported.kind is RemarkKind.ERROR, "a file that cannot be written is told")
    await until(lambda: health.verdict.text.startswith("Not connected since"))


async def test_nobody_looks_so_nothing_is_drawn(program: Program, control: InspectorControl) -> None:
    async with board(program):
        await rows_shown(control)
        assert control._timer.isActive()
        program.window.actions_.inspector.setChecked(False)
        assert not control._timer.isActive()
        program.window.actions_.inspector.setChecked(True)
        assert control._timer.isActive()


# -- update --------------------------------------------------------------------------------------------------------

OUR_BOARD = {"board": "AtomS3R-CAM", "sensor": "GC0308"}


async def test_an_older_board_is_offered_an_update_that_goes_through_over_the_socket(
    program: Program, control: InspectorControl
) -> None:
    program.backend.book.add_key(KeyEntry(BOARD, KEY, "Kitchen", permanent=False))
    panel: Inspector = control.panel
    async with board(program, firmware="0.0.1", **OUR_BOARD) as camera:
        await until(panel.update_bar.isVisible, "the update is offered")
        assert bundled_version() in panel.update_bar.remark.text
        click(panel.update_bar.button)
        await until(lambda: control.updates.dialog is not None)
        dialog = control.updates.dialog
        assert dialog is not None
        click(dialog.begin)
        await until(lambda: any(r.get("action") == "install" for r in camera.asked), "all of it was sent")
    actions = [request["action"] for request in camera.asked if request["type"] == "update"]
    assert actions[:2] == ["begin", "offer"]
    assert "data" in actions
    await until(lambda: not dialog.stop.isEnabled(), "it cannot be stopped any more")
    async with board(program, firmware=bundled_version(), **OUR_BOARD):
        await until(lambda: dialog.session.step is UpdateStep.DONE, "it is back with the new software")
        await until(lambda: not panel.update_bar.isVisible(), "nothing is offered any more")
    dialog.close()


async def test_the_menu_says_why_a_camera_cannot_be_updated(program: Program, control: InspectorControl) -> None:
    async with board(program, firmware="0.0.1", **OUR_BOARD):
        await rows_shown(control)
        action = program.window.actions_.update_camera
        assert not action.isEnabled()
        assert "key" in action.toolTip()
        assert not control.panel.update_bar.isVisible()


# -- room ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("factor", [1.0, 1.4])
async def test_the_panel_fits_into_a_small_window(program: Program, control: InspectorControl, factor: float) -> None:
    async with board(program):
        await rows_shown(control)
        program.window.resize(800, 600)
        font = control.panel.font()
        font.setPointSizeF(font.pointSizeF() * factor)
        control.panel.setFont(font)
        for section in Section:
            control.panel.show_section(section)
            control.refresh()
            content, viewport = control.panel._scroll.widget(), control.panel._scroll.viewport()
            await until(lambda content=content, viewport=viewport: 0 < content.width() <= viewport.width(), "it fits")
            assert control.panel.width() <= 300
