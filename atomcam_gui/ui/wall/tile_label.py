"""What is written on a tile: name and state at its foot, and whether it is recorded. Drawn once for each text."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from atomcam_gui.ui import texts
from atomcam_gui.ui.record_overlay import RECORDING_RED

_SURFACE = QColor(20, 20, 20, 190)
_NAME = QColor("#ffffff")
_LINE = QColor("#d8d8d8")
_SIDE = 9
_TOP = 3
_DOT = 8
_GAP = 7
_MARGIN = 6


def draw_label(
    name: str, line: str, dot: str, *, hollow: bool, may_be_short: bool, font: QFont, room: int, ratio: float
) -> QPixmap:
    """A dot, the name and the state in words, on a dark pill.

    Args:
        dot: its colour, ``#rrggbb``.
        hollow: draw the dot as a ring.
        may_be_short: where the state finds no room beside the name it is left out, rather than the name cut.
        room: the tile's width.
        ratio: device pixels a pixel.
    """
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    bold, plain = QFontMetrics(strong), QFontMetrics(font)
    room -= 2 * (_MARGIN + _SIDE) + _DOT + _GAP
    if room < bold.averageCharWidth() * 3:
        name = line = ""
    line_width = plain.horizontalAdvance(line)
    if may_be_short and bold.horizontalAdvance(name) + _GAP + line_width > room:
        line, line_width = "", -_GAP
    if bold.horizontalAdvance(name) + _GAP + line_width > room:
        # A long name gives way to the state, but never all of it.
        least = min(bold.horizontalAdvance(name), max(room * 2 // 5, bold.averageCharWidth() * 6))
        name = bold.elidedText(name, Qt.TextElideMode.ElideRight, max(least, room - _GAP - line_width))
        line = plain.elidedText(line, Qt.TextElideMode.ElideRight, room - _GAP - bold.horizontalAdvance(name))
    name_width, line_width = bold.horizontalAdvance(name), plain.horizontalAdvance(line)
    width = 2 * _SIDE + _DOT + (_GAP + name_width if name else 0) + (_GAP + line_width if line else 0)
    pixmap, painter = _pill(width, bold.height() + 2 * _TOP, ratio)
    middle = bold.height() / 2 + _TOP
    painter.setPen(QColor(dot))
    painter.setBrush(Qt.BrushStyle.NoBrush if hollow else QColor(dot))
    painter.drawEllipse(QRectF(_SIDE + 0.5, middle - _DOT / 2 + 0.5, _DOT - 1, _DOT - 1))
    left = _SIDE + _DOT + _GAP
    painter.setFont(strong)
    painter.setPen(_NAME)
    painter.drawText(left, _TOP + bold.ascent(), name)
    painter.setFont(font)
    painter.setPen(_LINE)
    painter.drawText(left + name_width + _GAP, _TOP + bold.ascent(), line)
    painter.end()
    return pixmap


def draw_recording_mark(font: QFont, room: int, ratio: float) -> QPixmap:
    """A red dot and the word, for a tile that is recorded; in a narrow tile, the short word."""
    metrics = QFontMetrics(font)
    text = texts.recording_word()
    if metrics.horizontalAdvance(text) + 2 * (_MARGIN + _SIDE) + _DOT + _GAP > room:
        text = QCoreApplication.translate("Wall", "REC")
    width = 2 * _SIDE + _DOT + _GAP + metrics.horizontalAdvance(text)
    pixmap, painter = _pill(width, metrics.height() + 2 * _TOP, ratio)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(RECORDING_RED))
    painter.drawEllipse(QRectF(_SIDE, metrics.height() / 2 + _TOP - _DOT / 2, _DOT, _DOT))
    painter.setPen(_NAME)
    painter.setFont(font)
    painter.drawText(_SIDE + _DOT + _GAP, _TOP + metrics.ascent(), text)
    painter.end()
    return pixmap


def _pill(width: int, height: int, ratio: float) -> tuple[QPixmap, QPainter]:
    """An empty dark pill, and a painter on it."""
    size = QSize(width, height)
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SURFACE)
    painter.drawRoundedRect(QRectF(0, 0, width, height), height / 2, height / 2)
    return pixmap, painter
