"""The bar over all steps, and the time that is left."""

from __future__ import annotations

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui.provisioning.flashing.flash_events import FlashProgress, FlashStep
from atomcam_gui.provisioning.flashing.flash_progress import ProgressMeter

COMPARE, ERASE, WRITE, VERIFY = 8 << 20, 6 << 20, 3 << 20, 8 << 20


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def flashing(
    rates: tuple[float, float, float], *, erase: int = ERASE, tick: float = 0.1
) -> list[tuple[float, FlashProgress]]:
    """A whole flash at bytes a second for reading, erasing and writing: (seconds since the start, reading)."""
    clock = Clock()
    start = clock.now
    meter = ProgressMeter(clock)
    readings = []

    def step(name: FlashStep, amount: int, rate: float) -> None:
        seconds = amount / rate
        for number in range(math.ceil(seconds / tick) + 1):
            meter.did(name, min(amount, number * tick * rate))
            readings.append((clock.now - start, meter.reading()))
            clock.now += min(tick, max(0.0, seconds - number * tick))

    clock.now += 1.5
    meter.expect(FlashStep.COMPARE, COMPARE)
    meter.expect(FlashStep.VERIFY, VERIFY)
    meter.expect(FlashStep.WRITE, 2 * WRITE)
    step(FlashStep.COMPARE, COMPARE, rates[0])
    meter.expect(FlashStep.ERASE, erase)
    meter.expect(FlashStep.WRITE, WRITE)
    if erase:
        step(FlashStep.ERASE, erase, rates[1])
    step(FlashStep.WRITE, WRITE, rates[2])
    step(FlashStep.VERIFY, VERIFY, rates[0])
    meter.did(FlashStep.RESET, 0)
    readings.append((clock.now - start, meter.reading()))
    return readings


def test_the_time_left_is_unknown_until_it_can_be_known() -> None:
    readings = flashing((3e6, 400e3, 300e3))
    early = [reading for _, reading in readings if reading.step in (FlashStep.CONNECT, FlashStep.COMPARE)]
    assert early
    assert all(reading.seconds_left is None for reading in early)
    assert readings[-1][1].seconds_left is not None


def test_the_time_left_is_true_whatever_the_boards_pace() -> None:
    for pace in (0.3, 1.0, 4.0):
        readings = flashing((3e6 * pace, 400e3 * pace, 300e3 * pace))
        total = readings[-1][0]
        writing = next(at for at, reading in readings if reading.step is FlashStep.WRITE)
        for at, reading in readings:
            if at > writing + (total - writing) / 2:
                assert reading.seconds_left is not None
                assert abs(reading.seconds_left - (total - at)) < 0.15 * total + 1


def test_what_is_shown_counts_down_without_jumps() -> None:
    shown = [(at, r.seconds_left) for at, r in flashing((3e6, 400e3, 150e3)) if r.seconds_left is not None]
    for (earlier, before), (later, now) in itertools.pairwise(shown[:-1]):
        assert abs(now - before) < 1.0 + (later - earlier)


@given(
    st.tuples(st.floats(3e5, 3e7), st.floats(4e4, 4e6), st.floats(4e4, 4e6)),
    st.sampled_from([0, 4096, ERASE]),
)
def test_the_bar_never_goes_back(rates: tuple[float, float, float], erase: int) -> None:
    fractions = [reading.fraction for _, reading in flashing(rates, erase=erase, tick=1.0)]
    assert fractions == sorted(fractions)
    assert fractions[0] >= 0
    assert fractions[-1] <= 1


def test_erasing_moves_the_bar_too() -> None:
    erasing = [r.fraction for _, r in flashing((3e6, 400e3, 300e3)) if r.step is FlashStep.ERASE]
    assert erasing[-1] - erasing[0] > 0.3


def test_nothing_to_do_ends_at_once() -> None:
    clock = Clock()
    meter = ProgressMeter(clock)
    meter.did(FlashStep.CONNECT, 0)
    clock.now += 1
    meter.did(FlashStep.RESET, 0)
    assert meter.reading().fraction >= 0.5
