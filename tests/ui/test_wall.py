"""All cameras side by side: their pictures, places, states, keys and the way to one of them and back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from websockets.asyncio.client import ClientConnection

from atomcam_gui.app import Program
from atomcam_gui.camera.camera import CameraState
from atomcam_gui.camera.trust import Trust
from atomcam_gui.paths import Paths
from atomcam_gui.settings import ViewSettings
from atomcam_gui.ui.wall.frame_clock import FrameClock
from atomcam_gui.ui.wall.tile import Tile
from tests.ui.conftest import (
    camera,
    click,
    drag,
    grab,
    mouse,
    name_of_colour,
    noise_jpeg,
    plain_jpeg,
    quarters_jpeg,
    running,
    until,
)

NAMES = ("Kitchen", "Garage", "Garden", "Hall", "Roof")
COLOURS = {"red": (220, 0, 0), "green": (0, 180, 0), "blue": (0, 0, 220), "white": (255, 255, 255)}


def camera_id(number: int) -> str:
    return f"aabbccddee{number:02x}"


@asynccontextmanager
async def house(program: Program, count: int, jpegs: Sequence[bytes] = ()) -> AsyncIterator[list[ClientConnection]]:
    """So many cameras that are always allowed, each of which has sent a picture of its own, and the wall that shows
    them."""
    registry = program.backend.registry
    pictures = jpegs or [plain_jpeg(colour) for colour in (*COLOURS.values(), (0, 0, 0))]
    async with AsyncExitStack() as stack:
        connections = []
        for number in range(count):
            connection = await stack.enter_async_context(camera(program, camera_id(number), name=NAMES[number]))
            await until(lambda n=number: (c := registry.get(camera_id(n))) and c.name == NAMES[n], "it tells its name")
            registry.decide(camera_id(number), Trust.ALLOWED)
            connections.append(connection)
        program.window.actions_.wall.setChecked(True)
        for connection, jpeg in zip(connections, pictures, strict=False):
            await connection.send(jpeg)
        await until(lambda: all(tile.frame for tile in program.window.wall.tiles), "all pictures are there")
        yield connections


def tile(program: Program, number: int) -> Tile:
    found = program.window.wall.tiles.get(camera_id(number))
    assert found is not None
    return found


def colour_of(program: Program, number: int) -> str:
    """Of the middle of a tile."""
    return name_of_colour(grab(program.window.wall).pixelColor(tile(program, number).rect.center()))


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))


def order(program: Program) -> list[int]:
    return [int(name[-2:], 16) for name in program.window.wall.tiles.order]


# -- pictures ----------------------------------------------------------------------------------------------------------


async def test_all_cameras_stand_side_by_side_each_with_its_own_picture(program: Program) -> None:
    async with house(program, 4):
        assert program.window.pages.currentWidget() is program.window.wall
        assert [colour_of(program, number) for number in range(4)] == ["red", "green", "blue", "white"]
        assert [tile(program, n).state.name for n in range(4)] == list(NAMES[:4])
        assert {tile(program, n).state.line for n in range(4)} == {"live"}
        await until(lambda: all(t.shown for t in program.window.wall.tiles), "it paints by itself")


async def test_one_camera_has_no_wall_and_fills_the_window(program: Program) -> None:
    window = program.window
    async with camera(program, camera_id(0), name="Kitchen") as connection:
        await until(lambda: window.notices.bars, "it is asked about")
        click(window.notices.bars[0].buttons[1])
        window.actions_.wall.setChecked(True)
        await connection.send(quarters_jpeg())
        await until(lambda: window.view.frame is not None, "its picture")
        assert window.pages.currentWidget() is window.view
        assert not window._all_entry.isVisible()
        assert not window.actions_.wall.isEnabled()


async def test_stranger_is_not_on_the_wall_until_it_is_allowed(program: Program) -> None:
    async with house(program, 2), camera(program, camera_id(9)) as stranger:
        await stranger.send(quarters_jpeg())
        registry = program.backend.registry
        await until(lambda: (c := registry.get(camera_id(9))) and c.statistics.frames, "its picture is counted")
        assert order(program) == [0, 1]
        registry.decide(camera_id(9), Trust.ALLOWED)
        await stranger.send(quarters_jpeg())
        await until(lambda: order(program) == [0, 1, 9] and tile(program, 9).frame, "it joins the others")


async def test_picture_is_decoded_no_larger_than_its_tile_needs(program: Program) -> None:
    large = plain_jpeg((220, 0, 0), (1280, 960))
    async with house(program, 4, [large] * 4) as connections:
        for connection in connections:  # the first came before anybody knew its size
            await connection.send(large)
        first = tile(program, 0)
        await until(lambda: first.image.width() < 1280, "decoded smaller")
        assert first.rect.width() <= first.image.width() < 2 * first.rect.width()


async def test_pictures_are_turned_as_their_cameras_are(program: Program) -> None:
    async with house(program, 2, [quarters_jpeg()] * 2):
        program.window.wall.choose(camera_id(1))
        press(program.window.wall, Qt.Key.Key_Left)
        press(program.window.wall, Qt.Key.Key_Right)
        program.window.actions_.rotate_right.trigger()
        turned = tile(program, 1)
        await until(lambda: turned.state.turned == ViewSettings(90), "the tile has heard of it")
        place = turned.rect
        assert place.height() > place.width()
        image = grab(program.window.wall)
        quarters = [
            name_of_colour(
                image.pixelColor(place.left() + place.width() * x // 4, place.top() + place.height() * y // 4)
            )
            for y in (1, 3)
            for x in (1, 3)
        ]
        assert quarters == ["blue", "red", "white", "green"]
        assert tile(program, 0).rect.width() > tile(program, 0).rect.height(), "the other stays as it is"


async def test_hidden_wall_decodes_nothing(program: Program) -> None:
    window = program.window
    window.actions_.sidebar.setChecked(False)  # or its thumbnails would be decoded too
    async with house(program, 2) as connections:

        async def decoded() -> int:
            before = program.pool.decoded
            received = [c.statistics.frames + 5 for c in program.backend.registry]
            for connection in connections:
                for _ in range(5):
                    await connection.send(quarters_jpeg())
            await until(lambda: [c.statistics.frames for c in program.backend.registry] == received, "received")
            return program.pool.decoded - before

        window.show_library()
        assert await decoded() == 0
        window.show_live()
        newest = program.controller.pictures.frame
        await until(
            lambda: all(t.frame is newest(t.camera_id) for t in window.wall.tiles), "it shows what came meanwhile"
        )
        window.showMinimized()
        assert await decoded() == 0
        window.showNormal()
        assert await decoded() > 0


async def test_wall_that_comes_back_shows_what_came_meanwhile(program: Program) -> None:
    window = program.window
    async with house(program, 2) as connections:
        window.show_library()
        await connections[0].send(plain_jpeg(COLOURS["blue"]))
        registry = program.backend.registry
        await until(lambda: (c := registry.get(camera_id(0))) and c.statistics.frames == 2, "received")
        window.show_live()
        await until(lambda: colour_of(program, 0) == "blue", "without another picture")


async def test_damaged_picture_on_the_wall_is_counted_and_the_last_good_one_stays(program: Program) -> None:
    damaged = bytearray(noise_jpeg(3, (320, 240)))
    damaged[len(damaged) // 3 : len(damaged) // 3 + 4000] = bytes(4000)
    program.window.actions_.sidebar.setChecked(False)
    async with house(program, 2) as connections:
        await connections[0].send(bytes(damaged))
        counted = program.backend.registry.get(camera_id(0))
        assert counted is not None
        await until(lambda: counted.statistics.corrupt == 1, "it is counted")
        assert colour_of(program, 0) == "red"


async def test_flood_of_pictures_makes_few_repaints_and_ends_with_the_newest(program: Program) -> None:
    ticks: list[float] = []
    program.window.wall._clock.ticked.connect(lambda: ticks.append(time.monotonic()))
    async with house(program, 2) as connections:
        for number in range(100):
            await connections[number % 2].send(noise_jpeg(number % 3))
        last = plain_jpeg(COLOURS["green"])
        await connections[0].send(last)
        await until(lambda: (f := tile(program, 0).frame) and f.data == last, "the newest one")
    assert ticks
    assert len(ticks) <= (ticks[-1] - ticks[0]) * 32 + 2


async def test_clock_that_nobody_wakes_does_not_tick(qapp: QApplication) -> None:
    clock = FrameClock(qapp)
    ticks: list[None] = []
    ticked = asyncio.Event()
    clock.ticked.connect(lambda: (ticks.append(None), ticked.set()))
    for _ in range(50):
        clock.wake()
    await asyncio.wait_for(ticked.wait(), 5)
    await asyncio.sleep(0.15)
    assert len(ticks) == 1
    clock.deleteLater()


# -- cameras that are away ---------------------------------------------------------------------------------------------


async def test_stalled_camera_says_for_how_long_and_is_dimmed(program: Program) -> None:
    async with house(program, 2, [plain_jpeg(COLOURS["white"])] * 2):
        await until(lambda: tile(program, 0).state.line == "no picture for 3 s", "it says so")
        assert colour_of(program, 0) != "white"


async def test_lost_camera_keeps_its_place_with_its_last_picture_and_comes_back(program: Program) -> None:
    async with house(program, 3, [plain_jpeg(COLOURS["white"])] * 3) as connections:
        await connections[1].close()
        await until(lambda: tile(program, 1).state.state is CameraState.LOST, "it is lost")
        assert tile(program, 1).state.line.startswith("lost ")
        assert order(program) == [0, 1, 2]
        assert colour_of(program, 1) not in ("white", "black"), "dimmed, but there"
        async with camera(program, camera_id(1)) as again:
            await again.send(plain_jpeg(COLOURS["green"]))
            await until(lambda: colour_of(program, 1) == "green", "it is back in its place")


async def test_cameras_of_the_last_run_are_there_with_their_last_pictures_before_they_connect(
    qapp: QApplication, paths: Paths
) -> None:
    async with running(qapp, paths) as program, house(program, 3, [plain_jpeg(COLOURS["white"])] * 3):
        program.controller.shown._keep_order([camera_id(n) for n in (2, 0, 1)])
        program.backend.registry.decide(camera_id(1), Trust.BLOCKED)
        await until(lambda: order(program) == [2, 0], "the blocked one is off the wall")
    async with running(qapp, paths) as program:
        window = program.window
        assert window.pages.currentWidget() is window.wall, "the wall was shown"
        assert order(program) == [2, 0]
        await until(lambda: all(t.frame for t in window.wall.tiles), "their last pictures")
        assert colour_of(program, 0) not in ("white", "black"), "dimmed"
        assert [t.state.name for t in window.wall.tiles] == ["Garden", "Kitchen"]
        assert all(t.state.line.startswith("lost ") for t in window.wall.tiles)
        window.wall.choose(camera_id(0))
        window.wall.enlarge_wanted.emit(camera_id(0))
        await until(lambda: window.view.frame is not None, "also alone")
        assert window.view.caption.startswith("Camera lost at")


async def test_picture_of_a_camera_allowed_once_is_not_kept(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths) as program, camera(program, camera_id(0)) as connection:
        await until(lambda: program.window.notices.bars, "it is asked about")
        click(program.window.notices.bars[0].buttons[0])
        await connection.send(quarters_jpeg())
        await until(lambda: program.window.view.frame, "its picture")
    assert list(paths.cache.rglob("*.jpg")) == []


# -- order -------------------------------------------------------------------------------------------------------------


async def test_dragged_tile_stays_where_it_was_let_go_also_in_the_list_and_after_a_restart(
    qapp: QApplication, paths: Paths
) -> None:
    async with running(qapp, paths) as program, house(program, 4):
        start = tile(program, 0).rect.center()
        drag(program.window.wall, start, tile(program, 3).rect.center() - start)
        assert order(program) == [1, 2, 3, 0]
        model = program.window.cameras.model()
        assert [model.index(row, 0).data() for row in range(4)] == ["Garage", "Garden", "Hall", "Kitchen"]
        assert program.window.wall.chosen == camera_id(0)
    async with running(qapp, paths) as program:
        assert order(program) == [1, 2, 3, 0]


async def test_escape_puts_a_dragged_tile_back(program: Program) -> None:
    async with house(program, 3):
        wall, start = program.window.wall, tile(program, 0).rect.center()
        mouse(wall, QEvent.Type.MouseButtonPress, start)
        mouse(wall, QEvent.Type.MouseMove, start + QPoint(30, 0))
        mouse(wall, QEvent.Type.MouseMove, tile(program, 1).rect.center())
        assert order(program) == [1, 0, 2]
        grab(wall)
        press(wall, Qt.Key.Key_Escape)
        mouse(wall, QEvent.Type.MouseButtonRelease, start)
        assert order(program) == [0, 1, 2]
        assert program.store.current.camera_order == ()
        assert program.window.wall_is_shown


async def test_click_moves_no_tile(program: Program) -> None:
    async with house(program, 2):
        drag(program.window.wall, tile(program, 1).rect.center(), QPoint(1, 0))
        assert order(program) == [0, 1]
        assert program.window.wall.chosen == camera_id(1)


async def test_control_and_arrows_move_the_chosen_tile(program: Program) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    async with house(program, 5):
        wall = program.window.wall
        wall.choose(camera_id(0))
        press(wall, Qt.Key.Key_Right, control)
        assert order(program) == [1, 0, 2, 3, 4]
        press(wall, Qt.Key.Key_End, control)
        assert order(program) == [1, 2, 3, 4, 0]
        press(wall, Qt.Key.Key_Up, control)
        assert order(program).index(0) < 4
        assert program.store.current.camera_order == tuple(wall.tiles.order)


# -- one and all -------------------------------------------------------------------------------------------------------


async def test_double_click_enlarges_and_escape_comes_back_also_in_full_screen(program: Program) -> None:
    window = program.window
    async with house(program, 2) as connections:
        window.actions_.fullscreen.setChecked(True)
        mouse(window.wall, QEvent.Type.MouseButtonDblClick, tile(program, 1).rect.center())
        assert window.pages.currentWidget() is window.view
        assert window.windowTitle() == "Garage"
        await until(lambda: window.view.frame is not None, "the newest picture, before another comes")
        await connections[1].send(quarters_jpeg())
        press(window.view, Qt.Key.Key_Escape)
        assert window.wall_is_shown
        assert window.isFullScreen()
        press(window.wall, Qt.Key.Key_Escape)
        assert not window.isFullScreen()
        assert window.wall_is_shown


async def test_double_click_on_an_enlarged_camera_goes_back_to_the_wall(program: Program) -> None:
    window = program.window
    async with house(program, 2):
        press(window.wall, Qt.Key.Key_Return)
        assert window.picture_is_shown
        mouse(window.view, QEvent.Type.MouseButtonDblClick, QPoint(50, 50))
        assert window.wall_is_shown
        assert not window.isFullScreen()


async def test_arrows_and_tab_step_through_the_tiles_and_on(program: Program) -> None:
    window = program.window
    async with house(program, 5):
        wall = window.wall
        wall.setFocus()
        wall.choose(camera_id(0))

        def after(key: Qt.Key) -> int:
            press(wall, key)
            assert wall.chosen is not None
            return int(wall.chosen[-2:], 16)

        assert after(Qt.Key.Key_Right) == 1
        below = after(Qt.Key.Key_Down)
        assert tile(program, below).rect.top() > tile(program, 1).rect.bottom()
        above = after(Qt.Key.Key_Up)
        assert tile(program, above).rect.bottom() < tile(program, below).rect.top()
        assert after(Qt.Key.Key_End) == 4
        assert after(Qt.Key.Key_Left) == 3
        assert after(Qt.Key.Key_Home) == 0
        assert after(Qt.Key.Key_Left) == 0, "the first one is the end of it"
        for number in range(1, 5):
            assert wall.focusNextPrevChild(True)
            assert wall.chosen == camera_id(number)
        window.activateWindow()
        await until(lambda: wall.hasFocus() or not window.isActiveWindow(), "the focus")
        if wall.hasFocus():
            wall.focusNextPrevChild(True)
            assert not wall.hasFocus(), "after the last tile comes what follows the wall"


async def test_next_and_previous_camera_step_on_the_wall(program: Program) -> None:
    async with house(program, 3):
        program.window.wall.choose(camera_id(2))
        program.window.actions_.next_camera.trigger()
        assert program.window.wall.chosen == camera_id(0)
        program.window.actions_.previous_camera.trigger()
        assert program.window.wall.chosen == camera_id(2)
        assert program.window.wall_is_shown


async def test_choosing_in_the_list_shows_that_camera_alone_and_all_brings_the_wall(program: Program) -> None:
    window = program.window
    async with house(program, 3):
        window.cameras.choose(camera_id(2))
        assert window.picture_is_shown
        assert window.windowTitle() == "Garden"
        click(window._all_entry)
        assert window.wall_is_shown
        assert window.wall.chosen == camera_id(2), "it is still the one looked at"


async def test_full_screen_shows_nothing_but_pictures(program: Program) -> None:
    window = program.window
    async with house(program, 2):
        window.actions_.inspector.setChecked(True)
        window.actions_.fullscreen.setChecked(True)
        beside = (window.menuBar(), window.toolbar, window.statusBar(), window._sidebar, window._inspector)
        assert not any(part.isVisible() for part in beside)
        await until(lambda: window.wall.size() == window.size(), "the wall is all there is")


async def test_wall_that_was_shown_last_is_shown_again(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths) as program, house(program, 2):
        assert program.window.wall_is_shown
    async with running(qapp, paths) as program:
        assert program.window.wall_is_shown
        program.window.actions_.wall.setChecked(False)
    async with running(qapp, paths) as program:
        assert program.window.picture_is_shown


# -- what is done with the chosen one ----------------------------------------------------------------------------------


async def test_recording_and_snapshot_are_of_the_chosen_tile(program: Program) -> None:
    window = program.window
    async with house(program, 3) as connections:
        mouse(window.wall, QEvent.Type.MouseButtonPress, tile(program, 1).rect.center())
        mouse(window.wall, QEvent.Type.MouseButtonRelease, tile(program, 1).rect.center())
        window.actions_.record.trigger()
        await connections[1].send(plain_jpeg(COLOURS["green"]))
        await until(lambda: tile(program, 1).state.is_recorded, "its tile says that it is recorded")
        assert not tile(program, 0).state.is_recorded
        assert window.wall.accessibleDescription() == "Garage: live, recording. Camera 2 of 3"
        window.actions_.stop_all.trigger()
        press(window.wall, Qt.Key.Key_Right)
        window.actions_.snapshot.trigger()
        await until(lambda: window.toast.isVisible(), "it is told")
        (saved,) = _snapshots(program)
        assert "Garden" in saved.name
        assert saved.read_bytes() == plain_jpeg(COLOURS["blue"])


def _snapshots(program: Program) -> list[Path]:
    return list(program.keeping.saver._paths.pictures.rglob("*.jpg"))


async def test_screen_reader_hears_of_the_chosen_tile(program: Program) -> None:
    async with house(program, 2):
        wall = program.window.wall
        assert wall.accessibleName() == "All cameras"
        wall.choose(camera_id(0))
        press(wall, Qt.Key.Key_Right)
        assert wall.accessibleDescription() == "Garage: live. Camera 2 of 2"


# -- the window around it ----------------------------------------------------------------------------------------------


async def test_inspector_stands_beside_pictures_only_and_is_remembered(qapp: QApplication, paths: Paths) -> None:
    async with running(qapp, paths) as program, house(program, 2):
        window = program.window
        assert not window._inspector.isVisible()
        window.actions_.inspector.setChecked(True)
        assert window._inspector.isVisible()
        window.show_library()
        assert not window._inspector.isVisible()
        window.show_live()
        assert window._inspector.isVisible()
    async with running(qapp, paths) as program:
        assert program.window.actions_.inspector.isChecked()


async def test_toolbar_fits_a_small_window(program: Program) -> None:
    window = program.window
    for width in (800, 560):
        window.resize(width, 600)
        await asyncio.sleep(0)
        for action in window.toolbar.actions():
            widget = window.toolbar.widgetForAction(action)
            assert widget.isVisible(), f"{action.text()} at {width}"
            assert widget.geometry().right() < width


async def test_picture_that_was_painted_is_told_with_its_moment(program: Program) -> None:
    view = program.window.view
    told: list[tuple[int, int]] = []
    view.painted.append(lambda frame, moment: told.append((frame.number, moment)))
    program.controller.shown.capture_ms = lambda _: 123.4
    async with camera(program, camera_id(0)) as connection:
        await until(lambda: program.window.notices.bars, "it is asked about")
        click(program.window.notices.bars[0].buttons[0])
        before = time.monotonic_ns()
        await connection.send(quarters_jpeg())
        await until(lambda: told, "it is painted")
        assert told[0][0] == 1
        assert before < told[0][1] <= time.monotonic_ns()
        program.window.actions_.statistics.setChecked(True)
        assert "capture to screen 123 ms" in view._overlay


async def test_status_bar_has_room_for_more(program: Program) -> None:
    labels = [QLabel(f"{number}", program.window) for number in range(3)]
    for label in labels:
        program.window.add_status_widget(label)
    assert all(label.isVisible() for label in labels)
