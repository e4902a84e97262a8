"""The last seconds of a camera, kept in memory: what happened just before the button was pressed."""

from __future__ import annotations

from collections import deque

from atomcam_gui.camera.frame import Frame

MAX_BYTES = 32_000_000
"""Most for one camera. A minute at VGA and 15 frames/s takes 20 MB."""


class PreRecord:
    """A ring of frames, bounded by seconds and by bytes. The bytes are those of the frames, not copies.

    Args:
        seconds: how far it goes back; 0 keeps nothing.
        max_bytes: the oldest go sooner where pictures are large.
    """

    def __init__(self, seconds: float, max_bytes: int = MAX_BYTES) -> None:
        self._frames: deque[Frame] = deque()
        self._bytes = 0
        self._max_bytes = max_bytes
        self._span_ns = round(seconds * 1e9)

    def __len__(self) -> int:
        return len(self._frames)

    @property
    def bytes(self) -> int:
        """Of all its pictures."""
        return self._bytes

    @property
    def seconds(self) -> float:
        """How far it goes back at most."""
        return self._span_ns / 1e9

    @seconds.setter
    def seconds(self, seconds: float) -> None:
        self._span_ns = round(seconds * 1e9)
        if self._frames:
            self._forget(self._frames[-1].received_ns)

    def add(self, frame: Frame) -> None:
        """Keep a frame, and drop what is too old or too much now."""
        self._frames.append(frame)
        self._bytes += len(frame.data)
        self._forget(frame.received_ns)

    def take(self, now_ns: int, seconds: float | None = None) -> tuple[Frame, ...]:
        """The frames of the last seconds, oldest first; nothing is kept of them or of older ones.

        Args:
            now_ns: monotonic nanoseconds.
            seconds: fewer than it holds; None for all.
        """
        span_ns = self._span_ns if seconds is None else min(self._span_ns, round(seconds * 1e9))
        frames = tuple(frame for frame in self._frames if frame.received_ns >= now_ns - span_ns)
        self.clear()
        return frames

    def clear(self) -> None:
        """Forget all frames."""
        self._frames.clear()
        self._bytes = 0

    def _forget(self, now_ns: int) -> None:
        frames, oldest = self._frames, now_ns - self._span_ns
        while frames and (frames[0].received_ns <= oldest or self._bytes > self._max_bytes):
            self._bytes -= len(frames.popleft().data)
