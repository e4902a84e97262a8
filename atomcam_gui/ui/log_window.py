"""The program's log, to read, copy and save."""

from __future__ import annotations

import logging
import threading
from collections import deque
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from atomcam_gui import files
from atomcam_gui.errors import SettingsError
from atomcam_gui.program_log import FORMAT
from atomcam_gui.ui import error_texts, icons

MAX_LINES = 5000


class LogBuffer(QObject):
    """Keeps the newest log lines for the window. Records come through ``handler``, from any thread."""

    grown = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.handler: logging.Handler = _BufferHandler(self)
        self._lines: deque[tuple[int, str]] = deque(maxlen=MAX_LINES)
        self._mutex = threading.Lock()
        self._woken = False

    def keep(self, level: int, line: str) -> None:
        """Keep a line."""
        with self._mutex:
            self._lines.append((level, line))
            wake, self._woken = not self._woken, True
        if wake:
            self.grown.emit()

    def lines(self, level: int) -> list[str]:
        """The lines of at least this level, oldest first."""
        with self._mutex:
            self._woken = False
            return [line for number, line in self._lines if number >= level]


class _BufferHandler(logging.Handler):
    def __init__(self, buffer: LogBuffer) -> None:
        super().__init__()
        self.setFormatter(logging.Formatter(FORMAT))
        self._buffer = buffer

    def emit(self, record: logging.LogRecord) -> None:
        self._buffer.keep(record.levelno, self.format(record))


class LogWindow(QWidget):
    """Shows a ``LogBuffer``."""

    def __init__(self, buffer: LogBuffer, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Log"))
        self.resize(820, 480)
        self._buffer = buffer
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(self._top_row())
        self._text = QPlainTextEdit(self)
        self._text.setReadOnly(True)
        self._text.setProperty("code", "true")
        self._text.setMaximumBlockCount(MAX_LINES)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setAccessibleName(self.tr("Log lines"))
        layout.addWidget(self._text, 1)
        buffer.grown.connect(self.refresh, Qt.ConnectionType.QueuedConnection)
        self.refresh()

    def _top_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        label = QLabel(self.tr("S&how:"), self)
        self._level = QComboBox(self)
        self._level.addItem(self.tr("Everything"), logging.DEBUG)
        self._level.addItem(self.tr("What happened"), logging.INFO)
        self._level.addItem(self.tr("Problems only"), logging.WARNING)
        self._level.setCurrentIndex(1)
        self._level.setToolTip(self.tr("Which lines to show"))
        self._level.setAccessibleName(self._level.toolTip())
        self._level.currentIndexChanged.connect(self.refresh)
        label.setBuddy(self._level)
        self._copy = QPushButton(icons.icon("copy"), self.tr("&Copy"), self)
        self._copy.setToolTip(self.tr("Copy all shown lines to the clipboard"))
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        self._save = QPushButton(icons.icon("save"), self.tr("&Save…"), self)
        self._save.setToolTip(self.tr("Save all shown lines to a file"))
        self._save.clicked.connect(self._ask_where)
        row.addWidget(label)
        row.addWidget(self._level)
        row.addStretch(1)
        self._note = QLabel(self)
        row.addWidget(self._note)
        row.addWidget(self._copy)
        row.addWidget(self._save)
        return row

    def text(self) -> str:
        """The shown lines."""
        return "\n".join(self._buffer.lines(self._level.currentData())) + "\n"

    def refresh(self) -> None:
        """Show the newest lines; stays where the user scrolled to, follows where they are at the end."""
        bar = self._text.verticalScrollBar()
        position, at_end = bar.value(), bar.value() >= bar.maximum()
        lines = self._buffer.lines(self._level.currentData())
        self._text.setPlainText("\n".join(lines))
        bar.setValue(bar.maximum() if at_end else position)

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the log"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Text files (*.txt)"))
        dialog.setDefaultSuffix("txt")
        dialog.selectFile("atomcam-log.txt")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the shown lines to a file and say how it went."""
        try:
            files.write_whole(path, self.text().encode())
        except SettingsError as error:
            self._note.setText(error_texts.sentence(error))
        else:
            self._note.setText(self.tr("Saved to %1").replace("%1", path.name))
