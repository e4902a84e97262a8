"""The list of cameras at the window's side: last picture, name, state."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.order import in_order
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.ui import texts
from atomcam_gui.ui.camera_delegate import CAMERA_ROLE, THUMBNAIL, THUMBNAIL_ROLE, CameraDelegate
from atomcam_gui.ui.name_editor import NameEditor
from atomcam_gui.ui.picture_painting import image_of
from atomcam_gui.video.pool import DecodePool, PictureSlot

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
        self._slot.want((THUMBNAIL.width(), THUMBNAIL.height()))
        self._ready.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.submit = self._slot.submit

    def _take(self) -> None:
        # Damaged pictures are counted by the view that shows the camera; here they are only left out.
        picture, _ = self._slot.take()
        if picture is not None:
            whole = image_of(picture.pixels)
            # A copy: the slot uses its pixels again.
            ratio = QGuiApplication.primaryScreen().devicePixelRatio()
            image = whole.scaled(
                THUMBNAIL * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self.image = image.copy() if image.size() == whole.size() else image
            self.image.setDevicePixelRatio(ratio)
            self.changed.emit()


class CameraModel(QAbstractListModel):
    """The cameras of the registry, in the user's order; others after them, in the order in which they came."""

    def __init__(self, registry: CameraRegistry, hub: Hub, pool: DecodePool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._registry = registry
        self._hub = hub
        self._pool = pool
        self._cameras: list[Camera] = []
        self._thumbnails: dict[str, Thumbnail] = {}
        self._watching = False
        self._lines: dict[str, str] = {}
        self._order: tuple[str, ...] = ()

    @property
    def hub(self) -> Hub:
        """Where the cameras' frames come from."""
        return self._hub

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._cameras)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._cameras):
            return None
        camera = self._cameras[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return camera.label
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            line = texts.heard_line(camera, self._registry.clock())
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
        listed = in_order([*(other.id for other in self._cameras), camera.id], self._order)
        row = listed.index(camera.id)
        self.beginInsertRows(QModelIndex(), row, row)
        self._cameras.insert(row, camera)
        self.endInsertRows()
        self._watch(camera)

    def set_order(self, order: tuple[str, ...]) -> None:
        """The order in which the user wants the cameras."""
        if order == self._order:
            return
        self._order = order
        known = {camera.id: camera for camera in self._cameras}
        cameras = [known[camera_id] for camera_id in in_order(known, order)]
        if cameras == self._cameras:
            return
        self.layoutAboutToBeChanged.emit()
        before, self._cameras = self._cameras, cameras
        for index in self.persistentIndexList():
            self.changePersistentIndex(index, self.index(cameras.index(before[index.row()])))
        self.layoutChanged.emit()

    def show_still(self, frame: Frame) -> None:
        """A last picture of a camera that sends none, for its thumbnail."""
        thumbnail = self._thumbnails.get(frame.camera_id)
        if thumbnail is not None and thumbnail.image.isNull():
            thumbnail.submit(frame)

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
            line = texts.heard_line(camera, now)
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


class CameraList(QListView):
    """The list. ``chosen`` tells which camera the user turned to."""

    chosen = Signal(str)
    menu_wanted = Signal(str, QPoint)
    """For this camera, at this place of the screen."""
    renamed = Signal(str, str)
    """Camera id, new name."""

    def __init__(self, model: CameraModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cameras")
        self.setAccessibleName(self.tr("Cameras"))
        self.setModel(model)
        self.setItemDelegate(CameraDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit_width()
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._fit_width())
        self._model = model
        self._is_told = False
        self.clicked.connect(lambda index: self._tell(index, index))
        self.selectionModel().currentChanged.connect(self._tell)

    def _fit_width(self) -> None:
        """A scroll bar stands beside the pictures, not on them."""
        bar = self.verticalScrollBar()
        self.setFixedWidth(THUMBNAIL.width() + 34 + (bar.sizeHint().width() if bar.maximum() > 0 else 0))

    def choose(self, camera_id: str) -> None:
        """Turn to a camera as if the user had."""
        index = self._model.index_of(camera_id)
        if index.isValid():
            self.setCurrentIndex(index)

    def show_current(self, camera_id: str) -> None:
        """Mark the camera that is looked at, without a signal."""
        index = self._model.index_of(camera_id)
        if index.isValid() and index != self.currentIndex():
            self._is_told = True
            try:
                self.setCurrentIndex(index)
            finally:
                self._is_told = False

    def step(self, by: int) -> None:
        """Turn to the next camera, or the one before."""
        count = self._model.rowCount()
        if count:
            self.setCurrentIndex(self._model.index((self.currentIndex().row() + by) % count))

    def edit_name(self, camera_id: str) -> None:
        """Let the user write another name over a camera's."""
        index = self._model.index_of(camera_id)
        camera = self._model.camera_at(index)
        if camera is not None:
            self.scrollTo(index)
            place = self.visualRect(index).adjusted(10, 0, -10, -8)
            editor = NameEditor(camera.label, place, self.viewport())
            editor.accepted.connect(lambda name: self.renamed.emit(camera_id, name))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # The right button asks for the menu of a camera; it does not turn to it in the window.
        if event.button() is not Qt.MouseButton.RightButton:
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        camera = self._model.camera_at(index)
        if camera is not None:
            at = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_key else event.globalPos()
            self.menu_wanted.emit(camera.id, at)

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        camera = self._model.camera_at(current)
        if camera is not None and not self._is_told:
            self.chosen.emit(camera.id)
