"""Recordings stay below a size, and nothing but old recordings of this program is ever deleted for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import av
import pytest

from atomcam_gui.errors import RecordingError
from atomcam_gui.recording import quota
from atomcam_gui.recording.marks import Mark, mark_path
from atomcam_gui.recording.mkv import MkvWriter, RecordingTags
from atomcam_gui.recording.names import recording_name
from atomcam_gui.recording.quota import Quota
from tests.peers import picture

HOUR_AGO = time.time() - 3600


def nobody(_path: Path) -> bool:
    return False


def real_recording(path: Path, tag: str = "RECORDED_WITH", closed: bool = True) -> Path:
    """A Matroska file as PyAV writes it, with our tag or another."""
    container = av.open(str(path), "w", format="matroska", options={"flush_packets": "1"})
    container.metadata[tag] = "AtomCam 0.1.0"
    stream = container.add_mux_stream("mjpeg", rate=None, width=64, height=48)
    for number in range(3):
        packet = av.Packet(picture())
        packet.stream = stream
        packet.time_base = Fraction(1, 1000)
        packet.pts = packet.dts = number * 100
        packet.duration = 100
        container.mux(packet)
    content = path.read_bytes()
    container.close()
    if not closed:
        path.write_bytes(content)
    os.utime(path, (HOUR_AGO, HOUR_AGO))
    return path


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """Makes recordings of 100,000 bytes of so many hours ago, by their names."""
    head = real_recording(tmp_path / "model.mkv").read_bytes()
    (tmp_path / "model.mkv").unlink()

    def make(camera: str, hours_ago: int, size: int = 100_000) -> Path:
        moment = datetime.fromtimestamp(HOUR_AGO - hours_ago * 3600)
        path = tmp_path / recording_name(camera, moment)
        path.write_bytes(head.ljust(size, b"\0"))
        os.utime(path, (HOUR_AGO, HOUR_AGO))
        return path

    return make


def test_the_oldest_go_until_the_rest_is_small_enough(make: Callable[..., Path], tmp_path: Path) -> None:
    newest, oldest, middle = make("B", 1), make("B", 9), make("A", 5)
    result = Quota(tmp_path, nobody).enforce(200_000)
    assert [recording.path for recording in result.deleted] == [oldest]
    assert not oldest.exists()
    assert newest.exists()
    assert middle.exists()
    assert (result.freed, result.left, result.is_met) == (100_000, 200_000, True)


def test_nothing_goes_while_all_fit(make: Callable[..., Path], tmp_path: Path) -> None:
    for hours in range(3):
        make("A", hours)
    result = Quota(tmp_path, nobody).enforce(300_000)
    assert (result.deleted, result.left, result.is_met) == ((), 300_000, True)


def test_recordings_that_must_stay_stay_and_it_is_told_that_they_are_too_many(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    marked, other, running = make("A", 9), make("A", 8), make("A", 7)
    result = Quota(tmp_path, {marked, running}.__contains__).enforce(50_000)
    assert [recording.path for recording in result.deleted] == [other]
    assert sorted(tmp_path.iterdir()) == sorted([marked, running])
    assert (result.left, result.is_met) == (200_000, False)


def test_what_a_person_keeps_in_the_same_folder_neither_counts_nor_goes(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    ours = make("A", 1)
    film = real_recording(tmp_path / "Wedding.mkv", tag="title")
    alike = real_recording(tmp_path / "Drone 2020-01-01 10.00.00.mkv", tag="ENCODED_BY")
    text = tmp_path / "B 2020-01-01 10.00.00.mkv"
    text.write_bytes(b"RECORDED_WITH AtomCam")
    folder = tmp_path / "AtomCam 2020-01-01 10.00.00.mkv.d"
    folder.mkdir()
    inside = folder / ours.name
    inside.write_bytes(ours.read_bytes())
    link = tmp_path / "C 2020-01-01 10.00.00.mkv"
    link.symlink_to(inside)
    os.mkfifo(tmp_path / "pipe.mkv")
    watched = Quota(tmp_path, nobody)
    assert [recording.path for recording in watched.recordings()] == [ours]
    assert [recording.path for recording in watched.enforce(0).deleted] == [ours]
    assert all(path.exists() for path in (film, alike, text, inside, link))


def test_a_recording_that_was_given_a_name_by_hand_counts_and_stays(make: Callable[..., Path], tmp_path: Path) -> None:
    renamed = make("A", 9).rename(tmp_path / "The fox.mkv")
    os.utime(renamed, (0, 0))
    other = make("A", 1)
    result = Quota(tmp_path, nobody).enforce(150_000)
    assert [recording.path for recording in result.deleted] == [other]
    assert (result.left, result.is_met) == (100_000, True)
    assert renamed.exists()


def test_recordings_that_were_cut_short_count_too(tmp_path: Path) -> None:
    killed = real_recording(tmp_path / recording_name("A", datetime(2020, 1, 1)), closed=False)
    mark_path(killed).touch()
    assert [recording.path for recording in Quota(tmp_path, nobody).enforce(0).deleted] == [killed]
    assert list(tmp_path.iterdir()) == []


def test_recordings_as_the_recorder_writes_them_are_known(tmp_path: Path) -> None:
    moment = datetime(2020, 1, 1).astimezone()
    tags = RecordingTags("0a1b2c3d4e5f", "A" * 64, moment, "AtomCam 0.1.0")
    path = tmp_path / recording_name("A", moment)
    writer = MkvWriter(path, 64, 48, tags)
    writer.write(picture(), 0, 40)
    writer.close()
    assert [recording.path for recording in Quota(tmp_path, nobody).recordings()] == [path]


def test_what_belongs_to_a_recording_goes_with_it(make: Callable[..., Path], tmp_path: Path) -> None:
    old, new = make("A", 2), make("A", 1)
    sides = [old.with_name(f"{old.name}.{what}") for what in ("lock", "part")]
    others = [new.with_name(f"{new.name}.lock"), old.with_suffix(".txt"), old.with_name(f"{old.name}.copy.mkv")]
    for path in (*sides, *others):
        path.touch()
    Quota(tmp_path, nobody).enforce(100_000)
    assert not any(path.exists() for path in (old, *sides))
    assert all(path.exists() for path in (new, *others))


def test_a_recording_that_runs_in_any_program_is_left_alone(make: Callable[..., Path], tmp_path: Path) -> None:
    running, later = make("A", 9), make("A", 1)
    mark = Mark.make(running)
    assert mark is not None
    assert [each.path for each in Quota(tmp_path, nobody).enforce(0).deleted] == [later]
    assert running.exists()
    mark.remove()
    assert [each.path for each in Quota(tmp_path, nobody).enforce(0).deleted] == [running]


def test_a_recording_that_cannot_be_deleted_is_told_and_the_next_goes(
    make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, later = make("A", 9), make("A", 1)
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path == held:
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    result = Quota(tmp_path, nobody).enforce(100_000)
    assert [each.path for each in result.deleted] == [later]
    assert "Permission denied" in str(result.refused[0])
    assert result.is_met


def test_a_recording_that_another_program_deletes_meanwhile_is_no_trouble(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    gone, later = make("A", 9), make("A", 1)

    def delete_first(path: Path) -> bool:
        gone.unlink(missing_ok=True)
        return path == later

    result = Quota(tmp_path, delete_first).enforce(150_000)
    assert (result.left, result.refused) == (100_000, ())


def test_heads_of_recordings_are_read_once_and_not_at_every_look(
    make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Quota(tmp_path, nobody)
    make("A", 1)
    assert len(watched.recordings()) == 1
    later = make("A", 2)
    looked: list[Path] = []
    monkeypatch.setattr(quota, "_is_ours", lambda path: looked.append(path) or True)
    assert len(watched.recordings()) == 2
    assert looked == [later]


def test_a_folder_that_is_not_there_has_no_recordings_and_one_that_is_none_is_told(tmp_path: Path) -> None:
    assert Quota(tmp_path / "not yet", nobody).enforce(0).deleted == ()
    (tmp_path / "file").touch()
    with pytest.raises(RecordingError):
        Quota(tmp_path / "file", nobody).enforce(0)
