"""Real receivers of a pushed stream: FFmpeg as an RTSP server that takes one publisher."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import signal
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

_ports = itertools.count(14000 + 1000 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")))


def free_port() -> int:
    """One that stays free: below those that the system gives away, and another for each process that runs tests."""
    for port in _ports:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no free port")


@dataclass
class FfmpegReceiver:
    """Decodes what comes, and tells of each picture."""

    process: asyncio.subprocess.Process
    times: list[float] = field(default_factory=list)
    """Of each decoded picture in the stream, in seconds."""
    sums: list[str] = field(default_factory=list)
    """Checksums of the pixels."""

    async def read(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            if not line.startswith(b"#"):
                _, _, shown, _, _, checksum = line.decode().split(",")
                self.times.append(int(shown) / 90_000)
                self.sums.append(checksum.strip())

    def kill(self) -> None:
        """Like a server that loses its power, but for the system's own goodbye."""
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGKILL)


@contextlib.asynccontextmanager
async def ffmpeg_receiver(port: int, path: str = "kitchen") -> AsyncIterator[FfmpegReceiver]:
    """FFmpeg listening for a publisher, started anew; it ends with the stream."""
    process = await asyncio.create_subprocess_exec(
        *("ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-rtsp_flags", "listen", "-flags", "low_delay"),
        *("-probesize", "32", "-analyzeduration", "1"),
        *("-fpsprobesize", "0", "-threads", "1", "-i", f"rtsp://127.0.0.1:{port}/{path}"),
        *("-vsync", "passthrough", "-enc_time_base", "1:90000", "-flush_packets", "1", "-f", "framemd5", "-"),
        stdout=asyncio.subprocess.PIPE,
    )
    receiver = FfmpegReceiver(process)
    reading = asyncio.create_task(receiver.read())
    try:
        yield receiver
    finally:
        receiver.kill()
        await process.wait()
        await reading


async def ffmpeg_files(port: int, count: int, path: str = "kitchen") -> list[bytes]:
    """The first JPEGs that arrive, put together by FFmpeg and not decoded."""
    process = await asyncio.create_subprocess_exec(
        *("ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-rtsp_flags", "listen"),
        *("-probesize", "32", "-analyzeduration", "1"),
        *("-i", f"rtsp://127.0.0.1:{port}/{path}", "-c", "copy", "-frames:v", str(count), "-f", "mjpeg", "-"),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        data, _ = await process.communicate()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    return [b"\xff\xd8" + part for part in data.split(b"\xff\xd8")[1:]]
