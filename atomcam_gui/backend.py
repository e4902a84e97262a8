"""The part of the program that needs no window: cameras, trust, frames, server."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atomcam_gui import wire
from atomcam_gui.camera.board_update import BoardUpdate
from atomcam_gui.camera.clock_sync import ClockSync
from atomcam_gui.camera.control_memory import ControlMemory
from atomcam_gui.camera.control_service import ControlService
from atomcam_gui.camera.health import HealthHistory
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.requests import CameraRequests
from atomcam_gui.camera.trust import KeyEntry, TrustBook
from atomcam_gui.errors import SettingsError
from atomcam_gui.paths import Paths
from atomcam_gui.phrase import Phrase
from atomcam_gui.server.camera_server import CameraServer
from atomcam_gui.settings import Settings

if TYPE_CHECKING:
    from atomcam_gui.demo.client import DemoCamera
    from atomcam_gui.recording.service import RecordingService
    from atomcam_gui.server.sharing import Sharing

DEMO_ID = "0a7c0de0ca00"
"""The built-in demo camera's id. The second bit of its first byte marks it as no manufacturer's."""


@dataclass(frozen=True, slots=True)
class Backend:
    """Made in the event loop's thread and used there only."""

    book: TrustBook
    hub: Hub
    registry: CameraRegistry
    server: CameraServer
    requests: CameraRequests
    control: ControlService
    clocks: ClockSync
    health: HealthHistory
    updates: BoardUpdate
    trouble: Phrase | None = None
    """What was wrong with what was kept of an earlier run; it goes on all the same."""

    @classmethod
    def build(cls, book: TrustBook, paths: Paths | None = None) -> Backend:
        """Wire the parts together; nothing listens yet.

        Args:
            paths: where it is kept what the user sets on the cameras; None keeps it for this run only.
        """
        hub = Hub()
        registry = CameraRegistry(book, hub)
        requests = CameraRequests(registry)
        memory = ControlMemory(paths.controls_file if paths is not None else None)
        trouble = _load(memory)
        registry.name_of = lambda camera_id: book.name_of(camera_id) or memory.name_of(camera_id)
        return cls(
            book,
            hub,
            registry,
            CameraServer(registry),
            requests,
            ControlService(registry, requests, memory, registry.clock),
            ClockSync(registry, requests),
            HealthHistory(registry),
            BoardUpdate(registry, requests),
            trouble,
        )

    async def close(self) -> None:
        """After the server's end: write what is not written yet, and end what the parts still do. Within a second."""
        self.requests.close()
        self.health.close()
        await self.clocks.close()
        await self.control.close()

    def recordings(self, settings: Callable[[], Settings], paths: Paths) -> RecordingService:
        """A recording service for these cameras, which know of it from now on. On a running loop.

        Args:
            settings: asked again and again, also from another thread.
        """
        # Not at the top: `atomcam serve` needs it only where it records.
        from atomcam_gui.recording.service import RecordingService

        service = RecordingService(self.hub, self.registry, settings, paths)
        service.subscribe(lambda _: self.registry.note_recordings(service.recording_ids))
        return service

    def sharing(self, paths: Paths, *, always: bool = False) -> Sharing:
        """What lets others watch these cameras; nobody does yet. Whoever calls loads its book, and starts it.

        Args:
            always: share while this program runs, whether the user switched it on or not.
        """
        # Not at the top: few need it.
        from atomcam_gui.server.sharing import Sharing
        from atomcam_gui.sharing.encoder_supply import EncoderSupply
        from atomcam_gui.sharing.share_book import ShareBook

        book = ShareBook(paths.shares_file)
        supply = EncoderSupply(self.hub, self.registry)
        return Sharing(self.hub, self.registry, self.server, book, supply, always=always)

    def demo_camera(self, name: str) -> DemoCamera:
        """A demo camera for this very program: over a real socket, with a key of its own for this run."""
        # Not at the top: drawing its pictures takes NumPy.
        from atomcam_gui.demo.client import DemoCamera

        key = wire.new_key()
        name = self.control.given_name(DEMO_ID) or name
        self.book.add_key(KeyEntry(DEMO_ID, key, name, permanent=False))
        host = self.server.bind
        address = ipaddress.ip_address(host)
        if address.is_unspecified:
            host = "::1" if address.version == 6 else "127.0.0.1"
        return DemoCamera(
            wire.camera_url(host, self.server.port), camera_id=DEMO_ID, key=key, name=name, persistent=True
        )


def _load(memory: ControlMemory) -> Phrase | None:
    """Load whatever state the file is in. Returns a sentence for the user where something was wrong."""
    try:
        broken = memory.load()
    except SettingsError as error:
        return Phrase("What was set on the cameras could not be read: {error}", error=error)
    if broken is not None:
        return Phrase("The list of what was set on the cameras was damaged. It was kept as {name}.", name=broken.name)
    return None
