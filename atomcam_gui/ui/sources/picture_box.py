"""A picture in a dark box, or a sentence where there is none."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from atomcam_gui.ui import theme

_SURFACE = QColor("#101010")
_TEXT = QColor("#d0d0d0")


class PictureBox(QWidget):
    """Shows one still picture whole, never stretched."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.image = QImage()
        self._text = ""

    def sizeHint(self) -> QSize:
        return QSize(320, 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 96)

    def show_image(self, image: QImage) -> None:
        """Show a picture; it must not use memory that others change."""
        self.image, self._text = image, ""
        size = f"{image.width()}×{image.height()}"
        self.setAccessibleDescription(self.tr("The camera's picture, %1").replace("%1", size))
        self.update()

    def show_text(self, text: str) -> None:
        """Show a sentence and no picture."""
        self.image, self._text = QImage(), text
        self.setAccessibleDescription(text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(area, theme.RADIUS, theme.RADIUS)
        painter.fillPath(path, _SURFACE)
        if self.image.isNull():
            painter.setPen(_TEXT)
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(area.adjusted(16, 8, -16, -8), flags, self._text)
            return
        painter.setClipPath(path)
        fitted = self.image.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, fitted.width(), fitted.height())
        target.moveCenter(area.center())
        painter.drawImage(target, self.image)
