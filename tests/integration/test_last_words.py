"""What nobody expected ends in one sentence, a log and status 1, never in a traceback on a console."""

from __future__ import annotations

import ctypes
import logging
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from atomcam_gui import last_words, program_log
from tests.fakes.window_process import ROOT, WindowProcess, settings
from tests.ordinary_user import give_up_privileges
from tests.ui.conftest import free_port

FAILS = """
import sys
import atomcam_gui.{module} as module
def fail(*_, **__):
    raise RuntimeError("kaputt\\nsecond line")
module.{name} = fail
from atomcam_gui.__main__ import main
sys.exit(main())
"""

# A part of the program that fails, and what had begun by then.
PLACES = {
    "while Qt loads": ("window_start", "run"),
    "before anything is made": ("app", "make_application"),
    "between parts, with threads running": ("app", "SharingControl"),
    "at the last part": ("app", "HelpControl"),
    "while it starts": ("app", "Program.start"),
}


def said_of(home: Path, fault: str) -> str:
    return (
        f"atomcam: something went wrong that nobody expected ({fault}); "
        f"{home / 'state' / 'atomcam.log'} says more, for a report\n"
    )


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_fault_before_the_window_is_up_is_one_sentence_and_a_log(tmp_path: Path, place: tuple[str, str]) -> None:
    module, name = place
    settings(tmp_path, free_port())
    with WindowProcess(tmp_path, command=("-c", FAILS.format(module=module, name=name))) as window:
        status, out, err = window.end(None)
    assert (status, out, err) == (1, "", said_of(tmp_path, "RuntimeError: kaputt"))
    log = (tmp_path / "state" / "atomcam.log").read_text()
    assert "Traceback (most recent call last)" in log
    assert "RuntimeError: kaputt\nsecond line" in log


def test_a_fault_at_the_end_keeps_no_other_part_from_its_end(tmp_path: Path) -> None:
    settings(tmp_path, free_port())
    script = FAILS.format(module="app", name="SharingControl.close")
    with WindowProcess(tmp_path, "--demo", command=("-c", script)) as window:
        window.wait_for_log("Demo camera (0a7c0de0ca00) connected")
        status, out, err = window.end()
    assert (status, out) == (0, "")
    assert err == "atomcam: an unexpected fault (RuntimeError: kaputt)\n"
    log = (tmp_path / "state" / "atomcam.log").read_text()
    assert "Traceback (most recent call last)" in log
    assert "AtomCam ended" in log


def test_a_library_that_is_missing_is_one_sentence(tmp_path: Path) -> None:
    script = 'import sys; sys.modules["PySide6.QtWidgets"] = None; from atomcam_gui.__main__ import main; main()'
    with WindowProcess(tmp_path, command=("-c", script)) as window:
        status, out, err = window.end(None)
    assert (status, out) == (1, "")
    assert err.startswith("atomcam: something went wrong that nobody expected (ModuleNotFoundError: ")
    assert err.count("\n") == 1


def test_a_missing_part_of_qt_is_one_sentence_where_qt_would_abort(tmp_path: Path) -> None:
    with WindowProcess(tmp_path, environment={"QT_QPA_PLATFORM": "bogus"}) as window:
        status, out, err = window.end(None)
    assert (status, out) == (1, "")
    assert err.startswith("atomcam: no window can be opened (This application failed to start because no Qt platform")
    assert err.endswith(f"'atomcam serve' needs none; {tmp_path / 'state' / 'atomcam.log'} says more, for a report\n")
    assert err.count("\n") == 1
    assert 'Could not find the Qt platform plugin "bogus"' in (tmp_path / "state" / "atomcam.log").read_text()


@pytest.mark.skipif(os.name != "posix", reason="rights as on POSIX")
def test_where_no_log_can_be_written_it_is_in_a_file_of_its_own(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o555)
    script = FAILS.format(module="app", name="make_application")
    environment: dict[str, str | None] = {"TMPDIR": str(tmp_path)}
    with WindowProcess(home, command=("-c", script), environment=environment, preexec_fn=give_up_privileges) as window:
        status, _, err = window.end(None)
    home.chmod(0o755)
    (log,) = tmp_path.glob("atomcam-*.log")
    assert status == 1
    assert f"; {log} says more, for a report\n" in err
    assert "RuntimeError: kaputt" in log.read_text()


@pytest.mark.parametrize("command", ["serve --bind 127.0.0.1 --port 0", "demo-camera ws://127.0.0.1:9/ws/camera"])
def test_a_fault_of_a_command_is_one_sentence(tmp_path: Path, command: str) -> None:
    script = FAILS.format(module="serve" if command.startswith("serve") else "demo.command", name="stop_signals")
    with WindowProcess(tmp_path, *command.split(), command=("-c", script)) as process:
        assert process.end(None) == (1, "", said_of(tmp_path, "RuntimeError: kaputt"))


def test_faults_inside_of_serve_are_a_line_each_and_whole_in_a_log(tmp_path: Path) -> None:
    script = """
import asyncio, sys, threading
from atomcam_gui import serve
start = serve.Backend.build
def build(*args, **kwargs):
    loop = asyncio.get_running_loop()
    loop.call_soon(lambda: 1 / 0)
    threading.Thread(target=lambda: [][1]).start()
    return start(*args, **kwargs)
serve.Backend.build = build
from atomcam_gui.__main__ import main
sys.exit(main())
"""
    with WindowProcess(
        tmp_path, "serve", "--bind", "127.0.0.1", "--port", "0", command=("-c", script)
    ) as process:  # fmt: skip
        process.wait_to_say("listening")
        status, _, err = process.end()
    assert status == 0
    assert sorted(line.rpartition("(")[2] for line in err.splitlines()) == [
        "IndexError: list index out of range)",
        "ZeroDivisionError: division by zero)",
    ]
    assert (tmp_path / "state" / "commands.log").read_text().count("Traceback (most recent call last)") == 2


@pytest.mark.skipif(os.name != "posix", reason="a shell's way to close standard error")
def test_without_standard_error_nothing_gets_into_the_output(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m atomcam_gui serve --json --bind 127.0.0.1 --port 0 --record /proc/x 2>&-'
    done = subprocess.run(
        command, shell=True, stdout=subprocess.PIPE, cwd=ROOT, env=os.environ | {"ATOMCAM_HOME": str(tmp_path)}
    )
    assert (done.returncode, done.stdout) == (1, b"")


def test_a_program_without_a_console_says_it_in_a_box(monkeypatch: pytest.MonkeyPatch) -> None:
    boxes: list[tuple[object, ...]] = []
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "platform", "win32")
    user32 = SimpleNamespace(MessageBoxW=lambda *args: boxes.append(args))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    last_words.tell("port 8080 is in use")
    assert boxes == [(None, "Port 8080 is in use", "AtomCam", 0x10)]
    assert program_log.console_handler() is None


def test_a_log_that_cannot_be_written_is_no_trouble(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    log = program_log.LogFile(tmp_path / "file" / "x.log")
    log.emit(logging.LogRecord("x", logging.ERROR, "", 0, "text", None, None))
    log.close()
    assert capsys.readouterr() == ("", "")
