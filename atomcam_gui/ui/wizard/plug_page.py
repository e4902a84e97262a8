"""Plug it in: what is plugged in, live, and what to do where nothing is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from atomcam_gui.provisioning.console.board_console import Software
from atomcam_gui.provisioning.flow.setup_flow import SetupFlow
from atomcam_gui.provisioning.flow.setup_state import PlugState, SetupState
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from atomcam_gui.ui import icons, theme
from atomcam_gui.ui.wizard import texts
from atomcam_gui.ui.wizard.board_list import BoardList
from atomcam_gui.ui.wizard.busy_line import BusyLine
from atomcam_gui.ui.wizard.page import Buttons, WizardPage, paragraph, set_shown
from atomcam_gui.ui.wizard.trouble_box import Cure


class PlugPage(WizardPage):
    """Lists the boards; without one, shows how to plug it in and then what to try."""

    def __init__(self, flow: SetupFlow, parent: QWidget) -> None:
        super().__init__(flow, parent)
        self.heading.setText(self.tr("Plug the camera in"))
        self.sentence.setText(self.tr("Connect it to this computer with a USB cable that carries data."))
        self.boards = BoardList(self.body)
        self.boards.chosen.connect(flow.choose_port)
        self.column.addWidget(self.boards, 1)
        self.busy = BusyLine(self.body)
        self.column.addWidget(self.busy)
        self.advice = paragraph("", self.body)
        self.column.addWidget(self.advice)
        self.empty = _NothingThere(self.body)
        self.column.addWidget(self.empty, 1)
        self.add_trouble()
        self.show_all = QCheckBox(self.tr("Show &all serial ports"), self.body)
        self.show_all.setToolTip(self.tr("Also ports that do not look like a camera board"))
        self.show_all.toggled.connect(flow.show_all)
        self.column.addStretch(0)
        self.column.addWidget(self.show_all)

    def draw(self, state: SetupState) -> None:
        plug = state.plug
        listed = any(port.is_board or plug.show_all for port in plug.ports)
        self.boards.draw(plug)
        set_shown(self.boards, listed)
        set_shown(self.empty, not listed)
        self.empty.draw(plug)
        self.busy.say(self._busy_words(plug))
        self.advice.setText(self._advice(plug))
        set_shown(self.advice, bool(self.advice.text()))
        if self.show_all.isChecked() != plug.show_all:
            self.show_all.setChecked(plug.show_all)
        self.draw_trouble(plug.trouble, *self._cures(plug), command=_command(plug.trouble))

    def _busy_words(self, plug: PlugState) -> str:
        if plug.installing_rule:
            return self.tr("Installing the rule. The system may ask for the administrator's password…")
        return texts.recognising_text() if plug.recognising else ""

    def _advice(self, plug: PlugState) -> str:
        if plug.trouble is not None or plug.recognising:
            return ""
        if plug.chosen is None and _boards(plug) > 1:
            return self.tr("More than one camera is plugged in. Choose the one to set up.")
        if plug.look is None:
            return ""
        if plug.look.software is Software.ESP_IDF:
            return self.tr(
                "This camera runs the software that AtomCam's own replaces. It can be used as it is; the newer one "
                "is faster, and only it has a key, so that nobody else can show pictures in its name."
            )
        if plug.look.software is Software.OURS:
            return self.tr("The camera software is on it already. It can go straight into your WiFi.")
        return ""

    def _cures(self, plug: PlugState) -> list[Cure]:
        if plug.trouble is None:
            return []
        again = Cure(self.tr("Try again"), self.flow.look_again, self.tr("Look once more what is plugged in"))
        if plug.trouble.trouble in (Trouble.PORT_NOT_PERMITTED, Trouble.RULE_NOT_INSTALLED):
            help_text = self.tr(
                "Let the users of this computer use these boards; asks for the administrator's password"
            )
            return [Cure(self.tr("Install the rule"), self.flow.install_rule, help_text), again]
        if plug.trouble.trouble in (Trouble.PORT_NOT_FOUND, Trouble.NOT_A_BOARD) and not plug.show_all:
            show = self.show_all.toolTip()
            return [again, Cure(self.tr("Show all ports"), lambda: self.show_all.setChecked(True), show)]
        return [again]

    def buttons(self, state: SetupState) -> Buttons:
        plug = state.plug
        may = self.flow.may_advance() and not plug.recognising
        if plug.may_skip_flashing and plug.look is not None:
            if plug.look.software is Software.OURS:
                return Buttons(
                    self.tr("Set up WiFi"),
                    self.tr("Keep the software that is on the camera, and go on"),
                    second=self.tr("Install its software anew"),
                    second_help=self.tr("Put the newest camera software on it first"),
                )
            return Buttons(
                self.tr("Install the newer software"),
                self.tr("Put AtomCam's software on the camera first"),
                may,
                second=self.tr("Keep it and set up WiFi"),
                second_help=self.tr("Use the software that is on the camera"),
            )
        return Buttons(self.tr("Use this camera"), self.tr("Go on with the chosen camera"), may)

    def primary(self, state: SetupState) -> None:
        if state.plug.look is not None and state.plug.look.software is Software.OURS:
            self.flow.skip_flashing()
        else:
            self.flow.advance()

    def second(self, state: SetupState) -> None:
        if state.plug.look is not None and state.plug.look.software is Software.OURS:
            self.flow.advance()
        else:
            self.flow.skip_flashing()

    def status(self, state: SetupState) -> str:
        plug = state.plug
        if plug.chosen is None:
            return self.empty.text if not self.empty.isHidden() else self.advice.text()
        title = texts.port_title(plug.chosen)
        if self.busy.text:
            return f"{title}. {self.busy.text}"
        if plug.look is not None and plug.trouble is None:
            return f"{title}. {texts.look_text(plug.look)}."
        return title

    def trouble_of(self, state: SetupState) -> SetupError | None:
        return state.plug.trouble

    def focus_widget(self, state: SetupState) -> QWidget | None:
        # Where there is one board only, it is chosen by itself.
        must_choose = state.plug.show_all or _boards(state.plug) > 1
        return self.boards if state.plug.chosen is None and must_choose and not self.boards.isHidden() else None


def _boards(plug: PlugState) -> int:
    return sum(port.is_board for port in plug.ports)


def _command(error: SetupError | None) -> str:
    return str(error.facts.get("command", "")) if error is not None else ""


class _NothingThere(QWidget):
    """A drawing of what to do, and the three usual reasons once it has taken long."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addStretch(1)
        drawings = QHBoxLayout()
        drawings.addStretch(1)
        self._plug = QLabel(self)
        self._plug.setAccessibleName(self.tr("Drawing: the camera, a cable, and a computer's USB socket"))
        self._button = QLabel(self)
        self._button.setAccessibleName(self.tr("Drawing: the button at the camera's side, and the green light"))
        drawings.addWidget(self._plug)
        drawings.addSpacing(16)
        drawings.addWidget(self._button)
        drawings.addStretch(1)
        column.addLayout(drawings)
        row = QHBoxLayout()
        row.addStretch(1)
        self._busy = BusyLine(self, wrap=False)
        self._busy.say(self.tr("Looking for a camera…"))
        row.addWidget(self._busy)
        row.addStretch(1)
        column.addLayout(row)
        self._steps = self._make_steps()
        column.addWidget(self._steps)
        column.addStretch(2)
        self._draw()

    def _make_steps(self) -> QWidget:
        steps = QWidget(self)
        grid = QGridLayout(steps)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        self._reasons = (
            self.tr("Another cable. Many charge only and carry no data."),
            self.tr("Another USB socket, at the computer itself rather than at a hub."),
            self.tr("Hold the button at the camera's side for 2 seconds until the green light comes on."),
        )
        heading = QLabel(self.tr("Nothing has appeared yet. Try this, in this order:"), steps)
        heading.setProperty("strong", "true")
        grid.addWidget(heading, 0, 0, 1, 2)
        for number, reason in enumerate(self._reasons, 1):
            grid.addWidget(QLabel(f"{number}.", steps), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(paragraph(reason, steps), number, 1)
        grid.setColumnStretch(1, 1)
        return steps

    @property
    def text(self) -> str:
        """What it says."""
        return self._busy.text if self._steps.isHidden() else " ".join(self._reasons)

    def draw(self, state: PlugState) -> None:
        """Show the reasons once the wait was long."""
        set_shown(self._steps, state.waited_long)
        set_shown(self._button, state.waited_long)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        colours = theme.colours()
        ratio = self.devicePixelRatioF()
        for label, name, width in ((self._plug, "plug", 220), (self._button, "button", 138)):
            pixmap = icons.drawing(name, colours.muted, colours.accent, QSize(width, 110), ratio)
            label.setPixmap(pixmap)
