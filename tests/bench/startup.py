"""How long a user waits: ``atomcam --version``, and the first window."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

from tests.bench.live import screen
from tests.bench.result import Result

ROUNDS = 7

FIRST_WINDOW = """
import sys, time
from PySide6.QtCore import QEvent, QObject
from atomcam_gui import app
from atomcam_gui.single_instance import Wish
from atomcam_gui.ui.main_window import MainWindow

class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched.window(), MainWindow):
            print(time.time(), flush=True)
            watched.window().removeEventFilter(self)
            watched.window().close()
        return False

make = MainWindow.__init__
def make_and_watch(self, *args):
    make(self, *args)
    self.eye = Eye()
    self.centralWidget().installEventFilter(self.eye)
MainWindow.__init__ = make_and_watch
sys.exit(app.run(Wish()))
"""


def _version_s() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "atomcam_gui", "--version"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def _first_window_s(environment: dict[str, str]) -> float:
    started = time.time()
    process = subprocess.Popen([sys.executable, "-c", FIRST_WINDOW], env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    painted = float(process.stdout.readline())
    process.communicate()
    return painted - started


def run() -> list[Result]:
    versions = [_version_s() for _ in range(ROUNDS)]
    with screen() as display, tempfile.TemporaryDirectory() as home:
        environment = os.environ | display | {"ATOMCAM_HOME": home}
        windows = [_first_window_s(environment) for _ in range(ROUNDS)][1:]
    return [
        Result("startup: atomcam --version, median", statistics.median(versions), "s", 0.3),
        Result("  first window painted, warm, median", statistics.median(windows), "s", 1.5),
    ]
