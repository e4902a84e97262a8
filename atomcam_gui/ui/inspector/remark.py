"""A sentence with a symbol, below what it is about."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from atomcam_gui.ui import icons, theme
from atomcam_gui.ui.wizard.announce import announce

_ICON = 16


class RemarkKind(StrEnum):
    """What a remark is; its value is the symbol's name."""

    DONE = "check"
    INFO = "info"
    UPDATE = "update"
    WAITING = "waiting"
    WARNING = "warning"
    ERROR = "error"


class Remark(QWidget):
    """Hidden until it has something to say. What comes from cameras is shown as it is, never as markup."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = RemarkKind.INFO
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        self._symbol = QLabel(self)
        row.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._label, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says at the moment; empty while it is hidden."""
        return self._label.text()

    @property
    def kind(self) -> RemarkKind:
        """What sort of remark it is."""
        return self._kind

    def say(self, kind: RemarkKind, text: str, *, aloud: bool = False) -> None:
        """Show a sentence; an empty one takes the remark away.

        Args:
            aloud: a screen reader says it as well, at once where it is an error.
        """
        if (kind, text) == (self._kind, self._label.text()):
            return
        self._kind = kind
        self._label.setText(text)
        self.setAccessibleName(text)
        self._draw()
        self.setVisible(bool(text))
        if text and aloud:
            announce(self, text, urgent=kind is RemarkKind.ERROR)

    def clear(self) -> None:
        """Say nothing any more."""
        self.say(self._kind, "")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        colours = theme.colours()
        colour = {
            RemarkKind.DONE: colours.live,
            RemarkKind.WARNING: colours.warning,
            RemarkKind.ERROR: colours.error,
        }.get(self._kind, colours.muted)
        self._symbol.setPixmap(icons.tinted_pixmap(self._kind.value, colour, _ICON, self.devicePixelRatioF()))
