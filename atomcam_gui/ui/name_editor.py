"""A line over a picture to give its camera another name."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

MAX_NAME = 60


class NameEditor(QLineEdit):
    """Enter, or going elsewhere, takes the name; Escape leaves it as it was. Then it is gone."""

    accepted = Signal(str)
    """Another name than before."""

    def __init__(self, name: str, place: QRect, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._before = name
        self._is_done = False
        self.setMaxLength(MAX_NAME)
        self.setAccessibleName(self.tr("New name of the camera"))
        self.setToolTip(self.tr("Enter takes the name, Escape leaves it as it was"))
        self.setProperty("field", "true")
        height = self.sizeHint().height()
        self.setGeometry(place.left(), place.bottom() + 1 - height, place.width(), height)
        self.returnPressed.connect(lambda: self._end(take=True))
        self.selectAll()
        self.show()
        self.setFocus()

    def _end(self, *, take: bool) -> None:
        if self._is_done:
            return
        self._is_done = True
        name = self.text().strip()
        parent = self.parentWidget()
        if take and name != self._before.strip():
            self.accepted.emit(name)
        self.hide()
        if parent is not None and self.hasFocus():
            parent.setFocus()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._end(take=False)
        else:
            super().keyPressEvent(event)
            # Not on to the wall, where arrows and Enter mean something else.
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._end(take=True)
