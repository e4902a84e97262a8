"""A sentence about what is going on, with something that turns while it does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStyle, QWidget

from atomcam_gui.ui import theme

_SIZE = 18
_STEP_MS = 50
_STEP_DEGREES = 20


class Spinner(QWidget):
    """Part of a circle that turns while it is seen; it stands still where the system wants no motion."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(_SIZE, _SIZE))
        self._angle = 90
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._turn)

    def showEvent(self, event: QShowEvent) -> None:
        if self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0:
            self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _turn(self) -> None:
        self._angle = (self._angle - _STEP_DEGREES) % 360
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(QPen(QColor(colours.border), 2.25))
        painter.drawEllipse(circle)
        painter.setPen(QPen(QColor(colours.accent), 2.25, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(circle, self._angle * 16, -100 * 16)
        painter.end()


class BusyLine(QWidget):
    """A spinner and a sentence; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget, *, wrap: bool = True) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(10)
        row.addWidget(Spinner(self))
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(wrap)
        row.addWidget(self._label, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def say(self, text: str) -> None:
        """Show a sentence; an empty one hides all."""
        self._label.setText(text)
        if self.isHidden() == bool(text):
            self.setVisible(bool(text))
