"""Programs that people already have, and both event loops: what is shared is what it says."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from atomcam_gui import jpeg
from atomcam_gui.demo import client
from atomcam_gui.demo.client import DemoCamera
from tests.fakes.shared_station import SharedStation, next_message, sharing_station, viewer
from tests.peers import FRONT_DOOR, LOOPBACK, SOON, program, until

PLAYER_S = 30.0


@pytest.fixture
async def shared() -> AsyncIterator[SharedStation]:
    async with sharing_station() as running:
        yield running


@asynccontextmanager
async def demo_camera(shared: SharedStation, fps: float = 15.0) -> AsyncIterator[None]:
    """Pictures worth looking at."""
    station = shared.station
    station.allow(FRONT_DOOR)
    camera = DemoCamera(station.url, fps=fps, size=(320, 240), camera_id=FRONT_DOOR)
    running = asyncio.create_task(client.run(camera))
    try:
        await until(lambda: station.shown.frames, "a picture")
        yield
    finally:
        running.cancel()
        await asyncio.wait([running])


async def output_of(*command: str, fed: bytes | None = None) -> str:
    """What a program prints; it must end well."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE if fed is not None else asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(PLAYER_S):
            out, errors = await process.communicate(fed)
    except BaseException:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()
        raise
    assert process.returncode == 0, errors.decode()
    return out.decode()


def http_url(shared: SharedStation, path: str) -> str:
    return f"http://{LOOPBACK}:{shared.port}{shared.target(path)}"


# -- programs ------------------------------------------------------------------------------------------------------


async def test_ffmpeg_plays_the_multipart_stream(shared: SharedStation) -> None:
    async with demo_camera(shared):
        printed = await output_of(
            *("ffprobe", "-v", "error", "-f", "mpjpeg", "-show_entries", "frame=width,height,pict_type"),
            *("-read_intervals", "%+#10", "-of", "json", http_url(shared, "/stream.mjpg")),
        )
    frames = json.loads(printed)["frames"]
    assert len(frames) == 10
    assert {(frame["width"], frame["height"]) for frame in frames} == {(320, 240)}


async def test_ffmpeg_finds_out_by_itself_what_the_multipart_stream_is(shared: SharedStation) -> None:
    async with demo_camera(shared):
        printed = await output_of(
            *("ffmpeg", "-v", "error", "-i", http_url(shared, "/stream.mjpg"), "-frames:v", "8"),
            *("-f", "framecrc", "-"),
        )
    pictures = [line for line in printed.splitlines() if not line.startswith("#")]
    assert len(pictures) == 8
    assert len({line.split(",")[-1] for line in pictures}) > 1  # they move


async def test_curl_reads_the_stream_and_the_snapshot(shared: SharedStation, tmp_path: Path) -> None:
    async with demo_camera(shared):
        shot = tmp_path / "snapshot.jpg"
        await output_of("curl", "-sS", "--fail", "-o", str(shot), http_url(shared, "/snapshot.jpg"))
        assert jpeg.inspect(shot.read_bytes()).width == 320
        header = f"Authorization: Bearer {shared.link.token}"
        plain = f"http://{LOOPBACK}:{shared.port}"
        assert json.loads(await output_of("curl", "-sS", "-H", header, f"{plain}/status"))["camera_clients"] == 1
        head = await output_of("curl", "-sS", "--head", "-H", header, f"{plain}/stream.mjpg")
        assert "multipart/x-mixed-replace; boundary=atomcam" in head


async def test_what_the_h264_socket_sends_is_a_transport_stream_that_starts_with_a_keyframe(
    shared: SharedStation,
) -> None:
    async with demo_camera(shared), viewer(shared.socket_url("/ws/viewer")) as socket:
        received = b""
        for _ in range(25):
            message = await next_message(socket)
            assert isinstance(message, bytes)
            assert len(message) % 188 == 0
            received += message
        assert shared.sharing.viewers[0].format == "H.264 (MPEG-TS)"
    printed = await output_of(
        *("ffprobe", "-v", "error", "-show_entries", "stream=codec_name,width,height:frame=key_frame", "-of", "json"),
        *("-f", "mpegts", "-"),
        fed=received,
    )
    found = json.loads(printed)
    assert found["streams"][0] | {"codec_name": "h264", "width": 320, "height": 240} == found["streams"][0]
    assert found["frames"][0]["key_frame"] == 1
    assert len(found["frames"]) >= 20


