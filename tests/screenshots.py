"""Makes the pictures of README and docs from the real program: ``make screenshots``.

Usage: python -m tests.screenshots [--to FOLDER] [--port N] [NAME…]

Everything in them is real: the window, its server, cameras on sockets, the virtual board on its cable. Only this
computer's address is made up, so that nobody's own comes into a picture.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPointF, QSize, Qt, qInstallMessageHandler
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from atomcam_gui import wire
from atomcam_gui.app import Program, make_application
from atomcam_gui.camera.trust import Decision, Trust
from atomcam_gui.demo import client as demo_client
from atomcam_gui.demo.client import DemoCamera
from atomcam_gui.paths import Paths
from atomcam_gui.settings import Appearance
from tests.fakes.saved_files import snapshot
from tests.fakes.usb_board import UsbBoard
from tests.fakes.virtual_board import AccessPoint
from tests.ui.conftest import running
from tests.ui.test_wizard_whole import set_up

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
MAX_BYTES = 150_000

_ADDRESS = "192.168.1.5"
_SOON_S = 60.0
_LOOKS: Mapping[str, Mapping[str, int | bool]] = {
    "Kitchen": {},
    "Front door": {"hmirror": True, "brightness": -1},
    "Garden": {"saturation": 2, "contrast": 1},
    "Workshop": {"saturation": -2},
    "Garage": {"hmirror": True, "brightness": -2},
    "Hall": {"contrast": -2, "brightness": 1},
}
_ROOMS = tuple(_LOOKS)
_NETWORKS = (
    AccessPoint("Home", "correct horse", rssi=-41),
    AccessPoint("Upstairs", "correct horse", rssi=-58, channel=11),
    AccessPoint("Neighbour", "battery staple", rssi=-74, channel=1),
    AccessPoint("Café", "", auth=0, rssi=-82, channel=3),
)

Colours = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a picture is made."""

    qt: QApplication
    paths: Paths
    port: int
    take: Callable[[QWidget, str], None]
    """Makes the picture of this name, of what a widget shows."""


Story = Callable[[Desk], Awaitable[None]]


# -- what is seen --------------------------------------------------------------------------------------------------


async def one_camera(at: Desk) -> None:
    """The window with one camera's picture and the buttons over it."""
    async with program(at, QSize(1000, 640)) as on, cameras(on, _ROOMS[:3]):
        turn_to(on, "Kitchen")
        await pictures(on)
        await seconds(1.5)
        hover(on.window.view)
        await seconds(0.3)
        at.take(on.window, "window")


async def wall(at: Desk) -> None:
    """Six cameras side by side, one of them away."""
    async with program(at, QSize(960, 610), appearance=Appearance.DARK) as on, cameras(on, _ROOMS) as ends:
        on.window.actions_.wall.setChecked(True)
        on.window.actions_.sidebar.setChecked(False)
        await until(lambda: len(on.window.wall.tiles) == len(_ROOMS), "all cameras are on the wall")
        await seconds(1.0)
        ends["Garage"].cancel()
        await until(lambda: any(c.state.value == "lost" for c in on.backend.registry), "one is away")
        await seconds(1.0)
        at.take(on.window, "wall")


async def controls(at: Desk) -> None:
    """A camera's controls beside its picture."""
    async with program(at, QSize(1000, 640)) as on, cameras(on, _ROOMS[:2]):
        turn_to(on, "Kitchen")
        on.window.actions_.inspector.setChecked(True)
        await pictures(on)
        await seconds(2.0)
        at.take(on.window, "controls")


async def sharing(at: Desk) -> None:
    """The dialog that lets others watch."""
    async with program(at, QSize(1000, 640)) as on, cameras(on, _ROOMS[:2]):
        await pictures(on)
        on.window.actions_.share.trigger()
        dialog = on.sharing.dialog
        assert dialog is not None
        dialog.browser.switch.setChecked(True)
        await until(lambda: dialog.browser.panel.line.text, "a link is shown")
        await seconds(0.5)
        at.take(dialog, "sharing")


async def library(at: Desk) -> None:
    """What was saved, by camera and day."""
    async with program(at, QSize(1000, 640)) as on, cameras(on, _ROOMS[:3]):
        actions, seen = on.window.actions_, []
        for name in ("Kitchen", "Front door"):
            turn_to(on, name)
            for _ in range(4):
                await seconds(0.8)
                assert on.window.view.frame is not None
                seen.append((name, on.window.view.frame.data))
        for number, (name, data) in enumerate(seen):
            moment = datetime.now().replace(hour=9, minute=12 + 5 * number) - timedelta(days=1)
            snapshot(at.paths.pictures, name, moment, data)
        turn_to(on, "Garden")
        await seconds(1.0)
        actions.record.trigger()
        for _ in range(3):
            actions.snapshot.trigger()
            await seconds(1.5)
        actions.stop_all.trigger()
        actions.library.trigger()
        await seconds(3.0)
        on.window.toast.hide()
        at.take(on.window, "library")


