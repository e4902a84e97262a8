"""When to do things again: the next picture, the next attempt to connect. Pure."""

from __future__ import annotations

import random
from collections.abc import Callable


def next_deadline(deadline: float, period: float, now: float) -> float:
    """When the next picture is due, all in seconds of one clock.

    Deadlines follow each other at ``period``, so that being late now and then adds up to nothing. Who is more than one
    period behind leaves out what he missed instead of catching up.
    """
    due = deadline + period
    return due if now - due <= period else now + period - (now - deadline) % period


class Backoff:
    """Growing delays between attempts, each drawn at random from the upper half of its range."""

    def __init__(self, first: float, longest: float, draw: Callable[[float, float], float] = random.uniform) -> None:
        """``first`` and ``longest`` are the least and the greatest delay in seconds."""
        self._first, self._longest, self._draw = first, longest, draw
        self.reset()

    def reset(self) -> None:
        """Begin again with the shortest delay."""
        self._reach = 2 * self._first

    def next(self) -> float:
        """Seconds to wait before the next attempt."""
        reach = min(self._reach, self._longest)
        self._reach = min(2 * self._reach, self._longest)
        return self._draw(max(self._first, reach / 2), reach)
