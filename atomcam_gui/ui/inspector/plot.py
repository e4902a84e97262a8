"""A small plot of the last hour, with a cursor for pointer and keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from atomcam_gui.ui import theme
from atomcam_gui.ui.inspector import plot_paint, plot_scale
from atomcam_gui.ui.inspector.plot_layout import PlotData, lay_out
from atomcam_gui.ui.inspector.plot_paint import PAD
from atomcam_gui.ui.wizard.announce import announce

_AREA_LINES = 4.2
"""Height of the drawing in lines of text: it grows with the font, as all around it does."""
_MINUTE = 60.0
_SMALL = 0.85


class Plot(QWidget):
    """Shows ``PlotData``. Takes the focus: Left and Right step by a minute, with Ctrl by a sample, Home and End jump.

    Args:
        name: what is plotted, for screen readers.
        describe: a value in words, with its unit.
        least: a range of values that is always shown, however little the values vary.
    """

    cursor_moved = Signal(object)
    """The moment that the user looks at, in seconds since the epoch, or None."""

    def __init__(
        self,
        name: str,
        describe: Callable[[float], str],
        least: tuple[float, float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.tr("Left and Right tell the values of the last hour"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe = describe
        self._least = least
        self._cursor: float | None = None
        self._layout = lay_out(PlotData(), self.area, least)

    # -- what it shows ---------------------------------------------------------------------------------------------

    @property
    def data(self) -> PlotData:
        """What is shown."""
        return self._layout.data

    @property
    def cursor_at(self) -> float | None:
        """The moment under the cursor, in seconds since the epoch."""
        return self._cursor

    def show_data(self, data: PlotData) -> None:
        """Show this. The same again costs nothing."""
        if data != self.data:
            self._lay_out(data)

    def set_cursor(self, at: float | None) -> None:
        """Put the cursor at a moment, or take it away."""
        if at != self._cursor:
            self._cursor = at
            self.update()

    def words_at(self, at: float) -> tuple[str, ...]:
        """Time and values at a moment, in words: a line, or one for each series."""
        time = plot_paint.clock(at, seconds=True)
        index = self.data.index_at(at)
        if index is None:
            return (f"{time}  {self.tr('nothing was heard')}",)
        values = [(series.name, series.values[index]) for series in self.data.series]
        if len(values) == 1:
            value = values[0][1]
            return (f"{time}  {self.tr('not known') if value is None else self._describe(value)}",)
        return (time, *(f"{name} {'–' if value is None else self._describe(value)}" for name, value in values))

    # -- places ----------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        line = self._small_metrics().height()
        return QSize(200, round(line * (_AREA_LINES + 1) + 2 * PAD))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    @property
    def area(self) -> QRectF:
        """Where the lines are, in the widget's pixels: the same in all plots of one width."""
        metrics = self._small_metrics()
        gutter = metrics.horizontalAdvance("−100") + PAD
        return QRectF(gutter, PAD, max(1.0, self.width() - gutter - PAD), self.height() - 2 * PAD - metrics.height())

    def _small_font(self) -> QFont:
        font = self.font()
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * _SMALL)
        return font

    def _small_metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._small_font())

    def _lay_out(self, data: PlotData) -> None:
        self._layout = lay_out(data, self.area, self._least)
        self.update()

    # -- events ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out(self.data)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
            self._lay_out(self.data)
        super().changeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        area = self._layout.area
        if self.data.times:
            self.cursor_moved.emit(self._layout.across.value(min(max(event.position().x(), area.left()), area.right())))

    def leaveEvent(self, event: QEvent) -> None:
        self.cursor_moved.emit(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.cursor_moved.emit(None)
        self.update()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        target = self._target_of(event)
        if target is not None:
            self.cursor_moved.emit(self.data.times[target])
            announce(self, ", ".join(self.words_at(self.data.times[target])))
        elif event.key() == Qt.Key.Key_Escape and self._cursor is not None:
            self.cursor_moved.emit(None)
        else:
            super().keyPressEvent(event)

    def _target_of(self, event: QKeyEvent) -> int | None:
        """The sample to which a key moves the cursor; None where the key means nothing here."""
        times, key = self.data.times, event.key()
        if not times:
            return None
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return 0 if key == Qt.Key.Key_Home else len(times) - 1
        if key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return None
        here = None if self._cursor is None else plot_scale.nearest(times, self._cursor)
        if here is None:
            return len(times) - 1
        direction = -1 if key == Qt.Key.Key_Left else 1
        by_sample = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        target = here + direction if by_sample else _minute_on(times, here, direction)
        return min(max(target, 0), len(times) - 1)

    # -- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, layout, width = theme.colours(), self._layout, float(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small_font())
        plot_paint.paint_axes(painter, layout, colours, width)
        plot_paint.paint_series(painter, layout, colours)
        if not any(layout.lines):
            plot_paint.paint_note(painter, layout, colours, self.tr("nothing yet"))
        if self._cursor is not None:
            plot_paint.paint_cursor(painter, layout, colours, width, self._cursor, self.words_at(self._cursor))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), PAD, PAD)
        painter.end()


def _minute_on(times: Sequence[float], here: int, direction: int) -> int:
    """The sample a minute further on, and at least the next one."""
    target = plot_scale.nearest(times, times[here] + direction * _MINUTE)
    if target is None or (target - here) * direction < 1:
        return here + direction
    return target