async def welcome(at: Desk) -> None:
    """What the first start shows."""
    async with program(at, QSize(872, 626), welcomed=False) as on:
        await seconds(0.5)
        at.take(on.window, "welcome")


async def wizard(at: Desk) -> None:
    """The networks that a camera board can see."""
    with UsbBoard(mode="app", access_points=list(_NETWORKS)) as board:
        async with set_up(at.qt, at.paths, board) as on:
            await on.reach(lambda s: s.plug.look and not s.plug.recognising, "the board is recognised")
            on.press(Qt.Key.Key_Return)
            await on.reach(lambda s: s.wifi.scanned and not s.wifi.scanning, "the board has scanned")
            on.click_row("Home")
            on.window.page.focus_widget(on.state).setFocus()  # type: ignore[union-attr]
            on.type("correct horse")
            await seconds(0.3)
            at.take(on.window, "set-up")


STORIES: Mapping[str, Story] = {
    "window": one_camera,
    "welcome": welcome,
    "set-up": wizard,
    "wall": wall,
    "controls": controls,
    "library": library,
    "sharing": sharing,
}
"""Each picture's name, and what makes it."""


# -- the program and its cameras -----------------------------------------------------------------------------------


@contextlib.asynccontextmanager
async def program(
    at: Desk,
    size: QSize,
    *,
    appearance: Appearance = Appearance.LIGHT,
    welcomed: bool = True,
) -> AsyncIterator[Program]:
    """The program with a window of this size."""
    changes = {"bind": "127.0.0.1", "port": free_port(at.port), "appearance": appearance, "welcomed": welcomed}
    async with running(at.qt, at.paths, **changes) as on:
        on.window.resize(size)
        yield on


