"""What the program says of recordings and of room on disks, in words for people."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from atomcam_gui.errors import DiskFloorReached, DiskFull, FolderUnusable, RecordingError
from atomcam_gui.recording.status import RecordingState, RecordingStatus
from atomcam_gui.ui import error_texts

_LONG_S = 100 * 3600


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("recording", text, None, number)


def elapsed(seconds: float) -> str:
    """02:13, or 1:02:13."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute:02}:{second:02}"


def size(amount: int) -> str:
    """Bytes in a unit that people know, in steps of 1000 as the systems count disks; 41 MB, 1.2 GB, 212 GB."""
    digits = 1 if amount >= 10**9 and amount < 10**11 else 0
    return QLocale().formattedDataSize(amount, digits, QLocale.DataSizeFormat.DataSizeSIFormat)


def span(seconds: float) -> str:
    """A time to come, as exact as anybody wants it."""
    locale = QLocale()
    if seconds < 90:
        return _tr("1 minute") if seconds >= 45 else _tr("less than a minute")
    if seconds < 90 * 60:
        return _tr("%1 minutes").replace("%1", locale.toString(round(seconds / 60)))
    if seconds < 48 * 3600:
        return _tr("%1 hours").replace("%1", locale.toString(round(seconds / 3600)))
    return _tr("%1 days").replace("%1", locale.toString(round(seconds / 86400)))


def status_title(status: RecordingStatus) -> str:
    """02:13 · 41 MB."""
    return f"{elapsed(status.elapsed_s)} · {size(status.bytes)}"


def status_details(status: RecordingStatus, *, is_here: bool) -> tuple[str, ...]:
    """Pictures, what is missing, and how long there is room.

    Args:
        is_here: whether the camera is connected.
    """
    lines = [f"{_tr('%n pictures', status.frames)} · {_tr('%n not kept', status.not_kept)}"]
    if status.seconds_left is not None:
        left = _tr("over 4 days") if status.seconds_left > _LONG_S else span(status.seconds_left)
        lines.append(_tr("room for %1").replace("%1", left))
    elif status.free_bytes is not None:
        lines.append(_tr("%1 free").replace("%1", size(status.free_bytes)))
    if not is_here:
        lines.append(_tr("goes on when the camera is back"))
    elif status.state is RecordingState.WAITING:
        lines.append(_tr("waiting for a picture"))
    return tuple(lines)


def disk_full(name: str, trouble: RecordingError | None) -> str:
    """Why a recording stopped."""
    match trouble:
        case DiskFloorReached():
            text = _tr(
                "The recording of %1 has stopped, because the disk is nearly full: %2 are left, and %3 have to stay "
                "free. What was recorded until now is complete."
            )
            return text.replace("%1", name).replace("%2", size(trouble.free)).replace("%3", size(trouble.floor))
        case DiskFull():
            text = _tr(
                "The recording of %1 has stopped, because the disk is full. What was recorded until now is complete."
            )
        case _:
            return failed(name, trouble)
    return text.replace("%1", name)


def failed(name: str, trouble: RecordingError | None) -> str:
    """Why a recording could not go on."""
    match trouble:
        case FolderUnusable():
            text = _tr("The recording of %1 has stopped, because nothing can be written in the folder %2 (%3).")
            return (
                text.replace("%1", name)
                .replace("%2", str(trouble.folder))
                .replace("%3", error_texts.words(trouble.reason))
            )
        case None:
            return _tr("The recording of %1 has stopped.").replace("%1", name)
        case _:
            return (
                _tr("The recording of %1 has stopped: %2").replace("%1", name).replace("%2", error_texts.words(trouble))
            )


def disk_warning(seconds_left: float, free: int) -> str:
    """The disk fills up while something is recorded."""
    text = _tr("The disk with the recordings is nearly full: %1 free, room for %2. Recording stops then.")
    return text.replace("%1", size(free)).replace("%2", span(seconds_left))


def not_kept(name: str, amount: int) -> str:
    """What is missing from a recording that has ended."""
    text = _tr("%n pictures are missing from the recording of %1: the disk was too slow for them.", amount)
    return text.replace("%1", name)


def recovered(amount: int) -> str:
    """What the start has put in order."""
    if amount == 1:
        return _tr("A recording was cut short when AtomCam last ran. It has been repaired and is in the library.")
    text = _tr("%1 recordings were cut short when AtomCam last ran. They have been repaired and are in the library.")
    return text.replace("%1", QLocale().toString(amount))
