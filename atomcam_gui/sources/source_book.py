"""The network cameras that the user added: a JSON file that only its owner can read, since addresses hold passwords.

Several programs may use the book at the same time: each takes over what the others wrote, and adds its own to it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atomcam_gui import wire
from atomcam_gui.errors import SettingsError
from atomcam_gui.paths import Paths
from atomcam_gui.shared_json import SharedJson
from atomcam_gui.sources.address import SourceAddress, parse_address
from atomcam_gui.sources.troubles import SourceError

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """A network camera."""

    id: str
    """12 hex digits; stays when the address is changed."""
    address: SourceAddress
    name: str = ""
    """Empty for what its host is called."""
    blocked: bool = False

    @property
    def label(self) -> str:
        """A name to show."""
        return self.name or self.address.host


def sources_file(paths: Paths) -> Path:
    """Where the book lies."""
    return paths.config / "sources.json"


class SourceBook:
    """Network cameras by id, in the order in which they came. ``path`` None keeps them in memory only.

    For one thread; blocks for as long as a small file takes.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._file = SharedJson(path) if path is not None else None
        self._sources: dict[str, Source] = {}
        self._unsaved: list[Callable[[], object]] = []
        self._broken = False

    @property
    def sources(self) -> tuple[Source, ...]:
        """All of them."""
        return tuple(self._sources.values())

    def get(self, camera_id: str) -> Source | None:
        """The one of this id."""
        return self._sources.get(camera_id)

    def put(self, source: Source) -> None:
        """Keep a network camera, in the place of the one with its id.

        Raises:
            SettingsError: it holds for now, but could not be written.
        """
        self._change(lambda: self._sources.update({source.id: source}))

    def remove(self, camera_id: str) -> None:
        """Forget one.

        Raises:
            SettingsError: it holds for now, but could not be written.
        """
        self._change(lambda: self._sources.pop(camera_id, None))

    def load(self) -> Path | None:
        """Read the file, if there is one. A file that is broken is set aside, never overwritten.

        Returns:
            Where a broken file was set aside, or None.

        Raises:
            SettingsError: the file exists but cannot be opened.
        """
        if self._file is None:
            return None
        self._merge(self._file)
        return self._set_aside(self._file) if self._broken else None

    def refresh(self) -> bool:
        """Take over what another program wrote; whether there was anything. Costs one ``stat`` where there was not."""
        if self._file is None or not self._file.changed():
            return False
        before = self.sources
        try:
            self._merge(self._file)
        except SettingsError as error:
            logger.warning("%s", error)
        return self.sources != before

    def _change(self, edit: Callable[[], object]) -> None:
        """Change what is in force, then the file. What cannot be written is tried again with the next change."""
        edit()
        if self._file is None:
            return
        self._unsaved.append(edit)
        with self._file.locked():
            if self._file.changed():
                self._merge(self._file)
            if self._broken:
                self._set_aside(self._file)
            self._file.write(self._document())
        self._unsaved.clear()

    def _document(self) -> dict[str, Any]:
        entries = [{"id": s.id, "name": s.name, "url": s.address.full_url, "blocked": s.blocked} for s in self.sources]
        return {"version": 1, "sources": entries}

    def _set_aside(self, file: SharedJson) -> Path:
        kept = file.set_aside()
        self._broken = False
        return kept

    def _merge(self, file: SharedJson) -> None:
        """Take the file's entries, then our own changes that are not in it. A broken file changes nothing here."""
        document = file.read()
        if document is None:
            return
        try:
            sources = _read(document)
        except (LookupError, TypeError, AttributeError, ValueError, SourceError) as error:
            # Only its kind: the text may hold an address with its password.
            logger.warning("the list of network cameras %s cannot be understood: %s", file.path, type(error).__name__)
            self._broken = True
            return
        self._broken = False
        self._sources = sources
        for edit in self._unsaved:
            edit()


def _read(document: Any) -> dict[str, Source]:
    """The entries of the file; raises all sorts of errors where it is not what ``SourceBook`` writes."""
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")
    sources: dict[str, Source] = {}
    for item in document.get("sources", []):
        camera_id = wire.parse_id(item["id"])
        if camera_id is None:
            raise ValueError("an id that is none")
        name = wire.clean_text(item.get("name", "")) or ""
        sources[camera_id] = Source(camera_id, parse_address(item["url"]), name, item.get("blocked") is True)
    return sources
