"""What the program says of sharing and of passing cameras on, in words for people."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QLocale

from atomcam_gui.push.push_order import PushForm, PushPhase, PushState
from atomcam_gui.ui import error_texts, texts


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("sharing", text, None, number)


def form_name(form: PushForm) -> str:
    """A form's name for a choice."""
    return {PushForm.H264: _tr("H.264, for browsers"), PushForm.JPEG: _tr("JPEG, as the camera makes it")}[form]


def push_line(state: PushState) -> str:
    """How a push is going."""
    locale = QLocale()
    match state.phase:
        case PushPhase.OFF:
            return _tr("Switched off")
        case PushPhase.AWAY if state.camera_id is None:
            return _tr("No camera for it has come yet")
        case PushPhase.AWAY:
            return _tr("The camera is not here; it goes on by itself")
        case PushPhase.CONNECTING:
            return _tr("Connecting…")
        case PushPhase.LIVE:
            return (
                _tr("Live since %1 · %2 fps · %3")
                .replace("%1", texts.clock_time(state.since))
                .replace("%2", locale.toString(state.fps, "f", 1))
                .replace("%3", texts.bit_rate(state.kbps))
            )
        case PushPhase.WAITING:
            return _waiting_line(state)


def _waiting_line(state: PushState) -> str:
    why = error_texts.sentence(state.trouble) if state.trouble is not None else ""
    seconds = round((state.next_try or 0.0) - time.time())
    if seconds <= 0:
        return f"{why} {_tr('Trying again…')}".strip()
    return f"{why} {_tr('Next try in %1 s.').replace('%1', QLocale().toString(seconds))}".strip()


def link_name(name: str) -> str:
    """A link's name; one without gets a word."""
    return name or _tr("Link without a name")


def watching(count: int) -> str:
    """How many watch by a link now."""
    return _tr("nobody is watching") if not count else _tr("%n watching", count)
