"""A snapshot is the very bytes that the camera sent, under a name of its own, whole or not there."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import resource
import stat
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
import simplejpeg

from atomcam_gui import jpeg
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.trust import Trust
from atomcam_gui.errors import DiskFull, FolderUnusable, KeptElsewhere, PathTooLong
from atomcam_gui.recording import exif, new_file
from atomcam_gui.recording.names import parse_name
from atomcam_gui.recording.newest import NewestFrames
from atomcam_gui.recording.snapshot import save_or_rescue, save_snapshot
from atomcam_gui.settings import FileNames, ViewSettings
from tests.peers import FRONT_DOOR, GARDEN, Station, peer_camera, picture, stamped, until
from tests.small_disk import on_small_disk

RECEIVED_AT = 1_795_360_831.123


def frame(data: bytes = picture(), received_at: float = RECEIVED_AT) -> Frame:
    return Frame(FRONT_DOOR, 1, data, 64, 48, None, 0, received_at)


def noise(seed: int) -> bytes:
    """A picture of some 15 KB that no other is like."""
    pixels = np.random.default_rng(seed).integers(0, 256, (120, 160, 3), np.uint8)
    return simplejpeg.encode_jpeg(pixels, 80, "RGB", "420")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# -- through the real server ---------------------------------------------------------------------------------------


async def test_a_snapshot_has_the_sha256_of_the_message_that_the_camera_sent(station: Station, tmp_path: Path) -> None:
    newest = NewestFrames()
    newest.attach(station.hub, station.registry)
    station.allow(FRONT_DOOR)
    sent = [jpeg.with_stamp(noise(seed), jpeg.Stamp(seed, seed * 40_000)) for seed in range(3)]
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        for number, data in enumerate(sent, 1):
            before = time.time()
            await camera.show(data)
            await until(lambda n=number: (f := newest.of(FRONT_DOOR)) and f.number == n, "the picture is there")
            newest_frame = newest.of(FRONT_DOOR)
            assert newest_frame is not None
            saved = save_snapshot(newest_frame, "Front door", tmp_path / "pictures")
            assert hashlib.sha256(saved.path.read_bytes()).digest() == hashlib.sha256(data).digest()
            assert saved.path.stat().st_mtime == pytest.approx(saved.moment.timestamp(), abs=1e-3)
            assert before - 0.001 <= saved.moment.timestamp() <= time.time()
            parts = parse_name(saved.path.name)
            assert parts is not None
            assert parts.camera_name == "Front door"
            assert 0 <= (saved.moment.replace(tzinfo=None) - parts.moment).total_seconds() < 0.001
            assert (saved.camera_id, saved.width, saved.height) == (FRONT_DOOR, 160, 120)
    assert len(names(tmp_path / "pictures")) == 3


async def test_there_is_nothing_to_save_of_a_camera_that_is_gone_or_not_allowed(station: Station) -> None:
    newest = NewestFrames()
    detach = newest.attach(station.hub, station.registry)
    for camera_id in (FRONT_DOOR, GARDEN):
        station.allow(camera_id)
    async with peer_camera(station.url, GARDEN) as garden, peer_camera(station.url, "0a0000000003") as stranger:
        await stranger.show()
        await garden.show(stamped(1))
        async with peer_camera(station.url, FRONT_DOOR) as camera:
            await camera.show(picture(), stamped(5))
            await until(lambda: len(station.shown.frames) == 3, "all pictures are there")
            assert newest.of(FRONT_DOOR) is station.shown.of(FRONT_DOOR)[-1]
            assert newest.newest() is station.shown.frames[-1]
            assert newest.of("0a0000000003") is None
        await until(lambda: newest.of(FRONT_DOOR) is None, "the picture went with its camera")
        kept = newest.of(GARDEN)
        assert kept is not None
        assert newest.newest() is kept
        station.registry.decide(GARDEN, Trust.BLOCKED, permanent=False)
        assert newest.of(GARDEN) is None
    station.hub.publish(frame())
    assert newest.newest() is not None
    detach()
    station.hub.publish(frame())
    assert newest.newest() is None


async def test_the_picture_of_a_camera_that_is_to_be_asked_about_again_is_dropped(station: Station) -> None:
    newest = NewestFrames()
    newest.attach(station.hub, station.registry)
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.show()
        await until(lambda: newest.of(FRONT_DOOR), "its picture")
        station.registry.decide(FRONT_DOOR, Trust.WAITING, permanent=False)
        assert station.camera(FRONT_DOOR).connection is not None
        assert newest.of(FRONT_DOOR) is None


async def test_the_picture_stays_while_a_camera_changes_its_connection(station: Station) -> None:
    newest = NewestFrames()
    newest.attach(station.hub, station.registry)
    station.allow(FRONT_DOOR)
    async with peer_camera(station.url, FRONT_DOOR) as camera:
        await camera.show()
        await until(lambda: newest.of(FRONT_DOOR), "its picture")
        async with peer_camera(station.url, FRONT_DOOR):
            assert (await camera.closed())[0] == 4001
            assert newest.of(FRONT_DOOR) is not None


# -- the file ------------------------------------------------------------------------------------------------------


def test_the_files_name_and_time_are_those_of_the_frames_moment(tmp_path: Path) -> None:
    saved = save_snapshot(frame(), "Küche", tmp_path)
    local = datetime.fromtimestamp(RECEIVED_AT)
    assert saved.path.name == f"Küche {local:%Y-%m-%d %H.%M.%S}.123.jpg"
    assert saved.path.stat().st_mtime == pytest.approx(RECEIVED_AT, abs=1e-6)
    assert saved.moment.timestamp() == pytest.approx(RECEIVED_AT, abs=1e-6)
    dated = save_snapshot(frame(), "Küche", tmp_path, order=FileNames.DATE_FIRST)
    assert dated.path.name == f"{local:%Y-%m-%d %H.%M.%S}.123 Küche.jpg"


def test_the_file_is_as_readable_as_the_user_lets_new_files_be(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        saved = save_snapshot(frame(), "A", tmp_path)
    finally:
        os.umask(before)
    assert saved.path.stat().st_mode & 0o777 == 0o640


def test_a_camera_cannot_write_outside_the_folder(tmp_path: Path) -> None:
    saved = save_snapshot(frame(), "../../etc/passwd\0", tmp_path / "pictures")
    assert saved.path.parent == tmp_path / "pictures"
    assert names(tmp_path) == ["pictures"]


def test_a_turned_view_can_be_noted_in_the_file_and_the_original_is_kept_otherwise(tmp_path: Path) -> None:
    view = ViewSettings(90, mirrored=True)
    plain = save_snapshot(frame(), "A", tmp_path)
    turned = save_snapshot(frame(), "A", tmp_path, orientation=view)
    assert plain.path.read_bytes() == picture()
    assert exif.read_orientation(turned.path.read_bytes()) == 7
    assert turned.path.read_bytes() == exif.with_orientation(picture(), view)
    assert (turned.width, turned.height) == (64, 48)


# -- over nobody's file --------------------------------------------------------------------------------------------


def without_hard_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on FAT."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.parametrize("fat", [False, True])
def test_snapshots_of_the_same_millisecond_are_all_kept(
    fat: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fat:
        without_hard_links(monkeypatch)
    saved = [save_snapshot(frame(noise(seed)), "A", tmp_path) for seed in range(3)]
    assert [path.read_bytes() for path in (each.path for each in saved)] == [noise(seed) for seed in range(3)]
    stem = saved[0].path.stem
    assert names(tmp_path) == sorted(f"{stem}{mark}.jpg" for mark in ("", " (2)", " (3)"))


@pytest.mark.parametrize("fat", [False, True])
def test_two_programs_at_once_never_take_each_others_names(fat: bool, tmp_path: Path) -> None:
    script = """
