"""A serial port as coroutines."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import Self

from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.serial.serial_port import WRITE_S, DriverFactory, PortThreads, open_driver
from atomcam_gui.provisioning.troubles import SetupError, Trouble

_log = logging.getLogger(__name__)

_OPEN_S = 10.0
_CLOSE_S = 2.0
_GIVE_BACK_S = 1.0
"""For a port whose opening was cancelled: longer than a read that nothing wakes."""
_MOST_AT_ONCE = 2048
"""Bytes that one read gives at most: parsing them shall not hold the event loop up."""


class SerialLink:
    """An open serial port, for one reader and one writer at a time. Everything here belongs to the loop's thread.

    Reading waits in a thread and costs nothing while nothing comes. A flood that nobody reads keeps its newest
    128 KiB only.
    """

    def __init__(self, path: str, baud: int, factory: DriverFactory) -> None:
        self.path = path
        self.doing: str = Phrase("it was being talked to")
        """What is being done, for the sentence that says when the board was unplugged."""
        self._news = asyncio.Event()
        self._threads = PortThreads(path, baud, factory, self._news.set)
        self._closed = False

    @classmethod
    async def open(
        cls, path: str, *, baud: int = 115200, factory: DriverFactory = open_driver, seconds: float = _OPEN_S
    ) -> Self:
        """Open a port, a PTY, or a URL of pyserial's (``socket://``, ``rfc2217://``, ``loop://``).

        Args:
            factory: opens the driver, in a thread; a test gives its own.
            seconds: after which a driver that hangs is given up.

        Raises:
            SetupError: PORT_NOT_FOUND, PORT_BUSY, PORT_NOT_PERMITTED or PORT_FAILED.
        """
        link = cls(path, baud, factory)
        try:
            await asyncio.wait({link._threads.opened}, timeout=seconds)
            if not link._threads.opened.done():
                raise SetupError(Trouble.PORT_FAILED, port=path, reason=Phrase("the system does not get it open"))
            link._threads.opened.result()
        except SetupError:
            link._abandon()
            raise
        except asyncio.CancelledError:
            link._abandon()
            # Whoever cancelled may open the port again at once, and would find it busy.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_GIVE_BACK_S):
                    await link._threads.ended.wait()
            raise
        return link

    def _abandon(self) -> None:
        self._closed = True
        self._threads.opened.cancel()
        self._threads.stop()

    async def read(self, seconds: float) -> bytes:
        """What comes next, at least a byte; empty where nothing comes in time.

        Raises:
            SetupError: UNPLUGGED.
        """
        end = time.monotonic() + seconds
        while True:
            lost = self._is_lost  # before what came last is taken
            data = self._threads.take(_MOST_AT_ONCE)
            if data:
                return data
            if lost:
                raise self._unplugged()
            left = end - time.monotonic()
            if left <= 0:
                return b""
            await self._wait_for_news(left)

    async def _wait_for_news(self, seconds: float) -> None:
        """There may be none: what it was about may have been taken already."""
        self._news.clear()
        waiter = asyncio.ensure_future(self._news.wait())
        try:
            await asyncio.wait({waiter}, timeout=seconds)
        finally:
            waiter.cancel()

    async def write(self, data: bytes) -> None:
        """Send everything.

        Raises:
            SetupError: UNPLUGGED, or NO_ANSWER where the device takes nothing for 3 seconds.
        """
        if self._is_lost:
            raise self._unplugged()
        done = self._threads.put(data)
        # The driver has the same limit; this one is for a driver that does not keep it.
        await asyncio.wait({done}, timeout=WRITE_S + 1.0)
        if done.done() and done.result():
            return
        done.cancel()
        raise self._unplugged() if self._is_lost else SetupError(Trouble.NO_ANSWER, port=self.path)

    async def close(self) -> None:
        """Close the port without resetting the board. A driver that hangs is left to itself after 2 seconds."""
        if self._closed:
            return
        self._closed = True
        self._threads.stop()
        self._news.set()
        try:
            async with asyncio.timeout(_CLOSE_S):
                await self._threads.ended.wait()
        except TimeoutError:
            _log.warning("%s does not close; it is left to itself", self.path)
        else:
            self._threads.join()

    @property
    def _is_lost(self) -> bool:
        return self._closed or self._threads.gone

    def _unplugged(self) -> SetupError:
        return SetupError(Trouble.UNPLUGGED, doing=self.doing)
