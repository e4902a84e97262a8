"""Requests to cameras and their replies. For the event loop's thread."""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from atomcam_gui import wire
from atomcam_gui.camera.board_words import heard
from atomcam_gui.camera.camera import Camera, Connection
from atomcam_gui.camera.registry import CameraRegistry, RegistryEvent
from atomcam_gui.camera.trust import Trust
from atomcam_gui.errors import CameraGone, RequestRefused, RequestTimedOut

logger = logging.getLogger(__name__)

TIMEOUT_S = 5.0
"""A board that encodes, or looks for its camera, may be silent for 4 s."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its reply, in time."""

    reply: wire.Reply
    sent_ns: int
    """``time.monotonic_ns()`` before the request went out."""
    received_ns: int
    """``time.monotonic_ns()`` when the reply was here."""


@dataclass(slots=True, eq=False)
class _Waiting:
    camera: Camera
    connection: Connection
    sent_ns: int
    answer: asyncio.Future[Exchange]


class CameraRequests:
    """Sends requests to cameras that are connected and allowed, and finds the replies that belong to them."""

    def __init__(self, registry: CameraRegistry) -> None:
        self._registry = registry
        self._numbers = itertools.count(1)
        self._waiting: dict[int, _Waiting] = {}
        self._ends: tuple[Callable[[], None], ...] = (
            registry.subscribe_messages(self._take),
            registry.subscribe(self._look_for_gone),
        )

    def close(self) -> None:
        """Every request that waits fails with ``CameraGone``; nothing is listened to any more."""
        for end in self._ends:
            end()
        self._ends = ()
        for waiting in tuple(self._waiting.values()):
            self._fail(waiting)

    async def request(self, camera_id: str, kind: str, timeout_s: float = TIMEOUT_S, **fields: object) -> wire.Reply:
        """Ask a camera for something, and wait for its reply, which says yes.

        Args:
            kind: the message's ``type``: ``set``, ``time``, ``identify``, ``update``.
            fields: what the message carries beside type and id.

        Raises:
            CameraGone: it is not connected, or its connection ended or was replaced before it answered.
            RequestTimedOut: no reply came in time. One that comes later is ignored.
            RequestRefused: the camera said no, or has not been allowed to show pictures.
        """
        return (await self.exchange(camera_id, kind, timeout_s, **fields)).reply

    async def exchange(self, camera_id: str, kind: str, timeout_s: float = TIMEOUT_S, **fields: object) -> Exchange:
        """``request``, with the times of both messages.

        Raises:
            CameraGone, RequestTimedOut, RequestRefused: as there.
        """
        camera = self._registry.get(camera_id)
        if camera is None or camera.connection is None or not self._ends:
            raise CameraGone(camera.label if camera is not None else camera_id)
        if camera.trust is not Trust.ALLOWED:
            raise RequestRefused("{name} has not been allowed to show pictures yet", name=camera.label)
        number = next(self._numbers)
        answer: asyncio.Future[Exchange] = asyncio.get_running_loop().create_future()
        self._waiting[number] = _Waiting(camera, camera.connection, time.monotonic_ns(), answer)
        try:
            camera.connection.send(wire.request_message(kind, number, fields))
            async with asyncio.timeout(timeout_s):
                exchange = await answer
        except TimeoutError as error:
            raise RequestTimedOut(camera.label, timeout_s) from error
        finally:
            del self._waiting[number]
        if not exchange.reply.ok:
            if exchange.reply.error:
                raise RequestRefused(heard(exchange.reply.error))
            raise RequestRefused("{name} refused and gave no reason", name=camera.label)
        return exchange

    def _take(self, camera: Camera, message: wire.Message) -> None:
        if not isinstance(message, wire.Reply):
            return
        number = message.request_id
        waiting = self._waiting.get(number) if isinstance(number, int) else None
        if waiting is None or waiting.camera is not camera or waiting.connection is not camera.connection:
            logger.debug("%s answered what nobody asked", camera.label)
        elif not waiting.answer.done():
            waiting.answer.set_result(Exchange(message, waiting.sent_ns, time.monotonic_ns()))

    def _look_for_gone(self, _event: RegistryEvent) -> None:
        for waiting in tuple(self._waiting.values()):
            if waiting.camera.connection is not waiting.connection:
                self._fail(waiting)

    @staticmethod
    def _fail(waiting: _Waiting) -> None:
        if not waiting.answer.done():
            waiting.answer.set_exception(CameraGone(waiting.camera.label))
