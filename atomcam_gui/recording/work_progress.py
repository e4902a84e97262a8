"""How far long work on a recording has come, told from the thread that does it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

_INTERVAL_S = 0.1
_LEAST_GONE_S, _LEAST_FRACTION = 1.5, 0.01


class Cancelled(Exception):
    """The work was given up at somebody's wish, and nothing of it is left: for whoever wished so, nothing to report."""


@dataclass(frozen=True, slots=True)
class WorkProgress:
    """How far it is."""

    fraction: float
    """0 to 1: of the recording's time or, where nobody knows how long it is, of its bytes."""
    pictures: int
    """Done so far."""


class Teller:
    """Tells at most ten times a second how far it is, and asks whether to go on. For the thread that works.

    Args:
        duration_s: of the whole recording; 0 where it is not known.
        size: of the whole file, in bytes.
        on_progress: called in the same thread.
        cancelled: asked in the same thread.
    """

    def __init__(
        self,
        duration_s: float,
        size: int,
        on_progress: Callable[[WorkProgress], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._duration_s = duration_s
        self._size = max(1, size)
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._bytes = 0
        self._pictures = 0
        self._not_before = 0.0

    def check(self) -> None:
        """Go on.

        Raises:
            Cancelled: somebody gave it up.
        """
        if self._cancelled():
            raise Cancelled

    def read(self, size: int, position_s: float) -> None:
        """So many more bytes of the recording were read, up to a picture at so many seconds from the start."""
        self._bytes += size
        now = time.monotonic()
        if now >= self._not_before:
            self._not_before = now + _INTERVAL_S
            known = self._duration_s > 0
            fraction = position_s / self._duration_s if known else self._bytes / self._size
            self._on_progress(WorkProgress(min(max(fraction, 0.0), 1.0), self._pictures))

    def did_picture(self) -> None:
        """One more picture is done."""
        self._pictures += 1

    def done(self) -> None:
        """All is done."""
        self._on_progress(WorkProgress(1.0, self._pictures))


class TimeLeft:
    """How long work will still take, by what it took so far. Pure.

    Args:
        now: seconds, of any clock that does not go back, at the work's start.
    """

    def __init__(self, now: float) -> None:
        self._began = now

    def seconds(self, fraction: float, now: float) -> float | None:
        """Until the end; None while it would be a guess."""
        gone = now - self._began
        if gone < _LEAST_GONE_S or fraction < _LEAST_FRACTION:
            return None
        return gone * (1 - min(fraction, 1.0)) / fraction
