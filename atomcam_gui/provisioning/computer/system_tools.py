"""Asks the system's own tools, and whatever else may hang, without ever holding up the event loop.

A question runs in a daemon thread of its own: a tool that hangs costs its asker the time limit, never the window a
frame or the program its end.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")

ADMIN_FOLDERS: tuple[str, ...] = ("/usr/local/sbin", "/usr/sbin", "/sbin")
"""Where firewall and WiFi tools are; not in everybody's search path."""


@dataclass(frozen=True, slots=True)
class ToolAnswer:
    """What a tool said on its standard output, and its exit status."""

    status: int
    text: str


Runner = Callable[[Sequence[str], float], ToolAnswer | None]
"""Runs a command for at most so many seconds; None where it is not there, failed to start or took too long."""


class Tools:
    """The system's tools, all of them together within one time limit. For one question, in one thread.

    Args:
        run: how a command is run.
        seconds: how long all commands together may take.
    """

    def __init__(self, run: Runner, seconds: float) -> None:
        self._run = run
        self._end = time.monotonic() + seconds

    def ask(self, *command: str) -> ToolAnswer | None:
        """What ``command`` answers; None where it cannot be asked, or no time is left."""
        left = self._end - time.monotonic()
        return self._run(command, left) if left > 0 else None

    def text_of(self, *command: str) -> str:
        """What ``command`` prints, or nothing where it fails."""
        answer = self.ask(*command)
        return answer.text if answer is not None and answer.status == 0 else ""


def run_tool(command: Sequence[str], seconds: float) -> ToolAnswer | None:
    """Run a command without a window or input, speaking English. Blocking.

    The tool is ended when its time is up. What it prints is read as UTF-8, else in the system's own encoding.
    """
    environment = _environment()
    path = os.pathsep.join((environment.get("PATH", os.defpath), *ADMIN_FOLDERS))
    program = shutil.which(command[0], path=path)
    if program is None:
        return None
    try:
        done = subprocess.run(
            [program, *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env=environment,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.debug("%s could not be asked: %s", command[0], error)
        return None
    return ToolAnswer(done.returncode, _decode(done.stdout))


def _environment() -> dict[str, str]:
    """Ours, in English, with the texts still in UTF-8.

    gettext follows LANGUAGE even in ``C.UTF-8``. A PyInstaller bundle's libraries are not for the system's tools.
    """
    environment = dict(os.environ, LC_ALL="C.UTF-8")
    environment.pop("LANGUAGE", None)
    if getattr(sys, "frozen", False):
        before = environment.pop("LD_LIBRARY_PATH_ORIG", None)
        environment.pop("LD_LIBRARY_PATH", None)
        if before is not None:
            environment["LD_LIBRARY_PATH"] = before
    return environment


def _decode(output: bytes) -> str:
    try:
        text = output.decode("utf-8")
    except UnicodeDecodeError:
        # Windows' console tools write the console's old code page, which Python knows as "oem" there.
        text = output.decode("oem" if sys.platform == "win32" else "latin-1", errors="replace")
    return text.replace("\r\n", "\n")


async def within(seconds: float, question: Callable[[], T], name: str) -> T:
    """What ``question`` returns or raises, asked in a daemon thread called ``name``.

    Raises:
        TimeoutError: there was no answer in time. The thread goes on alone; its answer is dropped.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(result)  # type: ignore[arg-type]

    def work() -> None:
        result: T | None = None
        failure: BaseException | None = None
        try:
            result = question()
        except Exception as error:  # noqa: BLE001 - not swallowed: handed to the asker
            failure = error
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile: nobody waits
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=work, name=name, daemon=True).start()
    async with asyncio.timeout(seconds):
        return await answer
