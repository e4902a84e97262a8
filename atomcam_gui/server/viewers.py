"""Everybody who watches at the moment."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator

from atomcam_gui.server.counters import ServerCounters
from atomcam_gui.server.live_viewer import LiveViewer, ViewerInfo

logger = logging.getLogger(__name__)

MAX_VIEWERS = 256
"""More are turned away, so that the port always has room for cameras."""

CLOSE_GOING_AWAY = 1001
CLOSE_UNWELCOME = 1008
CLOSE_TROUBLE = 1011
CLOSE_CAMERA_GONE = 1013
CLOSE_REVOKED = 4401


class Viewers:
    """The live viewers. Belongs to the event loop's thread."""

    def __init__(self, counters: ServerCounters) -> None:
        self._counters = counters
        self._viewers: dict[int, LiveViewer] = {}
        self._listeners: tuple[Callable[[], None], ...] = ()
        self._count = 0

    def __len__(self) -> int:
        return len(self._viewers)

    def __iter__(self) -> Iterator[LiveViewer]:
        return iter(tuple(self._viewers.values()))

    @property
    def infos(self) -> tuple[ViewerInfo, ...]:
        """All of them, in the order in which they came."""
        return tuple(viewer.info for viewer in self)

    @property
    def is_full(self) -> bool:
        """Whether one more would be too many."""
        return len(self._viewers) >= MAX_VIEWERS

    def next_number(self) -> int:
        """A number for a new viewer."""
        self._count += 1
        return self._count

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` whenever a viewer came or went. Returns what ends it."""
        self._listeners = (*self._listeners, listener)

        def end() -> None:
            self._listeners = tuple(other for other in self._listeners if other is not listener)

        return end

    def add(self, viewer: LiveViewer) -> None:
        """Somebody begins to watch."""
        self._viewers[viewer.number] = viewer
        grant = viewer.grant
        logger.info("%s watches %s by the link %r: %s", grant.address, grant.camera_id, grant.link.name, grant.route)
        self._tell()

    def discard(self, viewer: LiveViewer) -> None:
        """Somebody watches no more. May be called again."""
        if self._viewers.pop(viewer.number, None) is not None:
            logger.info("%s watches %s no more", viewer.grant.address, viewer.grant.camera_id)
            self._tell()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()

    # -- ends ----------------------------------------------------------------------------------------------------

    def keep_only(self, link_ids: Collection[str]) -> None:
        """End everybody who came by another link than these."""
        for viewer in self:
            if viewer.grant.link.id not in link_ids:
                self._end(viewer, CLOSE_REVOKED, "the link was revoked")

    def cut(self, link_id: str) -> None:
        """End everybody who came by this link."""
        for viewer in self:
            if viewer.grant.link.id == link_id:
                self._end(viewer, CLOSE_REVOKED, "the link was revoked")

    def end_all(self) -> None:
        """End everybody: the program ends."""
        for viewer in self:
            self._end(viewer, CLOSE_GOING_AWAY, "AtomCam ends")

    def camera_gone(self, camera_id: str) -> None:
        """End everybody who watches a camera."""
        for viewer in self:
            if viewer.grant.camera_id == camera_id:
                self._end(viewer, CLOSE_CAMERA_GONE, "the camera is gone")

    def _end(self, viewer: LiveViewer, code: int, reason: str) -> None:
        self.discard(viewer)
        viewer.end(code, reason)

    def tick(self, now: float) -> None:
        """Drop those who take nothing any more. ``now`` in monotonic seconds."""
        for viewer in self:
            if not viewer.measure(now):
                self._counters.viewers_stuck += 1
                logger.info("%s takes no pictures any more: dropped", viewer.grant.address)
                viewer.abort()
