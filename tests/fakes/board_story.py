"""Steps that stories about boards share."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

from atomcam_gui import jpeg
from tests.fakes.board_console import Console
from tests.fakes.virtual_board import WORKSHOP, VirtualBoard
from tests.fakes.wire_server import WireConnection, WireServer

KEY = "a1" * 32


def without_stamp(picture: bytes) -> tuple[jpeg.Stamp, str]:
    """A received picture's stamp, and the SHA-256 of what the encoder made."""
    info = jpeg.inspect(picture)
    assert info.stamp is not None, "a picture of our board carries a stamp"
    segment = jpeg.stamp_segment(info.stamp)
    place = jpeg.stamp_position(picture)
    assert picture[place : place + len(segment)] == segment
    bare = picture[:place] + picture[place + len(segment) :]
    return info.stamp, hashlib.sha256(bare).hexdigest()


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    """Whether ``part`` comes in ``whole`` in its order, with others between."""
    rest = iter(whole)
    return all(item in rest for item in part)


def ready_console(board: VirtualBoard, seconds: float = 15.0) -> Console:
    """A console at its prompt."""
    console = board.console()
    console.wait_prompt(seconds)
    return console


def streaming(board: VirtualBoard, server: WireServer, key: str | None = None) -> tuple[Console, WireConnection]:
    """Set a new board up for a server, and wait for its first picture."""
    console = ready_console(board)
    console.provision(str(WORKSHOP.ssid), WORKSHOP.password, "127.0.0.1", server.port, key)
    connection = server.accept(15)
    connection.pictures(1, 15)
    return console, connection


def wait_for(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.02)


def flows(connection: WireConnection, seconds: float) -> bool:
    """Whether a new picture comes within this time."""
    connection.drain()
    try:
        connection.pictures(1, seconds)
    except AssertionError:
        return False
    return True


def flows_again(server: WireServer, seconds: float = 30.0) -> WireConnection:
    """The newest connection, once new pictures come on it."""
    end = time.monotonic() + seconds
    while True:
        connection = server.connections[-1]
        connection.drain()
        try:
            connection.pictures(3, 0.5)
        except AssertionError:
            assert time.monotonic() < end, f"no pictures for {seconds} s"
        else:
            return connection
