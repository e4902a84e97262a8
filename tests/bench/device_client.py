"""What the board's client costs on the real MicroPython, beside capture and encode: CPU and heap.

Everything of ``device/`` that a picture passes is real, and so is the socket; camera and encoder cost nothing here.
Says nothing of a real board, whose CPU is many times slower.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
_LIB = _HERE.parents[1] / "device" / "lib"
_SHIMS = _HERE.parent / "device" / "pure" / "shims"
_MICROPYTHON = Path(sys.executable).with_name("micropython")


def measure(frames: int = 100_000) -> dict[str, Any]:
    """Run the measurement.

    Returns:
        ``overhead_us``: CPU time a frame of 15 KB beside capture and encode, system calls included, in microseconds;
        ``bare_us``: a thread's hand-over and ``socket.send`` of the same bytes alone, in the same run;
        ``overhead_masked_us``: the same with a random mask;
        ``allocated_SIZE``: heap bytes a frame of that size takes beside the encoder's own; ``growth``: heap bytes more
        after ``frames`` frames; ``heap_after_start``: heap bytes of the whole program, wired up.
    """
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_swallow, args=(server,), daemon=True).start()
        done = subprocess.run(
            [_MICROPYTHON, "-X", "heapsize=8M", _HERE / "device_client_board.py", f"{_LIB}:{_SHIMS}",
             str(server.getsockname()[1]), str(frames)],
            capture_output=True, text=True, timeout=600, check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _swallow(server: socket.socket) -> None:
    """Take every connection, and read it to its end."""
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=_drain, args=(connection,), daemon=True).start()


def _drain(connection: socket.socket) -> None:
    buffer = bytearray(1 << 18)
    with connection:
        while connection.recv_into(buffer):
            pass


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:20} {value:.1f}")
