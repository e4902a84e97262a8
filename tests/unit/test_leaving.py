"""The end of the process while something that was given up still runs."""

from __future__ import annotations

import subprocess
import sys

LEFT_BEHIND = """
import atexit, sys, threading
from atomcam_gui.leaving import leave
atexit.register(lambda: print("put away"))
threading.Thread(target=threading.Event().wait, daemon=True).start()
print("said")
leave(3)
print("still here")
"""

NOTHING_LEFT = """
import threading
from atomcam_gui.leaving import leave
thread = threading.Thread(target=lambda: None, daemon=True)
thread.start()
thread.join()
print(leave(3))
"""


def run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)


def test_the_process_ends_at_once_with_its_status_and_all_that_it_said() -> None:
    done = run(LEFT_BEHIND)
    assert (done.returncode, done.stdout, done.stderr) == (3, "said\nput away\n", "")


def test_where_nothing_was_left_behind_the_interpreter_ends_as_ever() -> None:
    done = run(NOTHING_LEFT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "3\n", "")
