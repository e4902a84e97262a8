"""The flash helper process as the event loop sees it: started, fed, heard and ended without ever blocking."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence

from atomcam_gui.cli import FLASH_WORKER
from atomcam_gui.provisioning.flashing import flash_events, flash_order
from atomcam_gui.provisioning.flashing.flash_events import Report
from atomcam_gui.provisioning.flashing.flash_order import FlashOrder

_KILLED_WITHIN_S = 2.0
_PORTION = 1 << 18


def worker_command() -> list[str]:
    """What starts the helper: this program itself, from a checkout or frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FLASH_WORKER]
    return [sys.executable, "-m", "atomcam_gui", FLASH_WORKER]


class FlashProcess:
    """One helper at work. For the event loop's thread; starting, feeding and listening go on in a daemon thread.

    Args:
        on_report: called in the loop's thread with each report.
    """

    def __init__(self, command: Sequence[str], order: FlashOrder, on_report: Callable[[Report], None]) -> None:
        self._command = list(command)
        self._order = order
        self._on_report = on_report
        self._loop = asyncio.get_running_loop()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = self._killed = self._is_fed = False
        self.ended: asyncio.Future[int | None] = self._loop.create_future()
        """The exit status once all reports are in; None where the helper could not be started."""
        self._thread = threading.Thread(target=self._run, name="flash-helper", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end after what it is just doing."""
        with self._lock:
            self._stopped = True
            if self._is_fed:
                self._hang_up()

    def kill(self) -> None:
        """End it at once."""
        with self._lock:
            self._killed = True
            if self._process is not None:
                self._process.kill()

    async def close(self) -> None:
        """End it, if it has not ended, and leave nothing behind unless the system itself does not let go of it."""
        if not self.ended.done():
            self.kill()
            await asyncio.wait([self.ended], timeout=_KILLED_WITHIN_S)
        if self.ended.done():
            self._thread.join()

    # -- in the thread ---------------------------------------------------------------------------------------------

    def _run(self) -> None:
        status: int | None = None
        try:
            process = self._start()
        except OSError as error:
            self._hand_over(self._on_report, flash_events.FlashLog(f"{self._command[0]}: {error}"))
        else:
            with process:
                self._feed(process)
                self._listen(process)
            status = process.returncode
        self._hand_over(self._settle, status)

    def _start(self) -> subprocess.Popen[bytes]:
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.CREATE_NO_WINDOW
        process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            creationflags=flags,
            bufsize=0,
        )
        with self._lock:
            self._process = process
            if self._killed:
                process.kill()
        return process

    def _feed(self, process: subprocess.Popen[bytes]) -> None:
        """Give it the order. Its standard input stays open: when that ends, so does the helper."""
        assert process.stdin is not None
        with contextlib.suppress(OSError):  # it has ended already
            for part in flash_order.encode(self._order):
                rest = memoryview(part)
                while rest and not self._stopped:
                    rest = rest[process.stdin.write(rest[:_PORTION]) :]
        with self._lock:
            self._is_fed = True
            if self._stopped:
                self._hang_up()

    def _hang_up(self) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        unfinished = b""
        while data := process.stdout.read(65536):
            *lines, unfinished = (unfinished + data).split(b"\n")
            for line in lines:
                report = flash_events.decode(line)
                if report is not None:
                    self._hand_over(self._on_report, report)

    def _hand_over(self, call: Callable[..., None], *args: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile
            self._loop.call_soon_threadsafe(call, *args)

    def _settle(self, status: int | None) -> None:
        if not self.ended.done():
            self.ended.set_result(status)
