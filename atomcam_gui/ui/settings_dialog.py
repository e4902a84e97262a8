"""The settings."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from atomcam_gui import wire
from atomcam_gui.paths import Paths
from atomcam_gui.server.addresses import LocalAddress
from atomcam_gui.settings import Appearance, Settings


class SettingsDialog(QDialog):
    """Edits a copy of the settings; ``settings_accepted`` has the new ones."""

    settings_accepted = Signal(object)

    def __init__(
        self, settings: Settings, addresses: tuple[LocalAddress, ...], paths: Paths, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings = settings
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._add_connection(form, addresses)
        self._add_folders(form, paths)
        self._add_program(form)
        layout.addLayout(form)
        layout.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(560, self.sizeHint().height())

    def _add_connection(self, form: QFormLayout, addresses: tuple[LocalAddress, ...]) -> None:
        form.addRow(_heading(self.tr("How cameras reach this computer"), self))
        self.port = QSpinBox(self)
        self.port.setRange(1, 65535)
        self.port.setValue(self._settings.port)
        self.port.setToolTip(self.tr("The number at the end of the address that cameras connect to"))
        self.port.setAccessibleName(self.tr("Port"))
        form.addRow(self.tr("&Port:"), self.port)
        self.bind = QComboBox(self)
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
        form.addRow("", _hint(self.tr("After a change, cameras need the new address."), self))

    def _add_folders(self, form: QFormLayout, paths: Paths) -> None:
        form.addRow(_heading(self.tr("Folders"), self))
        self.pictures = _FolderEdit(self._settings.pictures_folder, paths.pictures, self.tr("Pictures folder"), self)
        self.recordings = _FolderEdit(
            self._settings.recordings_folder, paths.videos, self.tr("Recordings folder"), self
        )
        form.addRow(self.tr("P&ictures:"), self.pictures)
        form.addRow(self.tr("&Recordings:"), self.recordings)

    def _add_program(self, form: QFormLayout) -> None:
        form.addRow(_heading(self.tr("Window"), self))
        self.appearance = QComboBox(self)
        self.appearance.addItem(self.tr("Like the system"), Appearance.SYSTEM)
        self.appearance.addItem(self.tr("Light"), Appearance.LIGHT)
        self.appearance.addItem(self.tr("Dark"), Appearance.DARK)
        self.appearance.setCurrentIndex(self.appearance.findData(self._settings.appearance))
        self.appearance.setToolTip(self.tr("Light or dark windows"))
        self.appearance.setAccessibleName(self.tr("Appearance"))
        form.addRow(self.tr("&Appearance:"), self.appearance)
        self.last_state = QCheckBox(self.tr("&Start as it was left"), self)
        self.last_state.setChecked(self._settings.start_with_last_state)
        self.last_state.setToolTip(self.tr("Bring back the window, its parts and the camera that was looked at"))
        form.addRow("", self.last_state)

    def chosen(self) -> Settings:
        """The settings as the dialog shows them."""
        return dataclasses.replace(
            self._settings,
            port=self.port.value(),
            bind=str(self.bind.currentData()),
            pictures_folder=self.pictures.folder,
            recordings_folder=self.recordings.folder,
            appearance=Appearance(self.appearance.currentData()),
            start_with_last_state=self.last_state.isChecked(),
        )

    def accept(self) -> None:
        self.settings_accepted.emit(self.chosen())
        super().accept()


class _FolderEdit(QWidget):
    """A folder's path with a button to choose it. Empty means the default, which is shown greyed."""

    def __init__(self, folder: str, default: Path, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._default = default
        self._name = name
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._edit = QLineEdit(folder, self)
        self._edit.setPlaceholderText(str(default))
        self._edit.setClearButtonEnabled(True)
        self._edit.setToolTip(self.tr("Leave it empty for the usual folder"))
        self._edit.setAccessibleName(name)
        choose = QPushButton(self.tr("Choose…"), self)
        choose.setToolTip(self.tr("Choose a folder"))
        choose.setAccessibleName(f"{name}: {choose.text()}")
        choose.clicked.connect(self._choose)
        layout.addWidget(self._edit, 1)
        layout.addWidget(choose)
        self.setFocusProxy(self._edit)

    @property
    def folder(self) -> str:
        """The path, or an empty text for the default."""
        return self._edit.text().strip()

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._name, self.folder or str(self._default.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._edit.setText)
        dialog.open()


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("caption", "true")
    return label


def _hint(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("muted", "true")
    label.setWordWrap(True)
    return label
