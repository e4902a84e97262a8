"""What the window shows before there is a camera: what to do next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from atomcam_gui.ui import icons, theme


class EmptyPage(QWidget):
    """Explains itself and offers the three ways on."""

    set_up_wanted = Signal()
    demo_wanted = Signal()
    own_camera_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addStretch(2)
        self._drawing = QLabel(self)
        self._drawing.setAccessibleName(self.tr("Drawing of a small camera board with a cable"))
        layout.addWidget(self._drawing, 0, Qt.AlignmentFlag.AlignHCenter)
        heading = QLabel(self.tr("No camera yet"), self)
        heading.setProperty("heading", "true")
        layout.addWidget(heading, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._explanation())
        layout.addSpacing(8)
        self.set_up = QPushButton(self.tr("Set up a camera…"), self)
        self.set_up.setProperty("primary", "true")
        self.set_up.clicked.connect(self.set_up_wanted)
        layout.addWidget(self.set_up, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(self._links())
        layout.addStretch(3)
        self._draw()

    def _explanation(self) -> QWidget:
        label = QLabel(
            self.tr(
                "Plug a camera board into this computer, and AtomCam brings it into your WiFi. "
                "From then on it sends its picture here by itself."
            ),
            self,
        )
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setProperty("muted", "true")
        label.setMaximumWidth(460)
        label.setMinimumHeight(label.fontMetrics().height() * 3)
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(label, 8)
        row.addStretch(1)
        return holder

    def _links(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.demo = self._link(
            self.tr("Try the demo camera"), self.tr("Show a drawn, moving picture from this computer itself")
        )
        self.demo.clicked.connect(self.demo_wanted)
        self.own = self._link(
            self.tr("I have my own camera"), self.tr("The address to send pictures to, and a short script that does")
        )
        self.own.clicked.connect(self.own_camera_wanted)
        row.addWidget(self.demo)
        row.addWidget(self.own)
        row.addStretch(1)
        return row

    def _link(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("link", "true")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setToolTip(tip)
        return button

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        colours = theme.colours()
        size = QSize(232, 174)
        ratio = self.devicePixelRatioF()
        self._drawing.setPixmap(icons.drawing("board", colours.muted, colours.accent, size, ratio))
