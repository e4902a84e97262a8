"""When each picture of a live stream is shown."""

from __future__ import annotations

from atomcam_gui.camera.frame import Frame
from atomcam_gui.recording.timeline import Timeline

STEP_US = 1000
"""Least time from picture to picture: what most containers can tell apart."""

_MOST_AHEAD_S = 0.5
"""No picture comes before it was taken: where it seems so, the board's clock was set."""


class StreamClock:
    """Times by the capture where the board tells it, else by the receipt; always forward. For one thread."""

    def __init__(self) -> None:
        self._timeline: Timeline | None = None
        self._offset_s = 0.0
        self._origin_s: float | None = None
        self._newest_us = -STEP_US

    def pts_us(self, frame: Frame) -> int:
        """Microseconds since the first picture. Asked once for each, in the order of receipt."""
        received_s = frame.received_ns / 1e9
        moment = self._moment(frame)
        if moment > received_s + _MOST_AHEAD_S:
            self._timeline = None
            moment = self._moment(frame)
        if self._origin_s is None:
            self._origin_s = moment
        return self._forward(round((moment - self._origin_s) * 1e6))

    def again_us(self) -> int:
        """For a picture that is shown once more: right after the newest, so that the next keeps its time."""
        return self._forward(0)

    def _forward(self, pts_us: int) -> int:
        self._newest_us = max(pts_us, self._newest_us + STEP_US)
        return self._newest_us

    def _moment(self, frame: Frame) -> float:
        """When it was taken, in seconds of the monotonic clock."""
        if self._timeline is None:
            self._timeline = Timeline()
            self._timeline.begin(frame)
            self._offset_s = frame.received_at - frame.received_ns / 1e9
        return self._timeline.time_of(frame) - self._offset_s
