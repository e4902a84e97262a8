"""Joins the recording service and the window: buttons in, what a recording tells out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import Trust
from atomcam_gui.recording.service import RecordingService
from atomcam_gui.recording.status import (
    DiskWarning,
    RecordingChanged,
    RecordingEvent,
    RecordingRecovered,
    RecordingStarted,
    RecordingStatus,
    RecordingStopped,
    StopReason,
)
from atomcam_gui.ui import error_texts
from atomcam_gui.ui import recording_texts as texts
from atomcam_gui.ui.bar_buttons import ICON_COLOUR, ICON_NAME
from atomcam_gui.ui.camera_list import CameraModel
from atomcam_gui.ui.key_names import with_keys
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.notices import Choice, Notice, NoticeKind
from atomcam_gui.ui.record_overlay import RECORDING_RED
from atomcam_gui.ui.show_in_folder import show_in_folder
from atomcam_gui.ui.wizard.announce import announce

_REFRESH_MS = 250
_DISK = "recording disk"
_ELSEWHERE = "recording elsewhere"
_RECOVERED = "recording recovered"


class RecordingControl(QObject):
    """For the window's thread.

    Args:
        choose_folder: opens the settings where the folder for recordings is chosen.
        show_library: turns to the library.
        began_by_motion: whether a camera is recorded because something moved.
    """

    def __init__(
        self,
        window: MainWindow,
        model: CameraModel,
        registry: CameraRegistry,
        service: RecordingService,
        choose_folder: Callable[[], None],
        show_library: Callable[[], None],
        began_by_motion: Callable[[str], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._model = model
        self._registry = registry
        self._service = service
        self._choose_folder = choose_folder
        self._show_library = show_library
        self._began_by_motion = began_by_motion
        self._shown: str | None = None
        self._lines: tuple[str, ...] = ()
        self._recovered: list[Path] = []
        self._unsubscribe = service.subscribe(self._heed)
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self._refresh_numbers)
        actions = window.actions_
        actions.record.triggered.connect(self._toggle)
        actions.record_all.triggered.connect(self._record_all)
        actions.stop_all.triggered.connect(service.stop_all)
        actions.stop_all.triggered.connect(self.refresh)
        self.refresh()

    def finish(self) -> None:
        """Heed nothing any more."""
        self._timer.stop()
        self._unsubscribe()

    # -- what the user wants -------------------------------------------------------------------------------------

    def show_camera(self, camera_id: str | None) -> None:
        """The window turns to another camera."""
        self._shown = camera_id
        self.refresh()

    def show_more(self, lines: tuple[str, ...]) -> None:
        """What else is being kept of the camera that is shown, for the panel over its picture."""
        self._lines = lines
        self._refresh_panel()

    def _toggle(self) -> None:
        if self._shown is not None:
            self._service.toggle(self._shown)
            self.refresh()

    def _record_all(self) -> None:
        self._service.start_all()
        self.refresh()

    def _record_again(self, camera_id: str) -> None:
        self._window.notices.dismiss(_ended(camera_id))
        self._service.start(camera_id)
        self.refresh()

    # -- showing -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Bring buttons, panel and list in line with what is recorded."""
        recorded = self._service.recording_ids
        allowed = [camera for camera in self._registry if camera.trust is Trust.ALLOWED]
        actions = self._window.actions_
        self._draw_button(is_recorded=self._shown in recorded)
        actions.record.setEnabled(any(camera.id == self._shown for camera in allowed))
        actions.record_all.setEnabled(any(camera.id not in recorded for camera in allowed))
        actions.stop_all.setEnabled(bool(recorded))
        if recorded and not self._timer.isActive():
            self._timer.start()
        elif not recorded:
            self._timer.stop()
            self._window.notices.dismiss(_DISK)
        self._model.refresh_lines()
        self._refresh_panel()

    def _draw_button(self, *, is_recorded: bool) -> None:
        action = self._window.actions_.record
        action.setProperty(ICON_NAME, "stop" if is_recorded else "recording")
        action.setProperty(ICON_COLOUR, RECORDING_RED if is_recorded else None)
        tip = self.tr("Stop recording this camera") if is_recorded else self.tr("Record this camera")
        action.setToolTip(with_keys(tip, action.shortcut()))
        action.setStatusTip(tip)
        action.setText(self.tr("Stop &recording") if is_recorded else self.tr("&Record"))
        action.setIconText(self.tr("Stop") if is_recorded else self.tr("Record"))

    def _refresh_numbers(self) -> None:
        self._refresh_panel()
        self._refresh_warning()

    def _refresh_panel(self) -> None:
        status = self._service.status(self._shown) if self._shown is not None else None
        if status is None:
            self._window.record_overlay.show_lines("", self._lines)
            return
        camera = self._registry.get(status.camera_id)
        details = texts.status_details(status, is_here=camera is not None and camera.connection is not None)
        moved = (self.tr("because something moves"),) if self._began_by_motion(status.camera_id) else ()
        self._window.record_overlay.show_lines(texts.status_title(status), (*details, *moved, *self._lines))

    def _refresh_warning(self) -> None:
        """While the bar is there, it goes along with the time that is left."""
        if not any(bar.notice.key == _DISK for bar in self._window.notices.bars):
            return
        statuses = [status for each in self._service.recording_ids if (status := self._service.status(each))]
        urgent = min(statuses, key=lambda status: _left(status), default=None)
        if urgent is not None and urgent.seconds_left is not None and urgent.free_bytes is not None:
            self._warn(urgent.seconds_left, urgent.free_bytes)

    def _warn(self, seconds_left: float, free: int) -> None:
        stop = Choice(self.tr("Stop recording"), self._window.actions_.stop_all.trigger, self.tr("Stop all recordings"))
        text = texts.disk_warning(seconds_left, free)
        self._notify(_DISK, NoticeKind.WARNING, text, self._choice_of_folder(), stop)

    # -- what is told --------------------------------------------------------------------------------------------

    def _heed(self, event: RecordingEvent) -> None:
        match event:
            case RecordingStarted(camera_id):
                self._window.notices.dismiss(_ended(camera_id))
                self._say(self.tr("Recording %1").replace("%1", self._name(camera_id)))
            case RecordingChanged(camera_id):
                self._tell_elsewhere(camera_id)
            case RecordingStopped():
                self._tell_end(event)
            case RecordingRecovered(_, path):
                self._recovered.append(path)
                self._tell_recovered()
            case DiskWarning():
                self._warn(event.seconds_left, event.free_bytes)
            case _:
                return
        self.refresh()

    def _tell_end(self, event: RecordingStopped) -> None:
        name = self._name(event.camera_id)
        if event.reason is StopReason.DISK_FULL:
            again = Choice(
                self.tr("Record again"),
                partial(self._record_again, event.camera_id),
                self.tr("Once there is room, go on in a new file"),
            )
            text = texts.disk_full(name, event.trouble)
            self._notify(_ended(event.camera_id), NoticeKind.ERROR, text, self._choice_of_folder(), again)
        elif event.reason is StopReason.FAILED:
            again = Choice(
                self.tr("Record again"), partial(self._record_again, event.camera_id), self.tr("Begin a new file")
            )
            text = texts.failed(name, event.trouble)
            self._notify(_ended(event.camera_id), NoticeKind.ERROR, text, self._choice_of_folder(), again)
        elif event.trouble is not None and event.camera_id not in self._service.recording_ids:
            self._notify_elsewhere(error_texts.sentence(event.trouble), event.paths)
        if event.not_kept and event.reason not in (StopReason.DISK_FULL, StopReason.FAILED):
            text = texts.not_kept(name, event.not_kept)
            self._notify(f"recording gaps {event.camera_id}", NoticeKind.WARNING, text)
        self._say(self.tr("Recording of %1 has stopped").replace("%1", name))

    def _tell_elsewhere(self, camera_id: str) -> None:
        status = self._service.status(camera_id)
        if status is not None and status.trouble is not None:
            self._notify_elsewhere(error_texts.sentence(status.trouble), (status.path,) if status.path else ())

    def _notify_elsewhere(self, text: str, paths: tuple[Path, ...]) -> None:
        choices = [self._choice_of_folder()]
        if paths:
            choices.append(
                Choice(
                    self.tr("Show in folder"),
                    lambda: show_in_folder([paths[-1]], self._window),
                    self.tr("Show where the recording is kept"),
                )
            )
        self._notify(_ELSEWHERE, NoticeKind.WARNING, text, *choices)

    def _tell_recovered(self) -> None:
        show = Choice(self.tr("Show in library"), self._show_recovered, self.tr("Show what was saved"))
        self._notify(_RECOVERED, NoticeKind.INFO, texts.recovered(len(self._recovered)), show)

    def _show_recovered(self) -> None:
        self._window.notices.dismiss(_RECOVERED)
        self._show_library()

    def _choice_of_folder(self) -> Choice:
        tip = self.tr("Keep recordings on another disk, or in another folder")
        return Choice(self.tr("Choose another folder"), self._choose_folder, tip)

    def _notify(self, key: str, kind: NoticeKind, text: str, *choices: Choice) -> None:
        self._window.notices.show_notice(Notice(key, kind, text, choices))

    def _say(self, text: str) -> None:
        announce(self._window.view, text)

    def _name(self, camera_id: str) -> str:
        camera: Camera | None = self._registry.get(camera_id)
        return camera.label if camera is not None else camera_id


def _ended(camera_id: str) -> str:
    """The key of the notice of a recording that ended by itself."""
    return f"recording ended {camera_id}"


def _left(status: RecordingStatus) -> float:
    return float("inf") if status.seconds_left is None else status.seconds_left
