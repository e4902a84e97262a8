"""The program's controls beside the real board software: set, refused, remembered, renamed, its clock, its health."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path

import pytest

from atomcam_gui import jpeg
from atomcam_gui.camera.controls import ChoiceControl, NumberControl, SwitchControl
from atomcam_gui.errors import CameraGone, RequestRefused
from atomcam_gui.paths import Paths
from tests.fakes.board_house import BoardHouse, board_house
from tests.fakes.together import Together
from tests.fakes.virtual_board import MAC, VirtualBoard
from tests.peers import until


@pytest.fixture(scope="module")
def together() -> Iterator[Together]:
    with Together(STORIES) as together:
        yield together


async def size_becomes(house: BoardHouse, size: tuple[int, int]) -> None:
    def newest() -> tuple[int, int]:
        frame = house.shown.frames[-1]
        return frame.width, frame.height

    await until(lambda: newest() == size, f"pictures of {size}", 15)


async def controlled_while_it_streams() -> None:
    async with VirtualBoard() as board, board_house(board) as house:
        await _control(house)


async def _control(house: BoardHouse) -> None:
    control = house.backend.control
    controls = control.controls(MAC)
    assert controls is not None
    assert [type(c) for c in controls.all] == [
        ChoiceControl,
        NumberControl,
        NumberControl,
        SwitchControl,
        SwitchControl,
    ]
    assert [c.name for c in controls.all] == ["frame_size", "quality", "fps", "hmirror", "vflip"]
    await control.set(MAC, frame_size="VGA", quality=40, fps=10)
    await size_becomes(house, (640, 480))
    await control.set(MAC, hmirror=True)
    for values in ({"quality": 5}, {"contrast": 1}, {"frame_size": "UXGA"}):
        with pytest.raises(RequestRefused):
            await control.set(MAC, **values)  # type: ignore[arg-type]
    with pytest.raises(RequestRefused, match="no light"):
        await control.identify(MAC)
    now = control.controls(MAC)
    assert now is not None
    assert now.values == {"frame_size": "VGA", "quality": 40, "fps": 10, "hmirror": True, "vflip": False}
    # What the board keeps is what the program shows: it says it itself.
    house.board.power_cut()
    await until(lambda: house.camera.connection is None, "the board is away", 20)
    with pytest.raises(CameraGone):
        await control.set(MAC, quality=50)
    await house.live()
    again = control.controls(MAC)
    assert again is not None
    assert again.values == now.values

    # Another name: here and there.
    await control.rename(MAC, "Küche 🐦")
    assert house.camera.label == "Küche 🐦"
    await until(lambda: house.camera.hello is not None and house.camera.hello.name == "Küche 🐦", "the board knows", 15)

    # The clock: a picture that has just come was taken just now.
    stamp = jpeg.inspect(house.shown.frames[-1].data).stamp
    await until(lambda: house.backend.clocks.uncertainty_ms(MAC) is not None, "the clock is known", 15)
    await house.live()
    frame = house.shown.frames[-1]
    assert frame.stamp is not None
    assert stamp is not None
    latency = house.backend.clocks.latency_ms(MAC, frame.stamp.capture_us, frame.received_ns)
    assert latency is not None
    assert latency < 2000


async def forgotten_by_the_board() -> None:
    with tempfile.TemporaryDirectory() as folder:
        await _forget(Paths(*(Path(folder) / name for name in ("config", "state", "cache", "pictures", "videos"))))


async def _forget(paths: Paths) -> None:
    async with VirtualBoard() as board, board_house(board, paths) as house:
        await house.backend.control.set(MAC, frame_size="QQVGA", fps=5)
    assert paths.controls_file.exists()
    async with VirtualBoard() as other, board_house(other, paths) as house:  # the same board, set up anew
        await size_becomes(house, (160, 120))
        await until(
            lambda: (c := house.backend.control.controls(MAC)) and c.values["fps"] == 5, "its frame rate too", 15
        )


async def reports_of_an_ov3660() -> None:
    async with VirtualBoard(sensor="OV3660") as board, board_house(board, with_key=False) as house:
        control = house.backend.control
        await control.set(MAC, brightness=2, saturation=-1, contrast=1)
        controls = control.controls(MAC)
        assert controls is not None
        assert [controls.values[n] for n in ("brightness", "saturation", "contrast")] == [2, -1, 1]
        await until(lambda: any(s.send_ms is not None for s in house.backend.health.samples(MAC)), "a report", 25)
        sample = next(s for s in house.backend.health.samples(MAC) if s.send_ms is not None)
        assert sample.fps is not None
        assert sample.rssi is not None
        assert control.automatic(MAC)
        state = control.automatic_state(MAC)
        assert state is not None
        assert not state.lowered


Story = Callable[[], Coroutine[None, None, None]]


def run(story: Story) -> None:
    asyncio.run(story())


def test_a_gc0308_is_controlled_while_it_streams(together: Together) -> None:
    together(run, controlled_while_it_streams)


def test_what_the_board_forgot_is_set_again(together: Together) -> None:
    together(run, forgotten_by_the_board)


def test_an_ov3660_has_more_to_set_and_reports_how_it_is(together: Together) -> None:
    together(run, reports_of_an_ov3660)


STORIES = [(run, story) for story in (reports_of_an_ov3660, forgotten_by_the_board, controlled_while_it_streams)]
