"""SIGINT and SIGTERM as an event, on systems with and without signal support in the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import signal
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def stop_signals(stop: asyncio.Event) -> Iterator[None]:
    """While inside, SIGINT and SIGTERM set ``stop``. For the main thread, with its event loop running."""
    loop = asyncio.get_running_loop()
    undo: list[Callable[[], object]] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop.set)
            undo.append(functools.partial(loop.remove_signal_handler, number))
        except NotImplementedError:  # Windows
            old = signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
            undo.append(functools.partial(signal.signal, number, old))
    try:
        yield
    finally:
        for step in undo:
            step()
