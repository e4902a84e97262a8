"""Everything that AtomCam itself can fail with.

::

    AtomCamError                 what happened, what it means, what to do next
    ├── UsageError               the call's words are off (exit status 2)
    ├── SettingsError            a settings file that cannot be read or written
    ├── ServerError              the camera server cannot listen
    │   ├── PortInUse
    │   ├── PortNotPermitted
    │   └── AddressUnavailable
    ├── SetupError               a camera cannot be set up (provisioning/troubles.py has its kinds)
    ├── DemoCameraError          the demo camera cannot reach or please its server
    └── WireError                bytes from a camera that are not what the protocol says
        ├── BadJpeg
        └── BadMessage
"""

from __future__ import annotations

from enum import StrEnum


class AtomCamError(Exception):
    """Base of all errors that a user may see: ``str(error)`` is one sentence or two, for people."""


class UsageError(AtomCamError):
    """The command line's words do not fit together."""


class SettingsError(AtomCamError):
    """A settings file could not be read or written."""


class ServerError(AtomCamError):
    """The camera server cannot listen where it was asked to."""


class PortInUse(ServerError):
    """Another program listens on the port. ``free_port`` is one that was free a moment ago, or None."""

    def __init__(self, port: int, free_port: int | None) -> None:
        self.port = port
        self.free_port = free_port
        cure = f"use port {free_port} instead" if free_port else "choose another port"
        super().__init__(f"port {port} is already in use by another program: close that program, or {cure}")


class PortNotPermitted(ServerError):
    """The system keeps this port for administrators."""

    def __init__(self, port: int, free_port: int | None) -> None:
        self.port = port
        self.free_port = free_port
        super().__init__(
            f"this computer does not let ordinary programs use port {port}: "
            f"choose one above 1023, for example {free_port or 8080}"
        )


class AddressUnavailable(ServerError):
    """The listening address is not one of this computer's."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(
            f"{address} is not an address of this computer now: "
            "choose another listening address, or 0.0.0.0 for all of them"
        )


class DemoCameraError(AtomCamError):
    """The demo camera could not go on."""


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
