"""What a plot shows, and where each point of it is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from atomcam_gui.ui.inspector import plot_scale
from atomcam_gui.ui.inspector.plot_scale import Scale

HOUR_S = 3600.0
GAP_S = 15.0
"""Two samples that lie further apart, three times as far as they should, are not joined."""

Edge = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """What one line or area shows: a value for each of the plot's times, None where there is none."""

    values: Edge
    name: str = ""
    """Empty where there is only one."""


@dataclass(frozen=True, slots=True)
class PlotData:
    """What a plot shows. Several series are stacked, the first at the bottom."""

    times: tuple[float, ...] = ()
    """Seconds since the epoch, ascending."""
    series: tuple[Series, ...] = ()
    end: float = 0.0
    """The right edge, in seconds since the epoch."""
    span: float = HOUR_S
    """From the left edge to the right one, in seconds."""
    away: tuple[tuple[float, float], ...] = ()
    """From when to when nothing was heard of the camera, in seconds since the epoch."""

    def is_away(self, at: float) -> bool:
        """Whether nothing was heard of the camera at a moment."""
        return any(begin < at < end for begin, end in self.away)

    def index_at(self, at: float) -> int | None:
        """The sample that tells of a moment; None where none does."""
        index = plot_scale.nearest(self.times, at)
        return None if index is None or abs(self.times[index] - at) > GAP_S or self.is_away(at) else index

    def edges(self) -> tuple[Edge, ...]:
        """The upper edge of each series: the sum of it and all below it. Missing only where all of them are."""
        columns = list(zip(*(series.values for series in self.series), strict=True))
        known = [any(value is not None for value in column) for column in columns]
        return tuple(
            tuple(
                sum(value or 0.0 for value in column[: number + 1]) if there else None
                for column, there in zip(columns, known, strict=True)
            )
            for number in range(len(self.series))
        )


@dataclass(frozen=True, slots=True)
class PlotLayout:
    """A plot's places, in its widget's pixels. Worked out once for each change, not for each painting."""

    data: PlotData
    area: QRectF
    """Where the lines are."""
    ticks: tuple[float, ...]
    """The values at the left edge; the first and the last are the scale's ends."""
    across: Scale
    """From seconds since the epoch to x."""
    up: Scale
    """From values to y."""
    edges: tuple[Edge, ...]
    lines: tuple[tuple[QPolygonF, ...], ...]
    """For each series the stretches in which it is known."""
    gaps: tuple[QRectF, ...]
    """When nothing was heard of the camera."""


def lay_out(data: PlotData, area: QRectF, least: tuple[float, float]) -> PlotLayout:
    """Find a place for everything.

    Args:
        least: a range of values that is always shown, however little the values vary.
    """
    edges = data.edges()
    known = [value for edge in edges for value in edge if value is not None]
    ticks = plot_scale.value_ticks(min([least[0], *known]), max([least[1], *known]))
    across = Scale(data.end - data.span, data.end, area.left(), area.right())
    up = Scale(ticks[0], ticks[-1], area.bottom(), area.top())
    lines = tuple(_lines(data.times, edge, across, up) for edge in edges)
    gaps = tuple(
        QRectF(across.place(begin), area.top(), across.place(end) - across.place(begin), area.height())
        for begin, end in data.away
    )
    return PlotLayout(data, area, ticks, across, up, edges, lines, gaps)


def _lines(times: tuple[float, ...], edge: Edge, across: Scale, up: Scale) -> tuple[QPolygonF, ...]:
    return tuple(
        QPolygonF([QPointF(across.place(times[i]), up.place(edge[i] or 0.0)) for i in range(first, last + 1)])
        for first, last in plot_scale.stretches(times, edge, GAP_S)
    )
