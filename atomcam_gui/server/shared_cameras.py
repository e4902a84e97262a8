"""The cameras as a viewer may know them: those that the user allowed, without where they are."""

from __future__ import annotations

import hashlib
from typing import Any

from atomcam_gui import __version__, wire
from atomcam_gui.camera.camera import Camera, CameraState
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import Trust

_STATES = (CameraState.LIVE, CameraState.STALLED, CameraState.WAITING, CameraState.LOST)


def shared_cameras(registry: CameraRegistry) -> tuple[Camera, ...]:
    """The cameras that may be watched, in the order in which they came."""
    return tuple(camera for camera in registry if camera.trust is Trust.ALLOWED)


def public_id(camera: Camera) -> str:
    """What a camera is called in addresses. That of a camera without an id of its own would tell its IP address."""
    if wire.parse_id(camera.id) is not None:
        return camera.id
    return "c" + hashlib.sha256(camera.id.encode()).hexdigest()[:11]


def find_camera(registry: CameraRegistry, wanted: str) -> Camera | None:
    """The camera of this id, its own or the public one, if it may be watched."""
    camera = registry.get(wanted)
    if camera is not None and camera.trust is Trust.ALLOWED:
        return camera
    return next((camera for camera in shared_cameras(registry) if public_id(camera) == wanted.lower()), None)


def default_camera(registry: CameraRegistry) -> Camera | None:
    """The one that is shown to whoever names none: the first live one or, where none is, the one nearest to that."""
    cameras = shared_cameras(registry)
    return min(cameras, key=lambda camera: _STATES.index(camera.state)) if cameras else None


def viewers_document(registry: CameraRegistry, viewer_clients: int) -> dict[str, Any]:
    """What ``/status`` tells to whoever has a link."""
    now = registry.clock()
    cameras = shared_cameras(registry)
    return {
        "camera_clients": sum(camera.connection is not None for camera in cameras),
        "viewer_clients": viewer_clients,
        "streaming": any(camera.state is CameraState.LIVE for camera in cameras),
        "version": __version__,
        "cameras": [_entry(camera, now) for camera in cameras],
    }


def _entry(camera: Camera, now: float) -> dict[str, Any]:
    numbers = camera.statistics
    shown_id = public_id(camera)
    return {
        "id": shown_id,
        "name": camera.name or f"Camera {shown_id[-4:]}",
        "state": camera.state.value,
        "fps": round(numbers.meter.rates(now)[0], 1),
        "width": numbers.width,
        "height": numbers.height,
        "recording": camera.is_recorded,
    }
