"""One camera's WebSocket: carries messages between ``websockets`` and a ``CameraLink``."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine
from typing import Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode
from websockets.protocol import State

from atomcam_gui.camera.link import CameraLink
from atomcam_gui.camera.registry import CLOSE_POLICY, CameraRegistry
from atomcam_gui.server.counters import ServerCounters

logger = logging.getLogger(__name__)

MAX_TEXTS_PER_SECOND = 200
"""A board sends one in 5 s and an answer to each request. Thousands would take the event loop from other cameras."""


class CameraConnection:
    """Serves one open WebSocket until it closes. The ``Connection`` that its link answers through."""

    def __init__(
        self,
        socket: ServerConnection,
        registry: CameraRegistry,
        counters: ServerCounters,
        address: str,
        header_id: str | None,
    ) -> None:
        self._socket = socket
        self._counters = counters
        self._tasks: set[asyncio.Task[None]] = set()
        self._address = address
        self._texts = 0
        self._texts_since = time.monotonic()
        self.link = CameraLink(registry, self, address, header_id)

    async def run(self) -> None:
        """Feed the link until the connection ends."""
        link, recv = self.link, self._socket.recv
        try:
            while True:
                message = await recv()
                if isinstance(message, bytes):
                    link.receive_bytes(message)
                elif self._too_many_texts():
                    await self._end_flood()
                    return
                else:
                    link.receive_text(message)
        except ConnectionClosed as error:
            self._note_end(error)
        finally:
            link.closed()
            await self._finish_tasks()

    def _too_many_texts(self) -> bool:
        now = time.monotonic()
        if now - self._texts_since > 1.0:
            self._texts, self._texts_since = 0, now
        self._texts += 1
        return self._texts > MAX_TEXTS_PER_SECOND

    async def _end_flood(self) -> None:
        self._counters.flooded += 1
        logger.warning(
            "%s sent more than %d text messages in a second: disconnected", self._address, MAX_TEXTS_PER_SECOND
        )
        self._socket.transport.pause_reading()
        await self._socket.close(CLOSE_POLICY, "too many text messages")

    def _note_end(self, error: ConnectionClosed) -> None:
        code = error.sent.code if error.sent is not None else None
        if code == CloseCode.MESSAGE_TOO_BIG:
            self._counters.oversized += 1
            self.link.oversized()
        elif code in (CloseCode.PROTOCOL_ERROR, CloseCode.INVALID_DATA):
            self._counters.violations += 1
            logger.warning("%s does not keep to WebSocket: disconnected (%s)", self._address, error)
        logger.debug("%s: connection ended: %s", self._address, error)

    # -- the way back --------------------------------------------------------------------------------------------

    def send(self, text: str) -> None:
        """Send a text message soon; lost where the connection ends before."""
        self._start(self._socket.send(text))

    def close(self, code: int, reason: str) -> None:
        """Close soon."""
        if self._socket.state is State.OPEN:
            self._start(self._socket.close(code, reason))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except ConnectionClosed:
            logger.debug("%s: gone before it could be told", self._address)

    async def _finish_tasks(self) -> None:
        while self._tasks:
            await asyncio.wait(self._tasks)
