"""Records a camera while something moves before it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING

from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.registry import CameraAdded, CameraChanged, CameraRegistry, CameraRemoved, RegistryEvent
from atomcam_gui.camera.trust import Trust
from atomcam_gui.recording.motion_analysis import PER_S, MotionAnalysis, MotionSink
from atomcam_gui.recording.service import RecordingService
from atomcam_gui.recording.status import RecordingEvent, RecordingStarted, RecordingStopped, StopReason
from atomcam_gui.settings import MotionSettings, Settings

if TYPE_CHECKING:
    from atomcam_gui.recording.motion import Reading

logger = logging.getLogger(__name__)

RETRY_AFTER_S = 60.0
"""After a recording that could not be kept, movement begins none for so long: a full disk is told of now and then."""

QUIET_S = 10.0
"""After the user has ended a recording by hand it must be quiet for so long: whoever moves there may be the user."""

_SURE_S = 1 / PER_S
"""It takes a second picture to be sure; what was on the first one began the movement."""


class _Recorded(Enum):
    """By whom a camera is being recorded."""

    NOBODY = auto()
    US = auto()
    SOMEBODY = auto()
    """The user, or whoever else: it is not ours to end."""


class _Guard:
    """One camera with motion switched on."""

    def __init__(self, settings: MotionSettings) -> None:
        self.settings = settings
        self.sink: MotionSink | None = None
        self.recorded = _Recorded.NOBODY
        self.moved_at = 0.0
        self.quiet_until: float | None = None
        """Movement before this does not begin a recording, and puts it off."""
        self.retry_at = 0.0
        """Nor does movement before this."""
        self.timer: asyncio.TimerHandle | None = None


class MotionWatch:
    """Begins and ends recordings as things move. For the event loop's thread, on a running loop.

    A recording that somebody else began is left alone. One that the user ended by hand is not begun anew at the next
    step of whoever moves there. A camera that has it switched off costs nothing.

    Args:
        settings: asked when ``settings_changed`` is called, and when cameras come and go.
        clock: monotonic seconds, the same as the frames'.
    """

    def __init__(
        self,
        analysis: MotionAnalysis,
        registry: CameraRegistry,
        recordings: RecordingService,
        settings: Callable[[], Settings],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._analysis = analysis
        self._registry = registry
        self._recordings = recordings
        self._settings = settings
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._guards: dict[str, _Guard] = {}
        self._starting: str | None = None
        self._ends = (registry.subscribe(self._registry_changed), recordings.subscribe(self._recording_changed))
        self.settings_changed()

    # -- what is watched -------------------------------------------------------------------------------------------

    @property
    def watched_ids(self) -> tuple[str, ...]:
        """The cameras in whose pictures movement is looked for."""
        return tuple(self._guards)

    def is_ours(self, camera_id: str) -> bool:
        """Whether the camera is being recorded because something moved."""
        guard = self._guards.get(camera_id)
        return guard is not None and guard.recorded is _Recorded.US

    def keep(self, camera_id: str) -> None:
        """The user wants the recording that movement began to go on: from now on it is the user's."""
        guard = self._guards.get(camera_id)
        if guard is not None and guard.recorded is _Recorded.US:
            guard.recorded = _Recorded.SOMEBODY
            self._cancel_timer(guard)

    def settings_changed(self) -> None:
        """Bring everything in line with the settings."""
        for camera in self._registry:
            self._follow(camera)

    def close(self) -> None:
        """Look no more. Recordings are left to whoever closes them."""
        for end in self._ends:
            end()
        for camera_id in tuple(self._guards):
            self._drop(camera_id, stop=False)

    def _registry_changed(self, event: RegistryEvent) -> None:
        match event:
            case CameraAdded(camera) | CameraChanged(camera):
                self._follow(camera)
            case CameraRemoved(camera):
                self._drop(camera.id, stop=False)  # the service ends it, with its own reason

    def _follow(self, camera: Camera) -> None:
        wanted = self._settings().motion.get(camera.id)
        if wanted is None or not wanted.on or camera.trust is not Trust.ALLOWED:
            self._drop(camera.id, stop=camera.trust is Trust.ALLOWED)
            return
        guard = self._guards.get(camera.id)
        if guard is None:
            self._guards[camera.id] = self._begin_to_watch(camera.id, wanted)
        elif guard.settings != wanted and guard.sink is not None:
            guard.settings = wanted
            guard.sink.configure(wanted)
            if guard.recorded is _Recorded.US:
                self._set_timer(camera.id, guard)

    def _begin_to_watch(self, camera_id: str, wanted: MotionSettings) -> _Guard:
        guard = _Guard(wanted)
        if camera_id in self._recordings.recording_ids:
            guard.recorded = _Recorded.SOMEBODY

        def heed(frame: Frame, _reading: Reading) -> None:
            self._moved(camera_id, guard, frame.received_ns / 1e9)

        guard.sink = self._analysis.watch(camera_id, wanted, heed, only_moving=True)
        return guard

    def _drop(self, camera_id: str, *, stop: bool) -> None:
        guard = self._guards.pop(camera_id, None)
        if guard is None:
            return
        self._cancel_timer(guard)
        if guard.sink is not None:
            self._analysis.leave(guard.sink)
        if stop and guard.recorded is _Recorded.US:
            self._recordings.stop(camera_id)

    # -- what moves ------------------------------------------------------------------------------------------------

    def _moved(self, camera_id: str, guard: _Guard, at: float) -> None:
        """Something moved, at a moment of the monotonic clock."""
        self._notice_end(camera_id, guard)
        guard.moved_at = at
        if guard.recorded is not _Recorded.NOBODY:
            return
        if guard.quiet_until is not None and at < guard.quiet_until:
            guard.quiet_until = at + QUIET_S
            return
        guard.quiet_until = None
        if at < guard.retry_at:
            return
        self._starting = camera_id
        try:
            late = max(0.0, self._clock() - at) + _SURE_S
            begun = self._recordings.start(camera_id, before_s=guard.settings.before_s + late)
        finally:
            self._starting = None
        if begun:
            logger.info("something moves before camera %s: it is recorded", camera_id)
            guard.recorded = _Recorded.US
            self._set_timer(camera_id, guard)

    def _set_timer(self, camera_id: str, guard: _Guard) -> None:
        self._cancel_timer(guard)
        left = guard.moved_at + guard.settings.after_s - self._clock()
        guard.timer = self._loop.call_later(max(0.0, left), self._due, camera_id, guard)

    def _due(self, camera_id: str, guard: _Guard) -> None:
        """It was to end by now, unless something has moved since."""
        guard.timer = None
        self._notice_end(camera_id, guard)
        if guard.recorded is not _Recorded.US:
            return
        if self._clock() < guard.moved_at + guard.settings.after_s:
            self._set_timer(camera_id, guard)
            return
        guard.recorded = _Recorded.NOBODY
        self._recordings.stop(camera_id)

    @staticmethod
    def _cancel_timer(guard: _Guard) -> None:
        if guard.timer is not None:
            guard.timer.cancel()
            guard.timer = None

    # -- what others do --------------------------------------------------------------------------------------------

    def _recording_changed(self, event: RecordingEvent) -> None:
        guard = self._guards.get(getattr(event, "camera_id", ""))
        if guard is None:
            return
        match event:
            case RecordingStarted(camera_id) if camera_id != self._starting:
                guard.recorded = _Recorded.SOMEBODY
                self._cancel_timer(guard)
            case RecordingStopped(camera_id, reason):
                self._notice_end(camera_id, guard)
                if reason in (StopReason.DISK_FULL, StopReason.FAILED):
                    guard.quiet_until = None
                    guard.retry_at = self._clock() + RETRY_AFTER_S

    def _notice_end(self, camera_id: str, guard: _Guard) -> None:
        """See whether somebody else has ended the recording.

        Its event comes when the files are complete, perhaps after the next recording has begun.
        """
        if guard.recorded is _Recorded.NOBODY or camera_id in self._recordings.recording_ids:
            return
        guard.recorded = _Recorded.NOBODY
        self._cancel_timer(guard)
        guard.quiet_until = self._clock() + QUIET_S
