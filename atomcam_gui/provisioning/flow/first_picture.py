"""The server's side of set-up: who may come in, and the first picture of the camera that was set up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from atomcam_gui.backend import Backend
from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.registry import (
    CLOSE_RESTART,
    CameraAdded,
    CameraChanged,
    CameraRemoved,
    ImpostorRefused,
    RegistryEvent,
)
from atomcam_gui.camera.trust import KeyEntry, Trust, decision_now


@dataclass(frozen=True, slots=True)
class CameraSeen:
    """A camera is connected, or has changed."""

    camera_id: str
    """The server's id for it."""
    claimed_id: str | None
    """The 12 hex digits that it sent, or None."""
    address: str
    connected: bool
    allowed: bool
    proved: bool
    """With its key."""


@dataclass(frozen=True, slots=True)
class ProofRefused:
    """Somebody claimed this id and could not prove it."""

    camera_id: str


@dataclass(frozen=True, slots=True)
class PictureCame:
    """The first picture of an allowed camera since it was last connected and somebody began to listen."""

    camera: CameraSeen


CameraNews = CameraSeen | ProofRefused | PictureCame


class CameraWatch(Protocol):
    """The camera server, as far as set-up needs it."""

    @property
    def listening(self) -> bool:
        """Whether cameras can connect."""

    @property
    def bind(self) -> str:
        """The address that is listened on."""

    @property
    def port(self) -> int:
        """The port that is listened on."""

    def add_key(self, camera_id: str, key: bytes, name: str) -> None:
        """Let the camera with this key in, and no other of this id. May raise SettingsError."""

    def allow_address(self, address: str, name: str) -> None:
        """Let a camera that knows no key in, by its address. May raise SettingsError."""

    def subscribe(self, listener: Callable[[CameraNews], None]) -> Callable[[], None]:
        """Tell of cameras that are connected now, and of all that happens. Returns what ends it."""


class BackendCameras:
    """``CameraWatch`` over the program's own server. For the event loop's thread."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    @property
    def listening(self) -> bool:
        """Whether cameras can connect."""
        return self._backend.server.listening

    @property
    def bind(self) -> str:
        """The address that is listened on."""
        return self._backend.server.bind

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return self._backend.server.port

    def add_key(self, camera_id: str, key: bytes, name: str) -> None:
        """Let the camera with this key in, and no other of this id.

        A connection that proved an older key ends: what comes from now on is of the camera that was set up.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """
        try:
            self._backend.book.add_key(KeyEntry(camera_id, key, name))
        finally:
            camera = self._backend.registry.get(camera_id)
            if camera is not None and camera.connection is not None:
                camera.connection.close(CLOSE_RESTART, "connect again and prove your key")

    def allow_address(self, address: str, name: str) -> None:
        """Let a camera that knows no key in, by its address.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """
        try:
            self._backend.book.decide(decision_now(address, None, Trust.ALLOWED, name, permanent=True))
        finally:
            self._backend.registry.apply_book()

    def subscribe(self, listener: Callable[[CameraNews], None]) -> Callable[[], None]:
        """Tell of cameras that are connected now, and of all that happens. Returns what ends it."""
        ear = _Ear(self._backend, listener)
        unsubscribe = self._backend.registry.subscribe(ear.hear)
        self._backend.hub.attach(ear)
        for camera in self._backend.registry:
            listener(_seen(camera))

        def end() -> None:
            unsubscribe()
            self._backend.hub.detach(ear)

        return end


class _Ear:
    """Hears the registry, and takes frames from the hub."""

    def __init__(self, backend: Backend, listener: Callable[[CameraNews], None]) -> None:
        self._backend = backend
        self._listener = listener
        self._pictured: set[str] = set()

    def hear(self, event: RegistryEvent) -> None:
        """Pass the registry's events on."""
        match event:
            case ImpostorRefused():
                self._listener(ProofRefused(event.camera_id))
            case CameraAdded(camera) | CameraChanged(camera) | CameraRemoved(camera):
                if camera.connection is None:
                    self._pictured.discard(camera.id)
                self._listener(_seen(camera))

    def submit(self, frame: Frame) -> None:
        """Tell of each camera's first picture. The hub has those of allowed cameras only."""
        camera = self._backend.registry.get(frame.camera_id)
        if camera is not None and frame.camera_id not in self._pictured:
            self._pictured.add(frame.camera_id)
            self._listener(PictureCame(_seen(camera)))


def _seen(camera: Camera) -> CameraSeen:
    return CameraSeen(
        camera_id=camera.id,
        claimed_id=camera.claimed_id,
        address=camera.address,
        connected=camera.connection is not None,
        allowed=camera.trust is Trust.ALLOWED,
        proved=camera.has_key,
    )
