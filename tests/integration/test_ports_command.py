"""``atomcam ports``, for people and for programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serial.tools import list_ports as serial_ports
from serial.tools.list_ports_common import ListPortInfo

from atomcam_gui import cli

ROOT = Path(__file__).resolve().parents[2]

HOLD = """
import sys, serial
port = serial.Serial(sys.argv[1], exclusive=True)
print("held", flush=True)
sys.stdin.read()
"""


def info(device: str, vid: int, pid: int, serial: str, product: str) -> ListPortInfo:
    port = ListPortInfo(device, skip_link_detection=True)
    port.vid, port.pid, port.serial_number, port.product = vid, pid, serial, product
    port.apply_usb_info()
    return port


@pytest.fixture
def terminals() -> Iterator[list[str]]:
    """Two pseudo-terminals that nobody has open."""
    if sys.platform == "win32":
        pytest.skip("pseudo-terminals")
    pairs = [os.openpty() for _ in range(2)]
    paths = [os.ttyname(slave) for _, slave in pairs]
    for _, slave in pairs:
        os.close(slave)
    yield paths
    for master, _ in pairs:
        os.close(master)


@pytest.fixture
def plugged_in(terminals: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A serial adapter and a board, in this order."""
    adapter, board = terminals
    infos = [
        info(adapter, 0x1A86, 0x7523, "", "USB Serial"),
        info(board, 0x303A, 0x4001, "f412fa9b3c5d0000", "Kamera ☃"),
    ]
    monkeypatch.setattr(serial_ports, "comports", lambda: infos)
    return terminals


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_ports_for_programs_are_one_object_a_line_boards_first(
    plugged_in: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    adapter, board = plugged_in
    assert cli.run(["ports", "--json"]) == 0
    out, err = capfd.readouterr()
    assert objects(out) == [
        {
            "port": board,
            "kind": "micropython",
            "product": "Kamera ☃",
            "mac": "f412fa9b3c5d",
            "vid": 0x303A,
            "pid": 0x4001,
            "board": True,
            "busy": [],
            "permitted": True,
        },
        {
            "port": adapter,
            "kind": "other",
            "product": "USB Serial",
            "mac": None,
            "vid": 0x1A86,
            "pid": 0x7523,
            "board": False,
            "busy": [],
            "permitted": True,
        },
    ]
    assert err == ""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_ports_for_people_say_who_holds_one(
    plugged_in: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    adapter, board = plugged_in
    script = tmp_path / "thonny.py"
    script.write_text(HOLD)
    with subprocess.Popen(
        [sys.executable, str(script), board], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        assert cli.run(["ports"]) == 0
        text = capfd.readouterr().out
        assert cli.run(["ports", "--json"]) == 0
        busy = [port["busy"] for port in objects(capfd.readouterr().out)]
        child.kill()
    assert text.splitlines() == [
        f"{board}  Kamera ☃, f4:12:fa:9b:3c:5d, runs MicroPython, in use by thonny",
        f"{adapter}  USB Serial, no camera board",
    ]
    assert busy == [["thonny"], []]


def test_a_port_that_this_user_may_not_open_is_said_so(
    plugged_in: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: path == plugged_in[0])
    assert cli.run(["ports"]) == 0
    board, adapter = capfd.readouterr().out.splitlines()
    assert board.endswith("this user may not open it")
    assert "may not" not in adapter


def test_no_port_is_no_failure_and_the_next_step_is_told_to_people_only(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serial_ports, "comports", list)
    assert cli.run(["ports"]) == 0
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("atomcam: no port: plug the camera in")
    assert cli.run(["ports", "--json"]) == 0
    assert capfd.readouterr() == ("", "")


def test_a_system_that_does_not_tell_is_a_failure_in_words(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def comports() -> list[ListPortInfo]:
        raise OSError("the USB service is not running")

    monkeypatch.setattr(serial_ports, "comports", comports)
    assert cli.run(["ports"]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert "the USB service is not running" in err
    assert len(err.splitlines()) == 1


def command(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *words],
        capture_output=True, check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip


def test_the_real_command_lists_this_computers_ports() -> None:
    done = command("-m", "atomcam_gui", "ports", "--json", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    assert all(port["port"] for port in objects(done.stdout.decode()))


def test_a_terminal_without_the_letters_and_a_reader_that_went_away_are_no_failure() -> None:
    program = """
import os, sys
from atomcam_gui.provisioning.commands import ports_command
from atomcam_gui.provisioning.serial.ports import Port
camera = Port("/dev/null", product="Kamera \\u2603")
ports_command.run(as_json=False, lister=lambda: [camera])
read, write = os.pipe()
os.close(read)
os.dup2(write, 1)
sys.exit(ports_command.run(as_json=False, lister=lambda: [camera] * 3))
"""
    done = command("-c", program, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"/dev/null  Kamera \\u2603, ")


def test_other_commands_do_not_load_what_only_ports_need() -> None:
    program = "import sys; from atomcam_gui import cli; cli._parser(); sys.exit('serial' in sys.modules)"
    assert command("-c", program).returncode == 0


@pytest.mark.parametrize("words", ["ports extra", "ports --js", "ports --port COM3"])
def test_wrong_usage_ends_with_2(words: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.run(words.split())
    assert end.value.code == 2
    assert capfd.readouterr().out == ""
