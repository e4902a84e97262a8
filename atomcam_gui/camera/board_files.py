"""The board software that this program brings: what an update puts on a camera. Reading it blocks for milliseconds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from atomcam_gui import resources

_SOFTWARE = "lib/atomcam"
"""What an update replaces as a whole. What lies beside it, the safety net, comes over the cable only."""
_VERSION = re.compile(r"""^VERSION\s*=\s*["']([^"']+)["']""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class BoardSoftware:
    """Files by their names on the board."""

    files: Mapping[str, bytes]

    @property
    def offer(self) -> list[tuple[str, int, str]]:
        """Name, size in bytes and SHA-256 in hex of each file, by name."""
        return [(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in sorted(self.files.items())]


def read_software(root: Path | None = None) -> BoardSoftware:
    """The software of this program, or below another folder that is laid out as ``device/``.

    Raises:
        OSError: a file cannot be read.
    """
    folder = (root or resources.device_root()) / _SOFTWARE
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".py", ".mpy") and path.is_file())
    return BoardSoftware({path.name: path.read_bytes() for path in paths})


def version_of(software: BoardSoftware) -> str:
    """Its version as it says it itself; empty where it does not."""
    match = _VERSION.search(software.files.get("__init__.py", b"").decode("utf-8", "replace"))
    return match[1] if match else ""


@cache
def bundled_version() -> str:
    """The version that this program brings, or an empty text where its files cannot be read."""
    try:
        return version_of(read_software())
    except OSError:
        return ""
