"""One window of each user and home: a second start hands its wish to the first and ends.

The first holds a lock on a file for as long as it runs, whatever becomes of it, and listens on the loopback for the
wishes of others. Where it listens, and the word that it believes them by, are in a private file beside the lock.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import logging
import os
import secrets
import socket
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from atomcam_gui import files
from atomcam_gui.errors import NotAnswering, SettingsError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

logger = logging.getLogger(__name__)

ANSWER_S = 5.0
"""A window that has not answered by then hangs."""

_AGAIN_S = 0.05
_MAX_BYTES = 64 * 1024
_DONE = b"done\n"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a start asks for, beside a window in front of all others."""

    demo: bool = False
    set_up: bool = False
    """The page that sets up a camera."""
    recordings: tuple[str, ...] = ()
    """Absolute paths of recordings to play."""
    activation_token: str = ""
    """What Wayland wants of a program that comes to the front."""

    @classmethod
    def parse(cls, fields: Mapping[str, object]) -> Wish:
        """From JSON; what is of the wrong type is left out."""
        recordings, token = fields.get("recordings"), fields.get("activation_token")
        return cls(
            demo=fields.get("demo") is True,
            set_up=fields.get("set_up") is True,
            recordings=tuple(p for p in recordings if isinstance(p, str)) if isinstance(recordings, list) else (),
            activation_token=token if isinstance(token, str) else "",
        )

    def as_json(self) -> dict[str, object]:
        """What ``parse`` reads."""
        return {
            "demo": self.demo,
            "set_up": self.set_up,
            "recordings": list(self.recordings),
            "activation_token": self.activation_token,
        }


class Instance:
    """This process as the only one. Made by ``claim``; ``close`` lets another take its place.

    Belongs to the event loop's thread once it listens.
    """

    def __init__(self, folder: Path, lock: int | None) -> None:
        self._file = _address_file(folder)
        self._lock = lock
        self._server: asyncio.Server | None = None
        self._word = secrets.token_hex(32)

    @property
    def is_first(self) -> bool:
        """Whether it holds the lock; False where nothing can be locked."""
        return self._lock is not None

    async def listen(self, wished: Callable[[Wish], None]) -> None:
        """Take wishes from now on. Where that is not possible the program runs all the same, alone."""
        if self._lock is None:
            return

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with contextlib.suppress(OSError, TimeoutError, ValueError, RecursionError):
                line = await asyncio.wait_for(reader.readline(), ANSWER_S)
                wish = self._believed(line)
                if wish is not None:
                    wished(wish)
                    writer.write(_DONE)
                    await asyncio.wait_for(writer.drain(), ANSWER_S)
            writer.close()

        try:
            self._server = await asyncio.start_server(answer, "127.0.0.1", 0, limit=_MAX_BYTES)
            port = self._server.sockets[0].getsockname()[1]
            files.write_json(self._file, {"port": port, "word": self._word}, private=True)
        except (OSError, SettingsError) as error:
            logger.warning("a second start will not find this window: %s", error)

    def _believed(self, line: bytes) -> Wish | None:
        fields = json.loads(line)
        word = fields.get("word") if isinstance(fields, dict) else None
        if isinstance(word, str) and hmac.compare_digest(word.encode(), self._word.encode()):
            return Wish.parse(fields)
        return None

    async def close(self) -> None:
        """Listen no more and let go of the lock."""
        if self._server is not None:
            self._server.close()
            self._server = None
            with contextlib.suppress(OSError):
                self._file.unlink()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def claim(folder: Path) -> Instance | None:
    """Be the only one that uses ``folder``. None where another process is.

    Where nothing can be locked (a read-only disk, no home), everybody is alone.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / "window.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        logger.info("nothing can be locked in %s: %s", folder, error)
        return Instance(folder, None)
    try:
        _take(lock)
    except OSError:
        os.close(lock)
        return None
    return Instance(folder, lock)


def ask_first(folder: Path, wish: Wish) -> None:
    """Tell the one that was first what this start is for. Blocks for at most ``ANSWER_S`` seconds.

    Raises:
        NotAnswering: it does not answer.
    """
    deadline = time.monotonic() + ANSWER_S
    while True:
        try:
            return _ask(folder, wish)
        except (OSError, SettingsError, TypeError, KeyError, ValueError) as error:
            # It may be just about to start, or to end.
            if time.monotonic() > deadline:
                raise NotAnswering from error
            time.sleep(_AGAIN_S)


def _ask(folder: Path, wish: Wish) -> None:
    place = files.read_json(_address_file(folder))
    with socket.create_connection(("127.0.0.1", int(place["port"])), ANSWER_S) as connection:
        connection.sendall(json.dumps(wish.as_json() | {"word": place["word"]}).encode() + b"\n")
        if connection.makefile("rb").readline() != _DONE:
            raise ConnectionError("it did not say that it is done")


def _address_file(folder: Path) -> Path:
    return folder / "window.json"


def _take(handle: int) -> None:
    """Lock until the file is closed, or fail at once with OSError."""
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
