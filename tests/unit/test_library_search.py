"""Which items are shown, and in which order."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from atomcam_gui.library.items import Item, Kind, kind_of, local_day
from atomcam_gui.library.search import DateWords, Query, Shelf, arrange, in_order

WORDS = DateWords(
    days={"today": date(2026, 11, 22), "yesterday": date(2026, 11, 21)},
    months={"november": 11, "march": 3, "may": 5},
)


def item(camera: str, moment: datetime, kind: Kind = Kind.SNAPSHOT, name: str = "", marked: bool = False) -> Item:
    suffix = ".jpg" if kind is Kind.SNAPSHOT else ".mkv"
    at = moment.timestamp()
    return Item(
        Path("/saved"),
        (name or f"{camera} {moment:%Y-%m-%d %H.%M.%S}") + suffix,
        kind,
        camera,
        at,
        local_day(at),
        1000,
        0,
        marked=marked,
    )


ITEMS = (
    item("Garden", datetime(2026, 11, 21, 9, 30)),
    item("Kitchen", datetime(2026, 11, 22, 8, 0), Kind.RECORDING),
    item("Garden", datetime(2026, 11, 22, 15, 20, 31), marked=True),
    item("Garden", datetime(2026, 11, 22, 16, 0), Kind.RECORDING),
    item("", datetime(2026, 3, 4, 12, 0), name="Birthday of Zoë"),
    item("garage", datetime(2026, 11, 22, 7, 0)),
)


def found(text: str = "", **choice: object) -> list[str]:
    query = Query(text, words=WORDS, **choice)  # type: ignore[arg-type]
    return [row.name for row in arrange(in_order(ITEMS), query).rows]


def test_newest_day_comes_first_and_in_it_camera_by_camera_newest_first() -> None:
    shown = arrange(in_order(ITEMS), Query())
    assert [(shelf.day, shelf.camera_name) for shelf in shown.shelves] == [
        (date(2026, 11, 22), "garage"),
        (date(2026, 11, 22), "Garden"),
        (date(2026, 11, 22), "Kitchen"),
        (date(2026, 11, 21), "Garden"),
        (date(2026, 3, 4), ""),
    ]
    assert shown.shelves[1] == Shelf(date(2026, 11, 22), "Garden", 1, 3)
    assert [row.name for row in shown.rows[1:3]] == ["Garden 2026-11-22 16.00.00", "Garden 2026-11-22 15.20.31"]


def test_shelves_cover_all_rows_without_gaps() -> None:
    shown = arrange(in_order(ITEMS), Query())
    assert [row for shelf in shown.shelves for row in range(shelf.start, shelf.end)] == list(range(len(ITEMS)))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 6),
        ("garden", 3),
        ("GARDEN 2026-11-22", 2),
        ("2026-11", 5),
        ("22.11.2026", 4),
        ("22.11.", 4),
        ("22.11.26", 4),
        ("21.11.2025", 0),
        ("yesterday", 1),
        ("garden today", 2),
        ("november", 5),
        ("nov", 5),
        ("mar", 1),
        ("15:20", 1),
        ("zoë birth", 1),
        ("zebra", 0),
    ],
)
def test_words_of_a_search_must_all_fit(text: str, count: int) -> None:
    assert len(found(text)) == count


def test_a_day_is_read_as_the_user_writes_it() -> None:
    american = DateWords(month_first=True)
    assert len(arrange(in_order(ITEMS), Query("11/22/2026", words=american)).rows) == 4
    assert not arrange(in_order(ITEMS), Query("22/11/2026", words=american)).rows


def test_kind_camera_and_mark_narrow_the_choice() -> None:
    assert len(found(kind=Kind.RECORDING)) == 2
    assert len(found(camera="Garden")) == 3
    assert found(marked=True) == ["Garden 2026-11-22 15.20.31"]
    assert found("garden", kind=Kind.RECORDING) == ["Garden 2026-11-22 16.00.00"]


@pytest.mark.parametrize("moment", [-1e18, 1e18, float(2**63)])
def test_a_time_that_no_calendar_knows_is_searched_like_any_other(moment: float) -> None:
    odd = Item(Path("/saved"), "x.jpg", Kind.SNAPSHOT, "", moment, local_day(moment), 1, 0)
    assert arrange(in_order([odd]), Query("x")).rows == (odd,)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.jpg", Kind.SNAPSHOT),
        ("a.JPEG", Kind.SNAPSHOT),
        ("a.b.mkv", Kind.RECORDING),
        ("a.mp4", Kind.RECORDING),
        (".a.jpg", None),
        (".jpg", None),
        ("a.txt", None),
        ("mkv", None),
        (".a.mkv.recording", None),
    ],
)
def test_only_pictures_and_films_are_the_librarys(name: str, kind: Kind | None) -> None:
    assert kind_of(name) is kind
