"""A walk through the whole program: every page and every window, one after the other, each as full as it gets.

For tests, and for whoever wants to see them all. Each stop has a name and the widget to look at. What the program is
given on the way (cameras, links, files) has names that are the same in every language.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import numpy as np
import simplejpeg
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QWidget

from atomcam_gui import wire
from atomcam_gui.app import Program
from atomcam_gui.camera.board_update import UpdateInfo, UpdateProgress, UpdateStage
from atomcam_gui.camera.camera import CameraState
from atomcam_gui.camera.control_service import AutomaticReason, AutomaticState
from atomcam_gui.camera.health import HealthSample
from atomcam_gui.camera.registry import ImpostorRefused
from atomcam_gui.camera.trust import Trust, decision_now
from atomcam_gui.demo import client as demo_client
from atomcam_gui.demo.client import DemoCamera
from atomcam_gui.errors import PortInUse
from atomcam_gui.provisioning.flow.setup_state import Tick, TickState
from atomcam_gui.push.push_order import PushForm, PushPhase
from atomcam_gui.push.push_url import parse_push_url
from atomcam_gui.recording.work_progress import WorkProgress
from atomcam_gui.sources.troubles import SourceError, SourceTrouble
from atomcam_gui.ui import recording_texts
from atomcam_gui.ui.convert_dialog import ConvertDialog, Stage
from atomcam_gui.ui.inspector.health_page import HealthView
from atomcam_gui.ui.inspector.inspector import Section
from atomcam_gui.ui.inspector.update_dialog import UpdateDialog
from atomcam_gui.ui.inspector.update_session import UpdateSession
from atomcam_gui.ui.log_window import LogWindow
from atomcam_gui.ui.motion_dialog import MotionDialog
from atomcam_gui.ui.notices import NoticeKind
from atomcam_gui.ui.picture_window import PictureWindow
from atomcam_gui.ui.player.player_window import PlayerWindow
from atomcam_gui.ui.report_dialog import ReportDialog
from atomcam_gui.ui.settings_dialog import SettingsDialog
from atomcam_gui.video.pool import DecodePool
from tests.fakes.recordings import write_recording
from tests.fakes.saved_files import recording, snapshot
from tests.ui.conftest import camera, plain_jpeg, until
from tests.ui.test_health_page import FULL, an_hour
from tests.ui.test_health_page import view as health_view
from tests.ui.test_update_dialog import Camera as UpdatedCamera
from tests.ui.test_wizard import (
    CHIP,
    Wizard,
    every_state,
    on_computer_page,
    on_firmware_page,
    on_picture_page,
)
from tests.ui.wizard_fakes import BOARD, LOADER, OURS, SECOND, ticks

W = TypeVar("W", bound=QWidget)
Stop = tuple[str, QWidget]
Stops = AsyncIterator[Stop]
ROOMS = ("Kita", "Atelier", "Foyer")
"""Cameras."""
SEVERAL = ("0a0000000001", "0a0000000002", "0a0000000003")


async def laid_out() -> None:
    """Let layouts, and what waits for them, happen."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        await asyncio.sleep(0.005)


# -- the main window without cameras -------------------------------------------------------------------------------


async def first_start(on: Program) -> Stops:
    """A program that was never started before."""
    await laid_out()
    yield "welcome", on.window
    on.controller._tell_server_trouble(PortInUse(8080, 8081))
    await laid_out()
    yield "port in use", on.window


async def without_cameras(on: Program) -> Stops:
    """The empty window, and what is behind its menus."""
    window, actions = on.window, on.window.actions_
    await laid_out()
    yield "empty", window
    for number, menu in enumerate(menu for menu in window.menuBar().findChildren(QMenu) if menu.title()):
        menu.popup(window.mapToGlobal(QPoint(0, 24)))
        await laid_out()
        yield f"menu {number}", menu
        menu.hide()
    actions.library.trigger()
    await until(lambda: window.pages.currentWidget() is on.keeping.library.page, "the library is shown")
    await until(lambda: on.keeping.library.page.empty.button.isVisible(), "the library is empty")
    await laid_out()
    yield "library, empty", window
    actions.live.trigger()


