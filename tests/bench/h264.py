"""H.264 for viewers: what it costs beside PyAV alone, what it costs with no viewer, and how soon there is a picture."""

from __future__ import annotations

import asyncio
import contextlib
import io
import random
import statistics
import subprocess
import threading
import time
from collections.abc import AsyncIterator, Callable
from fractions import Fraction

import av
from av.error import FFmpegError
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, VideoReformatter

from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import TrustBook
from atomcam_gui.sharing.h264 import Encoders, EncoderWatch, StreamForm
from atomcam_gui.sharing.h264.x264 import H264Encoder
from tests.bench.recording import _frames
from tests.bench.result import Result
from tests.bench.sender import pictures

CAMERA = "020000000000"
FRAMES = 500
ROUNDS = 5
JOINS = 8
SEED = (
    *("ffmpeg", "-v", "error", "-f", "image2pipe", "-c:v", "mjpeg", "-i", "-"),
    *("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p"),
    *("-r", "30", "-g", "60", "-f", "mpegts", "-"),
)
_TICK = Fraction(1, 1_000_000)


# -- CPU -----------------------------------------------------------------------------------------------------------


class _Bare:
    """PyAV in a tight loop: the same pictures through FFmpeg's own decoder and the same encoder."""

    def __init__(self) -> None:
        decoder = av.CodecContext.create("mjpeg", "r")
        assert isinstance(decoder, VideoCodecContext)
        decoder.thread_count = 1
        self._decoder = decoder
        self._converter = VideoReformatter()
        self._encoder = H264Encoder((640, 480), 25)

    def decode(self, data: bytes) -> VideoFrame:
        (picture,) = self._decoder.decode(av.Packet(data))
        return self._converter.reformat(
            picture,
            format="yuv420p",
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )

    def encode(self, picture: VideoFrame, number: int) -> int:
        coded, _ = self._encoder.encode(picture, number * 40_000, as_key=number % 88 == 0)
        return len(coded)


def _bare_us(frames: list[Frame]) -> float:
    bare = _Bare()
    before = time.process_time()
    for number, frame in enumerate(frames):
        bare.encode(bare.decode(frame.data), number)
    return (time.process_time() - before) / len(frames) * 1e6


def _bare_encode_us(frames: list[Frame]) -> float:
    bare = _Bare()
    decoded = [bare.decode(frame.data) for frame in frames[:24]]
    before = time.process_time()
    for number in range(len(frames)):
        bare.encode(decoded[number % len(decoded)], number)
    return (time.process_time() - before) / len(frames) * 1e6


async def _ours_us(frames: list[Frame], *forms: StreamForm) -> float:
    """From the hub to the watchers' chunks, each picture as soon as the one before is out."""
    async with _encoders() as (hub, encoders):
        watches = [encoders.watch(CAMERA, form) for form in forms]
        before = time.process_time()
        for frame in frames:
            hub.publish(frame)
            for watch in watches:
                await _picture_of(watch)
        return (time.process_time() - before) / len(frames) * 1e6


async def _picture_of(watch: EncoderWatch) -> None:
    async for chunk in watch:
        if chunk.is_key or not chunk.is_start:
            return


def _publish_us(frames: list[Frame], *, with_encoders: bool) -> float:
    """What publishing costs while nobody watches, after somebody did."""

    async def measured() -> float:
        async with _encoders() as (hub, encoders):
            if with_encoders:
                with encoders.watch(CAMERA, StreamForm.FMP4) as watch:
                    hub.publish(frames[0])
                    await anext(watch)
            before = time.process_time()
            for _ in range(100):
                for frame in frames:
                    hub.publish(frame)
            return (time.process_time() - before) / len(frames) / 100 * 1e6

    return asyncio.run(measured())


@contextlib.asynccontextmanager
async def _encoders() -> AsyncIterator[tuple[Hub, Encoders]]:
    hub = Hub()
    encoders = Encoders(hub, CameraRegistry(TrustBook(), hub))
    try:
        yield hub, encoders
    finally:
        await encoders.close()


# -- first picture -------------------------------------------------------------------------------------------------


def _can_be_seen(received: bytes) -> bool:
    """Whether a picture can be decoded from what a viewer has got so far."""
    try:
        with av.open(io.BytesIO(received), format="mpegts") as source:
            return next(source.decode(video=0), None) is not None
    except (FFmpegError, IndexError):
        return False


