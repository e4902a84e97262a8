"""A viewer by WebSocket: JPEG as it comes from the camera, or H.264."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame as WebSocketFrame
from websockets.frames import Opcode
from websockets.protocol import State

from atomcam_gui.camera.frame import Frame
from atomcam_gui.server.grant import Grant
from atomcam_gui.server.live_viewer import LiveViewer
from atomcam_gui.server.viewers import CLOSE_TROUBLE, CLOSE_UNWELCOME

if TYPE_CHECKING:
    from atomcam_gui.sharing.h264 import EncoderWatch

logger = logging.getLogger(__name__)

PING_INTERVAL_S = 20.0
PING_TIMEOUT_S = 20.0
"""A viewer that vanished is noticed by what it does not take. Pings are for the time in which nothing is sent."""
CLOSE_TIMEOUT_S = 1.0
MAX_MESSAGES_PER_S = 20
"""A viewer has nothing to say. Some send a word now and then to keep the line alive."""

Start = Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None]]


def binary_message(data: bytes) -> bytes:
    """A WebSocket message as it travels from a server."""
    return WebSocketFrame(Opcode.BINARY, data).serialize(mask=False)


def text_message(text: str) -> bytes:
    """The same of a text."""
    return WebSocketFrame(Opcode.TEXT, text.encode()).serialize(mask=False)


def picture_message(frame: Frame) -> bytes:
    """A picture as a WebSocket message: made once, sent to many."""
    return binary_message(frame.data)


class SocketViewer(LiveViewer):
    """A viewer of ``/ws/…``, from the open WebSocket to its end.

    What it is sent goes to the transport whole, past the library: once serialised, for all viewers alike.

    Args:
        start: starts tasks that somebody owns.
    """

    def __init__(self, socket: ServerConnection, grant: Grant, number: int, start: Start) -> None:
        super().__init__(grant, number)
        self._socket = socket
        self._start = start
        self._messages = 0
        self._messages_since = 0.0
        self._is_ending = False
        self.use(socket.transport)

    @property
    def _may_write(self) -> bool:
        return self._socket.protocol.state is State.OPEN and not self._is_ending and not self._transport.is_closing()

    def end(self, code: int, reason: str) -> None:
        """Close the WebSocket; its viewer has a second to take that."""
        if not self._is_ending:
            self._is_ending = True
            self._start(self._close(code, reason), "closing a viewer")

    async def _close(self, code: int, reason: str) -> None:
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                await self._socket.close(code, reason)
        except TimeoutError:
            self.abort()

    async def listen(self) -> None:
        """Wait for the WebSocket's end. What the viewer says is thrown away."""
        try:
            while True:
                message = await self._socket.recv()
                if isinstance(message, bytes) or self._is_noisy():
                    self.end(CLOSE_UNWELCOME, "viewers have nothing to say")
        except ConnectionClosed:
            pass
        finally:
            self.ended()

    def _is_noisy(self) -> bool:
        now = time.monotonic()
        if now - self._messages_since > 1.0:
            self._messages, self._messages_since = 0, now
        self._messages += 1
        return self._messages > MAX_MESSAGES_PER_S

    # -- H.264 ---------------------------------------------------------------------------------------------------

    async def pass_on(self, watch: EncoderWatch, *, tell_codec: bool) -> None:
        """Send a stream, until the WebSocket or the stream ends.

        Args:
            tell_codec: before each start, say in a text message what the stream is.
        """
        with watch:
            async for chunk in watch:
                if chunk.is_start and tell_codec:
                    mime = f'video/mp4; codecs="{chunk.codec}"'
                    await self.send(text_message(json.dumps({"codec": chunk.codec, "mime": mime})), is_picture=False)
                await self.send(binary_message(chunk.data), is_picture=not chunk.is_start)
                self.dropped = watch.lost

    def no_h264(self) -> None:
        """There is no H.264 of this camera."""
        self.end(CLOSE_TROUBLE, "no H.264 can be made of this camera")
