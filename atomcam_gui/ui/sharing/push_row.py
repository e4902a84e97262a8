"""One camera's way to one server, as a line of the list."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from atomcam_gui.push.push_order import PushOrder, PushPhase, PushState
from atomcam_gui.ui import icons, theme
from atomcam_gui.ui.sharing import share_texts
from atomcam_gui.ui.sharing.switch import Switch

_DOT = 18


class PushRow(QFrame):
    """Draws what it is told, and says what the user wants."""

    switched = Signal(str, bool)
    """The order's id."""
    edit_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, order_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.order_id = order_id
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        self.switch = Switch("", self)
        self.switch.toggled.connect(lambda on: self.switched.emit(self.order_id, on))
        row.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = self._label(strong=True)
        self.where = self._label(muted=True)
        self.state = self._label()
        for label in (self.title, self.where, self.state):
            words.addWidget(label)
        row.addLayout(words, 1)
        self._dot = QLabel(self)
        row.insertWidget(1, self._dot, 0, Qt.AlignmentFlag.AlignTop)
        self.edit = self._button("edit", self.tr("Change"), self.tr("Change camera, address or form"))
        self.remove = self._button("trash", self.tr("Remove"), self.tr("Pass it on no more, and forget the address"))
        self.edit.clicked.connect(lambda: self.edit_wanted.emit(self.order_id))
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.order_id))
        row.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def _label(self, *, strong: bool = False, muted: bool = False) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if strong:
            label.setProperty("strong", "true")
        if muted:
            label.setProperty("muted", "true")
        return label

    def _button(self, icon: str, name: str, tip: str) -> QPushButton:
        button = QPushButton(icons.icon(icon), "", self)
        button.setProperty("plain", "true")
        button.setAccessibleName(name)
        button.setToolTip(tip)
        return button

    def show_order(self, order: PushOrder, name: str, states: list[PushState]) -> None:
        """Show how it is going.

        Args:
            name: what the camera is called.
            states: of this order; several where each camera goes there.
        """
        with QSignalBlocker(self.switch):
            self.switch.setChecked(order.on)
        self.switch.setAccessibleName(self.tr("Pass %1 on").replace("%1", name))
        self.title.setText(name)
        form = share_texts.form_name(order.form)
        # A zero-width space after each slash: long addresses break there.
        self.where.setText(f"{order.url.shown} · {form}".replace("/", "/\u200b"))
        self.where.setAccessibleName(f"{order.url.shown}, {form}")
        worst = min(states, key=lambda state: _ORDER.index(state.phase))
        self.state.setText(share_texts.push_line(worst))
        colours = theme.colours()
        colour = {PushPhase.LIVE: colours.live, PushPhase.WAITING: colours.warning}.get(worst.phase, colours.lost)
        symbol = {PushPhase.LIVE: "check", PushPhase.WAITING: "warning"}.get(worst.phase, "network")
        self._dot.setPixmap(icons.tinted_pixmap(symbol, colour, _DOT, self.devicePixelRatioF()))


_ORDER = (PushPhase.WAITING, PushPhase.CONNECTING, PushPhase.LIVE, PushPhase.AWAY, PushPhase.OFF)
"""What matters most comes first."""
