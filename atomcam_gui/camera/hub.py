"""Hands each frame to everybody who wants it."""

from __future__ import annotations

import logging
from typing import Protocol

from atomcam_gui.camera.frame import Frame

logger = logging.getLogger(__name__)


class Sink(Protocol):
    """Somebody who takes frames: a live view, a recorder, a viewer."""

    def submit(self, frame: Frame) -> None:
        """Take a frame, in the event loop's thread. Must not block, await or copy; owns its own back-pressure."""


class Hub:
    """Publishes frames to sinks, all of a camera or all of every camera. For the event loop's thread only."""

    def __init__(self) -> None:
        self._of_camera: dict[str, tuple[Sink, ...]] = {}
        self._of_all: tuple[Sink, ...] = ()
        self._faulty: set[int] = set()

    def attach(self, sink: Sink, camera_id: str | None = None) -> None:
        """Send ``sink`` the frames of one camera, or of all of them."""
        if camera_id is None:
            self._of_all = (*self._of_all, sink)
        else:
            self._of_camera[camera_id] = (*self._of_camera.get(camera_id, ()), sink)

    def detach(self, sink: Sink, camera_id: str | None = None) -> None:
        """Undo the ``attach`` of the same arguments. Does nothing where there was none."""
        self._faulty.discard(id(sink))
        if camera_id is None:
            self._of_all = tuple(other for other in self._of_all if other is not sink)
            return
        rest = tuple(other for other in self._of_camera.get(camera_id, ()) if other is not sink)
        if rest:
            self._of_camera[camera_id] = rest
        else:
            self._of_camera.pop(camera_id, None)

    def publish(self, frame: Frame) -> None:
        """Give a frame to its sinks. A sink that fails costs the others nothing; its first failure is logged."""
        for sink in (*self._of_camera.get(frame.camera_id, ()), *self._of_all):
            try:
                sink.submit(frame)
            except Exception:
                if id(sink) not in self._faulty:
                    self._faulty.add(id(sink))
                    logger.exception("%r could not take frame %d of %s", sink, frame.number, frame.camera_id)
