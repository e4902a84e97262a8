"""One camera's recording from button to button, in as many files as it takes. Lives in the writer thread."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from atomcam_gui.camera.frame import Frame
from atomcam_gui.errors import DiskFull, KeptElsewhere, RecordingError
from atomcam_gui.paths import Paths
from atomcam_gui.recording import folders
from atomcam_gui.recording.backlog import Backlog
from atomcam_gui.recording.disk_watch import DiskWatch
from atomcam_gui.recording.segment import Segment, SegmentLimits
from atomcam_gui.recording.status import (
    DiskWarning,
    RecordingChanged,
    RecordingEvent,
    RecordingState,
    RecordingStopped,
    SegmentDone,
    StopReason,
)
from atomcam_gui.recording.timeline import Timeline
from atomcam_gui.settings import Settings

logger = logging.getLogger(__name__)

_SETTLE_AFTER_S = 0.1
"""A picture that no other has followed for so long is put on the disk by itself."""

_CHECK_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all recordings have in common. Its functions are called in the writer thread."""

    settings: Callable[[], Settings]
    paths: Paths
    tell: Callable[[RecordingEvent], None]
    clock: Callable[[], float]
    """Monotonic seconds."""
    disks: dict[Path, DiskWatch]

    def disk(self, folder: Path) -> DiskWatch:
        """The watch over a folder's disk."""
        watch = self.disks.get(folder)
        if watch is None:
            warn: Callable[[DiskWarning], None] = self.tell
            watch = DiskWatch(folder, lambda: self.settings().recording.floor_gb, warn, self.clock)
            self.disks[folder] = watch
        return watch

    @property
    def limits(self) -> SegmentLimits:
        """When to go on in a new file."""
        wanted = self.settings().recording
        return SegmentLimits(wanted.segment_minutes * 60.0, wanted.segment_mb * 1_000_000)


