"""A snapshot: the camera's own JPEG in a file of its own. Blocks for a write and a sync: for a thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from atomcam_gui.camera.frame import Frame
from atomcam_gui.errors import KeptElsewhere, RecordingError
from atomcam_gui.recording import exif, new_file
from atomcam_gui.recording.names import snapshot_name
from atomcam_gui.settings import FileNames, ViewSettings


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A picture that is saved."""

    path: Path
    camera_id: str
    camera_name: str
    moment: datetime
    """Of its receipt, in local time with its zone."""
    width: int
    """Pixels, as the camera made it."""
    height: int


@dataclass(frozen=True, slots=True)
class Saved:
    """A snapshot, and what there is to say about its place."""

    snapshot: Snapshot
    trouble: RecordingError | None = None
    """Why it is not in the folder that was wanted, and where it is instead; None where it is there."""


def save_snapshot(
    frame: Frame,
    name: str,
    folder: Path,
    *,
    orientation: ViewSettings | None = None,
    order: FileNames = FileNames.CAMERA_FIRST,
) -> Snapshot:
    """Save a frame byte for byte, whole or not at all, over nobody's file, with the frame's moment as the file's time.

    Args:
        name: the camera's; characters that no file may have are replaced.
        folder: made where it is missing.
        orientation: note in the file that it is to be shown as in this view. Its pixels stay as they are.

    Raises:
        RecordingError: it could not be saved; nothing is left behind.
    """
    moment = datetime.fromtimestamp(frame.received_at).astimezone()
    data = frame.data if orientation is None else exif.with_orientation(frame.data, orientation)
    path = new_file.write_new(
        folder, snapshot_name(name, moment, order), data, modified_ns=round(frame.received_at * 1e9)
    )
    return Snapshot(path, frame.camera_id, name, moment, frame.width, frame.height)


def save_or_rescue(
    frame: Frame,
    name: str,
    folder: Path,
    rescue: Path,
    *,
    orientation: ViewSettings | None = None,
    order: FileNames = FileNames.CAMERA_FIRST,
) -> Saved:
    """``save_snapshot`` to ``folder`` or, where that fails for whatever reason, to ``rescue``.

    Raises:
        RecordingError: why not to ``folder``, where ``rescue`` is no better.
    """
    try:
        return Saved(save_snapshot(frame, name, folder, orientation=orientation, order=order))
    except RecordingError as trouble:
        try:
            snapshot = save_snapshot(frame, name, rescue, orientation=orientation, order=order)
        except RecordingError:
            raise trouble from None
        return Saved(snapshot, KeptElsewhere(trouble, rescue))
