"""Cameras watched as H.264: the real encoder, and ffmpeg and ffprobe as those who watch."""

from __future__ import annotations

import asyncio
import io
import itertools
import json
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import simplejpeg
from av.error import FFmpegError

from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub, Sink
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.trust import TrustBook, Verdict
from atomcam_gui.sharing.h264 import Chunk, Encoders, EncoderWatch, StreamForm, encoders, encoding, watch
from tests.fakes.recording_rig import CAMERA, CameraFake, Silent
from tests.fakes.recordings import numbered_jpeg
from tests.peers import until

MS = 1_000_000
SOON = 20.0
CONTAINERS = [StreamForm.MPEGTS, StreamForm.FMP4]


class CountingHub(Hub):
    """Knows how many sinks it has."""

    def __init__(self) -> None:
        super().__init__()
        self.sinks = 0

    def attach(self, sink: Sink, camera_id: str | None = None) -> None:
        super().attach(sink, camera_id)
        self.sinks += 1

    def detach(self, sink: Sink, camera_id: str | None = None) -> None:
        super().detach(sink, camera_id)
        self.sinks -= 1


@dataclass
class Studio:
    """A camera, and encoders to watch it with."""

    hub: CountingHub = field(default_factory=CountingHub)
    camera: CameraFake = field(default_factory=lambda: CameraFake(width=96, height=64))
    newest: Frame | None = None
    shown: int = 0

    def __post_init__(self) -> None:
        self.registry = CameraRegistry(TrustBook(), self.hub)
        self.encoders = Encoders(self.hub, self.registry, lambda _: self.newest)

    def connect(self) -> Camera:
        camera = self.registry.attach(Silent(), "192.168.1.23", CAMERA, Verdict.ALLOW, "Garden")
        assert camera is not None
        return camera

    def publish(self, after_ms: int = 40, data: bytes | None = None) -> Frame:
        """The camera's next picture; without ``data`` a grey one that tells its number."""
        size = (self.camera.width, self.camera.height)
        frame = self.camera.frame(
            after_ns=after_ms * MS, data=numbered_jpeg(self.shown, size) if data is None else data
        )
        self.shown += 1
        self.hub.publish(frame)
        return frame

    def watch(self, form: StreamForm) -> Viewer:
        return Viewer(self.encoders.watch(CAMERA, form))


@dataclass
class Viewer:
    """Reads a stream, and keeps it."""

    watch: EncoderWatch
    chunks: list[Chunk] = field(default_factory=list)

    async def picture(self) -> Chunk:
        """The next picture, and before it whatever start there is."""
        while True:
            chunk = await asyncio.wait_for(anext(self.watch), SOON)
            self.chunks.append(chunk)
            if chunk.is_key or not chunk.is_start:
                return chunk

    @property
    def data(self) -> bytes:
        return b"".join(chunk.data for chunk in self.chunks)

    @property
    def story(self) -> str:
        return "".join("S" if c.is_start and not c.is_key else "K" if c.is_key else "p" for c in self.chunks)


@asynccontextmanager
async def studio() -> AsyncIterator[Studio]:
    made = Studio()
    try:
        yield made
    finally:
        await made.encoders.close()
        assert encoder_threads() == []
        assert made.hub.sinks == 0


def encoder_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("h264")]


async def stream(place: Studio, viewers: Iterable[Viewer], gaps_ms: Iterable[int]) -> None:
    """Pictures so far apart, each one seen by everybody before the next one comes."""
    for gap in gaps_ms:
        place.publish(gap)
        for viewer in viewers:
            await viewer.picture()


# -- what others make of it ------------------------------------------------------------------------------------------


def decoded(data: bytes, *, strict: bool = True) -> list[int]:
    """The greys that ffmpeg sees in the middle of each picture, as numbers of pictures; not ``strict`` where it may
    complain."""
    command = ["ffmpeg", "-v", "error", *(["-xerror"] if strict else []), "-i", "pipe:0", "-fps_mode", "passthrough"]
    crop = [
        "-copyts",
        "-enc_time_base",
        "1/90000",
        "-vf",
        "crop=2:2:iw/2:ih*3/4",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgb24",
        "-",
    ]
    done = subprocess.run([*command, *crop], input=data, capture_output=True, check=False)
    assert not strict or (done.returncode, done.stderr.decode()) == (0, "")
    return [round((int(value) - 8) / 16) for value in np.frombuffer(done.stdout, np.uint8)[::12]]


