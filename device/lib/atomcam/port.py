"""What MicroPython has and other Pythons lack, in one place: clocks, pauses, threads, waiting for a socket.

No other module imports these from their source, so that all that is left of a module is plain Python.
"""

import _thread
import asyncio
from asyncio import core  # type: ignore[attr-defined]
from time import sleep_ms as block_ms  # type: ignore[attr-defined]
from time import ticks_add, ticks_diff, ticks_ms, ticks_us  # type: ignore[attr-defined]

sleep_ms = asyncio.sleep_ms  # type: ignore[attr-defined]
new_lock = _thread.allocate_lock

TYPE_CHECKING = False
if TYPE_CHECKING:  # checkers take this branch; the board has no such module
    from typing import Any
else:
    Any = object

__all__ = (
    "Any",
    "block_ms",
    "in_thread",
    "new_lock",
    "readable",
    "sleep_ms",
    "start_thread",
    "ticks_add",
    "ticks_diff",
    "ticks_ms",
    "ticks_us",
    "writable",
)

_STACK = 8 * 1024


def start_thread(function, *arguments) -> None:
    """Start a thread with room for socket calls.

    Raises:
        OSError: no memory for its stack.
    """
    _thread.stack_size(_STACK)
    _thread.start_new_thread(function, arguments)


def readable(stream):
    """Wait in asyncio until ``stream`` can be read without blocking, or is at its end.

    asyncio's own StreamReader would set the socket to non-blocking and copy what a write leaves over.
    """
    yield core._io_queue.queue_read(stream)


def writable(stream):
    """Wait in asyncio until ``stream`` can be written: a socket that connects is connected, or has failed."""
    yield core._io_queue.queue_write(stream)


async def in_thread(function, *arguments):
    """Call what blocks for long, and let everything else go on meanwhile. Its value, or its exception."""
    outcome: list = []

    def work() -> None:
        try:
            outcome.append((function(*arguments), None))
        except Exception as error:  # noqa: BLE001 - handed to who waits
            outcome.append((None, error))

    try:
        start_thread(work)
    except (OSError, MemoryError):
        work()
    while not outcome:
        await sleep_ms(20)
    value, error = outcome[0]
    if error is not None:
        raise error
    return value
