"""Updates over the air: only with the key, whole or not at all, and back to the old if the new does not come up."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.board_console import Console
from tests.fakes.board_story import KEY, flows_again, streaming, wait_for
from tests.fakes.together import Together
from tests.fakes.virtual_board import VirtualBoard
from tests.fakes.wire_server import WireConnection, WireServer

_next_id = iter(range(1, 1_000_000))


@contextlib.contextmanager
def board_with_a_key() -> Iterator[tuple[VirtualBoard, WireServer]]:
    """A streaming board that may be updated, and its server."""
    with VirtualBoard(sensor_fps=40) as board, WireServer() as server:
        streaming(board, server, KEY)
        yield board, server
        assert not board.violations
        assert not board.crashes, board.transcript[-3000:]


@pytest.fixture(scope="module")
def together() -> Iterator[Together]:
    with Together(STORIES) as together:
        yield together


@pytest.fixture(scope="module")
def stream() -> Iterator[tuple[VirtualBoard, WireServer]]:
    with board_with_a_key() as stream:
        yield stream


@pytest.fixture
def board(stream: tuple[VirtualBoard, WireServer]) -> VirtualBoard:
    return stream[0]


@pytest.fixture
def connection(stream: tuple[VirtualBoard, WireServer]) -> WireConnection:
    return flows_again(stream[1])


def installed(board: VirtualBoard) -> Path:
    """The folder that updates replace."""
    return board.files / "lib" / "atomcam"


def software(board: VirtualBoard) -> dict[str, bytes]:
    """What is installed, by name."""
    return {path.name: path.read_bytes() for path in installed(board).iterdir() if path.suffix in (".py", ".mpy")}


class Updater:
    """The computer's side of an update."""

    def __init__(self, connection: WireConnection, key: str = KEY) -> None:
        self._connection = connection
        self._key = bytes.fromhex(key)

    def ask(self, **fields: Any) -> dict[str, Any]:
        number = next(_next_id)
        self._connection.send({"type": "update", "id": number, **fields})
        while True:
            reply = self._connection.texts("reply", 10)
            if reply["id"] == number:
                return reply

    def offer(self, files: dict[str, bytes]) -> dict[str, Any]:
        nonce = self.ask(action="begin")["nonce"]
        listed = [[name, len(data), hashlib.sha256(data).hexdigest()] for name, data in sorted(files.items())]
        content = "".join(f"{digest} {size} {name}\n" for name, size, digest in listed)
        digest = hashlib.sha256(content.encode()).hexdigest()
        mac = hmac.new(self._key, f"update{nonce}{digest}".encode(), hashlib.sha256).hexdigest()
        return self.ask(action="offer", files=listed, mac=mac)

    def send(self, name: str, data: bytes) -> dict[str, Any]:
        reply: dict[str, Any] = {"ok": True}
        for offset in range(0, len(data), 3000):
            part = base64.b64encode(data[offset : offset + 3000]).decode()
            reply = self.ask(action="data", file=name, offset=offset, data=part)
            if not reply["ok"]:
                break
        return reply

    def install(self, files: dict[str, bytes]) -> dict[str, Any]:
        """All of it."""
        reply = self.offer(files)
        assert reply["ok"], reply
        for name in reply["need"]:
            sent = self.send(name, files[name])
            assert sent["ok"], sent
        reply = self.ask(action="install")
        assert reply["ok"], reply
        return reply


def changed(files: dict[str, bytes], comment: bytes = b"\n# changed\n") -> dict[str, bytes]:
    """The same software with one harmless change, and a file more."""
    return {**files, "app.py": files["app.py"] + comment, "newcomer.py": b"WORD = 'new'\n"}


def trial_ends(console: Console) -> None:
    """New software has a while to show that it works."""
    console.wait_prompt()
    wait_for(lambda: console.ask("device info")["update"] != "trial", 20, "the end of the trial")


def install() -> None:
    with board_with_a_key() as (board, server):
        _install(board, server)


def _install(board: VirtualBoard, server: WireServer) -> None:
    console, connection = board.console(), flows_again(server)
    old = software(board)
    new = changed(old)
    reply = Updater(connection).offer(new)
    assert sorted(reply["need"]) == ["app.py", "newcomer.py"], "only what the board does not have is sent"
    Updater(connection).install(new)
    assert connection.closed.wait(10)
    flows_again(server)
    assert software(board) == new
    trial_ends(console)
    board.power_cut()
    assert software(board) == new, "what came up once stays"
    flows_again(server)


def test_update_is_installed_and_streams_on(together: Together) -> None:
    together(install)


BROKEN = (
    b"\nthis is no Python\n",
    b"\nimport machine\nmachine.reset()\n",
    b"\nwhile True:\n    pass\n",
    b"\ndef run():\n    import time\n    time.sleep(1000)\n",
)


