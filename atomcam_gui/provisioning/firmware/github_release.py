"""What GitHub tells of a release: its files, with their checksums.

REST API, "Get a release by tag name": ``assets[]`` with ``name``, ``size``, ``browser_download_url`` and ``digest``
(``sha256:…``, null for files that were uploaded before June 2025).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.firmware.patient_sockets import Stop
from atomcam_gui.provisioning.firmware.web import read_json
from atomcam_gui.provisioning.troubles import SetupError, Trouble

_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class PublishedAsset:
    """One file of a release."""

    name: str
    url: str
    size: int
    sha256: str | None


def published_assets(url: str, stop: Stop) -> tuple[PublishedAsset, ...]:
    """The files of the release that ``url`` (``…/releases/tags/TAG``) describes.

    Raises:
        SetupError: as ``web.read_json``.
        Stopped: ``stop`` was set.
    """
    document = read_json(url, stop)
    assets = document.get("assets") if isinstance(document, dict) else None
    if not isinstance(assets, list):
        raise SetupError(Trouble.DOWNLOAD_REFUSED, reason=Phrase("the answer does not describe a release"))
    return tuple(asset for asset in map(_parse, assets) if asset is not None)


def _parse(entry: Any) -> PublishedAsset | None:
    """None for what is not there to be downloaded (an upload that is under way, or that failed)."""
    if not isinstance(entry, dict) or entry.get("state", "uploaded") != "uploaded":
        return None
    name, url, size = entry.get("name"), entry.get("browser_download_url"), entry.get("size")
    if not (isinstance(name, str) and isinstance(url, str) and type(size) is int and size > 0):
        return None
    match = _DIGEST.fullmatch(str(entry.get("digest")).lower())
    return PublishedAsset(name, url, size, match[1] if match else None)
