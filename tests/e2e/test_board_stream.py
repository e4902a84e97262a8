"""A board's first hour: no settings, set-up by console, pictures at the server, and again after every reboot."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
from collections.abc import Iterator

import pytest

from tests.fakes.board_story import is_subsequence, ready_console, streaming, wait_for, without_stamp
from tests.fakes.serve_process import ServeProcess
from tests.fakes.together import Together
from tests.fakes.virtual_board import MAC, VirtualBoard
from tests.fakes.wire_server import WireServer


@contextlib.contextmanager
def new_board(sensor_fps: int = 20) -> Iterator[VirtualBoard]:
    with VirtualBoard(sensor_fps=sensor_fps) as board:
        yield board
        assert not board.violations
        assert not board.crashes, board.transcript[-3000:]


@pytest.fixture(scope="module")
def together() -> Iterator[Together]:
    with Together(STORIES) as together:
        yield together


def first_start_without_settings_waits_at_the_console() -> None:
    with new_board() as board:
        console = ready_console(board)
        assert re.fullmatch(r"state=IDLE ssid=- saved=no runtime=no reason=-1 ip=-", console.command("wifi status")[0])
        target = console.command("stream status")[0]
        assert re.fullmatch(r"host=- port=8080 saved=no runtime=no streaming=\w+ ws=down", target)
        found = console.command("wifi scan")
        assert found[0] == "found 1 networks (showing up to 20):"
        assert found[1] == "  0: ch=6 rssi=-50 auth=WPA2 ssid=Workshop"
        assert any("wifi set" in line for line in console.command("help"))
        assert console.command("psram status")[0].startswith("psram init=yes size=")
        assert MAC in " ".join(console.command("device info"))
        wait_for(lambda: "sensor=GC0308" in console.command("cam dump")[0], 5, "the camera")
        assert "format=YUV422" in console.command("cam dump")[0]
        assert board.starts == 1


def test_first_start_without_settings_waits_at_the_console(together: Together) -> None:
    together(first_start_without_settings_waits_at_the_console)


def from_console_to_picture_at_the_server_and_again_after_reboot() -> None:
    with new_board() as board, ServeProcess("--allow-unknown") as serve:
        console = ready_console(board)
        assert console.command('wifi set Workshop "correct horse" save') == ["credentials set (ssid=Workshop, saved)"]
        answer = console.command(f"stream set host 127.0.0.1 {serve.port} save")
        assert answer == [f"stream target set (host=127.0.0.1 port={serve.port}, saved)"]
        assert console.command("wifi connect") == ["connect requested"]
        assert console.command("stream start") == ["stream start requested"]
        live = serve.wait_state("live", 15)
        assert live["id"] == MAC
        serve.frames(10, more_than=20)
        status = console.command("wifi status")[0]
        assert status == "state=CONNECTED ssid=Workshop saved=yes runtime=yes reason=-1 ip=127.0.0.1"
        assert console.command("stream status")[0] == (
            f"host=127.0.0.1 port={serve.port} saved=yes runtime=yes streaming=on ws=up"
        )
        camera = serve.status()["cameras"][0]
        assert (camera["width"], camera["height"], camera["corrupt"]) == (320, 240, 0)
        connected = [event for event in board.events if event["name"] == "wifi_connected"]
        assert connected[0]["pm"] == 0, "power save must be off before connecting"
        assert connected[0]["hostname"] == f"atomcam-{MAC[-4:]}"

        console.send(b"reboot\r")
        serve.wait_state("lost", 10)
        serve.wait_state("live", 15)
        board.power_cut()
        serve.wait_state("lost", 10)
        serve.wait_state("live", 15)
        assert board.starts == 3


def test_from_console_to_picture_at_the_server_and_again_after_reboot(together: Together) -> None:
    together(from_console_to_picture_at_the_server_and_again_after_reboot)


def every_received_picture_is_the_encoder_s_beside_the_stamp() -> None:
    with new_board() as board, WireServer() as server:
        _, connection = streaming(board, server)
        assert connection.request is not None
        assert connection.request.headers["X-AtomCam-Id"] == MAC
        assert "atomcam.v1" in connection.request.headers["Sec-WebSocket-Protocol"]
        assert connection.request.path == "/ws/camera"
        stamps, hashes = zip(*map(without_stamp, connection.pictures(60, 15)), strict=True)
        assert is_subsequence(list(hashes), board.encoder_log())
        numbers = [stamp.sequence for stamp in stamps]
        times = [stamp.capture_us for stamp in stamps]
        assert numbers == sorted(set(numbers))
        assert times == sorted(set(times))
        assert 45_000 * 0.5 < (times[-1] - times[0]) / (numbers[-1] - numbers[0]) < 55_000 * 2


def test_every_received_picture_is_the_encoder_s_beside_the_stamp(together: Together) -> None:
    together(every_received_picture_is_the_encoder_s_beside_the_stamp)


def hello_comes_first_and_tells_what_the_camera_can() -> None:
    with new_board() as board, WireServer() as server:
        console = ready_console(board)
        console.provision("Workshop", "correct horse", "127.0.0.1", server.port)
        connection = server.accept(15)
        first = connection.wait(lambda message: True, 10)
        assert isinstance(first, str)
        hello = json.loads(first)
        assert hello["type"] == "hello"
        assert hello["id"] == MAC
        while "sensor" not in hello:  # it says hello again once the camera is there
            hello = connection.texts("hello", 10)
        assert hello["sensor"] == "GC0308"
        assert "QVGA" in hello["sizes"] or [320, 240] in hello["sizes"] or "320x240" in hello["sizes"]
        assert "quality" in hello["controls"]
        assert "brightness" not in hello["controls"], "the GC0308 has none"
        stats = connection.texts("stats", 8)
        assert stats["fps"] > 5
        for name in ("sent", "dropped", "capture_ms", "encode_ms", "send_ms", "rssi", "free_memory", "uptime_s"):
            assert isinstance(stats[name], int | float), name


def test_hello_comes_first_and_tells_what_the_camera_can(together: Together) -> None:
    together(hello_comes_first_and_tells_what_the_camera_can)


def stream_goes_on_over_the_wrap_of_the_board_s_ticks() -> None:
    until_wrap_s = 3.5
    with (
        VirtualBoard(sensor_fps=40, uptime_s=(1 << 30) / 1e6 - until_wrap_s) as board,
        WireServer() as server,
    ):
        _, connection = streaming(board, server)
        times = [without_stamp(picture)[0].capture_us for picture in connection.pictures(100, 20)]
        gaps = [after - before for before, after in itertools.pairwise(times)]
        assert min(gaps) > 0
        assert max(gaps) < 1_000_000
        assert not connection.closed.is_set()


def test_stream_goes_on_over_the_wrap_of_the_board_s_ticks(together: Together) -> None:
    together(stream_goes_on_over_the_wrap_of_the_board_s_ticks)


def random_masks_on_request() -> None:
    with new_board() as board, WireServer() as server:
        console, connection = streaming(board, server)
        assert connection.first_mask == bytes(4), "XOR with nothing costs nothing"
        console.command("stream set mask on save")
        assert connection.closed.wait(10)
        connection = server.accept(10)
        _, hashes = zip(*map(without_stamp, connection.pictures(20, 10)), strict=True)
        assert connection.first_mask != bytes(4)
        assert is_subsequence(list(hashes), board.encoder_log())


def test_random_masks_on_request(together: Together) -> None:
    together(random_masks_on_request)


STORIES = [
    (first_start_without_settings_waits_at_the_console,),
    (from_console_to_picture_at_the_server_and_again_after_reboot,),
    (every_received_picture_is_the_encoder_s_beside_the_stamp,),
    (hello_comes_first_and_tells_what_the_camera_can,),
    (stream_goes_on_over_the_wrap_of_the_board_s_ticks,),
    (random_masks_on_request,),
]
