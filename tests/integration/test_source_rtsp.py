"""RTSP cameras on real sockets, as cameras in the program."""

from __future__ import annotations

import functools
import itertools
import socket
import threading
import time

import numpy as np
import pytest
import simplejpeg
from av.video.frame import VideoFrame

from atomcam_gui import jpeg
from atomcam_gui.camera.camera import CameraState
from atomcam_gui.sources import rtsp_source, source_feed
from atomcam_gui.sources.address import parse_address
from atomcam_gui.sources.rtsp_source import as_jpeg
from atomcam_gui.sources.source_feed import SourcePhase
from atomcam_gui.sources.troubles import SourceTrouble
from tests.fakes.rtsp_server import Pictures, RtspCamera, encoded, jpeg_packets, pixels
from tests.fakes.sources import source_rig
from tests.peers import until, unused_port


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_feed, "BACKOFF_S", (0.05, 0.1, 0.2))


@functools.cache
def jpegs(count: int = 10) -> tuple[bytes, ...]:
    return tuple(simplejpeg.encode_jpeg(pixels(number, 320, 240), 80, "RGB", "420") for number in range(count))


def moving_jpegs() -> Pictures:
    return [jpeg_packets(data) for data in jpegs()]


def bar(data: bytes) -> int:
    """The place of the bright bar: which of ten pictures it is."""
    shown = simplejpeg.decode_jpeg(data, "RGB")
    assert shown.shape == (240, 320, 3)
    return int(np.argmax(shown[:, :, 0].mean(axis=0).reshape(10, 32).mean(axis=1)))


@pytest.mark.parametrize("codec", ["h264", "hevc"])
async def test_a_video_is_shown_picture_by_picture(codec: str) -> None:
    with RtspCamera(codec, encoded(codec)) as server:
        async with source_rig() as rig:
            camera_id = rig.add(server.url(), "Yard")
            await rig.shows(camera_id, 15)
            frames, camera = rig.station.shown.of(camera_id), rig.camera(camera_id)
            bars = [bar(frame.data) for frame in frames]
            steps = [(after - before) % 10 for before, after in itertools.pairwise(bars)]
            assert 0 not in steps, "none twice"
            # Where there is no time for all of them, some are left out: then the next is two or more further.
            assert sum(step <= 5 for step in steps) > len(steps) * 0.8, f"in their order: {steps}"
            assert (camera.statistics.corrupt, camera.statistics.width, camera.address) == (0, 320, "127.0.0.1")
            assert rig.state(camera_id).phase is SourcePhase.STREAMING


async def test_the_jpegs_of_a_jpeg_stream_are_handed_on_as_they_are() -> None:
    with RtspCamera("jpeg", moving_jpegs()) as server:
        async with source_rig() as rig:
            camera_id = rig.add(server.url())
            await rig.shows(camera_id, 5)
            frame = rig.station.shown.of(camera_id)[0]
            assert rig.camera(camera_id).statistics.corrupt == 0
            sent = jpegs()[bar(frame.data)]
            # FFmpeg writes a header of its own; what was in the camera's picture is untouched.
            assert scan(frame.data) == scan(sent)


def scan(data: bytes) -> bytes:
    at = data.index(b"\xff\xda")
    return data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") : data.rindex(jpeg.EOI)]


async def test_a_stream_that_begins_between_two_keyframes_shows_nothing_grey() -> None:
    with RtspCamera("h264", encoded("h264"), start_at=3) as server:
        async with source_rig() as rig:
            camera_id = rig.add(server.url())
            await rig.shows(camera_id, 5)
            first = simplejpeg.decode_jpeg(rig.station.shown.of(camera_id)[0].data, "RGB")
            assert bar(rig.station.shown.of(camera_id)[0].data) in range(10)
            assert np.abs(first.astype(int) - 90).max() > 100


async def test_the_first_keyframe_is_shown_though_the_next_is_far_away() -> None:
    with RtspCamera("h264", encoded("h264", count=100, group=100)) as server:
        async with source_rig() as rig:
            camera_id = rig.add(server.url())
            await rig.shows(camera_id, 1)
            assert server.sent < 60
            assert bar(rig.station.shown.of(camera_id)[0].data) == 0


