"""Runs a test module's slow stories at the same time: virtual boards mostly wait, and each story has its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self

Story = Callable[..., None]


class Together:
    """Starts every story when it is entered; calling it with one waits for that one's outcome.

    Args:
        stories: functions, each with its arguments.
    """

    def __init__(self, stories: Iterable[tuple[Any, ...]]) -> None:
        self._stories = list(stories)
        self._futures: dict[tuple[Any, ...], Future[None]] = {}
        self._pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="story")

    def __enter__(self) -> Self:
        self._futures = {
            (story, *arguments): self._pool.submit(story, *arguments) for story, *arguments in self._stories
        }
        return self

    def __call__(self, story: Story, *arguments: Any) -> None:
        self._futures[(story, *arguments)].result()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
