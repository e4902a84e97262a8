"""How long an event loop could not turn."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import time
from collections.abc import AsyncIterator


class Stalls:
    """The longest so far, in seconds."""

    def __init__(self) -> None:
        self.longest_s = 0.0

    async def run(self) -> None:
        while True:
            began = time.monotonic()
            await asyncio.sleep(0.005)
            self.longest_s = max(self.longest_s, time.monotonic() - began - 0.005)


@contextlib.asynccontextmanager
async def watched_loop() -> AsyncIterator[Stalls]:
    """Watch the loop for the block's time. The test run's own objects are kept from the garbage collector meanwhile."""
    gc.collect()
    gc.freeze()
    stalls = Stalls()
    task = asyncio.create_task(stalls.run())
    try:
        yield stalls
    finally:
        task.cancel()
        await asyncio.wait([task])
        gc.unfreeze()
