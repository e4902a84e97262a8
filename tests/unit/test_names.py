"""Names of files that every file system takes, and that are never somebody else's."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atomcam_gui.recording.names import (
    MAX_NAME_BYTES,
    NameParts,
    free_path,
    numbered,
    parse_name,
    recording_name,
    safe_name,
    snapshot_name,
)
from atomcam_gui.settings import FileNames

MOMENT = datetime(2026, 11, 22, 15, 20, 31, 123_987)
FAMILY = "👨‍👩‍👧"


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


# -- the form ------------------------------------------------------------------------------------------------------


def test_a_snapshot_is_named_after_its_camera_and_its_millisecond() -> None:
    assert snapshot_name("Front door", MOMENT) == "Front door 2026-11-22 15.20.31.123.jpg"


def test_a_recording_is_named_after_its_camera_and_its_second() -> None:
    assert recording_name("Küche", MOMENT) == "Küche 2026-11-22 15.20.31.mkv"


def test_names_can_begin_with_the_time_so_that_a_folder_sorts_all_cameras_by_it() -> None:
    assert snapshot_name("Garden", MOMENT, FileNames.DATE_FIRST) == "2026-11-22 15.20.31.123 Garden.jpg"
    assert recording_name("Garden", MOMENT, FileNames.DATE_FIRST) == "2026-11-22 15.20.31 Garden.mkv"


@pytest.mark.usefixtures("in_berlin")
def test_times_are_those_of_the_wall_clock_here() -> None:
    assert recording_name("A", datetime(2026, 7, 1, 12, tzinfo=UTC)) == "A 2026-07-01 14.00.00.mkv"
    assert recording_name("A", datetime(2026, 12, 1, 12, tzinfo=UTC)) == "A 2026-12-01 13.00.00.mkv"
    tokyo = timezone(timedelta(hours=9))
    assert snapshot_name("A", datetime(2026, 12, 1, 5, tzinfo=tokyo)) == "A 2026-11-30 21.00.00.000.jpg"


@pytest.mark.parametrize("order", FileNames)
@pytest.mark.parametrize("camera", ["Front door", "Küche 2", "a.b", "2026-01-01", "(2)", FAMILY])
def test_what_is_in_a_name_can_be_read_from_it_again(camera: str, order: FileNames) -> None:
    whole_ms = MOMENT.replace(microsecond=123_000)
    for name in islice(numbered(snapshot_name(camera, MOMENT, order)), 3):
        assert parse_name(name) == NameParts(camera, whole_ms)
    for name in islice(numbered(recording_name(camera, MOMENT, order)), 3):
        assert parse_name(name) == NameParts(camera, MOMENT.replace(microsecond=0))


@pytest.mark.parametrize(
    "name", ["wedding.mkv", "Garden 2026-13-41 15.20.31.mkv", "2026-11-22 15.20.31.mkv", "", "Garden 2026-11-22.jpg"]
)
def test_other_names_tell_nothing(name: str) -> None:
    assert parse_name(name) is None


# -- characters ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Front door", "Küche", "庭", FAMILY, "naïve (2)", "50 % – it's #1", "a.b", "COM10"])
def test_a_name_that_every_system_takes_stays_as_it_is(text: str) -> None:
    assert safe_name(text) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ('<>:"/\\|?*', "_________"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\x00b\x7fc", "a_b_c"),
        (" two\tlines\r\n here ", "two lines here"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("half \ud83d of it", "half _ of it"),
        ("not assigned \U000e0fff", "not assigned _"),
        ("u\u0308ber", "über"),
        (".hidden", "hidden"),
        ("dots and blanks . . .", "dots and blanks"),
        ("CON", "CON_"),
        ("nul.tar.gz", "nul_.tar.gz"),
        ("Com1 .x", "Com1_ .x"),
        ("LPT¹", "LPT¹_"),
        ("conin$", "conin$_"),
        ("", "Camera"),
        (" . ", "Camera"),
        ("\u200f", "Camera"),
    ],
)
def test_what_a_file_system_refuses_is_replaced(text: str, safe: str) -> None:
    assert safe_name(text) == safe


def test_a_name_is_cut_between_characters_at_its_limit_in_bytes() -> None:
    assert safe_name("ü" * 200, 255) == "ü" * 127
    assert safe_name(FAMILY * 20, 25) == "👨‍👩‍👧👨"
    assert safe_name("abc . d", 6) == "abc"


@given(st.text(), st.integers(6, 300))
@example("CONSOLE", 6)
@example("NULx", 6)
@example("a \u200e b", 20)
@example("<\u0338", 20)
def test_a_safe_name_is_safe_whatever_it_is_made_of(text: str, limit: int) -> None:
    name = safe_name(text, limit)
    assert 0 < len(name.encode()) <= limit
    assert not set(name) & set('<>:"/\\|?*')
    assert name == name.strip(" .")
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "Cn"} for character in name)
    assert safe_name(name, limit) == name


@given(st.text(max_size=300))
def test_a_snapshot_of_any_camera_can_be_created_in_any_folder(tmp_path: Path, text: str) -> None:
    for order in FileNames:
        name = snapshot_name(text, MOMENT, order)
        assert "2026-11-22 15.20.31.123" in name
        assert len(f"{name}.recording.lock".encode()) <= MAX_NAME_BYTES
        path = tmp_path / name
        path.touch()
        assert path in tmp_path.iterdir()
        path.unlink()


# -- never an existing file ----------------------------------------------------------------------------------------


def test_a_name_that_is_taken_gets_a_number_before_its_suffix(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        path = free_path(tmp_path, snapshot_name("A", MOMENT))
        path.touch()
        names.append(path.name)
    assert names == [f"A 2026-11-22 15.20.31.123{mark}.jpg" for mark in ("", " (2)", " (3)")]


def test_a_time_at_the_end_of_a_name_is_no_suffix(tmp_path: Path) -> None:
    folder = tmp_path / "A 2026-11-22 15.20.31"
    folder.mkdir()
    assert free_path(tmp_path, folder.name).name == "A 2026-11-22 15.20.31 (2)"


def test_a_link_that_leads_nowhere_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").symlink_to(tmp_path / "gone")
    assert free_path(tmp_path, "a.jpg").name == "a (2).jpg"


def test_a_number_never_makes_a_name_too_long(tmp_path: Path) -> None:
    longest = "ü" * 125 + ".jpg"
    for _ in range(3):
        free_path(tmp_path, longest).touch()
    assert len(list(tmp_path.glob("*.jpg"))) == 3
