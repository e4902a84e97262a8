"""What the user says of the files in a folder: marks, and the cameras of files that were given names of their own.

Kept in ``.atomcam.json`` in the same folder, by file name. So they are there after the cache is lost, on another
computer that the disk is plugged into, on file systems without attributes of their own (memory cards, network folders),
and for ``atomcam serve`` that keeps a quota. An entry stays when its file goes: it may come back from the trash.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atomcam_gui import files
from atomcam_gui.errors import RecordingError, SettingsError
from atomcam_gui.shared_json import SharedJson

logger = logging.getLogger(__name__)

NOTES_NAME = ".atomcam.json"

_MAX_TEXT = 255


@dataclass(frozen=True, slots=True)
class Note:
    """What is known of a file beyond the file."""

    marked: bool = False
    """Never to be deleted to make room."""
    camera_name: str = ""
    """Of a file whose name does not tell it any more."""


_NOTHING = Note()


class FolderNotes:
    """The notes of one folder, read anew when another program changed them. Blocks; for one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._file = SharedJson(folder / NOTES_NAME)
        self._notes: dict[str, Note] = {}

    def read(self) -> Mapping[str, Note]:
        """All notes by file name. A file that cannot be read leaves what was known."""
        if self._file.changed():
            try:
                self._notes = _parse(self._file.read())
            except SettingsError as error:
                logger.warning("marks could not be read: %s", error)
        return self._notes

    def is_stale(self) -> bool:
        """Whether another program has changed them since. Costs one question to the disk."""
        return self._file.changed()

    def of(self, name: str) -> Note:
        """What is noted of a file."""
        return self.read().get(name, _NOTHING)

    def mark(self, names: list[str], *, marked: bool) -> None:
        """Mark files, or take their marks away.

        Raises:
            RecordingError: it could not be written; nothing has changed.
        """
        self._change({name: {"marked": marked} for name in names})

    def renamed(self, old: str, new: str, camera_name: str) -> None:
        """Let a renamed file keep its mark and its camera.

        Raises:
            RecordingError: it could not be written.
        """
        note = self.of(old)
        if note == _NOTHING and not camera_name and new not in self._notes:
            return
        self._change({new: {"marked": note.marked, "camera_name": camera_name}}, gone=old)

    def _change(self, changes: Mapping[str, dict[str, Any]], gone: str | None = None) -> None:
        try:
            with self._file.locked():
                document = self._file.read()
                if document is files.BROKEN or not isinstance(document, dict | None):
                    self._file.set_aside()
                    document = None
                # What a newer version wrote must survive this one.
                document = {"version": 1} | (document or {})
                entries = document.get("files")
                entries = dict(entries) if isinstance(entries, dict) else {}
                if gone is not None:
                    entries.pop(gone, None)
                for name, values in changes.items():
                    old = entries.get(name)
                    entries[name] = (old if isinstance(old, dict) else {}) | values
                document["files"] = entries
                self._file.write(document)
        except SettingsError as error:
            raise RecordingError(
                "the marks in the folder {folder} could not be kept: {error}",
                folder=self._file.path.parent,
                error=error,
            ) from error
        self._notes = _parse(document)


def is_marked(path: Path) -> bool:
    """Whether the user marked a file. Blocks for reading a small file; for any thread."""
    return FolderNotes(path.parent).of(path.name).marked


def _parse(document: Any) -> dict[str, Note]:
    entries = document.get("files") if isinstance(document, dict) else None
    if not isinstance(entries, dict):
        return {}
    return {name: _note(values) for name, values in entries.items() if isinstance(values, dict)}


def _note(values: Mapping[str, Any]) -> Note:
    camera = values.get("camera_name")
    note = Note(marked=values.get("marked") is True)
    if isinstance(camera, str):
        note = dataclasses.replace(note, camera_name=camera[:_MAX_TEXT])
    return note