async def test_a_stream_that_dies_comes_back() -> None:
    async with source_rig() as rig:
        with RtspCamera("h264", encoded("h264")) as server:
            camera_id = rig.add(server.url())
            await rig.shows(camera_id)
            server.hang_up()
            await rig.fails(camera_id, SourceTrouble.ENDED)
            await rig.shows(camera_id)
        await until(lambda: rig.camera(camera_id).state is CameraState.LOST, "it is lost")
        await until(lambda: (e := rig.state(camera_id).error) and e.trouble is SourceTrouble.REFUSED, "it is refused")
        with RtspCamera("h264", encoded("h264"), port=server.port):
            await rig.shows(camera_id)


async def test_a_silent_camera_is_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtsp_source, "PICTURE_TIMEOUT_S", 0.5)
    with RtspCamera("h264", encoded("h264"), silent_after=12) as server:
        async with source_rig() as rig:
            camera_id = rig.add(server.url())
            await rig.shows(camera_id, 2)
            await rig.fails(camera_id, SourceTrouble.NO_PICTURE)
            await until(lambda: server.requests.count("PLAY") >= 2, "it is asked anew")


@pytest.mark.parametrize("digest", [True, False])
async def test_a_camera_with_a_password(
    digest: bool, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    login = ("admin", "hunter2@/#ü")
    with RtspCamera("h264", encoded("h264"), login=login, digest=digest) as server:
        async with source_rig() as rig:
            none = rig.add(server.url(path="/none"))
            assert "wants a user name" in await rig.fails(none, SourceTrouble.PASSWORD_NEEDED)
            wrong = rig.add(server.url("admin:hunter3", path="/wrong"))
            assert "does not accept" in await rig.fails(wrong, SourceTrouble.WRONG_PASSWORD)
            right = rig.service.add(parse_address(server.url()).with_password(*login))
            await rig.shows(right)
            missing = rig.service.add(parse_address(server.url(path="/nothing")).with_password(*login))
            assert "nothing at this address" in await rig.fails(missing, SourceTrouble.NOT_FOUND)
            shown = (
                caplog.text + repr([rig.state(each) for each in (wrong, right, missing)]) + "".join(capfd.readouterr())
            )
            assert "hunter" not in shown


async def test_what_is_no_rtsp_camera_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtsp_source, "ANSWER_TIMEOUT_S", 1.0)

    def web_server(listener: socket.socket) -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            with sock:
                sock.settimeout(1)
                if sock.recv(4096):
                    sock.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=web_server, args=(listener,), daemon=True)
        thread.start()
        port = listener.getsockname()[1]
        async with source_rig() as rig:
            web = rig.add(f"rtsp://127.0.0.1:{port}/")
            nobody = rig.add(f"rtsp://127.0.0.1:{unused_port()}/")
            assert "nothing answers at this port" in await rig.fails(nobody, SourceTrouble.REFUSED)
            assert "not as such an address does" in await rig.fails(web, SourceTrouble.NOT_THIS_KIND)
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


async def test_the_end_does_not_wait_for_a_camera_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtsp_source, "PICTURE_TIMEOUT_S", 2.0)
    with RtspCamera("h264", encoded("h264"), silent_after=12) as server:
        async with source_rig() as rig:
            await rig.shows(rig.add(server.url()), 2)
            await until(lambda: server.sent >= 12, "it has fallen silent")
            began = time.monotonic()
            await rig.service.close()
            assert time.monotonic() - began < 1.5


def test_the_levels_and_colours_of_a_video_become_those_of_a_jpeg() -> None:
    wanted = np.empty((1080, 1920, 3), np.uint8)
    wanted[:, :960], wanted[:, 960:] = (255, 255, 255), (0, 160, 0)
    for colours in (1, 5):  # BT.709, BT.601
        frame = VideoFrame.from_ndarray(wanted, "rgb24").reformat(
            format="yuv420p", dst_colorspace=colours, dst_color_range=1
        )
        frame.colorspace, frame.color_range = colours, 1
        shown = simplejpeg.decode_jpeg(as_jpeg(frame), "RGB").astype(int)
        assert np.abs(shown[540, 400] - (255, 255, 255)).max() <= 3
        assert np.abs(shown[540, 1500] - (0, 160, 0)).max() <= 6


def test_a_4k_picture_is_made_small_enough_to_be_taken() -> None:
    frame = VideoFrame(3840, 2160, "yuv420p")
    info = jpeg.inspect(as_jpeg(frame))
    assert (info.width, info.height) == (1920, 1080)
