"""Threads that decode the newest frame of each view, and never more than that.

A view owns a ``PictureSlot``. Frames go in at one side (``submit``, in the event loop's thread), decoded pictures come
out at the other (``take``, in the window's thread); in between at most one frame waits and one picture is ready.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from atomcam_gui.camera.frame import Frame
from atomcam_gui.errors import BadJpeg
from atomcam_gui.video.decode import Pixels, Size, decode, decoded_size

logger = logging.getLogger(__name__)

_BUFFERS = 3
"""One is shown, one is ready, one is decoded into."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded frame. The pixels stay as they are until the slot's next ``take`` but one."""

    frame: Frame
    pixels: Pixels
    decoded_ns: int
    """``time.monotonic_ns()`` at the end of the decode."""


class PictureSlot:
    """Decodes for one view. ``submit`` and ``take`` may be called from different threads.

    Args:
        pool: whose threads decode.
        wake: called in a decoder thread when ``take`` has something new; not called again before the next ``take``.
        interval_s: decode at most one frame in this time; 0 for every one that there is time for.
    """

    def __init__(self, pool: DecodePool, wake: Callable[[], None], interval_s: float = 0.0) -> None:
        self._pool = pool
        self._wake = wake
        self._interval_ns = int(interval_s * 1e9)
        self._not_before = 0
        self._lock = threading.Lock()
        self._frame: Frame | None = None
        self._queued = False
        self._woken = False
        self._ready: Picture | None = None
        self._shown: Picture | None = None
        self._spare: list[Pixels] = []
        self._wanted: Size | None = None
        self._corrupt = 0
        self.skipped = 0
        """Frames that were never decoded, because a newer one came first."""
        self.decode_ns = 0
        """Time that the newest decode took."""

    def want(self, size: Size | None) -> None:
        """How large the view shows pictures, in device pixels: they may be decoded smaller, but not below this."""
        self._wanted = size

    def submit(self, frame: Frame) -> None:
        """Take the newest frame; an older one that still waits is dropped."""
        if self._interval_ns:
            if frame.received_ns < self._not_before:
                return
            self._not_before = frame.received_ns + self._interval_ns
        with self._lock:
            if self._frame is not None:
                self.skipped += 1
            self._frame = frame
            if self._queued:
                return
            self._queued = True
        self._pool.enqueue(self)

    def take(self) -> tuple[Picture | None, int]:
        """The newest picture, or None where there is none since the last call, and how many damaged ones were met.

        Where there is a new one, the pixels of the one before may be used again from now on.
        """
        with self._lock:
            self._woken = False
            corrupt, self._corrupt = self._corrupt, 0
            picture, self._ready = self._ready, None
            if picture is not None:
                if self._shown is not None:
                    self._recycle(self._shown.pixels)
                self._shown = picture
            return picture, corrupt

    def clear(self) -> None:
        """Forget everything: the view turns to another camera. The picture taken last stays valid."""
        with self._lock:
            self._frame = self._ready = self._shown = None
            self._spare.clear()

    def decode_next(self) -> None:
        """Decode the frame that waits. Called by the pool's threads, never by two at a time."""
        with self._lock:
            frame, self._frame = self._frame, None
            buffer = self._spare.pop() if self._spare else None
        picture: Picture | None = None
        try:
            if frame is not None:
                picture = self._decode(frame, buffer)
        finally:
            self._deliver(picture)

    def _deliver(self, picture: Picture | None) -> None:
        with self._lock:
            if picture is not None:
                if self._ready is not None:
                    self._recycle(self._ready.pixels)
                self._ready = picture
            again = self._frame is not None
            self._queued = again
            wake = (picture is not None or self._corrupt > 0) and not self._woken
            self._woken = self._woken or wake
        if wake:
            self._wake()
        if again:
            self._pool.enqueue(self)

    def _decode(self, frame: Frame, buffer: Pixels | None) -> Picture | None:
        started = time.monotonic_ns()
        try:
            wanted = self._wanted
            size = decoded_size(frame.data, wanted) if wanted else (frame.width, frame.height)
            pixels = decode(frame.data, size, buffer, wanted)
        except BadJpeg as error:
            logger.debug("frame %d of %s: %s", frame.number, frame.camera_id, error)
            with self._lock:
                self._corrupt += 1
                if buffer is not None:
                    self._recycle(buffer)
            return None
        self._pool.decoded += 1
        done = time.monotonic_ns()
        self.decode_ns = done - started
        return Picture(frame, pixels, done)

    def _recycle(self, pixels: Pixels) -> None:
        if len(self._spare) < _BUFFERS - 1:
            self._spare.append(pixels)


class DecodePool:
    """A few decoder threads that serve all slots in turn.

    Work goes to the first thread that is free: a single camera is always decoded by the same one, with warm caches.
    """

    def __init__(self, threads: int = 2) -> None:
        self.decoded = 0
        """Pictures decoded so far."""
        self._lock = threading.Lock()
        self._backlog: deque[PictureSlot] = deque()
        self._workers = [_Worker(self, f"decode-{number}") for number in range(threads)]

    def enqueue(self, slot: PictureSlot) -> None:
        """Decode the slot's frame as soon as a thread is free."""
        with self._lock:
            for worker in self._workers:
                if worker.idle:
                    worker.idle = False
                    worker.work.put(slot)
                    return
            self._backlog.append(slot)

    def next_for(self, worker: _Worker) -> PictureSlot | None:
        """The work that waits longest; None, and the thread is free, where none waits."""
        with self._lock:
            if self._backlog:
                return self._backlog.popleft()
            worker.idle = True
            return None

    def close(self) -> None:
        """End the threads; waits for a decode that runs. No slot may be used afterwards."""
        with self._lock:
            self._backlog.clear()
        for worker in self._workers:
            worker.work.put(None)
        for worker in self._workers:
            worker.thread.join()


class _Worker:
    """One decoder thread."""

    def __init__(self, pool: DecodePool, name: str) -> None:
        self._pool = pool
        self.idle = True
        self.work: queue.SimpleQueue[PictureSlot | None] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self._run, name=name, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        while (slot := self.work.get()) is not None:
            while slot is not None:
                try:
                    slot.decode_next()
                except Exception:
                    logger.exception("a decoder thread failed on a frame and goes on")
                slot = self._pool.next_for(self)
