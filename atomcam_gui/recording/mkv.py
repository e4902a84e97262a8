"""Writes JPEGs, just as they came, into a Matroska file.

Of the containers that FFmpeg writes, Matroska takes MJPEG with any times, and what is on the disk can be played at any
moment, also when the program was killed. Each picture is a cluster of its own (20 bytes more), which the muxer writes
when the next one comes: ``write_held`` puts the newest one on the disk before, for cameras that send one now and then.

FFmpeg is loaded with the first file: whoever records nothing need not wait for it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

from atomcam_gui.recording.disk_errors import disk_trouble, on_disk

TIME_BASE = Fraction(1, 1000)
"""Matroska's usual tick: a millisecond."""

_OPTIONS = {"flush_packets": "1", "cluster_time_limit": "0", "write_crc32": "0"}
_BUFFER_BYTES = 1 << 20
"""A cluster reaches the file in one piece, so that a kill does not cut it."""

_CAMERA_ID, _STARTED, _PROGRAM, _RECOVERED = "CAMERA_ID", "DATE_RECORDED", "RECORDED_WITH", "RECOVERED"


@dataclass(frozen=True, slots=True)
class RecordingTags:
    """What a recording of ours tells of itself."""

    camera_id: str
    camera_name: str
    started: datetime
    """When its first picture was taken; with a time zone."""
    program: str
    """``AtomCam`` and the version."""
    recovered: bool = False
    """The program that recorded it did not end it; a later start completed it."""

    def as_metadata(self) -> dict[str, str]:
        """For a container. In ASCII names, with the title and time where other programs look for them."""
        metadata = {
            "title": self.camera_name,
            "creation_time": self.started.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            _CAMERA_ID: self.camera_id,
            _STARTED: self.started.isoformat(timespec="milliseconds"),
            _PROGRAM: self.program,
        }
        if self.recovered:
            metadata |= {_RECOVERED: "yes", "COMMENT": "recovered: the recording was not ended"}
        # A name can hold half of a surrogate pair or a zero byte, and neither has a place in a file.
        return {key: value.replace("\0", "").encode(errors="replace").decode() for key, value in metadata.items()}

    @classmethod
    def from_metadata(cls, metadata: Mapping[str, str]) -> RecordingTags | None:
        """What ``as_metadata`` wrote; None in a file of another program."""
        try:
            started = datetime.fromisoformat(metadata[_STARTED])
            return cls(
                camera_id=metadata[_CAMERA_ID],
                camera_name=metadata.get("title", ""),
                started=started if started.tzinfo else started.astimezone(),
                program=metadata[_PROGRAM],
                recovered=_RECOVERED in metadata,
            )
        except (KeyError, ValueError):
            return None


