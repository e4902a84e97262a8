"""What becomes of a camera that starts again with new software: it comes back with it, with the old, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from atomcam_gui import wire
from atomcam_gui.camera.camera import Camera, Connection
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.update_progress import UpdateProgress, UpdateStage
from atomcam_gui.errors import UpdateFailed
from atomcam_gui.phrase import Phrase

BACK_WITHIN_S = 120.0
"""From the restart to the first word: booting, WiFi, the camera; and 60 s more where the old software comes back."""
TRIAL_S = 90.0
"""New software that has not failed within 60 s is kept. Boards of old say nothing about it."""


class Comeback:
    """Waits for a camera to come back after its restart, and for what it says about its software."""

    def __init__(self, registry: CameraRegistry, camera: Camera, version: str) -> None:
        self._registry = registry
        self._id = camera.id
        self._label = camera.label
        self._old: Connection | None = camera.connection
        self._version = version
        self._said = asyncio.Event()
        self._hello: wire.Hello | None = None
        self._end = registry.subscribe_messages(self._receive)

    def close(self) -> None:
        """Listen no longer."""
        self._end()

    async def wait(self, tell: Callable[[UpdateProgress], None], back_within_s: float) -> str:
        """The version that the camera has come back with, and keeps.

        Raises:
            UpdateFailed: it did not come back, or with its old software.
        """
        try:
            hello = await self._next_hello(back_within_s)
        except TimeoutError as error:
            raise UpdateFailed(
                "{name} has not come back from its restart yet: it goes back to its old software by itself if "
                "the new one does not work; take its power away for a moment if it stays away",
                name=self._label,
            ) from error
        while hello.update == "trial":
            tell(UpdateProgress(UpdateStage.TRIAL))
            try:
                hello = await self._next_hello(TRIAL_S)
            except TimeoutError:
                camera = self._registry.get(self._id)
                if camera is None or camera.connection is None:
                    raise UpdateFailed(
                        "{name} came back with the new software and went again: it goes back to its old "
                        "software by itself if the new one does not work; look whether it has power and WiFi",
                        name=self._label,
                    ) from None
                break
        if hello.update == "reverted" or hello.firmware != self._version:
            raise UpdateFailed(
                "the new software did not work on {name}, which went back to version {version} by itself: "
                "it goes on as before; try again, or set it up by cable",
                name=self._label,
                version=hello.firmware or Phrase("unknown"),
            )
        return self._version

    async def _next_hello(self, seconds: float) -> wire.Hello:
        async with asyncio.timeout(seconds):
            await self._said.wait()
        self._said.clear()
        assert self._hello is not None
        return self._hello

    def _receive(self, camera: Camera, message: wire.Message) -> None:
        if camera.id == self._id and isinstance(message, wire.Hello) and camera.connection is not self._old:
            self._hello = message
            self._said.set()
