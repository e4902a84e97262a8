"""All items of some folders: what is there now, with what was found out about it before. For one thread; blocks.

A folder that vanishes (a disk that is unplugged) takes its items along; what is known of them stays for its return.
"""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from atomcam_gui.errors import RecordingError
from atomcam_gui.library.items import Condition, Item, Kind, kind_of, local_day
from atomcam_gui.library.notes import FolderNotes, Note
from atomcam_gui.library.pacing import gently
from atomcam_gui.library.probe import Facts
from atomcam_gui.library.scan import FolderLook, Found, folder_time, scan
from atomcam_gui.library.store import FactsStore, Row, facts_of, row_of
from atomcam_gui.recording.names import parse_name

logger = logging.getLogger(__name__)

_SETTLED_S = 2.0
"""Disks tell times apart by up to 2 s (FAT): what happens so soon after a look may not change the folder's time."""

_REST = 10
"""A look that took so long is followed by ten times as long without one."""

_NO_NOTE = Note()
_NO_FACTS = Facts()


@dataclass(slots=True)
class _Folder:
    notes: FolderNotes
    known: dict[str, Row] = field(default_factory=dict)
    """What was found out about files, by name; of this or another size and time."""
    items: dict[str, Item] = field(default_factory=dict)
    time: int | None = None
    """``folder_time`` before the last look."""
    look_at: float | None = None
    """Look again at this monotonic moment, whatever the folder's time says."""
    rest_until: float = 0.0


class Index:
    """The items of a few folders.

    Args:
        store: what was found out before, and will be.
    """

    def __init__(self, store: FactsStore) -> None:
        self._store = store
        self._folders: dict[Path, _Folder] = {}

    @property
    def folders(self) -> tuple[Path, ...]:
        """Those that it shows, there or not."""
        return tuple(self._folders)

    @property
    def lost(self) -> tuple[Path, ...]:
        """Folders that are not there now, though there were items in them."""
        return tuple(path for path, folder in self._folders.items() if folder.time is None and folder.known)

    def items(self) -> Iterator[Item]:
        """All items, in no order."""
        for folder in self._folders.values():
            yield from folder.items.values()

    def item(self, item: Item) -> Item | None:
        """An item as it is now; None where there is none any more."""
        folder = self._folders.get(item.folder)
        return folder.items.get(item.file_name) if folder else None

    def notes(self, path: Path) -> FolderNotes:
        """A folder's notes."""
        folder = self._folders.get(path)
        return folder.notes if folder else FolderNotes(path)

    def set_folders(self, paths: tuple[Path, ...]) -> None:
        """Show these folders from now on. New ones are empty until ``recall`` or ``look``."""
        old = self._folders
        self._folders = {path: old.get(path) or _Folder(FolderNotes(path)) for path in paths}

    def recall(self, path: Path) -> None:
        """Show a folder as it was when it was last looked at, without looking at each file."""
        folder = self._folders[path]
        folder.known = self._store.of_folder(path)
        folder.time = folder_time(path)
        if folder.time is None:
            return
        found = {
            name: Found(name, kind, row[0], row[1])
            for name, row in gently(folder.known.items())
            if (kind := kind_of(name)) is not None
        }
        self._show(path, folder, FolderLook(found, frozenset()))

    def is_due(self, path: Path) -> bool:
        """Whether a folder has changed since the last look, or may have. Costs one question to the disk."""
        folder = self._folders[path]
        now = time.monotonic()
        if now < folder.rest_until:
            return False
        if folder.look_at is not None and now >= folder.look_at:
            return True
        return folder_time(path) != folder.time or folder.notes.is_stale()

    def look(self, path: Path) -> bool:
        """Look what is in a folder now. Returns whether anything is another than before."""
        folder = self._folders[path]
        began = time.monotonic()
        folder.look_at = None
        folder.time = folder_time(path)
        look = _scan(path)
        if look is None:
            changed = bool(folder.items or folder.known)
            folder.items = {}
        else:
            self._forget(path, folder, look)
            changed = self._show(path, folder, look)
            if folder.time is not None and abs(time.time() - folder.time / 1e9) < _SETTLED_S:
                folder.look_at = began + _SETTLED_S
        now = time.monotonic()
        folder.rest_until = now + _REST * (now - began)
        return changed

    def look_soon(self, path: Path, seconds: float) -> None:
        """Look at a folder again after so long, even if nothing seems to change: a file in it grows."""
        folder = self._folders.get(path)
        if folder is None:
            return
        at = time.monotonic() + seconds
        folder.look_at = at if folder.look_at is None else min(at, folder.look_at)

    def unseen(self) -> list[Item]:
        """What nobody has looked into yet, newest first."""
        unseen = [item for item in gently(self.items()) if item.condition is Condition.UNSEEN]
        unseen.sort(key=lambda item: item.moment, reverse=True)
        return unseen

    def learn(self, facts: Mapping[Item, Facts], *, keep: bool = True) -> bool:
        """Take what files told of themselves. Those that have changed meanwhile are left out.

        Args:
            keep: for the next start too.

        Returns:
            Whether any item is another than before.
        """
        news: dict[Path, dict[str, Row]] = {}
        for item, told in gently(facts.items()):
            now = self.item(item)
            if now is not None and (now.size, now.modified_ns) == (item.size, item.modified_ns):
                news.setdefault(item.folder, {})[item.file_name] = row_of(item.size, item.modified_ns, told)
        for path, rows in news.items():
            folder = self._folders[path]
            folder.known.update(rows)
            if keep:
                self._store.put(path, rows)
            for name in gently(rows):
                self._make_anew(path, folder, folder.items[name])
        return bool(news)

    def reread_notes(self, path: Path) -> None:
        """Show a folder's marks as they are now."""
        folder = self._folders.get(path)
        if folder is None:
            return
        notes = folder.notes.read()
        for item in gently(tuple(folder.items.values())):
            if item.marked != notes.get(item.file_name, _NO_NOTE).marked:
                self._make_anew(path, folder, item)

    def renamed(self, old: Path, new: Path) -> None:
        """What is known of a file goes on under its new name, before the next look."""
        folder = self._folders.get(old.parent)
        item = folder.items.pop(old.name, None) if folder else None
        if folder is None or item is None:
            return
        known = folder.known.pop(old.name, None)
        if known is not None:
            folder.known[new.name] = known
            self._store.forget(old.parent, [old.name])
            self._store.put(old.parent, {new.name: known})
        self._make_anew(old.parent, folder, dataclasses.replace(item, file_name=new.name))

    def gone(self, path: Path) -> None:
        """A file is not there any more."""
        folder = self._folders.get(path.parent)
        if folder is not None:
            folder.items.pop(path.name, None)

    def _forget(self, path: Path, folder: _Folder, look: FolderLook) -> None:
        gone = folder.known.keys() - look.found.keys()
        if gone:
            for name in gone:
                del folder.known[name]
            self._store.forget(path, gone)

    def _show(self, path: Path, folder: _Folder, look: FolderLook) -> bool:
        notes = folder.notes.read()
        gone = folder.items.keys() - look.found.keys()
        for name in gone:
            del folder.items[name]
        changed = bool(gone)
        for name, found in gently(look.found.items()):
            row, note, is_open = folder.known.get(name), notes.get(name, _NO_NOTE), name in look.open_names
            old = folder.items.get(name)
            if old is not None and _is_same(old, found, row, note, is_open):
                continue
            item = _item(path, found, row, note, is_open=is_open)
            changed = changed or item != old
            folder.items[name] = item
        return changed

    def _make_anew(self, path: Path, folder: _Folder, item: Item) -> None:
        name = item.file_name
        found = Found(name, item.kind, item.size, item.modified_ns)
        note = folder.notes.read().get(name, _NO_NOTE)
        folder.items[name] = _item(path, found, folder.known.get(name), note, is_open=item.is_open)


