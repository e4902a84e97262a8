"""Long loops beside a window.

Python runs one thread at a time. A thread that computes gives the others a turn every 5 ms only, and a window's thread
asks for its turn hundreds of times a repaint: it would stand still for as long as the loop runs. A loop that pauses in
short intervals by itself is not noticed.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

_T = TypeVar("_T")

_SPELL_S = 0.001
_PAUSE_S = 0.0005


def gently(items: Iterable[_T]) -> Iterator[_T]:
    """The items, with a pause after each millisecond of work on them."""
    until = time.perf_counter() + _SPELL_S
    for item in items:
        yield item
        if time.perf_counter() > until:
            time.sleep(_PAUSE_S)
            until = time.perf_counter() + _SPELL_S
