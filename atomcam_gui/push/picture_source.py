"""Where a push gets its packets from, in either form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from atomcam_gui.errors import PushError
from atomcam_gui.push.rtp import CLOCK_HZ, RtpStream
from atomcam_gui.push.sdp import MediaDescription


@dataclass(frozen=True, slots=True)
class Sending:
    """One picture, ready for the server."""

    packets: bytes
    ticks: int
    """Its time in the stream, in 1/90,000 s."""
    moment: float
    """Its time by the wall clock, in seconds since the epoch."""


class PictureSource(Protocol):
    """One camera's pictures, always the newest. For the event loop's thread."""

    stream: RtpStream

    async def describe(self) -> MediaDescription:
        """Wait for the first picture, and say what it is.

        Raises:
            PushError: it cannot be sent in this form.
        """

    async def next(self) -> Sending:
        """The next picture; what came meanwhile and is older is left out.

        Raises:
            PushError: it cannot be sent in this form.
        """

    def excuse(self) -> PushError | None:
        """Why there is no picture, where that is known."""

    def close(self) -> None:
        """No more pictures."""


def ticks_of(seconds: float) -> int:
    """A time in the stream's unit."""
    return round(seconds * CLOCK_HZ)
