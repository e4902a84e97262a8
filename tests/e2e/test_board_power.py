"""Power that goes at the wrong moment: settings are the old or the new, and the board always comes back."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest

from tests.fakes.board_story import flows_again, ready_console, streaming, wait_for
from tests.fakes.together import Together
from tests.fakes.virtual_board import AccessPoint, VirtualBoard
from tests.fakes.wire_server import WireServer

POINTS = (AccessPoint("Old", "old password"), AccessPoint("New", "new password"))


@pytest.fixture(scope="module")
def together() -> Iterator[Together]:
    with Together(STORIES) as together:
        yield together


def power_cut_at_each_settings_write_leaves_the_old_or_the_new(immediate: bool) -> None:
    with VirtualBoard(nvs_immediate=immediate, access_points=POINTS) as board:
        console = ready_console(board)
        console.command('wifi set Old "old password" save')
        console.command("stream set host 10.0.0.1 8001 save")
        seen = set()
        for writes in range(1, 9):
            board.fault("nvs_cut", writes)
            starts = board.starts
            console.send(b'wifi set New "new password" save\rstream set host 10.0.0.2 8002 save\r\r')
            console.settle(0.5)
            board.fault("nvs_cut", 0)
            cut = board.starts > starts
            if not cut:
                board.power_cut()
            console.wait_prompt(10)
            wifi = console.ask("wifi status")
            stream = console.ask("stream status")
            assert wifi["ssid"] in ("Old", "New")
            assert (stream["host"], stream["port"]) in (("10.0.0.1", 8001), ("10.0.0.2", 8002))
            seen.add((wifi["ssid"], stream["host"]))
            if not cut:
                assert (wifi["ssid"], stream["host"]) == ("New", "10.0.0.2")
                break
            console.command('wifi set Old "old password" save')
            console.command("stream set host 10.0.0.1 8001 save")
        else:
            pytest.fail("eight writes for two settings")
        assert ("New", "10.0.0.1") in seen, "the first setting is safe before the second is begun"
        assert not board.crashes


@pytest.mark.parametrize("immediate", [False, True])
def test_power_cut_at_each_settings_write_leaves_the_old_or_the_new(together: Together, immediate: bool) -> None:
    together(power_cut_at_each_settings_write_leaves_the_old_or_the_new, immediate)


def password_and_name_never_mix() -> None:
    """After a cut in the middle of ``wifi set`` the board still connects to one network or the other."""
    with VirtualBoard(access_points=POINTS, nvs_immediate=True) as board:
        console = ready_console(board)
        console.command('wifi set Old "old password" save')
        board.fault("nvs_cut", 1)
        console.send(b'wifi set New "new password" save\r')
        console.settle(0.5)
        console.wait_prompt(10)
        board.power_cut()
        console.wait_prompt(10)
        wait_for(lambda: "state=CONNECTED" in console.command("wifi status")[0], 8, "either network")


def test_password_and_name_never_mix(together: Together) -> None:
    together(password_and_name_never_mix)


def full_settings_memory_is_told_and_the_old_settings_stay() -> None:
    with VirtualBoard(access_points=POINTS) as board:
        console = ready_console(board)
        console.command('wifi set Old "old password" save')
        board.fault("nvs_full")
        answer = console.ask('wifi set New "new password" save')
        assert answer["ok"] is False, answer
        board.fault("nvs_full", 0)
        board.power_cut()
        console.wait_prompt(10)
        assert console.ask("wifi status")["ssid"] == "Old"


def test_full_settings_memory_is_told_and_the_old_settings_stay(together: Together) -> None:
    together(full_settings_memory_is_told_and_the_old_settings_stay)


@pytest.fixture(scope="module")
def streaming_board() -> Iterator[tuple[VirtualBoard, WireServer]]:
    with VirtualBoard() as board, WireServer() as server:
        streaming(board, server)
        yield board, server


def test_brown_out_at_any_moment_and_it_streams_again(streaming_board: tuple[VirtualBoard, WireServer]) -> None:
    board, server = streaming_board
    moments = random.Random(7)
    for _ in range(3):
        connection = server.connections[-1]
        connection.drain()
        connection.closed.wait(moments.uniform(0.0, 0.4))
        board.power_cut()
        flows_again(server)
    board.power_cut(restart=False)
    assert board.pid is None
    board.start()
    flows_again(server)
    assert not board.crashes


def test_power_cuts_while_starting(streaming_board: tuple[VirtualBoard, WireServer]) -> None:
    board, server = streaming_board
    for after in (0.01, 0.05, 0.2, 0.6, 0.9):
        board.power_cut()
        time.sleep(after)
    board.power_cut()
    flows_again(server)
    assert not board.crashes


def test_frozen_board_is_dropped_and_comes_back(streaming_board: tuple[VirtualBoard, WireServer]) -> None:
    board, server = streaming_board
    board.freeze()
    connection = server.connections[-1]
    connection.drain()
    with pytest.raises(AssertionError):
        connection.pictures(5, 0.7)
    board.thaw()
    flows_again(server)


STORIES = [
    *((power_cut_at_each_settings_write_leaves_the_old_or_the_new, value) for value in (False, True)),
    (password_and_name_never_mix,),
    (full_settings_memory_is_told_and_the_old_settings_stay,),
]
