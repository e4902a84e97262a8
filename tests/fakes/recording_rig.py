"""Cameras that need no socket, a recording service, and what is in its files."""

from __future__ import annotations

import itertools
import json
import subprocess
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import av

from atomcam_gui import jpeg
from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import TrustBook, Verdict
from atomcam_gui.jpeg import Stamp
from atomcam_gui.paths import Paths, find_paths
from atomcam_gui.recording.service import RecordingService
from atomcam_gui.recording.status import RecordingEvent, RecordingStopped
from atomcam_gui.settings import Settings
from tests.peers import picture, until

CAMERA = "0a0000000001"
EVERY_40_MS = 40_000_000
EventT = TypeVar("EventT", bound=RecordingEvent)


class Silent:
    """A camera's connection on which nothing is said."""

    def send(self, text: str) -> None: ...

    def close(self, code: int, reason: str) -> None: ...


@dataclass
class CameraFake:
    """Makes a camera's frames, 40 ms apart in its own clock and on arrival."""

    id: str = CAMERA
    width: int = 64
    height: int = 48
    stamps: bool = True
    sequence: int = 0
    capture_us: int = 5_000_000
    number: int = 0
    wall_offset: float | None = None

    def __post_init__(self) -> None:
        self.received_ns = time.monotonic_ns()
        self.body = picture(self.width, self.height)

    def frame(self, *, after_ns: int = EVERY_40_MS, data: bytes | None = None) -> Frame:
        """The next picture, so long after the one before."""
        self.received_ns += after_ns
        self.capture_us += after_ns // 1000
        self.number += 1
        stamp = Stamp(self.sequence, self.capture_us) if self.stamps else None
        self.sequence += 1
        if data is None:
            data = jpeg.with_stamp(self.body, Stamp(self.number, self.capture_us))
        offset = time.time() - time.monotonic() if self.wall_offset is None else self.wall_offset
        return Frame(
            self.id,
            self.number,
            data,
            self.width,
            self.height,
            stamp,
            self.received_ns,
            self.received_ns / 1e9 + offset,
        )

    def frames(self, count: int) -> list[Frame]:
        return [self.frame() for _ in range(count)]

    def resize(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.body = picture(width, height)

    def reboot(self) -> None:
        """It counts from the beginning again."""
        self.sequence, self.capture_us = 0, 2_000_000


class Rig:
    """A hub, a registry, a service and everything that it told."""

    def __init__(self, settings: Settings, paths: Paths, **options: Any) -> None:
        self.settings = settings
        self.paths = paths
        self.hub = Hub()
        self.registry = CameraRegistry(TrustBook(), self.hub)
        self.service = RecordingService(self.hub, self.registry, lambda: self.settings, paths, **options)
        self.events: list[RecordingEvent] = []
        self.service.subscribe(self.events.append)

    @property
    def folder(self) -> Path:
        return self.paths.videos

    def connect(self, camera_id: str = CAMERA, name: str = "Garden", verdict: Verdict = Verdict.ALLOW) -> Camera:
        camera = self.registry.attach(Silent(), "192.168.1.23", camera_id, verdict, name)
        assert camera is not None
        return camera

    def change(self, **changes: Any) -> None:
        """Change settings of recording."""
        self.settings = replace(self.settings, recording=replace(self.settings.recording, **changes))

    def publish(self, *frames: Frame) -> None:
        for frame in frames:
            self.hub.publish(frame)

    def told(self, kind: type[EventT]) -> list[EventT]:
        return [event for event in self.events if isinstance(event, kind)]

    async def written(self, count: int, camera_id: str = CAMERA) -> None:
        """Wait until so many pictures are in the camera's files."""

        def done() -> bool:
            status = self.service.status(camera_id)
            return status is not None and status.frames >= count

        await until(done, f"{count} pictures are written")

    async def stopped(self, camera_id: str = CAMERA, recordings: int = 1) -> RecordingStopped:
        """Wait for the end of the camera's so-many-th recording."""
        await until(lambda: len(self._ends(camera_id)) >= recordings, "the recording ends")
        return self._ends(camera_id)[recordings - 1]

    def _ends(self, camera_id: str) -> list[RecordingStopped]:
        return [event for event in self.told(RecordingStopped) if event.camera_id == camera_id]

    async def stop(self, camera_id: str = CAMERA) -> RecordingStopped:
        before = len(self._ends(camera_id))
        self.service.stop(camera_id)
        return await self.stopped(camera_id, before + 1)

    async def record(self, *frames: Frame) -> RecordingStopped:
        """From button to button."""
        assert self.service.start(frames[0].camera_id)
        self.publish(*frames)
        return await self.stop(frames[0].camera_id)


@asynccontextmanager
async def recording_rig(settings: Settings | None = None, **options: Any) -> AsyncIterator[Rig]:
    """A rig with one allowed camera and no pre-record unless ``settings`` say so; whatever happens, its threads end."""
    base = Settings()
    settings = settings or replace(base, recording=replace(base.recording, prerecord_s=0, floor_gb=0.0))
    rig = Rig(settings, options.pop("paths", None) or find_paths(), **options)
    rig.connect()
    try:
        yield rig
    finally:
        await rig.service.close()


@dataclass(frozen=True)
class Contents:
    """A recording as PyAV reads it."""

    pts_ms: list[int]
    data: list[bytes]
    metadata: dict[str, str]
    duration_s: float | None
    size: tuple[int, int]

    @property
    def sequences(self) -> list[int]:
        """The numbers in the pictures' own stamps."""
        return [stamp.sequence for stamp in (jpeg.inspect(each).stamp for each in self.data) if stamp is not None]


def read_back(path: Path) -> Contents:
    """Everything in a recording."""
    with av.open(str(path)) as source:
        stream = source.streams.video[0]
        packets = [packet for packet in source.demux(stream) if packet.size]
        assert all(packet.pts is not None for packet in packets)
        return Contents(
            [packet.pts for packet in packets if packet.pts is not None],
            [bytes(packet) for packet in packets],
            dict(source.metadata),
            source.duration / 1e6 if source.duration is not None else None,
            (stream.width, stream.height),
        )


def probe(path: Path) -> dict[str, Any]:
    """What ffprobe, another program than ours, says of a file."""
    command = ["ffprobe", "-v", "error", "-count_packets", "-show_format", "-show_streams", "-of", "json", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def bytes_of(frames: Iterable[Frame]) -> list[bytes]:
    return [frame.data for frame in frames]


def gaps_ms(contents: Contents) -> list[int]:
    return [after - before for before, after in itertools.pairwise(contents.pts_ms)]


def names_in(folder: Path) -> list[str]:
    """All that is in a folder, also what is hidden; nothing in one that is not there."""
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []
