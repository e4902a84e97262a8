"""What is written over a picture: a sentence in its middle, lines in its corner."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

_TEXT = QColor("#ffffff")
_DIM = QColor(0, 0, 0, 120)
_CAPTION_SURFACE = QColor(20, 20, 20, 200)
_OVERLAY_SURFACE = QColor(20, 20, 20, 180)
_OVERLAY_FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_GAP = "   "
"""Between the parts of a line."""


def paint_caption(painter: QPainter, view: QRectF, picture: QRectF | None, text: str) -> None:
    """A sentence in the middle of the view, over the picture darkened, where there is one."""
    area = view
    if picture is not None:
        painter.fillRect(picture, _DIM)
        area = picture.intersected(view)
    painter.setFont(_enlarged(_font_of(painter), 1.25))
    flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
    bounds = painter.boundingRect(area.adjusted(24, 16, -24, -16), flags, text)
    _paint_panel(painter, bounds.adjusted(-18, -10, 18, 10), 12, _CAPTION_SURFACE)
    painter.drawText(bounds, flags, text)


def paint_overlay(painter: QPainter, view: QRect, lines: tuple[str, ...]) -> None:
    """Lines in the view's upper left corner. Where they are too long, they break where there are three blanks."""
    painter.setFont(_overlay_font(_font_of(painter)))
    area = overlay_area(_font_of(painter), view, lines)
    _paint_panel(painter, QRectF(area), 8, _OVERLAY_SURFACE)
    painter.drawText(area.adjusted(10, 8, -10, -8), _OVERLAY_FLAGS, _overlay_text(lines))


def overlay_area(font: QFont, view: QRect, lines: tuple[str, ...]) -> QRect:
    """Where ``paint_overlay`` paints on a widget with this font."""
    room = view.adjusted(20, 18, -20, -18)
    bounds = QFontMetrics(_overlay_font(font)).boundingRect(room, _OVERLAY_FLAGS, _overlay_text(lines))
    return bounds.adjusted(-10, -8, 10, 8)


def _overlay_text(lines: tuple[str, ...]) -> str:
    """Lines that break between their parts only."""
    return "\n".join(_GAP.join(part.replace(" ", "\u00a0") for part in line.split(_GAP)) for line in lines)


def _overlay_font(font: QFont) -> QFont:
    return _enlarged(font, 0.95)


def _paint_panel(painter: QPainter, area: QRectF, radius: float, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(area, radius, radius)
    painter.setPen(_TEXT)


def _font_of(painter: QPainter) -> QFont:
    """The font of the widget that is painted on."""
    device = painter.device()
    return QFont(device.font() if hasattr(device, "font") else painter.font())


def _enlarged(font: QFont, factor: float) -> QFont:
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * factor)
    return larger
