"""The window of a soak: the real program, used by somebody who never rests, in a process of its own.

A line on standard input is what to do next: ``busy``, ``quiet`` (everything closed that can be, and as little kept as
possible: what is left then should not grow), ``end``. Standard output has a JSON object for each second.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import json
import os
import random
import sys
import threading
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from qasync import QEventLoop

from atomcam_gui.app import Program, make_application
from atomcam_gui.paths import find_paths
from atomcam_gui.recording.status import RecordingEvent, RecordingStopped, StopReason
from atomcam_gui.settings import Appearance, FileNames, SnapshotTurn
from atomcam_gui.single_instance import Wish
from atomcam_gui.ui.log_window import LogBuffer
from tests.bench.result import percentile
from tests.bench.window import Stalls

ACT_EVERY_S = 0.6
SEED = 20261123

# What a user does from the menus: how often, compared with the others.
ACTIONS = {
    "wall": 8,
    "library": 4,
    "inspector": 4,
    "next_camera": 6,
    "previous_camera": 3,
    "statistics": 3,
    "sidebar": 2,
    "fullscreen": 2,
    "record": 6,
    "record_all": 2,
    "stop_all": 3,
    "snapshot": 6,
    "burst": 2,
    "timelapse": 1,
    "rotate_left": 2,
    "mirror": 2,
    "zoom_in": 2,
    "zoom_fit": 2,
    "demo": 2,
    "share": 2,
    "settings": 2,
    "cameras": 1,
    "motion": 1,
    "add_source": 1,
    "own_camera": 1,
    "set_up": 1,
    "help": 1,
    "log": 1,
    "report": 1,
    "about": 1,
}


class User:
    """Somebody who tries everything, in an order that is the same in each soak."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._window = program.window
        self._dice = random.Random(SEED)
        self._acts: list[Callable[[], object]] = []
        for name, weight in ACTIONS.items():
            self._acts += [getattr(self._window.actions_, name).trigger] * weight
        self._acts += [self._change_settings] * 4 + [self._play] * 2 + [self.close_windows] * 12 + [self._resize] * 2
        self.acts = 0

    async def run(self) -> None:
        """Everything once, and then on and on, until cancelled."""
        for act in dict.fromkeys(self._acts):
            await self._do(act)
            await self._do(self.close_windows)
        while True:
            await self._do(self._dice.choice(self._acts))

    async def _do(self, act: Callable[[], object]) -> None:
        act()
        self.acts += 1
        await asyncio.sleep(self._dice.uniform(0.1, 2 * ACT_EVERY_S))

    def _change_settings(self) -> None:
        settings, dice = self._program.store.current, self._dice
        recording = settings.recording
        self._program.controller.change_settings(
            replace(
                settings,
                appearance=dice.choice(list(Appearance)),
                recording=replace(
                    recording,
                    file_names=dice.choice(list(FileNames)),
                    snapshot_turn=dice.choice(list(SnapshotTurn)),
                    prerecord_s=dice.choice((0, 2, 5)),
                    timelapse_s=dice.choice((1, 60)),
                ),
            )
        )

    def _play(self) -> None:
        recordings = sorted(self._videos().glob("[!.]*.mkv"))
        if recordings:
            self._program.keeping.library.play(self._dice.choice(recordings))

    @staticmethod
    def _videos() -> Path:
        return find_paths().videos

    def _resize(self) -> None:
        self._window.resize(self._dice.randint(800, 1200), self._dice.randint(600, 760))

    def close_windows(self) -> None:
        """Close all windows but the one."""
        for widget in QApplication.topLevelWidgets():
            if widget is not self._window and widget.isVisible() and isinstance(widget, QWidget):
                widget.reject() if isinstance(widget, QDialog) else widget.close()

    async def rest(self) -> None:
        """Back to one camera's live picture, with nothing else open or under way."""
        actions = self._window.actions_
        self.close_windows()
        actions.live.setChecked(True)
        for toggle in (
            actions.wall, actions.inspector, actions.statistics, actions.fullscreen, actions.burst, actions.timelapse,
            actions.demo,
        ):  # fmt: skip
            toggle.setChecked(False)
        actions.sidebar.setChecked(True)
        self._program.controller.change_settings(replace(self._program.store.current, appearance=Appearance.LIGHT))
        actions.stop_all.trigger()
        self._window.resize(872, 626)


