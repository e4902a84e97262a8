"""A sentence in the middle of the picture, with a button where there is something to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from atomcam_gui.ui import icons
from atomcam_gui.ui.wizard.announce import announce

_MARGIN = 24
_WIDEST = 520
# Over a picture it is dark in both appearances, as are the buttons there.
_SHEET = """
QFrame#playerMessage { background: rgba(20, 20, 20, 210); border: none; border-radius: 12px; }
QFrame#playerMessage QLabel { color: #ffffff; background: transparent; }
QFrame#playerMessage QPushButton {
  color: #ffffff; background: rgba(255, 255, 255, 36); border: 2px solid transparent; border-radius: 8px;
  padding: 6px 16px;
}
QFrame#playerMessage QPushButton:hover { background: rgba(255, 255, 255, 64); }
QFrame#playerMessage QPushButton:focus { border-color: #ffffff; }
"""


class MessagePanel(QFrame):
    """Stands in the middle of ``view`` while it has something to say."""

    pressed = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("playerMessage")
        self.setStyleSheet(_SHEET)
        self._view = view
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        font = self._label.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self._label.setFont(font)
        self.button = QPushButton(self)
        self.button.setAutoDefault(False)
        self.button.setIcon(QIcon(icons.tinted_pixmap("jump-forward", "#ffffff", 18, self.devicePixelRatioF())))
        self.button.clicked.connect(lambda: self.pressed.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(12)
        layout.addWidget(self._label)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        view.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return self._label.text() if not self.isHidden() else ""

    def say(self, text: str, button: str = "") -> None:
        """Show a sentence, and a button if it has a label; no sentence hides the panel."""
        if (text, button) == (self.text, self.button.text()):
            return
        news = text != self._label.text()
        self._label.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        if not text:
            self._leave()
            return
        self._place()
        self.show()
        self.raise_()
        if news:
            announce(self, text)

    def _leave(self) -> None:
        # A button that goes would hand the keyboard to any of its neighbours.
        if self.button.hasFocus():
            self._view.setFocus()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def _place(self) -> None:
        room = min(_WIDEST, self._view.width() - 2 * _MARGIN) - 40
        words = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 4
        self._label.setFixedWidth(max(80, min(room, words)))
        self._label.setFixedHeight(self._label.heightForWidth(self._label.width()))
        self.adjustSize()
        self.move((self._view.width() - self.width()) // 2, (self._view.height() - self.height()) // 2)
