"""What the computer says to a streaming board: controls, clock, proofs, and nonsense of every kind."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.frames import Opcode

from atomcam_gui import jpeg, wire
from tests.fakes.board_console import Console
from tests.fakes.board_story import KEY, ready_console, streaming, wait_for
from tests.fakes.serve_process import ServeProcess
from tests.fakes.virtual_board import MAC, VirtualBoard
from tests.fakes.wire_server import WireConnection, WireServer


@pytest.fixture(scope="module")
def server() -> Iterator[WireServer]:
    with WireServer() as server:
        yield server


@pytest.fixture(scope="module")
def board() -> Iterator[VirtualBoard]:
    with VirtualBoard() as board:
        yield board
        assert not board.violations
        assert not board.crashes, board.transcript[-3000:]


@pytest.fixture(scope="module")
def console(board: VirtualBoard, server: WireServer) -> Console:
    return streaming(board, server, KEY)[0]


@pytest.fixture
def connection(board: VirtualBoard, server: WireServer, console: Console) -> Iterator[WireConnection]:
    """The newest connection; afterwards the board streams on without having started again."""
    connection = server.connections[-1]
    connection.drain()
    starts = board.starts
    yield connection
    assert board.starts == starts, board.transcript[-3000:]
    assert "Traceback" not in board.transcript, board.transcript[-3000:]
    newest = server.connections[-1]
    newest.drain()
    newest.pictures(2, 12)


_next_id = iter(range(1, 100000))


def request(connection: WireConnection, kind: str, **fields: Any) -> dict[str, Any]:
    """Send a request, and wait for the reply to it."""
    number = next(_next_id)
    connection.send({"type": kind, "id": number, **fields})
    while True:
        reply = connection.texts("reply", 5)
        if reply["id"] == number:
            return reply


def test_set_changes_the_pictures(board: VirtualBoard, connection: WireConnection) -> None:
    assert request(connection, "set", frame_size="VGA", quality=50)["ok"] is True

    def size() -> tuple[int, int]:
        connection.drain()
        info = jpeg.inspect(connection.pictures(1)[0])
        return info.width, info.height

    wait_for(lambda: size() == (640, 480), 10, "VGA")
    reply = request(connection, "set", frame_size="QVGA", quality=80, fps=30, vflip=True, hmirror=False)
    assert reply["ok"] is True, reply
    wait_for(lambda: size() == (320, 240), 10, "QVGA")


@pytest.mark.parametrize(
    "changes",
    [
        {"frame_size": "HUGE"},
        {"frame_size": 6},
        {"quality": 1000},
        {"quality": "80"},
        {"quality": None},
        {"quality": True},
        {"fps": 0},
        {"fps": -1},
        {"fps": 1e9},
        {"brightness": 1},
        {"vflip": "yes"},
        {"name": ""},
        {"name": 5},
        {"name": "x" * 5000},
        {},
        {"quality": 50, "fps": -3},
    ],
)
def test_set_refuses_what_it_cannot_and_says_why(connection: WireConnection, changes: dict[str, Any]) -> None:
    if changes == {"name": "x" * 5000}:
        reply = request(connection, "set", **changes)
        assert isinstance(reply["ok"], bool)
        return
    reply = request(connection, "set", **changes)
    assert reply["ok"] is False
    assert reply["error"]


def test_name_is_kept_over_a_reboot(board: VirtualBoard, server: WireServer, console: Console) -> None:
    connection = server.connections[-1]
    assert request(connection, "set", name="Küche 🐦")["ok"] is True
    console.wait_prompt()
    console.send(b"reboot\r")
    connection = server.accept(15)
    hello = connection.texts("hello", 10)
    assert hello["name"] == "Küche 🐦"
    console.wait_prompt()
    assert "Küche 🐦" in json.dumps(console.ask("device info"), ensure_ascii=False)
    connection.pictures(1, 10)


def test_time_gives_the_clock_that_stamps_the_pictures(connection: WireConnection) -> None:
    began = time.monotonic()
    first = request(connection, "time")
    second = request(connection, "time")
    assert first["ok"]
    assert 0 <= second["clock_us"] - first["clock_us"] < (time.monotonic() - began) * 1e6 + 1000
    info = jpeg.inspect(connection.pictures(1)[0])
    assert info.stamp is not None
    third = request(connection, "time")["clock_us"]
    assert 0 <= third - info.stamp.capture_us < 2_000_000


def test_identify_is_answered(connection: WireConnection) -> None:
    assert isinstance(request(connection, "identify")["ok"], bool)


def test_challenge_is_answered_with_the_key_of_the_cable(connection: WireConnection) -> None:
    seen = set()
    for _ in range(2):
        nonce = wire.new_nonce()
        connection.send({"type": "challenge", "nonce": nonce})
        answer = connection.texts("proof", 3)
        proof = wire.Proof(answer["nonce"], answer["mac"])
        assert wire.proof_is_right(bytes.fromhex(KEY), MAC, nonce, proof)
        seen.add(proof.nonce)
    assert len(seen) == 2, "each proof has a nonce of its own"


def test_ping_is_answered_and_fragments_are_joined(connection: WireConnection) -> None:
    number = next(_next_id)
    text = json.dumps({"type": "time", "id": number}).encode()
    connection.send_frame(Opcode.TEXT, text[:5], fin=False)
    connection.send_frame(Opcode.PING, b"between")
    connection.send_frame(Opcode.CONT, text[5:])
    assert connection.texts("reply")["id"] == number


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "5", '"set"', "{", "{}", '{"type": null}', '{"type": {}}', '{"type": "set"}',
        '{"type": "set", "id": {}, "quality": 50}', '{"type": "set", "id": 1, "quality": {"a": []}}',
        '{"type": "challenge"}', '{"type": "challenge", "nonce": 5}', '{"type": "challenge", "nonce": "zz"}',
        '{"type": "update"}', '{"type": "update", "id": 1}', '{"type": "update", "id": 1, "mac": "00", "files": 7}',
        '{"type": "hello"}', '{"type": "nothing", "id": 1}', '{"type": "set", "type": "time"}', "[" * 3000,
        '{"a":' * 1000, '{"type": "set", "id": 1, "name": "\\ud800"}', '{"type": "time", "id": 1e999}',
        '{"type": "time", "id": 123456789012345678901234567890}', "x" * 15000, "\x00", "NaN",
    ],
)  # fmt: skip
def test_nonsense_is_ignored(connection: WireConnection, text: str) -> None:
    connection.send(text)
    reply = request(connection, "time")
    assert reply["ok"]


def test_message_too_long_costs_a_reconnect_at_most(board: VirtualBoard, server: WireServer, console: Console) -> None:
    connection = server.connections[-1]
    connection.send("y" * 200_000)
    wait_for(lambda: connection.closed.is_set() or connection.messages.qsize() > 20, 8, "either way")
    if connection.closed.is_set():
        connection = server.accept(12)
    connection.drain()
    connection.pictures(2, 10)
    assert board.starts == 2, "one start, one reboot by this file's tests"


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_messages = st.dictionaries(
    st.sampled_from(["id", "nonce", "mac", "frame_size", "quality", "fps", "brightness", "contrast", "saturation",
                     "vflip", "hmirror", "files", "path", "data", "sha256", "size", "content", "part", "name2"]),
    _values,
    max_size=5,
)  # fmt: skip


@settings(max_examples=120, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(
    kind=st.sampled_from(["set", "time", "challenge", "identify", "update", "hello", "reply", "proof", "stats"])
    | st.text(max_size=6),
    fields=_messages,
)
def test_fuzz_of_messages(
    board: VirtualBoard, server: WireServer, console: Console, kind: str, fields: dict[str, Any]
) -> None:
    connection = server.connections[-1]
    starts = board.starts
    connection.send(json.dumps({"type": kind, **fields}))
    assert request(connection, "time")["ok"]
    assert board.starts == starts
    assert "Traceback" not in board.transcript, board.transcript[-3000:]


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=200))
def test_fuzz_of_texts(board: VirtualBoard, server: WireServer, console: Console, text: str) -> None:
    connection = server.connections[-1]
    connection.send(text.encode("utf-8", "replace").decode())
    assert request(connection, "time")["ok"]
    assert "Traceback" not in board.transcript, board.transcript[-3000:]


def test_after_the_fuzz_pictures_flow(connection: WireConnection) -> None:
    request(connection, "set", frame_size="QVGA", quality=80, fps=30)
    connection.drain()
    connection.pictures(5, 10)


# -- trust: the real server ------------------------------------------------------------


def test_right_key_is_let_in_by_the_real_server_and_a_wrong_one_is_refused() -> None:
    with VirtualBoard() as board, ServeProcess(keys={MAC: KEY}) as serve:
        console = ready_console(board)
        console.provision("Workshop", "correct horse", "127.0.0.1", serve.port, KEY)
        live = serve.wait_state("live", 15)
        assert live["trust"] == "allowed"
        console.command(f"stream set key {'b2' * 32} save")
        console.command("stream stop")
        serve.wait_state("lost", 8)
        console.command("stream start")
        refused = serve.wait(lambda event: event["event"] == "refused", 12)
        assert refused["id"] == MAC
        console.command(f"stream set key {KEY} save")
        serve.wait_state("live", 25)
        assert KEY not in board.transcript.replace(f"stream set key {KEY}", "")


def test_board_without_a_key_waits_at_the_door() -> None:
    with VirtualBoard() as board, ServeProcess() as serve:
        console = ready_console(board)
        console.provision("Workshop", "correct horse", "127.0.0.1", serve.port)
        serve.wait(lambda event: event.get("trust") == "waiting", 15)
        serve.frames(10, more_than=5)
        assert serve.status()["streaming"] is False


def test_key_never_shows(board: VirtualBoard, console: Console, server: WireServer) -> None:
    before = len(board.transcript)
    for line in ("stream status", "stream stats", "device info", "cam dump", "wifi status", "help"):
        console.command(line)
        console.command(line + " --json")
    assert KEY not in board.transcript[before:]
    everything = [m for c in server.connections for m in list(c.messages.queue) if isinstance(m, str)]
    assert not any(KEY in text for text in everything)
