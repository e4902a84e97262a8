"""Why a port cannot be opened, and which programs hold it."""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil

from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.computer.system_tools import run_tool
from atomcam_gui.provisioning.serial import udev_rule
from atomcam_gui.provisioning.troubles import SetupError, Trouble

_LONGEST_SEARCH_S = 1.0

_BUSY = {errno.EBUSY, errno.EAGAIN}  # the second is what a lock (flock) that somebody else has gives
_FORBIDDEN = {errno.EACCES, errno.EPERM}
_GONE = {errno.ENOENT, errno.ENODEV, errno.ENXIO}

# Windows' codes. "Access is denied" (5) means that another program has the port: ports have no permissions there.
_WINDOWS = {2: errno.ENOENT, 3: errno.ENOENT, 5: errno.EBUSY, 32: errno.EBUSY, 433: errno.ENODEV, 1167: errno.ENODEV}
# pyserial and esptool keep the code in their text only: "PermissionError(13, 'Access is denied.', None, 5)",
# "[Errno 16] Device or resource busy", "Could not configure port: (5, 'Input/output error')".
_WINDOWS_TEXT = re.compile(r"Error\(\d+, (?P<quote>['\"])(?P<words>.*?)(?P=quote), None, (?P<code>\d+)\)")
_POSIX_TEXT = re.compile(r"\[Errno (\d+)\]|\((\d+), '")

_INTERPRETER = re.compile(r"(python|node|ruby|perl|java|sh|bash)[\d.]*w?(\.exe)?", re.I)


def open_trouble(path: str, error: Exception) -> SetupError:
    """What an error at opening ``path`` means: PORT_BUSY with who holds it, PORT_NOT_PERMITTED, PORT_NOT_FOUND …

    Blocks for up to a second while it looks for who holds the port: for a thread.

    Args:
        path: what was opened.
        error: an OSError, pyserial's, or any with such a text in it.
    """
    code = _error_number(error)
    if code in _BUSY:
        return SetupError(Trouble.PORT_BUSY, port=path, holder=_holder(path))
    if code in _FORBIDDEN:
        return _not_permitted(path)
    if code in _GONE or _is_gone(path):
        return SetupError(Trouble.PORT_NOT_FOUND, port=path)
    return SetupError(Trouble.PORT_FAILED, port=path, reason=_reason(error, code))


def may_open(path: str) -> bool:
    """Whether this user's permissions are enough for ``path``. Windows has none for ports."""
    return sys.platform == "win32" or os.access(path, os.R_OK | os.W_OK)


def holders(path: str) -> list[str]:
    """The names of the programs that have ``path`` open, as far as this user may see. Blocks for up to a second."""
    return holders_by_port([path])[path]


def holders_by_port(paths: Iterable[str]) -> dict[str, list[str]]:
    """As ``holders``, for several ports at the price of one. Windows does not tell: the lists are empty there."""
    found: dict[str, list[str]] = {path: [] for path in paths}
    if sys.platform == "linux":
        pairs = _open_on_linux(found)
    elif sys.platform == "darwin":
        pairs = _open_on_macos(found)
    else:
        return found
    for path, pid in pairs:
        name = _program(pid)
        if name and name not in found[path]:
            found[path].append(name)
    return found


# -- the error -----------------------------------------------------------------------------------------------------


def _error_number(error: BaseException) -> int | None:
    """The ``errno`` that says what went wrong, from wherever it is kept."""
    known = _WINDOWS.get(getattr(error, "winerror", None) or 0)
    if known is not None:
        return known
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    windows = _WINDOWS_TEXT.search(str(error))
    if windows:
        return _WINDOWS.get(int(windows["code"]))
    posix = _POSIX_TEXT.search(str(error))
    if posix:
        return int(posix[1] or posix[2])
    cause = error.__cause__ or error.__context__
    return _error_number(cause) if cause is not None else None


def _reason(error: Exception, code: int | None) -> str:
    windows = _WINDOWS_TEXT.search(str(error))
    if windows:
        return windows["words"].strip().rstrip(".")
    if code is not None:
        return os.strerror(code)
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__


