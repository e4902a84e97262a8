"""Why a network camera gives no picture. One sentence or two for each, without any password."""

from __future__ import annotations

from enum import StrEnum

from atomcam_gui.errors import AtomCamError


class SourceTrouble(StrEnum):
    """Kinds of failure; what can be done about it differs from one to the next."""

    BAD_ADDRESS = "bad_address"
    ALREADY_THERE = "already_there"
    NO_SUCH_HOST = "no_such_host"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    NO_PICTURE = "no_picture"
    ENDED = "ended"
    PASSWORD_NEEDED = "password_needed"
    WRONG_PASSWORD = "wrong_password"
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    BUSY = "busy"
    WEB_PAGE = "web_page"
    NOT_PICTURES = "not_pictures"
    TOO_LARGE = "too_large"
    NOT_THIS_KIND = "not_this_kind"
    NOT_TRUSTED = "not_trusted"
    NO_STREAM_FOUND = "no_stream_found"


SENTENCES = {
    SourceTrouble.BAD_ADDRESS: "this is no camera's address ({detail}): it looks like 192.168.1.7, "
    "http://192.168.1.7:81/stream or rtsp://192.168.1.7/stream; user name and password do not belong in it",
    SourceTrouble.ALREADY_THERE: "this address is already a camera here ({detail})",
    SourceTrouble.NO_SUCH_HOST: "no computer or camera has the name {host}: check how it is written, or use its number",
    SourceTrouble.REFUSED: "{host} is there, but nothing answers at this port: "
    "check the port, and that the camera's stream is switched on",
    SourceTrouble.UNREACHABLE: "{host} cannot be reached ({detail}): "
    "check that the camera has power and that this computer is in the same network",
    SourceTrouble.TIMED_OUT: "{host} does not answer: "
    "check that the camera has power and that this computer is in the same network",
    SourceTrouble.NO_PICTURE: "{host} answers, but sends no picture: restart the camera if this goes on",
    SourceTrouble.ENDED: "{host} ended the connection: it may be restarting, or serve only one viewer at a time",
    SourceTrouble.PASSWORD_NEEDED: "{host} wants a user name and a password: they are those of the camera's own page",
    SourceTrouble.WRONG_PASSWORD: "{host} does not accept this user name and password: "
    "check both; too many attempts may lock the camera for a while",
    SourceTrouble.NOT_FOUND: "{host} has nothing at this address: check the part after the host's name",
    SourceTrouble.NOT_ALLOWED: "{host} does not give its picture away ({detail}): "
    "allow this user to watch in the camera's own settings",
    SourceTrouble.BUSY: "{host} has no room for another viewer now ({detail}): close others that watch it",
    SourceTrouble.WEB_PAGE: "at this address {host} shows a page for people, not pictures: "
    "the address of the picture itself is needed",
    SourceTrouble.NOT_PICTURES: "what {host} sends at this address is no picture that AtomCam shows ({detail}): "
    "choose MJPEG, H.264 or H.265 in the camera's settings, or another address",
    SourceTrouble.TOO_LARGE: "the pictures of {host} are larger than 4 MB each: choose a smaller size in its settings",
    SourceTrouble.NOT_THIS_KIND: "{host} answers, but not as such an address does ({detail}): "
    "check the port, and the beginning of the address",
    SourceTrouble.NOT_TRUSTED: "the certificate of {host} is not one that this computer trusts ({detail}): "
    "use the camera's http:// address, or give the camera a certificate of yours",
    SourceTrouble.NO_STREAM_FOUND: "{host} answers, but none of the usual addresses has a picture: "
    "look for the stream's address in the camera's manual",
}


class SourceError(AtomCamError):
    """A network camera gives no picture.

    Args:
        host: the camera's name or number.
        detail: a few words more, for people, without secrets.
    """

    def __init__(self, trouble: SourceTrouble, host: str = "", detail: str = "") -> None:
        self.trouble = trouble
        self.host = host
        self.detail = detail
        super().__init__(SENTENCES[trouble], host=host, detail=detail)
