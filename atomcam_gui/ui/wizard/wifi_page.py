"""WiFi: the networks that the camera sees, the password, and the joining while one watches."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from atomcam_gui.provisioning.flow.setup_flow import SetupFlow
from atomcam_gui.provisioning.flow.setup_state import SetupState, WifiPageState
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from atomcam_gui.ui import icons
from atomcam_gui.ui.key_names import with_keys
from atomcam_gui.ui.wizard.busy_line import BusyLine
from atomcam_gui.ui.wizard.network_list import NetworkList
from atomcam_gui.ui.wizard.page import Buttons, WizardPage, set_shown
from atomcam_gui.ui.wizard.trouble_box import Cure, MessageBox

_LONGEST_SSID = 32
_LONGEST_PASSWORD = 64


class WifiPage(WizardPage):
    """Chooses a network. What is typed stays whatever happens."""

    def __init__(self, flow: SetupFlow, parent: QWidget) -> None:
        super().__init__(flow, parent)
        self.heading.setText(self.tr("Choose the WiFi for your camera"))
        self._add_rescan()
        self.networks = NetworkList(self.body)
        self.networks.chosen.connect(flow.choose_network)
        self.networks.hidden_chosen.connect(flow.choose_hidden)
        self.column.addWidget(self.networks, 1)
        self._add_fields()
        self.open_warning = MessageBox("warning", self.body)
        self.open_warning.say(
            self.tr("This network has no password."),
            self.tr("Everybody near it can watch what the camera sends. A network with a password is better."),
        )
        self.column.addWidget(self.open_warning)
        self.joining = BusyLine(self.body)
        self.column.addWidget(self.joining)
        self.add_trouble()
        self.column.addStretch(0)
        self._trouble_seen: SetupError | None = None

    def _add_rescan(self) -> None:
        row = QHBoxLayout()
        self.column.removeWidget(self.sentence)
        row.addWidget(self.sentence, 1)
        self.scanning = BusyLine(self.body)
        self.rescan = QToolButton(self.body)
        self.rescan.setObjectName("fold")
        self.rescan.setText(self.tr("&Look again"))
        self.rescan.setIcon(icons.icon("refresh"))
        self.rescan.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.rescan.setToolTip(with_keys(self.tr("Let the camera look for networks once more"), "F5"))
        # Beside the letter that is underlined.
        QShortcut(QKeySequence("F5"), self, self.rescan.click)
        self.rescan.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rescan.clicked.connect(self.flow.rescan)
        row.addWidget(self.scanning, 1)
        row.addWidget(self.rescan, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.column.insertLayout(1, row)

    def _add_fields(self) -> None:
        self._fields = QWidget(self.body)
        grid = QGridLayout(self._fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self.ssid = QLineEdit(self._fields)
        self.ssid.setProperty("field", "true")
        self.ssid.setAccessibleName(self.tr("Name of the network"))
        self.ssid.setToolTip(self.tr("Exactly as the router has it, capital letters too"))
        self.ssid.setMaxLength(_LONGEST_SSID)
        self.ssid.textEdited.connect(self.flow.set_ssid)
        self._ssid_label = _buddy(self.tr("&Name"), self.ssid)
        grid.addWidget(self._ssid_label, 0, 0)
        grid.addWidget(self.ssid, 0, 1)
        self.password = QLineEdit(self._fields)
        self.password.setProperty("field", "true")
        self.password.setAccessibleName(self.tr("Password"))
        self.password.setToolTip(self.tr("The network's password; the camera gets it over the cable"))
        self.password.setMaxLength(_LONGEST_PASSWORD)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.password.textEdited.connect(self.flow.set_password)
        self._password_label = _buddy(self.tr("&Password"), self.password)
        grid.addWidget(self._password_label, 1, 0)
        grid.addWidget(self.password, 1, 1)
        self.show_password = QCheckBox(self.tr("S&how"), self._fields)
        self.show_password.setToolTip(self.tr("Show the password as it is typed"))
        self.show_password.toggled.connect(self._echo)
        grid.addWidget(self.show_password, 1, 2)
        self.remember = QCheckBox(self.tr("&Remember it for the next camera"), self._fields)
        self.remember.setToolTip(self.tr("Keep the password in this system's key ring"))
        self.remember.toggled.connect(self.flow.remember)
        grid.addWidget(self.remember, 2, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        self.column.addWidget(self._fields)

    def _echo(self, shown: bool) -> None:
        self.password.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    # -- drawing -------------------------------------------------------------------------------------------------

    def draw(self, state: SetupState) -> None:
        wifi = state.wifi
        self.networks.draw(wifi)
        self.sentence.setText(self._sentence(wifi))
        self.scanning.say(self._scan_words(wifi))
        set_shown(self.sentence, not wifi.scanning)
        self.rescan.setEnabled(not wifi.scanning and not wifi.joining)
        self._draw_fields(wifi)
        set_shown(self.open_warning, _is_open(wifi) and not wifi.joining and wifi.trouble is None)
        self.joining.say(self._joining_words(wifi))
        self.draw_trouble(wifi.trouble, *self._cures(wifi))
        self._return_to_password(wifi)

    def _sentence(self, wifi: WifiPageState) -> str:
        if _is_in(wifi):
            return self.tr("The camera is in %1. Go on, or choose another network.").replace("%1", wifi.ssid)
        if wifi.scanned and not any(network.ssid for network in wifi.networks):
            return self.tr("The camera sees no network. Bring it nearer to the router, and look again.")
        return self.tr("These are the networks the camera itself can see.")

    def _scan_words(self, wifi: WifiPageState) -> str:
        return self.tr("The camera looks for networks…") if wifi.scanning else ""

    def _draw_fields(self, wifi: WifiPageState) -> None:
        chosen = (bool(wifi.ssid) or wifi.hidden) and not (_is_in(wifi) and not wifi.password)
        of_name: tuple[QWidget, ...] = (self._ssid_label, self.ssid)
        of_password: tuple[QWidget, ...] = (self._password_label, self.password, self.show_password)
        for widget in of_name:
            set_shown(widget, wifi.hidden)
        for widget in of_password:
            set_shown(widget, chosen and not _is_open(wifi))
        set_shown(self.remember, chosen and wifi.can_remember)
        _set_text(self.ssid, wifi.ssid)
        _set_text(self.password, wifi.password)
        if self.remember.isChecked() != wifi.remember:
            self.remember.setChecked(wifi.remember)
        # Read-only rather than disabled: the cursor stays where it is.
        self.ssid.setReadOnly(wifi.joining)
        self.password.setReadOnly(wifi.joining)
        self.networks.setEnabled(not wifi.joining)
        self.remember.setEnabled(not wifi.joining)

    def _joining_words(self, wifi: WifiPageState) -> str:
        if not wifi.joining:
            return ""
        return self.tr("The camera joins %1…").replace("%1", wifi.ssid)

    def _cures(self, wifi: WifiPageState) -> list[Cure]:
        if wifi.trouble is None or wifi.trouble.trouble is not Trouble.WIFI_NOT_FOUND:
            return []
        return [Cure(self.tr("Look again"), self.flow.rescan, self.rescan.toolTip())]

    def _return_to_password(self, wifi: WifiPageState) -> None:
        """After a wrong password, the user goes on where it is typed."""
        if wifi.trouble is self._trouble_seen:
            return
        self._trouble_seen = wifi.trouble
        if _is_wrong(wifi) and self.isVisible() and not self.password.isHidden():
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
            self.password.selectAll()

    # -- for the window ------------------------------------------------------------------------------------------

    def buttons(self, state: SetupState) -> Buttons:
        wifi = state.wifi
        if _is_in(wifi):
            label, help_text = self.tr("Go on"), self.tr("The camera is in this network already")
        else:
            label, help_text = self.tr("Connect"), self.tr("Let the camera join this network")
        cancel = self.tr("Stop trying to join this network") if wifi.joining else ""
        return Buttons(label, help_text, self.flow.may_advance() and not wifi.joining, cancel=cancel)

    def cancel(self, state: SetupState) -> None:
        self.flow.cancel_join()

    def status(self, state: SetupState) -> str:
        wifi = state.wifi
        if wifi.joining:
            return self._joining_words(wifi)
        if wifi.scanning:
            return self._scan_words(wifi)
        if _is_open(wifi):
            return self.open_warning.text
        named = sum(1 for network in wifi.networks if network.ssid)
        return self.tr("%n networks found", "", named) if wifi.scanned else ""

    def trouble_of(self, state: SetupState) -> SetupError | None:
        return state.wifi.trouble

    def focus_widget(self, state: SetupState) -> QWidget | None:
        wifi = state.wifi
        if wifi.hidden and not wifi.ssid:
            return self.ssid
        if _is_wrong(wifi) and not self.password.isHidden():
            return self.password
        if wifi.ssid and not wifi.password and not self.password.isHidden():
            return self.password
        # While nothing is known yet, nowhere: then the password of the likeliest network can be next.
        return self.networks if wifi.scanned and not wifi.ssid else None

    def leave(self) -> None:
        # Nobody should find it in clear the next time.
        self.show_password.setChecked(False)


def _is_in(wifi: WifiPageState) -> bool:
    return wifi.joined and not wifi.joining and wifi.trouble is None


def _is_wrong(wifi: WifiPageState) -> bool:
    return wifi.trouble is not None and wifi.trouble.trouble in (Trouble.WIFI_PASSWORD, Trouble.WIFI_BAD_INPUT)


def _is_open(wifi: WifiPageState) -> bool:
    return wifi.network is not None and wifi.network.is_open and not wifi.hidden


def _buddy(text: str, widget: QWidget) -> QLabel:
    label = QLabel(text, widget.parentWidget())
    label.setBuddy(widget)
    return label


def _set_text(edit: QLineEdit, text: str) -> None:
    """What the user just typed is in the state already: then the cursor stays where it is."""
    if edit.text() != text:
        edit.setText(text)
