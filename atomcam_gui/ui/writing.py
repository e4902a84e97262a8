"""What is written over a picture: a sentence in its middle, lines in its corner."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

_TEXT = QColor("#ffffff")
_DIM = QColor(0, 0, 0, 120)
_CAPTION_SURFACE = QColor(20, 20, 20, 200)
_OVERLAY_SURFACE = QColor(20, 20, 20, 180)


def paint_caption(painter: QPainter, view: QRectF, picture: QRectF | None, text: str) -> None:
    """A sentence in the middle of the view, over the picture darkened, where there is one."""
    area = view
    if picture is not None:
        painter.fillRect(picture, _DIM)
        area = picture.intersected(view)
    _enlarge(painter, 1.25)
    flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
    bounds = painter.boundingRect(area.adjusted(24, 16, -24, -16), flags, text)
    _paint_panel(painter, bounds.adjusted(-18, -10, 18, 10), 12, _CAPTION_SURFACE)
    painter.drawText(bounds, flags, text)


def paint_overlay(painter: QPainter, view: QRect, lines: tuple[str, ...]) -> None:
    """Lines in the view's upper left corner."""
    _enlarge(painter, 0.95)
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    text = "\n".join(lines)
    bounds = painter.boundingRect(QRectF(view.adjusted(20, 18, -20, -18)), flags, text)
    _paint_panel(painter, bounds.adjusted(-10, -8, 10, 8), 8, _OVERLAY_SURFACE)
    painter.drawText(bounds, flags, text)


def _paint_panel(painter: QPainter, area: QRectF, radius: float, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(area, radius, radius)
    painter.setPen(_TEXT)


def _enlarge(painter: QPainter, factor: float) -> None:
    device = painter.device()
    font = QFont(device.font() if hasattr(device, "font") else painter.font())
    font.setPointSizeF(font.pointSizeF() * factor)
    painter.setFont(font)
