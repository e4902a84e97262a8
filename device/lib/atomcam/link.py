"""One WebSocket connection to the computer: opens it, listens, keeps it alive, notices when it is dead."""

import asyncio
import os
import socket
from errno import EINPROGRESS

from micropython import const

from atomcam.port import Any, in_thread, readable, sleep_ms, ticks_diff, ticks_ms, writable
from atomcam.sender import SEND_TIMEOUT_S
from atomcam.text import from_utf8
from atomcam.websocket import CLOSE, PING, PONG, TEXT, Receiver, WebSocketError, handshake_request

PATH = "/ws/camera"
MAX_MESSAGE = const(16 * 1024)

_CONNECT_MS = const(5000)
_SILENCE_MS = const(4500)  # and half a second until the sender has let go: noticed within 6 s
_PING_MS = const(1500)
_STEP_MS = const(50)
_CHUNK = const(1024)
_IPPROTO_TCP = const(6)
_TCP_NODELAY = const(1)


class Link:
    """Args:
    sender: writes to the socket once the handshake is done.
    opened: called without arguments once the connection is up.
    received: called with each text message.
    """

    def __init__(self, sender, opened, received) -> None:
        self.up = False
        self.pongs = 0
        self.since = 0
        self._sender = sender
        self._opened = opened
        self._received = received
        self._heard_at = 0
        self._failure: Any = None

    async def run(self, host: str, port: int, headers, mask: bool, wanted) -> None:
        """Connect and serve until it fails, or until ``wanted()`` is False.

        Raises:
            OSError, WebSocketError: why it failed.
        """
        self._failure = None
        self.pongs = 0
        connection = await _connect(host, port, wanted)
        self._heard_at = ticks_ms()
        listener = asyncio.create_task(self._listen(connection, host, port, headers, mask))
        try:
            await self._watch(wanted)
        finally:
            was_up, self.up = self.up, False
            listener.cancel()
            if was_up and self._failure is None:
                await self._say_goodbye()
            self._sender.close()
            while self._sender.busy:
                await sleep_ms(_STEP_MS)
            connection.close()

    async def _watch(self, wanted) -> None:
        pinged_at = ticks_ms()
        while wanted():
            if self._failure is not None:
                raise self._failure
            if self._sender.error is not None and self.up:
                self._failure = WebSocketError(self._sender.error)
                raise self._failure
            now = ticks_ms()
            if ticks_diff(now, self._heard_at) > _SILENCE_MS:
                self._failure = WebSocketError("the server is silent")
                raise self._failure
            if self.up and ticks_diff(now, pinged_at) >= _PING_MS:
                pinged_at = now
                self._sender.control(PING, b"")
            await sleep_ms(_STEP_MS)

    async def _say_goodbye(self) -> None:
        self._sender.control(CLOSE, b"\x03\xe8")
        for _ in range(6):
            if self._sender.empty:
                return
            await sleep_ms(_STEP_MS)

    async def _listen(self, connection, host: str, port: int, headers, mask: bool) -> None:
        """Hear the peer out. Whatever ends it is left in ``_failure``."""
        try:
            nonce = os.urandom(16)
            connection.send(handshake_request(host, port, PATH, nonce, headers))
            receiver = Receiver(nonce, MAX_MESSAGE)
            while True:
                await readable(connection)
                data = connection.recv(_CHUNK)
                if not data:
                    raise WebSocketError("the server closed the connection")
                self._heard_at = ticks_ms()
                messages = receiver.feed(data)
                if receiver.open and not self.up:
                    self._sender.open(connection, mask)
                    self.up = True
                    self.since = self._heard_at
                    self._opened()
                for opcode, payload in messages:
                    self._take(opcode, payload)
        except Exception as error:  # noqa: BLE001 - _watch raises it
            self._failure = error

    def _take(self, opcode: int, payload: bytes) -> None:
        if opcode == TEXT:
            text = from_utf8(payload)
            if text is None:
                raise WebSocketError("a text that is not UTF-8")
            self._received(text)
        elif opcode == PING:
            self._sender.control(PONG, payload)
        elif opcode == PONG:
            self.pongs += 1
        elif opcode == CLOSE:
            raise WebSocketError(_farewell(payload))


async def _connect(host: str, port: int, wanted):
    """A TCP connection, with the sender's timeout. Names are looked up in a thread, since that blocks for seconds."""
    if _is_literal(host):
        address = socket.getaddrinfo(host, port)[0][-1]
    else:
        address = (await in_thread(socket.getaddrinfo, host, port))[0][-1]
    connection = socket.socket()
    try:
        connection.setblocking(False)
        try:
            connection.connect(address)
        except OSError as error:
            if error.args[0] != EINPROGRESS:
                raise
        await asyncio.wait_for_ms(_until_writable(connection), _CONNECT_MS)  # type: ignore[attr-defined]
        try:
            connection.setsockopt(_IPPROTO_TCP, _TCP_NODELAY, 1)
        except OSError:  # it is gone already: the first write tells why
            pass
        connection.settimeout(SEND_TIMEOUT_S)
    except BaseException as error:
        connection.close()
        if isinstance(error, asyncio.TimeoutError):
            raise WebSocketError("nobody answers at %s port %d" % (host, port)) from None
        raise
    return connection


async def _until_writable(connection) -> None:
    await writable(connection)


def _is_literal(host: str) -> bool:
    return all(c in "0123456789." for c in host)


def _farewell(payload: bytes) -> str:
    if len(payload) < 2:
        return "the server closed the connection"
    code = payload[0] << 8 | payload[1]
    reason = "".join(chr(b) if 32 <= b < 127 else "?" for b in payload[2:])
    return "the server closed the connection: %s (%d)" % (reason or "no reason given", code)
