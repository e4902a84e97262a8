"""Makes of a recording something to pass on: an MP4 that plays everywhere, or its single pictures."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from atomcam_gui.errors import RecordingError
from atomcam_gui.provisioning.flow.work import Doing, Work
from atomcam_gui.recording import sharing
from atomcam_gui.recording.convert import Converted, Exported
from atomcam_gui.recording.work_progress import WorkProgress
from atomcam_gui.tasks import TaskSet
from atomcam_gui.ui import convert_texts as texts
from atomcam_gui.ui import theme
from atomcam_gui.ui.convert_parts import Choices, Finished, Working, make_button
from atomcam_gui.ui.show_in_folder import show_in_folder
from atomcam_gui.ui.wizard.announce import announce
from atomcam_gui.ui.wizard.trouble_box import MessageBox

logger = logging.getLogger(__name__)

_WIDTH = 560


class Stage(Enum):
    """What the dialog shows."""

    CHOOSE = auto()
    WORK = auto()
    DONE = auto()


class ConvertDialog(QDialog):
    """Not modal. Closing it gives up what is being made; nothing of that is left then.

    Args:
        source: the recording.
        tasks: owns the work.
    """

    made = Signal(object)
    """``Converted`` or ``Exported``: where it is."""

    def __init__(self, source: Path, tasks: TaskSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Share a recording"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.source = source
        self._work = Work(tasks, "sharing")
        self._folder = source.parent
        self._result: Path | None = None
        self._stage = Stage.CHOOSE
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        self._name = QLabel(source.name, self)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setProperty("strong", "true")
        self._name.setWordWrap(True)
        layout.addWidget(self._name)
        self.trouble = MessageBox("error", self)
        self.trouble.hide()
        layout.addWidget(self.trouble)
        self.choices = Choices(self)
        self.choices.show_folder(self._folder)
        self.choices.convert.clicked.connect(self._convert)
        self.choices.export.clicked.connect(self._export)
        self.choices.change.clicked.connect(self._choose_folder)
        layout.addWidget(self.choices)
        self.working = Working(self)
        layout.addWidget(self.working)
        self.finished_part = Finished(self)
        layout.addWidget(self.finished_part)
        layout.addSpacing(4)
        layout.addLayout(self._make_buttons())
        self.resize(_WIDTH, 1)
        self._show(Stage.CHOOSE)

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        self.again = make_button(self.tr("&Make something else"), self.tr("Back to the choice"), self)
        self.again.clicked.connect(lambda: self._show(Stage.CHOOSE))
        tip = self.tr("Show what was made in the file manager")
        self.show_result = make_button(self.tr("&Show in folder"), tip, self, primary=True)
        self.show_result.clicked.connect(self._show_result)
        self.cancel = make_button(self.tr("Cancel"), self.tr("Give it up; nothing of it is left"), self)
        self.cancel.clicked.connect(self._give_up)
        self.close_button = make_button(self.tr("Cl&ose"), self.tr("Close this window"), self)
        self.close_button.clicked.connect(self.close)
        row.addWidget(self.again)
        row.addStretch(1)
        for button in (self.cancel, self.close_button, self.show_result):
            row.addWidget(button)
        return row

    @property
    def stage(self) -> Stage:
        """What is shown."""
        return self._stage

    def _show(self, stage: Stage) -> None:
        self._stage = stage
        self.choices.setVisible(stage is Stage.CHOOSE)
        self.working.setVisible(stage is Stage.WORK)
        self.finished_part.setVisible(stage is Stage.DONE)
        self.cancel.setVisible(stage is Stage.WORK)
        self.close_button.setVisible(stage is not Stage.WORK)
        for button in (self.again, self.show_result):
            button.setVisible(stage is Stage.DONE)
        first = {Stage.CHOOSE: self.choices.convert, Stage.WORK: self.cancel, Stage.DONE: self.show_result}[stage]
        first.setFocus()
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is shown needs, and no higher."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    # -- work ------------------------------------------------------------------------------------------------------

    def _convert(self) -> None:
        target = self._folder / self.source.with_suffix(".mp4").name
        self._start(
            self.tr("Making the MP4…"), lambda: self._run(sharing.to_mp4(self.source, target, self._show_progress))
        )

    def _export(self) -> None:
        self._start(
            self.tr("Saving the pictures…"),
            lambda: self._run(sharing.to_pictures(self.source, self._folder, self._show_progress)),
        )

    def _start(self, what: str, work: Doing) -> None:
        self.trouble.hide()
        self.working.begin(what)
        self._show(Stage.WORK)
        announce(self, what)
        self._work.start(work)

    async def _run(self, work: Awaitable[Converted | Exported]) -> bool:
        try:
            result = await work
        except RecordingError as error:
            logger.warning("%s could not be shared: %s", self.source, error)
            self._tell_trouble(error)
            return False
        self._finish(result)
        return True

    def _show_progress(self, progress: WorkProgress) -> None:
        if self._stage is Stage.WORK:
            self.working.show_progress(progress)

    def _tell_trouble(self, error: RecordingError) -> None:
        self.trouble.say(*texts.trouble(error))
        self.trouble.show()
        self._show(Stage.CHOOSE)
        announce(self, self.trouble.text, urgent=True)

    def _finish(self, result: Converted | Exported) -> None:
        self._result = result.path if isinstance(result, Converted) else result.folder
        self.finished_part.say(result)
        self._show(Stage.DONE)
        announce(self, self.finished_part.text)
        self.made.emit(result)

    def _give_up(self) -> None:
        self._work.cancel()
        self._show(Stage.CHOOSE)
        announce(self, self.tr("Given up. Nothing of it is left."))

    # -- other buttons ---------------------------------------------------------------------------------------------

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Where to save it"), str(self._folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.save_in(Path(path)))
        dialog.open()

    def save_in(self, folder: Path) -> None:
        """Save to another folder."""
        self._folder = folder
        self.choices.show_folder(folder)

    def _show_result(self) -> None:
        if self._result is not None:
            show_in_folder([self._result], self)

    # -- the end ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Ten minutes of work are not lost by a key.
        if event.key() != Qt.Key.Key_Escape or self._stage is not Stage.WORK:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        self._stage = Stage.DONE
        self._work.cancel()
        super().done(result)
