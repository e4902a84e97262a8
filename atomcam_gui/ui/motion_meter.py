"""A bar that shows how much moves, with a mark at what it takes to record."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from atomcam_gui.ui import theme

_HEIGHT = 14
_FALL = 0.75
"""Each reading takes back no more than a quarter: what flashed up can be seen."""


class MotionMeter(QWidget):
    """The mark is in the middle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("How much moves at the moment"))
        self.setToolTip(self.tr("Beyond the mark it counts as movement"))
        self._level = 0.0
        self._moving = False

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT + 6)

    @property
    def level(self) -> float:
        """What is shown, from 0 to 1."""
        return self._level

    def show_level(self, level: float, *, moving: bool) -> None:
        """Show a new reading; ``moving`` says that it counts."""
        shown = max(level, self._level * _FALL)
        if shown < 0.01:
            shown = 0.0
        if (shown, moving) != (self._level, self._moving):
            self._level, self._moving = shown, moving
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(0.5, (self.height() - _HEIGHT) / 2 + 2, self.width() - 1, _HEIGHT - 4)
        radius = track.height() / 2
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.setBrush(QColor(colours.base))
        painter.drawRoundedRect(track, radius, radius)
        if self._level > 0:
            filled = QRectF(track)
            filled.setWidth(max(track.height(), track.width() * self._level))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent if self._moving else colours.lost))
            painter.drawRoundedRect(filled, radius, radius)
        middle = track.center().x()
        painter.setPen(QPen(QColor(colours.text), 2))
        painter.drawLine(int(middle), 1, int(middle), self.height() - 1)
        painter.end()
