"""What ``atomcam serve`` costs a frame, beside a bare ``websockets`` server that throws the same frames away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request

import psutil

from tests.bench.result import Result
from tests.bench.sender import pictures

CAMERAS = 16
FPS = 25.0

BARE = """
import asyncio
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

async def take(connection):
    try:
        while True:
            await connection.recv()
    except ConnectionClosed:
        pass

async def main():
    async with serve(take, "127.0.0.1", 0, compression=None, max_size=4 << 20, max_queue=4) as server:
        print("listening on ws://127.0.0.1:%d/ws/camera" % server.sockets[0].getsockname()[1], flush=True)
        await asyncio.get_running_loop().create_future()

asyncio.run(main())
"""


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _load(command: list[str], seconds: float, cameras: int, fps: float) -> tuple[float, dict[str, object]]:
    """CPU seconds of the server over the streams, and what ``/status`` says before the cameras go."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"ATOMCAM_HOME": home}
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert server.stdout is not None
        url = server.stdout.readline().split()[-1]
        sender = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.sender", url, str(cameras), str(fps), str(seconds), "640x480"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert sender.stdout is not None
        sender.stdout.readline()
        process = psutil.Process(server.pid)
        before = _cpu(process)
        time.sleep(seconds + 0.25)
        status: dict[str, object] = {}
        if "-c" not in command:
            with urllib.request.urlopen(url.replace("ws://", "http://").replace("/ws/camera", "/status")) as answer:
                status = json.load(answer)
        sender.wait()
        spent = _cpu(process) - before
        server.terminate()
        server.wait()
        return spent, status


def run(seconds: float) -> list[Result]:
    frames = int(seconds * FPS) * CAMERAS
    serve = [sys.executable, "-m", "atomcam_gui", "serve", "--bind", "127.0.0.1", "--port", "0", "--allow-unknown"]
    ours, status = _load(serve, seconds, CAMERAS, FPS)
    bare, _ = _load([sys.executable, "-c", BARE], seconds, CAMERAS, FPS)
    cameras = status["cameras"]
    assert isinstance(cameras, list)
    size = sum(map(len, pictures(640, 480))) / 24 / 1000
    received = sum(camera["frames"] for camera in cameras)
    lost = sum(camera["lost"] + camera["corrupt"] for camera in cameras) + frames - received
    return [
        Result(f"serve: CPU a frame of {size:.0f} KB, 16 cameras at 25 fps", ours / frames * 1e6, "µs", 150),
        Result("  beside a bare websockets server", bare / frames * 1e6, "µs"),
        Result("  frames lost of " + str(frames), lost, "", 0),
    ]
