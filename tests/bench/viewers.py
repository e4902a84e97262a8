"""Viewers for the benchmarks, in a process of their own: ``python -m tests.bench.viewers URL COUNT SECONDS``.

They take all that comes and count it, but look at nothing: the server is measured. Prints ``ready`` once all are
connected, and at the end a JSON object.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import sys
import time
from urllib.parse import urlsplit

PICTURE = 10_000
"""Who has taken more than this has a picture, or most of one."""


class Viewer(asyncio.BufferedProtocol):
    """One WebSocket that is only read."""

    buffer = bytearray(256 * 1024)

    def __init__(self, request: bytes) -> None:
        self._request = request
        self.bytes = 0
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.first_s = 0.0
        self._began = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._began = time.monotonic()
        transport.write(self._request)

    def get_buffer(self, sizehint: int) -> bytearray:
        return self.buffer

    def buffer_updated(self, nbytes: int) -> None:
        if not self.opened.done():
            assert self.buffer[9:12] in (b"101", b"200"), bytes(self.buffer[:nbytes])
            self.opened.set_result(None)
        self.bytes += nbytes
        if not self.first_s and self.bytes > PICTURE:
            self.first_s = time.monotonic() - self._began


def upgrade(url: str) -> bytes:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    key = base64.b64encode(os.urandom(16)).decode()
    return (
        f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


async def main() -> None:
    url, count, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    parts = urlsplit(url)
    loop = asyncio.get_running_loop()
    viewers = []
    for _ in range(count):
        _, viewer = await loop.create_connection(lambda: Viewer(upgrade(url)), parts.hostname, parts.port)
        viewers.append(viewer)
    await asyncio.gather(*(viewer.opened for viewer in viewers))
    print("ready", flush=True)
    await asyncio.sleep(seconds)
    taken = [viewer.bytes for viewer in viewers]
    first = max(viewer.first_s for viewer in viewers)
    print(json.dumps({"total": sum(taken), "least": min(taken), "first_s": first}), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
