"""The demo camera's picture and its pure parts: scene, clock and its reader, controls, requests, pace."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
import simplejpeg

from atomcam_gui.demo import lettering
from atomcam_gui.demo.clock_reader import read_clock
from atomcam_gui.demo.controls import FRAME_SIZES, Controls, changed, describe
from atomcam_gui.demo.pace import Backoff, next_deadline
from atomcam_gui.demo.requests import Challenge, Identify, Request, Set, Time, Unknown, parse_request
from atomcam_gui.demo.scene import Picture, Scene, clock_cells, clock_region, clock_text, draw_border
from atomcam_gui.demo.tone import Tone
from atomcam_gui.errors import BadMessage

NOON = 1_760_000_000.0
SceneFor = Callable[[int, int], Scene]


@pytest.fixture(scope="module")
def scene_for() -> SceneFor:
    """Scenes by size, each made once: making one takes longer than any test here."""
    made: dict[tuple[int, int], Scene] = {}

    def get(width: int, height: int) -> Scene:
        if (width, height) not in made:
            made[width, height] = Scene(width, height)
        return made[width, height]

    return get


def through_jpeg(picture: Picture, quality: int) -> Picture:
    data = simplejpeg.encode_jpeg(picture, quality, "RGB", "420")
    decoded: Picture = simplejpeg.decode_jpeg(data, "RGB")
    return decoded


@pytest.mark.parametrize("size", [(64, 48), (159, 120), (320, 240), (641, 481), (240, 320)])
def test_picture_has_the_size_that_was_asked_for(scene_for: SceneFor, size: tuple[int, int]) -> None:
    picture = scene_for(*size).render(1, NOON)
    assert picture.shape == (size[1], size[0], 3)
    assert picture.dtype == np.uint8
    assert picture.flags.c_contiguous


def test_a_moment_always_gives_the_same_picture(scene_for: SceneFor) -> None:
    first = scene_for(320, 240).render(5, NOON).copy()
    scene_for(320, 240).render(6, NOON + 3)
    assert np.array_equal(scene_for(320, 240).render(5, NOON), first)
    assert np.array_equal(Scene(320, 240).render(5, NOON), first)


def test_picture_moves_in_the_sky_on_the_water_and_at_the_bird_box(scene_for: SceneFor) -> None:
    scene = scene_for(320, 240)
    before, after = scene.render(1, NOON).astype(int), scene.render(1, NOON + 4.0).astype(int)
    for part in (np.s_[0:70, 80:], np.s_[150:190, 40:140], np.s_[108:205, 230:290]):
        assert np.abs(before[part] - after[part]).max() > 20


def test_nothing_jumps_between_two_frames(scene_for: SceneFor) -> None:
    scene = scene_for(320, 240)
    changes = []
    for i in range(40):
        before = scene.render(1, NOON + i * 0.61).astype(np.int16)
        after = scene.render(1, NOON + i * 0.61 + 0.04).astype(np.int16)
        changes.append(np.abs(before - after)[:205].mean())
    assert max(changes) < 3


def test_landscape_is_colourful_and_uses_the_whole_range_of_light(scene_for: SceneFor) -> None:
    picture = scene_for(640, 480).render(1, NOON).astype(int)
    light = picture.mean(axis=2)
    assert np.percentile(light, 2) < 80
    assert np.percentile(light, 98) > 210
    assert np.abs(picture[..., 0] - picture[..., 2]).mean() > 15


def test_frame_number_shows_at_the_right_of_the_strip_only(scene_for: SceneFor) -> None:
    scene = scene_for(320, 240)
    one, other = scene.render(123, NOON).copy(), scene.render(124, NOON).copy()
    rows, columns, _ = np.nonzero(one != other)
    x, y, w, h = clock_region(320, 240)
    assert rows.size
    assert rows.min() >= y
    assert rows.max() < y + h
    assert columns.min() > x + w


def test_long_frame_numbers_never_touch_the_clock(scene_for: SceneFor) -> None:
    for number in (999_999, 123_456_789, 2**40):
        picture = through_jpeg(scene_for(320, 240).render(number, NOON), 80)
        assert read_clock(picture) == clock_text(NOON)


def test_small_pictures_do_without_the_label(scene_for: SceneFor) -> None:
    with_label = scene_for(160, 120).render(1, NOON)[3:15, 5:60].mean()
    without_label = scene_for(159, 120).render(1, NOON)[3:15, 5:60].mean()
    assert without_label > with_label + 30


def test_flips_turn_the_landscape_and_leave_the_clock_readable(scene_for: SceneFor) -> None:
    scene = scene_for(320, 240)
    plain = scene.render(1, NOON).copy()
    flipped = scene.render(1, NOON, vflip=True, hmirror=True)
    assert np.array_equal(flipped[40:200], plain[40:200][::-1, ::-1])
    assert read_clock(flipped) == clock_text(NOON)
    mirrored = scene.render(1, NOON, hmirror=True)
    assert np.array_equal(mirrored[40:200], plain[40:200, ::-1])


def test_border_marks_all_four_sides() -> None:
    picture = np.zeros((48, 64, 3), np.uint8)
    draw_border(picture)
    for side in (picture[0], picture[-1], picture[:, 0], picture[:, -1]):
        assert np.all(side == picture[0, 0])
    assert picture[0, 0].any()
    assert not picture[24, 32].any()


def test_what_the_checkpoint_raises_ends_the_making_of_a_scene() -> None:
    calls = 0

    def stop_at_the_third() -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        Scene(320, 240, checkpoint=stop_at_the_third)
    assert calls == 3


@pytest.mark.parametrize(("size", "quality"), [((640, 480), 60), ((320, 240), 80), ((320, 240), 60)])
def test_clock_can_be_read_back_from_a_jpeg(scene_for: SceneFor, size: tuple[int, int], quality: int) -> None:
    for i in range(60):
        moment = NOON + i * 4567.891 + i * 0.0137
        picture = through_jpeg(scene_for(*size).render(i, moment), quality)
        assert read_clock(picture) == clock_text(moment)


def test_there_is_no_clock_in_other_pictures(scene_for: SceneFor) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    assert read_clock(noise) is None
    assert read_clock(np.zeros((480, 640, 3), np.uint8)) is None
    wiped = scene_for(640, 480).render(1, NOON).copy()
    cell = clock_cells(640, 480)[7]
    wiped[cell.y : cell.y + cell.h, cell.x : cell.x + cell.w] = 40
    assert read_clock(wiped) is None


def test_clock_text_is_local_time_with_the_milliseconds_cut_off() -> None:
    local = time.mktime((2026, 3, 4, 5, 6, 7, 0, 0, -1))
    assert clock_text(local) == "05:06:07.000"
    assert clock_text(local + 0.0019) == "05:06:07.001"
    assert clock_text(local + 0.9999) == "05:06:07.999"
    assert clock_text(local + 0.567) == "05:06:07.567"


@pytest.mark.parametrize("size", [(64, 48), (160, 120), (640, 480), (1600, 1200)])
def test_clock_region_holds_its_twelve_cells_side_by_side(size: tuple[int, int]) -> None:
    x, y, w, h = clock_region(*size)
    cells = clock_cells(*size)
    assert len(cells) == 12
    assert x >= 0
    assert y >= 0
    assert x + w <= size[0]
    assert y + h <= size[1]
    assert [cell.x for cell in cells] == [x + sum(c.w for c in cells[:i]) for i in range(12)]
    assert len({cells[i].w for i in (0, 1, 3, 4, 6, 7, 9, 10, 11)}) == 1


@pytest.mark.parametrize("height", [7, 11, 22, 55])
def test_digits_look_different_from_each_other(height: int) -> None:
    shapes = {digit: lettering.glyph(digit, height).astype(float).ravel() for digit in "0123456789"}
    for a, b in combinations(shapes, 2):
        assert np.corrcoef(shapes[a], shapes[b])[0, 1] < 0.9, (a, b)


def test_letters_are_drawn_smoothly_within_their_cells() -> None:
    for character in "0123456789:.-ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        mask = lettering.glyph(character, 40)
        assert mask.shape == (40, lettering.advance(character, 40))
        assert mask.max() == 255
        assert ((mask > 0) & (mask < 255)).any()
        assert not mask[:, [0, -1]].any()
    assert not lettering.glyph(" ", 40).any()


def test_a_line_of_text_is_as_wide_as_its_letters() -> None:
    assert lettering.line("DEMO 1", 20).shape == (20, lettering.text_width("DEMO 1", 20))
    with pytest.raises(KeyError):
        lettering.line("é", 20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '{"type":"challenge","nonce":"00112233445566778899aabbccddeeff"}',
            Challenge("00112233445566778899aabbccddeeff"),
        ),
        ('{"type":"set","id":7,"fps":10,"vflip":true}', Set(7, {"fps": 10, "vflip": True})),
        ('{"type":"set","id":"a"}', Set("a", {})),
        ('{"type":"time","id":1}', Time(1)),
        ('{"type":"identify","id":2,"colour":"red"}', Identify(2)),
        ('{"type":"identify"}', Identify(None)),
        ('{"type":"dance","id":2}', Unknown("dance")),
    ],
)
def test_requests_are_parsed(text: str, expected: Request) -> None:
    assert parse_request(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"type":1}',
        '{"type":"time"}',
        '{"type":"time","id":true}',
        '{"type":"set","id":1.5,"fps":10}',
        '{"type":"challenge"}',
        '{"type":"challenge","nonce":"zz"}',
        "[" * 60_000,
        json.dumps({"type": "time", "id": "x" * 70_000}),
    ],
)
def test_bad_requests_are_refused(text: str) -> None:
    with pytest.raises(BadMessage):
        parse_request(text)


CONTROLS = Controls(size=(640, 480), fps=25.0, quality=80, name="Demo camera")


def test_settings_change_together() -> None:
    after = changed(
        CONTROLS, {"fps": 12.5, "frame_size": "QVGA", "quality": 60, "vflip": True, "hmirror": 1, "name": " Kitchen\n"}
    )
    assert after == Controls(size=(320, 240), fps=12.5, quality=60, name="Kitchen", vflip=True, hmirror=True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"fps": 61}, "fps must be a number from 1 to 60"),
        ({"fps": 0}, "fps must be a number from 1 to 60"),
        ({"fps": math.nan}, "fps must be a number from 1 to 60"),
        ({"fps": math.inf}, "fps must be a number from 1 to 60"),
        ({"fps": True}, "fps must be a number from 1 to 60"),
        ({"fps": "10"}, "fps must be a number from 1 to 60"),
        ({"quality": 5}, "quality must be a number from 10 to 95"),
        ({"quality": 10**400}, "quality must be a number from 10 to 95"),
        ({"frame_size": "QXGA"}, "frame_size must be one of QQVGA, QVGA, VGA"),
        ({"frame_size": [640, 480]}, "frame_size must be one of"),
        ({"vflip": "yes"}, "vflip must be true or false"),
        ({"hmirror": 2}, "hmirror must be true or false"),
        ({"name": "\n"}, "name must be a text"),
        ({"brightness": 3}, "brightness must be a number from -2 to 2"),
        ({"saturation": None}, "saturation must be a number from -2 to 2"),
        ({"sharpness": 1}, "this camera has no control named sharpness"),
        ({"fps": 10, "sharpness": 1}, "this camera has no control named sharpness"),
        ({}, "nothing to set"),
    ],
)
def test_what_cannot_be_set_is_refused_with_a_sentence(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(BadMessage, match=sentence):
        changed(CONTROLS, changes)


def test_controls_are_described_with_ranges_and_values() -> None:
    described = json.loads(json.dumps(describe(CONTROLS)))
    assert described["fps"] == {"min": 1, "max": 60, "value": 25.0}
    assert described["frame_size"] == {"values": list(FRAME_SIZES), "value": "VGA"}
    assert described["name"]["value"] == "Demo camera"
    assert described["contrast"] == {"min": -2, "max": 2, "value": 0}
    levels = {"brightness", "contrast", "saturation"}
    assert set(described) == {"frame_size", "quality", "fps", "vflip", "hmirror", "name"} | levels


def test_brightness_contrast_and_saturation_change_the_landscape_and_not_the_clock(scene_for: SceneFor) -> None:
    scene = scene_for(320, 240)
    plain = scene.render(1, NOON).astype(int)
    bright = scene.render(1, NOON, tone=Tone(brightness=2)).astype(int)
    assert bright[:200].mean() > plain[:200].mean() + 20
    flat = scene.render(1, NOON, tone=Tone(contrast=-2)).astype(int)
    assert flat[:200].std() < 0.8 * plain[:200].std()
    vivid, grey = (scene.render(1, NOON, tone=Tone(saturation=s)).astype(int) for s in (2, -2))
    assert np.ptp(vivid[:200], axis=2).mean() > np.ptp(plain[:200], axis=2).mean() > np.ptp(grey[:200], axis=2).mean()
    for tone in (Tone(2, 2, 2), Tone(-2, -2, -2), Tone(2, -2, 0)):
        assert read_clock(through_jpeg(scene.render(1, NOON, tone=tone), 80)) == clock_text(NOON)


def test_tone_zero_leaves_every_pixel(scene_for: SceneFor) -> None:
    plain = scene_for(320, 240).render(1, NOON).copy()
    assert np.array_equal(scene_for(320, 240).render(1, NOON, tone=Tone()), plain)


def test_levels_are_set_beside_each_other() -> None:
    after = changed(changed(CONTROLS, {"brightness": 1}), {"contrast": -2, "saturation": 2.0})
    assert after.tone == Tone(1, -2, 2)


def test_a_size_without_a_name_can_be_told_and_kept() -> None:
    odd = Controls(size=(641, 480), fps=25.0, quality=80, name="Demo camera")
    described = json.loads(json.dumps(describe(odd)))["frame_size"]
    assert described["value"] == "641x480"
    assert described["value"] in described["values"]
    assert changed(odd, {"frame_size": "641x480"}) == odd


def test_deadlines_keep_the_pace_after_a_short_delay() -> None:
    assert next_deadline(10.0, 0.04, 10.03) == pytest.approx(10.04)
    assert next_deadline(10.0, 0.04, 10.06) == pytest.approx(10.04)


def test_deadlines_missed_in_a_stall_are_left_out() -> None:
    assert next_deadline(10.0, 0.04, 12.013) == pytest.approx(12.04)
    assert next_deadline(10.0, 0.04, 10.085) == pytest.approx(10.12)


def test_delays_grow_up_to_the_longest_and_begin_anew() -> None:
    ranges: list[tuple[float, float]] = []

    def draw(low: float, high: float) -> float:
        ranges.append((low, high))
        return high

    backoff = Backoff(0.5, 10.0, draw)
    delays = [backoff.next() for _ in range(6)]
    assert delays == [1, 2, 4, 8, 10, 10]
    assert all(0.5 <= low < high <= 10 for low, high in ranges)
    backoff.reset()
    assert backoff.next() == 1
