"""The test's end of a USB board: the chip's process, and the one thread that talks to it."""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tests.fakes.usb_link import Json

_ROOT = Path(__file__).resolve().parents[2]

Result = TypeVar("Result")


@dataclass(slots=True)
class _Call:
    function: Callable[[], Any]
    future: Future[Any]


class Worker:
    """Starts the process, and everything that is to happen happens in its thread, one after the other.

    Args:
        options: for the chip, but for its line.
        flash: the descriptor of its flash's memory.
        on_event: called in the thread with what the chip tells, the facts as keywords.
    """

    def __init__(self, options: Json, flash: int, on_event: Callable[..., None]) -> None:
        self._on_event = on_event
        self._calls: list[_Call] = []
        self._events: list[Json] = []
        self._heard = bytearray()
        self._ended = False
        self._wake_r, self._wake_w = os.pipe()
        self._line, line = socket.socketpair()
        argument = json.dumps({**options, "flash": flash, "control": line.fileno()})
        with line:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.fakes.usb_chip", argument],
                stdin=subprocess.DEVNULL,
                pass_fds=(flash, line.fileno()),
                start_new_session=True,
                cwd=_ROOT,
            )
        self._thread = threading.Thread(target=self._run, name="usb-board", daemon=True)
        self._thread.start()

    def call(self, function: Callable[[], Result]) -> Result:
        """Run something in the worker's thread, and wait for it."""
        if threading.current_thread() is self._thread:
            return function()
        future: Future[Result] = Future()
        self._calls.append(_Call(function, future))
        os.write(self._wake_w, b"x")
        return future.result(30)

    def close(self) -> None:
        """End the process and the thread."""
        self._ended = True
        os.write(self._wake_w, b"x")
        self._thread.join(30)
        self._line.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._wake_r)
        os.close(self._wake_w)

    # -- in the thread ---------------------------------------------------------------------------------------------

    def ask(self, operation: str, **facts: Any) -> Any:
        """Let the chip's process do something."""
        self._line.sendall(json.dumps({"op": operation, **facts}).encode() + b"\n")
        while True:
            message = self._next()
            if "answer" in message:
                return message["answer"]
            self._events.append(message)

    def _next(self) -> Json:
        while b"\n" not in self._heard:
            data = self._line.recv(65536)
            if not data:
                raise ConnectionError("the chip's process has ended")
            self._heard += data
        line, _, rest = self._heard.partition(b"\n")
        self._heard = bytearray(rest)
        message = json.loads(line)
        assert isinstance(message, dict)
        return message

    def _run(self) -> None:
        line = self._line.fileno()
        while not self._ended:
            if not self._events and b"\n" not in self._heard:
                ready, _, _ = select.select([line, self._wake_r], [], [])
                if self._wake_r in ready:
                    os.read(self._wake_r, 1)
                    self._serve_call()
                if line not in ready or self._ended:
                    continue
            self._on_event(**(self._events.pop(0) if self._events else self._next()))

    def _serve_call(self) -> None:
        if self._calls:
            call = self._calls.pop(0)
            try:
                call.future.set_result(call.function())
            except Exception as error:  # noqa: BLE001 - the caller gets it
                call.future.set_exception(error)
