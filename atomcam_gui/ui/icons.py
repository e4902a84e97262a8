"""The program's own line icons, in the palette's colours and sharp at every scale."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from atomcam_gui import resources

_DRAWING_ACCENT = "#5b8def"


class _LineIcon(QIconEngine):
    """Draws an SVG whose strokes are ``currentColor``, asking the palette anew each time: follows light and dark."""

    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        group = QPalette.ColorGroup.Disabled if mode is QIcon.Mode.Disabled else QPalette.ColorGroup.Active
        colour = QGuiApplication.palette().color(group, self._role).name()
        svg = resources.text(f"icons/{self._name}.svg").replace("currentColor", colour)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802
        # The size is in logical pixels, from Qt 6.8 on.
        pixmap = self.pixmap(size * scale, mode, state)
        pixmap.setDevicePixelRatio(scale)
        return pixmap


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QIcon:
    """The icon of ``resources/icons/NAME.svg`` in a colour of the palette."""
    return QIcon(_LineIcon(name, role))


def tinted_pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """An icon in a colour of its own, ``size`` logical pixels square, for a screen of the device pixel ratio."""
    return _render(resources.text(f"icons/{name}.svg").replace("currentColor", colour), QSize(size, size), ratio)


def drawing(name: str, colour: str, accent: str, size: QSize, ratio: float) -> QPixmap:
    """A drawing of ``resources/drawings/NAME.svg`` in a text colour and an accent colour."""
    svg = resources.text(f"drawings/{name}.svg").replace("currentColor", colour).replace(_DRAWING_ACCENT, accent)
    return _render(svg, size, ratio)


def application_icon() -> QIcon:
    """The program's icon."""
    return QIcon(str(resources.root() / "atomcam.svg"))


def _render(svg: str, size: QSize, ratio: float) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return pixmap
