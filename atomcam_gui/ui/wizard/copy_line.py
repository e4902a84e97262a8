"""A line to type elsewhere, with a button that copies it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from atomcam_gui.ui import icons

_THANKS_MS = 2000


class CopyLine(QWidget):
    """Shows a line in a fixed-width font; hidden while there is none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self._line = QLineEdit(self)
        self._line.setReadOnly(True)
        self._line.setProperty("code", "true")
        self._line.setAccessibleName(self.tr("What to type"))
        self._line.setToolTip(self.tr("Type this line in a terminal"))
        row.addWidget(self._line, 1)
        self.copy = QPushButton(icons.icon("copy"), "", self)
        self.copy.setProperty("plain", "true")
        self.copy.setToolTip(self.tr("Copy this line to the clipboard"))
        self.copy.clicked.connect(self._copy_line)
        row.addWidget(self.copy)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_THANKS_MS)
        self._timer.timeout.connect(self._show_copy)
        self._show_copy()

    @property
    def text(self) -> str:
        """The line."""
        return self._line.text()

    def set_text(self, text: str) -> None:
        """Show another line; an empty one hides all."""
        if text != self._line.text():
            self._line.setText(text)
            self._line.setCursorPosition(0)
        self.setVisible(bool(text))

    def _copy_line(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self.copy.setText(self.tr("Copied"))
        self._timer.start()

    def _show_copy(self) -> None:
        self.copy.setText(self.tr("Copy"))
