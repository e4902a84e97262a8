"""The thread that looks into files, one after the other.

What is inside a file may be anything, and FFmpeg is not of stone. So before a recording is opened its name is written
down; a name that is found there at the next start was in work when the program died. The second time it is damaged.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from atomcam_gui import files
from atomcam_gui.errors import SettingsError
from atomcam_gui.library.items import Item, Kind
from atomcam_gui.library.pacing import gently
from atomcam_gui.library.probe import Facts, probe

logger = logging.getLogger(__name__)

_MAX_DEATHS = 2

Report = Callable[[Item, Facts, bool], None]
"""An item, what it tells, and whether that holds as long as the file does: a disk that refuses may change its mind."""


class Prober:
    """Looks into items and reports each. Its methods are for one other thread.

    Args:
        report: called in this thread.
        diary: where the name in work is kept.
    """

    def __init__(self, report: Report, diary: Path) -> None:
        self._report = report
        self._diary = _Diary(diary)
        self._wanted: list[Item] = []
        self._condition = threading.Condition()
        self._ends = False
        self._thread = threading.Thread(target=self._run, name="library-prober", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def want(self, items: Sequence[Item]) -> None:
        """Look into these next, first ones first, and not at what was wanted before."""
        with self._condition:
            self._wanted = list(reversed(items))
            self._condition.notify()

    def end(self) -> None:
        """Stop after the file in work. Does not wait."""
        with self._condition:
            self._ends = True
            self._wanted = []
            self._condition.notify()

    def join(self, timeout_s: float) -> bool:
        """Wait for the end. Returns whether it came: a network folder that hangs keeps the thread."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._diary.read()
        for item in gently(iter(self._next, None)):
            facts, lasting = self._look(item)
            self._report(item, facts, lasting)
        self._diary.clear()

    def _next(self) -> Item | None:
        with self._condition:
            while not self._wanted and not self._ends:
                self._condition.wait()
            return None if self._ends else self._wanted.pop()

    def _look(self, item: Item) -> tuple[Facts, bool]:
        if item.kind is Kind.RECORDING and not self._diary.begin(item):
            logger.warning("%s is taken for damaged: the program ended twice while it looked into it", item.path)
            return Facts(damaged=True), True
        try:
            return probe(item.path, item.kind), True
        except OSError as error:
            logger.info("%s cannot be read: %s", item.path, error)
            return Facts(damaged=True), False
        except Exception:
            # Whatever it was, the others have a right to be looked at.
            logger.exception("looking into %s failed", item.path)
            return Facts(damaged=True), True


class _Diary:
    """The recording in work, and how often the program died over it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._suspect: tuple[str, int] | None = None
        self._deaths = 0
        self._in_use = False

    def read(self) -> None:
        """What the last start left."""
        try:
            document = files.read_json(self._path)
        except SettingsError:
            return
        match document:
            case {"path": str(path), "modified_ns": int(modified_ns), "deaths": int(deaths)}:
                self._suspect, self._deaths = (path, modified_ns), deaths + 1

    def begin(self, item: Item) -> bool:
        """Write a recording down; False where the program died over it too often."""
        key = (item.file, item.modified_ns)
        deaths = self._deaths if key == self._suspect else 0
        if deaths >= _MAX_DEATHS:
            return False
        self._write({"path": key[0], "modified_ns": key[1], "deaths": deaths})
        return True

    def clear(self) -> None:
        """Nothing is in work."""
        if self._in_use:
            try:
                self._path.unlink(missing_ok=True)
            except OSError as error:
                logger.debug("%s stays (%s)", self._path, error)

    def _write(self, document: dict[str, Any]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(document), encoding="ascii")
            self._in_use = True
        except OSError as error:
            logger.debug("%s cannot be written (%s)", self._path, error)
