"""The cameras' newest pictures for viewers, as they came."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.server.live_viewer import LiveViewer

Wrap = Callable[[Frame], bytes]
"""Makes a message of a picture. Done once for all viewers of a camera who want the same."""


class PictureFeed:
    """A sink for all cameras while something is shared. For the event loop's thread.

    It keeps each camera's newest picture, so that a new viewer has one at once.
    """

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._newest: dict[str, Frame] = {}
        self._viewers: dict[str, dict[Wrap, tuple[LiveViewer, ...]]] = {}
        self._awaited: dict[str, set[asyncio.Future[Frame]]] = {}

    def start(self) -> None:
        """Take pictures from now on."""
        self._hub.attach(self)

    def stop(self) -> None:
        """Take no more, and forget those that were kept."""
        self._hub.detach(self)
        self._newest.clear()

    def newest(self, camera_id: str) -> Frame | None:
        """The camera's newest picture, if one has come since the start and the camera has not gone since."""
        return self._newest.get(camera_id)

    def forget(self, camera_id: str) -> None:
        """The camera went away, or may not be shown any more."""
        self._newest.pop(camera_id, None)

    async def first(self, camera_id: str, within_s: float) -> Frame | None:
        """The newest picture or, where there is none, the next; None where none comes in time."""
        frame = self._newest.get(camera_id)
        if frame is not None:
            return frame
        coming: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        waiting = self._awaited.setdefault(camera_id, set())
        waiting.add(coming)
        try:
            await asyncio.wait([coming], timeout=within_s)
            return coming.result() if coming.done() else None
        finally:
            waiting.discard(coming)
            if not waiting and self._awaited.get(camera_id) is waiting:
                del self._awaited[camera_id]

    def join(self, camera_id: str, viewer: LiveViewer, wrap: Wrap) -> None:
        """Offer a camera's pictures to a viewer, the newest known one at once."""
        groups = self._viewers.setdefault(camera_id, {})
        groups[wrap] = (*groups.get(wrap, ()), viewer)
        frame = self._newest.get(camera_id)
        if frame is not None:
            viewer.offer(wrap(frame))

    def leave(self, camera_id: str, viewer: LiveViewer) -> None:
        """Undo ``join``. Does nothing where there was none."""
        groups = self._viewers.get(camera_id, {})
        for wrap, viewers in tuple(groups.items()):
            rest = tuple(other for other in viewers if other is not viewer)
            if rest:
                groups[wrap] = rest
            else:
                del groups[wrap]
        if not groups:
            self._viewers.pop(camera_id, None)

    def submit(self, frame: Frame) -> None:
        """Hand a picture out."""
        camera_id = frame.camera_id
        self._newest[camera_id] = frame
        groups = self._viewers.get(camera_id)
        if groups is not None:
            for wrap, viewers in groups.items():
                message = wrap(frame)
                for viewer in viewers:
                    viewer.offer(message)
        for coming in self._awaited.pop(camera_id, ()):
            if not coming.done():
                coming.set_result(frame)
