"""Whether a window can be opened here at all. Qt aborts the whole process where it cannot, so we ask first."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from pathlib import Path


def why_no_window() -> str | None:
    """A reason, for people, why no window can be opened; None where nothing speaks against it."""
    if sys.platform in ("win32", "darwin"):
        return None
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform and not platform.startswith(("xcb", "wayland")):
        return None
    # Told to use one of them, Qt does not try the other.
    if (not platform or "wayland" in platform) and _wayland_answers():
        return None
    if (not platform or "xcb" in platform) and _x11_answers():
        return None
    display = os.environ.get("DISPLAY")
    if display:
        return f"the display {display} does not answer"
    return "there is no display"


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(name) and _connects(socket.AF_UNIX, str(Path(folder) / str(name)))


def _x11_answers() -> bool:
    display = os.environ.get("DISPLAY", "")
    if display.startswith("/"):  # a socket's path, as on macOS, with or without a screen's number
        return _connects(socket.AF_UNIX, display) or _connects(socket.AF_UNIX, display.rpartition(":")[0])
    host, separator, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not separator or not number.isdigit():
        return False
    if host and host != "unix":
        return _connects(socket.AF_INET, (host.rpartition("/")[2], 6000 + int(number)))
    path = f"/tmp/.X11-unix/X{number}"
    return _connects(socket.AF_UNIX, path) or (sys.platform == "linux" and _connects(socket.AF_UNIX, f"\0{path}"))


def _connects(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with contextlib.suppress(OSError, ValueError), socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(2.0)
        probe.connect(address)
        return True
    return False
