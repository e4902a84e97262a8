"""Everything that AtomCam itself can fail with.

::

    AtomCamError                 what happened, what it means, what to do next
    ├── UsageError               the call's words are off (exit status 2)
    ├── NotAnswering             a window is open already, and hangs
    ├── SettingsError            a settings file that cannot be read or written
    ├── ServerError              the camera server cannot listen
    │   ├── PortInUse
    │   ├── PortNotPermitted
    │   └── AddressUnavailable
    ├── SetupError               a camera cannot be set up (provisioning/troubles.py has its kinds)
    ├── RecordingError           a picture or recording cannot be kept, or what was kept cannot be used
    │   ├── DiskFull
    │   │   └── DiskFloorReached     there is room, but no more than has to stay free
    │   ├── FolderUnusable
    │   ├── PathTooLong
    │   ├── RecordingDamaged
    │   └── KeptElsewhere        it could not be kept where it was wanted, but is safe in another folder
    ├── SourceError              a network camera gives no picture (sources/troubles.py has its kinds)
    ├── DemoCameraError          the demo camera cannot reach or please its server
    ├── RequestError             a camera did not do what it was asked for
    │   ├── CameraGone
    │   ├── RequestTimedOut
    │   ├── RequestRefused
    │   └── UpdateFailed             a camera's software could not be replaced
    │       └── UpdateCancelled
    ├── PushError                a camera cannot be passed on to a server (push/troubles.py has its kinds)
    └── WireError                bytes from a camera that are not what the protocol says
        ├── BadJpeg
        └── BadMessage
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from atomcam_gui.phrase import Phrase, as_phrase


class AtomCamError(Exception):
    """Base of all errors that a user may see: ``str(error)`` is one sentence or two, for people.

    That is English, for the command line and the log. A window says the same in the user's language
    (``ui/error_texts.py``): it translates ``template`` before it puts ``facts`` in.

    Args:
        template: ``{name}`` stands for a fact; a class may have it as an attribute instead. A ``Phrase`` is taken as
            it is.
        facts: see ``Phrase``.
    """

    template: str = ""
    facts: Mapping[str, object]

    def __init__(self, template: str = "", /, **facts: object) -> None:
        self.phrase = Phrase(template or self.template, **facts) if facts else as_phrase(template or self.template)
        """What happened, what it means, what to do next."""
        self.template, self.facts = self.phrase.template, self.phrase.facts
        super().__init__(self.phrase)


class UsageError(AtomCamError):
    """The command line's words do not fit together."""


class NotAnswering(AtomCamError):
    """Another window of this user runs already and does not answer."""

    template = "AtomCam is open already but does not answer: wait a moment and try again, or end it and start it anew"


class SettingsError(AtomCamError):
    """A settings file could not be read or written."""


class ServerError(AtomCamError):
    """The camera server cannot listen where it was asked to."""


class PortInUse(ServerError):
    """Another program listens on the port. ``free_port`` is one that was free a moment ago, or None."""

    def __init__(self, port: int, free_port: int | None) -> None:
        self.port = port
        self.free_port = free_port
        super().__init__(
            "port {port} is already in use by another program: close that program, or use port {free_port} instead"
            if free_port
            else "port {port} is already in use by another program: close that program, or choose another port",
            port=port,
            free_port=free_port,
        )


class PortNotPermitted(ServerError):
    """The system keeps this port for administrators."""

    template = (
        "this computer does not let ordinary programs use port {port}: choose one above 1023, for example {free_port}"
    )

    def __init__(self, port: int, free_port: int | None) -> None:
        self.port = port
        self.free_port = free_port
        super().__init__(port=port, free_port=free_port or 8080)


class AddressUnavailable(ServerError):
    """The listening address is not one of this computer's."""

    template = (
        "{address} is not an address of this computer now: choose another listening address, or 0.0.0.0 for all of them"
    )

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address=address)


class RecordingError(AtomCamError):
    """A picture or recording could not be kept, or what was kept could not be read or changed."""


class DiskFull(RecordingError):
    """No room is left on the disk that ``folder`` is on."""

    template = (
        "the disk of the folder {folder} is full: delete something there, or choose another folder in the settings"
    )

    def __init__(self, folder: Path, /, **facts: object) -> None:
        self.folder = folder
        super().__init__(folder=folder, **facts)


