"""What viewers cost, beside a bare ``websockets`` server that passes the same pictures on with ``broadcast``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

import psutil

from tests.bench.result import Result
from tests.bench.sender import pictures

VIEWERS = 50
FPS = 25.0

BARE = """
import asyncio
from websockets.asyncio.server import broadcast, serve
from websockets.exceptions import ConnectionClosed

viewers = set()

async def take(connection):
    if connection.request.path == "/ws/camera":
        try:
            while True:
                broadcast(viewers, await connection.recv())
        except ConnectionClosed:
            return
    viewers.add(connection)
    try:
        await connection.wait_closed()
    finally:
        viewers.discard(connection)

async def main():
    async with serve(take, "127.0.0.1", 0, compression=None, max_size=4 << 20, max_queue=4) as server:
        port = server.sockets[0].getsockname()[1]
        print("listening on ws://127.0.0.1:%d/ws/camera" % port, flush=True)
        print("share link: http://127.0.0.1:%d/" % port, flush=True)
        await asyncio.get_running_loop().create_future()

asyncio.run(main())
"""

SERVE = [sys.executable, "-m", "atomcam_gui", "serve", "--bind", "127.0.0.1", "--port", "0", "--allow-unknown"]


@dataclass(frozen=True)
class Load:
    """What one run took."""

    cpu_s: float
    total: float
    """Bytes that all viewers took."""
    least: float
    """Bytes that the one took that took the fewest."""
    first_s: float
    """The longest wait for a first picture."""


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _load(command: list[str], path: str, seconds: float, viewers: int) -> Load:
    """The server's CPU while a camera streams and so many watch it."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"ATOMCAM_HOME": home}
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert server.stdout is not None
        url = server.stdout.readline().split()[-1]
        link = server.stdout.readline().split()[-1].replace("http://", "ws://").replace("/?", f"{path}?")
        sender = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.sender", url, "1", str(FPS), str(seconds + 4), "640x480"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert sender.stdout is not None
        sender.stdout.readline()
        time.sleep(1)
        watching = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.viewers", link, str(viewers), str(seconds)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert watching.stdout is not None
        watching.stdout.readline()
        process = psutil.Process(server.pid)
        before = _cpu(process)
        taken = json.loads(watching.stdout.readline())
        spent = _cpu(process) - before
        watching.wait()
        sender.wait()
        server.terminate()
        server.wait()
        return Load(spent, taken["total"], taken["least"], taken["first_s"])


def run(seconds: float) -> list[Result]:
    ours = _load([*SERVE, "--share"], "/ws/jpeg", seconds, VIEWERS)
    bare = _load([sys.executable, "-c", BARE], "/ws/jpeg", seconds, VIEWERS)
    stream = _load([*SERVE, "--share"], "/stream.mjpg", seconds, VIEWERS)
    size = sum(map(len, pictures(640, 480))) / 24
    wanted = seconds * FPS * size
    return [
        Result(f"{VIEWERS} viewers at 25 fps: CPU beside bare broadcast", ours.cpu_s / bare.cpu_s, "", 1.3),
        Result("  share of a core", ours.cpu_s / seconds * 100, "%"),
        Result("  bare websockets broadcast", bare.cpu_s / seconds * 100, "%"),
        Result("  the same viewers by /stream.mjpg", stream.cpu_s / seconds * 100, "%"),
        Result("  of the pictures, the slowest viewer took", ours.least / wanted * 100, "%", 98, at_least=True),
        Result("  longest wait for the first picture", ours.first_s * 1000, "ms", 500),
    ]
