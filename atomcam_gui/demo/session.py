"""One connection of the demo camera: takes pictures at a steady pace, sends the newest, answers the computer."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from atomcam_gui import __version__, wire
from atomcam_gui.demo import requests
from atomcam_gui.demo.controls import FRAME_SIZES, Controls, changed, describe
from atomcam_gui.demo.pace import next_deadline
from atomcam_gui.demo.studio import BoardClock, Shot, Studio
from atomcam_gui.errors import BadMessage

_log = logging.getLogger(__name__)

_STATS_SECONDS = 5.0
_MARK_US = 2_000_000
"""How long the border shows that somebody asked which camera this is."""
_SEND_TIMEOUT = 5.0
"""Seconds after which a picture that cannot be sent means that the connection is lost."""
_SEND_BUFFER = 64 * 1024
"""Bytes that the system may hold for us. It would take megabytes, and what waits there is old when it is seen."""


class SendStalled(OSError):
    """The other side has stopped taking pictures."""


@dataclass
class _Tally:
    """What happened since the last report; times are sums in seconds."""

    taken: int = 0
    sent: int = 0
    capture: float = 0
    encode: float = 0
    send: float = 0


class Board:
    """What a camera board keeps from one connection to the next. Belongs to one event loop."""

    def __init__(
        self, controls: Controls, *, camera_id: str | None = None, key: bytes | None = None, frames: int | None = None
    ) -> None:
        self.clock = BoardClock()
        self.controls = controls
        self.camera_id = camera_id
        self.sent = 0
        self.dropped = 0
        self._key = key
        self._frames = frames
        self._taken = 0
        self._marked_until_us = 0
        self._tally = _Tally()

    @property
    def finished(self) -> bool:
        """Whether all pictures that were asked for have been sent."""
        return self._frames is not None and self.sent >= self._frames

    @property
    def marked(self) -> bool:
        """Whether the picture shows a border now."""
        return self.clock.now_us() < self._marked_until_us

    def next_number(self) -> int:
        """The number of the next picture."""
        self._taken += 1
        return self._taken - 1

    def note_taken(self, shot: Shot) -> None:
        """Count a picture that was taken."""
        self._tally.taken += 1
        self._tally.capture += shot.capture_s
        self._tally.encode += shot.encode_s

    def note_sent(self, seconds: float) -> None:
        """Count a picture that was sent."""
        self.sent += 1
        self._tally.sent += 1
        self._tally.send += seconds

    def hello(self) -> str:
        """The first message of a connection."""
        return wire.hello_message(
            wire.Hello(
                camera_id=self.camera_id,
                name=self.controls.name,
                firmware=f"atomcam {__version__}",
                board="Demo camera",
                sensor="demo",
                sizes=tuple(FRAME_SIZES),
                controls=describe(self.controls),
            )
        )

    def stats(self, seconds: float) -> str:
        """The report on the last ``seconds``, which begins the next."""
        tally, self._tally = self._tally, _Tally()
        return wire.stats_message(
            wire.Stats(
                fps=round(tally.sent / seconds, 2),
                sent=self.sent,
                dropped=self.dropped,
                capture_ms=_mean_ms(tally.capture, tally.taken),
                encode_ms=_mean_ms(tally.encode, tally.taken),
                send_ms=_mean_ms(tally.send, tally.sent),
                uptime_s=round(self.clock.now_us() / 1e6, 1),
            )
        )

    def answers(self, text: str) -> list[str]:
        """Do what a message of the computer asks for, and the messages to answer with, if any."""
        try:
            request = requests.parse_request(text)
        except BadMessage as error:
            _log.debug("demo camera: ignored %s", error)
            return []
        match request:
            case requests.Challenge(nonce):
                return self._proof(nonce)
            case requests.Set(request_id, changes):
                return self._set(request_id, changes)
            case requests.Time(request_id):
                return [wire.reply_message(wire.Reply(request_id, ok=True, clock_us=self.clock.now_us()))]
            case requests.Identify(request_id):
                self._marked_until_us = self.clock.now_us() + _MARK_US
                return [] if request_id is None else [wire.reply_message(wire.Reply(request_id, ok=True))]
            case requests.Update(request_id):
                refusal = "the demo camera has no software that could be replaced"
                return [wire.reply_message(wire.Reply(request_id, ok=False, error=refusal))]
            case requests.Unknown():
                return []

    def _proof(self, nonce: str) -> list[str]:
        if self._key is None or self.camera_id is None:
            return []
        own = wire.new_nonce()
        return [wire.proof_message(own, wire.proof_mac(self._key, self.camera_id, nonce, own))]

    def _set(self, request_id: requests.RequestId, changes: Mapping[str, object]) -> list[str]:
        """The reply; and, as a board does it, another hello where what it tells of the camera has changed."""
        before = self.controls
        try:
            self.controls = changed(before, changes)
        except BadMessage as refusal:
            return [wire.reply_message(wire.Reply(request_id, ok=False, error=str(refusal)))]
        reply = wire.reply_message(wire.Reply(request_id, ok=True))
        return [reply] if self.controls.name == before.name else [self.hello(), reply]


def _mean_ms(total: float, count: int) -> float | None:
    return round(1000 * total / count, 2) if count else None


class _Newest:
    """A place for one picture: a newer one pushes out the one that still waits."""

    def __init__(self) -> None:
        self._shot: Shot | None = None
        self._filled = asyncio.Event()

    def put(self, shot: Shot) -> bool:
        """Leave a picture; whether one was pushed out."""
        pushed_out = self._shot is not None
        self._shot = shot
        self._filled.set()
        return pushed_out

    async def take(self) -> Shot:
        """The newest picture, as soon as there is one."""
        while self._shot is None:
            await self._filled.wait()
        shot, self._shot = self._shot, None
        self._filled.clear()
        return shot


class Session:
    """One connection, from its hello to its end."""

    def __init__(self, connection: ClientConnection, board: Board, studio: Studio) -> None:
        self._connection = connection
        self._board = board
        self._studio = studio
        self._newest = _Newest()
        self._clock = asyncio.get_running_loop().time
        self._sending_since: float | None = None

    async def run(self) -> None:
        """Send pictures until enough were sent or the connection ends.

        Raises:
            SendStalled: the other side takes no more pictures.
        """
        _keep_queue_short(self._connection)
        try:
            await self._connection.send(self._board.hello())
            await _until_first_ends(self._capture(), self._send(), self._receive(), self._report())
        except ConnectionClosed as error:
            _log.info("demo camera: connection closed: %s", error)

    async def _capture(self) -> None:
        deadline = self._clock()
        while True:
            board = self._board
            shot = await self._studio.take(board.next_number(), board.controls, marked=board.marked)
            board.note_taken(shot)
            board.dropped += self._newest.put(shot)
            self._check_sending()
            deadline = next_deadline(deadline, 1 / board.controls.fps, self._clock())
            await asyncio.sleep(max(0, deadline - self._clock()))

    async def _send(self) -> None:
        while not self._board.finished:
            shot = await self._newest.take()
            began = self._sending_since = self._clock()
            await self._connection.send(shot.data)
            self._sending_since = None
            self._board.note_sent(self._clock() - began)

    async def _receive(self) -> None:
        async for message in self._connection:
            for answer in self._board.answers(message) if isinstance(message, str) else ():
                await self._connection.send(answer)

    async def _report(self) -> None:
        began = self._clock()
        while True:
            await asyncio.sleep(_STATS_SECONDS)
            began, seconds = self._clock(), self._clock() - began
            await self._connection.send(self._board.stats(seconds))

    def _check_sending(self) -> None:
        """A peer whose buffers are full would otherwise hold us for ever: the keepalive waits behind the picture."""
        if self._sending_since is not None and self._clock() - self._sending_since > _SEND_TIMEOUT:
            raise SendStalled(f"no picture could be sent for {_SEND_TIMEOUT:g} s")


def _keep_queue_short(connection: ClientConnection) -> None:
    sock = connection.transport.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)


async def _until_first_ends(*parts: Coroutine[Any, Any, None]) -> None:
    """Run the parts side by side until one ends, then stop the others; raises what that one raised."""
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        ended = [task for task in tasks if task.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in ended:
        task.result()