class _File:
    """What the muxer writes to: a new file that never keeps half of what it was given. Blocks."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb", buffering=0)
        self._sound_end = 0
        self._discards = False
        self.size = 0

    def fileno(self) -> int:
        return self._file.fileno()

    def write(self, data: bytes) -> int:
        if not self._discards:
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]
            self.size = max(self.size, self._file.tell())
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return offset if self._discards else self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def mark_sound(self) -> None:
        """Up to here the file is worth keeping."""
        self._sound_end = self.size

    def cut_back(self) -> None:
        """Drop what was written since ``mark_sound``, and whatever else comes."""
        self._discards = True
        self._file.truncate(self._sound_end)
        self.size = self._sound_end

    def close(self) -> None:
        self._file.close()

    @property
    def closed(self) -> bool:
        return self._file.closed


class MkvWriter:
    """One new file. For one thread; every method blocks as long as the disk does.

    Args:
        path: nothing may be there.
        width: of all its pictures, in pixels.
        height: of all its pictures, in pixels.

    Raises:
        RecordingError: it cannot be written. Nothing is left of it.
        FileExistsError: something is there already.
    """

    def __init__(self, path: Path, width: int, height: int, tags: RecordingTags) -> None:
        self._path = path
        self.frames = 0
        """Pictures that are in the file."""
        self._held: tuple[int, bytes] | None = None
        self._held_is_written = False
        self.is_sound = True
        """All that was written is in the file, and it can go on."""
        self.has_lost_newest = False
        """The picture before the one that could not be written is not in the file either."""
        try:
            self._file = _File(path)
        except FileExistsError:
            raise
        except (OSError, ValueError) as error:
            raise disk_trouble(path, error) from error
        import av

        # PyAV's file object must have no close(), or it is called by whoever collects the garbage.
        self._container = av.open(
            cast(Any, _Gate(self._file)), "w", format="matroska", options=_OPTIONS, buffer_size=_BUFFER_BYTES
        )
        self._container.metadata.update(tags.as_metadata())
        # With add_stream and a rate, Matroska would claim that many pictures a second.
        self._stream = self._container.add_mux_stream("mjpeg", rate=None, width=width, height=height)
        self._stream.time_base = TIME_BASE

    @property
    def size(self) -> int:
        """Bytes of the file so far, with the picture that the muxer holds."""
        return self._file.size + (len(self._held[1]) if self._held and not self._held_is_written else 0)

    def fileno(self) -> int:
        """The open file's descriptor."""
        return self._file.fileno()

    def write(self, data: bytes, pts_ms: int, duration_ms: int) -> None:
        """Add a JPEG.

        Args:
            pts_ms: milliseconds since the first picture; more than the one before.
            duration_ms: how long it is shown, if it is the last one.

        Raises:
            RecordingError: the disk does not take it; what was written before is kept. Only ``abandon`` is left to do.
        """
        import av

        packet = av.Packet(data)
        packet.stream = self._stream
        packet.time_base = TIME_BASE
        packet.pts = packet.dts = pts_ms
        packet.duration = duration_ms
        packet.is_keyframe = True
        try:
            self._container.mux_one(packet)
        except OSError as error:
            self._lose()
            raise disk_trouble(self._path, error) from error
        self._file.mark_sound()
        self._held = (pts_ms, data)
        self._held_is_written = False
        self.frames += 1

    def write_held(self) -> None:
        """Put the newest picture on the disk now. In its turn the muxer writes the same bytes to the same place.

        Raises:
            RecordingError: as ``write``.
        """
        if self._held is None or self._held_is_written:
            return
        try:
            position = self._file.tell()
            self._file.write(_cluster(*self._held))
            self._file.seek(position)
        except OSError as error:
            self._lose()
            raise disk_trouble(self._path, error) from error
        self._held_is_written = True
        self._file.mark_sound()

    def close(self) -> None:
        """Write the index and the duration, and see that all is on the disk.

        Raises:
            RecordingError: that did not work. All pictures are there, without an index; ``recovery`` can complete it.
        """
        try:
            self.write_held()
            with on_disk(self._path):
                self._container.close()
                os.fsync(self._file.fileno())
        except BaseException:
            self.abandon()
            raise
        self._file.close()

    def abandon(self) -> None:
        """Close the file as it is, without an index."""
        if self._file.closed:
            return
        import av

        self._lose()
        with contextlib.suppress(av.FFmpegError):  # the muxer remembers what it could not write
            self._container.close()
        self._file.close()

    def _lose(self) -> None:
        """Nothing more can be written. What is in the file stays."""
        self.is_sound = False
        if self._held is not None and not self._held_is_written:
            self.frames -= 1
            self.has_lost_newest = True
        self._held = None
        self._file.cut_back()


class _Gate:
    """A file as PyAV wants it."""

    def __init__(self, file: _File) -> None:
        self.write = file.write
        self.seek = file.seek
        self.tell = file.tell


def _cluster(pts_ms: int, data: bytes) -> bytes:
    """A cluster with one picture, as FFmpeg's muxer writes it (RFC 9559, 5.1.3)."""
    number = pts_ms.to_bytes(max(1, (pts_ms.bit_length() + 7) // 8), "big")
    timestamp = b"\xe7" + _size(len(number)) + number
    # Track 1, 0 ms after the cluster's timestamp, a keyframe.
    block = b"\xa3" + _size(len(data) + 4) + b"\x81\x00\x00\x80"
    return b"\x1f\x43\xb6\x75" + _size(len(timestamp) + len(block) + len(data)) + timestamp + block + data


def _size(value: int) -> bytes:
    """A length in as few bytes as EBML allows (RFC 8794, 4)."""
    length = 1
    while value >= (1 << 7 * length) - 1:
        length += 1
    return (value | 1 << 7 * length).to_bytes(length, "big")
