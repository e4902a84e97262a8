"""The program as it is shipped: built, then used with nothing of this checkout and no Python on the path."""

from __future__ import annotations

import contextlib
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from atomcam_gui import __version__
from tests.fakes.firmware import make_firmware
from tests.fakes.usb_board import UsbBoard
from tests.fakes.virtual_board import MAC
from tests.smoke.frozen import Running, build, environment
from tests.smoke.screen import Pixels, Screen, white_discs
from tests.ui.conftest import free_port

# The window's first size, at the screen's corner where nobody manages windows; the picture is right of the list.
WINDOW = (872, 626)
PICTURE = (slice(100, 500), slice(230, 860))
CENTRE = (545, 330)

MAX_UNPACKED_MB = 260


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("frozen")) / "atomcam"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "Home of Jürgen & Söhne"
    home.mkdir()
    return home


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def screen() -> Iterator[Screen]:
    with Screen() as screen:
        yield screen


def test_it_tells_its_version_and_is_no_larger_than_promised(program: Path, home: Path) -> None:
    done = subprocess.run([program, "--version"], env=environment(home), capture_output=True, text=True, check=True)
    assert done.stdout == f"atomcam {__version__}\n"
    size = sum(path.lstat().st_size for path in program.parent.rglob("*")) / 1e6
    assert size <= MAX_UNPACKED_MB, f"{size:.0f} MB"


def test_a_stranger_waits_at_the_server_and_a_named_address_comes_in(program: Path, home: Path, port: int) -> None:
    env = environment(home)
    serve = ("serve", "--json", "--bind", "127.0.0.1", "--port", str(port))
    with Running(program, *serve, environment=env) as server:
        url = server.wait_for(lambda line: line["event"] == "listening")["url"]
        with Running(program, "demo-camera", url, "--frames", "400", environment=env):
            camera = server.wait_for(lambda line: line["event"] == "camera_added")
            assert camera["trust"] == "waiting"
        assert server.end()[0] == 0
    recordings = home / "recordings"
    more = ("--allow", "127.0.0.1", "--record", str(recordings))
    with Running(program, *serve, *more, environment=env) as server:
        server.wait_for(lambda line: line["event"] == "listening")
        with Running(program, "demo-camera", url, "--frames", "40", environment=env) as camera:
            server.wait_for(lambda line: line.get("state") == "live")
            assert camera.process.wait(30) == 0
        server.wait_for(lambda line: line.get("state") == "lost")
        status, complaints = server.end()
    assert (status, complaints) == (0, "")
    (recording,) = recordings.glob("*.mkv")
    assert recording.stat().st_size > 100_000


