"""From a socket to painted pixels."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest
import simplejpeg
from PySide6.QtCore import QPoint, QPointF, Qt
from websockets.asyncio.client import ClientConnection

from atomcam_gui.app import Program
from atomcam_gui.camera.camera import CameraState
from atomcam_gui.camera.trust import Trust
from atomcam_gui.ui.live_view import LiveView
from tests.ui.conftest import (
    camera,
    click,
    corners,
    drag,
    grab,
    name_of_colour,
    noise_jpeg,
    plain_jpeg,
    quarters_jpeg,
    until,
    wheel,
)

KITCHEN = "aabbccddee01"
GARAGE = "aabbccddee02"


async def allowed(program: Program, camera_id: str) -> None:
    """Let a camera in as the user would, once it has knocked."""
    registry = program.backend.registry
    await until(lambda: registry.get(camera_id), "the camera knocks")
    registry.decide(camera_id, Trust.ALLOWED, permanent=False)


async def shown(program: Program, connection: ClientConnection, jpeg: bytes) -> None:
    """Send a picture and wait until exactly this one is painted."""
    view = program.window.view
    await connection.send(jpeg)
    await until(lambda: view.frame is not None and view.frame.data == jpeg, "the picture is decoded")
    grab(view)


def place(view: LiveView) -> tuple[int, int, int, int]:
    """Where the picture stands in the view: left, top, width, height."""
    target = view._target_pixels
    return target.x(), target.y(), target.width(), target.height()


async def test_picture_travels_from_the_socket_to_painted_pixels(program: Program) -> None:
    view = program.window.view
    async with camera(program, KITCHEN, name="Kitchen") as connection:
        await allowed(program, KITCHEN)
        await shown(program, connection, quarters_jpeg())
        await until(lambda: view.latencies_ms, "the view paints by itself")
        assert corners(view, *place(view)) == ["red", "green", "blue", "white"]
        assert program.window.windowTitle() == "Kitchen"
        assert view.caption == ""


async def test_picture_keeps_its_aspect_ratio_between_black_borders(program: Program) -> None:
    view = program.window.view
    async with camera(program, KITCHEN) as connection:
        await allowed(program, KITCHEN)
        await shown(program, connection, plain_jpeg((0, 180, 0), (640, 160)))
        _, top, width, height = place(view)
        assert abs(width / height - 4) < 0.05
        assert name_of_colour(grab(view).pixelColor(view.width() // 2, top - 2)) == "black"
        assert name_of_colour(grab(view).pixelColor(view.width() // 2, top + 2)) == "green"


async def test_every_pixel_is_exact_at_actual_size(program: Program) -> None:
    view = program.window.view
    async with camera(program, KITCHEN) as connection:
        await allowed(program, KITCHEN)
        jpeg = noise_jpeg(1, (320, 200))
        await shown(program, connection, jpeg)
        program.window.actions_.zoom_actual.trigger()
        left, top, width, height = place(view)
        assert (width, height) == (320, 200)
        image = grab(view).copy(left, top, width, height)
        painted = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine() // 4, 4)[:, :width]
        assert np.array_equal(painted[..., :3], simplejpeg.decode_jpeg(jpeg, "BGRA")[..., :3])


async def test_slow_painter_gets_the_newest_frame(program: Program) -> None:
    view = program.window.view
    pictures = [noise_jpeg(seed, (1600, 1200)) for seed in range(4)]
    painted: list[int] = []
    view._ready.connect(lambda: view.frame and painted.append(view.frame.number), Qt.ConnectionType.QueuedConnection)
    async with camera(program, KITCHEN) as connection:
        await allowed(program, KITCHEN)
        for number in range(60):
            await connection.send(pictures[number % 4])
        last = plain_jpeg((220, 0, 0))
        await shown(program, connection, last)
    assert view.frame is not None
    assert view.frame.number == 61
    assert view.numbers().skipped > 0
    assert painted == sorted(painted), "an older frame was painted after a newer one"


async def test_two_cameras_do_not_mix(program: Program) -> None:
    view = program.window.view
    async with camera(program, KITCHEN) as kitchen, camera(program, GARAGE) as garage:
        await allowed(program, KITCHEN)
        await allowed(program, GARAGE)

        async def stream() -> None:
            while True:
                await kitchen.send(plain_jpeg((220, 0, 0)))
                await garage.send(plain_jpeg((0, 0, 220)))
                await asyncio.sleep(0.01)

        sending = asyncio.create_task(stream())
        for _ in range(3):
            for camera_id, colour in ((KITCHEN, "red"), (GARAGE, "blue")):
                program.window.cameras.choose(camera_id)
                await until(lambda wanted=camera_id: view.frame and view.frame.camera_id == wanted, "turned to it")
                for _ in range(5):
                    assert set(corners(view, *place(view))) == {colour}
                    await asyncio.sleep(0.01)
        sending.cancel()
        await asyncio.wait([sending])


async def test_unknown_camera_is_never_decoded_until_it_is_allowed(program: Program) -> None:
    window = program.window
    async with camera(program, KITCHEN, name="Stranger <b>bold</b>") as connection:
        for _ in range(20):
            await connection.send(quarters_jpeg())
        registry = program.backend.registry
        await until(lambda: (c := registry.get(KITCHEN)) and c.statistics.frames == 20, "all frames are counted")
        assert program.pool.decoded == 0
        assert window.view.frame is None
        assert window.pages.currentWidget() is window.empty_page
        (bar,) = window.notices.bars
        assert bar.notice.text == "127.0.0.1 (“Stranger <b>bold</b>”) wants to show a picture"
        assert [button.text() for button in bar.buttons] == ["Allow once", "Always allow", "Block"]
        click(bar.buttons[0])
        await shown(program, connection, quarters_jpeg())
        assert window.pages.currentWidget() is window.view
        assert window.notices.bars == ()


async def test_blocked_camera_is_gone_and_stays_away(program: Program) -> None:
    async with camera(program, KITCHEN) as connection:
        await until(lambda: program.window.notices.bars, "it is asked about")
        click(program.window.notices.bars[0].buttons[2])
        await connection.wait_closed()
        assert connection.close_code == 1008
    async with camera(program, KITCHEN) as connection:
        await connection.wait_closed()
        assert connection.close_code == 1008
    assert program.window.notices.bars == ()
    assert program.pool.decoded == 0


async def test_damaged_picture_is_counted_and_the_last_good_one_stays(program: Program) -> None:
    view = program.window.view
    good = quarters_jpeg()
    damaged = bytearray(noise_jpeg(3, (320, 240)))
    damaged[len(damaged) // 3 : len(damaged) // 3 + 4000] = bytes(4000)
    async with camera(program, KITCHEN) as connection:
        await allowed(program, KITCHEN)
        await shown(program, connection, good)
        await connection.send(bytes(damaged))
        camera_ = program.backend.registry.get(KITCHEN)
        assert camera_ is not None
        await until(lambda: camera_.statistics.corrupt == 1, "it is counted")
        assert corners(view, *place(view)) == ["red", "green", "blue", "white"]
        again = plain_jpeg((0, 180, 0))
        await shown(program, connection, again)
        assert set(corners(view, *place(view))) == {"green"}


async def test_bad_messages_of_one_camera_leave_the_picture_of_another(program: Program) -> None:
    view = program.window.view
    huge = bytearray(quarters_jpeg())
    start_of_frame = huge.index(b"\xff\xc0")
    huge[start_of_frame + 5 : start_of_frame + 9] = bytes.fromhex("ffdcffdc")
    async with camera(program, KITCHEN) as good, camera(program, GARAGE) as bad:
        await allowed(program, KITCHEN)
        await allowed(program, GARAGE)
        program.window.actions_.sidebar.setChecked(False)  # or its thumbnails would be decoded too
        program.window.cameras.choose(KITCHEN)
        await shown(program, good, quarters_jpeg())
        before = program.pool.decoded
        half = quarters_jpeg()[:2000]
        for message in ("no picture", b"", half, quarters_jpeg() + b"more", bytes(huge), b"\xff\xd8\xff\xd9"):
            await bad.send(message)
        offender = program.backend.registry.get(GARAGE)
        assert offender is not None
        await until(lambda: offender.statistics.corrupt == 5 and offender.statistics.ignored == 1, "all are counted")
        assert program.pool.decoded == before, "none of them was decoded"
        await shown(program, good, plain_jpeg((0, 0, 220)))
        assert set(corners(view, *place(view))) == {"blue"}


async def test_stalled_and_lost_cameras_keep_their_last_picture_and_say_so(program: Program) -> None:
    view = program.window.view
    async with camera(program, KITCHEN) as connection:
        await allowed(program, KITCHEN)
        await shown(program, connection, quarters_jpeg())
        await until(lambda: view.caption == "No picture for 3 s", "it says that the camera stalled")
        assert view.frame is not None
        await shown(program, connection, plain_jpeg((220, 0, 0)))
        await until(lambda: view.caption == "", "it is live again")
    await until(lambda: view.caption.startswith("Camera lost at "), "it says that the camera is lost")
    camera_ = program.backend.registry.get(KITCHEN)
    assert camera_ is not None
    assert camera_.state is CameraState.LOST
    assert view.frame is not None
    assert program.window.pages.currentWidget() is view


async def test_rotation_and_mirror_turn_the_picture(program: Program) -> None:
    view, actions = program.window.view, program.window.actions_
    async with camera(program, KITCHEN) as connection:
        await allowed(program, KITCHEN)
        await shown(program, connection, quarters_jpeg())
        actions.rotate_right.trigger()
        assert corners(view, *place(view)) == ["blue", "red", "white", "green"]
        actions.mirror.trigger()
        assert corners(view, *place(view)) == ["red", "blue", "green", "white"], "mirrored as seen on the screen"


@pytest.mark.parametrize("turns", [1, 2, 3])
async def test_mirroring_swaps_left_and_right_whatever_the_rotation(program: Program, turns: int) -> None:
    view, actions = program.window.view, program.window.actions_
    async with camera(program, KITCHEN) as connection:
        await allowed(program, KITCHEN)
        await shown(program, connection, quarters_jpeg())
        for _ in range(turns):
            actions.rotate_right.trigger()
        upper_left, upper_right, lower_left, lower_right = corners(view, *place(view))
        actions.mirror.trigger()
        assert corners(view, *place(view)) == [upper_right, upper_left, lower_right, lower_left]


async def test_wheel_zooms_to_the_pointer_and_dragging_pans(program: Program) -> None:
    view = program.window.view
    async with camera(program, KITCHEN) as connection:
        await allowed(program, KITCHEN)
        await shown(program, connection, quarters_jpeg((1280, 960)))
        left, top, width, height = place(view)
        pointer = QPointF(left + width * 0.9, top + height * 0.9)
        for _ in range(12):
            wheel(view, pointer, 120)
        assert not view.is_fitted
        assert name_of_colour(grab(view).pixelColor(view.width() // 2, view.height() // 2)) == "white"
        for _ in range(6):
            drag(view, QPoint(20, 20), QPoint(600, 0))
        assert name_of_colour(grab(view).pixelColor(5, view.height() // 2)) == "blue"
        program.window.actions_.zoom_fit.trigger()
        assert view.is_fitted
        assert corners(view, *place(view)) == ["red", "green", "blue", "white"]


async def test_hidden_window_decodes_nothing(program: Program) -> None:
    async with camera(program, KITCHEN) as connection:
        await allowed(program, KITCHEN)
        await shown(program, connection, quarters_jpeg())
        program.window.showMinimized()
        program.window.actions_.sidebar.setChecked(False)
        before = program.pool.decoded
        camera_ = program.backend.registry.get(KITCHEN)
        assert camera_ is not None
        for _ in range(10):
            await connection.send(quarters_jpeg())
        await until(lambda: camera_.statistics.frames == 11, "they are received")
        assert program.pool.decoded == before


async def test_large_picture_in_a_small_view_is_decoded_smaller(program: Program) -> None:
    view = program.window.view
    async with camera(program, KITCHEN) as connection:
        await allowed(program, KITCHEN)
        await shown(program, connection, plain_jpeg((0, 180, 0), (2560, 1916)))
        await shown(program, connection, quarters_jpeg((2560, 1916)))
        assert place(view)[2] <= view._image.width() <= 1280
        assert corners(view, *place(view)) == ["red", "green", "blue", "white"]
        program.window.actions_.zoom_actual.trigger()
        await shown(program, connection, plain_jpeg((0, 180, 0), (2560, 1916)))
        assert view._image.width() == 2560
