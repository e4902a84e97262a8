"""A large switch: what is on and off is seen from afar."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from atomcam_gui.ui import theme

_GAP = 3


class Switch(QCheckBox):
    """A check box, for keyboards and screen readers too, that looks like a switch. Its name is written beside it."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        height = round(self.fontMetrics().height() * 1.8)
        return QSize(round(height * 1.85), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hint = self.sizeHint()
        track = QRectF(1, (self.height() - hint.height()) / 2 + 1, hint.width() - 2, hint.height() - 2)
        is_on = self.isChecked()
        painter.setPen(QPen(QColor(colours.text if self.hasFocus() else colours.outline), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colours.accent if is_on else colours.base))
        if is_on and not self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        size = track.height() - 2 * _GAP
        left = track.right() - _GAP - size if is_on else track.left() + _GAP
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_text if is_on else colours.outline))
        painter.drawEllipse(QRectF(left, track.top() + _GAP, size, size))
