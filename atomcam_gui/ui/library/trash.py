"""The system's trash."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFile

from atomcam_gui.errors import RecordingError


def move_to_trash(path: Path) -> None:
    """Move a file there. Blocks; for any thread.

    Raises:
        RecordingError: it is still where it was.
    """
    file = QFile(str(path))
    if not file.moveToTrash():
        raise RecordingError(
            "{name} could not be moved to the trash ({reason}): check that no other program uses it "
            "and that its folder is yours. Some disks have no trash; delete it there with the system's file manager",
            name=path.name,
            reason=file.errorString(),
        )
