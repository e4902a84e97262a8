"""Makes of a recording what other people can use: an MP4 that plays everywhere, or its single pictures.

Both block for as long as they take: ``sharing`` runs them in a thread. The recording itself is only read.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import simplejpeg

from atomcam_gui.errors import RecordingError
from atomcam_gui.recording.disk_errors import on_disk
from atomcam_gui.recording.mp4 import TIME_BASE, Mp4Writer
from atomcam_gui.recording.names import SNAPSHOT_SUFFIX, numbered, safe_name, snapshot_name
from atomcam_gui.recording.new_file import part_path, publish
from atomcam_gui.recording.source_pictures import Source, SourcePicture, open_source
from atomcam_gui.recording.work_progress import Teller, WorkProgress

OnProgress = Callable[[WorkProgress], None]
Asked = Callable[[], bool]

_KEPT_TAGS = ("title", "creation_time", "comment")

_QUALITY = 95
"""Of pictures that are no JPEGs in the recording."""


class NothingToConvert(RecordingError):
    """There is no picture in the recording that could be read."""

    template = "no picture of {name} can be read, so there is nothing to make of it: the recording is empty or damaged"

    def __init__(self, source: Path) -> None:
        super().__init__(name=source.name)


@dataclass(frozen=True, slots=True)
class Converted:
    """A finished MP4."""

    path: Path
    pictures: int
    left_out: int
    """Pictures that were damaged, or of another size."""
    duration_s: float
    bytes: int


@dataclass(frozen=True, slots=True)
class Exported:
    """A folder with single pictures."""

    folder: Path
    pictures: int
    damaged: int
    """Places at which the recording could not be read."""


def _silent(_progress: WorkProgress) -> None:
    return


def _never() -> bool:
    return False


def convert_to_mp4(
    source: Path, target: Path, on_progress: OnProgress = _silent, cancelled: Asked = _never, *, threads: int = 0
) -> Converted:
    """Make an H.264 MP4 of a recording, with the pictures' own times and pauses.

    Args:
        target: where to; a number is added where something is there already.
        on_progress: called in this thread, ten times a second.
        cancelled: asked in this thread, at each picture.
        threads: of the encoder; 0 for as many as there are processors.

    Raises:
        RecordingError: why it could not be made. Nothing of it is left.
        Cancelled: it was given up. Nothing of it is left.
    """
    with open_source(source) as pictures:
        teller = Teller(pictures.info.claimed_s, pictures.size, on_progress, cancelled)
        shown = pictures.decoded(teller)
        first = next(shown, None)
        if first is None or first.frame is None:
            raise NothingToConvert(source)
        with on_disk(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        part = part_path(target.parent)
        size = (first.frame.width, first.frame.height)
        writer = Mp4Writer(part, target, *size, pictures.interval_s, _metadata(pictures), threads)
        try:
            count, left_out = _write_all(writer, first, shown, pictures, teller)
            teller.check()
            writer.close()
            teller.check()
            path = publish(part, target)
        except BaseException:
            writer.abandon()
            raise
        teller.done()
        duration_s = float(writer.end_pts * TIME_BASE)
        return Converted(path, count, pictures.damaged + left_out, duration_s, path.stat().st_size)


def _write_all(
    writer: Mp4Writer, first: SourcePicture, rest: Iterator[SourcePicture], source: Source, teller: Teller
) -> tuple[int, int]:
    """Write the pictures, each with the time until the next; how many were written, and how many left out."""
    written = left_out = 0
    held, held_pts = first, 0
    for picture in rest:
        pts = round((picture.position_s - first.position_s) / TIME_BASE)
        if picture.frame is None or not writer.takes(picture.frame) or pts <= held_pts:
            left_out += 1
            continue
        assert held.frame is not None
        writer.write(held.frame, held_pts, pts - held_pts)
        teller.did_picture()
        written += 1
        held, held_pts = picture, pts
    assert held.frame is not None
    writer.write(held.frame, held_pts, max(1, round(source.last_shown_s(held.position_s) / TIME_BASE)))
    teller.did_picture()
    return written + 1, left_out


def _metadata(source: Source) -> dict[str, str]:
    """What an MP4 can tell, in the places where other programs look."""
    tags = {name: text for name, text in source.metadata.items() if name in _KEPT_TAGS}
    started = source.info.started
    if started is not None:
        tags["date"] = started.isoformat(timespec="milliseconds")
        tags.setdefault("creation_time", started.isoformat(timespec="microseconds"))
    return tags


# -- single pictures -----------------------------------------------------------------------------------------------


def export_frames(source: Path, folder: Path, on_progress: OnProgress = _silent, cancelled: Asked = _never) -> Exported:
    """Write every picture of a recording, byte for byte, into a new folder below ``folder``.

    Each is named by the camera and the time at which it was taken. Pictures that are no JPEGs become such.

    Args:
        on_progress: called in this thread, ten times a second.
        cancelled: asked in this thread, at each picture.

    Raises:
        RecordingError: why it could not be done. Nothing of it is left.
        Cancelled: it was given up. Nothing of it is left.
    """
    with open_source(source) as pictures:
        teller = Teller(pictures.info.claimed_s, pictures.size, on_progress, cancelled)
        recorded = pictures.recorded(teller)
        first = next(recorded, None)
        if first is None:
            raise NothingToConvert(source)
        place = _new_folder(folder, safe_name(source.stem))
        try:
            count = 0
            for picture in _with(first, recorded):
                _write_picture(place, _name_of(picture, pictures), picture, pictures)
                teller.did_picture()
                count += 1
            teller.check()
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        teller.done()
        return Exported(place, count, pictures.damaged)


def _with(first: SourcePicture, rest: Iterator[SourcePicture]) -> Iterator[SourcePicture]:
    yield first
    yield from rest


def _new_folder(parent: Path, name: str) -> Path:
    """Make a folder of that name or, where something is there, with a number."""
    with on_disk(parent / name):
        parent.mkdir(parents=True, exist_ok=True)
        for each in numbered(name):
            with contextlib.suppress(FileExistsError):
                (parent / each).mkdir()
                return parent / each
    raise AssertionError("names do not end")


def _name_of(picture: SourcePicture, source: Source) -> str:
    """By the time of day or, where that is not known, by the place in the recording."""
    info = source.info
    if info.started is not None:
        moment = info.started + timedelta(seconds=picture.position_s)
        return snapshot_name(info.camera_name or safe_name(info.path.stem), moment)
    seconds, thousandth = divmod(round(picture.position_s * 1000), 1000)
    place = f"{seconds // 3600:02}.{seconds // 60 % 60:02}.{seconds % 60:02}.{thousandth:03}"
    return f"{safe_name(info.path.stem)} {place}{SNAPSHOT_SUFFIX}"


def _write_picture(folder: Path, wanted: str, picture: SourcePicture, source: Source) -> None:
    data = picture.payload if picture.payload is not None else _encoded(picture)
    with on_disk(folder / wanted):
        path = _write_new(folder, wanted, data)
        if source.info.started is not None:
            moment = source.info.started.timestamp() + picture.position_s
            os.utime(path, (moment, moment))


def _write_new(folder: Path, wanted: str, data: bytes) -> Path:
    """Not synchronised, one by one, as snapshots are: a power cut costs a copy."""
    for name in numbered(wanted):
        with contextlib.suppress(FileExistsError), (folder / name).open("xb") as file:
            file.write(data)
            return folder / name
    raise AssertionError("names do not end")


def _encoded(picture: SourcePicture) -> bytes:
    assert picture.frame is not None
    pixels = picture.frame.to_ndarray(format="rgb24")
    data: bytes = simplejpeg.encode_jpeg(pixels, _QUALITY, "RGB", "420")
    return data
