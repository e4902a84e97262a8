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
from atomcam_gui.phrase import Phrase

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
    wall: bool = False
    """All cameras were shown, not one."""
    inspector: bool = False
    """The camera's controls were shown."""


MAX_PRERECORD_S = 60
MIN_SEGMENT_MB = 10
MAX_SEGMENT_MB = 1_000_000
MAX_SEGMENT_MINUTES = 24 * 60
MAX_DISK_GB = 1_000_000
MAX_TIMELAPSE_S = 24 * 60 * 60
MAX_MOTION_TAIL_S = 600
MAX_ORDER = 1000


class FileNames(StrEnum):
    """How the files of snapshots and recordings are named, which is how a folder sorts them."""

    CAMERA_FIRST = "camera_first"
    """``Garden 2026-11-22 15.20.31``: each camera's files together."""
    DATE_FIRST = "date_first"
    """``2026-11-22 15.20.31 Garden``: all cameras' files in the order in which they were made."""


class SnapshotTurn(StrEnum):
    """What becomes of a snapshot whose view is rotated or mirrored."""

    AS_MADE = "as_made"
    """The file stays as the camera made it, byte for byte."""
    TAGGED = "tagged"
    """The same picture with the rotation noted in the file (EXIF), so that other programs show it as the view did."""


@dataclass(frozen=True, slots=True)
class RecordingSettings:
    """How snapshots and recordings are made and kept. Sizes are decimal: 1 GB is 10⁹ bytes."""

    segment_minutes: int = 60
    """A recording goes on in a new file after so long; 0 for never."""
    segment_mb: int = 4000
    """A recording goes on in a new file at this size; 0 for never. FAT disks (memory cards) take 4294 at most."""
    floor_gb: float | None = None
    """Recording stops when the disk has less room left than this; None for 1 GB or 2 % of the disk, the larger."""
    quota_gb: float = 0.0
    """The oldest recordings go when all of them are larger than this; 0 for no limit."""
    prerecord_s: int = 5
    """So much from before the button was pressed goes into a recording; 0 for nothing."""
    snapshot_turn: SnapshotTurn = SnapshotTurn.AS_MADE
    timelapse_s: int = 60
    """A time-lapse takes a snapshot every so many seconds."""
    file_names: FileNames = FileNames.CAMERA_FIRST


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of the picture as the camera sends it (not turned), in fractions of its width and height."""

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0

    @property
    def is_valid(self) -> bool:
        """Whether it lies in the picture and is not empty. What rounding adds at the far edges is let pass."""
        return (
            0 <= self.left < 1
            and 0 <= self.top < 1
            and 0 < self.width <= 1 - self.left + 1e-6
            and 0 < self.height <= 1 - self.top + 1e-6
        )


@dataclass(frozen=True, slots=True)
class MotionSettings:
    """Whether and how one camera's recording starts by itself when something moves."""

    on: bool = False
    sensitivity: int = 50
    """1 (only what is large and clear) to 100 (anything)."""
    region: Region = field(default_factory=Region)
    """Only what moves here counts."""
    before_s: int = 5
    """So much from before the movement is kept, 0–60 s."""
    after_s: int = 10
    """Recording goes on for so long after the last movement, 1–600 s."""


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
    language: str = ""
    """A code such as ``de``; empty for the system's language."""
    look_for_updates: bool = False
    """Ask once a day whether there is a newer version. Nothing is asked of the internet otherwise."""
    welcomed: bool = False
    """The page of the first start has been seen."""
    window: WindowState = field(default_factory=WindowState)
    views: Mapping[str, ViewSettings] = field(default_factory=dict)
    """By camera id."""
    camera_order: tuple[str, ...] = ()
    """Camera ids in the order in which the user put them; those that are not in it come after these."""
    recording: RecordingSettings = field(default_factory=RecordingSettings)
    motion: Mapping[str, MotionSettings] = field(default_factory=dict)
    """By camera id."""

    def with_view(self, camera_id: str, view: ViewSettings) -> Settings:
        """A copy in which one camera's view is another."""
        views = dict(self.views)
        views.pop(camera_id, None)
        if view != ViewSettings():
            views[camera_id] = view
        return dataclasses.replace(self, views=views)

    def with_motion(self, camera_id: str, motion: MotionSettings) -> Settings:
        """A copy in which one camera's motion settings are others."""
        every = dict(self.motion)
        every.pop(camera_id, None)
        if motion != MotionSettings():
            every[camera_id] = motion
        return dataclasses.replace(self, motion=every)


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
    motion = reader.value("motion", {}, _is_object)
    return Settings(
        port=reader.value("port", defaults.port, lambda v: _is_int(v) and 1 <= v <= 65535),
        bind=reader.value("bind", defaults.bind, _is_text),
        pictures_folder=reader.value("pictures_folder", "", _is_text),
        recordings_folder=reader.value("recordings_folder", "", _is_text),
        start_with_last_state=reader.value("start_with_last_state", True, _is_bool),
        appearance=Appearance(reader.value("appearance", defaults.appearance, lambda v: v in tuple(Appearance))),
        language=reader.value("language", "", lambda v: isinstance(v, str) and len(v) <= 8),
        look_for_updates=reader.value("look_for_updates", False, _is_bool),
        welcomed=reader.value("welcomed", False, _is_bool),
        window=WindowState(
            geometry=window.value("geometry", "", _is_text),
            sidebar=window.value("sidebar", True, _is_bool),
            statistics=window.value("statistics", False, _is_bool),
            camera_id=window.value("camera_id", "", _is_text),
            demo=window.value("demo", False, _is_bool),
            wall=window.value("wall", False, _is_bool),
            inspector=window.value("inspector", False, _is_bool),
        ),
        views={str(key): _parse_view(value) for key, value in views.items() if _is_object(value)},
        camera_order=tuple(reader.value("camera_order", [], _is_order)),
        recording=_parse_recording(reader.value("recording", {}, _is_object)),
        motion={str(key): _parse_motion(value) for key, value in motion.items() if _is_object(value)},
    )


