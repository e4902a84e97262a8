"""The part of the program that needs no window: cameras, trust, frames, server."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atomcam_gui import wire
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import KeyEntry, TrustBook
from atomcam_gui.demo.client import DemoCamera
from atomcam_gui.paths import Paths
from atomcam_gui.server.camera_server import CameraServer
from atomcam_gui.settings import Settings

if TYPE_CHECKING:
    from atomcam_gui.recording.service import RecordingService

DEMO_ID = "0a7c0de0ca00"
"""The built-in demo camera's id. The second bit of its first byte marks it as no manufacturer's."""


@dataclass(frozen=True, slots=True)
class Backend:
    """Made in the event loop's thread and used there only."""

    book: TrustBook
    hub: Hub
    registry: CameraRegistry
    server: CameraServer

    @classmethod
    def build(cls, book: TrustBook) -> Backend:
        """Wire the parts together; nothing listens yet."""
        hub = Hub()
        registry = CameraRegistry(book, hub)
        return cls(book, hub, registry, CameraServer(registry))

    def recordings(self, settings: Callable[[], Settings], paths: Paths) -> RecordingService:
        """A recording service for these cameras, which know of it from now on. On a running loop.

        Args:
            settings: asked again and again, also from another thread.
        """
        # Not at the top: it brings FFmpeg along, which `atomcam serve` needs only where it records.
        from atomcam_gui.recording.service import RecordingService

        service = RecordingService(self.hub, self.registry, settings, paths)
        service.subscribe(lambda _: self.registry.note_recordings(service.recording_ids))
        return service

    def demo_camera(self, name: str) -> DemoCamera:
        """A demo camera for this very program: over a real socket, with a key of its own for this run."""
        key = wire.new_key()
        self.book.add_key(KeyEntry(DEMO_ID, key, name, permanent=False))
        host = self.server.bind
        address = ipaddress.ip_address(host)
        if address.is_unspecified:
            host = "::1" if address.version == 6 else "127.0.0.1"
        return DemoCamera(
            wire.camera_url(host, self.server.port), camera_id=DEMO_ID, key=key, name=name, persistent=True
        )
