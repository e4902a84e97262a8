"""Hands a report over: says what is in it, lets the user read it, and saves it where the user wants."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import SettingsError
from atomcam_gui.support import bundle
from atomcam_gui.support.bundle import Part
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import error_texts, icons
from atomcam_gui.ui.show_in_folder import show_in_folder


class ReportDialog(QDialog):
    """For the window's thread.

    Args:
        collect: gives the report's files for the user's words; called in a thread of its own.
        why: what went wrong, in a sentence; empty where the user asks by himself.
    """

    def __init__(
        self, collect: Callable[[str], Sequence[Part]], tasks: TaskSet, why: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save a report"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._collect = collect
        self._tasks = tasks
        self._parts: Sequence[Part] = ()
        self._saved: Path | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        if why:
            heading = QLabel(why, self)
            heading.setProperty("heading", "true")
            heading.setWordWrap(True)
            layout.addWidget(heading)
        intro = QLabel(
            self.tr(
                "A report is one file with the log, the versions of all parts and your settings. It holds no pictures, "
                "no passwords and no keys. It is only saved on this computer: you decide whom you give it to."
            ),
            self,
        )
        intro.setWordWrap(True)
        layout.addWidget(intro)
        self.words = self._field(layout)
        self._files = QComboBox(self)
        self._files.setAccessibleName(self.tr("Files of the report"))
        self._files.currentIndexChanged.connect(self._show_part)
        layout.addWidget(self._files)
        self.content = QPlainTextEdit(self)
        self.content.setReadOnly(True)
        self.content.setProperty("code", "true")
        self.content.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.content.setAccessibleName(self.tr("What is in this file"))
        layout.addWidget(self.content, 1)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.hide()
        layout.addWidget(self.note)
        layout.addWidget(self._buttons())
        self.resize(640, 520)
        self._start(self._read())

    def _field(self, layout: QVBoxLayout) -> QPlainTextEdit:
        label = QLabel(self.tr("&What did you do, and what happened? (optional)"), self)
        field = QPlainTextEdit(self)
        field.setTabChangesFocus(True)
        field.setFixedHeight(72)
        label.setBuddy(field)
        layout.addWidget(label)
        layout.addWidget(field)
        return field

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.save_button = QPushButton(icons.icon("save"), self.tr("&Save the report…"), self)
        self.save_button.setToolTip(self.tr("Save it as a zip file"))
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(self._ask_where)
        self.folder_button = QPushButton(icons.icon("folder"), self.tr("Show in &folder"), self)
        self.folder_button.setToolTip(self.tr("Show the saved file in the file manager"))
        self.folder_button.clicked.connect(lambda: show_in_folder([self._saved] if self._saved else [], self))
        buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.folder_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.folder_button.hide()  # the box shows what is added to it
        buttons.rejected.connect(self.reject)
        return buttons

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._tasks.start(work, "report")
        self.finished.connect(lambda _: task.cancel())  # nothing is shown in what is closed

    async def _read(self) -> None:
        self._show(await in_daemon_thread(lambda: self._collect(""), "atomcam report"))

    def _show(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._files.clear()
        for part in parts:
            self._files.addItem(part.name)
        self.save_button.setEnabled(True)

    def _show_part(self, number: int) -> None:
        self.content.setPlainText(self._parts[number].text if 0 <= number < len(self._parts) else "")

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the report"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Zip files (*.zip)"))
        dialog.setDefaultSuffix("zip")
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile(bundle.file_name())
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Save the report there and say how it went."""
        self.save_button.setEnabled(False)
        self._start(self._save(path, self.words.toPlainText()))

    async def _save(self, path: Path, words: str) -> None:
        def work() -> None:
            bundle.save(self._collect(words), path)

        try:
            await in_daemon_thread(work, "atomcam report")
        except SettingsError as error:
            self.note.setText(error_texts.sentence(error))
        else:
            self._saved = path
            self.folder_button.show()
            self.note.setText(self.tr("Saved as %1").replace("%1", path.name))
        self.note.show()
        self.save_button.setEnabled(True)
