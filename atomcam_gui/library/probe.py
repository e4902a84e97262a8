"""Looks into a file: what it is, how long, how large, whether it can be shown. Blocks; decodes without the GIL.

Snapshots are looked at by their first and last bytes only; recordings by the head of their container. Whatever a file
holds, the answer is a ``Facts``: only a disk that cannot be read raises.
"""

from __future__ import annotations

import dataclasses
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import av
import simplejpeg
from av.container import InputContainer
from av.video.stream import VideoStream

from atomcam_gui.library.items import Kind
from atomcam_gui.recording import exif
from atomcam_gui.recording.mkv import RecordingTags

logger = logging.getLogger(__name__)

_HEAD_BYTES = 65536
_TAIL_BYTES = 65536
MAX_SNAPSHOT_BYTES = 256 * 1024 * 1024
MAX_PIXELS = 60_000_000
"""Photographs of other cameras may lie in the folder. Larger ones than this are not opened."""
_ONLY_FILMS = {
    "format_whitelist": "matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,avi",
    "protocol_whitelist": "file",
}
"""FFmpeg goes by a file's content, whatever its name; and a play list would make it open other files and addresses."""

_JPEG_END = b"\xff\xd9"
_ACROSS = frozenset((5, 6, 7, 8))
"""EXIF orientations in which what is wide in the file is shown high."""
_MAX_TEXT = 255


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file tells of itself."""

    damaged: bool = False
    width: int = 0
    """Pixels as they are shown."""
    height: int = 0
    duration_s: float | None = None
    camera_id: str = ""
    camera_name: str = ""
    started: float | None = None
    """Seconds since the epoch."""
    recovered: bool = False


_DAMAGED = Facts(damaged=True)


def probe(path: Path, kind: Kind) -> Facts:
    """What a file tells of itself.

    Raises:
        OSError: it cannot be opened or read.
    """
    return _probe_snapshot(path) if kind is Kind.SNAPSHOT else _probe_recording(path)


def _probe_snapshot(path: Path) -> Facts:
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        size = jpeg_size(head)
        if size is None and len(head) == _HEAD_BYTES:
            # A long EXIF part before the picture's size.
            head += file.read(MAX_SNAPSHOT_BYTES)
            size = jpeg_size(head)
        if size is None or _JPEG_END not in _tail(file, head):
            return _DAMAGED
    width, height = reversed(size) if exif.read_orientation(head) in _ACROSS else size
    return Facts(width=width, height=height)


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height that a JPEG's header claims; None where there is no header, or more than we open."""
    try:
        height, width, _, _ = simplejpeg.decode_jpeg_header(data)
    except ValueError:
        return None
    return (int(width), int(height)) if width * height <= MAX_PIXELS else None


def _tail(file: BinaryIO, head: bytes) -> bytes:
    length = file.seek(0, 2)
    if length <= len(head):
        return head[-_TAIL_BYTES:]
    file.seek(max(0, length - _TAIL_BYTES))
    return file.read(_TAIL_BYTES)


def open_recording(path: Path) -> InputContainer:
    """Open a recording for reading.

    Raises:
        OSError: it cannot be opened or read, or (av.FFmpegError with it) it is no recording that can be understood.
        ValueError: PyAV's own refusals.
    """
    return av.open(str(path), mode="r", metadata_errors="replace", options=_ONLY_FILMS)


def _probe_recording(path: Path) -> Facts:
    # FFmpeg's errors are OSErrors too: what the disk refuses must come out before.
    with path.open("rb") as file:
        if not file.read(1):
            return _DAMAGED
    try:
        with open_recording(path) as container:
            return _facts(container)
    except (av.FFmpegError, ValueError, OverflowError) as error:
        logger.info("%s cannot be understood: %s", path, error)
        return _DAMAGED


def _facts(container: InputContainer) -> Facts:
    if not container.streams.video:
        return _DAMAGED
    stream = container.streams.video[0]
    tags = RecordingTags.from_metadata(container.metadata)
    facts = Facts(
        # A flush packet, of no size, is all that a recording without pictures gives.
        damaged=next(iter(container.demux(stream))).size == 0 or stream.codec_context.width < 1,
        width=int(stream.codec_context.width),
        height=int(stream.codec_context.height),
        duration_s=_duration(container, stream),
    )
    if tags is None:
        return facts  # another program's title is no camera's name
    return dataclasses.replace(
        facts,
        camera_id=tags.camera_id[:_MAX_TEXT],
        camera_name=tags.camera_name[:_MAX_TEXT],
        started=tags.started.timestamp(),
        recovered=tags.recovered,
    )


def _duration(container: InputContainer, stream: VideoStream) -> float | None:
    if container.duration is not None and container.duration > 0:
        return container.duration / av.time_base
    if stream.duration is not None and stream.duration > 0 and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return None
