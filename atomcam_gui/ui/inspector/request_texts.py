"""Why a camera did not do what it was asked for, in words for people."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from atomcam_gui.errors import CameraGone, RequestError, RequestRefused, RequestTimedOut
from atomcam_gui.ui import error_texts


def _tr(text: str) -> str:
    return QCoreApplication.translate("request_texts", text)


def why_not_set(error: RequestError) -> str:
    """Why a setting stays what it was."""
    match error:
        case CameraGone():
            return _tr("Not changed: the camera is not connected. Try again when it is back.")
        case RequestTimedOut():
            return _tr("Not changed: the camera did not answer. Try again.")
        case RequestRefused(reason=reason):
            return _tr("Not changed: %1.").replace("%1", error_texts.words(reason).rstrip("."))
        case _:
            return error_texts.sentence(error)


def why_not_shown(error: RequestError) -> str:
    """Why a camera does not show which one it is."""
    match error:
        case CameraGone():
            return _tr("The camera is not connected. Try again when it is back.")
        case RequestTimedOut():
            return _tr("The camera did not answer. Try again.")
        case RequestRefused(reason=reason):
            return _tr("The camera cannot show itself: %1.").replace("%1", error_texts.words(reason).rstrip("."))
        case _:
            return error_texts.sentence(error)
