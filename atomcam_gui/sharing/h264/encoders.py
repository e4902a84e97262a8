"""Who watches which camera, and the encoders that this takes."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.camera.registry import CameraChanged, CameraRegistry, CameraRemoved, RegistryEvent
from atomcam_gui.camera.statistics import RateMeter
from atomcam_gui.camera.trust import Trust
from atomcam_gui.sharing.h264.camera_encoder import JOIN_SPACING_S, RESYNC_SPACING_S, CameraEncoder
from atomcam_gui.sharing.h264.chunk import CodedPicture, StreamForm
from atomcam_gui.sharing.h264.watch import EncoderWatch

logger = logging.getLogger(__name__)

_LAST_WORD_S = 1.5
"""How long ``close`` waits for pictures that are being encoded; the largest takes a tenth of a second."""


@dataclass(frozen=True, slots=True)
class EncoderState:
    """What the encoder of one camera does at the moment."""

    watchers: int
    fps: float
    """Pictures a second that come out of it."""
    kbps: float
    """Kilobits of H.264 a second."""
    skipped: int
    """Pictures that were never encoded, because a newer one came first: the encoder does not keep up."""
    damaged: int
    """Pictures left out, because their data are not sound."""
    trouble: str | None
    """Why nothing can be encoded, for people."""


class Encoders:
    """One encoder for each camera that is watched. For the event loop's thread.

    Args:
        hub: where the frames come from.
        registry: asked for the cameras' rates, and heard for cameras that may not be shown any more.
        newest: the newest picture of a camera that somebody else has kept, or None. Without it, the first to watch a
            camera waits for its next picture.
    """

    def __init__(
        self, hub: Hub, registry: CameraRegistry, newest: Callable[[str], Frame | None] = lambda _: None
    ) -> None:
        self._hub = hub
        self._registry = registry
        self._newest = newest
        self._feeds: dict[str, _Feed] = {}
        self._ending: set[CameraEncoder] = set()
        self._closed = False
        self._end_listening = registry.subscribe(self._registry_changed)

    def watch(self, camera_id: str, form: StreamForm) -> EncoderWatch:
        """Watch a camera from now on, be it there or not. Whoever calls closes it. After ``close``, it has ended."""
        if self._closed:
            return _ended_watch(form)
        feed = self._feeds.get(camera_id)
        if feed is None:
            feed = self._feeds[camera_id] = self._new_feed(camera_id)
        return feed.add(form, self._release)

    def codec(self, camera_id: str) -> str | None:
        """The stream's codec in the words of RFC 6381, while it is watched and from its first picture on."""
        feed = self._feeds.get(camera_id)
        return feed.codec if feed is not None else None

    def state(self, camera_id: str) -> EncoderState | None:
        """What the camera's encoder does; None while nobody watches."""
        feed = self._feeds.get(camera_id)
        return feed.state() if feed is not None else None

    async def close(self) -> None:
        """End all watches, and wait for the threads."""
        self._closed = True
        self._end_listening()
        for feed in tuple(self._feeds.values()):
            feed.close_all()
        ending = tuple(self._ending)
        if ending:
            await asyncio.wait([encoder.ended for encoder in ending], timeout=_LAST_WORD_S)
        for encoder in ending:
            self._reap(encoder)
        for encoder in self._ending:
            logger.warning("%r does not end: it is left behind", encoder)

    def _new_feed(self, camera_id: str) -> _Feed:
        camera = self._registry.get(camera_id)
        fps = camera.statistics.meter.rates(self._registry.clock())[0] if camera is not None else 0.0
        feed = _Feed(camera_id, self._newest(camera_id), fps)
        self._hub.attach(feed.encoder, camera_id)
        return feed

    def _release(self, feed: _Feed) -> None:
        """Nobody watches the camera any more."""
        del self._feeds[feed.camera_id]
        encoder = feed.encoder
        self._hub.detach(encoder, feed.camera_id)
        self._ending.add(encoder)
        encoder.ended.add_done_callback(lambda _: self._reap(encoder))
        encoder.stop()

    def _reap(self, encoder: CameraEncoder) -> None:
        if encoder.ended.done() and encoder in self._ending:
            encoder.join()
            self._ending.discard(encoder)

    def _registry_changed(self, event: RegistryEvent) -> None:
        match event:
            case CameraRemoved(camera):
                self._forget_pictures(camera.id)
            case CameraChanged(camera) if camera.trust is not Trust.ALLOWED:
                self._forget_pictures(camera.id)

    def _forget_pictures(self, camera_id: str) -> None:
        feed = self._feeds.get(camera_id)
        if feed is not None:
            feed.encoder.forget_pictures()


def _ended_watch(form: StreamForm) -> EncoderWatch:
    watch = EncoderWatch(form, lambda: None, lambda _: None)
    watch.close()
    return watch


class _Feed:
    """An encoder and those who watch it."""

    def __init__(self, camera_id: str, newest: Frame | None, fps: float) -> None:
        self.camera_id = camera_id
        self.codec: str | None = None
        self._watches: tuple[EncoderWatch, ...] = ()
        self._meter = RateMeter()
        self.encoder = CameraEncoder(camera_id, newest, fps, self._deliver)

    def add(self, form: StreamForm, released: Callable[[_Feed], None]) -> EncoderWatch:
        def remove(watch: EncoderWatch) -> None:
            self._watches = tuple(other for other in self._watches if other is not watch)
            self._tell_forms()
            if not self._watches:
                released(self)

        watch = EncoderWatch(form, lambda: self.encoder.want_key(RESYNC_SPACING_S), remove)
        self._watches = (*self._watches, watch)
        self._tell_forms()
        self.encoder.want_key(JOIN_SPACING_S)
        return watch

    def close_all(self) -> None:
        for watch in self._watches:
            watch.close()

    def state(self) -> EncoderState:
        encoder, pipeline = self.encoder, self.encoder.pipeline
        fps, kbps = self._meter.rates(time.monotonic())
        return EncoderState(len(self._watches), fps, kbps, encoder.skipped, pipeline.damaged, pipeline.trouble)

    def _tell_forms(self) -> None:
        self.encoder.set_forms({watch.form for watch in self._watches})

    def _deliver(self, picture: CodedPicture) -> None:
        self.codec = picture.parameters.codec
        self._meter.add(picture.made_ns / 1e9, len(picture.annex_b))
        for watch in self._watches:
            watch.push(picture)
