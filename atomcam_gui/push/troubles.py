"""Every way in which passing a camera on can fail, each with its sentence. A place is ``HOST port N``, no more.

A sentence is a template and what is put into it, so that a window can say it in another language.
"""

from __future__ import annotations

import re

from atomcam_gui.errors import PushError

_PLACE = re.compile(r"%([1-9])")


class PushTrouble(PushError):
    """One of the kinds below."""

    template = "%1"

    def __init__(self, *parts: str) -> None:
        self.parts = parts
        """What goes into the template."""
        super().__init__(filled(self.template, parts))


def filled(template: str, parts: tuple[str, ...]) -> str:
    """A template with its places ``%1``, ``%2``… filled; what is put in is not looked at again."""
    return _PLACE.sub(lambda place: parts[int(place[1]) - 1], template)


class PushUrlWrong(PushTrouble):
    """What was given is no address of an RTSP server.

    The sentence does not repeat it: there may be a password in it.
    """

    template = "%1: an address looks like rtsp://192.168.1.5:8554/kitchen"


class ServerNotKnown(PushTrouble):
    """The server's name (%1) leads nowhere."""

    template = "nobody knows an address for the name %1: check how it is spelt, or use the server's IP address"


class ServerNotThere(PushTrouble):
    """Nothing listens at the place, or there is no way there; the reason is the system's."""

    template = "no server answers at %1 (%2): check that it runs, and its address and port"


class ServerSilent(PushTrouble):
    """It takes connections and then says nothing."""

    template = (
        "the server at %1 has not answered for %2 seconds: check that this is the port of its RTSP server, "
        "and that it is not overloaded"
    )

    def __init__(self, place: str, seconds: float) -> None:
        super().__init__(place, f"{seconds:g}")


class NotRtsp(PushTrouble):
    """What answers is no RTSP server."""

    template = "what answers at %1 does not speak RTSP: check the port, usually 554 or 8554"


class LoginWanted(PushTrouble):
    """The server wants to know who this is."""

    template = (
        "the server at %1 asks for a name and a password: they belong into the address, as in rtsp://name:password@…"
    )


class LoginRefused(PushTrouble):
    """Name and password are not right, or may not send pictures here."""

    template = (
        "the server at %1 does not accept this name and password: check both, and whether this user may send "
        "pictures (publish) there"
    )


class NotTaken(PushTrouble):
    """The server answered that it does not want this stream."""

    template = "the server at %1 does not take the pictures (%2): look into its settings and its log"
    _templates = {
        404: "the server at %1 does not know the end of the address (%2): check it, or tell the server of it first",
        461: "the server at %1 does not take RTSP by TCP (%2): allow it in its settings",
    }

    def __init__(self, place: str, status: int, reason: str) -> None:
        self.status = status
        self.template = self._templates.get(status, self.template)
        super().__init__(place, f"{status} {reason}".strip())


class CertificateRefused(PushTrouble):
    """The server cannot show that it is who it is thought to be."""

    template = (
        "the certificate of the server at %1 is not to be trusted (%2): give it one that this computer knows "
        "or, in your own network, use rtsp:// without s"
    )


class NoTls(PushTrouble):
    """The server does not encrypt."""

    template = "the server at %1 cannot be reached in encrypted form: use rtsp:// without s, or its port for rtsps"


class ServerLeft(PushTrouble):
    """The connection ended."""

    template = "the server at %1 has ended the connection: it may be restarting"


class ServerStuck(PushTrouble):
    """The server takes no more pictures, and does not say why."""

    template = "the server at %1 has taken no pictures for %2 seconds: it hangs, or the network is too slow"

    def __init__(self, place: str, seconds: float) -> None:
        super().__init__(place, f"{seconds:g}")


class NoPictures(PushTrouble):
    """The camera is there, and nothing to send came of it."""

    template = "no picture has come from the camera for %1 seconds"

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:g}")


class NoEncoder(PushTrouble):
    """No H.264 comes of the camera's pictures."""

    template = "no H.264 can be made of the pictures: %1"


class PictureUnfit(PushTrouble):
    """These pictures cannot travel as JPEG."""

    template = "pictures %1 cannot be passed on as JPEG: choose H.264 instead"


class Fault(PushTrouble):
    """A mistake in this program."""

    template = "the pictures are not passed on by a fault of this program (%1): the log has more"
