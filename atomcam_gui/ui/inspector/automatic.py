"""Automatic quality: a switch, what it is for, and what it does at the moment."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from atomcam_gui.camera.control_service import AutomaticReason, AutomaticState
from atomcam_gui.ui.inspector.control_texts import size_words
from atomcam_gui.ui.inspector.plot_paint import number
from atomcam_gui.ui.inspector.remark import Remark, RemarkKind

_KINDS = {
    AutomaticReason.STEADY: RemarkKind.DONE,
    AutomaticReason.SLOW_SENDS: RemarkKind.INFO,
    AutomaticReason.RECOVERING: RemarkKind.INFO,
    AutomaticReason.CAMERA_LIMIT: RemarkKind.INFO,
    AutomaticReason.AT_THE_BOTTOM: RemarkKind.WARNING,
}

_INDENT = 24
"""Below the switch's words, not below its tick."""


def _tr(text: str, amount: int = -1) -> str:
    return QCoreApplication.translate("automatic", text, None, amount)


class AutomaticBox(QWidget):
    """Shows an ``AutomaticState``; hidden where there is none."""

    wanted = Signal(bool)
    """The user switched it on or off."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.tick = QCheckBox(self.tr("Automatic quality"), self)
        help_text = self.tr(
            "Keeps the frame rate: where the WiFi is slow, quality or size go down, and come back by themselves."
        )
        self.tick.setAccessibleDescription(help_text)
        self.tick.clicked.connect(self.wanted)
        column.addWidget(self.tick)
        explained = QLabel(help_text, self)
        explained.setProperty("muted", "true")
        explained.setWordWrap(True)
        self.state = Remark(self)
        below = QVBoxLayout()
        below.setContentsMargins(_INDENT, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(explained)
        below.addWidget(self.state)
        column.addLayout(below)
        self._reason: AutomaticReason | None = None
        self.hide()

    def show_state(self, state: AutomaticState | None, *, reachable: bool = True) -> None:
        """Show what it does; None hides all.

        Args:
            reachable: whether the camera is here; else it can be switched, but does nothing.
        """
        self.setVisible(state is not None)
        if state is None or not reachable:
            self._reason = None
            self.state.clear()
            if state is not None:
                self.tick.setChecked(state.on)
            return
        self.tick.setChecked(state.on)
        # The numbers change all the time; what is read out is another reason.
        aloud = self._reason is not None and state.reason is not self._reason
        self._reason = state.reason
        self.state.say(_KINDS[state.reason], sentence(state), aloud=aloud)


def sentence(state: AutomaticState) -> str:
    """What automatic quality does, in words; empty while it is switched off."""
    if not state.on:
        return ""
    fps = round(state.wanted_fps)
    if state.reason is AutomaticReason.CAMERA_LIMIT:
        return _tr("The camera itself makes no more than %1 pictures a second: lower quality would not help.").replace(
            "%1", number(state.fps, 0 if state.fps >= 10 else 1)
        )
    changes = _changes(state)
    if not changes:
        if state.reason is AutomaticReason.STEADY:
            return _tr("Nothing to do: %n pictures a second get through.", fps)
        return _tr("WiFi is slow: quality will go down to keep %n pictures a second.", fps)
    text = {
        AutomaticReason.AT_THE_BOTTOM: _tr("WiFi is too slow for %n pictures a second, even so: %1.", fps),
        AutomaticReason.RECOVERING: _tr("WiFi is better; the way back is being tried: %1."),
    }.get(state.reason, _tr("WiFi is slow: %1 to keep %n pictures a second.", fps))
    return text.replace("%1", changes)


def _changes(state: AutomaticState) -> str:
    """``size VGA → QVGA, quality 80 → 55``, or an empty text."""
    parts = []
    if state.size != state.chosen_size and state.size is not None and state.chosen_size is not None:
        short = [size_words(size).split(" · ")[0] for size in (state.chosen_size, state.size)]
        parts.append(_tr("size %1 → %2").replace("%1", short[0]).replace("%2", short[1]))
    if state.quality != state.chosen_quality and state.quality is not None and state.chosen_quality is not None:
        parts.append(
            _tr("quality %1 → %2").replace("%1", number(state.chosen_quality)).replace("%2", number(state.quality))
        )
    return ", ".join(parts)
