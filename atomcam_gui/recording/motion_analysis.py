"""Looks for movement in the pictures of some cameras, a few times a second, in one thread for all of them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.errors import BadJpeg
from atomcam_gui.settings import MotionSettings

if TYPE_CHECKING:
    from atomcam_gui.recording.motion import MotionDetector, Reading

logger = logging.getLogger(__name__)

PER_S = 4
"""Most pictures of a camera that are looked at in a second."""

_INTERVAL_NS = round(1e9 / PER_S)
_LEAST_NS = _INTERVAL_NS * 4 // 5
"""A camera of 4 frames/s may send one a little sooner."""

OnReading = Callable[[Frame, "Reading"], None]


class MotionSink:
    """A sink for one camera's frames: the newest one that is due is looked at. ``MotionAnalysis`` makes it.

    Args:
        enqueue: has ``look`` called in the thread.
        tell: called in the thread with each reading.
    """

    def __init__(self, settings: MotionSettings, enqueue: Callable[[MotionSink], None], tell: OnReading) -> None:
        self._detector: MotionDetector | None = None
        self._settings = settings
        self._enqueue = enqueue
        self._tell = tell
        self._lock = threading.Lock()
        self._frame: Frame | None = None
        self._due_ns = 0
        self.looked = 0
        """Pictures looked at so far."""

    def configure(self, settings: MotionSettings) -> None:
        """Look more or less closely, or elsewhere, from the next picture on. For any thread."""
        with self._lock:
            self._settings = settings

    def submit(self, frame: Frame) -> None:
        """Take a frame, if it is due. Costs a comparison for all others."""
        if frame.received_ns < self._due_ns:
            return
        # From deadline to deadline: what one picture comes late must not add up.
        self._due_ns = max(self._due_ns + _INTERVAL_NS, frame.received_ns + _LEAST_NS)
        with self._lock:
            waiting, self._frame = self._frame, frame
        if waiting is None:
            self._enqueue(self)

    def look(self) -> None:
        """Look at the frame that waits. In the thread only."""
        with self._lock:
            frame, self._frame = self._frame, None
            settings = self._settings
        if frame is None:
            return
        # Not at the top: it brings NumPy along, which is a thread's work, and only where somebody wants it.
        from atomcam_gui.recording.motion import MotionDetector, small_grey

        detector = self._detector = self._detector or MotionDetector(settings.sensitivity, settings.region)
        detector.configure(settings.sensitivity, settings.region)
        try:
            reading = detector.look(small_grey(frame.data), frame.received_ns / 1e9)
        except BadJpeg as error:
            logger.debug("frame %d of %s: %s", frame.number, frame.camera_id, error)
            return
        self.looked += 1
        self._tell(frame, reading)


class MotionAnalysis:
    """The thread, which is there while there is a sink. For the event loop's thread; made on a running loop.

    Args:
        hub: where frames come from.
    """

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._loop = asyncio.get_running_loop()
        self._sinks: dict[MotionSink, str] = {}
        self._thread: threading.Thread | None = None
        self._work: queue.SimpleQueue[MotionSink | None] = queue.SimpleQueue()

    def watch(
        self, camera_id: str, settings: MotionSettings, on_reading: OnReading, *, only_moving: bool = False
    ) -> MotionSink:
        """Look at a camera from now on, until ``leave``.

        Args:
            on_reading: called in the loop's thread.
            only_moving: with those readings only that show movement.
        """

        def heed(frame: Frame, reading: Reading) -> None:
            if sink in self._sinks:
                on_reading(frame, reading)

        def tell(frame: Frame, reading: Reading) -> None:
            if reading.moving or not only_moving:
                with contextlib.suppress(RuntimeError):  # the loop has closed: nobody listens any more
                    self._loop.call_soon_threadsafe(heed, frame, reading)

        sink = MotionSink(settings, self._work.put, tell)
        self._sinks[sink] = camera_id
        self._hub.attach(sink, camera_id)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="motion", daemon=True)
            self._thread.start()
        return sink

    def leave(self, sink: MotionSink) -> None:
        """Look no more. With the last one the thread ends. Does nothing the second time."""
        camera_id = self._sinks.pop(sink, None)
        if camera_id is None:
            return
        self._hub.detach(sink, camera_id)
        if not self._sinks and self._thread is not None:
            self._work.put(None)
            self._thread.join()  # a picture takes it a few milliseconds
            self._thread = None
            self._work = queue.SimpleQueue()

    @property
    def is_running(self) -> bool:
        """Whether there is a thread."""
        return self._thread is not None

    def close(self) -> None:
        """Leave all cameras."""
        for sink in tuple(self._sinks):
            self.leave(sink)

    def _run(self) -> None:
        work = self._work
        while (sink := work.get()) is not None:
            try:
                sink.look()
            except Exception:
                logger.exception("a picture could not be looked at for movement; it goes on with the next")
