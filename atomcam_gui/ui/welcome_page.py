"""The page of the first start: what this is, where to begin, and what is asked of nobody without being allowed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from atomcam_gui.ui import icons, theme

_WIDTH = 620


class WelcomePage(QScrollArea):
    """Three ways to begin, each with what it takes."""

    set_up_wanted = Signal()
    demo_wanted = Signal()
    source_wanted = Signal()
    own_camera_wanted = Signal()
    updates_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Welcome"))
        page = QWidget(self)
        middle = QHBoxLayout(page)
        column = QVBoxLayout()
        column.setContentsMargins(24, 8, 24, 8)
        column.setSpacing(8)
        column.addStretch(1)
        self._drawing = QLabel(page)
        self._drawing.setAccessibleName(self.tr("Drawing of a small camera board with a cable"))
        column.addWidget(self._drawing, 0, Qt.AlignmentFlag.AlignHCenter)
        heading = QLabel(self.tr("Welcome to AtomCam"), page)
        heading.setProperty("heading", "true")
        column.addWidget(heading, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._words(self.tr("Live pictures from small WiFi cameras, here on your desk."), page))
        column.addSpacing(8)
        self.set_up = self._way(
            "camera-add",
            self.tr("Set up a camera"),
            self.tr("With the camera board, a USB cable and your WiFi's password; a few minutes."),
            page,
        )
        self.set_up.clicked.connect(self.set_up_wanted)
        self.demo = self._way(
            "demo",
            self.tr("Try the demo camera"),
            self.tr("A drawn, moving picture, to look around without any camera."),
            page,
        )
        self.demo.clicked.connect(self.demo_wanted)
        self.source = self._way(
            "network",
            self.tr("Add a network camera"),
            self.tr("One that is in your network already, by MJPEG or RTSP."),
            page,
        )
        self.source.clicked.connect(self.source_wanted)
        for way in (self.set_up, self.demo, self.source):
            column.addWidget(way)
        own = QPushButton(self.tr("I have my own camera"), page)
        own.setProperty("link", "true")
        own.setCursor(Qt.CursorShape.PointingHandCursor)
        own.setToolTip(self.tr("The address to send pictures to, and a short script that does"))
        own.clicked.connect(self.own_camera_wanted)
        column.addWidget(own, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        privacy = self.tr(
            "No account, no cloud: pictures stay in your network, and nobody shows you one whom you did not let in."
        )
        column.addWidget(self._words(privacy, page))
        self.updates = QCheckBox(self.tr("&Tell me when there is a newer version"), page)
        self.updates.setToolTip(self.tr("Ask github.com once a day for the newest version's number"))
        self.updates.toggled.connect(self.updates_toggled)
        column.addWidget(self.updates, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addLayout(column, 10)
        middle.addStretch(1)
        self.setWidget(page)
        self.setFocusProxy(self.set_up)
        self._draw()

    def _words(self, text: str, parent: QWidget) -> QLabel:
        label = QLabel(text, parent)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setProperty("muted", "true")
        label.setMaximumWidth(_WIDTH)
        return label

    def _way(self, icon: str, title: str, text: str, parent: QWidget) -> QPushButton:
        """A button as wide as the page, with a line that explains it."""
        button = QPushButton(parent)
        button.setProperty("card", "true")
        button.setMaximumWidth(_WIDTH)
        button.setAccessibleName(title)
        button.setAccessibleDescription(text)
        row = QHBoxLayout(button)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        picture = QLabel(button)
        picture.setPixmap(icons.icon(icon).pixmap(28, 28))
        picture.setProperty("iconName", icon)
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(2)
        head, line = QLabel(title, button), QLabel(text, button)
        head.setProperty("strong", "true")
        line.setProperty("muted", "true")
        line.setWordWrap(True)
        words.addWidget(head)
        words.addWidget(line)
        row.addLayout(words, 1)
        for label in (picture, head, line):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        button.setMinimumHeight(row.heightForWidth(_WIDTH) + 4)
        return button

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        colours, ratio = theme.colours(), self.devicePixelRatioF()
        self._drawing.setPixmap(icons.drawing("board", colours.muted, colours.accent, QSize(128, 96), ratio))
        for label in self.findChildren(QLabel):
            if name := label.property("iconName"):
                label.setPixmap(icons.icon(name).pixmap(28, 28))
