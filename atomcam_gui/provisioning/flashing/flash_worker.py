"""The helper process that writes one board: the order comes on standard input, reports go to standard output.

Standard input is also the line to the program: when it ends, because the program asks for it or is gone, so does this.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

from atomcam_gui.provisioning.flashing import flash_events, flash_order
from atomcam_gui.provisioning.flashing.flash_events import Did, Done, Failed, FlashLog, Report
from atomcam_gui.provisioning.flashing.flash_order import FlashOrder
from atomcam_gui.provisioning.flashing.flash_task import FlashTask, Stopped
from atomcam_gui.provisioning.troubles import SetupError

STOPPED = 3
"""Exit status when it was asked to stop."""
_STOP_WITHIN_S = 1.5
_REPORT_INTERVAL_S = 0.04
_INPUT, _OUTPUT = 0, 1


def main() -> int:
    """Do what the order on standard input says. Returns the exit status; the reports say more."""
    # Ctrl-C in a terminal reaches this process too; what it means is for the program to decide.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with io.FileIO(_INPUT, "r", closefd=False) as stdin:
        order = flash_order.read(lambda size: _take(stdin, size))
        if order is None:
            return STOPPED
        stop = threading.Event()
        threading.Thread(target=_watch_line, args=(stdin, stop), name="line-to-program", daemon=True).start()
        return _flash(order, _Reporter(), stop)


def _take(stdin: io.FileIO, size: int) -> bytes:
    parts: list[bytes] = []
    while size > 0:
        part = stdin.read(min(size, 1 << 20))
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _watch_line(stdin: io.FileIO, stop: threading.Event) -> None:
    while stdin.read(64):
        pass
    stop.set()
    # Some waits in a serial driver do not end. Nobody is waiting for this process any more.
    time.sleep(_STOP_WITHIN_S)
    os._exit(STOPPED)


def _flash(order: FlashOrder, reporter: _Reporter, stop: threading.Event) -> int:
    sys.stdout = sys.stderr = _Lines(reporter)
    from atomcam_gui.provisioning.flashing import esptool_log
    from atomcam_gui.provisioning.flashing.board_loader import BoardLoader

    def check() -> None:
        if stop.is_set():
            raise Stopped

    esptool_log.install(sys.stdout.write)
    try:
        with BoardLoader(order.port, order.baud) as loader:
            FlashTask(loader, order.port, order.plan, reporter.tell, check).run()
    except SetupError as error:
        reporter.tell(Failed.of(error))
        return 1
    except Stopped:
        return STOPPED
    reporter.tell(Done())
    return 0


class _Reporter:
    """Writes reports to the program. For any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last_did: Did | None = None
        self._last_at = 0.0

    def tell(self, report: Report) -> None:
        if isinstance(report, Did) and self._is_too_soon(report):
            return
        self._write(flash_events.encode(report))

    def _is_too_soon(self, report: Did) -> bool:
        """A bar needs no more than 25 steps a second."""
        now = self._clock()
        is_same_step = self._last_did is not None and self._last_did.step is report.step
        if is_same_step and now - self._last_at < _REPORT_INTERVAL_S:
            return True
        self._last_did, self._last_at = report, now
        return False

    def _write(self, line: bytes) -> None:
        try:
            os.write(_OUTPUT, line)
        except OSError:
            # The program is gone; so is everybody who could be told.
            os._exit(STOPPED)


class _Lines(io.TextIOBase):
    """Stands for standard output and error, which may not exist: every line printed there becomes a report."""

    encoding = "utf-8"

    def __init__(self, reporter: _Reporter) -> None:
        self._reporter = reporter
        self._unfinished = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        *lines, self._unfinished = (self._unfinished + text).split("\n")
        for line in lines:
            if line.strip():
                self._reporter.tell(FlashLog(line.rstrip()))
        return len(text)
