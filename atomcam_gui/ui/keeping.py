"""All that keeps pictures, joined to the window: snapshots, recordings, motion, library, room on the disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from atomcam_gui.backend import Backend
from atomcam_gui.paths import Paths
from atomcam_gui.recording import folders
from atomcam_gui.recording.housekeeping import Housekeeping
from atomcam_gui.recording.motion_analysis import MotionAnalysis
from atomcam_gui.recording.motion_watch import MotionWatch
from atomcam_gui.settings import MotionSettings, Settings, ViewSettings
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui.camera_list import CameraModel
from atomcam_gui.ui.controller import Controller
from atomcam_gui.ui.free_space import FreeSpace
from atomcam_gui.ui.library_control import LibraryControl
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.recording_control import RecordingControl
from atomcam_gui.ui.settings_dialog import SettingsPage
from atomcam_gui.ui.snapshot_control import SnapshotControl
from atomcam_gui.ui.snapshot_saver import SnapshotSaver
from atomcam_gui.ui.snapshot_series import SnapshotSeries
from atomcam_gui.video.pool import DecodePool

_SNAPSHOTS_END_S = 0.5


class Keeping(QObject):
    """Made in the event loop's thread, on a running loop.

    Args:
        settings: asked again and again, also from other threads.
    """

    def __init__(
        self,
        window: MainWindow,
        model: CameraModel,
        backend: Backend,
        pool: DecodePool,
        controller: Controller,
        settings: Callable[[], Settings],
        paths: Paths,
        tasks: TaskSet,
    ) -> None:
        super().__init__(window)
        self._backend = backend
        self._tasks = tasks
        self._window = window
        self._pool = pool
        self._controller = controller
        self._settings = settings
        self._shown: str | None = None
        self.service = backend.recordings(settings, paths)
        self._housekeeping = Housekeeping(self.service, settings, paths)
        self.saver = SnapshotSaver(settings, paths)
        self._series = SnapshotSeries(
            window, backend.hub, self.saver, tasks, self._name_of, lambda: settings().recording.timelapse_s
        )
        self.snapshots = SnapshotControl(
            window,
            self._series,
            self.saver,
            tasks,
            self._name_of,
            lambda: controller.show_settings(SettingsPage.SNAPSHOTS),
        )
        self._analysis = MotionAnalysis(backend.hub)
        self.motion = MotionWatch(self._analysis, backend.registry, self.service, settings)
        self.recordings = RecordingControl(
            window,
            model,
            backend.registry,
            self.service,
            lambda: controller.show_settings(SettingsPage.RECORDINGS),
            window.show_library,
            self.motion.is_ours,
        )
        self.library = LibraryControl(window, pool, self.saver, settings, paths, tasks)
        self.free_space = FreeSpace(window.free_space, lambda: folders.recordings_folder(settings(), paths), tasks)
        self._series.changed.connect(self._show_timelapse)
        controller.camera_shown.connect(self._series.show_camera)
        controller.camera_shown.connect(self.recordings.show_camera)
        controller.camera_shown.connect(self._turn_to)
        window.actions_.motion.triggered.connect(self._ask_about_motion)
        controller.cameras_changed.connect(self.recordings.refresh)
        controller.settings_changed.connect(self._settings_changed)

    def _name_of(self, camera_id: str) -> str:
        camera = self._backend.registry.get(camera_id)
        return camera.label if camera is not None else camera_id

    def _turn_to(self, camera_id: str | None) -> None:
        self._shown = camera_id
        self._window.actions_.motion.setEnabled(camera_id is not None)

    def _ask_about_motion(self) -> None:
        camera_id, settings = self._shown, self._settings()
        if camera_id is None:
            return
        # Not at the top, as all that is opened now and then: the window is there sooner.
        from atomcam_gui.ui.motion_dialog import MotionDialog

        dialog = MotionDialog(
            camera_id,
            self._name_of(camera_id),
            settings.motion.get(camera_id, MotionSettings()),
            settings.views.get(camera_id, ViewSettings()),
            self._backend.hub,
            self._analysis,
            self._pool,
            self._window.picture.frame,
            self._window,
        )
        dialog.settings_accepted.connect(self._set_motion)
        dialog.show()

    def _set_motion(self, camera_id: str, motion: MotionSettings) -> None:
        self._controller.change_settings(self._settings().with_motion(camera_id, motion))

    def _show_timelapse(self) -> None:
        count = self._series.timelapse_count
        number = self.tr("Time-lapse: %1 saved").replace("%1", str(count))
        self.recordings.show_more(() if count is None else (number,))

    def _settings_changed(self) -> None:
        self.service.settings_changed()
        self.motion.settings_changed()
        self._housekeeping.settings_changed()
        self.library.settings_changed()
        self.free_space.refresh()

    def start(self) -> None:
        """Put in order what earlier runs left, in the background."""
        self._tasks.start(self._housekeeping.run(), "housekeeping")
        self.free_space.start()

    def finish(self) -> None:
        """The window's part of the end."""
        self.free_space.finish()
        self._series.stop_all()
        self.recordings.finish()

    async def close(self) -> None:
        """Complete all files, and end all threads."""
        self.motion.close()
        self._analysis.close()
        await self.service.close()
        await self.saver.close(_SNAPSHOTS_END_S)
        await self._controller.close()
        self.library.finish()
