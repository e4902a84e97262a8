"""Something that folds out below its name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from atomcam_gui.ui import icons


class FoldButton(QToolButton):
    """A name with an arrow that shows whether what belongs to it is folded out."""

    def __init__(self, text: str, help_text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("fold")
        self.setText(text)
        self.setToolTip(help_text)
        self.setAccessibleDescription(help_text)
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._draw)
        self._draw(False)

    def _draw(self, open_: bool) -> None:
        self.setIcon(icons.icon("fold-open" if open_ else "fold-closed"))


class Fold(QWidget):
    """A ``FoldButton`` with its content below, folded at first."""

    def __init__(self, text: str, help_text: str, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.button = FoldButton(text, help_text, self)
        self.content = QWidget(self)
        self.content.hide()
        self.button.toggled.connect(self.content.setVisible)
        column.addWidget(self.button)
        column.addWidget(self.content)
