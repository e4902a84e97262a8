"""Where a picture stands in its view: fit, zoom, pan, rotation and mirror, as pure geometry in device pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

from atomcam_gui.settings import ViewSettings
from atomcam_gui.video.decode import Size

MAX_SCALE = 16.0
MIN_SCALE = 0.05
SNAP = 1.12
"""A picture that fits its view at up to this scale is shown at 1:1 instead: sharp, at the cost of a narrow border."""


@dataclass(frozen=True, slots=True)
class ViewGeometry:
    """How a picture of ``picture`` pixels is shown in a view of ``view`` device pixels."""

    picture: QSizeF
    view: QSizeF
    turned: ViewSettings = field(default_factory=ViewSettings)
    scale: float | None = None
    """Device pixels a picture pixel; None fits the picture into the view."""
    centre: QPointF | None = None
    """The point of the turned picture, in its pixels, in the view's middle; None for its own middle."""

    @property
    def turned_size(self) -> QSizeF:
        """The picture's size after the rotation."""
        return self.picture.transposed() if self.turned.rotation % 180 else self.picture

    @property
    def fit_scale(self) -> float:
        """The scale at which the whole picture is as large as the view lets it be."""
        size = self.turned_size
        if size.isEmpty() or self.view.isEmpty():
            return 1.0
        scale = min(self.view.width() / size.width(), self.view.height() / size.height())
        return 1.0 if 1.0 <= scale <= SNAP else scale

    @property
    def used_scale(self) -> float:
        """Device pixels a picture pixel, as shown."""
        return self.fit_scale if self.scale is None else self.scale

    @property
    def target(self) -> QRectF:
        """The rectangle of the turned picture in the view, in device pixels; its corner is a whole pixel."""
        size = self.turned_size * self.used_scale
        centre = self._clamped_centre()
        left = self.view.width() / 2 - centre.x() * self.used_scale
        top = self.view.height() / 2 - centre.y() * self.used_scale
        return QRectF(round(left), round(top), size.width(), size.height())

    @property
    def transform(self) -> QTransform:
        """From picture pixels to device pixels of the view."""
        target, width, height = self.target, self.picture.width(), self.picture.height()
        transform = QTransform()
        transform.translate(target.center().x(), target.center().y())
        transform.scale(self.used_scale, self.used_scale)
        transform.rotate(self.turned.rotation)
        if self.turned.mirrored:
            transform.scale(-1, 1)
        transform.translate(-width / 2, -height / 2)
        return transform

    @property
    def is_exact(self) -> bool:
        """Whether each picture pixel is one device pixel."""
        return self.used_scale == 1.0

    @property
    def decode_size(self) -> Size | None:
        """The smallest that the picture may be decoded for what is shown of it, before it is turned; None for whole.

        A half, a quarter or an eighth. JPEG has steps between these too, but those cost more than the whole picture.
        """
        divisor = 1
        while divisor < 8 and self.used_scale * divisor * 2 <= 1:
            divisor *= 2
        if divisor == 1 or self.picture.isEmpty():
            return None
        return math.ceil(self.picture.width() / divisor), math.ceil(self.picture.height() / divisor)

    def fitted(self) -> ViewGeometry:
        """The whole picture."""
        return replace(self, scale=None, centre=None)

    def zoomed(self, factor: float, anchor: QPointF | None = None) -> ViewGeometry:
        """Larger or smaller by ``factor``, with the picture's point under ``anchor`` (device pixels) staying there.

        Zooming out below the whole picture fits it.
        """
        return self.at_scale(self.used_scale * factor, anchor)

    def at_scale(self, scale: float, anchor: QPointF | None = None) -> ViewGeometry:
        """At a scale, with the picture's point under ``anchor`` (device pixels) staying there."""
        scale = min(max(scale, MIN_SCALE), MAX_SCALE)
        middle = QPointF(self.view.width() / 2, self.view.height() / 2)
        anchor = middle if anchor is None else anchor  # a null point is falsy
        if scale <= self.fit_scale and scale != 1.0:
            return self.fitted()
        under = (anchor - self.target.topLeft()) / self.used_scale
        centre = under - (anchor - middle) / scale
        moved = replace(self, scale=scale, centre=centre)
        return replace(moved, centre=moved._clamped_centre())

    def panned(self, delta: QPointF) -> ViewGeometry:
        """Moved by ``delta`` device pixels, as far as there is picture outside the view."""
        if self.scale is None:
            return self
        moved = replace(self, centre=self._clamped_centre() - delta / self.used_scale)
        return replace(moved, centre=moved._clamped_centre())

    def _clamped_centre(self) -> QPointF:
        size, scale = self.turned_size, self.used_scale
        middle = QPointF(size.width() / 2, size.height() / 2)
        wanted = self.centre if self.centre is not None else middle
        return QPointF(
            _clamp(wanted.x(), self.view.width() / scale, size.width()),
            _clamp(wanted.y(), self.view.height() / scale, size.height()),
        )


def _clamp(centre: float, visible: float, whole: float) -> float:
    """The nearest middle of the view at which it shows no emptiness, or the whole where all of it is visible."""
    if visible >= whole:
        return whole / 2
    return min(max(centre, visible / 2), whole - visible / 2)
