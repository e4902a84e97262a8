"""The device's end of a serial cable: a PTY and a thread that plays what is plugged in."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import threading
import time
import tty
from types import TracebackType
from typing import Self


class Unplugged(Exception):
    """The cable was pulled: ends the device's thread."""


class PtyDevice:
    """Something on a serial port; a subclass plays it in ``run``. Use it as a context manager."""

    def __init__(self) -> None:
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self.path = os.ttyname(self._slave)
        self._wake_r, self._wake_w = os.pipe()
        self._stopping = threading.Event()
        self.received = bytearray()
        """The last that the computer sent."""
        self._thread = threading.Thread(target=self._play, name=type(self).__name__, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.unplug()
        self._thread.join(10)
        os.close(self._wake_r)
        os.close(self._wake_w)

    def unplug(self) -> None:
        """Pull the cable, this instant."""
        if not self._stopping.is_set():
            self._stopping.set()
            os.write(self._wake_w, b"x")
            if threading.current_thread() is not self._thread:
                self._thread.join(10)

    # -- for subclasses, in the thread -----------------------------------------------------------------------------

    def run(self) -> None:
        """Be the device, until Unplugged."""
        raise NotImplementedError

    def read(self, seconds: float | None) -> bytes:
        """What the computer sent, or nothing in time.

        Raises:
            Unplugged: it is.
        """
        end = None if seconds is None else time.monotonic() + seconds
        while True:
            left = None if end is None else max(0.0, end - time.monotonic())
            readable, _, _ = select.select([self._master, self._wake_r], [], [], left)
            if self._stopping.is_set():
                raise Unplugged
            if not readable:
                return b""
            with contextlib.suppress(BlockingIOError):
                data = os.read(self._master, 4096)
                self.received += data
                del self.received[:-65536]
                return data

    def write(self, data: bytes) -> None:
        """Send, as slowly as the computer reads.

        Raises:
            Unplugged: it is.
        """
        while data:
            select.select([self._wake_r], [self._master], [])
            if self._stopping.is_set():
                raise Unplugged
            with contextlib.suppress(BlockingIOError):
                data = data[os.write(self._master, data) :]

    def _play(self) -> None:
        try:
            with contextlib.suppress(Unplugged):
                self.run()
        finally:
            os.close(self._master)
            os.close(self._slave)
