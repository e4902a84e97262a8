"""The chip's end of a USB cable: one PTY for each time that the computer finds the port, and a line to the test."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import pty
import select
import socket
import termios
import time
import tty
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn

_LOOK_S = 0.02
"""How often to look whether somebody has opened the port: a PTY does not tell."""

Json = dict[str, Any]


class Replugged(Exception):
    """The port is gone, or something else is behind it now: what was going on is over."""


class Pulled(Exception):
    """The chip's own end of the cable was pulled: a fault."""


class Ended(Exception):
    """The test has ended, or died."""


class Link:
    """A port that comes and goes.

    Args:
        control: the line to the test, lines of JSON: requests in, one answer to each and events out.
        on_request: gives the answer.
    """

    def __init__(self, control: socket.socket, on_request: Callable[[Json], Json]) -> None:
        self._control = control
        self._on_request = on_request
        self._asked = bytearray()
        self._master: int | None = None
        self._path: Path | None = None
        self.replugged = False
        """Something else is behind the port from now on: whoever waits here gets Replugged."""
        self.open = False
        """Whether the computer has the port open."""

    # -- the port --------------------------------------------------------------------------------------------------

    def plug(self, path: Path) -> None:
        """The computer finds the port at this path."""
        self.unplug()
        self._master, slave = pty.openpty()
        tty.setraw(slave)
        os.set_blocking(self._master, False)
        path.symlink_to(os.ttyname(slave))
        os.close(slave)
        self._path = path

    def unplug(self) -> None:
        """The port is gone; whoever has it open is hung up on."""
        self.replugged = True
        self.open = False
        if self._path is not None:
            self._path.unlink(missing_ok=True)
            self._path = None
        if self._master is not None:
            os.close(self._master)
            self._master = None

    def pull(self) -> NoReturn:
        """The cable is pulled in the middle of what goes on.

        Raises:
            Pulled: always.
        """
        self.unplug()
        self.replugged = False
        self.tell("unplugged")
        raise Pulled

    def read(self, seconds: float | None = None, also: Iterable[int] = ()) -> bytes | None:
        """What the computer sends; empty when it closes the port; None after ``seconds`` or with news from ``also``."""
        if not self._wait(seconds, select.POLLIN, also):
            return None
        assert self._master is not None
        try:
            return os.read(self._master, 65536)
        except BlockingIOError:
            return None
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            self.open = False
            with contextlib.suppress(OSError):
                # What the computer did not read is not for the next one who opens the port.
                termios.tcflush(self._master, termios.TCIOFLUSH)
            return b""

    def write(self, data: bytes, patience_s: float | None = None) -> None:
        """Send everything; what a computer does not read in ``patience_s`` is lost.

        Raises:
            ConnectionError: nobody has the port open, or not any more.
        """
        while data:
            if self._master is None or not self._is_open():
                raise ConnectionError("nobody has the port open")
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                if not self._wait(patience_s, select.POLLOUT):
                    return

    def pause(self, seconds: float) -> None:
        """Do nothing but answer the test."""
        self._wait(seconds, 0)

    def _is_open(self) -> bool:
        assert self._master is not None
        poller = select.poll()
        poller.register(self._master, select.POLLIN)
        events = dict(poller.poll(0)).get(self._master, 0)
        return not events & select.POLLHUP or bool(events & select.POLLIN)

    def _wait(self, seconds: float | None, wanted: int, also: Iterable[int] = ()) -> bool:
        """Whether the port has what is wanted, or was closed."""
        end = None if seconds is None else time.monotonic() + seconds
        others = list(also)
        while True:
            left = None if end is None else max(0.0, end - time.monotonic())
            if self._master is not None and not self.open:
                self.open = self._is_open()
                left = _LOOK_S if left is None else min(left, _LOOK_S)
            poller = select.poll()
            for fd in (self._control.fileno(), *others):
                poller.register(fd, select.POLLIN)
            if self._master is not None and self.open and wanted:
                poller.register(self._master, wanted)
            ready = {fd for fd, _ in poller.poll(None if left is None else left * 1000 + 0.999)}
            if self._control.fileno() in ready:
                self._serve()
            if self._master in ready:
                return True
            if ready.intersection(others) or (end is not None and time.monotonic() >= end):
                return False

    # -- the test --------------------------------------------------------------------------------------------------

    def tell(self, event: str, **facts: Any) -> None:
        """Tell the test what happened."""
        self._send({"event": event, **facts})

    def _send(self, message: Json) -> None:
        try:
            self._control.sendall(json.dumps(message).encode() + b"\n")
        except ConnectionError as error:
            raise Ended from error

    def _serve(self) -> None:
        data = self._control.recv(65536)
        if not data:
            raise Ended
        self._asked += data
        while b"\n" in self._asked:
            line, _, rest = self._asked.partition(b"\n")
            self._asked = bytearray(rest)
            self._send(self._on_request(json.loads(line)))
        if self.replugged:
            self.replugged = False
            raise Replugged
