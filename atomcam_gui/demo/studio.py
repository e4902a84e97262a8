"""Takes the demo camera's pictures, in a thread of its own: drawing, encoding, stamping."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import simplejpeg  # type: ignore[import-untyped, unused-ignore]

from atomcam_gui import jpeg
from atomcam_gui.demo.controls import Controls
from atomcam_gui.demo.scene import Scene, draw_border


class BoardClock:
    """The camera's own clock: microseconds since it was started."""

    def __init__(self) -> None:
        self._start = time.monotonic_ns()

    def now_us(self) -> int:
        """Microseconds since the start."""
        return (time.monotonic_ns() - self._start) // 1000


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture, ready to be sent."""

    data: bytes
    """A stamped JPEG."""
    capture_s: float
    """Seconds that drawing took."""
    encode_s: float
    """Seconds that encoding took."""


class _Stopped(Exception):
    """The studio closes while a scene is being prepared."""


class Studio:
    """A scene and the one thread that draws it."""

    def __init__(self, clock: BoardClock) -> None:
        self._clock = clock
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="demo-camera")
        self._stopping = threading.Event()
        self._work: Future[Shot] | None = None
        self._scene: Scene | None = None
        self._size = (0, 0)

    async def take(self, number: int, controls: Controls, *, marked: bool) -> Shot:
        """Take picture ``number``. The first of each size takes up to a second longer, for the scene.

        Args:
            number: counts the pictures; written into the picture and its stamp.
            controls: size, quality, flips and tone.
            marked: put a coloured border around it.
        """
        self._work = self._executor.submit(self._take, number, controls, marked)
        return await asyncio.wrap_future(self._work)

    async def close(self) -> None:
        """End the thread: within one picture's time, or one step of preparing a scene."""
        self._stopping.set()
        self._executor.shutdown(wait=False, cancel_futures=True)
        try:
            if self._work is not None:
                await _settled(self._work)
        finally:
            self._executor.shutdown(wait=True)

    def _take(self, number: int, controls: Controls, marked: bool) -> Shot:
        if self._scene is None or self._size != controls.size:
            self._scene = Scene(*controls.size, checkpoint=self._checkpoint)
            self._size = controls.size
        began = time.perf_counter()
        stamp = jpeg.Stamp(number, self._clock.now_us())
        picture = self._scene.render(
            number, time.time(), vflip=controls.vflip, hmirror=controls.hmirror, tone=controls.tone
        )
        if marked:
            draw_border(picture)
        drawn = time.perf_counter()
        data = simplejpeg.encode_jpeg(picture, controls.quality, "RGB", "420")
        return Shot(jpeg.with_stamp(data, stamp), drawn - began, time.perf_counter() - drawn)

    def _checkpoint(self) -> None:
        if self._stopping.is_set():
            raise _Stopped


async def _settled(work: Future[Shot]) -> None:
    """Wait until work in the thread has ended, however it did."""
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    work.add_done_callback(lambda _: loop.call_soon_threadsafe(ended.set))
    await ended.wait()
