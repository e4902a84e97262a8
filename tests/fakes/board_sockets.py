"""Ends a process's network connections from outside, as a lost WiFi does. Linux only."""

from __future__ import annotations

import contextlib
import ctypes
import os
import socket
from pathlib import Path

_PIDFD_GETFD = 438


def cut_connections(pid: int) -> int:
    """Shut every TCP connection of a child process down. Returns how many there were."""
    libc = ctypes.CDLL(None, use_errno=True)
    cut = 0
    pidfd = os.pidfd_open(pid)
    try:
        for entry in Path(f"/proc/{pid}/fd").iterdir():
            try:
                if not str(entry.readlink()).startswith("socket:"):
                    continue
            except OSError:
                continue
            fd = libc.syscall(_PIDFD_GETFD, pidfd, int(entry.name), 0)
            if fd < 0:
                continue
            with socket.socket(fileno=fd) as connection:
                if connection.family in (socket.AF_INET, socket.AF_INET6):
                    with contextlib.suppress(OSError):
                        connection.shutdown(socket.SHUT_RDWR)
                        cut += 1
    finally:
        os.close(pidfd)
    return cut
