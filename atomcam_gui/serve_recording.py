"""``atomcam serve --record DIR``: every camera that is let in is recorded, for as long as it is there."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from pathlib import Path

from atomcam_gui.backend import Backend
from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import DiskFull, FolderUnusable, RecordingError
from atomcam_gui.paths import Paths
from atomcam_gui.recording import folders
from atomcam_gui.recording.housekeeping import Housekeeping
from atomcam_gui.recording.status import Listener
from atomcam_gui.settings import Settings, SettingsStore, load_or_default

logger = logging.getLogger(__name__)


class ServeRecording:
    """On a running loop. Segment length, floor, quota and names are those of the user's settings."""

    def __init__(self, backend: Backend, settings: Settings, paths: Paths) -> None:
        self._service = backend.recordings(lambda: settings, paths)
        self._housekeeping = Housekeeping(self._service, lambda: settings, paths)
        self._task: asyncio.Task[None] | None = None

    @classmethod
    async def make(cls, backend: Backend, folder: Path, paths: Paths) -> ServeRecording:
        """See that the folder can be written to; nothing is recorded yet.

        Raises:
            RecordingError: it cannot.
        """
        store = SettingsStore(paths.settings_file)
        trouble = load_or_default(store)
        if trouble is not None:
            logger.warning("%s", trouble)
        recording = dataclasses.replace(store.current.recording, prerecord_s=0)
        # They are recorded from their first picture on: there is nothing before.
        settings = dataclasses.replace(store.current, recordings_folder=str(folder), recording=recording, motion={})
        folder = folders.recordings_folder(settings, paths)
        try:
            await in_daemon_thread(lambda: folders.check_writable(folder), "atomcam folder")
        except RecordingError as error:
            raise _for_the_command_line(error, folder) from error
        return cls(backend, settings, paths)

    def start(self, tell: Listener) -> None:
        """Record, and tell of it."""
        self._service.subscribe(tell)
        self._task = asyncio.create_task(self._housekeeping.run(), name="housekeeping")
        self._service.start_all(and_new=True)

    async def close(self) -> None:
        """Complete all files."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])
            if not task.cancelled() and (error := task.exception()) is not None:
                logger.error("looking after the recordings failed", exc_info=error)
        await self._service.close()


def _for_the_command_line(error: RecordingError, folder: Path) -> RecordingError:
    """The same without the settings, which a command line has not."""
    match error:
        case FolderUnusable():
            reason = error.reason
        case DiskFull():
            reason = "its disk is full"
        case _:
            reason = "its path is too long"
    return RecordingError(f"nothing can be recorded in {folder} ({reason}): give --record another folder")
