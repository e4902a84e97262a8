"""One file of a recording while it grows."""

from __future__ import annotations

import contextlib
import logging
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from atomcam_gui import __version__
from atomcam_gui.camera.frame import Frame
from atomcam_gui.errors import FolderUnusable, RecordingError
from atomcam_gui.phrase import Phrase
from atomcam_gui.recording.disk_errors import on_disk
from atomcam_gui.recording.marks import Mark
from atomcam_gui.recording.mkv import MkvWriter, RecordingTags
from atomcam_gui.recording.names import numbered, recording_name
from atomcam_gui.settings import FileNames

logger = logging.getLogger(__name__)

PROGRAM = f"AtomCam {__version__}"

GAP_S = 60.0
"""After so long without a picture the next one begins a new file."""

_FIRST_DURATION_MS = 100
"""Of the only picture of a recording."""

_LONGEST_DURATION_MS = 1000
"""Of the last picture: how long it would have been shown is not known, but a stall before it is no measure."""


@dataclass(frozen=True, slots=True)
class SegmentLimits:
    """When a recording goes on in a new file."""

    seconds: float
    """0 for never."""
    bytes: int
    """0 for never."""


class Segment:
    """Made with its first picture, which is still to be added. For the writer thread; its methods block."""

    def __init__(self, mark: Mark, writer: MkvWriter, path: Path, frame: Frame, moment: float) -> None:
        self._mark = mark
        self._writer = writer
        self._state = os.fstat(writer.fileno())
        self._size = (frame.width, frame.height)
        self._first_ns = frame.received_ns
        self._newest = (frame, moment)
        self._pts_ms = -1
        self._interval_ms = _FIRST_DURATION_MS
        self.path = path
        self.moment = moment
        """When its first picture was taken, in seconds since the epoch."""

    @classmethod
    def create(
        cls, folder: Path, camera_id: str, camera_name: str, order: FileNames, frame: Frame, moment: float
    ) -> Segment:
        """Begin a file under a name that nobody has.

        Raises:
            RecordingError: it cannot be written there. Nothing is left of it.
        """
        started = datetime.fromtimestamp(moment).astimezone()
        tags = RecordingTags(camera_id, camera_name, started, PROGRAM)
        for name in numbered(recording_name(camera_name, started, order)):
            path = folder / name
            with on_disk(path):
                mark = None if os.path.lexists(path) else Mark.make(path)
            if mark is None:
                continue
            try:
                writer = MkvWriter(path, frame.width, frame.height, tags)
            except FileExistsError:
                mark.remove()
                continue
            except BaseException:
                mark.remove()
                raise
            return cls(mark, writer, path, frame, moment)
        raise AssertionError("names do not end")

    @property
    def bytes(self) -> int:
        """Size of the file so far."""
        return self._writer.size

    @property
    def frames(self) -> int:
        """Pictures in the file so far."""
        return self._writer.frames

    @property
    def is_sound(self) -> bool:
        """Whether it can go on, or be finished."""
        return self._writer.is_sound

    @property
    def lost(self) -> tuple[Frame, float] | None:
        """A picture, and when it was taken, that was added and did not get into the file when the next one failed."""
        return self._newest if self._writer.has_lost_newest else None

    @property
    def duration_s(self) -> float:
        """From the first picture to the end of the last."""
        return (self._pts_ms + self._interval_ms) / 1000 if self._pts_ms >= 0 else 0.0

    def takes(self, frame: Frame, limits: SegmentLimits) -> bool:
        """Whether a picture belongs into this file, and not into a new one."""
        age_s = (frame.received_ns - self._first_ns) / 1e9
        return (
            (frame.width, frame.height) == self._size
            and not self.is_stale(frame.received_ns)
            # A computer that sleeps does not count the time: only its wall clock shows it.
            and frame.received_at - self._newest[0].received_at <= GAP_S
            and not (limits.seconds and age_s >= limits.seconds)
            and not (limits.bytes and self.bytes + len(frame.data) > limits.bytes and self.frames)
        )

    def is_stale(self, now_ns: int) -> bool:
        """Whether the last picture is so long ago that the next one begins a new file."""
        return (now_ns - self._newest[0].received_ns) / 1e9 > GAP_S

    def add(self, frame: Frame, moment: float) -> None:
        """Write a picture that was taken at ``moment``, in seconds since the epoch.

        Raises:
            RecordingError: the disk does not take it. Only ``leave`` is left to do.
        """
        if self._state.st_nlink and not os.fstat(self._writer.fileno()).st_nlink:
            raise FolderUnusable(self.path.parent, Phrase("the recording was deleted while it ran"))
        pts_ms = max(round((moment - self.moment) * 1000), self._pts_ms + 1)
        if self._pts_ms >= 0:
            self._interval_ms = min(pts_ms - self._pts_ms, _LONGEST_DURATION_MS)
        self._writer.write(frame.data, pts_ms, self._interval_ms)
        self._pts_ms = pts_ms
        self._newest = (frame, moment)

    def settle(self) -> None:
        """Put the newest picture on the disk, too.

        Raises:
            RecordingError: as ``add``.
        """
        self._writer.write_held()

    def check_place(self) -> None:
        """See that the file is still where it was made.

        Raises:
            RecordingError: it, its folder or its disk is not. Only ``leave`` is left to do.
        """
        with on_disk(self.path):
            self.path.stat()
        if not self._is_in_place():
            raise FolderUnusable(self.path.parent, Phrase("another file is in the recording's place"))

    def finish(self) -> None:
        """Complete the file.

        Raises:
            RecordingError: that did not work. Its pictures are there, and the next start completes it.
        """
        try:
            self._writer.close()
        except BaseException:
            self._mark.let_go()
            raise
        self._mark.remove()

    def leave(self) -> bool:
        """Close the file as far as its disk lets it; whether there are pictures in it, and it is still in its place.

        The next start completes what can be completed then.
        """
        try:
            if self.is_sound:
                self._writer.close()
            else:
                self._writer.abandon()
        except RecordingError as error:
            logger.warning("%s is left without an index: %s", self.path, error)
        if self.frames and self._is_in_place():
            self._mark.let_go()
            return True
        if not self.frames:
            with contextlib.suppress(OSError):  # its folder is gone
                self.path.unlink()
        self._mark.remove()
        return False

    def _is_in_place(self) -> bool:
        try:
            return os.path.samestat(self.path.stat(), self._state)
        except OSError:
            return False
