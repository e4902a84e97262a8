"""Whether anything can be kept at all: some computers have no home folder, or a full or read-only one."""

from __future__ import annotations

import tempfile
from pathlib import Path

_PROBE = bytes(4096)


def why_not_writable(folder: Path) -> str | None:
    """Why no file can be made in a folder, in the system's words; None where it can be. Blocks: for a thread."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder, buffering=0) as probe:
            probe.write(_PROBE)
    except OSError as error:
        return error.strerror or type(error).__name__
    return None
