"""Cameras for the benchmarks, in a process of their own: ``python -m tests.bench.sender URL CAMERAS FPS SECONDS WxH``.

Sends prepared pictures of the demo scene, stamped like a board's, by deadlines. Ends with status 0 when all are sent.
"""

from __future__ import annotations

import asyncio
import sys
import time

import simplejpeg
from websockets.asyncio.client import connect

from atomcam_gui import jpeg, wire
from atomcam_gui.demo.scene import Scene
from atomcam_gui.jpeg import Stamp

PICTURES = 24


def pictures(width: int, height: int, quality: int = 60) -> list[bytes]:
    """A second of the demo scene. VGA at quality 60 is about 20 KB a picture."""
    scene = Scene(width, height)
    return [
        simplejpeg.encode_jpeg(scene.render(number, 1_700_000_000 + number / 24), quality, "RGB", "420")
        for number in range(PICTURES)
    ]


async def send(url: str, number: int, frames: list[bytes], fps: float, seconds: float) -> None:
    """One camera: ``fps`` pictures a second by deadlines."""
    camera_id = f"02000000{number:04x}"
    async with connect(
        url, compression=None, proxy=None, additional_headers={wire.ID_HEADER: camera_id}, max_queue=4
    ) as connection:
        started = time.monotonic() + number / 100
        for sequence in range(int(fps * seconds)):
            await asyncio.sleep(max(0.0, started + sequence / fps - time.monotonic()))
            stamp = Stamp(sequence, int(time.monotonic() * 1e6))
            await connection.send(jpeg.with_stamp(frames[sequence % PICTURES], stamp))
        await asyncio.sleep(0.5)


async def main() -> None:
    url, cameras, fps, seconds, size = sys.argv[1:]
    width, height = map(int, size.split("x"))
    frames = pictures(width, height)
    print("ready", flush=True)
    await asyncio.gather(*(send(url, n, frames, float(fps), float(seconds)) for n in range(int(cameras))))


if __name__ == "__main__":
    asyncio.run(main())
