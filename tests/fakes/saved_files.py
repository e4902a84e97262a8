"""Snapshots and recordings as the program saves them, and the library that shows them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import simplejpeg

from atomcam_gui.library.library import Library, Outcome, Shown
from atomcam_gui.recording.mkv import MkvWriter, RecordingTags

SOON_S = 8.0


def jpeg(colour: tuple[int, int, int] = (200, 40, 40), size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture of one colour (red, green, blue)."""
    pixels = np.empty((size[1], size[0], 3), np.uint8)
    pixels[:] = colour
    return simplejpeg.encode_jpeg(pixels, 90, "RGB", "444")


def quarters() -> bytes:
    """A picture that tells how it is turned: red, green, blue and white, from the upper left to the lower right."""
    pixels = np.full((48, 64, 3), 255, np.uint8)
    pixels[:24, :32] = (220, 0, 0)
    pixels[:24, 32:] = (0, 180, 0)
    pixels[24:, :32] = (0, 0, 220)
    return simplejpeg.encode_jpeg(pixels, 95, "RGB", "444")


def age(path: Path, moment: datetime) -> Path:
    """Give a file the time of a moment: it is not one that is just being written."""
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    return path


def snapshot(folder: Path, camera: str, moment: datetime, content: bytes | None = None) -> Path:
    """A snapshot of a camera."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{camera} {moment:%Y-%m-%d %H.%M.%S}.{moment.microsecond // 1000:03d}.jpg"
    path.write_bytes(jpeg() if content is None else content)
    return age(path, moment)


def recording(
    folder: Path, camera: str, moment: datetime, *, frames: int = 10, name: str = "", recovered: bool = False
) -> Path:
    """A recording of a camera, a picture every 0.5 s."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name or f"{camera} {moment:%Y-%m-%d %H.%M.%S}.mkv")
    tags = RecordingTags("aabbccddee01", camera, moment.astimezone(), "AtomCam test", recovered=recovered)
    writer = MkvWriter(path, 64, 48, tags)
    for number in range(frames):
        writer.write(jpeg((5 * number % 256, 40, 90)), number * 500, 500)
    writer.close()
    return age(path, moment)


class Watcher:
    """A started library and what it has shown. To be used with ``with``."""

    def __init__(self, folders: list[Path], cache: Path, trash: Callable[[Path], None] = Path.unlink) -> None:
        self.library = Library(folders, cache, trash)
        self._news = threading.Event()
        self._outcome = threading.Event()
        self._outcomes: list[Outcome] = []
        self.library.listen(self._news.set, lambda: None)
        self.shown: Shown | None = None

    def __enter__(self) -> Watcher:
        self.library.start()
        self.library.set_watched(True)
        return self

    def __exit__(self, *_: object) -> None:
        self.library.close()

    def until(self, condition: Callable[[Shown], bool]) -> Shown:
        """What is shown as soon as the condition holds."""
        while self.shown is None or not condition(self.shown):
            assert self._news.wait(SOON_S), f"the library still shows {self.shown}"
            self._news.clear()
            self.shown = self.library.take() or self.shown
        return self.shown

    def complete(self) -> Shown:
        """What is shown once all files have been looked into."""
        return self.until(
            lambda shown: shown.is_complete and all(row.condition != "unseen" for row in shown.arrangement.rows)
        )

    def done(self, outcome: Outcome) -> None:
        """Give this to an order."""
        self._outcomes.append(outcome)
        self._outcome.set()

    def outcome(self) -> Outcome:
        """What became of the order."""
        assert self._outcome.wait(SOON_S)
        self._outcome.clear()
        return self._outcomes.pop()


def names(shown: Shown) -> list[str]:
    """The names of the files shown, in their order."""
    return [item.file_name for item in shown.arrangement.rows]
