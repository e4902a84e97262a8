"""How much room the recordings' disks have, and for how long it will do. All of it is for the writer thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from atomcam_gui.errors import DiskFloorReached
from atomcam_gui.recording import folders
from atomcam_gui.recording.status import DiskWarning

WARN_BELOW_S = 600.0
"""The user is told when the disk will be full so soon."""

_RELIEVED_ABOVE_S = 900.0
_LEAST_FLOOR = 2_000_000
"""Whatever the settings say: for the indexes at the end of the files that are being recorded."""

_INTERVAL_S = 1.0
"""Between two questions to the system. In between, what is written here is counted."""

_RATE_WINDOW_S = 20.0
_LEAST_RATE_S = 5.0
"""A rate of a shorter time would be one of chance."""


class DiskWatch:
    """The disk of one folder, for all recordings that go there.

    Args:
        floor_gb: as in the settings, asked each time.
        warn: told once when the room will do for less than ``WARN_BELOW_S``, and again after it was more.
        clock: monotonic seconds.
    """

    def __init__(
        self,
        folder: Path,
        floor_gb: Callable[[], float | None],
        warn: Callable[[DiskWarning], None],
        clock: Callable[[], float],
    ) -> None:
        self._folder = folder
        self._floor_gb = floor_gb
        self._warn = warn
        self._clock = clock
        self._looked_at: float | None = None
        self._rate_from = 0.0
        self._rate_bytes = 0
        self._has_warned = False
        self.free = 0
        """Bytes."""
        self.floor = 0
        """Bytes that have to stay free."""
        self.seconds_left: float | None = None
        """Until the floor is reached at the present rate; None while the rate is not known."""

    def wrote(self, amount: int, *, is_live: bool) -> None:
        """Count bytes that were written; what was in memory already says nothing of the rate."""
        self.free -= amount
        if is_live:
            self._rate_bytes += amount

    def require_room(self) -> None:
        """See that there is more than has to stay free. Blocks once a second, and is cheap otherwise.

        Raises:
            DiskFloorReached: there is not.
            RecordingError: the disk cannot be asked.
        """
        now = self._clock()
        # Asked again before it is refused: meanwhile there may be more room, or less of it has to stay free.
        if self._looked_at is None or now - self._looked_at >= _INTERVAL_S or self.free <= self.floor:
            self._look(now)
        if self.free <= self.floor:
            raise DiskFloorReached(self._folder, self.free, self.floor)

    def _look(self, now: float) -> None:
        if self._looked_at is None or now - self._looked_at > _RATE_WINDOW_S:
            self._rate_from, self._rate_bytes, self.seconds_left = now, 0, None
        self._looked_at = now
        self.free = folders.free_bytes(self._folder)
        self.floor = max(_LEAST_FLOOR, folders.floor_bytes(self._folder, self._floor_gb()))
        self._estimate(now)
        if self.seconds_left is None or self.seconds_left > _RELIEVED_ABOVE_S:
            self._has_warned = False
        elif self.seconds_left < WARN_BELOW_S and not self._has_warned:
            self._has_warned = True
            self._warn(DiskWarning(self._folder, self.free, self.seconds_left))

    def _estimate(self, now: float) -> None:
        span = now - self._rate_from
        if span < _LEAST_RATE_S or not self._rate_bytes:
            return
        rate = self._rate_bytes / span
        self.seconds_left = max(0, self.free - self.floor) / rate
        if span > _RATE_WINDOW_S:
            # Half of the window goes on counting.
            self._rate_from = now - span / 2
            self._rate_bytes = round(rate * span / 2)
