"""A camera's JPEGs, packed up for a server as they are."""

from __future__ import annotations

import asyncio

from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import PushError
from atomcam_gui.push import rtp_jpeg
from atomcam_gui.push.jpeg_anatomy import JpegAnatomy, dissect
from atomcam_gui.push.picture_source import Sending, ticks_of
from atomcam_gui.push.rtp import RtpStream
from atomcam_gui.push.sdp import MediaDescription
from atomcam_gui.recording.timeline import Timeline


class JpegSource:
    """A sink of one camera that keeps the newest frame only, and a ``PictureSource``."""

    def __init__(self, hub: Hub, camera_id: str) -> None:
        self.stream = RtpStream(rtp_jpeg.PAYLOAD_TYPE)
        self._hub = hub
        self._camera_id = camera_id
        self._timeline = Timeline()
        self._first: float | None = None
        self._newest: tuple[Frame, float] | None = None
        self._wanted = asyncio.Event()
        hub.attach(self, camera_id)

    def submit(self, frame: Frame) -> None:
        """Take a frame; one that nobody has taken yet is let go."""
        # Every picture's time is asked for: the more the timeline sees, the better it knows the board's clock.
        self._newest = (frame, self._timeline.time_of(frame))
        self._wanted.set()

    async def describe(self) -> MediaDescription:
        """As ``PictureSource``."""
        await self._wanted.wait()
        assert self._newest is not None
        rtp_jpeg.check_fit(dissect(self._newest[0].data))
        return rtp_jpeg.DESCRIPTION

    async def next(self) -> Sending:
        """As ``PictureSource``."""
        await self._wanted.wait()
        self._wanted.clear()
        assert self._newest is not None
        frame, moment = self._newest
        anatomy = dissect(frame.data)
        rtp_jpeg.check_fit(anatomy)
        assert anatomy is not None
        data = await _data(frame, anatomy)
        if self._first is None:
            self._first = moment
        ticks = ticks_of(moment - self._first)
        return Sending(rtp_jpeg.packets(self.stream, anatomy, data, ticks), ticks, moment)

    def excuse(self) -> PushError | None:
        """As ``PictureSource``."""
        return None

    def close(self) -> None:
        """No more pictures."""
        self._hub.detach(self, self._camera_id)
        self._newest = None


async def _data(frame: Frame, anatomy: JpegAnatomy) -> bytes:
    if rtp_jpeg.travels_as_it_is(anatomy):
        return rtp_jpeg.travelling_data(frame.data, anatomy)
    return await in_daemon_thread(lambda: rtp_jpeg.travelling_data(frame.data, anatomy), "push jpeg")
