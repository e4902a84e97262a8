"""One camera's way to one server: connects, sends, and tries again for ever."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from atomcam_gui.camera.camera import CameraState
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import CameraRegistry
from atomcam_gui.camera.statistics import RateMeter
from atomcam_gui.camera.trust import Trust
from atomcam_gui.errors import PushError
from atomcam_gui.push import troubles
from atomcam_gui.push.jpeg_source import JpegSource
from atomcam_gui.push.picture_source import PictureSource, Sending
from atomcam_gui.push.push_order import PushForm, PushOrder, PushPhase, PushState
from atomcam_gui.push.rtp import RtpStream
from atomcam_gui.push.rtsp_publisher import RtspPublisher
from atomcam_gui.sharing.encoder_supply import EncoderSupply

logger = logging.getLogger(__name__)

_TITLE_FALLBACK = "AtomCam"


@dataclass(frozen=True, slots=True)
class PushTimes:
    """How patient a push is. In seconds."""

    pauses: tuple[float, ...] = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
    """Before the first, second… try in a row; the last one counts for all further ones."""
    settled: float = 10.0
    """A connection that held for so long ends the row."""
    answer: float = 5.0
    """For each of the server's answers."""
    first_picture: float = 10.0
    stuck: float = 10.0
    """A server that takes nothing for so long is given up."""
    tick: float = 0.5
    report: float = 5.0
    """Between two reports of the wall clock's time."""


@dataclass(frozen=True, slots=True)
class PushSurroundings:
    """What all pushes have in common."""

    hub: Hub
    registry: CameraRegistry
    encoders: EncoderSupply
    tell: Callable[[PushState], None]
    times: PushTimes


