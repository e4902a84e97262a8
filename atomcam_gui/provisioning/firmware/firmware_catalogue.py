"""Which firmware the cameras get: the release that this version of AtomCam is made for, from ``firmware.json``.

``sha256`` and ``size`` are null there until a maintainer pins the release (``pin_firmware.py``).
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from atomcam_gui import resources
from atomcam_gui.errors import AtomCamError
from atomcam_gui.provisioning.firmware.web import is_safe

CATALOGUE = "firmware.json"

MAX_BYTES = 64 * 1024 * 1024
"""No asset is larger; the boards' flash has 8 or 16 MB."""

_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}")
_ASSET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,119}\.(zip|bin)")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Release:
    """One release's firmware for one board."""

    version: str
    """The release's tag."""
    board: str
    """The board's name in the firmware project."""
    url: str
    asset: str
    """The file's name; a plain one."""
    digest_url: str
    """GitHub's description of the release, which has each asset's ``digest``."""
    sha256: str | None
    """64 lower-case hex digits; None while the release is not pinned."""
    size: int | None
    """Bytes; None while the release is not pinned."""
    micropython: str = ""
    """The MicroPython version inside, such as ``v1.27.0``."""


def load_catalogue(path: Path | None = None) -> Release:
    """The pinned release.

    Args:
        path: another catalogue than the program's own.

    Raises:
        AtomCamError: the file is missing or damaged.
    """
    path = path or resources.root() / CATALOGUE
    try:
        return parse_catalogue(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AtomCamError(
            "{path} is missing or damaged ({reason}): install AtomCam again", path=path, reason=error
        ) from error


def parse_catalogue(text: str) -> Release:
    """A catalogue's text.

    Raises:
        ValueError: it is no catalogue, or a value in it is not safe to use.
    """
    document = json.loads(text)
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")
    names = {field.name for field in fields(Release)}
    if set(document) != names:
        raise ValueError(f"other entries than {', '.join(sorted(names))}")
    release = Release(**document)
    _check(release)
    return release


def _check(release: Release) -> None:
    """Refuse what would write outside the cache, fetch over an open line, or match any file.

    Raises:
        ValueError: names the entry.
    """
    texts = (release.version, release.board, release.url, release.asset, release.digest_url, release.micropython)
    sound = {
        "version": all(isinstance(text, str) for text in texts) and _VERSION.fullmatch(release.version),
        "asset": isinstance(release.asset, str) and _ASSET.fullmatch(release.asset),
        "url": isinstance(release.url, str) and is_safe(release.url),
        "digest_url": isinstance(release.digest_url, str) and is_safe(release.digest_url),
        "sha256": release.sha256 is None or _SHA256.fullmatch(release.sha256),
        "size": release.size is None or (type(release.size) is int and 0 < release.size <= MAX_BYTES),
    }
    wrong = [name for name, good in sound.items() if not good]
    if wrong:
        raise ValueError(f"{', '.join(wrong)} cannot be right")


def render_catalogue(release: Release) -> str:
    """A catalogue's text; the same release gives the same bytes."""
    entries = asdict(release)
    order = ("version", "micropython", "board", "asset", "url", "digest_url", "sha256", "size")
    return json.dumps({name: entries[name] for name in order}, indent=2) + "\n"
