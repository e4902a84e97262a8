"""What is remembered of pushes."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import replace
from pathlib import Path

import pytest

from atomcam_gui.errors import SettingsError
from atomcam_gui.push.push_book import MAX_ORDERS, PushBook
from atomcam_gui.push.push_order import PushForm
from atomcam_gui.push.push_url import parse_push_url

URL = parse_push_url("rtsp://cook:s3cret@nas:8554/kitchen")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "pushes.json"


def test_orders_are_there_at_the_next_start(file: Path) -> None:
    book = PushBook(file)
    kept = book.add(URL, PushForm.JPEG, "0a0000000001")
    gone = book.add(URL)
    book.put(replace(kept, form=PushForm.H264))
    book.set_on(kept.id, False)
    book.remove(gone.id)
    book.put(gone)
    again = PushBook(file)
    assert again.load() is None
    assert again.orders == (replace(kept, form=PushForm.H264, on=False),)
    assert again.orders[0].url.password == "s3cret"


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps the profile's folder to its owner")
def test_only_the_owner_may_read_the_passwords(file: Path) -> None:
    PushBook(file).add(URL)
    assert file.stat().st_mode & 0o777 == 0o600


def test_two_programs_keep_each_others_orders(file: Path) -> None:
    one, other = PushBook(file), PushBook(file)
    first = one.add(URL)
    other.load()
    second = other.add(URL)
    third = one.add(URL)
    again = PushBook(file)
    again.load()
    assert {order.id for order in again.orders} == {first.id, second.id, third.id}


@pytest.mark.parametrize(
    "content",
    [
        "{", "[]", '{"pushes": 3}', '{"pushes": [{}]}',
        '{"pushes": [{"id": "zz", "url": "rtsp://nas", "form": "h264"}]}',
        '{"pushes": [{"id": "abcd", "url": "rtsp://u:s3cret@", "form": "h264"}]}',
        '{"pushes": [{"id": "abcd", "url": "rtsp://nas", "form": "gif"}]}',
    ],
)  # fmt: skip
def test_a_damaged_file_is_set_aside(file: Path, content: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    file.parent.mkdir()
    file.write_text(content)
    book = PushBook(file)
    kept = book.load()
    assert kept is not None
    assert kept.read_text() == content
    assert book.orders == ()
    assert "s3cret" not in caplog.text
    book.add(URL)
    assert len(json.loads(file.read_text())["pushes"]) == 1


def test_what_cannot_be_written_holds_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be")
    book = PushBook(tmp_path / "config" / "pushes.json")
    with pytest.raises(SettingsError):
        book.add(URL)
    assert len(book.orders) == 1


def test_there_is_an_end_to_it() -> None:
    book = PushBook()
    for _ in range(MAX_ORDERS):
        book.add(URL)
    with pytest.raises(SettingsError, match=str(MAX_ORDERS)):
        book.add(URL)
