"""The user's wishes for each camera: sent, kept, sent again after a reconnect, and lowered where the WiFi is slow."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping

from atomcam_gui import wire
from atomcam_gui.camera.auto_quality import AutomaticReason
from atomcam_gui.camera.automatic_camera import AutomaticState
from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.control_memory import ControlMemory
from atomcam_gui.camera.controlled_camera import ControlledCamera
from atomcam_gui.camera.controls import CameraControls, Value
from atomcam_gui.camera.registry import CameraChanged, CameraRegistry, CameraRemoved, RegistryEvent
from atomcam_gui.camera.requests import CameraRequests
from atomcam_gui.errors import CameraGone, RequestError, RequestRefused
from atomcam_gui.tasks import TaskSet

__all__ = ["AutomaticReason", "AutomaticState", "ControlService"]

logger = logging.getLogger(__name__)

Listener = Callable[[str], None]


class ControlService:
    """Belongs to the event loop's thread. Costs nothing per frame: it hears texts only.

    Args:
        memory: what the user set, also in earlier runs.
        clock: monotonic seconds.
    """

    def __init__(
        self, registry: CameraRegistry, requests: CameraRequests, memory: ControlMemory, clock: Callable[[], float]
    ) -> None:
        self._registry = registry
        self._requests = requests
        self._memory = memory
        self._clock = clock
        self._known: dict[str, ControlledCamera] = {}
        self._listeners: list[Listener] = []
        self._tasks = TaskSet(lambda error: logger.error("camera controls: %s", error, exc_info=error))
        self._ends: tuple[Callable[[], None], ...] = (
            registry.subscribe_messages(self._receive),
            registry.subscribe(self._event),
        )

    def controls(self, camera_id: str) -> CameraControls | None:
        """What can be changed on a camera, with the values that hold now, as far as it told.

        None for a camera that has told nothing, or is not connected, or not allowed.
        """
        known = self._known.get(camera_id)
        return known.controls if known is not None else None

    async def set(self, camera_id: str, **values: Value) -> None:
        """Change controls of a camera, by name, all of them or none; and remember them.

        May be called as fast as a slider moves: of changes to the same controls that wait, the newest goes, and every
        caller gets its outcome. One request is under way per camera.

        Raises:
            RequestRefused: a value is out of range or the camera lacks the control (then nothing was sent), or the
                camera said no. The old value holds, and ``controls`` shows it.
            CameraGone, RequestTimedOut: it did not arrive. The old value holds.
        """
        await self._controlled(camera_id).set(values)

    def refused(self, camera_id: str) -> Mapping[str, str]:
        """Remembered values that the camera would not take again when it reconnected: reasons by control."""
        known = self._known.get(camera_id)
        return dict(known.refused) if known is not None else {}

    async def rename(self, camera_id: str, name: str) -> None:
        """Give a camera another name: here at once, for good, and on the camera itself as soon as it can be reached.

        Raises:
            RequestRefused: the name is empty once what cannot be shown is taken out of it.
            SettingsError: it holds for now, but could not be written.
        """
        cleaned = wire.clean_text(name)
        if cleaned is None:
            raise RequestRefused("a name has 1 to {most} letters, digits or signs", most=wire.MAX_NAME)
        self._memory.set_name(camera_id, cleaned)
        try:
            self._registry.rename(camera_id, cleaned)
            await self._memory.save()
        finally:
            known = self._known.get(camera_id)
            if known is not None and known.controls is not None:
                self._start(lambda: self._send_name(known, cleaned))

    def given_name(self, camera_id: str) -> str:
        """What the user last called a camera here, or an empty text."""
        return self._memory.name_of(camera_id)

    async def identify(self, camera_id: str) -> None:
        """Ask a camera to show which one it is: it blinks, or marks its picture, for some seconds.

        Raises:
            RequestRefused: it cannot (most boards have no light that it could blink); the reason says so.
            CameraGone, RequestTimedOut: it did not hear, or did not answer.
        """
        await self._requests.request(camera_id, "identify")

    def automatic(self, camera_id: str) -> bool:
        """Whether quality and size of a camera are lowered where its WiFi is slow.

        As the user set it; else on for cameras that report their sends, off for others.
        """
        known = self._known.get(camera_id)
        return known.automatic if known is not None else bool(self._memory.of(camera_id).automatic)

    def set_automatic(self, camera_id: str, on: bool) -> None:
        """Switch that on or off, and remember it. Off brings back at once what the user chose."""
        known = self._known.get(camera_id)
        if known is not None:
            known.set_automatic(on)
        else:
            self._memory.set_automatic(camera_id, on)

    def automatic_state(self, camera_id: str) -> AutomaticState | None:
        """What automatic quality does to a camera now. None where it can do nothing: no reports, or no controls."""
        known = self._known.get(camera_id)
        return known.automatic_state if known is not None else None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener(camera_id)`` whenever something that can be asked here has changed. Returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def close(self) -> None:
        """Write what is not written yet, and end. Within about a second."""
        for end in self._ends:
            end()
        self._ends = ()
        await self._tasks.cancel_all()
        await self._memory.close()

    # -- what happens --------------------------------------------------------------------------------------------

    def _receive(self, camera: Camera, message: wire.Message) -> None:
        if isinstance(message, wire.Hello):
            self._know(camera).receive_hello(message)
        elif isinstance(message, wire.Stats) and camera.id in self._known:
            self._known[camera.id].receive_stats(message)

    def _event(self, event: RegistryEvent) -> None:
        if isinstance(event, CameraRemoved):
            if self._known.pop(event.camera.id, None) is not None:
                self._tell(event.camera.id)
        elif isinstance(event, CameraChanged) and event.camera.id in self._known:
            # It may just have been allowed, or be gone.
            self._known[event.camera.id].restore()
            self._tell(event.camera.id)

    def _know(self, camera: Camera) -> ControlledCamera:
        known = self._known.get(camera.id)
        if known is None or known.camera is not camera:
            known = self._known[camera.id] = ControlledCamera(
                camera, self._requests, self._memory, self._clock, self._start, lambda: self._tell(camera.id)
            )
        return known

    def _controlled(self, camera_id: str) -> ControlledCamera:
        known, camera = self._known.get(camera_id), self._registry.get(camera_id)
        if known is not None:
            return known
        if camera is None or camera.connection is None:
            raise CameraGone(camera.label if camera is not None else camera_id)
        raise RequestRefused("{name} has nothing that could be set from here", name=camera.label)

    async def _send_name(self, known: ControlledCamera, name: str) -> None:
        try:
            await known.send_name(name)
        except RequestError as error:
            logger.info("camera %s (%s) could not be told its name: %s", known.camera.label, known.camera.id, error)

    def _start(self, work: Callable[[], Awaitable[None]]) -> None:
        async def run() -> None:
            await work()

        self._tasks.start(run(), "camera controls")

    def _tell(self, camera_id: str) -> None:
        for listener in tuple(self._listeners):
            listener(camera_id)
