"""A report for whoever helps: logs, versions and settings in one file, without secrets and without pictures."""

from __future__ import annotations

import io
import json
import platform
import sys
import time
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from atomcam_gui import __version__, files
from atomcam_gui.paths import Paths
from atomcam_gui.program_log import COMMANDS_LOG, WINDOW_LOG
from atomcam_gui.support.last_run import CRASH_FILE
from atomcam_gui.support.redaction import redacted

LOGS = (WINDOW_LOG, f"{WINDOW_LOG}.1", COMMANDS_LOG, f"{COMMANDS_LOG}.1", CRASH_FILE, f"{CRASH_FILE}.1")
MAX_LOG_BYTES = 2_000_000
"""Of each log, its end."""

_PACKAGES = (
    "PySide6-Essentials",
    "qasync",
    "websockets",
    "simplejpeg",
    "numpy",
    "av",
    "esptool",
    "pyserial",
    "keyring",
)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a report."""

    name: str
    text: str


def collect(paths: Paths, settings: Mapping[str, object], state: Sequence[str], words: str = "") -> tuple[Part, ...]:
    """The report's files, as they would be handed over. Reads logs: for another thread than the window's.

    Args:
        settings: the settings as JSON would have them.
        state: lines about cameras and server, for people.
        words: what the user wrote about it.
    """
    parts = [Part("versions.txt", versions()), Part("state.txt", "\n".join(state) + "\n")]
    if words.strip():
        parts.insert(0, Part("what-happened.txt", words.strip() + "\n"))
    parts.append(Part("settings.json", json.dumps(settings, indent=2, ensure_ascii=False) + "\n"))
    for name in LOGS:
        text = _end_of(paths.state / name)
        if text is not None:
            parts.append(Part(name, text))
    home = _home()
    return tuple(Part(part.name, redacted(part.text, home=home)) for part in parts)


def save(parts: Sequence[Part], target: Path) -> None:
    """Write the report as a zip file.

    Raises:
        SettingsError: it could not be written.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part.name, part.text)
    files.write_whole(target, content.getvalue(), private=True)


def file_name() -> str:
    """A name for a report of now."""
    return time.strftime("AtomCam report %Y-%m-%d %H.%M.zip")


def versions() -> str:
    """Which parts are at work here."""
    frozen = "installed program" if getattr(sys, "frozen", False) else "from its sources or a package of Python's"
    lines = [f"AtomCam {__version__} ({frozen})", f"Python {sys.version}", platform.platform(), platform.machine()]
    for name in _PACKAGES:
        try:
            lines.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue  # a frozen program carries few of these notes
    return "\n".join(lines) + "\n"


def _end_of(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            file.seek(0, io.SEEK_END)
            file.seek(max(0, file.tell() - MAX_LOG_BYTES))
            return file.read().decode(errors="replace") or None
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"could not be read: {error.strerror or error}\n"


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None
