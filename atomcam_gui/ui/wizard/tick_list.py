"""The five things that must come true for the first picture, each with its state in words and its own help."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from atomcam_gui.provisioning.flow.setup_state import PictureState, Tick, TickState
from atomcam_gui.provisioning.troubles import SetupError
from atomcam_gui.ui import icons, theme
from atomcam_gui.ui.wizard import texts
from atomcam_gui.ui.wizard.page import paragraph, set_shown

_ICON = 20
_SYMBOLS = {
    TickState.WAITING: "waiting",
    TickState.SLOW: "clock",
    TickState.OK: "check",
    TickState.FAILED: "error",
}


class TickRow(QWidget):
    """One tick."""

    def __init__(self, tick: Tick, parent: QWidget) -> None:
        super().__init__(parent)
        self.tick = tick
        self._state: TickState | None = None
        self._help_of: SetupError | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        self._symbol = QLabel(self)
        self._name = QLabel(texts.tick_name(tick), self)
        self._name.setProperty("strong", "true")
        self._meaning = paragraph("", self)
        self._meaning.setProperty("muted", "true")
        self.help = paragraph("", self)
        self.help.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.help.hide()
        grid.addWidget(self._symbol, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._name, 0, 1)
        grid.addWidget(self._meaning, 1, 1)
        grid.addWidget(self.help, 2, 1)
        grid.setColumnStretch(1, 1)

    def show_tick(self, state: TickState, trouble: SetupError | None) -> None:
        """Show how it stands, and what helps where it is slow or failed."""
        if state is not self._state:
            self._state = state
            self._meaning.setText(texts.tick_meaning(self.tick, state))
            self.setAccessibleName(f"{texts.tick_name(self.tick)}: {self._meaning.text()}")
            self._draw_symbol()
        if trouble is not self._help_of:
            self._help_of = trouble
            text = texts.trouble_text(trouble) if trouble is not None else None
            self.help.setText(f"{text.happened} {text.next_step}" if text is not None else "")
            self.setAccessibleDescription(self.help.text())
        set_shown(self.help, trouble is not None and state is not TickState.OK)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and self._state is not None:
            self._draw_symbol()
        super().changeEvent(event)

    def _draw_symbol(self) -> None:
        colours = theme.colours()
        state = self._state or TickState.WAITING
        colour = {
            TickState.WAITING: colours.muted,
            TickState.SLOW: colours.warning,
            TickState.OK: colours.live,
            TickState.FAILED: colours.error,
        }[state]
        self._symbol.setPixmap(icons.tinted_pixmap(_SYMBOLS[state], colour, _ICON, self.devicePixelRatioF()))


class TickList(QWidget):
    """All five."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What must come true for the picture"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows = {tick: TickRow(tick, self) for tick in Tick}
        for row in self.rows.values():
            column.addWidget(row)
        column.addStretch(1)

    def draw(self, state: PictureState) -> None:
        """Show a state."""
        for tick, row in self.rows.items():
            row.show_tick(state.ticks[tick], state.troubles.get(tick))
