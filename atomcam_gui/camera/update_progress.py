"""How far the update of a camera is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class UpdateStage(StrEnum):
    """How far an update is."""

    PREPARING = "preparing"
    """Both sides find out what the camera lacks."""
    SENDING = "sending"
    RESTARTING = "restarting"
    """The camera checks what it got and starts again; from here on nothing can be stopped."""
    TRIAL = "trial"
    """It is back with the new software, which has to show within a minute that it works."""


@dataclass(frozen=True, slots=True)
class UpdateProgress:
    """Where an update stands."""

    stage: UpdateStage
    sent: int = 0
    """Bytes that the camera has taken."""
    total: int = 0
    """Bytes that it needs; 0 while that is not known."""

    @property
    def can_stop(self) -> bool:
        """Whether cancelling still leaves the camera as it was."""
        return self.stage in (UpdateStage.PREPARING, UpdateStage.SENDING)
