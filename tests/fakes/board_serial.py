"""The virtual board's USB serial port: a PTY outside, the interpreter's standard streams inside."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import socket
import time
import tty

_STALL_S = 0.5
"""The port's driver waits this long for a computer that does not read, then drops what it had."""

_INPUT_RING = 260
_LONE_LF = re.compile(rb"(?<!\r)\n")
_CTRL_C = b"\x03"


class SerialPort:
    """Moves bytes between the PTY and the board. Belongs to the supervisor's thread but for ``path``.

    The interpreter's own print does not write CR before LF, the port's does: that is mended here.
    """

    def __init__(self) -> None:
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self.path = os.ttyname(self._slave)
        self._board: socket.socket | None = None
        self._to_board = bytearray()
        self._to_host = bytearray()
        self._stalled_since: float | None = None
        self._last_byte = b""
        self.transcript = bytearray()
        """The last output, for a test that failed."""

    def close(self) -> None:
        """The cable is pulled for good."""
        self.detach()
        os.close(self._master)
        os.close(self._slave)

    def attach(self) -> socket.socket:
        """A new interpreter is about to start. Returns what becomes its standard streams."""
        self.detach()
        self._board, child = socket.socketpair()
        self._board.setblocking(False)
        child.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        self._to_board.clear()
        return child

    def detach(self) -> None:
        """The interpreter ended; what it wrote before still goes out."""
        if self._board is not None:
            with contextlib.suppress(OSError):
                self._take(self._board.recv(65536))
            self._board.close()
            self._board = None

    # -- for the supervisor's selector ---------------------------------------------------------------------------

    def readers(self) -> list[int]:
        """Descriptors to wait for input on."""
        wanted = []
        if len(self._to_board) < _INPUT_RING:
            wanted.append(self._master)
        if self._board is not None and len(self._to_host) < 4096:
            wanted.append(self._board.fileno())
        return wanted

    def writers(self) -> list[int]:
        """Descriptors to wait for room on."""
        wanted = []
        if self._to_host:
            wanted.append(self._master)
        if self._to_board and self._board is not None:
            wanted.append(self._board.fileno())
        return wanted

    def timeout(self) -> float | None:
        """Seconds until ``pump`` has something to do without any descriptor."""
        return None if self._stalled_since is None else 0.05

    def pump(self) -> bool:
        """Move what can be moved. Returns whether Ctrl-C came."""
        interrupted = self._from_host()
        self._from_board()
        self._write_board()
        self._write_host()
        return interrupted

    def _from_host(self) -> bool:
        if len(self._to_board) >= _INPUT_RING:
            return False
        try:
            data = os.read(self._master, 4096)
        except (BlockingIOError, OSError):
            return False
        interrupted = _CTRL_C in data
        if interrupted:
            # The driver empties its ring and passes the rest on.
            self._to_board.clear()
            data = data[data.rindex(_CTRL_C) + 1 :]
        if self._board is not None:
            self._to_board += data
        return interrupted

    def _from_board(self) -> None:
        if self._board is None or len(self._to_host) >= 4096:
            return
        with contextlib.suppress(BlockingIOError, ConnectionError):
            self._take(self._board.recv(4096))

    def _take(self, data: bytes) -> None:
        if not data:
            return
        before = b"\r" if self._last_byte == b"\r" else b""
        cooked = _LONE_LF.sub(b"\r\n", before + data)[len(before) :]
        self._last_byte = data[-1:]
        self._to_host += cooked
        self.transcript += cooked
        del self.transcript[:-200_000]

    def _write_board(self) -> None:
        if self._to_board and self._board is not None:
            with contextlib.suppress(BlockingIOError, ConnectionError):
                del self._to_board[: self._board.send(self._to_board)]

    def _write_host(self) -> None:
        if not self._to_host:
            return
        try:
            del self._to_host[: os.write(self._master, self._to_host)]
        except BlockingIOError:
            now = time.monotonic()
            if self._stalled_since is None:
                self._stalled_since = now
            elif now - self._stalled_since > _STALL_S:
                self._to_host.clear()
        else:
            self._stalled_since = None
