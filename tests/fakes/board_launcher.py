"""The child process of a virtual board: maps the shared memory, then becomes the MicroPython interpreter.

Arguments: descriptor of the shared memory and its size, descriptor of the line to the supervisor, heap size, the
folder that is the board's flash.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> int:
    """Run the board until it ends."""
    memory_fd, size, line, heap, root = int(arguments[0]), int(arguments[1]), arguments[2], arguments[3], arguments[4]
    parent = os.getppid()
    # Ctrl-C belongs to the interpreter once it runs; and no board outlives the test.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            return 1
    memory = mmap.mmap(memory_fd, size)
    os.close(memory_fd)
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    os.environ.clear()
    stand_ins = Path(__file__).parent / "board"
    os.environ["MICROPYPATH"] = f"{stand_ins}:.frozen"

    import micropython_run

    command = ["micropython", "-X", f"heapsize={heap}", str(stand_ins / "_start.py")]
    return int(micropython_run.run_main([*command, line, str(address), str(size), root]) or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
