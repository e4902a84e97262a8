"""One bar and a true remaining time out of steps of very different pace. Pure; the clock is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atomcam_gui.provisioning.flashing.flash_events import FlashProgress, FlashStep

_STEPS = (FlashStep.CONNECT, FlashStep.COMPARE, FlashStep.ERASE, FlashStep.WRITE, FlashStep.VERIFY, FlashStep.RESET)
_FIXED_S = {FlashStep.CONNECT: 2.0, FlashStep.RESET: 1.0}
# Bytes a second by the chip's own USB, as published by other users; only until there is a measurement.
_FIRST_RATES = {
    FlashStep.COMPARE: 3e6,
    FlashStep.ERASE: 400e3,
    # Bytes sent and bytes written are counted together.
    FlashStep.WRITE: 350e3,
    FlashStep.VERIFY: 3e6,
}
_ALIKE = {FlashStep.VERIFY: FlashStep.COMPARE}
_TRUST_AFTER_S = 0.5
"""A rate measured for less than this says little."""
_EAGERNESS = 10.0
"""In a tenth of the remaining time, the one that is shown comes round to a new estimate."""


@dataclass(slots=True)
class _Work:
    amount: float = 0.0
    done: float = 0.0
    seconds: float = 0.0
    """Spent on it so far."""


class ProgressMeter:
    """Counts the work of all steps in seconds, by rates that are measured as it goes.

    Args:
        clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._work = {step: _Work() for step in _STEPS}
        self._step = FlashStep.CONNECT
        self._started = self._touched = clock()
        self._fraction = 0.0
        self._shown_s: float | None = None
        self._shown_at = self._started

    def expect(self, step: FlashStep, amount: float) -> None:
        """How much ``step`` will have to do, in bytes."""
        self._work[step].amount = amount

    def did(self, step: FlashStep, done: float) -> None:
        """``step`` is under way, and so much of it is done."""
        now = self._clock()
        self._work[self._step].seconds += now - self._touched
        self._touched = now
        self._step = step
        self._work[step].done = done

    def reading(self) -> FlashProgress:
        """For the bar, now."""
        now = self._clock()
        spent, left = now - self._started, self._left_s(now)
        self._fraction = max(self._fraction, min(spent / (spent + left), 1.0) if spent + left else 0.0)
        return FlashProgress(self._step, self._fraction, self._smoothed(now, left))

    def _left_s(self, now: float) -> float:
        return sum(self._step_left_s(step, now) for step in _STEPS[_STEPS.index(self._step) :])

    def _step_left_s(self, step: FlashStep, now: float) -> float:
        work = self._work[step]
        if step in _FIXED_S:
            running = now - self._touched + work.seconds if step is self._step else 0.0
            return max(0.0, _FIXED_S[step] - running)
        return max(0.0, work.amount - work.done) / self._rate(step)

    def _rate(self, step: FlashStep) -> float:
        """Measured, and the less it was measured the more the first assumption counts."""
        work = self._work[step]
        first = self._rate(_ALIKE[step]) if step in _ALIKE else _FIRST_RATES[step]
        return (work.done + first * _TRUST_AFTER_S) / (work.seconds + _TRUST_AFTER_S)

    def _smoothed(self, now: float, left: float) -> float | None:
        """None until the amount of work is known and its pace was seen. Never jumps: it comes round to what is true."""
        if self._step is FlashStep.RESET:
            return left
        if self._work[FlashStep.ERASE].seconds + self._work[FlashStep.WRITE].seconds < _TRUST_AFTER_S:
            return None
        if self._shown_s is None:
            self._shown_s = left
        else:
            passed = now - self._shown_at
            counted_down = max(0.0, self._shown_s - passed)
            share = min(1.0, passed * _EAGERNESS / max(counted_down, passed))
            self._shown_s = counted_down + (left - counted_down) * share
        self._shown_at = now
        return self._shown_s
