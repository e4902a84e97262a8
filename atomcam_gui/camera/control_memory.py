"""What the user set on each camera, kept from run to run: values, name, and whether quality may be lowered.

A JSON file that several programs of one user share: each takes over what the others wrote, and adds its own to it. It
is read and written in a thread, since a disk may take its time.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from atomcam_gui import wire
from atomcam_gui.camera.controls import NAMES, Value
from atomcam_gui.daemon_call import in_daemon_thread
from atomcam_gui.errors import SettingsError
from atomcam_gui.shared_json import SharedJson
from atomcam_gui.tasks import TaskSet

logger = logging.getLogger(__name__)

MAX_CAMERAS = 256
"""More than anybody has: cameras without an id, whose address changes, must not fill the file. The oldest go."""

SAVE_AFTER_S = 1.0
"""A slider that moves is one write."""

_LAST_WRITE_S = 1.0
_MAX_ID = 80
_MAX_TEXT = 32


@dataclass(frozen=True, slots=True)
class Remembered:
    """One camera's."""

    values: Mapping[str, Value] = field(default_factory=dict)
    """What the user chose, by the control's name."""
    name: str = ""
    """What the user calls it; empty where it keeps its own name."""
    automatic: bool | None = None
    """Whether quality and size may be lowered; None where the user never said."""
    changed_at: float = 0.0
    """Seconds since the epoch."""


_Entries = dict[str, Remembered]
_Edit = Callable[[_Entries], None]


class ControlMemory:
    """Belongs to the event loop's thread. ``path`` None keeps it in memory only."""

    def __init__(self, path: Path | None = None) -> None:
        self._file = SharedJson(path) if path is not None else None
        self._entries: _Entries = {}
        self._unsaved: list[_Edit] = []
        self._one_at_a_time = asyncio.Lock()
        self._tasks = TaskSet(self._complain)
        self._saving: asyncio.Task[None] | None = None

    def of(self, camera_id: str) -> Remembered:
        """What is remembered of a camera."""
        return self._entries.get(camera_id, Remembered())

    def name_of(self, camera_id: str) -> str:
        """What the user calls a camera, or an empty text."""
        return self.of(camera_id).name

    def remember(self, camera_id: str, values: Mapping[str, Value]) -> None:
        """Keep what the user chose, beside what was chosen of other controls before."""
        chosen = dict(values)
        self._change(camera_id, lambda old: replace(old, values={**old.values, **chosen}))

    def set_automatic(self, camera_id: str, on: bool) -> None:
        """Keep whether quality and size may be lowered."""
        self._change(camera_id, lambda old: replace(old, automatic=on))

    def set_name(self, camera_id: str, name: str) -> None:
        """Keep what the user calls a camera."""
        self._change(camera_id, lambda old: replace(old, name=name))

    def forget(self, camera_id: str) -> None:
        """Keep nothing of a camera any more."""
        self._add(lambda entries: _drop(entries, camera_id))

    def _change(self, camera_id: str, change: Callable[[Remembered], Remembered]) -> None:
        now = time.time()

        def edit(entries: _Entries) -> None:
            entries[camera_id] = replace(change(entries.pop(camera_id, Remembered())), changed_at=now)
            while len(entries) > MAX_CAMERAS:
                del entries[min(entries, key=lambda other: entries[other].changed_at)]

        self._add(edit)

    def _add(self, edit: _Edit) -> None:
        edit(self._entries)
        if self._file is None:
            return
        self._unsaved.append(edit)
        if self._saving is None or self._saving.done():
            self._saving = self._tasks.start(self._save_soon(), "control memory")

    # -- the file ------------------------------------------------------------------------------------------------

    def load(self) -> Path | None:
        """Read the file, if there is one, in this thread: for the program's start. A broken one is set aside.

        Returns:
            Where a broken file was set aside, or None.

        Raises:
            SettingsError: the file exists but cannot be opened, or is broken and cannot be set aside.
        """
        if self._file is None:
            return None
        entries = _parse_file(self._file, self._entries)
        if entries is None:
            return self._file.set_aside()
        self._take_over(entries, 0)
        return None

    async def refresh(self) -> None:
        """Take over what another program wrote. Costs one ``stat`` where none did."""
        file = self._file
        if file is None or not file.changed():
            return
        async with self._one_at_a_time:
            known = dict(self._entries)
            try:
                entries = await in_daemon_thread(lambda: _read(file, known), "control memory")
            except SettingsError as error:
                self._complain(error)
            else:
                self._take_over(entries, 0)

    async def save(self) -> None:
        """Write what has changed, beside what other programs have written meanwhile.

        Raises:
            SettingsError: it holds for now, but could not be written; the next change tries again.
        """
        file = self._file
        async with self._one_at_a_time:
            edits = tuple(self._unsaved)
            if file is None or not edits:
                return
            known = dict(self._entries)
            entries = await in_daemon_thread(lambda: _write(file, known, edits), "control memory")
            self._take_over(entries, len(edits))

    async def close(self) -> None:
        """Write what is not written yet, unless the disk takes longer than a second."""
        try:
            async with asyncio.timeout(_LAST_WRITE_S):
                await self.save()
        except (SettingsError, TimeoutError) as error:
            self._complain(error)
        await self._tasks.cancel_all()

    async def _save_soon(self) -> None:
        while self._unsaved:
            await asyncio.sleep(SAVE_AFTER_S)
            await self.save()

    def _take_over(self, entries: _Entries, written: int) -> None:
        """The file holds ``entries``, with the first ``written`` of our edits; those made meanwhile go on top."""
        del self._unsaved[:written]
        for edit in self._unsaved:
            edit(entries)
        self._entries = entries

    @staticmethod
    def _complain(error: BaseException) -> None:
        logger.warning("what was set on the cameras is not remembered for now: %s", error)


