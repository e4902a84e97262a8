"""The frozen program on any system, without pytest and without a screen: ``python -m tests.smoke.everywhere FOLDER``.

Server and demo camera by the command line, a recording, and the window with its demo camera on Qt's offscreen platform.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from atomcam_gui import __version__
from tests.smoke.frozen import Running

WINDOWS = sys.platform == "win32"
SUFFIX = ".exe" if WINDOWS else ""


def main(folder: Path) -> int:
    """Use the program in ``folder``. Returns the exit status."""
    program = (folder / f"atomcam{SUFFIX}").resolve()
    window = (folder / f"atomcam-window{SUFFIX}").resolve()
    with tempfile.TemporaryDirectory(prefix="atomcam smoke ü", ignore_cleanup_errors=True) as home:
        environment = os.environ | {"ATOMCAM_HOME": home, "HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        _version(program, environment)
        _serve(program, Path(home), environment)
        _window(window if window.exists() else program, Path(home), environment)
    return 0


def _version(program: Path, environment: dict[str, str]) -> None:
    done = subprocess.run([program, "--version"], env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, f"atomcam {__version__}"), done
    print("version: good")  # noqa: T201


def _serve(program: Path, home: Path, environment: dict[str, str]) -> None:
    recordings = home / "recordings"
    arguments = ("serve", "--json", "--bind", "127.0.0.1", "--port", "0", "--allow", "127.0.0.1", "--record")
    with Running(program, *arguments, str(recordings), environment=environment) as server:
        url = server.wait_for(lambda line: line["event"] == "listening", 60)["url"]
        camera = subprocess.run([program, "demo-camera", url, "--frames", "50"], env=environment, timeout=60)
        assert camera.returncode == 0
        server.wait_for(lambda line: line.get("state") == "lost", 30)
        _ask_to_end(server.process)
    (recording,) = recordings.glob("*.mkv")
    assert recording.stat().st_size > 100_000
    print("serve, demo-camera, recording: good")  # noqa: T201


def _window(program: Path, home: Path, environment: dict[str, str]) -> None:
    settings = home / "config" / "settings.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('{"port": 18080, "bind": "127.0.0.1", "welcomed": true}', encoding="utf-8")
    running = subprocess.Popen([program, "--demo"], env=environment)
    try:
        _until_live("http://127.0.0.1:18080/status")
        again = subprocess.run([program], env=environment, timeout=60)
        assert again.returncode == 0, "a second start ends once it has found the first"
        assert running.poll() is None
    finally:
        running.terminate()
        running.wait(30)
    print("window, second start: good")  # noqa: T201


def _until_live(url: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if b'"state": "live"' in answer.read():
                    return
        except OSError:
            pass  # not listening yet
        assert time.monotonic() < deadline, "the demo camera does not come"
        time.sleep(0.2)


def _ask_to_end(process: subprocess.Popen[str]) -> None:
    """As Ctrl+C would; Windows has no such signal for one process without its terminal."""
    if WINDOWS:
        process.terminate()
        process.wait(30)
        return
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
