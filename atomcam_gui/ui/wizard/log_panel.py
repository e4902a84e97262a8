"""What the flasher said, line by line, for those who want to know."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from atomcam_gui.ui import icons

_MAX_LINES = 5000


class LogPanel(QFrame):
    """Shows the log's lines. New ones are added to those that stand there, so that a selection survives them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("logPanel")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        row = QHBoxLayout()
        self.lines = QPlainTextEdit(self)
        self.lines.setReadOnly(True)
        self.lines.setProperty("code", "true")
        self.lines.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.lines.setMaximumBlockCount(_MAX_LINES)
        self.lines.setAccessibleName(self.tr("Log of the installation"))
        self.lines.setPlaceholderText(self.tr("Nothing was installed yet."))
        self.lines.setTabChangesFocus(True)
        self.lines.setFixedHeight(self.lines.fontMetrics().lineSpacing() * 7 + 16)
        row.addWidget(self.lines, 1)
        self.copy = QPushButton(icons.icon("copy"), self.tr("Copy"), self)
        self.copy.setProperty("plain", "true")
        self.copy.setToolTip(self.tr("Copy all lines to the clipboard"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(self._shown)))
        side = QVBoxLayout()
        side.addWidget(self.copy)
        side.addStretch(1)
        row.addLayout(side)
        column.addLayout(row)
        self._shown: tuple[str, ...] = ()

    def draw(self, log: tuple[str, ...]) -> None:
        """Show these lines. Costs what is new, as long as they only grow."""
        if log is self._shown:
            return
        new = _new_lines(log, self._shown)
        if new is None:
            self.lines.setPlainText("\n".join(log))
            self.lines.moveCursor(QTextCursor.MoveOperation.End)
        elif new:
            # Follows the end where the user is at the end, and stays where they are not.
            self.lines.appendPlainText("\n".join(new))
        self._shown = log


def _new_lines(log: tuple[str, ...], shown: tuple[str, ...]) -> tuple[str, ...] | None:
    """What came after ``shown``, also where old lines were dropped; None where it is another log."""
    if not shown:
        return log
    for end in range(len(log), 0, -1):
        if log[end - 1] is shown[-1]:
            return log[end:]
    return None
