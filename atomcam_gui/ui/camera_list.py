"""The list of cameras at the window's side: last picture, name, state."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from atomcam_gui.camera.camera import Camera, CameraState
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import Trust
from atomcam_gui.ui import texts, theme
from atomcam_gui.ui.record_overlay import RECORDING_RED
from atomcam_gui.video.pool import DecodePool, PictureSlot

CAMERA_ROLE = Qt.ItemDataRole.UserRole
THUMBNAIL_ROLE = Qt.ItemDataRole.UserRole + 1

_THUMBNAIL = QSize(184, 138)
_THUMBNAIL_INTERVAL_S = 2.0
_Index = QModelIndex | QPersistentModelIndex


class Thumbnail(QObject):
    """A camera's last picture, small, at most every 2 s. A sink for frames."""

    changed = Signal()
    _ready = Signal()

    def __init__(self, pool: DecodePool, parent: QObject) -> None:
        super().__init__(parent)
        self.image = QImage()
        self._slot = PictureSlot(pool, self._ready.emit, _THUMBNAIL_INTERVAL_S)
        self._slot.want((_THUMBNAIL.width(), _THUMBNAIL.height()))
        self._ready.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.submit = self._slot.submit

    def _take(self) -> None:
        # Damaged pictures are counted by the view that shows the camera; here they are only left out.
        picture, _ = self._slot.take()
        if picture is not None:
            height, width, _ = picture.pixels.shape
            whole = QImage(picture.pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
            # A copy: the slot uses its pixels again.
            ratio = QGuiApplication.primaryScreen().devicePixelRatio()
            image = whole.scaled(
                _THUMBNAIL * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self.image = image.copy() if image.size() == whole.size() else image
            self.image.setDevicePixelRatio(ratio)
            self.changed.emit()


class CameraModel(QAbstractListModel):
    """The cameras of the registry, in the order in which they came."""

    def __init__(self, registry: CameraRegistry, hub: Hub, pool: DecodePool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._registry = registry
        self._hub = hub
        self._pool = pool
        self._cameras: list[Camera] = []
        self._thumbnails: dict[str, Thumbnail] = {}
        self._watching = False
        self._lines: dict[str, str] = {}

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._cameras)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._cameras):
            return None
        camera = self._cameras[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return camera.label
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            line = _line(camera, self._registry.clock())
            return f"{camera.label}: {line} ({camera.address})"
        if role == CAMERA_ROLE:
            return camera
        if role == THUMBNAIL_ROLE:
            thumbnail = self._thumbnails.get(camera.id)
            return thumbnail.image if thumbnail else QImage()
        return None

    def camera_at(self, index: _Index) -> Camera | None:
        """The camera of a row."""
        return self._cameras[index.row()] if index.isValid() and index.row() < len(self._cameras) else None

    def index_of(self, camera_id: str) -> QModelIndex:
        """The row of a camera; invalid where it is not listed."""
        for row, camera in enumerate(self._cameras):
            if camera.id == camera_id:
                return self.index(row)
        return QModelIndex()

    def add(self, camera: Camera) -> None:
        """List a camera."""
        row = len(self._cameras)
        self.beginInsertRows(QModelIndex(), row, row)
        self._cameras.append(camera)
        self.endInsertRows()
        self._watch(camera)

    def remove(self, camera: Camera) -> None:
        """Take a camera off the list."""
        index = self.index_of(camera.id)
        if index.isValid():
            self.beginRemoveRows(QModelIndex(), index.row(), index.row())
            del self._cameras[index.row()]
            self.endRemoveRows()
        self._lines.pop(camera.id, None)
        thumbnail = self._thumbnails.pop(camera.id, None)
        if thumbnail is not None:
            self._hub.detach(thumbnail, camera.id)
            thumbnail.deleteLater()

    def refresh(self, camera: Camera) -> None:
        """Draw one camera anew."""
        index = self.index_of(camera.id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def refresh_lines(self) -> None:
        """Draw those cameras anew whose line says something else than it did."""
        now = self._registry.clock()
        for camera in self._cameras:
            line = _line(camera, now)
            if self._lines.get(camera.id) != line:
                self._lines[camera.id] = line
                self.refresh(camera)

    def set_watching(self, watching: bool) -> None:
        """Whether thumbnails are made. A hidden list makes none."""
        if watching == self._watching:
            return
        self._watching = watching
        for camera in self._cameras:
            self._watch(camera)

    def _watch(self, camera: Camera) -> None:
        thumbnail = self._thumbnails.get(camera.id)
        if thumbnail is None:
            thumbnail = self._thumbnails[camera.id] = Thumbnail(self._pool, self)
            thumbnail.changed.connect(lambda: self.refresh(camera))
        self._hub.detach(thumbnail, camera.id)
        if self._watching:
            self._hub.attach(thumbnail, camera.id)


class _CameraDelegate(QStyledItemDelegate):
    """Draws a camera: picture above, a dot, the name and the state in words below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        text = option.fontMetrics.height() * 2 + 14
        return QSize(_THUMBNAIL.width() + 24, _THUMBNAIL.height() + text + 20)

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
        picture = QRect(area.topLeft() + QPoint(8, 8), _THUMBNAIL)
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
        text = _recording_word()
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


def _recording_word() -> str:
    return QCoreApplication.translate("CameraList", "recording")


def _line(camera: Camera, now: float) -> str:
    """What the list says of a camera, for those who hear it."""
    line = texts.camera_line(camera, now)
    return f"{line}, {_recording_word()}" if camera.is_recorded else line


def _dot_colour(camera: Camera, colours: theme.Colours) -> str:
    if camera.trust is not Trust.ALLOWED:
        return colours.stalled if camera.trust is Trust.WAITING else colours.lost
    return {
        CameraState.LIVE: colours.live,
        CameraState.STALLED: colours.stalled,
        CameraState.WAITING: colours.stalled,
        CameraState.LOST: colours.lost,
    }[camera.state]


class CameraList(QListView):
    """The list. ``chosen`` tells which camera the user turned to."""

    chosen = Signal(str)

    def __init__(self, model: CameraModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cameras")
        self.setAccessibleName(self.tr("Cameras"))
        self.setModel(model)
        self.setItemDelegate(_CameraDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(_THUMBNAIL.width() + 34)
        self._model = model
        self.selectionModel().currentChanged.connect(self._tell)

    def choose(self, camera_id: str) -> None:
        """Turn to a camera as if the user had."""
        index = self._model.index_of(camera_id)
        if index.isValid():
            self.setCurrentIndex(index)

    def step(self, by: int) -> None:
        """Turn to the next camera, or the one before."""
        count = self._model.rowCount()
        if count:
            self.setCurrentIndex(self._model.index((self.currentIndex().row() + by) % count))

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        camera = self._model.camera_at(current)
        if camera is not None:
            self.chosen.emit(camera.id)
