"""What counts as movement, and what does not: on drawn pictures, as JPEGs like a camera's."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
import simplejpeg

from atomcam_gui.demo.scene import Scene
from atomcam_gui.errors import BadJpeg
from atomcam_gui.recording.motion import SMALL, MotionDetector, Thresholds, small_grey
from atomcam_gui.settings import Region

Drawing = npt.NDArray[np.float32]
Story = Callable[[int], Drawing]

PER_S = 4
TOP = Region(0.0, 0.0, 1.0, 0.4)
BOTTOM = Region(0.0, 0.6, 1.0, 0.4)


@pytest.fixture(scope="module")
def view() -> Drawing:
    """The demo camera's landscape at rest, 320×240."""
    return Scene(320, 240).render(1, 1_000_000_017.0).astype(np.float32)


def jpeg(picture: Drawing) -> bytes:
    return simplejpeg.encode_jpeg(np.ascontiguousarray(np.clip(picture, 0, 255).astype(np.uint8)), 75, "RGB", "422")


@functools.cache
def grain(number: int) -> Drawing:
    """Noise of strength 1."""
    return np.random.default_rng(number).standard_normal((240, 320, 3), np.float32)


def filmed(story: Story, pictures: int, noise: float = 4.0) -> Iterator[bytes]:
    """What a camera with a noisy sensor makes of it, four times a second."""
    for number in range(pictures):
        down, right = (1 if number & bit else -1 for bit in (8, 16))
        yield jpeg(story(number) + noise * grain(number % 8)[::down, ::right])


def movement(pictures: Iterable[bytes], sensitivity: int = 50, region: Region | None = None) -> list[int]:
    """The numbers of the pictures in which something moves."""
    detector = MotionDetector(sensitivity, region)
    return [n for n, data in enumerate(pictures) if detector.look(small_grey(data), n / PER_S).moving]


def events(numbers: list[int]) -> int:
    """How many recordings that would begin: movement within two seconds is one."""
    return bool(numbers) + sum(later - earlier > 2 * PER_S for earlier, later in pairwise(numbers))


def still(view: Drawing) -> Story:
    return lambda _number: view


def bird(view: Drawing, *, begins: int = 24, size: int = 26, row: int = 90, shade: int = 40) -> Story:
    """Something dark that crosses the picture in six seconds."""

    def story(number: int) -> Drawing:
        left = (number - begins) * 12
        if not 0 <= left < 320 - size:
            return view
        drawn = view.copy()
        drawn[row : row + size, left : left + size] = shade
        return drawn

    return story


# -- what counts ---------------------------------------------------------------------------------------------------


def test_a_bird_that_crosses_the_picture_is_movement_from_its_second_picture_to_its_last(view: Drawing) -> None:
    numbers = movement(filmed(bird(view), 60))
    assert numbers[0] in (25, 26)
    assert 46 <= numbers[-1] <= 50
    assert events(numbers) == 1


def test_the_demo_cameras_bird_is_noticed_each_time_it_comes_and_nothing_else_is() -> None:
    scene = Scene(320, 240)
    numbers = movement(
        (jpeg(scene.render(n, 1_000_000_000 + n / PER_S).astype(np.float32)) for n in range(42 * PER_S)), sensitivity=60
    )
    # It flies in and away every 21 seconds; clouds, water, grass and the swaying camera go on all the time.
    assert numbers
    assert events(numbers) <= 4


def test_a_dark_thing_in_the_dark_is_noticed_too(view: Drawing) -> None:
    night = view * 0.15
    assert movement(filmed(bird(night, size=40, shade=70), 60))


def test_something_that_fills_most_of_the_picture_is_noticed_while_it_moves_about(view: Drawing) -> None:
    def story(number: int) -> Drawing:
        drawn = view.copy()
        if number >= 24:
            left = 20 + 14 * (number % 8)
            drawn[40:, left : left + 200] = 90
        return drawn

    assert events(movement(filmed(story, 48))) == 1


def test_small_things_need_more_sensitivity_than_large_ones(view: Drawing) -> None:
    def seen(size: int, sensitivity: int) -> bool:
        return bool(movement(filmed(bird(view, size=size), 60), sensitivity))

    assert [seen(40, s) for s in (1, 50, 90)] == [False, True, True]
    assert [seen(10, s) for s in (1, 50, 90)] == [False, False, True]


def test_every_step_of_the_sensitivity_asks_for_less() -> None:
    steps = [Thresholds.of(s) for s in range(1, 101)]
    assert all(a.change > b.change and a.share > b.share for a, b in pairwise(steps))
    assert Thresholds.of(0) == Thresholds.of(1)
    assert Thresholds.of(1000) == Thresholds.of(100)


# -- what does not -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("noise", [0.0, 12.0, 25.0])
def test_a_sensors_noise_is_no_movement(view: Drawing, noise: float) -> None:
    for sensitivity in (50, 80):
        assert movement(filmed(still(view), 60, noise), sensitivity) == []


def test_noise_in_the_dark_is_no_movement(view: Drawing) -> None:
    assert movement(filmed(still(view * 0.1), 60, 12.0), 80) == []


def test_a_camera_that_turns_its_gain_up_and_down_sees_no_movement(view: Drawing) -> None:
    assert movement(filmed(lambda n: view * (0.7 + 0.25 * np.sin(n / 15)), 120), 70) == []


@pytest.mark.parametrize("sensitivity", [50, 80, 100])
def test_the_light_switched_on_is_one_event_at_most(view: Drawing, sensitivity: int) -> None:
    room = view * 0.3
    numbers = movement(filmed(lambda n: room if n < 30 else room * 2.6 + 20, 100), sensitivity)
    assert events(numbers) <= 1
    assert len(numbers) <= PER_S


