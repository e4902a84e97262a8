"""Plain HTTP on a connection that the WebSocket library has accepted: it is taken off the library's hands.

The library answers plain requests only in passing: whole, and within the second that it waits for the peer to go. A
picture on its way to a telephone takes longer, and a stream has no end. So such a connection gets a protocol of its
own, and the library is left with a closed one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from http import HTTPStatus

from websockets.asyncio.server import ServerConnection

from atomcam_gui.server.http import EVERY_ANSWER
from atomcam_gui.server.progress import Progress


class HandedOver(asyncio.CancelledError):
    """Raised where the library would go on with the handshake: its task for the connection ends, as if cancelled."""


class PlainConnection(asyncio.Protocol):
    """One connection after its request was read. What else the peer sends is thrown away."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self._on_end: Callable[[PlainConnection], None] = lambda _: None

    def begin(self, transport: asyncio.Transport, on_end: Callable[[PlainConnection], None]) -> None:
        """The connection is this object's from now on; it calls ``on_end`` when it has ended."""
        self.transport = transport
        self._on_end = on_end

    def tick(self, now: float) -> None:
        """Called a few times a second, with monotonic seconds."""

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection ended."""
        self._on_end(self)


class PlainAnswer(PlainConnection):
    """A complete answer, however large and however slow the peer; then the connection ends.

    Args:
        content: None where there is none, and its length is not known either.
        head_only: the content is not sent.
    """

    def __init__(
        self,
        status: HTTPStatus,
        content_type: str,
        content: bytes | None,
        *,
        headers: Iterable[tuple[str, str]] = (),
        head_only: bool = False,
    ) -> None:
        super().__init__()
        fields = [("Content-Type", content_type), *headers]
        if content is not None:
            fields.append(("Content-Length", str(len(content))))
        self._message = head(status, fields) + (b"" if head_only or content is None else content)
        self._progress: Progress | None = None

    def begin(self, transport: asyncio.Transport, on_end: Callable[[PlainConnection], None]) -> None:
        """Send it."""
        super().begin(transport, on_end)
        self._progress = Progress(transport)
        transport.write(self._message)
        self._message = b""
        transport.close()  # once everything is sent

    def tick(self, now: float) -> None:
        """Give up on a peer that does not take it."""
        if self._progress is not None and self._progress.is_stuck(now):
            self.transport.abort()


def head(status: HTTPStatus, fields: Iterable[tuple[str, str]]) -> bytes:
    """Status line and headers."""
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{n}: {v}" for n, v in (*fields, *EVERY_ANSWER)), "", ""]
    return "\r\n".join(lines).encode("latin-1")


def hand_over(socket: ServerConnection, connection: PlainConnection, on_end: Callable[[PlainConnection], None]) -> None:
    """Give the library's connection, whose request is being processed, to ``connection``.

    The caller raises ``HandedOver`` from the library's ``process_request`` afterwards.
    """
    transport = socket.transport
    socket.transport = _NoTransport()
    transport.set_protocol(connection)
    connection.begin(transport, on_end)


class _NoTransport(asyncio.Transport):
    """What the library still holds: a transport that has ended, whatever is done with it."""

    def is_closing(self) -> bool:
        return True

    def close(self) -> None:
        pass

    def abort(self) -> None:
        pass

    def write(self, data: object) -> None:
        pass

    def can_write_eof(self) -> bool:
        return False

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass

    def get_write_buffer_size(self) -> int:
        return 0
