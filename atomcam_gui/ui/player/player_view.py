"""The picture of a recording: fit, zoomed, panned and turned as the live picture is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from atomcam_gui.playback.recording_file import StoredPicture
from atomcam_gui.settings import ViewSettings
from atomcam_gui.ui.picture_painting import image_of, paint_picture
from atomcam_gui.ui.view_geometry import ViewGeometry
from atomcam_gui.video.decode import Size

_SURROUND = QColor("#000000")
_DIM = QColor(0, 0, 0, 120)
_WHEEL_STEP = 1.0015


class PlayerView(QWidget):
    """Shows one decoded picture at its aspect ratio. For the window's thread."""

    size_wanted = Signal(object)
    """How large pictures are shown, in device pixels, or None for as large as they are."""
    clicked = Signal()
    double_clicked = Signal()

    def __init__(self, turned: ViewSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(self.tr("Picture"))
        self._picture: StoredPicture | None = None
        self._image = QImage()
        self._dimmed = False
        self._geometry = ViewGeometry(QSizeF(), QSizeF(), turned)
        self._wanted: Size | None = None
        self._pressed_at: QPointF | None = None
        self._dragged_from: QPointF | None = None

    def sizeHint(self) -> QSize:
        return QSize(660, 500)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_picture(self, picture: StoredPicture) -> None:
        """Show a picture until there is another; its pixels must stay as they are until then."""
        self._picture = picture
        self._image = image_of(picture.pixels)
        size = QSizeF(picture.width, picture.height)
        if size != self._geometry.picture:
            self._set_geometry(replace(self._geometry.fitted(), picture=size))
        self.update()

    def set_dimmed(self, dimmed: bool) -> None:
        """Darken the picture: it is not the one of the moment."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self.update()

    def image(self) -> QImage:
        """A copy of the picture as it is shown, but whole and not turned."""
        return self._image.copy()

    @property
    def is_fitted(self) -> bool:
        """Whether the whole picture is shown, as large as it goes."""
        return self._geometry.scale is None

    @property
    def target(self) -> QRectF:
        """Where the picture stands, in device pixels."""
        return self._geometry.target

    # -- turn and zoom ---------------------------------------------------------------------------------------------

    def rotate(self, degrees: int) -> None:
        """Turn the picture by a multiple of 90 degrees clockwise."""
        self._set_geometry(replace(self._geometry.fitted(), turned=self._geometry.turned.rotated(degrees)))

    def mirror(self) -> None:
        """Swap left and right as seen."""
        self._set_geometry(replace(self._geometry, turned=self._geometry.turned.flipped()))

    def zoom(self, factor: float, anchor: QPointF | None = None) -> None:
        """Larger or smaller, around a point in device pixels or the middle."""
        self._set_geometry(self._geometry.zoomed(factor, anchor))

    def zoom_fit(self) -> None:
        """The whole picture."""
        self._set_geometry(self._geometry.fitted())

    def zoom_actual(self) -> None:
        """One picture pixel a device pixel."""
        self._set_geometry(self._geometry.at_scale(1.0))

    def _set_geometry(self, geometry: ViewGeometry) -> None:
        self._geometry = geometry
        self._show_cursor()
        self.update()
        wanted = self._wanted_size()
        if wanted != self._wanted:
            self._wanted = wanted
            self.size_wanted.emit(wanted)

    def _wanted_size(self) -> Size | None:
        """Decode no more than is shown."""
        scale = self._geometry.used_scale
        if scale > 0.5 or self._geometry.picture.isEmpty():
            return None
        shown = self._geometry.picture * scale
        # In steps, so that not every pixel of a window's edge asks for other pictures.
        return -int(-shown.width() // 64) * 64, -int(-shown.height() // 64) * 64

    # -- events ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        ratio = self.devicePixelRatioF()
        view = QSizeF(round(self.width() * ratio), round(self.height() * ratio))
        self._set_geometry(replace(self._geometry, view=view))
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y()
        if steps and self._picture is not None:
            self.zoom(_WHEEL_STEP**steps, event.position() * self.devicePixelRatioF())
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.position()
            if not self.is_fitted:
                self._dragged_from = event.position()
                self._show_cursor()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            delta = (event.position() - self._dragged_from) * self.devicePixelRatioF()
            self._dragged_from = event.position()
            self._pressed_at = None
            self._set_geometry(self._geometry.panned(delta))
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is not None and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()
        self._pressed_at = self._dragged_from = None
        self._show_cursor()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            # Its release counts as a click too and takes back what the first one did.
            self._pressed_at = event.position()
            self.double_clicked.emit()

    def _show_cursor(self) -> None:
        if self.is_fitted:
            self.unsetCursor()
        else:
            grabbed = self._dragged_from is not None
            self.setCursor(Qt.CursorShape.ClosedHandCursor if grabbed else Qt.CursorShape.OpenHandCursor)

    # -- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture is None:
            painter.fillRect(event.rect(), _SURROUND)
            return
        ratio = self.devicePixelRatioF()
        # From here in device pixels: at 1:1 no pixel is interpolated, whatever the screen's scale.
        painter.scale(1 / ratio, 1 / ratio)
        target = self._geometry.target
        view = QRectF(QPointF(), self._geometry.view)
        if not target.contains(view):
            painter.fillRect(view, _SURROUND)
        paint_picture(painter, self._image, self._geometry)
        if self._dimmed:
            painter.fillRect(target, _DIM)
