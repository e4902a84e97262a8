"""The window under a stream: CPU a shown frame, receipt to paint, the event loop's stalls, memory."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

import simplejpeg

from tests.bench.result import Result
from tests.bench.sender import pictures


@contextlib.contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment with a screen: Xvfb where it is installed, Qt's offscreen platform otherwise."""
    if shutil.which("Xvfb") is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait()


def _bare_decode_ms(frames: list[bytes], fps: float | None, count: int = 240) -> float:
    """CPU ms a picture of simplejpeg alone; paced at ``fps`` as a live picture is, or in a tight loop."""
    started, before = time.monotonic(), time.process_time()
    for number in range(count):
        simplejpeg.decode_jpeg(frames[number % len(frames)], "BGRA")
        if fps is not None:
            time.sleep(max(0.0, started + number / fps - time.monotonic()))
    return (time.process_time() - before) / count * 1000


def watch(fps: float, seconds: float, size: str, *, record: bool = False) -> dict[str, Any]:
    """Run the real window on a stream in a process of its own and return what it measured."""
    with screen() as environment, tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.window", str(fps), str(seconds), size, *(["record"] if record else [])],
            env=os.environ | environment | {"ATOMCAM_HOME": home},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return answer


def run_vga(seconds: float) -> list[Result]:
    frames = pictures(640, 480)
    _bare_decode_ms(frames, None, 60)
    paced, tight = _bare_decode_ms(frames, 30.0), _bare_decode_ms(frames, None)
    numbers = watch(30.0, seconds, "640x480")
    cost = numbers["cpu_s"] / numbers["shown"] * 1000
    return [
        Result("live: CPU a shown VGA frame at 30 fps", cost, "ms"),
        Result("  bare simplejpeg decode, one every 33 ms", paced, "ms"),
        Result("  bare simplejpeg decode, in a tight loop", tight, "ms"),
        Result("  CPU beside the bare decode at the same pace", cost / paced, "×", 1.6),
        Result("  CPU beside the bare decode in a tight loop", cost / tight, "×"),
        Result("  receipt to paint, median", numbers["median_ms"], "ms", 8),
        Result("  receipt to paint, 99 %", numbers["p99_ms"], "ms", 25),
        Result("  pictures painted out of order", numbers["out_of_order"], "", 0),
        Result("  shown of those received", numbers["shown"] / numbers["received"] * 100, "%", 99, at_least=True),
    ]


def run_uxga(seconds: float) -> list[Result]:
    numbers = watch(15.0, seconds, "1600x1200")
    return [
        Result("stall: longest of the event loop, UXGA at 15 fps", numbers["longest_stall_ms"], "ms", 20),
        Result("  99.9 %", numbers["p999_stall_ms"], "ms"),
    ]


def run_memory(minutes: float) -> list[Result]:
    numbers = watch(30.0, minutes * 60, "640x480")
    return [
        Result(f"memory: growth over {minutes:g} min at 30 fps", numbers["grown_mb"], "MB", 5),
        Result("  references to None lost", numbers["none_lost"], "", 1000),
    ]