class PushRun:
    """A task of its own. For the event loop's thread.

    Args:
        order: its address has no place for an id any more.
    """

    def __init__(self, order: PushOrder, camera_id: str, around: PushSurroundings) -> None:
        self._order = order
        self._camera_id = camera_id
        self._around = around
        self._times = around.times
        self._meter = RateMeter()
        self._moved = asyncio.Event()
        self._last: Sending | None = None
        self._state = PushState(order.id, camera_id, order.url, order.form, PushPhase.AWAY, time.time())
        self._task = asyncio.get_running_loop().create_task(self._run(), name=f"push {order.id} {camera_id}")

    @property
    def state(self) -> PushState:
        """How it is going, with the numbers of this moment."""
        if self._state.phase is not PushPhase.LIVE:
            return self._state
        fps, kbps = self._meter.rates(time.monotonic())
        return replace(self._state, fps=fps, kbps=kbps)

    def heed(self) -> None:
        """The camera is in another state than before."""
        self._moved.set()

    def cancel(self) -> asyncio.Task[None]:
        """End it soon; the task to wait for."""
        self._task.cancel()
        return self._task

    # -- the long way --------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        tries = 0
        while True:
            await self._until(CameraState.LIVE, is_wanted=True)
            began = time.monotonic()
            try:
                await self._session()
            except PushError as error:
                trouble = error
            except Exception as error:
                logger.exception("camera %s to %s", self._title, self._order.url)
                trouble = troubles.Fault(type(error).__name__)
            else:
                tries = 0
                continue
            was_settled = self._state.phase is PushPhase.LIVE and time.monotonic() - began > self._times.settled
            tries = 1 if was_settled else tries + 1
            await self._pause(trouble, self._times.pauses[min(tries, len(self._times.pauses)) - 1])

    async def _pause(self, trouble: PushError, seconds: float) -> None:
        if not isinstance(self._state.trouble, type(trouble)):
            logger.warning("camera %s to %s: %s", self._title, self._order.url, trouble)
        self._become(PushPhase.WAITING, trouble, time.time() + seconds)
        await asyncio.sleep(seconds)

    async def _until(self, state: CameraState, *, is_wanted: bool) -> None:
        """Wait for a camera that is let in to come into this state, or out of it."""
        while self._is_in(state) is not is_wanted:
            if is_wanted:
                self._become(PushPhase.AWAY)
            self._moved.clear()
            await self._moved.wait()

    def _is_in(self, state: CameraState) -> bool:
        camera = self._around.registry.get(self._camera_id)
        return camera is not None and camera.trust is Trust.ALLOWED and camera.state is state

    @property
    def _is_gone(self) -> bool:
        camera = self._around.registry.get(self._camera_id)
        return camera is None or camera.trust is not Trust.ALLOWED or camera.connection is None

    @property
    def _title(self) -> str:
        camera = self._around.registry.get(self._camera_id)
        return camera.label if camera is not None else _TITLE_FALLBACK

    # -- one session ---------------------------------------------------------------------------------------------

    async def _session(self) -> None:
        """From the connection to its end. Returns when the camera goes.

        Raises:
            PushError: something else ended it.
        """
        self._become(PushPhase.CONNECTING)
        publisher = await RtspPublisher.open(self._order.url, self._times.answer)
        source: PictureSource | None = None
        try:
            # Only now: there is nothing to be encoded for a server that is not there.
            source = await self._source()
            await self._while_both_are_there(publisher, self._publish(publisher, source))
        finally:
            if source is not None:
                source.close()
            # Also when this task is being cancelled: a goodbye takes a fraction of a second.
            await publisher.close()

    async def _while_both_are_there(self, publisher: RtspPublisher, work: Coroutine[Any, Any, None]) -> None:
        """Do this until the camera goes, or the server does."""
        lost = publisher.wire.lost
        tasks = [asyncio.create_task(work), asyncio.create_task(self._until_gone())]
        try:
            any_of: list[asyncio.Future[Any]] = [*tasks, lost]
            await asyncio.wait(any_of, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
        if not tasks[0].cancelled():
            tasks[0].result()
        if lost.done():
            raise lost.result()

    async def _until_gone(self) -> None:
        while not self._is_gone:
            self._moved.clear()
            await self._moved.wait()

    async def _source(self) -> PictureSource:
        if self._order.form is PushForm.JPEG:
            return JpegSource(self._around.hub, self._camera_id)
        encoders = await self._around.encoders.get()
        # Not at the top: it brings FFmpeg along, which only this form needs, and which is there by now.
        from atomcam_gui.push.h264_source import H264Source

        return H264Source(encoders, self._camera_id)

    async def _publish(self, publisher: RtspPublisher, source: PictureSource) -> None:
        await self._begin(publisher, source)
        looking = asyncio.create_task(self._look_after(publisher, source.stream))
        try:
            await self._send_all(publisher, source)
        finally:
            looking.cancel()
            await asyncio.wait([looking])

    async def _begin(self, publisher: RtspPublisher, source: PictureSource) -> None:
        wait_s = self._times.first_picture
        try:
            async with asyncio.timeout(wait_s):
                media = await source.describe()
        except TimeoutError as error:
            raise source.excuse() or troubles.NoPictures(wait_s) from error
        await publisher.announce(media, self._title)
        await publisher.record()
        self._meter.clear()
        self._become(PushPhase.LIVE)

    async def _send_all(self, publisher: RtspPublisher, source: PictureSource) -> None:
        wire = publisher.wire
        while True:
            sending = await source.next()
            wire.send(sending.packets)
            await wire.drained()
            self._last = sending
            self._meter.add(time.monotonic(), len(sending.packets))

    async def _look_after(self, publisher: RtspPublisher, stream: RtpStream) -> None:
        """Notice a server that hangs, and tell it the time and that we are there."""
        report_at = time.monotonic()
        alive_at = report_at + publisher.session_s / 2
        while True:
            await asyncio.sleep(self._times.tick)
            now = time.monotonic()
            if publisher.wire.blocked_s > self._times.stuck:
                publisher.wire.fail(troubles.ServerStuck(self._order.url.place, self._times.stuck))
            if self._last is not None and now >= report_at and not publisher.wire.blocked_s:
                report_at = now + self._times.report
                publisher.wire.send(stream.report(self._last.moment, self._last.ticks))
            if now >= alive_at and not publisher.wire.blocked_s:
                alive_at = now + publisher.session_s / 2
                publisher.say_alive()

    def _become(self, phase: PushPhase, trouble: PushError | None = None, next_try: float | None = None) -> None:
        before = self._state
        if phase is before.phase and trouble is before.trouble:
            return
        since = before.since if phase is before.phase else time.time()
        if phase is PushPhase.CONNECTING and trouble is None:
            trouble = before.trouble  # why it is tried again, until that is known to be over
        self._state = replace(before, phase=phase, since=since, trouble=trouble, next_try=next_try)
        self._around.tell(self.state)
