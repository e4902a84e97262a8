"""The one thread in which recordings are written: a disk that hangs delays files, and nothing else."""

from __future__ import annotations

import asyncio
import collections
import contextlib
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

logger = logging.getLogger(__name__)

TICK_S = 0.25

GATHER_S = 0.05
"""Pictures are written so many times a second, all that have come. Waking the thread for each one costs three times as
much as writing it, and takes the interpreter away from the window as often."""

_Job = Callable[[Any], None]


class WriterThread:
    """Does jobs in the order in which they were posted. Posted to by one thread, on whose event loop it was made.

    A daemon: one that hangs in the system does not keep the program from ending.

    Args:
        tick: called in the thread a few times a second while there is anything to do; whether there is.
    """

    def __init__(self, tick: Callable[[], bool]) -> None:
        self._tick = tick
        self._jobs: collections.deque[tuple[_Job, Any] | None] = collections.deque()
        self._wanted = threading.Event()
        self._loop = asyncio.get_running_loop()
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._thread = threading.Thread(target=self._run, name="recording", daemon=True)
        self._thread.start()

    def post(self, job: _Job, argument: Any, *, at_once: bool = False) -> None:
        """Have ``job(argument)`` called in the thread: within ``GATHER_S`` while it is busy, or ``at_once``."""
        self._jobs.append((job, argument))
        if at_once:
            self._wanted.set()

    async def stop(self, seconds: float) -> bool:
        """End the thread after all jobs posted so far; whether it did within so many seconds."""
        self._jobs.append(None)
        self._wanted.set()
        await asyncio.wait([self._ended], timeout=seconds)
        if not self._ended.done():
            return False
        self._thread.join()
        return True

    def _run(self) -> None:
        try:
            self._work()
        finally:
            with contextlib.suppress(RuntimeError):  # the loop has closed: nobody waits any more
                self._loop.call_soon_threadsafe(self._tell_end)

    def _tell_end(self) -> None:
        if not self._ended.done():
            self._ended.set_result(None)

    def _work(self) -> None:
        is_busy = False
        tick_at = 0.0
        while True:
            self._wanted.wait(GATHER_S if is_busy else None)
            self._wanted.clear()
            if not self._do_all():
                return
            now = time.monotonic()
            if now >= tick_at:
                tick_at = now + TICK_S
                is_busy = self._tick()

    def _do_all(self) -> bool:
        """Do the jobs that were posted; False where the last one was to end."""
        while self._jobs:
            item = self._jobs.popleft()
            if item is None:
                return False
            job, argument = item
            try:
                job(argument)
            except Exception:
                logger.exception("a job of the writer thread failed")
        return True
