"""kill -9 at any moment, with real processes: what is lost, and what the next start makes of it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from atomcam_gui.recording import marks, recovery
from tests.fakes.recording_process import notes_of
from tests.fakes.recording_rig import names_in, probe, read_back
from tests.peers import SOON

KILLS = 20
MAY_BE_LOST_NS = 500_000_000
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks")


@dataclass(frozen=True)
class Killed:
    """What a killed process left."""

    folder: Path
    at_ns: int

    @property
    def recording(self) -> Path:
        (path,) = marks.marked_recordings(self.folder / "videos")
        return path


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> list[Killed]:
    """Twenty programs that recorded in real time, each killed at a random moment."""
    folder = tmp_path_factory.mktemp("killed")
    command = [sys.executable, "-m", "tests.fakes.recording_process", "killed", str(folder), str(KILLS)]
    nursery = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert nursery.stdout is not None
    pids: list[int] = json.loads(nursery.stdout.readline())
    try:
        left = [_kill(folder / str(number), pid, random.uniform(0.02, 0.35)) for number, pid in enumerate(pids)]
    finally:
        # Those that are not reaped yet keep their ids, so nobody else's process can be meant.
        for pid in pids[: 0 if nursery.poll() is not None else None]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        nursery.stdout.close()
        nursery.wait(SOON)
    return left


def _kill(folder: Path, pid: int, after_s: float) -> Killed:
    """Kill a process some time after its first pictures were written."""
    deadline = time.monotonic() + SOON
    while not any(path.stat().st_size > 2000 for path in (folder / "videos").glob("*.mkv")):
        assert time.monotonic() < deadline, "nothing is recorded"
        time.sleep(0.002)
    time.sleep(after_s)
    at_ns = time.monotonic_ns()
    os.kill(pid, signal.SIGKILL)
    return Killed(folder, at_ns)


def test_at_most_the_last_half_second_is_missing(killed: list[Killed]) -> None:
    assert len(killed) == KILLS
    lived_long = 0
    for each in killed:
        sequences = read_back(each.recording).sequences
        assert sequences == [*range(1, len(sequences) + 1)], "whole, in order, none missing before the end"
        old_enough = [number for number, at_ns in notes_of(each.folder) if at_ns < each.at_ns - MAY_BE_LOST_NS]
        assert sequences[-1] >= max(old_enough, default=0)
        lived_long += len(old_enough) > 0
    assert lived_long >= KILLS // 2


def test_next_start_completes_what_was_cut_short(killed: list[Killed]) -> None:
    for each in killed:
        path = each.recording
        before, modified = read_back(path), path.stat().st_mtime_ns
        assert before.duration_s is None
        assert recovery.find_orphans(path.parent) == (path,)
        told: list[recovery.Recovered] = []
        recovery.recover([path.parent], told.append)
        after = read_back(path)
        assert after.data == before.data
        assert after.pts_ms == before.pts_ms
        assert after.duration_s == pytest.approx(before.pts_ms[-1] / 1000, abs=1.0)
        assert path.stat().st_mtime_ns == modified
        assert [(done.path, done.frames) for done in told] == [(path, len(before.data))]
        assert names_in(path.parent) == [path.name]
    assert probe(killed[0].folder / "videos" / names_in(killed[0].folder / "videos")[0])["format"]["duration"]
