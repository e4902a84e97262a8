"""A real ``atomcam serve --json`` in a process of its own, with a private home."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_ROOT = Path(__file__).resolve().parents[2]

Json = dict[str, Any]


class ServeProcess:
    """Started by entering, ended by leaving."""

    def __init__(self, *arguments: str, port: int = 0, keys: dict[str, str] | None = None) -> None:
        self._arguments = arguments
        self._home = Path(tempfile.mkdtemp(prefix="atomcam-home-"))
        if keys:
            cameras = [{"id": camera_id, "key": key, "name": ""} for camera_id, key in keys.items()]
            book = {"version": 1, "decisions": [], "cameras": cameras}
            (self._home / "config").mkdir()
            (self._home / "config" / "cameras.json").write_text(json.dumps(book))
        self.port = port
        self.events: list[Json] = []
        self._new: queue.Queue[Json] = queue.Queue()
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "atomcam_gui", "serve", "--json", "--bind", "127.0.0.1", "--port", str(self.port),
             *self._arguments],
            stdout=subprocess.PIPE, text=True, cwd=_ROOT,
            env={**os.environ, "ATOMCAM_HOME": str(self._home), "PYTHONPATH": str(_ROOT)},
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.port = self.wait(lambda event: event["event"] == "listening", 15)["port"]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(5)
        assert self._process.stdout is not None
        self._process.stdout.close()
        shutil.rmtree(self._home, ignore_errors=True)

    def freeze(self) -> None:
        """It stops reading."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It reads on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        for line in self._process.stdout:
            event = json.loads(line)
            self.events.append(event)
            self._new.put(event)

    def wait(self, fits: Callable[[Json], bool], seconds: float = 10.0) -> Json:
        """The next event that fits."""
        end = time.monotonic() + seconds
        while True:
            try:
                event = self._new.get(timeout=max(0.001, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"waited {seconds} s, serve told {self.events}") from None
            if fits(event):
                return event

    def wait_state(self, state: str, seconds: float = 10.0) -> Json:
        """Until a camera is in this state."""
        return self.wait(lambda event: event.get("state") == state, seconds)

    def status(self) -> Json:
        """What ``/status`` says."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/status", timeout=5) as answer:
            document = json.load(answer)
        assert isinstance(document, dict)
        return document

    def frames(self, seconds: float, more_than: int = 0) -> int:
        """Wait until the first camera has sent more frames than that."""
        end = time.monotonic() + seconds
        while True:
            cameras = self.status()["cameras"]
            if cameras and cameras[0]["frames"] > more_than:
                return int(cameras[0]["frames"])
            assert time.monotonic() < end, f"no more than {more_than} frames within {seconds} s: {cameras}"
            time.sleep(0.05)
