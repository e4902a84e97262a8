"""Pictures of decoded pixels and how they are painted: scaled, turned and mirrored, sharp where they can be."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from atomcam_gui.settings import ViewSettings
from atomcam_gui.ui.view_geometry import ViewGeometry
from atomcam_gui.video.decode import Pixels


def image_of(pixels: Pixels) -> QImage:
    """The pixels as an image, not copied: it must not outlive them, nor what they hold."""
    height, width, _ = pixels.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)


def paint_picture(painter: QPainter, image: QImage, geometry: ViewGeometry) -> None:
    """Paint a picture where ``geometry`` says.

    Args:
        painter: in device pixels of the view: at 1:1 no pixel is interpolated, whatever the screen's scale.
        image: the picture, which may have been decoded smaller than it is.
    """
    shrunk = geometry.picture.width() / image.width()
    exact = geometry.is_exact and shrunk == 1.0
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
    if geometry.turned != ViewSettings():
        painter.save()
        painter.setTransform(QTransform.fromScale(shrunk, shrunk) * geometry.transform, combine=True)
        painter.drawImage(0, 0, image)
        painter.restore()
    elif exact:
        painter.drawImage(geometry.target.topLeft().toPoint(), image)
    else:
        painter.drawImage(geometry.target, image, QRectF(image.rect()))


def small_picture(image: QImage, turned: ViewSettings, size: QSize, ratio: float) -> QImage:
    """A copy of a picture as it is turned, fitted into ``size``; none where there is none.

    Args:
        ratio: device pixels a pixel of ``size``.
    """
    if image.isNull():
        return QImage()
    box = (size.transposed() if turned.rotation % 180 else size) * ratio
    fitted = image.scaled(box, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation).copy()
    if turned.mirrored:
        fitted = fitted.transformed(QTransform.fromScale(-1, 1))
    if turned.rotation:
        fitted = fitted.transformed(QTransform().rotate(turned.rotation))
    fitted.setDevicePixelRatio(ratio)
    return fitted
