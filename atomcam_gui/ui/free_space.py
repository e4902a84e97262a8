"""How much room the disk with the recordings has, in the status bar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel

from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import RecordingError
from atomcam_gui.recording import folders
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import recording_texts

_EVERY_MS = 10_000


class FreeSpace(QObject):
    """Asks the disk now and then, in a thread, and one question at a time: a network folder may take its time.

    Args:
        folder: the recordings', asked each time.
    """

    def __init__(self, label: QLabel, folder: Callable[[], Path], tasks: TaskSet) -> None:
        super().__init__(label)
        self._label = label
        self._folder = folder
        self._tasks = tasks
        self._is_asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.refresh)

    def start(self) -> None:
        """Ask at once, and from now on."""
        self._timer.start()
        self.refresh()

    def finish(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def refresh(self) -> None:
        """Ask now, unless an answer is still to come."""
        if not self._is_asking:
            self._is_asking = True
            self._tasks.start(self._ask(), "free space")

    async def _ask(self) -> None:
        folder = self._folder()
        try:
            self._show(folder, await in_daemon_thread(lambda: folders.free_bytes(folder), "atomcam free space"))
        except RecordingError:
            self._label.setText("")  # a recording that wants to go there says what is wrong
        finally:
            self._is_asking = False

    def _show(self, folder: Path, free: int) -> None:
        self._label.setText(self.tr("%1 free").replace("%1", recording_texts.size(free)))
        self._label.setToolTip(self.tr("Room on the disk for recordings, in %1").replace("%1", str(folder)))
