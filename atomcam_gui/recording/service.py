"""All recordings of the program: which cameras are recorded, and what is told of it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from typing import Any

from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import CameraAdded, CameraChanged, CameraRegistry, CameraRemoved, RegistryEvent
from atomcam_gui.camera.trust import Trust
from atomcam_gui.daemon_call import DaemonCall
from atomcam_gui.paths import Paths
from atomcam_gui.recording import folders, recovery
from atomcam_gui.recording.backlog import Backlog
from atomcam_gui.recording.recorder import Recorder
from atomcam_gui.recording.status import (
    Listener,
    RecordingEvent,
    RecordingRecovered,
    RecordingStarted,
    RecordingStatus,
    RecordingStopped,
    StopReason,
)
from atomcam_gui.recording.take import Surroundings, Take
from atomcam_gui.recording.writer_thread import WriterThread
from atomcam_gui.settings import Settings

logger = logging.getLogger(__name__)

MAX_WAITING_BYTES = 256_000_000
"""What all cameras together may have waiting for the disk."""

_NOTICING_S = 1.0
"""More of a watched camera is kept than its user asks for: what moves has been moving when that is sure."""
CLOSE_WAIT_S = 10.0
"""How long the end of the program waits for a disk. What is cut off then is completed at the next start."""


class RecordingService:
    """For the event loop's thread, on a running loop. Files are written in a thread of their own.

    Args:
        settings: asked again and again, also from the writer thread: it may only read.
        clock: monotonic seconds, the same as the frames'.
    """

    def __init__(
        self,
        hub: Hub,
        registry: CameraRegistry,
        settings: Callable[[], Settings],
        paths: Paths,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hub = hub
        self._registry = registry
        self._settings = settings
        self._paths = paths
        self._loop = asyncio.get_running_loop()
        self._around = Surroundings(settings, paths, self._tell_soon, clock, {})
        self._waiting = Backlog(MAX_WAITING_BYTES)
        self._recorders: dict[str, Recorder] = {}
        self._open: set[Take] = set()
        self._thread: WriterThread | None = None
        self._recovery: DaemonCall[None] | None = None
        self._record_new = False
        self._met: set[str] = set()
        self._is_closed = False
        self._listeners: list[Listener] = []
        self._unsubscribe = registry.subscribe(self._registry_changed)
        self.settings_changed()

    # -- what the user wants -------------------------------------------------------------------------------------

    def start(self, camera_id: str, *, before_s: float | None = None) -> bool:
        """Record a camera; whether it is recorded now. Only cameras that are listed and allowed are.

        Args:
            before_s: how much of what is in memory goes into the file; None for what the settings say.
        """
        camera = self._registry.get(camera_id)
        if self._is_closed or camera is None or camera.trust is not Trust.ALLOWED:
            return False
        recorder = self._recorder(camera)
        if recorder.take is None:
            seconds = self._settings().recording.prerecord_s if before_s is None else before_s
            self._open.add(recorder.begin(seconds))
            logger.info("recording of camera %s (%s) starts", camera.label, camera.id)
            self._emit(RecordingStarted(camera_id))
        return True

    def stop(self, camera_id: str, reason: StopReason = StopReason.WANTED) -> None:
        """Record a camera no more. ``RecordingStopped`` tells when its files are complete."""
        recorder = self._recorders.get(camera_id)
        if recorder is not None and recorder.end(reason) is not None:
            self._let_go_unless_needed(recorder)

    def toggle(self, camera_id: str) -> bool:
        """Start or stop; whether the camera is recorded now."""
        if camera_id in self.recording_ids:
            self.stop(camera_id)
            return False
        return self.start(camera_id)

    def start_all(self, *, and_new: bool = False) -> None:
        """Record every camera that is allowed.

        Args:
            and_new: and every one that will be, from its first picture. One whose recording ended is not begun anew.
        """
        self._record_new = and_new
        for camera in self._registry:
            if self.start(camera.id):
                self._met.add(camera.id)

    def stop_all(self) -> None:
        """Record nothing any more."""
        self._record_new = False
        for camera_id in self.recording_ids:
            self.stop(camera_id)

    def settings_changed(self) -> None:
        """Bring what is kept in memory in line with the settings. All others are read when they are needed."""
        for camera in self._registry:
            self._follow(camera)

    # -- what there is to know -----------------------------------------------------------------------------------

    @property
    def recording_ids(self) -> tuple[str, ...]:
        """The cameras that are being recorded."""
        return tuple(recorder.camera_id for recorder in self._recorders.values() if recorder.take is not None)

    def status(self, camera_id: str) -> RecordingStatus | None:
        """How a camera's recording goes; None where it is not recorded. Costs a few microseconds."""
        recorder = self._recorders.get(camera_id)
        return recorder.status() if recorder is not None else None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` for every event from now on, in the loop's thread. Returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _emit(self, event: RecordingEvent) -> None:
        if isinstance(event, RecordingStopped):
            self._forget_ended(event)
        for listener in tuple(self._listeners):
            listener(event)

    def _tell_soon(self, event: RecordingEvent) -> None:
        """Tell of an event. For any thread."""
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody listens any more
            self._loop.call_soon_threadsafe(self._emit, event)

    def _forget_ended(self, event: RecordingStopped) -> None:
        """A recording may have ended by itself: the disk is full."""
        self._open = {take for take in self._open if not take.has_ended}
        recorder = self._recorders.get(event.camera_id)
        if recorder is not None and recorder.take is not None and recorder.take.has_ended:
            recorder.end(event.reason)
            self._let_go_unless_needed(recorder)

    # -- cameras -------------------------------------------------------------------------------------------------

    def _registry_changed(self, event: RegistryEvent) -> None:
        match event:
            case CameraAdded(camera) | CameraChanged(camera):
                self._follow(camera)
            case CameraRemoved(camera):
                self._drop(camera.id)

    def _follow(self, camera: Camera) -> None:
        if camera.trust is not Trust.ALLOWED:
            self._drop(camera.id)
            return
        known = self._recorders.get(camera.id)
        if known is not None:
            known.name = camera.label
            known.prerecord.seconds = self._seconds_before(camera.id)
            self._let_go_unless_needed(known)
        elif self._seconds_before(camera.id) and not self._is_closed:
            self._recorder(camera)
        if self._record_new and camera.id not in self._met:
            self._met.add(camera.id)
            self.start(camera.id)

    def _seconds_before(self, camera_id: str) -> float:
        """How much of a camera to have in memory, for the button and for what moves."""
        settings = self._settings()
        motion = settings.motion.get(camera_id)
        return max(
            settings.recording.prerecord_s, motion.before_s + _NOTICING_S if motion is not None and motion.on else 0
        )

    def _recorder(self, camera: Camera) -> Recorder:
        """The camera's recorder, which is attached to the hub as long as there is one."""
        recorder = self._recorders.get(camera.id)
        if recorder is None:
            seconds = self._seconds_before(camera.id)
            recorder = Recorder(camera.id, camera.label, seconds, self._around, self._post, self._waiting)
            self._recorders[camera.id] = recorder
            self._hub.attach(recorder, camera.id)
        return recorder

    def _let_go_unless_needed(self, recorder: Recorder) -> None:
        if recorder.take is None and not recorder.prerecord.seconds:
            self._recorders.pop(recorder.camera_id, None)
            self._hub.detach(recorder, recorder.camera_id)

    def _drop(self, camera_id: str, reason: StopReason = StopReason.CAMERA_GONE) -> None:
        self.stop(camera_id, reason)
        self._met.discard(camera_id)
        recorder = self._recorders.pop(camera_id, None)
        if recorder is not None:
            self._hub.detach(recorder, camera_id)

    # -- threads -------------------------------------------------------------------------------------------------

    def _post(self, job: Callable[[Any], None], argument: Any, at_once: bool) -> None:
        if self._thread is None:
            self._thread = WriterThread(self._tick)
        self._thread.post(job, argument, at_once=at_once)

    def _tick(self) -> bool:
        """In the writer thread: look after all recordings; whether there are any."""
        takes = tuple(self._open)
        for take in takes:
            take.tick()
        return bool(takes)

    async def recover(self) -> None:
        """Complete what earlier runs could not end, in a thread, and tell of each. Once, when the program starts."""
        places = (
            folders.recordings_folder(self._settings(), self._paths),
            folders.rescue_recordings(self._paths),
        )
        call = DaemonCall(lambda: recovery.recover(places, self._tell_recovered, self._is_ending), "recovery")
        self._recovery = call
        await call.wait()
        call.join()
        call.future.result()

    def _tell_recovered(self, done: recovery.Recovered) -> None:
        self._tell_soon(RecordingRecovered(done.camera_id, done.path, done.frames))

    def _is_ending(self) -> bool:
        return self._is_closed

    async def close(self) -> None:
        """Complete all files and end the threads. A disk that hangs is not waited for."""
        if self._is_closed:
            return
        self._is_closed = True
        self._unsubscribe()
        for camera_id in tuple(self._recorders):
            self._drop(camera_id, StopReason.PROGRAM_ENDS)
        thread, self._thread = self._thread, None
        if thread is not None and not await thread.stop(CLOSE_WAIT_S):
            logger.error("a disk does not answer: recordings will be completed at the next start")
        if self._recovery is not None and await self._recovery.wait(CLOSE_WAIT_S):
            self._recovery.join()
