"""``make soak``: the real window under load for as long as one likes, and whether it grows, hangs or is lost.

Eight cameras come and go, viewers of each kind watch, and a user who never rests records, switches between wall, single
camera and library, opens and closes every window, and changes settings. Before and after comes a time of rest, with
nobody connected: what is there then (memory, files, threads, widgets) should be the same both times.

``ARGS="--minutes 60"`` says for how long; ``--trace`` prints where memory was asked for that was not given back.
Prints a line every ten seconds, then a table; ends with status 1 where a limit is broken.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from atomcam_gui.sharing.share_book import ShareBook
from tests.bench.result import Result
from tests.fakes.window_process import ROOT, settings
from tests.peers import unused_port
from tests.smoke.screen import Screen
from tests.soak.cameras import COUNT, CameraPark

LOOK_EVERY_S = 10.0
CAMERA_TURN_S = 6.0
WARM_UP_S = 60.0
"""Everything has been open once by then, more or less; half of a run that is shorter than two minutes."""
REST_S = 12.0
"""For connections to be given up, and threads to end."""
QUOTA_GB = 0.1
"""So small that old recordings have to go during the soak."""

MAX_GROWN_MB = 25.0
"""Between the two rests: glibc does not give back all that is free in its arenas."""
MAX_SLOPE_MB_MIN = 6.0
MAX_MORE_FILES = 4
MAX_MORE_THREADS = 2
MAX_MORE_WIDGETS = 20
MAX_P99_MS = 50.0
"""Of an event loop that shares two cores with eight cameras, their encoders and the viewers."""
MAX_LOST_SHARE = 0.001
MAX_END_S = 2.0


@dataclass(frozen=True)
class Look:
    """The window's process at a moment."""

    at_s: float
    phase: str
    rss_mb: float
    files: int
    threads: int
    cpu: float
    """Seconds of CPU a second since the look before."""
    facts: dict[str, Any]

    def line(self) -> str:
        """For the table."""
        facts = self.facts
        return (
            f"{self.at_s:6.0f}  {self.phase:6} {self.rss_mb:7.1f} {self.files:6} {self.threads:7} {self.cpu:5.2f} "
            f"{facts['p99_ms']:7.1f} {facts['worst_ms']:7.0f} {facts['live']:5} {facts['viewers']:7} "
            f"{facts['recording']:6} {facts['frames']:8} {facts['lost']:5} {facts['widgets']:8} {facts['acts']:5}"
        )


HEAD = "  at s  phase   RSS MB  files threads   CPU  p99 ms worst ms  live viewers record   frames  lost  widgets  acts"