async def dialogs(on: Program) -> Stops:
    """What the menus open."""
    actions = on.window.actions_
    for name, action in (
        ("own camera", actions.own_camera),
        ("about", actions.about),
        ("cameras", actions.cameras),
        ("report", actions.report),
    ):
        action.trigger()
        await laid_out()
        dialog = newest(QDialog)
        if isinstance(dialog, ReportDialog):
            await until(dialog.save_button.isEnabled, "the report is collected")
        yield name, dialog
        dialog.close()
    actions.log.trigger()
    await laid_out()
    log = newest(LogWindow)
    yield "log", log
    log.close()
    actions.help.trigger()
    pages = on.help.pages
    assert pages is not None
    await laid_out()
    yield "help", pages
    pages.close()
    actions.settings.trigger()
    dialog = newest(QDialog)
    assert isinstance(dialog, SettingsDialog)
    for page in range(dialog.pages.count()):
        dialog.pages.setCurrentIndex(page)
        await laid_out()
        yield f"settings {page}", dialog
    dialog.close()


async def network_camera(on: Program) -> Stops:
    """A camera is added that does not answer."""
    on.window.actions_.add_source.trigger()
    dialog = on.sources.dialog
    assert dialog is not None
    for number in range(dialog.kind.count()):
        dialog.kind.setCurrentIndex(number)
        dialog.kind.activated.emit(number)
        dialog.wants_password.setChecked(number % 2 == 0)
        await laid_out()
        yield f"network camera {number}", dialog
    for trouble in SourceTrouble:
        dialog.show_trouble(SourceError(trouble, "192.168.1.7", "audio/ogg"))
        dialog.anyway.show()
        await laid_out()
        if trouble in (SourceTrouble.PASSWORD_NEEDED, SourceTrouble.NOT_PICTURES):
            yield f"network camera, {trouble.name}", dialog
    dialog.close()


# -- cameras -------------------------------------------------------------------------------------------------------


@contextlib.asynccontextmanager
async def cameras(on: Program, names: Sequence[str] = ROOMS) -> AsyncIterator[None]:
    """Live cameras with all controls."""
    url = wire.camera_url("127.0.0.1", on.backend.server.port)
    tasks = []
    for camera_id, name in zip(SEVERAL, names, strict=False):
        on.backend.book.decide(decision_now("127.0.0.1", camera_id, Trust.ALLOWED, name, permanent=False))
        demo = DemoCamera(url, camera_id=camera_id, name=name, fps=10, size=(320, 240), persistent=True)
        tasks.append(asyncio.create_task(demo_client.run(demo)))
    try:
        await until(lambda: sum(each.state is CameraState.LIVE for each in on.backend.registry) == len(tasks), "live")
        await until(lambda: on.window.view.frame is not None, "a picture is shown")
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


async def live(on: Program) -> Stops:
    """The picture with all that lies over it, and the panel beside it."""
    window, actions = on.window, on.window.actions_
    actions.statistics.setChecked(True)
    actions.record.trigger()
    await until(lambda: window.record_overlay.isVisible(), "it is recorded")
    hover(window.view)
    await laid_out()
    yield "live, recording", window
    actions.statistics.setChecked(False)
    actions.snapshot.trigger()
    await until(lambda: window.toast.isVisible(), "the snapshot is told")
    await laid_out()
    yield "live, snapshot", window
    actions.record.trigger()
    window.toast.dismiss()
    await until(lambda: not window.toast.isVisible(), "it has gone")
    actions.inspector.setChecked(True)
    panel = on.inspector.panel
    await until(lambda: panel.picture.rows, "the controls are shown")
    panel.picture.automatic.show_state(
        AutomaticState(True, AutomaticReason.AT_THE_BOTTOM, 15.0, 7.4, 80, 20, "VGA", "QVGA")
    )
    panel.show_update("", "")
    await laid_out()
    yield "controls", window
    panel.show_section(Section.HEALTH)
    for name, view in health_views():
        panel.health.show_health(view)
        await laid_out()
        yield f"health, {name}", window
    panel.show_section(Section.PICTURE)
    actions.inspector.setChecked(False)
    actions.wall.setChecked(True)
    await until(lambda: len(window.wall.tiles) == len(ROOMS), "the wall is full")
    await laid_out()
    yield "wall", window
    known = on.backend.registry.get(SEVERAL[0])
    assert known is not None
    yield await shown_menu("camera menu, wall", on.controller._menu.menu_of(known))
    actions.wall.setChecked(False)
    await laid_out()
    yield await shown_menu("camera menu", on.controller._menu.menu_of(known))


