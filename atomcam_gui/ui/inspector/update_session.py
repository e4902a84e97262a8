"""One camera's update, from the offer to its end, whether anybody looks at it or not."""

from __future__ import annotations

import asyncio
import logging
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from atomcam_gui.camera.board_update import BoardUpdate, UpdateInfo, UpdateProgress, UpdateStage
from atomcam_gui.errors import RequestError, UpdateCancelled
from atomcam_gui.tasks import TaskSet

logger = logging.getLogger(__name__)


class UpdateStep(Enum):
    """What there is to show."""

    OFFERED = auto()
    WORKING = auto()
    DONE = auto()
    FAILED = auto()
    STOPPED = auto()


class UpdateSession(QObject):
    """For the window's thread. Closing a window does not end it: only ``stop`` does, and the end of the program.

    Args:
        name: what the camera is called.
        tasks: owns the work.
    """

    changed = Signal()

    def __init__(
        self, camera_id: str, name: str, updates: BoardUpdate, tasks: TaskSet, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.camera_id = camera_id
        self.name = name
        self.info: UpdateInfo = updates.info(camera_id)
        """The versions before the update."""
        self.step = UpdateStep.OFFERED
        self.progress = UpdateProgress(UpdateStage.PREPARING)
        self.version = ""
        """What runs on the camera after the update."""
        self.trouble: str = ""
        """Why it failed."""
        self._updates = updates
        self._tasks = tasks
        self._cancelled = asyncio.Event()

    @property
    def is_running(self) -> bool:
        """Whether the camera is being updated."""
        return self.step is UpdateStep.WORKING

    @property
    def can_stop(self) -> bool:
        """Whether stopping still leaves the camera as it was."""
        return self.is_running and self.progress.can_stop and not self._cancelled.is_set()

    def start(self) -> None:
        """Update the camera. Does nothing while that goes on."""
        if not self.is_running:
            self._cancelled = asyncio.Event()
            self.progress = UpdateProgress(UpdateStage.PREPARING)
            self._go_to(UpdateStep.WORKING)
            self._tasks.start(self._run(), "update of a camera")

    def stop(self) -> None:
        """Give it up, as long as that is possible."""
        if self.can_stop:
            self._cancelled.set()
            self.changed.emit()

    async def _run(self) -> None:
        try:
            self.version = await self._updates.update(self.camera_id, self._heed, self._cancelled)
        except UpdateCancelled:
            self._go_to(UpdateStep.STOPPED)
        except RequestError as error:
            logger.warning("%s could not be updated: %s", self.name, error)
            self.trouble = error.phrase
            self._go_to(UpdateStep.FAILED)
        else:
            self._go_to(UpdateStep.DONE)

    def _heed(self, progress: UpdateProgress) -> None:
        self.progress = progress
        self.changed.emit()

    def _go_to(self, step: UpdateStep) -> None:
        self.step = step
        self.changed.emit()