import os, sys
from pathlib import Path
from atomcam_gui.recording.new_file import write_new
folder, me, fat = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "True"
if fat:
    def refuse(*arguments, **options): raise PermissionError(1, "no hard links")
    os.link = refuse
print("ready", flush=True)
sys.stdin.readline()
for number in range(40):
    path = write_new(folder, "A 2026-11-22 15.20.31.123.jpg", f"{me} {number}".encode() * 1000)
    print(path.name, flush=True)
"""
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path), str(me), str(fat)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for me in range(3)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    told = []
    for me, program in enumerate(programs):
        output, _ = program.communicate(timeout=60)
        assert program.returncode == 0
        for number, name in enumerate(output.splitlines()):
            told.append(name)
            assert (tmp_path / name).read_bytes() == f"{me} {number}".encode() * 1000
    assert len(set(told)) == 120
    assert sorted(told) == names(tmp_path)


def test_a_name_is_not_taken_from_another_program_that_was_quicker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It makes its file in the very moment before ours gets its name."""
    sync = os.fsync

    def other_program(handle: int) -> None:
        sync(handle)
        for name in ("a.jpg", "a (2).jpg"):
            (tmp_path / name).write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", other_program)
    assert new_file.write_new(tmp_path, "a.jpg", b"ours").name == "a (3).jpg"
    assert (tmp_path / "a.jpg").read_bytes() == b"theirs"


