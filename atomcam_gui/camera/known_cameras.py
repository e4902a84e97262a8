"""The cameras that belong here, whether they are connected or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import Trust, TrustBook


@dataclass(frozen=True, slots=True)
class KnownCamera:
    """A camera that may show pictures whenever it comes."""

    id: str
    """The id under which it is listed once it is here."""
    claimed_id: str | None
    address: str
    """Where it was last allowed; empty for a camera with a key, which may come from anywhere."""
    name: str


def known_cameras(book: TrustBook, name_of: Callable[[str], str]) -> tuple[KnownCamera, ...]:
    """All cameras with a key, then those that are always allowed, without what is blocked or for this run only.

    Args:
        name_of: the name that the user gave a camera, or an empty text.
    """
    found: dict[str, KnownCamera] = {}
    for entry in book.keys:
        if entry.permanent and not entry.blocked:
            name = name_of(entry.camera_id) or entry.name or entry.camera_id
            found[entry.camera_id] = KnownCamera(entry.camera_id, entry.camera_id, "", name)
    with_key = {entry.camera_id for entry in book.keys}
    for decision in sorted(book.decisions, key=lambda decision: decision.made_at):
        camera_id = decision.camera_id or decision.address
        if decision.permanent and decision.trust is Trust.ALLOWED and camera_id not in with_key:
            name = name_of(camera_id) or decision.name
            found[camera_id] = KnownCamera(camera_id, decision.camera_id, decision.address, name)
    return tuple(found.values())


def keep_names(registry: CameraRegistry) -> None:
    """Note in the book what cameras call themselves by now, for the time when they are away.

    Raises:
        SettingsError: it holds for now, but could not be written.
    """
    for decision in registry.book.decisions:
        camera = registry.get(decision.camera_id or decision.address)
        if camera is None or not decision.permanent or camera.trust is not Trust.ALLOWED:
            continue
        if camera.name and camera.name != decision.name:
            registry.book.decide(replace(decision, name=camera.name))


def is_known(registry: CameraRegistry, camera_id: str) -> bool:
    """Whether a camera may show pictures whenever it comes, also after this run."""
    return any(known.id == camera_id for known in known_cameras(registry.book, registry.name_of))


def list_known_cameras(registry: CameraRegistry, seen_at: Mapping[str, float]) -> None:
    """List those that are not connected as lost, so that each keeps its place.

    Args:
        seen_at: seconds since the epoch of the last picture, by id, where that is known.
    """
    for known in known_cameras(registry.book, registry.name_of):
        registry.remember(known.id, known.claimed_id, known.address, known.name, seen_at.get(known.id))
