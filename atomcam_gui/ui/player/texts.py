"""What the player says, in words for people."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from atomcam_gui.playback.reader import ReaderState
from atomcam_gui.playback.troubles import CannotPlay, PlayFault
from atomcam_gui.ui import error_texts


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("Player", text, "", number)


def position(seconds: float, *, tenths: bool = True) -> str:
    """``0:12.3``, ``1:02:03.4``: how far into a recording."""
    total = int(max(0.0, seconds) * 10 + 1e-6)
    whole, tenth = divmod(total, 10)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    text = f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"
    return text + (QLocale().decimalPoint() + str(tenth) if tenths else "")


def length(seconds: float) -> str:
    """``45 s``, ``4 min``, ``2 h 5 min``: how long something lasts, roughly."""
    whole = round(seconds)
    if whole < 100:
        return _tr("%1 s").replace("%1", str(whole))
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return _tr("%1 min").replace("%1", str(minutes))
    if not minutes:
        return _tr("%1 h").replace("%1", str(hours))
    return _tr("%1 h %2 min").replace("%1", str(hours)).replace("%2", str(minutes))


def time_of_day(moment: datetime) -> str:
    """To the thousandth: ``15:20:31.123``."""
    return f"{moment:%H:%M:%S}{QLocale().decimalPoint()}{moment.microsecond // 1000:03d}"


def date(moment: datetime, *, short: bool = False) -> str:
    """The day, as the user's locale writes it; with its weekday unless ``short``."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), form)


def speed(value: float) -> str:
    """``1×``, ``0.25×``."""
    return QLocale().toString(float(value), "g", 3) + "×"


def gap(seconds: float) -> str:
    """What is written over the picture in a gap."""
    return _tr("No pictures for %1").replace("%1", length(seconds))


def no_pictures() -> str:
    """What is written where a picture would be, if there were one."""
    return _tr("This recording holds no pictures.")


def trouble(error: CannotPlay) -> str:
    """Why a recording cannot be played."""
    sentences = {
        PlayFault.GONE: _tr(
            "The recording is gone: it was moved, renamed or deleted, or its disk was taken out. "
            "What could be read before may still be shown."
        ),
        PlayFault.FORBIDDEN: _tr("You may not read this file. Ask the person who owns it."),
        PlayFault.EMPTY: _tr("This file is empty: nothing was ever written to it. It can be deleted."),
        PlayFault.NOT_A_RECORDING: _tr("This file cannot be played: it is not a video, or its beginning is destroyed."),
        PlayFault.NO_PICTURES: no_pictures(),
        PlayFault.NO_VIDEO: _tr("This file holds no pictures that AtomCam can show. Another player may know it."),
        PlayFault.UNREADABLE: _tr("The file cannot be read (%1). Check the disk that it is on.").replace(
            "%1", error_texts.words(error.detail)
        ),
    }
    return sentences[error.fault]


def scanning(progress: float) -> str:
    """Said while the index is being completed."""
    return _tr("Reading the recording… %1 %").replace("%1", str(int(progress * 100)))


def damage(state: ReaderState) -> str:
    """What is wrong with a recording that can be played all the same; empty where nothing is."""
    index, info = state.index, state.info
    if index is None or info is None or not index.complete:
        return ""
    if len(index) and info.claimed_s - index.end_s > 2.0:
        there, claimed = position(index.end_s, tenths=False), position(info.claimed_s, tenths=False)
        sentence = _tr("The end of this recording is missing: %1 of %2 are there.")
        return sentence.replace("%1", there).replace("%2", claimed)
    if state.damaged:
        return _tr("Parts of this recording are damaged. They are left out; everything else is shown.")
    if info.is_jpeg and info.claimed_s == 0 and len(index):
        return _tr("This recording was not ended properly. All that was written is shown.")
    return ""
