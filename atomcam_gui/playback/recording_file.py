"""A recording on the disk: what it tells of itself, when its pictures are, and the pictures.

Ours are JPEGs in Matroska (``recording.mkv``); their bytes come out as they went in. Whatever else FFmpeg reads from
Matroska, MP4 or AVI is decoded by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import av
from av.error import FFmpegError
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from atomcam_gui.errors import BadJpeg
from atomcam_gui.playback.container import open_video, tick_of
from atomcam_gui.playback.frame_index import FrameIndex, make_index
from atomcam_gui.playback.troubles import DamagedPicture
from atomcam_gui.recording.mkv import RecordingTags
from atomcam_gui.recording.names import parse_name
from atomcam_gui.video.decode import Pixels, Size, decode, decoded_size

_READ_THROUGH = 30
"""Up to so many pictures are read over rather than sought past: about the cost of a seek."""


@dataclass(frozen=True, slots=True)
class RecordingInfo:
    """What a file tells of itself."""

    path: Path
    width: int
    """Pixels; of a damaged file 0."""
    height: int
    """Pixels; of a damaged file 0."""
    codec: str
    """FFmpeg's name: ``mjpeg``, ``h264``, …"""
    started: datetime | None
    """When the first picture was taken, with a time zone: by the file's own word, else by its name."""
    camera_id: str
    """Empty in files of other programs."""
    camera_name: str
    recovered: bool
    """The program that recorded it did not end it; a later start completed it."""
    claimed_s: float
    """Length that the file's header claims; 0 where it claims none: the recording was not ended."""

    @property
    def is_jpeg(self) -> bool:
        """Whether its pictures are JPEGs."""
        return self.codec == "mjpeg"


@dataclass(frozen=True, slots=True, eq=False)
class StoredPicture:
    """One picture of a recording, decoded."""

    tick: int
    """Its name: see ``FrameIndex.ticks``."""
    pixels: Pixels
    """Perhaps smaller than the picture, by a power of two."""
    width: int
    """Pixels of the whole picture."""
    height: int
    """Pixels of the whole picture."""
    jpeg: bytes | None
    """The bytes as they were recorded; None where the recording is of another codec."""


class RecordingFile:
    """An open recording. Blocks for the disk and the decoder; for one thread at a time.

    ``index`` is what can be known at once. Where that is not complete, ``index_scan`` completes it, and its result may
    be put here.

    Raises:
        CannotPlay: it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._container, self._stream = open_video(path)
        try:
            self.index = _first_index(self._container, self._stream)
            self.info = _info(path, self._container, self._stream)
        except BaseException:
            self.close()
            raise
        self._packets: Iterator[Packet[VideoStream]] = iter(())
        self._read_to: int | None = None
        self._frames: Iterator[VideoFrame] = iter(())
        self._decoded_to: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. May be called twice."""
        self._packets = iter(())
        self._frames = iter(())
        self._container.close()

    def frame(self, number: int) -> bytes:
        """The recorded bytes of a picture of the index: a JPEG, where ``info.is_jpeg``.

        Raises:
            DamagedPicture: it is not where it should be.
        """
        return self.payload(self.index.tick_of(number))

    def payload(self, tick: int) -> bytes:
        """The recorded bytes of the picture with this tick.

        Raises:
            DamagedPicture: it is not where it should be.
        """
        if not self._is_near(tick):
            self._seek(tick)
        try:
            for packet in self._packets:
                here = tick_of(packet)
                if here is None or not packet.size:
                    continue
                self._read_to = here
                if here == tick:
                    return bytes(packet)
                if here > tick:
                    break
            else:
                self._read_to = None
        except FFmpegError as error:
            self._read_to = None
            raise DamagedPicture(str(error)) from error
        raise DamagedPicture(f"no picture at {tick}")

    def picture(
        self,
        tick: int,
        wanted: Size | None = None,
        spare: Callable[[tuple[int, ...]], Pixels | None] = lambda _shape: None,
        superseded: Callable[[], bool] = lambda: False,
    ) -> StoredPicture | None:
        """Read and decode a picture.

        Args:
            wanted: it may be decoded smaller while it stays at least as large as this: cheaper.
            spare: gives an array of a shape that may be written over, if it has one.
            superseded: asked now and then; says that nobody needs this picture any more, and None is returned.

        Raises:
            DamagedPicture: it is missing or cannot be decoded.
        """
        if self.info.is_jpeg:
            return self._jpeg_picture(tick, wanted, spare)
        return self._other_picture(tick, wanted, superseded)

    # -- JPEGs -----------------------------------------------------------------------------------------------------

    def _jpeg_picture(
        self, tick: int, wanted: Size | None, spare: Callable[[tuple[int, ...]], Pixels | None]
    ) -> StoredPicture:
        data = self.payload(tick)
        try:
            width, height = decoded_size(data)
            size = decoded_size(data, wanted) if wanted else (width, height)
            pixels = decode(data, size, spare((size[1], size[0], 4)), wanted)
        except BadJpeg as error:
            raise DamagedPicture(str(error)) from error
        return StoredPicture(tick, pixels, width, height, data)

    def _is_near(self, tick: int) -> bool:
        """Whether the picture comes soon in what is read next."""
        if self._read_to is None or tick <= self._read_to:
            return False
        return self.index.number_of(tick) - self.index.number_of(self._read_to) <= _READ_THROUGH

    def _seek(self, tick: int) -> None:
        self._read_to = self._decoded_to = None
        try:
            self._container.seek(tick, stream=self._stream)
        except FFmpegError as error:
            raise DamagedPicture(str(error)) from error
        self._packets = self._container.demux(self._stream)

    # -- other codecs ----------------------------------------------------------------------------------------------

    def _other_picture(self, tick: int, wanted: Size | None, superseded: Callable[[], bool]) -> StoredPicture | None:
        if not self._leads_to(tick):
            self._seek(self.index.tick_of(self.index.keyframe_before(self.index.number_of(tick))))
            self._frames = _decoded(self._packets)
        for frame in self._frames:
            here = frame.dts if frame.pts is None else frame.pts
            if here is not None:
                self._decoded_to = here
                if here >= tick:
                    return _converted(frame, tick, wanted)
            if superseded():
                return None
        self._decoded_to = None
        raise DamagedPicture(f"no picture at {tick}")

    def _leads_to(self, tick: int) -> bool:
        """Whether decoding on comes to the picture sooner than starting at the keyframe before it."""
        if self._decoded_to is None or tick <= self._decoded_to:
            return False
        keyframe = self.index.keyframe_before(self.index.number_of(tick))
        return self.index.tick_of(keyframe) <= self._decoded_to or self._is_next(tick, self._decoded_to)

    def _is_next(self, tick: int, last: int) -> bool:
        return self.index.number_of(tick) - self.index.number_of(last) <= 1