class Witness:
    """What there is to tell of the program, from inside."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.stalls = Stalls()
        self.faults: list[str] = []
        self.not_kept = 0
        self.failed_recordings: list[str] = []
        self._report = program.faults.report
        program.faults.report = self._note_fault  # type: ignore[method-assign]
        program.keeping.service.subscribe(self._note_recording)

    def _note_fault(self, error: BaseException) -> None:
        self.faults.append(f"{type(error).__name__}: {error}")
        self._report(error)

    def _note_recording(self, event: RecordingEvent) -> None:
        if isinstance(event, RecordingStopped):
            self.not_kept += event.not_kept
            if event.trouble is not None and event.reason is not StopReason.CAMERA_GONE:
                self.failed_recordings.append(str(event.trouble))

    def facts(self) -> dict[str, Any]:
        """All that counts since the last time, and all that is."""
        late, self.stalls.late_ms = self.stalls.late_ms, []
        cameras = list(self._program.backend.registry)
        return {
            "p99_ms": percentile(late, 0.99) if late else 0.0,
            "worst_ms": max(late, default=0.0),
            "frames": sum(camera.statistics.frames for camera in cameras),
            "lost": sum(camera.statistics.lost for camera in cameras),
            "corrupt": sum(camera.statistics.corrupt for camera in cameras),
            "live": sum(camera.state.value == "live" for camera in cameras),
            "viewers": len(self._program.sharing._sharing.viewers),
            "recording": len(self._program.keeping.service.recording_ids),
            "not_kept": self.not_kept,
            "faults": self.faults,
            "failed_recordings": self.failed_recordings,
            "widgets": len(QApplication.allWidgets()),
            "tasks": sorted(task.get_name() for task in asyncio.all_tasks()),
        }


async def settle() -> None:
    """Throw away what can be."""
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        await asyncio.sleep(0.2)
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)


def listen(loop: asyncio.AbstractEventLoop, orders: asyncio.Queue[str]) -> None:
    """Hand over what comes on standard input."""
    for line in sys.stdin:
        loop.call_soon_threadsafe(orders.put_nowait, line.strip())


class Soak:
    """Obeys the orders."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._user = User(program)
        self._witness = Witness(program)
        self._busy: asyncio.Task[None] | None = None
        self._phase = "start"
        self._before: tracemalloc.Snapshot | None = None

    async def run(self) -> None:
        """Until it is told to end."""
        loop, orders = asyncio.get_running_loop(), asyncio.Queue[str]()
        threading.Thread(target=listen, args=(loop, orders), daemon=True).start()
        self._witness.stalls.start()
        telling = loop.create_task(self._tell())
        while (order := await orders.get()) != "end":
            await {"busy": self._begin, "quiet": self._rest}[order]()
        telling.cancel()
        await self._stop_user()
        self._say("ending")
        # The user is in the middle of something.
        self._program.window.actions_.record_all.trigger()
        self._program.window.actions_.wall.setChecked(True)

    async def _tell(self) -> None:
        while True:
            await asyncio.sleep(1)
            self._say(self._phase)

    def _say(self, phase: str) -> None:
        print(json.dumps({"phase": phase, "acts": self._user.acts, **self._witness.facts()}), flush=True)

    async def _begin(self) -> None:
        self._phase = "busy"
        self._busy = asyncio.get_running_loop().create_task(self._user.run())

    async def _rest(self) -> None:
        await self._stop_user()
        await self._user.rest()
        await settle()
        if tracemalloc.is_tracing():
            self._compare()
        self._phase = "quiet"

    async def _stop_user(self) -> None:
        task, self._busy = self._busy, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])
            if not task.cancelled():
                task.result()

    def _compare(self) -> None:
        """Where memory was asked for that was not there at the last rest; for whoever looks for a leak."""
        now = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(False, tracemalloc.__file__)])
        if self._before is not None:
            for line in now.compare_to(self._before, "lineno")[:25]:
                print(line, file=sys.stderr, flush=True)
        self._before = now


async def main(qt: QApplication) -> None:
    program = Program(qt, find_paths(), LogBuffer())
    soak = Soak(program)
    program.faults.install(asyncio.get_running_loop())
    await program.start(Wish())
    try:
        await soak.run()
    finally:
        await program.stop()
        program.faults.uninstall()


if __name__ == "__main__":
    if os.environ.get("SOAK_TRACE"):
        tracemalloc.start()
    application = make_application()
    with QEventLoop(application) as event_loop:
        event_loop.run_until_complete(main(application))
