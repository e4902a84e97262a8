"""The end of a program in stages: each gets its turn, whatever became of those before it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping

logger = logging.getLogger(__name__)

SLOW_S = 0.3
"""A stage that takes longer is named in the log: the whole end has two seconds."""


class Ending:
    """For one thread.

    Args:
        report: told of an exception that nobody expected of a stage.
    """

    def __init__(self, report: Callable[[BaseException], None]) -> None:
        self._report = report
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self._began

    def step(self, name: str, work: Callable[[], object]) -> None:
        """Do what ends at once."""
        began = time.monotonic()
        try:
            work()
        except Exception as error:  # noqa: BLE001 - the others must have their turn
            self._report(error)
        self._note(name, began)

    async def stage(self, name: str, work: Callable[[], Awaitable[object]]) -> None:
        """Wait for what takes a moment."""
        began = time.monotonic()
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - the others must have their turn
            self._report(error)
        self._note(name, began)

    async def together(self, stages: Mapping[str, Callable[[], Awaitable[object]]]) -> None:
        """Wait for several, by their names, which do not wait for each other."""
        await asyncio.gather(*(self.stage(name, work) for name, work in stages.items()))

    @staticmethod
    def _note(name: str, began: float) -> None:
        seconds = time.monotonic() - began
        if seconds > SLOW_S:
            logger.info("the end of %s took %.2f s", name, seconds)
