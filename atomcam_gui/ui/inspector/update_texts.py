"""What the program says of a camera's software."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QLocale

from atomcam_gui.camera.board_update import UpdateInfo, UpdateProgress, UpdateStage
from atomcam_gui.ui.error_texts import as_sentence, sentence, words
from atomcam_gui.ui.inspector.update_session import UpdateSession, UpdateStep

_NUMBERS = re.compile(r"\d+")
_STARTING_SHARE, _TRIAL_SHARE = 0.85, 0.92
"""How full the bar is while the camera restarts, and while it is back on trial: nobody can count there."""
_SENDING_SHARE = 0.8


def _tr(text: str) -> str:
    return QCoreApplication.translate("update_texts", text)


def is_older(installed: str | None, bundled: str) -> bool:
    """Whether a camera's version comes before this program's. One that is not told is older; ``0.10`` is not."""
    if installed is None:
        return True
    ours, theirs = (tuple(map(int, _NUMBERS.findall(version))) for version in (bundled, installed))
    return theirs < ours if theirs else installed != bundled


def is_offered(info: UpdateInfo) -> bool:
    """Whether the user is told of an update that nobody asked for."""
    return info.needed and is_older(info.installed, info.bundled)


def bar_text(session: UpdateSession | None, info: UpdateInfo) -> str:
    """What stands in the panel; empty where there is nothing to say."""
    if session is not None and session.is_running:
        return _tr("The camera's software is being replaced: %1 %").replace("%1", str(percent(session.progress)))
    if session is not None and session.step is UpdateStep.FAILED:
        return _tr("The camera's software could not be replaced.")
    if info.reverted:
        if info.installed is None:
            return _tr("New software did not work on this camera: it went back to the old one by itself.")
        return _tr("New software did not work on this camera: it went back to %1 by itself.").replace(
            "%1", info.installed
        )
    if is_offered(info):
        return _tr("There is newer software for this camera: %1").replace("%1", info.bundled)
    return ""


def versions(info: UpdateInfo) -> str:
    """What is on the camera, and what would be."""
    old = info.installed or _tr("not known")
    return _tr("On the camera: %1.  In this program: %2.").replace("%1", old).replace("%2", info.bundled)


def introduction(info: UpdateInfo) -> str:
    """What will happen, or why nothing can."""
    if not info.possible:
        return sentence(info.obstacle)
    if not info.needed:
        return _tr("The camera has this program's software already.")
    return _tr(
        "The software goes to the camera over WiFi, which takes a minute or two. Then the camera restarts; its picture "
        "stops for some seconds. Its settings stay. Should the new software not work, the camera goes back to the "
        "old one by itself."
    )


def percent(progress: UpdateProgress) -> int:
    """How far it is as a whole, 0 … 99."""
    match progress.stage:
        case UpdateStage.PREPARING:
            return 0
        case UpdateStage.SENDING:
            share = progress.sent / progress.total if progress.total else 0.0
            return int(100 * _SENDING_SHARE * min(share, 1.0))
        case UpdateStage.RESTARTING:
            return int(100 * _STARTING_SHARE)
        case UpdateStage.TRIAL:
            return int(100 * _TRIAL_SHARE)


def doing(progress: UpdateProgress) -> str:
    """What is being done."""
    match progress.stage:
        case UpdateStage.PREPARING:
            return _tr("Finding out what the camera lacks…")
        case UpdateStage.SENDING:
            return (
                _tr("Sending: %1 of %2").replace("%1", _size(progress.sent)).replace("%2", _size(progress.total))
                if progress.total
                else _tr("Sending…")
            )
        case UpdateStage.RESTARTING:
            return _tr("The camera restarts. Leave it on its power supply.")
        case UpdateStage.TRIAL:
            return _tr("The camera is back with the new software, and shows that it works…")


def done(version: str) -> str:
    """It has worked."""
    return _tr("The camera runs %1 now.").replace("%1", version)


def trouble(error: str) -> tuple[str, str]:
    """What happened, and what to do: the program's sentences have a colon between the two."""
    text = words(error)
    happened, colon, cure = text.partition(": ")
    return (as_sentence(happened), as_sentence(cure)) if colon else (as_sentence(text), "")


def _size(amount: int) -> str:
    return QLocale().formattedDataSize(amount, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