def _seed_first_s(bodies: list[bytes], fps: float, most_s: float) -> float:
    """How long a viewer who is there from the beginning waits for a picture of the command that used to run."""
    process = subprocess.Popen(SEED, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdin is not None
    assert process.stdout is not None
    seen = threading.Event()
    writer = threading.Thread(target=_feed, args=(process.stdin, bodies, fps, most_s, seen))
    began = time.monotonic()
    writer.start()
    received = b""
    while data := process.stdout.read1(65536):
        received += data
        if not seen.is_set() and _can_be_seen(received):
            took = time.monotonic() - began
            seen.set()
    writer.join()
    process.stdout.close()
    process.wait()
    return took if seen.is_set() else most_s


def _feed(pipe: io.BufferedWriter, bodies: list[bytes], fps: float, most_s: float, seen: threading.Event) -> None:
    """Write pictures by deadlines until somebody has seen one; nothing more comes then, nor after ``most_s``."""
    began = time.monotonic()
    for number in range(int(fps * most_s)):
        if seen.wait(max(0.0, began + number / fps - time.monotonic())):
            break
        with contextlib.suppress(BrokenPipeError):
            pipe.write(bodies[number % len(bodies)])
            pipe.flush()
    with contextlib.suppress(BrokenPipeError):
        pipe.close()


class _Stream:
    """A camera that publishes by deadlines, until it is told to stop."""

    def __init__(self, hub: Hub, bodies: list[bytes], fps: float) -> None:
        self._hub, self._bodies, self._fps = hub, bodies, fps

    async def run(self) -> None:
        began = time.monotonic()
        number = 0
        while True:
            await asyncio.sleep(max(0.0, began + number / self._fps - time.monotonic()))
            data = self._bodies[number % len(self._bodies)]
            number += 1
            self._hub.publish(Frame(CAMERA, number, data, 640, 480, None, time.monotonic_ns(), time.time()))


async def _first_s(watch: EncoderWatch, began: float) -> float:
    received = b""
    async for chunk in watch:
        received += chunk.data
        if not chunk.is_start and _can_be_seen(received):
            break
    return time.monotonic() - began


async def _ours_first_s(bodies: list[bytes], fps: float, *, beside: bool = False, stalled: bool = False) -> list[float]:
    """How long viewers wait who join at any time: the only one, one beside another, or while no picture comes."""
    chance = random.Random(0)
    waits = []
    async with _encoders() as (hub, encoders):
        other = encoders.watch(CAMERA, StreamForm.MPEGTS) if beside else None
        stream = asyncio.create_task(_Stream(hub, bodies, fps).run())
        try:
            if other is not None:
                await anext(other)
            for _ in range(JOINS):
                await asyncio.sleep(0.4 + chance.random() / fps)
                if stalled:
                    stream.cancel()
                began = time.monotonic()
                with encoders.watch(CAMERA, StreamForm.MPEGTS) as watch:
                    waits.append(await asyncio.wait_for(_first_s(watch, began), 20))
        finally:
            stream.cancel()
            await asyncio.wait([stream])
    return waits


def run() -> list[Result]:
    bodies = pictures(640, 480)
    frames = _frames(CAMERA, bodies, FRAMES)
    measures: dict[str, Callable[[], float]] = {
        "bare": lambda: _bare_us(frames),
        "encode": lambda: _bare_encode_us(frames),
        "fmp4": lambda: asyncio.run(_ours_us(frames, StreamForm.FMP4)),
        "ts": lambda: asyncio.run(_ours_us(frames, StreamForm.MPEGTS)),
        "all": lambda: asyncio.run(_ours_us(frames, *StreamForm)),
        "no encoders": lambda: _publish_us(frames, with_encoders=False),
        "no viewer": lambda: _publish_us(frames, with_encoders=True),
    }
    for measure in measures.values():
        measure()
    # In turn: a machine that slows down meanwhile slows all of them.
    rounds = [{name: measure() for name, measure in measures.items()} for _ in range(ROUNDS)]
    cost = {name: statistics.median(each[name] for each in rounds) for name in measures}
    ratio = {name: statistics.median(each[name] / each["bare"] for each in rounds) for name in ("fmp4", "ts", "all")}
    seed_s = _seed_first_s(bodies, 15, 20)
    return [
        Result("h264: CPU a VGA picture, one viewer by MediaSource", cost["fmp4"] / 1000, "ms"),
        Result("  bare PyAV: decode and encode of the same", cost["bare"] / 1000, "ms"),
        Result("  of it the bare encode", cost["encode"] / 1000, "ms"),
        Result("  beside bare PyAV, fragmented MP4", ratio["fmp4"], "×", 1.3),
        Result("  beside bare PyAV, MPEG-TS", ratio["ts"], "×", 1.3),
        Result("  beside bare PyAV, three viewers in all forms", ratio["all"], "×"),
        Result("  with no viewer: beside a hub without encoders", cost["no viewer"] - cost["no encoders"], "µs", 0.5),
        Result("first picture of the seed's ffmpeg at 15 fps", seed_s, "s"),
        Result("  ours at 15 fps, first viewer, longest", max(asyncio.run(_ours_first_s(bodies, 15))), "s", 0.5),
        Result("  beside another", max(asyncio.run(_ours_first_s(bodies, 15, beside=True))), "s", 0.5),
        Result("  at 5 fps", max(asyncio.run(_ours_first_s(bodies, 5))), "s", 0.5),
        Result("  at 5 fps, beside another", max(asyncio.run(_ours_first_s(bodies, 5, beside=True))), "s", 0.5),
        Result(
            "  of a camera that stopped, beside another",
            max(asyncio.run(_ours_first_s(bodies, 15, beside=True, stalled=True))),
            "s",
            0.5,
        ),
    ]
