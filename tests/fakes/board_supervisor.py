"""Runs a virtual board's interpreter: starts it, answers it, ends it, and starts it again as the power would."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from tests.fakes import board_memory, board_pictures, board_sockets
from tests.fakes.board_flash import Nvs
from tests.fakes.board_memory import BoardMemory
from tests.fakes.board_serial import SerialPort

PWRON_RESET, HARD_RESET, WDT_RESET, SOFT_RESET = 1, 2, 3, 5
_INTERRUPT_INTERVAL_S = 0.03
_LAUNCHER = Path(__file__).with_name("board_launcher.py")

Result = TypeVar("Result")
Json = dict[str, Any]


class Supervisor:
    """One thread that owns the interpreter's process and all its wires.

    Args:
        root: the folder that is the board's file system.
        options: what ``board/_hw.py`` calls options, without what a start adds.
        access_points: called for the list whenever the board's radio wants to know it.
    """

    def __init__(
        self, root: Path, nvs: Nvs, options: Json, heap: str, access_points: Callable[[], list[Json]], uptime_us: int
    ) -> None:
        self.memory = BoardMemory()
        self.serial = SerialPort()
        self.nvs = nvs
        self.pid: int | None = None
        self.starts = 0
        self.violations: list[str] = []
        self.crashes: list[str] = []
        self.events: list[Json] = []
        self.pictures: list[bytes] = []
        self.cut_after_nvs: int | None = None
        self._root = root
        self._options = options
        self._heap = heap
        self._access_points = access_points
        self._first_uptime_us = uptime_us
        self._banks: dict[tuple[int, int, int, bool], Json] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._pidfd: int | None = None
        self._line: socket.socket | None = None
        self._heard = bytearray()
        self._next: tuple[int, Json | None] | None = None
        """Reset cause and saved state of the start that is due once the process has ended."""
        self._powered_at = 0.0
        self._interrupt_due: float | None = None
        self._interrupted_at = 0.0
        self._watchdog: tuple[float, float, int] | None = None
        self._stopping = False
        self._calls: list[tuple[Callable[[], Any], Future[Any]]] = []
        self._wake_r, self._wake_w = os.pipe()
        os.set_blocking(self._wake_r, False)
        self._thread = threading.Thread(target=self._run, name="virtual-board", daemon=True)
        self._thread.start()

    def call(self, function: Callable[[], Result]) -> Result:
        """Run something in the supervisor's thread, and wait for it."""
        future: Future[Result] = Future()
        self._calls.append((function, future))
        os.write(self._wake_w, b"x")
        return future.result(10)

    def close(self) -> None:
        """End the board's process and the thread, and give everything back."""
        if self._stopping:
            return
        with contextlib.suppress(Exception):
            self.call(self.kill)
        self._stopping = True
        os.write(self._wake_w, b"x")
        self._thread.join(10)
        self.serial.close()
        self.memory.close()
        os.close(self._wake_r)
        os.close(self._wake_w)

    # -- power (in the supervisor's thread) ------------------------------------------------------------------------

    def start(self, cause: int = PWRON_RESET, soft: Json | None = None) -> None:
        """Start the interpreter."""
        if self._process is not None:
            return
        now = time.monotonic()
        if cause != SOFT_RESET:
            self._powered_at = now - self._first_uptime_us / 1e6
            self.memory.set(board_memory.CAMERA_POWERED, 0)
        self._options |= {"reset_cause": cause, "soft": soft, "uptime_us": int((now - self._powered_at) * 1e6)}
        self._first_uptime_us = 0
        self._watchdog = None
        self._next = None
        self._heard.clear()
        streams = self.serial.attach()
        self._line, line = socket.socketpair()
        try:
            fd = streams.fileno()
            command = [_LAUNCHER, self.memory.fd, board_memory.SIZE, line.fileno(), self._heap, self._root]
            self._process = subprocess.Popen(
                [sys.executable, *map(str, command)],
                stdin=fd,
                stdout=fd,
                stderr=fd,
                pass_fds=(self.memory.fd, line.fileno()),
                start_new_session=True,
                cwd="/",
            )
        finally:
            streams.close()
            line.close()
        self.pid = self._process.pid
        self._pidfd = os.pidfd_open(self.pid)
        self.starts += 1

    def kill(self, then: tuple[int, Json | None] | None = None) -> None:
        """End the interpreter at once, wherever it is; ``then`` is what the board starts as, or None: it stays off."""
        if self._process is None:
            if then is not None:
                self.start(*then)
            return
        self._next = then
        self._process.kill()
        self._process.wait()
        self._ended(killed=True)

    def interrupt(self) -> None:
        """Ctrl-C. Two at once would end the unix port, so they keep a distance."""
        self._interrupt_due = max(time.monotonic(), self._interrupted_at + _INTERRUPT_INTERVAL_S)

    def _ended(self, *, killed: bool = False) -> None:
        process, self._process, self.pid = self._process, None, None
        assert process is not None
        code = process.wait()
        if self._pidfd is not None:
            os.close(self._pidfd)
            self._pidfd = None
        if self._line is not None:
            self._line.close()
            self._line = None
        self.serial.pump()
        self.serial.detach()
        if not killed and not self._stopping:
            self.crashes.append(f"the interpreter ended by itself with {code}")
            self._next = (PWRON_RESET, None)
        if self._next is None or self._next[0] != SOFT_RESET:
            self.nvs.power_lost()
        if self._next is not None:
            self.start(*self._next)

    # -- the loop ----------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopping:
            starts = self.starts
            fixed = [fd for fd in (self._wake_r, self._pidfd, self._line) if fd is not None]
            readable, _, _ = select.select([*fixed, *self.serial.readers()], self.serial.writers(), [], self._timeout())
            if self._wake_r in readable:
                self._serve_calls()
            if self.serial.pump():
                self.interrupt()
            # Descriptors that were closed since the select may have been given out anew: a new process, a new round.
            if self._line is not None and self.starts == starts and self._line in readable:
                self._listen()
            if self._process is not None and self.starts == starts and self._process.poll() is not None:
                self._ended()
            self._keep_time()
        self._serve_calls()
        if self._process is not None:
            self.kill()

    def _timeout(self) -> float | None:
        times = [t for t in (self.serial.timeout(), 0.05 if self._watchdog else None) if t is not None]
        if self._interrupt_due is not None:
            times.append(max(0.0, self._interrupt_due - time.monotonic()))
        return min(times, default=None)

    def _keep_time(self) -> None:
        now = time.monotonic()
        if self._interrupt_due is not None and now >= self._interrupt_due:
            self._interrupt_due = None
            self._interrupted_at = now
            if self.pid is not None:
                os.kill(self.pid, signal.SIGINT)
        if self._watchdog is not None:
            period, fed_at, seen = self._watchdog
            feed = self.memory.get(board_memory.WDT_FEED)
            if feed != seen:
                self._watchdog = (period, now, feed)
            elif now - fed_at > period:
                self._watchdog = None
                self.kill((WDT_RESET, None))

    def _serve_calls(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake_r, 4096)
        while self._calls:
            function, future = self._calls.pop(0)
            try:
                future.set_result(function())
            except Exception as error:  # noqa: BLE001 - the caller gets it
                future.set_exception(error)

    # -- what the board asks ---------------------------------------------------------------------------------------

    def _listen(self) -> None:
        assert self._line is not None
        try:
            self._heard += self._line.recv(65536)
        except ConnectionError:
            return
        while b"\n" in self._heard:
            text, _, self._heard = self._heard.partition(b"\n")
            request = json.loads(text)
            operation = request.pop("op")
            answer = getattr(self, f"_do_{operation}")(**request)
            if self.cut_after_nvs is not None and operation in ("nvs_set", "nvs_erase", "nvs_commit"):
                self.cut_after_nvs -= 1
                if self.cut_after_nvs <= 0:
                    self.cut_after_nvs = None
                    self.kill((PWRON_RESET, None))
                    return
            if answer is None or self._line is None:
                return
            with contextlib.suppress(ConnectionError):
                self._line.sendall(json.dumps(answer).encode() + b"\n")

    def _do_options(self) -> Json:
        return self._options

    def _do_bank(self, width: int, height: int, quality: int, grey: bool) -> Json:
        key = (width, height, quality, grey)
        if key not in self._banks:
            pictures = board_pictures.make_pictures(*key)
            self._banks[key] = {"first": len(self.pictures), "places": self.memory.add_pictures(pictures)}
            self.pictures += pictures
        return self._banks[key]

    def _do_wifi(self) -> Json:
        return {"points": self._access_points()}

    def _do_nvs_get(self, space: str, key: str) -> Json:
        return {"value": self.nvs.get(space, key)}

    def _do_nvs_set(self, space: str, key: str, value: list[Any], limit: int) -> Json:
        return {"ok": self.nvs.set(space, key, value, limit)}

    def _do_nvs_erase(self, space: str, key: str) -> Json:
        return {"ok": self.nvs.erase(space, key)}

    def _do_nvs_commit(self) -> Json:
        self.nvs.commit()
        return {}

    def _do_event(self, **fields: Any) -> Json:
        self.events.append(fields)
        return {}

    def _do_violation(self, what: str) -> Json:
        self.violations.append(what)
        return {}

    def _do_wdt(self, timeout_ms: int) -> Json:
        self._watchdog = (timeout_ms / 1000, time.monotonic(), self.memory.get(board_memory.WDT_FEED))
        return {}

    def _do_sockets_down(self) -> Json:
        self.cut_connections()
        return {}

    def _do_reset(self) -> None:
        self.kill((HARD_RESET, None))

    def _do_soft_reset(self, **saved: Any) -> None:
        self.kill((SOFT_RESET, saved))

    def _do_bootloader(self) -> None:
        self.events.append({"name": "bootloader"})
        self.kill()

    def cut_connections(self) -> int:
        """End every TCP connection of the board."""
        return board_sockets.cut_connections(self.pid) if self.pid is not None else 0
