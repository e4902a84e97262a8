"""When each picture was taken, in this computer's time.

A board of ours stamps each picture with its own clock at the moment of capture. That clock knows no date, drifts, and
starts anew with the board; the network delivers pictures late, but never early. Here both are brought together: the
distances between pictures are the board's, the date is this computer's, and the drift between them is followed
(``clock_fit``). Pictures without a stamp count from their receipt.

The computer's own wall clock may be set while a recording runs, so it is read once, when ``begin`` is called; from then
on the monotonic clock counts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from atomcam_gui.camera.frame import Frame
from atomcam_gui.jpeg import Stamp
from atomcam_gui.recording.clock_fit import ClockFit

_RESTART_GAP = 10_000
"""A jump of the board's numbers by more than this is a new start of the board."""

_MAX_DISAGREEMENT_S = 6.0
"""Clocks that tell lengths of time this different are not the same as before. A picture cannot be late by more: the
connection would have ended."""

_FOLLOW_S = 4.0
"""Time constant with which a new estimate of the drift comes into force: no picture may jump."""

_MAX_SLEW = 2e-3
"""Most that the distance between two pictures may be stretched or shortened."""


@dataclass(frozen=True, slots=True)
class _Last:
    sequence: int
    capture_s: float
    received_s: float


class _BoardClock:
    """One run of a board: maps its capture times to this computer's monotonic clock, both in seconds."""

    def __init__(self) -> None:
        self._fit = ClockFit()
        self._start: tuple[float, float] | None = None
        self._capture_s = 0.0
        self._difference = 0.0
        self._offset: float | None = None

    def learn(self, capture_s: float, received_s: float) -> None:
        """Take a picture's times into account."""
        self._fit.add(capture_s, received_s - capture_s)

    def time_of(self, capture_s: float) -> float:
        """The capture's time. For pictures in their order, each after ``learn``."""
        if self._start is None:
            self._capture_s = capture_s
            self._difference = self._fit.at(capture_s)
            self._start = (capture_s, self._difference)
        elapsed = capture_s - self._capture_s
        change = self._goal(capture_s) - self._difference
        limit = elapsed * _MAX_SLEW
        self._difference += max(-limit, min(limit, change * min(1.0, elapsed / _FOLLOW_S)))
        self._capture_s = capture_s
        return capture_s + self._difference

    def _goal(self, capture_s: float) -> float:
        """The difference to come to: what has drifted since the start, added to the start's.

        The first pictures may have come late; the line then sinks as others come sooner, which is no drift. What counts
        is therefore the line's change since the start, as it looks by now.
        """
        assert self._start is not None
        start_s, difference = self._start
        if self._offset is None:
            if not self._fit.has_forgotten:
                return difference + self._fit.at(capture_s) - self._fit.at(start_s)
            self._offset = difference - self._fit.at(start_s)
        return self._offset + self._fit.at(capture_s)


class Timeline:
    """The times of one camera's pictures over a recording. Pure; for one thread.

    ``begin`` a file with its first picture, then ask ``time_of`` each picture once, in the order of receipt.
    """

    def __init__(self) -> None:
        self._clock: _BoardClock | None = None
        self._last: _Last | None = None
        self._ahead: deque[tuple[int, _BoardClock]] = deque()
        self._wall_offset: float | None = None
        self._newest = float("-inf")

    def learn(self, frames: Iterable[Frame]) -> None:
        """Look at pictures before their times are asked for: the more, the better the first of them is placed."""
        for frame in frames:
            if frame.stamp is not None:
                self._ahead.append((frame.number, self._learn(frame, frame.stamp)))

    def begin(self, frame: Frame) -> None:
        """A file begins with this picture: from here on times are by the wall clock of its receipt."""
        self._wall_offset = frame.received_at - frame.received_ns / 1e9
        self._newest = float("-inf")

    def time_of(self, frame: Frame) -> float:
        """When the picture was taken, in seconds since the epoch; later than the picture before."""
        if self._wall_offset is None:
            self.begin(frame)
        assert self._wall_offset is not None
        moment = self._monotonic(frame) + self._wall_offset
        self._newest = max(moment, self._newest + 1e-6)
        return self._newest

    def _monotonic(self, frame: Frame) -> float:
        if frame.stamp is None:
            return frame.received_ns / 1e9
        clock = self._learned(frame) or self._learn(frame, frame.stamp)
        return clock.time_of(frame.stamp.capture_us / 1e6)

    def _learned(self, frame: Frame) -> _BoardClock | None:
        """The clock of a picture that was looked at ahead. The board may have started anew since."""
        while self._ahead:
            number, clock = self._ahead.popleft()
            if number == frame.number:
                return clock
        return None

    def _learn(self, frame: Frame, stamp: Stamp) -> _BoardClock:
        here = _Last(stamp.sequence, stamp.capture_us / 1e6, frame.received_ns / 1e9)
        if self._clock is None or self._last is None or _is_restart(self._last, here):
            self._clock = _BoardClock()
        self._last = here
        self._clock.learn(here.capture_s, here.received_s)
        return self._clock


def _is_restart(last: _Last, here: _Last) -> bool:
    """Whether the board started anew between two pictures."""
    captured = here.capture_s - last.capture_s
    return (
        captured < 0
        or (here.sequence - last.sequence) & 0xFFFFFFFF > _RESTART_GAP
        or abs(captured - (here.received_s - last.received_s)) > _MAX_DISAGREEMENT_S
    )
