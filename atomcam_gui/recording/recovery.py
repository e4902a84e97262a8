"""Completes recordings that were cut short: a program that was killed wrote neither their index nor their length.

The pictures are copied, as they are, into a new file that then takes the old one's place. At any moment one of both is
there. All of it blocks: for a thread.
"""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from atomcam_gui.errors import BadJpeg, RecordingDamaged, RecordingError
from atomcam_gui.jpeg import inspect
from atomcam_gui.phrase import Phrase
from atomcam_gui.recording import folders, marks
from atomcam_gui.recording.disk_errors import disk_trouble, on_disk
from atomcam_gui.recording.marks import Mark
from atomcam_gui.recording.mkv import MkvWriter, RecordingTags
from atomcam_gui.recording.new_file import part_path, remove_leftovers
from atomcam_gui.recording.segment import PROGRAM

if TYPE_CHECKING:
    from av.container import InputContainer

logger = logging.getLogger(__name__)

_EMPTY_BYTES = 4096
"""A file this small without a picture in it is the beginning of a recording, and nothing is lost with it."""

_ROOM_BESIDE = 2_000_000
"""Bytes that stay free on the disk while the copy is there."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """A recording that is complete now."""

    path: Path
    camera_id: str
    frames: int


class _Stopped(Exception):
    """The program ends; the next start begins anew."""


def find_orphans(folder: Path) -> tuple[Path, ...]:
    """The recordings in a folder that were cut short. Those that a program is at work on are none.

    Raises:
        RecordingError: the folder cannot be read.
    """
    return tuple(path for path in marks.marked_recordings(folder) if not marks.is_open(path))


def recover(
    places: Iterable[Path], tell: Callable[[Recovered], None], is_stopped: Callable[[], bool] = lambda: False
) -> None:
    """Complete all recordings in some folders. What cannot be completed is logged, and stays as it is.

    Args:
        tell: told of each one that was completed.
        is_stopped: looked at after every picture.
    """
    for folder in dict.fromkeys(places):
        try:
            orphans = find_orphans(folder)
            remove_leftovers(folder)
        except RecordingError as error:
            logger.warning("recordings that were cut short could not be looked for: %s", error)
            continue
        for path in orphans:
            if is_stopped():
                return
            try:
                done = repair(path, is_stopped)
            except RecordingError as error:
                logger.warning("%s", error)
            else:
                if done is not None:
                    logger.info("%s was cut short, and has been completed: %d pictures", path, done.frames)
                    tell(done)


def repair(path: Path, is_stopped: Callable[[], bool] = lambda: False) -> Recovered | None:
    """Give a recording that was cut short its index and length. Its name and time stay.

    Returns:
        What it is now; None where there was nothing to do: it is complete already, holds no picture (and is then
        deleted), is gone, or a program is at work on it.

    Raises:
        RecordingError: it cannot be completed. It is as it was.
    """
    try:
        mark = Mark.take_over(path)
    except OSError as error:
        raise disk_trouble(path, error) from error
    if mark is None:
        return None
    try:
        done = _complete(path, is_stopped) if path.exists() else None
    except _Stopped:
        mark.let_go()
        return None
    except BaseException:
        mark.let_go()
        raise
    mark.remove()
    return done


def _complete(path: Path, is_stopped: Callable[[], bool]) -> Recovered | None:
    state = path.stat()
    if state.st_size <= _EMPTY_BYTES and not _has_pictures(path):
        with on_disk(path):
            path.unlink()
        return None
    if folders.free_bytes(path.parent) < state.st_size + _ROOM_BESIDE:
        missing = Phrase("{size:.0f} MB more have to be free on its disk", size=state.st_size / 1e6)
        raise RecordingDamaged(path, missing)
    part = part_path(path.parent)
    try:
        done = _copy(path, part, state, is_stopped)
        if done is not None:
            with on_disk(path):
                part.replace(path)
        return done
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _has_pictures(path: Path) -> bool:
    try:
        with _opened(path) as source:
            return next(_pictures(source), None) is not None
    except RecordingDamaged:
        return False


def _copy(path: Path, part: Path, state: os.stat_result, is_stopped: Callable[[], bool]) -> Recovered | None:
    """Copy all whole pictures. None where the recording has its length already, so that it was ended after all."""
    with _opened(path) as source:
        if source.duration is not None:
            return None
        stream = source.streams.video[0]
        tags = _tags(path, source, state)
        writer = MkvWriter(part, stream.width, stream.height, replace(tags, recovered=True))
        try:
            before: int | None = None
            interval = 100
            for pts_ms, data in _pictures(source):
                if is_stopped():
                    raise _Stopped
                if before is not None:
                    interval = min(pts_ms - before, 1000)
                writer.write(data, pts_ms, interval)
                before = pts_ms
            if not writer.frames:
                raise RecordingDamaged(path, Phrase("no picture can be read"))
            writer.close()
        except BaseException:
            writer.abandon()
            raise
    with contextlib.suppress(OSError):  # some network folders refuse
        os.utime(part, ns=(state.st_atime_ns, state.st_mtime_ns))
    return Recovered(path, tags.camera_id, writer.frames)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[InputContainer]:
    # Not at the top: at most starts there is nothing to complete, and no need for FFmpeg.
    import av

    try:
        with path.open("rb", buffering=0) as file, av.open(cast(Any, file), format="matroska") as source:
            if not source.streams.video:
                raise RecordingDamaged(path, Phrase("it holds no video"))
            yield source
    except (av.FFmpegError, EOFError) as error:
        raise RecordingDamaged(path, Phrase("it is not a recording, or its beginning is damaged")) from error


def _pictures(source: InputContainer) -> Iterator[tuple[int, bytes]]:
    """The times, in milliseconds and increasing, and the bytes of all whole pictures."""
    newest = -1
    for packet in source.demux(source.streams.video[0]):
        if packet.pts is None or packet.pts <= newest:
            continue
        data = bytes(packet)
        try:
            inspect(data)
        except BadJpeg:
            continue
        newest = packet.pts
        yield packet.pts, data


def _tags(path: Path, source: InputContainer, state: os.stat_result) -> RecordingTags:
    tags = RecordingTags.from_metadata(source.metadata)
    if tags is not None:
        return tags
    return RecordingTags("", path.stem, datetime.fromtimestamp(state.st_mtime).astimezone(), PROGRAM)
