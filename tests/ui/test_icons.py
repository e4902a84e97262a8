"""Icons in the palette's colours."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage, QPalette
from PySide6.QtWidgets import QApplication

from atomcam_gui.ui import icons

FORMAT = QImage.Format.Format_ARGB32


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_has_a_pixel_of_its_own_for_each_of_the_screen(qapp: QApplication, ratio: float) -> None:
    shown = icons.icon("share").pixmap(QSize(20, 20), ratio)
    assert shown.size() == QSize(20, 20) * ratio
    assert shown.devicePixelRatio() == ratio
    colour = QGuiApplication.palette().color(QPalette.ColorRole.WindowText).name()
    drawn = icons.tinted_pixmap("share", colour, 20, ratio)
    assert shown.toImage().convertToFormat(FORMAT) == drawn.toImage().convertToFormat(FORMAT)
