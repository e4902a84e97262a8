"""A camera server with network cameras, for tests of both together."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from atomcam_gui.camera.camera import Camera, CameraState
from atomcam_gui.sources.address import parse_address
from atomcam_gui.sources.source_book import SourceBook
from atomcam_gui.sources.source_feed import SourceState
from atomcam_gui.sources.source_service import SourceService
from atomcam_gui.sources.troubles import SourceTrouble
from tests.peers import Station, running_station, until


class SourceRig:
    """A station, its service, and what the service told."""

    def __init__(self, station: Station, book: SourceBook) -> None:
        self.station = station
        self.book = book
        self.service = SourceService(station.registry, book)
        self.told: list[str] = []
        self.service.subscribe(self.told.append)

    def add(self, url: str, name: str = "") -> str:
        return self.service.add(parse_address(url), name)

    def camera(self, camera_id: str) -> Camera:
        return self.station.camera(camera_id)

    def state(self, camera_id: str) -> SourceState:
        state = self.service.state(camera_id)
        assert state is not None
        return state

    async def shows(self, camera_id: str, more: int = 3) -> None:
        """Wait for so many more of its pictures."""
        goal = len(self.station.shown.of(camera_id)) + more
        await until(lambda: len(self.station.shown.of(camera_id)) >= goal, f"pictures of {camera_id}")
        assert self.camera(camera_id).state is CameraState.LIVE

    async def fails(self, camera_id: str, trouble: SourceTrouble) -> str:
        """Wait until it has failed for this reason; the sentence."""

        def has_failed() -> bool:
            error = self.state(camera_id).error
            assert error is None or error.trouble is trouble, str(error)
            return error is not None

        await until(has_failed, f"{camera_id} fails by {trouble}")
        return self.state(camera_id).sentence


@asynccontextmanager
async def source_rig(book: SourceBook | None = None, station: Station | None = None) -> AsyncIterator[SourceRig]:
    """At the end nothing of it is left: no thread, no connection."""
    async with running_station() if station is None else _as_it_is(station) as running:
        rig = SourceRig(running, book or SourceBook())
        rig.service.start()
        try:
            yield rig
        finally:
            began = asyncio.get_running_loop().time()
            await rig.service.close()
            assert asyncio.get_running_loop().time() - began < 2
            await until(lambda: not source_threads(), "no thread is left")


@asynccontextmanager
async def _as_it_is(station: Station) -> AsyncIterator[Station]:
    yield station


def source_threads() -> list[str]:
    """Readers that still run."""
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(("source ", "look-up"))]
