"""Which pictures of a live stream are worth their work, and how late it is. Pure; the clock is given."""

from __future__ import annotations

MAX_FPS = 30.0
"""More pictures a second than this are not made of a stream."""

LATE_S = 0.3
"""Later than this, pictures are decoded, as the next ones need, but most are not made into JPEGs."""

TOO_LATE_S = 2.0
"""Later than this, nothing is decoded before the next keyframe."""

WAITED_S = 0.02
"""Who had to wait so long for a frame has nothing piled up."""

_LATE_INTERVAL_S = 0.5


class Pace:
    """Told of every frame when it arrives. Times in seconds: ``now`` monotonic, ``at`` of the stream."""

    def __init__(self) -> None:
        self._offset: float | None = None
        self._made: float | None = None
        self._made_now = 0.0
        self.lateness = 0.0
        """How much later than it could have the newest frame came out of what has piled up."""

    def arrived(self, at: float, now: float, waited: float) -> None:
        """A frame came after ``waited`` seconds. A clock that drifts or is set misleads until the next wait only."""
        offset = now - at
        if self._offset is None or waited > WAITED_S:
            self._offset = offset
        self._offset = min(offset, self._offset)
        self.lateness = offset - self._offset

    def is_wanted(self, at: float, now: float) -> bool:
        """Whether to make a picture of a decoded frame."""
        if self.lateness > LATE_S and now - self._made_now < _LATE_INTERVAL_S:
            return False
        # A fifth of the interval is what the stream's times may jitter.
        if self._made is not None and 0 <= at - self._made < 0.8 / MAX_FPS:
            return False
        self._made, self._made_now = at, now
        return True