def _is_gone(path: str) -> bool:
    return Path(path).is_absolute() and not Path(path).exists()


def _not_permitted(path: str) -> SetupError:
    if not udev_rule.is_for_this_system():
        return SetupError(Trouble.PORT_FAILED, port=path, reason=Phrase("this user may not open it"))
    if udev_rule.is_installed():
        command = f'sudo usermod -aG {_group(path)} "$USER"'
        return SetupError(Trouble.PORT_STILL_NOT_PERMITTED, port=path, command=command)
    return SetupError(Trouble.PORT_NOT_PERMITTED, port=path, command=udev_rule.command())


def _group(path: str) -> str:
    """The group that may open serial ports here: ``dialout``, on Arch ``uucp``."""
    try:
        group = Path(path).group()
    except (OSError, KeyError):
        return "dialout"
    return group if group != "root" else "dialout"


def _holder(path: str) -> str:
    names = holders(path)
    if names:
        return functools.reduce(lambda some, other: Phrase("{some} and {other}", some=some, other=other), names)
    if sys.platform != "linux":
        return Phrase("the system does not tell which one")
    if _runs("ModemManager"):
        return Phrase("one that this user may not see, perhaps ModemManager")
    return Phrase("one that this user may not see")


# -- programs ------------------------------------------------------------------------------------------------------


def _processes() -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from (entry for entry in Path("/proc").iterdir() if entry.name.isdecimal())


def _open_on_linux(paths: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Path and process id for each process that has it open. Other users' processes keep that to themselves."""
    wanted = {os.path.realpath(path): path for path in paths}
    end = time.monotonic() + _LONGEST_SEARCH_S
    for process in _processes():
        # A process may go, or be another user's.
        with contextlib.suppress(OSError), os.scandir(process / "fd") as descriptors:
            for descriptor in descriptors:
                if time.monotonic() > end:
                    return
                with contextlib.suppress(OSError):
                    path = wanted.get(os.readlink(descriptor))  # noqa: PTH115 - there are thousands
                    if path is not None:
                        yield path, int(process.name)


def _runs(name: str) -> bool:
    for process in _processes():
        with contextlib.suppress(OSError):
            if (process / "comm").read_text(errors="replace").strip() == name:
                return True
    return False


def _open_on_macos(paths: Iterable[str]) -> Iterator[tuple[str, int]]:
    """As ``_open_on_linux``, from the ``lsof`` that every Mac has."""
    twins = {twin: path for path in paths for twin in (path, path.replace("/dev/cu.", "/dev/tty."))}
    # It ends with 1 where one of the paths is not open.
    answer = run_tool(["lsof", "-w", "-F", "pn", "--", *twins], _LONGEST_SEARCH_S)
    if answer is not None:
        yield from _read_lsof(answer.text, twins)


def _read_lsof(told: str, twins: dict[str, str]) -> Iterator[tuple[str, int]]:
    """``lsof -F pn``: a line ``p`` and the process id, then for each of its files a line ``n`` and the path."""
    pid = 0
    for line in told.splitlines():
        field, value = line[:1], line[1:]
        if field == "p" and value.isdecimal():
            pid = int(value)
        elif field == "n" and pid and value in twins:
            yield twins[value], pid


def _program(pid: int) -> str:
    """What a person calls a running program: "thonny" rather than "python3.11". Empty where it has gone."""
    if pid == os.getpid():
        return "AtomCam"
    try:
        process = psutil.Process(pid)
        name = process.name()
        return (_script(process.cmdline()) if _INTERPRETER.fullmatch(name) else "") or name
    except psutil.Error:
        return ""


def _script(words: list[str]) -> str:
    """The script in an interpreter's command line, or the module after ``-m``."""
    rest = iter(words[1:])
    for word in rest:
        if word == "-m":
            return next(rest, "")
        if word in ("-W", "-X"):
            next(rest, "")
        elif word == "-c":
            return ""
        elif not word.startswith("-"):
            return Path(word).stem
    return ""
