"""Where the program keeps its files.

``ATOMCAM_HOME`` moves all of them below one folder, for tests and portable use.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "ATOMCAM_HOME"

_NO_HOME = Path("/nonexistent")


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one user. None of them need exist."""

    config: Path
    """Settings and the camera book."""
    state: Path
    """Logs."""
    cache: Path
    pictures: Path
    """Default folder for snapshots."""
    videos: Path
    """Default folder for recordings."""

    @property
    def settings_file(self) -> Path:
        """The user's settings."""
        return self.config / "settings.json"

    @property
    def cameras_file(self) -> Path:
        """Keys and decisions about cameras; private."""
        return self.config / "cameras.json"

    @property
    def controls_file(self) -> Path:
        """What the user set on the cameras."""
        return self.config / "controls.json"

    @property
    def shares_file(self) -> Path:
        """Links that let others watch; private."""
        return self.config / "shares.json"


def find_paths() -> Paths:
    """The folders to use, from ``ATOMCAM_HOME`` or by the system's custom."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        root = Path(home).expanduser().absolute()
        return Paths(root / "config", root / "state", root / "cache", root / "pictures", root / "videos")
    import platformdirs  # not at the top: `atomcam --version` needs none of it

    folders = platformdirs.PlatformDirs("AtomCam", appauthor=False)
    return Paths(
        _found(lambda: folders.user_config_path),
        _found(lambda: folders.user_state_path),
        _found(lambda: folders.user_cache_path),
        _found(lambda: folders.user_pictures_path / "AtomCam"),
        _found(lambda: folders.user_videos_path / "AtomCam"),
    )


def _found(folder: Callable[[], Path]) -> Path:
    """A folder; one that cannot be made where this user, as in a container, has no home that anybody knows of."""
    try:
        path = folder()
    except RuntimeError:
        return _NO_HOME
    # What older versions of the library answer instead would be in whatever folder we just stand in.
    return path if path.is_absolute() else _NO_HOME
