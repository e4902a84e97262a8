"""Changes on their way to one camera: one at a time, and of those that wait to the same controls only the newest."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from atomcam_gui.camera.controls import Value
from atomcam_gui.errors import RequestError

Values = Mapping[str, Value]


@dataclass(slots=True, eq=False)
class _Change:
    values: Values
    by_user: bool
    sent: asyncio.Future[None]


class ControlQueue:
    """For the event loop's thread.

    Args:
        send: sends values, and whether the user wants them, and returns once the camera has them.
        start: runs a coroutine as a task that somebody owns.
    """

    def __init__(
        self,
        send: Callable[[Values, bool], Awaitable[None]],
        start: Callable[[Callable[[], Awaitable[None]]], object],
    ) -> None:
        self._send = send
        self._start = start
        self._waiting: dict[tuple[bool, frozenset[str]], _Change] = {}
        self.is_running = False
        """Whether something is on its way."""

    async def put(self, values: Values, *, by_user: bool) -> None:
        """Send values when their turn comes. A newer call for the same controls takes their place: both get its end.

        Raises:
            RequestError: what ``send`` raised.
        """
        key = (by_user, frozenset(values))
        change = self._waiting.pop(key, None)
        if change is None:
            change = _Change(values, by_user, asyncio.get_running_loop().create_future())
            # Whoever waited may have gone: then nobody asks for the error.
            change.sent.add_done_callback(lambda future: future.cancelled() or future.exception())
        change.values = values
        self._waiting[key] = change
        if not self.is_running:
            self.is_running = True
            self._start(self._run)
        await asyncio.shield(change.sent)

    async def _run(self) -> None:
        try:
            while self._waiting:
                change = self._waiting.pop(next(iter(self._waiting)))
                try:
                    await self._send(change.values, change.by_user)
                except RequestError as error:
                    change.sent.set_exception(error)
                except asyncio.CancelledError:
                    change.sent.set_exception(_ended())
                    raise
                else:
                    change.sent.set_result(None)
        finally:
            self.is_running = False
            for change in self._waiting.values():
                change.sent.set_exception(_ended())
            self._waiting.clear()


def _ended() -> RequestError:
    return RequestError("AtomCam is being closed: nothing is changed on the camera any more")
