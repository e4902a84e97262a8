"""Flash: one bar over all steps, what happens now, how long it will still take."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar, QWidget

from atomcam_gui.provisioning.flow.setup_flow import SetupFlow
from atomcam_gui.provisioning.flow.setup_state import FlashState, Page, SetupState
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from atomcam_gui.ui.wizard import texts
from atomcam_gui.ui.wizard.page import Buttons, WizardPage, paragraph, set_shown
from atomcam_gui.ui.wizard.trouble_box import Cure

_STEPS = 1000


class FlashPage(WizardPage):
    """Shows the writing, and how it ended."""

    def __init__(self, flow: SetupFlow, parent: QWidget) -> None:
        super().__init__(flow, parent)
        self.bar = QProgressBar(self.body)
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Installation"))
        self.column.addWidget(self.bar)
        row = QHBoxLayout()
        self.step = paragraph("", self.body)
        self.left = QLabel(self.body)
        self.left.setProperty("muted", "true")
        row.addWidget(self.step, 1)
        row.addWidget(self.left)
        self.column.addLayout(row)
        self.column.addSpacing(16)
        self._add_facts()
        self.add_trouble()
        self.column.addStretch(1)

    def _add_facts(self) -> None:
        self.facts = QWidget(self.body)
        grid = QGridLayout(self.facts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        self.chip, self.mac, self.memory = (paragraph("", self.facts) for _ in range(3))
        for number, (caption, value) in enumerate(
            ((self.tr("Chip"), self.chip), (self.tr("MAC address"), self.mac), (self.tr("Memory"), self.memory))
        ):
            label = QLabel(caption, self.facts)
            label.setProperty("caption", "true")
            grid.addWidget(label, number, 0)
            grid.addWidget(value, number, 1)
        grid.setColumnStretch(1, 1)
        self.column.addWidget(self.facts)
        self.column.addSpacing(8)

    def draw(self, state: SetupState) -> None:
        flash = state.flash
        self.heading.setText(self._heading(flash))
        self.sentence.setText(self._sentence(flash))
        self.bar.setValue(_STEPS if flash.done else round(flash.fraction * _STEPS))
        self.bar.setEnabled(flash.running or flash.done)
        self.step.setText(self._step(flash))
        set_shown(self.step, bool(self.step.text()))
        self.left.setText(texts.time_left(flash.seconds_left) if flash.running and not flash.cancelling else "")
        set_shown(self.facts, flash.chip is not None)
        if flash.chip is not None:
            self.chip.setText(flash.chip.description or flash.chip.chip)
            self.mac.setText(texts.mac_text(flash.chip.mac))
            self.memory.setText(texts.chip_text(flash.chip))
        self.draw_trouble(flash.trouble, *self._cures(flash))

    def _heading(self, flash: FlashState) -> str:
        if flash.done:
            return self.tr("The software is installed")
        if flash.running:
            return self.tr("Installing the software")
        return self.tr("The software is not installed yet")

    def _sentence(self, flash: FlashState) -> str:
        if flash.done:
            return self.tr("It was checked, the camera has started again, and it answers.")
        if flash.running:
            return self.tr("Leave the camera plugged in until this is done.")
        return self.tr("What is already on the camera is kept, and not written again.")

    def _step(self, flash: FlashState) -> str:
        if flash.done:
            return self.tr("Done")
        if flash.cancelling:
            return self.tr("Stopping…")
        return texts.step_text(flash.step) if flash.running else ""

    def _cures(self, flash: FlashState) -> list[Cure]:
        # "Try again" is the window's own button.
        if flash.trouble is not None and flash.trouble.trouble in (Trouble.WRONG_CHIP, Trouble.FLASH_TOO_SMALL):
            other = self.tr("Go back, and choose the port of another board")
            return [Cure(self.tr("Choose another board"), lambda: self.flow.go(Page.PLUG), other)]
        return []

    def buttons(self, state: SetupState) -> Buttons:
        flash = state.flash
        if flash.running:
            cancel = self.tr("Stop writing; the camera does not work until the rest is written")
            return Buttons(self.tr("Choose WiFi"), self.tr("Goes on once it is done"), enabled=False, cancel=cancel)
        if flash.done:
            return Buttons(self.tr("Choose WiFi"), self.tr("Bring the camera into your WiFi"), self.flow.may_advance())
        return Buttons(
            self.tr("Try again") if flash.trouble is not None else self.tr("Install"),
            self.tr("Write what is not on the camera yet"),
            self.flow.may_advance(),
        )

    def primary(self, state: SetupState) -> None:
        if state.flash.done:
            self.flow.advance()
        else:
            self.flow.flash()

    def cancel(self, state: SetupState) -> None:
        self.flow.cancel_flash()

    def status(self, state: SetupState) -> str:
        flash = state.flash
        if flash.done:
            return f"{self.heading.text()}. {self.sentence.text()}"
        return self._step(flash)

    def trouble_of(self, state: SetupState) -> SetupError | None:
        return state.flash.trouble
