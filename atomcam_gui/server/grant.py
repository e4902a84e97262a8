"""What a request that may go on was let in for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from atomcam_gui.sharing.share_book import ShareLink


class Route(StrEnum):
    """What the viewers' side offers."""

    PAGE = "page"
    STATUS = "status"
    SNAPSHOT = "snapshot"
    STREAM = "stream"
    JPEG_SOCKET = "jpeg socket"
    TS_SOCKET = "mpeg-ts socket"
    MSE_SOCKET = "mse socket"

    @property
    def is_socket(self) -> bool:
        """It becomes a WebSocket."""
        return self in (Route.JPEG_SOCKET, Route.TS_SOCKET, Route.MSE_SOCKET)

    @property
    def is_live(self) -> bool:
        """Whoever takes it stays, and counts as a viewer."""
        return self.is_socket or self is Route.STREAM


@dataclass(frozen=True, slots=True)
class Grant:
    """A request that may go on."""

    route: Route
    link: ShareLink
    """By which it was let in."""
    address: str
    """The peer's IP address."""
    camera_id: str = ""
    """The camera that it is about, where it is about one."""
    path: str = ""
    """The address that was asked for, without query."""
    host: str = ""
    """The ``Host`` that was asked, with its port; one of this computer's."""
    head_only: bool = False
    """HEAD: the answer's content is not sent."""
    token_in_query: bool = False
    """The token came in the address."""
