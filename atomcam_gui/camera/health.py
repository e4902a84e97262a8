"""How each camera has been over the last hour: one sample in 5 s."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable
from dataclasses import dataclass, fields
from statistics import median

from atomcam_gui import wire
from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.registry import CameraRegistry, CameraRemoved, RegistryEvent
from atomcam_gui.camera.trust import Trust

SAMPLE_S = 5.0
"""One sample in so many seconds."""
SAMPLES = 720
"""An hour's."""

_REPORT_HOLDS_S = 12.0
"""A board reports every 5 s; what is older than two of them says nothing of now."""
_MOST_LATENCIES = 1000
"""In one sample: more than any screen paints in 5 s."""


@dataclass(frozen=True, slots=True)
class HealthSample:
    """One camera's ``SAMPLE_S`` seconds. None: nothing is known, as in a gap while the camera was away."""

    at: float
    """Its end, in seconds of the registry's monotonic clock."""
    fps: float | None = None
    """Pictures received a second."""
    lost: float | None = None
    """Pictures that the board made and that never came, by its sequence numbers."""
    corrupt: float | None = None
    """Messages that were no sound picture."""
    capture_ms: float | None = None
    """Means a picture, as the board reports them."""
    encode_ms: float | None = None
    send_ms: float | None = None
    rssi: float | None = None
    """dBm."""
    latency_ms: float | None = None
    """Median from capture to screen, of the pictures that were painted."""


_COLUMNS = tuple(field.name for field in fields(HealthSample))[1:]


class _Ring:
    """The samples of one camera in 29 KB: as numbers, NaN for None."""

    def __init__(self) -> None:
        self._times = array("d")
        self._numbers = array("f")
        self._next = 0

    def add(self, at: float, numbers: tuple[float | None, ...]) -> None:
        row = array("f", (math.nan if number is None else number for number in numbers))
        if len(self._times) < SAMPLES:
            self._times.append(at)
            self._numbers.extend(row)
            return
        self._times[self._next] = at
        self._numbers[self._next * len(row) : (self._next + 1) * len(row)] = row
        self._next = (self._next + 1) % SAMPLES

    def samples(self) -> tuple[HealthSample, ...]:
        count = len(self._times)
        return tuple(self._sample((self._next + i) % count) for i in range(count))

    def _sample(self, index: int) -> HealthSample:
        row = self._numbers[index * len(_COLUMNS) : (index + 1) * len(_COLUMNS)]
        return HealthSample(self._times[index], *(None if math.isnan(number) else number for number in row))


class _Patient:
    """One camera, and what its counters showed at the last sample."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self.ring = _Ring()
        self.latencies: list[float] = []
        self.report: wire.Stats | None = None
        self.reported_at = 0.0
        self._counters: tuple[int, int, int] | None = None

    def sample(self, now: float, elapsed: float) -> None:
        """End an interval of so many seconds."""
        self.ring.add(now, (*self._received(elapsed), *self._reported(now), self._latency()))

    def _received(self, elapsed: float) -> tuple[float | None, ...]:
        camera, numbers = self.camera, self.camera.statistics
        is_here = camera.connection is not None and camera.trust is Trust.ALLOWED
        before = self._counters
        self._counters = (numbers.frames, numbers.lost, numbers.corrupt) if is_here else None
        if not is_here or before is None:
            return (None, None, None)
        frames, lost, corrupt = (max(0, now - old) for now, old in zip(self._counters or before, before, strict=True))
        return (frames / elapsed, float(lost), float(corrupt))

    def _reported(self, now: float) -> tuple[float | None, ...]:
        report = self.report
        if report is None or self.camera.connection is None or now - self.reported_at > _REPORT_HOLDS_S:
            return (None, None, None, None)
        return (report.capture_ms, report.encode_ms, report.send_ms, report.rssi)

    def _latency(self) -> float | None:
        latencies, self.latencies = self.latencies, []
        return median(latencies) if latencies else None


class HealthHistory:
    """The last hour of every allowed camera, over all of its connections. Event loop's thread."""

    def __init__(self, registry: CameraRegistry) -> None:
        self._registry = registry
        self._patients: dict[str, _Patient] = {}
        self._sampled_at = registry.clock()
        self._listeners: list[Callable[[], None]] = []
        self._ends: tuple[Callable[[], None], ...] = (
            registry.subscribe_messages(self._receive),
            registry.subscribe(self._event),
            registry.subscribe_ticks(self._tick),
        )

    def samples(self, camera_id: str) -> tuple[HealthSample, ...]:
        """Oldest first, ``SAMPLE_S`` apart, at most ``SAMPLES``. Empty for a camera that nothing is known of."""
        patient = self._patients.get(camera_id)
        return patient.ring.samples() if patient is not None else ()

    def note_latency(self, camera_id: str, ms: float) -> None:
        """A picture of this camera was painted so long after its capture. Cheap enough for every one."""
        patient = self._patients.get(camera_id)
        if patient is not None and len(patient.latencies) < _MOST_LATENCIES:
            patient.latencies.append(ms)

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener()`` after each round of samples. Returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def close(self) -> None:
        """Take no more samples."""
        for end in self._ends:
            end()
        self._ends = ()

    def _event(self, event: RegistryEvent) -> None:
        if isinstance(event, CameraRemoved):
            self._patients.pop(event.camera.id, None)

    def _receive(self, camera: Camera, message: wire.Message) -> None:
        if isinstance(message, wire.Stats) and camera.trust is Trust.ALLOWED:
            patient = self._patient(camera)
            patient.report, patient.reported_at = message, self._registry.clock()

    def _patient(self, camera: Camera) -> _Patient:
        patient = self._patients.get(camera.id)
        if patient is None or patient.camera is not camera:
            patient = self._patients[camera.id] = _Patient(camera)
        return patient

    def _tick(self) -> None:
        now = self._registry.clock()
        elapsed = now - self._sampled_at
        if elapsed < SAMPLE_S:
            return
        self._sampled_at = now
        for camera in self._registry:
            if camera.id in self._patients or (camera.trust is Trust.ALLOWED and camera.connection is not None):
                self._patient(camera).sample(now, elapsed)
        for listener in tuple(self._listeners):
            listener()
