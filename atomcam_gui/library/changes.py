"""What the user does to items: rename, mark, throw away. Blocks.

A file that is still being written is left alone, whichever program writes it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from atomcam_gui.errors import RecordingError
from atomcam_gui.library.items import Item, Kind
from atomcam_gui.library.notes import FolderNotes
from atomcam_gui.recording import marks, new_file
from atomcam_gui.recording.names import safe_name

Trash = Callable[[Path], None]
"""Moves a file to the system's trash. Raises RecordingError where that does not work."""


def rename(item: Item, text: str, notes: FolderNotes) -> Path:
    """Give an item another name, as near to ``text`` as a file can have it; where it is taken, with a number.

    Args:
        text: without the suffix, which stays.
        notes: those of the item's folder.

    Returns:
        Its path from now on.

    Raises:
        RecordingError: it keeps its name; or it has the new one and its mark and its camera are lost.
    """
    path = item.path
    wanted = path.with_name(safe_name(_without_suffix(text, path.suffix)) + path.suffix)
    if not text.strip() or wanted.name == path.name:
        return path
    _refuse_open(item)
    _refuse_gone(path)
    renamed = _rename_in_place(path, wanted) if _is_same_file(path, wanted) else new_file.publish(path, wanted)
    notes.renamed(path.name, renamed.name, item.camera_name)
    return renamed


def _without_suffix(text: str, suffix: str) -> str:
    text = text.strip()
    return text[: -len(suffix)] if suffix and text.lower().endswith(suffix.lower()) else text


def _is_same_file(path: Path, wanted: Path) -> bool:
    """Whether only the case differs, on a disk that does not tell it apart."""
    with contextlib.suppress(OSError):
        return path.name.casefold() == wanted.name.casefold() and path.samefile(wanted)
    return False


def _rename_in_place(path: Path, wanted: Path) -> Path:
    try:
        return path.rename(wanted)
    except OSError as error:
        raise RecordingError(
            "{name} could not be renamed ({reason}): "
            "check that the folder is yours and that no other program uses the file",
            name=path.name,
            reason=error.strerror or error,
        ) from error


def throw_away(item: Item, trash: Trash) -> None:
    """Move an item to the system's trash. One that is gone already is no error.

    Raises:
        RecordingError: it is still where it was.
    """
    _refuse_open(item)
    if item.path.is_symlink() or item.path.exists():
        trash(item.path)


def _refuse_open(item: Item) -> None:
    if item.is_open or (item.kind is Kind.RECORDING and marks.is_open(item.path)):
        raise RecordingError("{name} is still being recorded: stop the recording first", name=item.file_name)


def _refuse_gone(path: Path) -> None:
    if not path.exists():
        raise RecordingError(
            "{name} is not there any more: another program has renamed, moved or deleted it", name=path.name
        )
