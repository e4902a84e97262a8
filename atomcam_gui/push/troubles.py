"""Every way in which passing a camera on can fail, each with its sentence. A place is ``HOST port N``, no more."""

from __future__ import annotations

import string

from atomcam_gui.errors import PushError
from atomcam_gui.phrase import Phrase, as_phrase


class PushTrouble(PushError):
    """One of the kinds below.

    Args:
        parts: the template's facts, in the order in which it names them first.
    """

    def __init__(self, *parts: object) -> None:
        names = dict.fromkeys(name for _, name, _, _ in string.Formatter().parse(self.template) if name)
        super().__init__(**dict(zip(names, parts, strict=True)))


class _Explained(PushTrouble):
    """A kind whose only fact is why.

    Args:
        why: words of this program's, a template for ``facts``.
    """

    def __init__(self, why: str, /, **facts: object) -> None:
        super().__init__(Phrase(why, **facts) if facts else as_phrase(why))


class PushUrlWrong(_Explained):
    """What was given is no address of an RTSP server.

    The sentence does not repeat it: there may be a password in it.
    """

    template = "{why}: an address looks like rtsp://192.168.1.5:8554/kitchen"


class ServerNotKnown(PushTrouble):
    """The server's name leads nowhere."""

    template = "nobody knows an address for the name {name}: check how it is spelt, or use the server's IP address"


class ServerNotThere(PushTrouble):
    """Nothing listens at the place, or there is no way there; the reason is the system's."""

    template = "no server answers at {place} ({reason}): check that it runs, and its address and port"


class ServerSilent(PushTrouble):
    """It takes connections and then says nothing."""

    template = (
        "the server at {place} has not answered for {seconds:g} seconds: "
        "check that this is the port of its RTSP server, and that it is not overloaded"
    )


class NotRtsp(PushTrouble):
    """What answers is no RTSP server."""

    template = "what answers at {place} does not speak RTSP: check the port, usually 554 or 8554"


class LoginWanted(PushTrouble):
    """The server wants to know who this is."""

    template = (
        "the server at {place} asks for a name and a password: "
        "they belong into the address, as in rtsp://name:password@…"
    )


class LoginRefused(PushTrouble):
    """Name and password are not right, or may not send pictures here."""

    template = (
        "the server at {place} does not accept this name and password: check both, and whether this user may send "
        "pictures (publish) there"
    )


class NotTaken(PushTrouble):
    """The server answered that it does not want this stream."""

    template = "the server at {place} does not take the pictures ({answer}): look into its settings and its log"
    _templates = {
        404: "the server at {place} does not know the end of the address ({answer}): "
        "check it, or tell the server of it first",
        461: "the server at {place} does not take RTSP by TCP ({answer}): allow it in its settings",
    }

    def __init__(self, place: str, status: int, reason: str) -> None:
        self.status = status
        self.template = self._templates.get(status, self.template)
        super().__init__(place, f"{status} {reason}".strip())


class CertificateRefused(PushTrouble):
    """The server cannot show that it is who it is thought to be."""

    template = (
        "the certificate of the server at {place} is not to be trusted ({reason}): "
        "give it one that this computer knows or, in your own network, use rtsp:// without s"
    )


class NoTls(PushTrouble):
    """The server does not encrypt."""

    template = "the server at {place} cannot be reached in encrypted form: use rtsp:// without s, or its port for rtsps"


class ServerLeft(PushTrouble):
    """The connection ended."""

    template = "the server at {place} has ended the connection: it may be restarting"


class ServerStuck(PushTrouble):
    """The server takes no more pictures, and does not say why."""

    template = (
        "the server at {place} has taken no pictures for {seconds:g} seconds: it hangs, or the network is too slow"
    )


class NoPictures(PushTrouble):
    """The camera is there, and nothing to send came of it."""

    template = "no picture has come from the camera for {seconds:g} seconds"


class NoEncoder(_Explained):
    """No H.264 comes of the camera's pictures."""

    template = "no H.264 can be made of the pictures: {why}"


class PictureUnfit(_Explained):
    """These pictures cannot travel as JPEG."""

    template = "pictures {why} cannot be passed on as JPEG: choose H.264 instead"


class Fault(PushTrouble):
    """A mistake in this program."""

    template = "the pictures are not passed on by a fault of this program ({error}): the log has more"
