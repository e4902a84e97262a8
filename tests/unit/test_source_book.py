"""The list of network cameras on disk: private, shared by programs, never lost."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from atomcam_gui.errors import SettingsError
from atomcam_gui.sources.address import parse_address
from atomcam_gui.sources.source_book import Source, SourceBook

YARD = Source("0a0000000001", parse_address("rtsp://admin:hunter2@10.0.0.9/live?pwd=x"), "Yard", blocked=True)
DOOR = Source("0a0000000002", parse_address("http://192.168.4.1/api/v1/stream"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "sources.json"


def opened(path: Path) -> SourceBook:
    book = SourceBook(path)
    assert book.load() is None
    return book


def test_what_was_put_in_is_there_after_the_next_start(path: Path) -> None:
    book = opened(path)
    book.put(YARD)
    book.put(DOOR)
    assert opened(path).sources == (YARD, DOOR)
    book.remove(YARD.id)
    assert opened(path).sources == (DOOR,)


@pytest.mark.skipif(os.name != "posix", reason="the profile folder sees to it there")
def test_nobody_else_may_read_it(path: Path) -> None:
    opened(path).put(YARD)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_two_programs_write_is_all_in_the_book(path: Path) -> None:
    one, other = opened(path), opened(path)
    one.put(YARD)
    other.put(DOOR)
    assert {source.id for source in opened(path).sources} == {YARD.id, DOOR.id}
    assert one.refresh()
    assert one.sources == other.sources
    assert not one.refresh()
    other.remove(YARD.id)
    assert one.refresh()
    assert one.sources == (DOOR,)


@pytest.mark.parametrize(
    "content",
    ["{", "[]", '{"sources": 5}', '{"sources": [{"id": "zz", "url": "http://a/"}]}',
     '{"sources": [{"id": "0a0000000001", "url": "ftp://admin:hunter2@a/"}]}', '{"sources": [{"id": "0a0000000001"}]}',
     '{"sources": [{"id": "0a0000000001", "url": 5}]}', '{"sources": ["x"]}'],
)  # fmt: skip
def test_a_broken_book_is_set_aside_and_a_new_one_begun(
    path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.mkdir()
    path.write_text(content)
    book = SourceBook(path)
    kept = book.load()
    assert kept is not None
    assert kept.read_text() == content
    assert "hunter2" not in caplog.text
    book.put(DOOR)
    assert opened(path).sources == (DOOR,)


def test_what_cannot_be_written_holds_for_now_and_is_written_with_the_next(path: Path) -> None:
    book = opened(path)
    path.parent.write_text("a file where the folder should be")
    with pytest.raises(SettingsError):
        book.put(YARD)
    assert book.sources == (YARD,)
    path.parent.unlink()
    book.put(DOOR)
    assert opened(path).sources == (YARD, DOOR)


def test_a_book_without_a_file_keeps_nothing() -> None:
    book = SourceBook()
    book.put(YARD)
    assert book.load() is None
    assert book.sources == (YARD,)
    assert not book.refresh()


def test_the_file_is_plain(path: Path) -> None:
    opened(path).put(DOOR)
    assert json.loads(path.read_text()) == {
        "version": 1,
        "sources": [{"id": DOOR.id, "name": "", "url": "http://192.168.4.1/api/v1/stream", "blocked": False}],
    }
