"""The very end of the process, where threads that nobody waits for any more are still inside of foreign code."""

from __future__ import annotations

import atexit
import logging
import os
import sys
import threading


def leave(status: int) -> int:
    """Return ``status`` for ``sys.exit``, or end the process with it here and now.

    A thread that was given up (FFmpeg waiting for a camera that says nothing, a driver that hangs) would come back into
    an interpreter that is being taken apart. CPython ends it there in the middle of C++ code, and sometimes the whole
    process with a segmentation fault. Everything of ours has ended and been written by now.
    """
    if not any(thread.daemon and thread is not threading.main_thread() for thread in threading.enumerate()):
        return status
    atexit._run_exitfuncs()
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            try:
                stream.flush()
            except OSError:
                status = status or 1  # nobody reads it any more
    os._exit(status)