def health_views() -> Iterator[tuple[str, HealthView]]:
    """A camera that is well, and one that is ill in three ways."""
    yield "well", health_view(an_hour())
    ill = HealthSample(0.0, 6.0, 9.0, 3.0, 80.0, 240.0, 190.0, -83.0, 700.0)
    samples = an_hour(ill, range(100, 110))
    samples = tuple(HealthSample(each.at) if i in range(300, 320) else each for i, each in enumerate(samples))
    yield "ill", health_view(samples)
    lost = health_view(samples).camera
    lost.state, lost.lost_at = CameraState.LOST, datetime(2026, 11, 22, 9, 41).timestamp()
    yield "away", health_view(samples, lost)
    lost.board_stats = FULL


async def shown_menu(name: str, menu: QMenu) -> Stop:
    """A menu as it pops up; it is gone when the next one comes."""
    menu.ensurePolished()
    menu.adjustSize()
    await laid_out()
    menu.deleteLater()
    return name, menu


async def strangers(on: Program) -> Stops:
    """Those who ask to be let in, and all other bars."""
    window, notify = on.window, on.controller.notify
    async with contextlib.AsyncExitStack() as stack:
        for number in range(5):
            made = await stack.enter_async_context(camera(on, f"0b000000000{number}", name=f"Foyer {number}"))
            await made.send(plain_jpeg((0, 180, 0), (64, 48)))
        await until(lambda: len(window.notices.bars) == 4, "all ask")
        await laid_out()
        yield "strangers", window
        on.window.actions_.cameras.trigger()
        await laid_out()
        yield "cameras, full", newest(QDialog)
        newest(QDialog).close()
        stranger = on.backend.registry.waiting[0]
        yield await shown_menu("camera menu, stranger", on.controller._menu.menu_of(stranger))
    await until(lambda: len(on.backend.registry.waiting) == 0, "they are gone")
    on.controller._door.tell_impostor(ImpostorRefused(SEVERAL[0], ROOMS[0], "192.168.1.66", "wrong proof"))
    on.controller.tell_fault()
    on.help.tell_crash()
    await laid_out()
    yield "bars 1", window
    clear(on)
    on.help._tell_newer(type("Found", (), {"version": "2.0.0", "page": ""})())
    on.keeping.recordings._warn(500.0, 1_300_000_000)
    notify("gaps", NoticeKind.WARNING, recording_texts.not_kept(ROOMS[0], 12))
    notify("recovered", NoticeKind.INFO, recording_texts.recovered(3))
    await laid_out()
    yield "bars 2", window
    clear(on)


def clear(on: Program) -> None:
    """No bar is left."""
    for bar in on.window.notices.bars:
        on.window.notices.dismiss(bar.notice.key)


