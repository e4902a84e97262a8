"""One camera's controls: what it told, what it shall have, and what it would not take."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Mapping

from atomcam_gui import wire
from atomcam_gui.camera.automatic_camera import AutomaticCamera, AutomaticState
from atomcam_gui.camera.camera import Camera, Connection
from atomcam_gui.camera.control_memory import ControlMemory
from atomcam_gui.camera.control_queue import ControlQueue, Values
from atomcam_gui.camera.controls import CameraControls, Value, parse_controls
from atomcam_gui.camera.requests import TIMEOUT_S, CameraRequests
from atomcam_gui.camera.trust import Trust
from atomcam_gui.errors import CameraGone, RequestError, RequestRefused

logger = logging.getLogger(__name__)

Start = Callable[[Callable[[], Awaitable[None]]], object]


class ControlledCamera:
    """Made at a camera's first ``hello``, and kept over its connections. Event loop's thread.

    Args:
        clock: monotonic seconds.
        start: runs a coroutine as a task that somebody owns.
        changed: called when something that can be asked here has changed.
    """

    def __init__(
        self,
        camera: Camera,
        requests: CameraRequests,
        memory: ControlMemory,
        clock: Callable[[], float],
        start: Start,
        changed: Callable[[], None],
    ) -> None:
        self.camera = camera
        self.refused: dict[str, str] = {}
        """Remembered values that the camera did not take again: reasons by control."""
        self._requests = requests
        self._memory = memory
        self._clock = clock
        self._start = start
        self._changed = changed
        self._queue = ControlQueue(self._send, start)
        self._automatic = AutomaticCamera()
        self._connection: Connection | None = None
        self._hello: wire.Hello | None = None
        self._told_ns = 0
        self._controls = CameraControls()
        self._complaints: tuple[str, ...] = ()
        self._tried: set[tuple[str, Value]] = set()
        """Sent on this connection, without being asked to by the user."""
        self._not_taken: dict[str, Value] = {}
        """What the camera itself said no to, on any connection."""
        self._is_restoring = False
        self._is_restored = False

    @property
    def controls(self) -> CameraControls | None:
        """What can be changed, with the values that hold; None while it cannot be asked."""
        return self._controls if self._is_here and self._controls.all else None

    @property
    def _is_here(self) -> bool:
        camera = self.camera
        return self._connection is not None and camera.connection is self._connection and camera.trust is Trust.ALLOWED

    # -- what the camera says ------------------------------------------------------------------------------------

    def receive_hello(self, hello: wire.Hello) -> None:
        """It told, perhaps again, what it has."""
        if self._connection is not self.camera.connection:
            self._connection = self.camera.connection
            self._tried.clear()
            self._automatic.connected()
        self._hello, self._told_ns = hello, time.monotonic_ns()
        self._controls, complaints = parse_controls(hello.controls)
        if complaints and complaints != self._complaints:
            logger.warning("camera %s (%s): %s", self.camera.label, self.camera.id, "; ".join(complaints))
        self._complaints = complaints
        self._choose()
        self._is_restored = False
        self.restore()
        self._changed()

    def receive_stats(self, stats: wire.Stats) -> None:
        """It told how its work goes."""
        if not self._is_here or self._queue.is_running:
            return  # a report of neither before nor after a change that is on its way
        before = self._automatic.state(on=self.automatic)
        values = self._automatic.take(stats, self._clock(), on=self.automatic)
        if values:
            self._start(lambda: self._adapt(values))
        if before != self._automatic.state(on=self.automatic):
            self._changed()

    # -- what the user says --------------------------------------------------------------------------------------

    async def set(self, values: Mapping[str, object]) -> None:
        """``ControlService.set``."""
        if not self._is_here:
            raise CameraGone(self.camera.label)
        checked = self._controls.checked(values)
        try:
            await self._queue.put(checked, by_user=True)
        finally:
            self._changed()

    async def send_name(self, name: str) -> None:
        """Tell the camera what it is called, once. Raises what ``CameraRequests.request`` raises."""
        if ("name", name) in self._tried:
            return
        self._tried = {tried for tried in self._tried if tried[0] != "name"} | {("name", name)}
        await self._requests.request(self.camera.id, "set", name=name)

    @property
    def automatic(self) -> bool:
        """Whether quality may be lowered."""
        chosen = self._memory.of(self.camera.id).automatic
        return self._automatic.has_reports if chosen is None else chosen

    @property
    def automatic_state(self) -> AutomaticState | None:
        """What automatic quality does now."""
        return self._automatic.state(on=self.automatic) if self._is_here else None

    def set_automatic(self, on: bool) -> None:
        """Switch automatic quality; off brings back what was chosen."""
        self._memory.set_automatic(self.camera.id, on)
        values = dict(self._automatic.chosen) if self._automatic.lowered and not on else {}
        if values:
            self._automatic.start_again()
            self._start(lambda: self._give_back(values))
        self._changed()

    # -- sending -------------------------------------------------------------------------------------------------

    async def _send(self, values: Values, by_user: bool) -> None:
        """For the queue: one request, and what follows from its success."""
        connection = self.camera.connection
        exchange = await self._requests.exchange(self.camera.id, "set", TIMEOUT_S, **values)
        if connection is not self._connection:
            return
        if exchange.received_ns >= self._told_ns:
            self._controls = self._controls.changed(values)
        for name in values:
            self.refused.pop(name, None)
            self._not_taken.pop(name, None)
        if by_user:
            self._memory.remember(self.camera.id, values)
            self._choose()
        self._changed()

    def _choose(self) -> None:
        self._automatic.choose(self._controls, self._memory.of(self.camera.id).values)

    async def _adapt(self, values: Values) -> None:
        """Automatic quality wants something else."""
        changes = self._differing(values)
        # What it may be raised to again must outlast this run: the camera itself keeps what is set now.
        remembered, chosen = self._memory.of(self.camera.id).values, self._automatic.chosen
        if any(remembered.get(name) != value for name, value in chosen.items()):
            self._memory.remember(self.camera.id, chosen)
        told = ", ".join(f"{name} {self._controls.values.get(name)} to {value}" for name, value in changes.items())
        logger.info("camera %s (%s): automatic quality changes %s", self.camera.label, self.camera.id, told)
        try:
            if changes:
                await self._queue.put(changes, by_user=False)
        except RequestError as error:
            logger.info("camera %s (%s): it was not taken: %s", self.camera.label, self.camera.id, error)
            self._automatic.not_taken(self._clock())
        self._changed()

    async def _give_back(self, values: Values) -> None:
        try:
            await self._queue.put(values, by_user=False)
        except RequestError as error:
            logger.warning("camera %s (%s): %s", self.camera.label, self.camera.id, error)

    # -- after a reconnect ---------------------------------------------------------------------------------------

    def restore(self) -> None:
        """Send what is remembered, once for each connection and ``hello``, as soon as the camera may be asked."""
        if not self._is_restoring and not self._is_restored and self._is_here:
            self._is_restoring = True
            self._start(self._restore)

    async def _restore(self) -> None:
        try:
            while self._is_here and not self._is_restored:
                self._is_restored = True
                await self._memory.refresh()
                self._choose()
                await self._send_remembered()
        finally:
            self._is_restoring = False

    async def _send_remembered(self) -> None:
        try:
            await self._restore_name()
            await self._restore_values(self._wanted())
        except RequestError as error:
            logger.info("camera %s (%s): not all could be set again: %s", self.camera.label, self.camera.id, error)

    async def _restore_name(self) -> None:
        name = self._memory.name_of(self.camera.id)
        told = self._hello.name if self._hello is not None else name
        # A camera that was set up anew since then has a newer name in the book.
        if name and name == self.camera.name and name != told:
            try:
                await self.send_name(name)
            except RequestRefused as error:
                logger.info("camera %s (%s) keeps its own name: %s", self.camera.label, self.camera.id, error)

    def _wanted(self) -> dict[str, Value]:
        """What shall be set: remembered or lowered, offered, other than it is, and not tried in vain before."""
        wanted: dict[str, Value] = {**self._memory.of(self.camera.id).values}
        if self.automatic:
            wanted |= self._automatic.lowered
        fitting: dict[str, Value] = {}
        for name, value in wanted.items():
            if self._controls.get(name) is None:
                continue
            try:
                fitting |= self._controls.checked({name: value})
            except RequestRefused as error:
                self._note_refusal(name, error)
            else:
                if name not in self._not_taken:
                    self.refused.pop(name, None)
        return {n: v for n, v in self._differing(fitting).items() if not self._is_in_vain(n, v)}

    def _is_in_vain(self, name: str, value: Value) -> bool:
        return (name, value) in self._tried or self._not_taken.get(name) == value

    async def _restore_values(self, values: Values) -> None:
        if not values:
            return
        self._tried.update(values.items())
        try:
            await self._queue.put(values, by_user=False)
        except RequestRefused:
            # The camera takes all or none: find out which one it was.
            for name, value in values.items():
                try:
                    await self._queue.put({name: value}, by_user=False)
                except RequestRefused as error:
                    self._not_taken[name] = value
                    self._note_refusal(name, error)

    def _note_refusal(self, name: str, error: RequestRefused) -> None:
        if self.refused.get(name) != error.reason:
            self.refused[name] = error.reason
            logger.warning("camera %s (%s) does not take %s again: %s", self.camera.label, self.camera.id, name, error)
            self._changed()

    def _differing(self, values: Values) -> dict[str, Value]:
        now = self._controls.values
        return {name: value for name, value in values.items() if now.get(name) != value}
