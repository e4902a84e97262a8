"""Why a port does not open, in words, with who holds it: on real pseudo-terminals and real processes."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from atomcam_gui.provisioning.serial import port_access, udev_rule
from atomcam_gui.provisioning.serial.port_access import holders, holders_by_port, may_open, open_trouble
from atomcam_gui.provisioning.troubles import SetupError, Trouble

if sys.platform == "win32":
    pytest.skip("pseudo-terminals", allow_module_level=True)

import serial

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534

HOLD = """
import sys, serial
port = serial.Serial(sys.argv[1], exclusive=True)
print("held", flush=True)
sys.stdin.read()
"""

OPEN_AS_SOMEBODY_ELSE = """
import json, os, sys
import serial
from atomcam_gui.provisioning.serial import port_access, udev_rule
udev_rule.text()
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    serial.Serial(sys.argv[1], exclusive=True)
except OSError as error:
    trouble = port_access.open_trouble(sys.argv[1], error)
    print(json.dumps({"trouble": trouble.trouble, "facts": trouble.facts, "may": port_access.may_open(sys.argv[1])}))
"""


@pytest.fixture
def terminal() -> Iterator[str]:
    """The path of a pseudo-terminal that nobody else has open."""
    master, slave = os.openpty()
    path = os.ttyname(slave)
    os.close(slave)
    yield path
    os.close(master)


@pytest.fixture(autouse=True)
def no_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system without the rule; gives the folder where it would be."""
    folder = tmp_path / "rules.d"
    folder.mkdir()
    monkeypatch.setattr(udev_rule, "SYSTEM_FOLDERS", (folder,))
    return folder


@contextmanager
def held(path: str, script: Path, *python: str) -> Iterator[subprocess.Popen[str]]:
    """Another program has the port for itself."""
    script.write_text(HOLD)
    child = subprocess.Popen(
        [sys.executable, *python, str(script), path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        yield child
        child.kill()


def failure(path: str) -> SetupError:
    with pytest.raises(OSError) as caught:  # noqa: PT011 - which one it is, is what is tested
        serial.Serial(path, exclusive=True).close()
    return open_trouble(path, caught.value)


# -- busy ----------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_port_that_another_program_has_is_busy_and_the_program_is_named(terminal: str, tmp_path: Path) -> None:
    with held(terminal, tmp_path / "thonny.py", "-u", "-X", "utf8"):
        trouble = failure(terminal)
        assert trouble.trouble is Trouble.PORT_BUSY
        assert trouble.happened == f"Another program is using the camera's port {terminal}: thonny."
    serial.Serial(terminal, exclusive=True).close()


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_holders_are_found_behind_links_and_for_each_port_by_itself(terminal: str, tmp_path: Path) -> None:
    link = tmp_path / "by-id"
    link.symlink_to(terminal)
    master, slave = os.openpty()
    try:
        own = os.ttyname(slave)
        with held(terminal, tmp_path / "minicom"):
            assert holders(str(link)) == ["minicom"]
            assert holders_by_port([terminal, own, "/dev/null/nothing"]) == {
                terminal: ["minicom"],
                own: ["AtomCam"],
                "/dev/null/nothing": [],
            }
        assert holders(terminal) == []
    finally:
        os.close(master)
        os.close(slave)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_holder_that_cannot_be_seen_is_said_to_be_one(terminal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(port_access, "_runs", lambda name: name == "ModemManager")
    trouble = open_trouble(terminal, OSError(errno.EBUSY, "Device or resource busy"))
    assert trouble.trouble is Trouble.PORT_BUSY
    assert trouble.facts["holder"] == "one that this user may not see, perhaps ModemManager"
    monkeypatch.setattr(port_access, "_runs", lambda name: False)
    assert open_trouble(terminal, OSError(errno.EBUSY, "")).facts["holder"] == "one that this user may not see"


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_running_program_is_known_by_its_name(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "1000"]) as child:
        # Between fork and exec it still bears our name.
        end = time.monotonic() + 20
        while not port_access._runs("sleep") and time.monotonic() < end:
            time.sleep(0.01)
        assert port_access._runs("sleep")
        child.kill()
    assert not port_access._runs("no-such-program")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["python3", "-u", "/usr/bin/thonny", "--port", "x"], "thonny"),
        (["python", "-X", "utf8", "-m", "esptool", "flash-id"], "esptool"),
        (["python", "-m"], ""),
        (["python3", "-c", "import secrets; key = 'hush'"], ""),
        (["node", "/opt/cura/main.js"], "main"),
        (["python3"], ""),
    ],
)
def test_a_script_is_known_by_its_own_name(words: list[str], name: str) -> None:
    assert port_access._script(words) == name


def test_lsof_of_a_mac_is_read() -> None:
    port = "/dev/cu.usbmodem1101"
    twins = {port: port, "/dev/tty.usbmodem1101": port}
    told = f"p312\nf4\nn{port}\np400\nf7\nn/dev/tty.usbmodem1101\nf8\nn/dev/cu.Bluetooth\npx\n\n"
    assert list(port_access._read_lsof(told, twins)) == [(port, 312), (port, 400)]


# -- not permitted -------------------------------------------------------------------------------------------------


