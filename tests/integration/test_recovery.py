"""Recordings that were cut short: found, completed, and never taken from a program that is at work on them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from atomcam_gui.errors import RecordingDamaged
from atomcam_gui.paths import find_paths
from atomcam_gui.recording import folders, marks, recovery
from atomcam_gui.recording.marks import Mark
from atomcam_gui.recording.mkv import MkvWriter, RecordingTags
from atomcam_gui.recording.segment import Segment
from atomcam_gui.recording.status import RecordingRecovered
from atomcam_gui.settings import FileNames
from tests.fakes.recording_rig import CAMERA, CameraFake, names_in, probe, read_back, recording_rig
from tests.peers import until

PICTURES = 30


@dataclass(frozen=True)
class Orphan:
    """A recording without its program."""

    path: Path
    pictures: list[bytes]

    @property
    def mark(self) -> Path:
        return marks.mark_path(self.path)


@pytest.fixture
def orphan(tmp_path: Path) -> Orphan:
    """What a killed program leaves."""
    folder = tmp_path / "films"
    folder.mkdir()
    return make_orphan(folder)


def make_orphan(folder: Path, count: int = PICTURES) -> Orphan:
    """Copied from a recording that runs, which is what it looks like at that moment."""
    camera = CameraFake()
    frames = camera.frames(count)
    growing = folder / "growing"
    growing.mkdir()
    segment = Segment.create(growing, CAMERA, "Küche", FileNames.CAMERA_FIRST, frames[0], 1_790_000_000.0)
    for number, frame in enumerate(frames):
        segment.add(frame, 1_790_000_000.0 + number * 0.04)
    segment.settle()
    path = folder / segment.path.name
    shutil.copy(segment.path, path)
    shutil.copy(marks.mark_path(segment.path), marks.mark_path(path))
    segment.finish()
    shutil.rmtree(growing)
    os.utime(path, ns=(1_790_000_001 * 10**9, 1_790_000_001 * 10**9))
    return Orphan(path, [frame.data for frame in frames])


def test_orphan_is_completed_under_its_name_and_time(orphan: Orphan) -> None:
    before = read_back(orphan.path)
    assert before.duration_s is None
    done = recovery.repair(orphan.path)
    assert done == recovery.Recovered(orphan.path, CAMERA, PICTURES)
    after = read_back(orphan.path)
    assert after.data == orphan.pictures
    assert after.pts_ms == before.pts_ms
    assert after.duration_s == pytest.approx(PICTURES * 0.04)
    assert orphan.path.stat().st_mtime_ns == 1_790_000_001 * 10**9
    assert names_in(orphan.path.parent) == [orphan.path.name]
    assert float(probe(orphan.path)["format"]["duration"]) == pytest.approx(PICTURES * 0.04)


def test_completed_recording_says_that_it_was_recovered(orphan: Orphan) -> None:
    recovery.repair(orphan.path)
    tags = RecordingTags.from_metadata(read_back(orphan.path).metadata)
    assert tags is not None
    assert tags.recovered
    assert (tags.camera_id, tags.camera_name) == (CAMERA, "Küche")
    assert tags.started.timestamp() == 1_790_000_000.0


def test_completed_recording_can_be_sought_in(orphan: Orphan) -> None:
    import av

    def first_after(seconds: float) -> int:
        with av.open(str(orphan.path)) as source:
            source.seek(round(seconds * 1e6))
            return int(next(source.demux(source.streams.video[0])).pts or 0)

    recovery.repair(orphan.path)
    assert first_after(0.8) == 800


@pytest.mark.parametrize("cut", [1, 100, 500])
def test_half_a_picture_at_the_end_is_left_out(orphan: Orphan, cut: int) -> None:
    content = orphan.path.read_bytes()
    orphan.path.write_bytes(content[:-cut])
    done = recovery.repair(orphan.path)
    assert done is not None
    assert done.frames == PICTURES - 1
    assert read_back(orphan.path).data == orphan.pictures[:-1]


def test_running_recording_is_not_touched(tmp_path: Path) -> None:
    frame = CameraFake().frame()
    segment = Segment.create(tmp_path, CAMERA, "Garden", FileNames.CAMERA_FIRST, frame, 1_790_000_000.0)
    segment.add(frame, 1_790_000_000.0)
    before = segment.path.read_bytes()
    assert marks.is_open(segment.path)
    assert recovery.find_orphans(tmp_path) == ()
    assert recovery.repair(segment.path) is None
    assert segment.path.read_bytes() == before
    segment.finish()
    assert recovery.find_orphans(tmp_path) == ()
    assert not marks.is_open(segment.path)


def test_recording_of_another_program_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "film.mkv"
    path.write_bytes(b"grows")
    hold = (
        "import sys; from pathlib import Path; from atomcam_gui.recording.marks import Mark; "
        "mark = Mark.make(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    root = Path(__file__).parents[2]
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(path)], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    try:
        assert holder.stdout.readline().strip() == b"held"
        assert marks.is_open(path)
        assert Mark.make(path) is None
        assert recovery.find_orphans(tmp_path) == ()
        assert recovery.repair(path) is None
    finally:
        holder.kill()
        holder.wait()
        holder.stdin.close()
        holder.stdout.close()
    assert recovery.find_orphans(tmp_path) == (path,)


@pytest.mark.skipif(sys.platform == "win32", reason="another call there")
def test_where_nothing_can_be_locked_the_process_that_signed_counts(
    orphan: Orphan, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr("atomcam_gui.recording.marks.fcntl.flock", refuse)
    assert marks.is_open(orphan.path), "signed by this very process"
    orphan.mark.write_text(orphan.mark.read_text().replace('"started": 1', '"started": 2'))
    assert not marks.is_open(orphan.path), "another process had that number"
    orphan.mark.write_bytes(b"")
    assert recovery.repair(orphan.path) is not None


def test_recording_that_was_completed_after_all_is_only_unmarked(orphan: Orphan) -> None:
    recovery.repair(orphan.path)
    before = orphan.path.read_bytes()
    orphan.mark.write_bytes(b"{}")
    assert recovery.repair(orphan.path) is None
    assert orphan.path.read_bytes() == before
    assert not orphan.mark.exists()


def test_mark_without_a_recording_goes(tmp_path: Path) -> None:
    marks.mark_path(tmp_path / "gone.mkv").write_bytes(b"{}")
    (path,) = recovery.find_orphans(tmp_path)
    assert recovery.repair(path) is None
    assert names_in(tmp_path) == []


def test_recording_that_got_no_picture_goes(tmp_path: Path) -> None:
    path = tmp_path / "film.mkv"
    started = datetime.now().astimezone()
    MkvWriter(path, 64, 48, RecordingTags(CAMERA, "Garden", started, "AtomCam")).abandon()
    marks.mark_path(path).write_bytes(b"{}")
    assert recovery.repair(path) is None
    assert names_in(tmp_path) == []


def test_what_cannot_be_read_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "film.mkv"
    path.write_bytes(os.urandom(100_000))
    before = path.read_bytes()
    marks.mark_path(path).write_bytes(b"{}")
    with pytest.raises(RecordingDamaged, match="film"):
        recovery.repair(path)
    recovery.recover([tmp_path], lambda _: None)
    assert path.read_bytes() == before
    assert len(names_in(tmp_path)) == 2


def test_without_room_for_the_copy_nothing_is_risked(orphan: Orphan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "free_bytes", lambda _: 1000)
    with pytest.raises(RecordingDamaged, match="have to be free"):
        recovery.repair(orphan.path)
    monkeypatch.undo()
    assert recovery.repair(orphan.path) is not None


def test_end_of_the_program_interrupts_it_and_the_next_start_goes_on(orphan: Orphan) -> None:
    looks = iter([False, False, True])
    before = orphan.path.read_bytes()
    recovery.recover([orphan.path.parent], lambda _: None, lambda: next(looks))
    assert orphan.path.read_bytes() == before
    assert names_in(orphan.path.parent) == sorted([orphan.mark.name, orphan.path.name])
    assert recovery.repair(orphan.path) is not None


async def test_service_recovers_at_the_start_and_tells(tmp_path: Path) -> None:
    paths = find_paths()
    rescue = folders.rescue_recordings(paths)
    for folder in (paths.videos, rescue):
        folder.mkdir(parents=True)
    wanted = {make_orphan(paths.videos).path, make_orphan(rescue).path}
    async with recording_rig(paths=paths) as rig:
        await rig.service.recover()
        await until(lambda: len(rig.told(RecordingRecovered)) == 2, "both are told")
        assert {event.path for event in rig.told(RecordingRecovered)} == wanted
        assert {event.frames for event in rig.told(RecordingRecovered)} == {PICTURES}


async def test_name_of_an_orphan_is_not_given_to_a_new_recording(tmp_path: Path) -> None:
    camera = CameraFake()
    async with recording_rig() as rig:
        first = await rig.record(camera.frame())
        marks.mark_path(first.paths[0]).write_bytes(b"{}")
        camera.received_ns -= 40_000_000
        second = await rig.record(camera.frame())
    assert first.paths != second.paths
    assert marks.mark_path(first.paths[0]).exists()
