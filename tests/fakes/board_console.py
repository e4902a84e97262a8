"""The computer's end of a board's serial port, for tests: bytes and lines with deadlines, nothing else."""

from __future__ import annotations

import json
import os
import re
import select
import termios
import time
import tty
from types import TracebackType
from typing import Any, Self

PROMPT = b"cam> "
REPL_PROMPT = b">>> "


class Silence(AssertionError):
    """The board did not say what it should have said in time."""


class ProgramFailed(AssertionError):
    """A program on the board ended with an exception."""


def quote(word: str) -> str:
    """A word as the console wants it: in double quotes, where it needs them."""
    if word and not word.startswith("--") and not re.search(r"[\s\"\\]", word):
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Console:
    """An open serial port."""

    def __init__(self, path: str) -> None:
        self._fd = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        tty.setraw(self._fd, termios.TCSANOW)  # what the board said already is still to be read
        self._heard = bytearray()
        self.log = bytearray()

    def close(self) -> None:
        """Unplug. May be called twice."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- bytes -----------------------------------------------------------------------------------------------------

    def send(self, data: bytes, seconds: float = 10.0) -> None:
        """Write everything."""
        end = time.monotonic() + seconds
        while data:
            left = end - time.monotonic()
            if left <= 0 or not select.select([], [self._fd], [], left)[1]:
                raise Silence(f"the board does not take what is sent: {len(data)} bytes left")
            self._drain()
            try:
                data = data[os.write(self._fd, data) :]
            except BlockingIOError:
                continue

    def _drain(self) -> bool:
        try:
            data = os.read(self._fd, 65536)
        except BlockingIOError:
            return False
        self._heard += data
        self.log += data
        return bool(data)

    def read_until(self, wanted: bytes, seconds: float = 5.0) -> bytes:
        """Everything up to and with ``wanted``."""
        end = time.monotonic() + seconds
        while (place := self._heard.find(wanted)) < 0:
            left = end - time.monotonic()
            if left <= 0 or (not select.select([self._fd], [], [], left)[0]):
                raise Silence(f"waited {seconds} s for {wanted!r}, heard {bytes(self._heard[-2000:])!r}")
            self._drain()
        heard = bytes(self._heard[: place + len(wanted)])
        del self._heard[: place + len(wanted)]
        return heard

    def flush(self) -> None:
        """Forget what was said so far."""
        while select.select([self._fd], [], [], 0)[0] and self._drain():
            pass
        self._heard.clear()

    # -- the console -----------------------------------------------------------------------------------------------

    def wait_prompt(self, seconds: float = 10.0) -> None:
        """Until the board's console answers: a CR brings its prompt."""
        end = time.monotonic() + seconds
        while True:
            self.send(b"\r")
            try:
                self.read_until(PROMPT, min(0.5, max(0.05, end - time.monotonic())))
            except Silence:
                if time.monotonic() > end:
                    raise
            else:
                self.settle()
                return

    def settle(self, quiet_s: float = 0.08) -> None:
        """Read on until the board is quiet."""
        while select.select([self._fd], [], [], quiet_s)[0] and self._drain():
            pass
        self._heard.clear()

    def sync(self, seconds: float = 5.0) -> None:
        """Whatever was typed before, and whatever is still being said: now the board is at an empty line."""
        self.send(b"\x15psram status\r")
        self.read_until(b"psram init=", seconds)
        self.read_until(PROMPT, seconds)

    def command(self, line: str | bytes, seconds: float = 5.0) -> list[str]:
        """Type a line; returns the lines of its answer, without echo and prompt. They must be UTF-8."""
        data = line.encode() if isinstance(line, str) else line
        self.send(data + b"\r")
        self.read_until(b"\n", seconds)
        lines = self.read_until(PROMPT, seconds).decode().replace("\r", "").split("\n")
        return [part for part in lines[:-1] if part]

    def ask(self, line: str, seconds: float = 5.0) -> dict[str, Any]:
        """Type a line with ``--json``; returns the answer."""
        lines = self.command(line + " --json", seconds)
        for text in lines:
            if text.startswith("{"):
                answer = json.loads(text)
                assert isinstance(answer, dict)
                return answer
        raise Silence(f"no JSON in the answer to {line!r}: {lines!r}")

    def run(self, source: str, seconds: float = 10.0) -> str:
        """Run a program by the raw REPL; the board must be at its REPL. Returns what it printed.

        Raises:
            ProgramFailed: with the traceback.
        """
        self.settle(0.02)
        self.send(b"\x01")
        self.read_until(b"raw REPL; CTRL-B to exit\r\n>", seconds)
        self.send(source.encode() + b"\x04")
        self.read_until(b"OK", seconds)
        output = self.read_until(b"\x04", seconds)[:-1].decode()
        error = self.read_until(b"\x04>", seconds)[:-2].decode()
        self.send(b"\x02")
        self.read_until(REPL_PROMPT, seconds)
        if error:
            raise ProgramFailed(error)
        return output.replace("\r\n", "\n")

    def provision(self, ssid: str, password: str, host: str, port: int, key: str | None = None) -> None:
        """Set WiFi and server, and start."""
        self.command(f"wifi set {quote(ssid)} {quote(password)} save")
        self.command(f"stream set host {quote(host)} {port} save")
        if key is not None:
            self.command(f"stream set key {key} save")
        self.command("wifi connect")
        self.command("stream start")
