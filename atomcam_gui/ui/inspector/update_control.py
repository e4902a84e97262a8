"""Offers the update of the camera that is shown, and keeps the ones that go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from atomcam_gui.camera.board_update import BoardUpdate
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import error_texts
from atomcam_gui.ui.inspector import update_texts as texts
from atomcam_gui.ui.inspector.inspector import Inspector
from atomcam_gui.ui.inspector.update_session import UpdateSession, UpdateStep
from atomcam_gui.ui.main_window import MainWindow

if TYPE_CHECKING:
    from atomcam_gui.ui.inspector.update_dialog import UpdateDialog


class UpdateControl(QObject):
    """For the window's thread."""

    def __init__(
        self, window: MainWindow, panel: Inspector, updates: BoardUpdate, registry: CameraRegistry, tasks: TaskSet
    ) -> None:
        super().__init__(window)
        self._window = window
        self._panel = panel
        self._updates = updates
        self._registry = registry
        self._tasks = tasks
        self._shown: str | None = None
        self._sessions: dict[str, UpdateSession] = {}
        self._dialog: UpdateDialog | None = None
        self._tip = window.actions_.update_camera.toolTip()

    def finish(self) -> None:
        """Close the window that tells of an update."""
        if self._dialog is not None:
            self._dialog.close()

    @property
    def dialog(self) -> UpdateDialog | None:
        """What is open."""
        return self._dialog

    def turn_to(self, camera_id: str | None) -> None:
        """Another camera is shown."""
        self._shown = camera_id

    def enable(self) -> None:
        """Let the update be asked for where there can be one; elsewhere the tooltip says why not."""
        action, session = self._window.actions_.update_camera, self._session()
        listed = self._shown is not None and self._registry.get(self._shown) is not None
        info = self._updates.info(self._shown) if self._shown is not None and listed else None
        running = session is not None and session.is_running
        action.setEnabled(running or (info is not None and info.possible))
        why_not = error_texts.sentence(info.obstacle) if info is not None and info.obstacle and not running else ""
        action.setToolTip(why_not or self._tip)

    def refresh(self) -> None:
        """Show in the panel what there is to know."""
        if self._shown is None or self._registry.get(self._shown) is None:
            self._panel.show_update("", "")
            return
        session = self._session()
        text = texts.bar_text(session, self._updates.info(self._shown))
        fresh = session is None or session.step is UpdateStep.OFFERED
        self._panel.show_update(text, self.tr("Update…") if fresh else self.tr("Show…"))

    def open(self) -> None:
        """Show the dialog of the camera that is shown."""
        if self._shown is None:
            return
        session = self._sessions.get(self._shown)
        if session is None or session.step in (UpdateStep.OFFERED, UpdateStep.DONE, UpdateStep.STOPPED):
            session = self._begin(self._shown)
        self._open(session)

    def _begin(self, camera_id: str) -> UpdateSession:
        camera = self._registry.get(camera_id)
        name = camera.label if camera is not None else camera_id
        session = UpdateSession(camera_id, name, self._updates, self._tasks, self)
        session.changed.connect(self._session_changed)
        self._sessions[camera_id] = session
        return session

    def _open(self, session: UpdateSession) -> None:
        if self._dialog is not None:
            if self._dialog.session is session:
                self._dialog.raise_()
                self._dialog.activateWindow()
                return
            self._dialog.close()
        # Not at the top, as all that is opened now and then: the window is there sooner.
        from atomcam_gui.ui.inspector.update_dialog import UpdateDialog

        dialog = self._dialog = UpdateDialog(session, self._window)
        dialog.finished.connect(lambda _: self._closed(dialog))
        dialog.show()

    def _closed(self, dialog: UpdateDialog) -> None:
        if self._dialog is dialog:
            self._dialog = None

    def _session_changed(self) -> None:
        self.enable()
        self.refresh()

    def _session(self) -> UpdateSession | None:
        return self._sessions.get(self._shown) if self._shown is not None else None
