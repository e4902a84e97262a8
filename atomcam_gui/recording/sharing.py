"""Runs a conversion or an export beside everything else: in a thread that gives way to the live picture."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from atomcam_gui.daemon_call import DaemonCall
from atomcam_gui.recording.convert import Asked, Converted, Exported, OnProgress, convert_to_mp4, export_frames
from atomcam_gui.recording.work_progress import WorkProgress

logger = logging.getLogger(__name__)

_NICE = 15
_WINDOWS_LOWEST = -2  # THREAD_PRIORITY_LOWEST

_T = TypeVar("_T")


async def to_mp4(source: Path, target: Path, on_progress: OnProgress) -> Converted:
    """``convert_to_mp4`` in a thread. Cancelling the task gives it up; nothing of it is left then.

    Args:
        on_progress: called in the loop's thread.

    Raises:
        RecordingError: as there.
    """
    # One processor is left to the live picture: not every system gives way to it by priorities.
    threads = max(1, (os.cpu_count() or 1) - 1)
    return await _beside(lambda tell, asked: convert_to_mp4(source, target, tell, asked, threads=threads), on_progress)


async def to_pictures(source: Path, folder: Path, on_progress: OnProgress) -> Exported:
    """``export_frames`` in a thread, as ``to_mp4``.

    Raises:
        RecordingError: as there.
    """
    return await _beside(lambda tell, asked: export_frames(source, folder, tell, asked), on_progress)


async def _beside(work: Callable[[OnProgress, Asked], _T], on_progress: OnProgress) -> _T:
    loop = asyncio.get_running_loop()
    given_up = threading.Event()

    def heed(progress: WorkProgress) -> None:
        if not given_up.is_set():
            on_progress(progress)

    def tell(progress: WorkProgress) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile
            loop.call_soon_threadsafe(heed, progress)

    def run() -> _T:
        give_way()
        return work(tell, given_up.is_set)

    # Not asyncio.to_thread: a network folder that went away must not hold up the end of the program.
    return await DaemonCall(run, "sharing").result_or_stop(given_up.set)


def give_way() -> None:
    """Let everything else go before the calling thread and, on Linux, the threads that it starts."""
    try:
        if sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
        elif sys.platform == "win32":
            import ctypes

            kernel = ctypes.windll.kernel32
            kernel.SetThreadPriority(kernel.GetCurrentThread(), _WINDOWS_LOWEST)
    except OSError as error:
        logger.info("this system does not let a thread give way (%s)", error)
