"""Which picture is due: play, pause, seek, speed, step. Pure; every method is told the monotonic time, in seconds.

The position is never added up picture by picture. It follows from the moment and the position at which playback last
changed, so nothing drifts, however late anybody looks.
"""

from __future__ import annotations

import math

from atomcam_gui.playback.frame_index import FrameIndex

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""How many seconds of a recording go by in one."""


class PlaybackClock:
    """Position in a recording, in seconds since its first picture.

    Args:
        interval_s: pictures that follow each other more closely than this, as played, are shown only in part: a
            screen shows no more.
    """

    def __init__(self, interval_s: float = 1 / 60) -> None:
        self.loops = False
        """Whether playback begins again at the end."""
        self._interval_s = interval_s
        self._end_s = 0.0
        self._running = False
        self._speed = 1.0
        self._since = 0.0
        self._from_s = 0.0

    # -- where it stands -------------------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        """Whether the position moves, or would if it were not at the end."""
        return self._running

    @property
    def speed(self) -> float:
        """Seconds of the recording a second."""
        return self._speed

    @property
    def end_s(self) -> float:
        """The end's position."""
        return self._end_s

    def position(self, now: float) -> float:
        """The position at a moment."""
        if not self._running:
            return self._from_s
        position = self._from_s + (now - self._since) * self._speed
        if position < self._end_s:
            return position
        return position % self._end_s if self.loops and self._end_s > 0 else self._end_s

    def is_over(self, now: float) -> bool:
        """Whether the end is reached."""
        return self.position(now) >= self._end_s

    # -- what the user does ----------------------------------------------------------------------------------------

    def play(self, now: float) -> None:
        """Go on, from the start where the end is reached."""
        if self.is_over(now):
            self._from_s = 0.0
        else:
            self._from_s = self.position(now)
        self._since = now
        self._running = True

    def pause(self, now: float) -> None:
        """Stay where it is."""
        self._from_s = self.position(now)
        self._running = False

    def seek(self, now: float, position_s: float) -> None:
        """Go to a position, playing on if it plays."""
        self._from_s = min(max(position_s, 0.0), self._end_s)
        self._since = now

    def set_speed(self, now: float, speed: float) -> None:
        """Go on faster or slower from the position of the moment."""
        self.seek(now, self.position(now))
        self._speed = speed

    def set_end(self, now: float, end_s: float) -> None:
        """More, or less, of the recording is known."""
        position = self.position(now)
        self._end_s = end_s
        self.seek(now, position)

    def step(self, now: float, index: FrameIndex, by: int) -> None:
        """Stop at the picture that is ``by`` pictures later, or earlier."""
        if len(index):
            number = min(max(index.at(self.position(now)) + by, 0), len(index) - 1)
            self.pause(now)
            self.seek(now, index.seconds_of(number))

    # -- which pictures --------------------------------------------------------------------------------------------

    def due(self, now: float, index: FrameIndex) -> int:
        """The number of the picture to show. For an index that is not empty."""
        position = self.position(now)
        number = index.at(position)
        if self._running and self._is_dense(index, number):
            grid = self._interval_s * self._speed
            return index.at(math.floor(position / grid) * grid)
        return number

    def upcoming(self, now: float, index: FrameIndex, count: int) -> tuple[int, ...]:
        """The numbers of the next ``count`` pictures that will be due; fewer before the end."""
        numbers: list[int] = []
        number = index.at(self.position(now))
        while len(numbers) < count:
            after = self._after(index, number)
            if after is None:
                break
            number = after[0]
            numbers.append(number)
        if self.loops and len(numbers) < count and len(index) > count:
            numbers.append(0)
        return tuple(numbers)

    def next_change(self, now: float, index: FrameIndex) -> float | None:
        """The monotonic time at which another picture is due, or the end is reached; None while nothing moves."""
        if not self._running or (self.is_over(now) and not self.loops):
            return None
        position = self.position(now)
        after = self._after(index, index.at(position)) if len(index) else None
        goal = self._end_s if after is None else min(after[1], self._end_s)
        return now + max(0.0, goal - position) / self._speed

    def _after(self, index: FrameIndex, number: int) -> tuple[int, float] | None:
        """The picture that follows as played, and its position.

        Where they are too dense, those are shown that stand at multiples of the interval: whoever looks, and when,
        always the same ones, so that what was read ahead is what is shown.
        """
        number += 1
        if number >= len(index):
            return None
        position = index.seconds_of(number)
        if self._is_dense(index, number):
            grid = self._interval_s * self._speed
            position = max(position, math.ceil(position / grid) * grid)
            number = index.at(position)
        return number, position

    def _is_dense(self, index: FrameIndex, number: int) -> bool:
        if number + 1 >= len(index):
            return False
        return index.seconds_of(number + 1) - index.seconds_of(number) < self._interval_s * self._speed
