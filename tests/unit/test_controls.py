"""What a camera tells of its controls, true or not, and the check of what is to be set."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atomcam_gui.camera.controls import (
    NAMES,
    CameraControls,
    ChoiceControl,
    NumberControl,
    SwitchControl,
    parse_controls,
    size_pixels,
)
from atomcam_gui.errors import RequestRefused

BOARD = {
    "quality": {"min": 10, "max": 95, "value": 80},
    "fps": {"min": 1, "max": 30, "value": 25.0},
    "vflip": {"values": [False, True], "value": False},
    "frame_size": {"values": ["QQVGA", "QVGA", "VGA"], "value": "VGA"},
    "hmirror": {"values": [False, True], "value": True},
    "contrast": {"min": -2, "max": 2, "value": 0},
}


def of_board() -> CameraControls:
    controls, complaints = parse_controls(BOARD)
    assert complaints == ()
    return controls


def test_controls_come_in_the_order_in_which_they_are_shown_and_only_those_of_this_sensor() -> None:
    assert of_board().all == (
        ChoiceControl("frame_size", ("QQVGA", "QVGA", "VGA"), "VGA"),
        NumberControl("quality", 10, 95, 1, 80),
        NumberControl("fps", 1, 30, 1, 25),
        NumberControl("contrast", -2, 2, 1, 0),
        SwitchControl("hmirror", True),
        SwitchControl("vflip", False),
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("quality", {"min": 95, "max": 10, "value": 80}),
        ("quality", {"min": 80, "max": 80, "value": 80}),
        ("quality", {"min": "10", "max": "95", "value": "80"}),
        ("quality", {"min": 10, "max": math.nan, "value": 80}),
        ("quality", {"min": -math.inf, "max": math.inf, "value": 80}),
        ("quality", {"min": 10, "max": 10**400, "value": 80}),
        ("quality", {"min": 10, "max": 1000, "value": 80}),
        ("quality", {"min": 10, "max": 95, "value": 96}),
        ("quality", {"min": 10, "max": 95, "value": True}),
        ("quality", {"min": 10, "max": 95}),
        ("quality", [10, 95]),
        ("quality", 80),
        ("quality", None),
        ("fps", {"min": 0, "max": 30, "value": 25}),
        ("fps", {"min": 1, "max": 1e9, "value": 25}),
        ("brightness", {"min": -(10**6), "max": 10**6, "value": 0}),
        ("vflip", {"values": [0, 1, 2], "value": 0}),
        ("vflip", {"values": [False, True], "value": "no"}),
        ("vflip", {"min": 0, "max": 1, "value": 0}),
        ("frame_size", {"values": ["GIGANTIC", "ENORMOUS"], "value": "GIGANTIC"}),
        ("frame_size", {"values": ["QVGA", "VGA"], "value": "XGA"}),
        ("frame_size", {"values": ["9999x9999"], "value": "9999x9999"}),
        ("frame_size", {"values": "VGA", "value": "VGA"}),
        ("frame_size", {"values": [["VGA"], None, 7], "value": ["VGA"]}),
        ("frame_size", {"min": 1, "max": 9, "value": 3}),
    ],
)
def test_what_makes_no_sense_is_left_out_and_complained_of(name: str, told: object) -> None:
    controls, complaints = parse_controls({**BOARD, name: told})
    assert controls.get(name) is None
    assert len(controls.all) >= len(BOARD) - 1
    assert complaints == (f"what it tells of {name} makes no sense",)


def test_sizes_that_nobody_knows_are_left_out_of_the_choice() -> None:
    told = {"frame_size": {"values": ["VGA", "GIGANTIC", "VGA", "641x480", 7, "QVGA"], "value": "QVGA"}}
    assert parse_controls(told)[0].all == (ChoiceControl("frame_size", ("VGA", "641x480", "QVGA"), "QVGA"),)


def test_five_thousand_controls_of_which_none_is_known_are_no_cause_for_complaint() -> None:
    told: dict[str, Any] = {f"control {i}": {"min": 0, "max": i, "value": 0} for i in range(5000)}
    assert parse_controls(told) == (CameraControls(), ())
    assert [c.name for c in parse_controls(told | BOARD)[0].all] == [n for n in NAMES if n in BOARD]


def test_a_thousand_sizes_are_no_choice() -> None:
    sizes = [f"{width}x100" for width in range(100, 1100)]
    control = parse_controls({"frame_size": {"values": sizes, "value": "100x100"}})[0].get("frame_size")
    assert isinstance(control, ChoiceControl)
    assert len(control.choices) == 64


@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
            lambda inner: (
                st.lists(inner, max_size=4)
                | st.dictionaries(st.sampled_from(["min", "max", "value", "values", "step"]), inner, max_size=5)
            ),
            max_leaves=12,
        ),
    )
)
def test_whatever_comes_is_a_sound_control_or_none(told: dict[str, Any]) -> None:
    controls, complaints = parse_controls(told)
    assert len(controls.all) + len(complaints) == len(told)
    for control in controls.all:
        assert controls.checked({control.name: control.value})
        if isinstance(control, NumberControl):
            assert control.minimum <= control.value <= control.maximum
            assert 0 < control.step <= control.maximum - control.minimum


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"quality": 96}, "quality is a number from 10 to 95"),
        ({"quality": 9.99}, "quality is a number from 10 to 95"),
        ({"quality": "80"}, "quality is a number from 10 to 95"),
        ({"quality": math.nan}, "quality is a number"),
        ({"quality": True}, "quality is a number"),
        ({"quality": 10**400}, "quality is a number"),
        ({"frame_size": "XGA"}, "frame_size is one of QQVGA, QVGA, VGA"),
        ({"frame_size": 3}, "frame_size is one of"),
        ({"vflip": 1}, "vflip is on or off"),
        ({"brightness": 0}, "brightness: this camera has no such control"),
        ({"nonsense": 0}, "nonsense: this camera has no such control"),
        ({"quality": 50, "brightness": 0}, "brightness"),
        ({}, "nothing to set"),
    ],
)
def test_what_cannot_be_set_is_refused_with_a_reason(values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RequestRefused, match=sentence):
        of_board().checked(values)


def test_numbers_snap_to_their_steps_and_travel_without_a_fraction() -> None:
    assert json.dumps(of_board().checked({"quality": 50.4, "fps": 12.0})) == '{"quality": 50, "fps": 12}'
    told = {"fps": {"min": 0.5, "max": 10, "step": 0.5, "value": 1}}
    assert parse_controls(told)[0].checked({"fps": 2.6}) == {"fps": 2.5}


def test_changed_values_replace_the_old_ones_and_nothing_else() -> None:
    before = of_board()
    after = before.changed({"quality": 30, "vflip": True, "unknown": 5})
    assert after.values == before.values | {"quality": 30, "vflip": True}
    assert before.values["quality"] == 80


@pytest.mark.parametrize(
    ("name", "pixels"),
    [("VGA", (640, 480)), ("CIF", (400, 296)), ("641x480", (641, 480)), ("vga", None), ("0x480", None), ("", None),
     ("99999x1", None), ("4000x3000", None), ("-640x480", None)],
)  # fmt: skip
def test_pixels_of_a_size(name: str, pixels: tuple[int, int] | None) -> None:
    assert size_pixels(name) == pixels
