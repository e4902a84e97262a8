"""Small files that must never be lost: written whole or not at all, set aside when broken."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from atomcam_gui.errors import SettingsError


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Replace a file so that at any moment, also after a power cut, the old or the new content is there.

    Args:
        private: only the owner may read it (POSIX; on Windows the user's profile folder already sees to that).

    Raises:
        SettingsError: it could not be written; the old file is untouched.
    """
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # mkstemp makes files of mode 0600.
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not private:
            Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise SettingsError(
            "{path} could not be written ({reason}): free some space or check who owns the folder",
            path=path,
            reason=error.strerror or error,
        ) from error


def write_json(path: Path, document: Any, *, private: bool = False) -> None:
    """``write_whole`` for JSON, in ASCII: a text that came as half a surrogate pair has no UTF-8.

    Raises:
        SettingsError: it could not be written; the old file is untouched.
    """
    write_whole(path, json.dumps(document, indent=2).encode("ascii"), private=private)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where folders can be opened (not on Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Broken:
    """Stands for content that is no JSON; no reader takes it for a document."""


BROKEN = _Broken()


def read_json(path: Path) -> Any:
    """A file's JSON; None where there is no file; ``BROKEN`` where the content is no JSON.

    Raises:
        SettingsError: the file exists but cannot be opened.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, RecursionError):
        return BROKEN
    except OSError as error:
        raise SettingsError("{path} could not be read ({reason})", path=path, reason=error.strerror or error) from error


def set_aside(path: Path) -> Path:
    """Rename a broken file so that nothing in it is lost, and say to what.

    Raises:
        SettingsError: it could not be renamed.
    """
    first = path.with_name(f"{path.name}.broken-{time.strftime('%Y%m%d-%H%M%S')}")
    target, number = first, 1
    while target.exists():
        number += 1
        target = first.with_name(f"{first.name}-{number}")
    try:
        path.replace(target)
    except OSError as error:
        raise SettingsError(
            "{path} is broken and could not be set aside ({reason})", path=path, reason=error.strerror or error
        ) from error
    return target
