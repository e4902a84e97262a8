"""A QR code that a phone reads off the screen, crisp at every size."""

from __future__ import annotations

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_QUIET = 4
"""Modules of white around it, as ISO/IEC 18004 wants them: also in a dark window."""

_SIDE = 220


class QrCode(QWidget):
    """Shows a text, or nothing while that is empty."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self._rows: tuple[bytes, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMinimumSize(_SIDE * 3 // 4, _SIDE * 3 // 4)

    @property
    def text(self) -> str:
        """What a phone would read."""
        return self._text

    def show_text(self, text: str, description: str) -> None:
        """Show another text.

        Args:
            description: what a screen reader says instead.
        """
        self.setAccessibleName(description)
        self.setToolTip(description)
        if text != self._text:
            self._text = text
            # The middle level: a phone still reads it with a finger's mark on the screen.
            self._rows = tuple(map(bytes, segno.make(text, error="m", micro=False).matrix)) if text else ()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    @property
    def modules(self) -> tuple[bytes, ...]:
        """The code's rows, 1 for dark, without the white around it."""
        return self._rows

    def area(self) -> tuple[QRectF, float]:
        """Where the code with its white is drawn, and a module's side. In whole pixels of the screen."""
        count = len(self._rows) + 2 * _QUIET
        ratio = self.devicePixelRatioF()
        module = max(1, int(min(self.width(), self.height()) * ratio) // count) / ratio
        side = module * count
        left, top = ((room - side) / 2 for room in (self.width(), self.height()))
        return QRectF(round(left * ratio) / ratio, round(top * ratio) / ratio, side, side), module

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        painter = QPainter(self)
        area, module = self.area()
        painter.fillRect(area, Qt.GlobalColor.white)
        dark = QColor(Qt.GlobalColor.black)
        for down, row in enumerate(self._rows, _QUIET):
            for across, is_dark in enumerate(row, _QUIET):
                if is_dark:
                    place = QRectF(area.left() + across * module, area.top() + down * module, module, module)
                    painter.fillRect(place, dark)
