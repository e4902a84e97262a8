"""Who may show pictures here: keys from set-up, and the user's decisions about strangers.

The book is a JSON file that only its owner can read, since it holds keys. Decisions "once" last until the program
ends and are never written. Several programs may use the book at the same time: each reads what the others wrote before
it decides, and adds its own to it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from atomcam_gui import wire
from atomcam_gui.errors import SettingsError, WireError
from atomcam_gui.shared_json import SharedJson

logger = logging.getLogger(__name__)


class Trust(StrEnum):
    """What a camera may do."""

    ALLOWED = "allowed"
    WAITING = "waiting"
    BLOCKED = "blocked"


class Verdict(StrEnum):
    """What to do with somebody who connects."""

    ALLOW = "allow"
    WAIT = "wait"
    BLOCK = "block"
    PROVE = "prove"
    """It has the id of a camera with a key: it must prove that it is that camera."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A user's word on a camera without a key, by its address and, if it has one, its id."""

    address: str
    camera_id: str | None
    trust: Trust
    name: str = ""
    """What the camera called itself when the decision was made."""
    permanent: bool = True
    """False for "allow once"."""
    made_at: float = 0.0
    """Seconds since the epoch."""


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A camera that was given a key at set-up."""

    camera_id: str
    key: bytes
    name: str = ""
    blocked: bool = False
    permanent: bool = True

    def __repr__(self) -> str:
        return f"KeyEntry({self.camera_id!r}, name={self.name!r}, blocked={self.blocked})"


class TrustBook:
    """Keys and decisions. ``path`` None keeps it in memory only.

    Args:
        allow_unknown: let every camera without a key in that is not blocked (``serve --allow-unknown``).
        allow_addresses: let every camera without a key in from these addresses (``serve --allow``).
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        allow_unknown: bool = False,
        allow_addresses: frozenset[str] = frozenset(),
    ) -> None:
        self._file = SharedJson(path) if path is not None else None
        self._allow_unknown = allow_unknown
        self._allow_addresses = allow_addresses
        self._keys: dict[str, KeyEntry] = {}
        self._decisions: dict[tuple[str, str | None], Decision] = {}
        self._unsaved: list[Callable[[], object]] = []
        self._broken = False

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All decisions about cameras without a key, oldest first."""
        return tuple(self._decisions.values())

    @property
    def keys(self) -> tuple[KeyEntry, ...]:
        """All cameras with a key."""
        return tuple(self._keys.values())

    def key_of(self, camera_id: str) -> bytes | None:
        """The key of a camera, or None where it has none."""
        self._refresh()
        entry = self._keys.get(camera_id)
        return entry.key if entry else None

    def name_of(self, camera_id: str) -> str:
        """The name that a camera with a key was given, or an empty text."""
        entry = self._keys.get(camera_id)
        return entry.name if entry else ""

    def verdict(self, address: str, camera_id: str | None) -> Verdict:
        """What to do with a camera that comes from ``address`` and claims ``camera_id``."""
        self._refresh()
        entry = self._keys.get(camera_id) if camera_id else None
        if entry is not None:
            return Verdict.BLOCK if entry.blocked else Verdict.PROVE
        decision = self._decisions.get((address, camera_id))
        if decision is not None:
            return Verdict.BLOCK if decision.trust is Trust.BLOCKED else Verdict.ALLOW
        if self._allow_unknown or address in self._allow_addresses:
            return Verdict.ALLOW
        return Verdict.WAIT

    def decide(self, decision: Decision) -> None:
        """Keep a decision, replacing an older one about the same camera.

        Raises:
            SettingsError: it holds for now, but could not be written.
        """

        def edit() -> None:
            key = (decision.address, decision.camera_id)
            self._decisions.pop(key, None)
            self._decisions[key] = decision

        self._change(edit)

    def forget(self, address: str, camera_id: str | None) -> None:
        """Drop a decision: that camera waits again.

        Raises:
            SettingsError: it holds for now, but could not be written.
        """
        self._change(lambda: self._decisions.pop((address, camera_id), None))

    def add_key(self, entry: KeyEntry) -> None:
        """Keep a camera's key, replacing an older one.

        Raises:
            SettingsError: it holds for now, but could not be written.
        """
        if entry.permanent:
            self._change(lambda: self._keys.update({entry.camera_id: entry}))
        else:
            self._keys[entry.camera_id] = entry

    def forget_key(self, camera_id: str) -> None:
        """Drop a camera's key: it is a stranger from now on.

        Raises:
            SettingsError: it holds for now, but could not be written.
        """
        self._change(lambda: self._keys.pop(camera_id, None))

    def _change(self, edit: Callable[[], object]) -> None:
        """Change what is in force, then the file. What cannot be written is tried again with the next change."""
        edit()
        if self._file is not None:
            self._unsaved.append(edit)
            self.save()

    def save(self) -> None:
        """Write what is permanent, whole or not at all, beside what other programs have written meanwhile.

        Raises:
            SettingsError: the file could not be written, or not be read before.
        """
        if self._file is None:
            return
        with self._file.locked():
            if self._file.changed():
                self._merge(self._file)
            if self._broken:
                self._set_aside(self._file)
            self._file.write(self._document())
        self._unsaved.clear()

    def _document(self) -> dict[str, Any]:
        return {
            "version": 1,
            "cameras": [
                {"id": e.camera_id, "key": e.key.hex(), "name": e.name, "blocked": e.blocked}
                for e in self._keys.values()
                if e.permanent
            ],
            "decisions": [
                {"address": d.address, "id": d.camera_id, "trust": d.trust, "name": d.name, "made_at": d.made_at}
                for d in self._decisions.values()
                if d.permanent
            ],
        }

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

    def _set_aside(self, file: SharedJson) -> Path:
        kept = file.set_aside()
        self._broken = False
        return kept

    def _refresh(self) -> None:
        """Take over what another program wrote. While the file cannot be read, what was known before holds."""
        if self._file is None or not self._file.changed():
            return
        try:
            self._merge(self._file)
        except SettingsError as error:
            logger.warning("%s", error)

    def _merge(self, file: SharedJson) -> None:
        """Take the file's entries, then those of our own that are not in it. A broken file changes nothing here."""
        document = file.read()
        if document is None:
            return
        try:
            keys, decisions = _read(document)
        except (LookupError, TypeError, AttributeError, ArithmeticError, ValueError, WireError) as error:
            logger.warning("the camera book %s cannot be understood: %s", file.path, type(error).__name__)
            self._broken = True
            return
        self._broken = False
        self._keys = keys | {k: entry for k, entry in self._keys.items() if not entry.permanent}
        self._decisions = decisions | {k: word for k, word in self._decisions.items() if not word.permanent}
        for edit in self._unsaved:
            edit()


