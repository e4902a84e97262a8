"""What a recording costs, beside a bare muxer and the re-encoding that it replaces; and whether all is there."""

from __future__ import annotations

import asyncio
import os
import resource
import statistics
import subprocess
import tempfile
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av

from atomcam_gui import jpeg
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import TrustBook, Verdict
from atomcam_gui.jpeg import Stamp
from atomcam_gui.paths import Paths
from atomcam_gui.recording.prerecord import MAX_BYTES, PreRecord
from atomcam_gui.recording.service import RecordingService
from atomcam_gui.recording.status import RecordingStopped
from atomcam_gui.settings import Settings
from tests.bench.live import watch
from tests.bench.result import Result
from tests.bench.sender import pictures

FRAMES = 1500
ROUNDS = 5
CAMERAS = 16
FPS = 25
_TICK = Fraction(1, 1000)


class _Camera:
    """A connection that says nothing."""

    def send(self, text: str) -> None: ...

    def close(self, code: int, reason: str) -> None: ...


def _frames(camera_id: str, bodies: list[bytes], count: int, fps: int = FPS) -> list[Frame]:
    """Frames that came one after the other until now, each with its own stamp."""
    period_ns = 10**9 // fps
    start_ns, start = time.monotonic_ns() - count * period_ns, time.time() - count / fps
    frames = []
    for number in range(count):
        stamp = Stamp(number, 5_000_000 + number * period_ns // 1000)
        data = jpeg.with_stamp(bodies[number % len(bodies)], stamp)
        received_ns = start_ns + number * period_ns
        frames.append(Frame(camera_id, number + 1, data, 640, 480, stamp, received_ns, start + number / fps))
    return frames


def _bare_mux_us(folder: Path, frames: list[Frame]) -> float:
    """CPU µs a frame of PyAV alone, with the packets' times and the flushing that a recording needs."""
    path = folder / "bare.mkv"
    before = time.process_time()
    with av.open(str(path), "w", format="matroska", options={"flush_packets": "1"}) as container:
        stream = container.add_mux_stream("mjpeg", rate=None, width=640, height=480)
        for frame in frames:
            packet = av.Packet(frame.data)
            packet.stream = stream
            packet.time_base = _TICK
            packet.pts = packet.dts = frame.number * 1000 // FPS
            packet.duration = 1000 // FPS
            packet.is_keyframe = True
            container.mux_one(packet)
    spent = time.process_time() - before
    path.unlink()
    return spent / len(frames) * 1e6


class _Recording:
    """A service with some cameras, in a folder."""

    def __init__(self, folder: Path, cameras: int) -> None:
        self.ids = [f"02000000{number:04x}" for number in range(cameras)]
        self.hub = Hub()
        registry = CameraRegistry(TrustBook(), self.hub)
        settings = replace(Settings(), recording=replace(Settings().recording, prerecord_s=0))
        paths = Paths(folder, folder / "state", folder, folder, folder / "videos")
        self.service = RecordingService(self.hub, registry, lambda: settings, paths)
        self.ended: list[RecordingStopped] = []
        self.service.subscribe(lambda event: self.ended.append(event) if isinstance(event, RecordingStopped) else None)
        for camera_id in self.ids:
            registry.attach(_Camera(), "192.168.1.23", camera_id, Verdict.ALLOW, camera_id)
            self.service.start(camera_id)


async def _tight_us(folder: Path, frames: list[Frame]) -> float:
    """CPU µs a frame of a whole recording: hub, queue, thread, times, file, index."""
    before = time.process_time()
    recording = _Recording(folder, 1)
    for frame in frames:
        recording.hub.publish(frame)
    await recording.service.close()
    spent = time.process_time() - before
    (ended,) = recording.ended
    assert ended.not_kept == 0
    for path in ended.paths:
        path.unlink()
    return spent / len(frames) * 1e6


async def _live_us(folder: Path, bodies: list[bytes], seconds: float, *, record: bool) -> tuple[float, int, int]:
    """16 cameras in real time: CPU µs a frame, frames published, and frames missing in the files."""
    recording = _Recording(folder, CAMERAS) if record else None
    hub = recording.hub if recording else Hub()
    ids = recording.ids if recording else [f"02000000{number:04x}" for number in range(CAMERAS)]
    count = int(seconds * FPS)
    before, began = time.process_time(), time.monotonic()
    for number in range(count):
        # Spread over the period, as the frames of cameras that know nothing of each other are.
        for place, camera_id in enumerate(ids):
            due = began + (number + place / CAMERAS) / FPS
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            stamp = Stamp(number, 5_000_000 + number * 1_000_000 // FPS)
            data = jpeg.with_stamp(bodies[number % len(bodies)], stamp)
            now_ns = time.monotonic_ns()
            hub.publish(Frame(camera_id, number + 1, data, 640, 480, stamp, now_ns, time.time()))
    if recording is not None:
        await recording.service.close()
    spent = time.process_time() - before
    missing = sum(_missing(ended, count) for ended in recording.ended) if recording else 0
    return spent / (count * CAMERAS) * 1e6, count * CAMERAS, missing


def _missing(ended: RecordingStopped, count: int) -> int:
    """Frames that are not in the files, or not where they belong, by the numbers in their own stamps."""
    found: list[int] = []
    for path in ended.paths:
        with av.open(str(path)) as source:
            infos = [jpeg.inspect(bytes(packet)) for packet in source.demux() if packet.size]
        found += [info.stamp.sequence for info in infos if info.stamp is not None]
    return 0 if found == list(range(count)) else max(1, count - len(set(found)))


def _reencode_us(folder: Path, frames: list[Frame]) -> float:
    """CPU µs a frame of the pipeline that recordings used to go through."""
    source = ["-v", "error", "-f", "image2pipe", "-c:v", "mjpeg", "-i", "-"]
    encoder = ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p"]
    command = ["ffmpeg", *source, *encoder, "-r", "30", "-g", "60", "-f", "mpegts", "-y", str(folder / "old.ts")]
    before = _children_s()
    subprocess.run(command, input=b"".join(frame.data for frame in frames), check=True)
    return (_children_s() - before) / len(frames) * 1e6


def _children_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _prerecord_mb(bodies: list[bytes]) -> float:
    """Most that a minute of large pictures in memory takes."""
    ring = PreRecord(60)
    large = bodies[0] * 8
    most = 0
    for number in range(1500):
        ring.add(Frame("c", number, large, 1600, 1200, None, number * 10**9 // FPS, 0.0))
        most = max(most, ring.bytes)
    return most / 1e6


def run(seconds: float) -> list[Result]:
    bodies = pictures(640, 480)
    size = sum(map(len, bodies)) / len(bodies) / 1000
    with tempfile.TemporaryDirectory(dir=os.environ.get("ATOMCAM_BENCH_DISK")) as name:
        folder = Path(name)
        frames = _frames("020000000000", bodies, FRAMES)
        _bare_mux_us(folder, frames)
        bare = [_bare_mux_us(folder, frames) for _ in range(ROUNDS)]
        ours = [asyncio.run(_tight_us(folder, frames)) for _ in range(ROUNDS)]
        idle, _, _ = asyncio.run(_live_us(folder, bodies, seconds, record=False))
        live, published, missing = asyncio.run(_live_us(folder, bodies, seconds, record=True))
        old = _reencode_us(folder, frames[:600])
    tight = statistics.median(ours)
    return [
        Result(f"recording: CPU a VGA frame of {size:.0f} KB, tight loop", tight, "µs", 100),
        Result("  bare PyAV mux of the same packets", statistics.median(bare), "µs"),
        Result("  beside the bare mux", tight / statistics.median(bare), "×", 2.5),
        Result("  16 cameras at 25 fps in real time, with their making", live, "µs"),
        Result("  the recording's share of it", live - idle, "µs", 100),
        Result(f"  frames missing of {published}", missing, "", 0),
        Result("  ffmpeg re-encoding to x264 ultrafast", old, "µs"),
        Result("  ffmpeg beside the recording", old / tight, "×", 30, at_least=True),
        Result("  a minute of large pictures in memory", _prerecord_mb(bodies), "MB", MAX_BYTES / 1e6),
    ]


def run_beside_live(seconds: float) -> list[Result]:
    """The live view with and without a recording of the same camera."""
    without, recording = watch(30.0, seconds, "640x480"), watch(30.0, seconds, "640x480", record=True)
    return [
        Result("live view, receipt to paint, 99 %: not recording", without["p99_ms"], "ms"),
        Result("  recording", recording["p99_ms"], "ms"),
        Result("  grown by", recording["p99_ms"] - without["p99_ms"], "ms", 5),
        Result("  frames not kept", recording["not_kept"], "", 0),
    ]
