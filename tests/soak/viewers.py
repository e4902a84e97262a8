"""Viewers of a soak: of each kind, coming and going, one of them asleep. A process of their own.

Called with the port and a share link's token; ends with SIGTERM, and prints how much each kind was given.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import signal
import sys
from collections import Counter
from collections.abc import Awaitable, Callable

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

SEED = 7
STAY_S = (3.0, 15.0)
AWAY_S = (0.5, 4.0)

WATCHED: Counter[str] = Counter()
"""Messages, or chunks, by kind."""


class Crowd:
    """Watches by every way there is."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._token = token
        self._dice = random.Random(SEED)

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            for path in ("/ws/jpeg", "/ws/viewer", "/ws/mse", "/ws/mse"):
                group.create_task(self._come_and_go(lambda path=path: self._watch(path)))  # type: ignore[misc]
            for path in ("/stream.mjpg", "/snapshot.jpg", "/status", "/"):
                group.create_task(self._come_and_go(lambda path=path: self._fetch(path)))  # type: ignore[misc]
            group.create_task(self._come_and_go(self._sleep))

    async def _come_and_go(self, stay: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(self._dice.uniform(*AWAY_S))
            with contextlib.suppress(OSError, ConnectionClosed, InvalidStatus, TimeoutError):
                async with asyncio.timeout(self._dice.uniform(*STAY_S)):
                    await stay()

    async def _watch(self, path: str) -> None:
        url = f"ws://127.0.0.1:{self._port}{path}?token={self._token}"
        async with connect(url, proxy=None, compression=None, close_timeout=0.5, max_size=None) as socket:
            async for _ in socket:
                WATCHED[path] += 1

    async def _fetch(self, path: str) -> None:
        reader, writer = await self._ask(path)
        try:
            while await reader.read(1 << 16):
                WATCHED[path] += 1
        finally:
            writer.close()

    async def _sleep(self) -> None:
        """Asks for pictures and reads none."""
        reader, writer = await self._ask("/stream.mjpg")
        try:
            await reader.readexactly(12)
            writer.transport.pause_reading()  # type: ignore[attr-defined]
            await asyncio.sleep(STAY_S[1])
        finally:
            writer.transport.abort()

    async def _ask(self, path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        request = f"GET {path}?token={self._token} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        writer.write(request.encode())
        return reader, writer


async def main() -> None:
    crowd = asyncio.create_task(Crowd(int(sys.argv[1]), sys.argv[2]).run())
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, crowd.cancel)
    await asyncio.wait([crowd])
    print(json.dumps(WATCHED), flush=True)
    if not crowd.cancelled():
        crowd.result()


if __name__ == "__main__":
    asyncio.run(main())
