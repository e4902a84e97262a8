"""The program as a process: how it starts, and the order of its end."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from atomcam_gui.app import Program
from atomcam_gui.camera.trust import Decision, Trust
from atomcam_gui.paths import Paths
from tests.ui.conftest import camera, free_port, running, until

SETTINGS = '{"port": %d, "bind": "127.0.0.1"}'
END_WITHIN_S = 2.0
CAMERA = "0a0000000001"

CLOSES_ITSELF = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from atomcam_gui import app, window_start
from atomcam_gui.single_instance import Wish
from atomcam_gui.ui.main_window import MainWindow

def look() -> None:
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    if windows and windows[0].view.frame is not None:
        timer.stop()
        print("closing", flush=True)
        windows[0].close()

make = app.make_application
def make_and_watch():
    global timer
    qt = make()
    timer = QTimer(qt)
    timer.timeout.connect(look)
    timer.start(20)
    return qt
app.make_application = make_and_watch
sys.exit(window_start.run(Wish(demo=True)))
"""


@contextlib.contextmanager
def program(home: Path, *command: str) -> Iterator[subprocess.Popen[str]]:
    """A program in a process of its own, with a home of its own; ended whatever happens."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.json").write_text(SETTINGS % free_port())
    environment = os.environ | {"ATOMCAM_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "error"}
    process = subprocess.Popen(
        [sys.executable, *command], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for_log(home: Path, text: str) -> None:
    """Go on when the program's log says ``text``."""
    log = home / "state" / "atomcam.log"
    deadline = time.monotonic() + 15
    while not (log.exists() and text in log.read_text()):
        assert time.monotonic() < deadline, log.read_text() if log.exists() else "no log"
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_ends_the_program_quickly_and_quietly(tmp_path: Path, number: signal.Signals) -> None:
    with program(tmp_path, "-m", "atomcam_gui", "--demo") as process:
        wait_for_log(tmp_path, "Demo camera (0a7c0de0ca00) connected")
        asked_at = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=10)
        assert time.monotonic() - asked_at < END_WITHIN_S
        assert (process.returncode, out, err) == (0, "", "")
        wait_for_log(tmp_path, "AtomCam ended")


def test_with_nohup_it_outlives_its_terminal() -> None:
    script = """
import asyncio, os, signal, sys
from atomcam_gui.stop_signals import stop_signals
async def main():
    stop = asyncio.Event()
    with stop_signals(stop):
        os.kill(os.getpid(), signal.SIGHUP)
        await asyncio.sleep(0.1)
        print(stop.is_set())
signal.signal(signal.SIGHUP, signal.SIG_IGN if sys.argv[1] == "nohup" else signal.SIG_DFL)
asyncio.run(main())
"""
    for how, stopped in (("nohup", "False\n"), ("", "True\n")):
        done = subprocess.run([sys.executable, "-c", script, how], capture_output=True, text=True)
        assert (done.returncode, done.stdout, done.stderr) == (0, stopped, "")


def test_closing_the_window_ends_the_program_quickly_and_quietly(tmp_path: Path) -> None:
    with program(tmp_path, "-c", CLOSES_ITSELF) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "closing\n"
        asked_at = time.monotonic()
        out, err = process.communicate(timeout=10)
        assert time.monotonic() - asked_at < END_WITHIN_S
        assert (process.returncode, out, err) == (0, "", "")


async def test_a_camera_that_does_not_answer_an_update_does_not_hold_up_the_end(
    qapp: QApplication, paths: Paths
) -> None:
    async with contextlib.AsyncExitStack() as peers:
        async with running(qapp, paths) as program:
            program.backend.book.decide(Decision("127.0.0.1", CAMERA, Trust.ALLOWED))
            silent = await peers.enter_async_context(camera(program, CAMERA, name="Garden", firmware="0.0.1"))
            await until(lambda: list(program.backend.registry), "it came")
            asking = program.backend.requests.request(CAMERA, "update", 30.0, action="begin")
            task = program.tasks.start(asking, "update")  # type: ignore[arg-type]
            while "begin" not in str(await silent.recv()):
                pass
            asked_at = time.monotonic()
        assert time.monotonic() - asked_at < END_WITHIN_S
        assert task.done()


async def test_event_loop_loses_no_reference_to_none() -> None:
    loop = asyncio.get_running_loop()

    async def turns(count: int) -> None:
        for _ in range(count):
            await asyncio.sleep(0)
            future = loop.create_future()
            loop.call_later(0.0005, future.set_result, None)
            await future

    await turns(100)
    gc.collect()
    before = sys.getrefcount(None)
    await turns(1500)
    gc.collect()
    assert sys.getrefcount(None) > before - 500, "PySide6 6.12.0 on CPython 3.11 loses one with every timer event"


def test_picture_is_exact_on_a_screen_of_double_scale(tmp_path: Path) -> None:
    script = """
import numpy as np, simplejpeg, sys
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import QTimer
from atomcam_gui.camera.frame import Frame
from atomcam_gui.settings import ViewSettings
from atomcam_gui.ui.live_view import LiveView
from atomcam_gui.video.pool import DecodePool
qt = QApplication([])
pool = DecodePool(1)
view = LiveView(pool)
view.resize(300, 200)
view.show()
assert view.devicePixelRatioF() == 2.0
jpeg = simplejpeg.encode_jpeg(np.random.default_rng(1).integers(0, 255, (300, 400, 3), np.uint8), 90)
view.show_camera("c", ViewSettings())
view.submit(Frame("c", 1, jpeg, 400, 300, None, 0, 0.0))
def look():
    if view.frame is None:
        return
    view.zoom_actual()
    image = view.grab().toImage()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(400, 600, 4)[50:350, 100:500, :3]
    exact = np.array_equal(pixels, simplejpeg.decode_jpeg(jpeg, "BGRA")[..., :3])
    pool.close()
    qt.exit(0 if exact else 1)
timer = QTimer()
timer.timeout.connect(look)
timer.start(10)
sys.exit(qt.exec())
"""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


async def test_garbage_with_qt_objects_in_it_is_collected_in_the_window_s_thread(program: Program) -> None:
    ended_in: list[int] = []

    class Knot(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.me = self
            weakref.finalize(self, lambda: ended_in.append(threading.get_ident()))

    Knot()

    def allocate() -> None:
        for _ in range(20):
            _ = [[] for _ in range(20_000)]

    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert ended_in == [], "a busy thread collected it"
    _ = [[] for _ in range(2_000)]
    await until(lambda: ended_in, "it is collected")
    assert ended_in == [threading.get_ident()]
