"""Reads a network camera, whatever kind its address is of, in a thread that can be left behind."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable

from atomcam_gui.daemon_call import DaemonCall
from atomcam_gui.provisioning.firmware.patient_sockets import Stopped
from atomcam_gui.sources import http_source
from atomcam_gui.sources.address import SourceAddress
from atomcam_gui.sources.patience import Patience
from atomcam_gui.sources.troubles import SourceError

_STOP_WAIT_S = 0.4
"""A reader of HTTP has ended by then. One of RTSP may wait for its camera, and is left behind."""


def read_blocking(
    address: SourceAddress, patience: Patience, opened: Callable[[], None], deliver: Callable[[bytes], None]
) -> None:
    """Read until something ends it, in this thread; returns never but by an error.

    Raises:
        SourceError: why there are no more pictures.
        Stopped: ``patience`` was told to stop.
    """
    if address.scheme == "rtsp":
        # Not at the top: it loads FFmpeg, which most cameras do without.
        from atomcam_gui.sources import rtsp_source

        rtsp_source.read(address, patience, opened, deliver)
    else:
        http_source.read(address, patience, opened, deliver)


class Reading:
    """One connection to a camera. For the event loop's thread, in which it calls both functions.

    At most one picture waits for the loop, the newest: a loop that stands still costs no memory.

    Args:
        opened: called once the camera has answered as one does.
        deliver: called with what should be a JPEG.
    """

    def __init__(self, address: SourceAddress, opened: Callable[[], None], deliver: Callable[[bytes], None]) -> None:
        self._opened = opened
        self._deliver = deliver
        self._loop = asyncio.get_running_loop()
        self._lock = threading.Lock()
        self._waiting: bytes | None = None
        self._is_over = False
        patience = self._patience = Patience(http_source.ANSWER_TIMEOUT_S)
        self._call = DaemonCall(
            lambda: read_blocking(address, patience, lambda: self._soon(self._tell_opened), self._put),
            f"source {address.host}",
        )
        # Who stops it asks for nothing more, and some loops tell of an exception that nobody asked for.
        self._call.future.add_done_callback(lambda future: future.cancelled() or future.exception())

    async def end(self) -> Exception:
        """Wait for its end, and say why it ended. Being cancelled stops it."""
        try:
            await self._call.wait()
        finally:
            self._is_over = True
            self._patience.set()
            if not self._call.future.done():
                await self._call.wait(_STOP_WAIT_S)
                self._call.forget()
            self._call.join()
        error = self._call.future.exception()
        return error if isinstance(error, Exception) else Stopped()

    @property
    def is_running(self) -> bool:
        """Whether its thread is still there."""
        return self._call.is_running

    # -- from the thread -----------------------------------------------------------------------------------------

    def _put(self, data: bytes) -> None:
        with self._lock:
            was_empty, self._waiting = self._waiting is None, data
        if was_empty:
            self._soon(self._take)

    def _soon(self, function: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile
            self._loop.call_soon_threadsafe(function)

    # -- in the loop's thread ------------------------------------------------------------------------------------

    def _take(self) -> None:
        with self._lock:
            data, self._waiting = self._waiting, None
        if data is not None and not self._is_over:
            self._deliver(data)

    def _tell_opened(self) -> None:
        if not self._is_over:
            self._opened()


def picture_blocking(address: SourceAddress, patience: Patience) -> bytes:
    """One picture, in this thread.

    Raises:
        SourceError: there is none.
        Stopped: ``patience`` was told to stop.
    """
    found: list[bytes] = []

    def keep(data: bytes) -> None:
        if not found:
            found.append(data)
            patience.set()

    try:
        read_blocking(address, patience, lambda: None, keep)
    except (SourceError, Stopped):
        if not found:
            raise
    return found[0]
