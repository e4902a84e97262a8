"""The console under everything that people, programs and noise type into it."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes.board_console import PROMPT, REPL_PROMPT, Console
from tests.fakes.board_story import ready_console, streaming
from tests.fakes.virtual_board import VirtualBoard
from tests.fakes.wire_server import WireConnection, WireServer


@pytest.fixture(scope="module")
def server() -> Iterator[WireServer]:
    with WireServer() as server:
        yield server


@pytest.fixture(scope="module")
def board() -> Iterator[VirtualBoard]:
    with VirtualBoard(sensor_fps=40) as board:
        yield board
        assert not board.violations
        assert not board.crashes, board.transcript[-3000:]


@pytest.fixture(scope="module")
def stream(board: VirtualBoard, server: WireServer) -> tuple[Console, WireConnection]:
    return streaming(board, server)


@pytest.fixture
def console(board: VirtualBoard, stream: tuple[Console, WireConnection]) -> Iterator[Console]:
    """The console of a streaming board; whatever the test typed, the board streams on and has not restarted."""
    console, connection = stream
    starts = board.starts
    yield console
    console.send(b"\r")
    console.sync()
    assert board.starts == starts, board.transcript[-3000:]
    assert "Traceback" not in board.transcript, board.transcript[-3000:]
    connection.drain()
    connection.pictures(1, 5)


def test_echo_backspace_and_ctrl_u(console: Console) -> None:
    console.send(b"rubbish\x15wifi statux\x08s\r")
    said = console.read_until(PROMPT)
    assert b"state=" in said
    console.send(b"stream sx\x7ftatus\r")
    assert b"host=" in console.read_until(PROMPT)
    console.send(b"\x08\x08\x08\x7f\x15")
    console.send(b"wifi status\r")
    assert b"wifi status\r\nstate=" in console.read_until(PROMPT)


@pytest.mark.parametrize("ending", [b"\r", b"\n", b"\r\n"])
def test_every_line_end_gives_one_answer(console: Console, ending: bytes) -> None:
    console.send(b"wifi status" + ending)
    said = console.read_until(PROMPT)
    assert said.count(b"state=") == 1
    console.send(b"stream status" + ending)
    assert console.read_until(PROMPT).count(b"host=") == 1
    console.settle(0.1)


@pytest.mark.parametrize(
    "noise",
    [
        b"\x00" * 50 + b"\r",
        b"wifi\x00status\r",
        b"\xff\xfe\x80\x81\r",
        b"wifi set \xc3\x28 \xff\xff\xff\r",
        b"wifi set \xed\xa0\x80 password1\r",
        "wifi set ü\r".encode()[:-2] + b"\r",
        b"wifi set\r",
        b"wifi set a\r",
        b'wifi set "unfinished password\r',
        b'wifi set "a\\\r',
        b"wifi scan -1\r",
        b"wifi scan 99999999999999999999\r",
        b"wifi scan abc\r",
        b"stream set port 0\r",
        b"stream set port 65536\r",
        b"stream set port -1\r",
        b"stream set port 1e3\r",
        b"stream set host\r",
        b"stream set key 1234\r",
        b"stream set key " + b"zz" * 32 + b"\r",
        b"stream set\r",
        b"cam set\r",
        b"cam set quality\r",
        b"cam set quality 1000\r",
        b"cam set quality x\r",
        b"cam set frame_size HUGE\r",
        b"cam set frame_size 0\r",
        b"cam set brightness 1\r",
        b"cam set __class__ 1\r",
        b"cam power 2\r",
        b"cam power\r",
        b"device name\r",
        b"device\r",
        b"--json\r",
        b"--json --json --json\r",
        b"WIFI STATUS\r",
        b"help help help\r",
        b"\x1b[A\x1b[B\x1b[200~wifi status\x1b[201~\r",
        b"\t\t\t\r",
        b'""\r',
        b"   \r",
        b"\x0c\x0b\x1a\x04\x01\x02\x05\r",
        b"I (1234) cam_stream: noise\r",
    ],
)
def test_garbage_is_answered_and_changes_nothing(console: Console, noise: bytes) -> None:
    before = _target(console)
    console.send(noise)
    console.sync()
    try:
        assert _target(console) == before
    finally:
        console.command('wifi set Workshop "correct horse" save')


def _target(console: Console) -> tuple[object, ...]:
    stream, wifi = console.ask("stream status"), console.ask("wifi status")
    return stream["host"], stream["port"], stream["key"], wifi["ssid"]


def test_overlong_line_is_refused_whole(console: Console) -> None:
    console.send(b"wifi status " + b"x" * 3000 + b" wifi clear\r")
    said = console.read_until(PROMPT, 5)
    assert b"state=" not in said
    assert "saved=yes" in console.command("wifi status")[0]


def test_ten_kilobytes_without_newline(console: Console, stream: tuple[Console, WireConnection]) -> None:
    stream[1].drain()
    console.send(b"A" * 10_000, 20)
    console.send(b"\r")
    console.sync()
    assert console.command("wifi status")[0].startswith("state=CONNECTED")
    assert stream[1].messages.qsize() > 0, "pictures flow on"


def test_many_commands_in_one_gulp(console: Console) -> None:
    console.send(b"wifi status\rstream status\rwifi status --json\rpsram status\r")
    said = b"".join(console.read_until(PROMPT) for _ in range(4))
    assert said.count(b"state=") == 1
    assert said.count(b"host=") == 1
    assert said.count(b'{"') == 1
    assert said.count(b"psram init") == 1


@pytest.mark.parametrize(
    "line",
    [
        "help",
        "wifi status",
        "stream status",
        "stream stats",
        "cam dump",
        "psram status",
        "device info",
        "no such thing",
    ],
)
def test_json_gives_exactly_one_line(console: Console, line: str) -> None:
    lines = console.command(line + " --json")
    assert len(lines) == 1, lines
    assert isinstance(json.loads(lines[0]), dict)


def test_answers_within_100_ms_at_full_streaming_rate(console: Console) -> None:
    took = []
    for number in range(30):
        started = time.monotonic()
        console.command("wifi status" if number % 2 else "stream stats --json")
        took.append(time.monotonic() - started)
    assert statistics.median(took) < 0.1, took
    assert sorted(took)[-2] < 0.1, took


def test_host_that_never_reads_does_not_stop_the_stream(
    board: VirtualBoard, stream: tuple[Console, WireConnection]
) -> None:
    console, connection = stream
    for _ in range(60):
        console.send(b"help\r")
    connection.drain()
    connection.pictures(20, 10)
    console.settle(0.3)


def test_typed_words_are_never_lost_between_answers(console: Console) -> None:
    for _ in range(10):
        console.send(b"wifi st")
        time.sleep(0.01)
        console.send(b"atus\r")
        assert b"state=CONNECTED" in console.read_until(PROMPT)


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(
    words=st.lists(
        st.one_of(
            st.sampled_from(
                ["wifi", "stream", "cam", "set", "status", "scan", "host", "port", "key", "name", "mask", "--json",
                 "dump", "power", "--ssid", "--pass", "stats", "psram", "help", "quality", "fps", "vflip", "1", "0"]
            ),
            st.text(max_size=20).map(lambda t: t.replace("\r", "").replace("\n", "").replace("\x03", "")),
        ),
        max_size=7,
    )
)  # fmt: skip
def test_fuzz_of_commands(board: VirtualBoard, stream: tuple[Console, WireConnection], words: list[str]) -> None:
    line = " ".join(words)
    if "stream set host" in line or "stream set port" in line or "reboot" in line:
        line = "x" + line
    console = stream[0]
    starts = board.starts
    console.send(line.encode("utf-8", "replace") + b"\r")
    console.read_until(PROMPT, 5)
    assert board.starts == starts
    assert "Traceback" not in board.transcript, board.transcript[-3000:]


@settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(noise=st.binary(max_size=300).map(lambda b: b.replace(b"\x03", b"")))
def test_fuzz_of_bytes(board: VirtualBoard, stream: tuple[Console, WireConnection], noise: bytes) -> None:
    console = stream[0]
    console.send(noise + b"\r")
    console.sync()
    assert "Traceback" not in board.transcript, board.transcript[-3000:]


def test_after_all_that_the_board_still_streams(board: VirtualBoard, server: WireServer) -> None:
    console = ready_console(board)
    console.provision("Workshop", "correct horse", "127.0.0.1", server.port)
    assert board.starts == 1
    end = time.monotonic() + 15
    while not any(not c.closed.is_set() and c.messages.qsize() for c in server.connections):
        assert time.monotonic() < end
        for connection in server.connections:
            connection.drain()
        time.sleep(0.2)


def test_ctrl_c_reaches_the_repl_and_soft_reboot_brings_the_program_back() -> None:
    with VirtualBoard() as board, WireServer() as server:
        console, _ = streaming(board, server)
        console.send(b"\x03")
        console.read_until(REPL_PROMPT, 5)
        console.send(b"print(6 * 7)\r")
        console.read_until(b"\r\n42\r\n>>> ", 5)
        console.send(b"\x04")
        console.read_until(b"soft reboot", 5)
        server.accept(15).pictures(3, 10)
        console.wait_prompt()
        console.send(b"\x03\x03")
        console.read_until(REPL_PROMPT, 5)
        console.send(b"\x01")
        console.read_until(b"raw REPL; CTRL-B to exit\r\n>", 5)
        console.send(b"print(1)\x04")
        console.read_until(b"OK1\r\n\x04\x04>", 5)
        console.send(b"\x02\x04")
        server.accept(15).pictures(3, 10)
        assert not board.crashes, board.crashes
