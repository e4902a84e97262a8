"""Fit, zoom, pan and turn as geometry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSizeF

from atomcam_gui.settings import ViewSettings
from atomcam_gui.ui.view_geometry import MAX_SCALE, ViewGeometry

sizes = st.tuples(st.integers(1, 4000), st.integers(1, 4000)).map(lambda s: QSizeF(*s))
turns = st.builds(ViewSettings, st.sampled_from([0, 90, 180, 270]), st.booleans())


@given(sizes, sizes, turns)
def test_fitted_picture_lies_inside_the_view_and_keeps_its_shape(
    picture: QSizeF, view: QSizeF, turned: ViewSettings
) -> None:
    geometry = ViewGeometry(picture, view, turned)
    target = geometry.target
    assert target.width() <= view.width() + 1
    assert target.height() <= view.height() + 1
    shown = geometry.turned_size
    assert target.width() * shown.height() == pytest.approx(target.height() * shown.width())


@given(sizes, sizes, st.floats(0.01, 50), st.floats(-5000, 5000), st.floats(-5000, 5000))
def test_panning_never_shows_emptiness_beside_a_picture_larger_than_the_view(
    picture: QSizeF, view: QSizeF, factor: float, x: float, y: float
) -> None:
    geometry = ViewGeometry(picture, view).zoomed(factor).panned(QPointF(x, y))
    target = geometry.target
    assert geometry.used_scale <= max(MAX_SCALE, geometry.fit_scale)
    if target.width() >= view.width():
        assert target.left() <= 1
        assert target.right() >= view.width() - 1


@given(st.floats(0, 1), st.floats(0, 1), st.floats(1.5, 8))
def test_zoom_keeps_the_point_under_the_pointer(x: float, y: float, factor: float) -> None:
    geometry = ViewGeometry(QSizeF(1600, 1200), QSizeF(800, 600))
    anchor = QPointF(800 * x, 600 * y)
    zoomed = geometry.zoomed(factor, anchor)
    before = (anchor - geometry.target.topLeft()) / geometry.used_scale
    after = (anchor - zoomed.target.topLeft()) / zoomed.used_scale
    assert abs(before.x() - after.x()) < 2
    assert abs(before.y() - after.y()) < 2


def test_picture_that_nearly_fills_the_view_is_shown_at_one_to_one() -> None:
    geometry = ViewGeometry(QSizeF(640, 480), QSizeF(660, 500))
    assert geometry.is_exact
    assert geometry.target.x() == 10


def test_picture_slightly_too_large_is_shrunk_not_cut() -> None:
    geometry = ViewGeometry(QSizeF(640, 480), QSizeF(630, 500))
    assert geometry.target.width() == pytest.approx(630)


def test_zooming_out_ends_at_the_whole_picture() -> None:
    geometry = ViewGeometry(QSizeF(640, 480), QSizeF(1280, 960)).zoomed(3).zoomed(0.1)
    assert geometry.scale is None


@given(turns, st.integers(0, 639), st.integers(0, 479))
def test_transform_puts_every_pixel_into_the_target(turned: ViewSettings, x: int, y: int) -> None:
    geometry = ViewGeometry(QSizeF(640, 480), QSizeF(1000, 900), turned)
    at = geometry.transform.map(QPointF(x + 0.5, y + 0.5))
    assert geometry.target.contains(at)


@given(turns)
def test_flipping_twice_changes_nothing(turned: ViewSettings) -> None:
    assert turned.flipped().flipped() == turned
