"""This computer: under which address the camera looks for it, and what the camera is called."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from atomcam_gui.provisioning.computer.this_computer import HostChoice
from atomcam_gui.provisioning.flow.setup_flow import SetupFlow
from atomcam_gui.provisioning.flow.setup_state import ComputerState, HostNotice, SetupState
from atomcam_gui.provisioning.troubles import SetupError
from atomcam_gui.ui import icons
from atomcam_gui.ui.wizard import texts
from atomcam_gui.ui.wizard.busy_line import BusyLine
from atomcam_gui.ui.wizard.page import Buttons, WizardPage, paragraph, set_shown
from atomcam_gui.ui.wizard.trouble_box import MessageBox

_LONGEST_NAME = 32


class ComputerPage(WizardPage):
    """Three fields that are filled in already, and what stands in the way."""

    def __init__(self, flow: SetupFlow, parent: QWidget) -> None:
        super().__init__(flow, parent)
        self.heading.setText(self.tr("Where the camera finds this computer"))
        self.sentence.setText(
            self.tr("The camera sends its picture to this address. Usually all of this is right as it is.")
        )
        self._addresses: tuple[HostChoice, ...] = ()
        self._notices: tuple[HostNotice, ...] = ()
        self._add_fields()
        self.notices = QVBoxLayout()
        self.notices.setSpacing(8)
        self.column.addSpacing(8)
        self.column.addLayout(self.notices)
        self.check = QPushButton(icons.icon("refresh"), self.tr("Check a&gain"), self.body)
        self.check.setProperty("plain", "true")
        self.check.setToolTip(self.tr("Look once more whether the camera can reach this computer"))
        self.check.clicked.connect(flow.recheck)
        self.check.setSizePolicy(self.check.sizePolicy().Policy.Maximum, self.check.sizePolicy().Policy.Fixed)
        self.column.addWidget(self.check)
        self.applying = BusyLine(self.body)
        self.column.addWidget(self.applying)
        self.add_trouble()
        self.column.addStretch(1)

    def _add_fields(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        self.name = QLineEdit(self.body)
        self.name.setMaxLength(_LONGEST_NAME)
        self.name.setPlaceholderText(self.tr("For example: Kitchen"))
        self.name.setToolTip(self.tr("What the camera is called in AtomCam"))
        self.name.setProperty("field", "true")
        self.name.setAccessibleName(self.tr("Camera's name"))
        self.name.textEdited.connect(self.flow.set_name)
        self.address = QComboBox(self.body)
        self.address.setToolTip(self.tr("This computer's addresses, the likeliest first"))
        self.address.setAccessibleName(self.tr("This computer's address"))
        self.address.activated.connect(self._choose)
        self.meaning = paragraph("", self.body)
        self.meaning.setProperty("muted", "true")
        self.port = QSpinBox(self.body)
        self.port.setRange(1, 65535)
        # One change when it is typed, not one for each digit.
        self.port.setKeyboardTracking(False)
        self.port.setToolTip(self.tr("The port on which AtomCam waits for cameras; it is the one of the settings"))
        self.port.setAccessibleName(self.tr("Port"))
        self.port.valueChanged.connect(self.flow.set_port)
        for row, (text, widget) in enumerate(
            ((self.tr("Camera's &name"), self.name), (self.tr("&Address"), self.address))
        ):
            grid.addWidget(_buddy(text, widget, self.body), row, 0)
            grid.addWidget(widget, row, 1)
        grid.addWidget(self.meaning, 2, 1)
        grid.addWidget(_buddy(self.tr("&Port"), self.port, self.body), 3, 0)
        grid.addWidget(self.port, 3, 1)
        self.port.setMaximumWidth(120)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)

    def _choose(self, index: int) -> None:
        self.flow.choose_address(str(self.address.itemData(index)))

    # -- drawing -------------------------------------------------------------------------------------------------

    def draw(self, state: SetupState) -> None:
        computer = state.computer
        self._draw_addresses(computer)
        if self.name.text() != computer.name:
            self.name.setText(computer.name)
            if self.window().focusWidget() is self.name:
                self.name.selectAll()  # to be typed over
        if self.port.value() != computer.port and not self.port.hasFocus():
            with QSignalBlocker(self.port):
                self.port.setValue(computer.port)
        self._draw_notices(computer.notices)
        set_shown(self.check, bool(computer.notices) and not computer.applying)
        for widget in (self.name, self.address, self.port):
            widget.setEnabled(not computer.applying)
        self.applying.say(self.tr("Telling the camera…") if computer.applying else "")
        self.draw_trouble(computer.trouble)

    def _draw_addresses(self, computer: ComputerState) -> None:
        if computer.addresses != self._addresses:
            self._addresses = computer.addresses
            self.address.clear()
            for choice in computer.addresses:
                self.address.addItem(texts.address_text(choice), choice.address)
        index = self.address.findData(computer.address)
        if self.address.currentIndex() != index:
            self.address.setCurrentIndex(index)
        chosen = next((choice for choice in computer.addresses if choice.address == computer.address), None)
        if chosen is None:
            self.meaning.setText(self.tr("This computer is in no network at the moment."))
        else:
            self.meaning.setText(texts.address_meaning(chosen))

    def _draw_notices(self, notices: tuple[HostNotice, ...]) -> None:
        if notices == self._notices:
            return
        self._notices = notices
        while (item := self.notices.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for notice in notices:
            box = MessageBox("warning", self.body)
            text = texts.notice_text(notice)
            box.say(text.happened, text.next_step)
            self.notices.addWidget(box)
            box.show()

    # -- for the window ------------------------------------------------------------------------------------------

    def buttons(self, state: SetupState) -> Buttons:
        return Buttons(
            self.tr("Use this computer"),
            self.tr("Give the camera this address and a key of its own"),
            self.flow.may_advance() and not state.computer.applying,
        )

    def primary(self, state: SetupState) -> None:
        self.port.interpretText()
        self.flow.advance()

    def status(self, state: SetupState) -> str:
        computer = state.computer
        if computer.applying:
            return self.applying.text
        told = map(texts.notice_text, computer.notices)
        return " ".join(f"{text.happened} {text.next_step}" for text in told)

    def trouble_of(self, state: SetupState) -> SetupError | None:
        return state.computer.trouble

    def focus_widget(self, state: SetupState) -> QWidget | None:
        return self.name


def _buddy(text: str, widget: QWidget, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setBuddy(widget)
    return label
