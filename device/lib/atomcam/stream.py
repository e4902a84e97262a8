"""The stream to the computer: connects for ever, says hello, keeps count. What comes back goes to ``protocol``."""

import os

from micropython import const

from atomcam.link import Link
from atomcam.port import Any, sleep_ms, ticks_add, ticks_diff, ticks_ms
from atomcam.text import dump
from atomcam.trust import parse_key
from atomcam.websocket import WebSocketError

DEFAULT_PORT = const(8080)

_STATS_MS = const(5000)
_FIRST_PAUSE_MS = const(500)
_LONGEST_PAUSE_MS = const(10000)
_LASTED_MS = const(5000)  # a connection that held this long was a good one
_STEP_MS = const(50)
BOARDS = {"GC0308": "AtomS3R-CAM", "OV3660": "AtomS3R-M12"}
_ERRORS = {
    103: "the connection broke",
    104: "the server reset the connection",
    110: "timed out",
    111: "the server refused the connection: is it running?",
    113: "the network has no way there",
    118: "the network has no way there",
    -2: "there is no computer of this name in the network",
    -202: "there is no computer of this name in the network",
}


class Stream:
    """The connection and what is said over it.

    Args:
        settings: namespace with ``host``, ``port``, ``key`` and ``mask``.
        identity: the board's id.
        describe: gives what ``hello`` tells beside the id.
        ready: whether there is something to tell yet.
    """

    def __init__(self, settings, identity: str, wifi, sender, describe, ready) -> None:
        self.settings = settings
        self.enabled = True
        self.error: Any = None
        self.handle: Any = None
        """Takes a text, gives the answers."""
        self.stats: Any = None
        self.link = Link(sender, self._say_hello, self._receive)
        self._identity = identity
        self._wifi = wifi
        self._sender = sender
        self._describe = describe
        self._ready = ready
        self._generation = 0

    # -- what others ask -----------------------------------------------------------------------------------------

    @property
    def host(self):
        """The computer's name or address, or None."""
        return self.settings.values.get("host")

    @property
    def port(self) -> int:
        """The computer's port."""
        return self.settings.values.get("port", DEFAULT_PORT)

    @property
    def key(self):
        """The board's secret of 32 bytes, or None where it was given none."""
        return parse_key(self.settings.values.get("key", ""))

    @property
    def up(self) -> bool:
        """Whether the computer receives."""
        return self.link.up

    @property
    def network(self) -> bool:
        """Whether there is a network to reach it by."""
        return self._wifi.connected

    def set_enabled(self, on: bool) -> None:
        """Start or stop."""
        self.enabled = on
        self.reconnect()

    def reconnect(self) -> None:
        """Something about the target changed: end the present connection and use the new settings at once."""
        self._generation += 1
        self.error = None  # what was wrong was wrong with the old target

    def announce(self) -> None:
        """Say hello again: what it tells has changed."""
        if self.up:
            self._say_hello()

    def send(self, fields: dict) -> None:
        """Send a text message, if there is somebody to hear it."""
        self._sender.text(dump(fields))

    # -- the stream's life ---------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Connect, and connect again. Never ends."""
        pause = _FIRST_PAUSE_MS
        while True:
            if not (self.enabled and self.host and self._wifi.connected and self._ready()):
                pause = _FIRST_PAUSE_MS
                await sleep_ms(_STEP_MS)
                continue
            generation = self._generation
            began = ticks_ms()
            try:
                await self.link.run(
                    self.host,
                    self.port,
                    (("Sec-WebSocket-Protocol", "atomcam.v1"), ("X-AtomCam-Id", self._identity)),
                    bool(self.settings.values.get("mask")),
                    lambda since=generation: since == self._generation and self._wifi.connected,
                )
                self.error = None
            except OSError as error:
                self.error = _ERRORS.get(error.args[0], "network error %s" % error.args[0])
            except (WebSocketError, MemoryError) as error:
                self.error = str(error) or "out of memory"
            if ticks_diff(ticks_ms(), began) > _LASTED_MS or generation != self._generation:
                pause = _FIRST_PAUSE_MS
            if generation == self._generation:
                await self._rest(pause * (96 + os.urandom(1)[0] // 4) // 128, generation)
                pause = min(2 * pause, _LONGEST_PAUSE_MS)

    async def report(self) -> None:
        """Measure, and tell the computer every 5 s. Never ends."""
        while True:
            await sleep_ms(_STATS_MS)
            self.stats.sample()
            if self.up:
                fields = {name: value for name, value in self.stats.fields().items() if value is not None}
                fields["type"] = "stats"
                self.send(fields)

    async def _rest(self, pause: int, generation: int) -> None:
        until = ticks_add(ticks_ms(), pause)
        while generation == self._generation and ticks_diff(until, ticks_ms()) > 0:
            await sleep_ms(_STEP_MS)

    def _say_hello(self) -> None:
        self.error = None
        fields = {"type": "hello", "id": self._identity}
        fields.update(self._describe())
        self.send(fields)

    def _receive(self, text: str) -> None:
        for answer in self.handle(text):
            self.send(answer)
