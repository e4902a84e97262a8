"""The window comes before what it does not need yet; that is loaded soon afterwards, and not at a click."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

LARGE = {"av", "numpy", "simplejpeg", "esptool", "serial", "littlefs", "keyring", "segno", "psutil"}

OF_LATER = (
    "atomcam_gui.demo",
    "atomcam_gui.playback",
    "atomcam_gui.provisioning.flow",
    "atomcam_gui.provisioning.flashing",
    "atomcam_gui.library.library",
    "atomcam_gui.recording.convert",
    "atomcam_gui.ui.library.",
    "atomcam_gui.ui.player.",
    "atomcam_gui.ui.wizard.wizard_window",
    "atomcam_gui.ui.sharing.share_dialog",
    "atomcam_gui.ui.sources.source_dialog",
)

SEES_THE_FIRST_PAINT = """
import json, sys
from PySide6.QtCore import QEvent, QObject
from atomcam_gui.ui import main_window

class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            print(json.dumps(sorted(sys.modules)), flush=True)
            watched.window().close()
        return False

class WatchedWindow(main_window.MainWindow):
    def __init__(self, *args):
        super().__init__(*args)
        self.eye = Eye()
        self.centralWidget().installEventFilter(self.eye)

main_window.MainWindow = WatchedWindow
from atomcam_gui.cli import run
sys.exit(run([]))
"""

OPENS_EVERYTHING = """
import asyncio, json, sys, threading
from pathlib import Path
from qasync import QEventLoop
from atomcam_gui.app import Program, make_application
from atomcam_gui.paths import find_paths
from atomcam_gui.single_instance import Wish
from atomcam_gui.ui import warm_up
from atomcam_gui.ui.log_window import LogBuffer

async def main():
    warm_up.BEGIN_AFTER_S = 0.0
    program = Program(qt, find_paths(), LogBuffer())
    program.store.change(bind="127.0.0.1", port=0)
    await program.start(Wish())
    while not any(name in sys.modules for name in warm_up.IN_A_THREAD[1:]):
        await asyncio.sleep(0.005)
    while not all(name in sys.modules for name in warm_up.IN_THE_WINDOWS_THREAD):
        await asyncio.sleep(0.005)
    before = set(sys.modules)
    program.controller.setup.open()
    program.window.show_library()
    program.sharing.open()
    program.sources.add()
    program.help.open_report()
    program.keeping._turn_to("0a7c0de0ca00")
    program.keeping._ask_about_motion()
    program.keeping.library.play(Path("no such recording.mkv"))
    program.window.actions_.demo.setChecked(True)
    await asyncio.sleep(0)
    loaded = set(sys.modules) - before
    await program.stop()
    print(json.dumps({"late": sorted(loaded), "threads": [thread.name for thread in threading.enumerate()]}))

qt = make_application()
with QEventLoop(qt) as loop:
    loop.run_until_complete(main())
"""


def said_by(program: str, home: Path) -> Any:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "ATOMCAM_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_window_is_there_before_all_that_is_not_needed_yet(tmp_path: Path) -> None:
    loaded = said_by(SEES_THE_FIRST_PAINT, tmp_path)
    assert "PySide6.QtWidgets" in loaded
    assert not LARGE & set(loaded)
    assert not [name for name in loaded if name.startswith(OF_LATER)]


def test_qt_is_left_to_the_windows_thread(tmp_path: Path) -> None:
    load = "import importlib\nfor name in warm_up.IN_A_THREAD: importlib.import_module(name)\n"
    loaded = said_by(
        "import json, sys\nfrom atomcam_gui.ui import warm_up\n"
        f"assert 'PySide6' not in sys.modules\n{load}print(json.dumps(sorted(sys.modules)))",
        tmp_path,
    )
    assert LARGE - {"esptool", "littlefs", "keyring", "serial"} <= set(loaded)
    assert "PySide6" not in loaded


def test_what_is_opened_for_the_first_time_has_been_loaded_before(tmp_path: Path) -> None:
    said = said_by(OPENS_EVERYTHING, tmp_path)
    assert not [name for name in said["late"] if name.startswith(("atomcam_gui.", *LARGE))]
    assert said["threads"] == ["MainThread"]
