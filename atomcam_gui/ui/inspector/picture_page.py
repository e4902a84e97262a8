"""A camera's settings: a row for each that this sensor has, applied while one watches the picture."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from atomcam_gui.camera.control_service import AutomaticState
from atomcam_gui.camera.controls import CameraControls, ChoiceControl, Control, NumberControl
from atomcam_gui.ui import icons, theme
from atomcam_gui.ui.inspector.automatic import AutomaticBox
from atomcam_gui.ui.inspector.control_defaults import defaults_of
from atomcam_gui.ui.inspector.control_rows import ControlRow, row_for
from atomcam_gui.ui.inspector.remark import Remark, RemarkKind


class PicturePage(QWidget):
    """Shows ``CameraControls`` and says what the user wants."""

    value_wanted = Signal(str, object)
    """A control's name and the value that the user chose."""
    reset_wanted = Signal()
    identify_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape: tuple[object, ...] = ()
        self.rows: tuple[ControlRow, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.note = Remark(self)
        column.addWidget(self.note)
        self.nothing = QLabel(self)
        self.nothing.setProperty("muted", "true")
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        column.addWidget(self.nothing)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        column.addLayout(self._rows)
        self.automatic = AutomaticBox(self)
        column.addWidget(self.automatic)
        column.addLayout(self._make_buttons())
        column.addStretch(1)

    def _make_buttons(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE)
        self.identify = _button(
            "identify", self.tr("Identify"), self.tr("The camera shows which one it is: its light blinks"), self
        )
        self.identify.clicked.connect(self.identify_wanted)
        self.reset = _button(
            "refresh", self.tr("Reset to defaults"), self.tr("Everything as it was at first, but for the size"), self
        )
        self.reset.clicked.connect(self.reset_wanted)
        self.answer = Remark(self)
        for widget in (self.identify, self.answer, self.reset):
            column.addWidget(widget)
        return column

    # -- showing -------------------------------------------------------------------------------------------------

    def show_controls(self, controls: CameraControls, *, reachable: bool, refused: Mapping[str, str]) -> None:
        """Show what can be changed, with the values that hold.

        Args:
            reachable: whether anything can be changed at this moment.
            refused: sentences below controls that did not get what was asked for earlier, by name.
        """
        self.nothing.hide()
        shape = tuple(_shape(control) for control in controls.all)
        if shape != self._shape:
            self._build(controls, shape)
        values = controls.values
        for row in self.rows:
            row.show_value(values[row.control.name])
            row.set_reachable(reachable)
            if row.control.name in refused and not row.is_pending:
                row.refuse(refused[row.control.name])
        self.reset.setVisible(bool(self.rows))
        self.reset.setEnabled(reachable and bool(defaults_of(controls)))

    def show_nothing(self, sentence: str) -> None:
        """Say why there is nothing to set."""
        self._build(CameraControls(), ())
        self.nothing.setText(sentence)
        self.nothing.show()
        self.note.clear()
        self.automatic.show_state(None)
        self.reset.hide()

    def forget_rows(self) -> None:
        """Make new rows for the next controls: those of another camera have nothing to do with what is under way."""
        self._shape = ()

    def show_automatic(self, state: AutomaticState | None, *, reachable: bool) -> None:
        """Show what automatic quality does."""
        self.automatic.show_state(state, reachable=reachable)

    def say(self, text: str) -> None:
        """What is to know before the rows; empty for nothing."""
        self.note.say(RemarkKind.INFO, text)

    def row(self, name: str) -> ControlRow | None:
        """A control's row, where there is one."""
        return next((row for row in self.rows if row.control.name == name), None)

    def _build(self, controls: CameraControls, shape: tuple[object, ...]) -> None:
        self._shape = shape
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = tuple(row_for(control, self) for control in controls.all)
        before: QWidget = self
        for row in self.rows:
            row.value_wanted.connect(self.value_wanted)
            self._rows.addWidget(row)
            row.show()
            for widget in row.stops:
                if before is not self:
                    QWidget.setTabOrder(before, widget)
                before = widget
        for widget in (self.automatic.tick, self.identify, self.reset):
            if before is not self:
                QWidget.setTabOrder(before, widget)
            before = widget


def _shape(control: Control) -> tuple[object, ...]:
    """What a control is, but for its value."""
    match control:
        case NumberControl():
            return (control.name, control.minimum, control.maximum, control.step)
        case ChoiceControl():
            return (control.name, control.choices)
        case _:
            return (control.name,)


def _button(icon: str, text: str, tip: str, parent: QWidget) -> QPushButton:
    button = QPushButton(icons.icon(icon), text, parent)
    button.setProperty("plain", "true")
    button.setToolTip(tip)
    button.setAccessibleDescription(tip)
    button.setAutoDefault(False)
    return button
