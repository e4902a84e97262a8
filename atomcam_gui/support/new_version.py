"""Whether a newer version was released: one question to GitHub, asked only where the user wants that."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from atomcam_gui import __version__
from atomcam_gui.provisioning.firmware.patient_sockets import Stop
from atomcam_gui.provisioning.firmware.web import is_safe, read_json

URL_VARIABLE = "ATOMCAM_RELEASES_URL"
"""For those who pass on a version of their own: where it is asked instead."""

RELEASES_URL = "https://api.github.com/repos/atomcam/atomcam/releases/latest"
"""GitHub's REST API, "Get the latest release": ``tag_name``, ``html_url``. Drafts and previews are never the latest."""

_VERSION = re.compile(r"v?(\d{1,9})\.(\d{1,9})(?:\.(\d{1,9}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version that is newer than this one."""

    version: str
    page: str
    """The release's page, for a browser."""


def find(stop: Stop) -> NewVersion | None:
    """Ask for the newest release. None where it is not newer than this. Blocks: for a thread.

    Raises:
        SetupError: it could not be asked, as ``web.read_json`` tells.
        Stopped: ``stop`` was set.
    """
    document = read_json(os.environ.get(URL_VARIABLE) or RELEASES_URL, stop)
    if not isinstance(document, dict):
        return None
    tag, page = document.get("tag_name"), document.get("html_url")
    if not isinstance(tag, str) or not isinstance(page, str) or not is_safe(page):
        return None
    return NewVersion(tag.removeprefix("v"), page) if is_newer(tag, __version__) else None


def is_newer(tag: str, own: str) -> bool:
    """Whether a release's tag, such as ``v0.2.0``, is above a version. What is neither, previews too, never is."""
    there, here = _numbers(tag), _numbers(own)
    return there is not None and here is not None and there > here


def _numbers(text: str) -> tuple[int, int, int] | None:
    match = _VERSION.fullmatch(text.strip())
    return (int(match[1]), int(match[2]), int(match[3] or 0)) if match else None