def _read(document: Any) -> tuple[dict[str, KeyEntry], dict[tuple[str, str | None], Decision]]:
    """The entries of the file; raises all sorts of errors where it is not what ``save`` writes."""
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")
    keys: dict[str, KeyEntry] = {}
    decisions: dict[tuple[str, str | None], Decision] = {}
    for item in document.get("cameras", []):
        camera_id = wire.parse_id(item["id"])
        if camera_id is None:
            raise ValueError("an id that is none")
        keys[camera_id] = KeyEntry(
            camera_id, wire.parse_key(item["key"]), str(item.get("name", "")), item.get("blocked") is True
        )
    for item in document.get("decisions", []):
        camera_id, trust = wire.parse_id(item["id"]), Trust(item["trust"])
        if (camera_id is None and item["id"] is not None) or trust is Trust.WAITING:
            raise ValueError("a decision that is none")
        decision = Decision(
            address=str(item["address"]),
            camera_id=camera_id,
            trust=trust,
            name=str(item.get("name", "")),
            made_at=float(item.get("made_at", 0.0)),
        )
        decisions[decision.address, decision.camera_id] = decision
    return keys, decisions


def decision_now(address: str, camera_id: str | None, trust: Trust, name: str, *, permanent: bool) -> Decision:
    """A decision made at this moment."""
    return Decision(address, camera_id, trust, name, permanent, time.time())
