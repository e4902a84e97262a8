"""Servers that are away, hang, go mid-frame, or talk nonsense: the board comes back to every one of them."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.fakes.board_console import Console
from tests.fakes.board_story import is_subsequence, ready_console, streaming, wait_for, without_stamp
from tests.fakes.serve_process import ServeProcess
from tests.fakes.together import Together
from tests.fakes.virtual_board import VirtualBoard
from tests.fakes.wire_server import WireServer


@pytest.fixture(scope="module")
def board() -> Iterator[VirtualBoard]:
    with VirtualBoard(hosts={"studio.local": "127.0.0.1"}) as board:
        yield board
        assert not board.violations
        assert not board.crashes, board.transcript[-3000:]
        assert board.starts == 1
        assert "Traceback" not in board.transcript, board.transcript[-3000:]


@pytest.fixture(scope="module")
def console(board: VirtualBoard) -> Console:
    console = ready_console(board)
    console.provision("Workshop", "correct horse", "127.0.0.1", 9)
    return console


@pytest.fixture
def server() -> Iterator[WireServer]:
    with WireServer() as server:
        yield server


def aim(console: Console, port: int, host: str = "127.0.0.1") -> None:
    console.command("stream stop")  # first: a streaming board would go to the new address before it is told to start
    console.command(f"stream set host {host} {port}")
    console.command("stream start")


def test_server_that_comes_late_and_goes_and_comes_back(board: VirtualBoard, console: Console) -> None:
    with socket.create_server(("127.0.0.1", 0)) as placeholder:
        port = placeholder.getsockname()[1]
    aim(console, port)
    time.sleep(1.0)
    assert "ws=down" in console.command("stream status")[0]
    with WireServer(port) as server:
        server.accept(12).pictures(3, 5)
    wait_for(lambda: "ws=down" in console.command("stream status")[0], 7, "the board to notice")
    with WireServer(port) as server:
        connection = server.accept(12)
        hello = connection.texts("hello")
        assert hello["id"] == board.mac
        connection.pictures(3, 5)


@pytest.mark.parametrize("by_reset", [False, True])
def test_server_that_closes_mid_frame_never_gets_half_a_picture_again(
    board: VirtualBoard, console: Console, server: WireServer, by_reset: bool
) -> None:
    server.cut_after = 40_000
    server.cut_by_reset = by_reset
    aim(console, server.port)
    assert server.was_cut.wait(10)
    while (second := server.accept(12)).closed.is_set():  # the one that was cut, and any before it
        pass
    second.texts("hello")
    stamps, hashes = zip(*map(without_stamp, second.pictures(12, 10)), strict=True)
    assert is_subsequence(list(hashes), board.encoder_log())
    assert [s.sequence for s in stamps] == sorted({s.sequence for s in stamps})


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n",
        b"\x00" * 5000,
        b"",
    ],
)
def test_server_that_is_something_else(console: Console, answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(12)
        aim(console, listener.getsockname()[1])
        for attempt in (1, 2):
            sock, _ = listener.accept()
            with sock:
                if attempt == 2:
                    break
                sock.settimeout(12)
                sock.recv(4096)
                with contextlib.suppress(ConnectionError):
                    sock.sendall(answer)
                    while answer and sock.recv(65536):
                        pass
    assert "ws=down" in console.command("stream status")[0]


@pytest.mark.parametrize(
    "garbage",
    [
        b"\xff" * 20,
        b"\x81\x85aaaaaaaaa",
        b"\x82\x7f\x7f\xff\xff\xff\xff\xff\xff\xff",
        b"\x80\x01a",
        b"\x89\x7e\x01\x00" + b"p" * 256,
        b"\x81\x7e\xff\xff" + b"x" * 65535,
        b"\xc1\x01a",
    ],
)
def test_frames_against_the_protocol_cost_a_reconnect_at_most(
    console: Console, server: WireServer, garbage: bytes
) -> None:
    aim(console, server.port)
    connection = server.accept()
    connection.pictures(1, 10)
    connection.send_bytes(garbage)
    wait_for(lambda: connection.closed.is_set() or connection.messages.qsize() > 10, 8, "either way out")
    newest = server.accept(12) if connection.closed.is_set() else connection
    newest.drain()
    newest.pictures(3, 10)


def test_server_by_name_and_names_that_nobody_knows(console: Console, server: WireServer) -> None:
    aim(console, server.port, "nowhere.local")
    time.sleep(0.8)
    assert "ws=down" in console.command("stream status")[0]
    aim(console, server.port, "studio.local")
    server.accept(12).pictures(2, 5)


def test_stop_and_start(console: Console, server: WireServer) -> None:
    aim(console, server.port)
    connection = server.accept()
    connection.pictures(2, 10)
    assert console.command("stream stop") == ["stream stopped"]
    assert connection.closed.wait(5)
    assert "streaming=off ws=down" in console.command("stream status")[0]
    console.command("stream start")
    server.accept().pictures(2, 5)


# -- slow stories, all at the same time


@contextlib.contextmanager
def a_board() -> Iterator[Console]:
    with VirtualBoard() as board:
        console = ready_console(board)
        console.provision("Workshop", "correct horse", "127.0.0.1", 9)
        yield console
        assert not board.crashes


def frozen() -> None:
    with a_board() as console, ServeProcess("--allow-unknown") as serve:
        aim(console, serve.port)
        serve.wait_state("live", 12)
        serve.freeze()
        frozen_at = time.monotonic()
        wait_for(lambda: "ws=down" in console.command("stream status")[0], 8, "the board to notice")
        assert time.monotonic() - frozen_at < 6.5
        serve.thaw()
        before = serve.status()["cameras"][0]["frames"]
        serve.frames(12, more_than=before + 20)
        assert serve.status()["cameras"][0]["corrupt"] == 0


def silent() -> None:
    """It says something else than HTTP, and then nothing more, without ever closing."""
    accepted = threading.Event()
    again = threading.Event()
    with a_board() as console, socket.create_server(("127.0.0.1", 0)) as listener:

        def swallow() -> None:
            sockets = []
            try:
                while not again.is_set():
                    sock, _ = listener.accept()
                    sockets.append(sock)
                    sock.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")
                    if accepted.is_set():
                        again.set()
                    accepted.set()
            except OSError:
                pass
            finally:
                for sock in sockets:
                    sock.close()

        thread = threading.Thread(target=swallow)
        thread.start()
        try:
            aim(console, listener.getsockname()[1])
            assert accepted.wait(12)
            assert again.wait(14), "a server that does not answer the handshake is given up"
        finally:
            again.set()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def slow() -> None:
    with VirtualBoard(sensor_fps=60) as board, WireServer() as server:
        console, connection = streaming(board, server)
        server.reading.clear()
        time.sleep(1.0)
        made = board.made
        server.reading.set()
        connection.drain()
        stamps = [without_stamp(picture)[0] for picture in connection.pictures(40, 15)]
        assert board.made > made
        assert [s.sequence for s in stamps] == sorted({s.sequence for s in stamps})
        assert not connection.closed.is_set()
        assert console.ask("stream stats")["dropped"] > 5
        assert stamps[-1].sequence - stamps[0].sequence > len(stamps)


STORIES = [(frozen,), (silent,), (slow,)]


@pytest.fixture(scope="module")
def together() -> Iterator[Together]:
    with Together(STORIES) as together:
        yield together


def test_frozen_server_is_noticed_within_six_seconds_and_found_again(together: Together) -> None:
    together(frozen)


def test_server_that_falls_silent_before_the_handshake_is_given_up(together: Together) -> None:
    together(silent)


def test_slow_server_gets_the_newest_and_the_rest_is_counted(together: Together) -> None:
    together(slow)
