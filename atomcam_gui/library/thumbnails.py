"""Small pictures of items: asked for by whoever paints, made in a thread, kept in memory and on the disk.

``get`` never waits. What is not there yet is made with the newest wish first, as the user scrolls on; wishes that
have become too old are dropped, since whoever still shows the item asks again.
"""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from atomcam_gui.errors import BadJpeg
from atomcam_gui.library import picture
from atomcam_gui.library.items import Condition, Item
from atomcam_gui.library.pacing import gently
from atomcam_gui.recording import new_file
from atomcam_gui.video.decode import Pixels, Size

logger = logging.getLogger(__name__)

STORED_SIZE: Size = (440, 330)
"""Box of the pictures on the disk: a card on a screen of twice the usual resolution."""

MEMORY_BYTES = 32 * 1024 * 1024
DISK_BYTES = 256 * 1024 * 1024
"""About 20,000 pictures. The ones that were used longest ago go."""

_MAX_WISHES = 256
_DISK_SHARE_AFTER = 0.8


class Missing(Enum):
    """Why there is no picture."""

    NOT_YET = "not yet"
    NEVER = "never"


class Thumbnails:
    """Pictures by item. All methods are for one thread.

    Args:
        folder: the cache; made when it is needed.
        wake: called in a thread of its own when ``take_ready`` has something; not again before that is called.
        tell_damaged: called in that thread with an item that cannot be shown.
    """

    def __init__(
        self, folder: Path, wake: Callable[[], None], tell_damaged: Callable[[Item], None] = lambda _: None
    ) -> None:
        self._disk = _DiskCache(folder)
        self._wake = wake
        self._tell_damaged = tell_damaged
        self._condition = threading.Condition()
        self._size = STORED_SIZE
        self._memory: OrderedDict[_Key, Pixels | None] = OrderedDict()
        self._bytes = 0
        self._wishes: OrderedDict[_Key, Item] = OrderedDict()
        self._in_work: _Key | None = None
        self._ready: set[str] = set()
        self._ends = False
        self._thread = threading.Thread(target=self._run, name="library-thumbnails", daemon=True)

    def start(self) -> None:
        """Begin to make what is asked for."""
        self._thread.start()

    def want_size(self, size: Size) -> None:
        """The box that pictures are to fit into, in device pixels. Another one than before lets go of all in memory."""
        with self._condition:
            if size != self._size:
                self._size = size
                self._memory.clear()
                self._wishes.clear()
                self._bytes = 0

    def get(self, item: Item) -> Pixels | Missing:
        """An item's picture, if it is in memory. Else it is made, and ``wake`` called."""
        if item.condition in (Condition.OPEN, Condition.UNSEEN):
            return Missing.NOT_YET
        key = _key(item)
        with self._condition:
            if key in self._memory:
                self._memory.move_to_end(key)
                return self._memory[key] if self._memory[key] is not None else Missing.NEVER  # type: ignore[return-value]
            if key != self._in_work:
                self._wishes[key] = item
                self._wishes.move_to_end(key)
                if len(self._wishes) > _MAX_WISHES:
                    self._wishes.popitem(last=False)
                self._condition.notify()
            return Missing.NOT_YET

    def take_ready(self) -> set[str]:
        """The files (``Item.file``) that have a picture since the last call, or will never have one."""
        with self._condition:
            ready, self._ready = self._ready, set()
            return ready

    def end(self) -> None:
        """Stop after the picture in work. Does not wait."""
        with self._condition:
            self._ends = True
            self._condition.notify()

    def join(self, timeout_s: float) -> bool:
        """Wait for the end. Returns whether it came: a network folder that hangs keeps the thread."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._disk.tidy()
        for key, item, size in gently(iter(self._next, None)):
            pixels: Pixels | None = None
            try:
                pixels = self._make(key, item, size)
            except Exception:
                logger.exception("no small picture could be made of %s", item.path)
            self._deliver(key, item, size, pixels)

    def _next(self) -> tuple[_Key, Item, Size] | None:
        with self._condition:
            self._in_work = None
            while not self._wishes and not self._ends:
                self._condition.wait()
            if self._ends:
                return None
            self._in_work, item = self._wishes.popitem()
            return self._in_work, item, self._size

    def _make(self, key: _Key, item: Item, size: Size) -> Pixels | None:
        pixels = self._disk.load(key)
        if pixels is None:
            try:
                pixels = picture.first_picture(item.path, item.kind, STORED_SIZE)
            except (OSError, BadJpeg) as error:
                logger.info("%s cannot be shown: %s", item.path, error)
                if isinstance(error, BadJpeg) and not item.is_damaged:
                    self._tell_damaged(item)
                return None
            self._disk.save(key, pixels)
        return picture.fitted(pixels, size)

    def _deliver(self, key: _Key, item: Item, size: Size, pixels: Pixels | None) -> None:
        with self._condition:
            if size != self._size:
                return
            self._memory[key] = pixels
            self._bytes += _bytes(pixels)
            while self._bytes > MEMORY_BYTES:
                _, old = self._memory.popitem(last=False)
                self._bytes -= _bytes(old)
            wake = not self._ready and not self._ends
            self._ready.add(item.file)
        if wake:
            self._wake()


_Key = tuple[str, int, int]


def _key(item: Item) -> _Key:
    return item.file, item.size, item.modified_ns


def _bytes(pixels: Pixels | None) -> int:
    # What is never shown still has a place in the dictionary.
    return 256 if pixels is None else int(pixels.nbytes)


class _DiskCache:
    """Pictures as small JPEGs, by the file's path, size and time. Trouble with it costs time and nothing else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, key: _Key) -> Pixels | None:
        path = self._path(key)
        try:
            pixels = picture.decode_small(path.read_bytes(), STORED_SIZE)
            os.utime(path)
        except FileNotFoundError:
            return None
        except (OSError, BadJpeg) as error:
            logger.info("the small picture %s is made anew (%s)", path, error)
            return None
        return pixels

    def save(self, key: _Key, pixels: Pixels) -> None:
        path = self._path(key)
        part = new_file.part_path(path.parent)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(picture.encode(pixels))
            part.replace(path)
        except OSError as error:
            logger.info("the small picture %s cannot be kept (%s)", path, error)

    def tidy(self) -> None:
        """Delete the ones used longest ago, where there are too many."""
        try:
            states = sorted(
                (state.st_mtime, state.st_size, path)
                for path in gently(self._folder.glob("*/*"))
                for state in (path.stat(),)
            )
            left = sum(size for _, size, _ in states)
            if left <= DISK_BYTES:
                return
            for _, size, path in states:
                path.unlink(missing_ok=True)
                left -= size
                if left <= DISK_BYTES * _DISK_SHARE_AFTER:
                    return
        except OSError as error:
            logger.info("the small pictures could not be tidied (%s)", error)

    def _path(self, key: _Key) -> Path:
        return _kept_path(self._folder, key)


def kept_path(folder: Path, path: Path, size: int, modified_ns: int) -> Path:
    """Where the picture of a file of this size and time is in the cache ``folder``."""
    return _kept_path(folder, (str(path), size, modified_ns))


def _kept_path(folder: Path, key: _Key) -> Path:
    text = "\0".join(map(str, key)).encode(errors="surrogateescape")
    name = hashlib.sha1(text, usedforsecurity=False).hexdigest()
    return folder / name[:2] / f"{name[2:]}.jpg"
