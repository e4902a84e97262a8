"""Cameras of a soak: each a process of its own, coming and going as cameras do."""

from __future__ import annotations

import os
import random
import secrets
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from atomcam_gui.camera.trust import KeyEntry, TrustBook

COUNT = 8
FPS = 12
SIZE = "640x480"
SEED = 3


class CameraPark:
    """``turn`` makes one of them do something. Left, all are gone.

    Args:
        book: where their keys are written.
    """

    def __init__(self, book: Path, port: int, count: int = COUNT) -> None:
        self._url = f"ws://127.0.0.1:{port}/ws/camera"
        self._keys = {f"0a00000000{number:02x}": secrets.token_bytes(32) for number in range(1, count + 1)}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._asleep: set[str] = set()
        self._dice = random.Random(SEED)
        trusted = TrustBook(book)
        for number, (camera_id, key) in enumerate(self._keys.items(), 1):
            trusted.add_key(KeyEntry(camera_id, key, f"Camera {number}"))

    def __enter__(self) -> Self:
        return self

    def all_come(self) -> None:
        """Everybody who is away, or asleep, is there again."""
        for camera_id in self._keys:
            self._wake(camera_id)
            if camera_id not in self._running:
                self._come(camera_id)

    def turn(self) -> None:
        """One goes, falls asleep, loses its power, or is back."""
        camera_id = self._dice.choice(list(self._keys))
        if camera_id in self._asleep:
            self._wake(camera_id)
        elif camera_id not in self._running:
            self._come(camera_id)
        else:
            self._dice.choice((self._leave, self._lose_power, self._sleep))(camera_id)

    def all_leave(self) -> None:
        """Nobody is there any more."""
        for camera_id in self._keys:
            self._wake(camera_id)
            if camera_id in self._running:
                self._leave(camera_id)

    def _come(self, camera_id: str) -> None:
        self._running[camera_id] = subprocess.Popen(
            [sys.executable, "-m", "atomcam_gui", "demo-camera", self._url,
             "--id", camera_id, "--fps", str(FPS), "--size", SIZE],
            env=os.environ | {"ATOMCAM_KEY": self._keys[camera_id].hex()},
        )  # fmt: skip

    def _leave(self, camera_id: str) -> None:
        process = self._running.pop(camera_id)
        process.terminate()
        process.wait()

    def _lose_power(self, camera_id: str) -> None:
        process = self._running.pop(camera_id)
        process.kill()
        process.wait()

    def _sleep(self, camera_id: str) -> None:
        self._running[camera_id].send_signal(signal.SIGSTOP)
        self._asleep.add(camera_id)

    def _wake(self, camera_id: str) -> None:
        if camera_id in self._asleep:
            self._asleep.discard(camera_id)
            self._running[camera_id].send_signal(signal.SIGCONT)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._running.values():
            process.kill()
            process.wait()