def _drop(entries: _Entries, camera_id: str) -> None:
    entries.pop(camera_id, None)


def _parse_file(file: SharedJson, known: _Entries) -> _Entries | None:
    """The file's entries; ``known`` where there is no file, None where it is broken."""
    document = file.read()
    return known if document is None else _parse(document)


def _read(file: SharedJson, known: _Entries) -> _Entries:
    """The file's entries. ``known`` stays in force where there is no file, or a broken one, which is set aside."""
    entries = _parse_file(file, known)
    if entries is None:
        kept = file.set_aside()
        logger.warning("what was remembered of the cameras was damaged; it was kept as %s", kept)
        return known
    return entries


def _write(file: SharedJson, known: _Entries, edits: tuple[_Edit, ...]) -> _Entries:
    with file.locked():
        entries = _read(file, known) if file.changed() else known
        for edit in edits:
            edit(entries)
        file.write({"version": 1, "cameras": {camera_id: _dump(e) for camera_id, e in entries.items()}})
    return entries


def _dump(entry: Remembered) -> dict[str, Any]:
    fields: dict[str, Any] = {"values": dict(entry.values), "changed_at": entry.changed_at}
    if entry.name:
        fields["name"] = entry.name
    if entry.automatic is not None:
        fields["automatic"] = entry.automatic
    return fields


def _parse(document: Any) -> _Entries | None:
    """The entries, without what makes no sense in them; None where the whole is not what ``_write`` writes."""
    cameras = document.get("cameras") if isinstance(document, dict) else None
    if not isinstance(cameras, dict):
        return None
    known = list(cameras.items())[:MAX_CAMERAS]
    return {camera_id[:_MAX_ID]: _parse_entry(fields) for camera_id, fields in known if isinstance(fields, dict)}


def _parse_entry(fields: Mapping[str, Any]) -> Remembered:
    values, automatic, changed_at = fields.get("values"), fields.get("automatic"), fields.get("changed_at")
    return Remembered(
        values={n: values[n] for n in NAMES if _is_value(values.get(n))} if isinstance(values, dict) else {},
        name=wire.clean_text(fields.get("name")) or "",
        automatic=automatic if isinstance(automatic, bool) else None,
        changed_at=float(changed_at) if isinstance(changed_at, float) else 0.0,
    )


def _is_value(value: object) -> bool:
    """Whether a control could have this value; whether it fits the camera's shows when it is sent."""
    return (isinstance(value, str) and len(value) <= _MAX_TEXT) or isinstance(value, bool | int | float)
