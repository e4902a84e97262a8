"""How much waits to be written."""

from __future__ import annotations


class Backlog:
    """Counts bytes on their way from one thread to another, without a lock: each side has a counter of its own.

    Args:
        limit: most that may wait, in bytes.
        whole: what this one is a part of; what waits here waits there, too.
    """

    def __init__(self, limit: int, whole: Backlog | None = None) -> None:
        self._limit = limit
        self._whole = whole
        self._added = 0
        self._removed = 0

    @property
    def bytes(self) -> int:
        """What waits now."""
        return self._added - self._removed

    def add(self, amount: int) -> bool:
        """Add to what waits, if that leaves it within the limit; whether it did. For the sending thread."""
        if self.bytes + amount > self._limit or (self._whole is not None and not self._whole.add(amount)):
            return False
        self._added += amount
        return True

    def remove(self, amount: int) -> None:
        """It waits no more. For the receiving thread."""
        self._removed += amount
        if self._whole is not None:
            self._whole.remove(amount)
