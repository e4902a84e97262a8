"""What other parts of the program do for the cameras that the window names, allows and forgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


class Sources(Protocol):
    """Cameras that this program asks for their pictures."""

    def is_source(self, camera_id: str) -> bool:
        """Whether a camera is one of them."""

    def edit(self, camera_id: str) -> None:
        """Let the user change its address."""

    def forget(self, camera_id: str) -> Callable[[], None]:
        """Ask it no more and take it off the list. Returns what brings it back."""


@dataclass(slots=True)
class CameraHooks:
    """Set by whoever puts the program together; each may be missing."""

    rename: Callable[[str, str], None] | None = None
    """Called with id and name: gives a camera another name, here and on the camera itself."""
    sources: Sources | None = None

    def is_source(self, camera_id: str) -> bool:
        """Whether this program asks the camera for its pictures."""
        return self.sources is not None and self.sources.is_source(camera_id)
