"""What this program is, its version and its licence."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from atomcam_gui import __version__
from atomcam_gui.ui import icons


def version_text() -> str:
    """Versions, for a report."""
    return (
        f"AtomCam {__version__}, Python {platform.python_version()}, Qt {PySide6.__version__}, "
        f"{platform.platform()}, {QGuiApplication.platformName()}"
    )


class AboutDialog(QDialog):
    """The about box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About AtomCam"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(20)
        picture = QLabel(self)
        picture.setPixmap(icons.application_icon().pixmap(96, 96))
        picture.setAccessibleName("AtomCam")
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(), 1)
        layout.addLayout(row)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = QPushButton(icons.icon("copy"), self.tr("&Copy versions"), self)
        copy.setToolTip(self.tr("Copy the versions of all parts, for a report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(version_text()))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _words(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        name = QLabel("AtomCam", self)
        name.setProperty("heading", "true")
        column.addWidget(name)
        column.addWidget(QLabel(self.tr("Version %1").replace("%1", __version__), self))
        what = QLabel(
            self.tr(
                "From a small WiFi camera board to a live picture on your desk. "
                "No account, no cloud: pictures stay in your network."
            ),
            self,
        )
        what.setWordWrap(True)
        what.setMinimumWidth(340)
        column.addWidget(what)
        licence = QLabel(
            self.tr(
                "Free software under the GNU General Public License, version 3 or later. "
                "You may share and change it; it comes without any warranty."
            ),
            self,
        )
        licence.setWordWrap(True)
        licence.setProperty("muted", "true")
        column.addWidget(licence)
        column.addStretch(1)
        return column
