"""A thread that opens a recording, reads ahead of the playback and, while it has time, completes the index.

The window says what it needs next (``want``) as often as it likes; the newest word counts. Pictures come back by
``take``. A few are decoded ahead, never more than ``MAX_BYTES`` of them.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from atomcam_gui.playback.frame_index import FrameIndex
from atomcam_gui.playback.gaps import Gaps, find_gaps
from atomcam_gui.playback.index_scan import IndexScan
from atomcam_gui.playback.recording_file import RecordingFile, RecordingInfo, StoredPicture
from atomcam_gui.playback.troubles import CannotPlay, DamagedPicture, PlayFault, unreadable
from atomcam_gui.video.decode import Pixels, Size

logger = logging.getLogger(__name__)

AHEAD = 4
"""Pictures to decode before they are due."""

MAX_BYTES = 96 * 1024 * 1024
"""Of decoded pictures: with very large ones, fewer are decoded ahead."""

_SPARE = 2
_SCAN_SLICE_S = 0.02
_TELL_INDEX_S = 0.25
_LOOK_S = 1.0
"""How often the reader looks whether the file is still there."""
_PATIENCE_S = 0.15
"""A picture that is so long in the making is given up when another one is wanted."""


@dataclass(frozen=True, slots=True)
class ReaderState:
    """What is known of the file at one moment."""

    info: RecordingInfo | None = None
    """None before the file is open."""
    index: FrameIndex | None = None
    gaps: Gaps = field(default_factory=Gaps)
    progress: float = 0.0
    """How much of the file was read for its index, from 0 to 1."""
    damaged: int = 0
    """Damaged places and pictures met so far."""
    trouble: CannotPlay | None = None
    """Why nothing can be played, or the file is gone."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the window needs. Ticks name pictures."""

    due: int | None = None
    ahead: tuple[int, ...] = ()
    size: Size | None = None


