"""Whether a peer takes what it is sent."""

from __future__ import annotations

import asyncio

STUCK_AFTER_S = 10.0
"""A viewer that has taken nothing for so long of what was sent to it is dropped: a telephone whose screen is off, a
player that was stopped, a line that went dead. A slow one takes something all the time."""


class Progress:
    """Watches a transport's buffer."""

    def __init__(self, transport: asyncio.WriteTransport) -> None:
        self._transport = transport
        self._size = 0
        self._since = 0.0

    def is_stuck(self, now: float) -> bool:
        """Ask a few times a second, with monotonic seconds."""
        size = self._transport.get_write_buffer_size()
        if not size or size != self._size:
            self._size = size
            self._since = now
            return False
        return now - self._since > STUCK_AFTER_S
