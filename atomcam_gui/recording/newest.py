"""The newest picture of each camera, for whoever needs one at once."""

from __future__ import annotations

from collections.abc import Callable

from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import CameraChanged, CameraRegistry, CameraRemoved, RegistryEvent
from atomcam_gui.camera.trust import Trust


class NewestFrames:
    """A sink of all cameras that keeps one frame of each while it is connected and allowed. For the loop's thread."""

    def __init__(self) -> None:
        self._frames: dict[str, Frame] = {}

    def attach(self, hub: Hub, registry: CameraRegistry) -> Callable[[], None]:
        """Keep up with these from now on. Returns what ends it and forgets all pictures."""
        hub.attach(self)
        unsubscribe = registry.subscribe(self._heed)

        def detach() -> None:
            unsubscribe()
            hub.detach(self)
            self._frames.clear()

        return detach

    def submit(self, frame: Frame) -> None:
        """Take a frame; the one before it is let go."""
        # Anew at the end: the order is that of receipt.
        self._frames.pop(frame.camera_id, None)
        self._frames[frame.camera_id] = frame

    def of(self, camera_id: str) -> Frame | None:
        """The camera's newest frame; None where it has sent none since it came, or is gone."""
        return self._frames.get(camera_id)

    def newest(self) -> Frame | None:
        """The frame that came last from any camera."""
        return next(reversed(self._frames.values()), None)

    def _heed(self, event: RegistryEvent) -> None:
        match event:
            case CameraRemoved(camera):
                self._frames.pop(camera.id, None)
            case CameraChanged(camera) if not _may_show(camera):
                self._frames.pop(camera.id, None)


def _may_show(camera: Camera) -> bool:
    return camera.connection is not None and camera.trust is Trust.ALLOWED
