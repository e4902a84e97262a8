"""Replaces the software on a camera over WiFi: what will happen, how far it is, how it ended."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from atomcam_gui.ui import theme
from atomcam_gui.ui.convert_parts import make_button
from atomcam_gui.ui.inspector import update_texts as texts
from atomcam_gui.ui.inspector.remark import Remark, RemarkKind
from atomcam_gui.ui.inspector.update_session import UpdateSession, UpdateStep
from atomcam_gui.ui.wizard.announce import announce
from atomcam_gui.ui.wizard.trouble_box import MessageBox

_WIDTH = 520


class UpdateDialog(QDialog):
    """Draws an ``UpdateSession``; not modal. Closing it leaves an update that goes on alone."""

    def __init__(self, session: UpdateSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Update of %1").replace("%1", session.name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session = session
        self._shown: UpdateStep | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        self._name = self._label("strong")
        self._name.setText(session.name)
        self.versions = self._label("muted")
        self.intro = self._label("")
        self.trouble = MessageBox("error", self)
        self.outcome = Remark(self)
        self.what = self._label("")
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.leave = self._label("muted")
        self.leave.setText(self.tr("You may close this window; the update goes on, and the panel shows how far it is."))
        for widget in (
            self._name,
            self.versions,
            self.intro,
            self.trouble,
            self.outcome,
            self.what,
            self.bar,
            self.leave,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(self._make_buttons())
        session.changed.connect(self._show)
        self.resize(_WIDTH, 1)
        self._show()

    def _label(self, kind: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if kind:
            label.setProperty(kind, "true")
        return label

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        self.stop = make_button(self.tr("Cancel the update"), self.tr("The camera keeps the software it has"), self)
        self.stop.clicked.connect(self.session.stop)
        self.close_button = make_button(self.tr("&Close"), self.tr("Close this window"), self)
        self.close_button.clicked.connect(self.close)
        self.begin = make_button(
            self.tr("&Update"), self.tr("Put this program's software on the camera"), self, primary=True
        )
        self.begin.clicked.connect(self.session.start)
        row.addStretch(1)
        for button in (self.stop, self.close_button, self.begin):
            row.addWidget(button)
        return row

    # -- showing -------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        session = self.session
        if session.step is not self._shown:
            self._show_step(session.step)
        if session.is_running:
            self._show_progress()

    def _show_step(self, step: UpdateStep) -> None:
        self._shown = step
        session, working, failed = self.session, step is UpdateStep.WORKING, step is UpdateStep.FAILED
        self.versions.setText(texts.versions(session.info))
        self.versions.setVisible(step is not UpdateStep.DONE)
        self.intro.setText(texts.introduction(session.info))
        self.intro.setVisible(step is UpdateStep.OFFERED)
        self.trouble.setVisible(failed)
        if failed:
            self.trouble.say(*texts.trouble(session.trouble))
        self._say_result(step)
        for widget in (self.what, self.bar, self.leave, self.stop):
            widget.setVisible(working)
        again = failed or step is UpdateStep.STOPPED
        self.begin.setVisible(again or (step is UpdateStep.OFFERED and session.info.needed))
        self.begin.setText(self.tr("&Try again") if again else self.tr("&Update"))
        first = self.stop if working else self.begin if self.begin.isVisibleTo(self) else self.close_button
        first.setFocus()
        self._fit()
        if failed:
            announce(self, self.trouble.text, urgent=True)

    def _say_result(self, step: UpdateStep) -> None:
        if step is UpdateStep.DONE:
            self.outcome.say(RemarkKind.DONE, texts.done(self.session.version), aloud=True)
        elif step is UpdateStep.STOPPED:
            text = self.tr("Given up. The camera goes on with the software that it had.")
            self.outcome.say(RemarkKind.INFO, text, aloud=True)
        else:
            self.outcome.clear()

    def _show_progress(self) -> None:
        session = self.session
        text = texts.doing(session.progress)
        if not session.can_stop and session.progress.can_stop:
            text = self.tr("Giving it up…")
        if text != self.what.text():
            self.what.setText(text)
            self.bar.setAccessibleName(text)
        self.bar.setValue(texts.percent(session.progress))
        self.stop.setEnabled(session.can_stop)
        tip = self.tr("The camera keeps the software it has")
        self.stop.setToolTip(tip if session.can_stop else self.tr("It is too late: the camera restarts"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Words that wrap know their height only now.
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is shown needs, and no higher."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))