def open_without_permission(path: str) -> dict[str, object]:
    """In a process of a user who may not, open the port; what it makes of it."""
    Path(path).chmod(0o600 if os.getuid() == 0 else 0)
    answer = subprocess.run(
        [sys.executable, "-c", OPEN_AS_SOMEBODY_ELSE, path],
        capture_output=True, text=True, check=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    result = json.loads(answer.stdout)
    assert isinstance(result, dict)
    return result


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps ports from its users")
@pytest.mark.skipif(any((folder / udev_rule.NAME).exists() for folder in udev_rule.SYSTEM_FOLDERS), reason="has it")
def test_a_port_of_another_user_is_not_permitted_and_the_rule_is_offered(terminal: str) -> None:
    result = open_without_permission(terminal)
    assert result["trouble"] == Trouble.PORT_NOT_PERMITTED
    assert result["facts"] == {"port": terminal, "command": udev_rule.command()}
    assert result["may"] is False
    assert may_open("/dev/null")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps ports from its users")
def test_where_the_rule_is_installed_the_group_is_the_next_step(terminal: str, no_rule: Path) -> None:
    (no_rule / udev_rule.NAME).write_text(udev_rule.text())
    trouble = open_trouble(terminal, OSError(errno.EACCES, "Permission denied"))
    assert trouble.trouble is Trouble.PORT_STILL_NOT_PERMITTED
    assert str(trouble.facts["command"]).startswith("sudo usermod -aG ")
    assert "root" not in str(trouble.facts["command"])
    assert trouble.next_step.endswith(str(trouble.facts["command"]))


def test_where_no_rule_can_help_none_is_offered(monkeypatch: pytest.MonkeyPatch, terminal: str) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    trouble = open_trouble(terminal, OSError(errno.EPERM, "Operation not permitted"))
    assert trouble.happened == f"The camera's port {terminal} could not be opened: this user may not open it."


# -- not there, and all the rest -----------------------------------------------------------------------------------


def test_a_port_that_is_not_there_is_not_found() -> None:
    assert failure("/dev/ttyACM987").trouble is Trouble.PORT_NOT_FOUND


def test_a_port_that_went_away_in_the_middle_is_not_found(tmp_path: Path) -> None:
    trouble = open_trouble(str(tmp_path / "ttyACM0"), serial.SerialException("device reports readiness to read but"))
    assert trouble.trouble is Trouble.PORT_NOT_FOUND


def test_what_is_no_port_at_all_fails_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    trouble = failure(str(path))
    assert trouble.trouble is Trouble.PORT_FAILED
    assert trouble.facts["reason"] == os.strerror(errno.ENOTTY)


def test_an_address_where_nobody_listens_fails_with_its_reason() -> None:
    url = "socket://127.0.0.1:9"
    error = serial.SerialException(f"Could not open port {url}: [Errno {errno.ECONNREFUSED}] Connection refused")
    trouble = open_trouble(url, error)
    assert trouble.trouble is Trouble.PORT_FAILED
    assert trouble.facts["reason"] == os.strerror(errno.ECONNREFUSED)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("PermissionError(13, 'Access is denied.', None, 5)", Trouble.PORT_BUSY),
        ("PermissionError(13, 'Zugriff verweigert', None, 5)", Trouble.PORT_BUSY),
        ("FileNotFoundError(2, 'The system cannot find the file specified.', None, 2)", Trouble.PORT_NOT_FOUND),
        ("OSError(22, 'A device which does not exist was specified.', None, 433)", Trouble.PORT_NOT_FOUND),
        ("OSError(22, 'The semaphore timeout period has expired.', None, 121)", Trouble.PORT_FAILED),
        ('OSError(22, "Le périphérique n\'est pas prêt.", None, 31)', Trouble.PORT_FAILED),
    ],
)
def test_what_windows_says_is_understood_by_its_number(
    text: str, trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    error = serial.SerialException(f"could not open port 'COM5': {text}")
    understood = open_trouble("COM5", error)
    assert understood.trouble is trouble
    if trouble is Trouble.PORT_FAILED:
        assert str(understood.facts["reason"]) in text
    if trouble is Trouble.PORT_BUSY:
        assert understood.facts["holder"] == "the system does not tell which one"


@pytest.mark.parametrize(
    ("inside", "trouble"),
    [
        ("[Errno 16] could not open port /dev/null: [Errno 16] Device or resource busy", Trouble.PORT_BUSY),
        ("[Errno 11] Could not exclusively lock port /dev/null: [Errno 11] Resource temporarily", Trouble.PORT_BUSY),
        ("[Errno 2] could not open port /dev/null: [Errno 2] No such file or directory", Trouble.PORT_NOT_FOUND),
        ("Could not configure port: (5, 'Input/output error')", Trouble.PORT_FAILED),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="Linux's numbers")
def test_what_the_flashing_tool_says_in_its_text_is_understood(inside: str, trouble: Trouble) -> None:
    error = RuntimeError(f"Could not open /dev/null, the port is busy or doesn't exist.\n({inside})\n\nHint: …\n")
    assert open_trouble("/dev/null", error).trouble is trouble


def test_the_cause_tells_where_the_error_itself_does_not(terminal: str) -> None:
    error = RuntimeError("it did not work")
    error.__cause__ = OSError(errno.EBUSY, "busy")
    assert open_trouble(terminal, error).trouble is Trouble.PORT_BUSY
    with contextlib.suppress(OSError):
        assert open_trouble(terminal, RuntimeError("")).facts["reason"] == "RuntimeError"
