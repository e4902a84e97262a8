"""Where pictures stand side by side, and in which order."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui.camera.order import in_order, merged, moved
from atomcam_gui.ui.wall.wall_layout import Cell, arrange, neighbour

ASPECTS = st.lists(st.sampled_from([3 / 4, 9 / 16, 1.0, 4 / 3, 16 / 9, 2.0]), min_size=1, max_size=40)
SIDES = st.integers(min_value=60, max_value=4000)
GAPS = st.integers(min_value=0, max_value=12)


@given(SIDES, SIDES, ASPECTS, GAPS)
def test_pictures_stand_inside_the_area_and_never_on_each_other(
    width: int, height: int, aspects: list[float], gap: int
) -> None:
    cells = arrange(width, height, aspects, gap)
    assert len(cells) in (0, len(aspects))
    for number, cell in enumerate(cells):
        assert cell.x >= 0
        assert cell.y >= 0
        assert cell.x + cell.width <= width
        assert cell.y + cell.height <= height
        for other in cells[number + 1 :]:
            beside = cell.x + cell.width + gap <= other.x or other.x + other.width + gap <= cell.x
            below = cell.y + cell.height + gap <= other.y
            assert beside or below, "they stand apart, and in reading order"


@given(SIDES, SIDES, ASPECTS, GAPS)
def test_no_picture_is_stretched(width: int, height: int, aspects: list[float], gap: int) -> None:
    for cell, aspect in zip(arrange(width, height, aspects, gap), aspects, strict=False):
        assert abs(cell.width - aspect * cell.height) <= 1, "but for what a whole pixel takes"


@given(SIDES, SIDES, ASPECTS, GAPS)
def test_all_are_as_high_as_they_can_be(width: int, height: int, aspects: list[float], gap: int) -> None:
    cells = arrange(width, height, aspects, gap)
    tallest = cells[0].height if cells else 0
    assert all(cell.height == tallest for cell in cells)
    for rows in range(1, len(aspects) + 1):
        # Any way to break them into rows of so many each gives pictures that are no higher.
        columns = -(-len(aspects) // rows)
        widest = max(sum(aspects[at : at + columns]) for at in range(0, len(aspects), columns))
        in_width = (width - gap * (columns - 1) - columns) / widest
        in_height = (height - gap * (rows - 1)) / rows
        assert tallest >= int(min(in_width, in_height)) - 1


@given(SIDES, SIDES, ASPECTS, GAPS)
def test_rows_are_centred(width: int, height: int, aspects: list[float], gap: int) -> None:
    cells = arrange(width, height, aspects, gap)
    for top in {cell.y for cell in cells}:
        row = [cell for cell in cells if cell.y == top]
        right = width - (row[-1].x + row[-1].width)
        assert abs(row[0].x - right) <= 1


@pytest.mark.parametrize(
    ("count", "area", "rows"),
    [
        (1, (1600, 900), [1]),
        (2, (1600, 900), [2]),
        (2, (600, 900), [1, 1]),
        (3, (1200, 900), [2, 1]),
        (4, (1600, 900), [2, 2]),
        (5, (1600, 900), [3, 2]),
        (9, (1200, 900), [3, 3, 3]),
        (16, (1382, 950), [4, 4, 4, 4]),
        (3, (2000, 400), [3]),
    ],
)
def test_rows_are_what_one_would_choose(count: int, area: tuple[int, int], rows: list[int]) -> None:
    cells = arrange(*area, [4 / 3] * count, 8)
    tops = [cell.y for cell in cells]
    assert [tops.count(top) for top in sorted(set(tops))] == rows


def test_no_room_and_no_cameras_give_no_places() -> None:
    assert arrange(800, 600, [], 8) == ()
    assert arrange(0, 600, [1.0], 8) == ()
    assert arrange(20, 20, [1.0] * 100, 8) == ()


def test_arrows_go_to_what_is_nearest_above_and_below() -> None:
    cells = (Cell(0, 0, 10, 10), Cell(20, 0, 10, 10), Cell(40, 0, 10, 10), Cell(10, 20, 10, 10), Cell(30, 20, 10, 10))
    assert neighbour(cells, 0, 1) == 3
    assert neighbour(cells, 2, 1) == 4
    assert neighbour(cells, 4, -1) in (1, 2)
    assert neighbour(cells, 1, -1) == 1, "there is nothing above"


IDS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(IDS, IDS)
def test_new_cameras_come_after_those_that_have_a_place(ids: list[str], order: list[str]) -> None:
    result = in_order(ids, order)
    known = [i for i in order if i in ids]
    assert result == known + [i for i in ids if i not in order]


@given(IDS.filter(bool), st.integers(-2, 12), st.data())
def test_moving_one_leaves_the_others_as_they_were(ids: list[str], to: int, data: st.DataObject) -> None:
    camera = data.draw(st.sampled_from(ids))
    result = moved(ids, camera, to)
    assert [i for i in result if i != camera] == [i for i in ids if i != camera]
    assert result.index(camera) == min(max(to, 0), len(ids) - 1)


@given(IDS, IDS)
def test_camera_that_is_away_keeps_its_place_behind_its_neighbour(order: list[str], wanted: list[str]) -> None:
    result = merged(order, wanted, 100)
    assert [i for i in result if i in wanted] == wanted
    assert set(result) == {*order, *wanted}
    for before, away in itertools.pairwise(order):
        if away not in wanted:
            assert result.index(before) < result.index(away)
