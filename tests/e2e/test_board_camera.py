"""Cameras that are missing, get lost, or are of another kind; encoders without memory. The rest lives on."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from atomcam_gui import jpeg
from tests.fakes.board_console import Console
from tests.fakes.board_story import (
    flows,
    flows_again,
    is_subsequence,
    ready_console,
    streaming,
    wait_for,
    without_stamp,
)
from tests.fakes.together import Together
from tests.fakes.virtual_board import VirtualBoard
from tests.fakes.wire_server import WireConnection, WireServer


@pytest.fixture(scope="module")
def together() -> Iterator[Together]:
    with Together(STORIES) as together:
        yield together


@pytest.fixture(scope="module")
def stream() -> Iterator[tuple[VirtualBoard, WireServer, Console]]:
    """One board for all that it must survive; each test leaves it streaming."""
    with VirtualBoard(sensor_fps=40) as board, WireServer() as server:
        console, _ = streaming(board, server)
        yield board, server, console


def start(board: VirtualBoard, server: WireServer) -> tuple[Console, WireConnection]:
    console = ready_console(board)
    console.provision("Workshop", "correct horse", "127.0.0.1", server.port)
    return console, server.accept(20)


def check(board: VirtualBoard, connection: WireConnection, count: int = 15) -> None:
    _, hashes = zip(*map(without_stamp, connection.pictures(count, 20)), strict=True)
    assert is_subsequence(list(hashes), board.encoder_log())
    assert not board.violations
    assert not board.crashes
    assert "Traceback" not in board.transcript, board.transcript[-3000:]


def board_without_a_camera_lives_and_says_why() -> None:
    with WireServer() as server, VirtualBoard() as board:
        board.fault("camera_absent")
        console = ready_console(board)
        console.provision("Workshop", "correct horse", "127.0.0.1", server.port)
        wait_for(lambda: "state=CONNECTED" in console.command("wifi status")[0], 10, "WiFi")
        text = " ".join(console.command("cam dump") + console.command("stream stats --json"))
        assert "camera" in text.lower()
        started = time.monotonic()
        console.command("wifi status")
        assert time.monotonic() - started < 0.5
        board.fault("camera_absent", 0)
        connection = server.accept(30)
        check(board, connection)


def test_board_without_a_camera_lives_and_says_why(together: Together) -> None:
    together(board_without_a_camera_lives_and_says_why)


def test_camera_that_stops_and_comes_back(stream: tuple[VirtualBoard, WireServer, Console]) -> None:
    board, server, console = stream
    connection = flows_again(server)
    board.fault("camera_lost")
    wait_for(lambda: not flows(connection, 0.5), 10, "the stream to stop")
    assert console.command("wifi status")[0].startswith("state=CONNECTED")
    wait_for(lambda: "error=-" not in console.command("cam dump")[0], 8, "the board to notice")
    board.fault("camera_lost", 0)
    check(board, flows_again(server))


def test_encoder_without_memory_is_told_and_recovers(stream: tuple[VirtualBoard, WireServer, Console]) -> None:
    board, server, console = stream
    connection = flows_again(server)
    board.fault("encoder_memory")
    wait_for(lambda: not flows(connection, 0.4), 10, "the stream to stop")
    text = " ".join(console.command("stream stats") + console.command("cam dump")).lower()
    assert "memory" in text
    began = time.monotonic()
    console.command("wifi status")
    assert time.monotonic() - began < 0.5
    board.fault("encoder_memory", 0)
    check(board, flows_again(server))


def m12_uses_its_hardware_jpeg() -> None:
    with WireServer() as server, VirtualBoard(sensor="OV3660") as board:
        console, connection = start(board, server)
        hello = connection.texts("hello", 10)
        assert hello["sensor"] == "OV3660"
        assert "brightness" in hello["controls"]
        check(board, connection, 40)
        dump = " ".join(console.command("cam dump"))
        assert "JPEG" in dump


def test_m12_uses_its_hardware_jpeg(together: Together) -> None:
    together(m12_uses_its_hardware_jpeg)


def m12_whose_hardware_jpeg_fails_falls_back() -> None:
    with WireServer() as server, VirtualBoard(sensor="OV3660") as board:
        board.fault("jpeg_broken")
        console, connection = start(board, server)
        check(board, connection)
        assert "YUV422" in " ".join(console.command("cam dump"))


def test_m12_whose_hardware_jpeg_fails_falls_back(together: Together) -> None:
    together(m12_whose_hardware_jpeg_fails_falls_back)


def test_slow_capture_slows_the_pictures_only(stream: tuple[VirtualBoard, WireServer, Console]) -> None:
    board, server, console = stream
    connection = flows_again(server)
    board.fault("slow_capture", 150)
    connection.drain()
    check(board, connection, 5)
    board.fault("slow_capture", 0)
    board.fault("slow_encode", 40)
    took = []
    for _ in range(20):
        began = time.monotonic()
        console.command("wifi status")
        took.append(time.monotonic() - began)
    board.fault("slow_encode", 0)
    assert sorted(took)[-2] < 0.1, took
    check(board, connection, 5)


def test_camera_power_by_console(stream: tuple[VirtualBoard, WireServer, Console]) -> None:
    board, server, console = stream
    connection = flows_again(server)
    assert console.command("cam power 0") == ["camera power set to 0"]
    wait_for(lambda: not board.camera_powered, 3, "GPIO18")
    wait_for(lambda: not flows(connection, 0.4), 3, "the stream to stop")
    assert console.command("cam power 1") == ["camera power set to 1"]
    check(board, flows_again(server))


def test_size_quality_and_rate_by_console(stream: tuple[VirtualBoard, WireServer, Console]) -> None:
    board, server, console = stream
    connection = flows_again(server)
    for size, shape in (("VGA", (640, 480)), ("QQVGA", (160, 120)), ("QVGA", (320, 240))):
        console.command(f"cam set frame_size {size}")
        wait_for(lambda shape=shape: _size(connection) == shape, 10, size)  # type: ignore[misc]
    large = len(connection.pictures(1)[0])
    console.command("cam set quality 30")
    wait_for(lambda: len(connection.pictures(1)[0]) < large / 2, 10, "smaller pictures")
    console.command("cam set fps 5")
    time.sleep(0.4)
    connection.drain()
    began = time.monotonic()
    connection.pictures(6, 10)
    assert 0.8 < time.monotonic() - began < 2.0
    assert not board.violations
    time.sleep(3.3)  # settings that a slider changes are saved a little later
    board.power_cut()
    connection = flows_again(server)
    assert len(connection.pictures(1)[0]) < large / 2, "what was set stays"


def _size(connection: WireConnection) -> tuple[int, int]:
    connection.drain()
    info = jpeg.inspect(connection.pictures(1)[0])
    return info.width, info.height


STORIES = [
    (board_without_a_camera_lives_and_says_why,),
    (m12_uses_its_hardware_jpeg,),
    (m12_whose_hardware_jpeg_fails_falls_back,),
]