# -- whole or not at all -------------------------------------------------------------------------------------------


def test_file_name_and_folder_are_on_the_disk_when_it_is_said_to_be_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[bool, list[str]]] = []
    fsync = os.fsync

    def look(handle: int) -> None:
        fsync(handle)
        synced.append((stat.S_ISDIR(os.fstat(handle).st_mode), names(tmp_path)))

    monkeypatch.setattr(os, "fsync", look)
    saved = save_snapshot(frame(), "A", tmp_path)
    (file_is_folder, at_first), (folder_is_folder, at_last) = synced
    assert (file_is_folder, folder_is_folder) == (False, True)
    assert re.fullmatch(r"\.atomcam-[0-9a-f]{16}\.part", *at_first)
    assert at_last == [saved.path.name]


def test_a_program_that_is_killed_leaves_whole_snapshots_and_hidden_parts_only(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from atomcam_gui.recording.new_file import write_new
while True:
    print(write_new(Path(sys.argv[1]), "a.jpg", b"x" * 300_000), flush=True)
"""
    for wait_for in (1, 2, 5):
        with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE) as program:
            assert program.stdout is not None
            for _ in range(wait_for):
                program.stdout.readline()
            program.kill()
    pictures = list(tmp_path.glob("[!.]*"))
    assert len(pictures) >= 8
    assert {path.stat().st_size for path in pictures} == {300_000}
    left = [path for path in tmp_path.iterdir() if path not in pictures]
    assert all(path.name.startswith(".atomcam-") for path in left)


def test_parts_of_programs_that_were_killed_are_cleared_away_after_a_day(tmp_path: Path) -> None:
    old, young, foreign = (tmp_path / name for name in (".atomcam-0a.part", ".atomcam-0b.part", ".other.part"))
    for path in (old, young, foreign):
        path.touch()
    for path in (old, foreign):
        os.utime(path, (0, 0))
    assert new_file.remove_leftovers(tmp_path) == 1
    assert names(tmp_path) == [".atomcam-0b.part", ".other.part"]


@pytest.mark.parametrize("fat", [False, True])
def test_a_write_that_fails_in_the_middle_leaves_nothing(
    fat: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fat:
        without_hard_links(monkeypatch)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(FolderUnusable, match="File too large"):
            save_snapshot(frame(), "A", tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names(tmp_path) == []


def test_a_rename_that_fails_leaves_nothing_not_even_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_hard_links(monkeypatch)

    def refuse(*_arguments: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(FolderUnusable, match="Input/output error"):
        save_snapshot(frame(), "A", tmp_path)
    assert names(tmp_path) == []


def test_a_folder_that_takes_no_times_still_takes_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "utime", refuse)
    assert save_snapshot(frame(), "A", tmp_path).path.read_bytes() == picture()


# -- somewhere else ------------------------------------------------------------------------------------------------


def test_a_picture_that_cannot_be_saved_where_it_should_is_rescued_and_its_place_told(tmp_path: Path) -> None:
    (tmp_path / "wanted").write_bytes(b"a file where the folder should be")
    saved = save_or_rescue(frame(), "A", tmp_path / "wanted", tmp_path / "state" / "rescued pictures")
    assert saved.snapshot.path.parent == tmp_path / "state" / "rescued pictures"
    assert saved.snapshot.path.read_bytes() == picture()
    assert isinstance(saved.trouble, KeptElsewhere)
    assert str(tmp_path / "wanted") in str(saved.trouble)
    assert str(saved.trouble).endswith(f"kept in {tmp_path / 'state' / 'rescued pictures'}")


def test_a_picture_that_is_saved_where_it_should_be_makes_no_words(tmp_path: Path) -> None:
    saved = save_or_rescue(frame(), "A", tmp_path / "wanted", tmp_path / "rescue", orientation=ViewSettings(180))
    assert saved.trouble is None
    assert exif.read_orientation(saved.snapshot.path.read_bytes()) == 3
    assert names(tmp_path) == ["wanted"]


def test_what_is_wrong_with_the_folder_that_was_wanted_is_told_where_no_other_is_better(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FolderUnusable, match="wanted"):
        save_or_rescue(frame(), "A", tmp_path / "file" / "wanted", tmp_path / "file" / "rescue")


def test_a_path_that_is_too_long_is_told_and_the_picture_rescued(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a" * 200] * 21)
    with pytest.raises(PathTooLong, match="choose a folder with a shorter path"):
        save_snapshot(frame(), "A", deep)
    assert isinstance(save_or_rescue(frame(), "A", deep, tmp_path / "rescue").trouble, KeptElsewhere)


@pytest.mark.parametrize("folder", ["nul\0byte", "half \ud83d"])
def test_a_folder_whose_name_no_system_takes_is_told(folder: str, tmp_path: Path) -> None:
    with pytest.raises(FolderUnusable, match="characters that this system cannot write"):
        save_snapshot(frame(), "A", tmp_path / folder)


def test_a_disk_that_is_filled_to_the_end_keeps_whole_pictures_and_the_next_go_elsewhere(tmp_path: Path) -> None:
    told = on_small_disk(
        tmp_path / "disk",
        """
import json, os, sys
from pathlib import Path
from atomcam_gui.camera.frame import Frame
from atomcam_gui.errors import KeptElsewhere
from atomcam_gui.recording.snapshot import save_or_rescue
disk, rescue = map(Path, sys.argv[1:])
data = bytes(range(256)) * 400
troubles = []
for number in range(13):
    saved = save_or_rescue(Frame("a", number, data, 1, 1, None, 0, number * 60.0), "A", disk, rescue)
    troubles.append(type(saved.trouble.cause).__name__ if saved.trouble else None)
print(json.dumps({
    "troubles": troubles,
    "on_disk": [path.stat().st_size for path in disk.iterdir()],
    "rescued": len(list(rescue.iterdir())),
}))
""",
        tmp_path / "rescue",
    )
    assert told["troubles"] == [None] * 10 + ["DiskFull"] * 3
    assert told["on_disk"] == [102_400] * 10
    assert told["rescued"] == 3


def test_the_sentence_for_a_full_disk_says_which_and_what_to_do(tmp_path: Path) -> None:
    sentence = str(DiskFull(tmp_path))
    assert str(tmp_path) in sentence
    assert "delete something there, or choose another folder" in sentence
