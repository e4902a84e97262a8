"""Firmware: what is on the board, what will be written, and from where."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from atomcam_gui.provisioning.firmware.firmware_store import FirmwareSource
from atomcam_gui.provisioning.flow.setup_flow import SetupFlow
from atomcam_gui.provisioning.flow.setup_state import FirmwareState, SetupState
from atomcam_gui.provisioning.troubles import SetupError
from atomcam_gui.ui.wizard import texts
from atomcam_gui.ui.wizard.fold import Fold
from atomcam_gui.ui.wizard.page import Buttons, WizardPage, paragraph, set_shown
from atomcam_gui.ui.wizard.trouble_box import Cure


class FirmwarePage(WizardPage):
    """Two facts, one choice, and the rarer ones behind a fold."""

    def __init__(self, flow: SetupFlow, parent: QWidget) -> None:
        super().__init__(flow, parent)
        self.heading.setText(self.tr("Install the camera software"))
        self.sentence.setText(self.tr("It takes a minute or two. Where it is interrupted, it can simply be repeated."))
        self._add_facts()
        self.keep = QCheckBox(self.tr("&Keep the camera's WiFi settings"), self.body)
        self.keep.setToolTip(self.tr("Leave alone the part of its memory in which it keeps its settings"))
        self.keep.toggled.connect(flow.keep_settings)
        self.column.addSpacing(8)
        self.column.addWidget(self.keep)
        self._add_choices()
        self._add_progress()
        self.add_trouble()
        self.column.addStretch(1)

    def _add_facts(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        self.on_board = paragraph("", self.body)
        self.offered = paragraph("", self.body)
        self.origin = paragraph("", self.body)
        self.origin.setProperty("muted", "true")
        for row, (caption, value) in enumerate(
            ((self.tr("On the camera"), self.on_board), (self.tr("Will be written"), self.offered))
        ):
            label = QLabel(caption, self.body)
            label.setProperty("caption", "true")
            label.setBuddy(value)
            grid.addWidget(label, row, 0)
            grid.addWidget(value, row, 1)
        grid.addWidget(self.origin, 2, 1)
        grid.setRowMinimumHeight(2, self.origin.fontMetrics().height())
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)

    def _add_choices(self) -> None:
        self.more = Fold(self.tr("More choices"), self.tr("Another firmware, or everything erased first"), self.body)
        self.more.button.setProperty("inline", "true")
        column = QVBoxLayout(self.more.content)
        column.setContentsMargins(24, 0, 0, 0)
        self.erase = QCheckBox(self.tr("&Erase everything on the camera first"), self.more.content)
        self.erase.setToolTip(self.tr("Its settings go too. Takes longer; helps where a camera never gets ready"))
        self.erase.toggled.connect(self.flow.erase_all)
        column.addWidget(self.erase)
        row = QHBoxLayout()
        self.choose = QPushButton(self.tr("Choose a &file…"), self.more.content)
        self.choose.setProperty("plain", "true")
        self.choose.setToolTip(self.tr("A firmware.bin, or the .zip of a release, that is on this computer"))
        self.choose.clicked.connect(self._ask_for_file)
        self.pinned = QPushButton(self.tr("Use the &recommended one"), self.more.content)
        self.pinned.setProperty("plain", "true")
        self.pinned.setToolTip(self.tr("The firmware that AtomCam was tested with"))
        self.pinned.clicked.connect(self.flow.use_pinned)
        row.addWidget(self.choose)
        row.addWidget(self.pinned)
        row.addStretch(1)
        column.addLayout(row)
        self.column.addWidget(self.more)

    def _add_progress(self) -> None:
        self.bar = QProgressBar(self.body)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Download"))
        self.received = paragraph("", self.body)
        self.received.setProperty("muted", "true")
        self.column.addSpacing(8)
        self.column.addWidget(self.bar)
        self.column.addWidget(self.received)

    # -- drawing -------------------------------------------------------------------------------------------------

    def draw(self, state: SetupState) -> None:
        firmware = state.firmware
        look = state.plug.look
        self.on_board.setText(texts.look_text(look) if look is not None else self.tr("Not known"))
        self.offered.setText(self._offered(firmware))
        self.origin.setText(self._origin(firmware))
        self._draw_choices(firmware, locked=firmware.fetching or state.flash.running)
        self._draw_progress(firmware)
        self.draw_trouble(firmware.trouble, *self._cures(firmware))

    def _offered(self, firmware: FirmwareState) -> str:
        if firmware.firmware is not None:
            version, size = firmware.firmware.version, firmware.firmware.size
            name = self.tr("Camera firmware %1").replace("%1", version) if version else firmware.firmware.image.name
            return f"{name}, {texts.size_text(size)}"
        if firmware.own_file:
            return self.tr("The file that you choose")
        name = self.tr("Camera firmware %1").replace("%1", firmware.offered_version)
        return f"{name}, {texts.size_text(firmware.offered_size)}" if firmware.offered_size else name

    def _origin(self, firmware: FirmwareState) -> str:
        ready = firmware.firmware
        if ready is not None and ready.source is FirmwareSource.FILE:
            return self.tr("your own file %1").replace("%1", ready.origin)
        if ready is not None and ready.source is FirmwareSource.DOWNLOAD:
            return self.tr("downloaded and checked")
        return texts.source_text(ready.source if ready is not None else firmware.offered)

    def _draw_choices(self, firmware: FirmwareState, *, locked: bool) -> None:
        for check, on in (
            (self.keep, firmware.keep_settings and not firmware.erase_all),
            (self.erase, firmware.erase_all),
        ):
            if check.isChecked() != on:
                check.blockSignals(True)
                check.setChecked(on)
                check.blockSignals(False)
        self.keep.setEnabled(not locked and not firmware.erase_all)
        self.erase.setEnabled(not locked)
        self.choose.setEnabled(not locked)
        self.pinned.setEnabled(not locked)
        set_shown(self.pinned, firmware.own_file)

    def _draw_progress(self, firmware: FirmwareState) -> None:
        set_shown(self.bar, firmware.fetching)
        set_shown(self.received, firmware.fetching)
        if firmware.fetching:
            known = firmware.total is not None and firmware.total > 0
            self.bar.setRange(0, 1000 if known else 0)
            if firmware.total:
                self.bar.setValue(min(1000, 1000 * firmware.received // firmware.total))
            self.received.setText(texts.received_text(firmware.received, firmware.total))

    def _cures(self, firmware: FirmwareState) -> list[Cure]:
        choose = Cure(self.tr("Choose a file…"), self._ask_for_file, self.choose.toolTip())
        if firmware.own_file:
            return [choose, Cure(self.tr("Use the recommended one"), self.flow.use_pinned, self.pinned.toolTip())]
        return [Cure(self.tr("Try again"), self.flow.fetch, self.tr("Download it again")), choose]

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a firmware"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Firmware (*.bin *.zip)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.flow.use_file(Path(name)))
        dialog.open()

    # -- for the window ------------------------------------------------------------------------------------------

    def buttons(self, state: SetupState) -> Buttons:
        firmware = state.firmware
        fetch_first = (
            firmware.firmware is None and firmware.offered is FirmwareSource.DOWNLOAD and not firmware.own_file
        )
        return Buttons(
            self.tr("Download and install") if fetch_first else self.tr("Install"),
            self.tr("Write this software onto the camera"),
            self.flow.may_advance() and not firmware.fetching,
            cancel=self.tr("Stop the download; it goes on there next time") if firmware.fetching else "",
        )

    def cancel(self, state: SetupState) -> None:
        self.flow.cancel_fetch()

    def status(self, state: SetupState) -> str:
        # Not each megabyte: a screen reader would talk all the time.
        if state.firmware.fetching:
            return self.tr("Downloading the firmware.")
        written = self.tr("Will be written: %1, %2")
        return written.replace("%1", self.offered.text()).replace("%2", self.origin.text())

    def trouble_of(self, state: SetupState) -> SetupError | None:
        return state.firmware.trouble
