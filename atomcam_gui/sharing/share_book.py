"""The links that let others watch, and whether sharing is switched on.

A JSON file that only its owner can read, since whoever has a link's token may watch. Several programs may use it at the
same time: what one revokes is revoked in all of them at their next look, which comes before every decision.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atomcam_gui import wire
from atomcam_gui.errors import SettingsError
from atomcam_gui.shared_json import SharedJson

logger = logging.getLogger(__name__)

TOKEN_BYTES = 24
"""192 bits: 32 letters in a link."""
MAX_LINKS = 64

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22,128}")
_ID = re.compile(r"[0-9a-f]{4,32}")


@dataclass(frozen=True, slots=True)
class ShareLink:
    """A link that somebody was given. Who has its token may watch until it is revoked."""

    id: str
    """Hex digits; no secret."""
    name: str
    """Whom it is for, in the user's words."""
    token: str
    """URL-safe."""
    created: float = 0.0
    """Seconds since the epoch."""

    def __repr__(self) -> str:
        return f"ShareLink({self.id!r}, {self.name!r})"


class ShareBook:
    """All links. Belongs to the event loop's thread. ``path`` None keeps it in memory only."""

    def __init__(self, path: Path | None = None) -> None:
        self._file = SharedJson(path) if path is not None else None
        self._on = False
        self._links: dict[str, ShareLink] = {}
        self._unsaved: list[Callable[[], object]] = []
        self._broken = False
        self._listeners: list[Callable[[], None]] = []

    @property
    def on(self) -> bool:
        """Whether the user switched sharing on."""
        return self._on

    @property
    def links(self) -> tuple[ShareLink, ...]:
        """All links that are in force, oldest first."""
        return tuple(self._links.values())

    def get(self, link_id: str) -> ShareLink | None:
        """The link of this id, if it is in force."""
        return self._links.get(link_id)

    def link_of(self, token: str) -> ShareLink | None:
        """The link that a token opens, or None. How long that takes tells nothing about any token."""
        self.refresh()
        asked = _digest(token)
        found = None
        for link in self._links.values():
            if hmac.compare_digest(_digest(link.token), asked):
                found = link
        return found

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` after every change, here or in another program. Returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # -- changes -------------------------------------------------------------------------------------------------

    def add(self, name: str) -> ShareLink:
        """Make a link. A name longer than ``wire.MAX_NAME`` is cut.

        Raises:
            SettingsError: it holds until the program ends, but could not be written; or there are too many already.
        """
        self.refresh()
        if len(self._links) >= MAX_LINKS:
            raise SettingsError(
                "there are {count} share links already: revoke one that is no longer needed", count=MAX_LINKS
            )
        link = ShareLink(
            secrets.token_hex(4), wire.clean_text(name) or "", secrets.token_urlsafe(TOKEN_BYTES), time.time()
        )
        self._change(lambda: self._links.update({link.id: link}))
        return link

    def rename(self, link_id: str, name: str) -> None:
        """Give a link another name. Does nothing where there is no such link.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """

        def edit() -> None:
            link = self._links.get(link_id)
            if link is not None:
                self._links[link_id] = ShareLink(link.id, wire.clean_text(name) or "", link.token, link.created)

        self._change(edit)

    def revoke(self, link_id: str) -> None:
        """From now on the link opens nothing. Does nothing where there is no such link.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """
        self._change(lambda: self._links.pop(link_id, None))

    def set_on(self, on: bool) -> None:
        """Switch sharing on or off.

        Raises:
            SettingsError: it holds until the program ends, but could not be written.
        """

        def edit() -> None:
            self._on = on

        self._change(edit)

    def _change(self, edit: Callable[[], object]) -> None:
        """Change what is in force, then the file. What cannot be written is tried again with the next change."""
        edit()
        try:
            if self._file is not None:
                self._unsaved.append(edit)
                self._save(self._file)
        finally:
            self._tell()

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    # -- the file ------------------------------------------------------------------------------------------------

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

    def refresh(self) -> None:
        """Take over what another program wrote. While the file cannot be read, what was known before holds."""
        if self._file is None or not self._file.changed():
            return
        before = (self._on, tuple(self._links.values()))
        try:
            self._merge(self._file)
        except SettingsError as error:
            logger.warning("%s", error)
        if before != (self._on, tuple(self._links.values())):
            self._tell()

    def _save(self, file: SharedJson) -> None:
        with file.locked():
            if file.changed():
                self._merge(file)
            if self._broken:
                self._set_aside(file)
            file.write(self._document())
        self._unsaved.clear()

    def _document(self) -> dict[str, Any]:
        links = [{"id": k.id, "name": k.name, "token": k.token, "created": k.created} for k in self._links.values()]
        return {"version": 1, "on": self._on, "links": links}

    def _set_aside(self, file: SharedJson) -> Path:
        kept = file.set_aside()
        self._broken = False
        return kept

    def _merge(self, file: SharedJson) -> None:
        """Take what the file says, then what could not be written yet. A broken file changes nothing here."""
        document = file.read()
        if document is None:
            return
        try:
            self._on, self._links = _read(document)
        except (LookupError, TypeError, AttributeError, ArithmeticError, ValueError) as error:
            logger.warning("the share book %s cannot be understood: %s", file.path, type(error).__name__)
            self._broken = True
            return
        self._broken = False
        for edit in self._unsaved:
            edit()


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _read(document: Any) -> tuple[bool, dict[str, ShareLink]]:
    """The file's content; raises all sorts of errors where it is not what is written here."""
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")
    links: dict[str, ShareLink] = {}
    for item in document.get("links", []):
        link_id, token = str(item["id"]), str(item["token"])
        if not _ID.fullmatch(link_id) or not _TOKEN.fullmatch(token):
            raise ValueError("a link that is none")
        name = wire.clean_text(item.get("name")) or ""
        links[link_id] = ShareLink(link_id, name, token, float(item.get("created", 0.0)))
    return document.get("on") is True, links