class FrameReader:
    """Reads one recording in a thread of its own. All methods may be called from any thread, and none blocks.

    Args:
        wake: called in the reader's thread when ``state`` or what ``take`` gives has changed; not called after
            ``close`` has returned. It must not block.
    """

    def __init__(self, path: Path, wake: Callable[[], None]) -> None:
        self._path = path
        self._wake: Callable[[], None] | None = wake
        self._lock = threading.Condition()
        self._wish = _Wish()
        self._state = ReaderState()
        self._ready: dict[int, StoredPicture] = {}
        self._asked: set[int] = set()
        self._failed: set[int] = set()
        self._shown: StoredPicture | None = None
        self._spare: list[Pixels] = []
        self._closing = False
        self.decoded = 0
        """Pictures decoded so far."""
        self._thread = threading.Thread(target=self._run, name="playback", daemon=True)
        self._thread.start()

    # -- for the window ----------------------------------------------------------------------------------------------

    @property
    def state(self) -> ReaderState:
        """What is known of the file."""
        return self._state

    def want(self, due: int | None, ahead: tuple[int, ...] = (), size: Size | None = None) -> None:
        """What is needed from now on.

        Args:
            due: tick of the picture to show at once; None where it is shown already.
            ahead: ticks of those that come next, soonest first.
            size: how large pictures are shown; they may be decoded smaller, but not below this.
        """
        wish = _Wish(due, ahead, size)
        with self._lock:
            if wish == self._wish:
                return
            if size != self._wish.size:
                self._forget(self._ready)
            self._wish = wish
            self._drop_unneeded()
            if due in self._ready and self._wake is not None:
                # It was finished between the window's last look and now.
                self._wake()
            self._lock.notify()

    def take(self, tick: int, shown: int | None) -> StoredPicture | None:
        """The picture to show while the one of ``tick`` is due: itself, else the last decoded one before it.

        Args:
            tick: what is due.
            shown: what is shown; while pictures come too slowly, later ones than this are better than none. None, after
                a jump, to take whatever was asked for: of a long drag one sees at least some pictures.

        Returns:
            None where there is nothing better than what is shown. Otherwise the pixels of the picture taken before
            may be written over from now on.
        """
        with self._lock:
            best = max(
                (each for each in self._ready if each == tick or self._is_use(each, tick, shown)),
                key=lambda each: (each == tick, each),
                default=None,
            )
            if best is None:
                return None
            picture = self._ready.pop(best)
            if self._shown is not None:
                self._recycle(self._shown.pixels)
            self._shown = picture
            self._asked.discard(best)
            return picture

    def _is_use(self, ready: int, tick: int, shown: int | None) -> bool:
        return ready in self._asked if shown is None else shown < ready <= tick

    def has_failed(self, tick: int) -> bool:
        """Whether this picture turned out to be damaged."""
        with self._lock:
            return tick in self._failed

    def close(self) -> None:
        """End the thread as soon as it looks up; it closes the file. ``wake`` is not called any more."""
        with self._lock:
            self._closing = True
            self._wake = None
            self._lock.notify()

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread's end, after ``close``. A disk that does not answer cannot be interrupted."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    # -- buffers, under the lock ---------------------------------------------------------------------------------------

    def _drop_unneeded(self) -> None:
        """Forget pictures that nobody waits for; those before the one that is due may still be the best there are."""
        wish = self._wish
        wanted = {wish.due, *wish.ahead}
        last = max((tick for tick in wanted if tick is not None), default=None)
        self._forget([tick for tick in self._ready if tick not in wanted and (last is None or tick > last)])
        early = sorted(tick for tick in self._ready if tick not in wanted)
        self._forget(early[:-1])

    def _forget(self, ticks: list[int] | dict[int, StoredPicture]) -> None:
        for tick in list(ticks):
            self._asked.discard(tick)
            self._recycle(self._ready.pop(tick).pixels)

    def _recycle(self, pixels: Pixels) -> None:
        if len(self._spare) < _SPARE:
            self._spare.append(pixels)

    def _take_spare(self, shape: tuple[int, ...]) -> Pixels | None:
        with self._lock:
            self._spare = [pixels for pixels in self._spare if pixels.shape == shape]
            return self._spare.pop() if self._spare else None

    # -- the thread ----------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        watch = _Watch(self._path)
        try:
            with RecordingFile(self._path) as file:
                self._serve(file, watch)
        except CannotPlay as error:
            self._tell(trouble=error)
        except Exception as error:
            logger.exception("the playback of %s ended", self._path)
            self._tell(trouble=CannotPlay(self._path, PlayFault.UNREADABLE, str(error)))

    def _serve(self, file: RecordingFile, watch: _Watch) -> None:
        index = file.index
        self._tell(info=file.info, index=index, gaps=find_gaps(index), progress=1.0 if index.complete else 0.0)
        scan = None if index.complete else IndexScan(self._path, index, file.info.claimed_s)
        told = time.monotonic()
        try:
            while True:
                tick = self._next_tick(wait_s=_LOOK_S if scan is None else 0.0)
                if self._closing:
                    return
                if tick is not None:
                    self._decode(file, tick)
                elif scan is not None:
                    scan.advance(_SCAN_SLICE_S)
                if scan is not None and (scan.done or time.monotonic() - told > _TELL_INDEX_S):
                    told = time.monotonic()
                    file.index = scan.index()
                    self._tell_index(file.index, scan)
                    scan = None if scan.done else scan
                self._tell_if_gone(watch)
        finally:
            if scan is not None:
                scan.close()

    def _next_tick(self, wait_s: float) -> int | None:
        """The picture to decode next, or None where there is nothing to do for so long."""
        with self._lock:
            tick = self._undone()
            if tick is None and wait_s and not self._closing:
                self._lock.wait(wait_s)
                tick = self._undone()
            return tick

    def _undone(self) -> int | None:
        wish = self._wish
        asked = (wish.due, *wish.ahead)
        return next((each for each in asked if each is not None and not self._is_done(each)), None)

    def _is_done(self, tick: int) -> bool:
        return tick in self._ready or tick in self._failed or (self._is_full() and tick != self._wish.due)

    def _is_full(self) -> bool:
        return sum(picture.pixels.nbytes for picture in self._ready.values()) >= MAX_BYTES

    def _decode(self, file: RecordingFile, tick: int) -> None:
        wish, begun = self._wish, time.monotonic()

        def superseded() -> bool:
            late = self._wish.due not in (None, tick) and time.monotonic() - begun > _PATIENCE_S
            return self._closing or late

        try:
            picture = file.picture(tick, wish.size, self._take_spare, superseded)
        except DamagedPicture as damage:
            logger.debug("%s, picture at %d: %s", self._path, tick, damage)
            with self._lock:
                self._failed.add(tick)
            self._tell(damaged=self._state.damaged + 1)
            return
        if picture is not None:
            self._deliver(picture, wish)

    def _deliver(self, picture: StoredPicture, wish: _Wish) -> None:
        with self._lock:
            self.decoded += 1
            now = self._wish
            still_wanted = picture.tick in (now.due, *now.ahead)
            if wish.size == now.size and (still_wanted or picture.tick == wish.due):
                self._ready[picture.tick] = picture
            else:
                self._recycle(picture.pixels)
            # What is decoded ahead is fetched when it is due.
            if picture.tick in (wish.due, now.due) and picture.tick in self._ready:
                self._asked.add(picture.tick)
                if self._wake is not None:
                    self._wake()

    def _tell_index(self, index: FrameIndex, scan: IndexScan) -> None:
        damaged = max(self._state.damaged, scan.damaged)
        self._tell(index=index, gaps=find_gaps(index), progress=scan.progress, damaged=damaged)

    def _tell_if_gone(self, watch: _Watch) -> None:
        trouble = watch.look()
        if trouble is not None and self._state.trouble is None:
            self._tell(trouble=trouble)

    def _tell(self, **changes: object) -> None:
        with self._lock:
            self._state = replace(self._state, **changes)  # type: ignore[arg-type]
            if self._wake is not None:
                self._wake()


class _Watch:
    """Looks now and then whether a path still leads to the same file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._due = 0.0
        with contextlib.suppress(OSError, ValueError):  # opening it says why
            self._identity = self._identify()

    def _identify(self) -> tuple[int, int]:
        found = self._path.stat()
        return found.st_dev, found.st_ino

    def look(self) -> CannotPlay | None:
        """What became of the file; None while it is there, or it is too early to look again."""
        now = time.monotonic()
        if now < self._due:
            return None
        self._due = now + _LOOK_S
        try:
            same = self._identify() == self._identity
        except OSError as error:
            return unreadable(self._path, error)
        return None if same else CannotPlay(self._path, PlayFault.GONE)
