"""What the program says of cameras, in words for people."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from atomcam_gui.camera.camera import Camera, CameraState
from atomcam_gui.camera.trust import Trust
from atomcam_gui.errors import AddressUnavailable, PortInUse, PortNotPermitted, ServerError
from atomcam_gui.ui import error_texts
from atomcam_gui.ui.live_view import ViewNumbers


def _tr(text: str) -> str:
    return QCoreApplication.translate("texts", text)


def clock_time(moment: float | None) -> str:
    """The time of day of a moment in seconds since the epoch, as the user's locale writes it; its day before today."""
    if moment is None:
        return ""
    at = datetime.fromtimestamp(moment)
    time = QLocale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)
    if at.date() == datetime.now().date():
        return time
    day = QLocale().toString(QDate(at.year, at.month, at.day), QLocale.FormatType.ShortFormat)
    return f"{day} {time}"


def bit_rate(kbps: float) -> str:
    """A rate in a unit that people know."""
    if kbps >= 1000:
        return _tr("%1 Mbit/s").replace("%1", QLocale().toString(kbps / 1000, "f", 1))
    return _tr("%1 kbit/s").replace("%1", QLocale().toString(round(kbps)))


def state_word(camera: Camera) -> str:
    """The camera's state in one or two words."""
    if camera.trust is Trust.BLOCKED:
        return _tr("blocked")
    if camera.trust is Trust.WAITING:
        return _tr("asks to be let in")
    words = {
        CameraState.WAITING: _tr("no picture yet"),
        CameraState.LIVE: _tr("live"),
        CameraState.STALLED: _tr("stalled"),
        CameraState.LOST: _lost_word(camera),
    }
    return words[camera.state]


def _lost_word(camera: Camera) -> str:
    if camera.lost_at is None:
        return _tr("not here")
    return _tr("lost %1").replace("%1", clock_time(camera.lost_at))


def camera_line(camera: Camera, now: float) -> str:
    """What the list says below a camera's name."""
    if camera.state is CameraState.LIVE and camera.trust is Trust.ALLOWED:
        fps, _ = camera.statistics.meter.rates(now)
        return _tr("live, %1 fps").replace("%1", QLocale().toString(round(fps)))
    return state_word(camera)


def recording_word() -> str:
    """What a camera that is recorded says in a word."""
    return _tr("recording")


def heard_line(camera: Camera, now: float) -> str:
    """What the list says of a camera, for those who hear it."""
    line = camera_line(camera, now)
    return f"{line}, {recording_word()}" if camera.is_recorded else line


def tile_line(camera: Camera, now: float, *, with_rate: bool = False) -> str:
    """What a tile of the wall says beside a camera's name."""
    if camera.state is CameraState.STALLED and camera.trust is Trust.ALLOWED:
        return _tr("no picture for %1 s").replace("%1", _age_s(camera, now))
    return camera_line(camera, now) if with_rate else state_word(camera)


def view_caption(camera: Camera | None, now: float) -> str:
    """What is written over a camera's picture; empty while there is nothing to say."""
    if camera is None or (camera.trust is Trust.ALLOWED and camera.state is CameraState.LIVE):
        return ""
    if camera.trust is Trust.BLOCKED:
        return _tr("This camera is blocked. You can change that under Cameras.")
    if camera.trust is Trust.WAITING:
        return _tr("This camera asks to be let in. Its picture is shown once you allow it.")
    if camera.state is CameraState.LOST:
        if camera.lost_at is None:
            return _tr("This camera is not here. Its picture comes by itself.")
        return _tr("Camera lost at %1. Its picture comes back by itself.").replace("%1", clock_time(camera.lost_at))
    if camera.state is CameraState.WAITING:
        return _tr("Connected. Waiting for the first picture…")
    return _tr("No picture for %1 s").replace("%1", _age_s(camera, now))


def _age_s(camera: Camera, now: float) -> str:
    return QLocale().toString(int((camera.statistics.age_ms(now) or 0) / 1000))


def statistics_lines(camera: Camera, view: ViewNumbers, now: float, capture_ms: float | None = None) -> tuple[str, ...]:
    """The statistics overlay.

    Args:
        capture_ms: from the moment that the newest picture was taken to its painting, where the camera's clock tells.
    """
    fps, kbps = camera.statistics.meter.rates(now)
    locale = QLocale()

    def number(value: float, digits: int = 0) -> str:
        return locale.toString(float(value), "f", digits)

    age = camera.statistics.age_ms(now)
    return (
        _tr("%1×%2   %3 fps   %4")
        .replace("%1", str(camera.statistics.width))
        .replace("%2", str(camera.statistics.height))
        .replace("%3", number(fps, 1))
        .replace("%4", bit_rate(kbps)),
        _tr("received %1   lost %2   corrupt %3")
        .replace("%1", locale.toString(camera.statistics.frames))
        .replace("%2", locale.toString(camera.statistics.lost))
        .replace("%3", locale.toString(camera.statistics.corrupt)),
        _tr("shown %1   skipped %2   zoom %3 %")
        .replace("%1", locale.toString(view.shown))
        .replace("%2", locale.toString(view.skipped))
        .replace("%3", number(view.scale * 100)),
        _tr("decode %1 ms   receipt to screen %2 ms   age %3 ms")
        .replace("%1", number(view.decode_ms, 1))
        .replace("%2", number(view.latency_ms, 1))
        .replace("%3", "–" if age is None else locale.toString(age)),
        *([_tr("capture to screen %1 ms").replace("%1", number(capture_ms))] if capture_ms is not None else []),
    )


def server_trouble(error: ServerError) -> str:
    """Why cameras cannot connect, and what to do."""
    match error:
        case PortInUse():
            return _tr(
                "Cameras cannot connect, because another program already uses port %1. "
                "Close that program, or use another port."
            ).replace("%1", str(error.port))
        case PortNotPermitted():
            return _tr(
                "Cameras cannot connect: this computer keeps port %1 for its administrators. Use a port above 1023."
            ).replace("%1", str(error.port))
        case AddressUnavailable():
            return _tr(
                "Cameras cannot connect: %1 is not an address of this computer now. "
                "Listen on all addresses, or choose another in the settings."
            ).replace("%1", error.address)
        case _:
            return _tr("Cameras cannot connect: %1").replace("%1", error_texts.words(error))