async def sharing(on: Program) -> Stops:
    """Letting others watch, and passing on."""
    on.window.actions_.share.trigger()
    dialog = on.sharing.dialog
    assert dialog is not None
    await laid_out()
    yield "share, off", dialog
    browser, server = dialog.browser, dialog.server
    browser.switch.setChecked(True)
    browser.links.new_wanted.emit()
    await until(lambda: browser.panel.line.text, "a link is shown")
    browser.programs.button.setChecked(True)
    await laid_out()
    yield "share", dialog
    yield "badge", on.window
    browser.links.revoke_wanted.emit(browser.links.chosen_id)
    await laid_out()
    box = newest(QMessageBox)
    yield "revoke", box
    box.reject()
    dialog.pages.setCurrentIndex(1)
    order = on.sharing._pushes.add(parse_push_url("rtsp://127.0.0.1:9/kita"), PushForm.JPEG, SEVERAL[0])
    await until(lambda: PushPhase.WAITING in [state.phase for state in on.sharing._pushes.states], "nothing answers")
    on.sharing.refresh()
    server.add.click()
    server.editor.show_result(on.sharing.tr("The server takes it."))
    await laid_out()
    yield "pass on", dialog
    on.sharing._pushes.remove(order.id)
    browser.switch.setChecked(False)
    dialog.close()


async def motion(on: Program) -> Stops:
    """Recording when something moves."""
    on.window.actions_.motion.trigger()
    dialog = newest(MotionDialog)
    await until(lambda: dialog.editor.picture_area.width() > 1, "the picture is shown")
    await laid_out()
    yield "motion", dialog
    dialog.close()


async def update(on: Program) -> Stops:
    """New software for a camera."""
    board = UpdatedCamera(UpdateInfo("0.1.0", "0.2.0"))
    session = UpdateSession(SEVERAL[0], ROOMS[0], board, on.tasks)  # type: ignore[arg-type]
    dialog = UpdateDialog(session, on.window)
    dialog.show()
    await laid_out()
    yield "update", dialog
    dialog.begin.click()
    await until(lambda: board.begun, "it begins")
    board.tell(UpdateProgress(UpdateStage.SENDING, 30_000, 60_000))
    await laid_out()
    yield "update, sending", dialog
    board.outcome.set_result("0.2.0")
    await until(lambda: not session.is_running, "it is done")
    await laid_out()
    yield "update, done", dialog
    dialog.close()
    panel = on.inspector.panel
    on.window.actions_.inspector.setChecked(True)
    panel.show_update(panel.tr("There is newer software for this camera: %1"), on.inspector.updates.tr("Update…"))
    on.window.actions_.inspector.setChecked(False)


# -- what was saved ------------------------------------------------------------------------------------------------


