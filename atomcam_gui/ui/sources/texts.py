"""What the window says of network cameras, in words for people."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from atomcam_gui.sources.source_feed import SourcePhase, SourceState
from atomcam_gui.sources.troubles import SourceError, SourceTrouble
from atomcam_gui.ui import error_texts


def _tr(text: str) -> str:
    return QCoreApplication.translate("SourceTexts", text)


def trouble_text(error: SourceError) -> tuple[str, str]:
    """What happened, and what to do next."""
    happened, cure = _words(error.trouble)
    filled = [
        text.replace("%1", error.host).replace("%2", error_texts.words(error.detail)) for text in (happened, cure)
    ]
    return filled[0], filled[1]


def _words(trouble: SourceTrouble) -> tuple[str, str]:
    kind = SourceTrouble
    network = _tr("Check that the camera has power and that this computer is in the same network.")
    match trouble:
        case kind.BAD_ADDRESS:
            return (
                _tr("This is not the address of a camera."),
                _tr("It looks like 192.168.1.7, http://192.168.1.7:81/stream or rtsp://192.168.1.7/stream."),
            )
        case kind.ALREADY_THERE:
            return _tr("This camera is already here: “%2”."), _tr("Give another address, or change that camera.")
        case kind.NO_SUCH_HOST:
            return _tr("Nothing in this network is called %1."), _tr("Check how it is written, or use its number.")
        case kind.REFUSED:
            return (
                _tr("%1 is there, but nothing answers at this port."),
                _tr("Check the port, and that the camera's stream is switched on."),
            )
        case kind.UNREACHABLE:
            return _tr("%1 cannot be reached (%2)."), network
        case kind.TIMED_OUT:
            return _tr("%1 does not answer."), network
        case kind.NO_PICTURE:
            return _tr("%1 answers, but sends no picture."), _tr("Restart the camera if this goes on.")
        case kind.ENDED:
            return (
                _tr("%1 ended the connection."),
                _tr("It may be restarting, or have only one viewer at a time: close others that watch it."),
            )
        case kind.PASSWORD_NEEDED:
            return (
                _tr("%1 wants a user name and a password."),
                _tr("They are those of the camera's own page or app."),
            )
        case kind.WRONG_PASSWORD:
            return (
                _tr("%1 does not accept this user name and password."),
                _tr("Check both. Too many attempts may lock the camera for a while."),
            )
        case kind.NOT_FOUND:
            return _tr("%1 has nothing at this address."), _tr("Check the part after the host's name.")
        case kind.NOT_ALLOWED:
            return (
                _tr("%1 does not give its picture away (%2)."),
                _tr("Allow this user to watch in the camera's own settings."),
            )
        case kind.BUSY:
            return _tr("%1 has no room for another viewer now (%2)."), _tr("Close others that watch it.")
        case kind.WEB_PAGE:
            return (
                _tr("At this address %1 shows a page for people, not pictures."),
                _tr("The address of the picture itself is needed; the camera's manual has it."),
            )
        case kind.NOT_PICTURES:
            return (
                _tr("What %1 sends at this address is no picture that AtomCam shows (%2)."),
                _tr("Choose MJPEG, H.264 or H.265 in the camera's settings, or another address."),
            )
        case kind.TOO_LARGE:
            return (
                _tr("The pictures of %1 are larger than 4 MB each."),
                _tr("Choose a smaller size in the camera's settings."),
            )
        case kind.NOT_THIS_KIND:
            return (
                _tr("%1 answers, but not as such an address does (%2)."),
                _tr("Check the port, and the beginning of the address."),
            )
        case kind.NOT_TRUSTED:
            return (
                _tr("This computer does not trust the certificate of %1 (%2)."),
                _tr("Use the camera's http:// address, or give the camera a certificate of yours."),
            )
        case _:
            return (
                _tr("%1 answers, but none of the usual addresses has a picture."),
                _tr("Look for the stream's address in the camera's manual."),
            )


def state_line(state: SourceState) -> str:
    """Why a network camera shows nothing, in a sentence; empty while its pictures come."""
    if state.phase is SourcePhase.OFF or state.error is None:
        return _tr("Asking the camera for its picture…") if state.phase is SourcePhase.CONNECTING else ""
    return trouble_text(state.error)[0]
