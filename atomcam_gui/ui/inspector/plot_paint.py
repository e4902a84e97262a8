"""Paints a ``PlotLayout``: axes, lines or stacked areas, the cursor with its bubble."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from atomcam_gui.ui import theme
from atomcam_gui.ui.inspector import plot_scale
from atomcam_gui.ui.inspector.plot_layout import PlotLayout

PAD = 6.0
_DOT = 3.0
_RADIUS = 5.0
_LINE = 1.5
_TINT = 0.14
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


def paint_axes(painter: QPainter, layout: PlotLayout, colours: theme.Colours, width: float) -> None:
    """The ground, and lines with their values and times. ``width`` is the widget's."""
    painter.fillRect(layout.area, QColor(colours.base))
    _paint_values(painter, layout, colours)
    if layout.data.end > 0:
        _paint_times(painter, layout, colours, width)


def _paint_values(painter: QPainter, layout: PlotLayout, colours: theme.Colours) -> None:
    area, ticks = layout.area, layout.ticks
    height = QFontMetricsF(painter.font()).height()
    # Where lines of text would touch each other the two ends must do.
    shown = ticks if len(ticks) * height <= area.height() + height else (ticks[0], ticks[-1])
    for tick in shown:
        y = layout.up.place(tick)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(QColor(colours.muted))
        top = min(max(y - height / 2, area.top() - PAD), area.bottom() - height / 2)
        painter.drawText(QRectF(0, top, area.left() - PAD / 2, height), _RIGHT, number(tick))


def _paint_times(painter: QPainter, layout: PlotLayout, colours: theme.Colours, width: float) -> None:
    metrics, area, across = QFontMetricsF(painter.font()), layout.area, layout.across
    widest = metrics.horizontalAdvance(clock(layout.data.end)) + 2 * PAD
    offset = float(QDateTime.fromSecsSinceEpoch(int(layout.data.end)).offsetFromUtc())
    for tick in plot_scale.time_ticks(across.low, across.high, int(area.width() / widest), offset):
        x = across.place(tick)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 2))
        painter.setPen(QColor(colours.muted))
        left = min(max(x - widest / 2, 0.0), width - widest)
        painter.drawText(QRectF(left, area.bottom() + PAD / 2, widest, metrics.height()), _CENTRE, clock(tick))


def paint_series(painter: QPainter, layout: PlotLayout, colours: theme.Colours) -> None:
    """One series as a line, several as areas on top of one another; gaps stay empty, on a ground of their own."""
    painter.save()
    painter.setClipRect(layout.area)
    for gap in layout.gaps:
        painter.fillRect(gap, QColor(colours.hover))
    fills = series_colours(colours, len(layout.lines))
    # From the uppermost down: each covers what lies below its own edge.
    for lines, colour in zip(reversed(layout.lines), reversed(fills), strict=True):
        for line in lines:
            _paint_line(painter, line, QColor(colour), layout.area.bottom(), filled=len(layout.lines) > 1)
    painter.restore()


def _paint_line(painter: QPainter, line: QPolygonF, colour: QColor, floor: float, *, filled: bool) -> None:
    if line.count() == 1:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(line.at(0), _LINE, _LINE)
        return
    body = QPolygonF(line)
    body.append(QPointF(line.at(line.count() - 1).x(), floor))
    body.append(QPointF(line.at(0).x(), floor))
    tint = QColor(colour)
    tint.setAlphaF(1.0 if filled else _TINT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawPolygon(body)
    painter.setPen(QPen(colour, _LINE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(line)


def paint_note(painter: QPainter, layout: PlotLayout, colours: theme.Colours, text: str) -> None:
    """Words in the middle."""
    painter.setPen(QColor(colours.muted))
    painter.drawText(layout.area, _CENTRE, text)


def paint_cursor(
    painter: QPainter, layout: PlotLayout, colours: theme.Colours, width: float, at: float, words: Sequence[str]
) -> None:
    """A line at a moment, dots where it meets the values, and what it says beside it."""
    x = layout.across.place(at)
    if not layout.area.left() - 1 <= x <= layout.area.right() + 1:
        return
    painter.setPen(QPen(QColor(colours.text), 1))
    painter.drawLine(QPointF(x, layout.area.top()), QPointF(x, layout.area.bottom()))
    _paint_dots(painter, layout, colours, at)
    _paint_bubble(painter, layout, colours, width, x, words)


def _paint_dots(painter: QPainter, layout: PlotLayout, colours: theme.Colours, at: float) -> None:
    index = layout.data.index_at(at)
    if index is None:
        return
    painter.setPen(QPen(QColor(colours.window), _LINE))
    painter.setBrush(QColor(colours.text))
    x = layout.across.place(layout.data.times[index])
    for edge in layout.edges:
        value = edge[index]
        if value is not None:
            painter.drawEllipse(QPointF(x, layout.up.place(value)), _DOT, _DOT)


def _paint_bubble(
    painter: QPainter, layout: PlotLayout, colours: theme.Colours, width: float, x: float, words: Sequence[str]
) -> None:
    metrics = QFontMetricsF(painter.font())
    wide = max(metrics.horizontalAdvance(line) for line in words) + 2 * PAD
    # To the left of the cursor where there is no room to its right.
    left = x - wide - PAD if x + PAD + wide > width else x + PAD
    left = min(max(left, 0.0), max(0.0, width - wide))
    bubble = QRectF(left, layout.area.top() + 1, wide, metrics.height() * len(words) + PAD)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.text))
    painter.drawRoundedRect(bubble, _RADIUS, _RADIUS)
    painter.setPen(QColor(colours.window))
    painter.drawText(bubble, _CENTRE, "\n".join(words))


def series_colours(colours: theme.Colours, count: int) -> tuple[str, ...]:
    """Colours for stacked series, the lowest first. They differ in lightness, not in hue alone."""
    accent, base = QColor(colours.accent), QColor(colours.base)
    shares = {0: (), 1: (1.0,), 2: (1.0, 0.5)}.get(count, (1.0, 0.66, 0.38))
    return tuple(_mixed(base, accent, share) for share in shares)


def _mixed(base: QColor, other: QColor, share: float) -> str:
    return QColor.fromRgbF(
        base.redF() + (other.redF() - base.redF()) * share,
        base.greenF() + (other.greenF() - base.greenF()) * share,
        base.blueF() + (other.blueF() - base.blueF()) * share,
    ).name()


def number(value: float, digits: int | None = None) -> str:
    """A number as the user's locale writes it, with a minus sign that one sees.

    Args:
        digits: behind the point; as many as the value needs, one at most, where it is None.
    """
    if digits is None:
        digits = 0 if float(value).is_integer() else 1
    text = QLocale().toString(abs(float(value)), "f", digits)
    return f"−{text}" if value < 0 and text.strip("0.,") else text


def clock(at: float, *, seconds: bool = False) -> str:
    """The time of day of a moment in seconds since the epoch, as the user's locale writes it."""
    pattern = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    return QLocale().toString(
        QDateTime.fromSecsSinceEpoch(int(at)).time(), pattern.replace("mm", "mm:ss") if seconds else pattern
    )
