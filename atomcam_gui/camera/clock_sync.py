"""The clocks of cameras beside this computer's: when a picture was taken, in this computer's time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from atomcam_gui import wire
from atomcam_gui.camera.camera import Camera, Connection
from atomcam_gui.camera.clock_estimate import ClockEstimate
from atomcam_gui.camera.registry import CameraRegistry, CameraRemoved, RegistryEvent
from atomcam_gui.camera.requests import CameraRequests, Exchange
from atomcam_gui.camera.trust import Trust
from atomcam_gui.errors import CameraGone, RequestError
from atomcam_gui.tasks import TaskSet

logger = logging.getLogger(__name__)

FIRST_QUESTIONS = 6
QUESTIONS = 3
"""Asked one after the other; the one with the shortest round trip counts."""
EVERY_S = 30.0

_TIMEOUT_S = 3.0
_MOST_FAILURES = 3
"""A camera that does not answer so many times in a row is not asked again on this connection."""
_LONGEST_LATENCY_MS = 60_000.0
_MOST_US = 2**63
"""The stamps' clock has 64 bits; half of them last for 290,000 years."""


@dataclass(slots=True, eq=False)
class _Watched:
    """One connection of a camera."""

    camera: Camera
    connection: Connection
    due_at: float
    estimate: ClockEstimate = field(default_factory=ClockEstimate)
    failures: int = 0
    asking: bool = False


class ClockSync:
    """Keeps the clock of every allowed camera that answers ``time`` in step with this computer's. Event loop's thread.

    It asks right after a camera's ``hello``, a few times, and then every half minute.
    """

    def __init__(self, registry: CameraRegistry, requests: CameraRequests) -> None:
        self._registry = registry
        self._requests = requests
        self._watched: dict[str, _Watched] = {}
        self._tasks = TaskSet(lambda error: logger.error("clock sync: %s", error, exc_info=error))
        self._ends: tuple[Callable[[], None], ...] = (
            registry.subscribe_messages(self._receive),
            registry.subscribe(self._event),
            registry.subscribe_ticks(self._ask_who_is_due),
        )

    def capture_monotonic_ns(self, camera_id: str, capture_us: int) -> int | None:
        """When a picture was taken, as ``time.monotonic_ns()`` would have said here; None while that is not known.

        Args:
            capture_us: the picture's ``Stamp.capture_us``, of the camera's present connection.
        """
        estimate = self._estimate(camera_id)
        return estimate.local_ns(capture_us) if estimate is not None else None

    def latency_ms(self, camera_id: str, capture_us: int, shown_ns: int) -> float | None:
        """Milliseconds from a picture's capture to ``shown_ns`` (``time.monotonic_ns()`` when it was painted).

        None while it is not known, or where it cannot be: less than 0 by more than the clocks are uncertain, or more
        than a minute.
        """
        estimate = self._estimate(camera_id)
        if estimate is None:
            return None
        latency = (shown_ns - estimate.local_ns(capture_us)) / 1e6
        if not -estimate.uncertainty_ns / 1e6 <= latency <= _LONGEST_LATENCY_MS:
            return None
        return max(0.0, latency)

    def uncertainty_ms(self, camera_id: str) -> float | None:
        """How far off the above can be, were all delay on one way. None while nothing is known."""
        estimate = self._estimate(camera_id)
        return estimate.uncertainty_ns / 1e6 if estimate is not None else None

    async def close(self) -> None:
        """Ask nobody any more."""
        for end in self._ends:
            end()
        self._ends = ()
        await self._tasks.cancel_all()

    def _estimate(self, camera_id: str) -> ClockEstimate | None:
        watched = self._watched.get(camera_id)
        if watched is None or watched.camera.connection is not watched.connection or not watched.estimate.known:
            return None
        return watched.estimate

    # -- asking --------------------------------------------------------------------------------------------------

    def _receive(self, camera: Camera, message: wire.Message) -> None:
        if not isinstance(message, wire.Hello) or camera.connection is None:
            return
        watched = self._watched.get(camera.id)
        if watched is None or watched.camera is not camera or watched.connection is not camera.connection:
            watched = self._watched[camera.id] = _Watched(camera, camera.connection, self._registry.clock())
            self._ask_if_due(watched)

    def _event(self, event: RegistryEvent) -> None:
        if isinstance(event, CameraRemoved):
            self._watched.pop(event.camera.id, None)

    def _ask_who_is_due(self) -> None:
        for watched in self._watched.values():
            self._ask_if_due(watched)

    def _ask_if_due(self, watched: _Watched) -> None:
        if (
            not watched.asking
            and watched.camera.connection is watched.connection
            and watched.camera.trust is Trust.ALLOWED
            and watched.failures < _MOST_FAILURES
            and self._registry.clock() >= watched.due_at
        ):
            watched.asking = True
            self._tasks.start(self._ask(watched), "clock sync")

    async def _ask(self, watched: _Watched) -> None:
        best: Exchange | None = None
        try:
            for _ in range(QUESTIONS if watched.estimate.known else FIRST_QUESTIONS):
                exchange = await self._requests.exchange(watched.camera.id, "time", _TIMEOUT_S)
                clock = exchange.reply.clock_us
                if clock is None or not 0 <= clock < _MOST_US or watched.camera.connection is not watched.connection:
                    break
                if best is None or _round_trip(exchange) < _round_trip(best):
                    best = exchange
        except CameraGone:
            return
        except RequestError as error:
            logger.debug("camera %s (%s) does not tell its time: %s", watched.camera.label, watched.camera.id, error)
        finally:
            watched.asking = False
            watched.due_at = self._registry.clock() + EVERY_S
        if best is None or best.reply.clock_us is None:
            watched.failures += 1
            return
        watched.failures = 0
        watched.estimate.add(best.reply.clock_us, best.sent_ns, best.received_ns)


def _round_trip(exchange: Exchange) -> int:
    return exchange.received_ns - exchange.sent_ns
