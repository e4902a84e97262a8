"""What the server counts besides pictures."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(slots=True)
class ServerCounters:
    """Outcomes of connections since the server started."""

    connections: int = 0
    """Camera connections that opened."""
    handshakes_failed: int = 0
    """Connections that ended, or were ended after ``OPEN_TIMEOUT_S``, before they had become anything."""
    requests: int = 0
    """Plain HTTP requests, whatever the answer."""
    refused: int = 0
    """Requests turned away: wrong path, another site's page, not from this computer."""
    oversized: int = 0
    """Messages above the limit; their connection is closed with 1009."""
    violations: int = 0
    """Connections closed with 1002 or 1007: what came was no WebSocket frame, or a text that is no UTF-8."""
    flooded: int = 0
    """Connections closed because they sent text messages faster than any camera does."""
    crowded_out: int = 0
    """Connections turned away because there were too many at once."""

    viewers_stuck: int = 0
    """Viewers dropped because they took nothing any more."""

    def as_dict(self) -> dict[str, int]:
        """For ``/status``."""
        return asdict(self)
