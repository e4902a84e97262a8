"""A virtual board that streams to a whole backend in this process: as at home, but for the window."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from atomcam_gui.backend import Backend
from atomcam_gui.camera.board_files import BoardSoftware
from atomcam_gui.camera.board_update import BoardUpdate
from atomcam_gui.camera.camera import Camera, CameraState
from atomcam_gui.camera.trust import Decision, KeyEntry, Trust, TrustBook
from atomcam_gui.camera.update_comeback import BACK_WITHIN_S
from atomcam_gui.paths import Paths
from tests.fakes.board_story import KEY
from tests.fakes.virtual_board import MAC, WORKSHOP, VirtualBoard
from tests.peers import Collector, until

WITHIN = 40.0


@dataclass
class BoardHouse:
    """A board and the program that it sends to."""

    board: VirtualBoard
    backend: Backend
    shown: Collector

    @property
    def camera(self) -> Camera:
        """The board, as the program knows it."""
        camera = self.backend.registry.get(MAC)
        assert camera is not None
        return camera

    async def live(self) -> None:
        """Wait for its next pictures, and for what it says of itself on this connection."""
        count = len(self.shown.frames)
        await until(
            lambda: (
                len(self.shown.frames) > count + 1
                and self.camera.state is CameraState.LIVE
                and self.backend.control.controls(MAC) is not None
            ),
            "the board streams",
            WITHIN,
        )

    def updates(self, software: BoardSoftware, back_within_s: float = BACK_WITHIN_S) -> BoardUpdate:
        """An update to other software than the program's own."""
        return BoardUpdate(self.backend.registry, self.backend.requests, lambda: software, back_within_s)

    def installed(self) -> dict[str, bytes]:
        """What is on the board, by name."""
        folder = self.board.files / "lib" / "atomcam"
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".py", ".mpy")}


@asynccontextmanager
async def backend_for_board(paths: Paths | None = None, *, with_key: bool = True) -> AsyncIterator[Backend]:
    """A backend that listens and knows the board."""
    book = TrustBook()
    if with_key:
        book.add_key(KeyEntry(MAC, bytes.fromhex(KEY), "Workshop", permanent=False))
    else:
        book.decide(Decision("127.0.0.1", MAC, Trust.ALLOWED, permanent=False))
    backend = Backend.build(book, paths)
    await backend.server.start("127.0.0.1", 0)
    try:
        yield backend
    finally:
        await backend.server.stop()
        await backend.close()


@asynccontextmanager
async def board_house(
    board: VirtualBoard, paths: Paths | None = None, *, with_key: bool = True
) -> AsyncIterator[BoardHouse]:
    """A board, started here, that streams to a backend."""
    async with backend_for_board(paths, with_key=with_key) as backend:
        await asyncio.to_thread(_set_up, board, backend.server.port, with_key)
        house = BoardHouse(board, backend, Collector())
        backend.hub.attach(house.shown)
        await until(lambda: backend.registry.get(MAC), "the board comes", WITHIN)
        await house.live()
        yield house
    assert not board.violations
    assert not board.crashes, board.transcript[-3000:]


def _set_up(board: VirtualBoard, port: int, with_key: bool) -> None:
    board.start()
    with board.console() as console:
        console.wait_prompt(15)
        console.provision(str(WORKSHOP.ssid), WORKSHOP.password, "127.0.0.1", port, KEY if with_key else None)


def shorten_trial(files: Path, seconds: int = 3) -> None:
    """Let the board's safety net act after so many seconds, not after a minute."""
    guard = files / "lib" / "rollback.py"
    text = guard.read_text()
    assert "TRIAL_S = 60\n" in text
    guard.write_text(text.replace("TRIAL_S = 60\n", f"TRIAL_S = {seconds}\n"))
