"""Parts that the pages of the settings are made of."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

_HINT_WIDTH = 400


def form_of(page: QWidget) -> QFormLayout:
    """A form that fills a page."""
    form = QFormLayout(page)
    form.setContentsMargins(16, 16, 16, 16)
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(10)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def hint(text: str, parent: QWidget) -> QLabel:
    """A muted explanation below a field."""
    label = QLabel(text, parent)
    label.setProperty("muted", "true")
    label.setWordWrap(True)
    # Or the form would keep two lines for what needs one.
    label.setMinimumWidth(min(_HINT_WIDTH, label.fontMetrics().horizontalAdvance(text) + 8))
    return label


class FolderEdit(QWidget):
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

    @folder.setter
    def folder(self, folder: str) -> None:
        self._edit.setText(folder)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._name, self.folder or str(self._default.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._edit.setText)
        dialog.open()


class OptionalNumber(QWidget):
    """A tick, and a number that counts while it is set.

    Args:
        value: None for no tick.
        usual: what the number begins with where there was none.
    """

    def __init__(
        self, label: str, value: int | None, usual: int, limits: tuple[int, int], suffix: str, tip: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.tick = QCheckBox(label, self)
        self.tick.setToolTip(tip)
        self.number = QSpinBox(self)
        self.number.setRange(*limits)
        self.number.setSuffix(suffix)
        self.number.setGroupSeparatorShown(True)
        self.number.setValue(usual if value is None else value)
        self.number.setToolTip(tip)
        self.number.setAccessibleName(f"{label.replace('&', '')} ({suffix.strip()})")
        self.tick.toggled.connect(self.number.setEnabled)
        self.tick.setChecked(value is not None)
        self.number.setEnabled(value is not None)
        row.addWidget(self.tick)
        row.addWidget(self.number)
        row.addStretch(1)
        self.setFocusProxy(self.tick)

    @property
    def value(self) -> int | None:
        """The number, or None without a tick."""
        return self.number.value() if self.tick.isChecked() else None