def test_the_window_shows_moving_pictures_and_saves_what_is_clicked(
    program: Path, home: Path, screen: Screen, port: int
) -> None:
    settings = home / "atomcam" / "config" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'{{"port": {port}, "bind": "127.0.0.1", "welcomed": true}}')
    with Running(program, "--demo", environment=environment(home, **screen.environment)) as window:
        first = screen.wait(has_picture, 40, "the demo camera's picture")
        screen.wait(lambda seen: differs(seen, first), 20, "another picture than before")

        snapshot, record = buttons(screen)
        screen.click(*snapshot)
        pictures = home / "atomcam" / "pictures"
        (picture,) = until_there(pictures, "*.jpg")
        data = picture.read_bytes()
        assert data[:2] == b"\xff\xd8"
        assert data[-2:] == b"\xff\xd9"

        screen.click(*record)
        videos = home / "atomcam" / "videos"
        (recording,) = until_there(videos, "*.mkv")
        grown(recording, 300_000)
        screen.hover(*CENTRE)
        screen.click(*record)
        until(lambda: not list(videos.glob(".*.mkv*")), "the recording is complete")
        status, complaints = window.end()
    assert (status, complaints) == (0, "")
    told = subprocess.run(
        ["ffprobe", "-v", "error", "-count_packets", "-show_entries", "stream=codec_name,nb_read_packets", "-of",
         "csv=p=0", recording], capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    codec, packets = told.strip().split(",")
    assert codec == "mjpeg"
    assert int(packets) > 10


def test_a_board_is_flashed_and_set_up_and_streams_to_the_server(program: Path, home: Path, port: int) -> None:
    firmware = home / "firmware.bin"
    firmware.write_bytes(make_firmware(300_000))
    env = environment(home)
    with UsbBoard(mode="loader") as board, name_that_stays(board, home / "camera-by-id") as plugged:
        flash = ("flash", "--port", str(plugged), "--firmware", str(firmware), "--yes", "--json")
        with Running(program, *flash, environment=env) as flashing:
            told = flashing.wait_for(lambda line: line["event"] in ("done", "failed"), 90)
            assert told["event"] == "done", told
            assert told["id"] == MAC
        serve = ("serve", "--json", "--bind", "127.0.0.1", "--port", str(port))
        with Running(program, *serve, environment=env) as server:
            server.wait_for(lambda line: line["event"] == "listening")
            setup = ("setup", "--port", str(plugged), "--ssid", "Workshop", "--password-stdin", "--host", "127.0.0.1")
            more = ("--host-port", str(port), "--json")
            with Running(program, *setup, *more, environment=env, feed="correct horse\n") as setting_up:
                told = setting_up.wait_for(lambda line: line["event"] in ("done", "failed"), 90)
                assert told["event"] == "done", told
            server.wait_for(lambda line: line.get("id") == MAC and line.get("state") == "live")
            assert server.end()[0] == 0


# -- looking and waiting -------------------------------------------------------------------------------------------


@contextlib.contextmanager
def name_that_stays(board: UsbBoard, link: Path) -> Iterator[Path]:
    """What udev's links below /dev/serial/by-id do: they follow a board whose port gets another name."""
    ended = threading.Event()

    def follow() -> None:
        while not ended.wait(0.02):
            now = board.path
            if not now:
                link.unlink(missing_ok=True)
            elif not link.is_symlink() or str(link.readlink()) != now:
                beside = link.with_suffix(".new")
                beside.symlink_to(now)
                beside.replace(link)

    thread = threading.Thread(target=follow)
    thread.start()
    try:
        until(link.is_symlink, "the board has a name")
        yield link
    finally:
        ended.set()
        thread.join()


def has_picture(seen: Pixels) -> bool:
    """Many colours where the picture is."""
    part = seen[PICTURE]
    return part.std() > 25 and len(np.unique(part.reshape(-1, 3), axis=0)) > 2000


def differs(seen: Pixels, before: Pixels) -> bool:
    """Somewhere in the picture."""
    change = np.abs(seen[PICTURE].astype(int) - before[PICTURE]).max(axis=2)
    return int((change > 40).sum()) > 100


def buttons(screen: Screen) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where Snapshot and Record are: they come with the mouse, and their icons have a white disc."""
    screen.hover(*CENTRE)

    def bar(seen: Pixels) -> list[tuple[int, int]]:
        lower = seen[500 : WINDOW[1] - 42, 230 : WINDOW[0]]
        return [(x + 230, y + 500) for x, y in white_discs(lower)]

    seen = screen.wait(lambda seen: len(bar(seen)) == 2, 20, "the buttons over the picture")
    snapshot, record = bar(seen)
    return snapshot, record


def until(condition: object, story: str, seconds: float = 20.0) -> None:
    """Wait for something outside of this process."""
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, f"it did not happen: {story}"
        time.sleep(0.05)


def until_there(folder: Path, pattern: str) -> list[Path]:
    """The files that came."""
    until(lambda: [p for p in folder.glob(pattern) if not p.name.startswith(".")], f"{pattern} in {folder.name}")
    return [path for path in folder.glob(pattern) if not path.name.startswith(".")]


def grown(path: Path, size: int) -> None:
    """Wait until a file is as large."""
    until(lambda: path.stat().st_size > size, f"{path.name} grows")
