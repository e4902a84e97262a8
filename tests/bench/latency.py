"""How well the program knows when a picture was taken: beside the clock that the demo camera draws into it."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from datetime import datetime
from statistics import median

import simplejpeg

from atomcam_gui import wire
from atomcam_gui.backend import Backend
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.trust import KeyEntry, TrustBook
from atomcam_gui.demo.clock_reader import read_clock
from tests.bench.result import Result, percentile

CAMERA_ID = "0a7c0de0ca0b"
FPS = 25


class _Newest:
    """A sink that counts all frames and keeps the newest."""

    def __init__(self) -> None:
        self.frame: Frame | None = None
        self.came = asyncio.Event()

    def submit(self, frame: Frame) -> None:
        self.frame = frame
        self.came.set()


def _drawn_ns(frame: Frame) -> float | None:
    """When the clock in the picture was drawn, in monotonic nanoseconds. Cut to milliseconds: half one is added."""
    text = read_clock(simplejpeg.decode_jpeg(frame.data, "RGB"))
    if text is None:
        return None
    ahead_ns = time.time_ns() - time.monotonic_ns()
    today = datetime.fromtimestamp(frame.received_at).date()
    moment = datetime.combine(today, datetime.strptime(text, "%H:%M:%S.%f").time())
    return moment.timestamp() * 1e9 + 0.5e6 - ahead_ns


async def _measure(seconds: float) -> tuple[list[float], list[float], float]:
    """Differences in ms of what the program says and what is drawn, latencies in ms to this loop, uncertainty in ms."""
    book, key = TrustBook(), wire.new_key()
    book.add_key(KeyEntry(CAMERA_ID, key, "Bench", permanent=False))
    backend = Backend.build(book)
    await backend.server.start("127.0.0.1", 0)
    newest = _Newest()
    backend.hub.attach(newest, CAMERA_ID)
    url = wire.camera_url("127.0.0.1", backend.server.port)
    camera = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "atomcam_gui", "demo-camera", url, "--id", CAMERA_ID, "--fps", str(FPS),
        "--size", "640x480", env=os.environ | {"ATOMCAM_KEY": key.hex()},
    )  # fmt: skip
    differences: list[float] = []
    latencies: list[float] = []
    try:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            async with asyncio.timeout(20):
                await newest.came.wait()
            newest.came.clear()
            frame = newest.frame
            if frame is None or frame.stamp is None:
                continue
            captured = backend.clocks.capture_monotonic_ns(CAMERA_ID, frame.stamp.capture_us)
            latency = backend.clocks.latency_ms(CAMERA_ID, frame.stamp.capture_us, time.monotonic_ns())
            drawn = await asyncio.to_thread(_drawn_ns, frame)
            if captured is not None and drawn is not None and latency is not None:
                differences.append(abs(captured - drawn) / 1e6)
                latencies.append(latency)
        uncertainty = backend.clocks.uncertainty_ms(CAMERA_ID) or 0.0
    finally:
        camera.terminate()
        await camera.wait()
        await backend.server.stop()
        await backend.close()
    return differences, latencies, uncertainty


def run(seconds: float) -> list[Result]:
    """The demo camera is a process of its own."""
    differences, latencies, uncertainty = asyncio.run(_measure(seconds))
    return [
        Result("latency: off the clock in the picture, 99 % of pictures", percentile(differences, 0.99), "ms", 5),
        Result("  median of " + str(len(differences)) + " pictures", median(differences), "ms"),
        Result("  uncertainty that the program claims", uncertainty, "ms"),
        Result("  capture to this program, median", median(latencies), "ms"),
    ]
