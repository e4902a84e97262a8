"""A camera's picture over which the user draws the rectangle in which movement counts."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from atomcam_gui.camera.frame import Frame
from atomcam_gui.recording.motion import Mask
from atomcam_gui.settings import Region, ViewSettings
from atomcam_gui.ui import theme, writing
from atomcam_gui.ui.view_geometry import ViewGeometry
from atomcam_gui.video.pool import DecodePool, Picture, PictureSlot

_INTERVAL_S = 0.1
_LEAST = 0.04
"""Narrower or lower regions are a slip of the hand."""
_STEP = 0.02
_OUTSIDE = QColor(0, 0, 0, 130)
_SURROUND = QColor("#000000")
_MOVED_ALPHA = 110
_FRAME_WIDTH = 2.0


class RegionEditor(QWidget):
    """A sink for one camera's frames, some of which it shows, turned as the live view shows them.

    Dragging draws a new rectangle; the arrow keys move it, with Shift they change its size; Escape and a double click
    take the whole picture.
    """

    region_changed = Signal(object)
    """The ``Region`` that the user drew, in the picture as the camera sends it."""

    def __init__(self, pool: DecodePool, turned: ViewSettings, region: Region, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(self.tr("Where movement counts"))
        self.setToolTip(
            self.tr("Drag over the picture. Arrow keys move the rectangle; with Shift they change its size.")
        )
        self._slot = PictureSlot(pool, _waker(self._show_newest), _INTERVAL_S)
        self._is_seen = False
        self._picture: Picture | None = None
        self._image = QImage()
        self._geometry = ViewGeometry(QSizeF(), QSizeF(), turned)
        self._region = region
        self._moved: QImage | None = None
        self._pressed: QPointF | None = None
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(520, 390)

    @property
    def region(self) -> Region:
        """The rectangle, in the picture as the camera sends it."""
        return self._region

    def submit(self, frame: Frame) -> None:
        """Show this frame soon, if it is time for one."""
        if self._is_seen:
            self._slot.submit(frame)

    def show_moved(self, cells: Mask) -> None:
        """Tint the cells in which something has moved."""
        had, self._moved = self._moved, _tinted(cells) if cells.any() else None
        if had is not None or self._moved is not None:
            self.update()

    def take_whole(self) -> None:
        """Look at the whole picture."""
        self._change(Region())

    @property
    def picture_area(self) -> QRectF:
        """Where the picture is shown, in logical pixels."""
        return self._on_widget(Region())

    def showEvent(self, event: QShowEvent) -> None:
        self._is_seen = True
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._is_seen = False
        self._slot.clear()
        super().hideEvent(event)

    def _show_newest(self) -> None:
        picture, _ = self._slot.take()
        if picture is None or not self._is_seen:
            return
        self._picture = picture
        height, width, _ = picture.pixels.shape
        # The slot uses its buffers again.
        self._image = QImage(picture.pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
        self._fit()
        self.update()

    # -- geometry --------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        picture = self._geometry.picture
        if self._picture is not None:
            picture = QSizeF(self._picture.frame.width, self._picture.frame.height)
        geometry = ViewGeometry(picture, QSizeF(self.size()), self._geometry.turned)
        if geometry != self._geometry:
            self._geometry = geometry
            ratio = self.devicePixelRatioF()
            shown = geometry.picture * geometry.used_scale * ratio
            self._slot.want((int(shown.width()) + 1, int(shown.height()) + 1))

    def _on_widget(self, region: Region) -> QRectF:
        size = self._geometry.picture
        area = QRectF(
            region.left * size.width(),
            region.top * size.height(),
            region.width * size.width(),
            region.height * size.height(),
        )
        return self._geometry.transform.mapRect(area)

    def _in_picture(self, area: QRectF) -> Region | None:
        """A rectangle of the widget as a region; None where it is no more than a slip."""
        size = self._geometry.picture
        inverse, invertible = self._geometry.transform.inverted()
        if size.isEmpty() or not invertible:
            return None
        whole = QRectF(0, 0, size.width(), size.height())
        inside = inverse.mapRect(area.normalized()).intersected(whole)
        region = Region(
            inside.left() / size.width(),
            inside.top() / size.height(),
            inside.width() / size.width(),
            inside.height() / size.height(),
        )
        return region if region.width >= _LEAST and region.height >= _LEAST else None

    # -- the hand --------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            region = self._in_picture(QRectF(self._pressed, event.position()))
            if region is not None:
                self._change(region)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.take_whole()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-_STEP, 0.0),
            Qt.Key.Key_Right: (_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, -_STEP),
            Qt.Key.Key_Down: (0.0, _STEP),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None and event.key() == Qt.Key.Key_Escape and self._region != Region():
            self.take_whole()
        elif step is None or self._geometry.picture.isEmpty():
            super().keyPressEvent(event)
        else:
            self._nudge(*step, resize=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def _nudge(self, right: float, down: float, *, resize: bool) -> None:
        """As seen on the screen, whatever the picture's turn."""
        whole, area = self.picture_area, self._on_widget(self._region)
        right, down = right * whole.width(), down * whole.height()
        moved = area.adjusted(0, 0, right, down) if resize else area.translated(right, down)
        if not resize:
            moved.moveLeft(min(max(moved.left(), whole.left()), whole.right() - moved.width()))
            moved.moveTop(min(max(moved.top(), whole.top()), whole.bottom() - moved.height()))
        region = self._in_picture(moved) if moved.isValid() else None
        if region is not None:
            self._change(region)

    def _change(self, region: Region) -> None:
        if region != self._region:
            self._region = region
            self._describe()
            self.update()
            self.region_changed.emit(region)

    def _describe(self) -> None:
        if self._region == Region():
            self.setAccessibleDescription(self.tr("The whole picture"))
            return
        numbers = (self._region.left, self._region.top, self._region.width, self._region.height)
        text = self.tr("From the left %1 %, from the top %2 %, width %3 %, height %4 %")
        for place, number in enumerate(numbers, 1):
            text = text.replace(f"%{place}", str(round(number * 100)))
        self.setAccessibleDescription(text)

    # -- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _SURROUND)
        if self._image.isNull():
            writing.paint_caption(painter, self.rect().toRectF(), None, self.tr("Waiting for a picture…"))
        else:
            self._paint_picture(painter)
            self._paint_region(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.colours().accent), _FRAME_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().toRectF().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_picture(self, painter: QPainter) -> None:
        size = self._geometry.picture
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(self._geometry.transform, combine=True)
        whole = QRectF(0, 0, size.width(), size.height())
        painter.drawImage(whole, self._image)
        if self._moved is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawImage(whole, self._moved)
        painter.restore()

    def _paint_region(self, painter: QPainter) -> None:
        if self._region == Region():
            return
        area = self._on_widget(self._region)
        path = QPainterPath()
        path.addRect(self.picture_area)
        inner = QPainterPath()
        inner.addRect(area)
        painter.fillPath(path.subtracted(inner), _OUTSIDE)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_SURROUND, _FRAME_WIDTH + 2))
        painter.drawRect(area)
        painter.setPen(QPen(QColor("#ffffff"), _FRAME_WIDTH))
        painter.drawRect(area)


def _waker(show: Callable[[], None]) -> Callable[[], None]:
    """For decoder threads: has ``show`` called in the window's thread.

    Not a signal, since a widget that closes while its picture is being decoded takes its signals with it.
    """
    loop = asyncio.get_running_loop()

    def wake() -> None:
        with contextlib.suppress(RuntimeError):  # the loop has closed: nothing is shown any more
            loop.call_soon_threadsafe(show)

    return wake


def _tinted(cells: Mask) -> QImage:
    """A picture of as many pixels as there are cells, clear where nothing has moved."""
    colour = QColor(theme.colours().accent)
    colour.setAlpha(_MOVED_ALPHA)
    rows, columns = cells.shape
    pixels = np.where(cells, np.uint32(colour.rgba()), np.uint32(0)).astype(np.uint32)
    image = QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_ARGB32)
    return image.copy(QRect(0, 0, columns, rows))
