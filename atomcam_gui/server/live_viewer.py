"""One viewer's end of a connection: what is sent to it, and what is not because it is slow."""

from __future__ import annotations

import asyncio
import socket as sockets
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass

from atomcam_gui.server.grant import Grant, Route
from atomcam_gui.server.progress import Progress

UNSENT_BYTES = 64 * 1024
"""What the system may hold for a viewer beside what is on its way; without a limit it takes megabytes, which is seconds
of old pictures on a slow line."""

_KEEPALIVE_S = 20
_RATE_S = 1.0

FORMATS = {
    Route.JPEG_SOCKET: "JPEG",
    Route.STREAM: "MJPEG",
    Route.TS_SOCKET: "H.264 (MPEG-TS)",
    Route.MSE_SOCKET: "H.264",
}


@dataclass(frozen=True, slots=True)
class ViewerInfo:
    """A viewer, as a window shows it."""

    number: int
    """Counts the viewers of this run of the program."""
    address: str
    link_id: str
    link_name: str
    camera_id: str
    format: str
    """For people, one of ``FORMATS``."""
    since: float
    """Seconds since the epoch."""
    fps: float
    kbps: float
    dropped: int
    """Pictures that were left out, because it was slow."""


class LiveViewer(ABC):
    """Somebody who watches. Belongs to the event loop's thread.

    Whoever owns the transport's protocol tells of its flow (``paused``, ``resumed``) and its end (``ended``). Of
    pictures it is ``offer``ed one waits at most, the newest, beside the one that is being sent.
    """

    def __init__(self, grant: Grant, number: int) -> None:
        self.grant = grant
        self.number = number
        self.since = time.time()
        self.dropped = 0
        self._transport: asyncio.Transport
        self._progress: Progress
        self._is_clear = True
        self._waiting: bytes | None = None
        self._drained: asyncio.Future[None] | None = None
        self._pictures = 0
        self._bytes = 0
        self._rate_from = (time.monotonic(), 0, 0)
        self._rates = (0.0, 0.0)

    def use(self, transport: asyncio.Transport) -> None:
        """Send by this transport from now on. Its protocol hears of every byte that does not go out at once."""
        self._transport = transport
        self._progress = Progress(transport)
        transport.set_write_buffer_limits(0)
        system = transport.get_extra_info("socket")
        if system is not None:
            _keep_short(system)

    @property
    def info(self) -> ViewerInfo:
        """How it is at the moment."""
        link = self.grant.link
        fps, kbps = self._rates
        return ViewerInfo(
            self.number,
            self.grant.address,
            link.id,
            link.name,
            self.grant.camera_id,
            FORMATS[self.grant.route],
            self.since,
            round(fps, 1),
            round(kbps),
            self.dropped,
        )

    @property
    def _may_write(self) -> bool:
        return not self._transport.is_closing()

    @abstractmethod
    def end(self, code: int, reason: str) -> None:
        """End it soon, with a code of ``sharing``. Nothing is sent to it from now on."""

    def abort(self) -> None:
        """End it at once."""
        self._transport.abort()

    # -- pictures ------------------------------------------------------------------------------------------------

    def offer(self, message: bytes) -> None:
        """A new picture as a message. It goes now, or after the one before, unless a newer one comes until then."""
        if self._is_clear:
            if self._may_write:
                self._pictures += 1
                self._bytes += len(message)
                self._transport.write(message)
            return
        if self._waiting is not None:
            self.dropped += 1
        self._waiting = message

    async def send(self, message: bytes, *, is_picture: bool = True) -> None:
        """Send a message that must not be left out, once everything before has gone."""
        while not self._is_clear:
            if self._drained is None or self._drained.done():
                self._drained = asyncio.get_running_loop().create_future()
            await self._drained
        if self._may_write:
            self._pictures += is_picture
            self._bytes += len(message)
            self._transport.write(message)

    # -- what the transport tells --------------------------------------------------------------------------------

    def paused(self) -> None:
        """The transport holds bytes that have not gone out."""
        self._is_clear = False

    def resumed(self) -> None:
        """Everything has gone out."""
        self._is_clear = True
        self._release()
        message, self._waiting = self._waiting, None
        if message is not None:
            self.offer(message)

    def ended(self) -> None:
        """The connection is gone."""
        self._waiting = None
        self._is_clear = True
        self._release()

    def _release(self) -> None:
        if self._drained is not None and not self._drained.done():
            self._drained.set_result(None)

    # -- time ----------------------------------------------------------------------------------------------------

    def measure(self, now: float) -> bool:
        """Work the rates out. Returns False for one that takes nothing any more. ``now`` in monotonic seconds."""
        since, pictures, amount = self._rate_from
        seconds = now - since
        if seconds >= _RATE_S:
            self._rates = ((self._pictures - pictures) / seconds, (self._bytes - amount) * 8 / 1000 / seconds)
            self._rate_from = (now, self._pictures, self._bytes)
        return not self._progress.is_stuck(now)


def _keep_short(system: sockets.socket) -> None:
    """Let the system hold little for a slow peer, and notice one that vanished while nothing is sent."""
    _set(system, sockets.SOL_SOCKET, "SO_KEEPALIVE", 1)
    _set(system, sockets.IPPROTO_TCP, "TCP_KEEPIDLE", _KEEPALIVE_S)
    _set(system, sockets.IPPROTO_TCP, "TCP_KEEPINTVL", _KEEPALIVE_S // 4)
    _set(system, sockets.IPPROTO_TCP, "TCP_KEEPCNT", 3)
    if not _set(system, sockets.IPPROTO_TCP, "TCP_NOTSENT_LOWAT", UNSENT_BYTES):
        _set(system, sockets.SOL_SOCKET, "SO_SNDBUF", 2 * UNSENT_BYTES)


def _set(system: sockets.socket, level: int, name: str, value: int) -> bool:
    """Set an option; whether this system knows it."""
    option = getattr(sockets, name, None)
    if option is None:
        return False
    try:
        system.setsockopt(level, option, value)
    except OSError:
        return False
    return True
