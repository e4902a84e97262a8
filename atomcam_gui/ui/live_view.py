"""The widget that shows one camera's picture."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from atomcam_gui.camera.frame import Frame
from atomcam_gui.settings import ViewSettings
from atomcam_gui.ui import writing
from atomcam_gui.ui.picture_painting import image_of, paint_picture, small_picture
from atomcam_gui.ui.view_geometry import ViewGeometry
from atomcam_gui.video.decode import Pixels
from atomcam_gui.video.pool import DecodePool, Picture, PictureSlot

_WHEEL_STEP = 1.0015
_KEY_PAN = 60
_LETTERBOX = QColor("#000000")
_LATENCY_SAMPLES = 3600


@dataclass(frozen=True, slots=True)
class ViewNumbers:
    """What the view itself can tell, for the statistics overlay."""

    width: int
    height: int
    scale: float
    """Device pixels a picture pixel."""
    shown: int
    """Pictures painted."""
    skipped: int
    """Pictures that a newer one overtook before they were decoded."""
    decode_ms: float
    latency_ms: float
    """From receipt to paint, the newest picture."""


class LiveView(QWidget):
    """Shows the newest picture that it is given, at its aspect ratio. For the window's thread.

    It is a sink for frames (``submit``). The last good picture stays until there is a newer one; ``set_caption`` writes
    over it, ``set_overlay`` into a corner.
    """

    turned = Signal()
    """The user rotated or mirrored; ``view_settings`` has it."""
    zoom_changed = Signal()
    double_clicked = Signal()
    corrupt_found = Signal(int)
    """Pictures of the camera shown turned out damaged when they were decoded."""
    _ready = Signal()

    def __init__(self, pool: DecodePool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("liveView")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(self.tr("Live picture"))
        self._slot = PictureSlot(pool, self._ready.emit)
        self._ready.connect(self._show_newest, Qt.ConnectionType.QueuedConnection)
        self._camera_id: str | None = None
        self._picture: Picture | None = None
        self._image = QImage()
        # One for each of the slot's buffers, which it uses in turn; what the key is an id of stays alive with it.
        self._images: dict[int, tuple[Pixels, QImage]] = {}
        self._watched = False
        self._minimised = False
        self._ratio = self.devicePixelRatioF()
        self._geometry = ViewGeometry(QSizeF(), QSizeF(self._device_size()))
        # Worked out once for each geometry, not for each picture.
        self._target = QRectF()
        self._target_pixels = QRect()
        self._origin = QPoint()
        self._picture_size = (0, 0)
        self._plain = False
        self._caption = ""
        self._overlay: tuple[str, ...] = ()
        self._dragged_from: QPointF | None = None
        self._unpainted: Frame | None = None
        self._still: Frame | None = None
        self._shown = 0
        self.latencies_ms: deque[float] = deque(maxlen=_LATENCY_SAMPLES)
        """Receipt to paint of the newest pictures painted, in milliseconds."""
        self.painted: list[Callable[[Frame, int], None]] = []
        """Each is called with every frame that was painted and ``time.monotonic_ns()`` of that. Must be quick."""

    def sizeHint(self) -> QSize:
        return QSize(660, 500)

    # -- frames in -----------------------------------------------------------------------------------------------

    def submit(self, frame: Frame) -> None:
        """Show this frame as soon as it is decoded, unless a newer one comes first."""
        if self._watched:
            self._slot.submit(frame)

    def set_minimised(self, minimised: bool) -> None:
        """Whether the window is minimised: then nothing is decoded, as when the view is hidden."""
        self._minimised = minimised
        self._watched = self.isVisible() and not minimised

    def show_camera(self, camera_id: str | None, settings: ViewSettings) -> None:
        """Turn to another camera: the picture of the last one goes."""
        if camera_id == self._camera_id:
            return
        self._camera_id = camera_id
        self._picture = None
        self._unpainted = None
        self._still = None
        self._image = QImage()
        self._images.clear()
        self._slot.clear()
        self._set_geometry(ViewGeometry(QSizeF(), QSizeF(self._device_size()), settings))
        self.update()

    @property
    def frame(self) -> Frame | None:
        """The frame whose picture is shown."""
        return self._picture.frame if self._picture else None

    @property
    def view_settings(self) -> ViewSettings:
        """How the picture is turned."""
        return self._geometry.turned

    def show_still(self, frame: Frame) -> None:
        """Show the last picture of a camera that may be away, until there is a newer one. It counts as none shown."""
        if self._watched and self._picture is None:
            self._still = frame
            self._slot.submit(frame)

    def _show_newest(self) -> None:
        picture, corrupt = self._slot.take()
        if corrupt:
            self.corrupt_found.emit(corrupt)
        if picture is None or picture.frame.camera_id != self._camera_id:
            return
        self._picture = picture
        self._image = self._image_of(picture.pixels)
        frame = picture.frame
        self._unpainted = None if frame is self._still else frame
        if (frame.width, frame.height) != self._picture_size:
            self._set_geometry(replace(self._geometry.fitted(), picture=QSizeF(frame.width, frame.height)))
            self.update()
        elif self._caption or self._overlay:
            self.update()
        else:
            self.update(self._target_pixels)

    def _image_of(self, pixels: Pixels) -> QImage:
        known = self._images.get(id(pixels))
        if known is not None:
            return known[1]
        if len(self._images) > 3:  # another size: those of the old one go
            self._images.clear()
        image = image_of(pixels)
        self._images[id(pixels)] = (pixels, image)
        return image

    @property
    def picture_area(self) -> QRect:
        """Where the picture is, in the view's own pixels."""
        return self._target_pixels.intersected(self.rect())

    def small_picture(self, size: QSize) -> QImage:
        """A copy of the picture as it is turned here, fitted into ``size``; none where there is no picture."""
        if self._image.isNull():
            return QImage()
        return small_picture(self._image, self._geometry.turned, size, self._ratio)

    # -- what is written over the picture ------------------------------------------------------------------------

    def set_caption(self, text: str) -> None:
        """A sentence in the picture's middle, over a darkened picture; empty for none."""
        self.check_scale()
        if text != self._caption:
            self._caption = text
            self.setAccessibleDescription(text)
            self.update()

    @property
    def caption(self) -> str:
        """What is written over the picture."""
        return self._caption

    def set_overlay(self, lines: tuple[str, ...]) -> None:
        """Lines in the upper left corner; empty for none."""
        if lines != self._overlay:
            self._overlay = lines
            self.update()

    @property
    def overlay_area(self) -> QRect:
        """Where these lines stand."""
        return writing.overlay_area(self.font(), self.rect(), self._overlay) if self._overlay else QRect()

    def numbers(self) -> ViewNumbers:
        """The view's own numbers at this moment."""
        frame = self.frame
        return ViewNumbers(
            frame.width if frame else 0,
            frame.height if frame else 0,
            self._geometry.used_scale,
            self._shown,
            self._slot.skipped,
            self._slot.decode_ns / 1e6,
            self.latencies_ms[-1] if self.latencies_ms else 0.0,
        )

    # -- turn, zoom and pan --------------------------------------------------------------------------------------

    def rotate(self, degrees: int) -> None:
        """Turn the picture by a multiple of 90 degrees clockwise."""
        self._turn(self._geometry.turned.rotated(degrees))

    def mirror(self) -> None:
        """Swap left and right as seen."""
        self._turn(self._geometry.turned.flipped())

    def _turn(self, settings: ViewSettings) -> None:
        self._set_geometry(replace(self._geometry.fitted(), turned=settings))
        self.turned.emit()

    def zoom(self, factor: float, anchor: QPointF | None = None) -> None:
        """Larger or smaller, around a point in device pixels or the middle."""
        self._set_geometry(self._geometry.zoomed(factor, anchor))

    def zoom_fit(self) -> None:
        """The whole picture."""
        self._set_geometry(self._geometry.fitted())

    def zoom_actual(self) -> None:
        """One picture pixel a device pixel."""
        self._set_geometry(self._geometry.at_scale(1.0))

    @property
    def is_fitted(self) -> bool:
        """Whether the whole picture is shown, as large as it goes."""
        return self._geometry.scale is None

    def _set_geometry(self, geometry: ViewGeometry, *, force: bool = False) -> None:
        if geometry == self._geometry and not force:
            return
        self._geometry = geometry
        self._target = self._logical(geometry.target)
        self._target_pixels = self._target.toAlignedRect()
        self._origin = self._target_pixels.topLeft()
        self._picture_size = (int(geometry.picture.width()), int(geometry.picture.height()))
        self._plain = geometry.is_exact and geometry.turned == ViewSettings() and self._ratio == 1.0
        self._slot.want(geometry.decode_size)
        self._show_cursor()
        self.update()
        self.zoom_changed.emit()

    # -- events --------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_view()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._watched = not self._minimised
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._watched = False
        super().hideEvent(event)

    def check_scale(self) -> None:
        """Fit again where the window was moved to a screen of another scale. Cheap, but not done for each picture."""
        if self._ratio != self.devicePixelRatioF():
            self._fit_view()

    def _fit_view(self) -> None:
        self._ratio = self.devicePixelRatioF()
        self._set_geometry(replace(self._geometry, view=QSizeF(self._device_size())), force=True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y()
        if steps and self._picture is not None:
            self.zoom(_WHEEL_STEP**steps, event.position() * self.devicePixelRatioF())
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not self.is_fitted:
            self._dragged_from = event.position()
            self._show_cursor()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            delta = (event.position() - self._dragged_from) * self.devicePixelRatioF()
            self._dragged_from = event.position()
            self._set_geometry(self._geometry.panned(delta))
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
        self._show_cursor()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.double_clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: QPointF(_KEY_PAN, 0),
            Qt.Key.Key_Right: QPointF(-_KEY_PAN, 0),
            Qt.Key.Key_Up: QPointF(0, _KEY_PAN),
            Qt.Key.Key_Down: QPointF(0, -_KEY_PAN),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or self.is_fitted:
            super().keyPressEvent(event)
        else:
            self._set_geometry(self._geometry.panned(step * self.devicePixelRatioF()))

    def _show_cursor(self) -> None:
        if self.is_fitted:
            self.unsetCursor()
        else:
            grabbed = self._dragged_from is not None
            self.setCursor(Qt.CursorShape.ClosedHandCursor if grabbed else Qt.CursorShape.OpenHandCursor)

    # -- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        exposed = event.rect()
        if self._picture is None:
            painter.fillRect(exposed, _LETTERBOX)
        else:
            if not self._plain or not self._target_pixels.contains(exposed):
                self._paint_surround(painter, exposed.toRectF(), self._target)
            self._paint_picture(painter, self._picture)
        if self._caption:
            dimmed = None if self._picture is None else self._target
            writing.paint_caption(painter, self.rect().toRectF(), dimmed, self._caption)
        if self._overlay:
            writing.paint_overlay(painter, self.rect(), self._overlay)
        painter.end()
        self._note_painted()

    def _paint_surround(self, painter: QPainter, exposed: QRectF, target: QRectF) -> None:
        if not target.contains(exposed):
            path = QPainterPath()
            path.addRect(exposed)
            inner = QPainterPath()
            inner.addRect(target.intersected(exposed))
            painter.fillPath(path.subtracted(inner), _LETTERBOX)

    def _paint_picture(self, painter: QPainter, picture: Picture) -> None:
        image = self._image
        if self._plain and picture.pixels.shape[1] == self._picture_size[0]:
            painter.drawImage(self._origin, image)
            return
        painter.save()
        painter.scale(1 / self._ratio, 1 / self._ratio)
        paint_picture(painter, image, self._geometry)
        painter.restore()

    def _note_painted(self) -> None:
        frame, self._unpainted = self._unpainted, None
        if frame is not None:
            now = time.monotonic_ns()
            self._shown += 1
            self.latencies_ms.append((now - frame.received_ns) / 1e6)
            for listener in self.painted:
                listener(frame, now)

    # -- units ---------------------------------------------------------------------------------------------------

    def _device_size(self) -> QSize:
        ratio = self._ratio
        return QSize(round(self.width() * ratio), round(self.height() * ratio))

    def _logical(self, rect: QRectF) -> QRectF:
        ratio = self._ratio
        return QRectF(rect.x() / ratio, rect.y() / ratio, rect.width() / ratio, rect.height() / ratio)
