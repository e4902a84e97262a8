"""The flash of a view when its picture is kept."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from atomcam_gui.ui.animation import animation_ms

_BRIGHTEST = 0.75


class Flash(QWidget):
    """White over the picture that goes at once; nothing where the system asks for less movement."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._alpha = 0.0
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(_BRIGHTEST)
        self._animation.setEndValue(0.0)
        self._animation.valueChanged.connect(self._fade)
        self._animation.finished.connect(self.hide)
        self.hide()

    def flash(self, area: QRect) -> None:
        """Flash in this part of the view."""
        duration = animation_ms(self)
        self._animation.stop()
        if duration and not area.isEmpty():
            self.setGeometry(area)
            self.show()
            self.raise_()
            self._animation.setDuration(duration)
            self._animation.start()

    def _fade(self, alpha: float) -> None:
        self._alpha = alpha
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor.fromRgbF(1, 1, 1, self._alpha))
        painter.end()
