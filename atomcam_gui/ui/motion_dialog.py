"""Whether, where and how a camera records by itself when something moves."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.recording.motion import Reading
from atomcam_gui.recording.motion_analysis import MotionAnalysis, MotionSink
from atomcam_gui.settings import MAX_MOTION_TAIL_S, MAX_PRERECORD_S, MotionSettings, Region, ViewSettings
from atomcam_gui.ui import theme
from atomcam_gui.ui.motion_meter import MotionMeter
from atomcam_gui.ui.region_editor import RegionEditor
from atomcam_gui.video.pool import DecodePool

_SIZE = QSize(600, 660)


class MotionDialog(QDialog):
    """Edits a copy of one camera's settings; not modal. While it is seen, it shows what would count.

    Args:
        turned: how the live view shows the camera.
        newest: a picture to begin with.
    """

    settings_accepted = Signal(str, object)
    """The camera's id and its new ``MotionSettings``."""

    def __init__(
        self,
        camera_id: str,
        camera_name: str,
        settings: MotionSettings,
        turned: ViewSettings,
        hub: Hub,
        analysis: MotionAnalysis,
        pool: DecodePool,
        newest: Frame | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Record when something moves: %1").replace("%1", camera_name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.camera_id = camera_id
        self._settings = settings
        self._hub = hub
        self._analysis = analysis
        self._newest = newest
        self._sink: MotionSink | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        self.on = QCheckBox(self.tr("&Record %1 when something moves").replace("%1", _plain(camera_name)), self)
        self.on.setChecked(settings.on)
        self.on.setToolTip(self.tr("Recordings begin and end by themselves, and stand in the library like all others"))
        layout.addWidget(self.on)
        self.editor = RegionEditor(pool, turned, settings.region, self)
        layout.addWidget(self.editor, 1)
        layout.addLayout(self._make_region_row())
        layout.addLayout(self._make_choices())
        layout.addWidget(self._make_buttons())
        self._connect()
        self._show_region()
        self._say_level(moving=False)
        self.on.setFocus()
        self.resize(_SIZE)

    def _make_region_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        self._where = QLabel(self)
        self._where.setProperty("muted", "true")
        self._where.setWordWrap(True)
        self.whole = QPushButton(self.tr("&Whole picture"), self)
        self.whole.setProperty("plain", "true")
        self.whole.setToolTip(self.tr("Movement anywhere in the picture counts"))
        self.whole.setAutoDefault(False)
        row.addWidget(self._where, 1)
        row.addWidget(self.whole)
        return row

    def _make_choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        self.sensitivity = QSlider(Qt.Orientation.Horizontal, self)
        self.sensitivity.setRange(1, 100)
        self.sensitivity.setPageStep(10)
        self.sensitivity.setValue(self._settings.sensitivity)
        self.sensitivity.setToolTip(self.tr("To the left only what is large counts, to the right what is small, too"))
        self._value = QLabel(self)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._value.setMinimumWidth(self._value.fontMetrics().horizontalAdvance(self.tr("movement") + "00"))
        self._add_row(grid, 0, self.tr("&Sensitivity:"), self.sensitivity)
        grid.addWidget(self._value, 0, 2)
        self.meter = MotionMeter(self)
        self.state = QLabel(self)
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(QLabel(self.tr("Now:"), self), 1, 0)
        grid.addWidget(self.meter, 1, 1)
        grid.addWidget(self.state, 1, 2)
        self.before = self._seconds(0, MAX_PRERECORD_S, self._settings.before_s)
        self.before.setToolTip(self.tr("So much from before the movement goes into the recording"))
        self._add_row(grid, 2, self.tr("&Begin before the movement:"), self.before)
        self.after = self._seconds(1, MAX_MOTION_TAIL_S, self._settings.after_s)
        self.after.setToolTip(self.tr("The recording ends when nothing has moved for so long"))
        self._add_row(grid, 3, self.tr("&End after the last movement:"), self.after)
        return grid

    def _add_row(self, grid: QGridLayout, row: int, text: str, widget: QWidget) -> None:
        label = QLabel(text, self)
        label.setBuddy(widget)
        widget.setAccessibleName(text.replace("&", "").rstrip(":"))
        grid.addWidget(label, row, 0)
        spin = isinstance(widget, QSpinBox)
        grid.addWidget(widget, row, 1, alignment=Qt.AlignmentFlag.AlignLeft if spin else Qt.AlignmentFlag(0))

    def _seconds(self, least: int, most: int, value: int) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(least, most)
        box.setSuffix(self.tr(" s"))
        box.setValue(value)
        box.setMinimumWidth(96)
        return box

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _connect(self) -> None:
        self.editor.region_changed.connect(self._show_region)
        self.editor.region_changed.connect(self._configure)
        self.whole.clicked.connect(self.editor.take_whole)
        self.sensitivity.valueChanged.connect(self._configure)

    # -- what is chosen --------------------------------------------------------------------------------------------

    def chosen(self) -> MotionSettings:
        """The settings as the dialog shows them."""
        return dataclasses.replace(
            self._settings,
            on=self.on.isChecked(),
            sensitivity=self.sensitivity.value(),
            region=self.editor.region,
            before_s=self.before.value(),
            after_s=self.after.value(),
        )

    def accept(self) -> None:
        self.settings_accepted.emit(self.camera_id, self.chosen())
        super().accept()

    def _show_region(self) -> None:
        whole = self.editor.region == Region()
        self.whole.setEnabled(not whole)
        self._where.setText(
            self.tr("Movement anywhere counts. Drag over the picture to choose a part.")
            if whole
            else self.tr("Only movement in the rectangle counts: leave out clocks in the picture, trees and streets.")
        )

    # -- what would count ------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._sink is None:
            self._sink = self._analysis.watch(self.camera_id, self.chosen(), self._heed)
            self._hub.attach(self.editor, self.camera_id)
            if self._newest is not None:
                self.editor.submit(self._newest)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        sink, self._sink = self._sink, None
        if sink is not None:
            self._hub.detach(self.editor, self.camera_id)
            self._analysis.leave(sink)

    def _configure(self) -> None:
        self._value.setText(str(self.sensitivity.value()))
        if self._sink is not None:
            self._sink.configure(self.chosen())

    def _heed(self, _frame: Frame, reading: Reading) -> None:
        self.meter.show_level(reading.level, moving=reading.moving)
        self.editor.show_moved(reading.cells)
        self._say_level(moving=reading.moving)

    def _say_level(self, *, moving: bool) -> None:
        text = self.tr("movement") if moving else self.tr("quiet")
        if text != self.state.text():
            self.state.setText(text)
            self.meter.setAccessibleDescription(text)
        self._value.setText(str(self.sensitivity.value()))


def _plain(name: str) -> str:
    """A name whose "&" is no shortcut."""
    return name.replace("&", "&&")
