"""Writes a board: verified and restarted, or it says what went wrong and in what state the board is."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import Any, TypeVar

from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.flashing.flash_events import (
    BoardState,
    ChipFound,
    ChipInfo,
    Did,
    Done,
    Expect,
    Failed,
    FlashEvent,
    FlashLog,
    FlashProgress,
    FlashStep,
    Report,
    StateChanged,
)
from atomcam_gui.provisioning.flashing.flash_order import FlashOrder
from atomcam_gui.provisioning.flashing.flash_plan import FlashPlan
from atomcam_gui.provisioning.flashing.flash_process import FlashProcess, worker_command
from atomcam_gui.provisioning.flashing.flash_progress import ProgressMeter
from atomcam_gui.provisioning.troubles import SetupError, Trouble

__all__ = [
    "ChipFound",
    "ChipInfo",
    "FlashEvent",
    "FlashLog",
    "FlashProgress",
    "FlashStep",
    "Flasher",
]

FASTEST_BAUD = 921600

_SILENCE_S = 45.0
"""Half a minute, and what the longest single erase (256 KiB) may take by the flash's data sheet."""
_STOPS_WITHIN_S = 1.0

_STATES = {
    BoardState.UNTOUCHED: Phrase("Nothing was written to the camera this time."),
    BoardState.PARTLY_WRITTEN: Phrase("The camera is partly written and does not start until it is written again."),
    BoardState.WRITTEN: Phrase("The software is written to the camera, but not checked."),
    BoardState.VERIFIED: Phrase("The software is written and checked; only the camera's restart was not awaited."),
}

_T = TypeVar("_T")


class Flasher:
    """Writes one board at a time, in a helper process of its own. For the event loop's thread.

    Args:
        command: starts the helper.
        silence_s: seconds without a word from the helper after which it hangs.
        clock: monotonic seconds.
    """

    def __init__(
        self,
        command: Sequence[str] | None = None,
        *,
        silence_s: float = _SILENCE_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._command = worker_command() if command is None else list(command)
        self._silence_s = silence_s
        self._clock = clock
        self._operations = 0
        self._cancelled = asyncio.Event()
        self._state = BoardState.UNTOUCHED

    async def flash(
        self, port: str, plan: FlashPlan, on_event: Callable[[FlashEvent], None], *, baud: int = FASTEST_BAUD
    ) -> ChipInfo:
        """Bring the board to what ``plan`` wants. It is verified and restarting when this returns.

        Args:
            port: a serial port, or any address that pyserial opens.
            on_event: told of chip, progress and log.
            baud: bits a second; by the chip's own USB it makes no difference.

        Raises:
            SetupError: it is not; CANCELLED says in what state it is.
        """
        with self.operation():
            self._state = BoardState.UNTOUCHED
            run = _Run(FlashOrder(port, plan, baud), self._command, on_event, self._clock)
            try:
                return await self._supervise(run)
            finally:
                self._state = run.state
                await run.process.close()

    def cancel(self) -> None:
        """Stop now; what runs raises CANCELLED. Does nothing where nothing runs."""
        if self._operations:
            self._cancelled.set()

    @contextlib.contextmanager
    def operation(self) -> Iterator[None]:
        """What ``cancel`` means: everything within the outermost of these."""
        if not self._operations:
            self._cancelled.clear()
            self._state = BoardState.UNTOUCHED
        self._operations += 1
        try:
            yield
        finally:
            self._operations -= 1

    async def unless_cancelled(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Do something that belongs to the operation, until ``cancel``.

        Raises:
            SetupError: CANCELLED, with the state in which the last ``flash`` left the board.
        """
        task = asyncio.ensure_future(work)
        cancelled = asyncio.ensure_future(self._cancelled.wait())
        both: list[asyncio.Future[Any]] = [task, cancelled]
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise self._cancellation(self._state)
            return task.result()
        finally:
            for each in both:
                each.cancel()
            await asyncio.wait(both)

    async def _supervise(self, run: _Run) -> ChipInfo:
        stop = asyncio.ensure_future(self._cancelled.wait())
        try:
            while not run.process.ended.done():
                left = run.heard_at + self._silence_s - self._clock()
                if left <= 0:
                    raise SetupError(Trouble.LINK_ERROR, reason=Phrase("the board does not answer any more"))
                either: list[asyncio.Future[Any]] = [run.process.ended, stop]
                await asyncio.wait(either, timeout=left, return_when=asyncio.FIRST_COMPLETED)
                if stop.done():
                    run.process.stop()
                    await asyncio.wait([run.process.ended], timeout=_STOPS_WITHIN_S)
                    break
        finally:
            stop.cancel()
        if self._cancelled.is_set():
            raise self._cancellation(run.state)
        return run.result()

    @staticmethod
    def _cancellation(state: BoardState) -> SetupError:
        return SetupError(Trouble.CANCELLED, state=_STATES[state])


class _Run:
    """One helper's reports, taken together."""

    def __init__(
        self,
        order: FlashOrder,
        command: Sequence[str],
        on_event: Callable[[FlashEvent], None],
        clock: Callable[[], float],
    ) -> None:
        self._on_event = on_event
        self._clock = clock
        self._meter = ProgressMeter(clock)
        self._chip: ChipInfo | None = None
        self._last_line = ""
        self._end: Done | Failed | None = None
        self.heard_at = clock()
        self.state = BoardState.UNTOUCHED
        self.process = FlashProcess(command, order, self._take)

    def result(self) -> ChipInfo:
        """After the helper's end."""
        if isinstance(self._end, Failed):
            raise self._end.error()
        if isinstance(self._end, Done) and self._chip is not None and self.state is BoardState.VERIFIED:
            self._on_event(FlashProgress(FlashStep.RESET, 1.0, 0.0))
            return self._chip
        status = self.process.ended.result()
        reason = Phrase("its helper could not be started")
        if status is not None:
            reason = Phrase("its helper ended with status {status}", status=status)
        if self._last_line:
            reason = Phrase("{reason}: {line}", reason=reason, line=self._last_line)
        raise SetupError(Trouble.FLASHER_FAILED, reason=reason)

    def _take(self, report: Report) -> None:
        self.heard_at = self._clock()
        match report:
            case ChipFound(info):
                self._chip = info
                self._on_event(report)
            case FlashLog(line):
                self._last_line = line.strip()
                self._on_event(report)
            case Expect(step, amount):
                self._meter.expect(step, amount)
            case Did(step, amount):
                self._meter.did(step, amount)
                self._on_event(self._meter.reading())
            case StateChanged(state):
                self.state = state
            case Done() | Failed():
                self._end = report