def fall_back(broken: bytes) -> None:
    with board_with_a_key() as (board, server):
        guard = board.files / "lib" / "rollback.py"
        text = guard.read_text()
        assert "TRIAL_S = 60\n" in text
        guard.write_text(text.replace("TRIAL_S = 60\n", "TRIAL_S = 3\n"))
        old = software(board)
        connection = flows_again(server)
        Updater(connection).install({**old, "app.py": broken + (old["app.py"] if b"def run" not in broken else b"")})
        assert connection.closed.wait(10)
        flows_again(server)
        assert software(board) == old


@pytest.mark.parametrize("broken", BROKEN)
def test_new_software_that_does_not_come_up_gives_way_to_the_old(together: Together, broken: bytes) -> None:
    together(fall_back, broken)


def test_nobody_without_the_key_changes_anything(board: VirtualBoard, connection: WireConnection) -> None:
    old = software(board)
    wrong = Updater(connection, "00" * 32)
    reply = wrong.offer(changed(old))
    assert reply["ok"] is False
    assert wrong.send("app.py", b"evil")["ok"] is False
    assert wrong.ask(action="install")["ok"] is False
    right = Updater(connection)
    assert right.ask(action="offer", files=[["app.py", 4, "00" * 32]], mac="00" * 32)["ok"] is False
    assert right.ask(action="install")["ok"] is False
    assert software(board) == old
    connection.pictures(2, 10)


def test_an_old_proof_does_not_serve_twice(board: VirtualBoard, connection: WireConnection) -> None:
    updater = Updater(connection)
    files = changed(software(board))
    listed = [[name, len(data), hashlib.sha256(data).hexdigest()] for name, data in sorted(files.items())]
    content = "".join(f"{digest} {size} {name}\n" for name, size, digest in listed)
    nonce = updater.ask(action="begin")["nonce"]
    message = f"update{nonce}{hashlib.sha256(content.encode()).hexdigest()}".encode()
    mac = hmac.new(bytes.fromhex(KEY), message, hashlib.sha256).hexdigest()
    assert updater.ask(action="offer", files=listed, mac=mac)["ok"] is True
    assert updater.ask(action="offer", files=listed, mac=mac)["ok"] is False
    updater.ask(action="begin")
    assert updater.ask(action="offer", files=listed, mac=mac)["ok"] is False


def test_board_without_a_key_takes_no_update() -> None:
    with VirtualBoard() as board, WireServer() as server:
        _, connection = streaming(board, server)
        reply = Updater(connection).ask(action="begin")
        assert reply["ok"] is False
        assert "key" in reply["error"]


def test_names_that_lead_elsewhere_are_refused(board: VirtualBoard, connection: WireConnection) -> None:
    before = sorted(board.files.iterdir())
    for name in ("../main.py", "/boot.py", "a/b.py", "x.txt", ".py", "", "rollback.py/", "UP.py", "ü.py"):
        reply = Updater(connection).offer({**software(board), name: b"x"})
        assert reply["ok"] is False, name
    assert sorted(board.files.iterdir()) == before


def test_damaged_and_incomplete_content_is_not_installed(board: VirtualBoard, connection: WireConnection) -> None:
    old = software(board)
    new = changed(old)
    updater = Updater(connection)
    assert updater.offer(new)["ok"]
    assert updater.send("app.py", new["app.py"][:-5] + b"XXXX\n")["ok"]
    assert updater.send("newcomer.py", new["newcomer.py"])["ok"]
    assert updater.ask(action="install")["ok"] is False
    assert updater.offer(new)["ok"]
    assert updater.send("newcomer.py", new["newcomer.py"])["ok"]
    assert updater.ask(action="install")["ok"] is False
    assert updater.offer(new)["ok"]
    assert updater.ask(action="data", file="app.py", offset=5, data="AAAA")["ok"] is False
    assert updater.ask(action="data", file="app.py", offset=0, data="!")["ok"] is False
    assert updater.send("app.py", new["app.py"] + b"too much")["ok"] is False
    assert software(board) == old
    connection.pictures(2, 10)


def cut_while_updating(moment: float) -> None:
    with board_with_a_key() as (board, server):
        connection = flows_again(server)
        old = software(board)
        new = changed(old)
        updater = Updater(connection)
        reply = updater.offer(new)
        assert reply["ok"], reply
        for name in reply["need"]:
            updater.send(name, new[name])
            if moment < 0:
                break
        else:
            connection.send({"type": "update", "id": next(_next_id), "action": "install"})
            time.sleep(moment)
        board.power_cut()
        flows_again(server)
        assert software(board) in ((old,) if moment < 0 else (old, new))


MOMENTS = (-1.0, 0.1, 0.31, 0.34, 0.5)


@pytest.mark.parametrize("moment", MOMENTS)
def test_power_cut_while_updating_leaves_the_old_or_the_new(together: Together, moment: float) -> None:
    together(cut_while_updating, moment)


STORIES = [
    (install,),
    *((fall_back, broken) for broken in BROKEN),
    *((cut_while_updating, moment) for moment in MOMENTS),
]
