"""Passes cameras on to servers that were made for many viewers, and keeps doing so."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from atomcam_gui.camera.camera import Camera, CameraState
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import CameraRegistry, RegistryEvent
from atomcam_gui.camera.trust import Trust
from atomcam_gui.push import rtp_jpeg
from atomcam_gui.push.push_book import PushBook
from atomcam_gui.push.push_order import PushForm, PushOrder, PushPhase, PushState
from atomcam_gui.push.push_run import PushRun, PushSurroundings, PushTimes
from atomcam_gui.push.push_url import PushUrl
from atomcam_gui.push.rtsp_publisher import RtspPublisher
from atomcam_gui.push.sdp import MediaDescription
from atomcam_gui.sharing.encoder_supply import EncoderSupply

logger = logging.getLogger(__name__)

CLOSE_WAIT_S = 1.0
"""Goodbyes take a fifth of it."""

Listener = Callable[[PushState], None]


class PushService:
    """All pushes. For the event loop's thread, on a running loop. Nothing here blocks or hangs: there is no thread.

    Args:
        encoders: those that viewers use too.
        book: read by ``load``, or already.
    """

    def __init__(
        self,
        hub: Hub,
        registry: CameraRegistry,
        encoders: EncoderSupply,
        book: PushBook,
        times: PushTimes | None = None,
    ) -> None:
        self._registry = registry
        self._book = book
        self._around = PushSurroundings(hub, registry, encoders, self._tell, times or PushTimes())
        self._runs: dict[tuple[str, str], PushRun] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._listeners: list[Listener] = []
        self._unsubscribe: Callable[[], None] | None = None
        self._is_closed = False

    @property
    def orders(self) -> tuple[PushOrder, ...]:
        """What is wanted, oldest first."""
        return self._book.orders

    @property
    def states(self) -> tuple[PushState, ...]:
        """How it is going: one for each camera of each order, or one where no camera has come yet."""
        return tuple(state for order in self._book.orders for state in self._states_of(order))

    def _states_of(self, order: PushOrder) -> list[PushState]:
        runs = [run.state for (order_id, _), run in self._runs.items() if order_id == order.id]
        phase = PushPhase.AWAY if order.on else PushPhase.OFF
        return runs or [PushState(order.id, None, order.url, order.form, phase)]

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` whenever a push does something else than before. Returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def load(self) -> Path | None:
        """Read the book. Returns where a broken one was set aside, or None.

        Raises:
            SettingsError: it cannot be opened.
        """
        return self._book.load()

    # -- orders --------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Do what the book says from now on."""
        if self._unsubscribe is None:
            self._unsubscribe = self._registry.subscribe(self._heed)
            self._bring_in_line()

    def add(self, url: PushUrl, form: PushForm = PushForm.H264, camera: str = "", *, on: bool = True) -> PushOrder:
        """A new order, which begins at once if it is on.

        Raises:
            SettingsError: it holds until the program ends, but could not be written; or there are too many already.
        """
        try:
            return self._book.add(url, form, camera, on=on)
        finally:
            self._bring_in_line()

    def change(self, order: PushOrder) -> None:
        """Another address, form or camera for an order.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """
        before = self._book.get(order.id)
        try:
            self._book.put(order)
        finally:
            if before is not None and replace(before, on=order.on) != order:
                self._end([key for key in self._runs if key[0] == order.id])
            self._bring_in_line()

    def remove(self, order_id: str) -> None:
        """Drop an order.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """
        try:
            self._book.remove(order_id)
        finally:
            self._bring_in_line()

    def start(self, order_id: str) -> None:
        """Switch an order on.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """
        self._switch(order_id, True)

    def stop(self, order_id: str) -> None:
        """Switch an order off; it stays in the book.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """
        self._switch(order_id, False)

    def _switch(self, order_id: str, on: bool) -> None:
        try:
            self._book.set_on(order_id, on)
        finally:
            self._bring_in_line()

    async def test(self, url: PushUrl, form: PushForm) -> None:
        """See whether the server would take a camera: announce one, and take it back.

        Raises:
            PushError: it would not. Says why.
        """
        publisher = await RtspPublisher.open(url.of_camera("test"))
        try:
            await publisher.announce(await self._description(form), "AtomCam")
        finally:
            await publisher.close()

    async def _description(self, form: PushForm) -> MediaDescription:
        if form is PushForm.JPEG:
            return rtp_jpeg.DESCRIPTION
        await self._around.encoders.get()
        # Not at the top: it brings FFmpeg along, which is there by now.
        from atomcam_gui.push.rtp_h264 import ParameterSets

        return ParameterSets(()).description

    # -- runs ----------------------------------------------------------------------------------------------------

    def _heed(self, _: RegistryEvent) -> None:
        for run in self._runs.values():
            run.heed()
        self._bring_in_line()

    def _bring_in_line(self) -> None:
        """Begin what is wanted and not there, end what is there and not wanted."""
        if self._unsubscribe is None or self._is_closed:
            return
        wanted = {
            (order.id, name): order for order in self._book.orders if order.on for name in self._cameras_of(order)
        }
        self._end([key for key in self._runs if key not in wanted])
        for key, order in wanted.items():
            if key not in self._runs:
                own = replace(order, url=order.url.of_camera(key[1]))
                self._runs[key] = PushRun(own, key[1], self._around)

    def _cameras_of(self, order: PushOrder) -> list[str]:
        """Which cameras an order is about, as far as they have come. Whoever is passed on stays so while it is away."""
        begun = [camera_id for order_id, camera_id in self._runs if order_id == order.id and self._is_let_in(camera_id)]
        come = [camera for camera in self._registry if camera.trust is Trust.ALLOWED]
        if order.camera:
            return begun or [camera.id for camera in _named(come, order.camera)][:1]
        if order.url.is_for_each:
            return list(dict.fromkeys([*begun, *(camera.id for camera in come)]))
        return begun or [camera.id for camera in come if camera.state is CameraState.LIVE][:1]

    def _is_let_in(self, camera_id: str) -> bool:
        camera = self._registry.get(camera_id)
        return camera is not None and camera.trust is Trust.ALLOWED

    def _end(self, keys: list[tuple[str, str]]) -> None:
        for key in keys:
            run = self._runs.pop(key)
            task = run.cancel()
            self._ending.add(task)
            task.add_done_callback(self._ended)
            order = self._book.get(key[0])
            phase = PushPhase.OFF if order is None or not order.on else PushPhase.AWAY
            self._tell(replace(run.state, phase=phase, since=time.time(), trouble=None, next_try=None))

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._ending.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("passing a camera on failed", exc_info=error)

    def _tell(self, state: PushState) -> None:
        for listener in tuple(self._listeners):
            listener(state)

    async def close(self) -> None:
        """End all pushes, with a goodbye to the servers that listen to one."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._listeners.clear()
        self._end(list(self._runs))
        if self._ending:
            await asyncio.wait(self._ending, timeout=CLOSE_WAIT_S)


def _named(cameras: list[Camera], name: str) -> list[Camera]:
    """The camera of this id, or else those of this name."""
    folded = name.casefold()
    return [c for c in cameras if c.id == name] or [c for c in cameras if c.name.casefold() == folded]
