"""``atomcam setup`` as a real process, with ``atomcam serve`` as another."""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from atomcam_gui import cli
from atomcam_gui.camera.trust import KeyEntry, TrustBook
from tests.fakes.board_console import Console
from tests.fakes.command_process import Command, Result, run
from tests.fakes.older_firmware import OlderFirmware
from tests.fakes.serve_process import ServeProcess
from tests.fakes.stories import Stories
from tests.fakes.stories import playing as playing
from tests.fakes.usb_board import UsbBoard
from tests.fakes.virtual_board import MAC

PASSWORD = "correct horse"


story = Stories(at_once=4)


@contextlib.contextmanager
def serving(home: Path) -> Iterator[ServeProcess]:
    """A server with the same home as the command."""
    serve = ServeProcess()
    shutil.rmtree(serve._home)
    serve._home = home
    with serve:
        yield serve


def book_file(home: Path) -> Path:
    return home / "config" / "cameras.json"


def set_up(board: UsbBoard | OlderFirmware, port: int, *more: str, password: str = PASSWORD) -> Result:
    arguments = ("--ssid", "Workshop", "--password-stdin", "--host", "127.0.0.1", "--host-port", str(port), "--json")
    return run(board, "setup", "--port", "PORT", *arguments, *more, feed=password + "\n")


@story
def test_a_board_is_set_up_for_a_server_that_runs_meanwhile(board: UsbBoard, home: Path) -> None:
    with serving(home) as serve:
        result = set_up(board, serve.port, "--name", "Küche")
        assert result.status == 0, result.err
        done = result.last
        assert done["event"] == "done"
        assert (done["id"], done["name"], done["ip"]) == (MAC, "Küche", "127.0.0.1")
        assert (done["host"], done["port"], done["ssid"]) == ("127.0.0.1", serve.port, "Workshop")
        assert (done["software"], bool(done["version"])) == ("ours", True)
        assert [fields["step"] for fields in result.of("progress")] == ["recognise", "join", "pair", "connect"]
        serve.frames(10, more_than=1)
        (camera,) = serve.status()["cameras"]
        assert (camera["id"], camera["name"], camera["trust"]) == (MAC, "Küche", "allowed")
        assert not any(event["event"] == "refused" for event in serve.events)
        assert result.err == ""
        assert PASSWORD not in result.out

        before = json.loads(book_file(home).read_text())["cameras"][0]["key"]
        again = set_up(board, serve.port)
        assert again.status == 0, again.err
        after = json.loads(book_file(home).read_text())["cameras"][0]["key"]
        assert before != after, "each set-up makes a new key, and the running server takes it"
        assert again.last["name"] == "Küche", "it keeps its name"


@story
def test_a_wrong_password_is_told_and_the_board_keeps_nothing_of_it(board: UsbBoard, home: Path) -> None:
    result = set_up(board, 9, password="wrong horse")
    assert result.status == 1
    assert (result.last["event"], result.last["error"]) == ("failed", "wifi_password")
    assert result.err == f"atomcam: {result.last['message']}\n"
    assert "wrong horse" not in result.out + result.err
    with Console(board.path) as console:
        console.wait_prompt()
        assert "saved=no" in console.command("wifi status")[0]
    assert not book_file(home).exists()


@story
def test_nobody_who_listens_is_told_with_what_to_start(board: UsbBoard) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    result = set_up(board, port)
    assert result.status == 1
    assert result.last["error"] == "host_unreachable"
    assert f"127.0.0.1:{port}" in result.last["message"]
    assert result.last["message"].endswith(f"atomcam serve --port {port}")


@story
def test_a_server_that_refuses_the_key_is_no_success(board: UsbBoard) -> None:
    with ServeProcess(keys={MAC: "11" * 32}) as elsewhere:
        result = set_up(board, elsewhere.port)
        assert result.status == 1
        assert result.last["error"] == "key_refused"


@story
def test_a_server_where_the_camera_only_waits_is_no_success(board: UsbBoard) -> None:
    with ServeProcess() as elsewhere:  # another user's: it does not have the key
        result = set_up(board, elsewhere.port)
        assert result.status == 1
        assert result.last["error"] == "key_refused"
        assert "does not know this camera" in result.last["message"]


@story
def test_a_board_without_its_software_is_sent_to_be_flashed() -> None:
    with UsbBoard(mode="loader") as board:
        result = set_up(board, 9)
        assert result.status == 1
        assert result.last["error"] == "no_software"
        assert result.last["message"].endswith(f"atomcam flash --port {board.path}")


