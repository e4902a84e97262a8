"""What a recording says over the picture, for as long as it runs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from atomcam_gui.ui.live_view import LiveView

RECORDING_RED = "#ff4d4f"
"""On dark, as over a picture."""

_MARGIN = 16
_LEAST_GAP = 8
_SIDE = 12
_TOP = 8
_DOT = 10
_SURFACE = QColor(20, 20, 20, 200)
_TEXT = QColor("#ffffff")
_MUTED = QColor("#d0d0d0")


class RecordOverlay(QWidget):
    """A panel in the upper right corner of ``view``: a line with a red dot, and small ones below it.

    Painted once for each text, and copied for each picture that comes below it.
    """

    def __init__(self, view: LiveView) -> None:
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._view = view
        self._title = ""
        self._details: tuple[str, ...] = ()
        self._pixmap = QPixmap()
        view.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n".join((self._title, *self._details)).strip()

    def show_lines(self, title: str, details: tuple[str, ...] = ()) -> None:
        """Show these lines; nothing where all are empty.

        Args:
            title: beside the red dot, and so of a recording only.
        """
        if (title, details) == (self._title, self._details):
            return
        self._title, self._details = title, details
        self.setAccessibleName(self.text)
        if not self.text:
            self.hide()
            return
        self._draw()
        self.place()
        self.show()
        self.raise_()
        self.update()

    def _fonts(self) -> tuple[QFont, QFont]:
        title, small = QFont(self._view.font()), QFont(self._view.font())
        title.setWeight(QFont.Weight.DemiBold)
        title.setPointSizeF(title.pointSizeF() * 1.1)
        small.setPointSizeF(small.pointSizeF() * 0.92)
        return title, small

    def _draw(self) -> None:
        title_font, small_font = self._fonts()
        title, small = QFontMetrics(title_font), QFontMetrics(small_font)
        indent = _DOT + 8 if self._title else 0
        widths = [small.horizontalAdvance(line) for line in self._details]
        heights = [small.height() + 2] * len(self._details)
        if self._title:
            # Digits that change must not make the panel tremble.
            width = title.horizontalAdvance(self._title)
            widths.append(indent + width + (-width) % (2 * title.horizontalAdvance("0")))
            heights.insert(0, title.height())
        size = QSize(max(widths) + 2 * _SIDE, sum(heights) + 2 * _TOP)
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SURFACE)
        painter.drawRoundedRect(QRectF(0, 0, size.width(), size.height()), 10, 10)
        top = float(_TOP)
        if self._title:
            middle = top + title.height() / 2
            painter.setBrush(QColor(RECORDING_RED))
            painter.drawEllipse(QRectF(_SIDE, middle - _DOT / 2, _DOT, _DOT))
            painter.setFont(title_font)
            painter.setPen(_TEXT)
            painter.drawText(_SIDE + indent, round(top + title.ascent()), self._title)
            top += title.height()
        painter.setFont(small_font)
        painter.setPen(_MUTED if self._title else _TEXT)
        for line in self._details:
            painter.drawText(_SIDE, round(top + 2 + small.ascent()), line)
            top += small.height() + 2
        painter.end()
        self._pixmap = pixmap
        self.resize(size)

    def place(self) -> None:
        """Stand in the corner; below the view's own lines, where they reach into it."""
        area = QRect(QPoint(self._view.width() - self.width() - _MARGIN, _MARGIN), self.size())
        written = self._view.overlay_area
        if area.adjusted(-_LEAST_GAP, 0, 0, 0).intersects(written):
            area.moveTop(written.bottom() + _LEAST_GAP)
        self.move(area.topLeft())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._pixmap)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.DevicePixelRatioChange) and self.text:
            self._draw()
            self.place()
        return False
