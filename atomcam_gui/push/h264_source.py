"""A camera's H.264, packed up for a server. The encoder is the one that viewers watch too."""

from __future__ import annotations

import time

from atomcam_gui.errors import PushError
from atomcam_gui.push import rtp_h264, troubles
from atomcam_gui.push.picture_source import Sending, ticks_of
from atomcam_gui.push.rtp import RtpStream
from atomcam_gui.push.rtp_h264 import ParameterSets
from atomcam_gui.push.sdp import MediaDescription
from atomcam_gui.sharing.h264 import Chunk, Encoders, StreamForm


class H264Source:
    """A watch over a camera's encoder, and a ``PictureSource``."""

    def __init__(self, encoders: Encoders, camera_id: str) -> None:
        self.stream = RtpStream(rtp_h264.PAYLOAD_TYPE)
        self._encoders = encoders
        self._camera_id = camera_id
        self._watch = encoders.watch(camera_id, StreamForm.PACKETS)
        self._held: Chunk | None = None
        self._first_us: int | None = None

    async def describe(self) -> MediaDescription:
        """As ``PictureSource``."""
        self._held = await self._chunk()
        return ParameterSets.among(rtp_h264.units_of(self._held.extradata)).description

    async def next(self) -> Sending:
        """As ``PictureSource``."""
        held, self._held = self._held, None
        chunk = held or await self._chunk()
        if self._first_us is None:
            self._first_us = chunk.pts_us
        ticks = ticks_of((chunk.pts_us - self._first_us) / 1e6)
        units = rtp_h264.units_of(chunk.data)
        return Sending(rtp_h264.packets(self.stream, units, ticks), ticks, time.time())

    async def _chunk(self) -> Chunk:
        try:
            return await anext(self._watch)
        except StopAsyncIteration:
            raise troubles.NoEncoder("the program is ending") from None

    def excuse(self) -> PushError | None:
        """As ``PictureSource``."""
        state = self._encoders.state(self._camera_id)
        return troubles.NoEncoder(state.trouble) if state is not None and state.trouble else None

    def close(self) -> None:
        """Nobody here watches any more."""
        self._watch.close()
