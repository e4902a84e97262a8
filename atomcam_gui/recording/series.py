"""Many snapshots of one camera: a burst while a button is held, or one every so many seconds.

Both are the same: time is cut into slots from the first picture on, and the first frame in each slot is saved. A burst
has short slots, a time-lapse long ones. No timer is needed, no slot drifts, no frame is saved twice, and a camera that
stands still gives no pictures rather than old ones.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.daemon_call import DaemonCall
from atomcam_gui.errors import RecordingError
from atomcam_gui.recording.snapshot import Saved

logger = logging.getLogger(__name__)

BURST_PER_S = 10
"""Most pictures a second of a burst."""

MAX_PENDING = 32
"""Frames that may wait for a slow disk; a burst leaves out what comes on top."""


class Pace:
    """Which frames to take: the first in each slot of ``interval_s`` seconds. Pure."""

    def __init__(self, interval_s: float) -> None:
        self._interval_ns = round(interval_s * 1e9)
        self._first_ns: int | None = None
        self._slot = -1

    def takes(self, received_ns: int) -> bool:
        """Whether a frame of this receipt (monotonic nanoseconds) is the first in its slot. Counts it as taken."""
        if self._first_ns is None:
            self._first_ns = received_ns
        slot = (received_ns - self._first_ns) // self._interval_ns
        if slot <= self._slot:
            return False
        self._slot = slot
        return True


@dataclass(frozen=True, slots=True)
class SeriesResult:
    """How a series ended."""

    saved: int
    left_out: int
    """Frames that were due while too many others waited for the disk."""
    trouble: RecordingError | None = None
    """What ended it; None where it was stopped."""


class Series:
    """Saves frames of one camera at a pace. Belongs to the event loop's thread; saving has a thread.

    Whoever makes it owns the task of ``run``. It ends by itself at the first picture that cannot be saved anywhere.

    Args:
        pace: fresh; it begins with the first frame.
        save: called in a thread, one frame at a time; ``save_or_rescue`` with all but the frame filled in.
        on_saved: told of each picture. What went wrong with the folder is told once for all that it befalls.
        on_ended: told once, last of all, unless ``run`` was cancelled.
    """

    def __init__(
        self,
        hub: Hub,
        camera_id: str,
        pace: Pace,
        save: Callable[[Frame], Saved],
        *,
        on_saved: Callable[[Saved], None],
        on_ended: Callable[[SeriesResult], None],
    ) -> None:
        self._hub = hub
        self._camera_id = camera_id
        self._pace = pace
        self._save = save
        self._on_saved = on_saved
        self._on_ended = on_ended
        self._pending: deque[Frame] = deque()
        self._news = asyncio.Event()
        self._last_number = 0
        self._stopped = False
        self._left_out = 0
        self._saved = 0
        self._told: str | None = None

    def submit(self, frame: Frame) -> None:
        """Take a frame, if it is due and another than the last."""
        if self._stopped or frame.number == self._last_number or not self._pace.takes(frame.received_ns):
            return
        self._last_number = frame.number
        if len(self._pending) >= MAX_PENDING:
            self._left_out += 1
            return
        self._pending.append(frame)
        self._news.set()

    def stop(self) -> None:
        """Take no more frames. ``run`` ends when those that it has are saved."""
        self._stopped = True
        self._news.set()

    async def run(self, first: Frame | None = None) -> None:
        """Save what comes until ``stop``, or until nothing can be saved.

        Args:
            first: the picture that is on the screen now.
        """
        self._hub.attach(self, self._camera_id)
        try:
            if first is not None:
                self.submit(first)
            trouble = await self._save_all()
        finally:
            self._stopped = True
            self._hub.detach(self, self._camera_id)
            self._pending.clear()
        self._on_ended(SeriesResult(self._saved, self._left_out, trouble))

    async def _save_all(self) -> RecordingError | None:
        while True:
            await self._news.wait()
            self._news.clear()
            while self._pending:
                try:
                    self._tell(await self._save_one(self._pending.popleft()))
                except RecordingError as trouble:
                    logger.warning("a series of snapshots of camera %s ended: %s", self._camera_id, trouble)
                    return trouble
            if self._stopped:
                return None

    async def _save_one(self, frame: Frame) -> Saved:
        # Not asyncio.to_thread: a network folder that went away must not hold up the end of the program.
        call = DaemonCall(lambda: self._save(frame), "atomcam snapshot")
        try:
            await call.wait()
        except asyncio.CancelledError:
            call.future.add_done_callback(lambda future: future.cancelled() or future.exception())
            raise
        call.join()
        return call.future.result()

    def _tell(self, saved: Saved) -> None:
        self._saved += 1
        text = None if saved.trouble is None else str(saved.trouble)
        if text is not None and text == self._told:
            saved = dataclasses.replace(saved, trouble=None)
        self._told = text
        self._on_saved(saved)
