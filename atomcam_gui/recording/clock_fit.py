"""How a board's clock runs beside this computer's, found from pictures whose way here takes now longer, now shorter.

Drawn over the board's time, the differences between receipt and capture lie along a line whose slope is the drift of
the clocks, most of them far above it: no picture arrives before it was taken, but many arrive late. So the smallest
difference of every few seconds counts, the line is laid through those by least squares without the outliers (a network
that is busy for a minute), and the slope counts as far as it is more certain than what is known of crystals anyway.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from statistics import median

_BUCKET_S = 2.0
"""All of the same length: the smallest of more differences would be smaller, which looks like a drift."""

_USUAL_DRIFT = 30e-6
"""Two crystals of ±20 millionths each, as most are."""

_MOST_DRIFT = 300e-6
"""Worse crystals, and a computer's clock that is being slewed."""

_CERTAIN = 2e-6
"""When the drift is known this well, older buckets go: a board that warms up changes its pace."""

_REFIT_SHARE = 16
_SHORTEST_WINDOW_S = 240.0
_LONGEST_WINDOW_S = 3600.0
_LEAST_POINTS = 9
_LEAST_SCATTER_S = 50e-6

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Line:
    capture_s: float
    difference_s: float
    slope: float
    slope_error: float

    def at(self, capture_s: float) -> float:
        return self.difference_s + self.slope * (capture_s - self.capture_s)


class ClockFit:
    """A line along the points (capture, receipt - capture), both in seconds of any beginning. Not thread-safe."""

    def __init__(self) -> None:
        self._points: deque[_Point] = deque()
        self._lowest: _Point | None = None
        self._bucket_ends = 0.0
        self._line: _Line | None = None
        self._unfitted = 0
        self.has_forgotten = False
        """The line no longer goes back to the first point."""

    def add(self, capture_s: float, difference_s: float) -> None:
        """Take a point; captures never go back. Costs a comparison, and every few seconds a new line."""
        lowest = self._lowest
        if lowest is None or capture_s >= self._bucket_ends:
            if lowest is not None:
                self._points.append(lowest)
                self._fit_now_and_then()
            self._lowest = (capture_s, difference_s)
            self._bucket_ends = capture_s + _BUCKET_S
        elif difference_s < lowest[1]:
            self._lowest = (capture_s, difference_s)

    def at(self, capture_s: float) -> float:
        """The line's height: the difference of a picture that came with little delay."""
        if self._line is not None:
            return self._line.at(capture_s)
        return self._lowest[1] if self._lowest is not None else 0.0

    @property
    def _span_s(self) -> float:
        return self._points[-1][0] - self._points[0][0] if self._points else 0.0

    def _fit_now_and_then(self) -> None:
        """Draw a new line when a few percent of the points are new."""
        self._unfitted += 1
        if self._unfitted * _REFIT_SHARE < len(self._points):
            return
        self._unfitted = 0
        self._line = _fitted(self._points, self._line)
        longest = _SHORTEST_WINDOW_S if self._line.slope_error < _CERTAIN else _LONGEST_WINDOW_S
        # Part by part: the line must not jump.
        for _ in range(2 * len(self._points) // _REFIT_SHARE):
            if self._span_s > longest:
                self._points.popleft()
                self.has_forgotten = True


def _fitted(points: deque[_Point], before: _Line | None) -> _Line:
    """The line through the points that lie near it; those near the line ``before`` are tried first."""
    used = list(points) if before is None else _near(points, before)
    line = _least_squares(used)
    return _least_squares(_near(points, line))


def _near(points: deque[_Point], line: _Line) -> list[_Point]:
    residuals = [difference - line.at(capture) for capture, difference in points]
    centre = median(residuals)
    # 1.48: from the median of the distances to the standard deviation, were they distributed normally.
    limit = 4 * max(_LEAST_SCATTER_S, 1.48 * median([abs(residual - centre) for residual in residuals]))
    return [point for point, residual in zip(points, residuals, strict=True) if abs(residual - centre) <= limit]


def _least_squares(points: list[_Point]) -> _Line:
    count = len(points)
    mean_x = sum(x for x, _ in points) / count
    mean_y = sum(y for _, y in points) / count
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    if count < _LEAST_POINTS:
        return _Line(mean_x, min(y for _, y in points), 0.0, math.inf)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    squares = sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in points)
    error = 2 * math.sqrt(max(squares / (count - 2), _LEAST_SCATTER_S**2) / spread)
    belief = _USUAL_DRIFT**2 / (_USUAL_DRIFT**2 + error**2)
    return _Line(mean_x, mean_y, belief * max(-_MOST_DRIFT, min(_MOST_DRIFT, slope)), error)
