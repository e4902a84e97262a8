"""One piece of work at a time: whatever is started next begins when the one before has let go of everything."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from atomcam_gui.tasks import TaskSet

Doing = Callable[[], Coroutine[Any, Any, bool | None]]


def _nothing() -> None:
    return


class Work:
    """A place for one task, owned by a ``TaskSet``. For the event loop's thread.

    Args:
        name: the tasks', for whoever debugs them.
    """

    def __init__(self, tasks: TaskSet, name: str) -> None:
        self._tasks = tasks
        self._name = name
        self._unfinished: set[asyncio.Task[None]] = set()
        self._settle: Callable[[], None] = _nothing

    def start(
        self, work: Doing, *, settle: Callable[[], None] = _nothing, then: Callable[[], None] | None = None
    ) -> None:
        """Cancel what runs; once it has ended, run ``work``.

        Args:
            settle: called once when ``work`` has ended, or as soon as it is cancelled, begun or not: whatever says that
                it goes on is set after this call, and taken back there.
            then: called after that where ``work`` returned True.
        """
        before = tuple(self._unfinished)
        self.cancel()
        self._settle = settle
        task = self._tasks.start(self._run(before, work, settle, then), self._name)
        self._unfinished.add(task)
        task.add_done_callback(lambda task: self._ended(task, settle))

    def cancel(self) -> None:
        """Cancel what runs."""
        for task in self._unfinished:
            task.cancel()
        self._settle_once(self._settle)

    async def _run(
        self,
        before: tuple[asyncio.Task[None], ...],
        work: Doing,
        settle: Callable[[], None],
        then: Callable[[], None] | None,
    ) -> None:
        if before:
            await asyncio.wait(before)
        try:
            succeeded = await work()
        finally:
            self._settle_once(settle)
        if succeeded and then is not None:
            then()

    def _ended(self, task: asyncio.Task[None], settle: Callable[[], None]) -> None:
        self._unfinished.discard(task)
        self._settle_once(settle)  # of one that was cancelled before it began

    def _settle_once(self, settle: Callable[[], None]) -> None:
        """Only of the newest work, which says so itself: an older one must not take back what this one has set."""
        if settle is self._settle:
            self._settle = _nothing
            settle()
