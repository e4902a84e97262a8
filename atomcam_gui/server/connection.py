"""One camera's WebSocket: carries messages between ``websockets`` and a ``CameraLink``."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode
from websockets.protocol import State

from atomcam_gui.camera.link import CameraLink
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.server.counters import ServerCounters

logger = logging.getLogger(__name__)


class CameraConnection:
    """Serves one open WebSocket until it closes. The ``Transport`` of its link."""

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
        self.link = CameraLink(registry, self, address, header_id)

    async def run(self) -> None:
        """Feed the link until the connection ends."""
        link, recv = self.link, self._socket.recv
        try:
            while True:
                message = await recv()
                if isinstance(message, bytes):
                    link.receive_bytes(message)
                else:
                    link.receive_text(message)
        except ConnectionClosed as error:
            self._note_end(error)
        finally:
            link.closed()
            await self._finish_tasks()

    def _note_end(self, error: ConnectionClosed) -> None:
        if error.sent is not None and error.sent.code == CloseCode.MESSAGE_TOO_BIG:
            self._counters.oversized += 1
            self.link.oversized()
        logger.debug("%s: connection ended: %s", self._address, error)

    # -- Transport -----------------------------------------------------------------------------------------------

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
