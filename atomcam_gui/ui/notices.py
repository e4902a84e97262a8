"""Bars above the picture for what needs a decision: a sentence and two or three buttons, never a box in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from atomcam_gui.ui import icons, theme


class NoticeKind(StrEnum):
    """How serious it is."""

    INFO = "info"
    QUESTION = "question"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a notice."""

    label: str
    action: Callable[[], None]
    help: str
    """What the button does, for its tooltip."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a bar says. The text is shown as it is: parts of it may come from strangers."""

    key: str
    """A newer notice of the same key takes the place of the older."""
    kind: NoticeKind
    text: str
    choices: tuple[Choice, ...] = ()
    closable: bool = True


_LEAST_TEXT_WIDTH = 280
"""Where the text would have less, the buttons stand below it."""

_SYMBOLS = {
    NoticeKind.INFO: "info",
    NoticeKind.QUESTION: "camera",
    NoticeKind.WARNING: "warning",
    NoticeKind.ERROR: "error",
}


class NoticeBar(QFrame):
    """One notice."""

    def __init__(self, notice: Notice, close: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self.setProperty("notice", notice.kind.value)
        self.setAccessibleName(notice.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(theme.SPACE // 2)
        layout = QHBoxLayout()
        layout.setSpacing(theme.SPACE)
        column.addLayout(layout)
        self._symbol = QLabel(self)
        layout.addWidget(self._symbol)
        label = QLabel(notice.text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(label, 1)
        self.buttons = [self._button(choice) for choice in notice.choices]
        self._choices = QWidget(self)
        row = QHBoxLayout(self._choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        for button in self.buttons:
            row.addWidget(button)
            button.setMinimumWidth(button.sizeHint().width())
        layout.addWidget(self._choices)
        if notice.closable:
            layout.addWidget(self._close_button(close))
        self._column, self._row = column, layout
        self._is_narrow = False
        self._draw_symbol()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = bool(self.buttons) and event.size().width() < self._choices.sizeHint().width() + _LEAST_TEXT_WIDTH
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            (self._row if narrow else self._column).removeWidget(self._choices)
            if narrow:
                self._column.addWidget(self._choices, 0, Qt.AlignmentFlag.AlignRight)
            else:
                self._row.insertWidget(2, self._choices)

    def _button(self, choice: Choice) -> QPushButton:
        button = QPushButton(choice.label, self)
        button.setToolTip(choice.help)
        button.setAccessibleDescription(choice.help)
        button.clicked.connect(lambda: choice.action())
        return button

    def _close_button(self, close: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon("close"))
        button.setAutoRaise(True)
        button.setToolTip(self.tr("Close this message"))
        button.setAccessibleName(self.tr("Close this message"))
        button.clicked.connect(lambda: close())
        return button

    def _draw_symbol(self) -> None:
        colours = theme.colours()
        colour = {
            NoticeKind.INFO: colours.text,
            NoticeKind.QUESTION: colours.text,
            NoticeKind.WARNING: colours.warning,
            NoticeKind.ERROR: colours.error,
        }[self.notice.kind]
        name = _SYMBOLS[self.notice.kind]
        self._symbol.setPixmap(icons.tinted_pixmap(name, colour, 22, self.devicePixelRatioF()))


class NoticeArea(QWidget):
    """The bars, newest below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._bars: dict[str, NoticeBar] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def bars(self) -> tuple[NoticeBar, ...]:
        """What is shown at the moment."""
        return tuple(self._bars.values())

    def show_notice(self, notice: Notice) -> None:
        """Show a notice; the same one again changes nothing."""
        old = self._bars.get(notice.key)
        if old is not None and (old.notice.text, old.notice.kind) == (notice.text, notice.kind):
            return
        position = self._layout.indexOf(old) if old is not None else self._layout.count()
        self.dismiss(notice.key)
        bar = NoticeBar(notice, lambda: self.dismiss(notice.key), self)
        self._bars[notice.key] = bar
        self._layout.insertWidget(position, bar)
        bar.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(bar, notice.text))

    def dismiss(self, key: str) -> None:
        """Take a notice away. Does nothing where there is none."""
        bar = self._bars.pop(key, None)
        if bar is not None:
            self._layout.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
