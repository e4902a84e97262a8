"""FFmpeg's package is loaded when it is first needed, which may be in several threads in the same moment.

Its modules import each other in circles. Whoever asks for one of them (``av.video.frame``) holds that one's lock while
it waits for the package's; a thread that is loading the package then needs it, and Python breaks the tie by handing out
half a module. Whoever asks for the package itself first (``import av``) just waits for its turn.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "atomcam_gui"

IN_TWO_THREADS = """
import importlib, sys, threading, time

def pause(event, arguments):
    # While the package is half loaded, the other thread comes as far as it can.
    if event == "import" and arguments[0] == "av.audio" and not other.ident:
        other.start()
        while other.is_alive() and not waits():
            time.sleep(0.005)

def waits():
    frame = sys._current_frames().get(other.ident)
    return frame is not None and frame.f_code.co_name == "acquire" and "importlib" in frame.f_code.co_filename

failures = []
def load():
    try:
        importlib.import_module(sys.argv[1])
    except Exception as error:
        failures.append(error)

other = threading.Thread(target=load)
sys.addaudithook(pause)
import av
other.join()
sys.exit(repr(failures) if failures else 0)
"""


def asks_for(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [node.module or ""]
    return []


def is_for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def first_of_ffmpeg(body: list[ast.stmt]) -> list[str]:
    """What is asked for first in a module, and in each function of it."""
    found: list[str] = []
    for node in body:
        if is_for_types_only(node):
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found += first_of_ffmpeg(node.body)
        elif asked := [name for name in asks_for(node) if name.partition(".")[0] == "av"]:
            return [asked[0]]
    return found


def test_each_module_asks_for_the_package_before_its_parts() -> None:
    wrong = {}
    for path in PACKAGE.rglob("*.py"):
        first = set(first_of_ffmpeg(ast.parse(path.read_text(encoding="utf-8")).body))
        if first - {"av"}:
            wrong[path.name] = first
    assert wrong == {}


@pytest.mark.parametrize("name", ["sharing.h264", "recording.mp4", "playback.index_scan", "sources.rtsp_source"])
def test_one_thread_may_need_it_while_another_loads_it(name: str) -> None:
    command = [sys.executable, "-c", IN_TWO_THREADS, f"atomcam_gui.{name}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