async def test_the_media_source_socket_first_says_what_it_is(shared: SharedStation) -> None:
    async with demo_camera(shared), viewer(shared.socket_url("/ws/mse")) as socket:
        announced = await next_message(socket)
        assert isinstance(announced, str)
        fields = json.loads(announced)
        assert fields["mime"] == f'video/mp4; codecs="{fields["codec"]}"'
        assert fields["codec"].startswith("avc1.42")
        received = b""
        for number in range(20):
            message = await next_message(socket)
            assert isinstance(message, bytes)
            assert message[4:8] == (b"moof" if number else b"ftyp")
            received += message
    printed = await output_of(
        *("ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=codec_name,width,nb_read_frames"),
        *("-of", "json", "-"),
        fed=received,
    )
    (stream,) = json.loads(printed)["streams"]
    assert (stream["codec_name"], stream["width"]) == ("h264", 320)
    assert int(stream["nb_read_frames"]) >= 18


async def test_nothing_is_encoded_while_nobody_watches_h264(shared: SharedStation) -> None:
    async with demo_camera(shared):
        async with viewer(shared.socket_url("/ws/jpeg")) as socket:
            await next_message(socket)
            assert shared.sharing.encoders.existing is None
        async with viewer(shared.socket_url("/ws/viewer")) as one, viewer(shared.socket_url("/ws/mse")) as two:
            await next_message(one)
            await next_message(two)
            encoders = shared.sharing.encoders.existing
            assert encoders is not None
            state = encoders.state(FRONT_DOOR)
            assert state is not None
            assert state.watchers == 2
        await until(lambda: encoders.state(FRONT_DOOR) is None, "the encoder ends")


# -- the other event loop ------------------------------------------------------------------------------------------

UNDER_QT = """
import asyncio, sys
from PySide6.QtCore import QCoreApplication
from qasync import QEventLoop
from tests.fakes.shared_station import next_message, sharing_station, streaming_camera, viewer
from tests.integration.test_sharing_viewers import large_stamped, sequence_of, slow_socket, stream_reader, watched
from tests.peers import FRONT_DOOR, peer_camera, until

async def main():
    async with sharing_station() as shared:
        station = shared.station
        station.allow(FRONT_DOOR)
        async with peer_camera(station.url, FRONT_DOOR) as camera:
            await camera.show(large_stamped(0))
            await until(lambda: station.shown.frames, "the first")
            async with viewer(shared.socket_url("/ws/jpeg")) as quick, stream_reader(shared, slow=True) as slow:
                await slow.begin()
                await watched(shared, 2)
                for sequence in range(1, 30):
                    await camera.show(large_stamped(sequence))
                    while sequence_of(await next_message(quick)) < sequence:
                        pass
                seen = []
                while not seen or seen[-1] < 29:
                    seen.append(sequence_of(await slow.picture()))
                assert len(seen) < 15, seen
                assert (await shared.ask("/snapshot.jpg")).body == large_stamped(29)
                shared.sharing.book.revoke(shared.link.id)
                assert await slow.ended()
    print("all is well")

application = QCoreApplication(sys.argv)
with QEventLoop(application) as loop:
    loop.run_until_complete(main())
"""


async def test_it_works_in_the_windows_event_loop_too() -> None:
    printed = await output_of(sys.executable, "-W", "error", "-c", UNDER_QT)
    assert "all is well" in printed


# -- the command ---------------------------------------------------------------------------------------------------


async def test_serve_shares_and_says_by_which_link(atomcam_home: Path) -> None:
    serve = ("serve", "--bind", LOOPBACK, "--port", "0", "--share")
    async with program(*serve) as running:
        _, port = await running.listening()
        url = (await running.line("share link: ")).removeprefix("share link: ")
        assert url.startswith(f"http://{LOOPBACK}:{port}/?token=")
        token = url.partition("token=")[2]
        page = await asyncio.to_thread(urllib.request.urlopen, url, timeout=SOON)
        with page:
            assert page.status == 200
        running.signal()
        status, errors = await running.end()
        assert (status, errors) == (0, "")
        assert not [line for line in running.out if token in line and "share link" not in line]
    async with program(*serve, "--json") as again:
        event = await again.event('"sharing"')
        assert event["url"].endswith(f"token={token}")
        assert event["name"]
    book = json.loads((atomcam_home / "config" / "shares.json").read_text())
    assert [link["token"] for link in book["links"]] == [token]
    assert book["on"] is False  # that is for the window


async def test_serve_shares_nothing_unless_asked_to(atomcam_home: Path) -> None:
    async with program("serve", "--bind", LOOPBACK, "--port", "0") as running:
        _, port = await running.listening()
        with pytest.raises(urllib.error.HTTPError) as refused:
            await asyncio.to_thread(urllib.request.urlopen, f"http://{LOOPBACK}:{port}/", timeout=SOON)
        with refused.value as answer:
            assert answer.code == 404
    assert not (atomcam_home / "config" / "shares.json").exists()
