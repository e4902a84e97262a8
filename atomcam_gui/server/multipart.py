"""``/stream.mjpg``: pictures without end in one HTTP answer, for whatever shows a network camera.

VLC, OBS, Home Assistant, FFmpeg and every browser's ``<img>`` take it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus

from atomcam_gui.camera.frame import Frame
from atomcam_gui.server.grant import Grant
from atomcam_gui.server.handed_over import PlainConnection, head
from atomcam_gui.server.live_viewer import LiveViewer

BOUNDARY = "atomcam"
CONTENT_TYPE = f"multipart/x-mixed-replace; boundary={BOUNDARY}"

_DELIMITER = f"--{BOUNDARY}\r\n".encode()
_AFTER = b"\r\n" + _DELIMITER


def part(frame: Frame) -> bytes:
    """One picture, with the delimiter behind it: many show a picture only when they see that it is over."""
    before = (
        f"Content-Type: image/jpeg\r\nContent-Length: {len(frame.data)}\r\nX-Timestamp: {frame.received_at:.6f}\r\n\r\n"
    )
    return b"".join((before.encode(), frame.data, _AFTER))


class MultipartViewer(LiveViewer, PlainConnection):
    """A viewer of ``/stream.mjpg``.

    Args:
        joined: called once the answer has begun.
        left: called when the connection has ended.
    """

    def __init__(
        self,
        grant: Grant,
        number: int,
        joined: Callable[[MultipartViewer], None],
        left: Callable[[MultipartViewer], None],
    ) -> None:
        LiveViewer.__init__(self, grant, number)
        PlainConnection.__init__(self)
        self._joined = joined
        self._left = left

    def begin(self, transport: asyncio.Transport, on_end: Callable[[PlainConnection], None]) -> None:
        """Send the head, then pictures until the end."""
        super().begin(transport, on_end)
        self.use(transport)
        transport.write(head(HTTPStatus.OK, (("Content-Type", CONTENT_TYPE),)) + _DELIMITER)
        self._joined(self)

    def end(self, code: int, reason: str) -> None:
        """End it at once: HTTP has no word for the reason."""
        self.abort()

    def pause_writing(self) -> None:
        """From asyncio: not everything could be sent at once."""
        self.paused()

    def resume_writing(self) -> None:
        """From asyncio: now it has been."""
        self.resumed()

    def connection_lost(self, exc: Exception | None) -> None:
        """From asyncio: the connection ended."""
        self.ended()
        self._left(self)
        super().connection_lost(exc)
