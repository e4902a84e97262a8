"""The library with 10,000 items: how soon it is there, and how it scrolls while everything is still being found out.

``python -m tests.bench.library COUNT FOLDER`` is the measured window, a process of its own. It prints one JSON line.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.bench.live import screen
from tests.bench.result import Result, percentile
from tests.bench.sender import pictures

COUNT = 10_000
EVERY = 10
"""One in so many is a recording."""

_FRAME_S = 1 / 60
_STEP = 90
"""Pixels a frame: a fast turn of the wheel."""


def make_items(folder: Path, count: int) -> tuple[Path, Path]:
    """Snapshots and recordings of three cameras over a year: hard links of a few real files."""
    from atomcam_gui.recording.mkv import MkvWriter, RecordingTags

    snapshots, recordings, seeds = folder / "pictures", folder / "videos", folder / "seeds"
    for each in (snapshots, recordings, seeds):
        each.mkdir()
    frames = pictures(640, 480)
    began = datetime(2026, 1, 1, 6).astimezone()
    jpegs, films = [], []
    for number, frame in enumerate(frames[:8]):
        jpegs.append(seeds / f"{number}.jpg")
        jpegs[-1].write_bytes(frame)
        films.append(seeds / f"{number}.mkv")
        writer = MkvWriter(films[-1], 640, 480, RecordingTags("020000000000", "Garden", began, "AtomCam bench"))
        for at in range(12):
            writer.write(frames[(number + at) % len(frames)], at * 100, 100)
        writer.close()
    for number in range(count):
        camera = ("Garden", "Kitchen", "Front door")[number % 3]
        moment = began + timedelta(minutes=47 * number)
        if number % EVERY:
            os.link(jpegs[number % 8], snapshots / f"{camera} {moment:%Y-%m-%d %H.%M.%S}.123.jpg")
        else:
            os.link(films[number % 8], recordings / f"{camera} {moment:%Y-%m-%d %H.%M.%S}.mkv")
    return snapshots, recordings


def _bare_ms(folders: tuple[Path, Path]) -> float:
    """Listing the same folders with the size and time of each file, and nothing else."""
    began = time.perf_counter()
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in entries:
                entry.stat()
    return (time.perf_counter() - began) * 1000


def run(count: int = COUNT) -> list[Result]:
    with tempfile.TemporaryDirectory() as home, screen() as environment:
        folders = make_items(Path(home), count)
        bare = _bare_ms(folders)
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.library", str(count), home],
            env=os.environ | environment | {"ATOMCAM_HOME": home},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    numbers: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return [
        Result(f"library: {count} items, first time, to painted", numbers["first_ms"], "ms", 1000),
        Result("  from the second time on", numbers["again_ms"], "ms", 1000),
        Result("  bare listing of the same folders", bare, "ms"),
        Result("  longest stall while it looks into all files", numbers["looking_stall_ms"], "ms", 50),
        Result("  all files looked into after", numbers["looked_s"], "s"),
        Result("  scrolling with pictures kept: longest stall", numbers["scroll_stall_ms"], "ms", 50),
        Result("  scrolling with pictures kept: 99 % of paints", numbers["paint_p99_ms"], "ms", 16),
        Result("  scrolling with pictures to be made: longest stall", numbers["making_stall_ms"], "ms", 50),
        Result("  typing in the search: longest stall", numbers["search_stall_ms"], "ms", 50),
        Result("  memory for it all", numbers["memory_mb"], "MB", 200),
    ]


# -- the measured window -------------------------------------------------------------------------------------------


def measure(home: Path) -> dict[str, float]:
    import psutil
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    from atomcam_gui.app import make_application
    from atomcam_gui.library.items import Condition
    from atomcam_gui.library.library import Library
    from atomcam_gui.settings import Appearance
    from atomcam_gui.ui import theme
    from atomcam_gui.ui.collector import WindowThreadCollector
    from atomcam_gui.ui.library.library_page import LibraryPage
    from atomcam_gui.ui.library.trash import move_to_trash
    from tests.bench.window import Stalls

    qt = make_application()
    collector = WindowThreadCollector()
    theme.apply(qt, Appearance.LIGHT)
    folders = (home / "pictures", home / "videos")
    total = sum(1 for folder in folders for _ in folder.iterdir())

    class PaintClock(QObject):
        """How long each paint of the cards takes."""

        def __init__(self) -> None:
            super().__init__()
            self.took_ms: list[float] = []
            self._inside = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is not QEvent.Type.Paint or self._inside:
                return False
            self._inside = True
            began = time.perf_counter()
            QApplication.sendEvent(watched, event)
            self.took_ms.append((time.perf_counter() - began) * 1000)
            self._inside = False
            return True

    def opened(cache: Path) -> tuple[Library, LibraryPage, PaintClock, float]:
        """A library on its page, and the milliseconds from its making until all items are painted."""
        began = time.perf_counter()
        library = Library(folders, cache, move_to_trash)
        page = LibraryPage(library)
        clock = PaintClock()
        page.view.viewport().installEventFilter(clock)
        page.resize(1200, 800)
        page.show()
        while not (page.model.rowCount() == total and clock.took_ms):
            qt.processEvents()
            time.sleep(0.0005)
        return library, page, clock, (time.perf_counter() - began) * 1000

    def closed(library: Library, page: LibraryPage) -> None:
        library.close()
        page.hide()
        page.deleteLater()
        qt.processEvents()

    def stall_ms(condition: Any) -> float:
        """The longest stall of the event loop until the condition holds."""
        stalls = Stalls()
        stalls.start()
        while not condition():
            qt.processEvents()
            time.sleep(0.0005)
        stalls.stop()
        return max(stalls.late_ms, default=0.0)

    def scroll(page: LibraryPage, seconds: float) -> float:
        bar, began = page.view.verticalScrollBar(), time.monotonic()
        bar.setValue(0)
        frames = 0

        def step() -> bool:
            nonlocal frames
            passed = time.monotonic() - began
            while frames * _FRAME_S < passed:
                bar.setValue(bar.value() + _STEP)
                frames += 1
            return passed > seconds

        return stall_ms(step)

    process = psutil.Process()
    memory = process.memory_info().rss
    first, page, _, first_ms = opened(home / "cache")
    began = time.perf_counter()

    def all_seen() -> bool:
        rows = (page.model.item_at(page.model.index(row)) for row in range(0, total, 97))
        return all(item is not None and item.condition is not Condition.UNSEEN for item in rows)

    looking = stall_ms(all_seen)
    looked_s = time.perf_counter() - began
    making = scroll(page, 4.0)
    search = page.filter.search
    letters = iter("garden 2026-02")
    next_letter = time.monotonic()

    def typed() -> bool:
        nonlocal next_letter
        if time.monotonic() >= next_letter:
            next_letter += 0.12
            letter = next(letters, None)
            if letter is None:
                return True
            search.insert(letter)
        return False

    searching = stall_ms(typed)
    closed(first, page)
    _keep_pictures(home, folders)
    again, page, clock, again_ms = opened(home / "cache")
    clock.took_ms.clear()
    scrolling = scroll(page, 5.0)
    paints = clock.took_ms[:]
    grown = (process.memory_info().rss - memory) / 1e6
    closed(again, page)
    collector.close()
    return {
        "first_ms": first_ms,
        "again_ms": again_ms,
        "looking_stall_ms": looking,
        "looked_s": looked_s,
        "making_stall_ms": making,
        "search_stall_ms": searching,
        "scroll_stall_ms": scrolling,
        "paint_p99_ms": percentile(paints, 0.99),
        "memory_mb": grown,
    }


def _keep_pictures(home: Path, folders: tuple[Path, Path]) -> None:
    """As if every item had been seen before: its small picture is in the cache."""
    from atomcam_gui.library.thumbnails import kept_path

    cache = home / "cache" / "thumbnails"
    source = next(cache.glob("*/*.jpg"))
    for folder in folders:
        for path in folder.iterdir():
            state = path.stat()
            target = kept_path(cache, path, state.st_size, state.st_mtime_ns)
            if not target.exists():
                target.parent.mkdir(exist_ok=True)
                shutil.copyfile(source, target)


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[2]))), flush=True)
