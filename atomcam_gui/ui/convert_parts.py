"""What the window for sharing a recording shows: what can be made, how far it is, what was made."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from atomcam_gui.recording.convert import Converted, Exported
from atomcam_gui.recording.work_progress import TimeLeft, WorkProgress
from atomcam_gui.ui import convert_texts as texts
from atomcam_gui.ui import icons, theme

_STEPS = 1000
_ICON = 28


class Choices(QWidget):
    """What can be made, and where it goes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        tip = self.tr("Make a video of the recording (H.264)")
        self.convert = make_button(self.tr("&Convert to MP4"), tip, self, primary=True)
        self.export = make_button(self.tr("&Export pictures"), self.tr("Save every picture as a file of its own"), self)
        self._cards = (
            _Card(
                "film",
                self.tr("A video for everybody"),
                self.tr("Plays in browsers, on telephones and in messages, and is several times smaller."),
                self.convert,
                self,
            ),
            _Card(
                "picture",
                self.tr("Single pictures"),
                self.tr("Every picture just as the camera sent it, in a new folder, named by its time."),
                self.export,
                self,
            ),
        )
        for card in self._cards:
            layout.addWidget(card)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        self._where = _Elided(self)
        self.change = make_button(self.tr("C&hange…"), self.tr("Save it to another folder"), self)
        row.addWidget(self._where, 1)
        row.addWidget(self.change)
        layout.addLayout(row)

    def show_folder(self, folder: Path) -> None:
        """Say where it goes."""
        self._where.say(self.tr("Saved in"), str(folder))


class _Card(QFrame):
    """One thing that can be made: a symbol, what it is, its button."""

    def __init__(self, icon: str, title: str, text: str, button: QPushButton, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self._symbol = QLabel(self)
        row.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        heading = QLabel(title, self)
        heading.setProperty("strong", "true")
        words = QLabel(text, self)
        words.setProperty("muted", "true")
        words.setWordWrap(True)
        column.addWidget(heading)
        column.addWidget(words)
        row.addLayout(column, 1)
        button.setMinimumWidth(170)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        colours = theme.colours()
        self._symbol.setPixmap(icons.tinted_pixmap(self._icon, colours.text, _ICON, self.devicePixelRatioF()))


class _Elided(QLabel):
    """Where something goes; a long path is cut in its middle, and whole in the tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lead = self._path = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("muted", "true")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, lead: str, path: str) -> None:
        """Show words and a path."""
        self._lead, self._path = lead, path
        self.setToolTip(path)
        self.setAccessibleName(f"{lead} {path}")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        room = self.width() - metrics.horizontalAdvance(f"{self._lead} ") - 4
        self.setText(f"{self._lead} {metrics.elidedText(self._path, Qt.TextElideMode.ElideMiddle, room)}")


class Working(QWidget):
    """How far it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        self._what = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.left = QLabel(self)
        self.left.setProperty("muted", "true")
        for widget in (self._what, self.bar, self.left):
            layout.addWidget(widget)
        self._time_left = TimeLeft(time.monotonic())

    def begin(self, what: str) -> None:
        """Something is begun."""
        self._time_left = TimeLeft(time.monotonic())
        self._what.setText(what)
        self.bar.setAccessibleName(what)
        self.bar.setValue(0)
        self.left.setText(self.tr("Getting ready…"))

    def show_progress(self, progress: WorkProgress) -> None:
        """So far it is."""
        self.bar.setValue(round(progress.fraction * _STEPS))
        seconds = self._time_left.seconds(progress.fraction, time.monotonic())
        words = [
            self.tr("%1 %").replace("%1", str(int(progress.fraction * 100))),
            texts.picture_count(progress.pictures),
            texts.time_left(seconds),
        ]
        self.left.setText("  ·  ".join(word for word in words if word))


class Finished(QWidget):
    """What was made."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self._symbol = QLabel(self)
        row.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        self._title = self._label("strong")
        self._facts = self._label("muted")
        self._note = self._label("")
        row.addLayout(self._column, 1)

    def _label(self, kind: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if kind:
            label.setProperty(kind, "true")
        self._column.addWidget(label)
        return label

    @property
    def text(self) -> str:
        """All that it says."""
        return " ".join(label.text() for label in (self._title, self._facts, self._note) if label.text())

    def say(self, result: Converted | Exported) -> None:
        """Tell of what was made."""
        self._title.setText(texts.made(result))
        self._facts.setText(texts.facts(result))
        note = texts.left_out(result)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        self._symbol.setPixmap(icons.tinted_pixmap("check", theme.colours().live, _ICON, self.devicePixelRatioF()))


def make_button(text: str, tip: str, parent: QWidget, *, primary: bool = False) -> QPushButton:
    """A button; the primary one is what most people want."""
    button = QPushButton(text, parent)
    button.setProperty("primary" if primary else "plain", "true")
    button.setToolTip(tip)
    button.setAutoDefault(False)
    return button
