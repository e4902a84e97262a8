"""Blocking work that can be stopped, in a daemon thread of its own, from a coroutine that can be cancelled."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import TypeVar

from atomcam_gui.daemon_call import DaemonCall
from atomcam_gui.provisioning.firmware.patient_sockets import Stop

_INTERVAL_S = 0.1

_T = TypeVar("_T")


async def in_thread(work: Callable[[Stop], _T], name: str, *, silence_s: float = 20.0) -> _T:
    """Run ``work`` and return what it returns, or raise what it raises. Cancelling sets the work's ``Stop``.

    Args:
        name: the thread's.
        silence_s: the ``Stop``'s.
    """
    stop = Stop(silence_s)
    return await DaemonCall(lambda: work(stop), name).result_or_stop(stop.set)


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
