"""Keeps the folders of snapshots and recordings tidy: what was cut short, what was left behind, what is too much."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import RecordingError
from atomcam_gui.library.notes import is_marked
from atomcam_gui.paths import Paths
from atomcam_gui.recording import folders
from atomcam_gui.recording.new_file import remove_leftovers
from atomcam_gui.recording.quota import Quota
from atomcam_gui.recording.service import RecordingService
from atomcam_gui.recording.status import RecordingEvent, RecordingRecovered, SegmentDone
from atomcam_gui.settings import Settings

logger = logging.getLogger(__name__)


class Housekeeping:
    """For the event loop's thread; disks are asked in a thread of its own, one question at a time.

    Args:
        settings: asked again and again.
    """

    def __init__(self, service: RecordingService, settings: Callable[[], Settings], paths: Paths) -> None:
        self._service = service
        self._settings = settings
        self._paths = paths
        self._due = asyncio.Event()
        self._quotas: dict[Path, Quota] = {}

    async def run(self) -> None:
        """Put in order what earlier runs left, then keep to the quota after every file. Ends by being cancelled."""
        unsubscribe = self._service.subscribe(self._heed)
        try:
            await self._service.recover()
            await in_daemon_thread(self._sweep, "atomcam leftovers")
            self._due.set()
            while True:
                await self._due.wait()
                self._due.clear()
                await self._keep_quota()
        finally:
            unsubscribe()

    def settings_changed(self) -> None:
        """The quota may be another."""
        self._due.set()

    def _heed(self, event: RecordingEvent) -> None:
        if isinstance(event, SegmentDone | RecordingRecovered):
            self._due.set()

    async def _keep_quota(self) -> None:
        settings = self._settings()
        limit = round(settings.recording.quota_gb * folders.GB)
        if limit:
            folder = folders.recordings_folder(settings, self._paths)
            quota = self._quotas.setdefault(folder, Quota(folder, is_marked))
            await in_daemon_thread(lambda: _enforce(quota, limit), "atomcam quota")

    def _sweep(self) -> None:
        settings, paths = self._settings(), self._paths
        places = (
            folders.pictures_folder(settings, paths),
            folders.recordings_folder(settings, paths),
            folders.rescue_pictures(paths),
            folders.rescue_recordings(paths),
        )
        for folder in dict.fromkeys(places):
            try:
                removed = remove_leftovers(folder)
            except RecordingError as error:
                logger.info("%s could not be swept: %s", folder, error)
            else:
                if removed:
                    logger.info("%d files that an earlier run left half-written are gone from %s", removed, folder)


def _enforce(quota: Quota, limit: int) -> None:
    try:
        result = quota.enforce(limit)
    except RecordingError as error:
        logger.warning("the size of all recordings could not be looked at: %s", error)
        return
    if not result.is_met:
        text = "recordings take %d MB, more than the %d MB that they should: what is left is marked, renamed or in use"
        logger.info(text, result.left // 10**6, limit // 10**6)
