"""A blocking call that may hang, in a daemon thread of its own: neither the loop nor the program's end waits for it."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

_LAST_WORD_S = 2.0
"""How long a cancelled caller waits for work that was told to stop to let go of its files, which takes some 0.1 s. Work
that hangs in the system (a network folder that went away) is left behind."""


class DaemonCall(Generic[T]):
    """Starts ``function`` at once. For the event loop's thread.

    ``asyncio.to_thread`` is for what surely ends: the loop waits for its threads when it closes.

    Args:
        function: called once, in the thread.
        name: the thread's.
    """

    def __init__(self, function: Callable[[], T], name: str) -> None:
        self._function = function
        self._loop = asyncio.get_running_loop()
        self.future: asyncio.Future[T] = self._loop.create_future()
        """What the call returned or raised. Whoever cancels it drops the result; the thread goes on to its end."""
        self._began = time.monotonic()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def age_s(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._began

    async def wait(self, seconds: float | None = None) -> bool:
        """Wait for the call's end, or so long; whether it has ended. Being cancelled leaves the call as it is."""
        await asyncio.wait([self.future], timeout=seconds)
        return self.future.done()

    def join(self) -> None:
        """After the call's end: wait for the thread's, which is a matter of microseconds."""
        if self.future.done() and not self.future.cancelled():
            self._thread.join()

    async def result_or_stop(self, stop: Callable[[], None]) -> T:
        """What the call returned, or raised. Being cancelled calls ``stop``, and waits a little for the call's end."""
        try:
            await self.wait()
        except asyncio.CancelledError:
            stop()
            # What stopped work raises is of no use to whoever cancelled it.
            self.future.add_done_callback(lambda future: future.cancelled() or future.exception())
            await self.wait(_LAST_WORD_S)
            self.join()
            self.forget()
            raise
        self.join()
        return self.future.result()

    def forget(self) -> None:
        """Nobody waits for the result any more."""
        self.future.cancel()

    @property
    def is_running(self) -> bool:
        """Whether the thread is still there."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            result = self._function()
        except BaseException as error:  # noqa: BLE001 - it is raised where the call is awaited
            self._hand_over(lambda error=error: self.future.set_exception(error))  # type: ignore[misc]
        else:
            self._hand_over(lambda: self.future.set_result(result))

    def _hand_over(self, settle: Callable[[], None]) -> None:
        def settle_unless_forgotten() -> None:
            if not self.future.done():
                settle()

        with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile
            self._loop.call_soon_threadsafe(settle_unless_forgotten)


async def in_daemon_thread(function: Callable[[], T], name: str) -> T:
    """What ``function`` returns or raises. Being cancelled gives up waiting; the call goes on to its end."""
    call = DaemonCall(function, name)
    try:
        await call.wait()
    except asyncio.CancelledError:
        call.forget()
        raise
    call.join()
    return call.future.result()
