"""The library as its users see it: asks and orders go in without waiting, arranged items come out.

Three threads, made by ``start`` and ended by ``close``: one owns the index and does what the user orders, one looks
into files, one makes small pictures. News is handed over as "wake, then take the newest": never a queue of it.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from atomcam_gui.errors import RecordingError
from atomcam_gui.library import changes
from atomcam_gui.library.index import Index
from atomcam_gui.library.items import Item, Kind
from atomcam_gui.library.notes import FolderNotes
from atomcam_gui.library.pacing import gently
from atomcam_gui.library.probe import Facts
from atomcam_gui.library.prober import Prober
from atomcam_gui.library.search import Arrangement, Query, arrange, in_order
from atomcam_gui.library.store import FactsStore
from atomcam_gui.library.thumbnails import Thumbnails

logger = logging.getLogger(__name__)

LOOK_INTERVAL_S = 0.5
"""How often folders are asked whether they have changed, while somebody watches: one small question each."""

_GROWING_S = 2.0
"""How often a file is looked at that is still being written."""

_YOUNG_S = 10.0
"""A file that changed so recently and makes no sense may be on its way here."""

_NEWS_INTERVAL_S = 0.2
_NEWS_REST = 4
"""What was found out is shown at most so often, and takes at most a fifth of a core."""

_END_S = 1.0

Job = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to show."""

    arrangement: Arrangement
    query: Query
    """That it answers."""
    cameras: tuple[str, ...]
    """Of all items, also of those that the query leaves out."""
    is_complete: bool
    """Whether all folders have been looked at, and this is not only what was there last time."""
    lost: tuple[Path, ...]
    """Folders that are not there now, though there were items in them."""
    snapshots: int
    """Of all items."""
    recordings: int
    size: int
    """Bytes of all items."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an order."""

    done: tuple[Path, ...]
    """The files it was done to; their new paths, where they were renamed."""
    troubles: tuple[RecordingError, ...] = ()


Done = Callable[[Outcome], None]
"""Called in the library's thread."""


