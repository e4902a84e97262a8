"""The order in which the user wants to see the cameras."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def in_order(camera_ids: Iterable[str], order: Sequence[str]) -> list[str]:
    """The ids as ``order`` has them; those that are not in it come after these, as they came."""
    place = {camera_id: number for number, camera_id in enumerate(order)}
    return sorted(camera_ids, key=lambda camera_id: place.get(camera_id, len(place)))


def moved(camera_ids: Sequence[str], camera_id: str, to: int) -> list[str]:
    """The ids with one of them in another place; the others keep their order. ``to`` beyond the ends is at the end."""
    rest = [other for other in camera_ids if other != camera_id]
    to = min(max(to, 0), len(rest))
    return [*rest[:to], camera_id, *rest[to:]]


def merged(order: Sequence[str], wanted: Sequence[str], limit: int) -> tuple[str, ...]:
    """A new order: ``wanted`` as it stands, and cameras of the old one that are not in it after those before them.

    A camera that is not here at the moment so comes back to where it was.

    Args:
        limit: of the ids kept.
    """
    known = set(wanted)
    result = list(wanted)
    before: str | None = None
    for camera_id in order:
        if camera_id not in known:
            result.insert(result.index(before) + 1 if before is not None else 0, camera_id)
        before = camera_id
    return tuple(result[:limit])
