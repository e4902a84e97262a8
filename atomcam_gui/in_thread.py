"""Blocking work that can be stopped, in a daemon thread of its own, from a coroutine that can be cancelled."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import TypeVar

from atomcam_gui.daemon_call import DaemonCall
from atomcam_gui.provisioning.firmware.patient_sockets import Stop

_LAST_WORD_S = 2.0
"""How long a cancelled caller waits for the thread to let go of its files, which takes some 0.1 s. One that hangs in
the system (a network folder that went away) is left behind."""

_INTERVAL_S = 0.1

_T = TypeVar("_T")


async def in_thread(work: Callable[[Stop], _T], name: str, *, silence_s: float = 20.0) -> _T:
    """Run ``work`` and return what it returns, or raise what it raises. Cancelling sets the work's ``Stop``.

    Args:
        name: the thread's.
        silence_s: the ``Stop``'s.
    """
    stop = Stop(silence_s)
    call = DaemonCall(lambda: work(stop), name)
    try:
        await call.wait()
    except asyncio.CancelledError:
        stop.set()
        # What stopped work raises (usually Stopped) is of no use to whoever cancelled it.
        call.future.add_done_callback(lambda future: future.cancelled() or future.exception())
        await call.wait(_LAST_WORD_S)
        call.join()
        call.forget()
        raise
    call.join()
    return call.future.result()


class Progress:
    """Hands a thread's progress over to the loop's thread, at most ten times a second, and always the last.

    Args:
        tell: bytes so far and, where known, in all; called in the loop's thread.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, tell: Callable[[int, int | None], None]) -> None:
        self._loop = loop
        self._tell = tell
        self._not_before = 0.0

    def report(self, done: int, total: int | None) -> None:
        """Called in the thread, as often as it likes."""
        now = time.monotonic()
        if now >= self._not_before or done == total:
            self._not_before = now + _INTERVAL_S
            with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile
                self._loop.call_soon_threadsafe(self._tell, done, total)
