"""A real small disk for a test: a file system in memory that only one child process sees, and that ends with it."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@functools.cache
def _can_mount() -> bool:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    probe = subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False)
    return probe.returncode == 0


def on_small_disk(disk: Path, script: str, *arguments: Path, size: str = "1m") -> Any:
    """Run Python with an empty disk of ``size`` mounted at ``disk``; returns the JSON that it printed.

    The script finds ``disk`` and the arguments in ``sys.argv[1:]``, and may remount the disk. Skips the test where
    this system lets nobody mount.
    """
    if not _can_mount():
        pytest.skip("this system does not let a test mount a small disk")
    disk.mkdir(parents=True, exist_ok=True)
    mount = f'mount -t tmpfs -o size={size} none "$1" && exec "$0" -c "$SCRIPT" "$@"'
    done = subprocess.run(
        [
            "unshare",
            "-rm",
            "env",
            f"SCRIPT={script}",
            "sh",
            "-c",
            mount,
            sys.executable,
            str(disk),
            *map(str, arguments),
        ],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
