"""How to bring the picture of a camera of one's own here: any program that sends JPEGs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from atomcam_gui.ui import icons

SCRIPT = """\
import pathlib, time
from websockets.sync.client import connect   # pip install websockets

pictures = sorted(pathlib.Path("pictures").glob("*.jpg"))
with connect("{url}", compression=None) as camera:
    while True:
        for picture in pictures:
            camera.send(picture.read_bytes())   # one message is one JPEG
            time.sleep(0.1)
"""


def own_camera_script(url: str) -> str:
    """A script that is a camera: sends the JPEGs of a folder to ``url``."""
    return SCRIPT.format(url=url)


class ConnectDialog(QDialog):
    """The script, filled in with this computer's address."""

    def __init__(self, url: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Connect your own camera"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        code = own_camera_script(url)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(
            self._paragraph(
                self.tr(
                    "Anything that sends JPEG pictures over a WebSocket is a camera, one picture a message. "
                    "This script sends the pictures of a folder:"
                )
            )
        )
        text = QPlainTextEdit(code, self)
        text.setReadOnly(True)
        text.setProperty("code", "true")
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        text.setAccessibleName(self.tr("What to type"))
        layout.addWidget(text, 1)
        copy = QPushButton(icons.icon("copy"), self.tr("Copy these lines"), self)
        copy.setToolTip(self.tr("Copy the lines above to the clipboard"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(code))
        layout.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(
            self._paragraph(self.tr("Run it on any computer in this network. This window asks you to let it in."))
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(640, 400)

    def _paragraph(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        return label
