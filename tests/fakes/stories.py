"""Tests of one module that run at the same time, since boards mostly let wait: each has its own board, home and loop.

::

    from tests.fakes.stories import Stories
    from tests.fakes.stories import playing as playing

    story = Stories()

    @story
    async def test_something(board: UsbBoard, told: Story) -> None: ...

What a test is given goes by name: ``board``, a USB board; ``told``, a set-up flow beside it; ``home``, the folder of
its files; ``firmware``, a firmware's path. Only tests that were selected run.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import inspect
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar, copy_context
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.firmware import make_firmware
from tests.fakes.usb_board import UsbBoard

HOME: ContextVar[Path] = ContextVar("home")
"""The folder of the story that runs here."""

FIRMWARE_SIZE = 300_000

Test = Callable[..., Any]


class Stories:
    """Collects them.

    Args:
        board: makes the board that they get.
        at_once: how many run at a time.
    """

    def __init__(self, board: Callable[[], UsbBoard] = lambda: UsbBoard(mode="app"), at_once: int = 6) -> None:
        self._board = board
        self._at_once = at_once
        self._tests: dict[str, Test] = {}

    def __call__(self, function: Test) -> Test:
        """Make a test of a story."""
        name = function.__name__
        self._tests[name] = function

        def test(playing: dict[str, Future[None]]) -> None:
            playing[name].result()

        test.__name__ = test.__qualname__ = name
        test.__module__ = function.__module__
        return test

    @contextlib.contextmanager
    def play(self, names: set[str]) -> Iterator[dict[str, Future[None]]]:
        """Start all of these."""
        with ThreadPoolExecutor(self._at_once, thread_name_prefix="story") as pool:
            chosen = {name: test for name, test in self._tests.items() if name in names}
            try:
                yield {name: pool.submit(copy_context().run, self._play, test) for name, test in chosen.items()}
            finally:
                pool.shutdown(cancel_futures=True)

    def _play(self, test: Test) -> None:
        wanted = inspect.signature(test).parameters.keys()
        with contextlib.ExitStack() as stack:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="atomcam-story-"))) / "home"
            HOME.set(home)
            given: dict[str, Any] = {"home": home}
            if "firmware" in wanted:
                given["firmware"] = write_firmware(home.parent, ready_firmware())
            if wanted & {"board", "told"}:
                given["board"] = stack.enter_context(self._board())
            if inspect.iscoroutinefunction(test):
                asyncio.run(_tell(test, wanted, given))
            else:
                test(**{name: given[name] for name in wanted})


async def _tell(test: Test, wanted: Any, given: dict[str, Any]) -> None:
    from tests.fakes.set_up_parts import story

    async with contextlib.AsyncExitStack() as stack:
        if "told" in wanted:
            given["told"] = await stack.enter_async_context(story(given["board"].lister))
        await test(**{name: given[name] for name in wanted})


@pytest.fixture(scope="module")
def playing(request: pytest.FixtureRequest) -> Iterator[dict[str, Future[None]]]:
    """The outcomes of this module's stories."""
    names = {item.name for item in request.session.items if getattr(item, "module", None) is request.module}
    with request.module.story.play(names) as outcomes:
        yield outcomes


@functools.cache
def ready_firmware() -> bytes:
    """A small valid firmware."""
    return make_firmware(FIRMWARE_SIZE)


def write_firmware(folder: Path, data: bytes) -> Path:
    """A firmware as a file of the user's own."""
    path = folder / "firmware.bin"
    path.write_bytes(data)
    return path
