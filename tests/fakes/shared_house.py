"""A real ``atomcam serve --share`` with real demo cameras, and somebody who holds its share links."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from atomcam_gui.sharing.share_book import ShareBook, ShareLink

_ROOT = Path(__file__).resolve().parents[2]
_START_S = 30.0

Json = dict[str, Any]


class SharedHouse:
    """The program with sharing switched on. Started by entering, ended with its cameras and files by leaving."""

    def __init__(self) -> None:
        self.port = 0
        self._home = Path(tempfile.mkdtemp(prefix="atomcam-house-"))
        self._serve: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self._clear()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._clear()

    def _clear(self) -> None:
        self.stop()
        shutil.rmtree(self._home, ignore_errors=True)

    # -- the program ---------------------------------------------------------------------------------------------

    def start(self, *, sharing: bool = True) -> None:
        """Start it, on the port that it had before."""
        self._serve = self._run("serve", "--json", "--bind", "127.0.0.1", "--port", str(self.port), "--allow-unknown",
                                *(["--share"] if sharing else []), stdout=subprocess.PIPE)  # fmt: skip
        assert self._serve.stdout is not None
        for line in self._serve.stdout:
            event = json.loads(line)
            if event["event"] == "listening":
                self.port = event["port"]
                return
        raise AssertionError("atomcam serve ended at once")

    def stop(self) -> None:
        """End it."""
        serve, self._serve = self._serve, None
        if serve is not None:
            serve.terminate()
            try:
                serve.wait(10)
            except subprocess.TimeoutExpired:
                serve.kill()
                serve.wait()
            assert serve.stdout is not None
            serve.stdout.close()

    @contextmanager
    def camera(self, camera_id: str, *arguments: str) -> Iterator[DemoProcess]:
        """A demo camera, there from its first picture on until the block is left."""
        camera = DemoProcess(self, camera_id, arguments)
        try:
            camera.start()
            yield camera
        finally:
            camera.stop()

    def _run(self, *arguments: str, stdout: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "atomcam_gui", *arguments],
            stdin=subprocess.DEVNULL, stdout=stdout, text=True, cwd=_ROOT,
            env={**os.environ, "ATOMCAM_HOME": str(self._home), "PYTHONPATH": str(_ROOT)},
        )  # fmt: skip

    def run_camera(self, camera_id: str, arguments: tuple[str, ...]) -> subprocess.Popen[str]:
        """Start a demo camera's process."""
        return self._run("demo-camera", f"ws://127.0.0.1:{self.port}/ws/camera", "--id", camera_id, *arguments)

    # -- what is known of it ---------------------------------------------------------------------------------------

    @property
    def origin(self) -> str:
        """As a browser names it."""
        return f"http://127.0.0.1:{self.port}"

    def status(self) -> Json:
        """What ``/status`` tells this computer."""
        with urllib.request.urlopen(f"{self.origin}/status", timeout=5) as answer:
            document = json.load(answer)
        assert isinstance(document, dict)
        return document

    def until(self, fits: Callable[[Json], bool], what: str, within: float = _START_S) -> None:
        """Wait until the status fits."""
        end = time.monotonic() + within
        while not fits(status := self.status()):
            assert time.monotonic() < end, f"still not after {within} s: {what}. {status}"
            time.sleep(0.05)

    # -- links -------------------------------------------------------------------------------------------------------

    @property
    def book(self) -> ShareBook:
        """Its share book, as another program of the same user opens it."""
        book = ShareBook(self._home / "config" / "shares.json")
        book.load()
        return book

    def new_link(self, name: str = "Somebody") -> ShareLink:
        """A new link."""
        return self.book.add(name)

    def url(self, link: ShareLink, path: str = "/", **fields: str) -> str:
        """What to open in a browser."""
        return f"{self.origin}{path}?token={link.token}" + "".join(f"&{name}={fields[name]}" for name in fields)


class DemoProcess:
    """A demo camera that can be switched off and on, or stop in the middle of everything."""

    def __init__(self, house: SharedHouse, camera_id: str, arguments: tuple[str, ...]) -> None:
        self.id = camera_id
        self._house = house
        self._arguments = arguments
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Switch it on, and wait for its first picture."""
        self._process = self._house.run_camera(self.id, self._arguments)
        self._house.until(self._is_live, f"{self.id} is live")

    def _is_live(self, status: Json) -> bool:
        return any(camera["id"] == self.id and camera["state"] == "live" for camera in status["cameras"])

    def freeze(self) -> None:
        """It sends nothing more, but stays connected for a while."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Switch it off."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