def _decoded(packets: Iterator[Packet[VideoStream]]) -> Iterator[VideoFrame]:
    """The pictures of the packets, without those that cannot be decoded."""
    while True:
        try:
            packet = next(packets, None)
            frames = [] if packet is None else packet.decode()
        except FFmpegError:
            continue
        if packet is None:
            return
        yield from frames


def _converted(frame: VideoFrame, tick: int, wanted: Size | None) -> StoredPicture:
    width, height = frame.width, frame.height
    shrink = 1
    while wanted and width // (2 * shrink) >= wanted[0] and height // (2 * shrink) >= wanted[1]:
        shrink *= 2
    try:
        pixels = cast(Pixels, frame.to_ndarray(format="bgra", width=width // shrink, height=height // shrink))
    except (FFmpegError, ValueError) as error:
        raise DamagedPicture(str(error)) from error
    return StoredPicture(tick, pixels, width, height, None)


# -- what can be known at once -------------------------------------------------------------------------------------


def _info(path: Path, container: av.container.InputContainer, stream: VideoStream) -> RecordingInfo:
    tags = RecordingTags.from_metadata(container.metadata)
    context = stream.codec_context
    return RecordingInfo(
        path=path,
        width=context.width,
        height=context.height,
        codec=context.name,
        started=tags.started if tags else _creation_time(container.metadata) or _time_in_name(path),
        camera_id=tags.camera_id if tags else "",
        camera_name=tags.camera_name if tags else "",
        recovered=tags.recovered if tags else False,
        claimed_s=_claimed_s(container, stream),
    )


def _creation_time(metadata: dict[str, str]) -> datetime | None:
    try:
        moment = datetime.fromisoformat(metadata["creation_time"])
        # Programs without a clock write the year in which their container's time begins.
        return moment.astimezone() if moment.year > 1970 else None
    except (KeyError, ValueError, OverflowError, OSError):
        return None


def _time_in_name(path: Path) -> datetime | None:
    parts = parse_name(path.name)
    return parts.moment.astimezone() if parts else None


def _claimed_s(container: av.container.InputContainer, stream: VideoStream) -> float:
    """The header's length. FFmpeg guesses one from the bit rate where a Matroska file has none."""
    if "DURATION" not in stream.metadata and container.format.name.startswith("matroska"):
        return 0.0
    return (container.duration or 0) / av.time_base


def _first_index(container: av.container.InputContainer, stream: VideoStream) -> FrameIndex:
    """The index that the file has itself: complete, if it is one that can be trusted, else the pictures to seek to."""
    time_base = stream.time_base
    assert time_base is not None
    claimed_s = _claimed_s(container, stream)
    try:
        first = next((tick_of(packet) for packet in container.demux(stream) if packet.size), None)
        # FFmpeg reads the index of a Matroska file when something is sought.
        container.seek(first or 0, stream=stream)
    except FFmpegError:
        first = None
    if first is None:
        return make_index([], [], time_base, known=0, expected_s=claimed_s)
    entries = [(entry.timestamp, entry.is_keyframe) for entry in stream.index_entries if not entry.is_discard]
    ticks = [tick for tick, _ in entries]
    keys = [key for _, key in entries]
    if ticks[:1] != [first]:
        # Its times are not those of the pictures: it tells when they are decoded.
        return make_index([first], [True], time_base, known=0, expected_s=claimed_s)
    whole = _lists_every_picture(container, stream, (ticks[-1] - first) * float(time_base), claimed_s)
    return make_index(ticks, keys, time_base, known=None if whole else 0, expected_s=claimed_s)


def _lists_every_picture(
    container: av.container.InputContainer, stream: VideoStream, listed_s: float, claimed_s: float
) -> bool:
    if stream.codec_context.name != "mjpeg":
        return False
    if not container.format.name.startswith("matroska"):
        return len(stream.index_entries) == stream.frames
    # FFmpeg's own muxer, which is ours, lists every keyframe; other programs list some.
    by_ffmpeg = container.metadata.get("ENCODER", "").startswith("Lavf")
    return by_ffmpeg and claimed_s > 0 and listed_s >= claimed_s - max(2.0, 0.01 * claimed_s)