class Library:
    """Snapshots and recordings of some folders. For one thread but where it says so.

    Args:
        folders: where to look, there or not; the first ones first.
        cache: a folder of the library's own for what can be found out again.
        trash: moves a file to the system's trash; called in the library's thread.
    """

    def __init__(self, folders: Sequence[Path], cache: Path, trash: changes.Trash) -> None:
        self._cache = cache
        self._trash = trash
        self._wake: Callable[[], None] = _nobody
        self._wake_for_pictures: Callable[[], None] = _nobody
        self._wanted_folders = tuple(dict.fromkeys(folders))
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._shown: Shown | None = None
        self._query = Query()
        self._is_watched = False
        self._has_news = False
        self._urgent = False
        self._news_not_before = 0.0
        self._next_look = 0.0
        self._reports: list[tuple[Item, Facts, bool]] = []
        self._sorted: list[Item] = []
        self._items_changed = True
        self._is_complete = False
        self._is_started = False
        self.thumbnails = Thumbnails(
            cache / "thumbnails", lambda: self._wake_for_pictures(), tell_damaged=self._take_damaged
        )
        self._prober = Prober(self._take_facts, cache / "in-work.json")
        self._thread = threading.Thread(target=self._run, name="library-index", daemon=True)

    def listen(self, wake: Callable[[], None], wake_for_pictures: Callable[[], None]) -> None:
        """Call these, in the library's threads, when ``take`` or ``thumbnails.take_ready`` have news. To be called
        before ``start``. Neither is called again before its news is taken.
        """
        self._wake, self._wake_for_pictures = wake, wake_for_pictures

    def start(self) -> None:
        """Begin to look. The second time it does nothing."""
        if not self._is_started:
            self._is_started = True
            self._prober.start()
            self.thumbnails.start()
            self._thread.start()

    def close(self) -> None:
        """End the threads, if there are any. Waits for what they are at, but not for a network folder that hangs."""
        if not self._is_started:
            return
        self._jobs.put(None)
        self._prober.end()
        self.thumbnails.end()
        deadline = time.monotonic() + _END_S
        self._thread.join(_END_S)
        ended = [part.join(max(0.0, deadline - time.monotonic())) for part in (self._prober, self.thumbnails)]
        if self._thread.is_alive() or not all(ended):
            logger.warning("the library waits for a disk that does not answer; it is left behind")

    # -- what users ask and order ----------------------------------------------------------------------------------

    def ask(self, query: Query) -> None:
        """What to show from now on."""
        self._jobs.put(lambda: self._set_query(query))

    def take(self) -> Shown | None:
        """What there is to show, if that is another than at the last call."""
        with self._lock:
            shown, self._shown = self._shown, None
            return shown

    def set_watched(self, watched: bool) -> None:
        """Whether somebody sees it. Only then are folders asked whether they have changed."""
        self._jobs.put(lambda: self._set_watched(watched))

    def set_folders(self, folders: Sequence[Path]) -> None:
        """Look there from now on."""
        wanted = tuple(dict.fromkeys(folders))
        self._jobs.put(lambda: self._set_folders(wanted))

    def look_again(self) -> None:
        """Look at all folders now."""
        self._jobs.put(self._look_at_all)

    def rename(self, item: Item, text: str, done: Done) -> None:
        """Give an item another name, as near to ``text`` as a file can have it."""
        self._jobs.put(lambda: done(self._rename(item, text)))

    def mark(self, items: Sequence[Item], marked: bool, done: Done) -> None:
        """Keep items from being deleted to make room, or no more."""
        self._jobs.put(lambda: done(self._mark(items, marked)))

    def throw_away(self, items: Sequence[Item], done: Done) -> None:
        """Move items to the system's trash."""
        self._jobs.put(lambda: done(self._throw_away(items)))

    # -- the thread ------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        store = FactsStore.open(self._cache / "library.sqlite")
        try:
            self._index = Index(store)
            self._guarded(self._begin)
            self._guarded(self._publish)
            while True:
                try:
                    job = self._jobs.get(timeout=self._patience_s())
                except queue.Empty:
                    job = self._tick
                if job is None:
                    return
                self._guarded(job)
                self._guarded(self._publish)
        finally:
            store.close()

    def _guarded(self, job: Job) -> None:
        try:
            job()
        except Exception:
            logger.exception("the library failed at something and goes on")

    def _patience_s(self) -> float | None:
        """Seconds until there is something to do without being told."""
        due = []
        if self._is_watched:
            due.append(self._next_look)
        if self._has_news or self._reports:
            due.append(self._news_not_before)
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _tick(self) -> None:
        self._learn()
        if self._is_watched and time.monotonic() >= self._next_look:
            self._look_where_due()

    def _begin(self) -> None:
        self._index.set_folders(self._wanted_folders)
        for folder in self._index.folders:
            self._index.recall(folder)
        self._tell(urgent=True)
        self._publish()
        self._look_at_all()
        self._is_complete = True
        self._has_news = self._urgent = True

    def _set_query(self, query: Query) -> None:
        if query != self._query:
            self._query = query
            self._has_news = self._urgent = True

    def _set_watched(self, watched: bool) -> None:
        if watched and not self._is_watched:
            self._look_at_all()
        self._is_watched = watched

    def _set_folders(self, folders: tuple[Path, ...]) -> None:
        new = [folder for folder in folders if folder not in self._index.folders]
        self._index.set_folders(folders)
        for folder in new:
            self._index.recall(folder)
        self._look_at_all()
        self._tell(urgent=True)

    def _look_at_all(self) -> None:
        self._look_at(self._index.folders)

    def _look_where_due(self) -> None:
        self._look_at(tuple(folder for folder in self._index.folders if self._index.is_due(folder)))
        self._next_look = time.monotonic() + LOOK_INTERVAL_S

    def _look_at(self, folders: Sequence[Path]) -> None:
        self._learn()
        changed = [folder for folder in folders if self._index.look(folder)]
        if changed:
            self._tell(urgent=True)
        if folders:
            self._after_look()

    def _after_look(self) -> None:
        self._prober.want(self._index.unseen())
        for folder in {item.folder for item in self._index.items() if item.is_open}:
            self._index.look_soon(folder, _GROWING_S)

    def _tell(self, *, urgent: bool = False) -> None:
        self._has_news = self._items_changed = True
        self._urgent = self._urgent or urgent

    def _publish(self) -> None:
        """Hand over what there is to show, unless that was done a moment ago or orders wait."""
        if not self._has_news or not (self._urgent or time.monotonic() >= self._news_not_before):
            return
        if self._is_complete and self._urgent and not self._jobs.empty():
            return  # the last of them publishes for all: typing makes many
        began = time.monotonic()
        self._has_news = self._urgent = False
        shown = self._arranged()
        with self._lock:
            wake = self._shown is None
            self._shown = shown
        if wake:
            self._wake()
        now = time.monotonic()
        self._news_not_before = now + max(_NEWS_INTERVAL_S, _NEWS_REST * (now - began))

    def _arranged(self) -> Shown:
        if self._items_changed:
            self._sorted = in_order(self._index.items())
            self._items_changed = False
        items = self._sorted
        snapshots = sum(item.kind is Kind.SNAPSHOT for item in gently(items))
        return Shown(
            arrange(items, self._query),
            self._query,
            tuple(sorted({item.camera_name for item in gently(items) if item.camera_name}, key=str.casefold)),
            self._is_complete,
            self._index.lost,
            snapshots,
            len(items) - snapshots,
            sum(item.size for item in gently(items)),
        )

    # -- what the other threads find out ---------------------------------------------------------------------------

    def _take_facts(self, item: Item, facts: Facts, lasting: bool) -> None:
        """For the other threads."""
        with self._lock:
            wake = not self._reports
            self._reports.append((item, facts, lasting))
        if wake:
            self._jobs.put(self._learn_when_due)

    def _take_damaged(self, item: Item) -> None:
        """For the thumbnails' thread."""
        facts = Facts(True, item.width, item.height, item.duration_s, item.camera_id, recovered=item.recovered)
        self._take_facts(item, facts, True)

    def _learn_when_due(self) -> None:
        # Many together: each time costs a transaction and a new arrangement.
        if time.monotonic() >= self._news_not_before:
            self._learn()

    def _learn(self) -> None:
        with self._lock:
            reports, self._reports = self._reports, []
        lasting: dict[Item, Facts] = {}
        passing: dict[Item, Facts] = {}
        for item, facts, lasts in gently(reports):
            if facts.damaged and abs(time.time() - item.modified_ns / 1e9) < _YOUNG_S:
                self._index.look_soon(item.folder, _GROWING_S)
            else:
                (lasting if lasts else passing)[item] = facts
        if self._index.learn(lasting) | self._index.learn(passing, keep=False):
            self._tell()

    # -- orders ----------------------------------------------------------------------------------------------------

    def _rename(self, item: Item, text: str) -> Outcome:
        now = self._index.item(item) or item
        try:
            path = changes.rename(now, text, self._notes(item.folder))
        except RecordingError as error:
            self._look_at([folder for folder in self._index.folders if folder == item.folder])
            return Outcome((), (error,))
        if path != item.path:
            self._index.renamed(item.path, path)
            self._tell(urgent=True)
        return Outcome((path,))

    def _mark(self, items: Sequence[Item], marked: bool) -> Outcome:
        done: list[Path] = []
        troubles: list[RecordingError] = []
        for folder in dict.fromkeys(item.folder for item in items):
            paths = [item.path for item in items if item.folder == folder]
            try:
                self._notes(folder).mark([path.name for path in paths], marked=marked)
            except RecordingError as error:
                troubles.append(error)
            else:
                done.extend(paths)
                self._index.reread_notes(folder)
        self._tell(urgent=True)
        return Outcome(tuple(done), tuple(troubles))

    def _throw_away(self, items: Sequence[Item]) -> Outcome:
        done: list[Path] = []
        troubles: list[RecordingError] = []
        for item in items:
            try:
                changes.throw_away(self._index.item(item) or item, self._trash)
            except RecordingError as error:
                troubles.append(error)
            else:
                self._index.gone(item.path)
                done.append(item.path)
        self._tell(urgent=True)
        return Outcome(tuple(done), tuple(troubles))

    def _notes(self, folder: Path) -> FolderNotes:
        return self._index.notes(folder)


def _nobody() -> None:
    """Nobody listens."""
