"""The last picture of each camera, kept on the disk: one that is away keeps its place with what it saw last.

A file of a camera is the JPEG as it came; its time of change is when that was. The folder is a cache: what is missing
or damaged in it is no more than a place without a picture.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from atomcam_gui import jpeg
from atomcam_gui.camera.frame import Frame
from atomcam_gui.camera.hub import Hub
from atomcam_gui.daemon_call import DaemonCall
from atomcam_gui.errors import BadJpeg
from atomcam_gui.wire import MAX_MESSAGE_BYTES

logger = logging.getLogger(__name__)

_SUFFIX = ".jpg"
_READ_S = 1.0
_LAST_WRITE_S = 0.7


class LastPictures:
    """A sink for the frames of all cameras. Belongs to the event loop's thread, on a running loop.

    Args:
        folder: private to this user; it need not exist.
        is_known: whether a camera's picture may outlast this run.
    """

    def __init__(self, hub: Hub, folder: Path, is_known: Callable[[str], bool]) -> None:
        self._hub = hub
        self._folder = folder
        self._is_known = is_known
        self._newest: dict[str, Frame] = {}
        self._on_disk: dict[str, Frame] = {}
        self._forgotten: set[str] = set()
        self._writing: DaemonCall[None] | None = None
        hub.attach(self)

    def submit(self, frame: Frame) -> None:
        """Hold a camera's newest frame."""
        self._newest[frame.camera_id] = frame

    def frame(self, camera_id: str) -> Frame | None:
        """The newest picture of a camera, of this run or an earlier one. Of an earlier one the number is 0."""
        return self._newest.get(camera_id)

    @property
    def seen_at(self) -> Mapping[str, float]:
        """When the newest picture of each camera came, in seconds since the epoch."""
        return {camera_id: frame.received_at for camera_id, frame in self._newest.items()}

    async def load(self) -> None:
        """Read what earlier runs kept. A disk that does not answer within a second is not waited for."""
        call = DaemonCall(lambda: _read_all(self._folder), "last pictures")
        if not await call.wait(_READ_S):
            call.forget()
            logger.warning("the last pictures of cameras could not be read in time")
            return
        for camera_id, frame in call.future.result().items():
            self._on_disk[camera_id] = self._newest.setdefault(camera_id, frame)

    def drop(self, camera_id: str) -> None:
        """Hold no picture of a camera that is no longer listed; its file goes at the end, where it is unknown then."""
        self._newest.pop(camera_id, None)

    def forget(self, camera_id: str) -> None:
        """Keep nothing of a camera any more, neither here nor on the disk."""
        self.drop(camera_id)
        self._forgotten.add(camera_id)
        self.write_soon()

    def write_soon(self) -> None:
        """Write what has changed, in a thread; not while one is writing: the next time takes that along."""
        if self._writing is None or self._writing.future.done():
            self._writing = self._write(self._forgotten)

    def _write(self, gone: Collection[str]) -> DaemonCall[None]:
        changed = {
            camera_id: frame
            for camera_id, frame in self._newest.items()
            if self._is_known(camera_id) and self._on_disk.get(camera_id) is not frame
        }
        gone = {camera_id for camera_id in gone if camera_id not in changed}
        self._on_disk = {key: frame for key, frame in (self._on_disk | changed).items() if key not in gone}
        self._forgotten.clear()
        return DaemonCall(lambda: _write_all(self._folder, changed, gone), "last pictures")

    async def close(self) -> None:
        """Take no more frames and write the last ones, unless the disk takes longer than a moment."""
        self._hub.detach(self)
        for last_word in (False, True):
            if last_word:
                # Whoever is unknown by now was forgotten in another program, or let in for this run only.
                unknown = {camera_id for camera_id in self._on_disk if not self._is_known(camera_id)}
                self._writing = self._write(self._forgotten | unknown)
            if self._writing is not None and not await self._writing.wait(_LAST_WRITE_S):
                logger.warning("the last pictures of cameras were not written in time")
                self._writing.forget()
                return
        if self._writing is not None:
            self._writing.join()


def _path(folder: Path, camera_id: str) -> Path:
    return folder / (quote(camera_id, safe="") + _SUFFIX)


def _write_all(folder: Path, changed: Mapping[str, Frame], gone: Collection[str]) -> None:
    """In the thread. Without waiting for the disk itself: it is a cache."""
    try:
        if changed:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for camera_id, frame in changed.items():
            path = _path(folder, camera_id)
            part = path.with_suffix(".part")
            part.write_bytes(frame.data)
            part.chmod(0o600)
            os.utime(part, (frame.received_at, frame.received_at))
            part.replace(path)
        for camera_id in gone:
            _path(folder, camera_id).unlink(missing_ok=True)
    except OSError as error:
        logger.info("the last pictures of cameras could not be kept: %s", error)


def _read_all(folder: Path) -> dict[str, Frame]:
    """In the thread."""
    found: dict[str, Frame] = {}
    try:
        for path in sorted(folder.glob(f"*{_SUFFIX}")):
            camera_id = unquote(path.stem)
            frame = _read(path, camera_id)
            if frame is not None:
                found[camera_id] = frame
    except OSError as error:
        logger.info("the last pictures of cameras could not be read: %s", error)
    return found


def _read(path: Path, camera_id: str) -> Frame | None:
    state = path.stat()
    if state.st_size > MAX_MESSAGE_BYTES:
        return None
    data = path.read_bytes()
    try:
        info = jpeg.inspect(data)
    except BadJpeg:
        return None
    return Frame(camera_id, 0, data, info.width, info.height, info.stamp, time.monotonic_ns(), state.st_mtime)
