"""Which items are shown, and in which order: newest day first, in it by camera, newest first. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from atomcam_gui.library.items import Item, Kind
from atomcam_gui.library.pacing import gently

_NUMERIC_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2})?)?")
_SHORTEST_MONTH = 3

Test = Callable[[Item], bool]


@dataclass(frozen=True, slots=True)
class DateWords:
    """What words for days mean in the user's language, in lower case."""

    days: Mapping[str, date] = field(default_factory=dict)
    """``today`` and the like."""
    months: Mapping[str, int] = field(default_factory=dict)
    """1 to 12 by name. The first three letters of a name are enough."""
    month_first: bool = False
    """11/22/2026, not 22.11.2026."""


@dataclass(frozen=True, slots=True)
class Query:
    """What the user wants to see."""

    text: str = ""
    """Words that must all fit: parts of the name or the camera, days, times of day."""
    kind: Kind | None = None
    camera: str | None = None
    marked: bool = False
    """Only what is marked."""
    words: DateWords = field(default_factory=DateWords)

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not self.text.strip() and self.kind is None and self.camera is None and not self.marked


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one camera made on one day: rows ``start`` up to ``end``."""

    day: date
    camera_name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Items in the order in which they are shown."""

    rows: tuple[Item, ...] = ()
    shelves: tuple[Shelf, ...] = ()


def arrange(items: Iterable[Item], query: Query) -> Arrangement:
    """The items that fit, on their shelves.

    Args:
        items: in the order of ``in_order``.
    """
    tests = _tests(query)
    rows = [item for item in gently(items) if all(test(item) for test in tests)] if tests else list(items)
    shelves = []
    start = 0
    for (day, camera), group in groupby(gently(rows), key=lambda item: (item.day, item.camera_name)):
        end = start + sum(1 for _ in group)
        shelves.append(Shelf(day, camera, start, end))
        start = end
    return Arrangement(tuple(rows), tuple(shelves))


def in_order(items: Iterable[Item]) -> list[Item]:
    """The items in the order in which they are shown."""
    # The keys first: comparing them is all that has to be done in one go.
    keyed = [(_order(item), number, item) for number, item in enumerate(gently(items))]
    keyed.sort()
    return [item for _, _, item in keyed]


def _order(item: Item) -> tuple[int, bool, str, str, float, str]:
    # What is no camera's comes last on its day.
    return (
        -item.day.toordinal(),
        not item.camera_name,
        item.camera_name.casefold(),
        item.camera_name,
        -item.moment,
        item.file_name,
    )


def _tests(query: Query) -> list[Test]:
    tests: list[Test] = []
    if query.kind is not None:
        tests.append(lambda item: item.kind is query.kind)
    if query.camera is not None:
        tests.append(lambda item: item.camera_name == query.camera)
    if query.marked:
        tests.append(lambda item: item.marked)
    tests.extend(_word_test(word, query.words) for word in query.text.casefold().split())
    return tests


def _word_test(word: str, words: DateWords) -> Test:
    if word in words.days:
        day = words.days[word]
        return lambda item: item.day == day
    by_day = _numeric_date(word, words) or _month(word, words)
    if by_day is None:
        return lambda item: word in _haystack(item)
    return lambda item: by_day(item.day) or word in _haystack(item)


def _numeric_date(word: str, words: DateWords) -> Callable[[date], bool] | None:
    match = _NUMERIC_DATE.fullmatch(word)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    day, month = (second, first) if words.month_first else (first, second)
    year = int(match[3]) % 100 if match[3] else None
    return lambda at: (at.day, at.month) == (day, month) and (year is None or at.year % 100 == year)


def _month(word: str, words: DateWords) -> Callable[[date], bool] | None:
    if len(word) < _SHORTEST_MONTH:
        return None
    numbers = {number for name, number in words.months.items() if name.startswith(word.rstrip("."))}
    return (lambda at: at.month in numbers) if numbers else None


def _haystack(item: Item) -> str:
    at = datetime.fromtimestamp(item.moment) if 0 <= item.moment < 1e11 else datetime(1970, 1, 1)
    return f"{item.file_name}\n{item.camera_name}\n{at:%Y-%m-%d\n%H:%M:%S}".casefold()
