"""Where playback stands in the recording: thick where there are pictures, thin where there are none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from atomcam_gui.playback.gaps import Gaps
from atomcam_gui.ui import theme

_TRACK = 8.0
_THIN = 2.0
_KNOB = 8.0
_MARGIN = 10
_BUBBLE_PAD = 8
_LONGEST_MS = 2**31 - 1

Run = tuple[float, float, bool]
"""From x to x, and whether it is a gap."""


class TimelineBar(QAbstractSlider):
    """Shows the position and takes clicks and drags. Its value is in milliseconds, for screen readers.

    Keys are the window's: it has them wherever the focus is.
    """

    sought = Signal(float)
    """The user wants this position, in seconds since the first picture."""
    scrub_began = Signal()
    scrub_ended = Signal()

    def __init__(self, describe: Callable[[float], str], parent: QWidget | None = None) -> None:
        """``describe`` says in words what is at a position, for the pointer that hovers there."""
        super().__init__(parent)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Position in the recording"))
        self._describe = describe
        self._position_s = 0.0
        self._end_s = 0.0
        self._known_s = 0.0
        self._gaps = Gaps()
        self._runs: list[Run] = []
        self._hover_x: float | None = None
        self._scrubbing = False
        self._told_x = -1.0

    def sizeHint(self) -> QSize:
        return QSize(400, self.fontMetrics().height() + 2 * 3 + 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    # -- what it shows ---------------------------------------------------------------------------------------------

    def set_recording(self, end_s: float, known_s: float, gaps: Gaps) -> None:
        """Show a recording of this length, of which the index is known up to ``known_s``."""
        self._end_s, self._known_s, self._gaps = end_s, known_s, gaps
        self.setRange(0, min(round(end_s * 1e3), _LONGEST_MS))
        self._find_runs()
        self.update()

    def set_position(self, position_s: float) -> None:
        """Show where playback stands. Cheap where that is the same pixel as before."""
        self._position_s = position_s
        x = round(self._x_of(position_s) * 2) / 2
        if x != self._told_x:
            self._told_x = x
            self.setValue(min(round(position_s * 1e3), _LONGEST_MS))
            self.update()

    def _find_runs(self) -> None:
        """Stretches with and without pictures, in whole pixels. A picture alone is a pixel wide, never less."""
        self._runs = []
        if self._end_s <= 0:
            return
        for is_gap, columns in groupby(self._columns(), lambda column: column[1]):
            xs = [x for x, _ in columns]
            self._runs.append((xs[0], xs[-1] + 1.0, is_gap))

    def _columns(self) -> Iterator[tuple[float, bool]]:
        left, width = int(self._left), int(self._width)
        for x in range(left, left + width):
            gap = self._gaps.at(self._seconds_at(x))
            yield float(x), gap is not None and gap.end_s > self._seconds_at(x + 1)

    # -- places ----------------------------------------------------------------------------------------------------

    @property
    def _left(self) -> float:
        return float(_MARGIN)

    @property
    def _width(self) -> float:
        return max(1.0, float(self.width() - 2 * _MARGIN))

    @property
    def _middle(self) -> float:
        return self.height() - 12.0

    def _x_of(self, seconds: float) -> float:
        share = seconds / self._end_s if self._end_s > 0 else 0.0
        return self._left + min(max(share, 0.0), 1.0) * self._width

    def _seconds_at(self, x: float) -> float:
        return min(max((x - self._left) / self._width, 0.0), 1.0) * self._end_s

    # -- events ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._find_runs()
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._end_s > 0:
            self._scrubbing = True
            self.scrub_began.emit()
            self._seek_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover_x = event.position().x()
        if self._scrubbing:
            self._seek_to(event.position().x())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._scrubbing and event.button() is Qt.MouseButton.LeftButton:
            self._scrubbing = False
            self.scrub_ended.emit()
            self.update()

    def _seek_to(self, x: float) -> None:
        self.sought.emit(self._seconds_at(x))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover_x = None
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    # -- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if not self.isEnabled() or self._end_s <= 0:
            self._paint_run(painter, (self._left, self._left + self._width, False), QColor(colours.hover))
            return
        self._paint_track(painter, colours)
        if self._hover_x is not None:
            self._paint_hover(painter, self._hover_x, colours)
        self._paint_knob(painter, colours)

    def _paint_track(self, painter: QPainter, colours: theme.Colours) -> None:
        played, known = self._x_of(self._position_s), self._x_of(self._known_s)
        right = self._left + self._width
        for begin, end, colour in (
            (self._left, played, colours.accent),
            (played, max(played, known), colours.lost),
            (max(played, known), right, colours.pressed),
        ):
            if end > begin:
                painter.setClipRect(QRectF(begin, 0, end - begin, self.height()))
                for run in self._runs:
                    self._paint_run(painter, run, QColor(colour))
        painter.setClipping(False)

    def _paint_run(self, painter: QPainter, run: Run, colour: QColor) -> None:
        begin, end, is_gap = run
        height = _THIN if is_gap else _TRACK
        painter.setBrush(colour)
        area = QRectF(begin, self._middle - height / 2, end - begin, height)
        radius = 0.0 if is_gap else min(2.0, area.width() / 2)
        painter.drawRoundedRect(area, radius, radius)

    def _paint_knob(self, painter: QPainter, colours: theme.Colours) -> None:
        centre = QPointF(self._x_of(self._position_s), self._middle)
        painter.setPen(QPen(QColor(colours.window), 2))
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(centre, _KNOB, _KNOB)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, _KNOB + 1, _KNOB + 1)

    def _paint_hover(self, painter: QPainter, x: float, colours: theme.Colours) -> None:
        x = min(max(x, self._left), self._left + self._width)
        text = self._describe(self._seconds_at(x))
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(text) + 2 * _BUBBLE_PAD
        left = min(max(x - width / 2, 0.0), self.width() - width)
        bubble = QRectF(left, 0, width, metrics.height() + 4)
        painter.setBrush(QColor(colours.text))
        painter.drawRoundedRect(bubble, 6, 6)
        painter.drawRect(QRectF(x - 0.5, bubble.bottom(), 1, self._middle - _TRACK / 2 - bubble.bottom()))
        painter.setPen(QColor(colours.window))
        painter.drawText(bubble, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.setPen(Qt.PenStyle.NoPen)
