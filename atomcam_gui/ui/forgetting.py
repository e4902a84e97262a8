"""Forgetting a camera, and remembering it again as long as the user may still change their mind."""

from __future__ import annotations

from dataclasses import dataclass

from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import Decision, KeyEntry, Trust


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was known of a camera."""

    camera_id: str
    claimed_id: str | None
    address: str
    name: str
    lost_at: float | None
    was_allowed: bool
    key: KeyEntry | None
    decisions: tuple[Decision, ...]

    def restore(self, registry: CameraRegistry) -> None:
        """Know it again, and list it.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """
        try:
            if self.key is not None:
                registry.book.add_key(self.key)
            for decision in self.decisions:
                registry.book.decide(decision)
        finally:
            registry.apply_book()
            if self.was_allowed:
                registry.remember(self.camera_id, self.claimed_id, self.address, self.name, self.lost_at)


def known_of(registry: CameraRegistry, address: str, claimed_id: str | None, listed_id: str | None) -> Forgotten:
    """What is known of a camera now, for the way back.

    Args:
        listed_id: the id under which it is listed at the moment, or None.
    """
    book = registry.book
    camera = registry.get(listed_id) if listed_id is not None else None
    key = next((entry for entry in book.keys if claimed_id is not None and entry.camera_id == claimed_id), None)
    decisions = tuple(d for d in book.decisions if _is_about(d, address, claimed_id))
    return Forgotten(
        listed_id or claimed_id or address,
        claimed_id,
        address,
        _name(camera, key, decisions),
        camera.lost_at if camera is not None else None,
        camera is not None and camera.trust is Trust.ALLOWED,
        key,
        decisions,
    )


def forget(registry: CameraRegistry, known: Forgotten) -> None:
    """Take a camera off the list and out of the book. It is disconnected, and a stranger from now on.

    Raises:
        SettingsError: it holds until the program ends, but could not be written.
    """
    book = registry.book
    try:
        for decision in known.decisions:
            book.forget(decision.address, decision.camera_id)
        if known.key is not None:
            book.forget_key(known.key.camera_id)
    finally:
        registry.remove(known.camera_id)


def _is_about(decision: Decision, address: str, claimed_id: str | None) -> bool:
    """A camera with an id may have been allowed at several addresses, which its network gave it in turn."""
    if claimed_id is not None:
        return decision.camera_id == claimed_id
    return (decision.address, decision.camera_id) == (address, None)


def _name(camera: Camera | None, key: KeyEntry | None, decisions: tuple[Decision, ...]) -> str:
    if camera is not None:
        return camera.label
    return next((name for name in (key.name if key else "", *(d.name for d in decisions)) if name), "")
