"""Folders that are really looked at: usable when a file can be made there, and another where not."""

from __future__ import annotations

import dataclasses
import errno
import shutil
from pathlib import Path

import pytest

from atomcam_gui.errors import FolderUnusable, KeptElsewhere, PathTooLong, RecordingError
from atomcam_gui.paths import find_paths
from atomcam_gui.recording.folders import (
    GB,
    check_writable,
    choose_folder,
    floor_bytes,
    free_bytes,
    pictures_folder,
    recordings_folder,
    rescue_pictures,
    rescue_recordings,
)
from atomcam_gui.settings import Settings
from tests.small_disk import on_small_disk

# -- which ---------------------------------------------------------------------------------------------------------


def test_pictures_and_recordings_go_to_the_usual_folders_or_to_those_that_were_chosen(tmp_path: Path) -> None:
    paths = find_paths()
    usual = Settings()
    assert (pictures_folder(usual, paths), recordings_folder(usual, paths)) == (paths.pictures, paths.videos)
    chosen = dataclasses.replace(usual, pictures_folder=str(tmp_path / "p"), recordings_folder=str(tmp_path / "r"))
    assert (pictures_folder(chosen, paths), recordings_folder(chosen, paths)) == (tmp_path / "p", tmp_path / "r")


def test_a_folder_may_be_given_from_the_home_folder_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = Settings(pictures_folder="~/Bilder", recordings_folder="~nobody-of-this-name/x")
    assert pictures_folder(settings, find_paths()) == tmp_path / "Bilder"
    assert recordings_folder(settings, find_paths()).is_absolute()


def test_a_chosen_folder_does_not_move_with_the_working_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert pictures_folder(Settings(pictures_folder="here"), find_paths()) == tmp_path / "here"


def test_what_is_rescued_goes_to_the_programs_own_folders() -> None:
    paths = find_paths()
    assert rescue_pictures(paths).parent == rescue_recordings(paths).parent == paths.state
    assert rescue_pictures(paths) != rescue_recordings(paths)


# -- usable --------------------------------------------------------------------------------------------------------


def test_a_folder_that_is_missing_is_made_and_nothing_is_left_in_it(tmp_path: Path) -> None:
    chosen = choose_folder(tmp_path / "a" / "b", tmp_path / "rescue")
    assert (chosen.folder, chosen.trouble) == (tmp_path / "a" / "b", None)
    assert list(chosen.folder.iterdir()) == []
    assert not (tmp_path / "rescue").exists()


def test_where_a_folder_cannot_be_used_the_other_is_and_a_sentence_says_so(tmp_path: Path) -> None:
    wanted, rescue = tmp_path / "wanted", tmp_path / "rescue"
    wanted.write_bytes(b"a file")
    chosen = choose_folder(wanted, rescue)
    assert chosen.folder == rescue
    assert isinstance(chosen.trouble, KeptElsewhere)
    assert str(chosen.trouble) == (
        f"nothing can be written in the folder {wanted} (a file of that name is there): check that its disk is there "
        "and that the folder is yours, or choose another folder in the settings. "
        f"Until then everything new is kept in {rescue}"
    )
    assert isinstance(chosen.trouble.cause, FolderUnusable)


def test_where_neither_can_be_used_the_one_that_was_wanted_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FolderUnusable, match="wanted"):
        choose_folder(tmp_path / "file" / "wanted", tmp_path / "file" / "rescue")


@pytest.mark.parametrize(
    ("folder", "kind"), [("/".join(["a" * 200] * 21), PathTooLong), ("x" * 256, PathTooLong), ("\0", FolderUnusable)]
)
def test_a_path_that_no_system_takes_is_told(folder: str, kind: type[RecordingError], tmp_path: Path) -> None:
    with pytest.raises(kind):
        check_writable(tmp_path / folder)


def test_disks_that_are_full_read_only_or_back_again_are_told_apart_by_writing(tmp_path: Path) -> None:
    told = on_small_disk(
        tmp_path / "disk",
        """
import json, subprocess, sys
from pathlib import Path
from atomcam_gui.errors import RecordingError
from atomcam_gui.recording.folders import choose_folder, free_bytes
disk, rescue = map(Path, sys.argv[1:])
def look():
    chosen = choose_folder(disk, rescue)
    return [chosen.folder == disk, type(chosen.trouble.cause).__name__ if chosen.trouble else None, str(chosen.trouble)]
told = {"free": look(), "room": free_bytes(disk)}
try:
    (disk / "big").write_bytes(bytes(2**21))
except OSError:
    told["full"] = look()
told["no_room"] = free_bytes(disk)
(disk / "big").unlink()
subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
told["read_only"] = look()
subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
told["back"] = look()
told["left"] = [path.name for path in disk.iterdir()]
print(json.dumps(told))
""",
        tmp_path / "rescue",
    )
    assert told["free"] == told["back"] == [True, None, "None"]
    assert told["full"][:2] == [False, "DiskFull"]
    assert told["read_only"][:2] == [False, "FolderUnusable"]
    assert "Read-only file system" in told["read_only"][2]
    assert (told["room"], told["no_room"]) == (2**20, 0)
    assert told["left"] == []


# -- room ----------------------------------------------------------------------------------------------------------


def test_the_room_of_a_folder_that_is_not_made_yet_is_that_of_its_disk(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "not" / "yet") == pytest.approx(shutil.disk_usage(tmp_path).free, rel=0.05)
    assert not (tmp_path / "not").exists()


def test_a_disk_that_cannot_be_asked_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(shutil, "disk_usage", refuse)
    with pytest.raises(RecordingError, match="Input/output error"):
        free_bytes(tmp_path)


@pytest.mark.parametrize(
    ("size", "setting", "floor"),
    [
        (10 * GB, None, GB),
        (50 * GB, None, GB),
        (500 * GB, None, 10 * GB),
        (500 * GB, 0.5, GB // 2),
        (500 * GB, 0.0, 0),
        (10 * GB, 3, 3 * GB),
    ],
)
def test_the_floor_is_the_larger_of_1_gb_and_2_percent_or_what_was_set(
    size: int, setting: float | None, floor: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(total=size)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert floor_bytes(tmp_path, setting) == floor
