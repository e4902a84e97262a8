"""What the user wants to be passed on, and how that is going."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from atomcam_gui.errors import PushError
from atomcam_gui.push.push_url import PushUrl


class PushForm(StrEnum):
    """How pictures travel."""

    H264 = "h264"
    """What browsers want to get from the server. Encoded once a camera, for viewers and servers together."""
    JPEG = "jpeg"
    """Just as the camera made them."""


@dataclass(frozen=True, slots=True)
class PushOrder:
    """A wish: this camera, there, in this form."""

    id: str
    """Hex digits."""
    url: PushUrl
    form: PushForm = PushForm.H264
    camera: str = ""
    """A camera's id or name. Empty for each camera where the address has a place for its id, else for the first one."""
    on: bool = True


class PushPhase(StrEnum):
    """What a push is doing."""

    OFF = "off"
    AWAY = "away"
    """There is no picture to send."""
    CONNECTING = "connecting"
    LIVE = "live"
    WAITING = "waiting"
    """It did not work; it will be tried again."""


@dataclass(frozen=True, slots=True)
class PushState:
    """How one camera's way to one server is going."""

    order_id: str
    camera_id: str | None
    """None as long as it is open which camera that is."""
    url: PushUrl
    form: PushForm
    phase: PushPhase
    since: float = 0.0
    """Seconds since the epoch."""
    fps: float = 0.0
    """Pictures a second that the server takes."""
    kbps: float = 0.0
    trouble: PushError | None = None
    """While waiting: why."""
    next_try: float | None = None
    """While waiting: when, in seconds since the epoch."""

    def as_status(self) -> dict[str, Any]:
        """The entry in ``/status``: nothing of the address."""
        return {
            "camera": self.camera_id,
            "form": self.form.value,
            "state": self.phase.value,
            "fps": round(self.fps, 1),
            "kbps": round(self.kbps),
        }
