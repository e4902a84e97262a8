"""What is said of conversions and exports, in words for people."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from atomcam_gui.errors import DiskFull, FolderUnusable, PathTooLong, RecordingError
from atomcam_gui.playback.troubles import CannotPlay
from atomcam_gui.recording.convert import Converted, Exported
from atomcam_gui.ui import error_texts
from atomcam_gui.ui.player import texts as player_texts

_MINUTE = 60
_HOUR = 3600


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sharing", text)


def trouble(error: RecordingError) -> tuple[str, str]:
    """What happened, and what to do."""
    match error:
        case DiskFull():
            return _tr("The disk is full."), _tr("Delete something on it, or save to another folder.")
        case FolderUnusable():
            happened = _tr("Nothing can be written in the folder %1 (%2).")
            return (
                happened.replace("%1", str(error.folder)).replace("%2", error_texts.words(error.reason)),
                _tr("Check that its disk is there and that the folder is yours, or save to another folder."),
            )
        case PathTooLong():
            return _tr("The path of this folder is too long for a file in it."), _tr("Save to another folder.")
        case CannotPlay():
            return _tr("The recording cannot be read."), player_texts.trouble(error)
        case _:
            return _tr("That did not work."), error_texts.sentence(error)


def picture_count(count: int) -> str:
    """How many pictures."""
    return _tr("1 picture") if count == 1 else _tr("%1 pictures").replace("%1", QLocale().toString(count))


def time_left(seconds: float | None) -> str:
    """Roughly how long it will still take; empty while nobody knows."""
    if seconds is None:
        return ""
    if seconds < 10:
        return _tr("a few seconds left")
    if seconds < 55:
        return _tr("about %1 seconds left").replace("%1", str(10 * round(seconds / 10)))
    if seconds < 90:
        return _tr("about a minute left")
    if seconds < 90 * _MINUTE:
        return _tr("about %1 minutes left").replace("%1", str(round(seconds / _MINUTE)))
    return _tr("about %1 hours left").replace("%1", QLocale().toString(seconds / _HOUR, "f", 1))


def made(result: Converted | Exported) -> str:
    """What was made."""
    if isinstance(result, Converted):
        return result.path.name
    return _tr("Pictures in “%1”").replace("%1", result.folder.name)


def facts(result: Converted | Exported) -> str:
    """How much of it."""
    if isinstance(result, Exported):
        return picture_count(result.pictures)
    size = QLocale().formattedDataSize(result.bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
    return "  ·  ".join((_length(result.duration_s), size, picture_count(result.pictures)))


def _length(seconds: float) -> str:
    minutes, second = divmod(round(seconds), _MINUTE)
    hours, minute = divmod(minutes, _MINUTE)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def left_out(result: Converted | Exported) -> str:
    """What could not be used; empty where all could."""
    if isinstance(result, Exported):
        return _tr("Parts of the recording could not be read.") if result.damaged else ""
    if not result.left_out:
        return ""
    if result.left_out == 1:
        return _tr("1 damaged picture was left out; the one before it is shown longer.")
    return _tr("%1 damaged pictures were left out; those before them are shown longer.").replace(
        "%1", QLocale().toString(result.left_out)
    )
