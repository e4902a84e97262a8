"""A serial port with its driver's calls in threads: whatever hangs there, the event loop does not.

pyserial opens, reads and closes in one daemon thread and writes in another. Drivers do hang: a USB device that is
half gone keeps ``open``, ``write`` and ``close`` for seconds or for ever. Such a thread is left behind, and gives the
port back should its call return after all.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Protocol

import serial

from atomcam_gui.provisioning.serial.port_access import open_trouble
from atomcam_gui.provisioning.troubles import SetupError

_log = logging.getLogger(__name__)

_READ_S = 0.5
"""How long a read waits, where the driver has no way to wake it for the end."""
_LOCK_S, _LOCK_PAUSE_S = 0.6, 0.02
WRITE_S = 3.0
"""How long a write waits for a device that takes nothing."""
_CHUNK = 4096
_MOST_UNREAD = 128 * 1024
"""Bytes kept for a reader that does not come: a console's newest."""


class Driver(Protocol):
    """What is used of pyserial's ``Serial``."""

    dtr: bool
    rts: bool

    @property
    def in_waiting(self) -> int: ...
    def read(self, size: int, /) -> bytes: ...
    def write(self, data: bytes, /) -> int | None: ...
    def reset_output_buffer(self) -> None: ...
    def close(self) -> None: ...


DriverFactory = Callable[[str, int], Driver]


def open_driver(path: str, baud: int) -> Driver:
    """Open a port or any pyserial URL, for this program alone where the system can do that. Blocks.

    DTR is on from the beginning: a board's USB console sends nothing without it.

    Raises:
        serial.SerialException, OSError, ValueError: it cannot be opened.
    """
    port = serial.serial_for_url(path, do_not_open=True)
    port.baudrate = baud
    port.timeout = _READ_S
    if not path.lower().startswith("rfc2217:"):  # which knows no such limit
        port.write_timeout = WRITE_S
    port.exclusive = True
    port.dtr = True
    _open(port)
    return port


def _open(port: serial.Serial) -> None:
    """Open it, also where a program that this one starts at this moment still has our last look's descriptor.

    A new process has copies of all descriptors until it runs its own program, and the lock with them.
    """
    end = time.monotonic() + _LOCK_S
    while True:
        try:
            port.open()
        except serial.SerialException as error:
            if error.errno not in (errno.EAGAIN, errno.EWOULDBLOCK) or time.monotonic() > end:
                raise
            time.sleep(_LOCK_PAUSE_S)
        else:
            return


class PortThreads:
    """Owns a port's two threads. All methods belong to the event loop's thread.

    Args:
        arrived: called in the loop's thread when there is something to ``take``, or the port is gone.
    """

    def __init__(self, path: str, baud: int, factory: DriverFactory, arrived: Callable[[], None]) -> None:
        self._path = path
        self._baud = baud
        self._factory = factory
        self._arrived = arrived
        self._loop = asyncio.get_running_loop()
        self.opened: asyncio.Future[None] = self._loop.create_future()
        """Done when the port is open; a SetupError where it cannot be opened."""
        self.ended = asyncio.Event()
        """Set when the port is closed."""
        self.gone = False
        """Whether the device was unplugged, or its driver failed."""
        self._lock = threading.Lock()
        self._unread = bytearray()
        self._woken = False
        self._stopping = False
        self._port: Driver | None = None
        self._outbox: queue.SimpleQueue[tuple[bytes, asyncio.Future[bool]] | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write_all, name=f"write {path}", daemon=True)
        self._reader = threading.Thread(target=self._serve, name=f"read {path}", daemon=True)
        self._reader.start()

    def take(self, most: int) -> bytes:
        """What came, oldest first; empty where nothing did."""
        with self._lock:
            data = bytes(self._unread[:most])
            del self._unread[:most]
            return data

    def put(self, data: bytes) -> asyncio.Future[bool]:
        """Send. The future tells whether the device took it."""
        done: asyncio.Future[bool] = self._loop.create_future()
        self._outbox.put((data, done))
        return done

    def stop(self) -> None:
        """Let both threads end and the port close. ``ended`` tells when."""
        self._stopping = True
        self._outbox.put(None)
        for name in ("cancel_read", "cancel_write"):
            cancel = getattr(self._port, name, None)
            if cancel is not None:
                with contextlib.suppress(OSError, TypeError, AttributeError):  # it closed this very moment
                    cancel()

    def join(self) -> None:
        """After ``ended``: wait for the threads' very end, which is a matter of microseconds."""
        self._reader.join(1.0)

    # -- in the threads --------------------------------------------------------------------------------------------

    def _post(self, call: Callable[..., object], *arguments: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(call, *arguments)

    def _serve(self) -> None:
        port = self._open()
        if port is not None:
            self._port = port
            self._writer.start()
            self._post(_settle, self.opened, None)
            while not self._stopping and not self.gone:
                self._read(port)
            self._outbox.put(None)
            self._writer.join(WRITE_S)
            _close(port)
        self._post(self.ended.set)

    def _open(self) -> Driver | None:
        try:
            return self._factory(self._path, self._baud)
        except Exception as error:  # noqa: BLE001 - drivers and pyserial's URLs raise what they like
            if not self._stopping:
                self._post(_fail, self.opened, open_trouble(self._path, error))
            return None

    def _read(self, port: Driver) -> None:
        data = b""
        try:
            data = port.read(1)
            waiting = port.in_waiting if data else 0
            if waiting:
                data += port.read(min(waiting, _CHUNK))
        except Exception as error:  # noqa: BLE001 - drivers raise what they like for a device that is gone
            self._keep(data)
            self._lose(error)
        else:
            self._keep(data)

    def _keep(self, data: bytes) -> None:
        if not data:
            return
        with self._lock:
            self._unread += data
            del self._unread[: max(0, len(self._unread) - _MOST_UNREAD)]
            woken, self._woken = self._woken, True
        if not woken:
            self._post(self._wake)

    def _wake(self) -> None:
        with self._lock:
            self._woken = False
        self._arrived()

    def _lose(self, error: Exception) -> None:
        if not self._stopping:
            _log.info("%s is gone: %s", self._path, error)
        self.gone = True
        self._post(self._arrived)

    def _write_all(self) -> None:
        port = self._port
        assert port is not None
        while (item := self._outbox.get()) is not None:
            data, done = item
            taken = not self.gone
            try:
                if taken:
                    port.write(data)
            except serial.SerialTimeoutException:
                taken = False
            except Exception as error:  # noqa: BLE001 - as in reading
                taken = False
                self._lose(error)
            self._post(_settle, done, taken)


def _settle(future: asyncio.Future[object], result: object) -> None:
    if not future.done():
        future.set_result(result)


def _fail(future: asyncio.Future[object], error: SetupError) -> None:
    if not future.done():
        future.set_exception(error)


def _close(port: Driver) -> None:
    """Close without resetting the board: RTS goes before DTR. Whatever fails, the next step follows."""

    def lower_lines() -> None:  # a PTY has none
        port.rts = False
        port.dtr = False

    # Without the middle step the system waits for half a minute for a device that takes nothing.
    for step in (lower_lines, port.reset_output_buffer, port.close):
        try:
            step()
        except Exception as error:  # noqa: BLE001 - a device that is gone fails in any way; it is closed all the same
            _log.debug("closing: %s", error)
