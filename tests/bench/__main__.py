"""``make bench``: what AtomCam costs, each figure beside the raw cost of the same work in the same run.

Prints a table and writes ``bench-results.json``. ``ARGS="--only live --minutes 10"`` chooses.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench import (
    device_client,
    flashing,
    h264,
    latency,
    library,
    live,
    receiving,
    recording,
    sharing,
    startup,
    wall,
)
from tests.bench.result import Result

RESULTS = Path("bench-results.json")

BENCHES: dict[str, Callable[[argparse.Namespace], list[Result]]] = {
    "startup": lambda _: startup.run(),
    "serve": lambda options: receiving.run(options.seconds),
    "live": lambda options: live.run_vga(options.seconds),
    "stall": lambda options: live.run_uxga(options.seconds),
    "device": lambda _: _device(),
    "flash": lambda _: flashing.run(),
    "recording": lambda options: recording.run(options.seconds),
    "recording-live": lambda options: recording.run_beside_live(options.seconds),
    "library": lambda _: library.run(),
    "h264": lambda _: h264.run(),
    "viewers": lambda options: sharing.run(options.seconds),
    "wall": lambda options: wall.run(options.seconds),
    "latency": lambda options: latency.run(options.seconds),
    "memory": lambda options: live.run_memory(options.minutes),
}


def _device() -> list[Result]:
    numbers = device_client.measure()
    return [
        Result("board: client's CPU a 15 KB frame, real MicroPython", numbers["overhead_us"], "µs"),
        Result("  bare hand-over and socket.send of the same bytes", numbers["bare_us"], "µs"),
        Result("  client's own share of it", numbers["overhead_us"] - numbers["bare_us"], "µs", 40),
        Result("  with a random mask", numbers["overhead_masked_us"], "µs"),
        Result("  heap a frame of 60 KB beside the encoder's bytes", numbers["allocated_60000"], "B"),
        Result("  heap growth over 100,000 frames", numbers["growth"], "B", 1024),
        Result("  heap after start", numbers["heap_after_start"] / 1024, "KB", 100),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", choices=BENCHES, action="append", help="may be repeated")
    parser.add_argument("--seconds", type=float, default=20.0, help="length of each stream")
    parser.add_argument("--minutes", type=float, default=1.0, help="length of the memory run (the target is for 10)")
    options = parser.parse_args()
    results: list[Result] = []
    print(f"{'':52} {'measured':>12} {'target':>12}")
    for name in options.only or BENCHES:
        for result in BENCHES[name](options):
            results.append(result)
            print(result.line(), flush=True)
    document = {
        "machine": f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "results": [result.as_dict() for result in results],
    }
    RESULTS.write_text(json.dumps(document, indent=2) + "\n")
    print(f"written to {RESULTS}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