class DiskFloorReached(DiskFull):
    """Recording ends before the disk is full. Sizes in bytes."""

    template = (
        "only {free} are free on the disk of the folder {folder}, and {floor} have to stay free: "
        "delete something there, or choose another folder in the settings"
    )

    def __init__(self, folder: Path, free: int, floor: int) -> None:
        self.free = free
        self.floor = floor
        super().__init__(folder, free=_size(free), floor=_size(floor))


def _size(amount: int) -> Phrase:
    """Bytes for people."""
    if amount >= 10**9:
        return Phrase("{amount:.1f} GB", amount=amount / 1e9)
    return Phrase("{amount:.0f} MB", amount=amount / 1e6)


class FolderUnusable(RecordingError):
    """Nothing can be written in ``folder``: it is gone, not a folder, read-only or somebody else's."""

    template = (
        "nothing can be written in the folder {folder} ({reason}): "
        "check that its disk is there and that the folder is yours, or choose another folder in the settings"
    )

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder = folder
        self.reason = reason
        super().__init__(folder=folder, reason=reason)


class PathTooLong(RecordingError):
    """A file's name with all its folders is longer than the system or the disk takes."""

    template = (
        "the path of the folder {folder} is so long that the system takes no such file in it: "
        "choose a folder with a shorter path in the settings, or give the camera a shorter name"
    )

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(folder=path.parent)


class RecordingDamaged(RecordingError):
    """A recording that was cut short cannot be completed. It stays as it is."""

    template = (
        "the recording {name} was cut short and could not be completed ({reason}): "
        "it stays in {folder} as it is, and the next start tries again"
    )

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(name=path.name, reason=reason, folder=path.parent)


class KeptElsewhere(RecordingError):
    """What could not be kept where it was wanted is safe in ``folder``. ``cause`` says why."""

    template = "{cause}. Until then everything new is kept in {folder}"

    def __init__(self, cause: RecordingError, folder: Path) -> None:
        self.cause = cause
        self.folder = folder
        super().__init__(cause=cause, folder=folder)


class DemoCameraError(AtomCamError):
    """The demo camera could not go on."""


class RequestError(AtomCamError):
    """A camera did not do what it was asked for. What held before still holds."""


class CameraGone(RequestError):
    """The camera is not connected, or went before it answered. ``name`` is what the user calls it."""

    template = "{name} is not connected: check that it has power and WiFi, and try again when it is back"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name=name)


class RequestTimedOut(RequestError):
    """The camera is connected, but did not answer within ``seconds``."""

    template = "{name} did not answer within {seconds:g} s: try again, and restart the camera if it stays like this"

    def __init__(self, name: str, seconds: float) -> None:
        self.name = name
        self.seconds = seconds
        super().__init__(name=name, seconds=seconds)


class RequestRefused(RequestError):
    """The camera, or this program before it asked the camera, said no. ``reason`` says why."""

    def __init__(self, reason: str, /, **facts: object) -> None:
        super().__init__(reason, **facts)
        self.reason: str = self.phrase


class UpdateFailed(RequestError):
    """A camera's software could not be replaced."""


class UpdateCancelled(UpdateFailed):
    """The user stopped the update before the camera began to use it: it runs on with what it had."""

    template = "the update of {name} was stopped: it goes on with the software that it had"

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class PushError(AtomCamError):
    """A camera cannot be passed on to a server."""


class WireError(AtomCamError):
    """A camera sent something that the protocol does not allow."""


class JpegFault(StrEnum):
    """Why a binary message is not a picture that we take."""

    EMPTY = "empty"
    NOT_JPEG = "not a JPEG"
    TRUNCATED = "truncated"
    TRAILING_BYTES = "bytes after the picture's end"
    NO_SIZE = "no picture size"
    TOO_LARGE = "too many pixels"
    TOO_MANY_BYTES = "too many bytes"
    DAMAGED = "damaged picture data"


class BadJpeg(WireError):
    """A binary message that is not one complete JPEG of a size that we take."""

    def __init__(self, fault: JpegFault, detail: str = "") -> None:
        self.fault = fault
        super().__init__(f"{fault.value}{': ' if detail else ''}{detail}")


class BadMessage(WireError):
    """A text message that is not a JSON object of the shape that its type asks for."""
