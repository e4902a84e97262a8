"""What asks a program to end as an event, on systems with and without signal support in the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import signal
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def stop_signals(stop: asyncio.Event) -> Iterator[None]:
    """While inside, SIGINT and SIGTERM set ``stop``, and so does the end of the terminal that it was started from.

    For the main thread, with its event loop running.
    """
    loop = asyncio.get_running_loop()
    undo: list[Callable[[], object]] = []
    for number in _numbers():
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


def _numbers() -> list[signal.Signals]:
    numbers = [signal.SIGINT, signal.SIGTERM]
    # Whoever has it ignored wants to outlive the terminal (nohup). On Windows a console that is closed sends SIGBREAK.
    for name in ("SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            numbers.append(number)
    return numbers