def free_port(wanted: int) -> int:
    """This one, where nothing uses it at the moment, else any."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.asynccontextmanager
async def cameras(on: Program, names: Sequence[str]) -> AsyncIterator[Mapping[str, asyncio.Task[None]]]:
    """Demo cameras of these names, allowed and live, and the tasks that they are."""
    url = wire.camera_url("127.0.0.1", on.backend.server.port)
    tasks: dict[str, asyncio.Task[None]] = {}
    for number, name in enumerate(names):
        camera_id = f"0a000000{number + 1:04x}"
        on.backend.book.decide(Decision("127.0.0.1", camera_id, Trust.ALLOWED, permanent=False))
        camera = DemoCamera(url, camera_id=camera_id, name=name, fps=15 + number, persistent=True)
        tasks[name] = asyncio.create_task(demo_client.run(camera))
    try:
        await until(lambda: sum(c.state.value == "live" for c in on.backend.registry) == len(names), "all are live")
        for camera in list(on.backend.registry):
            if _LOOKS[camera.label]:
                await until(lambda camera=camera: on.backend.control.controls(camera.id), "it says what can be set")
                await on.backend.control.set(camera.id, **_LOOKS[camera.label])
        yield tasks
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.wait(tasks.values())


def turn_to(on: Program, name: str) -> None:
    """Look at the camera of this name."""
    model = on.window.cameras.model()
    (row,) = [row for row in range(model.rowCount()) if model.index(row, 0).data() == name]
    on.window.cameras.setCurrentIndex(model.index(row, 0))


async def pictures(on: Program) -> None:
    """Wait until the window shows one."""
    await until(lambda: on.window.view.frame is not None, "a picture is shown")


def hover(widget: QWidget) -> None:
    """Move the mouse over a widget."""
    at = QPointF(widget.rect().center())
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, at, widget.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, move)


async def until(condition: Callable[[], object], what: str) -> None:
    """Go on as soon as ``condition`` holds."""
    deadline = asyncio.get_running_loop().time() + _SOON_S
    while not condition():
        if asyncio.get_running_loop().time() > deadline:
            raise TimeoutError(f"still not: {what}")
        await asyncio.sleep(0.02)


async def seconds(number: float) -> None:
    """Let pictures and numbers come."""
    await asyncio.sleep(number)


# -- files ---------------------------------------------------------------------------------------------------------


def save(widget: QWidget, path: Path) -> None:
    """Write what a widget shows, with a border for pages that are as white as it is."""
    shown = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(shown)
    painter.setPen(QColor(128, 128, 128))
    painter.drawRect(shown.rect().adjusted(0, 0, -1, -1))
    painter.end()
    data = small_png(shown)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if len(data) > MAX_BYTES:
        raise SystemExit(f"{path} has {len(data):,} bytes, {MAX_BYTES:,} at most")


def small_png(image: QImage) -> bytes:
    """A PNG of the 256 colours that fit the picture best: a third of what all of them would take."""
    rgb32 = image.convertToFormat(QImage.Format.Format_RGB32)
    width, height = rgb32.width(), rgb32.height()
    pixels = np.frombuffer(rgb32.constBits(), np.uint8).reshape(height, width, 4)[..., 2::-1]
    colours, places, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    palette = best_colours(colours.astype(np.float32), counts)
    chosen = nearest(colours.astype(np.float32), palette).astype(np.uint8)[places].reshape(height, width)
    chosen = np.ascontiguousarray(np.pad(chosen, ((0, 0), (0, -width % 4))))
    few = QImage(chosen.data, width, height, chosen.shape[1], QImage.Format.Format_Indexed8)
    few.setColorTable([QColor(*map(int, colour)).rgb() for colour in palette.round()])
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    few.save(buffer, "PNG", 0)
    return bytes(buffer.data().data())


def best_colours(colours: Colours, counts: NDArray[np.int64], wanted: int = 256, rounds: int = 6) -> Colours:
    """The palette of a picture, N×3: boxes of colours, halved where they differ most, then moved to their means."""
    boxes = [np.arange(len(colours))]
    while len(boxes) < min(wanted, len(colours)):
        spreads = [float((np.ptp(colours[box], axis=0)).max() * counts[box].sum() ** 0.5) for box in boxes]
        box = boxes.pop(int(np.argmax(spreads)))
        axis = int(np.argmax(np.ptp(colours[box], axis=0)))
        order = box[np.argsort(colours[box, axis], kind="stable")]
        half = np.searchsorted(np.cumsum(counts[order]), counts[order].sum() / 2)
        cut = min(max(int(half), 1), len(order) - 1)
        boxes += [order[:cut], order[cut:]]
    palette = np.array([np.average(colours[box], axis=0, weights=counts[box]) for box in boxes], np.float32)
    for _ in range(rounds):
        owner = nearest(colours, palette)
        weights = np.bincount(owner, counts, len(palette))
        used = weights > 0
        for axis in range(3):
            sums = np.bincount(owner, counts * colours[:, axis], len(palette))
            palette[used, axis] = sums[used] / weights[used]
    return palette


def nearest(colours: Colours, palette: Colours) -> NDArray[np.intp]:
    """For each colour the place of the nearest one of the palette."""
    own = (palette**2).sum(axis=1)
    parts = np.array_split(colours, max(1, len(colours) // 4096))
    return np.concatenate([np.argmin(own - 2 * part @ palette.T, axis=1) for part in parts])


# -- running -------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def elsewhere() -> Iterator[None]:
    """A computer of this address, in every module that asks for it by name."""

    def addresses(bind: str) -> tuple[str, ...]:
        return (_ADDRESS,)

    with contextlib.ExitStack() as stack:
        for name, module in list(sys.modules.items()):
            if name.startswith("atomcam_gui.") and hasattr(module, "reachable_addresses"):
                stack.enter_context(mock.patch.object(module, "reachable_addresses", addresses))
        yield


def main(arguments: Sequence[str]) -> int:
    """Make the pictures that are named, or all."""
    parser = argparse.ArgumentParser(description="Make the pictures of README and docs.")
    parser.add_argument("names", metavar="NAME", nargs="*", help="which (default: all)")
    parser.add_argument("--to", metavar="FOLDER", type=Path, default=FOLDER)
    parser.add_argument("--port", metavar="N", type=int, default=wire.DEFAULT_PORT, help="which to show, if it is free")
    options = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    qInstallMessageHandler(lambda *_: None)  # what Qt's offscreen platform says of window managers that it has not
    qt = make_application()
    with QEventLoop(qt) as loop, elsewhere():
        for name in options.names or STORIES:
            loop.run_until_complete(_make(qt, name, options.to, options.port))
    return 0


async def _make(qt: QApplication, name: str, folder: Path, port: int) -> None:
    def take(widget: QWidget, named: str) -> None:
        assert named == name
        save(widget, folder / f"{named}.png")

    with tempfile.TemporaryDirectory() as home:
        os.environ["ATOMCAM_HOME"] = home
        paths = Paths(*(Path(home, place) for place in ("config", "state", "cache", "pictures", "videos")))
        await STORIES[name](Desk(qt, paths, port, take))
    path = folder / f"{name}.png"
    print(f"{path} ({path.stat().st_size / 1000:.0f} kB)")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