def probed(data: bytes) -> dict[str, Any]:
    command = ["ffprobe", "-v", "error", "-show_streams", "-show_packets", "-of", "json", "-i", "pipe:0"]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    assert done.stderr == b""
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def steps_ms(data: bytes) -> list[int]:
    times = [float(packet["pts_time"]) for packet in probed(data)["packets"]]
    return [round((after - before) * 1000) for before, after in itertools.pairwise(times)]


@pytest.mark.parametrize("form", CONTAINERS)
async def test_ffmpeg_plays_what_a_viewer_gets(form: StreamForm) -> None:
    async with studio() as place:
        viewer = place.watch(form)
        await stream(place, [viewer], [40] * 30)
    assert viewer.story == "SK" + "p" * 29
    assert decoded(viewer.data) == [number % 16 for number in range(30)]
    (video,) = probed(viewer.data)["streams"]
    assert (video["codec_name"], video["profile"]) == ("h264", "Constrained Baseline")
    assert (video["width"], video["height"], video["pix_fmt"]) == (96, 64, "yuv420p")
    assert (video["color_range"], video["color_space"]) == ("tv", "smpte170m")
    assert video["has_b_frames"] == 0
    assert viewer.chunks[0].codec == "avc1.42C01E"


async def test_a_player_can_open_a_transport_stream_in_the_middle() -> None:
    async with studio() as place:
        viewer = place.watch(StreamForm.MPEGTS)
        await stream(place, [viewer], [200] * 60)
    late = b"".join(chunk.data for chunk in viewer.chunks[9:])
    keys = [number for number, chunk in enumerate(viewer.chunks) if chunk.is_key and number >= 9]
    after_key = [number % 16 for number in range(keys[0] - 1, 60)]
    # What comes before its first keyframe ffmpeg leaves out, or shows grey; from there on all is right.
    assert decoded(late, strict=False)[-len(after_key) :] == after_key


@pytest.mark.parametrize("form", CONTAINERS)
@pytest.mark.parametrize("gaps", [[333] * 12, [67] * 12, [25] * 24, [40, 310, 5, 900, 33, 33, 700, 120]])
async def test_speed_is_true_at_any_rate(form: StreamForm, gaps: list[int]) -> None:
    async with studio() as place:
        viewer = place.watch(form)
        await stream(place, [viewer], [40, *gaps])
    assert steps_ms(viewer.data) == pytest.approx(gaps, abs=1)
    taken = [chunk.pts_us / 1000 for chunk in viewer.chunks if chunk.is_key or not chunk.is_start]
    assert [after - before for before, after in itertools.pairwise(taken)] == pytest.approx(gaps, abs=0.1)


async def test_another_programs_muxer_takes_the_packets(tmp_path: Path) -> None:
    async with studio() as place:
        viewer = place.watch(StreamForm.PACKETS)
        await stream(place, [viewer], [100] * 20)
    path = tmp_path / "pushed.ts"
    first = viewer.chunks[0]
    assert first.is_start
    assert first.data.startswith(first.extradata)
    with av.open(str(path), "w") as container:
        target = container.add_mux_stream("h264", rate=None, width=first.width, height=first.height)
        for chunk in viewer.chunks:
            packet = av.Packet(chunk.data)
            packet.stream, packet.time_base = target, Fraction(1, 1_000_000)
            packet.pts = packet.dts = chunk.pts_us
            packet.is_keyframe = chunk.is_key
            container.mux(packet)
    assert decoded(path.read_bytes()) == [number % 16 for number in range(20)]
    assert steps_ms(path.read_bytes()) == [100] * 19


async def test_there_is_a_keyframe_every_four_seconds() -> None:
    async with studio() as place:
        viewer = place.watch(StreamForm.PACKETS)
        await stream(place, [viewer], [333] * 40)
    keys = [chunk.pts_us for chunk in viewer.chunks if chunk.is_key]
    assert len(keys) == 4
    assert all(after - before <= 4_000_000 for before, after in itertools.pairwise(keys))


