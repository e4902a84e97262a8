"""A connection to an RTSP server: bytes in and out on the event loop, and what it is doing at the moment."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import ssl
import sys
import time
from typing import Any, cast

from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import PushError
from atomcam_gui.phrase import Phrase
from atomcam_gui.push import troubles
from atomcam_gui.push.push_url import PushUrl
from atomcam_gui.push.rtsp_messages import Answer, NoRtsp, RtspReader, ServerRequest, answer

CONNECT_WAIT_S = 5.0
"""For the name, the connection and TLS, each."""

_UNSENT_BYTES = 64 * 1024
"""So much may wait in the system. Its own limit of some megabytes would be half a minute of pictures on a slow line."""

# macOS knows it under this number; Python names it on Linux only.
_NOTSENT_LOWAT = getattr(socket, "TCP_NOTSENT_LOWAT", 0x201 if sys.platform == "darwin" else None)


class RtspWire(asyncio.Protocol):
    """One connection. For the event loop's thread."""

    def __init__(self, url: PushUrl) -> None:
        self._url = url
        self._reader = RtspReader()
        self._transport: asyncio.Transport | None = None
        loop = asyncio.get_running_loop()
        self.lost: asyncio.Future[PushError] = loop.create_future()
        """Set once the connection has ended, with the reason."""
        self._answers: dict[int, asyncio.Future[Answer]] = {}
        self._writable = asyncio.Event()
        self._writable.set()
        self._blocked_since: float | None = None

    # -- asyncio's calls -----------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection is there."""
        self._transport = cast(asyncio.Transport, transport)
        # At zero whoever sends waits until the system has taken everything: a picture that waits here is an old one.
        self._transport.set_write_buffer_limits(high=0)

    def data_received(self, data: bytes) -> None:
        """The server says something."""
        try:
            events = self._reader.feed(data)
        except NoRtsp:
            self.fail(troubles.NotRtsp(self._url.place))
            return
        for event in events:
            if isinstance(event, ServerRequest):
                self._serve(event)
            elif event.number is not None and (waiting := self._answers.get(event.number)) and not waiting.done():
                waiting.set_result(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection has ended."""
        self.fail(troubles.ServerLeft(self._url.place))

    def pause_writing(self) -> None:
        """The system takes no more for now."""
        self._writable.clear()
        self._blocked_since = time.monotonic()

    def resume_writing(self) -> None:
        """The system has taken everything."""
        self._writable.set()
        self._blocked_since = None

    # -- ours ----------------------------------------------------------------------------------------------------

    def send(self, data: bytes) -> None:
        """Send soon."""
        if self._transport is not None and not self.lost.done():
            self._transport.write(data)

    async def drained(self) -> None:
        """Wait until the system has taken everything.

        Raises:
            PushError: the connection has ended.
        """
        if not self._writable.is_set():
            await self._writable.wait()
        if self.lost.done():
            raise self.lost.result()

    @property
    def blocked_s(self) -> float:
        """For how long the system has taken nothing; 0.0 while it does."""
        return 0.0 if self._blocked_since is None else time.monotonic() - self._blocked_since

    async def ask(self, number: int, message: bytes, seconds: float) -> Answer:
        """Send a request and wait for its answer.

        Raises:
            PushError: none came in time, or the connection has ended.
        """
        waiting: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._answers[number] = waiting
        try:
            self.send(message)
            either: list[asyncio.Future[Any]] = [waiting, self.lost]
            await asyncio.wait(either, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            del self._answers[number]
        if waiting.done():
            return waiting.result()
        raise self.lost.result() if self.lost.done() else troubles.ServerSilent(self._url.place, seconds)

    def fail(self, reason: PushError) -> None:
        """End the connection at once, for this reason."""
        if not self.lost.done():
            self.lost.set_result(reason)
        self._writable.set()
        if self._transport is not None:
            self._transport.abort()

    def close(self) -> None:
        """End the connection at once; what the system has taken already may still arrive."""
        self.fail(troubles.ServerLeft(self._url.place))

    def _serve(self, asked: ServerRequest) -> None:
        if asked.method in ("OPTIONS", "GET_PARAMETER"):
            self.send(answer(200, "OK", asked.number))
        elif asked.method == "TEARDOWN":
            self.send(answer(200, "OK", asked.number))
            self.fail(troubles.ServerLeft(self._url.place))
        else:
            self.send(answer(501, "Not Implemented", asked.number))


async def connect(url: PushUrl, wait_s: float = CONNECT_WAIT_S) -> RtspWire:
    """A new connection to the server of ``url``.

    Raises:
        PushError: there is none to be had.
    """
    # Both ask the disk or the network: nothing that the event loop, or the program's end, should wait for.
    encryption = await in_daemon_thread(ssl.create_default_context, "push tls") if url.is_encrypted else None
    trouble: PushError = troubles.ServerNotKnown(url.host)
    for address in await _addresses(url, wait_s):
        try:
            async with asyncio.timeout(wait_s):
                return await _connect(url, address, encryption)
        except TimeoutError:
            trouble = troubles.ServerNotThere(url.place, Phrase("no answer"))
        except ssl.SSLCertVerificationError as error:
            trouble = troubles.CertificateRefused(url.place, error.verify_message)
        except (ssl.SSLError, ConnectionResetError) as error:
            if encryption is None:
                raise troubles.ServerLeft(url.place) from error
            trouble = troubles.NoTls(url.place)
        except OSError as error:
            trouble = troubles.ServerNotThere(url.place, _reason(error))
    raise trouble


def _reason(error: OSError) -> str:
    """What the system says. The error's own text has asyncio's words and our address in it."""
    return os.strerror(error.errno).lower() if error.errno else Phrase("no way there")


async def _addresses(url: PushUrl, wait_s: float) -> list[str]:
    try:
        async with asyncio.timeout(wait_s):
            found = await in_daemon_thread(
                lambda: socket.getaddrinfo(url.host, url.port, type=socket.SOCK_STREAM), "push name"
            )
    except (OSError, UnicodeError, TimeoutError) as error:
        raise troubles.ServerNotKnown(url.host) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def _connect(url: PushUrl, address: str, encryption: ssl.SSLContext | None) -> RtspWire:
    transport, wire = await asyncio.get_running_loop().create_connection(
        lambda: RtspWire(url),
        address,
        url.port,
        ssl=encryption,
        server_hostname=url.host if encryption is not None else None,
    )
    plain = transport.get_extra_info("socket")
    # What cannot be set makes a slow line's pictures older, no more.
    with contextlib.suppress(OSError):
        if _NOTSENT_LOWAT is not None:
            plain.setsockopt(socket.IPPROTO_TCP, _NOTSENT_LOWAT, _UNSENT_BYTES)
        else:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 * _UNSENT_BYTES)
    return wire
