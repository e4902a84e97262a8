"""Asking cameras for their time: when, how often, and what is made of the answers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from atomcam_gui.camera import clock_sync
from atomcam_gui.camera.clock_sync import EVERY_S, FIRST_QUESTIONS, QUESTIONS, ClockSync
from atomcam_gui.camera.trust import Trust
from tests.fakes.controlled import ID, FakeCamera, House, house, settle
from tests.peers import until


class Clocked(House):
    """A house that keeps its cameras' clocks."""

    clocks: ClockSync


@pytest.fixture
async def home() -> AsyncIterator[Clocked]:
    async with house() as made:
        made.clocks = ClockSync(made.registry, made.requests)
        yield made  # type: ignore[misc]


class BoardClock:
    """Answers ``time`` after a while."""

    def __init__(self, delay_s: float = 0.0) -> None:
        self.began = time.monotonic_ns() - 3_600_000_000_000
        self.delay_s = delay_s

    def now_us(self) -> int:
        return (time.monotonic_ns() - self.began) // 1000

    def __call__(self, camera: FakeCamera, fields: dict[str, Any]) -> None:
        if fields["type"] == "time":
            asyncio.get_running_loop().call_later(
                self.delay_s, lambda: camera.say("reply", id=fields["id"], ok=True, clock_us=self.now_us())
            )


async def known(home: Clocked) -> None:
    await until(lambda: home.clocks.uncertainty_ms(ID) is not None, "the clock is known")
    await settle()


async def test_the_clock_is_known_soon_after_hello_and_asked_for_every_half_minute(home: Clocked) -> None:
    clock = BoardClock()
    camera = home.come_in(clock)
    await known(home)
    assert len(camera.of("time")) == FIRST_QUESTIONS
    now_ns, now_us = time.monotonic_ns(), clock.now_us()
    captured = home.clocks.capture_monotonic_ns(ID, now_us)
    assert captured is not None
    assert abs(captured - now_ns) < 20_000_000
    home.tick(EVERY_S - 1)
    await settle()
    assert len(camera.of("time")) == FIRST_QUESTIONS
    home.tick(1.1)
    await settle()
    await until(lambda: len(camera.of("time")) == FIRST_QUESTIONS + QUESTIONS, "asked again")


async def test_latency_is_from_capture_to_paint_and_never_nonsense(home: Clocked) -> None:
    clock = BoardClock()
    home.come_in(clock)
    await known(home)
    now_ns, now_us = time.monotonic_ns(), clock.now_us()
    assert home.clocks.latency_ms(ID, now_us - 80_000, now_ns) == pytest.approx(80, abs=20)
    assert home.clocks.latency_ms(ID, now_us + 5_000_000, now_ns) is None, "taken after it was shown"
    assert home.clocks.latency_ms(ID, now_us - 3_000_000_000, now_ns) is None, "most of an hour old"
    assert home.clocks.latency_ms("nobody", now_us, now_ns) is None


async def test_a_new_connection_begins_anew(home: Clocked) -> None:
    camera = home.come_in(BoardClock())
    await known(home)
    camera.link.closed()
    assert home.clocks.capture_monotonic_ns(ID, 5) is None
    camera = home.connect(BoardClock())
    assert home.clocks.capture_monotonic_ns(ID, 5) is None
    camera.hello()
    await known(home)
    camera.hello()
    await settle()
    assert len(camera.of("time")) == FIRST_QUESTIONS, "a second hello is no new connection"


async def test_strangers_are_asked_once_they_are_allowed(home: Clocked) -> None:
    home.book.forget("192.168.1.23", ID)
    camera = home.come_in(BoardClock())
    home.tick()
    await settle()
    assert camera.of("time") == []
    home.registry.decide(ID, Trust.ALLOWED, permanent=False)
    home.tick()
    await known(home)


def ignoring(camera: FakeCamera, fields: dict[str, Any]) -> None:
    """Never answers."""


def refusing(camera: FakeCamera, fields: dict[str, Any]) -> None:
    camera.say("reply", id=fields["id"], ok=False, error="what is time?")


def without_clock(camera: FakeCamera, fields: dict[str, Any]) -> None:
    camera.say("reply", id=fields["id"], ok=True)


def mad(camera: FakeCamera, fields: dict[str, Any]) -> None:
    camera.say("reply", id=fields["id"], ok=True, clock_us=-5 if len(camera.sent) % 2 else 10**300)


@pytest.mark.parametrize("answer", [ignoring, refusing, without_clock, mad])
async def test_a_camera_that_does_not_tell_its_time_is_soon_left_alone(
    home: Clocked, answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock_sync, "_TIMEOUT_S", 0.01)
    camera = home.come_in(answer)
    for _ in range(10):
        await asyncio.sleep(0.02)
        home.tick(EVERY_S + 1)
    await asyncio.sleep(0.02)
    assert len(camera.of("time")) == 3
    assert home.clocks.capture_monotonic_ns(ID, 5) is None


async def test_a_removed_camera_is_forgotten(home: Clocked) -> None:
    home.come_in(BoardClock())
    await known(home)
    home.registry.remove(ID)
    assert home.clocks.uncertainty_ms(ID) is None