# -- coming and going ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", CONTAINERS)
async def test_who_joins_later_begins_with_a_keyframe(form: StreamForm) -> None:
    async with studio() as place:
        first = place.watch(form)
        await stream(place, [first], [40] * 20)
        late = place.watch(form)
        await asyncio.sleep(0)
        # Keyframes that are asked for keep a distance: until then the newcomer waits.
        while not late.chunks:
            place.publish()
            await first.picture()
            await asyncio.sleep(0.02)
            if late.watch._waiting:
                await late.picture()
        await stream(place, [first, late], [40] * 5)
    assert late.story == "SK" + "p" * 5
    assert decoded(late.data) == decoded(first.data)[-6:]


async def test_who_joins_while_the_camera_stalls_sees_its_newest_picture() -> None:
    async with studio() as place:
        first = place.watch(StreamForm.MPEGTS)
        await stream(place, [first], [40] * 3)
        late = place.watch(StreamForm.FMP4)
        repeated = await late.picture()
        assert repeated.is_key
        await first.picture()
        await stream(place, [first, late], [2000, 40])
    assert decoded(late.data) == [2, 3, 4]
    assert decoded(first.data) == [0, 1, 2, 2, 3, 4]
    # The repeated picture takes no time: the next ones come when they should.
    assert steps_ms(first.data) == [40, 40, 1, 1999, 40]


async def test_the_first_viewer_of_a_stalled_camera_sees_the_picture_that_somebody_kept() -> None:
    async with studio() as place:
        place.newest = place.publish()
        viewer = place.watch(StreamForm.FMP4)
        assert (await viewer.picture()).is_key
    assert decoded(viewer.data) == [0]


async def test_many_who_join_together_share_one_keyframe() -> None:
    async with studio() as place:
        first = place.watch(StreamForm.PACKETS)
        await stream(place, [first], [40] * 5)
        others = [place.watch(StreamForm.FMP4) for _ in range(10)]
        await asyncio.gather(*(other.picture() for other in others))
        await stream(place, [first, *others], [40] * 3)
        state = place.encoders.state(CAMERA)
        assert state is not None
        assert state.watchers == 11
        assert encoder_threads() == [f"h264-{CAMERA}"]
    assert {other.story for other in others} == {"SKppp"}
    assert {other.data for other in others} == {others[0].data}


async def test_nothing_is_encoded_while_nobody_watches() -> None:
    async with studio() as place:
        place.publish()
        assert (place.hub.sinks, encoder_threads()) == (0, [])
        with place.encoders.watch(CAMERA, StreamForm.FMP4):
            assert (place.hub.sinks, len(encoder_threads())) == (1, 1)
        assert place.hub.sinks == 0
        place.publish()
        await until(lambda: not encoder_threads(), "the thread ends")
        assert place.encoders.state(CAMERA) is None
        assert place.encoders.codec(CAMERA) is None
        again = place.watch(StreamForm.MPEGTS)
        await stream(place, [again], [40] * 3)
    assert decoded(again.data) == [2, 3, 4]


async def test_a_form_is_made_only_while_somebody_watches_it() -> None:
    async with studio() as place:
        packets = place.watch(StreamForm.PACKETS)
        with place.encoders.watch(CAMERA, StreamForm.MPEGTS) as transport:
            place.publish()
            assert (await anext(transport)).is_start
            await packets.picture()
        feed = place.encoders._feeds[CAMERA]
        assert feed.encoder._forms == {StreamForm.PACKETS}
        await stream(place, [packets], [40])


@pytest.mark.parametrize("form", CONTAINERS)
async def test_a_slow_viewer_loses_whole_groups_and_the_others_nothing(
    form: StreamForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "MAX_WAITING_NS", 30 * MS)
    monkeypatch.setattr(encoders, "RESYNC_SPACING_S", 0.05)
    async with studio() as place:
        quick, slow = place.watch(form), place.watch(form)
        await stream(place, [quick, slow], [40] * 3)
        read_before = len(slow.chunks)
        while slow.watch.lost < 10:
            await stream(place, [quick], [40])
            await asyncio.sleep(0.005)
        while not slow.watch._waiting:
            await stream(place, [quick], [40])
            await asyncio.sleep(0.005)
        await slow.picture()
        await stream(place, [quick, slow], [40] * 5)
        assert slow.chunks[read_before].is_key
        assert "S" not in slow.story[1:]
        assert quick.watch.lost == 0
    seen = decoded(slow.data)
    assert seen[-1] == decoded(quick.data)[-1]
    assert decoded(quick.data) == [number % 16 for number in range(place.shown)]
    if form is StreamForm.FMP4:
        assert max(steps_ms(slow.data)) <= 1000


