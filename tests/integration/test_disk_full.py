"""A real small disk, filled to its end; and files that may not grow further."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.peers import SOON

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no small disks here")


def _run(*command: str) -> dict[str, Any]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=3 * SOON, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _has_namespaces() -> bool:
    """Whether this system lets us mount a disk of our own, which nobody else sees and which goes with the process."""
    if shutil.which("unshare") is None:
        return False
    command = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=1M none /mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What happened on a disk of 20 MB."""
    folder = tmp_path_factory.mktemp("disk")
    program = [sys.executable, "-m", "tests.fakes.recording_process", "full", str(folder)]
    if not _has_namespaces():
        return _run(*program, "pretended")
    mount = 'mount -t tmpfs -o size=20M none "$1" && shift && exec "$@"'
    return _run("unshare", "-rm", "sh", "-c", mount, "sh", str(folder), *program)


def test_floor_is_kept_and_the_file_complete(stories: Mapping[str, Any]) -> None:
    story = stories["floor_of_a_small_disk"]
    assert (story["reason"], story["has_length"], story["told_done"]) == ("disk full", [True], 1)
    assert "stay free" in story["trouble"]
    assert story["whole"]
    assert 5_000_000 - 200_000 <= story["free"] < 6_000_000
    assert story["frames"][0] > 200


def test_disk_is_filled_to_the_end_and_the_file_is_still_complete(stories: Mapping[str, Any]) -> None:
    story = stories["small_disk_to_the_end"]
    assert (story["reason"], story["has_length"], story["whole"]) == ("disk full", [True], True)
    assert story["free"] < 2_500_000
    assert story["frames"][0] > 300


def test_disk_that_another_program_fills_leaves_the_earlier_pictures_and_the_file_is_completed_later(
    stories: Mapping[str, Any],
) -> None:
    story = stories["disk_that_others_fill"]
    assert story["reason"] == "disk full"
    assert story["whole"]
    assert story["increasing"]
    (frames,) = story["frames"]
    assert frames > 50
    assert story["recovered"] == story["seen_by_others"] == frames
    assert len(story["left_behind"]) == 1


def test_file_as_large_as_the_system_lets_it_be_is_followed_by_the_next(tmp_path: Path) -> None:
    story = _run(sys.executable, "-m", "tests.fakes.recording_process", "largest", str(tmp_path))["largest_file"]
    assert story["sequences"] == [*range(1, 201)]
    assert story["files"] == 3
    assert story["end_whole"] == [True, True], "half a picture at the end was cut off"
    assert (story["reason"], story["folders"]) == ("wanted", ["videos"])
