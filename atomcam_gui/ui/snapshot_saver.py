"""Saves pictures as the settings say, in threads that the program's end waits for a little while."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from atomcam_gui.camera.frame import Frame
from atomcam_gui.daemon_call import DaemonCall
from atomcam_gui.paths import Paths
from atomcam_gui.recording import folders
from atomcam_gui.recording.snapshot import Saved, save_or_rescue
from atomcam_gui.settings import Settings, SnapshotTurn, ViewSettings

logger = logging.getLogger(__name__)


class SnapshotSaver:
    """For the event loop's thread.

    Args:
        settings: asked for each picture, also in a thread.
    """

    def __init__(self, settings: Callable[[], Settings], paths: Paths) -> None:
        self._settings = settings
        self._paths = paths
        self._pending: set[asyncio.Future[Saved]] = set()

    async def save(self, frame: Frame, name: str) -> Saved:
        """Save a picture of a camera of this name. Cancelling gives up waiting, not the picture.

        Raises:
            RecordingError: it could not be saved anywhere.
        """
        call = DaemonCall(lambda: self.save_blocking(frame, name), "atomcam snapshot")
        self._pending.add(call.future)
        call.future.add_done_callback(self._done)
        await call.wait()
        call.join()
        return call.future.result()

    def save_blocking(self, frame: Frame, name: str) -> Saved:
        """The same, for a thread. Blocks for a write and a sync.

        Raises:
            RecordingError: it could not be saved anywhere.
        """
        settings = self._settings()
        turned = settings.views.get(frame.camera_id, ViewSettings())
        tagged = settings.recording.snapshot_turn is SnapshotTurn.TAGGED and turned != ViewSettings()
        return save_or_rescue(
            frame,
            name,
            folders.pictures_folder(settings, self._paths),
            folders.rescue_pictures(self._paths),
            orientation=turned if tagged else None,
            order=settings.recording.file_names,
        )

    def _done(self, future: asyncio.Future[Saved]) -> None:
        self._pending.discard(future)
        if not future.cancelled():
            future.exception()  # who waits for it is told; at the program's end nobody does

    async def close(self, seconds: float) -> None:
        """Wait for pictures that are on their way to the disk, but not for a disk that hangs."""
        if self._pending:
            _, late = await asyncio.wait(tuple(self._pending), timeout=seconds)
            if late:
                logger.error("%d snapshots could not be written before the end: the disk does not answer", len(late))