class Window:
    """The window's process. Started by entering; ended by ``end``, or at the latest by leaving."""

    def __init__(self, home: Path, screen: Screen, *, trace: bool) -> None:
        environment = os.environ | screen.environment | {"ATOMCAM_HOME": str(home), "PYTHONPATH": str(ROOT)}
        if trace:
            environment["SOAK_TRACE"] = "1"
        self._began = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.window"], env=environment, text=True, cwd=ROOT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._numbers = psutil.Process(self._process.pid)
        self._seconds: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self._cpu, self._cpu_at = 0.0, self._began
        self.looks: list[Look] = []

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._seconds.put(json.loads(line))

    def order(self, word: str) -> None:
        """Tell it what to do next."""
        assert self._process.stdin is not None
        print(word, file=self._process.stdin, flush=True)

    def wait_for(self, phase: str) -> None:
        """Go on when it does."""
        while self._next()["phase"] != phase:
            pass

    def _next(self) -> dict[str, Any]:
        while True:
            try:
                return self._seconds.get(timeout=1)
            except queue.Empty:
                if self._process.poll() is not None:
                    raise SystemExit(f"the window ended with status {self._process.returncode}") from None

    def look(self) -> Look:
        """How things stand; the stalls are those since the look before."""
        told = [self._next()]
        while not self._seconds.empty():
            told.append(self._seconds.get())
        facts = told[-1] | {
            "p99_ms": max(second["p99_ms"] for second in told),
            "worst_ms": max(second["worst_ms"] for second in told),
            "all_p99_ms": [second["p99_ms"] for second in told],
        }
        now, used = time.monotonic(), self._numbers.cpu_times()
        cpu, self._cpu = (used.user + used.system) - self._cpu, used.user + used.system
        spent, self._cpu_at = now - self._cpu_at, now
        look = Look(
            now - self._began, facts["phase"], self._numbers.memory_info().rss / 1e6, self._numbers.num_fds(),
            self._numbers.num_threads(), cpu / spent, facts,
        )  # fmt: skip
        self.looks.append(look)
        print(look.line(), flush=True)
        return look

    def end(self) -> tuple[int, float]:
        """Ask for its end: status, and seconds."""
        self.order("end")
        self.wait_for("ending")
        asked_at = time.monotonic()
        status = self._process.wait(60)
        return status, time.monotonic() - asked_at

    def close(self) -> None:
        """Whatever happened, it is gone."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


@contextmanager
def crowd(port: int, token: str) -> Iterator[list[str]]:
    """Viewers, as long as it lasts. Gives a list that will hold what they say at the end."""
    said: list[str] = []
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.soak.viewers", str(port), token], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        yield said
    finally:
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=20)
        said.append(out.strip())


@dataclass
class Soak:
    """One run."""

    minutes: float
    trace: bool = False
    watched: list[str] = field(default_factory=list)

    def run(self) -> list[Result]:
        """Prints as it goes."""
        port = unused_port()
        with ExitStack() as stack:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="atomcam-soak-")))
            recording = {"quota_gb": QUOTA_GB, "segment_minutes": 1}
            settings(home, port, welcomed=True, recording=recording)
            shares = ShareBook(home / "config" / "shares.json")
            token = shares.add("Everybody").token
            shares.set_on(True)
            cameras = stack.enter_context(CameraPark(home / "config" / "cameras.json", port))
            screen = stack.enter_context(Screen())
            window = Window(home, screen, trace=self.trace)
            stack.callback(window.close)
            print(HEAD, flush=True)
            rests = []
            warm_up_s = min(WARM_UP_S, self.minutes * 30)
            for seconds in (warm_up_s, self.minutes * 60 - warm_up_s):
                self._load(window, cameras, port, token, seconds)
                rests.append(self._rest(window, cameras))
            cameras.all_come()
            with crowd(port, token):
                window.order("busy")
                time.sleep(LOOK_EVERY_S)
                window.look()
                status, end_s = window.end()
            size = sum(path.stat().st_size for path in (home / "videos").rglob("*.mkv"))
        return self._results(window, rests, status, end_s, size)

    def _load(self, window: Window, cameras: CameraPark, port: int, token: str, seconds: float) -> None:
        cameras.all_come()
        window.order("busy")
        with crowd(port, token) as said:
            until = time.monotonic() + seconds
            look_at = time.monotonic() + LOOK_EVERY_S
            while time.monotonic() < until:
                time.sleep(min(CAMERA_TURN_S, max(0.0, until - time.monotonic())))
                cameras.turn()
                if time.monotonic() >= look_at:
                    window.look()
                    look_at += LOOK_EVERY_S
        self.watched += said

    @staticmethod
    def _rest(window: Window, cameras: CameraPark) -> Look:
        cameras.all_leave()
        window.order("quiet")
        window.wait_for("quiet")
        time.sleep(REST_S)
        # Once more: what was under way at the first time has ended by now.
        window.order("quiet")
        time.sleep(REST_S / 2)
        return window.look()

    @staticmethod
    def _results(window: Window, rests: list[Look], status: int, end_s: float, size: int) -> list[Result]:
        before, after = rests
        busy = [look for look in window.looks if look.phase == "busy" and look.at_s > before.at_s]
        last = window.looks[-1].facts
        p99 = sorted(ms for look in busy for ms in look.facts["all_p99_ms"])
        for name in sorted(set(after.facts["tasks"]) - set(before.facts["tasks"])):
            print(f"a task that is new: {name}")
        for fault in (*last["faults"], *last["failed_recordings"]):
            print(f"fault: {fault}")
        return [
            Result("memory grown from rest to rest", after.rss_mb - before.rss_mb, "MB", MAX_GROWN_MB),
            Result("  slope under load, after the warm-up", slope(busy), "MB/m", MAX_SLOPE_MB_MIN),
            Result("  most", max(look.rss_mb for look in window.looks), "MB"),
            Result("open files more than at the first rest", after.files - before.files, "", MAX_MORE_FILES),
            Result("threads more than at the first rest", after.threads - before.threads, "", MAX_MORE_THREADS),
            Result("widgets more than at the first rest", more(before, after, "widgets"), "", MAX_MORE_WIDGETS),
            Result("tasks more than at the first rest", len(after.facts["tasks"]) - len(before.facts["tasks"]), "", 0),
            Result("event loop late, 99 % of a usual second", p99[len(p99) // 2] if p99 else 0.0, "ms", MAX_P99_MS),
            Result("  in the worst second", p99[-1] if p99 else 0.0, "ms"),
            Result("pictures received", last["frames"], ""),
            Result("  lost on the way", last["lost"] / max(1, last["frames"]), "", MAX_LOST_SHARE),
            Result("  damaged", last["corrupt"], "", 0),
            Result("  of recordings not kept", last["not_kept"], "", 0),
            Result("recordings that failed", len(last["failed_recordings"]), "", 0),
            Result("faults", len(last["faults"]), "", 0),
            Result("recordings on the disk", size / 1e9, "GB", 2 * QUOTA_GB),
            Result("end, with everything under way", end_s, "s", MAX_END_S),
            Result("exit status", status, "", 0),
        ]


def slope(looks: list[Look]) -> float:
    """Of the memory, in MB a minute: least squares; 0 where there is too little to tell."""
    if len(looks) < 6:
        return 0.0
    times, sizes = [look.at_s / 60 for look in looks], [look.rss_mb for look in looks]
    mean_time, mean_size = sum(times) / len(times), sum(sizes) / len(sizes)
    return sum((t - mean_time) * (s - mean_size) for t, s in zip(times, sizes, strict=True)) / sum(
        (t - mean_time) ** 2 for t in times
    )


def more(before: Look, after: Look, name: str) -> int:
    """How much a number has grown."""
    return int(after.facts[name] - before.facts[name])


def main() -> int:
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--trace", action="store_true", help="print where memory grew; slow")
    options = parser.parse_args()
    soak = Soak(options.minutes, options.trace)
    results = soak.run()
    print(f"\n{COUNT} cameras, {options.minutes:g} minutes; viewers were given {' '.join(soak.watched)}")
    for result in results:
        print(result.line())
    return 0 if all(result.met is not False for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
