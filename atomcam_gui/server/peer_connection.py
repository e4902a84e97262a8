"""A TCP connection to the camera port, as the WebSocket library sees it and a little more."""

from __future__ import annotations

import asyncio
from typing import Protocol

from websockets.asyncio.server import ServerConnection

from atomcam_gui.server.grant import Grant


class Owner(Protocol):
    """Who counts connections."""

    def socket_opened(self, socket: PeerConnection) -> bool:
        """A TCP connection came. Returns False where there are too many."""

    def socket_closed(self, socket: PeerConnection) -> None:
        """A TCP connection ended."""


class Flow(Protocol):
    """Who wants to know whether what was written has gone out."""

    def paused(self) -> None:
        """It has not, not all."""

    def resumed(self) -> None:
        """Now it has."""


class PeerConnection(ServerConnection):
    """Tells its owner of its beginning and end, also when it never became a WebSocket, and a viewer of its flow."""

    def __init__(self, owner: Owner, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._owner = owner
        self.grant: Grant | None = None
        """What it was let in for; None for a camera."""
        self.flow: Flow | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        if not self._owner.socket_opened(self) and isinstance(transport, asyncio.Transport):
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._owner.socket_closed(self)

    def pause_writing(self) -> None:
        super().pause_writing()
        if self.flow is not None:
            self.flow.paused()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.flow is not None:
            self.flow.resumed()
