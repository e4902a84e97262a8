"""Where the program keeps its files.

``ATOMCAM_HOME`` moves all of them below one folder, for tests and portable use.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "ATOMCAM_HOME"


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
        folders.user_config_path,
        folders.user_state_path,
        folders.user_cache_path,
        folders.user_pictures_path / "AtomCam",
        folders.user_videos_path / "AtomCam",
    )
