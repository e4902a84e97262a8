"""How to bring a camera's picture here: a board with camera software, or any program of one's own."""

from __future__ import annotations

from enum import IntEnum
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
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

COMMANDS = """\
wifi set "YOUR NETWORK" "YOUR PASSWORD" save
wifi connect
stream set host {host} {port} save
stream start
"""


class ConnectPage(IntEnum):
    """The dialog's pages."""

    BOARD = 0
    OWN_CAMERA = 1


def own_camera_script(url: str) -> str:
    """A script that is a camera: sends the JPEGs of a folder to ``url``."""
    return SCRIPT.format(url=url)


def console_commands(url: str) -> str:
    """What to type at a board's serial console so that it sends its pictures to ``url``."""
    parts = urlsplit(url)
    return COMMANDS.format(host=parts.hostname, port=parts.port)


class ConnectDialog(QDialog):
    """Two pages with what to type, filled in with this computer's address."""

    def __init__(self, url: str, page: ConnectPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Connect a camera"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        tabs = QTabWidget(self)
        tabs.setAccessibleName(self.tr("Kind of camera"))
        tabs.addTab(self._board_page(url), self.tr("A camera board"))
        tabs.addTab(self._own_page(url), self.tr("My own camera"))
        tabs.setCurrentIndex(page)
        layout.addWidget(tabs)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(640, 460)

    def _board_page(self, url: str) -> QWidget:
        return self._page(
            self.tr(
                "For an AtomS3R-CAM that already runs camera software with a console: plug it into this computer, "
                "open its serial port with any terminal program, and type these lines. "
                "Put your WiFi's name and password in; it must be a 2.4 GHz network."
            ),
            console_commands(url),
            self.tr(
                "The camera then connects by itself after every start. This window asks you to let it in, "
                "and shows its picture."
            ),
        )

    def _own_page(self, url: str) -> QWidget:
        return self._page(
            self.tr(
                "Anything that sends JPEG pictures over a WebSocket is a camera, one picture a message. "
                "This script sends the pictures of a folder:"
            ),
            own_camera_script(url),
            self.tr("Run it on any computer in this network. This window asks you to let it in."),
        )

    def _page(self, before: str, code: str, after: str) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(_paragraph(before, page))
        text = QPlainTextEdit(code, page)
        text.setReadOnly(True)
        text.setProperty("code", "true")
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        text.setAccessibleName(self.tr("What to type"))
        layout.addWidget(text, 1)
        copy = QPushButton(icons.icon("copy"), self.tr("Copy these lines"), page)
        copy.setToolTip(self.tr("Copy the lines above to the clipboard"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(code))
        layout.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(_paragraph(after, page))
        return page


def _paragraph(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    return label
