"""What a camera's health means, in words for people."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from atomcam_gui.camera.camera import Camera, CameraState
from atomcam_gui.ui.inspector.health_causes import Cause, CauseKind
from atomcam_gui.ui.inspector.plot_paint import number
from atomcam_gui.ui.texts import clock_time

_BARS_DBM = (-85, -75, -67, -55)
"""The limits of the bars that the set-up shows networks with."""


def _tr(text: str, amount: int = -1) -> str:
    return QCoreApplication.translate("health_texts", text, None, amount)


def cause_text(cause: Cause, size: str | None = None) -> str:
    """What is wrong, and what to do.

    Args:
        size: the picture's size in words, for causes that a smaller one would cure.
    """
    match cause.kind:
        case CauseKind.BREAKS:
            return _tr(
                "The connection broke off %1 times in the last hour. Check the camera's cable and power supply, "
                "and how far away the WiFi router is."
            ).replace("%1", number(cause.value))
        case CauseKind.WEAK_WIFI:
            return _tr("The WiFi is weak: %1. Move the camera nearer to the router.").replace("%1", dbm(cause.value))
        case CauseKind.SLOW_SENDS:
            return _tr(
                "The WiFi is busy: a picture takes %1 to send. Choose a lower quality or a smaller size, "
                "or let automatic quality do it."
            ).replace("%1", ms(cause.value))
        case CauseKind.SLOW_ENCODE:
            sentence = _tr("The camera needs %1 to encode a picture: choose a smaller size.")
            if size:
                sentence = _tr("The camera needs %1 to encode a picture of %2: choose a smaller size.")
            return sentence.replace("%1", ms(cause.value)).replace("%2", size or "")
        case CauseKind.SLOW_CAPTURE:
            return _tr(
                "The sensor needs %1 to take a picture. In the dark it exposes longer: give it more light, "
                "or choose a smaller size."
            ).replace("%1", ms(cause.value))
        case CauseKind.LOSSES:
            return _tr(
                "%1 of the pictures get lost on the way. Choose a lower frame rate or a lower quality, "
                "so that the WiFi can carry them all."
            ).replace("%1", percent(cause.value))
        case CauseKind.DAMAGED:
            return _tr(
                "%1 pictures arrived damaged in the last five minutes. Mostly it is the power supply: "
                "try another cable or another USB socket."
            ).replace("%1", number(round(cause.value)))
        case CauseKind.LATE:
            return _tr(
                "The picture lags %1 behind. Choose a smaller size, and see whether this computer is busy."
            ).replace("%1", ms(cause.value))


def well(fps: float) -> str:
    """Nothing is wrong."""
    return _tr("All is well: %n pictures a second arrive.", round(fps))


def watching() -> str:
    """Too little is known to say whether anything is wrong."""
    return _tr("Just connected. In a few seconds this page knows more.")


def away(camera: Camera) -> str:
    """Why there are no figures of this moment; empty where there are."""
    if camera.state is CameraState.LOST:
        return _tr("Not connected since %1. It comes back by itself as soon as it has power and WiFi.").replace(
            "%1", clock_time(camera.lost_at)
        )
    if camera.state is CameraState.STALLED:
        return _tr("Connected, but no picture comes at the moment.")
    return ""


# -- numbers with their units -------------------------------------------------------------------------------------


def fps(value: float) -> str:
    """Frames a second."""
    return _tr("%1 fps").replace("%1", number(value, 1))


def ms(value: float) -> str:
    """Milliseconds."""
    return _tr("%1 ms").replace("%1", number(value, 0 if value >= 10 or value == 0 else 1))


def dbm(value: float) -> str:
    """Strength of a signal."""
    return _tr("%1 dBm").replace("%1", number(value, 0))


def percent(share: float) -> str:
    """A share of 0 … 1 in per cent; what is not nothing is never shown as 0."""
    value = 100 * share
    if 0 < value < 0.1:
        return _tr("below %1 %").replace("%1", number(0.1, 1))
    return _tr("%1 %").replace("%1", number(value, 1 if 0 < value < 10 else 0))


def signal(value: float) -> str:
    """Strength in words, and in dBm."""
    # Not at the top: it brings all of the set-up along, which the window need not wait for.
    from atomcam_gui.ui.wizard.texts import signal_text

    return f"{signal_text(sum(value >= least for least in _BARS_DBM))}, {dbm(value)}"


def memory(amount: float) -> str:
    """Bytes in a unit that people know."""
    if amount >= 1e6:
        return _tr("%1 MB").replace("%1", number(amount / 1e6, 1))
    return _tr("%1 kB").replace("%1", number(amount / 1e3, 0))


def duration(seconds: float) -> str:
    """How long something has lasted, in its two largest units."""
    minutes = int(seconds // 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return _join(_tr("%1 d"), days, _tr("%1 h"), hours)
    if hours:
        return _join(_tr("%1 h"), hours, _tr("%1 min"), rest)
    return _tr("%1 min").replace("%1", str(minutes)) if minutes else _tr("%1 s").replace("%1", str(int(seconds)))


def _join(large: str, many: int, small: str, few: int) -> str:
    return f"{large.replace('%1', QLocale().toString(many))} {small.replace('%1', str(few))}"


def plain(value: float) -> str:
    """A whole number."""
    return number(value, 0)