def _scan(path: Path) -> FolderLook | None:
    try:
        return scan(path)
    except (OSError, RecordingError, ValueError) as error:
        if not isinstance(error, FileNotFoundError):
            logger.warning("the folder %s cannot be looked at (%s)", path, error)
        return None


def _is_known(found: Found, row: Row | None) -> bool:
    return row is not None and row[0] == found.size and row[1] == found.modified_ns


def _is_same(item: Item, found: Found, row: Row | None, note: Note, is_open: bool) -> bool:
    """Whether the item that ``_item`` would make is the one that there is: making it costs ten times as much."""
    return (
        item.size == found.size
        and item.modified_ns == found.modified_ns
        and item.is_open == is_open
        and (is_open or (item.condition is Condition.UNSEEN) != _is_known(found, row))
        and item.marked == note.marked
        and note.camera_name in ("", item.camera_name)
    )


def _item(folder: Path, found: Found, row: Row | None, note: Note, *, is_open: bool) -> Item:
    facts = None if is_open or row is None or not _is_known(found, row) else facts_of(row)
    told = facts or _NO_FACTS
    parts = parse_name(found.name)
    moment = _moment(found, told, parts.moment.timestamp() if parts is not None else None)
    return Item(
        folder=folder,
        file_name=found.name,
        kind=found.kind,
        # The name first: so a camera's snapshots, which have no other place for it, stand with its recordings.
        camera_name=parts.camera_name if parts else note.camera_name or told.camera_name,
        moment=moment,
        day=local_day(moment),
        size=found.size,
        modified_ns=found.modified_ns,
        condition=_condition(facts, is_open=is_open),
        camera_id=told.camera_id,
        duration_s=told.duration_s if found.kind is Kind.RECORDING else None,
        width=told.width,
        height=told.height,
        marked=note.marked,
        recovered=told.recovered,
    )


def _moment(found: Found, facts: Facts, named: float | None) -> float:
    if named is not None:
        return named
    return facts.started if facts.started is not None else found.modified_ns / 1e9


def _condition(facts: Facts | None, *, is_open: bool) -> Condition:
    if is_open:
        return Condition.OPEN
    if facts is None:
        return Condition.UNSEEN
    return Condition.DAMAGED if facts.damaged else Condition.GOOD