def save_files(pictures: Path, videos: Path) -> None:
    """A week of pictures and recordings."""
    now = datetime.now()
    for number in range(7):
        moment = now - timedelta(days=number // 3, minutes=37 * number + 5)
        snapshot(pictures, ROOMS[number % 3], moment, scene(number))
    recording(videos, ROOMS[0], now - timedelta(hours=2))
    recording(videos, ROOMS[1], now - timedelta(days=1, hours=2), recovered=True)
    broken = snapshot(pictures, ROOMS[2], now - timedelta(days=1, minutes=3), b"")
    os.utime(broken, (now.timestamp() - 90_000,) * 2)


def scene(number: int) -> bytes:
    """A picture with something in it."""
    y, x = np.mgrid[0:240, 0:320]
    pixels = np.stack([x * 255 // 320, y * 255 // 240, np.full_like(x, 40 * number % 255)], axis=2).astype(np.uint8)
    return bytes(simplejpeg.encode_jpeg(pixels, 85, "RGB", "420"))


async def library(on: Program) -> Stops:
    """Cards, what can be done with them, and what is asked."""
    window, page = on.window, on.keeping.library.page
    window.actions_.library.trigger()
    await until(lambda: page.model.rowCount() >= 10, "all items are listed")
    await laid_out()
    yield "library", window
    page.view.setFocus()
    page.view.choose(0)
    await laid_out()
    yield "library, one", window
    one = page.actions_.menu()
    yield await shown_menu("library menu", one)
    page.view.selectAll()
    await laid_out()
    yield "library, all", window
    page._delete()
    await laid_out()
    yield "library, asked", window
    page._keep()
    page.filter.search.setText("xyz")
    await until(lambda: page.empty.isVisible(), "nothing is found")
    await laid_out()
    yield "library, nothing", window
    page.filter.clear()
    window.actions_.live.trigger()


async def players(on: Program, folder: Path) -> Stops:
    """A snapshot, a recording with a gap, and what can be made of it."""
    picture = PictureWindow(snapshot(folder, ROOMS[0], datetime.now(), scene(1)), on.pool, on.tasks, on.window)
    picture.show()
    hover(picture)
    await laid_out()
    yield "picture", picture
    picture.close()
    path = write_recording(folder / "a.mkv", [*range(0, 2000, 100), *range(242_000, 244_000, 100)], (320, 240))
    player = PlayerWindow(path, ROOMS[0], on.window, playing=False)
    player.show()
    await until(lambda: player.session.can_play, "the recording is open")
    player.session.pause()
    player.session.seek(100.0)
    hover(player)
    await laid_out()
    yield "player", player
    player.resize(480, 360)
    await laid_out()
    yield "player, small", player
    player.close()
    assert player.join(10)
    convert = ConvertDialog(path, on.tasks, on.window)
    convert.show()
    await laid_out()
    yield "convert", convert
    convert.working.begin(convert.tr("Making the MP4…"))
    convert.working.show_progress(WorkProgress(0.25, 900))
    convert.choices.convert.click()
    await laid_out()
    if convert.stage is Stage.WORK:
        yield "convert, working", convert
    await until(lambda: convert.stage is Stage.DONE, "it is made")
    await laid_out()
    yield "convert, done", convert
    convert.close()


# -- setting up ----------------------------------------------------------------------------------------------------


async def set_up() -> Stops:
    """The wizard, page by page: as it goes well, as it goes wrong, and when it is closed too early."""
    pool = DecodePool(1)
    try:
        for story in (well, every_state, closed_early):
            wizard = Wizard(pool)
            for name in story(wizard):
                await laid_out()
                yield f"set up, {name}", wizard.window
            wizard.window.done(0)
            wizard.window.deleteLater()
    finally:
        pool.close()


def well(wizard: Wizard) -> Iterator[str]:
    """Each page while nothing is wrong."""
    yield "start"
    wizard.flow.set(plug={"ports": (BOARD, SECOND), "chosen": BOARD, "look": OURS})
    yield "two boards"
    wizard.flow.set(plug={"ports": (LOADER,), "chosen": LOADER, "look": None, "recognising": True})
    yield "recognising"
    on_firmware_page(wizard)
    yield "firmware offered"
    on_firmware_page(wizard, fetching=True, received=700_000, total=1_930_000)
    yield "firmware loading"
    wizard.while_flashing()
    yield "flashing"
    wizard.flow.set(flash={"running": False, "done": True, "fraction": 1.0, "chip": CHIP})
    yield "flashed"
    wizard.with_networks(ssid="HomeNet", can_remember=True)
    yield "networks"
    wizard.with_networks(ssid="Cafe")
    yield "open network"
    on_computer_page(wizard)
    yield "this computer"
    states = {tick.value: TickState.OK for tick in Tick}
    on_picture_page(wizard, ticks=ticks(**states | {"picture": TickState.WAITING}))
    yield "waiting for the picture"
    on_picture_page(wizard, ticks=ticks(**states), done=True)
    yield "ready"


def closed_early(wizard: Wizard) -> Iterator[str]:
    """In the middle of the installation, with its log."""
    wizard.window.log_button.setChecked(True)
    wizard.while_flashing(log=("esptool v5", "0x8000"))
    wizard.window.close()
    yield "log and question"


# -- hands ---------------------------------------------------------------------------------------------------------


def newest(kind: type[W]) -> W:
    """The window of this kind that was opened last."""
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()][-1]


def hover(widget: QWidget) -> None:
    """Move the mouse over a widget."""
    at = QPointF(widget.rect().center())
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, at, widget.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, move)