@story
def test_a_book_that_cannot_be_written_fails_before_the_board_knows_the_way_here(board: UsbBoard, home: Path) -> None:
    home.mkdir()
    (home / "config").write_text("a file where the folder should be")
    result = set_up(board, 9)
    assert result.status == 1
    assert result.last["error"] == "book_failed"
    with Console(board.path) as console:
        console.wait_prompt()
        assert console.command("stream status")[0].startswith("host=-")


@story
def test_what_another_program_wrote_into_the_book_stays(board: UsbBoard, home: Path) -> None:
    with serving(home) as serve:
        TrustBook(book_file(home)).add_key(KeyEntry("0a0000000001", bytes(32), "Garden"))
        result = set_up(board, serve.port)
        assert result.status == 0, result.err
        book = TrustBook(book_file(home))
        book.load()
        assert {entry.camera_id for entry in book.keys} == {"0a0000000001", MAC}


@story
def test_a_board_with_the_older_firmware_is_let_in_by_its_address(home: Path) -> None:
    with OlderFirmware() as board:
        result = set_up(board, 9, "--name", "Old one")
        assert (result.status, result.last["error"]) == (1, "host_unreachable")
        assert (board.host, board.port, board.streaming) == ("127.0.0.1", 9, True)
        assert board.nvs["ssid"] == "Workshop"
    book = TrustBook(book_file(home))
    book.load()
    assert [(word.address, word.camera_id, word.name) for word in book.decisions] == [("192.168.1.7", None, "Old one")]
    assert book.keys == ()


@story
def test_ctrl_c_stops_it_cleanly(board: UsbBoard) -> None:
    stopped_by(signal.SIGINT, board)


@story
def test_sigterm_does_the_same(board: UsbBoard) -> None:
    stopped_by(signal.SIGTERM, board)


def stopped_by(number: signal.Signals, board: UsbBoard) -> None:
    arguments = ("--ssid", "Workshop", "--password-stdin", "--host", "192.0.2.1", "--json")
    with Command(board, "setup", "--port", "PORT", *arguments, feed=f"{PASSWORD}\n") as command:
        command.wait_for(event="progress", step="connect")
        command.process.send_signal(number)
        result = command.end(10)
    assert result.status == 130
    assert (result.last["event"], result.last["error"]) == ("failed", "cancelled")
    assert "goes on trying" in result.err
    assert "Traceback" not in result.err


@story
def test_without_a_password_and_anybody_to_ask_it_is_wrong_usage(board: UsbBoard) -> None:
    result = run(board, "setup", "--port", "PORT", "--ssid", "Workshop", "--host", "127.0.0.1", "--json")
    assert (result.status, result.out) == (2, "")
    assert "--password-stdin" in result.err


@story
def test_the_password_is_asked_for_on_a_terminal(board: UsbBoard, home: Path) -> None:
    with serving(home) as serve:
        arguments = ("--ssid", "Workshop", "--host", "127.0.0.1", "--host-port", str(serve.port))
        with Command(board, "setup", "--port", "PORT", *arguments, terminal=True) as command:
            assert command.wait_for_question().startswith("Password of Workshop")
            command.type(PASSWORD + "\n")
            result = command.end()
        assert result.status == 0, result.err
        assert result.out.startswith(f"Done. AtomCam {MAC[-4:]} sends its pictures to 127.0.0.1:{serve.port}")
        assert "The camera is in Workshop" in result.err


@pytest.mark.parametrize(
    "words",
    [
        "flash",
        "flash --port",
        "flash --port P extra",
        "flash --port P --firmware",
        "flash --port P --eras",
        "setup",
        "setup --port P --ssid S",
        "setup --port P --host H",
        "setup --port P --ssid S --host H --password secret",
        f"setup --port P --ssid {'x' * 33} --host H",
        f"setup --port P --ssid {'ü' * 17} --host H",
        "setup --port P --ssid S --host -H",
        "setup --port P --ssid S --host a/b",
        "setup --port P --ssid S --host ws://a",
        "setup --port P --ssid S --host ::1",
        "setup --port P --ssid S --host H --host-port 0",
        "setup --port P --ssid S --host H --host-port 65536",
        "setup --port P --ssid S --host H --host-port x",
    ],
)
def test_wrong_usage_ends_with_2_before_anything_is_touched(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.run(words.split())
    assert end.value.code == 2
    out, err = capsys.readouterr()
    assert (out, err.startswith("usage: atomcam")) == ("", True)
