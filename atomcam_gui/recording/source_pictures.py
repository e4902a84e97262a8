"""Reading a recording from its first picture to its last. Blocks for the disk and the decoder; for one thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
import simplejpeg
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from atomcam_gui.errors import BadJpeg
from atomcam_gui.playback.container import open_video, tick_of
from atomcam_gui.playback.recording_file import RecordingFile, RecordingInfo
from atomcam_gui.recording.work_progress import Teller
from atomcam_gui.video.decode import decoded_size

_USUAL_INTERVAL_S = 0.1
"""Of a recording with one picture."""
_LONGEST_LAST_S = 10.0


@dataclass(frozen=True, slots=True)
class SourcePicture:
    """One picture, on its way to another file."""

    position_s: float
    """Since the first picture."""
    payload: bytes | None
    """As it was recorded, where that is a JPEG."""
    frame: VideoFrame | None
    """Decoded, where that was asked for."""


class Source:
    """An open recording. ``open_source`` makes one.

    Attributes:
        info: what it tells of itself.
        metadata: its tags, as they are.
        interval_s: the usual time from picture to picture.
        damaged: pictures that could not be read so far.
    """

    def __init__(self, container: InputContainer, stream: VideoStream, info: RecordingInfo, interval_s: float) -> None:
        self.info = info
        self.metadata = dict(container.metadata)
        self.interval_s = interval_s
        self.damaged = 0
        self._container = container
        self._stream = stream
        self._first: int | None = None
        # One picture in, one picture out; encoding has threads of its own.
        stream.thread_count = 1

    @property
    def size(self) -> int:
        """Of the file, in bytes."""
        return int(self._container.size)

    def last_shown_s(self, position_s: float) -> float:
        """How long a last picture at this position is shown: until the file's end, if that can be believed."""
        start_s = float((self._container.start_time or 0) / av.time_base)
        left_s = self.info.claimed_s - start_s - position_s
        return left_s if 0 < left_s <= _LONGEST_LAST_S else self.interval_s

    def decoded(self, teller: Teller) -> Iterator[SourcePicture]:
        """All pictures that can be decoded, in the order in which they are shown.

        Raises:
            Cancelled: by ``teller``.
        """
        for packet in self._packets(teller):
            if self.info.is_jpeg and packet.size and not _is_sound(bytes(packet)):
                self.damaged += 1
                continue
            try:
                frames = packet.decode()
            except FFmpegError:
                self.damaged += 1
                continue
            for frame in frames:
                tick = frame.dts if frame.pts is None else frame.pts
                if tick is not None:
                    yield SourcePicture(self._seconds(tick), None, frame)

    def recorded(self, teller: Teller) -> Iterator[SourcePicture]:
        """All pictures as they were recorded, sound or not; decoded where that is no JPEG.

        Raises:
            Cancelled: by ``teller``.
        """
        if not self.info.is_jpeg:
            yield from self.decoded(teller)
            return
        for packet in self._packets(teller):
            tick = tick_of(packet)
            if packet.size and tick is not None:
                yield SourcePicture(self._seconds(tick), bytes(packet), None)

    def _packets(self, teller: Teller) -> Iterator[Packet[VideoStream]]:
        """With an empty one at the end, which makes decoders give what they hold."""
        packets = self._container.demux(self._stream)
        while True:
            teller.check()
            try:
                packet = next(packets, None)
            except FFmpegError:
                self.damaged += 1  # the end is missing
                return
            if packet is None:
                return
            tick = tick_of(packet)
            if packet.size and tick is not None:
                teller.read(packet.size, self._seconds(tick))
            yield packet

    def _seconds(self, tick: int) -> float:
        if self._first is None:
            self._first = tick
        time_base = self._stream.time_base
        assert time_base is not None
        return float((tick - self._first) * time_base)


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Open a recording to read all of it.

    Raises:
        CannotPlay: it is not there, may not be read, or is none.
    """
    with RecordingFile(path) as file:
        info, typical_s = file.info, file.index.typical_s
    container, stream = open_video(path)
    try:
        yield Source(container, stream, info, typical_s or _guessed_interval(stream))
    finally:
        container.close()


def _guessed_interval(stream: VideoStream) -> float:
    rate = stream.guessed_rate or stream.average_rate
    return 1 / float(rate) if rate else _USUAL_INTERVAL_S


def _is_sound(data: bytes) -> bool:
    """Whether a JPEG is whole: FFmpeg shows what is left of a damaged one without a word.

    All of its data is read, but only an eighth of the pixels made.
    """
    try:
        decoded_size(data)
        simplejpeg.decode_jpeg(data, "GRAY", min_width=1, min_height=1, min_factor=1)
    except (BadJpeg, ValueError):
        return False
    return True
