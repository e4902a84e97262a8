"""The thread that encodes one camera's pictures."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass

from atomcam_gui.camera.frame import Frame
from atomcam_gui.sharing.h264.chunk import CodedPicture, StreamForm
from atomcam_gui.sharing.h264.encoding import EncodingPipeline

logger = logging.getLogger(__name__)

JOIN_SPACING_S = 0.25
"""However many come, their keyframes are not closer together than this."""

RESYNC_SPACING_S = 2.0
"""Whoever reads too slowly waits so long since the last keyframe: the others pay for the next one."""

_PATIENCE_NS = 100_000_000
"""How long a keyframe that is asked for waits for a new picture before the newest known one is encoded again."""


@dataclass(frozen=True, slots=True)
class _Job:
    frame: Frame
    is_new: bool
    as_key: bool


class CameraEncoder:
    """Encodes while it exists: made in the event loop's thread, and ended with ``stop``.

    One picture waits at most: where the encoder does not keep up, pictures are left out, and those that are shown are
    no older for it.

    Args:
        newest: a picture that was received before, for the case that there is no newer one soon.
        fps: pictures a second that are to be expected, or 0.
        deliver: called on the loop with each picture, in their order, until ``stop``.
    """

    def __init__(
        self, camera_id: str, newest: Frame | None, fps: float, deliver: Callable[[CodedPicture], None]
    ) -> None:
        self._camera_id = camera_id
        self._deliver = deliver
        self._loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[None] = self._loop.create_future()
        """Done when the thread has nothing more to do."""
        self._wanted = threading.Condition()
        self._waiting: Frame | None = None
        self._newest = newest
        self._key_due_ns: int | None = None
        self._key_asked_ns = 0
        self._newest_key_ns = 0
        self._forms: Collection[StreamForm] = ()
        self._outbox: deque[CodedPicture] = deque()
        self._stopping = False
        self._has_failed = False
        self.skipped = 0
        """Pictures that were never encoded, because a newer one came first."""
        self.pipeline = EncodingPipeline(camera_id, fps)
        self._thread = threading.Thread(target=self._run, name=f"h264-{camera_id}", daemon=True)
        self._thread.start()

    # -- the loop's side ---------------------------------------------------------------------------------------------

    def submit(self, frame: Frame) -> None:
        """Encode this picture, unless a newer one comes first."""
        with self._wanted:
            if self._waiting is not None:
                self.skipped += 1
            self._waiting = frame
            self._wanted.notify()

    def set_forms(self, forms: Collection[StreamForm]) -> None:
        """In which forms somebody watches."""
        with self._wanted:
            self._forms = frozenset(forms)

    def want_key(self, spacing_s: float) -> None:
        """Make a keyframe as soon as the last one is so long ago; of the newest picture, where no new one comes."""
        with self._wanted:
            self._key_asked_ns = time.monotonic_ns()
            due_ns = max(self._key_asked_ns, self._newest_key_ns + round(spacing_s * 1e9))
            if self._key_due_ns is None or due_ns < self._key_due_ns:
                self._key_due_ns = due_ns
                self._wanted.notify()

    def forget_pictures(self) -> None:
        """What has come so far may not be shown any more."""
        with self._wanted:
            self._newest = self._waiting = None

    def stop(self) -> None:
        """End the thread soon; ``ended`` tells when. Nothing is delivered from now on."""
        with self._wanted:
            self._stopping = True
            self._wanted.notify()

    def join(self) -> None:
        """After ``ended``: wait for the thread itself, which is a matter of microseconds."""
        self._thread.join()

    def _hand_out(self) -> None:
        with self._wanted:
            pictures = list(self._outbox)
            self._outbox.clear()
        for picture in pictures:
            if not self._stopping:
                self._deliver(picture)

    def _tell_end(self) -> None:
        if not self.ended.done():
            self.ended.set_result(None)

    # -- the thread's side -------------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while (job := self._next_job()) is not None:
                self._do(job)
        finally:
            self.pipeline.close()
            self._on_loop(self._tell_end)

    def _next_job(self) -> _Job | None:
        """Wait for something to do; None when that is to end."""
        with self._wanted:
            while not self._stopping:
                now_ns = time.monotonic_ns()
                due_ns = self._key_due_ns
                if self._waiting is not None:
                    frame, self._waiting = self._waiting, None
                    return _Job(frame, True, due_ns is not None and now_ns >= due_ns)
                if due_ns is None or self._newest is None:
                    self._wanted.wait()
                    continue
                left_ns = due_ns + _PATIENCE_NS - now_ns
                if left_ns <= 0:
                    return _Job(self._newest, False, True)
                self._wanted.wait(left_ns / 1e9)
            return None

    def _do(self, job: _Job) -> None:
        began_ns = time.monotonic_ns()
        picture = self._encoded(job)
        with self._wanted:
            if picture is None:
                # What cannot be encoded is not tried again and again.
                if not job.is_new and self._newest is job.frame:
                    self._newest = None
                return
            if job.is_new:
                self._newest = job.frame
            if picture.is_key:
                self._newest_key_ns = began_ns
                if self._key_asked_ns <= began_ns:
                    self._key_due_ns = None
            is_first = not self._outbox
            self._outbox.append(picture)
        if is_first:
            self._on_loop(self._hand_out)

    def _encoded(self, job: _Job) -> CodedPicture | None:
        try:
            return self.pipeline.encode(job.frame, self._forms, is_new=job.is_new, as_key=job.as_key)
        except Exception:
            if not self._has_failed:
                self._has_failed = True
                logger.exception("the encoder of camera %s failed on a picture and goes on", self._camera_id)
            return None

    def _on_loop(self, call: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody waits any more
            self._loop.call_soon_threadsafe(call)
