"""All network cameras of this run: those in the user's book, and those for now."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from atomcam_gui import wire
from atomcam_gui.camera.registry import CameraChanged, CameraRegistry, CameraRemoved, RegistryEvent
from atomcam_gui.camera.trust import KeyEntry, Trust
from atomcam_gui.errors import SettingsError
from atomcam_gui.sources.address import SourceAddress, camera_id_of
from atomcam_gui.sources.source_book import Source, SourceBook
from atomcam_gui.sources.source_feed import SourceFeed, SourcePhase, SourceState
from atomcam_gui.sources.troubles import SourceError, SourceTrouble
from atomcam_gui.tasks import TaskSet

logger = logging.getLogger(__name__)

BOOK_INTERVAL_S = 3.0
"""How often it looks whether another program has changed the book."""

Listener = Callable[[str], None]


class SourceService:
    """Feeds network cameras into the registry, where they are cameras as all others.

    Each gets a key for this run in the trust book: the user added it, so it is let in, and whoever comes with its id
    from outside must prove what nobody else knows. What the user decides about it there (block, allow, rename, forget)
    holds here as well. For the event loop's thread.
    """

    def __init__(self, registry: CameraRegistry, book: SourceBook) -> None:
        self._registry = registry
        self._book = book
        self._for_now: dict[str, Source] = {}
        self._feeds: dict[str, SourceFeed] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._tasks = TaskSet(_report)
        self._listeners: tuple[Listener, ...] = ()
        self._unsubscribe: Callable[[], None] | None = None
        self._loop: asyncio.AbstractEventLoop

    # -- start and end -------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Feed all cameras of the book, which was loaded before. On a running loop."""
        self._loop = asyncio.get_running_loop()
        self._unsubscribe = self._registry.subscribe(self._registry_event)
        for source in self._book.sources:
            self._admit(source)
        self._tasks.start(self._watch_book(), "network cameras' book")

    async def close(self) -> None:
        """End all feeds; takes less than a second whatever the cameras do."""
        unsubscribe, self._unsubscribe = self._unsubscribe, None
        if unsubscribe is not None:
            unsubscribe()
        await self._tasks.cancel_all()
        self._running.clear()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener(camera_id)`` whenever a network camera comes, goes, or is in another state.

        Returns what ends it.
        """
        self._listeners = (*self._listeners, listener)

        def end() -> None:
            self._listeners = tuple(other for other in self._listeners if other is not listener)

        return end

    # -- what is there -------------------------------------------------------------------------------------------

    @property
    def sources(self) -> tuple[Source, ...]:
        """All network cameras."""
        return tuple(feed.source for feed in self._feeds.values())

    def is_source(self, camera_id: str) -> bool:
        """Whether a camera is a network camera."""
        return camera_id in self._feeds

    def source(self, camera_id: str) -> Source | None:
        """A network camera's address and name."""
        feed = self._feeds.get(camera_id)
        return feed.source if feed is not None else None

    def state(self, camera_id: str) -> SourceState | None:
        """What is going on with a network camera; None where it is none."""
        feed = self._feeds.get(camera_id)
        if feed is None:
            return None
        return SourceState(SourcePhase.OFF) if feed.source.blocked else feed.state

    # -- changes -------------------------------------------------------------------------------------------------

    def add(self, address: SourceAddress, name: str = "") -> str:
        """Add a camera to the book and go for its pictures; returns its id.

        Raises:
            SourceError: ``ALREADY_THERE``.
            SettingsError: it holds until the program ends, but could not be written.
        """
        self._check_new(address)
        source = Source(self._new_id(address), address, name)
        try:
            self._book.put(source)
        finally:
            self._admit(source)
        return source.id

    def add_for_now(self, address: SourceAddress, name: str = "") -> str:
        """Add a camera until the program ends; returns its id. One of the same address in the book stays as it is."""
        for known in self.sources:
            if known.address.url == address.url:
                return known.id
        source = Source(self._new_id(address), address, name)
        self._for_now[source.id] = source
        self._admit(source)
        return source.id

    def change(self, camera_id: str, address: SourceAddress, name: str) -> None:
        """Another address, password or name for a camera, which keeps its id.

        Raises:
            SourceError: ``ALREADY_THERE``, as another camera.
            SettingsError: it holds until the program ends, but could not be written.
        """
        feed = self._feeds.get(camera_id)
        if feed is None:
            return
        self._check_new(address, but=camera_id)
        source = replace(feed.source, address=address, name=name)
        try:
            self._keep(source)
        finally:
            self._admit(source)

    def rename(self, camera_id: str, name: str) -> None:
        """Another name for a camera; an empty one for what its host is called.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """
        feed = self._feeds.get(camera_id)
        if feed is not None:
            self._registry.rename(camera_id, name)
            self._rename(feed, name)

    def remove(self, camera_id: str) -> None:
        """Forget a camera: it is neither fed nor listed any more.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """
        if self._feeds.pop(camera_id, None) is None:
            return
        self._stop(camera_id)
        is_in_book = self._for_now.pop(camera_id, None) is None
        self._registry.remove(camera_id)
        self._tell(camera_id)
        if is_in_book:
            self._book.remove(camera_id)

    def restore(self, source: Source) -> None:
        """Bring a camera back that was removed, with the id that it had.

        Raises:
            SourceError: ``ALREADY_THERE``: its address was added anew meanwhile.
            SettingsError: it holds until the program ends, but could not be written.
        """
        if source.id in self._feeds:
            return
        self._check_new(source.address)
        try:
            self._book.put(source)
        finally:
            self._admit(source)

    def retry(self, camera_id: str) -> None:
        """Try a camera that waits after a failure again now."""
        feed = self._feeds.get(camera_id)
        if feed is not None:
            feed.retry()

    def _check_new(self, address: SourceAddress, but: str = "") -> None:
        for known in self.sources:
            if known.id != but and known.address.url == address.url:
                raise SourceError(SourceTrouble.ALREADY_THERE, detail=known.label)

    def _new_id(self, address: SourceAddress) -> str:
        return camera_id_of(address, {source.id for source in (*self.sources, *self._book.sources)})

    def _keep(self, source: Source) -> None:
        if source.id in self._for_now:
            self._for_now[source.id] = source
        else:
            self._book.put(source)

    def _rename(self, feed: SourceFeed, name: str) -> None:
        if feed.source.name != name:
            feed.source = replace(feed.source, name=name)
            self._keep(feed.source)

    # -- feeds ---------------------------------------------------------------------------------------------------

    def _admit(self, source: Source) -> None:
        """Feed a camera by what is known of it now, and list it."""
        self._stop(source.id)
        self._registry.book.add_key(KeyEntry(source.id, wire.new_key(), source.name, source.blocked, permanent=False))
        host = source.address.host
        if source.blocked:
            self._registry.record_blocked(host, source.id)
        else:
            self._registry.remember(source.id, source.id, host, source.name, None)
        feed = self._feeds[source.id] = SourceFeed(source, self._registry, lambda: self._tell(source.id))
        camera = self._registry.get(source.id)
        if camera is not None and camera.name != source.name:
            self._registry.rename(source.id, source.name)
        if not source.blocked:
            self._running[source.id] = self._tasks.start(feed.run(), f"network camera {source.id}")
        self._tell(source.id)

    def _stop(self, camera_id: str) -> None:
        task = self._running.pop(camera_id, None)
        if task is not None:
            task.cancel()

    def _tell(self, camera_id: str) -> None:
        for listener in self._listeners:
            listener(camera_id)

    # -- what is decided elsewhere -------------------------------------------------------------------------------

    def _registry_event(self, event: RegistryEvent) -> None:
        if isinstance(event, CameraChanged | CameraRemoved) and event.camera.id in self._feeds:
            # Afterwards: the registry is still telling the others.
            self._loop.call_soon(self._reconcile, event.camera.id)

    def _reconcile(self, camera_id: str) -> None:
        """The user blocked, allowed, renamed or forgot a camera by the list that it shares with all others."""
        feed = self._feeds.get(camera_id)
        if feed is None or self._unsubscribe is None:
            return
        entry = next((entry for entry in self._registry.book.keys if entry.camera_id == camera_id), None)
        camera = self._registry.get(camera_id)
        try:
            if entry is None:
                self.remove(camera_id)
            elif entry.blocked != feed.source.blocked:
                self._set_blocked(feed, entry.blocked)
            elif camera is None and feed.is_turned_away:
                self._stop(camera_id)
            elif camera is not None and camera.trust is Trust.ALLOWED:
                self._rename(feed, camera.name)
        except SettingsError as error:
            logger.warning("%s", error)

    def _set_blocked(self, feed: SourceFeed, blocked: bool) -> None:
        source = replace(feed.source, blocked=blocked)
        feed.source = source
        try:
            self._keep(source)
        finally:
            if blocked:
                self._stop(source.id)
                self._tell(source.id)
            else:
                self._admit(source)

    async def _watch_book(self) -> None:
        while True:
            await asyncio.sleep(BOOK_INTERVAL_S)
            if self._book.refresh():
                self._follow_book()

    def _follow_book(self) -> None:
        """Another program added, changed or forgot cameras."""
        for camera_id, feed in tuple(self._feeds.items()):
            if camera_id not in self._for_now and self._book.get(camera_id) is None:
                logger.info("network camera %s was forgotten by another program", feed.source.label)
                del self._feeds[camera_id]
                self._stop(camera_id)
                self._registry.remove(camera_id)
                self._tell(camera_id)
        for source in self._book.sources:
            known = self._feeds.get(source.id)
            if known is None or known.source != source:
                self._admit(source)


def _report(error: BaseException) -> None:
    logger.error("feeding a network camera failed", exc_info=error)
