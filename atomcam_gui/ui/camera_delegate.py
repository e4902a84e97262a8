"""How a camera looks in the list at the window's side."""

from __future__ import annotations

import time

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from atomcam_gui.camera.camera import Camera, CameraState
from atomcam_gui.camera.trust import Trust
from atomcam_gui.ui import texts, theme
from atomcam_gui.ui.record_overlay import RECORDING_RED

CAMERA_ROLE = Qt.ItemDataRole.UserRole
THUMBNAIL_ROLE = Qt.ItemDataRole.UserRole + 1
THUMBNAIL = QSize(184, 138)

_Index = QModelIndex | QPersistentModelIndex


class CameraDelegate(QStyledItemDelegate):
    """Draws a camera: picture above, a dot, the name and the state in words below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        text = option.fontMetrics.height() * 2 + 14
        return QSize(THUMBNAIL.width() + 24, THUMBNAIL.height() + text + 20)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        camera: Camera = index.data(CAMERA_ROLE)
        colours = theme.colours()
        area: QRect = option.rect.adjusted(4, 4, -4, -4)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            focused = selected and bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(QColor(colours.accent), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.pressed if selected else colours.hover))
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        picture = QRect(area.topLeft() + QPoint(8, 8), THUMBNAIL)
        self._paint_picture(painter, picture, index.data(THUMBNAIL_ROLE), camera)
        self._paint_text(painter, option, area, picture, camera, colours)
        painter.restore()

    def _paint_picture(self, painter: QPainter, area: QRect, image: QImage, camera: Camera) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(area), 6, 6)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(area, QColor("#101010"))
        if not image.isNull():
            size = image.deviceIndependentSize().toSize()
            target = QRect(QPoint(0, 0), size)
            target.moveCenter(area.center())
            painter.drawImage(target.topLeft(), image)
            if camera.state is not CameraState.LIVE:
                painter.fillRect(area, QColor(0, 0, 0, 120))
        painter.restore()

    def _paint_text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        area: QRect,
        picture: QRect,
        camera: Camera,
        colours: theme.Colours,
    ) -> None:
        metrics = option.fontMetrics
        palette: QPalette = option.palette
        height = metrics.height()
        top = picture.bottom() + 8
        dot = QRectF(picture.left() + 2, top + height / 2 - 4, 8, 8)
        if camera.is_recorded:
            self._paint_badge(painter, option, picture)
        colour = QColor(_dot_colour(camera, colours))
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if camera.state is not CameraState.LOST else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot)
        left = picture.left() + 18
        width = area.right() - 8 - left
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        name = metrics.elidedText(camera.label, Qt.TextElideMode.ElideRight, width - 6)
        painter.drawText(QRect(left, top, width, height), flags, name)
        painter.setFont(option.font)
        painter.setPen(QColor(colours.muted))
        now = time.monotonic()
        line = metrics.elidedText(texts.camera_line(camera, now), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, top + height + 2, width, height), flags, line)

    def _paint_badge(self, painter: QPainter, option: QStyleOptionViewItem, picture: QRect) -> None:
        """A red dot and the word, in the picture's corner: its state stays below."""
        metrics = option.fontMetrics
        text = texts.recording_word()
        area = QRectF(0, 0, metrics.horizontalAdvance(text) + 28, metrics.height() + 6)
        area.moveTopLeft(picture.topLeft() + QPoint(6, 6))
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(20, 20, 20, 200))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setBrush(QColor(RECORDING_RED))
        painter.drawEllipse(QRectF(area.left() + 8, area.center().y() - 4, 8, 8))
        painter.setPen(QColor("#ffffff"))
        painter.setFont(option.font)
        painter.drawText(area.adjusted(21, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()


def _dot_colour(camera: Camera, colours: theme.Colours) -> str:
    if camera.trust is not Trust.ALLOWED:
        return colours.stalled if camera.trust is Trust.WAITING else colours.lost
    return {
        CameraState.LIVE: colours.live,
        CameraState.STALLED: colours.stalled,
        CameraState.WAITING: colours.stalled,
        CameraState.LOST: colours.lost,
    }[camera.state]
