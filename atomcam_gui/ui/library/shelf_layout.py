"""Where cards and headings stand: arithmetic only, so that ten thousand cost no more than ten.

All cards have one size. Heights and positions are in logical pixels from the top of everything, not of what is seen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atomcam_gui.library.search import Shelf


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: int
    top: int
    width: int
    height: int


GAP = 4
MARGIN = 10
"""Least room at both sides."""


def fitting_card(width: int, least: int, most: int) -> int:
    """How wide cards are so that as many as can stand beside each other fill a width."""
    room = width - 2 * MARGIN + GAP
    columns = max(1, room // (least + GAP))
    return max(least, min(most, room // columns - GAP))


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes of everything."""

    card_width: int = 196
    card_height: int = 200
    heading: int = 44
    gap: int = GAP
    margin: int = MARGIN
    shelf_gap: int = 12
    """Below each shelf."""


class ShelfLayout:
    """The layout for a width. Rows are numbers of items, shelves numbers of shelves."""

    def __init__(self, shelves: Sequence[Shelf], width: int, measures: Measures) -> None:
        self._shelves = shelves
        self._measures = measures
        room = width - 2 * measures.margin
        step = measures.card_width + measures.gap
        self.columns = max(1, (room + measures.gap) // step)
        self.width = self.columns * step - measures.gap
        """Of all columns."""
        self.left = max(measures.gap, (width - self.width) // 2)
        self._tops: list[int] = []
        top = 0
        for shelf in shelves:
            self._tops.append(top)
            top += measures.heading + self._lines(shelf) * (measures.card_height + measures.gap) + measures.shelf_gap
        self.height = top
        self._starts = [shelf.start for shelf in shelves]

    @property
    def count(self) -> int:
        """How many items there are."""
        return self._shelves[-1].end if self._shelves else 0

    @property
    def line_height(self) -> int:
        """From one line of cards to the next."""
        return self._measures.card_height + self._measures.gap

    def card(self, row: int) -> Box:
        """Where an item's card is."""
        number = bisect_right(self._starts, row) - 1
        line, column = divmod(row - self._shelves[number].start, self.columns)
        measures = self._measures
        return Box(
            self.left + column * (measures.card_width + measures.gap),
            self._tops[number] + measures.heading + line * self.line_height,
            measures.card_width,
            measures.card_height,
        )

    def heading(self, number: int) -> Box:
        """Where a shelf's heading is."""
        return Box(self.left, self._tops[number], self.width, self._measures.heading)

    def shelves_between(self, top: int, bottom: int) -> range:
        """The shelves of which a part is between two heights."""
        if not self._shelves or bottom < 0 or top >= self.height:
            return range(0)
        return range(max(0, bisect_right(self._tops, top) - 1), bisect_right(self._tops, bottom))

    def rows_between(self, top: int, bottom: int) -> Iterator[int]:
        """The items whose cards are between two heights, in part or wholly."""
        for number in self.shelves_between(top, bottom):
            shelf = self._shelves[number]
            begin = self._tops[number] + self._measures.heading
            first = max(0, (top - begin) // self.line_height)
            last = (bottom - begin) // self.line_height
            start = shelf.start + first * self.columns
            yield from range(start, min(shelf.end, shelf.start + (last + 1) * self.columns))

    def row_at(self, x: int, y: int) -> int | None:
        """The item whose card is at a point; None between cards and on headings."""
        for number in self.shelves_between(y, y):
            shelf = self._shelves[number]
            down = y - self._tops[number] - self._measures.heading
            line, below = divmod(down, self.line_height)
            column, beside = divmod(x - self.left, self._measures.card_width + self._measures.gap)
            row = shelf.start + line * self.columns + column
            if (
                down >= 0
                and 0 <= column < self.columns
                and below < self._measures.card_height
                and beside < self._measures.card_width
                and row < shelf.end
            ):
                return row
        return None

    def rows_in(self, box: Box) -> list[int]:
        """The items whose cards a rectangle touches."""
        return [row for row in self.rows_between(box.top, box.top + box.height) if _touch(self.card(row), box)]

    def below(self, row: int, lines: int) -> int:
        """The item so many lines further down (up, where negative), in the same column or the last before it."""
        while lines:
            row = self._next_line(row) if lines > 0 else self._last_line(row)
            lines -= 1 if lines > 0 else -1
        return row

    def _next_line(self, row: int) -> int:
        number = bisect_right(self._starts, row) - 1
        shelf = self._shelves[number]
        line, column = divmod(row - shelf.start, self.columns)
        if line + 1 < self._lines(shelf):
            return min(row + self.columns, shelf.end - 1)
        if number + 1 == len(self._shelves):
            return row
        following = self._shelves[number + 1]
        return min(following.start + column, following.end - 1)

    def _last_line(self, row: int) -> int:
        number = bisect_right(self._starts, row) - 1
        shelf = self._shelves[number]
        line, column = divmod(row - shelf.start, self.columns)
        if line:
            return row - self.columns
        if number == 0:
            return row
        before = self._shelves[number - 1]
        return min(before.start + (self._lines(before) - 1) * self.columns + column, before.end - 1)

    def _lines(self, shelf: Shelf) -> int:
        return -(-(shelf.end - shelf.start) // self.columns)


def _touch(one: Box, other: Box) -> bool:
    return (
        one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
    )
