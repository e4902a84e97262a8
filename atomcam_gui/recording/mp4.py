"""Writes pictures as H.264 into an MP4 that browsers and telephones play.

Times are the pictures' own: a pause in the recording is as long in the MP4. There are no B-pictures: with them, FFmpeg
would put the start off by the longest pause near it, and leave it to the player to take that back.
"""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.error import FFmpegError
from av.packet import Packet
from av.video.frame import PictureType, VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, ColorTrc, VideoReformatter
from av.video.stream import VideoStream

from atomcam_gui.errors import RecordingError
from atomcam_gui.recording.disk_errors import disk_trouble, on_disk

TIME_BASE = Fraction(1, 90_000)
"""Divides milliseconds and all usual picture rates; a pause may be 13 hours long."""

_KEYFRAME_EVERY_S = 4.0
"""Seeking goes from keyframe to keyframe."""

_SMALLEST = 2
_SPACE_SMPTE170M = 6
_QUALITY = {"preset": "veryfast", "crf": "20", "bf": "0", "forced-idr": "1", "g": "600"}
_LEAST_RATE, _MOST_RATE = 1, 120


class EncodingFailed(RecordingError):
    """The encoder refused the pictures."""

    template = (
        "{name} could not be made ({reason}): the recording itself is as it was; its pictures can be exported instead"
    )

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(name=path.name, reason=reason)


class Mp4Writer:
    """A new file. For one thread; blocks for the encoder and the disk.

    Args:
        part: where to write; nothing may be there.
        target: what errors call it.
        width: of the source's pictures, in pixels; the last column of an odd one is left out, as is the last row.
        interval_s: the usual time from picture to picture.
        metadata: for the container, in FFmpeg's names.
        threads: of the encoder; 0 lets it choose.

    Raises:
        RecordingError: it cannot be written.
    """

    def __init__(
        self,
        part: Path,
        target: Path,
        width: int,
        height: int,
        interval_s: float,
        metadata: Mapping[str, str],
        threads: int = 0,
    ) -> None:
        self._part = part
        self._target = target
        self._source_size = (width, height)
        self._size = (max(_SMALLEST, width - width % 2), max(_SMALLEST, height - height % 2))
        self._scaler = VideoReformatter()
        self._keyframe_due = 0
        self._durations: deque[int] = deque()
        self.end_pts = 0
        """Where the newest picture ends, in ``TIME_BASE``."""
        with on_disk(target):
            part.open("xb").close()
        with self._writing():
            # By URL: a name such as "a:b" is not a protocol.
            self._container = av.open(f"file:{part}", "w", format="mp4", options={"movflags": "+faststart"})
        self._container.metadata.update(metadata)
        self._stream = self._add_stream(interval_s, threads)

    def _add_stream(self, interval_s: float, threads: int) -> VideoStream:
        # Without a rate the encoder would take the time base for one, and claim a level that no telephone plays.
        rate = Fraction(min(max(1 / interval_s, _LEAST_RATE), _MOST_RATE)).limit_denominator(1001)
        stream = self._container.add_stream("libx264", rate=rate, options=dict(_QUALITY))
        context = stream.codec_context
        context.width, context.height = self._size
        context.pix_fmt = "yuv420p"
        context.time_base = TIME_BASE
        context.thread_count = threads
        # What a JPEG means (JFIF): sRGB, with the weights of BT.601. The range becomes that of video.
        context.colorspace = _SPACE_SMPTE170M
        context.color_range = ColorRange.MPEG
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.IEC61966_2_1
        stream.time_base = TIME_BASE
        return stream

    def takes(self, frame: VideoFrame) -> bool:
        """Whether a picture has the size that all have."""
        return (frame.width, frame.height) == self._source_size

    def write(self, frame: VideoFrame, pts: int, duration: int) -> None:
        """Add a picture.

        Args:
            pts: in ``TIME_BASE``; more than the one before.
            duration: in ``TIME_BASE``, until the next picture.

        Raises:
            RecordingError: the encoder or the disk refuses it.
        """
        picture = self._video_picture(frame)
        picture.pts, picture.time_base = pts, TIME_BASE
        picture.pict_type = PictureType.NONE
        if pts >= self._keyframe_due:
            picture.pict_type = PictureType.I
            self._keyframe_due = pts + round(_KEYFRAME_EVERY_S / TIME_BASE)
        self._durations.append(duration)
        self._mux(self._encode(picture))
        self.end_pts = pts + duration

    def close(self) -> None:
        """Write what the encoder still holds and the index, bring that to the front, and see that all is on the disk.

        Raises:
            RecordingError: it could not be completed.
        """
        self._mux(self._encode(None))
        with self._writing():
            self._container.close()
        with on_disk(self._target), self._part.open("rb+") as file:
            os.fsync(file.fileno())

    def abandon(self) -> None:
        """Close and delete the file. May be called at any time, also after ``close`` has failed."""
        # What is deleted need not be completed: where the system allows it first, the closing is quick.
        with contextlib.suppress(OSError):
            self._part.unlink()
        with contextlib.suppress(FFmpegError):
            self._container.close()
        self._part.unlink(missing_ok=True)

    def _video_picture(self, frame: VideoFrame) -> VideoFrame:
        full = frame.color_range == ColorRange.JPEG or (frame.format.name or "").startswith("yuvj")
        scaled = self._scaler.reformat(
            frame,
            format="yuv420p",
            src_color_range=ColorRange.JPEG if full else None,
            dst_color_range=ColorRange.MPEG if full else None,
            threads=1,
        )
        return scaled if self._size == self._source_size else _cut(scaled, *self._size)

    def _encode(self, picture: VideoFrame | None) -> list[Packet[VideoStream]]:
        try:
            return self._stream.encode(picture)
        except FFmpegError as error:
            raise EncodingFailed(self._target, str(error)) from error

    def _mux(self, packets: list[Packet[VideoStream]]) -> None:
        with self._writing():
            for packet in packets:
                # One for each picture and in their order. The encoder's own word on the last one is a guess.
                packet.duration = self._durations.popleft()
                self._container.mux_one(packet)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:  # FFmpeg's errors are such, too
            raise disk_trouble(self._target, error) from error


def _cut(frame: VideoFrame, width: int, height: int) -> VideoFrame:
    """The upper left part of a picture in planes; of one too small, its edge again."""
    planes = []
    for number, plane in enumerate(frame.planes):
        shrink = 2 if number else 1
        pixels = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]
        rows, columns = height // shrink, width // shrink
        missing = ((0, max(0, rows - plane.height)), (0, max(0, columns - plane.width)))
        planes.append(np.pad(pixels, missing, "edge")[:rows, :columns].ravel())
    return VideoFrame.from_ndarray(np.concatenate(planes).reshape(-1, width), format="yuv420p")
