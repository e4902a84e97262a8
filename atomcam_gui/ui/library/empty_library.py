"""What the library shows in place of cards: why there are none, and the way on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from atomcam_gui.ui import icons, theme

_ICON_SIZE = 52


class EmptyLibrary(QWidget):
    """A symbol, a heading, a sentence and a button."""

    button_clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = "picture"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(theme.SPACE)
        layout.addStretch(2)
        self._symbol = QLabel(self)
        layout.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignHCenter)
        self.heading = QLabel(self)
        self.heading.setProperty("heading", "true")
        layout.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignHCenter)
        self.sentence = QLabel(self)
        self.sentence.setProperty("muted", "true")
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.sentence.setMaximumWidth(460)
        self.sentence.setMinimumHeight(self.sentence.fontMetrics().height() * 3)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.sentence, 8)
        row.addStretch(1)
        layout.addLayout(row)
        self.button = QPushButton(self)
        self.button.setProperty("primary", "true")
        self.button.clicked.connect(self.button_clicked)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say(self, icon: str, heading: str, sentence: str, button: str = "") -> None:
        """Show these; no button where its text is empty."""
        self._icon = icon
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        colour = theme.colours().lost
        self._symbol.setPixmap(icons.tinted_pixmap(self._icon, colour, _ICON_SIZE, self.devicePixelRatioF()))
