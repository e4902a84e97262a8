"""One camera's place on the wall: takes its frames, decodes no more than it shows, and paints itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPoint, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap

from atomcam_gui.camera.camera import CameraState
from atomcam_gui.camera.frame import Frame
from atomcam_gui.settings import ViewSettings
from atomcam_gui.ui import icons
from atomcam_gui.ui.picture_painting import image_of, paint_picture
from atomcam_gui.ui.view_geometry import ViewGeometry
from atomcam_gui.ui.wall.tile_label import draw_label, draw_recording_mark
from atomcam_gui.video.pool import DecodePool, Picture, PictureSlot

DEFAULT_ASPECT = 4 / 3
"""Of a camera whose picture has not come yet: most sizes of most cameras."""

_EMPTY = QColor("#1c1c1c")
_SURROUND = QColor("#000000")
_DIM = QColor(0, 0, 0, 140)
_MARGIN = 6
# On dark, as over a picture, in both appearances.
_DOTS = {
    CameraState.LIVE: "#33d17a",
    CameraState.STALLED: "#e5a50a",
    CameraState.WAITING: "#e5a50a",
    CameraState.LOST: "#a8a8a8",
}


@dataclass(frozen=True, slots=True)
class TileState:
    """What a tile tells of its camera."""

    camera_id: str
    name: str
    line: str
    """The state in words."""
    state: CameraState
    is_recorded: bool = False
    turned: ViewSettings = field(default_factory=ViewSettings)


class Tile:
    """Belongs to the window's thread. A sink for the camera's frames.

    Args:
        wake: called in a decoder thread when ``take`` has something new.
    """

    def __init__(self, state: TileState, pool: DecodePool, wake: Callable[[Tile], None]) -> None:
        self.state = state
        self.slot = PictureSlot(pool, lambda: wake(self))
        self.submit = self.slot.submit
        self.rect = QRect()
        """Where it stands in the wall."""
        self.shown = 0
        """Pictures painted."""
        self.latency_ms = 0.0
        """From receipt to paint, the newest picture painted."""
        self._picture: Picture | None = None
        self._image = QImage()
        self._unpainted = False
        self._geometry = ViewGeometry(QSizeF(), QSizeF(), state.turned)
        self._ratio = 1.0
        self._is_filled = False
        self._target = QRectF()
        self._label = QPixmap()
        self._mark = QPixmap()

    @property
    def camera_id(self) -> str:
        """Whose it is."""
        return self.state.camera_id

    @property
    def frame(self) -> Frame | None:
        """The frame whose picture is shown."""
        return self._picture.frame if self._picture is not None else None

    @property
    def image(self) -> QImage:
        """The picture, as it was decoded and not turned; null where there is none."""
        return self._image

    @property
    def aspect(self) -> float:
        """Width divided by height of the picture as it is turned."""
        size = self._geometry.turned_size
        if size.isEmpty():
            return 1 / DEFAULT_ASPECT if self.state.turned.rotation % 180 else DEFAULT_ASPECT
        return size.width() / size.height()

    # -- pictures ------------------------------------------------------------------------------------------------

    def take(self) -> tuple[bool, bool, int]:
        """Whether there is a new picture, whether its size is another, and how many damaged ones were met."""
        picture, corrupt = self.slot.take()
        if picture is None:
            return False, False, corrupt
        frame = picture.frame
        self._picture = picture
        self._image = image_of(picture.pixels)
        self._unpainted = True
        size = QSizeF(frame.width, frame.height)
        if size == self._geometry.picture:
            return True, False, corrupt
        self._set_geometry(replace(self._geometry, picture=size))
        return True, True, corrupt

    def show_still(self, frame: Frame | None) -> None:
        """Show the camera's last picture, which came while nobody looked, until there is a newer one."""
        if frame is not None and frame is not self.frame:
            self.slot.submit(frame)

    # -- place and state -----------------------------------------------------------------------------------------

    def place(self, rect: QRect, ratio: float, font: QFont) -> None:
        """Stand here from now on, on a screen of so many device pixels a pixel."""
        if (rect, ratio) == (self.rect, self._ratio):
            return
        resized = rect.size() != self.rect.size() or ratio != self._ratio
        self.rect, self._ratio = rect, ratio
        if resized:
            view = QSizeF(round(rect.width() * ratio), round(rect.height() * ratio))
            self._set_geometry(replace(self._geometry, view=view))
            self.draw_words(font)

    def set_state(self, state: TileState, font: QFont) -> bool:
        """Tell something else from now on; whether the tile needs another place for it."""
        old, self.state = self.state, state
        if state.turned != old.turned:
            self._set_geometry(replace(self._geometry, turned=state.turned))
        self.draw_words(font)
        return state.turned.rotation % 180 != old.turned.rotation % 180

    def draw_words(self, font: QFont) -> None:
        """Draw anew what is written on the picture."""
        room, state = self.rect.width(), self.state
        if room <= 0:
            return
        self._label = draw_label(
            state.name,
            state.line,
            _DOTS[state.state],
            hollow=state.state is CameraState.LOST,
            may_be_short=state.state is CameraState.LIVE,
            font=font,
            room=room,
            ratio=self._ratio,
        )
        self._mark = draw_recording_mark(font, room, self._ratio) if state.is_recorded else QPixmap()

    def _set_geometry(self, geometry: ViewGeometry) -> None:
        self._geometry = geometry
        self.slot.want(geometry.decode_size)
        self._target = geometry.target
        view = QRectF(0, 0, geometry.view.width(), geometry.view.height())
        self._is_filled = not self._target.isEmpty() and self._target.contains(view)

    # -- painting ------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        """Paint the whole tile at its place; a painter of the wall."""
        if self._image.isNull():
            self._paint_emptiness(painter)
        else:
            if not self._is_filled:
                painter.fillRect(self.rect, _SURROUND)
            painter.save()
            painter.translate(self.rect.topLeft())
            painter.scale(1 / self._ratio, 1 / self._ratio)
            paint_picture(painter, self._image, self._geometry)
            painter.restore()
            if self.state.state is not CameraState.LIVE:
                painter.fillRect(self.rect, _DIM)
        self._paint_words(painter)
        if self._unpainted and self._picture is not None:
            self._unpainted = False
            self.shown += 1
            self.latency_ms = (time.monotonic_ns() - self._picture.frame.received_ns) / 1e6

    def _paint_emptiness(self, painter: QPainter) -> None:
        painter.fillRect(self.rect, _EMPTY)
        side = min(self.rect.width(), self.rect.height()) // 3
        if side >= 16:
            icon = icons.tinted_pixmap("camera", "#5a5a5a", min(side, 64), self._ratio)
            size = icon.deviceIndependentSize().toSize()
            painter.drawPixmap(self.rect.center() - QPoint(size.width() // 2, size.height() // 2), icon)

    def _paint_words(self, painter: QPainter) -> None:
        height = self._label.deviceIndependentSize().toSize().height()
        if height + 2 * _MARGIN <= self.rect.height():
            foot = self.rect.bottom() + 1 - _MARGIN - height
            painter.drawPixmap(self.rect.left() + _MARGIN, foot, self._label)
        if not self._mark.isNull():
            painter.drawPixmap(self.rect.topLeft() + QPoint(_MARGIN, _MARGIN), self._mark)

    def paint_floating(self, painter: QPainter, at: QPoint) -> None:
        """Paint the picture as it is dragged, its upper left corner ``at``."""
        painter.save()
        painter.setOpacity(0.85)
        painter.translate(at - self.rect.topLeft())
        self.paint(painter)
        painter.restore()


def empty_place(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """Where a dragged tile would stand."""
    pen = painter.pen()
    pen.setColor(colour)
    pen.setWidth(2)
    pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -2, -2))
