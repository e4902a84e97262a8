"""Where cards and headings stand."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui.library.search import Shelf
from atomcam_gui.ui.library.shelf_layout import Box, Measures, ShelfLayout, fitting_card


def shelves(*counts: int) -> list[Shelf]:
    made, start = [], 0
    for count in counts:
        made.append(Shelf(date(2026, 11, 22), "Garden", start, start + count))
        start += count
    return made


layouts = st.builds(
    lambda counts, width: ShelfLayout(shelves(*counts), width, Measures()),
    st.lists(st.integers(1, 30), min_size=1, max_size=12),
    st.integers(100, 3000),
)


@given(layouts)
def test_every_card_is_found_where_it_stands_and_none_overlaps(layout: ShelfLayout) -> None:
    boxes = [layout.card(row) for row in range(layout.count)]
    for row, box in enumerate(boxes):
        assert layout.row_at(box.left + 5, box.top + 5) == row
        assert layout.row_at(box.left + box.width - 1, box.top + box.height - 1) == row
        assert layout.rows_in(box) == [row]
        assert box.top + box.height <= layout.height


@given(layouts, st.integers(0, 5000), st.integers(1, 900))
def test_the_rows_between_two_heights_are_those_that_are_seen(layout: ShelfLayout, top: int, height: int) -> None:
    bottom = top + height
    seen = {
        row for row in range(layout.count) if (box := layout.card(row)).top <= bottom and box.top + box.height > top
    }
    asked = list(layout.rows_between(top, bottom))
    assert seen <= set(asked)
    assert asked == sorted(set(asked))
    assert len(asked) <= len(seen) + 2 * layout.columns


@given(layouts)
def test_going_down_and_up_reaches_everything_from_the_first_column(layout: ShelfLayout) -> None:
    row, lines = 0, 0
    while layout.below(row, 1) != row:
        below = layout.below(row, 1)
        assert below > row
        row, lines = below, lines + 1
    assert layout.below(row, -lines) == 0
    assert layout.below(0, -1) == 0


def test_a_heading_is_no_card() -> None:
    layout = ShelfLayout(shelves(3, 2), 700, Measures())
    heading = layout.heading(1)
    assert layout.row_at(heading.left + 10, heading.top + 10) is None
    assert layout.rows_in(Box(heading.left, heading.top, 10, 10)) == []


def test_nothing_to_show_has_no_place() -> None:
    layout = ShelfLayout((), 700, Measures())
    assert (layout.count, layout.height) == (0, 0)
    assert layout.row_at(10, 10) is None
    assert list(layout.rows_between(0, 1000)) == []


@given(st.integers(250, 5000))
def test_cards_fill_the_width_and_keep_within_their_limits(width: int) -> None:
    card = fitting_card(width, 196, 264)
    assert 196 <= card <= 264
    layout = ShelfLayout(shelves(200), width, Measures(card_width=card))
    assert layout.width <= width
    assert layout.columns == ShelfLayout(shelves(200), width, Measures(card_width=196)).columns
