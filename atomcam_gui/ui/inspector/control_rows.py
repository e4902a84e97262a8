"""A row for each setting of a camera: a slider with its number, a choice, a switch."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from atomcam_gui.camera.controls import ChoiceControl, Control, NumberControl, SwitchControl, Value
from atomcam_gui.ui import icons, theme
from atomcam_gui.ui.inspector.control_texts import choice_words, control_text, unit
from atomcam_gui.ui.inspector.remark import Remark, RemarkKind

_BUSY_AFTER_MS = 300
"""An answer that comes sooner needs no hint that it is awaited."""
_ICON = 16
_SPIN_WIDTH = 84
_MOST_STEPS = 10_000
_PAGES = 10


class WheelGuard(QObject):
    """Leaves the wheel to the page, unless the user is at the widget: scrolling past a slider must not move it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


class ControlRow(QWidget):
    """One setting. Shows the value that holds, and says so when the user wants another."""

    value_wanted = Signal(str, object)
    """The control's name and the value that the user chose."""

    def __init__(self, control: Control, parent: QWidget) -> None:
        super().__init__(parent)
        self.control = control
        text = control_text(control.name)
        self.title = text.name
        self.help = text.help
        self._pending = 0
        self._guard = WheelGuard(self)
        self._busy = QLabel(self)
        self._busy.setFixedSize(_ICON, _ICON)
        self._busy_timer = QTimer(self)
        self._busy_timer.setSingleShot(True)
        self._busy_timer.setInterval(_BUSY_AFTER_MS)
        self._busy_timer.timeout.connect(self._show_busy)
        self.remark = Remark(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    # -- what happens to a wish ------------------------------------------------------------------------------------

    @property
    def is_pending(self) -> bool:
        """Whether the camera has not answered yet."""
        return self._pending > 0

    @property
    def shows_busy(self) -> bool:
        """Whether it can be seen that an answer is awaited."""
        return not self._busy.pixmap().isNull()

    def begin(self) -> None:
        """A wish is on its way to the camera."""
        self._pending += 1
        self.remark.clear()
        if not self._busy_timer.isActive() and not self.shows_busy:
            self._busy_timer.start()

    def end(self, value: Value | None) -> None:
        """A wish was answered; once all are, ``value`` is shown, which is what holds. None: that is not known."""
        self._pending = max(0, self._pending - 1)
        if not self._pending:
            self._busy_timer.stop()
            self._busy.clear()
            self._busy.setToolTip("")
            if value is not None:
                self.show_value(value)

    def refuse(self, sentence: str) -> None:
        """Say why it did not happen."""
        self.remark.say(RemarkKind.ERROR, sentence, aloud=True)

    def set_reachable(self, reachable: bool) -> None:
        """Whether it can be changed at this moment. The words below it can be read in any case."""
        for widget in self.stops:
            widget.setEnabled(reachable)

    def show_value(self, value: Value) -> None:
        """Show the value that holds, unless the user is about to change it."""
        if not self._pending and not self._is_held():
            self._display(value)

    def _show_busy(self) -> None:
        colour = theme.colours().muted
        self._busy.setPixmap(icons.tinted_pixmap("waiting", colour, _ICON, self.devicePixelRatioF()))
        self._busy.setToolTip(self.tr("The camera has not answered yet"))

    # -- what the kinds of rows have of their own ------------------------------------------------------------------

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What the keyboard steps through."""
        raise NotImplementedError

    def _display(self, value: Value) -> None:
        raise NotImplementedError

    def _is_held(self) -> bool:
        """Whether the user holds the widget at this moment."""
        return False

    def _want(self, value: Value) -> None:
        self.value_wanted.emit(self.control.name, value)

    def _prepare(self, widget: QWidget) -> None:
        widget.setToolTip(self.help)
        widget.setAccessibleName(self.title)
        widget.setAccessibleDescription(self.help)
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(self._guard)


class NumberRow(ControlRow):
    """A slider, which can be dragged while one watches the picture, and the number to type."""

    def __init__(self, control: NumberControl, parent: QWidget) -> None:
        super().__init__(control, parent)
        self._low = control.minimum
        self._step = max(control.step, (control.maximum - control.minimum) / _MOST_STEPS) or 1
        self._digits = _digits(control)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        steps = round((control.maximum - control.minimum) / self._step)
        self.slider.setRange(0, steps)
        self.slider.setPageStep(max(1, steps // _PAGES))
        self.spin = QDoubleSpinBox(self)
        self.spin.setDecimals(self._digits)
        self.spin.setRange(control.minimum, control.maximum)
        self.spin.setSingleStep(self._step)
        self.spin.setSuffix(unit(control.name))
        self.spin.setMinimumWidth(_SPIN_WIDTH)
        # A number counts when it is complete, not with each digit.
        self.spin.setKeyboardTracking(False)
        for widget in (self.slider, self.spin):
            self._prepare(widget)
        label = QLabel(self.title, self)
        label.setWordWrap(True)
        label.setBuddy(self.spin)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self._busy, 0, 1)
        grid.addWidget(self.spin, 0, 2)
        grid.addWidget(self.slider, 1, 0, 1, 3)
        self._column.addLayout(grid)
        self._column.addWidget(self.remark)
        self.setFocusProxy(self.slider)
        self._display(control.value)
        self.slider.valueChanged.connect(self._slid)
        self.slider.sliderReleased.connect(lambda: self._slid(self.slider.value()))
        self.spin.valueChanged.connect(self._typed)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return (self.slider, self.spin)

    def _display(self, value: Value) -> None:
        number = float(value)
        with QSignalBlocker(self.slider), QSignalBlocker(self.spin):
            self.slider.setValue(round((number - self._low) / self._step))
            self.spin.setValue(number)

    def _is_held(self) -> bool:
        return self.slider.isSliderDown()

    def _slid(self, position: int) -> None:
        number = self._low + position * self._step
        if abs(number - self.spin.value()) > self._step / 2:
            with QSignalBlocker(self.spin):
                self.spin.setValue(number)
            self._want(self._exact(number))

    def _typed(self, number: float) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(round((number - self._low) / self._step))
        self._want(self._exact(number))

    def _exact(self, number: float) -> float | int:
        """Whole numbers as such: that is what cameras expect."""
        return round(number, self._digits) if self._digits else round(number)


class ChoiceRow(ControlRow):
    """One of several."""

    def __init__(self, control: ChoiceControl, parent: QWidget) -> None:
        super().__init__(control, parent)
        self.combo = QComboBox(self)
        for choice in control.choices:
            self.combo.addItem(choice_words(control.name, choice), choice)
        # No wider than the panel, however long the names are.
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(8)
        self._prepare(self.combo)
        label = QLabel(self.title, self)
        label.setWordWrap(True)
        label.setBuddy(self.combo)
        heading = QHBoxLayout()
        heading.setSpacing(theme.SPACE)
        heading.addWidget(label, 1)
        heading.addWidget(self._busy)
        self._column.addLayout(heading)
        self._column.addWidget(self.combo)
        self._column.addWidget(self.remark)
        self.setFocusProxy(self.combo)
        self._display(control.value)
        self.combo.activated.connect(lambda: self._want(str(self.combo.currentData())))

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return (self.combo,)

    def _display(self, value: Value) -> None:
        index = self.combo.findData(value)
        self.combo.setPlaceholderText(str(value) if index < 0 else "")
        self.combo.setCurrentIndex(index)

    def _is_held(self) -> bool:
        return self.combo.view().isVisible()


class SwitchRow(ControlRow):
    """On or off."""

    def __init__(self, control: SwitchControl, parent: QWidget) -> None:
        super().__init__(control, parent)
        self.tick = QCheckBox(self.title, self)
        self._prepare(self.tick)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.tick, 1)
        row.addWidget(self._busy)
        self._column.addLayout(row)
        self._column.addWidget(self.remark)
        self.setFocusProxy(self.tick)
        self._display(control.value)
        self.tick.clicked.connect(lambda: self._want(self.tick.isChecked()))

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return (self.tick,)

    def _display(self, value: Value) -> None:
        self.tick.setChecked(bool(value))


def row_for(control: Control, parent: QWidget) -> ControlRow:
    """The row that fits a control."""
    match control:
        case NumberControl():
            return NumberRow(control, parent)
        case ChoiceControl():
            return ChoiceRow(control, parent)
        case SwitchControl():
            return SwitchRow(control, parent)


def _digits(control: NumberControl) -> int:
    """How many digits behind the point its steps need."""
    whole = all(float(number).is_integer() for number in (control.minimum, control.step))
    return 0 if whole else 2 if control.step < 0.1 else 1
