"""The user's settings: one frozen dataclass, one JSON file, never lost."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from atomcam_gui import files, wire
from atomcam_gui.errors import SettingsError

logger = logging.getLogger(__name__)


class Appearance(StrEnum):
    """Light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class ViewSettings:
    """How one camera's picture is turned. Mirroring is done first, then turning, both as seen on the screen."""

    rotation: int = 0
    """Degrees clockwise: 0, 90, 180 or 270."""
    mirrored: bool = False

    def rotated(self, degrees: int) -> ViewSettings:
        """Turned on by a multiple of 90 degrees, clockwise."""
        return dataclasses.replace(self, rotation=(self.rotation + degrees) % 360)

    def flipped(self) -> ViewSettings:
        """Mirrored left to right as seen on the screen, whatever the rotation."""
        rotation = (-self.rotation) % 360
        return dataclasses.replace(self, mirrored=not self.mirrored, rotation=rotation)


@dataclass(frozen=True, slots=True)
class WindowState:
    """What "start with the last state" brings back."""

    geometry: str = ""
    """Qt's saved geometry, base64."""
    sidebar: bool = True
    statistics: bool = False
    camera_id: str = ""
    """The camera that was looked at."""
    demo: bool = False
    """The demo camera was on."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults."""

    port: int = wire.DEFAULT_PORT
    bind: str = wire.ALL_INTERFACES
    pictures_folder: str = ""
    """Empty for the system's pictures folder."""
    recordings_folder: str = ""
    """Empty for the system's videos folder."""
    start_with_last_state: bool = True
    appearance: Appearance = Appearance.SYSTEM
    window: WindowState = field(default_factory=WindowState)
    views: Mapping[str, ViewSettings] = field(default_factory=dict)
    """By camera id."""

    def with_view(self, camera_id: str, view: ViewSettings) -> Settings:
        """A copy in which one camera's view is another."""
        views = dict(self.views)
        views.pop(camera_id, None)
        if view != ViewSettings():
            views[camera_id] = view
        return dataclasses.replace(self, views=views)


class SettingsStore:
    """Holds the current settings and writes each change. ``path`` None keeps them in memory only."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.current = Settings()
        self._unknown: dict[str, Any] = {}

    def load(self) -> Path | None:
        """Read the file, if there is one. A broken file is set aside and the defaults hold.

        Returns:
            Where a broken file was set aside, or None.

        Raises:
            SettingsError: the file exists but cannot be opened.
        """
        if self._path is None:
            return None
        document = files.read_json(self._path)
        if document is None:
            return None
        if not isinstance(document, dict):
            return files.set_aside(self._path)
        self.current = parse_settings(document)
        known = {f.name for f in dataclasses.fields(Settings)}
        # What a newer version wrote must survive this one.
        self._unknown = {key: value for key, value in document.items() if key not in known}
        return None

    def change(self, **changes: Any) -> Settings:
        """Replace some settings and write the file, where anything is another than before.

        Raises:
            SettingsError: the change holds for now, but could not be written.
        """
        return self.replace(dataclasses.replace(self.current, **changes))

    def replace(self, settings: Settings) -> Settings:
        """Replace all settings and write the file, where anything is another than before.

        Raises:
            SettingsError: the change holds for now, but could not be written.
        """
        if settings != self.current:
            self.current = settings
            self.save()
        return settings

    def save(self) -> None:
        """Write the file, whole or not at all.

        Raises:
            SettingsError: it could not be written.
        """
        if self._path is not None:
            files.write_json(self._path, self._unknown | dataclasses.asdict(self.current))


def parse_settings(document: Mapping[str, Any]) -> Settings:
    """Settings from JSON. A value of the wrong type or range is replaced by its default and logged; the rest stays."""
    reader = _Reader(document)
    defaults = Settings()
    window = _Reader(reader.value("window", {}, _is_object))
    views = reader.value("views", {}, _is_object)
    return Settings(
        port=reader.value("port", defaults.port, lambda v: _is_int(v) and 1 <= v <= 65535),
        bind=reader.value("bind", defaults.bind, _is_text),
        pictures_folder=reader.value("pictures_folder", "", _is_text),
        recordings_folder=reader.value("recordings_folder", "", _is_text),
        start_with_last_state=reader.value("start_with_last_state", True, _is_bool),
        appearance=Appearance(reader.value("appearance", defaults.appearance, lambda v: v in tuple(Appearance))),
        window=WindowState(
            geometry=window.value("geometry", "", _is_text),
            sidebar=window.value("sidebar", True, _is_bool),
            statistics=window.value("statistics", False, _is_bool),
            camera_id=window.value("camera_id", "", _is_text),
            demo=window.value("demo", False, _is_bool),
        ),
        views={str(key): _parse_view(value) for key, value in views.items() if _is_object(value)},
    )


def _parse_view(document: Mapping[str, Any]) -> ViewSettings:
    reader = _Reader(document)
    return ViewSettings(
        rotation=reader.value("rotation", 0, lambda v: _is_int(v) and v in (0, 90, 180, 270)),
        mirrored=reader.value("mirrored", False, _is_bool),
    )


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) < 10_000


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


class _Reader:
    """Takes checked values out of a JSON object."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document

    def value(self, key: str, default: Any, check: Any) -> Any:
        """The value of ``key`` where it passes ``check``, else the default."""
        if key not in self._document:
            return default
        value = self._document[key]
        if check(value):
            return value
        logger.warning("the setting %r has a value that cannot be used; the default holds", key)
        return default


def load_or_default(store: SettingsStore) -> str | None:
    """Load settings whatever state their file is in. Returns a sentence for the user where something was wrong."""
    try:
        broken = store.load()
    except SettingsError as error:
        return f"The settings could not be read, so the defaults hold: {error}"
    if broken is not None:
        return f"The settings file was damaged, so the defaults hold. It was kept as {broken.name}."
    return None
