"""A real ``atomcam`` with its window, on Qt's offscreen platform, in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
SPY = """
import os
import sys
from dataclasses import replace
from PySide6.QtCore import QTimer
from atomcam_gui import app, settings
from atomcam_gui.__main__ import main

class Spied(app.Program):
    async def start(self, wish):
        await super().start(wish)
        self.told = set()
        self.timer = QTimer(self.window)
        self.timer.timeout.connect(self.look)
        self.timer.start(20)

    def look(self):
        facts = {bar.notice.text for bar in self.window.notices.bars}
        if self.window.view.frame is not None:
            facts.add("a picture")
        for fact in sorted(facts - self.told):
            print(fact, flush=True)
            if fact == "a picture":
                for name in os.environ.get("SPY_ACTIONS", "").split():
                    getattr(self.window.actions_, name).trigger()
        self.told |= facts

app.Program = Spied
if look_ms := os.environ.get("SPY_LOOK_MS"):
    from atomcam_gui.ui import help_control
    help_control.FIRST_LOOK_MS = int(look_ms)
if nowhere := os.environ.get("SPY_HOMELESS"):
    import pwd
    from pathlib import Path
    from atomcam_gui import paths
    def unknown(_):
        raise KeyError("no such user")
    pwd.getpwuid = unknown
    paths._NO_HOME = Path(nowhere)
if port := os.environ.get("SPY_PORT"):
    load = settings.load_or_default
    def load_with_port(store):
        trouble = load(store)
        store.current = replace(store.current, port=int(port), bind="127.0.0.1")
        return trouble
    settings.load_or_default = load_with_port
sys.exit(main())
"""
"""Prints each notice of the window, and "a picture" at the first one, when it triggers the actions in SPY_ACTIONS."""

SOON = 20.0
"""Seconds after which what was awaited has failed to come. Long, since the machine may be busy."""


class WindowProcess:
    """Started by entering, ended by leaving, whatever happens.

    Args:
        home: its ``ATOMCAM_HOME``; None for none.
        environment: variables that differ from this process's; None takes one away.
        command: what Python is to run.
        program: the folder that the package is taken from.
        more: arguments for ``Popen``.
    """

    def __init__(
        self,
        home: Path | None,
        *arguments: str,
        environment: Mapping[str, str | None] | None = None,
        command: Sequence[str] = ("-m", "atomcam_gui"),
        program: Path = ROOT,
        **more: Any,
    ) -> None:
        self.home = home
        self.log = home / "state" / "atomcam.log" if home is not None else None
        changes = {
            "ATOMCAM_HOME": str(home) if home is not None else None,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(program),
        } | dict(environment or {})
        variables = os.environ | {name: value for name, value in changes.items() if value is not None}
        self._environment = {name: value for name, value in variables.items() if changes.get(name, "") is not None}
        self._command = [sys.executable, *command, *arguments]
        self._more = more

    def __enter__(self) -> Self:
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            self._command, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            errors="replace", **self._more,
        )  # fmt: skip
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
        self.process.communicate()

    def wait_for_log(self, text: str) -> str:
        """Go on when the log says ``text``. Returns all of it."""
        assert self.log is not None
        deadline = time.monotonic() + SOON
        while True:
            said = self.log.read_text(errors="replace") if self.log.exists() else ""
            if text in said:
                return said
            assert self.process.poll() is None, f"it ended: {said} {self.process.communicate()}"
            assert time.monotonic() < deadline, f"no {text!r} in the log: {said or 'none'}"
            time.sleep(0.02)

    def wait_to_say(self, *texts: str) -> list[str]:
        """Read its output until each of the texts was in a line of it."""
        assert self.process.stdout is not None
        lines: list[str] = []
        patience = threading.Timer(SOON, self.process.kill)
        patience.start()
        try:
            while missing := [text for text in texts if not any(text in line for line in lines)]:
                line = self.process.stdout.readline()
                assert line, f"it said {lines}, never {missing}: {self.process.communicate()}"
                lines.append(line.rstrip("\n"))
        finally:
            patience.cancel()
            patience.join()
        return lines

    def end(self, number: signal.Signals | None = signal.SIGTERM) -> tuple[int, str, str]:
        """Ask it to end (None: it does by itself), and give its status, output and complaints."""
        if number is not None:
            self.process.send_signal(number)
        out, err = self.process.communicate(timeout=SOON)
        return self.process.returncode, out, err


def settings(home: Path, port: int, **changes: object) -> None:
    """Write a home's settings: a port of its own, on the loopback."""
    (home / "config").mkdir(parents=True, exist_ok=True)
    document = {"port": port, "bind": "127.0.0.1"} | changes
    (home / "config" / "settings.json").write_text(json.dumps(document))


def copy_of_the_program(folder: Path) -> Path:
    """The package with its resources elsewhere, as an installer would put it there."""
    leave_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "atomcam_gui", folder / "atomcam_gui", ignore=leave_out)
    for name in ("resources", "device"):
        shutil.copytree(ROOT / name, folder / "atomcam_gui" / f"_{name}", ignore=leave_out)
    return folder
