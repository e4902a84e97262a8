"""The rule for boards' ports: what it says, and how it gets into the system with an administrator's password."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from atomcam_gui.provisioning.serial import udev_rule
from atomcam_gui.provisioning.troubles import SetupError, Trouble

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="udev is Linux's")

SOON = 20.0

# Stands for the window that asks for the password and then runs the command as administrator.
PKEXEC = """#!/bin/sh
echo "pkexec $1 $2" >>"{log}"
exec "$@"
"""
UDEVADM = """#!/bin/sh
echo "udevadm $*" >>"{log}"
{then}
"""
SUDO = """#!/bin/sh
case "$1" in tee) shift; target={folder}/$(basename "$1"); exec tee "$target" ;; *) exec "$@" ;; esac
"""


class System:
    """A system of its own: its commands come before the real ones, and its rules are in a folder of the test."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.commands = folder / "bin"
        self.commands.mkdir()
        self.rules = folder / "etc" / "udev" / "rules.d"
        self.log = folder / "log"
        self.log.touch()
        monkeypatch.setenv("PATH", f"{self.commands}{os.pathsep}{os.environ['PATH']}")
        self.have("pkexec", PKEXEC)
        self.have("udevadm", UDEVADM, then="")

    def have(self, name: str, script: str, **facts: object) -> None:
        """Give the system a command."""
        path = self.commands / name
        path.write_text(script.format(log=self.log, **facts))
        path.chmod(0o755)

    async def install(self) -> None:
        async with asyncio.timeout(SOON):
            await udev_rule.install_rule(folder=self.rules)

    async def failure(self) -> SetupError:
        with pytest.raises(SetupError) as caught:
            await self.install()
        assert caught.value.trouble is Trouble.RULE_NOT_INSTALLED
        assert udev_rule.command() in caught.value.next_step
        assert not [thread for thread in threading.enumerate() if thread.name == "udev-rule"]
        return caught.value

    @property
    def rule(self) -> Path:
        return self.rules / udev_rule.NAME


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> System:
    return System(tmp_path, monkeypatch)


def parse(rule: str) -> list[list[tuple[str, str, str]]]:
    """udev(7): each line is key, operator, value in quotes; commas between."""
    lines = [line for line in rule.splitlines() if line and not line.startswith("#")]
    term = re.compile(r'([A-Z]+(?:\{[^}]+\})?)(==|!=|=|\+=|-=|:=)"([^"]*)"')
    parsed = []
    for line in lines:
        matches = [term.fullmatch(part.strip()) for part in line.split(",")]
        assert all(matches), line
        parsed.append([(match[1], match[2], match[3]) for match in matches if match])
    return parsed


def test_the_rule_says_what_udev_and_modem_manager_want() -> None:
    (terms,) = parse(udev_rule.text())
    assert ("SUBSYSTEM", "==", "usb|tty") in terms
    assert ("ATTRS{idVendor}", "==", "303a") in terms
    assert ("TAG", "+=", "uaccess") in terms
    assert ("ENV{ID_MM_DEVICE_IGNORE}", "=", "1") in terms
    assert ("MODE", "=", "0660") in terms
    conditions = [operator in ("==", "!=") for _, operator, _ in terms]
    assert conditions == sorted(conditions, reverse=True), "conditions first"


def test_the_rules_number_is_below_the_one_that_gives_access() -> None:
    assert int(udev_rule.NAME.partition("-")[0]) < 73


async def test_the_rule_is_installed_whole_and_loaded(system: System) -> None:
    await system.install()
    assert system.rule.read_text() == udev_rule.text()
    assert system.rule.stat().st_mode & 0o777 == 0o644
    log = system.log.read_text().splitlines()
    assert log[0] == "pkexec sh -c"
    assert log[1] == "udevadm control --reload"
    assert log[2].startswith("udevadm trigger")
    await system.install()


async def test_a_rule_that_waits_for_nothing_to_settle_is_installed_all_the_same(system: System) -> None:
    system.have("udevadm", UDEVADM, then='case "$1" in settle) exit 1 ;; esac')
    await system.install()


async def test_closing_the_question_for_the_password_is_said_and_the_command_offered(system: System) -> None:
    system.have("pkexec", "#!/bin/sh\nexit 126\n")
    assert "the question for the password was closed" in (await system.failure()).happened
    assert not system.rule.exists()


async def test_a_user_who_may_not_is_told_so(system: System) -> None:
    system.have("pkexec", "#!/bin/sh\necho 'Error executing command as another user: No agent' >&2\nexit 127\n")
    assert "No agent" in (await system.failure()).happened


async def test_a_system_without_pkexec_is_told_the_command(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(system.rules))
    assert "no pkexec" in (await system.failure()).happened


async def test_a_pkexec_that_cannot_be_started_is_no_crash(system: System) -> None:
    (system.commands / "pkexec").chmod(0o644)
    with pytest.raises(SetupError) as caught:
        await udev_rule.install_rule(folder=system.rules, pkexec=str(system.commands / "pkexec"))
    assert "cannot be started" in caught.value.happened


async def test_an_installation_that_fails_says_why(system: System) -> None:
    system.have("udevadm", UDEVADM, then="echo 'Failed to send reload request: no such file' >&2; exit 1")
    assert "Failed to send reload request" in (await system.failure()).happened
    system.have("udevadm", UDEVADM, then="exit 3")
    assert "status 3" in (await system.failure()).happened


async def test_a_rule_that_was_not_really_written_is_not_said_to_be_installed(system: System) -> None:
    system.have("pkexec", "#!/bin/sh\nexit 0\n")
    assert "cannot be read" in (await system.failure()).happened
    system.rules.mkdir(parents=True)
    system.rule.write_text("# an old one\n")
    assert "is not what was to be installed" in (await system.failure()).happened


async def test_cancelling_takes_the_question_away(system: System, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    os.mkfifo(asked)
    system.have("pkexec", '#!/bin/sh\necho $$ >"{asked}"\nexec sleep 1000\n', asked=asked)
    task = asyncio.create_task(system.install())
    pid = int(await asyncio.to_thread(asked.read_text))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not system.rule.exists()


async def test_cancelling_at_once_asks_nothing(system: System) -> None:
    task = asyncio.create_task(system.install())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not [thread for thread in threading.enumerate() if thread.name == "udev-rule"]


def test_the_command_to_type_installs_the_same_rule(system: System) -> None:
    system.rules.mkdir(parents=True)
    system.have("sudo", SUDO, folder=system.rules)
    assert "\n" not in udev_rule.command()
    subprocess.run(["sh", "-c", udev_rule.command()], check=True)
    assert parse(system.rule.read_text()) == parse(udev_rule.text())
    assert "udevadm control --reload" in system.log.read_text()
    assert "udevadm trigger" in system.log.read_text()


def test_whether_the_rule_is_there_is_known(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    assert udev_rule.is_for_this_system()
    monkeypatch.setattr(udev_rule, "SYSTEM_FOLDERS", (system.rules,))
    assert not udev_rule.is_installed()
    system.rules.mkdir(parents=True)
    system.rule.touch()
    assert udev_rule.is_installed()
