"""The wall under many streams: what each tile shows, the event loop's stalls, CPU and memory.

``python -m tests.bench.wall FPS SECONDS CAMERAS`` is the measured window, a process of its own; prints one JSON line.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from typing import Any

from tests.bench.result import Result, percentile

SIZE = "640x480"
WINDOW = (1600, 1000)
WARM_UP_S = 15.0
"""By then every tile's slot has all of its buffers."""


def run(seconds: float, cameras: int = 16, fps: float = 25.0) -> list[Result]:
    """Watch a wall of VGA cameras."""
    from tests.bench.live import screen

    with screen() as environment, tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.wall", str(fps), str(seconds), str(cameras)],
            env=os.environ | environment | {"ATOMCAM_HOME": home},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    numbers: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return [
        Result(f"wall: {cameras} VGA cameras at {fps:g} fps, the worst tile shows", numbers["worst"], "fps", 20, True),
        Result("  all tiles together", numbers["all"], "fps"),
        Result("  received of all cameras", numbers["received"], "fps"),
        Result("  event loop's stalls, 99 %", numbers["p99_stall_ms"], "ms", 20),
        Result("  the longest", numbers["longest_stall_ms"], "ms"),
        Result("  receipt to paint, worst tile's newest", numbers["latency_ms"], "ms"),
        Result("  CPU of the window's process", numbers["cpu"] * 100, "%"),
        Result("  CPU of all cameras' process", numbers["sender_cpu"] * 100, "%"),
        Result("  decoded", numbers["decoded"], "fps"),
        Result("  memory growth", numbers["grown_mb"], "MB", 5),
    ]


async def measure(program: Any, fps: float, seconds: float, count: int) -> dict[str, float]:
    """Let the cameras in, show the wall, count."""
    import psutil

    from atomcam_gui.camera.trust import Trust
    from tests.bench.window import Stalls, cpu

    registry, window = program.backend.registry, program.window
    url = program.backend.server.urls[0]
    arguments = [url, str(count), str(fps), str(seconds + WARM_UP_S + 5), SIZE]
    sender = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.sender", *arguments, stdout=asyncio.subprocess.DEVNULL
    )
    all_here = asyncio.Event()
    unsubscribe = registry.subscribe(lambda _: all_here.set() if len(registry) >= count else None)
    await all_here.wait()
    unsubscribe()
    for camera in registry:
        registry.decide(camera.id, Trust.ALLOWED, permanent=False)
    window.actions_.wall.setChecked(True)
    await asyncio.sleep(WARM_UP_S)
    tiles = tuple(window.wall.tiles)
    assert len(tiles) == count
    process, cameras = psutil.Process(), psutil.Process(sender.pid)
    memory, decoded = process.memory_info().rss, program.pool.decoded
    shown = [tile.shown for tile in tiles]
    received = sum(camera.statistics.frames for camera in registry)
    stalls = Stalls()
    stalls.start()
    used, sent, began = cpu(), cameras.cpu_times(), time.monotonic()
    await asyncio.sleep(seconds)
    took = time.monotonic() - began
    used, sent_then = cpu() - used, cameras.cpu_times()
    stalls.stop()
    rates = [(tile.shown - before) / took for tile, before in zip(tiles, shown, strict=True)]
    result = {
        "worst": min(rates),
        "all": sum(rates),
        "received": (sum(camera.statistics.frames for camera in registry) - received) / took,
        "decoded": (program.pool.decoded - decoded) / took,
        "p99_stall_ms": percentile(stalls.late_ms, 0.99),
        "longest_stall_ms": max(stalls.late_ms),
        "latency_ms": max(tile.latency_ms for tile in tiles),
        "cpu": used / took,
        "sender_cpu": (sent_then.user + sent_then.system - sent.user - sent.system) / took,
        "grown_mb": (process.memory_info().rss - memory) / 1e6,
    }
    sender.terminate()
    await sender.wait()
    return result


async def main() -> None:
    from atomcam_gui.app import Program
    from atomcam_gui.paths import find_paths
    from atomcam_gui.single_instance import Wish
    from atomcam_gui.ui.log_window import LogBuffer
    from tests.bench.window import _free_port

    fps, seconds, count = float(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    program = Program(qt, find_paths(), LogBuffer())
    program.store.change(bind="127.0.0.1", port=_free_port())
    await program.start(Wish())
    program.window.resize(*WINDOW)
    try:
        print(json.dumps(await measure(program, fps, seconds, count)), flush=True)
    finally:
        await program.stop()


if __name__ == "__main__":
    from qasync import QEventLoop

    from atomcam_gui.app import make_application

    qt = make_application()
    with QEventLoop(qt) as loop:
        loop.run_until_complete(main())
