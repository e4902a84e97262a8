"""The measured window, a process of its own: ``python -m tests.bench.window FPS SECONDS WxH
[record]``. Prints one JSON line.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time

import psutil
from PySide6.QtCore import Qt, QTimer
from qasync import QEventLoop

from atomcam_gui.app import Program, make_application
from atomcam_gui.camera.trust import Trust
from atomcam_gui.paths import find_paths
from atomcam_gui.recording.service import RecordingService
from atomcam_gui.single_instance import Wish
from atomcam_gui.ui.log_window import LogBuffer
from tests.bench.result import percentile

WARM_UP_S = 3.0
CAMERA = "020000000000"


def cpu() -> float:
    """CPU seconds of this process so far."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


class Stalls:
    """How late a precise 2 ms timer comes: what the event loop stood still."""

    def __init__(self) -> None:
        self.late_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start(2)

    def stop(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, (now - self._last) * 1000 - 2))
        self._last = now


async def measure(
    program: Program, fps: float, seconds: float, size: str, recordings: RecordingService | None
) -> dict[str, float]:
    url = program.backend.server.urls[0]
    arguments = [url, "1", str(fps), str(seconds + WARM_UP_S + 2), size]
    sender = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.sender", *arguments, stdout=asyncio.subprocess.DEVNULL
    )
    registry, view = program.backend.registry, program.window.view
    knocked = asyncio.Event()
    unsubscribe = registry.subscribe(lambda _: knocked.set())
    await knocked.wait()
    unsubscribe()
    registry.decide(CAMERA, Trust.ALLOWED, permanent=False)
    camera = registry.get(CAMERA)
    assert camera is not None
    if recordings is not None:
        assert recordings.start(CAMERA)
    await asyncio.sleep(WARM_UP_S)
    numbers = view.numbers()
    painted: list[int] = []
    out_of_order = 0
    view.latencies_ms.clear()
    process = psutil.Process()
    memory, none = process.memory_info().rss, sys.getrefcount(None)
    stalls = Stalls()
    if size != "640x480":  # its own timer would count as the window's work
        stalls.start()
    before, received = cpu(), camera.statistics.frames
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        await asyncio.sleep(min(left, 1.0))
        frame = view.frame
        painted.append(frame.number if frame else 0)
        out_of_order += len(painted) > 1 and painted[-1] < painted[-2]
    spent = cpu() - before
    stalls.stop()
    shown = view.numbers().shown - numbers.shown
    received = camera.statistics.frames - received
    latencies = list(view.latencies_ms)
    grown = process.memory_info().rss - memory
    lost = max(0, none - sys.getrefcount(None))
    recording = recordings.status(CAMERA) if recordings is not None else None
    sender.terminate()
    await sender.wait()
    late = stalls.late_ms or [0.0]
    return {
        "cpu_s": spent,
        "shown": shown,
        "received": received,
        "median_ms": percentile(latencies, 0.5),
        "p99_ms": percentile(latencies, 0.99),
        "out_of_order": out_of_order,
        "longest_stall_ms": max(late),
        "p999_stall_ms": percentile(late, 0.999),
        "grown_mb": grown / 1e6,
        "none_lost": lost,
        "not_kept": recording.not_kept if recording is not None else 0,
        "recorded": recording.frames if recording is not None else 0,
    }


async def main() -> None:
    fps, seconds, size, record = float(sys.argv[1]), float(sys.argv[2]), sys.argv[3], "record" in sys.argv[4:]
    program = Program(qt, find_paths(), LogBuffer())
    program.store.change(bind="127.0.0.1", port=_free_port())
    await program.start(Wish())
    recordings = program.keeping.service if record else None
    try:
        print(json.dumps(await measure(program, fps, seconds, size, recordings)), flush=True)
    finally:
        await program.stop()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    qt = make_application()
    with QEventLoop(qt) as loop:
        loop.run_until_complete(main())
