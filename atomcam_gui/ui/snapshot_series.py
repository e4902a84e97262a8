"""Bursts and time-lapses: which run, and the buttons that start and stop them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.errors import RecordingError
from atomcam_gui.recording.series import BURST_PER_S, Pace, Series, SeriesResult
from atomcam_gui.recording.snapshot import Saved, Snapshot
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui.main_window import MainWindow
from atomcam_gui.ui.snapshot_saver import SnapshotSaver
from atomcam_gui.ui.toast import THUMBNAIL


@dataclass(slots=True, eq=False)
class _Run:
    """A series that runs, or has just ended."""

    camera_id: str
    small: QImage = field(default_factory=QImage)
    saved: int = 0
    series: Series | None = None

    def stop(self) -> None:
        """Take no more pictures."""
        if self.series is not None:
            self.series.stop()


class SnapshotSeries(QObject):
    """For the window's thread. One burst at a time, of the camera that is shown; a time-lapse for each camera.

    Args:
        name_of: what a camera is called.
        interval_s: of a time-lapse, asked each time.
    """

    burst_saved = Signal(object, int, object)
    """The newest ``Snapshot`` of a burst, how many there are, and a small picture (QImage)."""
    troubled = Signal(object, bool)
    """A ``RecordingError``, and whether the series ended with it."""
    changed = Signal()
    """A time-lapse of the camera that is shown began, ended or took a picture; ``timelapse_count`` has it."""

    def __init__(
        self,
        window: MainWindow,
        hub: Hub,
        saver: SnapshotSaver,
        tasks: TaskSet,
        name_of: Callable[[str], str],
        interval_s: Callable[[], float],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._hub = hub
        self._saver = saver
        self._tasks = tasks
        self._name_of = name_of
        self._interval_s = interval_s
        self._shown: str | None = None
        self._burst: _Run | None = None
        self._timelapses: dict[str, _Run] = {}
        window.actions_.burst.toggled.connect(self._set_burst)
        window.actions_.timelapse.toggled.connect(self._set_timelapse)

    def show_camera(self, camera_id: str | None) -> None:
        """The window turns to another camera. A burst ends; a time-lapse goes on."""
        if camera_id != self._shown:
            self._window.actions_.burst.setChecked(False)
        self._shown = camera_id
        self._window.actions_.timelapse.setChecked(camera_id in self._timelapses)
        self.changed.emit()

    @property
    def timelapse_count(self) -> int | None:
        """How many pictures the time-lapse of the camera that is shown has saved; None where none runs."""
        run = self._timelapses.get(self._shown) if self._shown is not None else None
        return None if run is None else run.saved

    def stop_all(self) -> None:
        """End all series."""
        for run in (*self._timelapses.values(), *((self._burst,) if self._burst else ())):
            run.stop()

    # -- burst ---------------------------------------------------------------------------------------------------

    def _set_burst(self, on: bool) -> None:
        burst, self._burst = self._burst, None
        if burst is not None:
            burst.stop()
        frame = self._window.picture.frame
        if on and self._shown is not None and frame is not None:
            self._burst = _Run(self._shown, self._window.picture.small_picture(THUMBNAIL))
            self._start(self._burst, 1 / BURST_PER_S, frame, self._burst_saved, self._burst_ended)
        elif on:
            self._window.actions_.burst.setChecked(False)

    def _burst_saved(self, run: _Run, snapshot: Snapshot) -> None:
        self.burst_saved.emit(snapshot, run.saved, run.small)

    def _burst_ended(self, run: _Run) -> None:
        if run is self._burst:
            self._burst = None
            self._window.actions_.burst.setChecked(False)

    # -- time-lapse ----------------------------------------------------------------------------------------------

    def _set_timelapse(self, on: bool) -> None:
        camera_id = self._shown
        if camera_id is None or on == (camera_id in self._timelapses):
            return
        if on:
            run = self._timelapses[camera_id] = _Run(camera_id)
            first = self._window.picture.frame
            self._start(run, self._interval_s(), first, lambda *_: self.changed.emit(), self._timelapse_ended)
        else:
            self._timelapses.pop(camera_id).stop()
        self.changed.emit()

    def _timelapse_ended(self, run: _Run) -> None:
        if self._timelapses.get(run.camera_id) is run:
            del self._timelapses[run.camera_id]
            self.show_camera(self._shown)

    # -- both ----------------------------------------------------------------------------------------------------

    def _start(
        self,
        run: _Run,
        interval_s: float,
        first: Frame | None,
        saved: Callable[[_Run, Snapshot], None],
        ended: Callable[[_Run], None],
    ) -> None:
        def one_saved(one: Saved) -> None:
            run.saved += 1
            self._tell(one.trouble, ends=False)
            saved(run, one.snapshot)

        def has_ended(result: SeriesResult) -> None:
            self._tell(result.trouble, ends=True)
            ended(run)

        save = partial(self._saver.save_blocking, name=self._name_of(run.camera_id))
        run.series = Series(self._hub, run.camera_id, Pace(interval_s), save, on_saved=one_saved, on_ended=has_ended)
        self._tasks.start(run.series.run(first), "series of snapshots")

    def _tell(self, trouble: RecordingError | None, *, ends: bool) -> None:
        if trouble is not None:
            self.troubled.emit(trouble, ends)
