"""The real window on the qasync loop, on Qt's offscreen platform."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import socket
import weakref
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import numpy as np
import pytest
import pytestqt.plugin
import simplejpeg
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop
from websockets.asyncio.client import ClientConnection, connect

from atomcam_gui import wire
from atomcam_gui.app import Program, make_application
from atomcam_gui.paths import Paths
from atomcam_gui.settings import SettingsStore
from atomcam_gui.single_instance import Wish
from atomcam_gui.ui.log_window import LogBuffer

_loops: weakref.WeakSet[QEventLoop] = weakref.WeakSet()


def _make_loop() -> QEventLoop:
    loop = QEventLoop(_application())
    _loops.add(loop)
    return loop


def _process_events(process: Callable[[], None] = pytestqt.plugin._process_events) -> None:
    """Between a test's fixtures and the test the event loop does not run, but its timers are Qt's: a task that they
    woke would find itself without a loop, and fail."""
    if all(loop.is_closed() for loop in _loops):
        process()


pytestqt.plugin._process_events = _process_events

SOON = 20.0
"""Seconds after which a test that still waits has failed."""


def _application() -> QApplication:
    instance = QApplication.instance()
    return instance if isinstance(instance, QApplication) else make_application()


def pytest_asyncio_loop_factories(config: Any, item: Any) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"qasync": _make_loop}


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return _application()


async def until(condition: Callable[[], Any], what: str = "") -> None:
    """Go on as soon as ``condition`` holds; fail when it does not within ``SOON`` seconds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + SOON
    while not condition():
        assert loop.time() < deadline, f"still not: {what or condition}"
        await asyncio.sleep(0.005)


_ports = itertools.count(20000 + 3000 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")))


def free_port() -> int:
    """One that stays free: below those that the system gives away, and another for each process that runs tests."""
    for port in _ports:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no free port")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(*(tmp_path / name for name in ("config", "state", "cache", "pictures", "videos")))


Start = Callable[..., Any]


@asynccontextmanager
async def running(qt: QApplication, paths: Paths, *, demo: bool = False, **changes: Any) -> AsyncIterator[Program]:
    """A started program; ``changes`` are settings that differ from the default."""
    store = SettingsStore(paths.settings_file)
    store.load()
    if not paths.settings_file.exists():
        changes = {"port": free_port(), "bind": "127.0.0.1", "welcomed": True} | changes
    store.change(**changes)
    store.save()
    program = Program(qt, paths, LogBuffer())
    try:
        await program.start(Wish(demo=demo))
        yield program
    finally:
        await program.stop()


@pytest.fixture
async def program(qapp: QApplication, paths: Paths) -> AsyncIterator[Program]:
    async with running(qapp, paths) as started:
        yield started


@asynccontextmanager
async def camera(program: Program, camera_id: str | None = None, **hello: Any) -> AsyncIterator[ClientConnection]:
    """A camera that is connected to the program's server."""
    headers = {wire.ID_HEADER: camera_id} if camera_id else {}
    url = wire.camera_url("127.0.0.1", program.backend.server.port)
    async with connect(url, compression=None, proxy=None, additional_headers=headers, close_timeout=1) as connection:
        if hello:
            await connection.send(wire.hello_message(wire.Hello(camera_id=camera_id, **hello)))
        yield connection


def plain_jpeg(colour: tuple[int, int, int], size: tuple[int, int] = (320, 240)) -> bytes:
    """A picture of one colour (red, green, blue)."""
    pixels = np.empty((size[1], size[0], 3), np.uint8)
    pixels[:] = colour
    return simplejpeg.encode_jpeg(pixels, 90, "RGB", "444")


def quarters_jpeg(size: tuple[int, int] = (320, 240)) -> bytes:
    """Red, green, blue and white, from the upper left to the lower right."""
    width, height = size
    pixels = np.full((height, width, 3), 255, np.uint8)
    pixels[: height // 2, : width // 2] = (220, 0, 0)
    pixels[: height // 2, width // 2 :] = (0, 180, 0)
    pixels[height // 2 :, : width // 2] = (0, 0, 220)
    return simplejpeg.encode_jpeg(pixels, 95, "RGB", "444")


def noise_jpeg(seed: int, size: tuple[int, int] = (640, 480)) -> bytes:
    """A picture in which every pixel counts."""
    random = np.random.default_rng(seed)
    return simplejpeg.encode_jpeg(random.integers(0, 255, (size[1], size[0], 3), np.uint8), 90, "RGB", "444")


def grab(widget: QWidget) -> QImage:
    """What the widget shows, as pixels."""
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def name_of_colour(colour: QColor) -> str:
    """The nearest of the colours used in tests."""
    known = {
        "red": (220, 0, 0),
        "green": (0, 180, 0),
        "blue": (0, 0, 220),
        "white": (255, 255, 255),
        "black": (0, 0, 0),
    }
    rgb = (colour.red(), colour.green(), colour.blue())
    name, distance = min(
        ((name, max(abs(a - b) for a, b in zip(rgb, value, strict=True))) for name, value in known.items()),
        key=lambda item: item[1],
    )
    return name if distance < 12 else f"{rgb}"


def corners(widget: QWidget, left: int, top: int, width: int, height: int) -> list[str]:
    """The colours of the quarters of a rectangle, from the upper left to the lower right."""
    image = grab(widget)
    return [
        name_of_colour(image.pixelColor(left + width * x // 4, top + height * y // 4)) for y in (1, 3) for x in (1, 3)
    ]


# QTest's mouse functions run the event loop inside the running task, which asyncio forbids; these send the events only.


def mouse(widget: QWidget, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """One mouse event at a place in a widget."""
    position = QPointF(at)
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    event = QMouseEvent(kind, position, widget.mapToGlobal(position), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def click(widget: QWidget) -> None:
    """Press and release the left button in a widget's middle."""
    assert widget.isVisible()
    assert widget.isEnabled()
    mouse(widget, QEvent.Type.MouseButtonPress, widget.rect().center())
    mouse(widget, QEvent.Type.MouseButtonRelease, widget.rect().center())


def drag(widget: QWidget, start: QPoint, by: QPoint) -> None:
    """Press, move and release."""
    mouse(widget, QEvent.Type.MouseButtonPress, start)
    mouse(widget, QEvent.Type.MouseMove, start + by / 2)
    mouse(widget, QEvent.Type.MouseMove, start + by)
    mouse(widget, QEvent.Type.MouseButtonRelease, start + by)


def wheel(widget: QWidget, at: QPointF, delta: int) -> None:
    """Turn the wheel by ``delta`` eighths of a degree."""
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