# -- cameras ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", list(StreamForm))
async def test_another_size_begins_anew(form: StreamForm) -> None:
    async with studio() as place:
        viewer = place.watch(form)
        await stream(place, [viewer], [40] * 3)
        place.camera.resize(1600, 1200)
        await stream(place, [viewer], [40] * 3)
        assert place.encoders.codec(CAMERA) == "avc1.42C028"
    starts = [number for number, chunk in enumerate(viewer.chunks) if chunk.is_start]
    assert len(starts) == 2
    assert [(viewer.chunks[start].width, viewer.chunks[start].height) for start in starts] == [(96, 64), (1600, 1200)]
    assert viewer.chunks[0].extradata != viewer.chunks[starts[1]].extradata
    if form is StreamForm.FMP4:
        rest = b"".join(chunk.data for chunk in viewer.chunks[starts[1] :])
        assert decoded(rest) == [3, 4, 5]
    else:
        assert decoded(viewer.data) == list(range(6))


async def test_a_camera_that_comes_back_goes_on_in_the_same_stream() -> None:
    async with studio() as place:
        camera = place.connect()
        viewer = place.watch(StreamForm.MPEGTS)
        await stream(place, [viewer], [40] * 3)
        assert camera.connection is not None
        place.registry.detach(camera.connection, camera)
        place.camera.reboot()
        place.connect()
        await stream(place, [viewer], [7000, 40, 40])
    assert steps_ms(viewer.data) == pytest.approx([40, 40, 7000, 40, 40], abs=1)
    assert decoded(viewer.data) == list(range(6))


async def test_the_last_picture_of_a_camera_that_was_shut_out_is_not_shown() -> None:
    async with studio() as place:
        place.connect()
        first = place.watch(StreamForm.FMP4)
        await stream(place, [first], [40] * 2)
        place.registry.remove(CAMERA)
        late = place.encoders.watch(CAMERA, StreamForm.FMP4)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(late), 0.5)


def jpeg_of(size: tuple[int, int], colours: str = "420") -> bytes:
    shade = np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    if colours == "grey":
        return simplejpeg.encode_jpeg(shade[:, :, :1].copy(), 80, "GRAY", "gray")
    return simplejpeg.encode_jpeg(shade, 80, "RGB", colours)


@pytest.mark.parametrize(
    ("size", "colours", "coded"),
    [
        ((97, 65), "420", (96, 64)),
        ((96, 64), "422", (96, 64)),
        ((96, 64), "444", (96, 64)),
        ((96, 64), "grey", (96, 64)),
        ((1, 1), "420", (16, 16)),
        ((1600, 1200), "422", (1600, 1200)),
        ((3264, 2448), "420", (3264, 2448)),
        ((65500, 64), "420", (8192, 16)),
    ],
)
async def test_pictures_of_every_kind_are_shown(size: tuple[int, int], colours: str, coded: tuple[int, int]) -> None:
    async with studio() as place:
        viewer = place.watch(StreamForm.FMP4)
        data = jpeg_of(size, colours)
        place.publish(data=data)
        place.publish(data=data)
        chunk = await viewer.picture()
    assert (chunk.width, chunk.height) == coded
    with av.open(io.BytesIO(viewer.data)) as source:
        pictures = [(picture.width, picture.height) for picture in source.decode(video=0)]
    assert pictures == [coded]


def with_byte(data: bytes, position: int, value: int) -> bytes:
    return data[:position] + bytes((value,)) + data[position + 1 :]


