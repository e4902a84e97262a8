"""``atomcam flash`` and ``atomcam setup`` as real processes, in the home of the story that runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from tests.fakes.stories import HOME
from tests.fakes.virtual_board import MAC

_ROOT = Path(__file__).resolve().parents[2]

Json = dict[str, Any]


class Plugged(Protocol):
    """Something at a port."""

    @property
    def path(self) -> str: ...


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def events(self) -> list[Json]:
        """Standard output, where it is JSON."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def last(self) -> Json:
        return self.events[-1]

    def of(self, event: str) -> list[Json]:
        return [fields for fields in self.events if fields["event"] == event]


class Command:
    """A running command. Entered, it runs; left, it has ended.

    Args:
        board: the computer's only board; its port takes the place of ``PORT`` in the arguments.
        feed: standard input.
        terminal: that is a terminal; else it is a pipe.
    """

    def __init__(self, board: Plugged | None, *arguments: str, feed: str = "", terminal: bool = False) -> None:
        path = board.path if board is not None else "/nowhere/ttyACM0"
        folder = str(Path(path).parent)
        words = [path if word == "PORT" else word for word in arguments]
        self._command = [sys.executable, "-m", "tests.fakes.atomcam_with_ports", folder, MAC, *words]
        self._feed = feed
        self._terminal = terminal
        self.events: list[Json] = []

    def __enter__(self) -> Self:
        self._keyboard, stdin = os.openpty() if self._terminal else os.pipe()[::-1]
        self.process = subprocess.Popen(
            self._command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=_ROOT,
            start_new_session=True,
            env={**os.environ, "ATOMCAM_HOME": str(HOME.get()), "PYTHONPATH": str(_ROOT), "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        os.close(stdin)
        if not self._terminal:
            self.type(self._feed)
        return self

    def type(self, text: str) -> None:
        """Type on the keyboard."""
        os.write(self._keyboard, text.encode())

    def wait_for_question(self) -> str:
        """What is asked on standard error."""
        assert self.process.stderr is not None
        return os.read(self.process.stderr.fileno(), 1000).decode()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
        os.close(self._keyboard)

    def wait_for(self, **wanted: Any) -> Json:
        """Read events until one has these fields."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.events.append(json.loads(line))
            if wanted.items() <= self.events[-1].items():
                return self.events[-1]
        raise AssertionError(f"ended without {wanted}: {self.events}")

    def end(self, seconds: float = 60.0) -> Result:
        """Wait until it ends by itself. What ``wait_for`` has read is not repeated."""
        out, err = self.process.communicate(timeout=seconds)
        return Result(self.process.returncode, out, err)


def run(board: Plugged | None, *arguments: str, feed: str = "", seconds: float = 60.0) -> Result:
    """Run a command to its end."""
    with Command(board, *arguments, feed=feed) as command:
        return command.end(seconds)
