"""The process that is a board's chip and its end of the cable: ``python -m tests.fakes.usb_chip OPTIONS``.

It ends with the process that started it. What it does is said by requests, see ``_do_…``.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from tests.fakes import usb_boot
from tests.fakes.usb_faults import Faults
from tests.fakes.usb_flash import FlashMemory
from tests.fakes.usb_link import Ended, Json, Link, Pulled, Replugged

SYNC = b"\x07\x07\x12\x20" + 32 * b"\x55"
"""The payload of esptool's first command."""

_PATIENCE_S = 0.5
"""As long as the USB driver waits for a computer that does not read."""


class Chip:
    """Whatever is behind the port: nothing, the loader, the program's console, or a text without end."""

    def __init__(self, control: socket.socket, memory: FlashMemory, options: Json) -> None:
        self._memory = memory
        self._options = options
        self._link = Link(control, self._answer)
        self._faults = Faults()
        self._task: Json = {"what": "nothing"}
        self._heard = b""

    def run(self) -> None:
        """Until the test ends."""
        while True:
            try:
                getattr(self, f"_{self._task['what']}")()
            except Replugged:
                continue
            except Pulled:
                self._task = {"what": "nothing"}
            except Ended:
                self._link.unplug()
                # The test may have died: then nobody else tidies up.
                shutil.rmtree(self._options["folder"], ignore_errors=True)
                return

    # -- requests ----------------------------------------------------------------------------------------------------

    def _answer(self, request: Json) -> Json:
        answer = getattr(self, f"_do_{request.pop('op')}")(**request)
        return {"answer": answer}

    def _do_plug(self, path: str, **task: Any) -> None:
        self._link.plug(Path(path))
        self._do_serve(**task)

    def _do_serve(self, **task: Any) -> None:
        """Something else is behind the port, which stays."""
        self._task = task
        self._link.replugged = True

    def _do_unplug(self) -> None:
        self._task = {"what": "nothing"}
        self._link.unplug()

    def _do_faults(self, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(self._faults, name, value)

    def _do_boot(self, folder: str) -> Json | None:
        try:
            usb_boot.boot(self._memory, Path(folder))
        except usb_boot.NoBoot as error:
            return {"text": error.text, "every": error.every}
        return None

    def _do_digest(self) -> str:
        return usb_boot.files_digest(self._memory)

    # -- tasks -------------------------------------------------------------------------------------------------------

    def _nothing(self) -> None:
        self._link.pause(3600)

    def _loader(self) -> None:
        # Importing esptool takes as long as all the rest of a start: only where there is a loader.
        from tests.fakes import usb_loader

        chip: str = self._options["chip"]
        usb_loader.furnish(chip, self._options["mac"], self._options["flash_mb"], self._options["psram_mb"])
        usb_loader.set_strap(chip, forced=self._task.get("forced", False))
        loader = usb_loader.Loader(self._link, self._memory, self._faults, chip)
        loader.serve()
        if loader.reset_announced:
            self._link.tell("reset", how="line")

    def _text(self) -> None:
        """Say something again and again."""
        if self._link.open:
            self._say(self._task["text"].encode())
        self._listen_for_loader(self._task["every"])

    def _garbage(self) -> None:
        """A device that is no board, and answers."""
        data = self._link.read()
        if data:
            self._say(bytes(value * 7 + 131 & 0xFF for value in data))

    def _silent(self) -> None:
        """A device that is no board, and does not answer."""
        self._idle()

    def _console(self) -> None:
        """Between the computer and the running program's port."""
        board = os.open(self._task["to"], os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        try:
            while True:
                self._listen_for_loader(None, board)
                self._from_board(board)
        finally:
            os.close(board)

    def _from_board(self, board: int) -> None:
        try:
            data = os.read(board, 4096)
        except BlockingIOError:
            return
        except OSError:
            # The board is off for good.
            self._idle()
        if self._link.open:
            self._say(data)

    def _idle(self) -> NoReturn:
        """Until something else is behind the port."""
        while True:
            self._link.read()

    def _say(self, data: bytes) -> None:
        try:
            self._link.write(data, _PATIENCE_S)
        except ConnectionError:
            return

    def _listen_for_loader(self, seconds: float | None, board: int | None = None) -> None:
        """Pass on what the computer sends, unless it wants the loader: then wait until the test has changed tasks."""
        data = self._link.read(seconds, [] if board is None else [board])
        if not data:
            return
        self._heard = (self._heard + data)[-2 * len(SYNC) :]
        place = self._heard.find(SYNC)
        if place >= 0:
            self._heard = b""
            self._link.tell("loader")
            self._idle()
        if board is not None:
            self._type(board, data)

    def _type(self, board: int, data: bytes) -> None:
        for part in data.splitlines(keepends=True):
            if part.endswith((b"\r", b"\n")) and self._faults.due("console") == "unplug":
                self._link.pull()
            while part:
                try:
                    part = part[os.write(board, part) :]
                except BlockingIOError:
                    self._from_board(board)
                    self._link.pause(0.005)


def main(arguments: list[str]) -> None:
    """Play the chip until the line to the test ends."""
    options: Json = json.loads(arguments[0])
    with (
        socket.socket(fileno=options["control"]) as control,
        FlashMemory(options["flash_mb"] << 20, options["flash"]) as memory,
    ):
        Chip(control, memory, options).run()


if __name__ == "__main__":
    main(sys.argv[1:])