class Take:
    """Everything here but the public numbers is for the writer thread, and blocks as long as the disk does.

    The numbers may be read from any thread: each is written by this one alone.
    """

    def __init__(self, camera_id: str, camera_name: str, surroundings: Surroundings, backlog: Backlog) -> None:
        self.camera_id = camera_id
        self.camera_name = camera_name
        """Of the next file; may be set from any thread."""
        self._around = surroundings
        self._backlog = backlog
        self._timeline = Timeline()
        self._segment: Segment | None = None
        self._disk: DiskWatch | None = None
        self._paths: list[Path] = []
        self._finished_bytes = self._finished_frames = 0
        self._written_at = self._checked_at = 0.0
        self._limits = surroundings.limits
        self._because: RecordingError | None = None
        self._left_over: tuple[Frame, float] | None = None
        self.state = RecordingState.WAITING
        self.has_ended = False
        self.frames = 0
        self.bytes = 0
        self.not_kept = 0
        """Pictures that the disk did not take, and (counted by the sending side) those it was too slow for."""
        self.path: Path | None = None
        self.trouble: RecordingError | None = None

    @property
    def free_bytes(self) -> int | None:
        """Room on the disk, as it was last asked."""
        return self._disk.free if self._disk is not None else None

    @property
    def _disk_in_use(self) -> DiskWatch:
        assert self._disk is not None
        return self._disk

    @property
    def seconds_left(self) -> float | None:
        """Until the disk's floor is reached."""
        return self._disk.seconds_left if self._disk is not None else None

    # -- jobs ----------------------------------------------------------------------------------------------------

    def begin(self, before: tuple[Frame, ...]) -> None:
        """Write what was in memory already."""
        self._timeline.learn(before)
        for frame in before:
            self._take_in(frame, is_live=False)

    def write(self, frame: Frame) -> None:
        """Write the next picture."""
        self._take_in(frame, is_live=True)

    def end(self, reason: StopReason) -> None:
        """Complete the last file."""
        if not self.has_ended:
            self._end(reason, None)

    def tick(self) -> None:
        """What has to be done also when no picture comes. Call a few times a second."""
        segment = self._segment
        if segment is None:
            return
        try:
            self._look_after(segment)
        except Exception as error:  # noqa: BLE001 - what is unforeseen ends one recording, not the thread
            self._give_up(error)

    # -- pictures ------------------------------------------------------------------------------------------------

    def _take_in(self, frame: Frame, *, is_live: bool) -> None:
        try:
            if not self.has_ended:
                self._keep(frame, is_live=is_live)
        except Exception as error:  # noqa: BLE001 - as above
            self.not_kept += 1
            self._give_up(error)
        finally:
            self._backlog.remove(len(frame.data))

    def _look_after(self, segment: Segment) -> None:
        now = self._around.clock()
        if segment.is_stale(round(now * 1e9)):
            self._finish(segment)
            self._become(RecordingState.WAITING)
            return
        try:
            if now - self._written_at > _SETTLE_AFTER_S:
                segment.settle()
            if now - self._checked_at > _CHECK_EVERY_S:
                self._checked_at = now
                self._limits = self._around.limits
                segment.check_place()
        except RecordingError as trouble:
            self._survive(segment, trouble)

    def _keep(self, frame: Frame, *, is_live: bool) -> None:
        segment = self._segment
        if segment is not None and not segment.takes(frame, self._limits):
            self._finish(segment)
            segment = None
        if segment is None:
            self._timeline.begin(frame)
        moment = self._timeline.time_of(frame)
        if segment is None:
            segment = self._begin_file(frame, moment)
        else:
            try:
                self._disk_in_use.require_room()
                segment.add(frame, moment)
            except RecordingError as trouble:
                self._survive(segment, trouble)
                segment = self._begin_file(frame, moment)
        self._disk_in_use.wrote(len(frame.data), is_live=is_live)
        self.bytes = self._finished_bytes + segment.bytes
        self.frames = self._finished_frames + segment.frames
        self._written_at = self._around.clock()

    def _begin_file(self, frame: Frame, moment: float) -> Segment:
        """A new file with this picture, after one that the file before has left over.

        Raises:
            RecordingError: as ``_open`` and ``Segment.add``.
        """
        left_over, self._left_over = self._left_over, None
        if left_over is None:
            segment = self._open(frame, moment)
        elif (left_over[0].width, left_over[0].height) == (frame.width, frame.height):
            segment = self._open(*left_over)
            segment.add(*left_over)
        else:
            self.not_kept += 1
            segment = self._open(frame, moment)
        segment.add(frame, moment)
        return segment

    def _open(self, frame: Frame, moment: float) -> Segment:
        """Begin a file: where it is wanted or, if that cannot be, where it is safe.

        Raises:
            RecordingError: neither can be written, or there is no room.
        """
        settings = self._around.settings()
        wanted = folders.recordings_folder(settings, self._around.paths)
        rescue = folders.rescue_recordings(self._around.paths)
        because, self._because = self._because, None
        try:
            if because is not None and not wanted.exists():
                # A folder that went away with its disk must not be made anew on the disk beneath.
                raise because
            # First of all, or a full disk would send the recording to the other folder, which may be on the same one.
            self._around.disk(wanted).require_room()
            chosen = folders.choose_folder(wanted, rescue)
            segment = self._create(chosen.folder, frame, moment)
            trouble = chosen.trouble or because
        except DiskFull:
            raise
        except RecordingError as cause:
            folders.check_writable(rescue)
            segment = self._create(rescue, frame, moment)
            trouble = KeptElsewhere(cause, rescue)
        if trouble is not None:
            logger.warning("%s", trouble)
        self._segment = segment
        self._limits = self._around.limits
        self._disk = self._around.disk(segment.path.parent)
        self._checked_at = self._around.clock()
        self.trouble = trouble
        self.path = segment.path
        logger.info("camera %s (%s) is recorded in %s", self.camera_name, self.camera_id, segment.path)
        self._become(RecordingState.RECORDING, always=True)
        return segment

    def _create(self, folder: Path, frame: Frame, moment: float) -> Segment:
        self._around.disk(folder).require_room()
        order = self._around.settings().recording.file_names
        return Segment.create(folder, self.camera_id, self.camera_name, order, frame, moment)

    # -- ends ----------------------------------------------------------------------------------------------------

    def _survive(self, segment: Segment, trouble: RecordingError) -> None:
        """A file cannot grow any more: save what is in it. The next picture begins another one.

        Raises:
            DiskFull: then none may begin.
        """
        if isinstance(trouble, DiskFull):
            raise trouble
        logger.warning("%s cannot go on: %s", segment.path, trouble)
        self._close(segment, is_there=segment.leave())
        self._left_over = segment.lost
        self._because = None if _is_largest_file(trouble) else trouble
        self._become(RecordingState.WAITING)

    def _finish(self, segment: Segment) -> None:
        """Complete a file, and tell of it. Where that fails, its pictures are there and the next start completes it."""
        try:
            segment.finish()
        except RecordingError as trouble:
            self.trouble = trouble
            logger.warning("%s is left without an index: %s", segment.path, trouble)
            self._close(segment, is_there=segment.frames > 0)
            return
        self._close(segment, is_there=True)
        started = datetime.fromtimestamp(segment.moment).astimezone()
        self._around.tell(
            SegmentDone(self.camera_id, segment.path, started, segment.duration_s, segment.frames, segment.bytes)
        )

    def _close(self, segment: Segment, *, is_there: bool) -> None:
        self._segment = None
        self.path = None
        if is_there:
            self._paths.append(segment.path)
            self._finished_bytes += segment.bytes
            self._finished_frames += segment.frames
        self.bytes, self.frames = self._finished_bytes, self._finished_frames

    def _end(self, reason: StopReason, trouble: RecordingError | None) -> None:
        self.has_ended = True
        segment = self._segment
        try:
            if segment is not None and segment.is_sound:
                self._finish(segment)
            elif segment is not None:
                self._close(segment, is_there=segment.leave())
                self.not_kept += segment.lost is not None
        finally:
            self.trouble = trouble or self.trouble
            paths = tuple(self._paths)
            self._around.tell(RecordingStopped(self.camera_id, reason, paths, self.not_kept, self.trouble))

    def _give_up(self, error: Exception) -> None:
        if isinstance(error, RecordingError):
            logger.warning("the recording of camera %s (%s) ends: %s", self.camera_name, self.camera_id, error)
            self._end(StopReason.DISK_FULL if isinstance(error, DiskFull) else StopReason.FAILED, error)
        else:
            logger.error("the recording of camera %s (%s) failed", self.camera_name, self.camera_id, exc_info=error)
            fault = RecordingError(
                "the recording ended by a fault of this program ({error}): please start it again", error=error
            )
            self._end(StopReason.FAILED, fault)

    def _become(self, state: RecordingState, *, always: bool = False) -> None:
        if always or self.state is not state:
            self.state = state
            self._around.tell(RecordingChanged(self.camera_id))


def _is_largest_file(trouble: RecordingError) -> bool:
    """Whether the file has become as large as the disk (FAT) or the system lets a file be."""
    cause = trouble.__cause__
    return isinstance(cause, OSError) and cause.errno == errno.EFBIG
