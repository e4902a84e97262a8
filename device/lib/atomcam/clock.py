"""The board's clock: microseconds since start, as one number that does not wrap."""

from atomcam.port import ticks_diff, ticks_us


class Clock:
    """Counts on from MicroPython's ticks, which wrap every 18 minutes on the board.

    Must be asked at least every 8 minutes (half a wrap), and from one thread only.
    """

    def __init__(self, ticks=ticks_us, difference=ticks_diff) -> None:
        self._ticks = ticks
        self._difference = difference
        self._last: int = ticks()
        self._us = 0

    def now_us(self) -> int:
        """Microseconds since the clock was made."""
        ticks = self._ticks()
        self._us += self._difference(ticks, self._last)
        self._last = ticks
        return self._us
