"""Joins the inspector and the cameras: shows the one that the window is turned to, and does what is asked of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from atomcam_gui import files
from atomcam_gui.camera.board_update import BoardUpdate
from atomcam_gui.camera.camera import Camera, CameraState
from atomcam_gui.camera.control_service import ControlService
from atomcam_gui.camera.controls import FPS, FRAME_SIZE, CameraControls, ChoiceControl, NumberControl, Value
from atomcam_gui.camera.health import HealthHistory, HealthSample
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import Trust
from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import RequestError, SettingsError
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import error_texts
from atomcam_gui.ui.controller import Controller
from atomcam_gui.ui.inspector import request_texts as texts
from atomcam_gui.ui.inspector.control_defaults import defaults_of
from atomcam_gui.ui.inspector.control_rows import ControlRow
from atomcam_gui.ui.inspector.control_texts import size_words
from atomcam_gui.ui.inspector.health_causes import find_causes
from atomcam_gui.ui.inspector.health_csv import as_csv
from atomcam_gui.ui.inspector.health_page import HealthView
from atomcam_gui.ui.inspector.inspector import Inspector, Section
from atomcam_gui.ui.inspector.remark import RemarkKind
from atomcam_gui.ui.inspector.update_control import UpdateControl
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.notices import Notice, NoticeKind

logger = logging.getLogger(__name__)

_REFRESH_MS = 1000
_IDENTIFIED = "identify"
_ANSWER_MS = 10_000
"""By then no light blinks any more."""


class InspectorControl(QObject):
    """For the window's thread, which is the event loop's too."""

    def __init__(
        self,
        window: MainWindow,
        controller: Controller,
        control_service: ControlService,
        health: HealthHistory,
        updates: BoardUpdate,
        registry: CameraRegistry,
        tasks: TaskSet,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._service = control_service
        self._health = health
        self._registry = registry
        self._tasks = tasks
        self._shown: str | None = None
        self._samples: tuple[HealthSample, ...] = ()
        # What a camera could be set to when it was last here: its rows stay while it is away.
        self._last: dict[str, CameraControls] = {}
        self._set_here: set[str] = set()
        self.panel = Inspector(window)
        self.updates = UpdateControl(window, self.panel, updates, registry, tasks)
        self._ends: tuple[Callable[[], None], ...] = (
            control_service.subscribe(self._controls_changed),
            health.subscribe(self._fetch_samples),
        )
        controller.camera_shown.connect(self._turn_to)
        controller.cameras_changed.connect(self.refresh)
        self._connect()
        self._answer_timer = QTimer(self)
        self._answer_timer.setSingleShot(True)
        self._answer_timer.setInterval(_ANSWER_MS)
        self._answer_timer.timeout.connect(self.panel.picture.answer.clear)
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        window.set_inspector(self.panel)
        self._enable()

    def _connect(self) -> None:
        panel, actions = self.panel, self._window.actions_
        panel.watched_changed.connect(self._watch)
        panel.picture.value_wanted.connect(self._set)
        panel.picture.reset_wanted.connect(self._reset)
        panel.picture.identify_wanted.connect(actions.identify.trigger)
        panel.picture.automatic.wanted.connect(self._set_automatic)
        panel.health.export_wanted.connect(self._ask_where)
        panel.update_wanted.connect(actions.update_camera.trigger)
        actions.identify.triggered.connect(self._identify)
        actions.update_camera.triggered.connect(self._show_update)

    def finish(self) -> None:
        """The window's part of the end."""
        self._timer.stop()
        self._answer_timer.stop()
        for end in self._ends:
            end()
        self._ends = ()
        self.updates.finish()

    # -- which camera ----------------------------------------------------------------------------------------------

    def _turn_to(self, camera_id: str | None) -> None:
        self._shown = camera_id
        self._last = {known: self._last[known] for known in self._last if self._registry.get(known) is not None}
        self.panel.picture.answer.clear()
        self.panel.picture.forget_rows()
        self.updates.turn_to(camera_id)
        self._fetch_samples()
        self.refresh()

    def _fetch_samples(self) -> None:
        """Once for each round of samples, not each time that something is drawn."""
        if self._shown is not None and self.panel.is_watched:
            self._samples = self._health.samples(self._shown)

    def _camera(self) -> Camera | None:
        return self._registry.get(self._shown) if self._shown is not None else None

    def _controls_changed(self, camera_id: str) -> None:
        controls = self._service.controls(camera_id)
        if controls is not None:
            self._last[camera_id] = controls
        if camera_id == self._shown:
            self.refresh()

    def _watch(self) -> None:
        """Work only while somebody looks."""
        if self.panel.is_watched:
            self._timer.start()
            self._fetch_samples()
            self.refresh()
        else:
            self._timer.stop()

    # -- showing ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show this moment's state, where it is seen."""
        self._enable()
        if not self.panel.is_watched:
            return
        camera = self._camera()
        self.panel.show_name(camera.label if camera is not None else "")
        self.updates.refresh()
        self._show_controls(camera)
        if camera is not None:
            self._show_health(camera)

    def _enable(self) -> None:
        camera = self._camera()
        # A network camera says no more of itself than its name: nothing can be asked of it.
        hello = camera.hello if camera is not None and _is_reachable(camera) else None
        can_answer = hello is not None and bool(hello.firmware or hello.controls)
        self._window.actions_.identify.setEnabled(can_answer)
        self.panel.picture.identify.setEnabled(can_answer)
        self.updates.enable()

    def _show_controls(self, camera: Camera | None) -> None:
        page = self.panel.picture
        if camera is None:
            page.show_nothing(self.tr("No camera is shown."))
            return
        controls = self._service.controls(camera.id)
        reachable = controls is not None
        if controls is not None:
            self._last[camera.id] = controls
        elif camera.trust is Trust.ALLOWED:
            # Also for the moment in which it is back, but has not said yet what it can be set to.
            controls = self._last.get(camera.id)
        if controls is None or not controls.all:
            page.show_nothing(self._why_nothing(camera))
            return
        page.show_controls(controls, reachable=reachable, refused=self._refused(camera.id))
        page.say(self._while_away(camera) if camera.state is CameraState.LOST else "")
        page.show_automatic(self._service.automatic_state(camera.id), reachable=reachable)

    def _why_nothing(self, camera: Camera) -> str:
        if camera.trust is not Trust.ALLOWED:
            return self.tr("What this camera can be set to is shown once you allow it.")
        if camera.state is CameraState.LOST:
            return self.tr("This camera is not connected. What it can be set to is shown when it is back.")
        return self.tr(
            "This camera offers no settings here. Cameras with AtomCam's software do; "
            "others are set on their own page, or where they were set up."
        )

    def _while_away(self, camera: Camera) -> str:
        if camera.id in self._set_here:
            return self.tr("The camera is not connected. What you have set will be sent when it is back.")
        return self.tr("The camera is not connected. Its settings can be changed when it is back.")

    def _refused(self, camera_id: str) -> dict[str, str]:
        return {
            name: self.tr("Not taken when it came back: %1").replace("%1", error_texts.sentence(reason))
            for name, reason in self._service.refused(camera_id).items()
        }

    def _show_health(self, camera: Camera) -> None:
        controls = self._service.controls(camera.id)
        samples = self._samples
        wanted = _wanted_fps(controls)
        state = self._service.automatic_state(camera.id)
        self.panel.show_is_ill(bool(find_causes(samples, wanted)))
        if self.panel.section is Section.HEALTH:
            now = self._registry.clock()
            size = size_words(state.size) if state is not None and state.size else _size(controls)
            self.panel.health.show_health(HealthView(camera, samples, now, time.time() - now, wanted, size))

    # -- settings --------------------------------------------------------------------------------------------------

    def _set(self, name: str, value: Value) -> None:
        if self._shown is not None:
            self._begin(self._shown, {name: value})

    def _reset(self) -> None:
        controls = self._service.controls(self._shown) if self._shown is not None else None
        values = defaults_of(controls) if controls is not None else {}
        if self._shown is not None and values:
            self._begin(self._shown, values)

    def _begin(self, camera_id: str, values: dict[str, Value]) -> None:
        rows = [row for row in self.panel.picture.rows if row.control.name in values]
        for row in rows:
            row.begin()
        self._tasks.start(self._send(camera_id, values, rows), "set controls")

    async def _send(self, camera_id: str, values: dict[str, Value], rows: list[ControlRow]) -> None:
        """Set controls; their rows show that it goes on, and what came of it."""
        trouble = ""
        try:
            await self._service.set(camera_id, **values)
            self._set_here.add(camera_id)
        except RequestError as error:
            logger.info("%s could not be set: %s", camera_id, error)
            trouble = texts.why_not_set(error)
        finally:
            held = (self._service.controls(camera_id) or self._last.get(camera_id) or CameraControls()).values
            for row in rows:
                if row in self.panel.picture.rows:
                    row.end(held.get(row.control.name))
        for row in rows if trouble else ():
            if row in self.panel.picture.rows:
                row.refuse(trouble)

    def _set_automatic(self, on: bool) -> None:
        if self._shown is not None:
            self._service.set_automatic(self._shown, on)
            self.refresh()

    # -- identify --------------------------------------------------------------------------------------------------

    def _identify(self) -> None:
        if self._shown is not None:
            self._tasks.start(self._ask_to_identify(self._shown), "identify")

    async def _ask_to_identify(self, camera_id: str) -> None:
        try:
            await self._service.identify(camera_id)
        except RequestError as error:
            self._tell_identified(camera_id, RemarkKind.WARNING, texts.why_not_shown(error))
        else:
            text = self.tr("For some seconds its light blinks, or its picture has a coloured border.")
            self._tell_identified(camera_id, RemarkKind.DONE, text)

    def _tell_identified(self, camera_id: str, kind: RemarkKind, text: str) -> None:
        if camera_id == self._shown and self.panel.is_watched and self.panel.section is Section.PICTURE:
            self.panel.picture.answer.say(kind, text, aloud=True)
            self._answer_timer.start()
            return
        notice = NoticeKind.INFO if kind is RemarkKind.DONE else NoticeKind.WARNING
        self._window.notices.show_notice(Notice(_IDENTIFIED, notice, text))

    # -- the table -------------------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        camera = self._camera()
        if camera is None:
            return
        dialog = QFileDialog(self._window, self.tr("Save the last hour as a table"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Tables (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"atomcam-health-{camera.id.replace(':', '-')}.csv")
        dialog.fileSelected.connect(lambda name: self.export_to(camera.id, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, camera_id: str, path: Path) -> None:
        """Write a camera's last hour to a file, and say how it went."""
        self._tasks.start(self._export(camera_id, path), "save health")

    async def _export(self, camera_id: str, path: Path) -> None:
        content = as_csv(self._health.samples(camera_id), time.time() - self._registry.clock())
        remark = self.panel.health.exported
        try:
            await in_daemon_thread(lambda: files.write_whole(path, content), "save health")
        except SettingsError as error:
            remark.say(RemarkKind.ERROR, error_texts.sentence(error), aloud=True)
        else:
            remark.say(RemarkKind.DONE, self.tr("Saved as %1").replace("%1", path.name), aloud=True)

    # -- update ----------------------------------------------------------------------------------------------------

    def _show_update(self) -> None:
        self.updates.open()


def _is_reachable(camera: Camera) -> bool:
    return camera.connection is not None and camera.trust is Trust.ALLOWED


def _wanted_fps(controls: CameraControls | None) -> float | None:
    control = controls.get(FPS) if controls is not None else None
    return control.value if isinstance(control, NumberControl) else None


def _size(controls: CameraControls | None) -> str | None:
    control = controls.get(FRAME_SIZE) if controls is not None else None
    return size_words(control.value) if isinstance(control, ChoiceControl) else None
