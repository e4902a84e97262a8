"""``atomcam flash`` as a real process on a real PTY."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.fakes.command_process import Command, run
from tests.fakes.stories import Stories
from tests.fakes.stories import playing as playing
from tests.fakes.usb_board import UsbBoard
from tests.fakes.virtual_board import MAC

story = Stories(lambda: UsbBoard(mode="loader"), at_once=4)


@story
def test_a_new_board_is_flashed_and_answers(board: UsbBoard, firmware: Path) -> None:
    result = run(board, "flash", "--port", "PORT", "--firmware", str(firmware), "--yes", "--json")
    assert result.status == 0, result.err
    assert result.last["event"] == "done"
    assert (result.last["id"], result.last["port"]) == (MAC, board.path)
    assert result.last["version"]
    assert board.virtual is not None, "the board runs what was flashed"
    (chip,) = result.of("chip")
    assert (chip["mac"], chip["flash_mb"], chip["psram_mb"]) == (MAC, 8, 8)
    (told,) = result.of("firmware")
    assert (told["source"], told["size"]) == ("file", 300_000)
    progress = result.of("progress")
    assert [fields["fraction"] for fields in progress] == sorted(fields["fraction"] for fields in progress)
    assert {"connect", "write", "verify", "console"} <= {fields["step"] for fields in progress}
    assert progress[-1]["fraction"] == 1.0
    assert result.err == "", "nothing but JSON is told"

    again = run(board, "flash", "--port", "PORT", "--firmware", str(firmware), "--yes")
    assert again.status == 0, again.err
    assert again.out.startswith(f"Done. Camera {MAC}")
    assert "Comparing" in again.err
    assert "\r" not in again.err, "the line is only written over on a terminal"
    assert len(again.err.splitlines()) < 40


@story
def test_without_yes_and_without_anybody_to_ask_nothing_happens(board: UsbBoard, firmware: Path) -> None:
    board.forget_writes()
    result = run(board, "flash", "--port", "PORT", "--firmware", str(firmware), "--json")
    assert result.status == 2
    assert result.out == ""
    assert "--yes" in result.err
    assert board.bytes_written == 0


@story
def test_a_file_that_is_no_firmware_is_refused_before_the_board_is_touched(board: UsbBoard, home: Path) -> None:
    path = home.parent / "firmware.zip"
    path.write_text("<!DOCTYPE html><html>Log in to the hotel's WiFi</html>")
    board.forget_writes()
    result = run(board, "flash", "--port", "PORT", "--firmware", str(path), "--yes", "--json")
    assert result.status == 1
    assert (result.last["event"], result.last["error"]) == ("failed", "web_page")
    assert result.err.startswith(f"atomcam: {path.name} is a web page")
    assert len(result.err.splitlines()) == 1
    assert result.last["message"] in result.err
    assert board.bytes_written == 0
    assert not result.of("chip")


@story
def test_nothing_at_the_port_is_told_in_one_line(firmware: Path) -> None:
    result = run(None, "flash", "--port", "PORT", "--firmware", str(firmware), "--yes")
    assert result.status == 1
    assert result.out == ""
    assert "/nowhere/ttyACM0" in result.err.splitlines()[-1]
    assert result.err.splitlines()[-1].startswith("atomcam: Nothing is plugged in")


@story
def test_ctrl_c_stops_it_and_says_in_what_state_the_board_is(board: UsbBoard, firmware: Path) -> None:
    stopped_by(signal.SIGINT, board, firmware)


@story
def test_sigterm_does_the_same(board: UsbBoard, firmware: Path) -> None:
    stopped_by(signal.SIGTERM, board, firmware)


def stopped_by(number: signal.Signals, board: UsbBoard, firmware: Path) -> None:
    board.slow_writes(40_000)
    with Command(board, "flash", "--port", "PORT", "--firmware", str(firmware), "--yes", "--json") as command:
        command.wait_for(event="progress", step="write")
        command.process.send_signal(number)
        result = command.end(15)
    assert result.status == 130
    assert (result.last["event"], result.last["error"]) == ("failed", "cancelled")
    assert "partly written" in result.last["message"]
    assert "partly written" in result.err
    assert "Traceback" not in result.err
    board.slow_writes(0)
    again = run(board, "flash", "--port", "PORT", "--firmware", str(firmware), "--yes", "--json")
    assert again.status == 0, again.err


@story
def test_unplugged_while_writing_is_a_failure(board: UsbBoard, firmware: Path) -> None:
    board.unplug_at("write", 2)
    result = run(board, "flash", "--port", "PORT", "--firmware", str(firmware), "--yes", "--json")
    assert result.status == 1
    assert (result.last["event"], result.last["error"]) == ("failed", "unplugged")
    assert not result.of("done")


@story
def test_on_a_terminal_it_asks_and_takes_no_for_an_answer(board: UsbBoard, firmware: Path) -> None:
    board.forget_writes()
    with Command(board, "flash", "--port", "PORT", "--firmware", str(firmware), terminal=True) as command:
        question = command.wait_for_question()
        assert question.startswith("This replaces the software on Board f4:12:fa:9b:3c:5d at ")
        assert question.endswith("Continue? [y/N] ")
        command.type("\n")
        result = command.end()
    assert result.status == 1
    assert "Nothing was written" in result.err
    assert board.bytes_written == 0


@story
def test_on_a_terminal_yes_goes_on(board: UsbBoard, firmware: Path) -> None:
    with Command(board, "flash", "--port", "PORT", "--firmware", str(firmware), terminal=True) as command:
        command.wait_for_question()
        command.type("y\n")
        result = command.end()
    assert result.status == 0, result.err