def broken() -> dict[str, bytes]:
    good = jpeg_of((96, 64))
    frame_header = good.index(b"\xff\xc0")
    quantization = good.index(b"\xff\xdb")
    return {
        "cut short": good[: len(good) // 2] + b"\xff\xd9",
        "no picture": b"\xff\xd8\xff\xd9",
        "nothing": b"",
        "claims to be higher": with_byte(good, frame_header + 6, 200),
        "claims to be huge": good[: frame_header + 5] + b"\xff\xdc\xff\xdc" + good[frame_header + 9 :],
        "of no height": good[: frame_header + 5] + b"\x00\x00" + good[frame_header + 7 :],
        "of many components": with_byte(good, frame_header + 9, 200),
        "without tables": good[:quantization] + good[frame_header:],
        "arithmetic": with_byte(good, frame_header + 1, 0xC9),
        "of a thousand scans": good[:-2] + b"\xff\xda" * 1000 + b"\xff\xd9",
        "noise": np.random.default_rng(1).bytes(3000),
    }


@pytest.mark.parametrize("kind", broken())
async def test_a_broken_picture_is_left_out(kind: str) -> None:
    async with studio() as place:
        viewer = place.watch(StreamForm.MPEGTS)
        await stream(place, [viewer], [40] * 2)
        place.publish(data=broken()[kind])
        await until(lambda: (state := place.encoders.state(CAMERA)) and state.damaged == 1, "it is counted", SOON)
        await stream(place, [viewer], [40] * 2)
    assert decoded(viewer.data) == [0, 1, 3, 4]


async def test_who_joins_a_camera_that_sends_only_broken_pictures_sees_the_last_good_one() -> None:
    async with studio() as place:
        first = place.watch(StreamForm.PACKETS)
        await stream(place, [first], [40])
        place.publish(data=broken()["cut short"])
        late = place.watch(StreamForm.FMP4)
        assert (await late.picture()).is_key
    assert decoded(late.data) == [0]


async def test_an_encoder_that_cannot_keep_up_shows_the_newest_picture() -> None:
    async with studio() as place:
        place.camera.resize(640, 480)
        viewer = place.watch(StreamForm.PACKETS)
        await stream(place, [viewer], [40])
        for _ in range(100):
            last = place.publish()
        assert isinstance(last, Frame)
        while (await viewer.picture()).pts_us < 100 * 40_000:
            pass
        state = place.encoders.state(CAMERA)
        assert state is not None
        assert state.skipped > 50
        assert len(viewer.chunks) + state.skipped == 101


async def test_an_encoder_that_fails_says_so_and_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "_RETRY_NS", 0)
    real = encoding.H264Encoder
    fails = True

    def encoder(*arguments: Any) -> encoding.H264Encoder:
        if fails:
            raise FFmpegError(22, "no")
        return real(*arguments)

    monkeypatch.setattr(encoding, "H264Encoder", encoder)
    async with studio() as place:
        viewer = place.watch(StreamForm.FMP4)
        place.publish()
        await until(lambda: (state := place.encoders.state(CAMERA)) and state.trouble, "it is told", SOON)
        fails = False
        await stream(place, [viewer], [40])
        state = place.encoders.state(CAMERA)
        assert state is not None
        assert state.trouble is None
    assert decoded(viewer.data) == [1]


# -- the end ---------------------------------------------------------------------------------------------------------


async def test_the_end_waits_for_no_large_picture() -> None:
    place = Studio()
    place.camera.width, place.camera.height = 3264, 2448
    data = jpeg_of((3264, 2448))
    viewers = [place.encoders.watch(CAMERA, form) for form in StreamForm]
    readers = [asyncio.create_task(_read_all(viewer)) for viewer in viewers]
    for _ in range(5):
        place.publish(data=data)
        await asyncio.sleep(0)
    await until(lambda: encoder_threads(), "it has begun")
    await place.encoders.close()
    assert encoder_threads() == []
    await asyncio.wait_for(asyncio.gather(*readers), SOON)
    after = place.encoders.watch(CAMERA, StreamForm.FMP4)
    assert [chunk async for chunk in after] == []
    assert place.hub.sinks == 0


async def _read_all(viewer: EncoderWatch) -> None:
    async for _ in viewer:
        pass


def test_one_loop_after_the_other() -> None:
    async def once() -> bytes:
        async with studio() as place:
            viewer = place.watch(StreamForm.MPEGTS)
            await stream(place, [viewer], [40] * 3)
        return viewer.data

    assert [decoded(asyncio.run(once())) for _ in range(2)] == [[0, 1, 2]] * 2


def test_a_loop_that_ends_without_a_word_leaves_no_error() -> None:
    async def forgotten() -> Encoders:
        place = Studio()
        place.watch(StreamForm.FMP4)
        place.publish()
        return place.encoders

    forsaken = asyncio.run(forgotten())
    (feed,) = forsaken._feeds.values()
    feed.encoder.submit(replace(CameraFake().frame(), camera_id=CAMERA))
    time.sleep(0.05)
    feed.encoder.stop()
    feed.encoder.join()
    assert encoder_threads() == []


def test_sharing_itself_does_not_load_ffmpeg() -> None:
    code = "import sys, atomcam_gui.sharing; sys.exit('av' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
