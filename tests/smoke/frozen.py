"""The frozen program: built once, and run as its users' machines would, without any Python of theirs."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
GIVEN = "ATOMCAM_FROZEN"
"""An environment variable with the folder of a program that is built already."""

Json = dict[str, Any]


def build(folder: Path) -> Path:
    """Freeze this checkout below ``folder`` and give the program's folder."""
    if given := os.environ.get(GIVEN):
        return Path(given).resolve()
    done = subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR",
         "--distpath", str(folder / "dist"), "--workpath", str(folder / "work"), str(ROOT / "atomcam.spec")],
        cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    shutil.rmtree(folder / "work")
    return folder / "dist" / "atomcam"


def environment(home: Path, **more: str) -> dict[str, str]:
    """A user's environment: no Python on the path, nothing of this checkout in it."""
    empty = home / "empty"
    empty.mkdir(parents=True, exist_ok=True)
    return {
        "PATH": str(empty),
        "HOME": str(home),
        "ATOMCAM_HOME": str(home / "atomcam"),
        "LANG": "C.UTF-8",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        **more,
    }


class Running:
    """The frozen program with arguments that make it print JSON lines. Left, it has ended."""

    def __init__(self, program: Path, *arguments: str, environment: dict[str, str], feed: str | None = None) -> None:
        self._command = [str(program), *arguments]
        self._environment = environment
        self._feed = feed
        self._lines: queue.Queue[Json | None] = queue.Queue()

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            self._command, env=self._environment, text=True, cwd=self._environment["HOME"],
            stdin=subprocess.PIPE if self._feed is not None else subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        if self.process.stdin is not None:
            self.process.stdin.write(self._feed or "")
            self.process.stdin.close()
            self.process.stdin = None
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        return self

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("{"):
                self._lines.put(json.loads(line))
        self._lines.put(None)

    def wait_for(self, condition: Callable[[Json], object], seconds: float = 30.0) -> Json:
        """The next line that fits."""
        while True:
            line = self._lines.get(timeout=seconds)
            assert line is not None, f"ended: {self.process.stderr.read() if self.process.stderr else ''}"
            if condition(line):
                return line

    def end(self, seconds: float = 20.0) -> tuple[int, str]:
        """Ask it to end, where it has not, and give its exit status and what it complained of."""
        if self.process.poll() is None:
            self.process.terminate()
        status = self.process.wait(seconds)
        assert self.process.stderr is not None
        return status, self.process.stderr.read()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._reader.join()
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()
