"""Packs the frozen program into an archive that runs from its folder: .tar.xz, or .zip on Windows.

Usage: make_archive.py PROGRAM_FOLDER TARGET_FOLDER
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from atomcam_gui import __version__

SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}


def archive_name() -> str:
    """For example ``atomcam-0.1.0-linux-x86_64``."""
    return f"atomcam-{__version__}-{SYSTEMS[sys.platform]}-{platform.machine().lower()}"


def pack(program: Path, target: Path) -> Path:
    """Write the archive. Its one folder carries the version in its name."""
    name = archive_name()
    if sys.platform == "win32":
        archive = target / f"{name}.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as content:
            for path in sorted(program.rglob("*")):
                content.write(path, Path(name) / path.relative_to(program))
        return archive
    archive = target / f"{name}.tar.xz"
    options = ["--owner=0", "--group=0", "--numeric-owner"] if sys.platform == "linux" else []
    rename = [f"--transform=s,^{program.name},{name}," if sys.platform == "linux" else f"-s,^{program.name},{name},"]
    subprocess.run(
        ["tar", "-cJf", str(archive), *options, *rename, "-C", str(program.parent), program.name],
        check=True,
        env=os.environ | {"XZ_OPT": "-T2"},
    )
    return archive


if __name__ == "__main__":
    made = pack(Path(sys.argv[1]), Path(sys.argv[2]))
    print(f"{made} ({made.stat().st_size / 1e6:.0f} MB)")  # noqa: T201
