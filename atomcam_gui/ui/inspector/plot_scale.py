"""Scales, ticks and stretches of a plot over time. Pure: numbers in, numbers out."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MINUTE = 60.0
_TIME_STEPS = tuple(minutes * _MINUTE for minutes in (1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 360))


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values to places: ``low`` to ``start``, ``high`` to ``end``. The places may run backwards."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Where a value is; values outside lie outside."""
        span = self.high - self.low
        return self.start if span <= 0 else self.start + (value - self.low) / span * (self.end - self.start)

    def value(self, place: float) -> float:
        """What is at a place: the inverse of ``place``."""
        span = self.end - self.start
        return self.low if span == 0 else self.low + (place - self.start) / span * (self.high - self.low)


def nice_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that divides ``span`` into at most ``most`` parts."""
    if span <= 0 or not math.isfinite(span):
        return 1.0
    rough = span / max(1, most)
    power = 10.0 ** math.floor(math.log10(rough))
    # A tenth of a millionth of grace, or rounding makes of 3 × 0.1 more than 0.3.
    factor = next((step for step in _STEPS if step * power >= rough * (1 - 1e-7)), 10.0)
    return factor * power


def value_ticks(low: float, high: float, most: int = 3) -> tuple[float, ...]:
    """Round values that begin at or below ``low`` and end at or above ``high``, at most ``most`` + 2 of them."""
    step = nice_step(high - low, most)
    first = math.floor(low / step + 1e-7)
    last = max(first + 1, math.ceil(high / step - 1e-7))
    return tuple(round(number * step, 10) for number in range(first, last + 1))


def time_ticks(start: float, end: float, most: int, utc_offset: float = 0.0) -> tuple[float, ...]:
    """Moments within ``start`` … ``end`` that are round on a clock on the wall, at most ``most`` of them.

    Args:
        start: seconds since the epoch, like ``end`` and the ticks.
        utc_offset: how many seconds the clock on the wall is ahead of UTC.
    """
    most = max(1, most)
    for step in _TIME_STEPS:
        first = math.ceil((start + utc_offset) / step)
        last = math.floor((end + utc_offset) / step)
        if last - first < most:
            return tuple(number * step - utc_offset for number in range(first, last + 1))
    return ()


def span_for(age: float, spans: Sequence[float]) -> float:
    """The shortest of ascending ``spans`` that shows ``age`` seconds, or the longest."""
    return next((span for span in spans if age <= span), spans[-1])


def stretches(
    times: Sequence[float], values: Sequence[float | None], longest_gap: float
) -> tuple[tuple[int, int], ...]:
    """Where a line may be drawn without a break, as pairs of first and last index.

    A missing value breaks the line, and so do two values that lie more than ``longest_gap`` apart.

    Args:
        times: ascending.
    """
    found: list[tuple[int, int]] = []
    begin: int | None = None
    for index, value in enumerate(values):
        if value is None:
            begin = None
        elif begin is None or times[index] - times[index - 1] > longest_gap:
            begin = index
            found.append((index, index))
        else:
            found[-1] = (begin, index)
    return tuple(found)


def nearest(times: Sequence[float], at: float) -> int | None:
    """The index of the time nearest to ``at``; None where there are none.

    Args:
        times: ascending.
    """
    if not times:
        return None
    right = bisect_left(times, at)
    if right == 0:
        return 0
    if right == len(times):
        return right - 1
    return right if times[right] - at < at - times[right - 1] else right - 1


def middle(values: Sequence[float | None]) -> float | None:
    """The median of what is there; None where nothing is. One wild value does not move it."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    half = len(known) // 2
    return known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2
