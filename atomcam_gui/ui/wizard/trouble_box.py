"""A trouble in the page where it happened: what happened, what to do next, and more help behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from atomcam_gui.provisioning.troubles import SetupError, Trouble
from atomcam_gui.ui import icons, theme
from atomcam_gui.ui.wizard import texts
from atomcam_gui.ui.wizard.copy_line import CopyLine
from atomcam_gui.ui.wizard.fold import FoldButton

_ICON = 22
_PICTURE = QSize(110, 88)


@dataclass(frozen=True, slots=True)
class Cure:
    """A button that does the next step."""

    label: str
    action: Callable[[], None]
    help: str


class MessageBox(QFrame):
    """A symbol, a sentence that says what is, and one that says what to do. ``kind`` is ``error`` or ``warning``."""

    def __init__(self, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setProperty("message", kind)
        # The labels wrap: the box is as high as they need at its width, and no higher.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = self.row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        self._symbol = QLabel(self)
        row.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout()
        self.column.setSpacing(4)
        row.addLayout(self.column, 1)
        self._happened = self._label()
        self._happened.setProperty("strong", "true")
        self._next = self._label()
        self._draw_symbol()

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(label)
        return label

    def say(self, happened: str, next_step: str) -> None:
        """Show these sentences."""
        self._happened.setText(happened)
        self._next.setText(next_step)
        self.setAccessibleName(happened)
        self.setAccessibleDescription(next_step)

    @property
    def text(self) -> str:
        """Both sentences."""
        return f"{self._happened.text()} {self._next.text()}".strip()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_symbol()
        super().changeEvent(event)

    def _draw_symbol(self) -> None:
        """Draw what has the palette's colours."""
        colours = theme.colours()
        colour = colours.error if self._kind == "error" else colours.warning
        name = "error" if self._kind == "error" else "warning"
        self._symbol.setPixmap(icons.tinted_pixmap(name, colour, _ICON, self.devicePixelRatioF()))


_WITH_PICTURE = (Trouble.NO_ANSWER, Trouble.NOT_IN_LOADER)
"""Troubles whose next step is the button at the camera's side."""


class TroubleBox(MessageBox):
    """Shows a ``SetupError``, the buttons that cure it, and folds out what else could be tried."""

    def __init__(self, parent: QWidget) -> None:
        self._with_picture = False
        super().__init__("error", parent)
        self.hide()
        self._error: SetupError | None = None
        self._cures: tuple[Cure, ...] = ()
        self.command = CopyLine(self)
        self.command.hide()
        self.column.addWidget(self.command)
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 4, 0, 0)
        self._row.setSpacing(theme.SPACE)
        self.column.addLayout(self._row)
        self.more = FoldButton(self.tr("More help"), self.tr("What else you can try"), self)
        self.more.toggled.connect(self._fold)
        self._row.addStretch(1)
        self.column.addWidget(self.more)
        self._help = self._label()
        self._help.hide()
        self._picture = QLabel(self)
        self._picture.setAccessibleName(self.tr("Drawing: the button at the camera's side, and the green light"))
        self._picture.hide()
        self.row.addWidget(self._picture)

    def _draw_symbol(self) -> None:
        super()._draw_symbol()
        if self._with_picture:
            self._draw_picture()

    def _draw_picture(self) -> None:
        colours = theme.colours()
        pixmap = icons.drawing("button", colours.muted, colours.accent, _PICTURE, self.devicePixelRatioF())
        self._picture.setPixmap(pixmap)

    @property
    def error(self) -> SetupError | None:
        """What is shown."""
        return self._error

    def show_trouble(self, error: SetupError | None, cures: Sequence[Cure] = (), command: str = "") -> bool:
        """Show a trouble; None takes it away.

        Args:
            cures: buttons, the likeliest cure first.
            command: a line to type, for those who rather do it themselves.

        Returns:
            Whether it is another trouble than before.
        """
        changed = error is not self._error
        if changed:
            self._error = error
            self._say(error)
        self._show_cures(tuple(cures) if error is not None else ())
        self.command.set_text(command if error is not None else "")
        return changed

    def _say(self, error: SetupError | None) -> None:
        self.more.setChecked(False)
        if error is None:
            self.hide()
            return
        text = texts.trouble_text(error)
        self.say(text.happened, text.next_step)
        points = texts.more_help(error.trouble)
        self._help.setText("\n".join(f"•  {point}" for point in points))
        self.more.setVisible(bool(points))
        self._with_picture = error.trouble in _WITH_PICTURE
        if self._with_picture:
            self._draw_picture()
        self._picture.setVisible(self._with_picture)
        self.show()

    def _show_cures(self, cures: tuple[Cure, ...]) -> None:
        if [cure.label for cure in cures] != [cure.label for cure in self._cures]:
            for button in self.buttons:
                self._row.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.buttons = [self._button(number, cure) for number, cure in enumerate(cures)]
            for one, next_one in pairwise([self.command.copy, *self.buttons, self.more]):
                QWidget.setTabOrder(one, next_one)
        self._cures = cures

    def _button(self, number: int, cure: Cure) -> QPushButton:
        button = QPushButton(cure.label, self)
        button.setToolTip(cure.help)
        button.setAccessibleDescription(cure.help)
        button.setProperty("plain", "true")
        # What it does may change while its label stays.
        button.clicked.connect(lambda: self._cures[number].action())
        self._row.insertWidget(number, button)
        button.show()
        return button

    def _fold(self, open_: bool) -> None:
        self._help.setVisible(open_)
        self.more.setAccessibleDescription(self._help.text() if open_ else self.more.toolTip())
