"""Where pictures stand side by side: the largest that all of them can be, never stretched. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A picture's place, in whole pixels."""

    x: int
    y: int
    width: int
    height: int


def arrange(width: int, height: int, aspects: Sequence[float], gap: int) -> tuple[Cell, ...]:
    """Places for pictures in their order, in rows of one height, each row and all of them centred.

    All pictures are equally high, and as high as they can be. So the area that they cover together is the largest that
    rows of one height give, whatever mixture of wide and tall ones there is.

    Args:
        width, height: of the area, in pixels.
        aspects: width divided by height of each picture.
        gap: between two pictures, in pixels.

    Returns:
        A cell for each picture, or none at all where the area has no room for them.
    """
    tallest = _tallest(width, height, aspects, gap)
    if tallest == 0:
        return ()
    widths = [_width_of(aspect, tallest) for aspect in aspects]
    rows = _balanced_rows(widths, width, gap)
    top = (height - len(rows) * (tallest + gap) + gap) // 2
    cells: list[Cell] = []
    for row in rows:
        left = (width - sum(row) - gap * (len(row) - 1)) // 2
        for wide in row:
            cells.append(Cell(left, top, wide, tallest))
            left += wide + gap
        top += tallest + gap
    return tuple(cells)


def _width_of(aspect: float, height: int) -> int:
    return max(1, round(aspect * height))


def _tallest(width: int, height: int, aspects: Sequence[float], gap: int) -> int:
    """The largest height at which all pictures have room; 0 where none has. What fits at a height fits below it."""
    if not aspects:
        return 0
    least, too_much = 0, max(0, height) + 1
    while too_much - least > 1:
        middle = (least + too_much) // 2
        if _fits(middle, width, height, aspects, gap):
            least = middle
        else:
            too_much = middle
    return least


def _fits(tall: int, width: int, height: int, aspects: Sequence[float], gap: int) -> bool:
    widths = [_width_of(aspect, tall) for aspect in aspects]
    if max(widths) > width:
        return False
    return len(_rows(widths, width, gap)) * (tall + gap) - gap <= height


def _rows(widths: Sequence[int], limit: int, gap: int) -> list[list[int]]:
    """As few rows as there can be, each no wider than ``limit``."""
    rows: list[list[int]] = [[]]
    taken = -gap
    for wide in widths:
        taken += wide + gap
        if taken > limit and rows[-1]:
            rows.append([])
            taken = wide
        rows[-1].append(wide)
    return rows


def _balanced_rows(widths: Sequence[int], width: int, gap: int) -> list[list[int]]:
    """As few rows as there can be, the widest of them as narrow as it can be: four pictures are two and two."""
    fewest = len(_rows(widths, width, gap))
    too_narrow, enough = max(widths) - 1, width
    while enough - too_narrow > 1:
        middle = (too_narrow + enough) // 2
        if len(_rows(widths, middle, gap)) > fewest:
            too_narrow = middle
        else:
            enough = middle
    return _rows(widths, enough, gap)


def neighbour(cells: Sequence[Cell], index: int, rows_down: int) -> int:
    """The cell that stands nearest below (``rows_down`` 1) or above (-1); ``index`` itself where there is none."""
    here = cells[index]
    tops = sorted({cell.y for cell in cells})
    row = tops.index(here.y) + rows_down
    if not 0 <= row < len(tops):
        return index
    there = [number for number, cell in enumerate(cells) if cell.y == tops[row]]
    return min(there, key=lambda number: abs(_middle(cells[number]) - _middle(here)))


def _middle(cell: Cell) -> float:
    return cell.x + cell.width / 2
