"""How long a user waits: ``atomcam --version``, and the first window, from the checkout and of the built program."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.result import Result
from tests.smoke.screen import Screen

ROUNDS = 7
PATIENCE_S = 60.0

ATOMCAM = (sys.executable, "-m", "atomcam_gui")
BUILT = Path("dist/atomcam/atomcam")


def _environment(folder: str) -> dict[str, str]:
    """As a user has it: with the bytecode of the start before, wherever tests are told to leave none."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"ATOMCAM_HOME": f"{folder}/home", "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}


def _version_s(environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run([*ATOMCAM, "--version"], env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def _first_window_s(command: tuple[str, ...], environment: dict[str, str]) -> float:
    """From the process's start to the first pixel on the screen: Qt brings all of the window there at once."""
    with Screen() as screen:
        empty = screen.look()
        started = time.perf_counter()
        process = subprocess.Popen(command, env=environment | screen.environment)
        try:
            while (screen.look() == empty).all():
                assert process.poll() is None, "it ended before it painted"
                assert time.perf_counter() - started < PATIENCE_S, "nothing was painted"
                time.sleep(0.002)
            return time.perf_counter() - started
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def run() -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(folder)
        versions = [_version_s(environment) for _ in range(ROUNDS)]
        windows = [_first_window_s(ATOMCAM, environment) for _ in range(ROUNDS)][1:]
        results = [
            Result("startup: atomcam --version, median", statistics.median(versions[1:]), "s", 0.3),
            Result("  first window painted, warm, median", statistics.median(windows), "s", 0.6),
        ]
        if BUILT.exists():
            windows = [_first_window_s((str(BUILT.absolute()),), environment) for _ in range(ROUNDS)][1:]
            name = "  the same of the program in dist/, whichever that is"
            results.append(Result(name, statistics.median(windows), "s", 2.5))
    return results
