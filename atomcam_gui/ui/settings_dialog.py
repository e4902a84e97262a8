"""The settings."""

from __future__ import annotations

import dataclasses
from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from atomcam_gui import wire
from atomcam_gui.paths import Paths
from atomcam_gui.server.addresses import LocalAddress
from atomcam_gui.settings import Appearance, Settings
from atomcam_gui.ui.recording_settings import RecordingPage, SnapshotPage
from atomcam_gui.ui.settings_parts import form_of, hint
from atomcam_gui.ui.translation import LANGUAGES

_WIDTH = 580


class SettingsPage(IntEnum):
    """The pages, in their order."""

    CAMERAS = 0
    SNAPSHOTS = 1
    RECORDINGS = 2
    WINDOW = 3


class SettingsDialog(QDialog):
    """Edits a copy of the settings; ``settings_accepted`` has the new ones.

    Args:
        page: the one to begin with.
    """

    settings_accepted = Signal(object)

    def __init__(
        self,
        settings: Settings,
        addresses: tuple[LocalAddress, ...],
        paths: Paths,
        parent: QWidget | None = None,
        page: SettingsPage = SettingsPage.CAMERAS,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings = settings
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        self.pages = QTabWidget(self)
        self.pages.setAccessibleName(self.tr("Pages of the settings"))
        self.snapshots = SnapshotPage(settings, paths, self)
        self.recordings = RecordingPage(settings, paths, self)
        self.pages.addTab(self._connection(addresses), self.tr("&Cameras"))
        self.pages.addTab(self.snapshots, self.tr("S&napshots"))
        self.pages.addTab(self.recordings, self.tr("R&ecordings"))
        self.pages.addTab(self._program(), self.tr("&Window"))
        self.pages.setCurrentIndex(page)
        layout.addWidget(self.pages, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(_WIDTH, self.sizeHint().height())

    def _connection(self, addresses: tuple[LocalAddress, ...]) -> QWidget:
        page = QWidget(self)
        form = form_of(page)
        self.port = QSpinBox(page)
        self.port.setRange(1, 65535)
        self.port.setValue(self._settings.port)
        self.port.setToolTip(self.tr("The number at the end of the address that cameras connect to"))
        self.port.setAccessibleName(self.tr("Port"))
        form.addRow(self.tr("&Port:"), self.port)
        self.bind = QComboBox(page)
        self.bind.addItem(self.tr("All addresses (recommended)"), wire.ALL_INTERFACES)
        for local in addresses:
            self.bind.addItem(f"{local.address}  ({local.interface})", local.address)
        index = self.bind.findData(self._settings.bind)
        if index < 0:
            self.bind.addItem(self._settings.bind, self._settings.bind)
            index = self.bind.count() - 1
        self.bind.setCurrentIndex(index)
        self.bind.setToolTip(self.tr("Which of this computer's addresses cameras may connect to"))
        self.bind.setAccessibleName(self.tr("Listening address"))
        form.addRow(self.tr("&Listen on:"), self.bind)
        form.addRow("", hint(self.tr("After a change, cameras need the new address."), page))
        return page

    def _program(self) -> QWidget:
        page = QWidget(self)
        form = form_of(page)
        self.appearance = QComboBox(page)
        self.appearance.addItem(self.tr("Like the system"), Appearance.SYSTEM)
        self.appearance.addItem(self.tr("Light"), Appearance.LIGHT)
        self.appearance.addItem(self.tr("Dark"), Appearance.DARK)
        self.appearance.setCurrentIndex(self.appearance.findData(self._settings.appearance))
        self.appearance.setToolTip(self.tr("Light or dark windows"))
        self.appearance.setAccessibleName(self.tr("Appearance"))
        form.addRow(self.tr("&Appearance:"), self.appearance)
        self.language = QComboBox(page)
        self.language.addItem(self.tr("Like the system"), "")
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(max(0, self.language.findData(self._settings.language)))
        self.language.setToolTip(self.tr("The language of the windows, from the next start on"))
        self.language.setAccessibleName(self.tr("Language"))
        form.addRow(self.tr("&Language:"), self.language)
        form.addRow("", hint(self.tr("Another language is spoken after the next start."), page))
        self.last_state = QCheckBox(self.tr("&Start as it was left"), page)
        self.last_state.setChecked(self._settings.start_with_last_state)
        self.last_state.setToolTip(self.tr("Bring back the window, its parts and the camera that was looked at"))
        form.addRow("", self.last_state)
        self.updates = QCheckBox(self.tr("&Tell me when there is a newer version"), page)
        self.updates.setChecked(self._settings.look_for_updates)
        self.updates.setToolTip(self.tr("Ask github.com once a day for the newest version's number"))
        form.addRow("", self.updates)
        form.addRow(
            "",
            hint(
                self.tr("AtomCam then asks github.com once a day. Nothing about you or your cameras is sent."),
                page,
            ),
        )
        return page

    def chosen(self) -> Settings:
        """The settings as the dialog shows them."""
        kept = self.recordings.applied(self.snapshots.applied(self._settings))
        return dataclasses.replace(
            kept,
            port=self.port.value(),
            bind=str(self.bind.currentData()),
            appearance=Appearance(self.appearance.currentData()),
            start_with_last_state=self.last_state.isChecked(),
            language=str(self.language.currentData()),
            look_for_updates=self.updates.isChecked(),
        )

    def accept(self) -> None:
        self.settings_accepted.emit(self.chosen())
        super().accept()
