"""Small files: written whole or not at all, and nothing that was in them is ever lost."""

from __future__ import annotations

import json
import os
import resource
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from atomcam_gui.errors import SettingsError
from atomcam_gui.files import BROKEN, read_json, set_aside, write_whole


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow beyond 100 bytes: the write fails in the middle, for root too."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "settings.json"
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.json"]


def test_a_private_file_is_its_owners_alone_however_often_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "cameras.json"
    path.write_bytes(b"old")
    path.chmod(0o666)
    for content in (b"1", b"2"):
        write_whole(path, content, private=True)
        assert mode(path) == 0o600


def test_a_private_file_is_private_from_its_first_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes: list[int] = []
    fsync = os.fsync

    def look(handle: int) -> None:
        modes.append(stat.S_IMODE(os.fstat(handle).st_mode))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", look)
    write_whole(tmp_path / "cameras.json", b"key", private=True)
    assert modes[0] == 0o600


def test_an_ordinary_file_can_be_read_by_all(tmp_path: Path) -> None:
    write_whole(tmp_path / "settings.json", b"x")
    assert mode(tmp_path / "settings.json") == 0o644


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    write_whole(path, b"old")
    with (
        full_disk(),
        pytest.raises(SettingsError, match=r"settings.json could not be written \(File too large\): free"),
    ):
        write_whole(path, b"n" * 1000)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.json"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_bytes(b"a file where a folder should be")
    with pytest.raises(SettingsError, match="could not be written"):
        write_whole(tmp_path / "config" / "settings.json", b"x")
    assert (tmp_path / "config").read_bytes() == b"a file where a folder should be"


def test_a_folder_in_the_files_place_is_told_and_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "settings.json" / "inside").mkdir(parents=True)
    with pytest.raises(SettingsError, match="could not be written"):
        write_whole(tmp_path / "settings.json", b"x")
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.json"]


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    contents = {b"a" * 100_000, b"b" * 200_000}
    write_whole(path, b"a" * 100_000)
    stop = threading.Event()
    seen: set[bytes] = set()

    def read() -> None:
        while not stop.is_set():
            seen.add(path.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(30):
        for content in contents:
            write_whole(path, content)
    stop.set()
    reader.join()
    assert seen <= contents
    assert seen


def test_a_program_that_is_killed_while_it_writes_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    script = """
import sys
from pathlib import Path
from atomcam_gui.files import write_whole
while True:
    for letter in b"ab":
        write_whole(Path(sys.argv[1]), bytes((letter,)) * 500_000)
        print("written", flush=True)
"""
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"written\n"
            writer.kill()
        assert path.read_bytes() in (b"a" * 500_000, b"b" * 500_000)


def test_json_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"name": "Küche"}', encoding="utf-8")
    assert read_json(path) == {"name": "Küche"}


def test_no_file_is_none(tmp_path: Path) -> None:
    assert read_json(tmp_path / "x.json") is None
    assert read_json(tmp_path / "no" / "folder" / "x.json") is None


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"\x00" * 10, b"9" * 5000])
def test_what_is_no_json_is_broken(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    assert read_json(path) is BROKEN
    assert path.read_bytes() == content


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"could not be read \(Is a directory\)"):
        read_json(tmp_path)


def test_a_broken_file_is_kept_under_another_name(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("{")
    kept = set_aside(path)
    assert kept.name.startswith("x.json.broken-")
    assert kept.read_text() == "{"
    assert not path.exists()


def test_broken_files_never_overwrite_each_other(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    for content in "abc":
        path.write_text(content)
        set_aside(path)
    assert sorted(entry.read_text() for entry in tmp_path.iterdir()) == ["a", "b", "c"]


def test_a_file_that_cannot_be_set_aside_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="could not be set aside"):
        set_aside(tmp_path / "x.json")


def test_odd_text_survives_as_json(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    write_whole(path, json.dumps({"x": "\ud800"}).encode())
    assert read_json(path) == {"x": "\ud800"}
