"""The encoders, once somebody needs them: they bring FFmpeg along, which takes a while and memory."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.daemon_call import DaemonCall

if TYPE_CHECKING:
    from atomcam_gui.sharing.h264 import Encoders

_MODULE = "atomcam_gui.sharing.h264"


class EncoderSupply:
    """One set of encoders for all who want H.264 of these cameras. For the event loop's thread."""

    def __init__(self, hub: Hub, registry: CameraRegistry) -> None:
        self._hub = hub
        self._registry = registry
        self._loading: DaemonCall[object] | None = None
        self._encoders: Encoders | None = None
        self.newest: Callable[[str], Frame | None] = lambda _: None
        """Gives the newest picture of a camera, where somebody has kept it."""

    @property
    def existing(self) -> Encoders | None:
        """The encoders, if anybody has needed them."""
        return self._encoders

    async def get(self) -> Encoders:
        """The encoders; the first time what they need is loaded, in a thread."""
        if self._encoders is None:
            if self._loading is None:
                self._loading = DaemonCall(lambda: importlib.import_module(_MODULE), "loading H.264")
            await asyncio.wait([self._loading.future])
            self._loading.future.result()
            self._loading.join()
        return self.now()

    def now(self) -> Encoders:
        """The encoders, at once: the first time the loop stands still for half a second."""
        if self._encoders is None:
            from atomcam_gui.sharing.h264 import Encoders

            self._encoders = Encoders(self._hub, self._registry, lambda camera_id: self.newest(camera_id))
        return self._encoders

    async def close(self) -> None:
        """End all of them: who watches by then gets no more. Loading goes on to its end in its thread."""
        if self._encoders is not None:
            await self._encoders.close()
