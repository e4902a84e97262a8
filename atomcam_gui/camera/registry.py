"""All cameras of this run: who is connected, under which identity, and whether it may show pictures."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from atomcam_gui.camera.camera import STALL_AFTER_S, Camera, CameraState, Connection
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.trust import Trust, TrustBook, Verdict, decision_now
from atomcam_gui.wire import Message

logger = logging.getLogger(__name__)

MAX_WAITING = 32
"""More strangers than this at a time are turned away: a crowd at the door must not fill memory or the window."""

MAX_LOST = 64
"""Lost cameras that are still listed; the longest lost go first."""

CLOSE_POLICY = 1008
CLOSE_RESTART = 1012
CLOSE_TRY_LATER = 1013
CLOSE_REPLACED = 4001


@dataclass(frozen=True, slots=True)
class CameraAdded:
    """A camera is listed that was not before."""

    camera: Camera


@dataclass(frozen=True, slots=True)
class CameraChanged:
    """State, trust, name, address or connection of a camera is another than before."""

    camera: Camera


@dataclass(frozen=True, slots=True)
class CameraRemoved:
    """A camera is no longer listed."""

    camera: Camera


@dataclass(frozen=True, slots=True)
class ImpostorRefused:
    """Somebody claimed the id of a camera with a key and could not prove it."""

    camera_id: str
    name: str
    address: str
    reason: str


RegistryEvent = CameraAdded | CameraChanged | CameraRemoved | ImpostorRefused
Listener = Callable[[RegistryEvent], None]
MessageListener = Callable[[Camera, Message], None]


class CameraRegistry:
    """Knows every camera. Belongs to the event loop's thread.

    Args:
        book: keys and decisions.
        hub: where the frames of allowed cameras go.
        clock: monotonic seconds.
    """

    def __init__(self, book: TrustBook, hub: Hub, clock: Callable[[], float] = time.monotonic) -> None:
        self.book = book
        self.hub = hub
        self.clock = clock
        self.name_of: Callable[[str], str] = book.name_of
        """The name that the user gave a camera, by its id, or an empty text: it goes before what the camera says."""
        self._cameras: dict[str, Camera] = {}
        self._listeners: tuple[Listener, ...] = ()
        self._message_listeners: tuple[MessageListener, ...] = ()
        self._tick_listeners: tuple[Callable[[], None], ...] = ()

    def __iter__(self) -> Iterator[Camera]:
        return iter(tuple(self._cameras.values()))

    def __len__(self) -> int:
        return len(self._cameras)

    def get(self, camera_id: str) -> Camera | None:
        """The camera of this id, if it is listed."""
        return self._cameras.get(camera_id)

    @property
    def waiting(self) -> tuple[Camera, ...]:
        """Strangers at the door, in the order in which they came."""
        return tuple(c for c in self._cameras.values() if c.trust is Trust.WAITING and c.connection is not None)

    @property
    def streaming(self) -> bool:
        """Whether any camera delivers pictures at the moment."""
        return any(camera.state is CameraState.LIVE for camera in self._cameras.values())

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` for every event from now on. Returns what ends it."""
        self._listeners = (*self._listeners, listener)

        def end() -> None:
            self._listeners = _without(self._listeners, listener)

        return end

    def emit(self, event: RegistryEvent) -> None:
        """Tell all listeners."""
        for listener in self._listeners:
            listener(event)

    def subscribe_messages(self, listener: MessageListener) -> Callable[[], None]:
        """Call ``listener(camera, message)`` for each hello, stats and reply of a listed, connected camera.

        A camera that must prove its key is heard only once it has; its ``hello`` is told then. Whether it is allowed
        is for the listener to ask. Returns what ends it.
        """
        self._message_listeners = (*self._message_listeners, listener)

        def end() -> None:
            self._message_listeners = _without(self._message_listeners, listener)

        return end

    def heard(self, camera: Camera, message: Message) -> None:
        """Pass a camera's message on."""
        for listener in self._message_listeners:
            listener(camera, message)

    def subscribe_ticks(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` a few times a second while the server listens. Returns what ends it."""
        self._tick_listeners = (*self._tick_listeners, listener)

        def end() -> None:
            self._tick_listeners = _without(self._tick_listeners, listener)

        return end

    # -- connections ---------------------------------------------------------------------------------------------

    def attach(
        self, connection: Connection, address: str, claimed_id: str | None, verdict: Verdict, name: str | None
    ) -> Camera | None:
        """Give a connection its camera. The identity's old connection is closed at once.

        Args:
            verdict: ``Verdict.PROVE`` here means that it has proved.

        Returns:
            The camera, or None where too many strangers wait already.
        """
        trust = Trust.WAITING if verdict is Verdict.WAIT else Trust.ALLOWED
        if trust is Trust.WAITING and len(self.waiting) >= MAX_WAITING:
            logger.warning("%s was turned away: %d cameras wait already", address, MAX_WAITING)
            return None
        camera_id = self._identity(address, claimed_id, trust)
        camera = self._cameras.get(camera_id)
        added = camera is None
        if camera is None:
            camera = self._cameras[camera_id] = Camera(camera_id, claimed_id, address, trust)
        elif camera.connection is not None:
            old, camera.connection = camera.connection, None
            logger.info("%s (%s) came back: its old connection is closed", camera.label, camera.id)
            old.close(CLOSE_REPLACED, "replaced by a newer connection")
        camera.connection = connection
        camera.address = address
        camera.trust = trust
        camera.has_key = verdict is Verdict.PROVE
        camera.name = self.name_of(camera_id) or name or camera.name
        camera.state = CameraState.WAITING
        camera.connected_at = time.time()
        camera.lost_at = None
        camera.statistics.new_connection()
        logger.info("camera %s (%s) connected from %s: %s", camera.label, camera.id, address, trust.value)
        self.emit(CameraAdded(camera) if added else CameraChanged(camera))
        return camera

    def _identity(self, address: str, claimed_id: str | None, trust: Trust) -> str:
        """The id under which a connection is listed.

        A stranger never takes the place of a connected camera that is allowed, or that waits at another address,
        whatever id it claims: the user's word on what is listed must not fall to somebody else. Cameras without an id
        are told apart by their address and, for a second one at the same address, a number.
        """
        if claimed_id is not None:
            holder = self._cameras.get(claimed_id)
            taken = (
                holder is not None
                and holder.connection is not None
                and (holder.trust is Trust.ALLOWED or holder.address != address)
            )
            return f"{claimed_id}@{address}" if taken and trust is Trust.WAITING else claimed_id
        number = 1
        while True:
            camera_id = address if number == 1 else f"{address}#{number}"
            holder = self._cameras.get(camera_id)
            if holder is None or holder.connection is None:
                return camera_id
            number += 1

    def remember(self, camera_id: str, claimed_id: str | None, address: str, name: str, lost_at: float | None) -> None:
        """List an allowed camera of an earlier run as lost, so that it keeps its place.

        One that is listed already stays as it is; only when it was lost is noted where nobody knew it.

        Args:
            lost_at: seconds since the epoch, or None where that is not known.
        """
        known = self._cameras.get(camera_id)
        if known is not None:
            if known.connection is None and known.lost_at is None and lost_at is not None:
                known.lost_at = lost_at
                self.emit(CameraChanged(known))
        else:
            camera = Camera(camera_id, claimed_id, address, Trust.ALLOWED, name, lost_at=lost_at)
            self._cameras[camera_id] = camera
            self.emit(CameraAdded(camera))

    def record_blocked(self, address: str, claimed_id: str | None) -> None:
        """List a blocked camera that knocked, so that the user can see and change it."""
        camera_id = claimed_id or address
        if camera_id not in self._cameras:
            camera = Camera(camera_id, claimed_id, address, Trust.BLOCKED, lost_at=time.time())
            self._cameras[camera_id] = camera
            self.emit(CameraAdded(camera))
            self._drop_longest_lost()

    def detach(self, connection: Connection, camera: Camera) -> None:
        """A connection ended. Does nothing where the camera has a newer one."""
        if camera.connection is not connection:
            return
        camera.connection = None
        camera.lost_at = time.time()
        camera.state = CameraState.LOST
        camera.statistics.meter.clear()
        logger.info("camera %s (%s) is gone", camera.label, camera.id)
        if camera.trust is Trust.WAITING:
            self.remove(camera.id)
            return
        self.emit(CameraChanged(camera))
        self._drop_longest_lost()

    def remove(self, camera_id: str) -> None:
        """Take a camera off the list; a connected one is disconnected."""
        camera = self._cameras.pop(camera_id, None)
        if camera is None:
            return
        connection, camera.connection = camera.connection, None
        camera.state = CameraState.LOST
        if connection is not None:
            connection.close(CLOSE_POLICY, "removed")
        self.emit(CameraRemoved(camera))

    def _drop_longest_lost(self) -> None:
        lost = [c for c in self._cameras.values() if c.connection is None]
        lost.sort(key=lambda camera: camera.lost_at or 0.0)
        for camera in lost[: max(0, len(lost) - MAX_LOST)]:
            self.remove(camera.id)

    # -- changes -------------------------------------------------------------------------------------------------

    def set_state(self, camera: Camera, state: CameraState) -> None:
        """Change a camera's state and tell, where it is another than before."""
        if camera.state is not state:
            camera.state = state
            self.emit(CameraChanged(camera))

    def note_recordings(self, camera_ids: Collection[str]) -> None:
        """Which cameras are being recorded. No event: whoever records tells of it."""
        for camera in self._cameras.values():
            camera.is_recorded = camera.id in camera_ids

    def tick(self) -> None:
        """Notice cameras that stalled. Call a few times a second."""
        now = self.clock()
        for camera in self:
            newest = camera.statistics.newest_at
            if camera.state is CameraState.LIVE and newest is not None and now - newest > STALL_AFTER_S:
                logger.info("camera %s (%s): no picture for %.0f s", camera.label, camera.id, STALL_AFTER_S)
                self.set_state(camera, CameraState.STALLED)
        for listener in self._tick_listeners:
            listener()

    def count_corrupt(self, camera_id: str, amount: int = 1) -> None:
        """Count pictures that turned out damaged only when they were decoded."""
        camera = self._cameras.get(camera_id)
        if camera is not None:
            camera.statistics.corrupt += amount

    # -- decisions -----------------------------------------------------------------------------------------------

    def rename(self, camera_id: str, name: str) -> None:
        """Call a camera ``name`` from now on. For a camera with a key the book remembers it.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """
        camera = self._cameras.get(camera_id)
        if camera is not None and camera.name != name:
            camera.name = name
            self.emit(CameraChanged(camera))
        for entry in self.book.keys:
            if entry.camera_id == camera_id and entry.name != name:
                self.book.add_key(replace(entry, name=name))

    def decide(self, camera_id: str, trust: Trust, *, permanent: bool = True) -> None:
        """The user's word on a camera: allow or block it, or (``Trust.WAITING``) be asked again.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """
        camera = self._cameras.get(camera_id)
        if camera is None:
            return
        try:
            self._write_decision(camera, trust, permanent)
        finally:
            self.apply_book()

    def _write_decision(self, camera: Camera, trust: Trust, permanent: bool) -> None:
        logger.info("the user decided: camera %s (%s) is %s", camera.label, camera.id, trust.value)
        for entry in self.book.keys:
            if entry.camera_id == camera.claimed_id:
                self.book.add_key(replace(entry, blocked=trust is Trust.BLOCKED))
                return
        if trust is Trust.WAITING:
            self.book.forget(camera.address, camera.claimed_id)
        else:
            self.book.decide(decision_now(camera.address, camera.claimed_id, trust, camera.name, permanent=permanent))

    def apply_book(self) -> None:
        """Bring every camera in line with the book, after it was changed."""
        for camera in self:
            verdict = self.book.verdict(camera.address, camera.claimed_id)
            if verdict is Verdict.PROVE:
                self._reprove(camera)
            elif verdict is Verdict.BLOCK:
                self._block(camera)
            else:
                self._set_trust(camera, Trust.ALLOWED if verdict is Verdict.ALLOW else Trust.WAITING)

    def _reprove(self, camera: Camera) -> None:
        """A camera has a key. One that has proved it stays; any other must come again and prove."""
        if camera.has_key:
            self._set_trust(camera, Trust.ALLOWED)
            return
        connection, camera.connection = camera.connection, None
        if connection is not None:
            connection.close(CLOSE_RESTART, "connect again and prove your key")
        if camera.state is not CameraState.LOST or camera.trust is Trust.BLOCKED:
            camera.trust = Trust.WAITING
            self.remove(camera.id)

    def _block(self, camera: Camera) -> None:
        connection, camera.connection = camera.connection, None
        if connection is not None:
            connection.close(CLOSE_POLICY, "blocked by the user")
            camera.lost_at = time.time()
        camera.state = CameraState.LOST
        self._set_trust(camera, Trust.BLOCKED)

    def _set_trust(self, camera: Camera, trust: Trust) -> None:
        if camera.trust is trust:
            return
        camera.trust = trust
        if camera.connection is None and trust is Trust.WAITING:
            self.remove(camera.id)
            return
        if camera.connection is not None:
            camera.state = CameraState.WAITING
            # A decision must not make the time at the door look like a loss.
            camera.statistics.new_connection()
        self.emit(CameraChanged(camera))


_L = TypeVar("_L")


def _without(listeners: tuple[_L, ...], gone: _L) -> tuple[_L, ...]:
    """The listeners but for one subscription of ``gone``."""
    at = listeners.index(gone) if gone in listeners else len(listeners)
    return listeners[:at] + listeners[at + 1 :]
