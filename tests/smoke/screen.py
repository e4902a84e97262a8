"""A screen without a display, what is on it, and a hand on its mouse and keyboard."""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
"""H×W×3, red, green, blue."""


class Screen:
    """Xvfb, whose picture lies in a file. Entered, it is on; left, it is off."""

    def __init__(self, width: int = 1280, height: int = 800) -> None:
        self._size = f"{width}x{height}x24"

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="atomcam-screen-")
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", self._size, "-nolisten", "tcp",
             "-fbdir", self._folder.name],
            pass_fds=[writing], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as pipe:
            self.name = f":{pipe.readline().strip()}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.terminate()
        self._server.wait()
        self._folder.cleanup()

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to draw here."""
        return {"DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}

    def look(self) -> Pixels:
        """What is on the screen. Source of the format: X11/XWDFile.h."""
        content = (Path(self._folder.name) / "Xvfb_screen0").read_bytes()
        header = struct.unpack(">25I", content[:100])
        start, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
        at = start + 12 * colours
        pixels = np.frombuffer(content, np.uint8, line * height, at).reshape(height, line // 4, 4)
        return pixels[:, :width, 2::-1].copy()

    def click(self, x: int, y: int) -> None:
        """Move the mouse there and click."""
        self._hand("mousemove", str(x), str(y), "click", "1")

    def hover(self, x: int, y: int) -> None:
        """Move the mouse there, with a little movement on the way as a hand's."""
        self._hand("mousemove", str(x - 20), str(y - 20), "mousemove", str(x), str(y))

    def type(self, keys: str) -> None:
        """Press keys, for example ``ctrl+s``."""
        self._hand("key", keys)

    def _hand(self, *what: str) -> None:
        subprocess.run(["xdotool", *what], check=True, env=os.environ | {"DISPLAY": self.name})

    def wait(self, condition: Callable[[Pixels], object], seconds: float, story: str) -> Pixels:
        """Look until something is to be seen, and give what was seen then."""
        deadline = time.monotonic() + seconds
        while True:
            seen = self.look()
            if condition(seen):
                return seen
            assert time.monotonic() < deadline, f"not to be seen: {story}"
            time.sleep(0.05)


def white_discs(seen: Pixels, side: int = 6) -> list[tuple[int, int]]:
    """The centres (x, y) of what is white over ``side`` pixels square, left to right; one for each group."""
    white = (seen.min(axis=2) > 235).astype(np.int32)
    sums = np.pad(white.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    full = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side] == side * side
    found: list[tuple[int, int]] = []
    for y, x in sorted(np.argwhere(full).tolist(), key=lambda place: place[1]):
        if not found or x + side // 2 - found[-1][0] > side:
            found.append((x + side // 2, y + side // 2))
    return found
