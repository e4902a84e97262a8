"""Linux: the rule that lets who sits at this computer open a board's port, and how it gets into the system."""

from __future__ import annotations

import logging
import shlex
import subprocess
import sys
import threading
from pathlib import Path

from atomcam_gui import resources
from atomcam_gui.daemon_call import DaemonCall
from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.troubles import SetupError, Trouble

logger = logging.getLogger(__name__)

NAME = "70-atomcam.rules"
FOLDER = Path("/etc/udev/rules.d")
"""Where a rule goes that no package brought."""
SYSTEM_FOLDERS = (FOLDER, Path("/run/udev/rules.d"), Path("/usr/lib/udev/rules.d"), Path("/lib/udev/rules.d"))

# What is plugged in already gets its new permissions at once.
_LOAD = "udevadm control --reload && udevadm trigger --action=change --subsystem-match=usb --subsystem-match=tty"
# The rule comes by standard input: an administrator's process may not be able to read where this program lies.
_INSTALL = f'install -D -m 644 /dev/stdin "$1" && {_LOAD} && {{ udevadm settle --timeout=3 || true; }}'

# pkexec(1)
_DISMISSED = 126
_NOT_AUTHORISED = 127

_END_S = 2.0


def is_for_this_system() -> bool:
    """Whether there is anything to install here."""
    return sys.platform == "linux"


def text() -> str:
    """The rule's file."""
    return resources.text(f"udev/{NAME}")


def is_installed() -> bool:
    """Whether the system has the rule, by us or by a package."""
    return any((folder / NAME).exists() for folder in SYSTEM_FOLDERS)


def command() -> str:
    """One line to paste in a terminal, which does what ``install_rule`` does."""
    rules = [line for line in text().splitlines() if line and not line.startswith("#")]
    target = shlex.quote(str(FOLDER / NAME))
    load = _LOAD.replace("udevadm", "sudo udevadm")
    return f"printf '%s\\n' {shlex.join(rules)} | sudo tee {target} >/dev/null && {load}"


async def install_rule(*, folder: Path = FOLDER, pkexec: str = "pkexec") -> None:
    """Ask for an administrator's password, by the system's own window, and install the rule.

    Cancelling takes that window away.

    Args:
        folder: where the rule goes.
        pkexec: the program that asks, a path or a name on the PATH.

    Raises:
        SetupError: RULE_NOT_INSTALLED, with the command to type instead.
    """
    installation = _Installation(pkexec, folder / NAME, text())
    call = DaemonCall(installation.run, "udev-rule")
    try:
        await call.wait()
    finally:
        installation.stop()
        if await call.wait(_END_S):
            call.join()
    reason = call.future.result()
    if reason is not None:
        raise SetupError(Trouble.RULE_NOT_INSTALLED, reason=reason, command=command())


class _Installation:
    """One run of pkexec: ``run`` in a thread, ``stop`` from any."""

    def __init__(self, pkexec: str, target: Path, rule: str) -> None:
        self._words = [pkexec, "sh", "-c", _INSTALL, "sh", str(target)]
        self._target = target
        self._rule = rule
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._stopped = False

    def run(self) -> str | None:
        """Install. Returns None, or why it did not work."""
        try:
            child = self._start()
        except FileNotFoundError:
            return Phrase("this system has no pkexec, which asks for the administrator's password")
        except OSError as error:
            return Phrase("pkexec cannot be started ({reason})", reason=error.strerror)
        if child is None:
            return Phrase("it was stopped")
        with child:
            said, _ = child.communicate(self._rule)
        return self._why_not(child.returncode, said.strip())

    def stop(self) -> None:
        """End the program that asks, if it still does."""
        with self._lock:
            self._stopped = True
            if self._child is None:
                return
            try:
                self._child.kill()
            except PermissionError:
                # The password was right, and an administrator's process is at work; it takes an instant.
                logger.info("the rule is being installed already")

    def _start(self) -> subprocess.Popen[str] | None:
        with self._lock:
            if not self._stopped:
                self._child = subprocess.Popen(
                    self._words,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                    errors="replace",
                )
            return self._child

    def _why_not(self, status: int, said: str) -> str | None:
        last = said.splitlines()[-1] if said else ""
        if status == _DISMISSED:
            return Phrase("the question for the password was closed")
        if status == _NOT_AUTHORISED:
            return Phrase(
                "this user was not allowed to, or nothing here can ask for the password ({said})",
                said=last or "pkexec",
            )
        if status != 0:
            return last or Phrase("the installation ended with status {status}", status=status)
        try:
            installed = self._target.read_text(encoding="utf-8")
        except OSError as error:
            return Phrase("{path} cannot be read ({reason})", path=self._target, reason=error.strerror)
        if installed != self._rule:
            return Phrase("{path} is not what was to be installed", path=self._target)
        return None
