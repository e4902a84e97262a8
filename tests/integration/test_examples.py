"""The cameras of docs/examples, run as their readers would, against the real server."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import itertools
import sys
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
import simplejpeg

from atomcam_gui import jpeg
from atomcam_gui.camera.camera import Camera
from atomcam_gui.camera.frame import Frame
from atomcam_gui.server import camera_server
from tests.peers import FRONT_DOOR, LOOPBACK, Station, picture, running_station, until

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
MICROPYTHON = Path(sys.executable).with_name("micropython")
STARTS_WITHIN_S = 30.0

ON_A_BOARD = """
import sys
sys.path.insert(0, {folder!r})
from camera_micropython import stream
pictures = [open(name, "rb").read() for name in {names!r}]
stream({host!r}, {port}, {camera_id!r}, lambda: pictures.pop(0) if len(pictures) > 1 else pictures[0], {pause_ms})
"""


@pytest.fixture
async def station(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Station]:
    """A server that soon notices who leaves its pings unanswered."""
    monkeypatch.setattr(camera_server, "PING_INTERVAL_S", 0.2)
    async with running_station() as running:
        yield running


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    """JPEGs as programs write them, with JFIF's segment; the last one beyond 64 KiB, as a board's largest are."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    paths = []
    for number, data in enumerate((picture(64, 48), picture(640, 480, shade=40), noisy_picture())):
        path = folder / f"{number}.jpg"
        path.write_bytes(data)
        paths.append(path)
    return paths


@contextlib.asynccontextmanager
async def running(*command: str | Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A program of its own, ended at the end."""
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


def without_stamp(data: bytes) -> bytes:
    """The picture as it was before its stamp was put in."""
    at = data.index(b"\xff\xfe\x00\x16atomcam\x01")
    return data[:at] + data[at + 24 :]


def stamps(frames: list[Frame]) -> list[jpeg.Stamp]:
    """All stamps; each picture has one."""
    found = [frame.stamp for frame in frames if frame.stamp is not None]
    assert len(found) == len(frames)
    return found


async def test_the_python_camera_sends_a_folder_as_a_camera_with_id_number_and_time(
    station: Station, pictures: list[Path]
) -> None:
    camera_id = f"{uuid.getnode():012x}"
    station.allow(camera_id)
    async with running(sys.executable, EXAMPLES / "camera.py", station.url, pictures[0].parent):
        await until(lambda: len(station.shown.frames) >= 7, "seven pictures", STARTS_WITHIN_S)
        seen = station.shown.of(camera_id)
        numbers = station.camera(camera_id).statistics
        assert (numbers.lost, numbers.corrupt) == (0, 0)
    originals = [path.read_bytes() for path in pictures]
    assert [without_stamp(frame.data) for frame in seen[:6]] == originals * 2
    assert [stamp.sequence for stamp in stamps(seen)] == list(range(len(seen)))
    times = [stamp.capture_us for stamp in stamps(seen)]
    assert all(later - earlier >= 100_000 for earlier, later in itertools.pairwise(times))


async def test_the_micropython_camera_runs_on_the_real_interpreter_and_answers_pings(
    station: Station, pictures: list[Path], tmp_path: Path
) -> None:
    script = tmp_path / "main.py"
    names = [str(path) for path in pictures]
    script.write_text(
        ON_A_BOARD.format(
            folder=str(EXAMPLES),
            names=names,
            host=LOOPBACK,
            port=station.server.port,
            camera_id=FRONT_DOOR,
            pause_ms=20,
        )
    )
    station.allow(FRONT_DOOR)
    async with running(MICROPYTHON, script):
        camera = await first_picture(station)
        connection = camera.connection
        # Longer than a camera is believed that answers no ping.
        await asyncio.sleep(camera_server.PING_INTERVAL_S + camera_server.PING_TIMEOUT_S + 0.5)
        seen = station.shown.of(FRONT_DOOR)
        assert camera.connection is connection
        assert len(seen) > 20
        assert (camera.statistics.lost, camera.statistics.corrupt) == (0, 0)
    small, medium, large = (path.read_bytes() for path in pictures)
    assert [without_stamp(frame.data) for frame in seen[:4]] == [small, medium, large, large]
    assert [stamp.sequence for stamp in stamps(seen)] == list(range(len(seen)))


async def test_the_micropython_camera_comes_back_when_the_computer_was_away(
    pictures: list[Path], tmp_path: Path
) -> None:
    script = tmp_path / "main.py"
    async with running_station() as station:
        port = station.server.port
        station.allow(FRONT_DOOR)
        script.write_text(
            ON_A_BOARD.format(
                folder=str(EXAMPLES),
                names=[str(pictures[0])],
                host=LOOPBACK,
                port=port,
                camera_id=FRONT_DOOR,
                pause_ms=20,
            )
        )
        async with running(MICROPYTHON, script):
            await first_picture(station)
            await station.server.stop()
            shown = len(station.shown.frames)
            await station.server.start(LOOPBACK, port)
            await until(lambda: len(station.shown.frames) > shown, "it is back", STARTS_WITHIN_S)


def test_the_micropython_example_uses_nothing_that_a_board_lacks() -> None:
    tree = ast.parse((EXAMPLES / "camera_micropython.py").read_text(encoding="utf-8"))
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert modules == {"binascii", "os", "select", "socket", "struct", "time"}


async def first_picture(station: Station) -> Camera:
    """The camera, once it is seen."""
    await until(lambda: station.shown.of(FRONT_DOOR), "its first picture", STARTS_WITHIN_S)
    return station.camera(FRONT_DOOR)


def noisy_picture() -> bytes:
    """More than 64 KiB."""
    pixels = np.random.default_rng(7).integers(0, 255, (240, 320, 3), np.uint8)
    data = simplejpeg.encode_jpeg(pixels, 90, "RGB", "444")
    assert len(data) > 65536
    return data
