"""Two clocks, questions and answers on a way that takes now longer, now shorter."""

from __future__ import annotations

import random

import pytest

from atomcam_gui.camera.clock_estimate import ClockEstimate


class Way:
    """A board's clock that starts with the board and drifts, asked over a network."""

    def __init__(self, drift: float = 0.0, started_ns: int = 5_000_000_000_000, seed: int = 3) -> None:
        self.drift = drift
        self.started_ns = started_ns
        self.dice = random.Random(seed)

    def board_us(self, local_ns: float) -> int:
        return int((local_ns - self.started_ns) * (1 - self.drift) / 1000)

    def ask(self, estimate: ClockEstimate, at_s: float, there_ms: float, back_ms: float) -> None:
        sent = self.started_ns + int(at_s * 1e9)
        answered = sent + there_ms * 1e6
        estimate.add(self.board_us(answered), sent, int(answered + back_ms * 1e6))

    def error_ms(self, estimate: ClockEstimate, at_s: float) -> float:
        local = self.started_ns + int(at_s * 1e9)
        return abs(estimate.local_ns(self.board_us(local)) - local) / 1e6


def test_one_quick_answer_is_as_good_as_its_round_trip() -> None:
    way, estimate = Way(), ClockEstimate()
    assert not estimate.known
    way.ask(estimate, 1, there_ms=3, back_ms=1)
    assert estimate.known
    assert estimate.uncertainty_ns == pytest.approx(2e6)
    assert way.error_ms(estimate, 1) <= 2


def test_a_slow_answer_does_not_spoil_a_quick_one() -> None:
    way, estimate = Way(), ClockEstimate()
    way.ask(estimate, 1, there_ms=0.4, back_ms=0.4)
    way.ask(estimate, 2, there_ms=80, back_ms=1)
    way.ask(estimate, 3, there_ms=1, back_ms=400)
    assert way.error_ms(estimate, 3) < 0.5
    assert estimate.uncertainty_ns < 0.6e6


def test_bounds_of_lopsided_answers_overlap_to_something_better_than_either() -> None:
    way, estimate = Way(), ClockEstimate()
    way.ask(estimate, 1, there_ms=30, back_ms=1)
    way.ask(estimate, 1.1, there_ms=1, back_ms=30)
    assert way.error_ms(estimate, 1) <= 1.1


@pytest.mark.parametrize("drift", [0.0, 40e-6, -40e-6, 55e-6])
def test_drift_is_measured_and_taken_into_account(drift: float) -> None:
    way, estimate = Way(drift), ClockEstimate()
    for at_s in range(0, 1200, 30):
        way.ask(estimate, at_s, 0.3 + way.dice.expovariate(0.5), 0.3 + way.dice.expovariate(0.5))
        assert way.error_ms(estimate, at_s) <= 2.5
    assert estimate.drift == pytest.approx(drift, abs=6e-6)
    assert way.error_ms(estimate, 1200 + 30) <= 1.0, "until the next answer, and back to old pictures"


@pytest.mark.parametrize("seed", range(8))
def test_the_truth_lies_within_the_uncertainty(seed: int) -> None:
    way, estimate = Way(35e-6, seed=seed), ClockEstimate()
    for at_s in range(0, 900, 30):
        way.ask(estimate, at_s, way.dice.uniform(1, 60), way.dice.uniform(1, 60))
        assert way.error_ms(estimate, at_s) * 1e6 <= estimate.uncertainty_ns + 2000


def test_a_clock_that_was_set_is_believed_anew() -> None:
    way, estimate = Way(), ClockEstimate()
    for at_s in range(0, 300, 30):
        way.ask(estimate, at_s, 1, 1)
    way.started_ns -= 3_600_000_000_000
    way.ask(estimate, 300 - 3600, 1, 1)
    assert way.error_ms(estimate, 300 - 3600) <= 1


def test_clocks_of_any_size_do_no_harm() -> None:
    estimate = ClockEstimate()
    for board in (0, 2**63 - 1, 5, 2**62, 0):
        estimate.add(board, 10, 20)
        assert isinstance(estimate.local_ns(board), int)
        assert isinstance(estimate.local_ns(2**64 - 1), int)