def test_a_lamp_that_lights_a_part_of_the_room_is_one_event_at_most(view: Drawing) -> None:
    rows, columns = np.mgrid[:240, :320]
    glow = 150 * np.exp(-((rows - 100) ** 2 + (columns - 200) ** 2) / (2 * 60**2))[:, :, None]
    numbers = movement(filmed(lambda n: view * 0.15 + (glow if n >= 30 else 0), 100), 70)
    assert events(numbers) <= 1
    assert len(numbers) <= 2 * PER_S


def test_a_camera_that_was_turned_sees_one_event_at_most_and_then_its_new_view(view: Drawing) -> None:
    turned = np.roll(view, 110, axis=1)
    numbers = movement(filmed(lambda n: view if n < 30 else turned, 100), 80)
    assert events(numbers) <= 1
    assert len(numbers) <= PER_S
    again = movement(filmed(lambda n: view if n < 20 else bird(turned, begins=40)(n), 80), 50)
    assert again
    assert min(again) >= 40


def test_a_flash_or_one_damaged_picture_is_no_movement(view: Drawing) -> None:
    def story(number: int) -> Drawing:
        drawn = view.copy()
        if number == 30:
            drawn[120:200] = 128
        return drawn

    assert movement(filmed(story, 60), 70) == []


def test_what_comes_and_stays_is_movement_only_while_it_comes(view: Drawing) -> None:
    def parking(number: int) -> Drawing:
        drawn = view.copy()
        if number >= 24:
            left = min((number - 24) * 12, 150)
            drawn[130:180, left : left + 80] = 50
        return drawn

    numbers = movement(filmed(parking, 120))
    assert numbers
    assert numbers[-1] < 24 + 13 + PER_S


def test_a_clock_in_the_picture_is_learnt_as_flicker(view: Drawing) -> None:
    def clock(number: int) -> Drawing:
        drawn = view.copy()
        digits = np.random.default_rng(number // PER_S).integers(0, 2, (3, 16))
        drawn[200:230, 20:180] = np.kron(digits, np.ones((10, 10)))[:, :, None] * 255
        return drawn

    assert movement(filmed(clock, 60), 60) == []


def test_only_what_moves_in_the_region_counts(view: Drawing) -> None:
    low = bird(view, row=190)
    assert movement(filmed(low, 60), 50, TOP) == []
    assert movement(filmed(low, 60), 50, BOTTOM)


# -- how it goes on ------------------------------------------------------------------------------------------------


def test_the_level_says_how_much_and_the_cells_say_where(view: Drawing) -> None:
    detector = MotionDetector(50)
    for number, data in enumerate(filmed(bird(view), 34)):
        reading = detector.look(small_grey(data), number / PER_S)
        assert 0 <= reading.level < 1
        if number < 24:
            assert reading.level < 0.5
            assert not reading.moving
    assert reading.moving
    assert reading.level > 0.5
    rows, columns = np.nonzero(reading.cells)
    assert 240 * rows.mean() / reading.cells.shape[0] == pytest.approx(103, abs=16)
    assert 320 * columns.mean() / reading.cells.shape[1] == pytest.approx((33 - 24) * 12 + 13, abs=20)


def test_another_size_or_a_long_silence_begins_anew(view: Drawing) -> None:
    detector = MotionDetector(80)
    grey = small_grey(jpeg(view))
    for number in range(20):
        detector.look(grey, number / PER_S)
    assert not detector.look(255 - grey[:100], 5.25).cells.any()
    assert not detector.look(grey, 5.5).cells.any()
    assert not detector.look(np.roll(grey, 40, 1), 60.0).cells.any()


def test_a_clock_that_goes_back_is_no_movement(view: Drawing) -> None:
    detector = MotionDetector(80)
    grey = small_grey(jpeg(view))
    assert not any(detector.look(np.roll(grey, 9 * n, 1), -n / PER_S).moving for n in range(20))


def test_settings_change_while_it_looks_and_what_it_learnt_stays(view: Drawing) -> None:
    detector = MotionDetector(50, BOTTOM)
    story = bird(view)
    moving = []
    for number, data in enumerate(filmed(story, 60)):
        if number == 36:
            detector.configure(50, Region())
        if detector.look(small_grey(data), number / PER_S).moving:
            moving.append(number)
    assert 36 <= moving[0] <= 38


@pytest.mark.parametrize("size", [(1, 1), (8, 8), (16, 400), (400, 16), (64, 48), (1600, 1200)])
def test_pictures_of_any_size_can_be_looked_at(size: tuple[int, int]) -> None:
    width, height = size
    random = np.random.default_rng(1)
    detector = MotionDetector(100, Region(0.9, 0.9, 0.05, 0.05))
    for number in range(4):
        pixels = random.integers(0, 255, (height, width, 3)).astype(np.float32)
        detector.look(small_grey(jpeg(pixels)), number / PER_S)


@pytest.mark.parametrize("size", [(320, 240), (640, 480), (1600, 1200)])
def test_large_pictures_are_decoded_small(size: tuple[int, int]) -> None:
    grey = small_grey(jpeg(np.full((size[1], size[0], 3), 90.0)))
    assert SMALL[1] <= grey.shape[0] < 2 * SMALL[1]
    assert SMALL[0] <= grey.shape[1] < 2 * SMALL[0]


def test_damaged_pictures_are_refused(view: Drawing) -> None:
    data = jpeg(view)
    for broken in (b"", b"no picture", data[: len(data) // 2]):
        with pytest.raises(BadJpeg):
            small_grey(broken)