def _parse_view(document: Mapping[str, Any]) -> ViewSettings:
    reader = _Reader(document)
    return ViewSettings(
        rotation=reader.value("rotation", 0, lambda v: _is_int(v) and v in (0, 90, 180, 270)),
        mirrored=reader.value("mirrored", False, _is_bool),
    )


def _parse_recording(document: Mapping[str, Any]) -> RecordingSettings:
    reader = _Reader(document)
    defaults = RecordingSettings()
    turn = reader.value("snapshot_turn", defaults.snapshot_turn, lambda v: v in tuple(SnapshotTurn))
    names = reader.value("file_names", defaults.file_names, lambda v: v in tuple(FileNames))
    return RecordingSettings(
        segment_minutes=reader.value(
            "segment_minutes", defaults.segment_minutes, lambda v: _is_int_in(v, 0, MAX_SEGMENT_MINUTES)
        ),
        segment_mb=reader.value(
            "segment_mb",
            defaults.segment_mb,
            lambda v: _is_int_in(v, 0, 0) or _is_int_in(v, MIN_SEGMENT_MB, MAX_SEGMENT_MB),
        ),
        floor_gb=reader.value("floor_gb", None, lambda v: v is None or _is_number_in(v, 0, MAX_DISK_GB)),
        quota_gb=reader.value("quota_gb", defaults.quota_gb, lambda v: _is_number_in(v, 0, MAX_DISK_GB)),
        prerecord_s=reader.value("prerecord_s", defaults.prerecord_s, lambda v: _is_int_in(v, 0, MAX_PRERECORD_S)),
        snapshot_turn=SnapshotTurn(turn),
        timelapse_s=reader.value("timelapse_s", defaults.timelapse_s, lambda v: _is_int_in(v, 1, MAX_TIMELAPSE_S)),
        file_names=FileNames(names),
    )


def _parse_motion(document: Mapping[str, Any]) -> MotionSettings:
    reader = _Reader(document)
    defaults = MotionSettings()
    # As a whole or not at all: half of a rectangle is another one.
    region = reader.value("region", {}, _is_region)
    return MotionSettings(
        on=reader.value("on", False, _is_bool),
        sensitivity=reader.value("sensitivity", defaults.sensitivity, lambda v: _is_int_in(v, 1, 100)),
        region=Region(**{name: float(value) for name, value in region.items() if name in Region.__slots__}),
        before_s=reader.value("before_s", defaults.before_s, lambda v: _is_int_in(v, 0, MAX_PRERECORD_S)),
        after_s=reader.value("after_s", defaults.after_s, lambda v: _is_int_in(v, 1, MAX_MOTION_TAIL_S)),
    )


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_int_in(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_number_in(value: object, least: float, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) < 10_000


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _is_order(value: object) -> bool:
    return isinstance(value, list) and len(value) <= MAX_ORDER and all(map(_is_text, value))


def _is_region(value: object) -> bool:
    if not isinstance(value, dict) or not all(_is_number_in(value.get(name), 0, 1) for name in Region.__slots__):
        return False
    return Region(**{name: value[name] for name in Region.__slots__}).is_valid


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


def load_or_default(store: SettingsStore) -> Phrase | None:
    """Load settings whatever state their file is in. Returns a sentence for the user where something was wrong."""
    try:
        broken = store.load()
    except SettingsError as error:
        return Phrase("The settings could not be read, so the defaults hold: {error}", error=error)
    if broken is not None:
        return Phrase("The settings file was damaged, so the defaults hold. It was kept as {name}.", name=broken.name)
    return None
