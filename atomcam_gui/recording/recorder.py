"""Takes one camera's frames off the hub: into memory for later, or to the writer thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from atomcam_gui.camera.frame import Frame
from atomcam_gui.recording.backlog import Backlog
from atomcam_gui.recording.prerecord import PreRecord
from atomcam_gui.recording.status import RecordingState, RecordingStatus, StopReason
from atomcam_gui.recording.take import Surroundings, Take

MAX_WAITING_BYTES = 64_000_000
"""What one camera may have waiting for the disk: two minutes at VGA and 25 frames/s."""

Post = Callable[[Callable[[Any], None], Any, bool], None]


class Recorder:
    """A sink of the hub for one camera. For the event loop's thread.

    Args:
        name: the camera's, for the files.
        seconds: of pictures to have in memory before a recording begins.
        post: hands a job and its argument to the writer thread; True where it is to be done at once.
        waiting: what waits for the disk, of all cameras.
    """

    def __init__(
        self, camera_id: str, name: str, seconds: float, surroundings: Surroundings, post: Post, waiting: Backlog
    ) -> None:
        self.camera_id = camera_id
        self._name = name
        self._around = surroundings
        self._post = post
        self._waiting = waiting
        self._ring = PreRecord(seconds)
        self._take: Take | None = None
        self._backlog = Backlog(MAX_WAITING_BYTES, waiting)
        self._began_at = 0.0

    @property
    def name(self) -> str:
        """The camera's name."""
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        self._name = name
        if self._take is not None:
            self._take.camera_name = name

    @property
    def prerecord(self) -> PreRecord:
        """What is in memory for the next recording."""
        return self._ring

    @property
    def take(self) -> Take | None:
        """The recording that runs."""
        return self._take

    def submit(self, frame: Frame) -> None:
        """Take a frame. Never blocks: where too much waits for the disk already, it is counted and dropped."""
        take = self._take
        if take is None:
            if self._ring.seconds:
                self._ring.add(frame)
        elif self._backlog.add(len(frame.data)):
            self._post(take.write, frame, False)
        else:
            take.not_kept += 1

    def begin(self, before_s: float | None = None) -> Take:
        """Begin to record, with the last seconds that are in memory; None for all of them."""
        self._backlog = Backlog(MAX_WAITING_BYTES, self._waiting)
        self._began_at = self._around.clock()
        before = self._ring.take(round(self._began_at * 1e9), before_s)
        kept = tuple(frame for frame in before if self._backlog.add(len(frame.data)))
        self._take = Take(self.camera_id, self._name, self._around, self._backlog)
        self._take.not_kept = len(before) - len(kept)
        self._post(self._take.begin, kept, True)
        return self._take

    def end(self, reason: StopReason) -> Take | None:
        """Record no more. The files are complete when ``RecordingStopped`` is told. Returns what was running."""
        take, self._take = self._take, None
        if take is not None:
            self._post(take.end, reason, True)
        return take

    def status(self) -> RecordingStatus | None:
        """The recording that runs, in numbers."""
        take = self._take
        if take is None:
            return None
        return RecordingStatus(
            self.camera_id,
            state=RecordingState.STOPPING if take.has_ended else take.state,
            elapsed_s=self._around.clock() - self._began_at,
            bytes=take.bytes,
            frames=take.frames,
            not_kept=take.not_kept,
            path=take.path,
            free_bytes=take.free_bytes,
            seconds_left=take.seconds_left,
            trouble=take.trouble,
        )
